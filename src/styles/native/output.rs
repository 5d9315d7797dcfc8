//! One C value on its way back to Python.

use super::items::{self, Use};
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{RecordId, Scalar, Value};

/// The expression for a new Python object (NULL on failure) of a C expression of type `ty`.
pub fn output(scope: &mut Scope, kind: &Value, ty: &Type, value: &str) -> String {
    match kind {
        Value::Scalar(scalar) => scalars::from_c(scope, *scalar, value),
        Value::Text => {
            scope.needs.part(Part::FromText);
            format!("tb_from_text((const char *){value})")
        }
        Value::CharPointer => pointer(scope, &Value::Scalar(Scalar::Char { signed: true }), ty, false, value),
        Value::Items { item, is_const } => pointer(scope, &Value::Scalar(*item), ty, *is_const, value),
        Value::Pointers { to, is_const } => pointer(scope, to, items::target(ty), *is_const, value),
        Value::Address { .. } => {
            scope.needs.part(Part::FromAddress);
            format!("tb_from_address({value})")
        }
        Value::FunctionPointer(Some(id)) => {
            scope.needs.part(Part::FunctionPointer);
            let callbacks = callbacks(scope);
            let name = &scope.plan.callbacks[*id].name;
            format!("tb_from_function({callbacks}, (void *){value}, &tb_signature_{name})")
        }
        Value::FunctionPointer(None) => {
            scope.needs.part(Part::FromAddress);
            format!("tb_from_address((void *){value})")
        }
        Value::Record(id) => {
            let layout = layout(scope, *id);
            format!("tb_from_record({}, {layout}, &{value})", scope.module())
        }
        Value::RecordPointer { record, .. } => {
            let layout = layout(scope, *record);
            format!("tb_from_record_pointer({}, {layout}, {value}, NULL)", scope.module())
        }
        Value::Handle(id) => {
            let class = class(scope, &scope.plan.handles[*id].py_name);
            format!("tb_from_handle({class}, {value})")
        }
        // A function cannot return an array, and an out-parameter is never one.
        Value::Array { .. } | Value::Flexible { .. } => "Py_NewRef(Py_None)".into(),
    }
}

/// The expression for what the module knows of callables.
pub fn callbacks(scope: &mut Scope) -> String {
    format!("&{}", scope.member("callbacks"))
}

fn layout(scope: &mut Scope, id: RecordId) -> String {
    scope.needs.part(Part::Module);
    format!("&tb_layout_{}", scope.plan.records[id].py_name)
}

fn class(scope: &mut Scope, name: &str) -> String {
    scope.member(&format!("type_{name}"))
}

fn pointer(scope: &mut Scope, to: &Value, ty: &Type, is_const: bool, value: &str) -> String {
    scope.needs.part(Part::Pointer);
    let item = items::item(scope, to, ty, Use::GET);
    let class = scope.member("pointer_type");
    format!("tb_from_pointer({class}, {value}, {item}, {})", u8::from(is_const))
}
