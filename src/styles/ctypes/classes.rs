//! Records as `ctypes.Structure` classes and the description of their fields.

use super::kinds::{Kinds, is_pointer};
use super::spell::{Spelling, private_class};
use crate::plan::{Field, Plan, Record, Value};
use crate::styles::shared::layout::{WIDTH, bracketed, exploded, indented};
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
    let handles = plan
        .handles
        .iter()
        .map(|h| view(spelling, &h.py_name, "_tb_runtime.Handle", &class_doc_lines(&h.key, &h.doc), slots()));
    let records = plan.records.iter().map(|r| {
        let lines = slots().into_iter().chain(fields(spelling, r)).chain(constructor(r)).collect();
        view(spelling, &r.py_name, "_tb_runtime.Record", &class_doc_lines(&r.key, &r.doc), lines)
    });
    exception.chain(handles).chain(records).collect()
}

/// What an allocator gives is aligned for every type of C's own, which is 16 bytes at most.
const ALLOCATED: u64 = 16;

/// `__new__` where an instance wants more alignment than it would get.
fn constructor(record: &Record) -> Vec<String> {
    if !is_over_aligned(record) {
        return Vec::new();
    }
    let body = format!("        return _tb_runtime.aligned(cls, {})", record.align);
    vec![String::new(), "    def __new__(cls, /, *values, **named):".into(), body]
}

/// Whether ctypes alone would give an instance too little alignment.
pub fn is_over_aligned(record: &Record) -> bool {
    record.align > ALLOCATED
}

fn view(spelling: &Spelling, name: &str, base: &'static str, doc: &[String], body: Vec<String>) -> ClassView {
    let mut lines = indented(4, &docstring_of(doc));
    lines.push(String::new());
    lines.extend(body);
    let private = spelling.has_private_name(name).then(|| format!("{} = {name}", private_class(name)));
    ClassView { name: name.to_owned(), base, lines, private: private.into_iter().collect() }
}

/// `_fields_`, with every hole as a member where ctypes would put the members elsewhere.
fn fields(spelling: &Spelling, record: &Record) -> Vec<String> {
    if is_natural(spelling.plan, record) {
        return field_list(&natural_fields(spelling, record));
    }
    let mut lines = vec!["    _pack_ = 1  # the compiler's layout, spelled out".to_owned()];
    lines.extend(field_list(&padded_fields(spelling, record)));
    lines
}

fn field_list(fields: &[String]) -> Vec<String> {
    let short = match fields {
        [] => "    _fields_ = ()".to_owned(),
        [only] => format!("    _fields_ = ({only},)"),
        _ => return exploded(4, "_fields_ = (", fields, ")"),
    };
    if short.len() <= WIDTH { vec![short] } else { exploded(4, "_fields_ = (", fields, ")") }
}

fn natural_fields(spelling: &Spelling, record: &Record) -> Vec<String> {
    record.fields.iter().map(|f| raw_field(&f.c_name, &spelling.member(&f.value))).collect()
}

/// The members with every hole as a member of its own.
fn padded_fields(spelling: &Spelling, record: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    for field in &record.fields {
        lines.extend(hole(lines.len(), at, field.offset));
        lines.push(raw_field(&field.c_name, &spelling.member(&field.value)));
        at = field.offset + field.size;
    }
    lines.extend(hole(lines.len(), at, record.size));
    lines
}

fn hole(number: usize, from: u64, to: u64) -> Option<String> {
    let size = to.checked_sub(from).filter(|size| *size > 0)?;
    Some(raw_field(&format!("_tb_hole{number}"), &format!("_tb_ctypes.c_char * {size}")))
}

fn raw_field(name: &str, ctype: &str) -> String {
    format!("({}, {ctype})", py_string(name))
}

/// Whether ctypes would lay the record out as the compiler did.
fn is_natural(plan: &Plan, record: &Record) -> bool {
    let (mut at, mut align) = (0, 1);
    for field in &record.fields {
        let own = alignment(plan, &field.value);
        if at_multiple(at, own) != field.offset {
            return false;
        }
        at = field.offset + field.size;
        align = align.max(own);
    }
    at_multiple(at, align) == record.size
}

fn at_multiple(at: u64, align: u64) -> u64 {
    at.div_ceil(align) * align
}

/// The alignment that ctypes gives a member, on LP64 targets.
fn alignment(plan: &Plan, value: &Value) -> u64 {
    match value {
        Value::Scalar(s) => convert::buffer_kind(*s).1,
        Value::Array { of, .. } => alignment(plan, of),
        Value::Record(id) => {
            let record = &plan.records[*id];
            let members = record.fields.iter().map(|f| alignment(plan, &f.value));
            if is_natural(plan, record) { members.max().unwrap_or(1) } else { 1 }
        }
        _ => 8,
    }
}

/// `_tb_runtime.describe(…)` for one record; asks for the kinds of its fields.
pub fn description(spelling: &Spelling, kinds: &mut Kinds, record: &Record) -> Vec<String> {
    let mut lines = vec!["_tb_runtime.describe(".to_owned()];
    lines.push(format!("    {},", spelling.class(&record.py_name)));
    for field in &record.fields {
        let args = field_args(spelling, kinds, field);
        lines.extend(bracketed(4, "_tb_runtime.Field(", &args, "),"));
    }
    lines.push(")".into());
    lines
}

/// `"next", _tb_p_s_node, pointer="struct node *"`.
fn field_args(spelling: &Spelling, kinds: &mut Kinds, field: &Field) -> Vec<String> {
    let mut args = vec![py_string(&field.py_name), kinds.member(spelling, &field.value, &field.ty)];
    if field.c_name != field.py_name {
        args.push(format!("c_name={}", py_string(&field.c_name)));
    }
    if is_pointer(&field.value) {
        args.push(format!("pointer={}", py_string(&convert::pointer_shown(&field.ty))));
    }
    if field.is_const {
        args.push("const=True".into());
    }
    args
}
