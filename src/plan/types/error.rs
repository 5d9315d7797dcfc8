//! How failure shows, and what is raised.

use super::FunctionId;

/// How a C function says that it failed.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRule {
    /// What the result is tested for.
    pub test: ErrorTest,
    /// What is raised.
    pub raises: Raises,
    /// Where the module's exception is raised, and the library tells by a handle what went wrong: it is asked right after
    /// the call, where the handle is not NULL.
    pub message: Option<HandleMessage>,
}

/// Who tells what went wrong with a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandleMessage {
    /// `const char *f(handle *)`. Bound like any other.
    pub function: FunctionId,
    /// The parameter with the handle (index into [`super::Function::params`]): given, or one that C fills.
    pub param: usize,
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
    /// Whatever the result: `errno`, which is set to zero before the call.
    ErrnoSet,
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
    /// The library's function from code to text (`const char *f(int)`), where one is named. Bound like any other. It is asked
    /// where no handle tells more ([`ErrorRule::message`]).
    pub message: Option<FunctionId>,
}
