//! What all styles share, from header text: the stub, the enumerations, the overload dispatchers, the manifest. A case
//! is `tests/shared/NAME.h`, with `NAME.toml` where it is configured, and `NAME.out`. `BLESS=1` writes the latter.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

use std::path::{Path, PathBuf};
use tribind::config;
use tribind::plan::{Content, FileSet, Library, Plan, Recipe, Step};
use tribind::styles::{Capabilities, Style, shared};
use tribind::toolchain::{Compiler, Environment, Libclang};
use tribind::{header, passes, plan};

/// A style that has nothing of its own.
struct Plain;

impl Style for Plain {
    fn id(&self) -> &'static str {
        "plain"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            holds_gil: true,
            record_buffer_before_312: false,
            needs_compiler: true,
            requires: &["cffi>=1.17"],
        }
    }

    fn pages(&self, _: &Plan) -> tribind::error::Result<FileSet> {
        Ok(FileSet::default())
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        let mut sources = vec!["src/plain.c".into()];
        sources.extend(shared::library_sources(plan));
        let stem = Path::new(&plan.module).join("_plain");
        Recipe {
            steps: vec![Step::Extension { stem, sources, strict: true, limited_api: None, closures: false }],
        }
    }

    fn excerpt(&self, _: &Plan, _: &plan::Function) -> tribind::error::Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }
}

fn decided(header: &Path) -> Plan {
    let toml = header.with_extension("toml");
    let input = if toml.exists() { toml } else { header.to_owned() };
    let flags = config::Flags { inputs: vec![input.display().to_string()], ..config::Flags::default() };
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let config = config::load(&flags, &environment, &["plain"]).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let is_cxx = config.language == tribind::ir::Language::Cxx;
    let compiler = Compiler::find(&environment, is_cxx).unwrap();
    let reading = header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let api = passes::run(reading.api, &config).unwrap();
    plan::decide(&api, &config, Library::default()).unwrap()
}

/// Every file, each behind a line with its path.
fn text(header: &Path) -> String {
    let files = tribind::styles::package(&decided(header), &Plain).unwrap().files;
    let mut text = String::new();
    for (path, content) in files {
        if let Content::Text(content) = content {
            text.push_str(&format!("==== {}\n{content}", path.display()));
        }
    }
    text
}

fn check(header: &Path) -> Result<(), String> {
    let golden = header.with_extension("out");
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
fn shared_files() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/shared");
    let cases = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut headers: Vec<PathBuf> =
        cases.filter(|p| p.extension().is_some_and(|e| e == "h" || e == "hpp")).collect();
    headers.sort();
    assert!(headers.len() >= 4, "the cases are gone");
    let failures: Vec<String> = headers.iter().filter_map(|h| check(h).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
