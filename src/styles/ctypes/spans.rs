//! Arrays that tell address and number of their items themselves, as `array.array` does.

use crate::ir::{FloatKind, IntType};
use crate::plan::{Function, Gil, Param, Passing, Plan, Scalar};

/// The local for address and number of items together.
pub const NAME: &str = "_tb_span";

/// Address and number of items as the only arguments of a call, which needs no name for each.
pub fn whole(plan: &Plan, function: &Function) -> Option<String> {
    let [Param { passing: Passing::Array { item, .. }, nonnull: false, .. }, length] =
        function.params.as_slice()
    else {
        return None;
    };
    let Passing::Length { int, .. } = length.passing else { return None };
    let plain = function.error.is_none() && function.owned.is_none();
    (plain && tells_itself(plan, function, *item, int)).then(|| format!("*{NAME}"))
}

/// Whether some parameter of the function may be an `array.array` that tells address and number itself.
pub fn looks_at_arrays(plan: &Plan, function: &Function) -> bool {
    let looks = |p: &Param| match p.passing {
        Passing::Array { item, length, .. } => match function.params[length].passing {
            Passing::Length { int, of } => {
                function.params[of].py_name == p.py_name && tells_itself(plan, function, item, int)
            }
            _ => false,
        },
        _ => false,
    };
    function.params.iter().any(looks)
}

/// Whether an `array.array` can tell address and number itself: nothing else of Python runs until C is done, and the items
/// are an array's, of the size that their code says.
pub fn tells_itself(plan: &Plan, function: &Function, item: Scalar, length: IntType) -> bool {
    let is_number = match item {
        Scalar::Int(int) => int.bits <= 64,
        Scalar::Float(kind) => kind != FloatKind::LongDouble,
        _ => false,
    };
    let is_alone = function.gil == Gil::Hold && !plan.may_call_back(function);
    is_alone && is_number && length.bits == 64
}
