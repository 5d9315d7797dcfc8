//! What the process was given: variables and the current folder. Read once, by `cli`.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The environment of one run.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Environment variables.
    pub vars: BTreeMap<String, String>,
    /// The current folder.
    pub cwd: PathBuf,
}

impl Environment {
    /// A variable that is set and not empty.
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars.get(name).map(String::as_str).filter(|v| !v.is_empty())
    }

    /// A program found on `PATH`.
    pub fn find_program(&self, name: &str) -> Option<PathBuf> {
        if name.contains('/') {
            let path = self.cwd.join(name);
            return path.is_file().then_some(path);
        }
        std::env::split_paths(self.var("PATH")?).map(|dir| dir.join(name)).find(|p| p.is_file())
    }
}
