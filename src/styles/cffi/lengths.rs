//! Arrays and their lengths: what CFFI is given for one Python argument.

use super::checks::what;
use super::expr::{Expr, statement};
use super::function::Writer;
use super::kinds;
use crate::plan::{Param, Passing, Scalar, Value};
use crate::text::literals::py_string;

/// A length of 64 bits counts whatever memory holds.
pub(super) fn is_short_length(p: &Param) -> bool {
    matches!(p.passing, Passing::Length { int, .. } if int.bits < 64)
}

impl Writer<'_, '_, '_> {
    /// The pointer and, for the first array that has it, the length.
    pub(super) fn counted(&mut self, p: &Param, item: Scalar, is_const: bool, length: usize) -> Vec<String> {
        let of = &self.f.params[length];
        let length = &of.py_name;
        let items = Value::Items { item, is_const };
        let kind = kinds::kind(self.scope, &items);
        self.scope.runtime("counted");
        let first = match of.passing {
            Passing::Length { of, .. } => &self.f.params[of].py_name,
            _ => &p.py_name,
        };
        if *first != p.py_name {
            let (what, count) = (py_string(&what(self.f, p)), format!("_tb_length_{length}"));
            let args = [p.py_name.as_str(), &what, &count, &py_string(first)];
            self.scope.runtime("alike");
            let made = Expr::call(format!("{kind}.alike"), &args);
            return statement(8, &format!("_tb_buffer_{} = ", p.py_name), &made, "");
        }
        let made = Expr::call(format!("{kind}.counted"), &[&p.py_name]);
        statement(8, &format!("_tb_buffer_{}, _tb_length_{length} = ", p.py_name), &made, "")
    }
}
