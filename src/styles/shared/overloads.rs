//! `_overloads.py`: one Python function for each C++ overload set, which chooses among the members that the style binds.

use super::docs::docstring_of;
use super::layout::{bracketed, indented, stub_def, uses_word};
use super::templates::render;
use super::types::Spelling;
use super::{doc_lines, import_lines};
use crate::error::Result;
use crate::plan::{Function, OverloadSet, Passing, Plan, Scalar, Value};
use serde::Serialize;

/// The view of `_overloads.py`.
#[derive(Serialize)]
struct OverloadsView {
    /// First line.
    header: &'static str,
    /// `from builtins import …`, a name a line.
    builtins: Vec<String>,
    /// `from . import …`: the members, and the classes that tell them apart.
    imports: Vec<String>,
    /// The dispatchers.
    sets: Vec<SetView>,
}

/// One dispatcher.
#[derive(Serialize)]
struct SetView {
    /// Public name.
    name: String,
    /// `_tb_members_… = (…)`: the members with the exact types of their arguments; lines.
    members: Vec<String>,
    /// Docstring, indented lines.
    doc: Vec<String>,
}

/// The text of `_overloads.py`.
///
/// # Errors
/// A template that does not fit its view.
pub fn overloads(plan: &Plan) -> Result<String> {
    let members = || plan.overloads.iter().flat_map(|s| members(plan, s));
    let classes = members().flat_map(Function::inputs).filter_map(|p| class_of(plan, &p.passing));
    let names = members().map(|f| f.py_name.clone()).chain(classes).collect();
    let imports = import_lines(".", names);
    let sets: Vec<SetView> = plan.overloads.iter().map(|s| set_view(plan, s)).collect();
    let used =
        |name: &str| sets.iter().flat_map(|s| &s.members).any(|l| uses_word(l, &format!("_tb_{name}")));
    let builtins = BUILTINS.iter().filter(|(name, always)| *always || used(name));
    let builtins = builtins.map(|(name, _)| format!("from builtins import {name} as _tb_{name}")).collect();
    render("overloads.py", &OverloadsView { header: super::HEADER, builtins, imports, sets })
}

/// The builtins of the file, sorted as ruff wants, and whether it needs them whatever the members are.
const BUILTINS: [(&str, bool); 12] = [
    ("OverflowError", true),
    ("TypeError", true),
    ("ValueError", true),
    ("all", true),
    ("bool", false),
    ("bytes", false),
    ("float", false),
    ("int", false),
    ("len", true),
    ("str", false),
    ("type", true),
    ("zip", true),
];

fn members<'a>(plan: &'a Plan, set: &'a OverloadSet) -> impl Iterator<Item = &'a Function> {
    set.members.iter().map(|id| &plan.functions[*id])
}

fn set_view(plan: &Plan, set: &OverloadSet) -> SetView {
    let items: Vec<String> = members(plan, set).map(|f| member(plan, f)).collect();
    let mut lines = bracketed(0, &format!("_tb_members_{} = (", set.py_name), &items, ")");
    if let [only] = items.as_slice() {
        lines = vec![format!("_tb_members_{} = ({only},)", set.py_name)];
    }
    SetView { name: set.py_name.clone(), members: lines, doc: indented(4, &doc(plan, set)) }
}

/// The comments of all members, each with its prototype.
fn doc(plan: &Plan, set: &OverloadSet) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for function in members(plan, set) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(doc_lines(function));
    }
    docstring_of(&lines)
}

/// `(function, ((int,), (float,)))`.
fn member(plan: &Plan, function: &Function) -> String {
    let kinds = function.inputs().map(|p| tuple(&exact(plan, &p.passing))).collect::<Vec<_>>();
    format!("({}, {})", function.py_name, tuple(&kinds))
}

fn tuple(items: &[String]) -> String {
    match items {
        [one] => format!("({one},)"),
        _ => format!("({})", items.join(", ")),
    }
}

/// The Python types that are a parameter's own.
fn exact(plan: &Plan, passing: &Passing) -> Vec<String> {
    let (Passing::In(value) | Passing::InOut(value)) = passing else { return Vec::new() };
    let names: &[&str] = match value {
        Value::Scalar(Scalar::Bool) => &["_tb_bool"],
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { id: None, .. }) => &["_tb_int"],
        Value::Scalar(Scalar::Float(_)) => &["_tb_float"],
        Value::Scalar(Scalar::Char { .. }) => &["_tb_bytes"],
        Value::Scalar(Scalar::Wide(_)) => &["_tb_str"],
        Value::Text => &["_tb_str", "_tb_bytes"],
        _ => return class_of(plan, passing).into_iter().collect(),
    };
    names.iter().map(|&n| n.to_owned()).collect()
}

/// The module's class that a parameter takes.
fn class_of(plan: &Plan, passing: &Passing) -> Option<String> {
    let (Passing::In(value) | Passing::InOut(value)) = passing else { return None };
    match value {
        Value::Record(id) | Value::RecordPointer { record: id, .. } => {
            Some(plan.records[*id].py_name.clone())
        }
        Value::Handle(id) => Some(plan.handles[*id].py_name.clone()),
        Value::Scalar(Scalar::Enum { id: Some(id), .. }) => Some(plan.enums[*id].py_name.clone()),
        _ => None,
    }
}

/// The dispatchers in the stub: `@overload` for each member whose parameters the type checker can tell apart.
pub fn stub_lines(plan: &Plan, spelling: &Spelling<'_>) -> Vec<String> {
    plan.overloads.iter().flat_map(|set| stub_set(plan, spelling, set)).collect()
}

fn stub_set(plan: &Plan, spelling: &Spelling<'_>, set: &OverloadSet) -> Vec<String> {
    let mut signatures: Vec<(Vec<String>, String)> = Vec::new();
    for function in members(plan, set) {
        let params: Vec<String> = function.inputs().map(|p| overload_type(spelling, &p.passing)).collect();
        if signatures.iter().all(|(known, _)| *known != params) {
            signatures.push((params, super::stub::returned(spelling, function)));
        }
    }
    // The checker takes the first that fits, and to it a bool is an int and an int a float.
    let rank = |ty: &String| ["_tb_int", "_tb_float"].iter().position(|n| n == ty).map_or(0, |i| i + 1);
    signatures.sort_by_key(|(params, _)| params.iter().map(rank).collect::<Vec<_>>());
    let overloaded = signatures.len() > 1;
    let definition = |(params, ret): &(Vec<String>, String)| {
        let mut params: Vec<String> =
            params.iter().enumerate().map(|(i, ty)| format!("arg{}: {ty}", i + 1)).collect();
        if !params.is_empty() {
            params.push("/".into());
        }
        let decorator = overloaded.then(|| "@_tb_overload".to_owned());
        decorator.into_iter().chain(stub_def(0, &set.py_name, &params, ret)).collect::<Vec<_>>()
    };
    signatures.iter().flat_map(definition).collect()
}

/// Numbers by their own types: what merely converts would make every overload overlap.
fn overload_type(spelling: &Spelling<'_>, passing: &Passing) -> String {
    match passing {
        Passing::In(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }))
        | Passing::InOut(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }))
        | Passing::ByRef(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. })) => "_tb_int".into(),
        Passing::In(Value::Scalar(Scalar::Float(_))) | Passing::InOut(Value::Scalar(Scalar::Float(_))) => {
            "_tb_float".into()
        }
        Passing::In(Value::Scalar(Scalar::Complex(_)))
        | Passing::ByRef(Value::Scalar(Scalar::Complex(_))) => "_tb_complex".into(),
        Passing::In(Value::Scalar(Scalar::Bool)) => "_tb_bool".into(),
        Passing::In(value) | Passing::InOut(value) | Passing::ByRef(value) => spelling.input(value),
        Passing::Array { item, .. } => spelling.array_input(*item),
        _ => "_tb_object".into(),
    }
}
