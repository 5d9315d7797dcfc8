//! One function: the foreign function object with its types, and the Python function that checks and calls it.

use super::failure;
use super::input;
use super::kinds::Kinds;
use super::output;
use super::spans;
use super::spell::Spelling;
use crate::plan::{ErrorTest, FnResult, Function, Gil, Param, Passing, Plan, Raises, Scalar, Value};
use crate::styles::shared::docstring;
use crate::styles::shared::layout::{WIDTH, bracketed, exploded, indented};
use crate::text::literals::py_string;
use serde::Serialize;

/// A function of the module.
#[derive(Serialize)]
pub struct FunctionView {
    /// It calls an object without `argtypes`.
    #[serde(skip)]
    pub quick: bool,
    /// `_tb_fn_add = _tb_held["add"]` and its types, lines.
    raw: Vec<String>,
    /// `@_tb_library.calls(_tb_fn_add)`, lines; none where the header declares another type than what is called has.
    decorator: Vec<String>,
    /// `def add(a, b, /):`, lines.
    def: Vec<String>,
    /// Docstring, indented lines.
    doc: Vec<String>,
    /// Checks, call, tests, result: indented lines.
    body: Vec<String>,
}

/// The view of a function; asks for the kinds that it converts with.
pub fn function(spelling: &Spelling, kinds: &mut Kinds, function: &Function) -> FunctionView {
    let raw_name = format!("_tb_fn_{}", function.symbol);
    FunctionView {
        quick: is_quick(function),
        raw: raw(spelling, function, &raw_name),
        def: definition(function),
        doc: indented(4, &docstring(function)),
        body: body(spelling, kinds, function, &raw_name),
        decorator: match function.declared {
            None => bracketed(0, "@_tb_library.calls(", &[raw_name], ")"),
            Some(_) => Vec::new(),
        },
    }
}

fn raw(spelling: &Spelling, function: &Function, name: &str) -> Vec<String> {
    let library = match function.gil {
        Gil::Hold => "_tb_held",
        Gil::Release => "_tb_released",
    };
    let types: Vec<String> = function.params.iter().map(|p| spelling.argument(p)).collect();
    // What is freed must be known by its address.
    let result = match function.frees_text() {
        Some(_) => spelling.stored(&Value::Address { is_const: false }),
        None => spelling.result(&function.result),
    };
    let found = |name: &str| broken(&format!("{name} = {library}["), &py_string(&function.symbol), "]");
    let returns = |name: &str| {
        let line = format!("{name}.restype = {result}");
        let long = line.len() > WIDTH;
        if long { broken(&format!("{name}.restype = ("), &result, ")") } else { vec![line] }
    };
    let mut lines = found(name);
    lines.extend(bracketed(0, &format!("{name}.argtypes = ["), &types, "]"));
    lines.extend(returns(name));
    if is_quick(function) {
        let quick = called(function, name);
        lines.extend(found(&quick));
        lines.extend(returns(&quick));
    }
    if let Some(by) = function.frees_text() {
        let name = output::freeing(function);
        lines.extend(broken(&format!("{name} = {library}["), &py_string(&by.symbol), "]"));
        lines.push(format!("{name}.argtypes = [_tb_ctypes.c_void_p]"));
        lines.push(format!("{name}.restype = None"));
    }
    lines
}

/// One thing in brackets, which take no trailing comma where they are broken.
fn broken(open: &str, inner: &str, close: &str) -> Vec<String> {
    let line = format!("{open}{inner}{close}");
    if line.len() <= WIDTH {
        return vec![line];
    }
    vec![open.to_owned(), format!("    {inner}"), close.to_owned()]
}

/// The object that the Python function calls.
fn called(function: &Function, raw_name: &str) -> String {
    if is_quick(function) { raw_name.replacen("_tb_fn_", "_tb_quick_", 1) } else { raw_name.to_owned() }
}

/// Whether the call needs no `argtypes`: ctypes then converts each argument by its Python type, which costs half, and
/// is the same for what the checks let through here: an `int` as C's int, `bytes` and `None` as a pointer, a record, and
/// what `byref` gives.
fn is_quick(function: &Function) -> bool {
    let quick = |p: &Param| match &p.passing {
        Passing::In(Value::Text | Value::Record(_)) | Passing::Out(_) => true,
        Passing::In(Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. })) => int.bits == 32,
        _ => false,
    };
    !function.params.is_empty() && function.params.iter().all(quick)
}

/// The object that says what a code means, where every code that there can be is an argument that needs no check.
pub fn direct_message(plan: &Plan) -> Option<String> {
    let function = &plan.functions[plan.exception.as_ref()?.message?];
    let [param] = function.params.as_slice() else { return None };
    let Passing::In(taken @ Value::Scalar(_)) = &param.passing else { return None };
    let fits = |f: &Function| {
        let rule = f.error.as_ref().filter(|rule| rule.raises == Raises::Exception);
        let is_taken =
            matches!(&f.result, FnResult::Status(given) | FnResult::Value(given) if given == taken);
        rule.is_none_or(|rule| rule.test == ErrorTest::Null || is_taken)
    };
    let tells = matches!(function.result, FnResult::Value(Value::Text)) && function.error.is_none();
    let plain = tells && function.frees_text().is_none() && !plan.may_call_back(function);
    let direct = plain && !plan.asks_handles() && plan.functions.iter().all(fits);
    direct.then(|| called(function, &format!("_tb_fn_{}", function.symbol)))
}

fn definition(function: &Function) -> Vec<String> {
    let mut params: Vec<String> = function.inputs().map(|p| p.py_name.clone()).collect();
    if !params.is_empty() && !function.keywords {
        params.push("/".into());
    }
    bracketed(0, &format!("def {}(", function.py_name), &params, "):")
}

fn body(spelling: &Spelling, kinds: &mut Kinds, function: &Function, raw_name: &str) -> Vec<String> {
    let indent = if must_release(function) { 8 } else { 4 };
    let mut lines = input::owner_lines(function, indent);
    lines.extend(function.params.iter().flat_map(|p| input::lines(spelling, kinds, function, p, indent)));
    lines.extend(input::late_lines(function, indent));
    let args: Vec<String> = match spans::whole(spelling.plan, function) {
        Some(both) => vec![both],
        None => function.params.iter().map(|p| argument(spelling, p, is_quick(function))).collect(),
    };
    let called = called(function, raw_name);
    if function.error.as_ref().is_some_and(|rule| rule.test == ErrorTest::ErrnoSet) {
        lines.push(format!("{}_tb_ctypes.set_errno(0)", " ".repeat(indent)));
    }
    let call = |before: &str| bracketed(indent, &format!("{before}{called}("), &args, ")");
    let values = output::returned(spelling, kinds, function, "_tb_result");
    let mut after = Vec::new();
    let waits = spelling.plan.may_call_back(function);
    match (&function.error, &function.result, values.as_slice()) {
        // The result alone, which nothing looks at before: no local for it where it fits.
        (None, FnResult::Value(value), [only]) if !waits && function.owned.is_none() => {
            let whole = format!("{called}({})", args.join(", "));
            let pad = " ".repeat(indent);
            let line = format!("{pad}return {}", output::result(spelling, kinds, value, &whole));
            if matches!(value, Value::Text) {
                lines.extend(call("_tb_result = "));
                lines.push(format!("{pad}if _tb_result is None:"));
                lines.push(format!("{pad}    return None"));
                lines.push(format!("{pad}return _tb_result.decode(\"utf-8\", \"surrogateescape\")"));
            } else if line.len() <= WIDTH {
                lines.push(line);
            } else if only == "_tb_result" {
                lines.extend(call("return "));
            } else {
                lines.extend(call("_tb_result = "));
                lines.push(format!("{pad}return {only}"));
            }
        }
        (error, ..) => {
            let is_tested = error.as_ref().is_some_and(|rule| rule.test != ErrorTest::ErrnoSet);
            let needed = is_tested || function.result.is_returned() || function.counts_by_result();
            lines.extend(call(if needed { "_tb_result = " } else { "" }));
            let held = if must_release(function) { Vec::new() } else { holders(function) };
            let release = release_line(&held);
            if waits {
                after.extend(output::waiting(function, &release));
            }
            after.extend(error.iter().flat_map(|rule| failure::failure(spelling, function, rule, &release)));
            let owned = output::owned_lines(spelling, function);
            after.extend(owned.unwrap_or_else(|| return_lines(&values)));
        }
    }
    release(function, lines, after)
}

/// A parameter in the call. By `argtypes` ctypes passes the address of a local by itself, but not of a `c_char`: it takes
/// `POINTER(c_char)` for a string.
fn argument(spelling: &Spelling, param: &Param, is_quick: bool) -> String {
    match &param.passing {
        Passing::Out(Value::Scalar(Scalar::Char { .. }))
        | Passing::InOut(Value::Scalar(Scalar::Char { .. })) => {
            format!("_tb_byref({})", param.py_name)
        }
        Passing::Out(_) if is_quick => format!("_tb_byref({})", param.py_name),
        Passing::Buffer { .. } => format!("_tb_runtime.memory_of({})", param.py_name),
        _ => input::passed(spelling, param),
    }
}

fn return_lines(values: &[String]) -> Vec<String> {
    match values {
        [] => Vec::new(),
        [one] => {
            let line = format!("    return {one}");
            match one.split_once('(').filter(|_| line.len() > WIDTH && one.ends_with(')')) {
                Some((head, args)) => vec![
                    format!("    return {head}("),
                    format!("        {}", &args[..args.len() - 1]),
                    "    )".to_owned(),
                ],
                None => vec![line],
            }
        }
        many => {
            let line = format!("    return {}", many.join(", "));
            if line.len() <= WIDTH { vec![line] } else { exploded(4, "return (", many, ")") }
        }
    }
}

/// Buffers are let go right after the call, whatever happens: an exception that is raised here would hold the frame, and
/// so the buffers, for as long as somebody looks at it. Where nothing can be raised any more, leaving the function does.
fn release(function: &Function, during: Vec<String>, after: Vec<String>) -> Vec<String> {
    if !must_release(function) {
        return during.into_iter().chain(after).collect();
    }
    let mut lines = vec!["    try:".to_owned()];
    lines.extend(during);
    lines.push("    finally:".to_owned());
    lines.extend(release_line(&holders(function)));
    lines.extend(after);
    lines
}

/// Whether a parameter after a buffer may be refused.
fn must_release(function: &Function) -> bool {
    let first = function.params.iter().position(|p| input::takes_buffer(&p.passing));
    first.is_some_and(|i| function.params[i + 1..].iter().any(|p| p.passing.is_input()))
        && !holders(function).is_empty()
}

/// The parameters that may hold a buffer; what C writes through is looked at after the call.
fn holders(function: &Function) -> Vec<String> {
    let params = function.params.iter();
    let holders = params.filter(|p| input::may_hold(&p.passing) && !p.passing.is_output());
    holders.map(|p| p.py_name.clone()).collect()
}

fn release_line(names: &[String]) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let line = format!("        del {}  # lets go of the buffers", names.join(", "));
    if line.len() <= WIDTH {
        return vec![line];
    }
    names.iter().map(|n| format!("        del {n}")).collect()
}
