//! The C API in C's own terms: what the header declares, before anything is decided about Python.
//!
//! In: what `header` read; `verdict` returns a corrected copy. Out: plain data for `passes` and `plan`.
//! It must not know Python, bindgen, or any style. Lists are in source order, so output is deterministic.

mod print;
mod types;

pub use print::print;
pub use types::{FloatKind, FunctionType, IntType, Type, WideKind};

use crate::diag::Span;
use std::collections::BTreeSet;

/// A whole parsed header (or set of headers).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Api {
    /// C or C++.
    pub language: Language,
    /// How C code reaches the declarations, in order: `<zlib.h>` or `"cmult.h"`, delimiters included.
    pub includes: Vec<String>,
    /// Files below the user's own header folder that the headers include; a package must carry them.
    /// Pairs of (path on disk, path below the include root).
    pub own_files: Vec<(std::path::PathBuf, std::path::PathBuf)>,
    /// Macros whose value generated C cannot ask for: those that the headers define more than once, each under its own
    /// condition, so that another compilation may see another value; those that have to be undefined, since a record's
    /// member has the name; and macros that mention either.
    pub varying_macros: BTreeSet<String>,
    /// Functions and variables that the headers define, not only declare, for all files of a program to see: as many
    /// times as files include them.
    pub defined: Vec<String>,
    /// Whether the headers end with a `#pragma pack` that holds for whatever C code comes after them. Filled in by `verdict`.
    pub leaves_packed: bool,
    /// Types whose names the system's headers give to other types: C code that includes those has to call them something
    /// else. Filled in by `verdict`.
    pub clashes: Vec<String>,
    /// Functions, those declared only and those defined inline.
    pub functions: Vec<Function>,
    /// Function types that the configuration gives to what has none of its own to bind.
    pub signatures: Vec<Signature>,
    /// Structs and unions, complete or not.
    pub records: Vec<Record>,
    /// Enumerations.
    pub enums: Vec<Enum>,
    /// Typedefs; the type of a declaration already carries them, this list is for naming.
    pub typedefs: Vec<Typedef>,
    /// Object-like macros that could have a value, and function-like ones.
    pub macros: Vec<Macro>,
    /// Global variables.
    pub variables: Vec<Variable>,
    /// Declarations that have already been given up, each with its reason.
    pub skipped: Vec<Skipped>,
}

/// The language a header is parsed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// C, in the compiler's default standard unless a `-std=` flag says otherwise.
    #[default]
    C,
    /// C++; its functions reach the plan through the generated `extern "C"` shim.
    Cxx,
}

/// A function declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Name in C; in C++ the qualified name (`ns::f`).
    pub name: String,
    /// Result, parameters, variadic or not.
    pub ty: FunctionType,
    /// Parameter names, as many as `ty.params`; `None` where the header gives none.
    pub param_names: Vec<Option<String>>,
    /// Array length written in a parameter (`int v[4]` adjusts to `int *` and keeps 4 here).
    pub param_lens: Vec<Option<u64>>,
    /// C++ default arguments as source text; `None` where there is none. Empty in C.
    pub defaults: Vec<Option<String>>,
    /// Where the code of the function is.
    pub linkage: Linkage,
    /// Symbols outside of the header that code which calls it refers to, where its code is in the header: each has to be
    /// there at run time. Filled in by `verdict`.
    pub refers_to: Vec<String>,
    /// Doc comment without its markers, one string a line; empty where there is none.
    pub doc: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// One type under which a variadic function or a function-like macro is called; each is a function of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The function or macro that C code calls.
    pub callee: String,
    /// The function that calls it: its own name, and the place of the signature.
    pub function: Function,
}

/// Where a function's or variable's definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linkage {
    /// Declared here, defined in a library: the linker is asked whether it is exported.
    External,
    /// `static` or `inline` with a body in the header: only C code can reach it.
    Inline,
}

/// A struct, union or class.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// How C spells the type: `struct point`, `union u`, `point_t` where only a typedef names it.
    /// The key by which `Type::Record` refers to it. An anonymous member record is
    /// `<outer>::<anonymous N>`, which is no C spelling (`spelled` is false).
    pub key: String,
    /// True where `key` can be written in C.
    pub spelled: bool,
    /// False for a system header's type that the library's own declarations use.
    pub own: bool,
    /// Struct or union.
    pub kind: RecordKind,
    /// The tag, where there is one.
    pub tag: Option<String>,
    /// Typedefs that name the record itself, in source order.
    pub typedefs: Vec<String>,
    /// `None` for an incomplete (opaque) type.
    pub layout: Option<Layout>,
    /// Doc comment.
    pub doc: Vec<String>,
    /// Where it is defined, or first declared.
    pub span: Span,
}

/// Struct or union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// `struct` (a C++ `class` too).
    Struct,
    /// `union`.
    Union,
}

/// Size, alignment and members of a complete record, as the compiler confirmed them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// `sizeof`, in bytes.
    pub size: u64,
    /// `_Alignof`, in bytes.
    pub align: u64,
    /// Members in order.
    pub fields: Vec<Field>,
}

/// A member of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name; empty for an anonymous struct or union member, or an unnamed bit-field.
    pub name: String,
    /// Its type; arrays stay arrays, a flexible array has `len: None`.
    pub ty: Type,
    /// Offset in bits from the start of the record.
    pub offset_bits: u64,
    /// Width in bits where it is a bit-field.
    pub bit_width: Option<u32>,
    /// Doc comment.
    pub doc: Vec<String>,
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// `enum color`, or `color_t` where only a typedef names it; for a nameless enum
    /// `<anonymous enum at LINE>` with `spelled` false.
    pub key: String,
    /// True where `key` can be written in C.
    pub spelled: bool,
    /// False for a system header's enumeration; it is a plain integer in the binding.
    pub own: bool,
    /// The tag, where there is one.
    pub tag: Option<String>,
    /// Typedefs that name it.
    pub typedefs: Vec<String>,
    /// The integer type it is compatible with.
    pub int: IntType,
    /// Constants in order.
    pub constants: Vec<EnumConstant>,
    /// Doc comment.
    pub doc: Vec<String>,
    /// Where it is defined.
    pub span: Span,
}

/// One constant of an enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumConstant {
    /// Its name in C.
    pub name: String,
    /// The compiler's value.
    pub value: i128,
    /// Doc comment.
    pub doc: Vec<String>,
}

/// A typedef of anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Typedef {
    /// The name.
    pub name: String,
    /// False for a system header's typedef.
    pub own: bool,
    /// What it stands for.
    pub ty: Type,
    /// Where it is.
    pub span: Span,
}

/// A macro of the library's own headers.
#[derive(Debug, Clone, PartialEq)]
pub struct Macro {
    /// Its name.
    pub name: String,
    /// What it amounts to.
    pub value: MacroValue,
    /// Doc comment.
    pub doc: Vec<String>,
    /// Where it is defined.
    pub span: Span,
}

/// What a macro amounts to; the compiler's word once `verdict` has run.
#[derive(Debug, Clone, PartialEq)]
pub enum MacroValue {
    /// Not asked yet, the replacement list as written.
    Unknown(String),
    /// An integer constant expression (a character constant too).
    Int(i128),
    /// A floating constant, as the nearest double.
    Float(f64),
    /// A string literal's bytes, without the terminating NUL.
    Str(Vec<u8>),
    /// A constant pointer such as `((fn)-1)`, as an address.
    Address(u64),
    /// It names a function (or another object) of the library.
    Alias(String),
    /// It takes parameters, whose names are given.
    FunctionLike(Vec<String>),
    /// It has no value: empty, a keyword, a type, a statement.
    NoValue,
}

/// A global variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name in C.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Where its storage is.
    pub linkage: Linkage,
    /// Doc comment.
    pub doc: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What a declaration is; the section of the manifest that would have held it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A function.
    Function,
    /// A struct, union or class.
    Record,
    /// A member of a record.
    Field,
    /// An enumeration or one of its constants.
    Enum,
    /// A macro.
    Macro,
    /// A global variable.
    Variable,
    /// A typedef.
    Typedef,
}

/// A declaration that is left out, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    /// What it is.
    pub kind: Kind,
    /// Its C name.
    pub name: String,
    /// Why, as a clause without a full stop: `va_list parameter`.
    pub reason: String,
    /// Where it is declared.
    pub span: Span,
}

impl Api {
    /// The record a `Type::Record` key names.
    pub fn record(&self, key: &str) -> Option<&Record> {
        self.records.iter().find(|r| r.key == key)
    }

    /// Members of records by whose names C code does not reach them: a macro of the name stands before them.
    pub fn members_behind_macros(&self) -> BTreeSet<&str> {
        let is_plain = |m: &&Macro| !matches!(m.value, MacroValue::FunctionLike(_));
        let macros: BTreeSet<&str> = self.macros.iter().filter(is_plain).map(|m| m.name.as_str()).collect();
        let members = self.records.iter().filter_map(|r| r.layout.as_ref()).flat_map(|layout| &layout.fields);
        members.map(|field| field.name.as_str()).filter(|name| macros.contains(name)).collect()
    }

    /// The enumeration a `Type::Enum` key names.
    pub fn enumeration(&self, key: &str) -> Option<&Enum> {
        self.enums.iter().find(|e| e.key == key)
    }
}
