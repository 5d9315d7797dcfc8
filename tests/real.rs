//! Headers that nobody here wrote, by the commands that the README gives, in every style.
//!
//! `make test` sees to it that the two libraries are there.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

mod common;

use common::{Scene, text};
use std::process::Command;

/// Builds with these arguments and runs the program in every style.
fn check(program: &str, args: &[&str]) {
    let scene = Scene::new("real");
    scene.succeed(args);
    for style in ["ctypes", "cffi", "native"] {
        let mut python = Command::new("python3");
        python.arg("-X").arg("dev").arg(scene.path().join(program));
        python.env("PYTHONPATH", scene.path().join("out").join(style)).current_dir(scene.path().join("out"));
        let output = python.output().unwrap();
        assert_eq!(text(&output.stdout), "fine\n", "{style}: {}", text(&output.stderr));
    }
}

#[test]
fn zlib() {
    check("use_zlib.py", &["build", "/usr/include/zlib.h", "-l", "z", "-m", "zwrap", "-o", "out"]);
}

#[test]
fn sqlite() {
    check("use_sqlite.py", &["build", "sqlite.toml", "-o", "out"]);
}

/// What the headers of well-known libraries do, in small.
#[test]
fn oddities() {
    let args = ["build", "oddities.h", "--source", "oddities.c", "-pthread", "-o", "out"];
    check("use_oddities.py", &args);
}
