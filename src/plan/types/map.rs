//! A function that calls another one for each item of buffers.

use super::{ErrorTest, FnResult, Function, FunctionId, Gil, Passing, Plan, Raises, Scalar, Value};
use crate::ir;

/// `map_add(a, b, /, out=None)`: the loop is a C function of the shim. Each argument is items (a buffer of them, a
/// sequence that is copied) or one value that stands for all; those that are items have as many as each other.
#[derive(Debug, Clone)]
pub struct Map {
    /// The function that is called.
    pub function: FunctionId,
    /// The public Python name.
    pub py_name: String,
    /// The symbol of the loop.
    pub symbol: String,
    /// How the loop names the function: `add`, `(add)` where a macro is in the way, `::ns::add`.
    pub callee: String,
    /// One for each parameter of the function, in order.
    pub params: Vec<MapParam>,
    /// What the results are: they go into a fresh array, or into what the caller gives as `out`. `None` where nothing
    /// comes back: then there is no `out`.
    pub result: Option<Scalar>,
    /// Whether the GIL is held while the loop runs.
    pub gil: Gil,
}

/// One parameter of such a function.
#[derive(Debug, Clone)]
pub struct MapParam {
    /// Its name in C, which hides nothing that the call needs.
    pub c_name: String,
    /// Its Python name; never `out`.
    pub py_name: String,
    /// Its C type, without qualifiers.
    pub ty: ir::Type,
    /// What its items are.
    pub item: Scalar,
}

impl Map {
    /// The function over items that calls a function.
    pub fn over<'a>(plan: &'a Plan, function: &Function) -> Option<&'a Self> {
        plan.maps.iter().find(|map| map.of(plan).symbol == function.symbol)
    }

    /// The function that is called.
    pub fn of<'a>(&self, plan: &'a Plan) -> &'a Function {
        &plan.functions[self.function]
    }

    /// What the result is that says of its item that it failed, where the exception tells it.
    pub fn code(&self, plan: &Plan) -> Option<Scalar> {
        let f = self.of(plan);
        let rule = f.error.as_ref()?;
        match &f.result {
            FnResult::Value(Value::Scalar(s)) | FnResult::Status(Value::Scalar(s)) => {
                (rule.raises == Raises::Exception && rule.test != ErrorTest::ErrnoSet).then_some(*s)
            }
            _ => None,
        }
    }
}

impl Function {
    /// The parameters as numbers or characters that are given by value; the name of one that is none.
    pub fn scalars(&self) -> Result<Vec<Scalar>, &str> {
        let scalar = |p: &'_ super::Param| match &p.passing {
            Passing::In(Value::Scalar(s)) | Passing::ByRef(Value::Scalar(s)) => Some(*s),
            _ => None,
        };
        self.params.iter().map(|p| scalar(p).ok_or(p.c_name.as_str())).collect()
    }
}

impl Scalar {
    /// The size in bytes of an item of which a `memoryview` has a format.
    pub fn size(self) -> u64 {
        match self {
            Self::Int(int) | Self::Enum { int, .. } => u64::from(int.bits / 8),
            Self::Float(ir::FloatKind::Float) => 4,
            Self::Float(_) => 8,
            _ => 1,
        }
    }

    /// Whether a `memoryview` has a format for items of this kind.
    pub fn has_format(self) -> bool {
        match self {
            Self::Int(int) | Self::Enum { int, .. } => int.bits <= 64,
            Self::Char { .. } | Self::Bool => true,
            Self::Float(kind) => kind != ir::FloatKind::LongDouble,
            Self::Wide(_) | Self::Complex(_) => false,
        }
    }
}
