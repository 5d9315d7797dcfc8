//! What fuzzing has found: each file below `tests/fuzz/` once made the tool panic, or run without end. `fuzz/` is where
//! they come from. Besides, each is spoilt by chance some times, always in the same way; `TRIBIND_FUZZ=1000` does it longer.

#![allow(clippy::unwrap_used, clippy::print_stderr)] // a test stops where it goes wrong, and tells where

#[path = "fuzz/drive.rs"]
mod drive;

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64;
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

/// Words that mean something to a reader of headers or projects. Not `_Complex`: what bindgen makes of complex integers
/// takes the panic hook, which the test harness wants back at its end; `tests/cli.rs` has them.
const WORDS: [&str; 24] = [
    "struct ",
    "union ",
    "enum ",
    "typedef ",
    "const ",
    "volatile ",
    "*",
    "(*f)(",
    "[",
    "]",
    "{",
    "}",
    ";",
    " : 3",
    "__attribute__((packed))",
    "float ",
    "void",
    "unsigned ",
    "...",
    "#define X ",
    "inline ",
    "\"",
    "= ",
    "[[",
];

/// The text with a few words put in, pieces taken out or repeated.
fn spoilt(text: &[u8], rng: &mut Pcg64) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..rng.random_range(1..6) {
        let at = rng.random_range(0..=text.len());
        let end = rng.random_range(at..=text.len().min(at + 24));
        match rng.random_range(0..4) {
            0 => drop(text.splice(at..at, WORDS[rng.random_range(0..WORDS.len())].bytes())),
            1 => drop(text.splice(at..end, WORDS[rng.random_range(0..WORDS.len())].bytes())),
            2 => drop(text.drain(at..end)),
            _ => drop(text.splice(at..at, text[at..end].to_vec())),
        }
    }
    text
}

/// Drives every file of a folder, then what comes of spoiling it. A find is printed, and belongs in the folder.
fn check(folder: &str, drive: impl Fn(&[u8])) {
    let times = std::env::var("TRIBIND_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut rng = Pcg64::seed_from_u64(1);
    for (path, text) in files(folder) {
        eprintln!("{path}");
        drive(&text);
        for _ in 0..times {
            let text = spoilt(&text, &mut rng);
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drive(&text)));
            assert!(outcome.is_ok(), "spoilt {path}:\n{}", text.escape_ascii());
        }
    }
}

#[test]
fn headers() {
    let drive = drive::Drive::new();
    check("headers", |text| drive.header(text));
}

#[test]
fn projects() {
    let drive = drive::Drive::new();
    check("projects", |text| drive.project(text));
}
