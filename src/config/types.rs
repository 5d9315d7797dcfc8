//! What a project file or a command line says, after parsing.

use crate::diag::Span;
use crate::ir::Language;
use std::path::PathBuf;

/// Everything the user said.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `module`: import name; default: the first header's stem, made an identifier.
    pub module: String,
    /// `headers`: paths, or names found on the include path.
    pub headers: Vec<Header>,
    /// `language`: `c` or `c++`; default by the header's ending (`.hpp`, `.hh`, `.hxx` are C++).
    pub language: Language,
    /// `out`: output folder; default `out`.
    pub out: PathBuf,
    /// `styles`: ids in the order given; default all.
    pub styles: Vec<String>,
    /// `libraries`: names for `-l`.
    pub libraries: Vec<String>,
    /// `library-dirs`: for `-L`.
    pub library_dirs: Vec<PathBuf>,
    /// `include-dirs`: for `-I`.
    pub include_dirs: Vec<PathBuf>,
    /// `defines`: `NAME` or `NAME=VALUE`.
    pub defines: Vec<String>,
    /// `pkg-config`: module names; their flags are already merged into the folders, defines and libraries above.
    pub pkg_config: Vec<String>,
    /// `sources`: the library's own C or C++ files, compiled with the binding.
    pub sources: Vec<PathBuf>,
    /// `clang-args`: handed to libclang and the compiler alike.
    pub clang_args: Vec<String>,
    /// `own`: globs matched against a header's path below its include root; empty means the default rule.
    pub own: Vec<String>,
    /// `allow`: anchored regular expressions; empty means everything.
    pub allow: Vec<String>,
    /// `block`: anchored regular expressions, stronger than `allow`.
    pub block: Vec<String>,
    /// `strip-prefix`: removed from public names where what remains is an identifier.
    pub strip_prefix: Option<String>,
    /// `[rename]`: C name to Python name.
    pub rename: Vec<Rename>,
    /// `flags`: anchored regular expressions over the names of enumerations whose values are sets of bits.
    pub flags: Vec<(String, Span)>,
    /// `keywords`: parameters may be given by keyword.
    pub keywords: bool,
    /// `gil`: the module's default.
    pub gil: Option<GilChoice>,
    /// `[error]`: the module's exception.
    pub exception: Option<ExceptionConfig>,
    /// `[function.NAME]`, in file order; NAME is an anchored regular expression (a plain name matches itself).
    pub functions: Vec<FunctionConfig>,
    /// `[[case]]`: calls that `verify` compares and `bench` measures.
    pub cases: Vec<Case>,
    /// The project file, where there is one.
    pub file: Option<PathBuf>,
}

/// A header argument.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// As the user wrote it.
    pub given: String,
    /// Where it says so.
    pub span: Span,
}

/// One line of `[rename]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    /// Name in C.
    pub from: String,
    /// Name in Python.
    pub to: String,
    /// Where it says so.
    pub span: Span,
}

/// `gil = "hold"` or `"release"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GilChoice {
    /// Keep it during the call.
    Hold,
    /// Let it go.
    Release,
}

/// `[error]`: `exception = "GeometryError"`, `message = "geometry_strerror"`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceptionConfig {
    /// Class name; default: the module's name in CamelCase plus `Error`.
    pub exception: Option<String>,
    /// `message`: the library's functions that give an error's text, one name or several: from a code, or from a handle.
    pub message: Vec<String>,
    /// Where it says so.
    pub span: Span,
}

/// `[function.NAME]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunctionConfig {
    /// The key: an anchored regular expression over C names.
    pub pattern: String,
    /// `out = ["q", "r"]`: parameters that C writes.
    pub out: Vec<String>,
    /// `inout = ["n"]`: parameters that C reads and writes.
    pub inout: Vec<String>,
    /// `arrays = { xs = "n" }`: pointer parameter to length parameter.
    pub arrays: Vec<(String, String)>,
    /// `buffers = { out = { capacity = "size", count = "written" } }`: what C fills.
    pub buffers: Vec<BufferConfig>,
    /// `borrowed = true`: a `char *` that comes back stays C's, and is read as text.
    pub borrowed: bool,
    /// `owned_by = "free_thing"`: the function that takes back what this one returns.
    pub owned_by: Option<String>,
    /// `nonnull = ["p"]`: parameters for which `None` is refused.
    pub nonnull: Vec<String>,
    /// `string = true`: `unsigned char *` and kin in parameters and result are text.
    pub string: bool,
    /// `error = "nonzero" | "negative" | "null" | [0, 100]`, or `{ errno = "negative" }` for `OSError`.
    pub error: Option<ErrorConfig>,
    /// `callbacks = { compare = { user = "context", scope = "call", on_error = 0 } }`: function-pointer parameters.
    pub callbacks: Vec<CallbackConfig>,
    /// `signature = "int (unsigned x)"`, `signatures = { set_long = "int (void *handle, int option, long value)" }`: the
    /// types under which a variadic function or a function-like macro is called.
    pub signatures: Vec<SignatureConfig>,
    /// `gil`.
    pub gil: Option<GilChoice>,
    /// `keywords`.
    pub keywords: Option<bool>,
    /// `map = true`, or the name: there is a function that calls this one for each item of buffers.
    pub map: Option<MapConfig>,
    /// Where it says so.
    pub span: Span,
}

/// Whether a function is called for each item of buffers, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapConfig {
    /// `false`, which takes back what an earlier table says.
    Off,
    /// `true`: under the usual name.
    On,
    /// Under this name.
    Named(String),
}

/// A C function type, and the name of the function that has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignatureConfig {
    /// The name that rules and the manifest know it by.
    pub name: String,
    /// What stands before its name in a declaration: `const char *`.
    pub result: String,
    /// What stands between the parentheses: `unsigned x`; `void` where there is nothing.
    pub params: String,
    /// Where it says so.
    pub span: Span,
}

/// A parameter that C fills.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BufferConfig {
    /// The parameter's name in C.
    pub param: String,
    /// `capacity`: the parameter that says how many items it holds.
    pub capacity: String,
    /// `count`: the parameter through which C tells how many it wrote; else all count.
    pub count: Option<String>,
}

/// What is said of one function-pointer parameter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallbackConfig {
    /// The parameter's name in C.
    pub param: String,
    /// `user`: the function's own `void *` parameter that carries a Python object to the callable.
    pub user: Option<String>,
    /// `user-argument`: which parameter of the callable gets it back, from 0; default: its only `void *`.
    pub user_argument: Option<usize>,
    /// `scope`: `"keep"` (default) or `"call"`.
    pub scope: CallbackScope,
    /// `owner`: the handle parameter, or `"return"`, with which the trampoline ends.
    pub owner: Option<String>,
    /// `on_error`: what C gets after an exception; default 0.
    pub on_error: i64,
}

/// How long a trampoline lives that has no owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CallbackScope {
    /// Until the module ends.
    #[default]
    Keep,
    /// Until the function returns.
    Call,
}

/// The `error` of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorConfig {
    /// What the result is tested for.
    pub test: ErrorTestConfig,
    /// True: `OSError` by `errno`; false: the module's exception.
    pub errno: bool,
}

/// What a result is tested for.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorTestConfig {
    /// `"nonzero"`.
    Nonzero,
    /// `"negative"`.
    Negative,
    /// `"null"`.
    Null,
    /// A list of good codes.
    Good(Vec<i64>),
    /// `"set"`: `errno` itself, set to zero before and looked at after.
    ErrnoSet,
}

/// `[[case]]`: one call, in Python, with `m` the module.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// `name`: a short title, unique.
    pub name: String,
    /// `setup`: Python statements run once, before.
    pub setup: String,
    /// `call`: a Python expression, run and measured: `m.add(2, 3)`; or statements on one line, which have no value.
    pub call: String,
    /// `expect`: a Python expression that the value of `call` equals; optional.
    pub expect: Option<String>,
    /// Where it says so.
    pub span: Span,
}
