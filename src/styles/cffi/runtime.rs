//! `<module>/_runtime.py`: what functions and classes of a package share, as far as the package needs it.
//!
//! In: the names that `__init__.py` uses. Out: the file's text. The parts and what each rests on stand in one table.

use super::expr::{Expr, statement};
use super::mode::Mode;
use super::templates::render;
use crate::error::Result;
use crate::plan::Plan;
use crate::styles::shared;
use crate::text::literals::py_string;
use serde::Serialize;
use std::collections::BTreeSet;

/// A part of the file.
struct Part {
    /// Its template, `runtime/NAME.py.hbs`.
    template: &'static str,
    /// The names that it defines.
    defines: &'static [&'static str],
    /// Names of other parts that it uses.
    uses: &'static [&'static str],
    /// Functions of `_convert.py` that it uses.
    converts: &'static [&'static str],
    /// It defines a class of views, which is final and takes an index.
    views: bool,
}

const fn part(
    template: &'static str,
    defines: &'static [&'static str],
    uses: &'static [&'static str],
    converts: &'static [&'static str],
) -> Part {
    Part { template, defines, uses, converts, views: false }
}

/// Every part, each after those whose classes it extends.
static PARTS: [Part; 46] = [
    part("explain", &["BAD", "explain"], &[], &[]),
    part("some", &["some"], &[], &["wrong_type"]),
    part("flags", &["flags"], &[], &[]),
    part("given", &["NOT_GIVEN"], &[], &[]),
    part("zero", &["ZERO"], &[], &[]),
    part("to_bool", &["to_bool"], &[], &[]),
    part("from_text", &["from_text"], &[], &[]),
    part("text", &["text"], &[], &["to_text"]),
    part("address_of", &["address_of"], &[], &[]),
    part("code_error", &["CodeError"], &[], &[]),
    part("os_error", &["os_error"], &[], &[]),
    part("hold", &["hold"], &[], &[]),
    part("new_aligned", &["new_aligned"], &["address_of", "hold"], &[]),
    part("cell", &["cell"], &["hold"], &[]),
    part("buffers", &["BYTES", "array_over", "buffer_view", "one_piece"], &[], &["wrong_type"]),
    part("memory", &["memory", "chars"], &["text", "array_over"], &[]),
    part("sequence", &["is_sequence", "has_items"], &[], &[]),
    part("pointer_kind", &["PointerKind", "FOREIGN"], &["address_of"], &[]),
    part("text_pointer", &["TextPointer"], &["PointerKind", "text", "from_text"], &[]),
    part("odd_value", &["odd_value"], &[], &[]),
    part("scalar", &["Scalar"], &["odd_value"], &[]),
    part("long_int", &["LongInt"], &[], &[]),
    part("long_complex", &["LongComplex"], &[], &[]),
    part("const_item", &["ConstItem"], &[], &[]),
    Part { views: true, ..part("pointer", &["Pointer", "pointer"], &["address_of", "from_text"], &[]) },
    part("items", &["Items"], &["PointerKind", "Pointer", "array_over"], &["buffer_fits", "wrong_type"]),
    part(
        "address",
        &["Address", "FunctionAddress"],
        &["PointerKind", "array_over", "address_of"],
        &["to_address", "wrong_type"],
    ),
    part("new_object", &["new_object"], &[], &[]),
    part(
        "handle",
        &["Handle", "HandlePointer", "wrap"],
        &["PointerKind", "new_object"],
        &["to_address", "wrong_type"],
    ),
    part("told", &["told"], &["from_text"], &[]),
    part("owned_text", &["owned_text"], &["from_text"], &[]),
    part("owning", &["Owning", "owned", "not_to_free"], &["Handle"], &[]),
    part(
        "pointers",
        &["Pointers"],
        &["PointerKind", "Pointer", "array_over", "hold", "is_sequence"],
        &["buffer_fits", "wrong_type"],
    ),
    part(
        "record",
        &[
            "Record",
            "own",
            "copied",
            "pointer_to",
            "view_at",
            "view",
            "view_or_none",
            "record_buffer",
            "record_over",
            "copy_refs",
            "RecordValue",
        ],
        &["address_of", "array_over", "hold", "FOREIGN"],
        &["to_address", "wrong_type"],
    ),
    part("const_record", &["ConstRecord"], &["RecordValue", "copied"], &[]),
    part("bits", &["Bits"], &[], &["wrong_type"]),
    part("bit_field", &["BitField", "BOOL_BIT"], &["Record"], &[]),
    Part {
        views: true,
        ..part(
            "flexible",
            &["Flexible", "allocate"],
            &["Record", "Pointer", "address_of", "hold"],
            &["wrong_type"],
        )
    },
    part("waiting", &["WAITING", "stop", "raise_waiting", "failed"], &[], &[]),
    part("discarded", &["discarded"], &[], &[]),
    part("discard_waiting", &["discard_waiting"], &["WAITING"], &[]),
    Part {
        views: true,
        ..part(
            "callback",
            &["Callback", "FunctionPointer", "kept_result", "kept_with", "keep_with"],
            &["PointerKind", "address_of", "failed"],
            &["to_address", "wrong_type"],
        )
    },
    part("record_pointer", &["RecordPointer"], &["PointerKind", "Record"], &["wrong_type"]),
    Part {
        views: true,
        ..part("array", &["Array", "ArrayOf"], &["Record", "address_of", "has_items"], &["wrong_type"])
    },
    part("chars", &["Chars"], &[], &["wrong_type"]),
    part("map", &["maps"], &["Items", "is_sequence", "address_of"], &[]),
];

/// What the templates print.
#[allow(clippy::struct_excessive_bools)] // conditions of the template, which has no other kind
#[derive(Debug, Serialize)]
struct RuntimeView {
    /// First line.
    header: &'static str,
    /// The standard library's modules, and the blank line behind them.
    imports: Vec<&'static str>,
    /// `from ._convert import …`.
    converts: Vec<String>,
    /// What is said where `_cffi` cannot be loaded: a Python string.
    missing: String,
    /// Whether `_cffi` is an extension module, with the library's functions in it.
    is_compiled: bool,
    /// Where it is not: `lib = load(…)`.
    loads: Vec<String>,
    /// The import package.
    module: String,
    /// Records are among the parts.
    records: bool,
    /// Arrays.
    arrays: bool,
    /// Records of an alignment above CFFI's own.
    aligned: bool,
    /// Handles.
    handles: bool,
    /// Pointers.
    pointers: bool,
    /// Arrays with a length.
    counted: bool,
    /// Several of them with one.
    alike: bool,
    /// Flexible arrays.
    flexible: bool,
    /// Handles that Python may own.
    owns: bool,
    /// Whether an exception of a callback may wait.
    waits: bool,
    /// Callables that live as long as a handle.
    kept: bool,
    /// The parts' texts.
    parts: Vec<String>,
}

/// The text of `_runtime.py` for these names.
///
/// # Errors
/// A template that does not fit its view.
pub fn module(plan: &Plan, mode: Mode, names: &BTreeSet<&'static str>) -> Result<String> {
    let parts = needed(names);
    let has = |name: &str| parts.iter().any(|p| p.defines.contains(&name));
    let mut converts: Vec<String> = parts.iter().flat_map(|p| p.converts).map(|&c| c.to_owned()).collect();
    converts.push("wrong_type".to_owned());
    converts.sort();
    converts.dedup();
    let mut view = RuntimeView {
        header: shared::HEADER,
        imports: standard_imports(&has, parts.iter().any(|p| p.views)),
        converts: shared::import_lines("._convert", converts),
        missing: py_string(&missing(plan, mode)),
        is_compiled: mode == Mode::Api,
        loads: if mode == Mode::Abi { loads(plan) } else { Vec::new() },
        module: plan.module.clone(),
        records: has("Record"),
        arrays: has("Array"),
        aligned: has("new_aligned"),
        handles: has("Handle"),
        pointers: has("Pointer"),
        counted: names.contains("counted") || has("maps"),
        alike: names.contains("alike"),
        flexible: has("Flexible"),
        owns: plan.owns_handles(),
        waits: plan.calls_back(),
        kept: plan.keeps_with_handles(),
        parts: Vec::new(),
    };
    for part in &parts {
        let text = render(part.template, &view)?;
        view.parts.push(text.trim_end().to_owned());
    }
    render("runtime.py", &view)
}

fn standard_imports(has: &impl Fn(&str) -> bool, views: bool) -> Vec<&'static str> {
    let bytes = has("BitField") || has("LongInt");
    let index = views || has("Bits");
    let wanted = [
        (has("os_error"), "import os"),
        (bytes || has("WAITING"), "import sys"),
        (has("WAITING"), "from _thread import get_ident"),
        (has("Items"), "from array import array"),
        (index, "from operator import index"),
        (has("Callback"), "from types import MethodType"),
        (views, "from typing import final"),
        (has("Callback"), "from weakref import WeakValueDictionary"),
    ];
    let mut lines: Vec<&str> =
        wanted.into_iter().filter_map(|(wanted, line)| wanted.then_some(line)).collect();
    if !lines.is_empty() {
        lines.push("");
    }
    lines
}

/// What was looked for, and where.
fn missing(plan: &Plan, mode: Mode) -> String {
    let module = &plan.module;
    match (mode, plan.library.sonames.as_slice()) {
        (Mode::Abi, _) => format!("{module}/_cffi.py, which cffi_build.py writes, and the package cffi"),
        (Mode::Api, []) => format!("{module}/_cffi, the compiled part of this package"),
        (Mode::Api, names) => {
            let names = names.join(", ");
            format!("{module}/_cffi beside this file, or {names} where the system looks for libraries")
        }
    }
}

/// Loads the libraries: `lib = load(ffi, ("libz.so.1", "z"))`.
fn loads(plan: &Plan) -> Vec<String> {
    let pair = |(file_name, link_name): &(String, String)| {
        Expr::Tuple(vec![Expr::Text(py_string(file_name)), Expr::Text(py_string(link_name))])
    };
    let wanted = shared::loaded_libraries(plan);
    let args = std::iter::once(Expr::text("ffi")).chain(wanted.iter().map(pair)).collect();
    statement(0, "lib = ", &Expr::Call { head: "load".to_owned(), args }, "")
}

/// The parts behind the names, and those behind these, in the table's order.
fn needed(names: &BTreeSet<&'static str>) -> Vec<&'static Part> {
    let mut wanted: BTreeSet<&str> = names.iter().copied().collect();
    if wanted.contains("counted") {
        wanted.insert("is_sequence");
    }
    loop {
        let before = wanted.len();
        for part in &PARTS {
            if part.defines.iter().any(|d| wanted.contains(d)) {
                wanted.extend(part.uses);
            }
        }
        if wanted.len() == before {
            break;
        }
    }
    let is_wanted = |p: &&Part| p.defines.iter().any(|d| wanted.contains(d));
    PARTS.iter().filter(is_wanted).collect()
}
