//! A worker that stays: it runs groups as they are sent, so that many small batches cost no new process each.
//!
//! In: a package, a variation; then batches of groups. Out: their outcomes. A worker that dies or falls silent is an error:
//! what a group does costs a forked child of the worker only.

use super::Input;
use super::observed::{Outcome, Statement};
use super::worker::{self, Run, Selected};
use crate::error::{self, Error, Result};
use std::io::Write as _;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A running worker; it ends when this is dropped.
#[derive(Debug)]
pub struct Session {
    child: Child,
    groups: ChildStdin,
    said: Receiver<Vec<u8>>,
    /// How many groups it was sent.
    n_groups: usize,
    _folder: TempDir,
}

impl Session {
    /// Starts one.
    ///
    /// # Errors
    /// The interpreter or the temporary folder failed.
    pub fn start(input: &Input, package: usize, variation: usize) -> Result<Self> {
        let run =
            Run { package, variation, looks: false, is_careful: false, counts_leaks: false, groups: &[] };
        let folder = worker::folder()?;
        let mut child = worker::start(input, folder.path(), "-", variation, Stdio::piped())?;
        let lost = || Error::Internal("the worker has no pipes".into());
        let groups = child.stdin.take().ok_or_else(lost)?;
        let said = worker::lines(child.stdout.take().ok_or_else(lost)?);
        let mut session = Self { child, groups, said, n_groups: 0, _folder: folder };
        session.send(&worker::head(input.plan, &input.packages[package].1, &run).to_string())?;
        Ok(session)
    }

    /// Runs groups; the outcomes of their operations.
    ///
    /// # Errors
    /// The worker died or fell silent, or Ctrl-C was pressed.
    pub fn run(&mut self, groups: &[Selected]) -> Result<Vec<Vec<Outcome>>> {
        let first = self.n_groups;
        for group in groups {
            self.send(&worker::group(group, |_| true).to_string())?;
            self.n_groups += 1;
        }
        let mut outcomes: Vec<Vec<Outcome>> = groups.iter().map(|_| Vec::new()).collect();
        let mut missing: usize = groups.iter().map(|g| g.operations.len()).sum();
        let mut last = Instant::now();
        while missing > 0 {
            error::checkpoint()?;
            match self.said.recv_timeout(Duration::from_millis(200)) {
                Ok(line) => {
                    last = Instant::now();
                    // Operations are told in order.
                    if let Statement::Op { g, outcome, .. } = worker::statement(&line)? {
                        outcomes[g - first].push(outcome);
                        missing -= 1;
                    }
                }
                Err(RecvTimeoutError::Timeout) if last.elapsed() < worker::SILENCE => {}
                Err(_) => return Err(stopped()),
            }
        }
        Ok(outcomes)
    }

    fn send(&mut self, line: &str) -> Result<()> {
        writeln!(self.groups, "{line}").and_then(|()| self.groups.flush()).map_err(|_| stopped())
    }
}

fn stopped() -> Error {
    Error::Command { program: "the verify worker".into(), detail: "it stopped answering".into() }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
