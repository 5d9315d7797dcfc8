//! Layouts: what a module's manifest and its style's own machinery say of a record, held to what the compiler said.
//!
//! In: the plan, what was observed. Out: one check for each record. ctypes and CFFI know layouts of their own
//! (`ctypes.sizeof`, `ffi.offsetof`, CFFI its bit-fields too); what a style does with a field is tried elsewhere, by setting
//! it and looking which bits moved (`classes`).

use super::observed::{LayoutSeen, Observed, Place};
use super::result::{Check, Kind};
use crate::plan::{Field, Plan, Record};
use serde_json::Value as Json;

/// No type of C's own is aligned to more bytes.
const NATURAL: u64 = 16;

/// A check for each record.
pub fn checks(plan: &Plan, styles: &[Observed]) -> Vec<Check> {
    plan.records.iter().map(|r| check(r, styles)).collect()
}

fn check(record: &Record, styles: &[Observed]) -> Check {
    let (mut wrong, mut n) = (Vec::new(), 0);
    for s in styles {
        let manifest = s.manifest.pointer("/records").and_then(|all| all.get(&record.key));
        let mut told = match manifest.map(in_manifest) {
            Some(Ok(seen)) => {
                n += 2 + seen.fields.len();
                differences(record, &seen, true)
            }
            Some(Err(why)) => vec![why],
            // A manifest that lacks a record is told where the manifests are compared.
            None => Vec::new(),
        };
        told.iter_mut().for_each(|text| text.insert_str(0, "the manifest says "));
        if let Some(seen) = s.layouts.get(&record.py_name) {
            n += seen.fields.len() + usize::from(seen.size.is_some()) + usize::from(seen.align.is_some());
            told.extend(differences(record, seen, false));
        }
        if !told.is_empty() {
            wrong.push((s.style.clone(), told.join(", ")));
        }
    }
    if wrong.is_empty() {
        return Check::equal(Kind::Layout, &record.key, n).at(&record.span);
    }
    Check::different(Kind::Layout, &record.key, "not as the compiler lays it out")
        .outcomes(wrong)
        .at(&record.span)
}

fn in_manifest(entry: &Json) -> Result<LayoutSeen, String> {
    serde_json::from_value(entry.clone()).map_err(|e| format!("what cannot be read ({e})"))
}

/// Where a layout is not the compiler's. The manifest has every member; a style's machinery may not know one.
fn differences(record: &Record, seen: &LayoutSeen, is_whole: bool) -> Vec<String> {
    let mut told = Vec::new();
    // A struct that asks for more is beyond ctypes before Python 3.13; the style places its memory itself.
    let align = seen.align.filter(|_| is_whole || record.align <= NATURAL);
    for (word, said, is) in [("size", seen.size, record.size), ("align", align, record.align)] {
        told.extend(said.filter(|said| *said != is).map(|said| format!("{word} {said}, not {is}")));
    }
    for f in &record.fields {
        match seen.fields.get(&f.c_name) {
            Some(place) if !is_place(f, place) => {
                told.push(format!("{} in {}, not {}", f.c_name, text(place), text(&place_of(f))));
            }
            None if is_whole => told.push(format!("nothing of {}", f.c_name)),
            _ => {}
        }
    }
    told
}

/// The place of a field as the compiler measured it.
fn place_of(f: &Field) -> Place {
    match f.bits {
        Some(bits) => Place::Bits { bit_offset: bits.first, bit_width: u64::from(bits.width) },
        None => Place::Bytes { offset: f.offset, size: Some(f.size) },
    }
}

fn is_place(f: &Field, seen: &Place) -> bool {
    match (place_of(f), seen) {
        // Of an array without an end CFFI knows no size.
        (Place::Bytes { offset, .. }, Place::Bytes { offset: said, size: None }) => offset == *said,
        (place, seen) => place == *seen,
    }
}

fn text(place: &Place) -> String {
    match place {
        Place::Bytes { offset, size: Some(size) } => format!("bytes {offset} to {}", offset + size),
        Place::Bytes { offset, size: None } => format!("bytes from {offset}"),
        Place::Bits { bit_offset, bit_width } => format!("bits {bit_offset} to {}", bit_offset + bit_width),
    }
}
