//! Global variables: a table of addresses and kinds, and the attributes of `cvar` that refer to it.

use super::docs;
use super::items::{self, Use};
use super::parts::Part;
use super::scope::Scope;
use crate::plan::{Storage, Value, Variable};
use crate::text::literals::c_string;
use serde::Serialize;

/// The view of `variables.c`.
#[derive(Serialize)]
pub struct VariablesView {
    /// Rows of the table.
    rows: Vec<String>,
    /// Rows of the getset table.
    getset: Vec<String>,
    /// The class's qualified name, a C string.
    qualified: String,
}

/// The tables; none where there is no variable.
pub fn view(scope: &mut Scope) -> Vec<VariablesView> {
    let plan = scope.plan;
    if plan.variables.is_empty() {
        return Vec::new();
    }
    scope.needs.part(Part::Variables);
    let rows = plan.variables.iter().map(|v| row(scope, v)).collect();
    scope.needs.settable = plan.variables.iter().any(|v| !is_fixed(v));
    vec![VariablesView {
        rows,
        getset: plan.variables.iter().enumerate().map(|(i, v)| getset(i, v)).collect(),
        qualified: c_string(format!("{}._tb_Variables", plan.module).as_bytes()),
    }]
}

fn is_fixed(v: &Variable) -> bool {
    v.is_const || matches!(v.value, Value::Flexible { .. })
}

fn row(scope: &mut Scope, v: &Variable) -> String {
    let wanted = match (v.is_const, is_fixed(v)) {
        (true, _) => Use::CONST,
        (_, true) => Use::GET,
        _ => Use::BOTH,
    };
    if has_pointers(scope, &v.value) && !is_fixed(v) {
        scope.needs.part(Part::Keeper);
    }
    let item = items::item(scope, &v.value, &v.ty, wanted);
    let place = c_string(format!("cvar.{}", v.py_name).as_bytes());
    let (address, find) = match &v.storage {
        Storage::Symbol => (format!("&({})", v.c_name), "NULL"),
        Storage::Shim(symbol) => ("NULL".to_owned(), symbol.as_str()),
    };
    format!("{{{place}, {item}, {address}, {find}}},")
}

fn has_pointers(scope: &Scope, value: &Value) -> bool {
    match value {
        Value::Scalar(_) => false,
        Value::Record(id) => scope.plan.records[*id].has_pointers,
        Value::Array { of, .. } | Value::Flexible { of } => has_pointers(scope, of),
        _ => true,
    }
}

fn getset(i: usize, v: &Variable) -> String {
    let set = if is_fixed(v) { "NULL" } else { "tb_variable_set" };
    let doc = if v.doc.is_empty() { "NULL".into() } else { docs::text(&v.doc).join(" ") };
    let name = c_string(v.py_name.as_bytes());
    format!("{{{name}, tb_variable_get, {set}, {doc}, (void *)(uintptr_t)&tb_variables_table[{i}]}},")
}
