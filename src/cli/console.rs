//! What the user sees: words for people, or one JSON object a line for programs. All printing is here.

use super::args::{Common, MessageFormat, When};
use crate::diag::{self, Diagnostic, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::io::{IsTerminal as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The two streams and how to use them.
#[derive(Debug)]
pub struct Console {
    json: bool,
    quiet: bool,
    /// How much `-v` was given.
    pub verbosity: u8,
    color: bool,
}

/// A progress bar, or nothing.
#[derive(Debug)]
pub struct Bar {
    bar: Option<ProgressBar>,
    start: Instant,
}

impl Bar {
    /// So much is done.
    pub fn set(&self, done: usize, total: usize) {
        if let Some(bar) = self.bar.as_ref().filter(|_| self.start.elapsed() > Duration::from_secs(1)) {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A colour of ours.
#[derive(Debug, Clone, Copy)]
pub enum Paint {
    /// Something to look at.
    Bold,
    /// Something beside the point.
    Dim,
    /// Good.
    Green,
    /// To be looked at.
    Yellow,
    /// Bad.
    Red,
}

impl Console {
    /// As the flags say; `no_color` is the environment's word.
    pub fn new(common: &Common, no_color: bool) -> Self {
        let color = match common.color {
            When::Auto => !no_color && std::io::stdout().is_terminal() && std::io::stderr().is_terminal(),
            When::Always => true,
            When::Never => false,
        };
        Self {
            json: common.message_format == MessageFormat::Json,
            quiet: common.quiet,
            verbosity: common.verbose,
            color,
        }
    }

    /// One that speaks JSON.
    pub fn for_programs() -> Self {
        Self { json: true, quiet: false, verbosity: 0, color: false }
    }

    /// Whether text may be coloured.
    pub fn has_color(&self) -> bool {
        self.color
    }

    /// Whether messages are for programs.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// A sign of life for work of unknown length; invisible where nobody looks.
    pub fn wait(&self, title: &str) -> Bar {
        let is_seen = !self.json && !self.quiet && std::io::stderr().is_terminal();
        let bar = is_seen.then(|| ProgressBar::new_spinner().with_message(title.to_owned()));
        if let Some(bar) = &bar {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Bar { bar, start: Instant::now() }
    }

    /// A bar for long work; invisible where nobody looks, and in the first second.
    pub fn progress(&self, title: &str) -> Bar {
        let is_seen = !self.json && !self.quiet && std::io::stderr().is_terminal();
        let bar = is_seen.then(|| ProgressBar::new(1).with_message(title.to_owned()));
        if let Some(bar) = &bar {
            let look = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
            bar.set_style(look.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        Bar { bar, start: Instant::now() }
    }

    /// Text in a colour, where there are colours.
    pub fn paint(&self, paint: Paint, text: &str) -> String {
        let code = match paint {
            Paint::Bold => "1",
            Paint::Dim => "2",
            Paint::Green => "32",
            Paint::Yellow => "33",
            Paint::Red => "31",
        };
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// One line for people.
    pub fn line(&self, text: &str) {
        if !self.json && !self.quiet {
            put(&format!("{text}\n"));
        }
    }

    /// The answer itself, which `-q` does not silence: a report, an excerpt.
    pub fn answer(&self, text: &str) {
        if !self.json {
            put(text);
        }
    }

    /// One object for programs.
    pub fn object(&self, object: &Value) {
        if self.json {
            put(&format!("{object}\n"));
        }
    }

    /// A warning without a place.
    pub fn warn(&self, text: &str) {
        self.object(&json!({"reason": "diagnostic", "severity": "warning", "code": null, "message": text}));
        if !self.json && !self.quiet {
            complain(&format!("{}: {text}\n", self.paint(Paint::Yellow, "warning")));
        }
    }

    /// One finding, with the line it speaks of.
    pub fn diagnostic(&self, d: &Diagnostic) {
        let severity = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        self.object(&json!({
            "reason": "diagnostic", "severity": severity, "code": d.code, "message": d.message, "hint": d.hint,
            "file": d.span.file, "line": d.span.line, "column": d.span.column,
        }));
        if self.json || (self.quiet && d.severity == Severity::Warning) {
            return;
        }
        let source = std::fs::read(&d.span.file).ok().map(|text| String::from_utf8_lossy(&text).into_owned());
        complain(&self.colored(&diag::show(d, source.as_deref())));
    }

    /// An error that is no finding about a file.
    pub fn error(&self, code: &str, message: &str, hint: Option<&str>) {
        self.object(&json!({
            "reason": "diagnostic", "severity": "error", "code": code, "message": message, "hint": hint,
        }));
        if !self.json {
            let hint = hint.map(|hint| format!("  hint: {hint}\n")).unwrap_or_default();
            complain(&self.colored(&format!("error: {message}\n{hint}")));
        }
    }

    /// What the verb was busy with when an error came up.
    pub fn within(&self, what: &str) {
        if !self.json {
            complain(&format!("  in {what}\n"));
        }
    }

    /// The last line of every run.
    pub fn result(&self, verb: &str, exit_code: i32) {
        self.object(
            &json!({"reason": "result", "verb": verb, "success": exit_code == 0, "exit_code": exit_code}),
        );
    }

    fn colored(&self, text: &str) -> String {
        let word_end = text.find([':', '[']).unwrap_or(0);
        let paint = if text.starts_with("error") { Paint::Red } else { Paint::Yellow };
        format!("{}{}", self.paint(paint, &text[..word_end]), &text[word_end..])
    }
}

/// A reader that has gone away (`| head`) is no error of ours.
fn put(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Columns of the terminal; 100 where there is none.
pub fn width() -> usize {
    terminal_width().unwrap_or(100)
}

fn terminal_width() -> Option<usize> {
    if let Some(columns) = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()) {
        return Some(columns);
    }
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let terminal = std::fs::File::open("/dev/tty").ok()?;
    let output = Command::new("stty").arg("size").stdin(terminal).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.split_whitespace().nth(1)?.parse().ok()
}
