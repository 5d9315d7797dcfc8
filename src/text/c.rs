//! C declarators: a type and a name become a declaration, `int (*f)(const char *)`; and integers that no literal holds.

use crate::ir::{FloatKind, FunctionType, Type, WideKind};

/// Declares `name` with a type, typedefs kept as the header has them; an empty name gives a type name.
///
/// An inner type that C cannot spell (an anonymous record) comes out as its key, which no compiler takes: check
/// `Record::spelled` first.
pub fn declare(ty: &Type, name: &str) -> String {
    let (base, declarator) = split(ty, name.to_owned(), "");
    join(&base, &declarator)
}

/// Declares a function with named parameters: `int add(int a, int b)`.
pub fn prototype(name: &str, ty: &FunctionType, param_names: &[String]) -> String {
    declare(&ty.ret, &format!("{name}({})", parameters(ty, param_names)))
}

/// An integer beyond 64 bits: C has no literals of 128, so two halves make one.
pub fn wide_integer(value: i128) -> String {
    let high = match value >> 64 {
        // Nor has it negative ones.
        high if high == i128::from(i64::MIN) => "(-9223372036854775807LL - 1)".to_owned(),
        high => format!("{high}LL"),
    };
    format!("((__int128){high} * ((__int128)1 << 64) + {}ULL)", value & i128::from(u64::MAX))
}

fn parameters(ty: &FunctionType, names: &[String]) -> String {
    let mut list: Vec<String> = ty
        .params
        .iter()
        .enumerate()
        .map(|(i, p)| declare(p, names.get(i).map_or("", String::as_str)))
        .collect();
    match (ty.variadic, list.is_empty(), ty.prototype) {
        (true, ..) => list.push("...".into()),
        (false, true, true) => list.push("void".into()),
        _ => {}
    }
    list.join(", ")
}

/// Splits a declaration into its specifiers and its declarator, working from the outside of the type inwards
/// (C23 6.7.7: `*` binds looser than `()` and `[]`, hence the parentheses).
fn split(ty: &Type, declarator: String, quals: &str) -> (String, String) {
    match ty {
        Type::Const(of) => split(of, declarator, &add_qual(quals, "const")),
        Type::Volatile(of) => split(of, declarator, &add_qual(quals, "volatile")),
        Type::Pointer(to) => pointer(to, "*", &declarator, quals),
        Type::Reference(to) => pointer(to, "&", &declarator, quals),
        Type::Array { of, len } => {
            let len = len.map(|n| n.to_string()).unwrap_or_default();
            split(of, format!("{declarator}[{len}]"), quals)
        }
        Type::Function(ty) => split(&ty.ret, format!("{declarator}({})", parameters(ty, &[])), quals),
        _ => (add_qual(quals, &base_name(ty)), declarator),
    }
}

fn pointer(to: &Type, mark: &str, declarator: &str, quals: &str) -> (String, String) {
    let space = if quals.is_empty() || declarator.is_empty() { "" } else { " " };
    let inner = format!("{mark}{quals}{space}{declarator}");
    let needs_parens = matches!(unqualified(to), Type::Array { .. } | Type::Function(_));
    split(to, if needs_parens { format!("({inner})") } else { inner }, "")
}

/// Looks through qualifiers only: a typedef of an array needs no parentheses.
fn unqualified(ty: &Type) -> &Type {
    match ty {
        Type::Const(of) | Type::Volatile(of) => unqualified(of),
        other => other,
    }
}

fn add_qual(quals: &str, word: &str) -> String {
    if quals.is_empty() { word.to_owned() } else { format!("{quals} {word}") }
}

fn join(base: &str, declarator: &str) -> String {
    if declarator.is_empty() { base.to_owned() } else { format!("{base} {declarator}") }
}

fn base_name(ty: &Type) -> String {
    match ty {
        Type::Bool => "_Bool".into(),
        Type::Char { .. } => "char".into(),
        Type::Int(int) => int.name.into(),
        Type::Wide(WideKind::Wchar) => "wchar_t".into(),
        Type::Wide(WideKind::Char16) => "char16_t".into(),
        Type::Wide(WideKind::Char32) => "char32_t".into(),
        Type::Float(kind) => float_name(*kind).into(),
        Type::Complex(kind) => format!("{} _Complex", float_name(*kind)),
        Type::Record(key) | Type::Enum(key) => key.clone(),
        Type::Typedef { name, .. } => name.clone(),
        Type::Other(text) => text.clone(),
        _ => "void".into(),
    }
}

fn float_name(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Float => "float",
        FloatKind::Double => "double",
        FloatKind::LongDouble => "long double",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::IntType;

    fn int() -> Type {
        Type::Int(IntType { bits: 32, signed: true, name: "int" })
    }

    fn check(ty: &Type, name: &str, expected: &str) {
        assert_eq!(declare(ty, name), expected);
    }

    #[test]
    fn wide_integers() {
        assert_eq!(wide_integer(1 << 64), "((__int128)1LL * ((__int128)1 << 64) + 0ULL)");
        assert_eq!(
            wide_integer(-1 - (1 << 64)),
            "((__int128)-2LL * ((__int128)1 << 64) + 18446744073709551615ULL)"
        );
        let least = "((__int128)(-9223372036854775807LL - 1) * ((__int128)1 << 64) + 0ULL)";
        assert_eq!(wide_integer(i128::MIN), least);
    }

    #[test]
    fn declarators() {
        let const_char = Type::Const(Box::new(Type::Char { signed: true }));
        let pointer = |to: Type| Type::Pointer(Box::new(to));
        check(&int(), "x", "int x");
        check(&pointer(const_char.clone()), "s", "const char *s");
        check(&pointer(const_char.clone()), "", "const char *");
        check(&Type::Const(Box::new(pointer(const_char))), "s", "const char *const s");
        let array = Type::Array { of: Box::new(int()), len: Some(3) };
        check(&array, "v", "int v[3]");
        check(&pointer(array), "v", "int (*v)[3]");
        let function = FunctionType { ret: int(), params: vec![], variadic: false, prototype: true };
        check(&pointer(Type::Function(Box::new(function))), "f", "int (*f)(void)");
    }
}
