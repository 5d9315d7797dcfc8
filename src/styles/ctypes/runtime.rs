//! `_runtime.py`: the helpers that a module's lines name, and those that these need; nothing else.

use super::templates::render;
use crate::error::Result;
use crate::plan::{Plan, Value};
use crate::styles::shared::layout::uses_word;
use crate::styles::shared::{HEADER, import_lines, yields_array, yields_pointer};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the whole file's template prints.
#[derive(Serialize)]
struct RuntimeView {
    /// First line.
    header: &'static str,
    /// Import lines.
    imports: Vec<String>,
    /// The lines of the helpers, with empty ones before each.
    helpers: Vec<String>,
}

/// Which parts a helper has; each is text in a template behind an `if`.
#[derive(Debug, Default, Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the templates
struct Parts {
    /// The module has record classes.
    records: bool,
    /// Some record has a pointer.
    kept: bool,
    /// The module has handle classes.
    handles: bool,
    /// The module gives out `Pointer`s.
    pointers: bool,
    /// A record has an array that is no text.
    arrays: bool,
    /// A record wants more alignment than an allocator gives.
    over_aligned: bool,
    /// A record ends in a flexible array.
    flexible: bool,
    /// Python callables can stand for C functions.
    callbacks: bool,
    /// Some of them return a struct.
    struct_results: bool,
    /// A handle may be owned.
    owns: bool,
    /// A handle holds callbacks.
    holds: bool,
    /// Values are read where they lie: global variables, items behind pointers.
    variables: bool,
    /// Members lie where `_fields_` cannot have them.
    placed: bool,
    /// Members share bytes.
    shared: bool,
    /// There are bit-fields.
    bits: bool,
    /// A record or an array may be a part of what something else holds.
    parts: bool,
    /// Values are set in memory.
    kept_or_records: bool,
    /// A record has slots besides the first.
    more_slots: bool,
    /// ctypes' own way to make a record will do.
    plain_new: bool,
    /// A buffer may be one that C must not write to.
    read_only: bool,
    /// A parameter stands for pointer and length.
    counted: bool,
    /// Several of them have one length.
    alike: bool,
    /// A handle tells what went wrong.
    asks_handles: bool,
    /// There are functions over items.
    maps: bool,
    /// What C calls, by the number of its parameters.
    handlers: Vec<HandlerView>,
}

/// What C calls of so many parameters.
#[derive(Debug, Serialize)]
struct HandlerView {
    /// How many.
    count: usize,
    /// Their names, with commas.
    args: String,
}

/// A helper of the file.
struct Section {
    /// Its template.
    name: &'static str,
    /// The names that `__init__.py` may use.
    provides: &'static [&'static str],
    /// Helpers that it uses whatever the parts.
    needs: &'static [&'static str],
}

const fn section(
    name: &'static str,
    provides: &'static [&'static str],
    needs: &'static [&'static str],
) -> Section {
    Section { name, provides, needs }
}

/// Every helper, in the order of the file.
const SECTIONS: [Section; 47] = [
    section("error", &["Error", "failure"], &[]),
    section("os_error", &["os_error"], &[]),
    section("member_of", &["member_of"], &[]),
    section("flags_of", &["flags_of"], &[]),
    section("to_bool", &["to_bool"], &[]),
    section("number", &["Number"], &[]),
    section("in_memory", &[], &[]),
    section("complex", &["Complex"], &["in_memory"]),
    section("int128", &["Int128"], &["in_memory"]),
    section("read_only", &[], &[]),
    section("buffers", &[], &[]),
    section("one_piece", &[], &[]),
    section("memory", &["memory"], &["buffers", "one_piece"]),
    section("memory_of", &["memory_of"], &[]),
    section("address_of", &["address_of"], &[]),
    section("local_of", &["local_of"], &["address_of"]),
    section("kept", &[], &["address_of"]),
    section("pointer", &[], &["pointer_kind"]),
    section("pointer_kind", &[], &[]),
    section("text", &["Text"], &["pointer_kind"]),
    section("function_address", &["FunctionAddress"], &["pointer_kind"]),
    section("struct_callback", &[], &[]),
    section("callback", &["Callback", "waiting"], &["pointer_kind", "address_of"]),
    section("address", &["Address"], &["pointer_kind", "buffers", "one_piece"]),
    section("sequence", &[], &[]),
    section("items", &["Items"], &["pointer_kind", "buffers"]),
    section("locked_array", &["locked_array"], &[]),
    section("pointers", &["Pointers"], &["pointer_kind", "buffers", "sequence", "address_of"]),
    section("check_final", &[], &[]),
    section("handle", &["Handle", "handle"], &["check_final"]),
    section("owning", &["Owning", "closed", "owned"], &["handle"]),
    section("owned_text", &["owned_text"], &[]),
    section("discard", &["discard", "discarded"], &[]),
    section("hold", &["hold"], &[]),
    section("handle_pointer", &["HandlePointer"], &["pointer_kind"]),
    section("record", &["Record", "own", "view"], &["check_final", "buffers", "one_piece", "field"]),
    section("part", &[], &[]),
    section("field", &["Field", "describe"], &[]),
    section("record_value", &["RecordValue"], &[]),
    section("const_record", &["ConstRecord"], &["record_value"]),
    section("record_pointer", &["RecordPointer"], &["pointer_kind"]),
    section("array", &["ArrayOf"], &[]),
    section("chars", &["Chars"], &[]),
    section("bits", &["Bits"], &[]),
    section("flexible", &["Flexible"], &["pointer"]),
    section("variables", &["Variable"], &[]),
    section("map", &[], &["items", "sequence"]),
];

/// The text of `_runtime.py`, given the text of `__init__.py`; `None` where that needs no helper.
///
/// # Errors
/// A template that does not fit its view.
pub fn module(plan: &Plan, init: &str) -> Result<Option<String>> {
    let parts = parts(plan, init);
    let needed = needed(init, &parts);
    let mut sections = Vec::new();
    for section in SECTIONS.iter().filter(|s| needed.contains(s.name)) {
        let text = render(&format!("runtime/{}", section.name), &parts)?;
        sections.push(text.lines().map(str::to_owned).collect::<Vec<_>>());
    }
    if sections.is_empty() {
        return Ok(None);
    }
    let body = sections.concat().join("\n");
    let helpers = spaced(sections);
    render("runtime", &RuntimeView { header: HEADER, imports: imports(&body), helpers }).map(Some)
}

/// Two empty lines before each section, and one between the imports and what is no definition, as formatters have it.
fn spaced(sections: Vec<Vec<String>>) -> Vec<String> {
    let is_definition = |line: &String| ["class ", "def ", "@"].iter().any(|word| line.starts_with(word));
    let mut lines = Vec::new();
    for (i, section) in sections.into_iter().enumerate() {
        let gap = if i > 0 || section.first().is_some_and(is_definition) { 2 } else { 1 };
        lines.extend(std::iter::repeat_n(String::new(), gap));
        lines.extend(section);
    }
    lines
}

fn parts(plan: &Plan, init: &str) -> Parts {
    let records = !plan.records.is_empty();
    let maps = !plan.maps.is_empty();
    let variables = !plan.variables.is_empty();
    let flexible = init.contains("_tb_runtime.Flexible(");
    let over_aligned = plan.records.iter().any(|r| r.align > 16);
    // As an argument of its own, with the bracket behind it or, in several lines, the comma.
    let takes_memory = ["_tb_runtime.memory)", "_tb_runtime.memory,"].iter().any(|end| init.contains(end));
    Parts {
        records,
        kept: plan.records.iter().any(|r| r.has_pointers) || !plan.variables.is_empty(),
        handles: !plan.handles.is_empty(),
        pointers: yields_pointer(plan),
        arrays: yields_array(plan),
        over_aligned,
        flexible,
        callbacks: plan.calls_back(),
        struct_results: plan.callbacks.iter().any(|c| matches!(c.result, Some(Value::Record(_)))),
        owns: plan.owns_handles(),
        holds: plan.keeps_with_handles(),
        variables,
        placed: init.contains(" at="),
        shared: init.contains(" shared=("),
        bits: init.contains("_tb_runtime.Bits("),
        parts: flexible || variables,
        kept_or_records: records || variables,
        more_slots: flexible || variables,
        plain_new: !flexible && !over_aligned,
        read_only: records || init.contains("const=True") || takes_memory || maps,
        counted: init.contains(".counted(") || maps,
        alike: init.contains(".alike("),
        asks_handles: plan.asks_handles(),
        maps,
        handlers: handlers(plan),
    }
}

fn handlers(plan: &Plan) -> Vec<HandlerView> {
    let counts: BTreeSet<usize> = plan.callbacks.iter().map(|c| c.params.len()).collect();
    let names = |count| (1..=count).map(|i| format!("arg{i}")).collect::<Vec<_>>().join(", ");
    counts.into_iter().map(|count| HandlerView { count, args: names(count) }).collect()
}

/// The helpers that the module's lines name, and those that these use.
fn needed(init: &str, parts: &Parts) -> BTreeSet<&'static str> {
    let named = |s: &Section| s.provides.iter().any(|name| uses_word(init, &format!("_tb_runtime.{name}")));
    let mut needed: BTreeSet<&str> = SECTIONS.iter().filter(|s| named(s)).map(|s| s.name).collect();
    loop {
        let mut more: Vec<&str> =
            SECTIONS.iter().filter(|s| needed.contains(s.name)).flat_map(|s| s.needs).copied().collect();
        more.extend(of_parts(&needed, parts));
        let before = needed.len();
        needed.extend(more);
        if needed.len() == before {
            return needed;
        }
    }
}

/// What helpers use in one of their parts.
fn of_parts<'a>(needed: &'a BTreeSet<&str>, parts: &'a Parts) -> impl Iterator<Item = &'static str> {
    let rules = [
        ("buffers", parts.read_only, "read_only"),
        ("pointer_kind", parts.kept, "kept"),
        ("record", parts.kept, "kept"),
        ("number", parts.maps, "map"),
        ("items", parts.pointers, "pointer"),
        ("items", parts.counted, "sequence"),
        ("record_pointer", parts.pointers, "pointer"),
        ("record_value", parts.parts, "part"),
        ("array", parts.parts, "part"),
        ("callback", parts.struct_results, "struct_callback"),
        ("address", parts.callbacks, "callback"),
        ("pointers", parts.pointers, "pointer"),
        ("address", parts.pointers, "pointer"),
    ];
    rules.into_iter().filter(|(user, part, _)| *part && needed.contains(user)).map(|(_, _, used)| used)
}

fn imports(body: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if body.contains("ctypes.") {
        lines.push("import ctypes".to_owned());
    }
    if body.contains(" os.") || body.contains("(os.") {
        lines.push("import os".to_owned());
    }
    if body.contains("sys.") || body.contains("(sys, ") {
        lines.push("import sys".to_owned());
    }
    if body.contains("((array, ") || body.contains("locked_array") {
        lines.push("from array import array".to_owned());
    }
    let functools = ["cached_property", "partial"].into_iter().filter(|f| uses_word(body, f));
    lines.extend(import_lines("functools", functools.map(str::to_owned).collect()));
    if body.contains(" index(") {
        lines.push("from operator import index".to_owned());
    }
    if body.contains("MethodType") {
        lines.push("from types import MethodType".to_owned());
    }
    if body.contains("@final") {
        lines.push("from typing import final".to_owned());
    }
    if body.contains("WeakValueDictionary") {
        lines.push("from weakref import WeakValueDictionary".to_owned());
    }
    let helpers = ["_integer", "buffer_fits", "from_text", "to_address", "to_text", "wrong_type"];
    let used = helpers.iter().filter(|h| uses_word(body, h)).map(|&h| h.to_owned()).collect::<Vec<_>>();
    if !used.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(import_lines("._convert", used));
    }
    lines
}
