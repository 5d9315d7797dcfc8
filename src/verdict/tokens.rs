//! A macro's replacement list as tokens. Only what `outlook` looks at is told apart exactly.

/// The tokens of a replacement list, comments left out.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => quoted(rest, first),
            _ if rest.starts_with("/*") => {
                rest = rest[2..].find("*/").map_or("", |end| &rest[end + 4..]).trim_start();
                continue;
            }
            _ if rest.starts_with("//") => {
                rest = rest.find('\n').map_or("", |end| &rest[end..]).trim_start();
                continue;
            }
            _ if rest.starts_with("...") => 3,
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The length of a string or character constant, its quotes included; to the end where it is not closed.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `((x))` is `x`.
pub fn without_parentheses<'s, 'a>(mut tokens: &'s [&'a str]) -> &'s [&'a str] {
    while let ["(", inner @ .., ")"] = tokens {
        if depths(inner).is_none() {
            break;
        }
        tokens = inner;
    }
    tokens
}

/// The depth of brackets before each token; `None` where they are not balanced.
pub fn depths(tokens: &[&str]) -> Option<Vec<usize>> {
    let mut open = Vec::new();
    let mut depths = Vec::with_capacity(tokens.len());
    for token in tokens {
        depths.push(open.len());
        match *token {
            "(" => open.push(")"),
            "[" => open.push("]"),
            ")" | "]" if open.pop() != Some(token) => return None,
            _ => {}
        }
    }
    open.is_empty().then_some(depths)
}

/// An integer literal of C, not one with a point or an exponent.
pub fn is_integer(token: &str) -> bool {
    let digits = token.trim_end_matches(['u', 'U', 'l', 'L']);
    match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => !hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()),
    }
}
