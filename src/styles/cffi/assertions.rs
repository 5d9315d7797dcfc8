//! `_Static_assert` lines: the numbers that the plan relies on, which the C compiler checks.
//!
//! In: a plan. Out: lines of C.

use super::cdef::record_name;
use crate::ir::Language;
use crate::plan::{Constant, ConstantValue, Field, Plan, Record};
use crate::text::c::wide_integer;
use crate::text::literals::c_string;

/// What the generated C says about a macro's value; a pointer's, which `verdict` has read, is no constant expression.
const SAME: [&str; 6] = [
    "",
    "/* The value, and its sign: C compares -1 and an unsigned number as unsigned ones. */",
    "#define TB_NUMBER(macro, value) \\",
    "    __builtin_choose_expr(__builtin_classify_type(macro) == 5, value, macro)",
    "#define TB_SAME(macro, value) (TB_NUMBER(macro, value) == (value) \\",
    "    && (TB_NUMBER(macro, value) > 0) == ((value) > 0))",
];

/// `_Static_assert` lines: the numbers that the plan relies on. C++ headers cannot be asked from C.
pub fn assertions(plan: &Plan) -> Vec<String> {
    if plan.language == Language::Cxx {
        return Vec::new();
    }
    let records = plan.records.iter().flat_map(record_assertions);
    let members = plan.enums.iter().flat_map(|e| &e.members);
    let members = members.map(|m| assertion(&format!("{} == {}", m.c_name, literal(m.value)), &m.c_name));
    let constants: Vec<String> = plan.constants_that_hold().filter_map(constant_assertion).collect();
    let helpers = if constants.is_empty() { [].as_slice() } else { SAME.as_slice() };
    let helpers = helpers.iter().map(|&l| l.to_owned());
    records.chain(members).chain(helpers).chain(constants).collect()
}

fn record_assertions(r: &Record) -> Vec<String> {
    let name = record_name(r);
    let equals = |what: String, number: u64| assertion(&format!("{what} == {number}"), &what);
    let offset = |f: &Field| equals(format!("offsetof({name}, {})", f.c_name), f.offset);
    let whole = [equals(format!("sizeof({name})"), r.size), equals(format!("_Alignof({name})"), r.align)];
    // C has no word for the place of a bit-field.
    let members = r.fields.iter().filter(|f| f.bits.is_none()).map(offset);
    whole.into_iter().chain(members).collect()
}

fn constant_assertion(c: &Constant) -> Option<String> {
    let condition = match &c.value {
        ConstantValue::Int(value) => format!("TB_SAME({}, {})", c.c_name, literal(*value)),
        ConstantValue::Str(bytes) => format!("sizeof({}) == {}", c.c_name, bytes.len() + 1),
        // A comparison of floating numbers is no constant expression in C; `verdict` has read their values.
        ConstantValue::Float(_) => return None,
    };
    Some(assertion(&condition, &c.c_name))
}

/// A number as C has it.
fn literal(value: i128) -> String {
    match i64::try_from(value) {
        Ok(i64::MIN) => "(-9223372036854775807LL - 1)".into(),
        Ok(v) if i32::try_from(v).is_ok() && v != i64::from(i32::MIN) => v.to_string(),
        Ok(v) => format!("{v}LL"),
        Err(_) if u64::try_from(value).is_ok() => format!("{value}ULL"),
        Err(_) => wide_integer(value),
    }
}

fn assertion(condition: &str, subject: &str) -> String {
    format!("_Static_assert({condition}, {});", c_string(subject.as_bytes()))
}
