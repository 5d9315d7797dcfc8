//! Functions over items: what a call of one is told of the function, and the wrapper. The loop is the shim's.

use super::docs;
use super::failure::failure;
use super::items::{Use, item};
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use super::spell;
use crate::ir::Type;
use crate::plan::{Gil, Map, Scalar, Value};
use crate::styles::shared::{map_doc_lines, map_parameters};
use crate::text::c;
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;

/// The view of `map.c`.
#[derive(Serialize)]
pub struct MapView {
    /// The prototype of the function that is called, safe inside a comment.
    prototype: String,
    /// The docstring's definition.
    doc: Vec<String>,
    /// The part of its C names that tells it from others.
    name: String,
    /// Arguments and `out`.
    columns: Vec<String>,
    /// The function that raises, once or not at all.
    fail: Vec<String>,
    /// What a call is told.
    members: Vec<String>,
    /// Its row in the method table.
    #[serde(skip)]
    pub row: String,
}

/// The functions over items of a module.
pub fn views(scope: &mut Scope) -> Vec<MapView> {
    let plan = scope.plan;
    plan.maps.iter().map(|m| view(scope, m)).collect()
}

/// The view of one.
pub fn view(scope: &mut Scope, map: &Map) -> MapView {
    let plan = scope.plan;
    let f = map.of(plan);
    scope.needs.part(Part::Map);
    scope.needs.most_columns = scope.needs.most_columns.max(map.params.len() + 1);
    let columns = columns(scope, map);
    let fail = fail(scope, map);
    let name = f.symbol.clone();
    let (doc_name, name_in_c) = (format!("tb_map_doc_{name}"), c_string(map.py_name.as_bytes()));
    let mut members = vec![
        format!(".name = {name_in_c},"),
        format!(".columns = tb_map_columns_{name},"),
        format!(".count = {},", map.params.len()),
    ];
    members.extend(map.result.map(|_| ".has_out = 1,".to_owned()));
    members.extend(f.keywords.then(|| ".has_keywords = 1,".to_owned()));
    members.extend((map.gil == Gil::Hold).then(|| ".holds_gil = 1,".to_owned()));
    members.push(format!(".loop = {},", map.symbol));
    members.extend(f.error.is_some().then(|| format!(".fail = tb_map_fail_{name},")));
    let params = map_parameters(plan, map).join(", ");
    let signature = format!("{}($module, {params})", map.py_name);
    MapView {
        prototype: c_comment(&f.prototype),
        doc: docs::definition(&doc_name, &signature, &map_doc_lines(plan, map)),
        columns,
        fail,
        members,
        row: format!(
            "{{{name_in_c}, (PyCFunction)(void (*)(void))tb_map_call_{name}, METH_FASTCALL | METH_KEYWORDS, {doc_name}}},"
        ),
        name,
    }
}

fn columns(scope: &mut Scope, map: &Map) -> Vec<String> {
    let mut rows = Vec::new();
    for p in &map.params {
        let item = item(scope, &Value::Scalar(p.item), &Type::Void, Use::SET);
        rows.push(column(map, &p.py_name, p.item, "a buffer", &item));
    }
    if let Some(result) = map.result {
        let item = item(scope, &Value::Scalar(result), &Type::Void, Use::SHAPE);
        rows.push(column(map, "out", result, "a writable buffer", &item));
    }
    rows
}

fn column(map: &Map, name: &str, scalar: Scalar, buffer: &str, item: &str) -> String {
    let place = format!("{}() argument '{name}'", map.py_name);
    let expected = format!("{buffer} of {}", scalars::c_name(scalar));
    let text = |text: &str| c_string(text.as_bytes());
    format!("{{{}, {}, {}, {item}}},", text(name), text(&place), text(&expected))
}

/// The function that raises what an item has failed with.
fn fail(scope: &mut Scope, map: &Map) -> Vec<String> {
    let f = map.of(scope.plan);
    scope.enter("self");
    let Some((_, raise)) = failure(scope, f) else { return Vec::new() };
    let by_code = map.code(scope.plan).is_some();
    let module = if scope.uses_module() { "self" } else { "Py_UNUSED(self)" };
    let failed = if by_code { "failed" } else { "Py_UNUSED(failed)" };
    let name = &f.symbol;
    let mut lines = vec![
        "/* Raises what an item has failed with. */".to_owned(),
        "static void".to_owned(),
        format!("tb_map_fail_{name}(PyObject *{module}, const void *{failed})"),
        "{".to_owned(),
    ];
    if by_code {
        let declared = f.declared.as_ref().map_or(&f.ty.ret, |declared| &declared.ret);
        let place = Type::Pointer(Box::new(Type::Const(Box::new(spell::unqualified(declared).clone()))));
        let value = format!("*({})failed", c::declare(&place, ""));
        lines.extend([format!("    {} = {value};", spell::local(declared, "result")), String::new()]);
    }
    lines.extend(raise.iter().map(|line| if line.is_empty() { line.clone() } else { format!("    {line}") }));
    lines.push("}".into());
    vec![lines.join("\n")]
}
