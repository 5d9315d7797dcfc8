//! Global variables: `cvar`, an object with a property for each.

use super::kinds::Kinds;
use super::spell::Spelling;
use crate::plan::{Storage, Value, Variable};
use crate::styles::shared::layout::bracketed;
use crate::text::literals::py_string;

/// `cvar = _tb_runtime.variables(…)`; asks for the kinds of the variables. No lines where there are none.
pub fn lines(spelling: &Spelling, kinds: &mut Kinds, library: &str) -> Vec<String> {
    if spelling.plan.variables.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["cvar = _tb_runtime.variables(".to_owned(), format!("    {library},")];
    for variable in &spelling.plan.variables {
        let args = args(spelling, kinds, variable);
        lines.extend(bracketed(4, "_tb_runtime.Variable(", &args, "),"));
    }
    lines.push(")".to_owned());
    lines
}

/// `"limit", _tb_c_int, const=True`.
fn args(spelling: &Spelling, kinds: &mut Kinds, variable: &Variable) -> Vec<String> {
    let kind = kinds.variable(spelling, &variable.value, &variable.ty);
    let mut args = vec![py_string(&variable.py_name), super::classes::broken(&kind)];
    match &variable.storage {
        Storage::Symbol if variable.c_name == variable.py_name => {}
        Storage::Symbol => args.push(format!("symbol={}", py_string(&variable.c_name))),
        Storage::Shim(function) => args.push(format!("function={}", py_string(function))),
    }
    if variable.is_const || matches!(variable.value, Value::Flexible { .. }) {
        args.push("const=True".to_owned());
    }
    args
}
