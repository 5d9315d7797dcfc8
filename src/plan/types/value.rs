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

/// A C value that is one number or character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// An integer type (`signed char` and `unsigned char` too).
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
    /// `struct S` by value.
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
    /// A function pointer: for now an `int` address or `None`, both ways.
    FunctionPointer,
    /// A fixed array, as a member of a record only: a mutable sequence view; `char[N]` reads as `bytes`.
    Array {
        /// What the items are: scalars, records, pointers, or arrays again.
        of: Box<Value>,
        /// How many.
        len: u64,
    },
}
