//! Linking object files to a shared library or an extension module.

use super::{Compiler, run};
use crate::error::{Error, Result};
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

/// What a linker said while it looked for libraries.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The files that it opened, in order; an archive, a shared object, or a linker script and its members.
    pub files: Vec<PathBuf>,
}

impl Compiler {
    /// Which files the linker opens for the libraries; with `standard` also for those that are always linked. That the
    /// link itself fails is no error here: a library that was not found has no file.
    pub fn trace_link(&self, link: &Link, standard: bool) -> Result<Trace> {
        let scratch = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e))?;
        let mut command = self.shared_command();
        command.arg("-Wl,-t").args((!self.is_apple()).then_some("-Wl,--no-as-needed"));
        command.args((!standard).then_some("-nostdlib"));
        command.args(link.to_args()).arg("-o").arg(scratch.path().join("traced.so"));
        let output = run::output(&mut command)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let files = text.lines().map(|line| self.cwd.join(line.trim())).filter(|path| path.is_file());
        let files: Vec<PathBuf> = files.collect();
        let says_not_found = String::from_utf8_lossy(&output.stderr).contains("find");
        if files.is_empty() && !output.status.success() && !says_not_found {
            return Err(run::failure(&command, &output));
        }
        Ok(Trace { files })
    }

    /// Links a shared library with no Python in it; every symbol has to be found. Its own functions are meant where it calls
    /// them, and not others of those names that the process has loaded before: glibc alone has a `step`.
    pub fn link_shared(&self, link: &Link, output: &Path) -> Result<()> {
        let mut command = self.shared_command();
        let own: &[&str] = if self.is_apple() {
            &["-Wl,-undefined,error"]
        } else {
            &["-Wl,--no-undefined", "-Wl,-Bsymbolic-functions"]
        };
        command.args(own).args(self.beside(link)).args(link.to_args()).arg("-o").arg(output);
        run::success(&mut command).map(drop)
    }

    /// Links an extension module; `CPython`'s own symbols come from the interpreter that loads it.
    pub fn link_extension(&self, link: &Link, output: &Path) -> Result<()> {
        let mut command = self.shared_command();
        if self.is_apple() {
            command.arg("-Wl,-undefined,dynamic_lookup");
        }
        command.args(self.beside(link)).args(link.to_args()).arg("-o").arg(output);
        run::success(&mut command).map(drop)
    }

    /// Libraries are looked for beside the file that wants them, and in the folder above it, before the system's.
    fn beside(&self, link: &Link) -> Vec<String> {
        let here = if self.is_apple() { "@loader_path" } else { "$ORIGIN" };
        let folders =
            if link.libraries.is_empty() { vec![] } else { vec![here.to_owned(), format!("{here}/..")] };
        folders.into_iter().map(|folder| format!("-Wl,-rpath,{folder}")).collect()
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
