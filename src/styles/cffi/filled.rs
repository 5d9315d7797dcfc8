//! Buffers that C fills: made when it is known how much they hold, and given back as far as C wrote them.

use super::checks::what;
use super::expr::{Expr, statement};
use super::function::Writer;
use super::kinds;
use crate::plan::{Count, Param, Passing, Scalar, Value};
use crate::styles::shared::convert;
use crate::text::literals::py_string;

impl<'f> Writer<'_, '_, 'f> {
    /// `_tb_most_size = _tb_to_int(size, …)`, before a buffer is made of it.
    pub(super) fn capacities(&mut self) -> Vec<String> {
        let f = self.f;
        let mut lines = Vec::new();
        for p in &f.params {
            let Passing::Capacity { int, by_address } = p.passing else { continue };
            let name = &p.py_name;
            let most = format!("_tb_most_{name}");
            let check = kinds::check(self.scope, &Value::Scalar(Scalar::Int(int))).unwrap_or_default();
            let checked = Expr::call(check, &[name, &py_string(&what(f, p))]);
            lines.extend(statement(8, &format!("{most} = "), &checked, ""));
            if by_address {
                let ctype = self.place_type(p, &Value::Scalar(Scalar::Int(int)));
                let place = Expr::call(self.scope.ffi("new"), &[&ctype, &most]);
                lines.extend(statement(8, &format!("_tb_out_{name} = "), &place, ""));
            }
        }
        lines
    }

    /// Where C writes a count.
    pub(super) fn count(&mut self, p: &Param) -> Vec<String> {
        let Passing::Count { int } = p.passing else { return Vec::new() };
        let ctype = self.place_type(p, &Value::Scalar(Scalar::Int(int)));
        let place = Expr::call(self.scope.ffi("new"), &[&ctype]);
        statement(4, &format!("_tb_out_{} = ", p.py_name), &place, "")
    }

    /// A buffer of as many items as the caller asks for.
    pub(super) fn room(&mut self, p: &Param, item: Scalar, capacity: &Param) -> Vec<String> {
        let size = convert::buffer_kind(item).1.to_string();
        let args = [format!("_tb_most_{}", capacity.py_name), size, py_string(&what(self.f, capacity))];
        let room = Expr::call(self.scope.convert("room"), &args.each_ref().map(String::as_str));
        statement(8, &format!("_tb_out_{} = ", p.py_name), &room, "")
    }

    /// Its memory, for C.
    pub(super) fn memory(&mut self, p: &Param, item: Scalar) -> Expr {
        let kind = kinds::kind(self.scope, &Value::Items { item, is_const: false });
        Expr::call(format!("{kind}.convert"), &[&format!("_tb_out_{}", p.py_name)])
    }

    /// What became of it.
    pub(super) fn filled(&mut self, p: &Param, item: Scalar, capacity: usize, count: Count) -> Expr {
        let f: &'f crate::plan::Function = self.f;
        let capacity = &f.params[capacity];
        let (room, most) = (format!("_tb_out_{}", p.py_name), format!("_tb_most_{}", capacity.py_name));
        let count = match count {
            Count::All => Expr::text(&most),
            Count::UntilNul => Expr::call(self.scope.convert("until_nul"), &[&room, &most]),
            Count::Param(i) => Expr::Text(format!("_tb_out_{}[0]", f.params[i].py_name)),
            Count::Result => Expr::text("_tb_result"),
        };
        let (what, code) = (py_string(&what(f, capacity)), py_string(convert::format_code(item)));
        let args = vec![Expr::Text(room), count, Expr::Text(most), Expr::Text(what), Expr::Text(code)];
        Expr::Call { head: self.scope.convert("filled"), args }
    }
}
