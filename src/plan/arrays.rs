//! Parameters that make one array together: the pointer and the number of its items.

use super::functions::find_param;
use super::rules::Origin;
use super::{Param, Passing, Scalar, Value};
use crate::diag::Diagnostic;
use crate::ir::{self, Type};

/// Makes a pointer and a length parameter one Python parameter; the length may stand before the array, and may be that of
/// several arrays.
pub fn array_and_length(
    f: &ir::Function,
    params: &mut [Param],
    (array, length): (&str, &str),
    origin: Origin,
    findings: &mut Vec<Diagnostic>,
) {
    let (Some(a), Some(n)) =
        (find_param(f, params, array, origin, findings), find_param(f, params, length, origin, findings))
    else {
        return;
    };
    let int = match params[n].ty.canonical() {
        Type::Int(int) => Some(*int),
        _ => None,
    };
    match (item(&params[a]), int) {
        (Some((item, is_const)), Some(int)) => {
            params[a].passing = Passing::Array { item, is_const, length: n };
            let first = match params[n].passing {
                Passing::Length { of, .. } => of.min(a),
                _ => a,
            };
            params[n].passing = Passing::Length { of: first, int };
        }
        _ => findings.push(Diagnostic::error(
            "config-array",
            origin.span.clone(),
            format!("`{array}` and `{length}` of `{}` are no pointer to numbers and its length", f.name),
        )),
    }
}

/// What the items of a pointer to numbers are, and whether they are const.
fn item(param: &Param) -> Option<(Scalar, bool)> {
    let text = |is_const| {
        let item = match param.ty.pointee()?.canonical() {
            Type::Char { signed } => Scalar::Char { signed: *signed },
            Type::Int(int) => Scalar::Int(*int),
            _ => return None,
        };
        Some((item, is_const))
    };
    match &param.passing {
        Passing::In(Value::Items { item, is_const }) => Some((*item, *is_const)),
        Passing::In(Value::CharPointer) => text(false),
        Passing::In(Value::Text) => text(true),
        Passing::In(Value::Address { is_const }) => Some((byte(), *is_const)),
        _ => None,
    }
}

fn byte() -> Scalar {
    Scalar::Int(ir::IntType { bits: 8, signed: false, name: "unsigned char" })
}
