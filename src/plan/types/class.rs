//! Classes and constants.

use super::Value;
use crate::diag::Span;
use crate::ir::{self, IntType};

/// A struct.
#[derive(Debug, Clone)]
pub struct Record {
    /// Manifest key and C spelling: `struct point`, `point_t`.
    pub key: String,
    /// False where C cannot spell the type (an anonymous member).
    pub spelled: bool,
    /// The class name.
    pub py_name: String,
    /// Further module names of the same class, from further typedefs.
    pub aliases: Vec<String>,
    /// Struct or union (unions come with the next step).
    pub kind: ir::RecordKind,
    /// `sizeof`, bytes, confirmed by the compiler.
    pub size: u64,
    /// Alignment, bytes, confirmed.
    pub align: u64,
    /// Members in order.
    pub fields: Vec<Field>,
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
    /// Offset, bytes, confirmed.
    pub offset: u64,
    /// `sizeof` the member, bytes.
    pub size: u64,
    /// Declared const: it refuses to be set (`AttributeError`).
    pub is_const: bool,
    /// Doc lines.
    pub doc: Vec<String>,
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

/// An enumeration: an `enum.IntEnum` class, its members module attributes as well.
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
