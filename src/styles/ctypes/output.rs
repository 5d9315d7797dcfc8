//! What ctypes gives back to Python values: the expressions behind `return`, and the tests for failure.

use super::classes::is_over_aligned;
use super::kinds::{Kinds, enum_function};
use super::spell::{self, Spelling};
use crate::plan::{ErrorRule, ErrorTest, FnResult, Function, Passing, Raises, Scalar, Value};

/// The C function's result as a Python value, `raw` being the expression that gives it.
pub fn result(spelling: &Spelling, kinds: &mut Kinds, value: &Value, raw: &str) -> String {
    match value {
        Value::Record(id) if is_over_aligned(&spelling.plan.records[*id]) => {
            format!("_tb_runtime.own({raw})")
        }
        Value::Scalar(_) | Value::Record(_) => number(spelling, value, raw),
        _ => pointer(spelling, kinds, value, raw),
    }
}

/// What C left in the local of an out-parameter.
pub fn local(spelling: &Spelling, kinds: &mut Kinds, value: &Value, name: &str) -> String {
    match value {
        Value::Record(_) => name.to_owned(),
        Value::Scalar(_) => number(spelling, value, &format!("{name}.value")),
        _ => pointer(spelling, kinds, value, &format!("{name}.value")),
    }
}

fn number(spelling: &Spelling, value: &Value, raw: &str) -> String {
    match value {
        Value::Scalar(Scalar::Enum { id: Some(id), .. }) => {
            format!("{}({raw})", enum_function(&spelling.plan.enums[*id].py_name))
        }
        Value::Scalar(s) if spell::is_number_of_character(*s) => format!("_tb_chr({raw})"),
        _ => raw.to_owned(),
    }
}

fn pointer(spelling: &Spelling, kinds: &mut Kinds, value: &Value, raw: &str) -> String {
    match value {
        Value::Text => format!("_tb_convert.from_text({raw})"),
        Value::Address { .. } | Value::FunctionPointer(_) => raw.to_owned(),
        Value::Handle(id) => format!("_tb_runtime.handle({}, {raw})", spelling.handle(*id)),
        Value::RecordPointer { record, .. } => {
            format!("_tb_runtime.view({}, {raw})", spelling.record(*record))
        }
        _ => format!("{}.out({raw})", kinds.of(spelling, value)),
    }
}

/// The values that a call gives back, as expressions.
pub fn returned(spelling: &Spelling, kinds: &mut Kinds, function: &Function, raw: &str) -> Vec<String> {
    let mut values = Vec::new();
    if let FnResult::Value(value) = &function.result {
        values.push(result(spelling, kinds, value, raw));
    }
    for param in function.outputs() {
        if let Passing::Out(value) | Passing::InOut(value) = &param.passing {
            values.push(local(spelling, kinds, value, &param.py_name));
        }
    }
    values
}

/// `if _tb_result < 0:` and what is raised, after `release`.
pub fn failure(rule: &ErrorRule, release: &[String]) -> Vec<String> {
    let test = match &rule.test {
        ErrorTest::Nonzero => "_tb_result != 0".to_owned(),
        ErrorTest::Negative => "_tb_result < 0".to_owned(),
        ErrorTest::Null => "_tb_result is None".to_owned(),
        ErrorTest::NotIn(good) => match good.as_slice() {
            [one] => format!("_tb_result != {one}"),
            many => {
                let codes: Vec<String> = many.iter().map(i64::to_string).collect();
                format!("_tb_result not in ({})", codes.join(", "))
            }
        },
    };
    let code = if rule.test == ErrorTest::Null { "0" } else { "_tb_result" };
    let raised = match rule.raises {
        Raises::Exception => format!("_tb_failure({code})"),
        Raises::Errno => "_tb_runtime.os_error()".to_owned(),
    };
    let mut lines = vec![format!("    if {test}:")];
    lines.extend_from_slice(release);
    lines.push(format!("        raise {raised}"));
    lines
}
