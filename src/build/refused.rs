//! A compilation that failed: whether it is about a file of the user's, and what to say then.
//!
//! In: what the compiler printed. Out: diagnostics with the user's file and line; an [`Error::Command`] where generated code
//! alone is to blame.

use crate::diag::{Diagnostic, Span};
use crate::error::Error;
use crate::toolchain;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How many errors are told; the rest mostly follow from them.
const SHOWN: usize = 10;

const HINT: &str = "give it another name, or include the system's header in place of the declaration; \
    `-s ctypes,cffi-abi` binds plain functions without compiling anything";

/// The error of a command. `original` finds the user's file behind one of the package; `None` for what is generated.
pub fn error(command: &Command, output: &Output, original: impl Fn(&Path) -> Option<PathBuf>) -> Error {
    let said = String::from_utf8_lossy(&output.stderr);
    let findings: Vec<Diagnostic> = found(&said, original);
    if findings.is_empty() { toolchain::failure(command, output) } else { Error::Input(findings) }
}

/// What is said about files that are not generated.
fn found(said: &str, original: impl Fn(&Path) -> Option<PathBuf>) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = Vec::new();
    for error in toolchain::line_errors(said) {
        let mut place = Place { file: error.file.clone(), line: error.line };
        let mut other = other_place(said, &place);
        // The system's header may be the second one that is read; the user's is the one to mend.
        if let Some(of_user) = other.as_mut().filter(|o| original(Path::new(&o.file)).is_some()) {
            std::mem::swap(&mut place, of_user);
        }
        let path = Path::new(&place.file);
        let Some(file) = original(path).or_else(|| path.is_absolute().then(|| path.to_owned())) else {
            continue;
        };
        let other = other.map(|o| format!(" (the other is at {}:{})", o.file, o.line)).unwrap_or_default();
        let message = format!(
            "the header is refused beside the system's headers, which every extension module includes: {}{other}",
            error.message,
        );
        let span = Span::new(file, place.line, 0);
        if findings.iter().all(|f| f.span != span) {
            findings.push(Diagnostic::error("header-meets-system", span, message).hint(HINT));
        }
    }
    findings.truncate(SHOWN);
    findings.sort_by(|a, b| a.span.cmp(&b.span));
    findings
}

/// A line as the compiler names it.
struct Place {
    file: String,
    line: u32,
}

/// Where the declaration is that an error speaks against: the first note behind it.
fn other_place(said: &str, error: &Place) -> Option<Place> {
    let start = format!("{}:{}:", error.file, error.line);
    let behind = said.lines().skip_while(|l| !l.starts_with(&start)).skip(1);
    let mut behind = behind.take_while(|l| !l.contains(": error: "));
    let note = behind.find_map(|l| l.split_once(": note: ").filter(|(_, text)| text.contains("previous")))?;
    let (place, _column) = note.0.rsplit_once(':')?;
    let (file, line) = place.rsplit_once(':')?;
    Some(Place { file: file.to_owned(), line: line.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_user_can_mend_is_told_by_its_place() {
        let said = "In file included from src/a.c:3:\n\
            include/a.h:3:8: error: conflicting types for 'index'; have 'int(void)'\n    3 | int index(void);\n\
            In file included from /usr/include/string.h:462:\n\
            /usr/include/strings.h:68:14: note: previous declaration of 'index' with type 'char *(const char *, int)'\n\
            src/a.c:9:1: error: too few arguments\n";
        let original = |path: &Path| (path == Path::new("include/a.h")).then(|| PathBuf::from("/home/a.h"));
        let found = found(said, original);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span, Span::new("/home/a.h", 3, 0));
        let end =
            "conflicting types for 'index'; have 'int(void)' (the other is at /usr/include/strings.h:68)";
        assert!(found[0].message.ends_with(end), "{}", found[0].message);
    }
}
