//! Classes and constants.

use super::Value;
use crate::diag::Span;
use crate::ir::{self, IntType};

/// A struct or union. Members of anonymous members are members of the record around them, as C has it.
#[derive(Debug, Clone)]
pub struct Record {
    /// Manifest key: `struct point`, `point_t`; for a nameless type of a member `struct outer::<anonymous 1>`.
    pub key: String,
    /// False where `key` is no C spelling (the nameless type of a member).
    pub spelled: bool,
    /// How C code names the type: `key`, or `__typeof__(((struct outer *)0)->inner)` where it has no name.
    pub c_type: String,
    /// For a nameless type: the member it is the type of, to which CFFI must go through the record around it.
    pub within: Option<Within>,
    /// The class name.
    pub py_name: String,
    /// Further module names of the same class, from further typedefs.
    pub aliases: Vec<String>,
    /// Struct or union.
    pub kind: ir::RecordKind,
    /// `sizeof`, bytes, confirmed by the compiler.
    pub size: u64,
    /// Alignment, bytes, confirmed.
    pub align: u64,
    /// Members in order, those of anonymous members in their place.
    pub fields: Vec<Field>,
    /// What `==` looks at: members one by one, and the bytes of what overlaps.
    pub compared: Vec<Compared>,
    /// Whether every style can pass it by value: a struct of plain members at their natural places, no bit-field, no
    /// union inside. Else the shim takes its address.
    pub by_value: bool,
    /// True where it, or a record inside it, has a pointer: then it is not pickled, and keeps what is assigned alive.
    pub has_pointers: bool,
    /// Doc lines.
    pub doc: Vec<String>,
    /// Where.
    pub span: Span,
}

/// A member of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in C.
    pub c_name: String,
    /// Its attribute name.
    pub py_name: String,
    /// Its C type.
    pub ty: ir::Type,
    /// How it reads and is set.
    pub value: Value,
    /// Offset, bytes, confirmed; of a bit-field the byte with its first bit.
    pub offset: u64,
    /// `sizeof` the member, bytes; 0 for a flexible array; for a bit-field the bytes that its bits touch.
    pub size: u64,
    /// Where it is a bit-field.
    pub bits: Option<Bits>,
    /// Whether it shares bytes with another member (of a union): setting one changes the other, so a constructor sets only
    /// those that were given.
    pub overlaps: bool,
    /// Declared const: it refuses to be set (`AttributeError`).
    pub is_const: bool,
    /// Doc lines.
    pub doc: Vec<String>,
}

/// The member whose nameless type a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// The key of the record around it.
    pub record: String,
    /// The member's name in C; the nameless type may be behind arrays and pointers.
    pub field: String,
}

/// The place of a bit-field, measured by the compiler, in the target's bit order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bits {
    /// First bit, from the start of the record.
    pub first: u64,
    /// How many, 1 to 64.
    pub width: u32,
}

/// What `==` compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// A member, by its value; index into [`Record::fields`].
    Field(usize),
    /// Bytes, as those of a union.
    Bytes {
        /// From the start of the record.
        offset: u64,
        /// How many.
        size: u64,
    },
}

/// A global variable: an attribute of `cvar`.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Name in C.
    pub c_name: String,
    /// Attribute of `cvar`.
    pub py_name: String,
    /// Its C type.
    pub ty: ir::Type,
    /// How it reads and is set.
    pub value: Value,
    /// Declared const (an array of const items too): it refuses to be set (`AttributeError`).
    pub is_const: bool,
    /// Where its storage is found.
    pub storage: Storage,
    /// Doc lines.
    pub doc: Vec<String>,
    /// Where.
    pub span: Span,
}

/// Where the storage of a variable is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Storage {
    /// The library exports the symbol of its name.
    Symbol,
    /// It is `static` in the header: this function of the shim (`const void *f(void)`) gives its address.
    Shim(String),
}

/// A function type that Python callables can stand for.
#[derive(Debug, Clone)]
pub struct Callback {
    /// An identifier of its own in the module: the typedef's name (`compare_fn`), or `callback_1`, `callback_2`, …
    pub name: String,
    /// The function's C type.
    pub ty: ir::FunctionType,
    /// How C spells the pointer to it, typedefs looked through: `int (*)(const void *, const void *)`.
    pub c_type: String,
    /// What Python is given for each parameter.
    pub params: Vec<Value>,
    /// What Python returns; `None` for `void`.
    pub result: Option<Value>,
}

/// An incomplete struct: a class whose instances are addresses of such structs.
#[derive(Debug, Clone)]
pub struct Handle {
    /// C spelling: `struct sqlite3`, `FILE`.
    pub key: String,
    /// The class name.
    pub py_name: String,
    /// Further module names of the same class.
    pub aliases: Vec<String>,
    /// Doc lines.
    pub doc: Vec<String>,
    /// Where.
    pub span: Span,
}

/// An enumeration: an `enum.IntEnum` class (`enum.IntFlag` where it is a set of bits), its members module attributes as well.
#[derive(Debug, Clone)]
pub struct Enum {
    /// C spelling.
    pub key: String,
    /// False where C cannot spell it.
    pub spelled: bool,
    /// The class name.
    pub py_name: String,
    /// Further module names of the same class.
    pub aliases: Vec<String>,
    /// Its integer type.
    pub int: IntType,
    /// Configured: its values are sets of bits, and the class is an `enum.IntFlag`. Each value of C's that is not
    /// negative reads as an instance then.
    pub is_flags: bool,
    /// Members in order; several may have one value, then the first names it.
    pub members: Vec<EnumMember>,
    /// Doc lines.
    pub doc: Vec<String>,
    /// Where.
    pub span: Span,
}

/// One member of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumMember {
    /// Name in C.
    pub c_name: String,
    /// Name of the member and of the module attribute.
    pub py_name: String,
    /// Value.
    pub value: i128,
    /// Doc lines.
    pub doc: Vec<String>,
}

/// A macro, or a constant of a nameless enum.
#[derive(Debug, Clone)]
pub struct Constant {
    /// Name in C.
    pub c_name: String,
    /// Module attribute.
    pub py_name: String,
    /// The compiler's value.
    pub value: ConstantValue,
    /// Which section of the manifest it belongs to.
    pub kind: ConstantKind,
    /// Doc lines.
    pub doc: Vec<String>,
    /// Where.
    pub span: Span,
}

/// Where a constant comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstantKind {
    /// `#define`.
    Macro,
    /// A constant of a nameless enum.
    EnumConstant,
}

/// The value of a constant.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstantValue {
    /// An `int` (a pointer constant's address too).
    Int(i128),
    /// A `float`.
    Float(f64),
    /// A `str`, from these bytes (UTF-8, surrogateescape).
    Str(Vec<u8>),
}
