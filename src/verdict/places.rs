//! How C reaches a record that has no name: through the member that holds it.

use crate::ir::{Api, Record, Type};
use std::collections::BTreeMap;

/// How claims about a record are spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// A type whose members are the record's: itself, `__typeof__(…)` of a member, or for an anonymous member the
    /// record around it.
    pub ty: String,
    /// Bits from the start of `ty` to the record; not 0 only for an anonymous member.
    pub base_bits: u64,
    /// Whether `ty` is the record itself, so that its size may be asked.
    pub is_whole: bool,
}

/// Record key to its place; records that cannot be reached are not in it.
pub type Places = BTreeMap<String, Place>;

/// The places of all records of an API.
pub fn of(api: &Api) -> Places {
    let by_key: BTreeMap<&str, &Record> = api.records.iter().map(|r| (r.key.as_str(), r)).collect();
    let mut places = Places::new();
    for record in api.records.iter().filter(|r| r.spelled) {
        let place = Place { ty: record.key.clone(), base_bits: 0, is_whole: true };
        visit(record, &place, &by_key, &mut places);
    }
    places
}

fn visit(record: &Record, place: &Place, by_key: &BTreeMap<&str, &Record>, places: &mut Places) {
    if places.insert(record.key.clone(), place.clone()).is_some() {
        return;
    }
    let fields = record.layout.iter().flat_map(|l| &l.fields).filter(|f| f.bit_width.is_none());
    for field in fields {
        let (key, suffix) = innermost(&field.ty);
        let Some(inner) =
            key.and_then(|k| by_key.get(k)).filter(|r| !r.spelled && !places.contains_key(&r.key))
        else {
            continue;
        };
        let inside = if field.name.is_empty() {
            let base_bits = place.base_bits + field.offset_bits;
            Place { ty: place.ty.clone(), base_bits, is_whole: false }
        } else {
            // Parentheses, since what follows binds from the right: `(*p)[0]`.
            let mut member = format!("(({} *)0)->{}", place.ty, field.name);
            for step in suffix {
                member = if step == '*' { format!("(*{member})") } else { format!("{member}[0]") };
            }
            Place { ty: format!("__typeof__({member})"), base_bits: 0, is_whole: true }
        };
        visit(inner, &inside, by_key, places);
    }
}

/// The record at the bottom of arrays and pointers, and the steps to it.
fn innermost(ty: &Type) -> (Option<&str>, Vec<char>) {
    let mut steps = Vec::new();
    let mut ty = ty;
    loop {
        ty = match ty.canonical() {
            Type::Array { of, .. } => {
                steps.push('[');
                of
            }
            Type::Pointer(to) => {
                steps.push('*');
                to
            }
            Type::Record(key) => return (Some(key), steps),
            _ => return (None, steps),
        }
    }
}
