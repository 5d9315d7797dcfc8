//! A record's memory as ctypes lays it out: `_fields_` with what must be said for the members to lie where the compiler
//! has them, and the places of those that `_fields_` cannot have.
//!
//! ctypes' own unions and bit-fields are not used: it places them by rules of its own. A member that shares bytes with
//! one before it, and a bit-field, is reached by a place of its own over those bytes.

use super::spell::Spelling;
use crate::plan::{Bits, Field, Plan, Record, Value};
use crate::styles::shared::convert;
use crate::styles::shared::layout::{WIDTH, exploded};
use crate::text::literals::py_string;

/// What alignment ctypes can give a class in every version of Python: that of `long double`.
const WIDEST: u64 = 16;

/// `_pack_`, `_align_` and `_fields_`, as the lines of a class body.
pub fn lines(spelling: &Spelling, record: &Record) -> Vec<String> {
    let pack = pack(spelling.plan, record);
    let mut lines = Vec::new();
    if let Some(pack) = pack {
        lines.push(format!("    _pack_ = {pack}  # the compiler's layout, spelled out"));
        lines.push("    _layout_ = \"ms\"  # what `_pack_` means".to_owned());
    }
    if record.align > WIDEST {
        lines.push(format!("    _align_ = {}", record.align));
    }
    lines.extend(field_list(&members(spelling, record, pack.unwrap_or(u64::MAX))));
    lines
}

/// Whether a member of a record stands in `_fields_`, by the index of the field.
pub fn is_placed(record: &Record, index: usize) -> bool {
    placed(record).any(|i| i == index)
}

/// The fields that follow one another without sharing bytes; the first of a union's.
fn placed(record: &Record) -> impl Iterator<Item = usize> {
    let mut end = 0;
    record.fields.iter().enumerate().filter_map(move |(i, f)| {
        let fits = f.bits.is_none() && !matches!(f.value, Value::Flexible { .. }) && f.offset >= end;
        if fits {
            end = f.offset + f.size;
        }
        fits.then_some(i)
    })
}

/// The members, what gives them their alignment, and every hole that ctypes would not leave.
fn members(spelling: &Spelling, record: &Record, pack: u64) -> Vec<String> {
    let fields: Vec<&Field> = placed(record).map(|i| &record.fields[i]).collect();
    let own = |f: &Field| alignment(spelling.plan, &f.value).min(pack);
    let (mut lines, mut at) = (Vec::new(), 0);
    let found = fields.iter().map(|f| own(f)).max().unwrap_or(1);
    let wanted = record.align.min(WIDEST).min(pack);
    if found < wanted {
        lines.push(raw_field("_tb_align", &format!("_tb_ctypes.{} * 0", aligned(wanted))));
    }
    for field in fields {
        if at_multiple(at, own(field)) != field.offset {
            lines.extend(hole(lines.len(), at, field.offset));
        }
        lines.push(raw_field(&field.c_name, &spelling.member(&field.value)));
        at = field.offset + field.size;
    }
    if at_multiple(at, wanted.max(found)) != record.size {
        lines.extend(hole(lines.len(), at, record.size));
    }
    lines
}

/// A type of ctypes with an alignment.
fn aligned(align: u64) -> &'static str {
    match align {
        2 => "c_short",
        4 => "c_int",
        8 => "c_longlong",
        _ => "c_longdouble",
    }
}

fn hole(number: usize, from: u64, to: u64) -> Option<String> {
    let size = to.checked_sub(from).filter(|size| *size > 0)?;
    Some(raw_field(&format!("_tb_hole{number}"), &format!("_tb_ctypes.c_char * {size}")))
}

fn raw_field(name: &str, ctype: &str) -> String {
    format!("({}, {ctype})", py_string(name))
}

fn field_list(fields: &[String]) -> Vec<String> {
    let short = match fields {
        [] => "    _fields_ = ()".to_owned(),
        [only] => format!("    _fields_ = ({only},)"),
        _ => return exploded(4, "_fields_ = (", fields, ")"),
    };
    if short.len() <= WIDTH { vec![short] } else { exploded(4, "_fields_ = (", fields, ")") }
}

/// `_pack_`, where members lie closer than their types want; as little of it as will do.
fn pack(plan: &Plan, record: &Record) -> Option<u64> {
    let fields: Vec<(u64, u64)> =
        placed(record).map(|i| &record.fields[i]).map(|f| (f.offset, alignment(plan, &f.value))).collect();
    let fits = |pack: u64| fields.iter().all(|(offset, own)| offset % (*own).min(pack) == 0);
    if fits(u64::MAX) && fields.iter().all(|(_, own)| *own <= record.align) {
        return None;
    }
    Some(if fits(record.align) { record.align } else { 1 })
}

fn at_multiple(at: u64, align: u64) -> u64 {
    at.div_ceil(align) * align
}

/// The alignment that ctypes gives a member, on LP64 targets.
fn alignment(plan: &Plan, value: &Value) -> u64 {
    match value {
        Value::Scalar(s) => convert::scalar_align(*s),
        Value::Array { of, .. } => alignment(plan, of),
        Value::Record(id) => {
            let record = &plan.records[*id];
            record.align.min(WIDEST).min(pack(plan, record).unwrap_or(u64::MAX))
        }
        _ => 8,
    }
}

/// The bytes through which a bit-field is read and set.
pub struct Storage {
    /// Its ctype.
    pub ctype: String,
    /// Its offset in the record, bytes.
    pub offset: u64,
    /// The first bit of the field in it.
    pub shift: u64,
}

/// An unsigned integer inside the record around the bits, or bytes where none is.
pub fn storage(record: &Record, bits: Bits) -> Storage {
    let (first, end) = (bits.first / 8, (bits.first + u64::from(bits.width)).div_ceil(8));
    let around = |size: u64| {
        let offset = first.min(record.size.checked_sub(size)?);
        (offset + size >= end).then_some((offset, format!("_tb_ctypes.c_uint{}", size * 8)))
    };
    let (offset, ctype) = [1, 2, 4, 8]
        .into_iter()
        .find_map(around)
        .unwrap_or_else(|| (first, format!("_tb_ctypes.c_ubyte * {}", end - first)));
    Storage { ctype, offset, shift: bits.first - offset * 8 }
}
