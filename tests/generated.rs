//! `generated/` holds the samples' bindings as text: what a learner reads. Each is generated anew and compared;
//! `make bless` (`BLESS=1`) writes it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn samples() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(root().join("c_samples"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("tribind.toml").exists())
        .collect();
    found.sort();
    found
}

/// Every generated text below a folder, without the copies of the user's own files and tribind's marker.
fn texts(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(dir) = queue.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "csrc" && name != "include" {
                    queue.push(path);
                }
            } else if !name.starts_with(".tribind") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    found
}

/// The samples whose bindings are shown in the styles that are made where they are named, too.
const IN_EVERY_STYLE: [&str; 1] = ["cmult"];

fn generate(sample: &Path, out: &Path) -> BTreeMap<PathBuf, String> {
    let in_every_style = IN_EVERY_STYLE.iter().any(|name| sample.ends_with(name));
    let styles: Vec<&str> = tribind::styles::all().map(tribind::styles::Style::id).collect();
    let run = Command::new(env!("CARGO_BIN_EXE_tribind"))
        .arg("generate")
        .arg(sample)
        .arg("-o")
        .arg(out)
        .args(in_every_style.then(|| format!("--style={}", styles.join(","))))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}: {}", sample.display(), String::from_utf8_lossy(&run.stderr));
    texts(out)
}

fn bless(golden: &Path, files: &BTreeMap<PathBuf, String>) {
    if golden.exists() {
        std::fs::remove_dir_all(golden).unwrap();
    }
    for (path, text) in files {
        let target = golden.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, text).unwrap();
    }
}

fn difference(
    sample: &str,
    expected: &BTreeMap<PathBuf, String>,
    found: &BTreeMap<PathBuf, String>,
) -> String {
    let mut out = String::new();
    for path in expected.keys().chain(found.keys()).collect::<std::collections::BTreeSet<_>>() {
        let (old, new) =
            (expected.get(path).map_or("", String::as_str), found.get(path).map_or("", String::as_str));
        if old != new {
            let name = format!("generated/{sample}/{}", path.display());
            let diff = similar::TextDiff::from_lines(old, new);
            out += &diff.unified_diff().header(&name, "generated now").to_string();
        }
    }
    out
}

#[test]
fn the_committed_bindings_are_what_is_generated() {
    let samples = samples();
    assert!(samples.len() >= 17, "the samples are gone");
    let mut differences = String::new();
    for sample in samples {
        let name = sample.file_name().unwrap().to_string_lossy().into_owned();
        let out = tempfile::tempdir().unwrap();
        let files = generate(&sample, &out.path().join("out"));
        let folder = root().to_string_lossy().into_owned();
        for (path, text) in &files {
            assert!(!text.contains(&folder), "{name}/{}: a path of this machine", path.display());
        }
        let golden = root().join("generated").join(&name);
        if std::env::var_os("BLESS").is_some() {
            bless(&golden, &files);
        }
        differences += &difference(&name, &texts(&golden), &files);
    }
    assert!(differences.is_empty(), "run `make bless` and read the diff:\n{differences}");
}
