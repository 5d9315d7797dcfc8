//! Libraries made on the spot: what of a header they export, and by which name they are loaded.

use super::*;
use crate::ir::{Function, FunctionType, IntType, Type, Variable};
use crate::toolchain::Environment;

const INT: Type = Type::Int(IntType { bits: 32, signed: true, name: "int" });

fn function(name: &str, linkage: Linkage) -> Function {
    Function {
        name: name.into(),
        ty: FunctionType { ret: INT, params: vec![INT], variadic: false, prototype: true },
        param_names: vec![None],
        param_lens: vec![None],
        defaults: vec![],
        linkage,
        refers_to: vec![],
        doc: vec![],
        span: Span::default(),
    }
}

/// A folder with a header `h.h`, and what can be asked of it.
struct Case {
    folder: tempfile::TempDir,
    compiler: Compiler,
    api: Api,
}

impl Case {
    fn new(header: &str, language: Language, functions: &[&str]) -> Self {
        let environment =
            Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
        let compiler = Compiler::find(&environment, language == Language::Cxx).unwrap();
        let case = Self {
            folder: tempfile::tempdir().unwrap(),
            compiler,
            api: Api {
                language,
                includes: vec!["\"h.h\"".into()],
                functions: functions.iter().map(|n| function(n, Linkage::External)).collect(),
                ..Api::default()
            },
        };
        case.file("h.h", header);
        case
    }

    #[allow(clippy::disallowed_methods)] // a test's own scratch
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn library(&self, file: &str, soname: &str, source: &str) {
        let source = self.file(&format!("{soname}.c"), source);
        let object = self.folder.path().join(format!("{soname}.o"));
        self.compiler.compile_file_to(&source, &object, &Flags::default()).unwrap();
        let args = vec![format!("-Wl,-soname,{soname}")];
        let link = Link { objects: vec![object], args, ..Link::default() };
        self.compiler.link_shared(&link, &self.folder.path().join(file)).unwrap();
    }

    fn exports(&self, libraries: &[&str], sources: &[PathBuf]) -> Result<(Api, Linked)> {
        let dirs = vec![self.folder.path().to_owned()];
        let libraries: Vec<String> = libraries.iter().map(|l| (*l).to_owned()).collect();
        let flags = Flags { include_dirs: dirs.clone(), ..Flags::default() };
        let request = LinkRequest {
            compiler: &self.compiler,
            flags: &flags,
            libraries: &libraries,
            library_dirs: &dirs,
            sources,
        };
        exports(&self.api, &request)
    }
}

fn check(result: Result<(Api, Linked)>, kept: &[&str], skipped: &[&str], sonames: &[&str]) {
    let (api, linked) = result.unwrap();
    let functions = api.functions.iter().map(|f| f.name.as_str());
    let variables = api.variables.iter().map(|v| v.name.as_str());
    assert_eq!(functions.chain(variables).collect::<Vec<_>>(), kept);
    let told: Vec<String> =
        api.skipped.iter().map(|s| format!("{:?} {}: {}", s.kind, s.name, s.reason)).collect();
    assert_eq!(told, skipped);
    assert_eq!(linked.sonames, sonames);
}

fn code(result: Result<(Api, Linked)>) -> Vec<(&'static str, String)> {
    match result {
        Err(Error::Input(found)) => found.into_iter().map(|d| (d.code, d.message)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_library_does_not_export_is_left_out() {
    let header = "int f(int); int gone(int); int hidden(int); extern int v, w; static inline int here(int a) { return a; }";
    let mut case = Case::new(header, Language::C, &["f", "gone", "hidden"]);
    case.api.functions.push(function("here", Linkage::Inline));
    let variable = |name: &str| Variable {
        name: name.into(),
        ty: INT,
        linkage: Linkage::External,
        doc: vec![],
        span: Span::default(),
    };
    case.api.variables = vec![variable("v"), variable("w")];
    let source = "int v; int f(int a) { return a; } __attribute__((visibility(\"hidden\"))) int hidden(int a) { return a; }";
    case.library("libone.so", "libone.so.7", source);
    check(
        case.exports(&["one"], &[]),
        &["f", "here", "v"],
        &[
            "Function gone: declared, but not exported by libone.so.7",
            "Function hidden: declared, but not exported by libone.so.7",
            "Variable w: declared, but not exported by libone.so.7",
        ],
        &["libone.so.7"],
    );
}

#[test]
fn code_that_calls_what_is_not_there_is_left_out() {
    let header = "int f(int); int gone(int); static inline int here(int a) { return f(a); } inline int bare(int a) { return a; } \
                  static inline int lost(int a) { return gone(a); } static inline int both(int a) { return bare(a); }";
    let mut case = Case::new(header, Language::C, &["f", "gone"]);
    for (name, symbol) in [("here", "f"), ("bare", "memcpy"), ("lost", "gone"), ("both", "bare")] {
        let refers_to = vec![symbol.to_owned()];
        case.api.functions.push(Function { refers_to, ..function(name, Linkage::Inline) });
    }
    case.library("libone.so", "libone.so.7", "int f(int a) { return a; }");
    check(
        case.exports(&["one"], &[]),
        &["f", "here", "bare"],
        &[
            "Function gone: declared, but not exported by libone.so.7",
            "Function lost: its code calls gone, which is not exported by libone.so.7",
            "Function both: its code calls bare, which is not exported by libone.so.7",
        ],
        &["libone.so.7"],
    );
}

#[test]
fn a_linker_script_stands_for_its_members() {
    let case = Case::new("int f(int); int g(int); int h(int);", Language::C, &["f", "g", "h"]);
    case.library("libone.so.7", "libone.so.7", "int f(int a) { return a; }");
    case.library("libtwo.so", "libtwo.so.2", "int g(int a) { return a; }");
    case.library("libthree.so", "libthree.so.3", "int h(int a) { return a; }");
    case.file("libmany.so", "/* GNU ld script */\nINPUT(libone.so.7 -ltwo)\n");
    check(case.exports(&["many", "three"], &[]), &["f", "g", "h"], &[], &["libone.so.7", "libthree.so.3"]);
}

#[test]
fn sources_define_what_no_library_exports() {
    let case = Case::new("int f(int); int g(int);", Language::C, &["f", "g"]);
    let source = case
        .file("code.c", "#include \"h.h\"\nint f(int a) { return a; }\nstatic int g2(int a) { return a; }\n");
    check(
        case.exports(&[], &[source]),
        &["f"],
        &["Function g: declared, but not defined in the sources"],
        &[],
    );
    let broken = case.file("broken.c", "\nint f(int a) { return b; }\n");
    let found = code(case.exports(&[], &[broken]));
    assert_eq!(found[0].0, "source-does-not-compile");
    assert!(found[0].1.contains("'b' undeclared") || found[0].1.contains("identifier 'b'"), "{found:?}");
}

#[test]
fn a_library_that_is_not_there_is_told() {
    let case = Case::new("int f(int);", Language::C, &["f"]);
    case.library("libone.so", "libone.so.7", "int f(int a) { return a; }");
    let found = code(case.exports(&["nowhere", "one", "lost"], &[]));
    let expected = ["the library nowhere cannot be found", "the library lost cannot be found"];
    assert_eq!(found, expected.map(|m| ("library-not-found", m.to_owned())));
}

#[test]
fn the_c_library_needs_no_name() {
    let header = "int abs(int); int f(int);";
    let case = Case::new(header, Language::C, &["abs", "f"]);
    let (api, linked) = case.exports(&[], &[]).unwrap();
    assert_eq!((api.functions.len(), linked.sonames.len()), (1, 0));
    assert!(api.skipped[0].reason.starts_with("declared, but not exported by libc"), "{:?}", api.skipped);
    let case = Case::new("int f(int);", Language::C, &["f"]);
    assert_eq!(code(case.exports(&[], &[]))[0].0, "no-library");
    let case = Case::new("#define M 1\n", Language::C, &[]);
    check(case.exports(&[], &[]), &[], &[], &[]);
}

#[test]
fn another_symbol_name_is_told() {
    let case = Case::new("int f(int) __asm__(\"f_new\"); int g(int);", Language::C, &["f", "g"]);
    case.library("libone.so", "libone.so.7", "int f_new(int a) { return a; } int g(int a) { return a; }");
    let skipped = ["Function f: declared under another symbol name, f_new"];
    check(case.exports(&["one"], &[]), &["g"], &skipped, &["libone.so.7"]);
}

#[test]
fn cxx_names_are_mangled() {
    let header = "namespace n { int f(int); int f(double); int gone(int); }";
    let mut case = Case::new(header, Language::Cxx, &["n::f", "n::gone", "n::f"]);
    case.api.functions[2].ty.params[0] = Type::Float(crate::ir::FloatKind::Double);
    let source = case.file("code.cpp", "#include \"h.h\"\nint n::f(int a) { return a; }\n");
    let reason = "declared, but not defined in the sources";
    let skipped = [format!("Function n::gone: {reason}"), format!("Function n::f: {reason}")];
    let skipped = [skipped[0].as_str(), skipped[1].as_str()];
    check(case.exports(&[], &[source]), &["n::f"], &skipped, &[]);
}
