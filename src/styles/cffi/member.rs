//! One member of a record: how it is read, checked and set.
//!
//! In: a field of the plan. Out: the property's slots, and the statements with which the constructor sets it.

use super::expr::{Expr, statement};
use super::record::indented;
use super::scope::{Scope, private};
use super::{bits, kinds, variables};
use crate::plan::{Field, Record, Scalar, Value};
use crate::styles::shared;
use crate::text::literals::py_string;
use crate::text::names::is_keyword;
use serde::Serialize;

/// The view of a property.
#[derive(Debug, Serialize)]
pub struct PropertyView {
    /// Attribute name.
    pub name: String,
    /// The docstring.
    pub doc: Vec<String>,
    /// Lines that end in `return`.
    pub get: Vec<String>,
    /// Whether it can be set.
    pub settable: bool,
    /// Whether setting can fail in a way that must be explained.
    pub guarded: bool,
    /// The line that sets.
    pub set: Vec<String>,
    /// `raise _tb_explain(…)`.
    pub explain: Vec<String>,
}

/// The statement that sets a member that is no number.
pub fn store(
    scope: &mut Scope<'_>,
    indent: usize,
    record: &Record,
    f: &Field,
    value: &str,
    receiver: &str,
) -> Vec<String> {
    let struct_ = format!("{receiver}._tb_s");
    let what = what(record, f);
    if let Value::Scalar(scalar) = f.value {
        if let Some(place) = hidden_bits(scope, record, f) {
            return statement(
                indent,
                "",
                &Expr::call(format!("{place}.store"), &[receiver, value, &what]),
                "",
            );
        }
        let value = checked(scope, scalar, f, value, &what);
        return assign(indent, &struct_, f, &value);
    }
    let kind = kinds::kind(scope, &f.value);
    let keeps = matches!(&f.value, Value::Record(id) if kinds::keeps(&scope.plan.records[*id]));
    match &f.value {
        Value::Array { of, .. } if kinds::is_char(of) => {
            assign(indent, &struct_, f, &Expr::call(format!("{kind}.convert"), &[value, &what]))
        }
        Value::Record(_) if !keeps => {
            assign(indent, &struct_, f, &Expr::call(format!("{kind}.convert"), &[value, &what]))
        }
        Value::Array { .. } => {
            let args =
                vec![read(scope, f, receiver), Expr::text(value), Expr::Text(what), Expr::text(receiver)];
            statement(indent, "", &Expr::Call { head: format!("{kind}.fill"), args }, "")
        }
        _ => {
            let args = [receiver, &py_string(&f.c_name), value, &what];
            statement(indent, "", &Expr::call(format!("{kind}.store"), &args), "")
        }
    }
}

/// A bit-field that CFFI has no word for: the constant of its place.
fn hidden_bits(scope: &mut Scope<'_>, record: &Record, f: &Field) -> Option<String> {
    let (scalar, place) = bits::of(f)?;
    let is_hidden = scope.types.layout(record).hides_bits;
    is_hidden.then(|| bits::place(scope, scalar, place))
}

/// The expression that converts a number, and whose error names the field.
fn checked(scope: &mut Scope<'_>, scalar: Scalar, f: &Field, value: &str, what: &str) -> Expr {
    match (scalar, f.bits) {
        (Scalar::Bool, _) => Expr::call(scope.builtin("bool"), &[value]),
        (_, Some(place)) => {
            Expr::call(format!("{}.convert", bits::range(scope, scalar, place)), &[value, what])
        }
        _ => {
            let check = kinds::check(scope, &f.value).unwrap_or_default();
            Expr::call(check, &[value, what])
        }
    }
}

/// The check that names a field.
pub fn field_check(scope: &mut Scope<'_>, record: &Record, f: &Field, value: &str) -> Option<Expr> {
    if matches!(f.value, Value::Scalar(Scalar::Char { .. })) || f.bits.is_some() {
        return None;
    }
    let check = kinds::check(scope, &f.value)?;
    Some(Expr::Tuple(vec![Expr::text(value), Expr::Text(what(record, f)), Expr::Text(check)]))
}

pub fn explain(scope: &mut Scope<'_>, indent: usize, checks: Vec<Expr>) -> Vec<String> {
    scope.runtime("BAD");
    let args = std::iter::once(Expr::text("_tb_error")).chain(checks).collect();
    statement(indent, "raise ", &Expr::Call { head: scope.runtime("explain"), args }, " from None")
}

/// `"Point.x"`.
fn what(record: &Record, f: &Field) -> String {
    py_string(&format!("{}.{}", record.py_name, f.py_name))
}

/// The expression that converts a number for CFFI.
pub fn number(scope: &mut Scope<'_>, record: &Record, f: &Field, value: &str) -> Expr {
    match &f.value {
        Value::Scalar(scalar @ Scalar::Char { .. }) => checked(scope, *scalar, f, value, &what(record, f)),
        Value::Scalar(scalar) if f.bits.is_some() => checked(scope, *scalar, f, value, &what(record, f)),
        other => kinds::argument(scope, other, value, &[]),
    }
}

/// Python's own words cannot follow a dot.
pub fn assign(indent: usize, target: &str, f: &Field, value: &Expr) -> Vec<String> {
    if is_keyword(&f.c_name) {
        let args = vec![Expr::text(target), Expr::Text(py_string(&f.c_name)), value.clone()];
        return statement(indent, "", &Expr::Call { head: private("setattr"), args }, "");
    }
    statement(indent, &format!("{target}.{} = ", f.c_name), value, "")
}

fn read(scope: &mut Scope<'_>, f: &Field, receiver: &str) -> Expr {
    if is_keyword(&f.c_name) {
        return Expr::call(scope.builtin("getattr"), &[&format!("{receiver}._tb_s"), &py_string(&f.c_name)]);
    }
    Expr::Text(format!("{receiver}._tb_s.{}", f.c_name))
}

pub fn property(scope: &mut Scope<'_>, record: &Record, f: &Field) -> PropertyView {
    if is_keyword(&f.c_name) {
        scope.builtin("setattr");
    }
    let settable = !f.is_const && !matches!(f.value, Value::Flexible { .. });
    let (guarded, set, explained) = if settable { setter(scope, record, f) } else { Default::default() };
    PropertyView {
        name: f.py_name.clone(),
        doc: indented(8, &shared::docstring_of(&f.doc)),
        get: getter(scope, record, f),
        settable,
        guarded,
        set,
        explain: explained,
    }
}

fn getter(scope: &mut Scope<'_>, record: &Record, f: &Field) -> Vec<String> {
    let hidden = hidden_bits(scope, record, f).map(|place| Expr::call(format!("{place}.load"), &["self"]));
    let is_hidden = hidden.is_some();
    let raw = hidden.unwrap_or_else(|| read(scope, f, "self"));
    let expr = match &f.value {
        Value::Scalar(Scalar::Bool) if is_hidden => raw,
        Value::Scalar(Scalar::Bool) if f.bits.is_some() => {
            Expr::Call { head: scope.builtin("bool"), args: vec![raw] }
        }
        Value::Scalar(Scalar::Bool | Scalar::Wide(_)) => {
            let errors = [scope.builtin("SystemError"), scope.builtin("ValueError")].join(", ");
            return vec![
                "        try:".to_owned(),
                format!("            return {}", raw.flat()),
                format!("        except ({errors}) as _tb_error:"),
                format!("            return {}(_tb_error)", scope.runtime("odd_value")),
            ];
        }
        value if kinds::reads_twice(scope.plan, value) => {
            let mut lines = statement(8, "_tb_value = ", &raw, "");
            let expr = kinds::result(scope, value, Expr::text("_tb_value"), &[]);
            lines.extend(statement(8, "return ", &expr, ""));
            return lines;
        }
        Value::Record(id) => {
            let keeps = kinds::keeps(&scope.plan.records[*id]) && kinds::keeps(record);
            let refs = if keeps { "self._tb_refs" } else { "None" };
            let class = kinds::record_class(scope, *id, &[]);
            let args = vec![Expr::Text(class), raw, Expr::text("self"), Expr::text(refs)];
            Expr::Call { head: scope.runtime("view"), args }
        }
        Value::Array { of, .. } if kinds::is_char(of) => {
            Expr::Call { head: scope.ffi("string"), args: vec![raw] }
        }
        Value::Array { .. } | Value::Flexible { .. } => {
            let kind = if f.is_const {
                variables::const_member(scope, &f.value)
            } else {
                kinds::kind(scope, &f.value)
            };
            Expr::Call { head: format!("{kind}.load"), args: vec![raw, Expr::text("self")] }
        }
        Value::RecordPointer { .. } | Value::FunctionPointer(Some(_)) => {
            let kind = kinds::kind(scope, &f.value);
            Expr::call(format!("{kind}.load"), &["self", &py_string(&f.c_name)])
        }
        value => {
            let raw = kinds::exact(scope, value, &f.ty, raw);
            kinds::result(scope, value, raw, &[])
        }
    };
    statement(8, "return ", &expr, "")
}

fn setter(scope: &mut Scope<'_>, record: &Record, f: &Field) -> (bool, Vec<String>, Vec<String>) {
    let is_bytes = matches!(f.value, Value::Scalar(scalar) if kinds::is_bytes(scalar));
    if matches!(f.value, Value::Scalar(_)) && f.bits.is_none() && !is_bytes {
        let value = number(scope, record, f, "value");
        let check = field_check(scope, record, f, "value");
        let guarded = check.is_some();
        let set = assign(if guarded { 12 } else { 8 }, "self._tb_s", f, &value);
        let explained = check.map_or_else(Vec::new, |c| explain(scope, 12, vec![c]));
        return (guarded, set, explained);
    }
    (false, store(scope, 8, record, f, "value", "self"), Vec::new())
}
