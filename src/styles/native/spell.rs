//! C types as generated code spells them.

use crate::ir::Type;
use crate::text::c;

/// The type without qualifiers of its own, typedefs kept: what a local of it is declared as.
pub fn unqualified(ty: &Type) -> &Type {
    match ty {
        Type::Const(of) | Type::Volatile(of) => unqualified(of),
        Type::Typedef { .. } if ty.is_const() => unqualified(ty.canonical()),
        other => other,
    }
}

/// Its spelling as a type name.
pub fn bare(ty: &Type) -> String {
    c::declare(unqualified(ty), "")
}

/// A declaration of a local of the type.
pub fn local(ty: &Type, name: &str) -> String {
    c::declare(unqualified(ty), name)
}

/// Whether a `const char *` may be passed as it is.
pub fn is_const_char_pointer(ty: &Type) -> bool {
    ty.pointee().is_some_and(|to| to.is_const() && matches!(to.canonical(), Type::Char { .. }))
}
