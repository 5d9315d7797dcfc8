//! `cffi_build.py`: what declares the library to CFFI.
//!
//! In: a plan and its types. Out: the script, which writes the C of the extension module in the API mode, and in the ABI
//! mode a Python module that knows the types; and what goes with that.

use super::cdef::{self, Types};
use super::mode::Mode;
use super::templates::render;
use super::{assertions, variables};
use crate::error::Result;
use crate::plan::{FileSet, Plan};
use crate::styles::shared;
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// The view of `cffi_build.py`.
#[derive(Serialize)]
struct BuildView {
    /// First line.
    header: &'static str,
    /// The import package.
    module: String,
    /// The lines that include headers.
    includes: Vec<String>,
    /// The lines behind that.
    preamble: Vec<String>,
    /// Calls of `cdef`.
    blocks: Vec<BlockView>,
}

/// One call of `cdef`.
#[derive(Serialize)]
struct BlockView {
    /// Lines of C.
    lines: Vec<String>,
    /// `, packed=True,` on a line of its own, or nothing.
    option: String,
}

/// The script, what type checkers may know of what it makes, and what loads the library where that does not.
///
/// # Errors
/// A template that does not fit its view.
pub fn files(plan: &Plan, types: &Types) -> Result<FileSet> {
    let package = Path::new(&plan.module);
    let (script, names) = match types.mode {
        Mode::Api => ("cffi_build.py", "ffi: Any\nlib: Any\n"),
        Mode::Abi => ("cffi_build_abi.py", "ffi: Any\n"),
    };
    let mut files = FileSet::default();
    files.text("cffi_build.py", render(script, &view(plan, types))?);
    files.text(package.join("_cffi.pyi"), format!("{}\nfrom typing import Any\n\n{names}", shared::HEADER));
    if types.mode == Mode::Abi {
        let library = render("library.py", &json!({ "header": shared::HEADER }))?;
        files.text(package.join("_library.py"), library);
    }
    Ok(files)
}

fn view(plan: &Plan, types: &Types) -> BuildView {
    let block = |b: cdef::Block| BlockView {
        lines: b.lines.iter().skip_while(|l| l.is_empty()).cloned().collect(),
        option: b.option.map(|o| format!(",\n    {o},")).unwrap_or_default(),
    };
    let (includes, preamble) = match types.mode {
        Mode::Api => (includes(plan), preamble(plan, types)),
        Mode::Abi => Default::default(),
    };
    BuildView {
        header: shared::HEADER,
        module: plan.module.clone(),
        includes,
        preamble,
        blocks: cdef::blocks(plan, types).into_iter().map(block).collect(),
    }
}

/// Before CFFI's own text, and so before Python.h; but where the headers' types have names of the system's, its own have
/// to be read under them first.
fn includes(plan: &Plan) -> Vec<String> {
    let python = (!plan.clashes.is_empty()).then(|| "#include <Python.h>".to_owned());
    let stddef = "#include <stddef.h>".to_owned();
    python.into_iter().chain([stddef]).chain(shared::caller_include_lines(plan)).collect()
}

/// The C between the library's headers and CFFI's own.
fn preamble(plan: &Plan, types: &Types) -> Vec<String> {
    let mut lines = cdef::typedefs(plan);
    if !lines.is_empty() {
        lines.insert(0, "/* Names for the nameless types of members. */".into());
        lines.insert(0, String::new());
    }
    let assertions = assertions::assertions(plan);
    if !assertions.is_empty() {
        lines.push(String::new());
        lines.push("/* What the binding takes for granted, or it is not built. */".into());
        lines.extend(assertions);
    }
    let pointers = cdef::pointers(types);
    if !pointers.is_empty() {
        lines.push(String::new());
        lines.push(
            "/* CFFI cannot assign a struct with a const member: these are called by pointer. */".into(),
        );
        lines.extend(pointers);
    }
    let getters = variables::getters(plan, types);
    if !getters.is_empty() {
        lines.push(String::new());
        lines.push(
            "/* CFFI knows the value only of what is const, and lacks words for other types. */".into(),
        );
        lines.extend(getters);
    }
    if !plan.hidden_by_macros.is_empty() {
        lines.push(String::new());
        lines.push(
            "/* CFFI's C calls these by name; the function is meant, not the header's macro. */".into(),
        );
        lines.extend(plan.hidden_by_macros.iter().map(|name| format!("#undef {name}")));
    }
    if cdef::has_replaced_members(plan, types) {
        lines.push(String::new());
        lines.push("/* Some members are declared to CFFI as plainer pointers than they are. */".into());
        lines.push("#pragma GCC diagnostic ignored \"-Wincompatible-pointer-types\"".into());
    }
    lines
}
