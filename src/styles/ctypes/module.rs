//! `__init__.py`: the libraries, the classes, the kinds, the functions, in this order.

use super::classes::{self, ClassView};
use super::construct;
use super::function::{self, FunctionView};
use super::kinds::{Kinds, enum_function};
use super::maps;
use super::output;
use super::spans;
use super::spell::{self, Spelling};
use super::templates::render;
use crate::error::Result;
use crate::plan::{Constant, ConstantValue, Gil, Map, Plan, Raises};
use crate::styles::shared::layout::{WIDTH, bracketed, uses_word};
use crate::styles::shared::{HEADER, dunder_all, enum_import, loaded_libraries, overload_import};
use crate::text::literals::{py_docstring, py_float, py_string, py_string_of_bytes};
use serde::Serialize;

/// What the template prints.
#[derive(Serialize)]
struct ModuleView {
    /// First line.
    header: &'static str,
    /// The docstring, without its quotes.
    title: String,
    /// Import lines.
    imports: Vec<String>,
    /// The rest, rendered first: the imports are those that it names.
    body: String,
}

/// What the template of the body prints.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the template
struct BodyView {
    /// `__all__ = […]`.
    all: Vec<String>,
    /// `_tb_held = …`, lines.
    libraries: Vec<String>,
    /// `NAME = 1`, lines.
    constants: Vec<String>,
    /// There are some.
    has_constants: bool,
    /// The exception, the handles, the records.
    classes: Vec<ClassView>,
    /// Kinds, descriptions of records, further names of classes: lines.
    kinds: Vec<String>,
    /// There are some.
    has_kinds: bool,
    /// Classes stand above them.
    has_classes: bool,
    /// Some function is called without `argtypes`.
    has_quick: bool,
    /// The functions.
    functions: Vec<FunctionView>,
    /// A handle tells what went wrong.
    asks_handles: bool,
    /// `strerror` is the foreign function itself.
    is_direct: bool,
    /// The module's exception is raised.
    has_exception: bool,
    /// Its class.
    exception: String,
    /// The function from code to text, or `None`.
    strerror: String,
    /// There is one.
    has_strerror: bool,
    /// Functions over items, lines of each.
    maps: Vec<Vec<String>>,
    /// The import of the dispatchers.
    overloads: Vec<String>,
    /// There are some.
    has_overloads: bool,
}

/// The text of `__init__.py`.
///
/// # Errors
/// A template that does not fit its view.
pub fn init(plan: &Plan) -> Result<String> {
    let body = render("body", &body(plan))?;
    let includes: Vec<String> =
        plan.includes.iter().map(|i| i.trim_matches(['<', '>', '"']).to_owned()).collect();
    let title = py_docstring(&format!("{}, bound by ctypes.", includes.join(", ")));
    render(
        "init",
        &ModuleView {
            header: HEADER,
            title,
            imports: imports(plan, &body),
            body: body.trim_end().to_owned(),
        },
    )
}

/// The lines that bind one function, as they stand in `__init__.py`.
///
/// # Errors
/// A template that does not fit its view.
pub fn excerpt(plan: &Plan, function: &crate::plan::Function) -> Result<String> {
    let (spelling, mut kinds) = (Spelling::new(plan, true), Kinds::default());
    let text = render("function", &function::function(&spelling, &mut kinds, function))?;
    let over = Map::over(plan, function).map(|map| maps::map(&spelling, &mut kinds, map).join("\n"));
    Ok(over.into_iter().fold(text, |text, over| format!("{}\n\n\n{over}\n", text.trim_end())))
}

fn body(plan: &Plan) -> BodyView {
    let (spelling, inside) = (Spelling::new(plan, false), Spelling::new(plan, true));
    let mut kinds = Kinds::default();
    let mut described = Vec::new();
    for record in &plan.records {
        let lines = classes::description(&spelling, &mut kinds, record);
        described.extend(kinds.take_lines());
        described.extend(lines);
        described.extend(construct::setters(&spelling, record));
    }
    let functions: Vec<FunctionView> =
        plan.functions.iter().map(|f| function::function(&inside, &mut kinds, f)).collect();
    let maps: Vec<Vec<String>> = plan.maps.iter().map(|m| maps::map(&inside, &mut kinds, m)).collect();
    let mut lines = names_of_classes(plan);
    lines.extend(described);
    let variables = super::cvar::lines(&spelling, &mut kinds, first_library(plan).0);
    lines.extend(kinds.take_lines());
    lines.extend(variables);
    let constants: Vec<String> = plan.constants.iter().flat_map(constant).collect();
    let (overloads, classes) = (overload_import(plan), classes::classes(&spelling));
    let direct = function::direct_message(plan);
    let message = plan.exception.as_ref().and_then(|e| e.message);
    let is_direct = direct.is_some();
    let strerror = direct.or_else(|| message.map(|id| plan.functions[id].py_name.clone()));
    let raises = |r: Raises| plan.functions.iter().any(|f| f.error.as_ref().is_some_and(|e| e.raises == r));
    BodyView {
        all: dunder_all(plan),
        libraries: libraries(plan, raises(Raises::Errno)),
        has_constants: !constants.is_empty(),
        constants,
        has_classes: !classes.is_empty(),
        classes,
        has_kinds: !lines.is_empty(),
        kinds: lines,
        has_quick: functions.iter().any(|f| f.quick),
        functions,
        asks_handles: plan.asks_handles(),
        has_exception: raises(Raises::Exception),
        exception: plan.exception.as_ref().map(|e| e.py_name.clone()).unwrap_or_default(),
        is_direct,
        has_strerror: strerror.is_some(),
        strerror: strerror.unwrap_or_else(|| "None".into()),
        maps,
        has_overloads: !overloads.is_empty(),
        overloads,
    }
}

/// Further names of classes, and the functions from numbers to members.
fn names_of_classes(plan: &Plan) -> Vec<String> {
    let records = plan.records.iter().map(|r| (&r.py_name, &r.aliases));
    let handles = plan.handles.iter().map(|h| (&h.py_name, &h.aliases));
    let aliases = records
        .chain(handles)
        .flat_map(|(name, aliases)| aliases.iter().map(move |alias| format!("{alias} = {name}")));
    let members = plan.enums.iter().map(|e| {
        let kind = if e.is_flags { "flags_of" } else { "member_of" };
        format!("{} = _tb_runtime.{kind}({})", enum_function(&e.py_name), e.py_name)
    });
    let spelling = Spelling::new(plan, false);
    let hidden = plan.enums.iter().filter(|e| spelling.has_private_name(&e.py_name));
    let private = hidden.map(|e| format!("{} = {}", spell::private_class(&e.py_name), e.py_name));
    aliases.chain(members).chain(private).collect()
}

/// The library object that is loaded first, and its class in ctypes.
fn first_library(plan: &Plan) -> (&'static str, &'static str) {
    if plan.has_gil(Gil::Hold) || !plan.has_gil(Gil::Release) {
        ("_tb_held", "PyDLL")
    } else {
        ("_tb_released", "CDLL")
    }
}

/// `_tb_held = _tb_library.load(…)`, and the names for the module's own machinery.
fn libraries(plan: &Plan, errno: bool) -> Vec<String> {
    let (held, released) = (plan.has_gil(Gil::Hold), plan.has_gil(Gil::Release));
    let (first, kind) = first_library(plan);
    let mut args = vec![format!("_tb_ctypes.{kind}"), "_tb_os.path.dirname(__file__)".to_owned()];
    args.extend(loaded_libraries(plan).iter().map(|(file_name, link_name)| pair(file_name, link_name)));
    args.extend(errno.then(|| "use_errno=True".to_owned()));
    let mut lines = bracketed(0, &format!("{first} = _tb_library.load("), &args, ")");
    if held && released {
        let mut args = vec!["_tb_held".to_owned(), "_tb_ctypes.CDLL".to_owned()];
        args.extend(errno.then(|| "use_errno=True".to_owned()));
        lines.extend(bracketed(0, "_tb_released = _tb_library.like(", &args, ")"));
    }
    lines.push(format!("__tribind_raw__ = {first}.raw"));
    lines.push("__tribind_buffer__ = _tb_library.buffer_of".into());
    if plan.calls_back() {
        lines.push("_tb_waiting = _tb_runtime.waiting".into());
    }
    if plan.functions.iter().any(|f| spans::looks_at_arrays(plan, f)) {
        lines.push("_tb_array = _tb_runtime.locked_array".into());
    }
    if plan.functions.iter().any(|f| output::made(f).is_some()) {
        lines.push("_tb_new_object = _tb_runtime.new_object".into());
    }
    lines
}

fn pair(file_name: &str, link_name: &str) -> String {
    format!("({}, {})", py_string(file_name), py_string(link_name))
}

fn constant(constant: &Constant) -> Vec<String> {
    let name = &constant.py_name;
    let value = match &constant.value {
        ConstantValue::Int(value) => value.to_string(),
        ConstantValue::Float(value) => py_float(*value).replace("float(", "_tb_float("),
        ConstantValue::Str(bytes) => py_string_of_bytes(bytes),
    };
    let line = format!("{name} = {value}");
    // The formatter breaks before a value where that makes it fit.
    if line.len() > WIDTH && value.len() + 4 <= WIDTH {
        return vec![format!("{name} = ("), format!("    {value}"), ")".to_owned()];
    }
    vec![line]
}

/// Builtins of the file: a C name could hide them.
const BUILTINS: [&str; 9] = ["bool", "bytes", "chr", "float", "int", "object", "ord", "str", "type"];

fn imports(plan: &Plan, body: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut modules = vec!["ctypes", "os"];
    modules.retain(|m| body.contains(&format!("_tb_{m}.")));
    lines.extend(modules.iter().map(|m| format!("import {m} as _tb_{m}")));
    let private = |(module, name): (&str, &str)| {
        uses_word(body, &format!("_tb_{name}")).then(|| format!("from {module} import {name} as _tb_{name}"))
    };
    lines.extend(BUILTINS.iter().filter_map(|name| private(("builtins", name))));
    lines.extend(private(("ctypes", "byref")));
    lines.push(String::new());
    for module in ["_convert", "_library", "_map", "_runtime"] {
        if body.contains(&format!("_tb{module}.")) {
            lines.push(format!("from . import {module} as _tb{module}"));
        }
    }
    lines.extend(enum_import(plan));
    // A module with a `__getattr__` that reads it late is one whose functions the interpreter looks up the slow way.
    lines.push("from ._manifest import __tribind__ as __tribind__".into());
    lines
}
