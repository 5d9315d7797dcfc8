//! Numbers and characters: the helper that converts each way, and the words of its errors.

use super::ints;
use super::needs::Needs;
use super::parts::Part;
use super::scope::Scope;
use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::{EnumId, Scalar};

/// A conversion from Python into a local variable.
pub struct ToC {
    /// The type of the local.
    pub c_type: &'static str,
    /// The call that fills it; below 0 on failure.
    pub call: String,
}

/// The conversion of `value` (a C expression) into the variable `to`; `place`, a C expression, names the argument.
pub fn to_c(needs: &mut Needs, scalar: Scalar, value: &str, place: &str, to: &str) -> ToC {
    request_to(needs, scalar);
    let usual = |function: &str| format!("{function}({value}, {place}, &{to})");
    match scalar {
        Scalar::Complex(_) => {
            ToC { c_type: c_name(scalar), call: usual(&format!("tb_to_{}", ident(scalar))) }
        }
        Scalar::Int(int) | Scalar::Enum { int, .. } => {
            ToC { c_type: int.name, call: usual(&format!("tb_to_{}", ints::ident(int))) }
        }
        Scalar::Char { .. } => ToC { c_type: "char", call: usual("tb_to_char") },
        Scalar::Wide(kind) => {
            let (name, high) = wide(kind);
            let call = format!("tb_to_wide({value}, {place}, \"{name}\", {high}, &{to})");
            ToC { c_type: "Py_UCS4", call }
        }
        Scalar::Bool => ToC { c_type: "_Bool", call: format!("tb_to_bool({value}, &{to})") },
        Scalar::Float(FloatKind::Float) => ToC { c_type: "float", call: usual("tb_to_float") },
        Scalar::Float(FloatKind::Double) => ToC { c_type: "double", call: usual("tb_to_double") },
        Scalar::Float(FloatKind::LongDouble) => {
            ToC { c_type: "long double", call: usual("tb_to_long_double") }
        }
    }
}

/// Asks for what [`to_c`] calls.
pub fn request_to(needs: &mut Needs, scalar: Scalar) {
    match scalar {
        Scalar::Complex(FloatKind::Float) => needs.part(Part::FloatComplex),
        Scalar::Complex(FloatKind::Double) => needs.part(Part::DoubleComplex),
        Scalar::Complex(FloatKind::LongDouble) => needs.part(Part::LongDoubleComplex),
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits > 64 => needs.part(int128(int)),
        Scalar::Int(int) | Scalar::Enum { int, .. } => needs.int(int),
        Scalar::Char { .. } => needs.part(Part::Char),
        Scalar::Wide(_) => needs.part(Part::Wide),
        Scalar::Bool => needs.part(Part::Bool),
        Scalar::Float(FloatKind::Float) => needs.part(Part::Float),
        Scalar::Float(FloatKind::Double) => needs.part(Part::Double),
        Scalar::Float(FloatKind::LongDouble) => needs.part(Part::LongDouble),
    }
}

/// The expression for a new Python object of a C value.
pub fn from_c(scope: &mut Scope, scalar: Scalar, value: &str) -> String {
    if let Scalar::Enum { id: Some(id), int } = scalar {
        request_enum(scope, id);
        let name = format!("tb_member_of_{}", scope.plan.enums[id].py_name);
        return format!("{name}({}, ({}){value})", scope.module(), int.name);
    }
    request_from(&mut scope.needs, scalar);
    plain_from_c(scalar, value)
}

/// Asks for what an enumeration's values are read with.
pub fn request_enum(scope: &mut Scope, id: EnumId) {
    let is_flags = scope.plan.enums[id].is_flags;
    scope.needs.part(if is_flags { Part::Flags } else { Part::Enum });
    scope.enums.insert(id);
}

/// Asks for what [`plain_from_c`] calls.
pub fn request_from(needs: &mut Needs, scalar: Scalar) {
    match scalar {
        Scalar::Char { .. } => needs.part(Part::FromChar),
        Scalar::Wide(_) => needs.part(Part::FromWide),
        Scalar::Bool => needs.part(Part::FromBool),
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits > 64 => needs.part(int128(int)),
        _ => {}
    }
}

/// The expression for a new Python object of a C value; enumerations as ints.
pub fn plain_from_c(scalar: Scalar, value: &str) -> String {
    match scalar {
        Scalar::Complex(FloatKind::LongDouble) => {
            format!("PyComplex_FromDoubles((double)__real__ {value}, (double)__imag__ {value})")
        }
        Scalar::Complex(_) => format!("PyComplex_FromDoubles(__real__ {value}, __imag__ {value})"),
        Scalar::Int(int) | Scalar::Enum { int, .. } => ints::from(int, value),
        Scalar::Char { .. } => format!("tb_from_char({value})"),
        Scalar::Wide(_) => format!("tb_from_wide((unsigned long){value})"),
        Scalar::Bool => format!("tb_from_bool({value})"),
        Scalar::Float(FloatKind::LongDouble) => format!("PyFloat_FromDouble((double){value})"),
        Scalar::Float(_) => format!("PyFloat_FromDouble({value})"),
    }
}

/// A number that may be made of an object that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// A signed int, or one that is less than the largest of them.
    Int,
    /// Any unsigned int of 64 bits.
    Unsigned,
    /// A float.
    Float,
}

/// How a number is made of what is there: ints of at most 64 bits, and floats.
pub fn reuse(needs: &Needs, scalar: Scalar) -> Option<Reuse> {
    match scalar {
        _ if !needs.variant.reuses() => None,
        Scalar::Int(int) | Scalar::Enum { id: None, int } => match (int.bits, int.signed) {
            (65.., _) => None,
            (64, false) => Some(Reuse::Unsigned),
            _ => Some(Reuse::Int),
        },
        Scalar::Float(FloatKind::Float | FloatKind::Double) => Some(Reuse::Float),
        _ => None,
    }
}

/// The expression for a number that a function returns, in which `module` is the expression for the module's struct.
pub fn result(needs: &mut Needs, reuse: Reuse, module: &str, value: &str) -> String {
    request_reuse(needs, reuse);
    match reuse {
        Reuse::Int => format!("tb_int_result(&{module}->ints, {value})"),
        Reuse::Unsigned => format!("tb_unsigned_result(&{module}->ints, {value})"),
        Reuse::Float => format!("tb_float_result(&{module}->last_float, {value})"),
    }
}

/// The same for a place that has a reference of its own to what it gave last.
pub fn again(needs: &mut Needs, reuse: Reuse, module: &str, last: &str, value: &str) -> String {
    request_reuse(needs, reuse);
    match reuse {
        Reuse::Int => format!("tb_int_again(&{module}->ints, &{last}, {value})"),
        Reuse::Unsigned => format!("tb_unsigned_again(&{module}->ints, &{last}, {value})"),
        Reuse::Float => format!("tb_float_result(&{last}, {value})"),
    }
}

fn request_reuse(needs: &mut Needs, reuse: Reuse) {
    needs.part(Part::Module);
    needs.part(match reuse {
        Reuse::Int => Part::ReuseInt,
        Reuse::Unsigned => Part::ReuseUnsigned,
        Reuse::Float => Part::ReuseFloat,
    });
}

/// The part that has both ways of an integer of 128 bits.
fn int128(int: IntType) -> Part {
    if int.signed { Part::Int128 } else { Part::UnsignedInt128 }
}

/// The part of a helper's name that says the type.
pub fn ident(scalar: Scalar) -> String {
    c_name(scalar).replace("__int128", "int128").replace("_Complex", "complex").replace(' ', "_")
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
        Scalar::Complex(FloatKind::Float) => "float _Complex",
        Scalar::Complex(FloatKind::Double) => "double _Complex",
        Scalar::Complex(FloatKind::LongDouble) => "long double _Complex",
        Scalar::Int(IntType { name, .. }) | Scalar::Enum { int: IntType { name, .. }, .. } => name,
        Scalar::Char { .. } => "char",
        Scalar::Wide(kind) => wide(kind).0,
        Scalar::Bool => "_Bool",
        Scalar::Float(FloatKind::Float) => "float",
        Scalar::Float(FloatKind::Double) => "double",
        Scalar::Float(FloatKind::LongDouble) => "long double",
    }
}
