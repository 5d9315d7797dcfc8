//! Tables as CSV, one line a cell, for spreadsheets and data frames.

use super::model::Report;
use crate::bench::{CountCell, Counts, Standing};
use crate::error::{Error, Result};
use serde::Serialize;

/// One module's time of one case.
#[derive(Serialize)]
struct Time<'a> {
    python: &'a str,
    module: &'a str,
    case: &'a str,
    call: &'a str,
    median_ns: Option<f64>,
    spread: Option<f64>,
    process_ns: Option<f64>,
    thread_ns: Option<f64>,
    /// To the quickest module, with its 95 % interval.
    ratio: Option<f64>,
    ratio_low: Option<f64>,
    ratio_high: Option<f64>,
    standing: Standing,
    /// Where they have been counted.
    instructions: Option<f64>,
}

/// One module's count of one case.
#[derive(Serialize)]
struct Count<'a> {
    python: &'a str,
    module: &'a str,
    case: &'a str,
    call: &'a str,
    instructions: Option<f64>,
    failed: Option<&'a str>,
}

/// The times of a report.
///
/// # Errors
/// None that is not a bug.
pub fn times_csv(report: &Report) -> Result<String> {
    let mut lines = Vec::new();
    for times in &report.bench {
        for row in &times.summary.rows {
            for (module, cell) in times.summary.subjects.iter().zip(&row.cells) {
                lines.push(Time {
                    python: &times.machine.python,
                    module,
                    case: &row.case,
                    call: row.call.trim(),
                    median_ns: cell.median_ns,
                    spread: cell.spread,
                    process_ns: cell.process_ns,
                    thread_ns: cell.thread_ns,
                    ratio: cell.against_best.map(|i| i.ratio),
                    ratio_low: cell.against_best.map(|i| i.low),
                    ratio_high: cell.against_best.map(|i| i.high),
                    standing: cell.standing,
                    instructions: cell.instructions,
                });
            }
        }
    }
    csv(&lines)
}

/// Counts.
///
/// # Errors
/// None that is not a bug.
pub fn counts_csv(counts: &Counts) -> Result<String> {
    let mut lines = Vec::new();
    for table in &counts.interpreters {
        for row in &table.rows {
            for (module, cell) in table.subjects.iter().zip(&row.cells) {
                let failed = match cell {
                    CountCell::Failed { failed } => Some(failed.as_str()),
                    CountCell::Counted { .. } => None,
                };
                lines.push(Count {
                    python: &table.python,
                    module,
                    case: &row.case,
                    call: row.call.trim(),
                    instructions: cell.instructions(),
                    failed,
                });
            }
        }
    }
    csv(&lines)
}

fn csv(lines: &[impl Serialize]) -> Result<String> {
    let failed = |e: &dyn std::fmt::Display| Error::Internal(format!("csv: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer.serialize(line).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}
