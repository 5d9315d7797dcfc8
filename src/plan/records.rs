//! Struct classes and handles.

use super::kinds::Kinds;
use super::names::Names;
use super::{Field, Handle, Record, Value};
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
            py_name,
            aliases,
            kind: r.kind,
            size: layout.size,
            align: layout.align,
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
    let field = |f: &ir::Field| {
        let value = kinds.field_value(&f.ty).ok()?;
        let mut py_name = python_name(&f.name);
        while RESERVED_FIELDS.contains(&py_name.as_str()) || !taken.insert(py_name.clone()) {
            py_name.push('_');
        }
        Some(Field {
            c_name: f.name.clone(),
            py_name,
            ty: f.ty.clone(),
            value,
            offset: f.offset_bits / 8,
            size: kinds.size_of(&f.ty),
            is_const: f.ty.is_const(),
            doc: f.doc.clone(),
        })
    };
    layout.fields.iter().filter_map(field).collect()
}

fn holds_pointer(value: &Value, done: &[Record]) -> bool {
    match value {
        Value::Scalar(_) => false,
        Value::Record(id) => done[*id].has_pointers,
        Value::Array { of, .. } => holds_pointer(of, done),
        _ => true,
    }
}
