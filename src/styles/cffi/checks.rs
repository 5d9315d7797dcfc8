//! What an argument that is refused is told by: the conversions again, each with the argument's name.
//!
//! In: a function of the plan. Out: the rows that `_tb_explain` goes through in order.

use super::expr::{Expr, statement};
use super::function::Writer;
use super::lengths::is_short_length;
use super::scope::identifier;
use super::{callbacks, kinds};
use crate::plan::{Function, Param, Passing, Scalar, Value};
use crate::styles::shared;
use crate::text::literals::py_string;

/// How errors name an argument.
pub(super) fn what(f: &Function, p: &Param) -> String {
    format!("{}() argument '{}'", f.py_name, p.py_name)
}

/// `(a, "add() argument 'a'", _tb_to_int)`.
fn row(value: &str, what: &str, function: String) -> Expr {
    Expr::Tuple(vec![Expr::text(value), Expr::Text(format!("\"{what}\"")), Expr::Text(function)])
}

impl<'f> Writer<'_, '_, 'f> {
    /// `(a, "add() argument 'a'", _tb_to_int)` for every argument whose conversion can fail.
    pub(super) fn checks(&mut self) -> Vec<Expr> {
        let f: &'f Function = self.f;
        let mut rows = Vec::new();
        for p in &f.params {
            if p.nonnull {
                let refuse = self.refuses_none(p);
                rows.push(row(&p.py_name, &what(self.f, p), refuse));
            }
            rows.extend(self.check(p));
        }
        rows
    }

    fn check(&mut self, p: &Param) -> Vec<Expr> {
        let what = what(self.f, p);
        match &p.passing {
            Passing::In(value) if callbacks::rule(p).is_some() => {
                vec![row(&p.py_name, &what, format!("{}.given", kinds::kind(self.scope, value)))]
            }
            Passing::In(Value::Text) => vec![row(&p.py_name, &what, self.scope.runtime("chars"))],
            Passing::In(value) | Passing::InOut(value) | Passing::ByRef(value) => {
                let function = kinds::check(self.scope, value);
                function.map(|function| row(&p.py_name, &what, function)).into_iter().collect()
            }
            Passing::Array { item, is_const, length } => {
                let items = Value::Items { item: *item, is_const: *is_const };
                let function = format!("{}.counted", kinds::kind(self.scope, &items));
                let mut rows = vec![row(&p.py_name, &what, function)];
                let length = &self.f.params[*length];
                if let Passing::Length { int, .. } = &length.passing
                    && is_short_length(length)
                {
                    let check = kinds::check(self.scope, &Value::Scalar(Scalar::Int(*int)));
                    let value = format!("_tb_length_{}", length.py_name);
                    rows.extend(check.map(|check| row(&value, &format!("the length of {what}"), check)));
                }
                rows
            }
            Passing::Capacity { int, .. } => {
                let check = kinds::check(self.scope, &Value::Scalar(Scalar::Int(*int)));
                check.map(|check| row(&p.py_name, &what, check)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn explain(&mut self, checks: Vec<Expr>) -> Vec<String> {
        self.scope.runtime("BAD");
        let args = std::iter::once(Expr::text("_tb_error")).chain(checks).collect();
        let call = Expr::Call { head: self.scope.runtime("explain"), args };
        statement(8, "raise ", &call, " from None")
    }

    /// The check of a pointer that C is never given as NULL.
    pub(super) fn refuses_none(&mut self, p: &Param) -> String {
        let expected = shared::wanted(self.scope.plan, p);
        self.scope.kind(&format!("some_{}", identifier(&expected)), |scope| {
            Expr::call(scope.runtime("some"), &[&py_string(&expected)])
        })
    }
}
