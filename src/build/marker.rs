//! `OUT/.tribind`: what tribind wrote into an output folder, and from what it was compiled.
//!
//! It is how a folder of ours is told from somebody else's, how files that are no longer generated are found, and how
//! a build knows what is up to date.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file's name.
pub const FILE_NAME: &str = ".tribind";

/// The content of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// Version of this format.
    pub tribind: u32,
    /// What was asked for; only who asked can read it.
    #[serde(default)]
    pub request: serde_json::Value,
    /// One entry for each style folder.
    pub styles: BTreeMap<String, Package>,
}

/// One style folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Fingerprint of the generated files.
    pub source: String,
    /// Generated files, relative to the style folder.
    pub files: BTreeSet<PathBuf>,
    /// Compiled files, with the fingerprint of all that went into each.
    pub compiled: BTreeMap<PathBuf, String>,
    /// How long the compiler ran for each.
    #[serde(default)]
    pub seconds: BTreeMap<PathBuf, f64>,
}

impl Marker {
    /// An empty one of this version.
    pub fn new() -> Self {
        Self { tribind: 1, ..Self::default() }
    }

    /// The marker of a folder, where there is a readable one.
    pub fn read(out: &Path) -> Option<Self> {
        let text = std::fs::read(out.join(FILE_NAME)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Its text.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
