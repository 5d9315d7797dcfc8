//! A diagnostic as text, with the line it speaks of and a caret, in the manner of the compilers people know.

use super::{Diagnostic, Severity};
use std::fmt::Write as _;

/// The text of one diagnostic; several lines, ending in a newline.
///
/// `source` is the text of the file that the span names, where it could be read.
pub fn show(d: &Diagnostic, source: Option<&str>) -> String {
    let word = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut out = format!("{word}[{}]: {}\n", d.code, d.message);
    let label = d.span.label();
    if !label.is_empty() {
        let _ = writeln!(out, "  --> {label}");
    }
    if let Some(line) = source_line(source, d.span.line) {
        let number = d.span.line.to_string();
        let pad = " ".repeat(number.len());
        let _ = writeln!(out, "{pad} |\n{number} | {line}");
        if d.span.column > 0 {
            let before: String = line.chars().take(d.span.column as usize - 1).map(blank).collect();
            let _ = writeln!(out, "{pad} | {before}^");
        }
    }
    if let Some(hint) = &d.hint {
        let _ = writeln!(out, "  hint: {hint}");
    }
    out
}

/// Keeps tabs, so that the caret stands under its column whatever the terminal's tab width.
fn blank(c: char) -> char {
    if c == '\t' { '\t' } else { ' ' }
}

fn source_line(source: Option<&str>, line: u32) -> Option<String> {
    let text = source?.lines().nth((line as usize).checked_sub(1)?)?;
    // A control character of a hostile header must not reach the terminal.
    Some(text.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect())
}
