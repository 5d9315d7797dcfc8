//! One C value on its way back to Python.

use super::needs::Part;
use super::scalars;
use super::scope::Scope;
use crate::plan::Value;

/// The expression for a new Python object (NULL on failure) of a C expression.
pub fn output(scope: &mut Scope, kind: &Value, value: &str) -> String {
    match kind {
        Value::Scalar(scalar) => scalars::from_c(scope, *scalar, value),
        Value::Text => {
            scope.needs.part(Part::FromText);
            format!("tb_from_text((const char *){value})")
        }
        _ => format!("(void){value}, Py_NewRef(Py_None)"),
    }
}
