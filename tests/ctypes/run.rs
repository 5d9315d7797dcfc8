//! A header bound, compiled, and used by its script, in each Python that is here: `values.h` by `use_values.py`, and
//! `constructs.h` by `use_constructs.py`.

use super::fixture;
use std::path::PathBuf;
use std::process::Command;

/// The Pythons on the search path, and those that `TRIBIND_PYTHONS` names.
fn pythons() -> Vec<PathBuf> {
    let names = ["python3", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];
    let works = |name: &str| {
        Command::new(name).arg("-c").arg("import ctypes").output().is_ok_and(|o| o.status.success())
    };
    let more = std::env::var("TRIBIND_PYTHONS").unwrap_or_default();
    names.into_iter().chain(more.split_whitespace()).filter(|name| works(name)).map(PathBuf::from).collect()
}

fn check(name: &str) {
    let out = tempfile::tempdir().unwrap();
    let tribind = Command::new(env!("CARGO_BIN_EXE_tribind"))
        .args(["build", "-s", "ctypes", "-o"])
        .arg(out.path())
        .arg(fixture(&format!("{name}.toml")))
        .output()
        .unwrap();
    assert!(tribind.status.success(), "{}", String::from_utf8_lossy(&tribind.stderr));
    let pythons = pythons();
    assert!(!pythons.is_empty(), "there is no python3");
    for python in pythons {
        let run = Command::new(&python)
            .args(["-B", "-W", "error"])
            .arg(fixture(&format!("use_{name}.py")))
            .env("PYTHONPATH", out.path().join("ctypes"))
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{}: {stderr}", python.display());
    }
}

#[test]
fn values_of_every_kind() {
    check("values");
}

#[test]
fn what_ctypes_has_no_words_for() {
    check("constructs");
}
