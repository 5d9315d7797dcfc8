//! Enumerations: where their members are kept, and how one is found by value.

use super::ints;
use crate::ir::IntType;
use crate::plan::Enum;
use crate::styles::shared::class_member_names;
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;
use std::collections::BTreeMap;

/// The view of `enum.c`.
#[derive(Serialize)]
pub struct EnumView {
    /// C spelling, safe inside a comment.
    key: String,
    /// Its name inside C names.
    ident: String,
    /// The Python class's name, as a C string.
    name: String,
    /// Names of the members inside the class, as C strings, in the order of their values.
    names: Vec<String>,
    /// Their values, in order, each once.
    values: Vec<String>,
    /// How many.
    count: usize,
    /// Whether values are told apart by a switch: they are few, and have gaps.
    has_cases: bool,
    /// Its cases.
    cases: Vec<String>,
    /// The integer type.
    c_type: &'static str,
    /// Member of the module's struct that holds the members.
    slot: String,
    /// The expression for a value without a member.
    other: String,
}

/// The view of one enumeration.
pub fn view(e: &Enum) -> EnumView {
    let by_value = values(e);
    let cases =
        if has_gaps(&by_value) && by_value.len() <= MOST_CASES { cases(&by_value) } else { Vec::new() };
    EnumView {
        key: c_comment(&e.key),
        ident: e.py_name.clone(),
        name: c_string(e.py_name.as_bytes()),
        names: by_value.values().map(|n| format!("{},", c_string(n.as_bytes()))).collect(),
        values: by_value.keys().map(|v| format!("{},", long_long(*v))).collect(),
        count: by_value.len(),
        has_cases: !cases.is_empty(),
        cases,
        c_type: e.int.name,
        slot: format!("enum_{}", e.py_name),
        other: if e.is_flags {
            flags(e.int, &format!("((tb_module *)module)->enum_{}[0]", e.py_name), "value")
        } else {
            ints::from(e.int, "value")
        },
    }
}

/// The expression for a set of bits, which a negative number is not; `member` is one of its members.
pub fn flags(int: IntType, member: &str, value: &str) -> String {
    let plain = ints::from(int, value);
    let set = format!("tb_flags_of({member}, {plain})");
    if int.signed { format!("({value} < 0 ? {plain} : {set})") } else { set }
}

/// From so many values on, halving is no slower than a switch, and shorter to read.
const MOST_CASES: usize = 16;

fn has_gaps(by_value: &BTreeMap<i64, String>) -> bool {
    let (first, last) = (by_value.keys().next(), by_value.keys().next_back());
    let span = first.zip(last).map_or(0, |(first, last)| i128::from(*last) - i128::from(*first));
    span >= by_value.len() as i128
}

fn cases(by_value: &BTreeMap<i64, String>) -> Vec<String> {
    let case = |(i, value): (usize, &i64)| {
        [format!("case {}:", long_long(*value)), format!("    return Py_NewRef(members[{i}]);")]
    };
    by_value.keys().enumerate().flat_map(case).collect()
}

/// The values in order, each with the first member that has it.
pub fn values(e: &Enum) -> BTreeMap<i64, String> {
    let mut by_value = BTreeMap::new();
    for (member, name) in e.members.iter().zip(class_member_names(e)) {
        by_value.entry(bits(member.value)).or_insert(name);
    }
    by_value
}

/// The value as a `long long` has its bits.
#[allow(clippy::cast_possible_truncation)] // 64 bits are kept on purpose
fn bits(value: i128) -> i64 {
    value as i64
}

/// A literal of type `long long`; C has no negative literals, so the lowest is a sum.
pub fn long_long(value: i64) -> String {
    match value {
        i64::MIN => "-9223372036854775807LL - 1".into(),
        _ => format!("{value}LL"),
    }
}
