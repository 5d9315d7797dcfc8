//! Constructors of records that hold numbers only: each with its own parameters, which costs half of what the way by the
//! description of the fields does, and is what `inspect.signature` shows.

use super::input;
use super::layout;
use super::spell::Spelling;
use crate::plan::{Field, Record, Scalar, Value};
use crate::styles::shared::layout::{WIDTH, bracketed};

/// So many parameters are read at a glance.
const MOST: usize = 16;

/// `def __init__(self, x=0.0, y=0.0):`, as the lines of a class body; none for a record that the general one sets.
pub fn lines(spelling: &Spelling, record: &Record) -> Vec<String> {
    if !has_own(spelling, record) {
        return Vec::new();
    }
    let mut params = vec!["self".to_owned()];
    params.extend(record.fields.iter().map(|f| format!("{}={}", f.py_name, zero(f).unwrap_or("0"))));
    let mut lines = vec![String::new()];
    lines.extend(bracketed(4, "def __init__(", &params, "):"));
    // The parameters are those of this function.
    let inside = Spelling::new(spelling.plan, true);
    for (i, f) in record.fields.iter().enumerate() {
        let Value::Scalar(scalar) = f.value else { continue };
        let what = format!("{}.{}", record.py_name, f.py_name);
        lines.extend(input::member_lines(&inside, scalar, &f.py_name, &what, 8));
        lines.push(format!("        {}(self, {})", setter(record, i), f.py_name));
    }
    lines
}

/// `_tb_set_0_Point = Point.x.raw.__set__`, for each field: ctypes' own way to set it.
pub fn setters(spelling: &Spelling, record: &Record) -> Vec<String> {
    if !has_own(spelling, record) {
        return Vec::new();
    }
    (0..record.fields.len()).map(|i| definition(record, i)).collect()
}

fn setter(record: &Record, index: usize) -> String {
    format!("_tb_set_{index}_{}", record.py_name)
}

fn definition(record: &Record, index: usize) -> String {
    format!("{} = {}.{}.raw.__set__", setter(record, index), record.py_name, record.fields[index].py_name)
}

/// Whether each field is a plain number, in a place of its own and under its own name.
fn has_own(spelling: &Spelling, record: &Record) -> bool {
    let is_plain = |f: &Field| {
        zero(f).is_some()
            && f.bits.is_none()
            && !f.is_const
            && !f.overlaps
            && f.c_name == f.py_name
            && !f.py_name.starts_with("__")
            && f.py_name != "self"
    };
    (1..=MOST).contains(&record.fields.len())
        && !spelling.has_private_name(&record.py_name)
        && record.fields.iter().all(is_plain)
        && (0..record.fields.len()).all(|i| layout::is_placed(record, i))
        && (0..record.fields.len()).all(|i| definition(record, i).len() <= WIDTH)
}

/// What a field is that nothing was given for, as Python writes it.
fn zero(field: &Field) -> Option<&'static str> {
    match field.value {
        Value::Scalar(s) if s.in_memory_only() => None,
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }) => Some("0"),
        Value::Scalar(Scalar::Float(_)) => Some("0.0"),
        Value::Scalar(Scalar::Bool) => Some("False"),
        _ => None,
    }
}
