//! What a wrapper returns: nothing, one object, or a tuple. Numbers are written into what was returned last, where nobody
//! has kept that.

use super::owned;
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{Freeing, Scalar, Value};

/// One value on its way back.
pub struct Made {
    /// The expression for a new object.
    object: String,
    /// Of a number: what it is, and the C expression for its value.
    number: Option<(Scalar, String)>,
}

impl Made {
    /// For a C value; `by` frees what Python owns.
    pub fn new(scope: &mut Scope, kind: &Value, ty: &Type, value: &str, by: Option<&Freeing>) -> Self {
        let number = match kind {
            Value::Scalar(scalar) => Some((*scalar, value.to_owned())),
            _ => None,
        };
        Self { object: owned::output(scope, kind, ty, value, by), number }
    }

    /// For an expression.
    pub fn of(object: String) -> Self {
        Self { object, number: None }
    }

    fn is_number(&self, scope: &Scope) -> bool {
        self.number.as_ref().is_some_and(|(scalar, _)| scalars::reuse(&scope.needs, *scalar).is_some())
    }
}

/// Lines that come first, and the expression for what is returned.
pub fn together(scope: &mut Scope, mut values: Vec<Made>) -> (Vec<String>, String) {
    match values.len() {
        0 => (Vec::new(), "Py_NewRef(Py_None)".into()),
        1 => (Vec::new(), alone(scope, values.remove(0))),
        2 if values.iter().all(|v| v.is_number(scope)) => {
            scope.needs.part(Part::ReusePair);
            let last = scope.member("last_pair");
            (Vec::new(), format!("tb_pair_result(&{last}, {})", list(values)))
        }
        2 => {
            scope.needs.part(Part::Tuple);
            (Vec::new(), format!("tb_pair({})", list(values)))
        }
        n => {
            scope.needs.part(Part::Tuple);
            let mut lines = vec![format!("PyObject *values[{n}] = {{")];
            lines.extend(values.into_iter().map(|v| format!("    {},", v.object)));
            lines.push("};".into());
            (lines, format!("tb_tuple(values, {n})"))
        }
    }
}

fn alone(scope: &mut Scope, made: Made) -> String {
    let number = made.number.and_then(|(scalar, value)| Some((scalars::reuse(&scope.needs, scalar)?, value)));
    let Some((reuse, value)) = number else { return made.object };
    let module = format!("TB_MODULE({})", scope.module());
    scalars::result(&mut scope.needs, reuse, &module, &value)
}

fn list(values: Vec<Made>) -> String {
    let objects: Vec<String> = values.into_iter().map(|v| v.object).collect();
    objects.join(", ")
}
