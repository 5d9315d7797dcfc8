//! C's integer types: names of their conversions, limits, and what a Python int is made from.

use crate::ir::IntType;
use serde::Serialize;

/// The view of `int.h`: the conversion from a Python int to one C type.
#[derive(Serialize)]
pub struct IntView {
    /// `unsigned_long`.
    ident: String,
    /// `unsigned long`.
    c_type: &'static str,
    /// Type of the slow way.
    wide: &'static str,
    /// Name of the slow way: `signed`, `unsigned`.
    slow: &'static str,
    /// What an int of one digit must meet besides, as ` && …`; empty for nothing.
    test: String,
    /// When the `long long` that was asked for looks wrong.
    doubt: String,
    /// Whether the type is signed, 0 or 1.
    is_signed: u8,
    /// Arguments of the slow way: lowest and highest value, or highest.
    limits: String,
}

/// The part of a helper's name that says the type.
pub fn ident(int: IntType) -> String {
    int.name.replace("__int128", "int128").replace(' ', "_")
}

/// The view of one type's conversion.
pub fn view(int: IntType) -> IntView {
    let (low, high) = limits(int);
    let test = match (int.signed, int.bits) {
        (true, 32..) => String::new(),
        (true, _) => format!(" && small >= {low} && small <= {high}"),
        (false, 32..) => " && small >= 0".into(),
        (false, _) => format!(" && small >= 0 && small <= {high}"),
    };
    let doubt = match (int.signed, int.bits) {
        (true, 64..) => "number == -1".to_owned(),
        (true, _) => format!("(number == -1 || number < {low} || number > {high})"),
        (false, _) => format!("(number < 0 || number > {high})"),
    };
    IntView {
        ident: ident(int),
        c_type: int.name,
        wide: if int.signed { "long long" } else { "unsigned long long" },
        slow: if int.signed { "signed" } else { "unsigned" },
        test,
        doubt,
        is_signed: u8::from(int.signed),
        limits: if int.signed { format!("{low}, {high}") } else { high },
    }
}

/// The macros of `limits.h` for the lowest and highest value.
pub fn limits(int: IntType) -> (String, String) {
    let stem = match int.name {
        "signed char" | "unsigned char" => "CHAR",
        "short" | "unsigned short" => "SHRT",
        "int" | "unsigned int" => "INT",
        "long" | "unsigned long" => "LONG",
        "long long" | "unsigned long long" => "LLONG",
        _ if int.signed => return (format!("INT{}_MIN", int.bits), format!("INT{}_MAX", int.bits)),
        _ => return ("0".into(), format!("UINT{}_MAX", int.bits)),
    };
    match (int.signed, stem) {
        (true, "CHAR") => ("SCHAR_MIN".into(), "SCHAR_MAX".into()),
        (true, _) => (format!("{stem}_MIN"), format!("{stem}_MAX")),
        (false, _) => ("0".into(), format!("U{stem}_MAX")),
    }
}

/// The expression for a Python int of this type's value.
pub fn from(int: IntType, value: &str) -> String {
    let function = match (int.name, int.signed, int.bits) {
        ("long long", ..) => "FromLongLong",
        (_, true, 65..) => return format!("tb_from_int128({value})"),
        (_, false, 65..) => return format!("tb_from_unsigned_int128({value})"),
        ("unsigned long long", ..) => "FromUnsignedLongLong",
        (_, true, _) | (_, false, ..=16) => "FromLong",
        (_, false, _) => "FromUnsignedLong",
    };
    format!("PyLong_{function}({value})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(bits: u16, signed: bool, name: &'static str) -> IntType {
        IntType { bits, signed, name }
    }

    #[test]
    fn types() {
        assert_eq!(ident(int(64, false, "unsigned long")), "unsigned_long");
        assert_eq!(limits(int(8, true, "signed char")), ("SCHAR_MIN".into(), "SCHAR_MAX".into()));
        assert_eq!(limits(int(16, false, "unsigned short")).1, "USHRT_MAX");
        assert_eq!(from(int(8, false, "unsigned char"), "x"), "PyLong_FromLong(x)");
        assert_eq!(from(int(64, false, "unsigned long long"), "x"), "PyLong_FromUnsignedLongLong(x)");
    }
}
