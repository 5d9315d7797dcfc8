//! Checks of single values that need no header: names, regular expressions, style ids.

use crate::diag::{Diagnostic, Span, nearest};
use crate::text::names::{is_identifier, is_keyword};

/// `sys.stdlib_module_names` of Python 3.10 to 3.14, one a line.
const STDLIB: &str = include_str!("stdlib_modules.txt");

/// Whether a module can have this name.
pub fn module_name(name: &str, span: Span) -> Option<Diagnostic> {
    let why = if !is_identifier(name) {
        "is no Python identifier"
    } else if is_keyword(name) {
        "is a Python keyword"
    } else if STDLIB.lines().any(|module| module == name) {
        "would hide the standard module of that name"
    } else {
        return None;
    };
    let other = as_identifier(name);
    let other = if other == name { format!("{name}wrap") } else { other };
    let hint = format!("choose another name: `-m {other}`, or `module = \"{other}\"` in tribind.toml");
    Some(Diagnostic::error("module-name", span, format!("the module name `{name}` {why}")).hint(hint))
}

/// Whether a class or function can have this name.
pub fn python_name(name: &str, span: Span) -> Option<Diagnostic> {
    let fine = is_identifier(name) && !is_keyword(name);
    (!fine).then(|| Diagnostic::error("config-bad-value", span, format!("`{name}` is no name for Python")))
}

/// Whether a regular expression is one.
pub fn regex(pattern: &str, span: Span) -> Option<Diagnostic> {
    let error = regex::Regex::new(&format!("^(?:{pattern})$")).err()?;
    // The last line of the crate's message says what is wrong; those before draw it.
    let text = error.to_string();
    let why = text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
    Some(Diagnostic::error("config-bad-regex", span, format!("`{pattern}` is no regular expression: {why}")))
}

/// Whether there is such a style.
pub fn style(name: &str, known: &[&str], span: Span) -> Option<Diagnostic> {
    if known.contains(&name) {
        return None;
    }
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    };
    Some(Diagnostic::error("style-unknown", span, format!("there is no style `{name}`")).hint(hint))
}

/// The nearest identifier to any text: `foo-bar.h` becomes `foo_bar_h`.
pub fn as_identifier(text: &str) -> String {
    let name: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    match name.chars().next() {
        None => "module".into(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}
