//! Typed reading of a parsed TOML table, every finding with its line and column.
//!
//! In: a table of `toml`'s spanned values. Out: Rust values, or nothing and a diagnostic: a file with three mistakes
//! is told of all three. It knows no key of `tribind.toml`; `file` does.

use crate::diag::{Diagnostic, Span, nearest};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place.
pub type Value<'i> = Spanned<DeValue<'i>>;

/// Reads one file and collects what is wrong with it.
pub struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    /// What is wrong so far.
    pub findings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of a file with this text.
    pub fn new(file: &'a Path, text: &'a str) -> Self {
        Self { file, text, findings: Vec::new() }
    }

    /// The place of a byte range.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let before = self.text.get(..range.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        Span::new(self.file, u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
    }

    /// Notes an error at a byte range.
    pub fn error(&mut self, code: &'static str, at: &Range<usize>, message: String, hint: Option<String>) {
        let mut finding = Diagnostic::error(code, self.span(at), message);
        finding.hint = hint;
        self.findings.push(finding);
    }

    /// Notes each key that is not known, with the nearest that is.
    pub fn only(&mut self, table: &DeTable, known: &[&str], place: &str) {
        for key in in_order(table).iter().map(|(key, _)| *key) {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let hint = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", known.join(", ")),
                };
                self.error(
                    "config-unknown-key",
                    &key.span(),
                    format!("unknown key `{name}` in {place}"),
                    Some(hint),
                );
            }
        }
    }

    /// A string.
    pub fn string(&mut self, table: &DeTable, key: &str) -> Option<String> {
        let value = table.get(key)?;
        self.expect(value.get_ref().as_str().map(str::to_owned), key, "a string", value)
    }

    /// A boolean.
    pub fn boolean(&mut self, table: &DeTable, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        self.expect(value.get_ref().as_bool(), key, "true or false", value)
    }

    /// A list of strings, each with its place; one string alone stands for a list of one.
    pub fn spanned_strings(&mut self, table: &DeTable, key: &str) -> Vec<(String, Span)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        if let Some(one) = value.get_ref().as_str() {
            return vec![(one.to_owned(), self.span(&value.span()))];
        }
        let Some(items) = self.expect(value.get_ref().as_array(), key, "a list of strings", value) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for item in items {
            let text = item.get_ref().as_str().map(str::to_owned);
            if let Some(text) = self.expect(text, key, "a list of strings", item) {
                list.push((text, self.span(&item.span())));
            }
        }
        list
    }

    /// A list of strings.
    pub fn strings(&mut self, table: &DeTable, key: &str) -> Vec<String> {
        self.spanned_strings(table, key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of paths, relative to a folder.
    pub fn paths(&mut self, table: &DeTable, key: &str, base: &Path) -> Vec<PathBuf> {
        self.strings(table, key).iter().map(|path| base.join(path)).collect()
    }

    /// One of a few words, each with its meaning.
    pub fn choice<T: Clone>(&mut self, table: &DeTable, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.string(table, key)?;
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, meaning)| meaning.clone());
        if found.is_none() {
            let at = table.get(key).map(Spanned::span).unwrap_or_default();
            self.bad_choice(key, &word, choices.iter().map(|(name, _)| *name), &at);
        }
        found
    }

    /// Notes that a word is none of those that are possible.
    pub fn bad_choice<'c>(
        &mut self,
        key: &str,
        word: &str,
        choices: impl Iterator<Item = &'c str>,
        at: &Range<usize>,
    ) {
        let list: Vec<String> = choices.map(|name| format!("\"{name}\"")).collect();
        let message = format!("`{key}` cannot be \"{word}\"");
        self.error("config-bad-value", at, message, Some(format!("possible: {}", list.join(", "))));
    }

    /// A table, with its place.
    pub fn table<'t>(&mut self, table: &'t DeTable<'t>, key: &str) -> Option<&'t DeTable<'t>> {
        let value = table.get(key)?;
        self.expect(value.get_ref().as_table(), key, "a table", value)
    }

    /// The value where it is there; else a finding that names what was wanted and what was found.
    pub fn expect<T>(&mut self, found: Option<T>, key: &str, wanted: &str, value: &Value) -> Option<T> {
        if found.is_none() {
            let is = type_name(value.get_ref());
            let message = format!("`{key}` must be {wanted}, not {is}");
            self.error("config-wrong-type", &value.span(), message, None);
        }
        found
    }
}

/// A table's entries in the order of the file (the parser's map is sorted by key).
pub fn in_order<'t>(table: &'t DeTable<'t>) -> Vec<(&'t Spanned<std::borrow::Cow<'t, str>>, &'t Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// An integer that fits 64 bits.
pub fn integer(value: &DeValue) -> Option<i64> {
    let int = value.as_integer()?;
    i64::from_str_radix(&int.as_str().replace('_', ""), int.radix()).ok()
}

fn type_name(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
