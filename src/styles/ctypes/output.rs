//! What ctypes gives back to Python values: the expressions behind `return`, and the test for what callbacks raised.

use super::filled;
use super::kinds::{Kinds, enum_function};
use super::spell::{self, Spelling};
use crate::plan::{
    CallbackScope, FnResult, Freeing, Function, HandleId, OwnedValue, Param, Passing, Scalar, Value,
};

/// The C function's result as a Python value, `raw` being the expression that gives it.
pub fn result(spelling: &Spelling, kinds: &mut Kinds, value: &Value, raw: &str) -> String {
    match value {
        Value::Scalar(_) | Value::Record(_) => number(spelling, value, raw),
        _ => pointer(spelling, kinds, value, raw),
    }
}

/// What C left in the local of an out-parameter.
pub fn local(spelling: &Spelling, kinds: &mut Kinds, value: &Value, name: &str) -> String {
    match value {
        Value::Record(_) => name.to_owned(),
        Value::Scalar(s) if s.in_memory_only() => format!("{}.load({name})", kinds.of(spelling, value)),
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
        Value::Address { .. } | Value::FunctionPointer(None) => raw.to_owned(),
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
        let value = match (value, function.freed(OwnedValue::Result)) {
            (Value::Handle(id), Some(by)) => owned(spelling, *id, raw, by),
            (Value::Text, Some(_)) => format!("_tb_runtime.owned_text({raw}, {})", freeing(function)),
            _ => result(spelling, kinds, value, raw),
        };
        values.push(match held_by_result(function) {
            Some(callback) => format!("_tb_runtime.hold({value}, {callback})"),
            None => value,
        });
    }
    for (i, param) in function.params.iter().enumerate() {
        if let Passing::Buffer { item, capacity, count } = param.passing {
            values.push(filled::returned(function, param, item, &function.params[capacity], count));
        }
        if let Passing::Out(value) | Passing::InOut(value) = &param.passing {
            values.push(match (value, function.freed(OwnedValue::Out(i))) {
                (Value::Handle(id), Some(by)) => {
                    owned(spelling, *id, &format!("{}.value", param.py_name), by)
                }
                _ => local(spelling, kinds, value, &param.py_name),
            });
        }
    }
    values
}

/// The function that frees the text which a function returns.
pub fn freeing(function: &Function) -> String {
    format!("_tb_free_{}", function.symbol)
}

/// A handle that Python owns.
fn owned(spelling: &Spelling, id: HandleId, raw: &str, by: &Freeing) -> String {
    format!("_tb_runtime.owned({}, {raw}, _tb_fn_{})", spelling.handle(id), by.symbol)
}

/// The lines that make a handle of `_tb_result`, which Python then owns, where that is all that a function gives: a call
/// less than `owned`.
pub fn owned_lines(spelling: &Spelling, function: &Function) -> Option<Vec<String>> {
    let (id, by) = made(function)?;
    Some(vec![
        "    if not _tb_result:".to_owned(),
        "        return None".to_owned(),
        format!("    _tb_made = _tb_new_object({})", spelling.handle(id)),
        "    _tb_made._tb_address = _tb_result".to_owned(),
        format!("    _tb_made._tb_free = _tb_fn_{}", by.symbol),
        "    return _tb_made".to_owned(),
    ])
}

/// The handle that is all that a function gives, and what frees it.
pub fn made(function: &Function) -> Option<(HandleId, &Freeing)> {
    let FnResult::Value(Value::Handle(id)) = function.result else { return None };
    let by = function.freed(OwnedValue::Result)?;
    (function.n_returned() == 1 && held_by_result(function).is_none()).then_some((id, by))
}

/// The callback that lives as long as the handle that comes back.
fn held_by_result(function: &Function) -> Option<&str> {
    let is_held = |p: &&Param| p.callback.as_ref().is_some_and(|rule| rule.scope == CallbackScope::Result);
    function.params.iter().find(is_held).map(|p| p.py_name.as_str())
}

/// The test for an exception that a callback has left, and what raises it, after `release`.
pub fn waiting(function: &Function, release: &[String]) -> Vec<String> {
    let raised = "_tb_runtime.raise_waiting()";
    let discarded = discarded(function);
    if release.is_empty() && discarded.is_none() {
        return vec!["    if _tb_waiting:".to_owned(), format!("        {raised}")];
    }
    let mut lines = vec!["    if _tb_waiting and _tb_runtime.is_waiting():".to_owned()];
    lines.extend_from_slice(release);
    lines.extend(discarded.map(|(raw, free)| format!("        _tb_runtime.discard({raw}, {free})")));
    lines.push(format!("        {raised}"));
    lines
}

/// What Python would own, as an address, and the function that frees it, for when it gets an error instead.
pub fn discarded(function: &Function) -> Option<(String, String)> {
    let owned = function.discards()?;
    let free = if function.frees_text().is_some() {
        freeing(function)
    } else {
        format!("_tb_fn_{}", owned.by.symbol)
    };
    let raw = match owned.what {
        OwnedValue::Result => "_tb_result".to_owned(),
        OwnedValue::Out(i) => format!("{}.value", function.params[i].py_name),
    };
    Some((raw, free))
}
