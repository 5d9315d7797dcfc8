//! Who counts: Python under valgrind's callgrind.
//!
//! The environment is empty but for a few names, the hash seed is fixed, and valgrind lays out memory itself.

use super::count::{Counted, Counter};
use super::samples::{CaseSpec, Subject};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result, checkpoint};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The worker's program text.
const WORKER: &str = include_str!("count_worker.py");

/// The C text of the extension module `_tb_count` that the worker imports from its folder.
pub const HELPER: &str = include_str!("count_helper.c");

/// Python under callgrind.
#[derive(Debug, Clone)]
pub struct CallgrindWorkers {
    /// The valgrind program.
    pub valgrind: PathBuf,
    /// The interpreter.
    pub python: PathBuf,
    /// A folder with the compiled helper, where callgrind writes.
    pub folder: PathBuf,
    /// Variables that a library may need to be found.
    pub vars: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Request<'a> {
    dir: &'a Path,
    module: &'a str,
    cases: &'a [CaseSpec],
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Counted(Counted),
    Failed { error: String },
}

impl Counter for CallgrindWorkers {
    fn count(&mut self, subject: &Subject, cases: &[CaseSpec]) -> Result<Counted> {
        let request = Request { dir: &subject.dir, module: &subject.module, cases };
        let text = serde_json::to_vec(&request).map_err(|e| Error::Internal(e.to_string()))?;
        let mut child = self.command().spawn().map_err(|e| Error::io(&self.valgrind, e))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A worker that is already gone shows in its status below.
            let _ = std::io::Write::write_all(&mut stdin, &text);
        }
        let output = child.wait_with_output().map_err(|e| Error::io(&self.valgrind, e))?;
        checkpoint()?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        match serde_json::from_str(stdout.lines().last().unwrap_or_default()) {
            Ok(Answer::Counted(counted)) => Ok(counted),
            Ok(Answer::Failed { error }) => Err(Error::input(no_import(subject, &error))),
            Err(_) => Err(Error::Command {
                program: "the counting worker".into(),
                detail: format!("{}; {}", output.status, String::from_utf8_lossy(&output.stderr).trim()),
            }),
        }
    }
}

impl CallgrindWorkers {
    /// Nothing of the environment reaches the worker but what is listed here.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.valgrind);
        command
            .args(["--tool=callgrind", "--quiet", "--instr-atstart=no", "--collect-atstart=no"])
            .args(["--callgrind-out-file=counts", "--dump-line=no", "--separate-recs=1"])
            .arg(&self.python)
            .args(["-s", "-c", WORKER])
            .current_dir(&self.folder)
            .env_clear()
            .envs([("PYTHONHASHSEED", "0"), ("PYTHONDONTWRITEBYTECODE", "1"), ("LC_ALL", "C.UTF-8")])
            .envs(self.vars.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

fn no_import(subject: &Subject, text: &str) -> Diagnostic {
    let what = format!("{} of {} cannot be imported: {text}", subject.module, subject.name);
    Diagnostic::error("case-failed", Span::default(), what)
        .hint("it must be compiled for the interpreter that measures, and lie in that folder")
}
