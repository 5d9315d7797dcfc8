//! The native style end to end: a small library in C, its package generated, compiled with warnings as errors under
//! every compiler and interpreter that is here, and used from Python.

mod declare;
mod package;

use package::Package;
use tribind::{config::Config, plan};

/// Plans the declarations, builds the package everywhere, and runs the script in each interpreter.
fn check(configure: impl Fn(&mut Config), header: &str, source: &str, script: &str) {
    let api = declare::api(header);
    let mut config = Config { module: "demo".into(), ..Config::default() };
    configure(&mut config);
    let library = plan::Library { link: vec![], ..plan::Library::default() };
    let plan = plan::decide(&api, &config, library).expect("a plan");
    assert!(plan.skipped.is_empty(), "left out: {:?}", plan.skipped);
    let prelude = "#include <stddef.h>\n#include <wchar.h>\ntypedef void (*callback)(void);\n";
    let package = Package::write(&plan, &format!("{prelude}{}", semicolons(header)), source);
    for compiler in package::compilers() {
        for python in package::pythons() {
            package.compile(compiler, &python);
            package.python(&python, script);
        }
    }
}

/// Declarations end in semicolons, directives do not.
fn semicolons(header: &str) -> String {
    let line =
        |l: &str| if l.starts_with('#') || l.is_empty() { format!("{l}\n") } else { format!("{l};\n") };
    header.lines().map(|l| line(l.trim())).collect()
}

#[test]
fn scalars_strings_constants_and_enums() {
    check(|_| {}, include_str!("scalars.h"), include_str!("scalars.c"), include_str!("scalars.py"));
}
