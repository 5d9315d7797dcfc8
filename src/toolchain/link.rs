//! Linking object files to a shared library or an extension module.

use super::{Compiler, run};
use crate::error::Result;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What goes into a shared object.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Object files.
    pub objects: Vec<PathBuf>,
    /// `-L` folders.
    pub library_dirs: Vec<PathBuf>,
    /// `-l` names, in order.
    pub libraries: Vec<String>,
    /// Further linker arguments, as they are.
    pub args: Vec<String>,
}

impl Link {
    /// The arguments, objects first: a linker takes from a library what objects before it want.
    pub fn to_args(&self) -> Vec<OsString> {
        let mut args: Vec<OsString> = self.objects.iter().map(OsString::from).collect();
        for dir in &self.library_dirs {
            args.push("-L".into());
            args.push(dir.into());
        }
        args.extend(self.args.iter().map(OsString::from));
        args.extend(self.libraries.iter().map(|l| OsString::from(format!("-l{l}"))));
        args
    }
}

impl Compiler {
    /// Links a shared library with no Python in it; every symbol has to be found.
    pub fn link_shared(&self, link: &Link, output: &Path) -> Result<()> {
        let mut command = self.shared_command();
        let no_undefined = if self.is_apple() { "-Wl,-undefined,error" } else { "-Wl,--no-undefined" };
        command.arg(no_undefined).args(link.to_args()).arg("-o").arg(output);
        run::success(&mut command).map(drop)
    }

    /// Links an extension module; CPython's own symbols come from the interpreter that loads it.
    pub fn link_extension(&self, link: &Link, output: &Path) -> Result<()> {
        let mut command = self.shared_command();
        if self.is_apple() {
            command.arg("-Wl,-undefined,dynamic_lookup");
        }
        command.args(link.to_args()).arg("-o").arg(output);
        run::success(&mut command).map(drop)
    }

    /// The start of a command that links a shared object.
    pub(super) fn shared_command(&self) -> Command {
        let mut command = self.command();
        command.arg("-shared");
        command
    }

    fn is_apple(&self) -> bool {
        self.target.contains("apple")
    }
}
