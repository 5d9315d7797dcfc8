//! `signature` and `signatures`: C function types for what has none of its own to bind.
//!
//! In: a table of `tribind.toml`. Out: each type, split where a declaration has its name, so that `header` can write one.
//! Only the shape is checked here; what the types are is the C parser's to say.

use super::check;
use super::reader::{Reader, Value, in_order};
use super::types::SignatureConfig;
use crate::text::names::is_identifier;
use toml::de::DeTable;

/// The signatures of one function's table.
pub fn signatures(reader: &mut Reader, entry: &DeTable, pattern: &str) -> Vec<SignatureConfig> {
    let mut list = Vec::new();
    if let Some(value) = entry.get("signature") {
        list.extend(one(reader, pattern, "signature", value));
    }
    let table = reader.table(entry, "signatures");
    for (name, value) in table.map(in_order).unwrap_or_default() {
        let finding = check::python_name(name.get_ref(), reader.span(&name.span()));
        reader.findings.extend(finding);
        list.extend(one(reader, name.get_ref(), name.get_ref(), value));
    }
    if !list.is_empty() && !is_identifier(pattern) {
        let message = format!("a signature is for one function or macro, not for all of `{pattern}`");
        let at = entry.get("signature").or(entry.get("signatures")).map(toml::Spanned::span);
        reader.error("config-signature", &at.unwrap_or_default(), message, None);
    }
    list
}

fn one(reader: &mut Reader, name: &str, key: &str, value: &Value) -> Option<SignatureConfig> {
    let text = reader.expect(value.get_ref().as_str(), key, "a C function type", value)?;
    match split(text) {
        Ok((result, params)) => Some(SignatureConfig {
            name: name.to_owned(),
            result: result.to_owned(),
            params: params.to_owned(),
            span: reader.span(&value.span()),
        }),
        Err(why) => {
            let message = format!("`{text}` is no C function type: {why}");
            let hint = "a signature is written as `int (unsigned x, const char *name)`".to_owned();
            reader.error("config-signature", &value.span(), message, Some(hint));
            None
        }
    }
}

/// `int (unsigned x)` to `int` and `unsigned x`.
fn split(text: &str) -> Result<(&str, &str), String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_ *,()[]\t".contains(c);
    if text.contains("...") {
        return Err("it must say what takes the place of `...`".into());
    }
    if let Some(odd) = text.chars().find(|c| !is_word(*c)) {
        return Err(format!("it cannot have {odd:?}"));
    }
    let text = text.trim();
    let inside = text.strip_suffix(')').ok_or("it does not end with its parameters in parentheses")?;
    let mut depth = 1;
    let open = inside.char_indices().rev().find(|(_, c)| {
        depth += i32::from(*c == ')') - i32::from(*c == '(');
        depth == 0
    });
    let (open, _) = open.ok_or("its parentheses do not match")?;
    let (result, params) = (inside[..open].trim(), inside[open + 1..].trim());
    if result.is_empty() {
        return Err("it has no result type (`void` where there is none)".into());
    }
    if result.contains(['(', ')', '[', ']', ',']) {
        return Err("its result needs a typedef".into());
    }
    Ok((result, if params.is_empty() { "void" } else { params }))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn function_types() {
        assert_eq!(split("int (unsigned x)"), Ok(("int", "unsigned x")));
        assert_eq!(split(" const char *(void)"), Ok(("const char *", "void")));
        assert_eq!(split("void ()"), Ok(("void", "void")));
        assert_eq!(split("int (int (*f)(int), int v[3])"), Ok(("int", "int (*f)(int), int v[3]")));
        for wrong in ["int", "(int)", "int )", "int (int, ...)", "int (int); int x", "int (*(int))(int)", ""]
        {
            assert!(split(wrong).is_err(), "{wrong}");
        }
    }
}
