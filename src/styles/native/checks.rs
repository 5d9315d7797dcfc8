//! What the generated C takes for granted about the library, as static assertions: the numbers in the plan are what
//! this compiler says too, or the module is not built.

use super::enums::long_long;
use crate::ir::Language;
use crate::plan::{Constant, ConstantKind, ConstantValue, Field, Plan, Record};
use crate::text::c::wide_integer;
use crate::text::literals::c_string;

/// The macro that numbers are asked through: where a header says `#define X ((callback)-1)`, X is a pointer, which no
/// constant expression can look at.
const NUMBER: &str = "#define TB_NUMBER(x, otherwise) \\\n    \
                      __builtin_choose_expr(__builtin_classify_type(x) == 5 /* pointer */, (otherwise), (x))";

/// The lines of the block. A C++ header cannot be read here; what the shim takes for granted its compiler checks.
pub fn checks(plan: &Plan) -> Vec<String> {
    if plan.language == Language::Cxx {
        return Vec::new();
    }
    let named = |r: &&Record| r.spelled || r.within.is_some();
    let records = plan.records.iter().filter(named).flat_map(record);
    let enums = plan.enums.iter().flat_map(|e| e.members.iter().map(|m| integer(&m.c_name, m.value, false)));
    let constants: Vec<String> = plan.constants_that_hold().filter_map(constant).collect();
    let number = constants.iter().any(|c| c.contains("TB_NUMBER")).then(|| NUMBER.to_owned());
    records.chain(enums).chain(number).chain(constants).collect()
}

fn record(r: &Record) -> Vec<String> {
    let (key, ty) = (&r.key, &r.c_type);
    let mut lines = vec![
        assertion(&format!("sizeof({ty}) == {}", r.size), key),
        assertion(&format!("_Alignof({ty}) == {}", r.align), key),
    ];
    let offset = |f: &Field| {
        assertion(&format!("offsetof({ty}, {}) == {}", f.c_name, f.offset), &format!("{key}.{}", f.c_name))
    };
    // C does not tell where a bit-field lies; it is reached by its name only.
    lines.extend(r.fields.iter().filter(|f| f.bits.is_none()).map(offset));
    lines
}

/// A floating constant is no constant expression; the module takes its value from the header.
fn constant(c: &Constant) -> Option<String> {
    match &c.value {
        ConstantValue::Int(value) => Some(integer(&c.c_name, *value, c.kind == ConstantKind::Macro)),
        ConstantValue::Float(_) => None,
        ConstantValue::Str(bytes) => {
            Some(assertion(&format!("sizeof({}) == {}", c.c_name, bytes.len() + 1), &c.c_name))
        }
    }
}

/// C compares a negative and an unsigned number as unsigned ones, so the sign is asked for as well.
fn integer(name: &str, value: i128, may_be_pointer: bool) -> String {
    let number = |literal: &str| {
        if may_be_pointer { format!("TB_NUMBER({name}, {literal})") } else { format!("({name})") }
    };
    let condition = match i64::try_from(value) {
        Ok(v) if v < 0 => {
            let (literal, number) = (long_long(v), number(&long_long(v)));
            format!("{number} < 0 && {number} == {literal}")
        }
        Ok(v) if v <= i64::from(i32::MAX) => format!("{} == {v}", number(&v.to_string())),
        Ok(v) => format!("{} == {v}LL", number(&format!("{v}LL"))),
        Err(_) => {
            let is_word = u64::try_from(value).is_ok();
            let literal = if is_word { format!("{value}ULL") } else { wide_integer(value) };
            let number = number(&literal);
            let sign = if value < 0 { '<' } else { '>' };
            format!("{number} {sign} 0 && {number} == {literal}")
        }
    };
    assertion(&condition, name)
}

fn assertion(condition: &str, about: &str) -> String {
    format!("_Static_assert({condition}, {});", c_string(about.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: i128, may_be_pointer: bool, expected: &str) {
        assert_eq!(integer("X", value, may_be_pointer), format!("_Static_assert({expected}, \"X\");"));
    }

    #[test]
    fn integers() {
        check(5, false, "(X) == 5");
        check(5, true, "TB_NUMBER(X, 5) == 5");
        check(-1, false, "(X) < 0 && (X) == -1LL");
        check(1 << 40, false, "(X) == 1099511627776LL");
        check(u64::MAX.into(), false, "(X) > 0 && (X) == 18446744073709551615ULL");
    }
}
