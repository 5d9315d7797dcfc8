//! One [`Report`] value, or counts, to a terminal table, JSON, Markdown, CSV and pyperf's files.
//!
//! In: what `verify` and `bench` found, and sizes of the built packages. Out: text. It measures nothing and prints
//! nothing.

mod model;

mod memory;
mod numbers;
mod scan;
mod terminal;

mod counts;
mod csv;
mod markdown;
mod pyperf;

pub use counts::counts;
pub use csv::{counts_csv, times_csv};
pub use markdown::{counts_markdown, markdown};
pub use model::{Bound, Equality, Report, StyleFacts, Times};
pub use numbers::time;
pub use pyperf::pyperf;
pub use terminal::{Paint, terminal};

use crate::error::{Error, Result};

/// A report, or counts, as JSON, with a newline at its end.
///
/// # Errors
/// A number that JSON cannot hold (a bug).
pub fn json(report: &impl serde::Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(report).map_err(|e| Error::Internal(format!("report: {e}")))?;
    Ok(text + "\n")
}
