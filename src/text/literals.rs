//! Literals and comments of C and Python; nothing else builds quotes.
//!
//! C strings use three-digit octal escapes: a hexadecimal one has no end (`"\x41B"` is one character), an octal one
//! stops after three digits. `?` is escaped too, against trigraphs.

use std::fmt::Write as _;

/// A C string literal of bytes, quotes included.
pub fn c_string(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for &b in bytes {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'?' => out.push_str("\\?"),
            0x20..=0x7e => out.push(char::from(b)),
            _ => {
                let _ = write!(out, "\\{b:03o}");
            }
        }
    }
    out.push('"');
    out
}

/// A Python string literal, double quoted as ruff's formatter wants it; every character outside printable ASCII is
/// escaped.
pub fn py_string(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            c if (c as u32) < 0x100 => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c if (c as u32) < 0x1_0000 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    quote_python(&out)
}

/// A Python string literal of a C string's bytes: UTF-8, and what is not UTF-8 as lone surrogates (surrogateescape).
pub fn py_string_of_bytes(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        let literal = py_string(chunk.valid());
        let text = &literal[1..literal.len() - 1];
        // py_string may have chosen single quotes and left a bare double quote: undo for joining.
        if literal.starts_with('\'') {
            out.push_str(text);
        } else {
            out.push_str(&text.replace("\\\"", "\""));
        }
        for b in chunk.invalid() {
            let _ = write!(out, "\\udc{b:02x}");
        }
    }
    quote_python(&out)
}

/// Picks the quotes that ruff's formatter would: double, unless single ones save a backslash.
fn quote_python(escaped: &str) -> String {
    if escaped.contains('"') && !escaped.contains('\'') {
        format!("'{escaped}'")
    } else {
        format!("\"{}\"", escaped.replace('"', "\\\""))
    }
}

/// A Python float literal; infinities and NaN as calls.
pub fn py_float(value: f64) -> String {
    if value.is_nan() {
        "float(\"nan\")".into()
    } else if value.is_infinite() {
        if value > 0.0 { "float(\"inf\")".into() } else { "float(\"-inf\")".into() }
    } else {
        // Rust prints the shortest text that reads back as the same double, as Python does; `1e300` is ruff's form.
        format!("{value:?}")
    }
}

/// Text for the inside of a C comment, one line: `*/` and `/*` are broken, control characters replaced, no backslash
/// at the end (a `//` comment would swallow the next line).
pub fn c_comment(line: &str) -> String {
    let clean = printable(line).replace("*/", "* /").replace("/*", "/ *");
    let clean = clean.replace("??/", "? ?/");
    match clean.strip_suffix('\\') {
        Some(rest) => format!("{rest}\\."),
        None => clean,
    }
}

/// Text for one line inside a Python docstring: backslashes are doubled, `"""` cannot occur, and the text can end
/// beside the closing quotes.
pub fn py_docstring(line: &str) -> String {
    let clean = printable(line).replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    match clean.strip_suffix('"') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\\""),
        _ => clean,
    }
}

/// Text for a Python `#` comment, one line.
pub fn py_comment(line: &str) -> String {
    printable(line)
}

/// One line without control characters (a NUL, an escape sequence, a form feed) or Unicode's line and direction
/// marks, which could hide what a line says.
fn printable(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                '\u{fffd}'
            }
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_strings() {
        assert_eq!(c_string(b"a\"\\\n?\x01\xff7"), r#""a\"\\\n\?\001\3777""#);
    }

    #[test]
    fn python_strings() {
        assert_eq!(py_string("a'b"), r#""a'b""#);
        assert_eq!(py_string("a\"b"), r#"'a"b'"#);
        assert_eq!(py_string("a\"'\n\\"), r#""a\"'\n\\""#);
        assert_eq!(py_string("\u{e9}\u{1f600}"), r#""\xe9\U0001f600""#);
        assert_eq!(py_string_of_bytes(b"a\xff\"b"), r#"'a\udcff"b'"#);
    }

    #[test]
    fn python_floats() {
        assert_eq!(py_float(1.0), "1.0");
        assert_eq!(py_float(1e300), "1e300");
        assert_eq!(py_float(1e-300), "1e-300");
        assert_eq!(py_float(f64::NEG_INFINITY), "float(\"-inf\")");
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(c_comment("a */ b /* c \\"), "a * / b / * c \\.");
        assert_eq!(c_comment("nul\0"), "nul\u{fffd}");
        assert!(!py_docstring("x\"\"\" + evil()").contains("\"\"\""));
    }
}
