//! A function: its parameters, its result, how it fails.

use super::{ErrorRule, FunctionId, HandleId, Scalar, Value};
use crate::diag::Span;
use crate::ir::{self, IntType};

/// One Python function over one C function.
#[derive(Debug, Clone)]
pub struct Function {
    /// The name in C (in C++ the qualified name with parameter types, `cppmult(int, float)`): the manifest's key.
    pub c_name: String,
    /// The symbol that is called: `c_name`, or the shim function.
    pub symbol: String,
    /// The public Python name.
    pub py_name: String,
    /// Further names of the same Python function, from macros that only name it (`#define mpz_init __gmpz_init`).
    pub aliases: Vec<FunctionAlias>,
    /// False for a member of an overload set: bound under `py_name` inside the package, not exported.
    pub public: bool,
    /// The C prototype in one line without semicolon, as a reader of the header would write it.
    pub prototype: String,
    /// The C type of what is called (typedefs kept): its own, or that of the shim function.
    pub ty: ir::FunctionType,
    /// The C type that the header declares, where the shim function's differs: the manifest gives it.
    pub declared: Option<ir::FunctionType>,
    /// For a signature of the configuration: the variadic function or macro that it calls, which is not bound itself.
    pub signature_of: Option<String>,
    /// One for each C parameter, in order.
    pub params: Vec<Param>,
    /// What becomes of the C result.
    pub result: FnResult,
    /// Configured: who takes back what it returns.
    pub owned: Option<Owned>,
    /// The handle parameter (index into `params`) that it takes back: what frees a handle that this module owns. Python's
    /// object is closed by the call, and `ValueError` for one that is closed already.
    pub closes: Option<usize>,
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

    /// Whether text comes back, which may lie inside an argument (`strstr`): then what was made of the arguments must
    /// outlive the conversion of the result.
    pub fn reads_text_back(&self) -> bool {
        let text = |v: &Value| *v == Value::Text;
        let out = |p: &Param| matches!(&p.passing, Passing::Out(v) | Passing::InOut(v) if text(v));
        matches!(&self.result, FnResult::Value(v) if text(v)) || self.params.iter().any(out)
    }

    /// The array parameters that have a parameter as their length, in order.
    pub fn arrays_of(&self, length_index: usize) -> impl Iterator<Item = usize> + '_ {
        let has_it =
            move |p: &Param| matches!(p.passing, Passing::Array { length, .. } if length == length_index);
        self.params.iter().enumerate().filter(move |(_, p)| has_it(p)).map(|(i, _)| i)
    }

    /// Whether a parameter is one of several arrays that have one length.
    pub fn shares_length(&self, param: &Param) -> bool {
        matches!(param.passing, Passing::Array { length, .. } if self.arrays_of(length).count() > 1)
    }

    /// What frees one of the values that it gives back, where Python owns that.
    pub fn freed(&self, what: OwnedValue) -> Option<&Freeing> {
        self.owned.as_ref().filter(|owned| owned.what == what).map(|owned| &owned.by)
    }

    /// What frees the text that it returns, where that is the caller's.
    pub fn frees_text(&self) -> Option<&Freeing> {
        let is_text = matches!(self.result, FnResult::Value(Value::Text));
        self.freed(OwnedValue::Result).filter(|_| is_text)
    }

    /// The class of the handle that it gives back and that Python owns.
    pub fn owned_handle(&self) -> Option<HandleId> {
        let value = match (self.owned.as_ref()?.what, &self.result) {
            (OwnedValue::Result, FnResult::Value(value)) => value,
            (OwnedValue::Out(i), _) => match &self.params[i].passing {
                Passing::Out(value) => value,
                _ => return None,
            },
            _ => return None,
        };
        match value {
            Value::Handle(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether the result tells how many items of a buffer C wrote.
    pub fn counts_by_result(&self) -> bool {
        let by_result = |p: &Param| matches!(p.passing, Passing::Buffer { count: Count::Result, .. });
        self.params.iter().any(by_result)
    }

    /// The buffers that C fills: parameter, items, capacity, count.
    pub fn filled(&self) -> impl Iterator<Item = (&Param, Scalar, &Param, Count)> {
        self.params.iter().filter_map(|p| match p.passing {
            Passing::Buffer { item, capacity, count } => Some((p, item, &self.params[capacity], count)),
            _ => None,
        })
    }

    /// What Python would own, and what frees it, where it never gets it since the call has failed.
    pub fn discards(&self) -> Option<&Owned> {
        let is_text = self.frees_text().is_some();
        self.owned.as_ref().filter(|_| is_text || self.owned_handle().is_some())
    }

    /// How many values Python gets back: 0 is `None`, 1 the value itself, more a tuple.
    pub fn n_returned(&self) -> usize {
        usize::from(self.result.is_returned()) + self.outputs().count()
    }
}

/// A further name of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionAlias {
    /// The macro's name.
    pub c_name: String,
    /// The public Python name.
    pub py_name: String,
}

/// What a function returns, and Python owns.
#[derive(Debug, Clone, PartialEq)]
pub struct Owned {
    /// Text ([`Value::Text`]): read, and C's copy freed at once, also where reading fails. A handle ([`Value::Handle`]):
    /// the object is a context manager with `close()`; it is closed once, by that, by the end of `with`, by giving it to
    /// the function `by`, or when it is collected; its use afterwards is `ValueError`. NULL is not freed.
    pub what: OwnedValue,
    /// What is called to free it: a C function of one pointer.
    pub by: Freeing,
}

/// Which of the values that a function gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnedValue {
    /// The result.
    Result,
    /// An out-parameter (index into [`Function::params`]).
    Out(usize),
}

/// A C function that takes a pointer back.
#[derive(Debug, Clone, PartialEq)]
pub struct Freeing {
    /// The symbol to call: the library's own function, or one of the shim (for `free` of the C library).
    pub symbol: String,
    /// Its C type, one parameter.
    pub ty: ir::FunctionType,
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
    /// Configured: a pointer for which `None` is refused (`TypeError`).
    pub nonnull: bool,
    /// Configured: how long a Python callable given for a function pointer lives, and what goes with it.
    pub callback: Option<CallbackRule>,
}

/// What the configuration says of one function-pointer parameter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallbackRule {
    /// How long the trampoline lives.
    pub scope: CallbackScope,
    /// What C gets after an exception, and for the callbacks after it; 0 by default.
    pub on_error: i64,
    /// The `void *` that carries a Python object to the callable.
    pub user: Option<UserData>,
}

/// How long a callable given to C lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CallbackScope {
    /// Until the module ends; one trampoline for each callable and type.
    #[default]
    Keep,
    /// Until the function returns.
    Call,
    /// Until the handle that is this parameter (index into [`Function::params`]) is closed or collected.
    Owner(usize),
    /// The same for the handle that the function returns.
    Result,
}

/// A function pointer and its user data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserData {
    /// The function's own `void *` parameter (index into [`Function::params`]), whose passing is [`Passing::User`].
    pub param: usize,
    /// Which parameter of the callback gets it back.
    pub callback_param: usize,
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
    /// As `InOut`, but it does not come back: the shim takes by address what no style can pass by value.
    ByRef(Value),
    /// Any Python object, carried by `void *` to the callable that a function-pointer parameter is given.
    User {
        /// Index of the function-pointer parameter in `Function::params`.
        callback: usize,
    },
    /// One Python buffer or sequence stands for pointer and length.
    Array {
        /// What the items are.
        item: Scalar,
        /// C does not write it.
        is_const: bool,
        /// Index of the length parameter in `Function::params`.
        length: usize,
    },
    /// The number of items of an array parameter; not a Python parameter. Where several arrays have it as their length
    /// ([`Function::arrays_of`]), one of another number of items than the first is `ValueError`.
    Length {
        /// Index of the array parameter, the first where there are several.
        of: usize,
        /// The C integer type of the length.
        int: IntType,
    },
    /// C fills it: zeroed memory for as many items as the caller asks for. What C wrote joins the return value: `bytes`
    /// where the items are bytes, else a `memoryview` of the items.
    Buffer {
        /// What the items are: numbers that a `memoryview` has a format for, or `char`.
        item: Scalar,
        /// Index of the parameter that says how many items it holds.
        capacity: usize,
        /// How many of them C wrote; more than it holds is `ValueError`.
        count: Count,
    },
    /// How many items a buffer that C fills holds: an `int`, negative is `ValueError`.
    Capacity {
        /// The C integer type.
        int: IntType,
        /// Whether C is given its address, and may write there how many items it wrote.
        by_address: bool,
    },
    /// Where C writes how many items of a buffer it wrote; not a Python parameter.
    Count {
        /// The C integer type.
        int: IntType,
    },
}

/// How many items of a buffer C wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// All.
    All,
    /// Those before the first NUL.
    UntilNul,
    /// As many as it left in a parameter (index into [`Function::params`]).
    Param(usize),
    /// As many as it returns.
    Result,
}

impl Passing {
    /// What kind of value it is, where it is one value.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::In(value) | Self::Out(value) | Self::InOut(value) | Self::ByRef(value) => Some(value),
            _ => None,
        }
    }

    /// A Python parameter?
    pub fn is_input(&self) -> bool {
        !matches!(self, Self::Out(_) | Self::Length { .. } | Self::Buffer { .. } | Self::Count { .. })
    }

    /// Does it join the return value?
    pub fn is_output(&self) -> bool {
        matches!(self, Self::Out(_) | Self::InOut(_) | Self::Buffer { .. })
    }
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

/// A generated C function that every style calls in place of what it cannot reach.
#[derive(Debug, Clone)]
pub struct ShimFunction {
    /// Its symbol, `_tb_…`-free C identifier: `tb_cppmult_1`.
    pub symbol: String,
    /// Its C prototype, `extern "C"`.
    pub ty: ir::FunctionType,
    /// Parameter names.
    pub param_names: Vec<String>,
    /// The expression it evaluates, `cppmult(a, b)`; by-address parameters as `*a`.
    pub call: String,
    /// The parameter through which the result goes (`result`), where it is not returned.
    pub result_into: Option<String>,
}
