//! The native style from header text. `tests/native/text/NAME.h`, with `NAME.toml` where it is configured, becomes
//! `NAME.out`, its C; `BLESS=1` writes that. `tests/native/run/NAME.h` and `NAME.c` become a package, which is compiled
//! with warnings as errors under every compiler and interpreter that is here, and `NAME.py` uses it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

#[path = "native/package.rs"]
mod package;

#[path = "native/large.rs"]
mod large;

use package::Package;
use std::path::{Path, PathBuf};
use tribind::plan::{Content, Plan};
use tribind::styles::{Style, native};
use tribind::toolchain::{Compiler, Environment, Flags, Libclang};
use tribind::{config, header, passes, plan, verdict};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native").join(name)
}

/// The plan of a header, as the tool makes it, the linker's word apart.
fn decided(header: &Path) -> Plan {
    let toml = header.with_extension("toml");
    let input = if toml.exists() { toml } else { header.to_owned() };
    let flags = config::Flags { inputs: vec![input.display().to_string()], ..config::Flags::default() };
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let config = config::load(&flags, &environment, &["native"]).unwrap();
    let compiler = Compiler::find(&environment, false).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let reading = header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let flags = Flags { include_dirs: vec![header.parent().unwrap().to_owned()], ..Flags::default() };
    let api = verdict::judge(&reading.api, &compiler, &flags).unwrap();
    plan::decide(&passes::run(api, &config).unwrap(), &config, plan::Library::default()).unwrap()
}

fn headers(below: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder(below)).unwrap().map(|entry| entry.unwrap().path());
    let mut headers: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "h")).collect();
    headers.sort();
    assert!(!headers.is_empty());
    headers
}

#[test]
fn text() {
    for header in headers("text") {
        check(&native::FULL, &header, "out");
    }
}

#[test]
fn text_against_the_limited_api() {
    check(&native::ABI3, &folder("text").join("memory.h"), "abi3.out");
}

/// From 3.12 on these macros count no reference, which an older interpreter that meets the binary would miss.
#[test]
fn the_limited_api_has_no_macro_that_counts_no_reference() {
    for header in headers("run") {
        let files = tribind::styles::package(&decided(&header), &native::ABI3).unwrap();
        assert!(!files.get("src/tribind.h").unwrap().contains("Py_RETURN_"), "{}", header.display());
    }
}

/// Compares the C file of a header's module, and what its runtime header defines, with what is expected.
#[allow(clippy::disallowed_methods)] // only to bless
fn check(style: &dyn Style, header: &Path, ending: &str) {
    let plan = decided(header);
    let files = tribind::styles::package(&plan, style).unwrap();
    let found = format!(
        "{}\n/* What tribind.h defines: {}. */\n",
        files.get(&format!("src/{}.c", plan.module)).unwrap(),
        defined(files.get("src/tribind.h").unwrap()).join(", ")
    );
    let golden = header.with_extension(ending);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(&expected, &found);
    assert!(expected == found, "{}", diff.unified_diff().header("expected", "found"));
}

/// The functions that a header defines, in order.
fn defined(text: &str) -> Vec<&str> {
    let starts = text.lines().filter(|l| l.starts_with("tb_")).filter_map(|l| l.split_once('('));
    starts.map(|(name, _)| name).collect()
}

#[test]
fn packages() {
    for header in headers("run") {
        let script = std::fs::read_to_string(header.with_extension("py")).unwrap();
        let package = Package::write(&native::FULL, &decided(&header), &header);
        for compiler in package::compilers() {
            for python in package::pythons() {
                package.compile(compiler, &python);
                package.python(&python, &script);
            }
        }
    }
}

/// One binary, made for the oldest interpreter that knows the limited API, is for all: it asks `CPython` for nothing but
/// what is a part of that.
#[test]
fn one_binary_for_every_version() {
    let pythons = package::pythons_of_the_limited_api();
    let Some(oldest) = pythons.first() else { return };
    let stable = package::stable_abi(oldest);
    for header in headers("run") {
        let script = std::fs::read_to_string(header.with_extension("py")).unwrap();
        let package = Package::write(&native::ABI3, &decided(&header), &header);
        for compiler in package::compilers() {
            package.compile(compiler, oldest);
            let mut symbols = package.symbols();
            assert!(!symbols.is_empty());
            symbols.retain(|name| stable.as_ref().is_some_and(|stable| !stable.contains(name)));
            assert!(symbols.is_empty(), "{}: not of the stable ABI: {symbols:?}", header.display());
            for python in &pythons {
                package.python(python, &script);
            }
        }
    }
}

/// With many functions the module is several files, and nothing that Python sees is other than in one file.
#[test]
fn a_large_module_is_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let header = large::library(folder.path(), 63);
    let plan = decided(&header);
    let files = tribind::styles::package(&plan, &native::FULL).unwrap();
    let sources = files
        .files
        .keys()
        .filter(|p| p.extension().is_some_and(|e| e == "c"))
        .map(|p| p.display().to_string());
    let expected =
        ["large.c", "large_constants.c", "large_functions_1.c", "large_functions_2.c", "tribind.c"];
    assert_eq!(sources.collect::<Vec<_>>(), expected.map(|name| format!("src/{name}")));
    let last = plan.functions.last().unwrap();
    assert_eq!(native::FULL.excerpt(&plan, last).unwrap()[0].0, "src/large_functions_2.c");
    let package = Package::write(&native::FULL, &plan, &header);
    for compiler in package::compilers() {
        package.compile(compiler, "python3");
        package.python("python3", large::SCRIPT);
    }
    if let Some(python) = package::pythons_of_the_limited_api().first() {
        let package = Package::write(&native::ABI3, &plan, &header);
        package.compile(package::compilers()[0], python);
        package.python(python, large::SCRIPT);
    }
}

/// `show` prints the wrapper of one function, with its documentation and prototype.
#[test]
fn excerpts() {
    let plan = decided(&folder("text").join("sums.h"));
    let function = plan.functions.iter().find(|f| f.c_name == "add").unwrap();
    let excerpt = native::FULL.excerpt(&plan, function).unwrap();
    let [(file, text)] = &excerpt[..] else { panic!("one excerpt") };
    let files = tribind::styles::package(&plan, &native::FULL).unwrap();
    let Some(Content::Text(whole)) = files.files.get(Path::new(file)) else { panic!("no {file}") };
    assert!(text.contains("/* int add(int a, int b) */") && whole.contains(text.trim()), "{text}");
}
