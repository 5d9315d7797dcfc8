//! What fuzzing has found: each file below `tests/fuzz/` once made the tool panic, or run without end. `fuzz/` is where
//! they come from.

#![allow(clippy::unwrap_used)] // a test stops where it goes wrong

#[path = "fuzz/drive.rs"]
mod drive;

use std::path::Path;

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, Vec<u8>)> =
        paths.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn headers() {
    let drive = drive::Drive::new();
    for (path, text) in files("headers") {
        eprintln!("{path}");
        drive.header(&text);
    }
}

#[test]
fn projects() {
    let drive = drive::Drive::new();
    for (path, text) in files("projects") {
        eprintln!("{path}");
        drive.project(&text);
    }
}
