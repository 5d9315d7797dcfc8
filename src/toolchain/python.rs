//! A Python interpreter and its facts, asked in one run.
//!
//! In: the environment, perhaps an interpreter the user named. Out: what compiling for it needs to know.

use super::{Environment, compiler, run};
use crate::error::{Error, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version that generated code runs on.
const OLDEST: (u32, u32) = (3, 10);

/// Prints the facts as JSON. The current folder leaves the path first: a `json.py` lying there is not asked.
const SCRIPT: &str = r#"
import sys
sys.path[:] = [p for p in sys.path if p]
import json, os, sysconfig
from importlib.util import find_spec
include = sysconfig.get_path("include")
try:
    from cffi import __version__ as cffi
except Exception:
    cffi = None
print(json.dumps({
    "executable": sys.executable,
    "version": sys.version_info[:3],
    "implementation": sys.implementation.name,
    "ext_suffix": sysconfig.get_config_var("EXT_SUFFIX") or ".so",
    "include": include,
    "has_headers": os.path.isfile(os.path.join(include, "Python.h")),
    "is_debug": hasattr(sys, "gettotalrefcount"),
    "is_free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "cffi": cffi,
    "has_setuptools": find_spec("setuptools") is not None,
}))
"#;

/// An interpreter.
#[allow(clippy::struct_excessive_bools)] // independent facts, read from one line of JSON
#[derive(Debug, Clone, Deserialize)]
pub struct Python {
    /// `sys.executable`: the interpreter itself, behind shims.
    pub executable: PathBuf,
    /// `(3, 11, 7)`.
    pub version: (u32, u32, u32),
    /// `cpython`, `pypy`.
    pub implementation: String,
    /// What an extension module's file name ends in: `.cpython-311-x86_64-linux-gnu.so`.
    pub ext_suffix: String,
    /// The folder for `-I`.
    pub include: PathBuf,
    /// Whether `Python.h` is there.
    pub has_headers: bool,
    /// A `--with-pydebug` build.
    pub is_debug: bool,
    /// A build without the GIL.
    pub is_free_threaded: bool,
    /// The version of `cffi`, where it can be imported.
    pub cffi: Option<String>,
    /// Whether `setuptools` is there.
    pub has_setuptools: bool,
}

impl Python {
    /// The interpreter the user named, else the one of `VIRTUAL_ENV`, else `python3` on `PATH`.
    pub fn find(environment: &Environment, wanted: Option<&str>) -> Result<Self> {
        let program = choose(environment, wanted)?;
        let mut command = Command::new(&program);
        command.envs(&environment.vars).args(["-c", SCRIPT]);
        compiler::in_folder(&mut command, &environment.cwd);
        let output = run::output(&mut command)?;
        if !output.status.success() {
            return Err(failed(&program, &output.stderr));
        }
        let facts: Self = serde_json::from_slice(&output.stdout).map_err(|e| Error::Command {
            program: program.display().to_string(),
            detail: format!("it is no Python interpreter that answers as one: {e}"),
        })?;
        facts.new_enough()
    }

    fn new_enough(self) -> Result<Self> {
        let (major, minor, _) = self.version;
        if (major, minor) >= OLDEST {
            return Ok(self);
        }
        Err(Error::Missing {
            what: format!("{} is Python {major}.{minor}, 3.10 or newer is needed", self.executable.display()),
            hint: "name another with --python".into(),
        })
    }

    /// `3.11`.
    pub fn short_version(&self) -> String {
        format!("{}.{}", self.version.0, self.version.1)
    }

    /// Fails where `Python.h` is not there.
    pub fn require_headers(&self) -> Result<()> {
        if self.has_headers {
            return Ok(());
        }
        Err(Error::Missing {
            what: format!(
                "the headers of {} were not found: no Python.h in {}",
                self.executable.display(),
                self.include.display()
            ),
            hint: "apt-get install python3-dev".into(),
        })
    }

    /// Fails where a binary against this version of the limited API (`0x030B0000`) does not run.
    pub fn require_limited_api(&self, version: u32) -> Result<()> {
        let (major, minor) = (version >> 24, version >> 16 & 0xFF);
        if (self.version.0, self.version.1) < (major, minor) {
            return Err(Error::Missing {
                what: format!(
                    "{} is Python {}, and the limited API that native-abi3 needs begins with {major}.{minor}",
                    self.executable.display(),
                    self.short_version()
                ),
                hint: "name another with --python, or build the style native for this one".into(),
            });
        }
        if self.is_free_threaded {
            return Err(Error::Missing {
                what: format!("{} has no GIL, and with that no limited API", self.executable.display()),
                hint: "name another with --python, or build the style native for this one".into(),
            });
        }
        Ok(())
    }

    /// Fails where `cffi` cannot be imported.
    pub fn require_cffi(&self) -> Result<()> {
        if self.cffi.is_some() {
            return Ok(());
        }
        Err(Error::Missing {
            what: format!("{} has no cffi", self.executable.display()),
            hint: "pip install cffi".into(),
        })
    }
}

fn choose(environment: &Environment, wanted: Option<&str>) -> Result<PathBuf> {
    if let Some(name) = wanted {
        return environment.find_program(name).ok_or_else(|| Error::Missing {
            what: format!("no such Python interpreter: {name}"),
            hint: "give --python a path, or a name on PATH".into(),
        });
    }
    let of_venv = environment.var("VIRTUAL_ENV").map(|dir| Path::new(dir).join("bin/python"));
    let found = of_venv.filter(|p| p.is_file()).or_else(|| environment.find_program("python3"));
    found.ok_or_else(|| Error::Missing {
        what: "no Python interpreter was found".into(),
        hint: "apt-get install python3-dev".into(),
    })
}

fn failed(program: &Path, stderr: &[u8]) -> Error {
    let text = String::from_utf8_lossy(stderr);
    let last = text.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("it said nothing");
    Error::Command { program: program.display().to_string(), detail: last.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() }
    }

    #[test]
    fn finds_python_and_its_facts() {
        let python = Python::find(&environment(), None).unwrap();
        assert!(python.executable.is_file() && python.version >= (3, 10, 0), "{python:?}");
        let (major, minor, _) = python.version;
        assert!(python.ext_suffix.contains(&format!("{major}{minor}")), "{python:?}");
        assert_eq!(python.has_headers, python.include.join("Python.h").is_file());
    }

    #[test]
    fn what_is_no_interpreter_is_told_so() {
        let named = |name| Python::find(&environment(), Some(name));
        assert!(matches!(named("no-such-python"), Err(Error::Missing { .. })));
        assert!(matches!(named("/bin/cat"), Err(Error::Command { .. })));
        assert!(matches!(named("/bin/echo"), Err(Error::Command { .. })));
    }

    #[test]
    fn what_is_missing_comes_with_its_command() {
        let mut python = Python::find(&environment(), None).unwrap();
        (python.has_headers, python.cffi, python.version) = (false, None, (3, 8, 1));
        let hint = |result: Result<()>| match result {
            Err(Error::Missing { hint, .. }) => hint,
            other => panic!("{other:?}"),
        };
        assert_eq!(hint(python.require_headers()), "apt-get install python3-dev");
        assert_eq!(hint(python.require_cffi()), "pip install cffi");
        let another = "name another with --python, or build the style native for this one";
        assert_eq!(hint(python.require_limited_api(0x030B_0000)), another);
        python.version = (3, 11, 0);
        assert!(python.is_free_threaded || python.require_limited_api(0x030B_0000).is_ok());
        python.is_free_threaded = true;
        assert_eq!(hint(python.require_limited_api(0x030B_0000)), another);
        python.version = (3, 8, 1);
        assert!(python.new_enough().unwrap_err().to_string().contains("3.10 or newer"));
    }
}
