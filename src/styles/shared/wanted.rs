//! What a pointer parameter is to be where the configuration refuses `None`, in the words of its error.

use super::convert::pointer_shown;
use crate::plan::{Param, Passing, Plan, Value};

/// `Book`, `a buffer of double`: what must be given instead of `None`.
pub fn wanted(plan: &Plan, param: &Param) -> String {
    let shown = pointer_shown(&param.ty);
    let item = shown.trim_start_matches("const ").trim_end_matches('*').trim_end();
    let writable = |is_const: bool| if is_const { "" } else { "writable " };
    match &param.passing {
        Passing::Array { is_const, .. } => format!("a {}buffer or sequence of {item}", writable(*is_const)),
        Passing::In(value) => match value {
            Value::Text => "str, bytes or a buffer".into(),
            Value::CharPointer => "a writable buffer of char".into(),
            Value::Items { is_const, .. } => format!("a {}buffer of {item}", writable(*is_const)),
            Value::RecordPointer { record, .. } => plan.records[*record].py_name.clone(),
            Value::Handle(id) => plan.handles[*id].py_name.clone(),
            Value::Pointers { .. } => "a sequence or a buffer of addresses".into(),
            Value::FunctionPointer(Some(_)) => "a callable or an address".into(),
            Value::FunctionPointer(None) => "an address".into(),
            _ => "a buffer or an address".into(),
        },
        _ => "a value".into(),
    }
}
