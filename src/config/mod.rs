//! `tribind.toml` and the flags, typed.
//!
//! In: the text of a project file, or headers and flags. Out: one [`Config`], every path absolute, every value checked
//! for its shape. Whether a name exists in the header is for `plan` to say, with the [`Span`] kept here.

mod check;
mod file;
mod flags;
mod function;
mod pkg_config;
mod reader;
mod signature;
mod types;

pub use flags::Flags;
pub use types::*;

use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir::Language;
use crate::toolchain::Environment;
use std::path::{Path, PathBuf};

/// The name of a project file.
pub const FILE_NAME: &str = "tribind.toml";

/// The styles that can be asked for, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Styles<'a> {
    /// What is made where none is named.
    pub usual: Vec<&'a str>,
    /// What is made where it is named.
    pub further: Vec<&'a str>,
}

impl<'a, const N: usize> From<&[&'a str; N]> for Styles<'a> {
    fn from(usual: &[&'a str; N]) -> Self {
        Self { usual: usual.to_vec(), further: Vec::new() }
    }
}

/// Reads the project file that the flags name (or that lies in the current folder, or above it), lays the flags over
/// it, asks pkg-config and fills in the defaults.
pub fn load<'a>(flags: &Flags, env: &Environment, styles: impl Into<Styles<'a>>) -> Result<Config> {
    let styles = styles.into();
    let known_styles = &[styles.usual.as_slice(), &styles.further].concat();
    let (project, header_args) = project_and_headers(flags, &env.cwd);
    let mut config = match &project {
        Some(file) => file::read(file, known_styles)?,
        None => Config::default(),
    };
    let findings = flags::findings(flags, known_styles);
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    flags::merge(&mut config, flags, &header_args, &env.cwd);
    pkg_config::merge(&mut config, env)?;
    fill_in(&mut config, &env.cwd, &styles.usual)?;
    Ok(config)
}

/// Splits the positional arguments: a folder or a `.toml` is the project, the rest are headers.
fn project_and_headers(flags: &Flags, cwd: &Path) -> (Option<PathBuf>, Vec<String>) {
    let mut project = flags.config.as_ref().map(|file| cwd.join(file));
    let mut headers = Vec::new();
    for input in &flags.inputs {
        let path = cwd.join(input);
        if path.is_dir() {
            project = Some(path.join(FILE_NAME));
        } else if Path::new(input).extension().is_some_and(|ending| ending == "toml") {
            project = Some(path);
        } else {
            headers.push(input.clone());
        }
    }
    if project.is_none() && headers.is_empty() {
        // As cargo does; where there is none, the error names the current folder.
        let found = cwd.ancestors().map(|dir| dir.join(FILE_NAME)).find(|file| file.is_file());
        project = Some(found.unwrap_or_else(|| cwd.join(FILE_NAME)));
    }
    (project, headers)
}

/// Header arguments: one that is a file is given from the current folder or absolute, another stays as written, to be
/// found on the include path.
fn headers(given: Vec<(String, Span)>, base: &Path) -> Vec<Header> {
    let resolve = |name: String| {
        let path = base.join(&name);
        if path.is_file() { path.display().to_string() } else { name }
    };
    given.into_iter().map(|(name, span)| Header { given: resolve(name), span }).collect()
}

fn fill_in(config: &mut Config, cwd: &Path, usual_styles: &[&str]) -> Result<()> {
    if config.headers.is_empty() {
        return Err(Error::input(no_headers(config)));
    }
    let first = Path::new(&config.headers[0].given);
    if config.module.is_empty() {
        let stem = first.file_stem().unwrap_or_default().to_string_lossy();
        config.module = check::as_identifier(&stem);
        if let Some(finding) = check::module_name(&config.module, Span::default()) {
            return Err(Error::input(finding));
        }
    }
    let is_cxx = first.extension().is_some_and(|e| ["hpp", "hh", "hxx", "h++"].iter().any(|cxx| e == *cxx));
    if is_cxx {
        config.language = Language::Cxx;
    }
    if config.styles.is_empty() {
        config.styles = usual_styles.iter().map(|&style| style.to_owned()).collect();
    }
    let mut seen = std::collections::BTreeSet::new();
    config.styles.retain(|style| seen.insert(style.clone()));
    if config.out.as_os_str().is_empty() {
        config.out = config.file.as_deref().and_then(Path::parent).unwrap_or(cwd).join("out");
    }
    Ok(())
}

fn no_headers(config: &Config) -> Diagnostic {
    let span = config.file.as_ref().map(|file| Span::new(file, 0, 0)).unwrap_or_default();
    Diagnostic::error("config-no-headers", span, "no header is named")
        .hint("add `headers = [\"mylib.h\"]`, or name one on the command line")
}

#[cfg(test)]
mod tests;
