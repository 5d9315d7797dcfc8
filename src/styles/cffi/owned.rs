//! What follows the call: whether it failed, and what Python owns of what it gave.

use super::expr::{Expr, statement};
use super::scope::Scope;
use super::{callbacks, kinds};
use crate::plan::{
    ErrorRule, ErrorTest, FnResult, Function, HandleMessage, OwnedValue, Passing, Raises, Value,
};
use crate::styles::shared;

/// A handle or text that Python owns, from C's pointer; `None` for what it does not own.
pub fn owned(
    scope: &mut Scope<'_>,
    f: &Function,
    what: OwnedValue,
    value: &Value,
    raw: &Expr,
    hidden: &[&str],
) -> Option<Expr> {
    let free = &f.freed(what)?.symbol;
    let (head, args) = match value {
        Value::Handle(id) => {
            let class = kinds::handle_class(scope, *id, hidden);
            (
                scope.runtime("owned"),
                vec![Expr::Text(class), raw.clone(), Expr::Text(format!("_tb_c_{free}"))],
            )
        }
        Value::Text => {
            (scope.runtime("owned_text"), vec![raw.clone(), Expr::Text(format!("_tb_lib.{free}"))])
        }
        _ => return None,
    };
    Some(Expr::Call { head, args })
}

/// The lines that make an object of `_tb_result`, where that is all that a function gives and a new one: a call less than
/// `owned`, `own` and `from_text`.
pub fn made(scope: &mut Scope<'_>, f: &Function, hidden: &[&str]) -> Option<Vec<String>> {
    let FnResult::Value(value) = &f.result else { return None };
    if f.n_returned() != 1 || callbacks::keeps_with_result(f) {
        return None;
    }
    let mut lines = Vec::new();
    let (class, members) = match (value, f.freed(OwnedValue::Result)) {
        (Value::Handle(id), Some(by)) => {
            lines.extend(["    if not _tb_result:".to_owned(), "        return None".to_owned()]);
            let mut members = vec![("_tb_h", "_tb_result".to_owned())];
            members.extend(scope.plan.keeps_with_handles().then(|| ("_tb_kept", "None".to_owned())));
            members.push(("_tb_free", format!("_tb_c_{}", by.symbol)));
            (kinds::handle_class(scope, *id, hidden), members)
        }
        (Value::Record(id), None) if !kinds::is_over_aligned(&scope.plan.records[*id]) => {
            let mut members = vec![("_tb_c", "None".to_owned()), ("_tb_s", "_tb_result".to_owned())];
            let has_pointers = scope.plan.records[*id].has_pointers;
            members.extend(has_pointers.then(|| ("_tb_refs", "{}".to_owned())));
            (kinds::record_class(scope, *id, hidden), members)
        }
        (Value::Text, None) => {
            let raw = kinds::exact(scope, value, &f.ty.ret, Expr::text("_tb_result"));
            let data = Expr::Call { head: scope.ffi("string"), args: vec![raw] };
            lines.extend(["    if not _tb_result:".to_owned(), "        return None".to_owned()]);
            lines.extend(statement(4, "return ", &data, ".decode(\"utf-8\", \"surrogateescape\")"));
            return Some(lines);
        }
        _ => return None,
    };
    let new_object = scope.runtime("new_object");
    lines.extend(statement(4, "_tb_made = ", &Expr::call(new_object, &[&class]), ""));
    lines.extend(members.into_iter().map(|(name, value)| format!("    _tb_made.{name} = {value}")));
    lines.push("    return _tb_made".to_owned());
    Some(lines)
}

/// The lines that close a handle which the call frees.
pub fn closing(scope: &mut Scope<'_>, value: &Value, name: &str, what: &str, hidden: &[&str]) -> Vec<String> {
    let Value::Handle(id) = value else { return Vec::new() };
    let class = kinds::handle_class(scope, *id, hidden);
    let closed = format!("_tb_closed_{name}");
    let refused = Expr::call(scope.runtime("not_to_free"), &[name, what]);
    let other = Expr::call(format!("{}.convert", kinds::kind(scope, value)), &[name]);
    let mut lines = vec![
        format!("        if {}({name}) is {class}:", scope.builtin("type")),
        format!("            {closed} = {name}._tb_h"),
        format!("            if {closed} is None or {name}._tb_free is None:"),
    ];
    lines.extend(statement(16, "raise ", &refused, ""));
    lines.push(format!("            {name}._tb_was = {closed}"));
    lines.push(format!("            {name}._tb_h = None"));
    lines.push("        else:".to_owned());
    lines.extend(statement(12, &format!("{closed} = "), &other, ""));
    lines
}

/// What Python would own, and the function that frees it, for when it gets an error instead.
pub fn discarded(f: &Function) -> Option<(String, String)> {
    let owned = f.discards()?;
    let place = if f.frees_text().is_some() { "_tb_lib." } else { "_tb_c_" };
    let raw = match owned.what {
        OwnedValue::Result => "_tb_result".to_owned(),
        OwnedValue::Out(i) => format!("_tb_out_{}[0]", f.params[i].py_name),
    };
    Some((raw, format!("{place}{}", owned.by.symbol)))
}

/// `if _tb_result != 0:`, and what is raised then.
pub fn failure(scope: &mut Scope<'_>, f: &Function, rule: &ErrorRule) -> (Vec<String>, Vec<String>) {
    let error = match rule.raises {
        Raises::Errno => Expr::call(scope.runtime("os_error"), &[]),
        Raises::Exception => {
            let code = if rule.test == ErrorTest::Null { "0" } else { "_tb_result" };
            let told = rule.message.map(|message| told(scope, f, message));
            let args = std::iter::once(Expr::text(code)).chain(told).collect();
            Expr::Call { head: "_tb_failure".to_owned(), args }
        }
    };
    let error = match discarded(f) {
        None => error,
        Some((raw, free)) => Expr::Call {
            head: scope.runtime("discarded"),
            args: vec![error, Expr::Text(raw), Expr::Text(free)],
        },
    };
    (
        vec![format!("    if {}:", shared::failed(&rule.test, "not _tb_result", "_tb_ffi.errno"))],
        statement(8, "raise ", &error, ""),
    )
}

/// The text that the library has for a handle.
fn told(scope: &mut Scope<'_>, f: &Function, message: HandleMessage) -> Expr {
    let (teller, p) = (&scope.plan.functions[message.function], &f.params[message.param]);
    let handle = match p.passing {
        Passing::Out(_) => format!("_tb_out_{}[0]", p.py_name),
        _ => format!("{} and {0}._tb_h", p.py_name),
    };
    let teller = format!("_tb_c_{}", teller.symbol);
    Expr::call(scope.runtime("told"), &[&teller, &handle])
}
