//! The cffi style in its two modes: the text that it writes for small headers, and packages compiled and used.
//!
//! A case is `tests/cffi/NAME.h`, with `NAME.toml` where it is configured, and `NAME.out`: `cffi_build.py` and
//! `__init__.py`; `NAME.abi.out` has those of the ABI mode. `BLESS=1` writes the latter two.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

mod common;

use common::Scene;
use std::path::Path;
use std::process::Command;
use tribind::plan::{Content, Library, Plan};
use tribind::styles::Style;
use tribind::styles::cffi::{self, Cffi};
use tribind::toolchain::{Compiler, Environment, Flags, Libclang};
use tribind::{config, header, passes, plan, verdict};

fn decided(header: &Path) -> Plan {
    let toml = header.with_extension("toml");
    let input = if toml.exists() { toml } else { header.to_owned() };
    let flags = config::Flags { inputs: vec![input.display().to_string()], ..config::Flags::default() };
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let config = config::load(&flags, &environment, &["cffi"]).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let compiler = Compiler::find(&environment, false).unwrap();
    let reading = header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let flags = Flags { include_dirs: vec![header.parent().unwrap().to_owned()], ..Flags::default() };
    let api = verdict::judge(&reading.api, &compiler, &flags).unwrap();
    let api = passes::run(api, &config).unwrap();
    plan::decide(&api, &config, Library::default()).unwrap()
}

/// The style's two own files that differ from header to header.
fn text(header: &Path, style: &Cffi) -> String {
    let plan = decided(header);
    let files = tribind::styles::package(&plan, style).unwrap();
    let init = format!("{}/__init__.py", plan.module);
    let page = |path: &str| match files.files.get(Path::new(path)) {
        Some(Content::Text(text)) => format!("==== {path}\n{text}"),
        _ => panic!("{path} is not there"),
    };
    page("cffi_build.py") + &page(&init)
}

fn check(name: &str, style: &Cffi, ending: &str) {
    let header = Scene::fixtures("cffi").join(name).with_extension("h");
    let expected = header.with_extension(ending);
    let found = text(&header, style);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&expected, &found).unwrap();
    }
    let known = std::fs::read_to_string(&expected).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(&known, &found);
    assert!(known == found, "{}", diff.unified_diff().header("expected", "found"));
}

#[test]
fn scalars() {
    check("scalars", &cffi::API, "out");
}

#[test]
fn records() {
    check("records", &cffi::API, "out");
}

#[test]
fn layouts() {
    check("layouts", &cffi::API, "out");
}

#[test]
fn layouts_without_a_compiler() {
    check("layouts", &cffi::ABI, "abi.out");
}

/// The excerpt of a function is what its package says of it.
#[test]
fn an_excerpt_is_a_part_of_the_package() {
    let plan = decided(&Scene::fixtures("cffi").join("records.h"));
    let files = tribind::styles::package(&plan, &cffi::API).unwrap();
    for function in &plan.functions {
        for (path, part) in cffi::API.excerpt(&plan, function).unwrap() {
            let whole = files.get(&path).unwrap();
            assert!(whole.contains(&part), "{path} does not hold\n{part}");
        }
    }
}

/// Builds a project of the fixtures in both modes, and runs what uses it.
fn works(project: &str, script: &str) {
    let scene = Scene::new("cffi");
    scene.succeed(&["build", project, "-s", "cffi,cffi-abi", "-o", "out"]);
    for style in ["cffi", "cffi-abi"] {
        let mut python = Command::new("python3");
        python.args(["-X", "dev", "-W", "error", script]).current_dir(scene.path());
        let output = python.env("PYTHONPATH", scene.path().join("out").join(style)).output().unwrap();
        assert!(output.status.success(), "{style}: {}", common::text(&output.stderr));
    }
}

#[test]
fn corners_work() {
    works("corners.toml", "use_corners.py");
}

#[test]
fn shapes_work() {
    works("shapes.toml", "use_shapes.py");
}
