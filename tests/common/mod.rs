//! A folder of its own for a test, `tribind` run in it, and what it leaves there.
#![allow(dead_code, clippy::unwrap_used, clippy::disallowed_methods)] // each test file uses its own part

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with copies of the fixtures of one kind.
pub struct Scene {
    folder: TempDir,
}

impl Scene {
    /// Copies every file of `tests/<fixtures>/`.
    pub fn new(fixtures: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(Self::fixtures(fixtures)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        Self { folder }
    }

    /// Where fixtures lie.
    pub fn fixtures(kind: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(kind)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// `tribind`, to be run in the folder.
    pub fn tribind(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tribind"));
        command.args(args).current_dir(self.path()).env("NO_COLOR", "1");
        command
    }

    /// Runs `tribind`, which has to succeed.
    pub fn succeed(&self, args: &[&str]) -> Output {
        let output = self.tribind(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        output
    }

    /// The content of every file below a folder of the scene, with its time.
    pub fn snapshot(&self, below: &str) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path().join(below)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
                    found.insert(path.clone(), (std::fs::read(&path).unwrap(), time));
                }
            }
        }
        found
    }

    /// Text of a message without what differs from machine to machine.
    pub fn clean(&self, bytes: &[u8]) -> String {
        let path = self.path().display().to_string();
        let real = self.path().canonicalize().unwrap().display().to_string();
        let text = text(bytes).replace(&real, "$DIR").replace(&path, "$DIR");
        let python = regex::Regex::new(r"/\S*/python[0-9.]*\b").unwrap();
        python.replace_all(&text, "$$PYTHON").into_owned()
    }
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Compares with a file of expected text; `BLESS=1` writes it.
pub fn check_text(file: &Path, actual: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(expected, actual, "{} is not what it was; BLESS=1 accepts it", file.display());
}
