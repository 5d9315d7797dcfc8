//! What the generated C takes for granted about the library, as static assertions: the numbers in the plan are what
//! this compiler says too, or the module is not built.

use super::enums::long_long;
use crate::ir::Language;
use crate::plan::{Constant, ConstantValue, Plan, Record};

/// The lines of the block. C++ declarations cannot be named here; the shim, which can, is compiled with them.
pub fn checks(plan: &Plan) -> Vec<String> {
    if plan.language == Language::Cxx {
        return Vec::new();
    }
    let records = plan.records.iter().filter(|r| r.spelled).flat_map(record);
    let enums = plan.enums.iter().flat_map(|e| e.members.iter().map(|m| integer(&m.c_name, m.value)));
    let constants = plan.constants.iter().flat_map(constant);
    records.chain(enums).chain(constants).collect()
}

fn record(r: &Record) -> Vec<String> {
    let mut lines = vec![
        assertion(&format!("sizeof({}) == {}", r.key, r.size)),
        assertion(&format!("_Alignof({}) == {}", r.key, r.align)),
    ];
    let offset =
        |f: &crate::plan::Field| assertion(&format!("offsetof({}, {}) == {}", r.key, f.c_name, f.offset));
    lines.extend(r.fields.iter().map(offset));
    lines
}

fn constant(c: &Constant) -> Vec<String> {
    match &c.value {
        ConstantValue::Int(value) => vec![integer(&c.c_name, *value)],
        ConstantValue::Float(_) => Vec::new(),
        ConstantValue::Str(bytes) => vec![assertion(&format!("sizeof({}) == {}", c.c_name, bytes.len() + 1))],
    }
}

/// C compares a negative and an unsigned number as unsigned ones, so the sign is asked for as well.
fn integer(name: &str, value: i128) -> String {
    match i64::try_from(value) {
        Ok(v) if v < 0 => assertion(&format!("({name}) < 0 && ({name}) == {}", long_long(v))),
        Ok(v) if v <= i64::from(i32::MAX) => assertion(&format!("({name}) == {v}")),
        Ok(v) => assertion(&format!("({name}) == {v}LL")),
        Err(_) => assertion(&format!("({name}) > 0 && ({name}) == {value}ULL")),
    }
}

fn assertion(condition: &str) -> String {
    format!("_Static_assert({condition}, {});", crate::text::literals::c_string(condition.as_bytes()))
}
