//! `__init__.py`: it imports what C and the shared files define, and wraps nothing.

use super::super::shared;
use crate::error::Result;
use crate::plan::Plan;
use crate::render::Templates;
use serde::Serialize;

/// The view of `__init__.py`.
#[derive(Serialize)]
struct InitView {
    /// First line.
    header: &'static str,
    /// The docstring, quotes included.
    docstring: Vec<String>,
    /// Import statements.
    imports: Vec<String>,
    /// The import of the overload dispatchers, which import the members from here.
    overload_import: Vec<String>,
    /// `__all__ = [...]`.
    dunder_all: Vec<String>,
}

/// The text of `__init__.py`.
///
/// # Errors
/// A template that does not fit its view.
pub fn init(templates: &Templates, plan: &Plan) -> Result<String> {
    let mut imports = shared::enum_import(plan);
    imports.push("from ._manifest import __tribind__ as __tribind__".into());
    imports.extend(native_imports(plan));
    let doc = format!("{} for Python: a native extension module.", plan.module);
    let view = InitView {
        header: shared::HEADER,
        docstring: shared::docstring_of(&[doc]),
        imports,
        overload_import: spaced(shared::overload_import(plan)),
        dunder_all: shared::dunder_all(plan),
    };
    templates.render("init.py", &view)
}

/// The imports of what the extension module defines. Names that are not exported are imported under themselves, which
/// says that they are meant to be here; ruff wants a statement for each of those.
fn native_imports(plan: &Plan) -> Vec<String> {
    let mut statements = vec![public_names(plan)];
    statements.extend(private_names(plan).into_iter().map(|n| vec![format!("{n} as {n}")]));
    statements.retain(|names| !names.is_empty());
    let first = |names: &Vec<String>| names.iter().map(|n| sort_key(n)).min();
    statements.sort_by_key(first);
    statements.into_iter().flat_map(|names| shared::import_lines("._native", names)).collect()
}

/// Ruff's order of statements that import from one module: constants, classes, the rest, whatever their case.
/// What is no import stands apart from the imports.
fn spaced(mut lines: Vec<String>) -> Vec<String> {
    if lines.first().is_some_and(|line| !line.starts_with("from ")) {
        lines.insert(0, String::new());
    }
    lines
}

fn sort_key(name: &str) -> (u8, String, String) {
    let is_upper = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let kind = match name.chars().next() {
        _ if is_upper && name.len() > 1 => 0,
        Some(c) if c.is_uppercase() => 1,
        _ => 2,
    };
    (kind, name.to_lowercase(), name.to_owned())
}

fn public_names(plan: &Plan) -> Vec<String> {
    let records = plan.records.iter().flat_map(|r| std::iter::once(&r.py_name).chain(&r.aliases));
    let handles = plan.handles.iter().flat_map(|h| std::iter::once(&h.py_name).chain(&h.aliases));
    let functions = plan.functions.iter().filter(|f| f.public).map(|f| &f.py_name);
    let constants = plan.constants.iter().map(|c| &c.py_name);
    let exception = plan.exception.iter().map(|e| &e.py_name);
    let functions = functions.chain(plan.maps.iter().map(|m| &m.py_name));
    let all = records.chain(handles).chain(functions).chain(constants).chain(exception);
    all.cloned().chain((!plan.variables.is_empty()).then(|| "cvar".to_owned())).collect()
}

fn private_names(plan: &Plan) -> Vec<String> {
    let members = plan.functions.iter().filter(|f| !f.public).map(|f| f.py_name.clone());
    let runtime = [
        (true, "__tribind_buffer__"),
        (shared::yields_pointer(plan), "_tb_Pointer"),
        (shared::yields_array(plan), "_tb_Array"),
        (shared::mentions_callback(plan), "_tb_FunctionPointer"),
    ];
    let runtime = runtime.iter().filter(|(is_there, _)| *is_there).map(|(_, name)| (*name).to_owned());
    members.chain(runtime).collect()
}
