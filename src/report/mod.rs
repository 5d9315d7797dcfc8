//! One [`Report`] value to a terminal table, JSON and Markdown.
//!
//! In: what `verify` and `bench` found, and sizes of the built packages. Out: text. It measures nothing and prints
//! nothing.

mod model;

mod numbers;
mod terminal;

mod counts;
mod markdown;

pub use counts::counts;
pub use markdown::markdown;
pub use model::{Bound, Equality, Report, StyleFacts, Times};
pub use numbers::{ratio, time};
pub use terminal::{Paint, terminal};

use crate::error::{Error, Result};

/// The report as JSON, with a newline at its end.
///
/// # Errors
/// A number that JSON cannot hold (a bug).
pub fn json(report: &Report) -> Result<String> {
    let text = serde_json::to_string_pretty(report).map_err(|e| Error::Internal(format!("report: {e}")))?;
    Ok(text + "\n")
}
