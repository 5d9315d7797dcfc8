//! Macro definitions: the replacement list as written, and the parameters of function-like ones.

use super::{Walk, docs};
use crate::header::clang::Cursor;
use crate::ir;

impl<'u> Walk<'u> {
    /// Takes a macro of the library; a later definition takes an earlier one's place.
    pub(super) fn macro_definition(&mut self, cursor: Cursor<'u>) {
        let (Some(extent), Some(file)) = (cursor.extent(), cursor.place().file) else { return };
        let text = self.unit.contents(file);
        let name = cursor.name();
        let body = text.get(extent.clone()).and_then(|t| t.get(name.len()..)).unwrap_or_default();
        let body = tidy(&String::from_utf8_lossy(body));
        let value = if cursor.is_function_like() {
            ir::MacroValue::FunctionLike(parameters(&body))
        } else if body.is_empty() {
            ir::MacroValue::NoValue
        } else {
            ir::MacroValue::Unknown(body)
        };
        let doc = docs::of_macro(text, extent.start, extent.end);
        let found = ir::Macro { name: name.clone(), value, doc, span: self.span(cursor) };
        let Some(&i) = self.macros.get(&name) else {
            self.macros.insert(name, self.api.macros.len());
            return self.api.macros.push(found);
        };
        // A header that is read twice defines the same macro twice.
        if self.api.macros[i].value != found.value {
            self.api.macros[i] = found;
            self.redefined.insert(name);
        }
    }
}

/// A replacement list on one line: continuations joined, comments and runs of white space one space.
fn tidy(text: &str) -> String {
    let text = text.replace("\\\r\n", "").replace("\\\n", "");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' | '\'' => literal(rest, c),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |i| i + 2),
            '/' if rest.starts_with("//") => rest.len(),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        if c.is_whitespace() || piece.starts_with("/*") || piece.starts_with("//") {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push_str(piece);
        }
        rest = after;
    }
    out.trim().to_owned()
}

/// Length of the literal that a text begins with; of the quote alone where it has no end.
fn literal(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return i + 1;
        }
    }
    1
}

/// The names between the parentheses that a function-like macro begins with.
fn parameters(body: &str) -> Vec<String> {
    let list = body.strip_prefix('(').and_then(|b| b.split_once(')')).map_or("", |(list, _)| list);
    list.split(',').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacement_lists() {
        assert_eq!(tidy("  1 /* one */ + \\\n   2 // two"), "1 + 2");
        assert_eq!(tidy(" \"a /* b */ \\\" // c\" 'x'"), "\"a /* b */ \\\" // c\" 'x'");
        assert_eq!(tidy(" don't  stop"), "don't stop");
        assert_eq!(parameters("(a, b, ...) a##b"), ["a", "b", "..."]);
        assert_eq!(parameters("() x"), [""; 0]);
    }
}
