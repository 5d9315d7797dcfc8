//! Headers and the `ir` that is read from them: `tests/ir/NAME.h` and `NAME.ir`. `BLESS=1` writes the latter.

#![allow(clippy::unwrap_used)] // a failed read fails the test

use std::fmt::Write as _;
use std::path::Path;
use tribind::config::{Config, Header};
use tribind::ir::{Api, Language};
use tribind::toolchain::{Compiler, Environment, Libclang};
use tribind::{header, ir};

/// Reads one header and compares what it gives with the text beside it.
fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ir").join(name);
    let found = text(&read(&path));
    let expected = path.with_extension("ir");
    if std::env::var_os("BLESS").is_some() {
        #[allow(clippy::disallowed_methods)] // the test's own expectation, on demand
        std::fs::write(&expected, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    assert!(
        found == expected,
        "{name}:\n{}",
        similar::TextDiff::from_lines(&expected, &found).unified_diff()
    );
}

fn read(path: &Path) -> Api {
    let is_cxx = path.extension().is_some_and(|e| e == "hpp");
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let libclang = Libclang::find(&environment).unwrap();
    let compiler = Compiler::find(&environment, is_cxx).unwrap();
    let given = path.display().to_string();
    let config = Config {
        headers: vec![Header { given, ..Header::default() }],
        language: if is_cxx { Language::Cxx } else { Language::C },
        // Each header is a library of its own here, not the folder.
        own: vec![path.file_name().unwrap().to_string_lossy().into_owned()],
        ..Config::default()
    };
    let reading = header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    assert_eq!(reading.warnings, [], "{}", path.display());
    reading.api
}

/// The printed `ir`, then the doc comments, which it leaves out.
fn text(api: &Api) -> String {
    let mut out = ir::print(api);
    let functions = api.functions.iter().map(|f| (&f.name, &f.doc));
    let records = api.records.iter().map(|r| (&r.key, &r.doc));
    let fields =
        api.records.iter().flat_map(|r| &r.layout).flat_map(|l| &l.fields).map(|f| (&f.name, &f.doc));
    let enums = api.enums.iter().map(|e| (&e.key, &e.doc));
    let constants = api.enums.iter().flat_map(|e| &e.constants).map(|c| (&c.name, &c.doc));
    let macros = api.macros.iter().map(|m| (&m.name, &m.doc));
    let variables = api.variables.iter().map(|v| (&v.name, &v.doc));
    let all =
        functions.chain(records).chain(fields).chain(enums).chain(constants).chain(macros).chain(variables);
    for (name, doc) in all.filter(|(_, doc)| !doc.is_empty()) {
        let _ = writeln!(out, "doc {name}: {doc:?}");
    }
    out
}

#[test]
fn tags() {
    check("tags.h");
}

#[test]
fn types() {
    check("types.h");
}

#[test]
fn functions() {
    check("functions.h");
}

#[test]
fn records() {
    check("records.h");
}

#[test]
fn enums() {
    check("enums.h");
}

#[test]
fn macros() {
    check("macros.h");
}

#[test]
fn comments() {
    check("comments.h");
}

#[test]
fn overloads() {
    check("overloads.hpp");
}

#[test]
fn hostile() {
    check("hostile.h");
}
