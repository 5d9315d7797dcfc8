//! Numbers and characters: the helper that converts each way, and the words of its errors.

use super::ints;
use super::needs::Part;
use super::scope::Scope;
use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::Scalar;
use crate::text::literals::c_string;

/// A conversion from Python into a local variable.
pub struct ToC {
    /// The type of the local.
    pub c_type: &'static str,
    /// The call that fills it; below 0 on failure.
    pub call: String,
}

/// The conversion of `value` (a C expression) into the variable `to`; `place` names the argument in errors.
pub fn to_c(scope: &mut Scope, scalar: Scalar, value: &str, place: &str, to: &str) -> ToC {
    let place = c_string(place.as_bytes());
    let usual = |function: &str| format!("{function}({value}, {place}, &{to})");
    match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } => {
            scope.needs.int(int);
            ToC { c_type: int.name, call: usual(&format!("tb_to_{}", ints::ident(int))) }
        }
        Scalar::Char { .. } => {
            scope.needs.part(Part::Char);
            ToC { c_type: "char", call: usual("tb_to_char") }
        }
        Scalar::Wide(kind) => {
            scope.needs.part(Part::Wide);
            let (name, high) = wide(kind);
            let call = format!("tb_to_wide({value}, {place}, \"{name}\", {high}, &{to})");
            ToC { c_type: "Py_UCS4", call }
        }
        Scalar::Bool => {
            scope.needs.part(Part::Bool);
            ToC { c_type: "_Bool", call: format!("tb_to_bool({value}, &{to})") }
        }
        Scalar::Float(kind) => {
            let (part, function, c_type) = match kind {
                FloatKind::Float => (Part::Float, "tb_to_float", "float"),
                FloatKind::Double => (Part::Double, "tb_to_double", "double"),
                FloatKind::LongDouble => (Part::LongDouble, "tb_to_long_double", "long double"),
            };
            scope.needs.part(part);
            ToC { c_type, call: usual(function) }
        }
    }
}

/// The expression for a new Python object of a C value.
pub fn from_c(scope: &mut Scope, scalar: Scalar, value: &str) -> String {
    match scalar {
        Scalar::Int(int) | Scalar::Enum { id: None, int } => ints::from(int, value),
        Scalar::Enum { id: Some(id), int } => {
            scope.needs.part(Part::Enum);
            scope.enums.insert(id);
            let name = format!("tb_enum_{}", scope.plan.enums[id].py_name);
            format!("{name}_member({}, ({}){value})", scope.module(), int.name)
        }
        Scalar::Char { .. } => {
            scope.needs.part(Part::FromChar);
            format!("tb_from_char({value})")
        }
        Scalar::Wide(_) => {
            scope.needs.part(Part::FromWide);
            format!("tb_from_wide((unsigned long){value})")
        }
        Scalar::Bool => {
            scope.needs.part(Part::FromBool);
            format!("tb_from_bool({value})")
        }
        Scalar::Float(FloatKind::LongDouble) => format!("PyFloat_FromDouble((double){value})"),
        Scalar::Float(_) => format!("PyFloat_FromDouble({value})"),
    }
}

/// Whether the C type that a header spells may differ from the local's, so that passing it wants a cast.
pub fn wants_cast(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Enum { .. } | Scalar::Wide(_))
}

/// Name and largest value of a wide character type.
pub fn wide(kind: WideKind) -> (&'static str, &'static str) {
    match kind {
        WideKind::Wchar => ("wchar_t", "0x10FFFF"),
        WideKind::Char16 => ("char16_t", "0xFFFF"),
        WideKind::Char32 => ("char32_t", "0x10FFFF"),
    }
}

/// C's word for an item type, as errors and `Pointer` show it.
pub fn c_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int(IntType { name, .. }) | Scalar::Enum { int: IntType { name, .. }, .. } => name,
        Scalar::Char { .. } => "char",
        Scalar::Wide(kind) => wide(kind).0,
        Scalar::Bool => "_Bool",
        Scalar::Float(FloatKind::Float) => "float",
        Scalar::Float(FloatKind::Double) => "double",
        Scalar::Float(FloatKind::LongDouble) => "long double",
    }
}
