//! Counts instead of times: how many machine instructions one call takes, by callgrind.
//!
//! In: built packages, the project's cases, a folder with the helper that tells callgrind when to count. Out:
//! [`Counts`]. The same module gives the same numbers on every run, however busy the machine is: the environment is
//! empty but for a few names, the hash seed is fixed, and valgrind lays out memory itself.

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

/// Version of the format of [`Counts`].
pub const COUNT_FORMAT: u32 = 1;

/// The counts of a run. Nothing in it depends on when or where it was made, paths and load included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// [`COUNT_FORMAT`].
    pub format: u32,
    /// `CPython 3.11.7`.
    pub python: String,
    /// The subjects' names, in the order given.
    pub subjects: Vec<String>,
    /// One row a case.
    pub rows: Vec<CountRow>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountRow {
    /// Its title.
    pub case: String,
    /// Its call.
    pub call: String,
    /// One cell a subject.
    pub cells: Vec<CountCell>,
}

/// One case of one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountCell {
    /// Instructions of one call, those of the empty loop subtracted.
    Instructions(f64),
    /// Why there are none.
    Failed(String),
}

impl CountCell {
    /// The number, where there is one.
    pub fn instructions(&self) -> Option<f64> {
        match self {
            Self::Instructions(n) => Some(*n),
            Self::Failed(_) => None,
        }
    }
}

/// Counts; the only part that knows valgrind, so that tests need none.
pub trait Counter {
    /// The counts of one subject's cases.
    fn count(&mut self, subject: &Subject, cases: &[CaseSpec]) -> Result<Counted>;
}

/// What one process counted: sums of N turns of a loop, and N.
#[derive(Debug, Clone, Deserialize)]
pub struct Counted {
    /// `CPython 3.11.7`.
    pub python: String,
    /// The empty loop.
    pub empty: (i64, i64),
    /// The cases.
    pub counts: Vec<CaseCount>,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseCount {
    /// What N calls took, and N.
    Counted((i64, i64)),
    /// What it raised.
    Error(String),
}

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

/// Counts all cases of all subjects.
///
/// # Errors
/// A module that cannot be imported, a worker that dies, Ctrl-C. A case that raises is no error here: its cell says so.
pub fn count(
    subjects: &[Subject],
    cases: &[CaseSpec],
    counter: &mut dyn Counter,
    progress: &mut dyn FnMut(usize),
) -> Result<Counts> {
    let row =
        |case: &CaseSpec| CountRow { case: case.name.clone(), call: case.call.clone(), cells: Vec::new() };
    let mut counts = Counts {
        format: COUNT_FORMAT,
        python: String::new(),
        subjects: subjects.iter().map(|s| s.name.clone()).collect(),
        rows: cases.iter().map(row).collect(),
    };
    for (done, subject) in subjects.iter().enumerate() {
        checkpoint()?;
        let counted = counter.count(subject, cases)?;
        let empty = each(counted.empty);
        for (row, count) in counts.rows.iter_mut().zip(&counted.counts) {
            row.cells.push(match count {
                CaseCount::Counted(sum) => CountCell::Instructions(rounded(each(*sum) - empty)),
                CaseCount::Error(text) => CountCell::Failed(text.clone()),
            });
        }
        counts.python = counted.python;
        progress(done + 1);
    }
    Ok(counts)
}

#[allow(clippy::cast_precision_loss)] // far below 2^53
fn each((sum, loops): (i64, i64)) -> f64 {
    sum as f64 / loops.max(1) as f64
}

/// Two digits behind the point: what is beyond is a matter of how often the interpreter looks for signals.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
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
            .args(["--callgrind-out-file=counts", "--dump-line=no"])
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers with numbers that say whose they are.
    struct Mock;

    impl Counter for Mock {
        fn count(&mut self, subject: &Subject, cases: &[CaseSpec]) -> Result<Counted> {
            let sum = if subject.name == "a" { 40_000 } else { 22_500 };
            let mut counts = vec![CaseCount::Counted((sum, 100)); cases.len()];
            if subject.name == "b" {
                counts[1] = CaseCount::Error("AttributeError: no".into());
            }
            Ok(Counted { python: "CPython 3".into(), empty: (7000, 100), counts })
        }
    }

    #[test]
    fn the_empty_loop_is_subtracted_and_what_raises_has_no_number() {
        let subject = |name: &str| Subject { name: name.into(), dir: "out".into(), module: "m".into() };
        let case = |name: &str| CaseSpec {
            name: name.into(),
            setup: String::new(),
            call: "m.f()".into(),
            expect: None,
        };
        let cases = [case("one"), case("two")];
        let counts = count(&[subject("a"), subject("b")], &cases, &mut Mock, &mut |_| ()).unwrap();
        assert_eq!(counts.rows[0].cells, [CountCell::Instructions(330.0), CountCell::Instructions(155.0)]);
        assert_eq!(counts.rows[1].cells[1], CountCell::Failed("AttributeError: no".into()));
        assert_eq!(counts.rows[1].cells[1].instructions(), None);
    }
}
