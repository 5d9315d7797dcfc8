//! Handles and texts that Python owns: what frees them, where they come from, and who takes them back.

use super::input::{Input, Place};
use super::output;
use super::parts::Part;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{Freeing, Function, HandleId, OwnedValue, Value};
use crate::text::c;
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;
use std::collections::BTreeMap;

/// A C function that frees what lies at an address.
#[derive(Serialize)]
pub struct CloserView {
    /// The prototype of what it calls, safe inside a comment.
    prototype: String,
    /// Its name.
    name: String,
    /// The name of its parameter.
    address: &'static str,
    /// Its body.
    lines: Vec<String>,
}

/// One for each function that frees what Python owns.
pub fn closers(scope: &mut Scope) -> Vec<CloserView> {
    let plan = scope.plan;
    scope.needs.owns = plan.owns_handles();
    scope.needs.borrows = (0..plan.handles.len()).any(|id| !plan.owns(id));
    let used = plan.functions.iter().filter_map(|f| f.owned.as_ref());
    let freeing: BTreeMap<&str, &Freeing> = used.map(|o| (o.by.symbol.as_str(), &o.by)).collect();
    freeing.into_values().map(|by| view(scope, by)).collect()
}

fn view(scope: &mut Scope, by: &Freeing) -> CloserView {
    // Neither variable may hide the function.
    let address = if by.symbol == "address" { "where" } else { "address" };
    let state = if by.symbol == "call" { "waiting" } else { "call" };
    let call = format!("({})({address});", by.symbol);
    let lines = if scope.plan.lets_callables_live() {
        scope.needs.part(Part::Call);
        let lines = [
            &format!("tb_call {state};"),
            "",
            &format!("tb_begin_released(&{state});"),
            &call,
            &format!("tb_end_released(&{state});"),
            &format!("if ({state}.error != NULL) {{"),
            &format!("    tb_raise_waiting(&{state});"),
            "    return -1;",
            "}",
            "return 0;",
        ];
        lines.map(str::to_owned).to_vec()
    } else {
        vec![call, "return 0;".to_owned()]
    };
    let prototype = c::declare(&Type::Function(Box::new(by.ty.clone())), &by.symbol);
    CloserView { prototype: c_comment(&prototype), name: closer(&by.symbol), address, lines }
}

/// The expression for a new Python object, which frees what it stands for where Python owns that.
pub fn output(scope: &mut Scope, kind: &Value, ty: &Type, value: &str, by: Option<&Freeing>) -> String {
    match (kind, by) {
        (Value::Handle(id), Some(by)) => {
            let class = class(scope, *id);
            format!("tb_own_handle({class}, {value}, {})", closer(&by.symbol))
        }
        (Value::Text, Some(by)) => {
            scope.needs.part(Part::OwnText);
            format!("tb_own_text({value}, {})", closer(&by.symbol))
        }
        _ => output::output(scope, kind, ty, value),
    }
}

/// The lines that free what Python would own, where it gets an error instead.
pub fn discard(scope: &mut Scope, f: &Function) -> Vec<String> {
    let Some(owned) = f.discards() else { return Vec::new() };
    scope.needs.part(Part::Discard);
    let value = match owned.what {
        OwnedValue::Result => "result".to_owned(),
        OwnedValue::Out(i) => format!("out_{}", f.params[i].c_name),
    };
    vec![format!("    tb_discard({value}, {});", closer(&owned.by.symbol))]
}

/// The conversion of a handle that the function closes.
pub fn given_up(scope: &mut Scope, id: HandleId, place: &Place) -> Input {
    let Place { value, name, local, .. } = place;
    let expected = c_string(format!("{} or None", scope.plan.handles[id].py_name).as_bytes());
    let class = class(scope, id);
    let mut input =
        Input { declare: vec![format!("void *{local};")], pass: local.clone(), ..Input::default() };
    let mut kept = String::new();
    if scope.plan.keeps_with_handles() {
        input.declare.push(format!("PyObject *{local}_kept;"));
        input.clean_up.push(format!("Py_XDECREF({local}_kept);"));
        kept = format!(", &{local}_kept");
    }
    input.fails = format!("tb_give_up({value}, {name}, {expected}, {class}, &{local}{kept}) < 0");
    input
}

fn closer(symbol: &str) -> String {
    format!("tb_free_{symbol}")
}

fn class(scope: &mut Scope, id: HandleId) -> String {
    scope.member(&format!("type_{}", scope.plan.handles[id].py_name))
}
