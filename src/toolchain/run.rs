//! Running a program with captured output, and its failure as an error that shows the command.

use crate::error::{Error, Result};
use std::process::{Command, Output, Stdio};

/// How many lines of a failed program's output an error shows.
const SHOWN_LINES: usize = 12;

/// Runs a command to its end; output is captured, input is empty, messages are not translated.
pub fn output(command: &mut Command) -> Result<Output> {
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command.output().map_err(|source| Error::io(command.get_program(), source))
}

/// Runs a command that has to succeed.
pub fn success(command: &mut Command) -> Result<Output> {
    let output = output(command)?;
    if output.status.success() { Ok(output) } else { Err(failure(command, &output)) }
}

/// The error of a command that failed: what it printed, shortened, and its command line.
pub fn failure(command: &Command, output: &Output) -> Error {
    let program = command.get_program().to_string_lossy().into_owned();
    Error::Command { program, detail: format!("{}\n  command: {}", shortened(output), line(command)) }
}

fn shortened(output: &Output) -> String {
    let text = if output.stderr.is_empty() { &output.stdout } else { &output.stderr };
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let mut shown = lines[..lines.len().min(SHOWN_LINES)].join("\n");
    if shown.is_empty() {
        shown = output.status.to_string();
    }
    if lines.len() > SHOWN_LINES {
        shown.push_str(&format!("\n… and {} more lines", lines.len() - SHOWN_LINES));
    }
    shown
}

/// A command as one would type it, for messages only.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|w| quoted(&w.to_string_lossy())).collect();
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
