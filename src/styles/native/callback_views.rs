//! The C text of each function type: Python called by C, C called by Python, and the functions that C is given.

use super::body::Body;
use super::callbacks::user_parameters;
use super::items::{self, Use};
use super::memory::kind;
use super::output::output;
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use super::spell;
use super::wrap::wrap;
use crate::ir::{FloatKind, Type, WideKind};
use crate::plan::{Callback, CallbackId, FnResult, Function, Gil, Param, Passing, Scalar, Value};
use crate::text::c;
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;

/// The view of `callback.c`.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // the template asks for each
pub struct CallbackView {
    /// `int (*)(int)`, safe inside a comment.
    c_type: String,
    /// Its name.
    name: String,
    /// The parameter `result`, named where it is used.
    result_name: &'static str,
    /// The parameter `args`.
    args_name: &'static str,
    /// The body of what calls Python.
    call_python: Vec<String>,
    /// The parameters of what calls C.
    invoke_parameters: String,
    /// The body of what calls C.
    #[serde(flatten)]
    body: Body,
    /// The definition of one function of the type, with `\\` at the ends of its lines.
    trampoline: Vec<String>,
    /// Whether C carries data of ours by a parameter.
    has_user: bool,
    /// The functions that find their callback there.
    user_trampolines: Vec<String>,
    /// For each parameter, that function or NULL.
    by_user: Vec<String>,
    /// Whether libffi can make such functions.
    has_ffi: bool,
    /// Its types of the parameters.
    ffi_params: String,
    /// Its type of the result.
    ffi_result: String,
    /// How many parameters there are.
    count: usize,
    /// The letter of the result.
    result_kind: char,
    /// `sizeof` the result.
    result_size: String,
}

/// Every function type of the module.
pub fn views(scope: &mut Scope) -> Vec<CallbackView> {
    let plan = scope.plan;
    if plan.calls_back() {
        scope.needs.part(Part::ToFunction);
        scope.needs.part(Part::Module);
        scope.needs.wide_pool = plan.callbacks.len() <= 16;
    }
    let views: Vec<CallbackView> =
        plan.callbacks.iter().enumerate().map(|(id, c)| view(scope, id, c)).collect();
    scope.needs.closures = views.iter().all(|v| v.has_ffi);
    views
}

fn view(scope: &mut Scope, id: CallbackId, callback: &Callback) -> CallbackView {
    let users: Vec<usize> = user_parameters(scope.plan, id).into_iter().collect();
    let call = python(scope, callback, &users);
    scope.enter("module");
    let body = Body::through(scope, &as_function(callback), format!("(({})address)", callback.c_type));
    let module = if scope.uses_module() { "PyObject *module" } else { "PyObject *Py_UNUSED(module)" };
    let args = if callback.params.is_empty() { "Py_UNUSED(args)" } else { "args" };
    let ffi: Option<Vec<String>> =
        callback.params.iter().map(|p| ffi_type(p).map(|t| format!("&{t}"))).collect();
    let ffi_result = callback.result.as_ref().map_or(Some("ffi_type_void"), ffi_type);
    let has_ffi = ffi.is_some() && ffi_result.is_some();
    let mut ffi_params = ffi.unwrap_or_default();
    if ffi_params.is_empty() {
        ffi_params.push("NULL".into());
    }
    CallbackView {
        c_type: c_comment(&callback.c_type),
        name: callback.name.clone(),
        result_name: if callback.result.is_some() { "result" } else { "Py_UNUSED(result)" },
        args_name: if call.iter().any(|l| l.contains("args[")) { "args" } else { "Py_UNUSED(args)" },
        call_python: call,
        invoke_parameters: format!("{module}, void *address, PyObject *const *{args}, Py_ssize_t nargs"),
        body,
        trampoline: numbered(callback),
        has_user: !users.is_empty(),
        user_trampolines: users.iter().flat_map(|at| by_user(callback, *at)).collect(),
        by_user: (0..callback.params.len())
            .map(|i| {
                let user = users.contains(&i).then(|| format!("(tb_code)tb_user_{}_{i},", callback.name));
                user.unwrap_or_else(|| "NULL,".into())
            })
            .collect(),
        has_ffi,
        ffi_params: ffi_params.join(", "),
        ffi_result: format!("&{}", ffi_result.unwrap_or_default()),
        count: callback.params.len(),
        result_kind: result_kind(callback.result.as_ref()),
        result_size: match callback.ty.ret.canonical() {
            Type::Void => "0".into(),
            _ => format!("sizeof({})", spell::bare(&callback.ty.ret)),
        },
    }
}

/// The same as a function, so that it is called as one.
fn as_function(callback: &Callback) -> Function {
    let param = |(i, value): (usize, &Value)| Param {
        c_name: (i + 1).to_string(),
        py_name: String::new(),
        ty: callback.ty.params[i].clone(),
        passing: Passing::In(value.clone()),
        callback: None,
        nonnull: false,
    };
    Function {
        c_name: String::new(),
        symbol: String::new(),
        py_name: callback.name.clone(),
        aliases: Vec::new(),
        public: false,
        prototype: String::new(),
        ty: callback.ty.clone(),
        declared: None,
        signature_of: None,
        owned: None,
        closes: None,
        params: callback.params.iter().enumerate().map(param).collect(),
        result: callback.result.clone().map_or(FnResult::Void, FnResult::Value),
        error: None,
        gil: Gil::Release,
        keywords: false,
        doc: Vec::new(),
        span: crate::diag::Span::default(),
    }
}

/// The body of what calls Python: C's arguments as objects, the call, its result for C.
fn python(scope: &mut Scope, callback: &Callback, users: &[usize]) -> Vec<String> {
    scope.enter("module");
    let n = callback.params.len();
    let mut lines = Vec::new();
    for (i, value) in callback.params.iter().enumerate() {
        let ty = &callback.ty.params[i];
        let pointer = c::declare(&Type::Pointer(Box::new(spell::unqualified(ty).clone())), "");
        let object = given(scope, value, ty, &format!("*({pointer})args[{i}]"), i);
        let object = if users.contains(&i) {
            format!("self->user_at == {i} ? Py_NewRef(self->user) : {object}")
        } else {
            object
        };
        lines.extend(wrap(4, &format!("given[{}] = {object};", i + 1)));
    }
    lines.push(format!("returned = tb_call_python(self, given + 1, {n});"));
    lines.extend(["if (returned == NULL) {".into(), "    return -1;".into(), "}".into()]);
    let mut locals = vec![format!("PyObject *given[{}];", n + 1), "PyObject *returned;".to_owned()];
    match &callback.result {
        None => lines.extend(["Py_DECREF(returned);".into(), "return 0;".into()]),
        Some(value) => result(scope, callback, value, &mut locals, &mut lines),
    }
    if scope.uses_module() {
        locals.insert(0, "PyObject *module = self->module;".into());
    }
    locals.push(String::new());
    locals.extend(lines);
    locals
}

/// So many arguments of a callable are used again.
const MOST_REUSED: usize = 4;

/// The expression for the object of an argument.
fn given(scope: &mut Scope, kind: &Value, ty: &Type, value: &str, at: usize) -> String {
    match kind {
        Value::Scalar(scalar) if at < MOST_REUSED => match scalars::reuse(&scope.needs, *scalar) {
            Some(reuse) => {
                let last = format!("self->last[{at}]");
                scalars::again(&mut scope.needs, reuse, "TB_MODULE(self->module)", &last, value)
            }
            None => output(scope, kind, ty, value),
        },
        _ => output(scope, kind, ty, value),
    }
}

fn result(
    scope: &mut Scope,
    callback: &Callback,
    value: &Value,
    locals: &mut Vec<String>,
    lines: &mut Vec<String>,
) {
    let place = c_string(format!("{}() result", callback.name).as_bytes());
    let ty = &callback.ty.ret;
    let pointer = c::declare(&Type::Pointer(Box::new(spell::unqualified(ty).clone())), "");
    locals.push("int status;".into());
    let store = match value {
        Value::Scalar(scalar) => {
            let conversion = scalars::to_c(&mut scope.needs, *scalar, "returned", &place, "value");
            locals.push(format!("{} value;", conversion.c_type));
            lines.extend(wrap(4, &format!("status = {};", conversion.call)));
            vec![format!("*({pointer})result = ({})value;", spell::bare(ty))]
        }
        Value::Record(id) => {
            let class = scope.member(&format!("type_{}", scope.plan.records[*id].py_name));
            locals.push("const void *value;".into());
            lines.extend(wrap(4, &format!("value = tb_to_record(returned, {place}, {class});")));
            lines.push("status = value != NULL ? 0 : -1;".into());
            vec![format!("memcpy(result, value, sizeof({}));", spell::bare(ty))]
        }
        _ => {
            let item = items::item(scope, value, ty, Use::LASTING);
            let module = scope.module();
            locals.extend(["void *address;".to_owned(), "PyObject *holder;".to_owned()]);
            let name = item.trim_start_matches('&');
            let call =
                format!("status = {name}.take({item}, {module}, returned, {place}, &address, &holder);");
            lines.extend(wrap(4, &call));
            let mut store = vec![format!("*({pointer})result = ({})address;", spell::bare(ty))];
            store.extend(scope.needs.variant.replace("self->kept", "holder", "until the next result"));
            store
        }
    };
    lines.push("if (status == 0) {".into());
    lines.extend(store.iter().map(|l| format!("    {l}")));
    lines.extend(["}".into(), "Py_DECREF(returned);".into(), "return status;".into()]);
}

/// One of the pool's functions, as the body of a macro.
fn numbered(callback: &Callback) -> Vec<String> {
    let name = format!("tb_trampoline_{}_##n", callback.name);
    let lines = trampoline(callback, &name, &format!("tb_pool_{}[n]", callback.name));
    let last = lines.len() - 1;
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| if i == last { format!("    {line}") } else { format!("    {line} \\") })
        .collect()
}

/// The function whose parameter carries the callback.
fn by_user(callback: &Callback, at: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let name = format!("tb_user_{}_{at}", callback.name);
    lines.extend(trampoline(callback, &name, &format!("(tb_callback *)arg{at}")));
    lines
}

fn trampoline(callback: &Callback, name: &str, who: &str) -> Vec<String> {
    let names: Vec<String> = (0..callback.params.len()).map(|i| format!("arg{i}")).collect();
    let addresses: Vec<String> = names.iter().map(|n| format!("(void *)&{n}")).collect();
    let args = if addresses.is_empty() { "NULL".to_owned() } else { addresses.join(", ") };
    let is_void = callback.result.is_none();
    let result = if is_void { "NULL" } else { "&result" };
    let mut lines = vec![
        format!("static {}", c::prototype(name, &callback.ty, &names)),
        "{".to_owned(),
        format!("    void *args[] = {{ {args} }};"),
    ];
    if !is_void {
        lines.push(format!("    {};", spell::local(&callback.ty.ret, "result")));
    }
    lines.push(format!("    tb_answer({who}, &tb_signature_{}, {result}, args);", callback.name));
    if !is_void {
        lines.push("    return result;".into());
    }
    lines.push("}".into());
    lines
}

fn result_kind(value: Option<&Value>) -> char {
    match value {
        None => 'v',
        Some(Value::Scalar(Scalar::Char { signed: true } | Scalar::Wide(WideKind::Wchar))) => 'i',
        Some(Value::Scalar(Scalar::Char { .. } | Scalar::Wide(_))) => 'u',
        Some(Value::Scalar(scalar)) => kind(*scalar),
        Some(Value::Record(_)) => 'r',
        Some(_) => 'p',
    }
}

/// What libffi calls a value's type; `None` for what it has no word for.
fn ffi_type(value: &Value) -> Option<&'static str> {
    let int = |bits: u16, signed: bool| match (bits, signed) {
        (8, true) => Some("ffi_type_sint8"),
        (16, true) => Some("ffi_type_sint16"),
        (32, true) => Some("ffi_type_sint32"),
        (64, true) => Some("ffi_type_sint64"),
        (8, false) => Some("ffi_type_uint8"),
        (16, false) => Some("ffi_type_uint16"),
        (32, false) => Some("ffi_type_uint32"),
        (64, false) => Some("ffi_type_uint64"),
        _ => None,
    };
    match value {
        Value::Scalar(Scalar::Int(i) | Scalar::Enum { int: i, .. }) => int(i.bits, i.signed),
        Value::Scalar(Scalar::Char { signed }) => int(8, *signed),
        Value::Scalar(Scalar::Bool) => int(8, false),
        Value::Scalar(Scalar::Wide(WideKind::Wchar)) => int(32, true),
        Value::Scalar(Scalar::Wide(WideKind::Char16)) => int(16, false),
        Value::Scalar(Scalar::Wide(WideKind::Char32)) => int(32, false),
        Value::Scalar(Scalar::Float(FloatKind::Float)) => Some("ffi_type_float"),
        Value::Scalar(Scalar::Float(FloatKind::Double)) => Some("ffi_type_double"),
        Value::Scalar(Scalar::Float(FloatKind::LongDouble)) => Some("ffi_type_longdouble"),
        Value::Scalar(Scalar::Complex(_))
        | Value::Record(_)
        | Value::Array { .. }
        | Value::Flexible { .. } => None,
        _ => Some("ffi_type_pointer"),
    }
}
