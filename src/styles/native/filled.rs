//! Buffers that C fills: made when every argument is converted, and given back as far as C wrote them.

use super::body::Body;
use super::memory::memory_type;
use super::parts::Part;
use super::results::Made;
use super::scope::Scope;
use crate::plan::{Count, Function, Param, Passing, Scalar};
use crate::styles::shared::convert;
use crate::text::literals::c_string;

/// The local of a buffer, what C is given, and what becomes of it; item, capacity and count as the plan has them.
pub fn buffer(
    body: &mut Body,
    scope: &mut Scope,
    f: &Function,
    at: usize,
    (item, capacity, count): (Scalar, usize, Count),
) {
    scope.needs.part(Part::Room);
    let room = room(&f.params[at]);
    body.declare.push(format!("tb_room {room} = {{NULL, 0}};"));
    body.passed[at] = format!("tb_room_address(&{room})");
    let count = match count {
        Count::All => format!("{room}.most"),
        Count::UntilNul => format!("tb_until_nul(&{room})"),
        Count::Result => "(long long)result".into(),
        Count::Param(i) if i == capacity => format!("(long long){}", local(&f.params[i])),
        Count::Param(i) => format!("(long long)out_{}", f.params[i].c_name),
    };
    let code = c_string(convert::format_code(item).as_bytes());
    let object = format!("tb_filled(&{room}, {count}, {code}, {})", what(f, capacity));
    body.outputs.push(Made::of(object));
}

/// The lines that make the buffers of a call.
pub fn make_room(body: &mut Body, f: &Function) {
    for (p, item, capacity, _) in f.filled() {
        let Passing::Capacity { int, .. } = capacity.passing else { continue };
        let (room, n) = (room(p), local(capacity));
        let at = f.params.iter().position(|other| other.c_name == capacity.c_name).unwrap_or_default();
        let is_negative = if int.signed { format!("{n} < 0") } else { "0".into() };
        let size = if convert::is_byte(item) { "0".into() } else { format!("sizeof({})", memory_type(item)) };
        let condition = format!(
            "tb_make_room(&{room}, {is_negative}, (unsigned long long){n}, {size}, {}) < 0",
            what(f, at)
        );
        let on_failure = body.on_failure();
        body.fail(&condition, on_failure);
        body.release.push(format!("Py_XDECREF({room}.object);"));
    }
}

fn room(p: &Param) -> String {
    format!("room_{}", p.c_name)
}

fn local(p: &Param) -> String {
    format!("arg_{}", p.c_name)
}

fn what(f: &Function, param: usize) -> String {
    c_string(format!("{}() argument '{}'", f.py_name, f.params[param].py_name).as_bytes())
}
