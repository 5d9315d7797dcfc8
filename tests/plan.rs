//! Header text and configuration to the printed plan. A case is `tests/plan/NAME.h`, with `NAME.toml` where it is
//! configured, and `NAME.plan`: the plan, or the codes and sentences of what is wrong. `BLESS=1` writes the latter.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

use std::path::{Path, PathBuf};
use tribind::config::{self, Config};
use tribind::error::Error;
use tribind::toolchain::{Compiler, Environment, Flags, Libclang};
use tribind::{header, passes, plan, verdict};

fn environment() -> Environment {
    Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() }
}

fn configuration(header: &Path) -> Result<Config, Error> {
    let toml = header.with_extension("toml");
    let input = if toml.exists() { toml } else { header.to_owned() };
    let flags = config::Flags { inputs: vec![input.display().to_string()], ..config::Flags::default() };
    config::load(&flags, &environment(), &["ctypes", "cffi", "native"])
}

fn decided(header: &Path) -> Result<plan::Plan, Error> {
    let config = configuration(header)?;
    let libclang = Libclang::find(&environment())?;
    let compiler = Compiler::find(&environment(), config.language == tribind::ir::Language::Cxx)?;
    let reading = header::read(&config, &libclang, &compiler.include_dirs)?;
    let folder = header.parent().unwrap().to_owned();
    let is_cxx = config.language == tribind::ir::Language::Cxx;
    let flags = Flags { include_dirs: vec![folder], is_cxx, ..Flags::default() };
    let api = verdict::judge(&reading.api, &compiler, &flags)?;
    let api = passes::run(api, &config)?;
    plan::decide(&api, &config, plan::Library::default())
}

fn text(header: &Path) -> String {
    match decided(header) {
        Ok(plan) => plan::print(&plan),
        Err(Error::Input(findings)) => {
            let line = |d: &tribind::diag::Diagnostic| {
                let hint = d.hint.as_ref().map(|h| format!("\n    {h}")).unwrap_or_default();
                format!("{}: {}{hint}\n", d.code, d.message)
            };
            let folder = format!("{}/", header.parent().unwrap().display());
            findings.iter().map(line).collect::<String>().replace(&folder, "")
        }
        Err(other) => panic!("{}: {other}", header.display()),
    }
}

fn check(header: &Path) -> Result<(), String> {
    let golden = header.with_extension("plan");
    let found = text(header);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    if found == expected {
        return Ok(());
    }
    let diff = similar::TextDiff::from_lines(&expected, &found);
    Err(format!("{}:\n{}", golden.display(), diff.unified_diff().header("expected", "found")))
}

#[test]
fn plans() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/plan");
    let mut headers: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "h" || e == "hpp"))
        .collect();
    headers.sort();
    assert!(headers.len() >= 5, "the cases are gone");
    let failures: Vec<String> = headers.iter().filter_map(|h| check(h).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
