//! Records as `ctypes.Structure` classes and the description of their fields.

use super::construct;
use super::kinds::{Kinds, is_pointer};
use super::layout;
use super::spell::{Spelling, private_class};
use crate::ir::WideKind;
use crate::plan::{Bits, Compared, Record, Scalar, Value};
use crate::styles::shared::layout::{WIDTH, bracketed, indented};
use crate::styles::shared::{class_doc_lines, convert, docstring_of};
use crate::text::literals::py_string;
use serde::Serialize;

/// A class of the module.
#[derive(Serialize)]
pub struct ClassView {
    /// Its name.
    name: String,
    /// What it derives from: `_tb_runtime.Record`.
    base: &'static str,
    /// Docstring, `__slots__` and `_fields_`: indented lines.
    lines: Vec<String>,
    /// `_tb_class_Point = Point`, for places where its own name means something else; once or not at all.
    private: Vec<String>,
}

/// The exception, the handle classes, then the record classes, each after those it holds.
pub fn classes(spelling: &Spelling) -> Vec<ClassView> {
    let plan = spelling.plan;
    let exception = plan.exception.iter().map(|e| ClassView {
        name: e.py_name.clone(),
        base: "_tb_runtime.Error",
        lines: vec!["    \"\"\"A function of the library failed.\"\"\"".to_owned()],
        private: Vec::new(),
    });
    let slots = || vec!["    __slots__ = ()".to_owned()];
    let base = |id| if plan.owns(id) { "_tb_runtime.Owning" } else { "_tb_runtime.Handle" };
    let handles = plan
        .handles
        .iter()
        .enumerate()
        .map(|(id, h)| view(spelling, &h.py_name, base(id), &class_doc_lines(&h.key, &h.doc), slots()));
    let records = plan.records.iter().map(|r| {
        let lines = slots().into_iter().chain(layout::lines(spelling, r));
        let lines = lines.chain(construct::lines(spelling, r)).collect();
        view(spelling, &r.py_name, "_tb_runtime.Record", &class_doc_lines(&r.key, &r.doc), lines)
    });
    exception.chain(handles).chain(records).collect()
}

fn view(spelling: &Spelling, name: &str, base: &'static str, doc: &[String], body: Vec<String>) -> ClassView {
    let mut lines = indented(4, &docstring_of(doc));
    lines.push(String::new());
    lines.extend(body);
    let private = spelling.has_private_name(name).then(|| format!("{} = {name}", private_class(name)));
    ClassView { name: name.to_owned(), base, lines, private: private.into_iter().collect() }
}

/// `_tb_runtime.describe(…)` for one record; asks for the kinds of its fields.
pub fn description(spelling: &Spelling, kinds: &mut Kinds, record: &Record) -> Vec<String> {
    let mut lines = vec!["_tb_runtime.describe(".to_owned()];
    lines.push(format!("    {},", spelling.class(&record.py_name)));
    for index in 0..record.fields.len() {
        let args = field_args(spelling, kinds, record, index);
        lines.extend(bracketed(4, "_tb_runtime.Field(", &args, "),"));
    }
    let shared: Vec<String> = record
        .compared
        .iter()
        .filter_map(|c| match c {
            Compared::Field(_) => None,
            Compared::Bytes { offset, size } => Some(format!("({offset}, {size})")),
        })
        .collect();
    match shared.as_slice() {
        [] => {}
        [only] => lines.push(format!("    shared=({only},),")),
        many => lines.extend(bracketed(4, "shared=(", many, "),")),
    }
    lines.push(")".into());
    lines
}

/// `"next", _tb_p_s_node, pointer="struct node *"`.
fn field_args(spelling: &Spelling, kinds: &mut Kinds, record: &Record, index: usize) -> Vec<String> {
    let field = &record.fields[index];
    let mut args = vec![py_string(&field.py_name)];
    let mut at = (!layout::is_placed(record, index)).then_some(field.offset);
    match field.bits {
        Some(bits) => {
            let (kind, offset) = bit_field(spelling, kinds, record, &field.value, bits);
            args.push(kind);
            at = Some(offset);
        }
        None => args.push(kinds.member(spelling, &field.value, &field.ty)),
    }
    let last = args.len() - 1;
    args[last] = broken(&args[last]);
    args.extend(at.map(|offset| format!("at={offset}")));
    if field.c_name != field.py_name {
        args.push(format!("c_name={}", py_string(&field.c_name)));
    }
    if is_pointer(&field.value) {
        args.push(format!("pointer={}", py_string(&convert::pointer_shown(&field.ty))));
    }
    if field.is_const && !matches!(field.value, Value::Flexible { .. }) {
        args.push("const=True".into());
    }
    args
}

/// An argument that stands on a line of its own, `f(args)`, broken where it is too long even for that.
pub fn broken(arg: &str) -> String {
    match arg.split_once('(') {
        Some((function, inner)) if arg.len() + 9 > WIDTH => {
            let inner = inner.strip_suffix(')').unwrap_or(inner);
            format!("{function}(\n            {inner}\n        )")
        }
        _ => arg.to_owned(),
    }
}

/// `_tb_runtime.Bits(_tb_c_int, _tb_ctypes.c_uint8, 3, 5, signed=True)`, and where its bytes begin.
fn bit_field(
    spelling: &Spelling,
    kinds: &mut Kinds,
    record: &Record,
    value: &Value,
    bits: Bits,
) -> (String, u64) {
    let storage = layout::storage(record, bits);
    let kind = kinds.of(spelling, value);
    let signed = match value {
        Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. }) => int.signed,
        Value::Scalar(Scalar::Char { signed }) => *signed,
        Value::Scalar(Scalar::Wide(kind)) => *kind == WideKind::Wchar,
        _ => false,
    };
    let signed = if signed { ", signed=True" } else { "" };
    let (ctype, shift, width) = (storage.ctype, storage.shift, bits.width);
    (format!("_tb_runtime.Bits({kind}, {ctype}, {shift}, {width}{signed})"), storage.offset)
}
