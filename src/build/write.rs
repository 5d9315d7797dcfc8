//! The single writer of files.
//!
//! In: file sets. Out: an output folder that is either as it was or as it should be. Everything is first written to a
//! temporary folder on the same file system; only then are changed files renamed into place, so a full disk or a Ctrl-C
//! leaves the earlier output alone, and an unchanged file keeps its time. A folder that holds something that tribind did
//! not write is refused, never cleared.
#![allow(clippy::disallowed_methods)] // the one place where files are made and removed

use super::fingerprint;
use super::marker::{self, Marker, Package};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result, checkpoint};
use crate::plan::{Content, FileSet};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a commit did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have a new content.
    pub changed: usize,
    /// Files that were already so.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer made.
    pub removed: usize,
}

/// Packages on their way to an output folder; dropping it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    out: PathBuf,
    temp: TempDir,
    old: Marker,
    new: Marker,
    /// Fingerprint of what is staged for each style; not the generated one where somebody has edited a file.
    staged: BTreeMap<String, String>,
    /// Files that were edited by hand and are kept so.
    edited: Vec<PathBuf>,
    /// Files of the packages that are copies, by style and path, and what of.
    copies: BTreeMap<(String, PathBuf), PathBuf>,
}

/// What becomes of a generated file that somebody has edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edits {
    /// It is written anew.
    Lost,
    /// It stays, while what would be generated has not changed: `verify` looks at what is there.
    Kept,
}

/// Writes packages, all or none: pairs of style id and files.
pub fn packages(out: &Path, sets: &[(String, FileSet)]) -> Result<Written> {
    let mut stage = Stage::open(out)?;
    for (style, files) in sets {
        stage.package(style, files, Edits::Lost)?;
    }
    stage.commit()
}

/// What was asked for when an output folder was made.
pub fn remembered(out: &Path) -> Option<serde_json::Value> {
    Marker::read(out).map(|marker| marker.request)
}

/// Writes one file, whole or not at all: a report, a bench's rounds so far. Folders are made.
pub fn file(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_dirs(folder)?;
    let temp =
        tempfile::Builder::new().prefix(".tribind-").tempdir_in(folder).map_err(|e| Error::io(folder, e))?;
    let staged = temp.path().join("file");
    write(&staged, content)?;
    checkpoint()?;
    rename(&staged, path)
}

impl Stage {
    /// Begins; refuses a folder that is not tribind's.
    pub fn open(out: &Path) -> Result<Self> {
        let old = owned(out)?;
        let place = out.ancestors().find(|p| p.is_dir()).unwrap_or(Path::new("."));
        let temp = tempfile::Builder::new()
            .prefix(".tribind-")
            .tempdir_in(place)
            .map_err(|e| Error::io(place, e))?;
        let mut new = Marker::new();
        new.styles.clone_from(&old.styles);
        new.request.clone_from(&old.request);
        let (staged, edited, copies) = Default::default();
        Ok(Self { out: out.to_owned(), temp, old, new, staged, edited, copies })
    }

    /// Keeps what was asked for beside the packages.
    pub fn remember(&mut self, request: serde_json::Value) {
        self.new.request = request;
    }

    /// Where a style's package lies for now.
    pub fn folder(&self, style: &str) -> PathBuf {
        self.temp.path().join(style)
    }

    /// A folder for object files; it dies with the stage.
    pub fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.temp.path().join(".objects").join(name);
        make_dirs(&folder)?;
        Ok(folder)
    }

    /// Makes the folder of a file that is about to be compiled.
    pub fn make_parent(&self, style: &str, path: &Path) -> Result<()> {
        make_parent(&self.folder(style).join(path))
    }

    /// Writes one package. What was compiled from the same files stays; from others, it goes.
    pub fn package(&mut self, style: &str, files: &FileSet, edits: Edits) -> Result<()> {
        refuse_foreign_style(&self.out, style, &self.old)?;
        let source = fingerprint::of_files(files)?;
        let before = self.old.styles.get(style).filter(|package| package.source == source);
        let compiled = before.map(|package| package.compiled.clone()).unwrap_or_default();
        let files = match before {
            Some(_) if edits == Edits::Kept => self.as_they_are(style, files)?,
            _ => files.clone(),
        };
        let folder = self.folder(style);
        for (path, content) in &files.files {
            checkpoint()?;
            stage_file(&folder.join(path), content)?;
            if let Content::Copy(from) = content {
                self.copies.insert((style.to_owned(), path.clone()), from.clone());
            }
        }
        self.staged.insert(style.to_owned(), fingerprint::of_files(&files)?);
        let seconds = self.old.styles.get(style).map(|old| old.seconds.clone()).unwrap_or_default();
        let package = Package { source, files: files.files.keys().cloned().collect(), compiled, seconds };
        self.new.styles.insert(style.to_owned(), package);
        Ok(())
    }

    /// The same files with the content that they have in the output folder, edits noted.
    fn as_they_are(&mut self, style: &str, files: &FileSet) -> Result<FileSet> {
        let mut found = files.clone();
        for (path, content) in &mut found.files {
            let there = self.out.join(style).join(path);
            let Ok(bytes) = fs::read(&there) else { continue };
            let wanted = match content {
                Content::Text(text) => text.as_bytes().to_vec(),
                Content::Copy(from) => fs::read(&*from).map_err(|e| Error::io(&*from, e))?,
            };
            if bytes != wanted {
                *content = Content::Copy(there.clone());
                self.edited.push(there);
            }
        }
        Ok(found)
    }

    /// Files that were edited by hand and are kept so.
    pub fn edited(&self) -> &[PathBuf] {
        &self.edited
    }

    /// What a file of a package is a copy of; `None` for what is generated.
    pub fn original(&self, style: &str, path: &Path) -> Option<PathBuf> {
        self.copies.get(&(style.to_owned(), path.to_owned())).cloned()
    }

    /// The fingerprint of what is staged for a style.
    pub fn content(&self, style: &str) -> &str {
        self.staged.get(style).map_or("", String::as_str)
    }

    /// Brings a compiled file of an earlier run into the stage where it is still right.
    pub fn reuse(&self, style: &str, artefact: &Path, print: &str) -> Result<bool> {
        let known = self.new.styles.get(style).and_then(|package| package.compiled.get(artefact));
        let from = self.out.join(style).join(artefact);
        if known.is_none_or(|k| k != print) || !from.is_file() {
            return Ok(false);
        }
        let to = self.folder(style).join(artefact);
        make_parent(&to)?;
        fs::copy(&from, &to).map_err(|e| Error::io(&to, e))?;
        Ok(true)
    }

    /// How long the compiler ran for a file of an earlier run.
    pub fn seconds(&self, style: &str, artefact: &Path) -> f64 {
        let package = self.old.styles.get(style);
        package.and_then(|p| p.seconds.get(artefact)).copied().unwrap_or_default()
    }

    /// Notes a file that was compiled into the stage.
    pub fn compiled(&mut self, style: &str, artefact: &Path, print: String, seconds: f64) {
        let package = self.new.styles.entry(style.to_owned()).or_default();
        package.compiled.insert(artefact.to_owned(), print);
        package.seconds.insert(artefact.to_owned(), seconds);
    }

    /// Moves everything into place.
    pub fn commit(self) -> Result<Written> {
        checkpoint()?;
        let text = self.new.text();
        write(&self.temp.path().join(marker::FILE_NAME), text.as_bytes())?;
        let mut written = Written::default();
        let moves = self.moves();
        make_dirs(&self.out)?;
        // All folders first: what can fail on a full disk comes before the first file moves.
        for (_, to) in &moves {
            make_parent(to)?;
        }
        for (from, to) in &moves {
            place(from, to, &mut written)?;
        }
        for path in self.stale() {
            // It may be gone already; nothing depends on it.
            written.removed += usize::from(fs::remove_file(&path).is_ok());
        }
        rename(&self.temp.path().join(marker::FILE_NAME), &self.out.join(marker::FILE_NAME))?;
        Ok(written)
    }

    /// What lies in the stage, and where it belongs.
    fn moves(&self) -> Vec<(PathBuf, PathBuf)> {
        let mut list = Vec::new();
        for (style, package) in &self.new.styles {
            for path in package.files.iter().chain(package.compiled.keys()) {
                list.push((self.folder(style).join(path), self.out.join(style).join(path)));
            }
        }
        list.retain(|(from, _)| from.is_file());
        list
    }

    /// Files of the last run that this one does not make.
    fn stale(&self) -> Vec<PathBuf> {
        let mut list = Vec::new();
        for (style, old) in &self.old.styles {
            let Some(new) = self.new.styles.get(style) else { continue };
            let gone = old.files.iter().chain(old.compiled.keys());
            let gone = gone.filter(|p| !new.files.contains(*p) && !new.compiled.contains_key(*p));
            list.extend(gone.map(|path| self.out.join(style).join(path)));
        }
        list
    }
}

/// The marker of a folder that is ours, or an empty one for a folder that is not there yet or empty.
fn owned(out: &Path) -> Result<Marker> {
    if let Some(marker) = Marker::read(out) {
        return Ok(marker);
    }
    let is_taken = match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_some(),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => false,
        Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => true,
        Err(e) => return Err(Error::io(out, e)),
    };
    if is_taken { Err(not_ours(out)) } else { Ok(Marker::new()) }
}

fn refuse_foreign_style(out: &Path, style: &str, old: &Marker) -> Result<()> {
    let folder = out.join(style);
    if folder.exists() && !old.styles.contains_key(style) { Err(not_ours(&folder)) } else { Ok(()) }
}

fn not_ours(path: &Path) -> Error {
    let message = format!("{} holds something that tribind did not write", path.display());
    let finding = Diagnostic::error("output-not-ours", Span::default(), message);
    Error::input(finding.hint("choose another folder with `-o`, or move what is there; nothing was changed"))
}

fn stage_file(path: &Path, content: &Content) -> Result<()> {
    make_parent(path)?;
    match content {
        Content::Text(text) => write(path, text.as_bytes()),
        // The copy is ours: readable and writable, whatever the original's mode is.
        Content::Copy(from) => write(path, &fs::read(from).map_err(|e| Error::io(from, e))?),
    }
}

fn place(from: &Path, to: &Path, written: &mut Written) -> Result<()> {
    if same_content(from, to) {
        written.unchanged += 1;
        return Ok(());
    }
    rename(from, to)?;
    written.changed += 1;
    Ok(())
}

fn same_content(a: &Path, b: &Path) -> bool {
    let same_length = match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.len() == b.len(),
        _ => false,
    };
    same_length && matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).map_err(|e| Error::io(path, e))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| Error::io(to, e))
}

fn make_dirs(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|e| Error::io(path, e))
}

fn make_parent(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), make_dirs)
}

#[cfg(test)]
mod tests;
