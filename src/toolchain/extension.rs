//! A small extension module of our own, compiled into a folder that goes away.

use super::{Compiler, Python, run};
use crate::error::{Error, Result};
use std::path::PathBuf;

impl Compiler {
    /// Compiles and links C text as `NAME.so` for an interpreter; the folder lives as long as the result.
    ///
    /// # Errors
    /// What the compiler says, a missing header among it.
    pub fn extension(&self, name: &str, source: &str, python: &Python) -> Result<tempfile::TempDir> {
        python.require_headers()?;
        let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e))?;
        let file = folder.path().join(format!("{name}.c"));
        save(&file, source).map_err(|e| Error::io(&file, e))?;
        let output: PathBuf = folder.path().join(format!("{name}.so"));
        let mut command = self.shared_command();
        command.arg("-isystem").arg(&python.include).arg(&file).arg("-o").arg(&output);
        run::success(&mut command)?;
        Ok(folder)
    }
}

/// Writes a scratch file that dies with its folder.
#[allow(clippy::disallowed_methods)]
fn save(file: &std::path::Path, source: &str) -> std::io::Result<()> {
    std::fs::write(file, source)
}
