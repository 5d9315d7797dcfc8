//! One run: the environment as read once, the console, and the stages' times.

use super::args::Common;
use super::console::{Console, Paint};
use super::tools::Tools;
use crate::diag::Diagnostic;
use crate::error::Error;
use crate::toolchain::Environment;
use serde_json::json;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// How long something took.
#[derive(Debug)]
struct Timing {
    stage: &'static str,
    time: Duration,
    /// It is within the stage that follows, and not added again.
    is_part: bool,
}

/// What every verb works with.
#[derive(Debug)]
pub struct Session {
    /// Variables and the current folder.
    pub env: Environment,
    /// What the user sees.
    pub console: Console,
    /// Compilers and interpreters, looked for once.
    pub tools: Tools,
    wants_timings: bool,
    timings: RefCell<Vec<Timing>>,
}

impl Session {
    /// Reads the environment.
    pub fn new(common: &Common) -> Self {
        let vars = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let env = Environment { vars, cwd: std::env::current_dir().unwrap_or_default() };
        let console = Console::new(common, env.var("NO_COLOR").is_some());
        Self {
            env,
            console,
            tools: Tools::default(),
            wants_timings: common.timings,
            timings: RefCell::default(),
        }
    }

    /// Runs a stage and notes how long it took.
    pub fn time<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.note(stage, start.elapsed(), false);
        result
    }

    /// Notes how long a part of the running stage took.
    pub fn part(&self, part: &'static str, time: Duration) {
        self.note(part, time, true);
    }

    fn note(&self, stage: &'static str, time: Duration, is_part: bool) {
        let mut timings = self.timings.borrow_mut();
        match timings.iter_mut().find(|t| t.stage == stage && t.is_part == is_part) {
            Some(before) => before.time += time,
            None => timings.push(Timing { stage, time, is_part }),
        }
    }

    /// Tells the stages' times, where they were asked for.
    pub fn show_timings(&self) {
        let timings = self.timings.borrow();
        if !self.wants_timings || timings.is_empty() {
            return;
        }
        let total = timings.iter().filter(|t| !t.is_part).map(|t| t.time).sum();
        let total = Timing { stage: "total", time: total, is_part: false };
        for Timing { stage, time, is_part } in timings.iter().chain([&total]) {
            let seconds = time.as_secs_f64();
            self.console
                .object(&json!({"reason": "timing", "stage": stage, "seconds": seconds, "part": is_part}));
            let name = if *is_part { format!("  {stage}") } else { (*stage).to_owned() };
            let line = format!("{name:<12} {:8.1} ms", seconds * 1e3);
            self.console.line(&self.console.paint(Paint::Dim, &line));
        }
    }

    /// Tells an error, once.
    pub fn show_error(&self, error: &Error) {
        let (code, hint) = match error {
            Error::Input(findings) | Error::Grown(findings) => {
                for finding in findings {
                    self.show_finding(finding);
                }
                return;
            }
            Error::Missing { hint, .. } => ("missing", Some(hint.as_str())),
            Error::Command { .. } => ("command-failed", None),
            Error::Io { .. } => ("io", None),
            Error::Interrupted => ("interrupted", None),
            Error::Internal(_) => ("internal", Some("this is a fault of tribind's; please report it")),
        };
        self.console.error(code, &error.to_string(), hint);
    }

    /// Tells one finding, its file as seen from the current folder.
    pub fn show_finding(&self, finding: &Diagnostic) {
        let mut finding = finding.clone();
        finding.span.file = self.near(&finding.span.file).into();
        let here = format!("{}/", self.env.cwd.display());
        finding.message = finding.message.replace(&here, "");
        finding.hint = finding.hint.map(|hint| hint.replace(&here, ""));
        self.console.diagnostic(&finding);
    }

    /// A place as seen from the current folder.
    pub fn near_label(&self, span: &crate::diag::Span) -> String {
        crate::diag::Span { file: self.near(&span.file).into(), ..span.clone() }.label()
    }

    /// A path as seen from the current folder.
    pub fn near(&self, path: &std::path::Path) -> String {
        path.strip_prefix(&self.env.cwd).unwrap_or(path).display().to_string()
    }
}
