//! Functions over items, as far as they are the same in every style: documentation, signature, stub, and the Python file
//! that the ctypes and CFFI packages share.

use super::convert::format_code;
use super::layout::{WIDTH, bracketed, exploded, stub_def};
use super::templates::render;
use super::types::{Spelling, scalar_input};
use crate::error::Result;
use crate::plan::{ErrorRule, Map, Plan, Raises, Scalar};
use crate::text::literals::py_string;
use serde_json::json;

/// `_map.py`: what a function over items does in Python.
///
/// # Errors
/// A template that does not fit its view.
pub fn map_module() -> Result<String> {
    render("map.py", &json!({ "header": super::HEADER }))
}

/// The documentation of a function over items as plain lines, not escaped.
pub fn map_doc_lines(plan: &Plan, map: &Map) -> Vec<String> {
    let mut lines = super::doc_lines(map.of(plan));
    let about = match map.params.as_slice() {
        [_] => "For each item of the argument.",
        _ => "For each item of the arguments; a single value stands for all items.",
    };
    lines.extend([String::new(), about.to_owned()]);
    lines
}

/// The parameters as a Python signature has them, the `/` among them.
pub fn map_parameters(plan: &Plan, map: &Map) -> Vec<String> {
    let mut params: Vec<String> = map.params.iter().map(|p| p.py_name.clone()).collect();
    if !map.of(plan).keywords {
        params.push("/".into());
    }
    params.extend(map.result.map(|_| "out=None".to_owned()));
    params
}

/// The format of a `memoryview` of such items.
pub fn item_format(item: Scalar) -> &'static str {
    match item {
        Scalar::Int(int) if int.bits == 8 && int.signed => "b",
        Scalar::Char { .. } => "c",
        Scalar::Enum { int, .. } => item_format(Scalar::Int(int)),
        other => format_code(other),
    }
}

/// How a style names what a function over items is made of.
pub struct MapParts<'a> {
    /// `_tb_map.Map`.
    pub class: &'a str,
    /// The loop.
    pub function: String,
    /// The items of each parameter.
    pub items: Vec<String>,
    /// Those of the results.
    pub result: Option<String>,
    /// The function that makes the exception, and what its code is.
    pub error: Option<(String, Option<String>)>,
}

/// The lines that make one and define the Python function over it: `_tb_each_map_add = …`, `def map_add(a, b, /, out=None):`.
pub fn map_definition(plan: &Plan, map: &Map, parts: &MapParts<'_>) -> Vec<String> {
    let object = format!("_tb_each_{}", map.py_name);
    let pair = |(p, item): (&crate::plan::MapParam, &String)| format!("({}, {item})", py_string(&p.py_name));
    let pairs: Vec<String> = map.params.iter().zip(&parts.items).map(pair).collect();
    let mut args = vec![parts.function.clone(), py_string(&map.py_name), tuple(&pairs)];
    if let (Some(name), Some(item)) = (&parts.result, map.result) {
        args.push(format!("result=({name}, \"{}\")", item_format(item)));
    }
    if let Some((error, code)) = &parts.error {
        args.push(format!("error={error}"));
        args.extend(code.iter().map(|code| format!("code={code}")));
    }
    let mut lines = bracketed(0, &format!("{object} = {}(", parts.class), &args, ")");
    lines.extend([String::new(), String::new()]);
    lines.extend(bracketed(0, &format!("def {}(", map.py_name), &map_parameters(plan, map), "):"));
    lines.extend(super::layout::indented(4, &super::docstring_of(&map_doc_lines(plan, map))));
    let mut given: Vec<String> = map.params.iter().map(|p| p.py_name.clone()).collect();
    given.extend(map.result.map(|_| "out=out".to_owned()));
    let before = if map.result.is_some() { "return " } else { "" };
    lines.extend(bracketed(4, &format!("{before}{object}("), &given, ")"));
    lines
}

/// What makes the exception of a function that fails.
pub fn map_raises(rule: &ErrorRule, by_errno: &str) -> String {
    match rule.raises {
        Raises::Errno => by_errno.to_owned(),
        Raises::Exception => "_tb_failure".to_owned(),
    }
}

/// A tuple as an argument on a line of its own, broken where it is too long for that.
fn tuple(items: &[String]) -> String {
    let one_line = match items {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    };
    if one_line.len() + 5 <= WIDTH {
        return one_line;
    }
    exploded(4, "(", items, ")").join("\n").trim_start().to_owned()
}

/// The functions in the stub: one signature for results in a fresh array, one for results in what the caller gives.
pub fn map_stub_lines(plan: &Plan, spelling: &Spelling<'_>) -> Vec<String> {
    plan.maps.iter().flat_map(|map| stub_lines(plan, spelling, map)).collect()
}

fn stub_lines(plan: &Plan, spelling: &Spelling<'_>, map: &Map) -> Vec<String> {
    // One value alone says not how many items there are.
    let takes_one = map.params.len() > 1;
    let mut params: Vec<String> =
        map.params.iter().map(|p| format!("{}: {}", p.py_name, input(spelling, p.item, takes_one))).collect();
    if !map.of(plan).keywords {
        params.push("/".into());
    }
    if map.result.is_none() {
        return stub_def(0, &map.py_name, &params, "None");
    }
    let with = |out: &str, ret: &str| {
        let mut params = params.clone();
        params.push(out.to_owned());
        let decorator = std::iter::once("@_tb_overload".to_owned());
        decorator.chain(stub_def(0, &map.py_name, &params, ret)).collect::<Vec<_>>()
    };
    let mut lines = with("out: None = None", "_tb_memoryview");
    lines.extend(with("out: _tb_Out", "_tb_Out"));
    lines
}

/// Items, or one value.
fn input(spelling: &Spelling<'_>, item: Scalar, takes_one: bool) -> String {
    let items = spelling.array_input(item);
    let items = items.trim_end_matches(" | None");
    if !takes_one {
        return items.to_owned();
    }
    let one = match item {
        Scalar::Bool => return "_tb_object".into(),
        // One character is a buffer of one.
        Scalar::Char { .. } => "_tb_SupportsIndex",
        other => scalar_input(other),
    };
    format!("{items} | {one}")
}
