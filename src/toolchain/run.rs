//! Running a program with captured output, interruptibly, and its failure as an error that shows the command.

use crate::error::{Error, Result, checkpoint};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

/// How many lines of a failed program's output an error shows.
const SHOWN_LINES: usize = 12;

/// Runs a command to its end, or to a Ctrl-C; output is captured, input is empty, messages are not translated.
pub fn output(command: &mut Command) -> Result<Output> {
    checkpoint()?;
    let program = command.get_program().to_owned();
    let mut run = || -> std::io::Result<(Child, File, File)> {
        // Files, not pipes: they cannot fill up while nobody reads.
        let (out, err) = (tempfile::tempfile()?, tempfile::tempfile()?);
        command.env("LC_ALL", "C").stdin(Stdio::null());
        command.stdout(out.try_clone()?).stderr(err.try_clone()?);
        Ok((command.spawn()?, out, err))
    };
    let (mut child, out, err) = run().map_err(|source| Error::io(&program, source))?;
    let status = wait(&mut child).map_err(|source| Error::io(&program, source))?;
    // A child that Ctrl-C reached as well has failed for that reason, and not for what it prints.
    checkpoint()?;
    let read = |mut file: File| -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let captured = || Ok(Output { status, stdout: read(out)?, stderr: read(err)? });
    captured().map_err(|source| Error::io(&program, source))
}

/// Waits for a child; kills it after a Ctrl-C.
fn wait(child: &mut Child) -> std::io::Result<ExitStatus> {
    let mut pause = Duration::from_micros(500);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if checkpoint().is_err() {
            // It may have ended by itself just now.
            let _ = child.kill();
            return child.wait();
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
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
    let shown = shortened_text(&text);
    if shown.is_empty() { output.status.to_string() } else { shown }
}

/// The first lines, which say what is wrong; a traceback of Python says that at its end.
fn shortened_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let more = lines.len().saturating_sub(SHOWN_LINES);
    if lines.first().is_some_and(|l| l.starts_with("Traceback ")) {
        return lines[more..].join("\n");
    }
    let mut shown = lines[..lines.len() - more].join("\n");
    if more > 0 {
        let _ = write!(shown, "\n… and {more} more lines");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_among_the_lines_that_are_shown() {
        let frames = "  File \"x.py\", line 1, in f\n".repeat(SHOWN_LINES);
        let traceback = format!("Traceback (most recent call last):\n{frames}ValueError: no\n");
        assert!(shortened_text(&traceback).ends_with("\nValueError: no"));
        let errors = format!("x.c:1:1: error: no\n{}", "and so on\n".repeat(SHOWN_LINES + 1));
        let shown = shortened_text(&errors);
        assert!(
            shown.starts_with("x.c:1:1: error: no\n") && shown.ends_with("\n… and 2 more lines"),
            "{shown}"
        );
        assert_eq!(shortened_text("\none\n"), "one");
    }
}
