//! Fingerprints: whether what would be compiled now is what was compiled last time.

use crate::error::{Error, Result};
use crate::plan::{Content, FileSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The fingerprint of a package's files, copies by their content.
pub fn of_files(files: &FileSet) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for (path, content) in &files.files {
        path.hash(&mut hasher);
        match content {
            Content::Text(text) => text.as_bytes().hash(&mut hasher),
            Content::Copy(from) => std::fs::read(from).map_err(|e| Error::io(from, e))?.hash(&mut hasher),
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The fingerprint of anything else, by its debug form.
pub fn of(parts: &dyn std::fmt::Debug) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{parts:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
