//! Buffers that C fills: made when every argument is checked, and given back as far as C wrote them.

use super::spell::int_type;
use crate::plan::{Count, Function, Param, Passing, Scalar};
use crate::styles::shared::convert;
use crate::styles::shared::layout::bracketed;
use crate::text::literals::py_string;

/// The lines that make the buffers, and the numbers that C writes.
pub fn prepared(function: &Function, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    let mut lines = Vec::new();
    for (p, item, capacity, _) in function.filled() {
        let args = [capacity.py_name.clone(), size(item).to_string(), what(function, capacity)];
        lines.extend(bracketed(indent, &format!("{} = _tb_convert.room(", p.py_name), &args, ")"));
    }
    for p in &function.params {
        let name = &p.py_name;
        match p.passing {
            Passing::Capacity { int, by_address: true } => {
                lines.push(format!("{pad}_tb_most_{name} = {name}"));
                lines.push(format!("{pad}{name} = {}({name})", int_type(int)));
            }
            Passing::Count { int } => lines.push(format!("{pad}{name} = {}()", int_type(int))),
            _ => {}
        }
    }
    lines
}

/// What became of a buffer.
pub fn returned(function: &Function, p: &Param, item: Scalar, capacity: &Param, count: Count) -> String {
    let name = &p.py_name;
    let most = match capacity.passing {
        Passing::Capacity { by_address: true, .. } => format!("_tb_most_{}", capacity.py_name),
        _ => capacity.py_name.clone(),
    };
    let count = match count {
        Count::All => most.clone(),
        Count::UntilNul => format!("_tb_convert.until_nul({name}, {most})"),
        Count::Param(i) => format!("{}.value", function.params[i].py_name),
        Count::Result => "_tb_result".to_owned(),
    };
    let what = what(function, capacity);
    format!("_tb_convert.filled({name}, {count}, {most}, {what}, \"{}\")", convert::format_code(item))
}

fn size(item: Scalar) -> u64 {
    convert::buffer_kind(item).1
}

fn what(function: &Function, p: &Param) -> String {
    py_string(&format!("{}() argument '{}'", function.py_name, p.py_name))
}
