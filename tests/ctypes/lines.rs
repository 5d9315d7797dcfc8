//! Header text to the lines that bind each function. A case is `NAME.h`, with `NAME.toml` where it is configured, and
//! `NAME.out`: every function's lines, then the names that `_runtime.py` defines. `BLESS=1` writes the latter.

use super::fixture;
use std::path::Path;
use tribind::plan::{Library, Plan};
use tribind::styles::by_id;
use tribind::toolchain::{Compiler, Environment, Libclang};
use tribind::{config, header, passes, plan};

fn decided(header: &Path) -> Plan {
    let toml = header.with_extension("toml");
    let input = if toml.exists() { toml } else { header.to_owned() };
    let flags = config::Flags { inputs: vec![input.display().to_string()], ..config::Flags::default() };
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let config = config::load(&flags, &environment, &["ctypes"]).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let compiler = Compiler::find(&environment, false).unwrap();
    let reading = header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let api = passes::run(reading.api, &config).unwrap();
    plan::decide(&api, &config, Library::default()).unwrap()
}

fn text(header: &Path) -> String {
    let (plan, style) = (decided(header), by_id("ctypes").unwrap());
    let mut text = String::new();
    for function in &plan.functions {
        for (_, lines) in style.excerpt(&plan, function).unwrap() {
            text.push_str(&format!("==== {}\n{lines}", function.prototype));
        }
    }
    let pages = tribind::styles::package(&plan, style).unwrap();
    let runtime = pages.get(&format!("{}/_runtime.py", plan.module)).unwrap_or_default();
    let names = runtime.lines().filter_map(|l| l.strip_prefix("class ").or(l.strip_prefix("def ")));
    let names: Vec<&str> = names.filter_map(|l| l.split(['(', ':']).next()).collect();
    text + &format!("==== _runtime.py\n{}\n", names.join(" "))
}

fn check(name: &str) {
    let header = fixture(name);
    let golden = header.with_extension("out");
    let found = text(&header);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(&expected, &found);
    assert!(found == expected, "{}", diff.unified_diff().header("expected", "found"));
}

#[test]
fn every_slot_of_a_function() {
    check("calls.h");
}

#[test]
fn numbers_need_no_helper() {
    check("plain.h");
}
