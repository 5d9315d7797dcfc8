//! Results that are kept in the output folder, `bench.json` and `verify.json`, and used again while nothing that they
//! rest on has changed.

use super::pipeline::{Built, Project};
use crate::build::write;
use crate::error::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The file of that name in the output folder.
pub fn path(project: &Project, name: &str) -> PathBuf {
    project.config.out.join(name)
}

/// Keeps a result.
pub fn keep(project: &Project, name: &str, result: &impl Serialize) -> Result<()> {
    let text = serde_json::to_vec(result).map_err(|e| Error::Internal(format!("{name}: {e}")))?;
    write::file(&path(project, name), &text)
}

/// A result of an earlier run, where no package is newer.
pub fn kept<T: DeserializeOwned>(project: &Project, built: &Built, name: &str) -> Option<T> {
    let file = path(project, name);
    if is_older(project, built, &file) {
        return None;
    }
    serde_json::from_slice(&std::fs::read(&file).ok()?).ok()
}

/// Whether any package is newer than a result, or the result is not there.
pub fn is_older(project: &Project, built: &Built, file: &Path) -> bool {
    let Some(made) = changed(file) else { return true };
    let folder = |style: &str| project.config.out.join(style);
    let compiled = built.artefacts.iter().map(|a| folder(&a.style).join(&a.path));
    let written =
        built.pages.iter().flat_map(|(style, files)| files.files.keys().map(|p| folder(style).join(p)));
    compiled.chain(written).any(|path| changed(&path).is_none_or(|time| time > made))
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|meta| meta.modified()).ok()
}
