//! `__init__.py`: it imports what C and the shared files define, and wraps nothing.

use super::super::shared;
use crate::error::Result;
use crate::plan::{Function, Plan};
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
    imports.extend(shared::import_lines("._native", names(plan)));
    let doc = format!("{} for Python: a native extension module.", plan.module);
    let view = InitView {
        header: shared::HEADER,
        docstring: shared::docstring_of(&[doc]),
        imports,
        overload_import: shared::overload_import(plan),
        dunder_all: shared::dunder_all(plan),
    };
    templates.render("init.py", &view)
}

/// What the extension module defines for the package.
fn names(plan: &Plan) -> Vec<String> {
    let records = plan.records.iter().flat_map(|r| std::iter::once(&r.py_name).chain(&r.aliases));
    let handles = plan.handles.iter().flat_map(|h| std::iter::once(&h.py_name).chain(&h.aliases));
    let mut names: Vec<String> = records.chain(handles).cloned().collect();
    // A name that is not exported is imported under itself, which says that it is meant to be here.
    let function = |f: &Function| if f.public { f.py_name.clone() } else { format!("{0} as {0}", f.py_name) };
    names.extend(plan.functions.iter().map(function));
    names.extend(plan.constants.iter().map(|c| c.py_name.clone()));
    names.extend(plan.exception.iter().map(|e| e.py_name.clone()));
    let runtime = [(shared::yields_pointer(plan), "_tb_Pointer"), (shared::yields_array(plan), "_tb_Array")];
    names.extend(
        runtime.iter().filter(|(is_there, _)| *is_there).map(|(_, name)| format!("{name} as {name}")),
    );
    names.push("__tribind_buffer__ as __tribind_buffer__".into());
    names
}
