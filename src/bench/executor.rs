//! Who measures: a Python worker process for each job, or a mock in tests.

use super::samples::{CaseSpec, Machine, Sample, Subject};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The worker's program text.
const WORKER: &str = include_str!("worker.py");

/// One process's work.
#[derive(Debug)]
pub struct Job<'a> {
    /// What to import.
    pub subject: &'a Subject,
    /// What to call.
    pub cases: &'a [CaseSpec],
    /// Loops for each case.
    pub loops: &'a [u64],
    /// Which round.
    pub round: u32,
}

/// What one process measured.
#[derive(Debug)]
pub struct JobResult {
    /// Time of the module's import, ns.
    pub import_ns: u64,
    /// One sample a case.
    pub samples: Vec<Sample>,
}

/// Measures; the only part of the bench that looks at a clock.
pub trait Executor {
    /// Where it measures.
    fn machine(&mut self) -> Result<Machine>;

    /// Loops for each case, so that a sample lasts about `sample_ns`.
    fn calibrate(&mut self, subject: &Subject, cases: &[CaseSpec], sample_ns: u64) -> Result<Vec<u64>>;

    /// One round of one subject.
    fn run(&mut self, job: &Job) -> Result<JobResult>;
}

/// Fresh processes of one interpreter.
#[derive(Debug, Clone)]
pub struct PythonWorkers {
    /// The interpreter.
    pub python: PathBuf,
}

#[derive(Serialize)]
struct Request<'a> {
    dir: &'a std::path::Path,
    module: &'a str,
    cases: &'a [CaseSpec],
    loops: Option<&'a [u64]>,
    sample_ns: u64,
}

#[derive(Deserialize)]
struct Answer {
    machine: Option<Machine>,
    import_ns: Option<u64>,
    loops: Option<Vec<u64>>,
    samples: Option<Vec<Times>>,
    error: Option<Failure>,
}

/// What the clocks said, all loops together, ns.
#[derive(Deserialize)]
struct Times {
    wall: u64,
    empty: u64,
    process: u64,
    thread: u64,
}

#[derive(Deserialize)]
struct Failure {
    case: Option<String>,
    text: String,
}

impl Executor for PythonWorkers {
    fn machine(&mut self) -> Result<Machine> {
        let answer: Answer = self.ask(WORKER, &serde_json::json!({ "machine": true }))?;
        answer.machine.ok_or_else(|| Error::Internal("the bench worker gave no machine".into()))
    }

    fn calibrate(&mut self, subject: &Subject, cases: &[CaseSpec], sample_ns: u64) -> Result<Vec<u64>> {
        let answer = self.measure(subject, cases, None, sample_ns)?;
        answer.loops.ok_or_else(|| Error::Internal("the bench worker gave no loops".into()))
    }

    fn run(&mut self, job: &Job) -> Result<JobResult> {
        let answer = self.measure(job.subject, job.cases, Some(job.loops), 0)?;
        let times = answer.samples.unwrap_or_default();
        let sample = |(case, times): (usize, Times)| Sample {
            round: job.round,
            subject: job.subject.name.clone(),
            case,
            loops: job.loops[case],
            wall_ns: times.wall,
            empty_ns: times.empty,
            process_ns: times.process,
            thread_ns: times.thread,
        };
        Ok(JobResult {
            import_ns: answer.import_ns.unwrap_or_default(),
            samples: times.into_iter().enumerate().map(sample).collect(),
        })
    }
}

impl PythonWorkers {
    fn measure(
        &self,
        subject: &Subject,
        cases: &[CaseSpec],
        loops: Option<&[u64]>,
        sample_ns: u64,
    ) -> Result<Answer> {
        let request = Request { dir: &subject.dir, module: &subject.module, cases, loops, sample_ns };
        let answer: Answer = self.ask(WORKER, &request)?;
        match answer.error {
            None => Ok(answer),
            Some(failure) => Err(Error::input(raised(subject, &failure))),
        }
    }

    /// Runs a worker's program text with a request on its standard input; the last line that it prints is the answer.
    pub(super) fn ask<T: DeserializeOwned>(&self, worker: &str, request: &impl Serialize) -> Result<T> {
        let mut child = Command::new(&self.python)
            .args(["-c", worker])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| Error::io(&self.python, e))?;
        let text = serde_json::to_vec(request).map_err(|e| Error::Internal(e.to_string()))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A worker that is already gone shows in its status below.
            let _ = stdin.write_all(&text);
        }
        let output = child.wait_with_output().map_err(|e| Error::io(&self.python, e))?;
        crate::error::checkpoint()?;
        // The library may print; the answer is the last line.
        let stdout = String::from_utf8_lossy(&output.stdout);
        let last = stdout.lines().last().unwrap_or_default();
        serde_json::from_str(last).map_err(|_| Error::Command {
            program: "the bench worker".into(),
            detail: format!("{}; {}", output.status, String::from_utf8_lossy(&output.stderr).trim()),
        })
    }
}

fn raised(subject: &Subject, failure: &Failure) -> Diagnostic {
    let what = match &failure.case {
        Some(case) => format!("case `{case}` failed in {}: {}", subject.name, failure.text),
        None => format!("{} of {} cannot be imported: {}", subject.module, subject.name, failure.text),
    };
    Diagnostic::error("case-failed", Span::default(), what)
        .hint("run `tribind verify` to see in which styles; the case is in tribind.toml under [[case]]")
}
