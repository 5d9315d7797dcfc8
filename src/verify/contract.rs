//! The rows of the contract's table, in the words of `worker/_tb_contract.py`, which says what they demand of a value.
//!
//! In: how a value crosses. Out: JSON, `["int", 32, true]`. Whether a Python object is right for it can only be told where
//! the object is, so the worker works it out; it looks at nothing that any style generated. Where the contract is silent,
//! there is no row.

use crate::ir::{FloatKind, WideKind};
use crate::plan::{Count, Field, Function, Param, Passing, Plan, Scalar, Value};
use serde_json::{Value as Json, json};

/// The row of a parameter.
pub fn of_parameter(plan: &Plan, function: &Function, param: &Param) -> Json {
    let row = of_passing(plan, function, param);
    let row = if param.nonnull { json!(["nonnull", row]) } else { row };
    // What C says that it wrote may be more than there is room for.
    let counts = |count| matches!(count, Count::Param(_) | Count::Result);
    if function.filled().any(|(.., count)| counts(count)) { json!(["refused", row]) } else { row }
}

fn of_passing(plan: &Plan, function: &Function, param: &Param) -> Json {
    match &param.passing {
        Passing::In(Value::Text) => json!(["chars in"]),
        // Whether Python may close it depends on where it is from.
        Passing::In(Value::Handle(id)) if closes(function, param) => {
            json!(["refused", ["handle", plan.handles[*id].py_name]])
        }
        Passing::In(value) | Passing::InOut(value) | Passing::Out(value) | Passing::ByRef(value) => {
            of_value(plan, value)
        }
        Passing::User { .. } => json!(["anything"]),
        Passing::Array { item, is_const, length } => {
            // Whether it is taken depends on the others.
            if function.shares_length(param) {
                return Json::Null;
            }
            let count = match function.params.get(*length).map(|p| &p.passing) {
                Some(Passing::Length { int, .. }) => json!(["int", int.bits, int.signed]),
                _ => Json::Null,
            };
            json!(["sequence", of_scalar(*item), items(*item), is_const, count])
        }
        Passing::Capacity { int, .. } => json!(["capacity", int.bits, int.signed]),
        Passing::Length { .. } | Passing::Buffer { .. } | Passing::Count { .. } => Json::Null,
    }
}

fn closes(function: &Function, param: &Param) -> bool {
    function.closes.is_some_and(|i| function.params[i].c_name == param.c_name)
}

/// The row of a C type.
pub fn of_value(plan: &Plan, value: &Value) -> Json {
    match value {
        Value::Scalar(scalar) => of_scalar(*scalar),
        Value::Text => json!(["text"]),
        Value::CharPointer => json!(["chars"]),
        Value::Address { is_const } => json!(["address", is_const]),
        Value::Items { item, is_const } => json!(["items", items(*item), is_const]),
        Value::Record(id) => json!(["record", plan.records[*id].py_name]),
        Value::RecordPointer { record, is_const } => {
            let r = &plan.records[*record];
            json!(["record pointer", r.py_name, r.size, is_const])
        }
        Value::Handle(id) => json!(["handle", plan.handles[*id].py_name]),
        Value::Pointers { to, .. } => json!(["pointers", of_value(plan, to)]),
        Value::FunctionPointer(callback) => json!(["function", callback.is_some()]),
        Value::Flexible { .. } => Json::Null,
        Value::Array { of, len } => json!(["array", of_value(plan, of), len]),
    }
}

/// The row of a field: of a bit-field, a narrower integer than its type.
pub fn of_field(plan: &Plan, field: &Field) -> Json {
    match (field.bits, &field.value) {
        (Some(bits), Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. })) => {
            json!(["int", bits.width, int.signed])
        }
        _ => of_value(plan, &field.value),
    }
}

fn of_scalar(scalar: Scalar) -> Json {
    match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } => json!(["int", int.bits, int.signed]),
        Scalar::Char { signed } => json!(["char", 8, signed]),
        Scalar::Wide(WideKind::Char16) => json!(["wide", 16]),
        Scalar::Wide(_) => json!(["wide", 32]),
        Scalar::Bool => json!(["bool"]),
        Scalar::Float(_) => json!(["float"]),
        Scalar::Complex(_) => json!(["complex"]),
    }
}

/// Kind and size in bytes of a buffer's items; null where no buffer format spells them.
fn items(item: Scalar) -> Json {
    match item {
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits <= 64 => {
            json!([if int.signed { "signed" } else { "unsigned" }, int.bits / 8])
        }
        Scalar::Bool => json!(["bool", 1]),
        Scalar::Float(FloatKind::Float) => json!(["float", 4]),
        Scalar::Float(FloatKind::Double) => json!(["float", 8]),
        _ => Json::Null,
    }
}
