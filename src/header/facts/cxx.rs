//! What C++ adds: default arguments as source text, and which classes C would know.

use super::Walk;
use crate::header::clang::{Cursor, Kind};

impl<'u> Walk<'u> {
    /// The default arguments' source text, one entry a parameter; nothing in C.
    pub(super) fn defaults(&self, function: Cursor<'u>) -> Vec<Option<String>> {
        if !self.is_cxx() {
            return Vec::new();
        }
        function.arguments().into_iter().map(|p| self.default_of(p)).collect()
    }

    fn default_of(&self, parameter: Cursor<'u>) -> Option<String> {
        let text = self.unit.contents(parameter.place().file?).get(parameter.extent()?)?;
        default_text(&String::from_utf8_lossy(text)).map(str::to_owned)
    }
}

/// Whether a C++ class is a plain struct: C's layout, no members but data.
pub(super) fn is_plain(definition: Cursor<'_>) -> bool {
    let other = |c: Cursor<'_>| {
        matches!(c.kind(), Kind::Method | Kind::Base | Kind::ClassTemplate | Kind::FunctionTemplate)
    };
    definition.ty().is_pod() && definition.children(other).is_empty()
}

/// What follows the first `=` outside brackets: `int (*f)(int) = nullptr` → `nullptr`.
fn default_text(parameter: &str) -> Option<&str> {
    let mut depth = 0;
    for (i, c) in parameter.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '=' if depth == 0 => return Some(parameter[i + 1..].trim()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::default_text;

    #[test]
    fn default_arguments() {
        assert_eq!(default_text("int a"), None);
        assert_eq!(default_text("double f = 1.0"), Some("1.0"));
        assert_eq!(default_text("int (*f)(int) = nullptr"), Some("nullptr"));
        assert_eq!(default_text("int a = (x == 1)"), Some("(x == 1)"));
    }
}
