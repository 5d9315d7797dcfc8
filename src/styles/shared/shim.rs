//! The shim: one C function for each thing that the styles cannot call directly, in C for a C header, in C++ with
//! `extern "C"` for a C++ one.
//!
//! The C++ shim's functions are `noexcept`: until exceptions are translated, one that gets out ends the process rather than
//! running through frames that know nothing of it.

use super::templates::render;
use crate::error::Result;
use crate::ir::{Language, Type};
use crate::plan::{Plan, ShimFunction};
use crate::text::c;
use serde::Serialize;
use std::path::PathBuf;

/// The view of `shim.h`, `shim.c` and `shim.cpp`.
#[derive(Serialize)]
struct ShimView {
    /// First line.
    header: &'static str,
    /// The library's headers, delimiters included.
    includes: Vec<String>,
    /// Whether the prototypes speak the library's own types.
    is_c: bool,
    /// The functions.
    functions: Vec<ShimFunctionView>,
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
    let functions = plan.shim.iter().map(function).collect();
    let is_c = plan.language == Language::C;
    ShimView { header: super::C_HEADER, includes: plan.includes.clone(), is_c, functions }
}

fn function(item: &ShimFunction) -> ShimFunctionView {
    let void = matches!(item.ty.ret.canonical(), Type::Void);
    let statement = match &item.result_into {
        Some(result) => format!("*{result} = {};", item.call),
        None if void => format!("{};", item.call),
        None => format!("return {};", item.call),
    };
    ShimFunctionView { prototype: c::prototype(&item.symbol, &item.ty, &item.param_names), statement }
}
