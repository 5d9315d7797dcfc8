//! `<module>/__init__.py`.
//!
//! In: a plan. Out: its text, and the names that `_runtime.py` must define. The body is made first; the head imports
//! and defines what the body uses.

use super::expr::{Expr, statement};
use super::mode::Mode;
use super::scope::{Scope, private};
use super::templates::{Template, render};
use super::variables::VariableView;
use super::{callbacks, cdef, function, kinds, maps, record, runtime, script, variables};
use crate::error::Result;
use crate::plan::{Constant, ConstantValue, FileSet, HandleId, Map, Plan, Value};
use crate::styles::shared;
use crate::text::literals::{py_float, py_string, py_string_of_bytes};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// The view of `__init__.py`.
#[allow(clippy::struct_excessive_bools)] // conditions of the template, which has no other kind
#[derive(Serialize)]
struct InitView {
    /// First line.
    header: &'static str,
    /// The import package.
    module: String,
    /// Import lines.
    imports: Vec<String>,
    /// `__all__ = […]`.
    all: Vec<String>,
    /// `_tb_new = _tb_ffi.new`: private names, one a line.
    privates: Vec<String>,
    /// `_tb_type_… = …`.
    ctypes: Vec<String>,
    /// Any of the two.
    has_privates: bool,
    /// The exception, once or not at all.
    exceptions: Vec<ExceptionView>,
    /// Handle classes.
    handles: Vec<HandleView>,
    /// Classes, finished.
    records: Vec<String>,
    /// Functions behind callbacks, finished.
    callbacks: Vec<String>,
    /// The variables behind `cvar`.
    variables: Vec<VariableView>,
    /// There are some.
    has_variables: bool,
    /// Their class.
    variables_class: &'static str,
    /// Whether it must be named anew.
    variables_renamed: bool,
    /// The runtime's dict of what pointers in C's memory were set to.
    foreign: String,
    /// `object`.
    object: String,
    /// `property`.
    property: String,
    /// Constants that name classes.
    kinds: Vec<String>,
    /// Any of them.
    has_kinds: bool,
    /// Functions, finished.
    functions: Vec<String>,
    /// `Z_OK = 0`, one a line.
    constants: Vec<String>,
    /// Any of them.
    has_constants: bool,
    /// `from ._overloads import …`.
    overloads: Vec<String>,
    /// Any of them.
    has_overloads: bool,
}

/// The module's exception.
#[derive(Serialize)]
struct ExceptionView {
    /// Its name.
    name: String,
    /// The C function from code to text, `_tb_c_…`, once or not at all.
    message: Vec<String>,
    /// Whether a handle may tell the text.
    asks_handles: bool,
    /// There is one.
    has_message: bool,
    /// `CodeError`.
    base: String,
    /// `from_text`.
    from_text: String,
}

/// A handle class.
#[derive(Serialize)]
struct HandleView {
    /// Its name.
    name: String,
    /// The base class.
    base: String,
    /// The docstring.
    doc: Vec<String>,
    /// The constant of its pointer type.
    ctype: String,
    /// `Further = Handle`.
    aliases: Vec<String>,
}

/// The style's own files.
pub fn files(plan: &Plan, mode: Mode) -> Result<FileSet> {
    let package = Path::new(&plan.module);
    let mut files = FileSet::default();
    let mut scope = Scope::new(plan, mode);
    files.text(package.join("__init__.py"), init(&mut scope)?);
    files.text(package.join("_runtime.py"), runtime::module(plan, mode, scope.runtime_names())?);
    files.text(package.join("_convert.py"), shared::convert::module(plan)?);
    if !plan.maps.is_empty() {
        files.text(package.join("_map.py"), shared::map_module()?);
    }
    files.files.extend(script::files(plan, &scope.types)?.files);
    Ok(files)
}

fn init(scope: &mut Scope<'_>) -> Result<String> {
    let plan = scope.plan;
    let template = Template::new("function.py")?;
    let mut functions: Vec<String> = plan
        .functions
        .iter()
        .map(|f| trimmed(template.render(&function::view(scope, f))))
        .collect::<Result<_>>()?;
    functions.extend(maps::maps(scope));
    let template = Template::new("record.py")?;
    let records: Vec<String> = plan
        .records
        .iter()
        .map(|r| trimmed(template.render(&record::view(scope, r))))
        .collect::<Result<_>>()?;
    let template = Template::new("callback.py")?;
    let callbacks: Vec<String> = plan
        .callbacks
        .iter()
        .map(|c| trimmed(template.render(&callbacks::view(scope, c))))
        .collect::<Result<_>>()?;
    // Each has its constant, whether anything in the file uses it or not.
    for id in 0..plan.callbacks.len() {
        kinds::kind(scope, &Value::FunctionPointer(Some(id)));
    }
    let variables: Vec<VariableView> = plan.variables.iter().map(|v| variables::view(scope, v)).collect();
    let has_variables = !variables.is_empty();
    let mangles = plan.variables.iter().any(|v| v.py_name.starts_with("__"));
    let foreign = if has_variables { scope.runtime("FOREIGN") } else { String::new() };
    let (object, property) =
        if has_variables { (scope.builtin("object"), scope.builtin("property")) } else { Default::default() };
    let handles: Vec<HandleView> = (0..plan.handles.len()).map(|id| handle(scope, id)).collect();
    let exceptions: Vec<ExceptionView> = exception(scope).into_iter().collect();
    scope.runtime("buffer_of");
    let kinds: Vec<String> =
        scope.kinds().iter().flat_map(|(name, expr)| statement(0, &format!("{name} = "), expr, "")).collect();
    let constants: Vec<String> = plan.constants.iter().flat_map(constant).collect();
    let overloads = shared::overload_import(plan);
    let (privates, ctypes) = (privates(scope), ctypes(scope));
    let view = InitView {
        header: shared::HEADER,
        module: plan.module.clone(),
        imports: imports(scope),
        all: shared::dunder_all(plan),
        has_privates: !privates.is_empty() || !ctypes.is_empty(),
        privates,
        ctypes,
        exceptions,
        handles,
        records,
        callbacks,
        variables,
        has_variables,
        variables_class: if mangles { "____" } else { "_tb_Variables" },
        variables_renamed: mangles,
        foreign,
        object,
        property,
        has_kinds: !kinds.is_empty(),
        kinds,
        functions,
        has_constants: !constants.is_empty(),
        constants,
        has_overloads: !overloads.is_empty(),
        overloads,
    };
    render("init.py", &view)
}

/// The template that holds it ends the line.
fn trimmed(text: Result<String>) -> Result<String> {
    text.map(|t| t.trim_end().to_owned())
}

fn imports(scope: &Scope<'_>) -> Vec<String> {
    let mut lines = alias_imports("builtins", scope.builtin_names().map(str::to_owned).collect());
    if scope.uses_index() {
        lines.push("from operator import index as _tb_index".into());
    }
    lines.push("from types import SimpleNamespace as _tb_SimpleNamespace".into());
    lines.push(String::new());
    // Views and pointers are found under their classes' private names, used here or not.
    let classes = unused_classes(scope);
    if !classes.is_empty() {
        lines.push("from . import _runtime as _tb_runtime".into());
    }
    lines.extend(alias_imports("._convert", scope.convert_names()));
    lines.extend(shared::enum_import(scope.plan));
    lines.push("from ._manifest import __tribind__ as __tribind__".into());
    lines.extend(alias_imports("._map", scope.plan.maps.iter().take(1).map(|_| "Map".to_owned()).collect()));
    let names = scope.runtime_names().iter().filter(|n| !["alike", "counted", "maps"].contains(*n)).copied();
    lines.extend(alias_imports("._runtime", names.chain(["ffi", "lib"]).map(str::to_owned).collect()));
    lines
}

/// `from MODULE import NAME as _tb_NAME`, one a line, sorted as ruff sorts them.
fn alias_imports(module: &str, mut names: Vec<String>) -> Vec<String> {
    let kind = |name: &str| match name.chars().next() {
        Some(c) if c.is_uppercase() => u8::from(name.chars().any(char::is_lowercase)),
        _ => 2,
    };
    names.sort_by_key(|n| (kind(n), n.to_lowercase(), n.clone()));
    let line = |n: String| shared::import_lines(module, vec![format!("{n} as {}", private(&n))]);
    names.into_iter().flat_map(line).collect()
}

/// The classes whose private names nothing else in the file uses.
fn unused_classes(scope: &Scope<'_>) -> Vec<&'static str> {
    let public = [
        (shared::yields_array(scope.plan), "Array"),
        (shared::mentions_callback(scope.plan), "FunctionPointer"),
        (shared::yields_pointer(scope.plan), "Pointer"),
    ];
    public.into_iter().filter_map(|(yields, name)| yields.then_some(name)).collect()
}

fn privates(scope: &Scope<'_>) -> Vec<String> {
    let methods = scope.ffi_names().map(|n| format!("{} = _tb_ffi.{n}", private(n)));
    let classes = unused_classes(scope).into_iter().map(|n| format!("{} = _tb_runtime.{n}", private(n)));
    classes.chain(methods).collect()
}

fn ctypes(scope: &Scope<'_>) -> Vec<String> {
    let line = |(name, spelled): &(String, String)| {
        let call = Expr::call("_tb_ffi.typeof", &[&py_string(spelled)]);
        statement(0, &format!("{name} = "), &call, "")
    };
    scope.ctypes().iter().flat_map(line).collect()
}

fn exception(scope: &mut Scope<'_>) -> Option<ExceptionView> {
    let exception = scope.plan.exception.as_ref()?;
    let message: Vec<String> = exception
        .message
        .map(|id| format!("_tb_c_{}", scope.plan.functions[id].symbol))
        .into_iter()
        .collect();
    let from_text = if message.is_empty() { String::new() } else { scope.runtime("from_text") };
    Some(ExceptionView {
        name: exception.py_name.clone(),
        asks_handles: scope.plan.asks_handles(),
        has_message: !message.is_empty(),
        message,
        base: scope.runtime("CodeError"),
        from_text,
    })
}

fn handle(scope: &mut Scope<'_>, id: HandleId) -> HandleView {
    let handle = &scope.plan.handles[id];
    let mut doc = handle.doc.clone();
    if !doc.is_empty() {
        doc.push(String::new());
    }
    doc.push(handle.key.clone());
    let doc = shared::docstring_of(&doc);
    HandleView {
        name: handle.py_name.clone(),
        base: scope.runtime(if scope.plan.owns(id) { "Owning" } else { "Handle" }),
        doc: doc.iter().map(|l| if l.is_empty() { String::new() } else { format!("    {l}") }).collect(),
        ctype: scope.ctype(&format!("{} *", handle.key)),
        aliases: super::record::alias_lines(&handle.py_name, &handle.aliases),
    }
}

fn constant(constant: &Constant) -> Vec<String> {
    let value = match &constant.value {
        ConstantValue::Int(value) => value.to_string(),
        ConstantValue::Float(value) => py_float(*value),
        ConstantValue::Str(bytes) => py_string_of_bytes(bytes),
    };
    vec![format!("{} = {value}", constant.py_name)]
}

/// The lines that bind one function: CFFI's declaration, and the Python function.
pub fn excerpt(plan: &Plan, mode: Mode, f: &crate::plan::Function) -> Result<Vec<(String, String)>> {
    let mut scope = Scope::new(plan, mode);
    let text = Template::new("function.py")?.render(&function::view(&mut scope, f))?;
    let (mut declared, mut text) = (cdef::function(&scope.types, f), text.trim().to_owned());
    if let Some(map) = Map::over(plan, f) {
        let _ = write!(declared, "\n{}", maps::declaration(map));
        let _ = write!(text, "\n\n\n{}", maps::map(&mut scope, map).join("\n"));
    }
    Ok(vec![("cffi_build.py".into(), declared), (format!("{}/__init__.py", plan.module), text)])
}
