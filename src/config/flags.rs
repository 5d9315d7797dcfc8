//! The command line's share of the configuration, laid over a project file's.

use super::types::Config;
use super::{check, headers};
use crate::diag::{Diagnostic, Span};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What the flags say; empty where they say nothing. Paths are relative to the current folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Flags {
    /// A project folder, a `tribind.toml`, or headers.
    pub inputs: Vec<String>,
    /// `-c`.
    pub config: Option<PathBuf>,
    /// `-s`, commas split.
    pub styles: Vec<String>,
    /// `-o`.
    pub out: Option<PathBuf>,
    /// `-m`.
    pub module: Option<String>,
    /// `--pkg-config`.
    pub pkg_config: Vec<String>,
    /// `-l`.
    pub libraries: Vec<String>,
    /// `-L`.
    pub library_dirs: Vec<PathBuf>,
    /// `-I`.
    pub include_dirs: Vec<PathBuf>,
    /// `-D`.
    pub defines: Vec<String>,
    /// `--source`.
    pub sources: Vec<PathBuf>,
    /// `--own`.
    pub own: Vec<String>,
    /// `--allow`.
    pub allow: Vec<String>,
    /// `--block`.
    pub block: Vec<String>,
    /// After `--`.
    pub clang_args: Vec<String>,
}

/// Lays the flags over a configuration: a single value replaces, a list is added to, headers and styles replace.
pub fn merge(config: &mut Config, flags: &Flags, header_args: &[String], cwd: &Path) {
    let absolute = |paths: &[PathBuf]| paths.iter().map(|p| cwd.join(p)).collect::<Vec<_>>();
    if !header_args.is_empty() {
        config.headers = headers(header_args.iter().map(|h| (h.clone(), Span::default())).collect(), cwd);
    }
    if !flags.styles.is_empty() {
        config.styles.clone_from(&flags.styles);
    }
    if let Some(module) = &flags.module {
        config.module.clone_from(module);
    }
    if let Some(out) = &flags.out {
        config.out = cwd.join(out);
    }
    config.pkg_config.extend_from_slice(&flags.pkg_config);
    config.libraries.extend_from_slice(&flags.libraries);
    config.library_dirs.extend(absolute(&flags.library_dirs));
    config.include_dirs.extend(absolute(&flags.include_dirs));
    config.defines.extend_from_slice(&flags.defines);
    config.sources.extend(absolute(&flags.sources));
    config.own.extend_from_slice(&flags.own);
    config.allow.extend_from_slice(&flags.allow);
    config.block.extend_from_slice(&flags.block);
    config.clang_args.extend_from_slice(&flags.clang_args);
}

/// What is wrong with the flags themselves.
pub fn findings(flags: &Flags, known_styles: &[&str]) -> Vec<Diagnostic> {
    let nowhere = Span::default;
    let module = flags.module.iter().filter_map(|name| check::module_name(name, nowhere()));
    let styles = flags.styles.iter().filter_map(|name| check::style(name, known_styles, nowhere()));
    let patterns = flags.allow.iter().chain(&flags.block).filter_map(|p| check::regex(p, nowhere()));
    module.chain(styles).chain(patterns).collect()
}
