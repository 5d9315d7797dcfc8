//! The shapes of records: members of anonymous members in their place, nameless types by the member that leads to
//! them, and which records every style can pass by value.

use super::Within;
use crate::ir::{self, Type};
use std::collections::{BTreeMap, BTreeSet};

/// A member as C code names it: those of anonymous members belong to the record around them (C23 6.7.3.2 p15).
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The member.
    pub field: &'a ir::Field,
    /// Its first bit, from the start of the outermost record.
    pub first_bit: u64,
}

/// Records by key.
pub type Records<'a> = BTreeMap<&'a str, &'a ir::Record>;

/// The named members of a record, in order.
pub fn members<'a>(layout: &'a ir::Layout, records: &Records<'a>) -> Vec<Member<'a>> {
    let mut out = Vec::new();
    collect(layout, 0, records, &mut out);
    out
}

fn collect<'a>(layout: &'a ir::Layout, base: u64, records: &Records<'a>, out: &mut Vec<Member<'a>>) {
    for field in &layout.fields {
        let first_bit = base + field.offset_bits;
        if !field.name.is_empty() {
            out.push(Member { field, first_bit });
        } else if let Some(inner) = anonymous(field, records) {
            collect(inner, first_bit, records, out);
        }
    }
}

/// The layout of an anonymous member; an unnamed bit-field is only padding.
fn anonymous<'a>(field: &ir::Field, records: &Records<'a>) -> Option<&'a ir::Layout> {
    match field.ty.canonical() {
        Type::Record(key) if field.bit_width.is_none() => records.get(key.as_str())?.layout.as_ref(),
        _ => None,
    }
}

/// Where nameless types are found: record key to the member whose type it is.
pub fn nameless<'a>(records: &Records<'a>) -> BTreeMap<&'a str, Within> {
    let anonymous: BTreeSet<&str> = records
        .values()
        .flat_map(|r| r.layout.iter().flat_map(|layout| &layout.fields))
        .filter(|f| f.name.is_empty())
        .filter_map(|f| innermost(&f.ty).0)
        .collect();
    let mut found = BTreeMap::new();
    for record in records.values().filter(|r| !anonymous.contains(r.key.as_str())) {
        for Member { field, .. } in record.layout.iter().flat_map(|layout| members(layout, records)) {
            let inner = innermost(&field.ty).0.and_then(|key| records.get(key)).filter(|r| !r.spelled);
            if let Some(inner) = inner {
                let within = || Within { record: record.key.clone(), field: field.name.clone() };
                found.entry(inner.key.as_str()).or_insert_with(within);
            }
        }
    }
    found
}

/// How C code names a record's type: its key, or `__typeof__` of the member that it is the type of.
pub fn c_type(key: &str, records: &Records, nameless: &BTreeMap<&str, Within>) -> String {
    let (Some(within), Some(record)) = (nameless.get(key), records.get(key)) else { return key.to_owned() };
    if record.spelled {
        return key.to_owned();
    }
    let outer = c_type(&within.record, records, nameless);
    let layout = records.get(within.record.as_str()).and_then(|r| r.layout.as_ref());
    let members = layout.map(|layout| members(layout, records)).unwrap_or_default();
    let field = members.iter().find(|m| m.field.name == within.field);
    let mut member = format!("(({outer} *)0)->{}", within.field);
    for step in field.map(|m| innermost(&m.field.ty).1).unwrap_or_default() {
        // Parentheses, since what follows binds from the right: `(*p)[0]`.
        member = if step == Step::Pointer { format!("(*{member})") } else { format!("{member}[0]") };
    }
    format!("__typeof__({member})")
}

/// One level between a member and the record at its bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Array,
    Pointer,
}

/// The record at the bottom of arrays and pointers, and the steps to it.
fn innermost(ty: &Type) -> (Option<&str>, Vec<Step>) {
    let mut steps = Vec::new();
    let mut ty = ty;
    loop {
        ty = match ty.canonical() {
            Type::Array { of, .. } => {
                steps.push(Step::Array);
                of
            }
            Type::Pointer(to) => {
                steps.push(Step::Pointer);
                to
            }
            Type::Record(key) => return (Some(key), steps),
            _ => return (None, steps),
        }
    }
}

/// The largest record that goes through registers, where ctypes takes arrays of arrays for pointers.
const IN_REGISTERS: u64 = 16;

/// Whether every style can pass a record by value: libffi, which ctypes and CFFI's ABI mode call through, knows structs
/// of plain members at their natural places, and neither unions, bit-fields, packed or over-aligned ones.
pub fn passes_by_value(record: &ir::Record, records: &Records) -> bool {
    let Some(layout) = &record.layout else { return false };
    if record.kind == ir::RecordKind::Union || !record.spelled || layout.fields.is_empty() {
        return false;
    }
    let (mut at, mut widest) = (0, 1);
    for field in &layout.fields {
        let place =
            if field.name.is_empty() || field.bit_width.is_some() { None } else { place(&field.ty, records) };
        let Some((size, align)) = place else { return false };
        if layout.size <= IN_REGISTERS && (is_matrix(&field.ty) || is_long_double(&field.ty)) {
            return false;
        }
        at = u64::div_ceil(at, align) * align;
        if at * 8 != field.offset_bits {
            return false;
        }
        at += size;
        widest = widest.max(align);
    }
    u64::div_ceil(at, widest) * widest == layout.size && widest == layout.align
}

fn is_matrix(ty: &Type) -> bool {
    let Type::Array { of, .. } = ty.canonical() else { return false };
    matches!(of.canonical(), Type::Array { .. })
}

/// Alone in a struct it comes back in a register of its own (System V ABI for x86-64, 3.2.3), where libffi does not look.
fn is_long_double(ty: &Type) -> bool {
    match ty.canonical() {
        Type::Array { of, .. } => is_long_double(of),
        other => matches!(other, Type::Float(ir::FloatKind::LongDouble)),
    }
}

/// Natural size and alignment of a member, on LP64 targets; `None` where a style cannot pass it in a struct.
fn place(ty: &Type, records: &Records) -> Option<(u64, u64)> {
    let same = |size| Some((size, size));
    match ty.canonical() {
        Type::Bool | Type::Char { .. } => same(1),
        Type::Int(int) if int.bits <= 64 => same(u64::from(int.bits / 8)),
        Type::Wide(ir::WideKind::Char16) => same(2),
        Type::Wide(_) | Type::Float(ir::FloatKind::Float) | Type::Enum(_) => same(4),
        Type::Float(ir::FloatKind::Double) | Type::Pointer(_) => same(8),
        Type::Float(ir::FloatKind::LongDouble) => same(16),
        Type::Array { of, len: Some(len) } if *len > 0 => {
            place(of, records).map(|(size, align)| (size * len, align))
        }
        Type::Record(key) => {
            let record = records.get(key.as_str()).filter(|r| passes_by_value(r, records))?;
            record.layout.as_ref().map(|layout| (layout.size, layout.align))
        }
        _ => None,
    }
}
