//! Records, functions, typedefs, enumerations, variables; flags and headers that do harm.

use super::*;

#[test]
fn a_layout_is_mended() {
    let header = "struct p { char c; long double x; int v[3]; unsigned a : 3, b : 5; int s : 4; };\n";
    let unsigned = Type::Int(IntType { bits: 32, signed: false, name: "unsigned int" });
    let fields = vec![
        field("c", Type::Char { signed: false }, 8),
        field("x", WIDE, 64),
        field("v", Type::Array { of: Box::new(INT), len: Some(3) }, 0),
        bits("a", unsigned.clone(), 0, 1),
        bits("b", unsigned.clone(), 0, 1),
        bits("s", unsigned, 0, 1),
    ];
    let api = Api { records: vec![record("struct p", 1, 1, fields)], ..Api::default() };
    check(
        header,
        api,
        "record struct p (struct) size 48 align 16\n    @0 c: char\n    @128 x: long double\n    @256 v: [3]int\n    \
         @352 a: unsigned int : 3\n    @355 b: unsigned int : 5\n    @360 s: int : 4\n",
    );
}

#[test]
fn records_without_a_name_are_reached_through_their_holder() {
    let header = "typedef struct { int t; union { int i; struct { char a, b; }; }; struct { double d; } n[2]; } outer;\n";
    let inner = |key: &str| Type::Record(format!("outer::<anonymous {key}>"));
    let api = Api {
        records: vec![
            record(
                "outer::<anonymous 2>",
                2,
                1,
                vec![field("a", Type::Char { signed: true }, 0), field("b", Type::Char { signed: true }, 40)],
            ),
            record("outer::<anonymous 1>", 4, 4, vec![field("i", INT, 8), field("", inner("2"), 0)]),
            record("outer::<anonymous 3>", 4, 4, vec![field("d", Type::Float(FloatKind::Double), 8)]),
            record(
                "outer",
                24,
                8,
                vec![
                    field("t", INT, 0),
                    field("", inner("1"), 32),
                    field("n", Type::Array { of: Box::new(inner("3")), len: Some(2) }, 64),
                ],
            ),
        ],
        ..Api::default()
    };
    check(
        header,
        api,
        "record outer::<anonymous 2> (struct) size 2 align 1\n    @0 a: char\n    @8 b: char\n\
         record outer::<anonymous 1> (struct) size 4 align 4\n    @0 i: int\n    @0 <anonymous>: outer::<anonymous 2>\n\
         record outer::<anonymous 3> (struct) size 8 align 8\n    @0 d: double\n\
         record outer (struct) size 24 align 8\n    @0 t: int\n    @32 <anonymous>: outer::<anonymous 1>\n    @64 n: [2]outer::<anonymous 3>\n",
    );
}

#[test]
fn a_wrong_member_costs_its_record_and_who_holds_it() {
    let header = "struct a { int *p; }; struct b { struct a a[2]; }; struct c { int i; };\n";
    let of = |key: &str| Type::Record(key.into());
    let api = Api {
        records: vec![
            record("struct a", 8, 8, vec![field("p", pointer(Type::Bool), 0)]),
            record(
                "struct b",
                16,
                8,
                vec![field("a", Type::Array { of: Box::new(of("struct a")), len: Some(2) }, 0)],
            ),
            record("struct c", 4, 4, vec![field("i", INT, 0)]),
            record("struct nowhere", 4, 4, vec![field("i", INT, 0)]),
        ],
        ..Api::default()
    };
    let judged = judged(header, api, &[]);
    let text = print(&judged);
    assert!(text.starts_with(
        "record struct a (struct) incomplete\nrecord struct b (struct) incomplete\nrecord struct c (struct) size 4 align 4\n    @0 i: int\n"
    ), "{text}");
    assert!(
        text.contains("skipped Record struct a: member p: the compiler gives it another type\n"),
        "{text}"
    );
    assert!(text.contains("skipped Record struct b: it holds struct a, which is left out\n"), "{text}");
    assert!(
        text.contains(
            "skipped Record struct nowhere: the compiler does not know the type (invalid application"
        ),
        "{text}"
    );
}

#[test]
fn a_wrong_prototype_is_found() {
    let header = "#include <stdlib.h>\nint right(const char *, unsigned long); int wrong(unsigned); int none(); void quit(int) __attribute__((noreturn));\n\
                  long double half(long double); int (*pick(int))(void); int gone(int);\n#define gone other\nint first(int);\n#define first first\n";
    let unsigned_long = Type::Int(IntType { bits: 64, signed: false, name: "unsigned long" });
    let text = pointer(Type::Const(Box::new(Type::Char { signed: true })));
    let picked = FunctionType { ret: INT, params: vec![], variadic: false, prototype: true };
    let mut api = macros(vec![("gone", unknown("other")), ("first", unknown("first"))]);
    api.functions = vec![
        function("right", INT, vec![text, typedef("size_t", unsigned_long)]),
        function("wrong", INT, vec![INT]),
        function("none", INT, vec![]),
        function("quit", Type::Void, vec![INT]),
        function("half", WIDE, vec![WIDE]),
        function("pick", pointer(Type::Function(Box::new(picked))), vec![INT]),
        function("gone", INT, vec![INT]),
        function("first", INT, vec![INT]),
        function("missing", INT, vec![]),
    ];
    let judged = judged(header, api, &["-std=gnu17"]);
    let text = print(&judged);
    let expected = "fn right(_: *const char, _: size_t) -> int\nfn none() without prototype -> int\nfn quit(_: int) -> void\n\
                    fn half(_: long double) -> long double\nfn pick(_: int) -> *fn() -> int\nfn first(_: int) -> int\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(
        text.contains("skipped Function wrong: the compiler gives it another prototype than libclang\n"),
        "{text}"
    );
    assert!(text.contains("skipped Function gone: a macro of the same name hides it\n"), "{text}");
    assert!(text.contains("skipped Function missing: the compiler refuses its prototype ("), "{text}");
}

#[test]
fn typedefs_enums_and_variables_are_mended() {
    let header = "typedef long long big; typedef struct t *ref; typedef int *odd; enum e { A = 1, B = 0xFFFFFFFF }; enum { N = -5 };\n\
                  extern const int limit; extern long double x; void f(big, ref); void g(odd);\n";
    let constant = |name: &str| EnumConstant { name: name.into(), value: 7, doc: vec![] };
    let enumeration = |key: &str, names: &[&str]| Enum {
        key: key.into(),
        spelled: !key.contains("anonymous"),
        tag: None,
        typedefs: vec![],
        own: true,
        int: IntType { bits: 32, signed: true, name: "int" },
        constants: names.iter().map(|n| constant(n)).collect(),
        doc: vec![],
        span: Span::default(),
    };
    let variable = |name: &str, ty| Variable {
        name: name.into(),
        ty,
        linkage: Linkage::External,
        doc: vec![],
        span: Span::default(),
    };
    let mut api = Api {
        enums: vec![enumeration("enum e", &["A", "B"]), enumeration("<anonymous enum at 1>", &["N", "GONE"])],
        ..Api::default()
    };
    api.functions = vec![
        function(
            "f",
            Type::Void,
            vec![typedef("big", INT), typedef("ref", pointer(Type::Record("struct t".into())))],
        ),
        function("g", Type::Void, vec![typedef("odd", pointer(Type::Bool))]),
    ];
    api.variables = vec![variable("limit", INT), variable("x", WIDE)];
    let judged = judged(header, api, &[]);
    let text = print(&judged);
    let expected = "enum enum e: unsigned int\n    A = 1\n    B = 4294967295\nenum <anonymous enum at 1>: int\n    N = -5\n\
                    fn f(_: big, _: ref) -> void\n";
    assert!(text.starts_with(expected), "{text}");
    let big = judged.functions[0].ty.params[0].canonical();
    assert_eq!(*big, Type::Int(IntType { bits: 64, signed: true, name: "long long" }));
    assert!(text.contains("var x: long double\n"), "{text}");
    // `limit` is const and was not claimed to be: its type is mended to one that writes are refused for.
    assert!(text.contains("var limit: const int\n"), "{text}");
    assert!(
        text.contains("skipped Function g: the compiler gives a type of its prototype another meaning"),
        "{text}"
    );
    assert!(text.contains("skipped Enum GONE: the compiler does not know it ("), "{text}");
}

#[test]
fn the_users_flags_and_hostile_ones_do_no_harm() {
    let args = [
        "-std=c99",
        "-pedantic-errors",
        "-Werror",
        "-Wall",
        "-flto",
        "-O3",
        "-fsanitize=address",
        "-funsigned-char",
        "-fshort-enums",
    ];
    let mut api = macros(vec![("M", MacroValue::Int(0)), ("S", MacroValue::NoValue)]);
    api.macros[1].value = unknown("\"text\"");
    api.records = vec![record("struct s", 1, 1, vec![field("c", Type::Char { signed: true }, 0)])];
    let judged =
        judged("#define M 0xFFFFFFFFFFFFFFFFULL\n#define S \"text\"\nstruct s { char c; };\n", api, &args);
    assert_eq!(judged.macros[0].value, MacroValue::Int(i128::from(u64::MAX)));
    assert_eq!(judged.macros[1].value, MacroValue::Str(b"text".to_vec()));
    assert_eq!(judged.records[0].layout.as_ref().unwrap().fields[0].ty, Type::Char { signed: false });
}

#[test]
fn a_header_that_the_compiler_refuses_is_the_users() {
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let compiler = Compiler::find(&environment, false).unwrap();
    let api = macros(vec![("M", MacroValue::Int(0))]);
    let Err(crate::error::Error::Input(found)) = judged_by(&compiler, "#error no\n#define M 1\n", api, &[])
    else {
        panic!()
    };
    assert_eq!((found[0].code, found[0].span.line), ("compiler-rejects-header", 1));
    assert!(found[0].message.ends_with("no"), "{}", found[0].message);
    let api = macros(vec![("M", MacroValue::Int(0))]);
    let Err(crate::error::Error::Input(found)) =
        judged_by(&compiler, "#define M 1\n", api, &["-fno-such-flag"])
    else {
        panic!()
    };
    assert_eq!(found[0].code, "compiler-rejects-argument");
    assert!(found[0].message.contains("-fno-such-flag"), "{}", found[0].message);
}

#[test]
fn a_compiler_that_fails_without_a_word_is_asked_by_halves() {
    let mut environment =
        Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("mute-cc");
    let text = "#!/bin/sh\nfor a in \"$@\"; do case $a in */claims.c) grep -q 'M1[37])' \"$a\" && exit 1;; esac; done\nexec cc \"$@\"\n";
    write_program(&script, text);
    environment.vars.insert("CC".into(), script.display().to_string());
    let compiler = Compiler::find(&environment, false).unwrap();
    let names: Vec<String> = (0..30).map(|i| format!("M{i}")).collect();
    let lines: Vec<String> = (0..30).map(|i| format!("#define M{i} ({i} + 0)\n")).collect();
    let api = macros(names.iter().map(|n| (n.as_str(), MacroValue::Int(0))).collect());
    let judged = judged_by(&compiler, &lines.concat(), api, &[]).unwrap();
    for (i, m) in judged.macros.iter().enumerate() {
        let expected = if [13, 17].contains(&i) { MacroValue::NoValue } else { MacroValue::Int(i as i128) };
        assert_eq!(m.value, expected, "{}", m.name);
    }
}

#[allow(clippy::disallowed_methods)] // a test's own scratch
fn write_program(path: &std::path::Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}
