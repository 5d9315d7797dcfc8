//! What every compilation of the user's header is told: folders, defines, further arguments.

use std::ffi::OsString;
use std::path::PathBuf;

/// The user's part of a compiler command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-I` folders.
    pub include_dirs: Vec<PathBuf>,
    /// `-D` as `NAME` or `NAME=VALUE`.
    pub defines: Vec<String>,
    /// Further arguments, as they are.
    pub args: Vec<String>,
    /// Compiled as C++.
    pub is_cxx: bool,
}

impl Flags {
    /// The arguments, in the order defines, folders, further ones.
    pub fn to_args(&self) -> Vec<OsString> {
        let mut args: Vec<OsString> = Vec::new();
        args.extend(self.defines.iter().map(|d| OsString::from(format!("-D{d}"))));
        for dir in &self.include_dirs {
            args.push("-I".into());
            args.push(dir.into());
        }
        args.extend(self.args.iter().map(OsString::from));
        args
    }
}
