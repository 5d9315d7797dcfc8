//! Macros and nameless enum constants as module attributes.

use super::parts::Part;
use super::scope::Scope;
use crate::plan::{Constant, ConstantValue};
use crate::text::literals::c_string;

/// The lines that add every constant.
pub fn lines(scope: &mut Scope) -> Vec<String> {
    if !scope.plan.constants.is_empty() {
        scope.needs.part(Part::AddObject);
    }
    scope.plan.constants.iter().flat_map(line).collect()
}

fn line(c: &Constant) -> [String; 3] {
    let value = match &c.value {
        ConstantValue::Int(v) => integer(*v),
        ConstantValue::Float(v) => format!("PyFloat_FromDouble({})", float(*v)),
        ConstantValue::Str(bytes) => {
            format!("PyUnicode_DecodeUTF8({}, {}, \"surrogateescape\")", c_string(bytes), bytes.len())
        }
    };
    let name = c_string(c.py_name.as_bytes());
    [format!("if (tb_add(module, {name}, {value}) < 0) {{"), "    return -1;".into(), "}".into()]
}

fn integer(value: i128) -> String {
    if let Ok(v) = i32::try_from(value) {
        format!("PyLong_FromLong({v})")
    } else if let Ok(v) = i64::try_from(value) {
        format!("PyLong_FromLongLong({})", super::enums::long_long(v))
    } else if let Ok(v) = u64::try_from(value) {
        format!("PyLong_FromUnsignedLongLong({v}ULL)")
    } else {
        format!("PyLong_FromString(\"{value}\", NULL, 10)")
    }
}

/// A C literal of the same double: Rust prints the shortest text that reads back.
fn float(value: f64) -> String {
    if value.is_nan() {
        "(double)NAN".into()
    } else if value.is_infinite() {
        if value > 0.0 { "(double)INFINITY".into() } else { "(double)-INFINITY".into() }
    } else {
        format!("{value:?}")
    }
}
