//! Headers that nobody here wrote, by the commands that the README gives, in every style.
//!
//! Where the library is not installed the test says so and passes: `make test` names what is missing.

mod common;

use common::{Scene, text};
use std::path::Path;
use std::process::Command;

/// Builds with these arguments and runs the program in every style.
fn check(header: &str, program: &str, args: &[&str]) {
    if !Path::new("/usr/include").join(header).is_file() {
        eprintln!("{header} is not installed; nothing is tested");
        return;
    }
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
    check("zlib.h", "use_zlib.py", &["build", "/usr/include/zlib.h", "-l", "z", "-m", "zwrap", "-o", "out"]);
}

#[test]
fn sqlite() {
    check("sqlite3.h", "use_sqlite.py", &["build", "sqlite.toml", "-o", "out"]);
}
