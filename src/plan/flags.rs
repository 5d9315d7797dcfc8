//! Enumerations whose values are sets of bits, as the configuration names them.

use super::Enum;
use super::kinds::Kinds;
use crate::config::Config;
use crate::diag::{Diagnostic, Span, nearest};
use crate::ir;
use regex::Regex;

/// Marks the enumerations that a pattern of `flags` matches: by tag, by typedef, or as C spells them (`enum mode`).
pub fn mark(enums: &mut [Enum], api: &ir::Api, config: &Config, findings: &mut Vec<Diagnostic>) {
    for (pattern, span) in &config.flags {
        // What is no regular expression was told when the file was read.
        let Ok(regex) = Regex::new(&format!("^(?:{pattern})$")) else { continue };
        let mut found = false;
        // Both are in source order, one for one.
        for (item, e) in enums.iter_mut().zip(Kinds::enum_order(api)) {
            if names(e).any(|name| regex.is_match(name)) {
                found = true;
                item.is_flags = true;
                findings.extend(negative(item, span));
            }
        }
        if !found {
            let message = format!("the header declares no enumeration `{pattern}` with a name");
            let mut finding = Diagnostic::error("config-no-such-enum", span.clone(), message);
            let known = Kinds::enum_order(api).flat_map(names);
            finding.hint = nearest(pattern, known).map(|n| format!("did you mean `{n}`?"));
            findings.push(finding);
        }
    }
}

fn names(e: &ir::Enum) -> impl Iterator<Item = &str> {
    let names = e.tag.iter().chain(&e.typedefs).map(String::as_str);
    names.chain([e.key.as_str()])
}

/// A negative number is no set of bits.
fn negative(item: &Enum, span: &Span) -> Option<Diagnostic> {
    let member = item.members.iter().find(|m| m.value < 0)?;
    let message = format!("`{}` is no set of bits: `{}` is {}", item.key, member.c_name, member.value);
    Some(Diagnostic::error("config-flags", span.clone(), message))
}
