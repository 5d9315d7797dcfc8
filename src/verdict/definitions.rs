//! The macros as the compiler's own preprocessor has them, behind the last header.
//!
//! In: the headers. Out: replacement lists. A preprocessor is quick, and of most macros it leaves nothing to ask: what is
//! one integer literal, or not defined at all, needs no compiler.

use super::rounds::Court;
use super::tokens::is_integer;
use crate::error::Result;
use std::collections::HashMap;

/// Replacement lists by name, of the macros that take no parameters.
#[derive(Debug, Default)]
pub struct Definitions(HashMap<String, String>);

impl Definitions {
    /// Asks the preprocessor; `None` where it refuses the headers, which the compiler will say better.
    ///
    /// # Errors
    /// The compiler cannot be run.
    pub fn ask(court: &Court<'_>) -> Result<Option<Self>> {
        let headers = court.api.includes.iter().map(|include| format!("#include {include}\n"));
        // With the flags of the claims: headers ask for `__OPTIMIZE__`, too.
        let (headers, late) = (headers.collect::<String>(), court.late_flags());
        let text = court.compiler.definitions(&headers, court.flags, &late)?;
        Ok(text.map(|text| Self::read(&text)))
    }

    fn read(text: &str) -> Self {
        let defined = text.lines().filter_map(|line| line.strip_prefix("#define "));
        let is_plain = |(name, _): &(&str, &str)| !name.contains('(');
        let pairs = defined.map(|line| line.split_once(' ').unwrap_or((line, ""))).filter(is_plain);
        Self(pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    /// The replacement list of a macro; `None` where it is no longer defined, or never was for this compiler.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// The value of one integer literal, where C leaves no doubt (C23 6.4.4.1): it has the first type that holds it. A sign
/// before an unsigned one, or before one that is not decimal, depends on the width of that type, which the compiler
/// knows.
pub fn literal(tokens: &[&str]) -> Option<i128> {
    match tokens {
        [token] => number(token),
        ["-", token] if token.ends_with(|c: char| c.is_ascii_digit()) && !token.starts_with('0') => {
            number(token).filter(|value| *value <= i64::MAX.into()).map(|value| -value)
        }
        _ => None,
    }
}

fn number(token: &str) -> Option<i128> {
    let digits = token.trim_end_matches(['u', 'U', 'l', 'L']);
    if !is_integer(token) {
        return None;
    }
    let hex = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    let value = match hex {
        Some(hex) => u64::from_str_radix(hex, 16),
        None if digits.starts_with('0') => u64::from_str_radix(digits, 8),
        None => digits.parse(),
    };
    value.ok().map(i128::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_of_a_preprocessor() {
        let found = Definitions::read("#define A 1\n#define EMPTY\n#define F(x) (x)\n#define B (A + 1)\n");
        assert_eq!(found.text("A"), Some("1"));
        assert_eq!(found.text("EMPTY"), Some(""));
        assert_eq!(found.text("B"), Some("(A + 1)"));
        assert_eq!(found.text("F"), None);
    }

    #[test]
    fn literals_without_a_doubt() {
        for (text, value) in
            [("0", 0), ("017", 15), ("0x1FuLL", 31), ("18446744073709551615u", u64::MAX.into()), ("00", 0)]
        {
            assert_eq!(literal(&[text]), Some(value), "{text}");
        }
        assert_eq!(literal(&["-", "2147483648"]), Some(-2_147_483_648));
        for doubtful in [
            &["-", "1u"][..],
            &["-", "0x80000000"],
            &["-", "1L"],
            &["~", "1"],
            &["1.0"],
            &["08"],
            &["18446744073709551616"],
            &["1", "2"],
        ] {
            assert_eq!(literal(doubtful), None, "{doubtful:?}");
        }
    }
}
