//! Bit-fields: what they take, and, where CFFI does not know their place, how they are reached.
//!
//! In: a field with its bits. Out: expressions, and the constants that these use.

use super::expr::Expr;
use super::scope::{Scope, identifier};
use crate::plan::{Bits, Scalar, Value};
use crate::styles::shared::ranges;
use crate::text::literals::py_string;

/// The constant that knows what fits in bits of this number's: its `convert` checks.
pub fn range(scope: &mut Scope, scalar: Scalar, bits: Bits) -> String {
    let Some((c_name, signed)) = number(scalar) else { return String::new() };
    let width = bits.width;
    scope.kind(&format!("bits_{}_{width}", identifier(c_name)), |scope| {
        let args = [py_string(&format!("{c_name}:{width}")), width.to_string(), flag(signed).to_owned()];
        Expr::call(scope.runtime("Bits"), &args.each_ref().map(String::as_str))
    })
}

/// The constant that reads and sets bits in a record's bytes.
pub fn place(scope: &mut Scope, scalar: Scalar, bits: Bits) -> String {
    let name = number(scalar).map_or_else(|| "bool".to_owned(), |(c_name, _)| identifier(c_name));
    scope.kind(&format!("bits_{name}_{}_at_{}", bits.width, bits.first), |scope| {
        let range = match number(scalar) {
            Some(_) => range(scope, scalar, bits),
            None => scope.runtime("BOOL_BIT"),
        };
        Expr::call(scope.runtime("BitField"), &[&range, &bits.first.to_string()])
    })
}

/// The name of the number's type and its sign; `None` for `_Bool`.
fn number(scalar: Scalar) -> Option<(&'static str, bool)> {
    match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } => Some((int.name, ranges::int_range(int).0 < 0)),
        _ => None,
    }
}

fn flag(on: bool) -> &'static str {
    if on { "True" } else { "False" }
}

/// The bits of a field, and the number that they are.
pub fn of(field: &crate::plan::Field) -> Option<(Scalar, Bits)> {
    match (&field.value, field.bits) {
        (Value::Scalar(scalar), Some(bits)) => Some((*scalar, bits)),
        _ => None,
    }
}
