//! C types as libclang sees them.

use super::{Cursor, owned};
use clang_sys as c;
use std::marker::PhantomData;

/// A type, alive as long as its unit.
#[derive(Clone, Copy)]
pub struct Type<'u> {
    raw: c::CXType,
    unit: PhantomData<&'u super::Unit>,
}

/// The shape of a type, qualifiers aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// `void`.
    Void,
    /// `_Bool`, C++ `bool`.
    Bool,
    /// Plain `char`; whether the target's is signed.
    Char(bool),
    /// C++'s built-in `wchar_t`.
    Wchar,
    /// C++'s built-in `char16_t`.
    Char16,
    /// C++'s built-in `char32_t`.
    Char32,
    /// Any other integer: its name in C and its sign.
    Int(&'static str, bool),
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `long double`.
    LongDouble,
    /// A `_Complex` type; ask [`Type::element`].
    Complex,
    /// A pointer; ask [`Type::pointee`].
    Pointer,
    /// A C++ lvalue reference; ask [`Type::pointee`].
    Reference,
    /// An array; ask [`Type::element`] and [`Type::array_len`].
    Array,
    /// A function with a prototype.
    Function,
    /// A function without one.
    FunctionNoPrototype,
    /// A struct, union or class.
    Record,
    /// An enumeration.
    Enum,
    /// A typedef.
    Typedef,
    /// `struct s` as written; ask [`Type::named`].
    Elaborated,
    /// `_Atomic`; ask [`Type::atomic_value`].
    Atomic,
    /// An expression's type, an attribute: [`Type::canonical`] may know more.
    Unexposed,
    /// A vector, a block, `_Float16` and whatever else.
    Other,
}

impl<'u> Type<'u> {
    pub(super) fn new(raw: c::CXType) -> Self {
        Self { raw, unit: PhantomData }
    }

    /// Its shape.
    pub fn kind(self) -> TypeKind {
        match self.raw.kind {
            c::CXType_Void => TypeKind::Void,
            c::CXType_Bool => TypeKind::Bool,
            c::CXType_Char_S => TypeKind::Char(true),
            c::CXType_Char_U => TypeKind::Char(false),
            c::CXType_WChar => TypeKind::Wchar,
            c::CXType_Char16 => TypeKind::Char16,
            c::CXType_Char32 => TypeKind::Char32,
            c::CXType_SChar => TypeKind::Int("signed char", true),
            c::CXType_UChar => TypeKind::Int("unsigned char", false),
            c::CXType_Short => TypeKind::Int("short", true),
            c::CXType_UShort => TypeKind::Int("unsigned short", false),
            c::CXType_Int => TypeKind::Int("int", true),
            c::CXType_UInt => TypeKind::Int("unsigned int", false),
            c::CXType_Long => TypeKind::Int("long", true),
            c::CXType_ULong => TypeKind::Int("unsigned long", false),
            c::CXType_LongLong => TypeKind::Int("long long", true),
            c::CXType_ULongLong => TypeKind::Int("unsigned long long", false),
            c::CXType_Int128 => TypeKind::Int("__int128", true),
            c::CXType_UInt128 => TypeKind::Int("unsigned __int128", false),
            c::CXType_Float => TypeKind::Float,
            c::CXType_Double => TypeKind::Double,
            c::CXType_LongDouble => TypeKind::LongDouble,
            c::CXType_Complex => TypeKind::Complex,
            c::CXType_Pointer => TypeKind::Pointer,
            c::CXType_LValueReference => TypeKind::Reference,
            c::CXType_ConstantArray | c::CXType_IncompleteArray => TypeKind::Array,
            c::CXType_FunctionProto => TypeKind::Function,
            c::CXType_FunctionNoProto => TypeKind::FunctionNoPrototype,
            c::CXType_Record => TypeKind::Record,
            c::CXType_Enum => TypeKind::Enum,
            c::CXType_Typedef => TypeKind::Typedef,
            c::CXType_Elaborated => TypeKind::Elaborated,
            c::CXType_Atomic => TypeKind::Atomic,
            c::CXType_Unexposed | c::CXType_Auto => TypeKind::Unexposed,
            _ => TypeKind::Other,
        }
    }

    /// `const` on this very type, typedefs not looked through.
    pub fn is_const(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_isConstQualifiedType(self.raw) != 0 }
    }

    /// `volatile` on this very type.
    pub fn is_volatile(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_isVolatileQualifiedType(self.raw) != 0 }
    }

    /// The type as clang would write it.
    pub fn spelling(self) -> String {
        // SAFETY: the unit is alive.
        owned(unsafe { c::clang_getTypeSpelling(self.raw) })
    }

    /// Without typedefs and other sugar.
    #[must_use]
    pub fn canonical(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getCanonicalType(self.raw) })
    }

    /// What a pointer or reference points to.
    #[must_use]
    pub fn pointee(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getPointeeType(self.raw) })
    }

    /// The item type of an array or complex type.
    #[must_use]
    pub fn element(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getElementType(self.raw) })
    }

    /// The length of an array; `None` for an incomplete one.
    pub fn array_len(self) -> Option<u64> {
        // SAFETY: the unit is alive.
        u64::try_from(unsafe { c::clang_getArraySize(self.raw) }).ok()
    }

    /// What stands behind `struct s` as written.
    #[must_use]
    pub fn named(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_Type_getNamedType(self.raw) })
    }

    /// The type inside `_Atomic`.
    #[must_use]
    pub fn atomic_value(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_Type_getValueType(self.raw) })
    }

    /// The declaration of a record, enumeration or typedef.
    pub fn declaration(self) -> Cursor<'u> {
        // SAFETY: the unit is alive.
        Cursor::new(unsafe { c::clang_getTypeDeclaration(self.raw) })
    }

    /// A function's result.
    #[must_use]
    pub fn result(self) -> Type<'u> {
        // SAFETY: the unit is alive.
        Type::new(unsafe { c::clang_getResultType(self.raw) })
    }

    /// A function's parameters; arrays as written, before adjustment.
    pub fn parameters(self) -> Vec<Type<'u>> {
        // SAFETY: the unit is alive, and the index is below the count.
        unsafe {
            let count = c::clang_getNumArgTypes(self.raw).max(0).unsigned_abs();
            (0..count).map(|i| Type::new(c::clang_getArgType(self.raw, i))).collect()
        }
    }

    /// Whether a function takes more than its parameters.
    pub fn is_variadic(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_isFunctionTypeVariadic(self.raw) != 0 }
    }

    /// Size in bytes; `None` for an incomplete or dependent type.
    pub fn size(self) -> Option<u64> {
        // SAFETY: the unit is alive.
        u64::try_from(unsafe { c::clang_Type_getSizeOf(self.raw) }).ok()
    }

    /// Alignment in bytes; `None` for an incomplete or dependent type.
    pub fn align(self) -> Option<u64> {
        // SAFETY: the unit is alive.
        u64::try_from(unsafe { c::clang_Type_getAlignOf(self.raw) }).ok()
    }

    /// Whether a C++ type is what C would know: no virtual, no constructor.
    pub fn is_pod(self) -> bool {
        // SAFETY: the unit is alive.
        unsafe { c::clang_isPODType(self.raw) != 0 }
    }

    /// The members of a record, nameless ones included.
    pub fn fields(self) -> Vec<Cursor<'u>> {
        extern "C" fn visit(field: c::CXCursor, data: c::CXClientData) -> c::CXVisitorResult {
            // SAFETY: `data` is the vector below, alive for the whole visit.
            unsafe { &mut *data.cast::<Vec<Cursor<'_>>>() }.push(Cursor::new(field));
            c::CXVisit_Continue
        }
        let mut fields: Vec<Cursor<'u>> = Vec::new();
        // SAFETY: the callback only uses the vector that is handed over.
        unsafe { c::clang_Type_visitFields(self.raw, visit, (&raw mut fields).cast()) };
        fields
    }
}
