//! Buffers that C fills: the pointer, the parameter that says how much it holds, and where C tells how much it wrote.

use super::functions::find_param;
use super::rules::Origin;
use super::{Count, FnResult, Param, Passing, Scalar, Value};
use crate::config::BufferConfig;
use crate::diag::Diagnostic;
use crate::ir::{self, IntType, Type};
use crate::text::c;

/// Makes the parameters of a buffer what the configuration says of them.
pub fn buffer(
    f: &ir::Function,
    params: &mut [Param],
    config: &BufferConfig,
    origin: Origin,
    findings: &mut Vec<Diagnostic>,
) {
    let mut find = |name: &str| find_param(f, params, name, origin, findings);
    let (Some(at), Some(capacity)) = (find(&config.param), find(&config.capacity)) else { return };
    let count = match config.count.as_deref() {
        None | Some("return") => None,
        Some(name) => match find(name) {
            Some(i) => Some(i),
            None => return,
        },
    };
    let wrong = |i: usize, what: &str| {
        let (name, ty) = (&params[i].c_name, c::declare(&params[i].ty, ""));
        let message = format!("`{name}` of `{}` is no {what}", f.name);
        let finding = Diagnostic::error("config-buffer", origin.span.clone(), message);
        finding.hint(format!("its type is `{ty}`"))
    };
    let Some(item) = item(&params[at]) else {
        return findings.push(wrong(at, "pointer to numbers that C can fill"));
    };
    let Some((int, by_address)) = number(&params[capacity]) else {
        return findings.push(wrong(capacity, "integer, or pointer to one"));
    };
    let count = match (count, config.count.as_deref()) {
        (Some(i), _) => match number(&params[i]) {
            Some((_, true)) => Count::Param(i),
            _ => return findings.push(wrong(i, "pointer to an integer")),
        },
        (None, Some(_)) if !matches!(f.ty.ret.canonical(), Type::Int(_)) => {
            let message = format!("`{}` does not return how many items it wrote", f.name);
            return findings.push(Diagnostic::error("config-buffer", origin.span.clone(), message));
        }
        (None, Some(_)) => Count::Result,
        (None, None) if by_address => Count::Param(capacity),
        (None, None) if matches!(item, Scalar::Char { .. }) => Count::UntilNul,
        (None, None) => Count::All,
    };
    if let Count::Param(i) = count
        && let (true, Some((int, _))) = (i != capacity, number(&params[i]))
    {
        params[i].passing = Passing::Count { int };
    }
    params[at].passing = Passing::Buffer { item, capacity, count };
    params[capacity].passing = Passing::Capacity { int, by_address };
}

/// A result that counts items is not returned.
pub fn result(params: &[Param], result: FnResult) -> FnResult {
    let counts = |p: &Param| matches!(p.passing, Passing::Buffer { count: Count::Result, .. });
    match result {
        FnResult::Value(value) if params.iter().any(counts) => FnResult::Status(value),
        other => other,
    }
}

/// What the items are, where a `memoryview` has a format for them.
fn item(param: &Param) -> Option<Scalar> {
    let Passing::In(value) = &param.passing else { return None };
    match value {
        Value::Address { is_const: false } => {
            Some(Scalar::Int(IntType { bits: 8, signed: false, name: "unsigned char" }))
        }
        Value::CharPointer => match param.ty.pointee()?.canonical() {
            Type::Int(int) => Some(Scalar::Int(*int)),
            Type::Char { signed } => Some(Scalar::Char { signed: *signed }),
            _ => None,
        },
        Value::Items { item, is_const: false } => match item {
            Scalar::Int(int) | Scalar::Enum { int, .. } => (int.bits <= 64).then_some(Scalar::Int(*int)),
            Scalar::Float(ir::FloatKind::Float | ir::FloatKind::Double) | Scalar::Bool => Some(*item),
            _ => None,
        },
        _ => None,
    }
}

/// The type of a number, and whether it is passed by address.
fn number(param: &Param) -> Option<(IntType, bool)> {
    match param.passing {
        Passing::In(Value::Scalar(Scalar::Int(int))) if int.bits <= 64 => Some((int, false)),
        Passing::In(Value::Items { item: Scalar::Int(int), is_const: false }) if int.bits <= 64 => {
            Some((int, true))
        }
        // Several buffers may share it.
        Passing::Capacity { int, by_address } => Some((int, by_address)),
        Passing::Count { int } => Some((int, true)),
        _ => None,
    }
}
