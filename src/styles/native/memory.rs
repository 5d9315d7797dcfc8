//! Numbers and characters as they lie in memory: kind, C type, format of a buffer.

use super::ints;
use super::scalars;
use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::Scalar;

/// The letter that says what kind of number it is; what buffers are compared by.
pub fn kind(scalar: Scalar) -> char {
    match scalar {
        Scalar::Complex(_) => 'z',
        Scalar::Int(int) | Scalar::Enum { int, .. } => {
            if int.signed {
                'i'
            } else {
                'u'
            }
        }
        Scalar::Char { .. } => 'c',
        Scalar::Wide(_) => 'w',
        Scalar::Bool => 'b',
        Scalar::Float(_) => 'f',
    }
}

/// The C type that has the item's size.
pub fn memory_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Wide(WideKind::Wchar) => "wchar_t",
        Scalar::Wide(WideKind::Char16) => "uint16_t",
        Scalar::Wide(WideKind::Char32) => "uint32_t",
        // A byte that is neither 0 nor 1 is no _Bool, and reading it as one is undefined.
        Scalar::Bool => "unsigned char",
        other => scalars::c_name(other),
    }
}

/// The struct module's code, which a `memoryview` of such items has.
pub fn format_code(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Complex(FloatKind::Float) => "Zf",
        Scalar::Complex(FloatKind::Double) => "Zd",
        Scalar::Complex(FloatKind::LongDouble) => "Zg",
        Scalar::Int(int) | Scalar::Enum { int, .. } => int_code(int),
        Scalar::Char { .. } => "c",
        Scalar::Wide(WideKind::Wchar) => "i",
        Scalar::Wide(WideKind::Char16) => "H",
        Scalar::Wide(WideKind::Char32) => "I",
        Scalar::Bool => "?",
        Scalar::Float(FloatKind::Float) => "f",
        Scalar::Float(FloatKind::Double) => "d",
        Scalar::Float(FloatKind::LongDouble) => "g",
    }
}

fn int_code(int: IntType) -> &'static str {
    match (ints::ident(int).trim_start_matches("unsigned_").trim_start_matches("signed_"), int.signed) {
        ("char", true) => "b",
        ("char", false) => "B",
        ("short", true) => "h",
        ("short", false) => "H",
        ("long", true) => "l",
        ("long", false) => "L",
        ("long_long", true) => "q",
        ("long_long", false) => "Q",
        (_, true) => "i",
        (_, false) => "I",
    }
}
