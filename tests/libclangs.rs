//! Every libclang reads the same: what is generated does not depend on which one is here.
//!
//! The libraries of the system and of the virtual environment's wheel are compared, and those that
//! `TRIBIND_LIBCLANGS` names (`/opt/16/libclang.so.1:/opt/19/libclang.so.1`).

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes
#![allow(clippy::print_stderr)] // what is skipped is told

mod common;

use common::{Scene, text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is generated with each: a file without which there is nothing to do, and the arguments.
const INPUTS: [(&str, &[&str]); 5] = [
    ("c_samples/geometry", &["c_samples/geometry"]),
    ("c_samples/cppmult", &["c_samples/cppmult"]),
    ("c_samples/textscan", &["c_samples/textscan"]),
    ("/usr/include/zlib.h", &["/usr/include/zlib.h", "-l", "z", "-m", "zwrap"]),
    ("/usr/include/sqlite3.h", &["/usr/include/sqlite3.h", "-l", "sqlite3", "-m", "sqlwrap"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The libraries that are here, each once.
fn libclangs() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in
        ["/usr/lib/llvm-14", "/usr/lib/llvm-15", "/usr/lib/llvm-16", "/usr/lib/llvm-18", "/usr/lib/llvm-19"]
    {
        found.push(Path::new(folder).join("lib/libclang.so.1"));
    }
    let wheels = root().join(".venv/lib");
    let versions = std::fs::read_dir(wheels).into_iter().flatten().map(|e| e.unwrap().path());
    found.extend(versions.map(|v| v.join("site-packages/clang/native/libclang.so")));
    found.extend(std::env::var("TRIBIND_LIBCLANGS").iter().flat_map(|v| v.split(':').map(PathBuf::from)));
    let mut real: Vec<PathBuf> = found.iter().filter_map(|path| path.canonicalize().ok()).collect();
    real.sort();
    real.dedup();
    real
}

/// What is generated, by path; the folder's own memory of the run apart.
fn generated(scene: &Scene, libclang: &Path, args: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = scene.path().join("out");
    let mut command = scene.tribind(&["generate", "--quiet"]);
    command.args(args).arg("-o").arg(&out).current_dir(root()).env("LIBCLANG_PATH", libclang);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {}", libclang.display(), text(&output.stderr));
    let mut files: BTreeMap<PathBuf, Vec<u8>> =
        scene.snapshot("out").into_iter().map(|(path, (content, _))| (path, content)).collect();
    files.retain(|path, _| !path.ends_with(".tribind"));
    std::fs::remove_dir_all(&out).unwrap();
    files
}

#[test]
fn each_reads_the_same() {
    let libclangs = libclangs();
    let [first, others @ ..] = &libclangs[..] else { panic!("no libclang") };
    if others.is_empty() {
        eprintln!("skipped: {} is the only libclang here", first.display());
    }
    let scene = Scene::new("cli");
    for (needed, args) in INPUTS {
        if !root().join(needed).exists() {
            eprintln!("skipped: {needed} is not here");
            continue;
        }
        let expected = generated(&scene, first, args);
        assert!(expected.len() > 10, "{needed}");
        for other in others {
            let found = generated(&scene, other, args);
            let paths = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(paths(&found), paths(&expected), "{needed}, {}", other.display());
            let differs = found.iter().find(|(path, content)| expected[*path] != **content);
            assert!(differs.is_none(), "{}: {}", other.display(), differs.unwrap().0.display());
        }
    }
}
