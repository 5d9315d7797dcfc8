//! C types. Typedefs are kept, since generated C spells what the header spells; [`Type::canonical`] looks through them.

/// A C type.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// `void`.
    Void,
    /// `_Bool`.
    Bool,
    /// Plain `char`, a type of its own in C.
    Char {
        /// Whether the target's plain `char` is signed.
        signed: bool,
    },
    /// Any other integer type.
    Int(IntType),
    /// `wchar_t`, `char16_t`, `char32_t`.
    Wide(WideKind),
    /// A real floating type.
    Float(FloatKind),
    /// A `_Complex` type.
    Complex(FloatKind),
    /// A pointer.
    Pointer(Box<Type>),
    /// An array; `len` is `None` for a flexible or incomplete one.
    Array {
        /// Item type.
        of: Box<Type>,
        /// Number of items.
        len: Option<u64>,
    },
    /// A function, behind a pointer nearly always.
    Function(Box<FunctionType>),
    /// A struct or union, by its key in `Api::records`.
    Record(String),
    /// An enumeration, by its key in `Api::enums`.
    Enum(String),
    /// A name for another type.
    Typedef {
        /// The name as written.
        name: String,
        /// What it stands for.
        to: Box<Type>,
    },
    /// `const` (the only qualifier that changes what Python may do).
    Const(Box<Type>),
    /// `volatile` or `_Atomic`, kept so that prototypes agree.
    Volatile(Box<Type>),
    /// A C++ reference.
    Reference(Box<Type>),
    /// Something this model has no word for (`va_list`, a vector, a block, a template), as spelled.
    Other(String),
}

/// An integer type: its width, its sign, and C's name for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IntType {
    /// 8, 16, 32, 64 or 128.
    pub bits: u16,
    /// Signed or not.
    pub signed: bool,
    /// C's own name, `unsigned long`; `long` and `long long` differ only here.
    pub name: &'static str,
}

/// Which wide character type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WideKind {
    /// `wchar_t`.
    Wchar,
    /// `char16_t`.
    Char16,
    /// `char32_t`.
    Char32,
}

/// Which floating type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FloatKind {
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `long double`.
    LongDouble,
}

/// The type of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionType {
    /// Result type.
    pub ret: Type,
    /// Parameter types after adjustment (C23 6.7.7.4: arrays and functions are pointers).
    pub params: Vec<Type>,
    /// Ends in `...`.
    pub variadic: bool,
    /// False for `int f();` before C23.
    pub prototype: bool,
}

impl Type {
    /// The type behind typedefs and qualifiers.
    pub fn canonical(&self) -> &Type {
        match self {
            Type::Typedef { to, .. } | Type::Const(to) | Type::Volatile(to) => to.canonical(),
            other => other,
        }
    }

    /// Whether `const` applies to the type itself, through typedefs too.
    pub fn is_const(&self) -> bool {
        match self {
            Type::Const(_) => true,
            Type::Typedef { to, .. } | Type::Volatile(to) => to.is_const(),
            Type::Array { of, .. } => of.is_const(),
            _ => false,
        }
    }

    /// What a pointer points to; `None` for anything else.
    pub fn pointee(&self) -> Option<&Type> {
        match self.canonical() {
            Type::Pointer(to) => Some(to),
            _ => None,
        }
    }
}
