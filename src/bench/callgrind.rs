//! Who counts: Python under valgrind's callgrind.
//!
//! In: a request for a worker. Out: what its loops took in each function, read from the files that callgrind writes.
//! The environment is empty but for a few names, the hash seed is fixed, and valgrind lays out memory itself.

use super::count::{CaseCount, Counted, Counter, Loops};
use super::samples::{CaseSpec, Subject};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result, checkpoint};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    Counted { empty: Dumps, counts: Vec<CaseDumps> },
    Failed { error: String },
}

/// The numbers of callgrind's files for N and for 2N turns, and N.
type Dumps = (u32, u32, i64);

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum CaseDumps {
    Counted(Dumps),
    Error(String),
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
            Ok(Answer::Counted { empty, counts }) => {
                let case = |case: CaseDumps| match case {
                    CaseDumps::Counted(dumps) => Ok(CaseCount::Counted(self.read(dumps)?)),
                    CaseDumps::Error(text) => Ok(CaseCount::Error(text)),
                };
                let counts = counts.into_iter().map(case).collect::<Result<_>>()?;
                Ok(Counted { empty: self.read(empty)?, counts })
            }
            Ok(Answer::Failed { error }) => Err(Error::input(no_import(subject, &error))),
            Err(_) => Err(Error::Command {
                program: "the counting worker".into(),
                detail: format!("{}; {}", output.status, String::from_utf8_lossy(&output.stderr).trim()),
            }),
        }
    }
}

impl CallgrindWorkers {
    /// What lies between two files: N turns, without the way in and out.
    fn read(&self, (once, twice, turns): Dumps) -> Result<Loops> {
        let mut costs = BTreeMap::new();
        for (number, sign) in [(once, -1), (twice, 1)] {
            let path = self.folder.join(format!("counts.{number}"));
            let text = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
            self_costs(&text, sign, &mut costs);
        }
        Ok((costs, turns))
    }

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

/// Adds what each function took itself, what it called not counted, by file name of the object and name. The format is in
/// valgrind's manual, section "Callgrind Format Specification": a name stands where its number is first used, which may
/// be in a line about what is called (`cfn=`, `cob=`); the line behind `calls=` is what the call took.
fn self_costs(text: &str, sign: i64, costs: &mut BTreeMap<(String, String), i64>) {
    let (mut objects, mut functions) = (BTreeMap::new(), BTreeMap::new());
    let (mut object, mut function) = (String::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match line.split_once('=') {
            Some(("ob", name)) => object = resolved(name, &mut objects),
            Some(("fn", name)) => function = resolved(name, &mut functions),
            Some(("cob", name)) => drop(resolved(name, &mut objects)),
            Some(("cfn", name)) => drop(resolved(name, &mut functions)),
            Some(("calls", _)) => drop(lines.next()),
            Some(_) => (),
            None => {
                let is_cost = line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c));
                let cost = line.split_once(' ').and_then(|(_, cost)| cost.parse::<i64>().ok());
                if let Some(cost) = cost.filter(|_| is_cost) {
                    *costs.entry((object.clone(), function.clone())).or_default() += sign * cost;
                }
            }
        }
    }
}

/// `(12) name`, or `(12)` for a name that was told before; of a path its last part.
fn resolved<'a>(text: &'a str, known: &mut BTreeMap<&'a str, &'a str>) -> String {
    let (number, name) = text.split_once(' ').unwrap_or((text, ""));
    if !name.is_empty() {
        known.insert(number, name);
    }
    let name = known.get(number).copied().unwrap_or(number);
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

fn no_import(subject: &Subject, text: &str) -> Diagnostic {
    let what = format!("{} of {} cannot be imported: {text}", subject.module, subject.name);
    Diagnostic::error("case-failed", Span::default(), what)
        .hint("it must be compiled for the interpreter that measures, and lie in that folder")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_charged_what_it_took_itself() {
        let text = "version: 1\nevents: Ir\n\nob=(1) /usr/lib/m.so\nfl=(1) /src/m.c\nfn=(1) add\n12 3\n+1 4\n\
            cob=(2) /usr/lib/libc.so.6\ncfn=(7) strlen\ncalls=1 0 \n* 500\n* 1\n\nob=(2)\nfl=(2) ???\nfn=(7)\n0 500\n\n\
            totals: 508\n";
        let mut costs = BTreeMap::new();
        self_costs(text, 1, &mut costs);
        let key = |object: &str, function: &str| (object.to_owned(), function.to_owned());
        assert_eq!(costs, BTreeMap::from([(key("m.so", "add"), 8), (key("libc.so.6", "strlen"), 500)]));
        self_costs(text, -1, &mut costs);
        assert!(costs.values().all(|cost| *cost == 0));
    }
}
