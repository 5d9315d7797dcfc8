//! Python names: keywords, what is reserved, what is an identifier.

/// Python's hard keywords (3.10 to 3.14); soft ones (`match`, `type`) are fine as names.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Whether Python keeps this word for itself.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether a text is an ASCII identifier of C and Python alike.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The public Python name of a C name: keywords, `cvar` and dunder names get a trailing underscore, and so do names in
/// the generated code's own `_tb_` space.
pub fn python_name(c_name: &str) -> String {
    let dunder = c_name.starts_with("__") && c_name.ends_with("__") && c_name.len() > 4;
    if is_keyword(c_name) || c_name == "cvar" || dunder || c_name.starts_with("_tb_") {
        format!("{c_name}_")
    } else {
        c_name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(python_name("lambda"), "lambda_");
        assert_eq!(python_name("int_"), "int_");
        assert_eq!(python_name("cvar"), "cvar_");
        assert_eq!(python_name("__doc__"), "__doc___");
        assert!(is_identifier("_a1") && !is_identifier("1a") && !is_identifier(""));
    }
}
