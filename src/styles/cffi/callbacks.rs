//! Function types that Python callables stand for: what C calls, and how a function that C gave is called.
//!
//! In: a callback of the plan. Out: the slots of its template, and the expressions for parameters with a rule of their
//! own.

use super::expr::{Expr, definition, statement};
use super::kinds;
use super::scope::Scope;
use crate::plan::{Callback, CallbackId, CallbackRule, CallbackScope, Function, Scalar, Value};
use crate::styles::shared::ranges;
use crate::text::literals::py_string;
use serde::Serialize;

/// The view of a callback.
#[derive(Debug, Serialize)]
pub struct CallbackView {
    /// Its name.
    name: String,
    /// How C spells it, as a comment.
    comment: String,
    /// `def _tb_enter(_tb_1):`.
    enter: Vec<String>,
    /// The runtime's dict of waiting exceptions, and the function that ends a call while one waits.
    waiting: Waiting,
    /// Whether the last result is kept.
    keeps: bool,
    /// Calls the Python function.
    run: Vec<String>,
    /// `def _tb_call_NAME(_tb_f, _tb_1, /):`.
    call: Vec<String>,
    /// Whether a conversion can fail.
    guarded: bool,
    /// Converts and calls.
    body: Vec<String>,
    /// `raise _tb_explain(…)`.
    explain: Vec<String>,
    /// `return …`.
    result: Vec<String>,
}

/// Names of the runtime.
#[derive(Debug, Serialize)]
struct Waiting {
    /// The dict.
    all: String,
    /// Ends a call.
    stop: String,
    /// Raises.
    raise: String,
}

/// The view of one callback.
pub fn view(scope: &mut Scope<'_>, callback: &Callback) -> CallbackView {
    let names: Vec<String> = (1..=callback.params.len()).map(|i| format!("_tb_{i}")).collect();
    let waiting = Waiting {
        all: scope.runtime("WAITING"),
        stop: scope.runtime("stop"),
        raise: scope.runtime("raise_waiting"),
    };
    let (guarded, body, explain) = call_lines(scope, callback, &names);
    let first = [vec!["_tb_f".to_owned()], names.clone(), vec!["/".to_owned()]].concat();
    let result = callback.result.iter().flat_map(|value| {
        let raw = kinds::exact(scope, value, &callback.ty.ret, Expr::text("_tb_result"));
        let expr = kinds::result(scope, value, raw, &[]);
        statement(4, "return ", &expr, "")
    });
    CallbackView {
        name: callback.name.clone(),
        comment: callback.c_type.clone(),
        result: result.collect(),
        enter: definition(4, "_tb_enter", &names),
        keeps: callback.result.as_ref().is_some_and(is_pointer),
        run: run_lines(scope, callback, &names),
        waiting,
        call: definition(0, &format!("_tb_call_{}", callback.name), &first),
        guarded,
        body,
        explain,
    }
}

fn is_pointer(value: &Value) -> bool {
    !matches!(value, Value::Scalar(_) | Value::Record(_))
}

/// Calls the Python function with what C gave, and converts what it returns.
fn run_lines(scope: &mut Scope<'_>, callback: &Callback, names: &[String]) -> Vec<String> {
    let given = callback.params.iter().zip(&callback.ty.params).zip(names);
    let args: Vec<Expr> = given
        .map(|((value, ty), name)| {
            // What C passes by value is gone when the callback returns.
            if let Value::Record(id) = value {
                let class = kinds::record_class(scope, *id, &[]);
                return Expr::call(scope.runtime("copied"), &[&class, name]);
            }
            let raw = kinds::exact(scope, value, ty, Expr::text(name));
            kinds::result(scope, value, raw, &[])
        })
        .collect();
    let called = Expr::Call { head: "_tb_function".to_owned(), args };
    let what = Expr::Text(py_string(&format!("{}() result", callback.name)));
    match &callback.result {
        None => statement(8, "", &called, ""),
        Some(Value::Scalar(Scalar::Bool)) => {
            statement(8, "return ", &Expr::Call { head: scope.builtin("bool"), args: vec![called] }, "")
        }
        Some(value) if is_pointer(value) => {
            let kind = kinds::kind(scope, value);
            let args = vec![Expr::text("_tb_last"), Expr::Text(kind), called, what];
            statement(8, "return ", &Expr::Call { head: scope.runtime("kept_result"), args }, "")
        }
        Some(value) => {
            let head = kinds::check(scope, value).unwrap_or_default();
            let int = match value {
                Value::Scalar(Scalar::Int(int)) if int.bits <= 32 => *int,
                _ => return statement(8, "return ", &Expr::Call { head, args: vec![called, what] }, ""),
            };
            // Most callables give an int that fits, and that is soon seen.
            let (low, high) = ranges::quick_range(int);
            let kind = format!("{}(_tb_result) is {}", scope.builtin("type"), scope.builtin("int"));
            let mut lines = statement(8, "_tb_result = ", &called, "");
            lines.push(format!("        if {kind} and {low} <= _tb_result <= {high}:"));
            lines.push("            return _tb_result".to_owned());
            let args = vec![Expr::text("_tb_result"), what];
            lines.extend(statement(8, "return ", &Expr::Call { head, args }, ""));
            lines
        }
    }
}

/// Calls a function that C gave.
fn call_lines(
    scope: &mut Scope<'_>,
    callback: &Callback,
    names: &[String],
) -> (bool, Vec<String>, Vec<String>) {
    let mut args: Vec<Expr> =
        callback.params.iter().zip(names).map(|(v, name)| kinds::argument(scope, v, name, &[])).collect();
    let checks: Vec<Expr> = (1..)
        .zip(callback.params.iter().zip(names))
        .filter_map(|(i, (value, name))| {
            let what = py_string(&format!("{}() argument {i}", callback.name));
            let check = kinds::check(scope, value)?;
            Some(Expr::Tuple(vec![Expr::text(name), Expr::Text(what), Expr::Text(check)]))
        })
        .collect();
    let guarded = !checks.is_empty();
    let indent = if guarded { 8 } else { 4 };
    let mut lines = Vec::new();
    if callback.result == Some(Value::Text) {
        // Text that comes back may lie in an argument.
        for (i, arg) in args.iter_mut().enumerate() {
            let kept = format!("_tb_kept_{}", i + 1);
            lines.extend(statement(indent, &format!("{kept} = "), arg, ""));
            *arg = Expr::Text(kept);
        }
    }
    let before = if callback.result.is_some() { "_tb_result = " } else { "" };
    lines.extend(statement(indent, before, &Expr::Call { head: "_tb_f".to_owned(), args }, ""));
    if !guarded {
        return (guarded, lines, Vec::new());
    }
    scope.runtime("BAD");
    let args = std::iter::once(Expr::text("_tb_error")).chain(checks).collect();
    let call = Expr::Call { head: scope.runtime("explain"), args };
    (guarded, lines, statement(8, "raise ", &call, " from None"))
}

/// The constant of a function type.
pub fn definition_of(scope: &mut Scope<'_>, id: CallbackId) -> Expr {
    let callback = &scope.plan.callbacks[id];
    let name = &callback.name;
    let args = [
        py_string(name),
        py_string(&scope.types.callback(&callback.ty)),
        format!("_tb_enter_{name}"),
        format!("_tb_call_{name}"),
    ];
    Expr::call(scope.runtime("Callback"), &args.each_ref().map(String::as_str))
}

/// A parameter's callback and its rule, where it has one of its own.
pub fn rule(p: &crate::plan::Param) -> Option<(CallbackId, &CallbackRule)> {
    match (&p.passing, &p.callback) {
        (crate::plan::Passing::In(Value::FunctionPointer(Some(id))), Some(rule))
            if *rule != CallbackRule::default() =>
        {
            Some((*id, rule))
        }
        _ => None,
    }
}

/// The argument for a parameter with a rule of its own; its errors name it.
pub fn argument(scope: &mut Scope<'_>, f: &Function, p: &crate::plan::Param) -> Option<Expr> {
    let (id, rule) = rule(p)?;
    let kind = kinds::kind(scope, &Value::FunctionPointer(Some(id)));
    let what = format!("\"{}() argument '{}'\"", f.py_name, p.py_name);
    let kept = match rule.scope {
        CallbackScope::Keep => format!("{kind}.kept"),
        CallbackScope::Call => "None".to_owned(),
        CallbackScope::Owner(i) => format!("{}({})", scope.runtime("kept_with"), f.params[i].py_name),
        CallbackScope::Result => "_tb_kept".to_owned(),
    };
    let mut args = vec![p.py_name.clone(), what, kept];
    args.extend(on_error(scope, id, rule.on_error).map(|value| format!("error={value}")));
    if let Some(user) = rule.user {
        args.push(format!("at={}", user.callback_param));
        args.push(format!("user={}", f.params[user.param].py_name));
    }
    Some(Expr::Call { head: format!("{kind}.given"), args: args.into_iter().map(Expr::Text).collect() })
}

/// What C gets after an exception, where that is not 0.
fn on_error(scope: &mut Scope<'_>, id: CallbackId, value: i64) -> Option<String> {
    if value == 0 {
        return None;
    }
    match scope.plan.callbacks[id].result.as_ref()? {
        Value::Scalar(Scalar::Char { .. }) => Some(format!("b\"\\x{:02x}\"", value.rem_euclid(256))),
        Value::Scalar(Scalar::Bool) => Some("True".to_owned()),
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. } | Scalar::Float(_)) => Some(value.to_string()),
        Value::Scalar(_) | Value::Record(_) => None,
        _ => {
            let address = format!("{}(\"void *\", {value})", scope.ffi("cast"));
            Some(address)
        }
    }
}

/// Whether a function keeps a callable with the handle that it returns.
pub fn keeps_with_result(f: &Function) -> bool {
    f.params.iter().filter_map(rule).any(|(_, rule)| rule.scope == CallbackScope::Result)
}
