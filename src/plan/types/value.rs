//! Values: the rows of the contract's table.

use crate::ir::{FloatKind, IntType, WideKind};

/// Index into [`Plan::enums`].
pub type EnumId = usize;
/// Index into [`Plan::records`].
pub type RecordId = usize;
/// Index into [`Plan::handles`].
pub type HandleId = usize;
/// Index into [`Plan::functions`].
pub type FunctionId = usize;
/// Index into [`Plan::callbacks`].
pub type CallbackId = usize;

/// A C value that is one number or character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// An integer type (`signed char` and `unsigned char` too), up to `__int128`. One of 128 bits lies in memory only
    /// (members, items, what a pointer passes): no style passes it in registers.
    Int(IntType),
    /// Plain `char`: `bytes` of length 1, or an in-range `int`.
    Char {
        /// Whether plain `char` is signed, hence its range.
        signed: bool,
    },
    /// `wchar_t` and kin: `str` of length 1.
    Wide(WideKind),
    /// `_Bool`.
    Bool,
    /// `float`, `double`, `long double`.
    Float(FloatKind),
    /// A `_Complex` number: `complex`. As an integer of 128 bits, it lies in memory only.
    Complex(FloatKind),
    /// An enumeration: its `IntEnum` member, or any in-range `int`.
    Enum {
        /// Which; `None` for a nameless one, which is a plain integer.
        id: Option<EnumId>,
        /// Its integer type.
        int: IntType,
    },
}

/// How one C value looks from Python; the rows of the contract's table.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number or character by value.
    Scalar(Scalar),
    /// `const char *` (with `string = true`, `const unsigned char *` too): `str`, `bytes` or `None` in; `str` or `None` out.
    Text,
    /// `char *`: a writable buffer, a pointer to char or `None` in; a `Pointer` out.
    CharPointer,
    /// `void *`: any buffer, record, handle, `Pointer`, `int` address or `None` in; `int` or `None` out.
    Address {
        /// Pointee is const: a read-only buffer will do.
        is_const: bool,
    },
    /// `T *` with T a number: a buffer of such items, a buffer of bytes, a `Pointer` to T, `None`; a `Pointer` out.
    Items {
        /// T.
        item: Scalar,
        /// Pointee is const.
        is_const: bool,
    },
    /// `struct S` or `union U` by value. As a parameter or result only where [`Record::by_value`] holds; else the shim
    /// takes its address ([`Passing::ByRef`]).
    Record(RecordId),
    /// `struct S *`: an `S`, an array view, a `Pointer` to S, a buffer of S's size, `None`; an `S` view or `None` out.
    RecordPointer {
        /// S.
        record: RecordId,
        /// Pointee is const.
        is_const: bool,
    },
    /// Pointer to an incomplete struct: the handle class or `None`.
    Handle(HandleId),
    /// `T **`, or any other pointer to a pointer: a buffer of addresses, or a sequence that is copied for the call; a
    /// `Pointer` out.
    Pointers {
        /// What each pointer is.
        to: Box<Value>,
        /// The array of pointers itself is const.
        is_const: bool,
    },
    /// A function pointer. With a callback: any callable, a function pointer that came out of C, an `int` address or
    /// `None` in; a callable (or `None`) out. `None` as its type, which cannot be expressed (it is variadic, takes a
    /// `va_list`): an `int` address or `None`, both ways.
    FunctionPointer(Option<CallbackId>),
    /// A flexible array (or one of length 0), as a member or a variable of unknown length only: reads as a `Pointer` to
    /// its first item, which keeps the record alive; it cannot be set. `S.allocate(n)` makes room for `n` items.
    Flexible {
        /// What the items are.
        of: Box<Value>,
    },
    /// A fixed array, as a member of a record or a variable only: a mutable sequence view; `char[N]` reads as `bytes`.
    Array {
        /// What the items are: scalars, records, pointers, or arrays again.
        of: Box<Value>,
        /// How many.
        len: u64,
    },
}

impl Value {
    /// Whether a callable of Python's can be put into it.
    pub fn holds_callables(&self) -> bool {
        match self {
            Self::FunctionPointer(id) => id.is_some(),
            Self::Pointers { to: of, .. } | Self::Flexible { of } | Self::Array { of, .. } => {
                of.holds_callables()
            }
            _ => false,
        }
    }
}

impl Scalar {
    /// Whether values of this kind lie in memory only: the shim takes and gives them by address.
    pub fn in_memory_only(self) -> bool {
        matches!(self, Self::Complex(_))
            || matches!(self, Self::Int(int) | Self::Enum { int, .. } if int.bits > 64)
    }
}
