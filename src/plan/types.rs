//! The plan's data. Indices (`EnumId`, …) point into the plan's own lists.

use crate::diag::Span;
use crate::ir::{self, FloatKind, IntType, WideKind};

/// Index into [`Plan::enums`].
pub type EnumId = usize;
/// Index into [`Plan::records`].
pub type RecordId = usize;
/// Index into [`Plan::handles`].
pub type HandleId = usize;
/// Index into [`Plan::functions`].
pub type FunctionId = usize;

/// One module, decided.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Import name, the same in every style.
    pub module: String,
    /// What to link and load.
    pub library: Library,
    /// C or C++.
    pub language: ir::Language,
    /// How C code reaches the declarations: `<zlib.h>`, `"cmult.h"`, delimiters included.
    pub includes: Vec<String>,
    /// The user's own headers that the package must carry: (path on disk, path below the package's `include/`).
    pub own_files: Vec<(std::path::PathBuf, std::path::PathBuf)>,
    /// Functions in source order.
    pub functions: Vec<Function>,
    /// C++ overload sets; their members are functions with `public: false`.
    pub overloads: Vec<OverloadSet>,
    /// Complete structs (unions come later), each after the records it holds by value.
    pub records: Vec<Record>,
    /// Incomplete structs, each a handle class.
    pub handles: Vec<Handle>,
    /// Enumerations with a name; nameless ones give `constants` only.
    pub enums: Vec<Enum>,
    /// Macros and constants of nameless enums, in source order. Members of named enums are module attributes too, and
    /// are not repeated here.
    pub constants: Vec<Constant>,
    /// The module's own exception, where any function reports errors by code.
    pub exception: Option<Exception>,
    /// C functions that every style calls where a declaration cannot be called directly (C++; later inline functions).
    pub shim: Vec<ShimFunction>,
    /// What is left out, with its reason.
    pub skipped: Vec<ir::Skipped>,
}

/// What to link, compile and load.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Names for `-l`, in order.
    pub link: Vec<String>,
    /// What a loader asks for at run time, one for each of `link`: the SONAME where a linker found one, else `libNAME.so`.
    pub sonames: Vec<String>,
    /// `-L` folders of this build; never written into a package.
    pub search_dirs: Vec<std::path::PathBuf>,
    /// `-I` folders of this build; never written into a package.
    pub include_dirs: Vec<std::path::PathBuf>,
    /// `-D` as `NAME` or `NAME=VALUE`; part of the API, so packages carry them.
    pub defines: Vec<String>,
    /// pkg-config modules; a package asks pkg-config again where it is installed.
    pub pkg_config: Vec<String>,
    /// The library's own C or C++ sources, compiled into the extension (or, for ctypes, into a library beside the
    /// module): (path on disk, path below the package's `csrc/`).
    pub sources: Vec<(std::path::PathBuf, std::path::PathBuf)>,
    /// Further compiler arguments that the user gave (`-std=c11`).
    pub compiler_args: Vec<String>,
}

impl Plan {
    /// Whether a package must carry compiled C beside or inside the module for every style, ctypes included.
    pub fn needs_own_library(&self) -> bool {
        !self.library.sources.is_empty() || !self.shim.is_empty()
    }
}

/// One Python function over one C function.
#[derive(Debug, Clone)]
pub struct Function {
    /// The name in C (in C++ the qualified name with parameter types, `cppmult(int, float)`): the manifest's key.
    pub c_name: String,
    /// The symbol that is called: `c_name`, or the shim function.
    pub symbol: String,
    /// The public Python name.
    pub py_name: String,
    /// False for a member of an overload set: bound under `py_name` inside the package, not exported.
    pub public: bool,
    /// The C prototype in one line without semicolon, as a reader of the header would write it.
    pub prototype: String,
    /// The C type of what is called (typedefs kept).
    pub ty: ir::FunctionType,
    /// One for each C parameter, in order.
    pub params: Vec<Param>,
    /// What becomes of the C result.
    pub result: FnResult,
    /// How the C function says that it failed.
    pub error: Option<ErrorRule>,
    /// Whether the GIL is held while C runs.
    pub gil: Gil,
    /// Whether parameters may be given by keyword.
    pub keywords: bool,
    /// Doc lines from the header, markers removed, not escaped.
    pub doc: Vec<String>,
    /// Where the header declares it.
    pub span: Span,
}

impl Function {
    /// The Python parameters, in order: those that a caller gives.
    pub fn inputs(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|p| p.passing.is_input())
    }

    /// The values that join the return value after the C result: out and inout parameters, in order.
    pub fn outputs(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|p| p.passing.is_output())
    }

    /// How many values Python gets back: 0 is `None`, 1 the value itself, more a tuple.
    pub fn n_returned(&self) -> usize {
        usize::from(self.result.is_returned()) + self.outputs().count()
    }
}

/// One C parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name in the header, or `arg1`, `arg2`, … where there is none. A valid C identifier.
    pub c_name: String,
    /// Its Python name; unique within the function.
    pub py_name: String,
    /// Its C type.
    pub ty: ir::Type,
    /// How it gets its value.
    pub passing: Passing,
}

/// How a C parameter gets its value.
#[derive(Debug, Clone, PartialEq)]
pub enum Passing {
    /// From the Python argument of the same place.
    In(Value),
    /// C writes it: a zeroed local of this kind (the pointee) is passed by address and joins the return value.
    Out(Value),
    /// Both: the Python argument goes into a local whose address is passed, and joins the return value.
    InOut(Value),
    /// One Python buffer or sequence stands for pointer and length.
    Array {
        /// What the items are.
        item: Scalar,
        /// C does not write it.
        is_const: bool,
        /// Index of the length parameter in `Function::params`.
        length: usize,
    },
    /// The number of items of an array parameter; not a Python parameter.
    Length {
        /// Index of the array parameter.
        of: usize,
        /// The C integer type of the length.
        int: IntType,
    },
}

impl Passing {
    /// A Python parameter?
    pub fn is_input(&self) -> bool {
        matches!(self, Self::In(_) | Self::InOut(_) | Self::Array { .. })
    }

    /// Does it join the return value?
    pub fn is_output(&self) -> bool {
        matches!(self, Self::Out(_) | Self::InOut(_))
    }
}

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

/// What becomes of the C result.
#[derive(Debug, Clone, PartialEq)]
pub enum FnResult {
    /// The C function returns `void`.
    Void,
    /// It is the (first) returned value.
    Value(Value),
    /// It only tells success from failure, and is not returned.
    Status(Value),
}

impl FnResult {
    /// Whether Python sees it.
    pub fn is_returned(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

/// How a C function says that it failed.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRule {
    /// What the result is tested for.
    pub test: ErrorTest,
    /// What is raised.
    pub raises: Raises,
}

/// When a result means failure.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorTest {
    /// Any value but 0.
    Nonzero,
    /// A value below 0.
    Negative,
    /// A null pointer.
    Null,
    /// Any value that is not listed.
    NotIn(Vec<i64>),
}

/// What is raised on failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raises {
    /// The module's exception, with the result as its code (0 for a null pointer).
    Exception,
    /// `OSError` by `errno`.
    Errno,
}

/// The module's own exception class: `GeometryError(code, message)`, derived from `Exception`; attributes `code`, `message`.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// Its name.
    pub py_name: String,
    /// The library's function from code to text (`const char *f(int)`), where one is named. Bound like any other.
    pub message: Option<FunctionId>,
}

/// Whether the GIL is held while C runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gil {
    /// Held; CFFI cannot, and releases it.
    #[default]
    Hold,
    /// Released.
    Release,
}

/// Several C++ functions of one name.
#[derive(Debug, Clone)]
pub struct OverloadSet {
    /// The public name.
    pub py_name: String,
    /// Members in the order in which they are tried, first the one with the most parameters that match exactly.
    pub members: Vec<FunctionId>,
}

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

/// A generated C function that every style calls in place of what it cannot reach.
#[derive(Debug, Clone)]
pub struct ShimFunction {
    /// Its symbol, `_tb_…`-free C identifier: `tb_cppmult_1`.
    pub symbol: String,
    /// Its C prototype, `extern "C"`.
    pub ty: ir::FunctionType,
    /// Parameter names.
    pub param_names: Vec<String>,
    /// The expression it evaluates, `cppmult(a, b)`.
    pub call: String,
}
