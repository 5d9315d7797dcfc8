//! Docstrings: the header's comment, an empty line, the C prototype.

use crate::plan::Function;
use crate::text::literals;

/// The documentation of a function as plain lines, not escaped: what `f.__doc__` holds in every style.
pub fn doc_lines(function: &Function) -> Vec<String> {
    class_doc_lines(&function.prototype, &function.doc)
}

/// The documentation of a record or handle class as plain lines: the header's comment, an empty line, C's name for it.
pub fn class_doc_lines(key: &str, doc: &[String]) -> Vec<String> {
    let mut lines = trimmed(doc);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(key.to_owned());
    lines
}

/// The docstring of a function: finished Python lines, quotes included, not indented.
pub fn docstring(function: &Function) -> Vec<String> {
    docstring_of(&doc_lines(function))
}

/// A docstring of any doc lines; no lines where there is nothing to say.
pub fn docstring_of(doc: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = trimmed(doc).iter().map(|l| literals::py_docstring(l)).collect();
    let Some(first) = lines.first_mut() else { return Vec::new() };
    // Ruff's formatter would put a space between the quotes and a quote.
    let space = if first.starts_with('"') { " " } else { "" };
    *first = format!("\"\"\"{space}{first}");
    match lines.as_mut_slice() {
        [only] => only.push_str("\"\"\""),
        _ => lines.push("\"\"\"".to_owned()),
    }
    lines
}

/// Without blank lines at either end, blanks at the ends of lines, and the first line's indentation.
fn trimmed(doc: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = doc.iter().map(|l| l.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|l| l.is_empty()).count();
    lines.drain(..blank);
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(doc: &[&str], expected: &[&str]) {
        let doc: Vec<String> = doc.iter().map(|&l| l.to_owned()).collect();
        assert_eq!(docstring_of(&doc), expected);
    }

    #[test]
    fn docstrings() {
        check(&[], &[]);
        check(&["", "  "], &[]);
        check(&["  Adds. "], &["\"\"\"Adds.\"\"\""]);
        check(&["", "One.", "", "  two", ""], &["\"\"\"One.", "", "  two", "\"\"\""]);
    }

    #[test]
    fn a_hostile_comment_stays_inside() {
        check(&["\"\"\" + evil() + \"\"\""], &["\"\"\"\\\"\\\"\\\" + evil() + \\\"\\\"\\\"\"\"\""]);
        check(&["ends with \\"], &["\"\"\"ends with \\\\\"\"\""]);
    }
}
