//! What can go wrong, and whose turn it is: the user's input (exit 1), the tool and its environment (exit 2), or whoever
//! made something dearer than it may be (exit 3).

use crate::diag::Diagnostic;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// The error of every stage.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user's header, configuration or flags; all findings of the stage, sorted by position.
    #[error("{} problem(s) found", .0.len())]
    Input(Vec<Diagnostic>),
    /// Something takes more than in an earlier run; one finding each.
    #[error("{} case(s) take more than they may", .0.len())]
    Grown(Vec<Diagnostic>),
    /// Something that should be on the machine is not.
    #[error("{what}")]
    Missing {
        /// What is missing: `no C compiler was found`.
        what: String,
        /// The command that brings it.
        hint: String,
    },
    /// A program that was run failed.
    #[error("{program} failed: {detail}")]
    Command {
        /// The program.
        program: String,
        /// What it printed, shortened.
        detail: String,
    },
    /// Reading or writing failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's word.
        source: std::io::Error,
    },
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// A fault of the tool itself.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Error {
    /// An input error with one finding.
    pub fn input(diagnostic: Diagnostic) -> Self {
        Self::Input(vec![diagnostic])
    }

    /// An I/O error with its path.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// The process's exit code: 1 the user's input, 2 the tool or its environment, 3 something grew, 130
    /// interrupted.
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::Input(_) => 1,
            Self::Grown(_) => 3,
            Self::Interrupted => 130,
            _ => 2,
        }
    }
}

/// Shorthand of every stage.
pub type Result<T> = std::result::Result<T, Error>;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Notes a Ctrl-C; called by the handler that `cli` installs.
pub fn interrupt() {
    INTERRUPTED.store(true, Ordering::SeqCst);
}

/// Ends the stage with [`Error::Interrupted`] once Ctrl-C was pressed; long work calls it between its steps.
pub fn checkpoint() -> Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) { Err(Error::Interrupted) } else { Ok(()) }
}
