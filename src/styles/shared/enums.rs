//! `_enums.py`: the `IntEnum` and `IntFlag` classes, their aliases, and their members as module attributes.

use super::docs::docstring_of;
use super::layout::indented;
use super::templates::render;
use crate::error::Result;
use crate::plan::{Enum, Plan};
use serde::Serialize;
use std::collections::BTreeMap;

/// The view of `_enums.py`.
#[derive(Serialize)]
struct EnumsView {
    /// First line.
    header: &'static str,
    /// The classes of `enum` that they derive from.
    imports: Vec<&'static str>,
    /// One class each.
    enums: Vec<EnumView>,
}

/// One class.
#[derive(Serialize)]
pub struct EnumView {
    /// Class name.
    pub name: String,
    /// What it derives from.
    pub base: &'static str,
    /// Lines of the class body: docstring, members.
    pub body: Vec<String>,
    /// `alias = Class`, and `MEMBER = Class.MEMBER`, one line each.
    pub attributes: Vec<String>,
}

/// The text of `_enums.py`.
///
/// # Errors
/// A template that does not fit its view.
pub fn enums(plan: &Plan) -> Result<String> {
    let enums: Vec<EnumView> = plan.enums.iter().map(view).collect();
    let bases = [("_tb_IntEnum", "IntEnum as _tb_IntEnum"), ("_tb_IntFlag", "IntFlag as _tb_IntFlag")];
    let used = bases.into_iter().filter(|(base, _)| enums.iter().any(|e| e.base == *base));
    let imports = used.map(|(_, import)| import).collect();
    render("enums.py", &EnumsView { header: super::HEADER, imports, enums })
}

fn view(item: &Enum) -> EnumView {
    let mut body = docstring_of(&item.doc);
    if !body.is_empty() {
        body.push(String::new());
    }
    // Its public home, for pickle, `help` and type checkers.
    body.extend(["__module__ = __package__".to_owned(), String::new()]);
    body.extend(member_lines(item));
    let aliases = item.aliases.iter().map(|a| format!("{a} = {}", item.py_name));
    let members = item.members.iter().zip(class_member_names(item));
    let members = members.map(|(m, name)| format!("{} = {}.{name}", m.py_name, item.py_name));
    EnumView {
        name: item.py_name.clone(),
        base: if item.is_flags { "_tb_IntFlag" } else { "_tb_IntEnum" },
        body: indented(4, &body),
        attributes: aliases.chain(members).collect(),
    }
}

/// The members, `RED = 0`; a further name of a value is spelled by the name before it, so that it is seen to be one.
pub fn member_lines(item: &Enum) -> Vec<String> {
    let mut last_name: BTreeMap<i128, String> = BTreeMap::new();
    let members = item.members.iter().zip(class_member_names(item));
    members
        .map(|(member, name)| {
            let value = last_name.insert(member.value, name.clone());
            format!("{name} = {}", value.unwrap_or_else(|| member.value.to_string()))
        })
        .collect()
}

/// The names of the members inside the class, in order: their own, changed only where `enum` keeps a name for itself
/// (`mro`, `_x_`), `int` has a method of that name, or Python would mangle it (`__x`). The module attribute keeps its name.
pub fn class_member_names(item: &Enum) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for member in &item.members {
        let mut name = unmangled(&member.py_name);
        while taken.contains(&name) || is_reserved(&name) {
            name.push('_');
        }
        taken.push(name);
    }
    taken
}

/// Two leading underscores become one: a class body would mangle them.
fn unmangled(name: &str) -> String {
    name.strip_prefix("__")
        .map_or_else(|| name.to_owned(), |rest| format!("_{}", rest.trim_start_matches('_')))
}

fn is_reserved(name: &str) -> bool {
    let sunder = name.len() > 2 && name.starts_with('_') && name.ends_with('_') && !name.ends_with("__");
    sunder || RESERVED.contains(&name)
}

/// What an `IntEnum` class has already: a member of that name would hide it, or be refused.
const RESERVED: [&str; 14] = [
    "as_integer_ratio",
    "bit_count",
    "bit_length",
    "conjugate",
    "denominator",
    "from_bytes",
    "imag",
    "is_integer",
    "mro",
    "name",
    "numerator",
    "real",
    "to_bytes",
    "value",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::ir::IntType;
    use crate::plan::EnumMember;

    fn check(members: &[(&str, i128)], expected: &[&str]) {
        let member = |&(name, value): &(&str, i128)| EnumMember {
            c_name: name.into(),
            py_name: name.into(),
            value,
            doc: Vec::new(),
        };
        let item = Enum {
            key: "enum e".into(),
            spelled: true,
            py_name: "e".into(),
            aliases: Vec::new(),
            int: IntType { bits: 32, signed: true, name: "int" },
            is_flags: false,
            members: members.iter().map(member).collect(),
            doc: Vec::new(),
            span: Span::default(),
        };
        assert_eq!(member_lines(&item), expected);
    }

    #[test]
    fn members() {
        check(&[("A", -1), ("B", i128::from(u64::MAX))], &["A = -1", "B = 18446744073709551615"]);
        check(&[("A", 1), ("B", 1), ("C", 1)], &["A = 1", "B = A", "C = B"]);
        check(&[("mro", 0), ("mro_", 1), ("_x_", 2)], &["mro_ = 0", "mro__ = 1", "_x__ = 2"]);
        check(&[("__x", 0), ("_x", 1), ("real", 2)], &["_x = 0", "_x__ = 1", "real_ = 2"]);
    }
}
