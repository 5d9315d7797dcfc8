//! The `extern "C"` shim: one C function for each thing that the styles cannot call directly.
//!
//! The shim's functions are `noexcept`: until exceptions are translated, one that gets out ends the process rather than
//! running through frames that know nothing of it.

use super::templates::render;
use crate::error::Result;
use crate::ir::Type;
use crate::plan::{Plan, ShimFunction};
use crate::text::c;
use serde::Serialize;

/// The view of `shim.h` and `shim.cpp`.
#[derive(Serialize)]
struct ShimView {
    /// First line.
    header: &'static str,
    /// The library's headers, delimiters included.
    includes: Vec<String>,
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

/// `src/shim.cpp`: the definitions.
///
/// # Errors
/// A template that does not fit its view.
pub fn shim_source(plan: &Plan) -> Result<String> {
    render("shim.cpp", &view(plan))
}

fn view(plan: &Plan) -> ShimView {
    let functions = plan.shim.iter().map(function).collect();
    ShimView { header: super::C_HEADER, includes: plan.includes.clone(), functions }
}

fn function(item: &ShimFunction) -> ShimFunctionView {
    let void = matches!(item.ty.ret.canonical(), Type::Void);
    let statement = if void { format!("{};", item.call) } else { format!("return {};", item.call) };
    ShimFunctionView { prototype: c::prototype(&item.symbol, &item.ty, &item.param_names), statement }
}
