//! Macros and nameless enum constants as module attributes.

use super::parts::Part;
use super::scope::Scope;
use crate::ir::Language;
use crate::plan::{Constant, ConstantValue, Plan};
use crate::styles::shared::C_HEADER;
use crate::text::literals::c_string;
use serde::Serialize;

/// The view of `constants.c`: many constants are tables, which compile in no time.
#[derive(Serialize)]
pub struct ConstantsView {
    /// First line.
    header: &'static str,
    /// Whether there are integers.
    has_numbers: bool,
    /// Rows of those that fit into a `long long`.
    numbers: Vec<String>,
    /// Whether there are strings.
    has_strings: bool,
    /// Rows of the strings: name, bytes, count.
    strings: Vec<String>,
    /// Lines that add the others.
    others: Vec<String>,
}

/// The constants as tables.
pub fn table(plan: &Plan) -> ConstantsView {
    let (mut numbers, mut strings, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for c in &plan.constants {
        let name = c_string(c.py_name.as_bytes());
        match &c.value {
            ConstantValue::Int(v) => match i64::try_from(*v) {
                Ok(v) => numbers.push(format!("{{{name}, {}}},", super::enums::long_long(v))),
                Err(_) => others.extend(line(c, plan.language)),
            },
            ConstantValue::Str(bytes) => {
                strings.push(format!("{{{name}, {}, {}}},", c_string(bytes), bytes.len()));
            }
            ConstantValue::Float(_) => others.extend(line(c, plan.language)),
        }
    }
    ConstantsView {
        header: C_HEADER,
        has_numbers: !numbers.is_empty(),
        numbers,
        has_strings: !strings.is_empty(),
        strings,
        others,
    }
}

/// The lines that add every constant.
pub fn lines(scope: &mut Scope) -> Vec<String> {
    if !scope.plan.constants.is_empty() {
        scope.needs.part(Part::AddObject);
    }
    let language = scope.plan.language;
    scope.plan.constants.iter().flat_map(|c| line(c, language)).collect()
}

fn line(c: &Constant, language: Language) -> [String; 3] {
    let value = match &c.value {
        ConstantValue::Int(v) => integer(*v),
        // No static assertion can look at it, so the value is the header's own.
        ConstantValue::Float(_) if language == Language::C => {
            format!("PyFloat_FromDouble((double)({}))", c.c_name)
        }
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
        "Py_NAN".into()
    } else if value.is_infinite() {
        if value > 0.0 { "Py_HUGE_VAL".into() } else { "-Py_HUGE_VAL".into() }
    } else {
        format!("{value:?}")
    }
}
