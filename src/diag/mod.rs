//! Diagnostics about the user's input: code, place, sentence, hint.
//!
//! In: what any stage found wrong with a header, a configuration or a flag. Out: a sorted list, and its text with the
//! source line. It knows nothing of the other modules and prints nothing; `cli` does.

mod show;

pub use show::show;

use std::path::PathBuf;

/// A place in a file of the user's.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file; empty where there is none (a flag).
    pub file: PathBuf,
    /// Line, from 1; 0 where unknown.
    pub line: u32,
    /// Column, from 1; 0 where unknown.
    pub column: u32,
}

impl Span {
    /// A place in a file.
    pub fn new(file: impl Into<PathBuf>, line: u32, column: u32) -> Self {
        Self { file: file.into(), line, column }
    }

    /// `file:line:column`, as far as known; empty for no place.
    pub fn label(&self) -> String {
        match (self.file.as_os_str().is_empty(), self.line, self.column) {
            (true, ..) => String::new(),
            (_, 0, _) => self.file.display().to_string(),
            (_, line, 0) => format!("{}:{line}", self.file.display()),
            (_, line, column) => format!("{}:{line}:{column}", self.file.display()),
        }
    }
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The stage ends and nothing is written.
    Error,
    /// Something the user should know; the run goes on.
    Warning,
}

/// One finding about the user's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name from the catalogue, `header-not-found`; one test each.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// A plain sentence: lower case start, no full stop.
    pub message: String,
    /// The next step, where one is known.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span, message: message.into(), hint: None }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// The same with the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The candidate nearest to `name`, for "did you mean": at most a third of its letters differ.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(name, c), c))
        .filter(|(distance, c)| *distance * 3 <= name.len().max(c.len()))
        .min()
        .map(|(_, c)| c)
}
