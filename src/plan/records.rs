//! Struct classes and handles.

use super::kinds::Kinds;
use super::names::Names;
use super::shapes::Member;
use super::{Bits, Compared, Field, Handle, Record, Value};
use crate::ir;
use crate::text::names::python_name;
use std::collections::BTreeSet;

/// Names that a record's own machinery keeps; a field called so would hide what the contract promises.
const RESERVED_FIELDS: [&str; 1] = ["cvar"];

/// The struct classes, each after those it holds by value.
pub fn records(kinds: &Kinds, names: &Names) -> Vec<Record> {
    let mut out: Vec<Record> = Vec::new();
    for r in kinds.record_order() {
        let Some(layout) = &r.layout else { continue };
        let fields = fields(layout, kinds);
        let has_pointers = fields.iter().any(|f| holds_pointer(&f.value, &out));
        let (py_name, aliases) = names.class(&r.key);
        out.push(Record {
            key: r.key.clone(),
            spelled: r.spelled,
            c_type: kinds.c_type(&r.key),
            within: kinds.within(&r.key).filter(|_| !r.spelled).cloned(),
            py_name,
            aliases,
            kind: r.kind,
            size: layout.size,
            align: layout.align,
            compared: compared(r.kind, layout.size, &fields),
            by_value: kinds.passes_by_value(r),
            fields,
            has_pointers,
            doc: r.doc.clone(),
            span: r.span.clone(),
        });
    }
    out
}

/// The handle classes.
pub fn handles(kinds: &Kinds, names: &Names) -> Vec<Handle> {
    let handle = |r: &&ir::Record| {
        let (py_name, aliases) = names.class(&r.key);
        Handle { key: r.key.clone(), py_name, aliases, doc: r.doc.clone(), span: r.span.clone() }
    };
    kinds.handle_order().iter().map(handle).collect()
}

fn fields(layout: &ir::Layout, kinds: &Kinds) -> Vec<Field> {
    let mut taken = BTreeSet::new();
    let field = |m: &Member| {
        let f = m.field;
        let value = kinds.member_value(f).ok()?;
        let mut py_name = python_name(&f.name);
        while RESERVED_FIELDS.contains(&py_name.as_str()) || !taken.insert(py_name.clone()) {
            py_name.push('_');
        }
        let bits = f.bit_width.map(|width| Bits { first: m.first_bit, width });
        Some(Field {
            c_name: f.name.clone(),
            py_name,
            ty: f.ty.clone(),
            value,
            offset: m.first_bit / 8,
            size: bits.map_or_else(|| kinds.size_of(&f.ty), touched),
            bits,
            overlaps: false,
            is_const: f.ty.is_const(),
            doc: f.doc.clone(),
        })
    };
    let mut fields: Vec<Field> = kinds.members(layout).iter().filter_map(field).collect();
    mark_overlaps(&mut fields);
    fields
}

/// The bytes that a bit-field's bits touch.
fn touched(bits: Bits) -> u64 {
    (bits.first % 8 + u64::from(bits.width)).div_ceil(8)
}

/// First bit and the bit after the last.
fn extent(f: &Field) -> (u64, u64) {
    f.bits.map_or((f.offset * 8, (f.offset + f.size) * 8), |b| (b.first, b.first + u64::from(b.width)))
}

/// Members that share bits lie in a union.
fn mark_overlaps(fields: &mut [Field]) {
    let mut order: Vec<usize> = (0..fields.len()).filter(|i| fields[*i].size > 0).collect();
    order.sort_by_key(|i| extent(&fields[*i]));
    let mut furthest: Option<usize> = None;
    for i in order {
        if let Some(before) = furthest.filter(|j| extent(&fields[*j]).1 > extent(&fields[i]).0) {
            (fields[before].overlaps, fields[i].overlaps) = (true, true);
        }
        if furthest.is_none_or(|j| extent(&fields[i]).1 > extent(&fields[j]).1) {
            furthest = Some(i);
        }
    }
}

/// What `==` looks at: a union's bytes, and each other member.
fn compared(kind: ir::RecordKind, size: u64, fields: &[Field]) -> Vec<Compared> {
    if kind == ir::RecordKind::Union {
        return vec![Compared::Bytes { offset: 0, size }];
    }
    let mut out: Vec<Compared> = Vec::new();
    for (i, f) in fields.iter().enumerate().filter(|(_, f)| f.size > 0) {
        let (start, end) = (f.offset, f.offset + f.size);
        match out.last_mut() {
            _ if !f.overlaps => out.push(Compared::Field(i)),
            // The next alternative of a union begins before the last one's end, or before its last member.
            Some(Compared::Bytes { offset, size }) if start < *offset + *size => {
                let last = end.max(*offset + *size);
                *offset = start.min(*offset);
                *size = last - *offset;
            }
            _ => out.push(Compared::Bytes { offset: start, size: end - start }),
        }
    }
    out
}

fn holds_pointer(value: &Value, done: &[Record]) -> bool {
    match value {
        Value::Scalar(_) | Value::Flexible { .. } => false,
        Value::Record(id) => done[*id].has_pointers,
        Value::Array { of, .. } => holds_pointer(of, done),
        _ => true,
    }
}
