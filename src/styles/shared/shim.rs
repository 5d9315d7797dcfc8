//! The shim: one C function for each thing that the styles cannot call directly, in C for a C header, in C++ with
//! `extern "C"` for a C++ one.
//!
//! The C++ shim's functions are `noexcept`: until exceptions are translated, one that gets out ends the process rather than
//! running through frames that know nothing of it.

use super::loops::{self, LoopView};
use super::templates::render;
use crate::error::Result;
use crate::ir::{Language, Type};
use crate::plan::{Plan, Record, ShimFunction, Value};
use crate::text::c;
use serde::Serialize;
use std::path::PathBuf;

/// The view of `shim.h`, `shim.c` and `shim.cpp`.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the templates
struct ShimView {
    /// First line.
    header: &'static str,
    /// The lines that include the library's headers.
    includes: Vec<String>,
    /// Whether the prototypes speak the library's own types.
    is_c: bool,
    /// The lines that include headers of the C library.
    standard: Vec<&'static str>,
    /// Whether there are any.
    has_standard: bool,
    /// Whether macros of the library are called, which compilers may warn of.
    calls_macros: bool,
    /// Whether there are functions that are no loops.
    has_functions: bool,
    /// The functions.
    functions: Vec<ShimFunctionView>,
    /// Whether there are loops.
    has_loops: bool,
    /// Whether one goes block by block.
    has_blocks: bool,
    /// Loops over items.
    loops: Vec<LoopView>,
}

/// One function.
#[derive(Serialize)]
struct ShimFunctionView {
    /// `float tb_cppmult_1(int a, float b)`.
    prototype: String,
    /// `return cppmult(a, b);`.
    statement: String,
}

/// `src/shim.h`: the prototypes, for C and C++.
///
/// # Errors
/// A template that does not fit its view.
pub fn shim_header(plan: &Plan) -> Result<String> {
    render("shim.h", &view(plan))
}

/// `src/shim.c` or `src/shim.cpp`: the definitions.
///
/// # Errors
/// A template that does not fit its view.
pub fn shim_source(plan: &Plan) -> Result<String> {
    render(if plan.language == Language::C { "shim.c" } else { "shim.cpp" }, &view(plan))
}

/// Where the definitions stand in a package.
pub fn shim_file(plan: &Plan) -> PathBuf {
    PathBuf::from(if plan.language == Language::C { "src/shim.c" } else { "src/shim.cpp" })
}

fn view(plan: &Plan) -> ShimView {
    let functions = plan.shim.iter().map(|f| function(plan, f)).collect();
    let is_c = plan.language == Language::C;
    let frees = plan.shim.iter().any(|f| f.call.starts_with("free("));
    let standard = [
        (loops::uses_errno(plan), "#include <errno.h>"),
        (frees, "#include <stdlib.h>"),
        (loops::has_blocks(plan), "#include <string.h> /* memcpy */"),
    ];
    let standard: Vec<_> = standard.into_iter().filter_map(|(wanted, line)| wanted.then_some(line)).collect();
    let calls_macros = !plan.signatures().is_empty();
    ShimView {
        header: super::C_HEADER,
        includes: super::include_lines(plan),
        is_c,
        has_standard: !standard.is_empty(),
        standard,
        calls_macros,
        has_functions: !plan.shim.is_empty(),
        functions,
        has_loops: !plan.maps.is_empty(),
        has_blocks: loops::has_blocks(plan),
        loops: loops::loops(plan),
    }
}

fn function(plan: &Plan, item: &ShimFunction) -> ShimFunctionView {
    let void = matches!(item.ty.ret.canonical(), Type::Void);
    let statement = match &item.result_into {
        Some(result) => match const_result(plan, item) {
            Some(ty) => {
                let local = c::declare(ty, "tb_value");
                format!(
                    "const {local} = {};\n    __builtin_memcpy((void *){result}, &tb_value, sizeof(tb_value));",
                    item.call
                )
            }
            None => format!("*{result} = {};", item.call),
        },
        None if void => format!("{};", item.call),
        None => format!("return {};", item.call),
    };
    ShimFunctionView { prototype: c::prototype(&item.symbol, &item.ty, &item.param_names), statement }
}

/// The type of a result that goes by address and has const members: it can be initialised, and not assigned.
fn const_result<'a>(plan: &Plan, item: &'a ShimFunction) -> Option<&'a Type> {
    let ty = item.ty.params.first().and_then(Type::pointee)?;
    let Type::Record(key) = ty.canonical() else { return None };
    let has_const = |r: &Record| r.fields.iter().any(|f| f.is_const || holds_const(plan, &f.value));
    plan.records.iter().find(|r| r.key == *key).filter(|r| has_const(r)).map(|_| ty)
}

fn holds_const(plan: &Plan, value: &Value) -> bool {
    match value {
        Value::Record(id) => {
            plan.records[*id].fields.iter().any(|f| f.is_const || holds_const(plan, &f.value))
        }
        Value::Array { of, .. } => holds_const(plan, of),
        _ => false,
    }
}
