//! `__init__.pyi`, the same file in every style.
//!
//! Enumerations come from `_enums.py`, which is the same in every style too and needs no stub.
//!
//! The body is rendered first; the imports, and the helper classes that exist for the type checker only, are those that
//! the body names.

use super::exports::dunder_all;
use super::layout::{stub_def, subscripted, uses_word};
use super::maps::map_stub_lines;
use super::templates::render;
use super::types::{Spelling, alias_of};
use super::{convert, enum_import, overloads};
use crate::error::Result;
use crate::plan::{
    Constant, ConstantValue, Field, FnResult, Function, Handle, Passing, Plan, Record, Scalar, Value,
    Variable,
};
use crate::text::literals;
use serde::Serialize;

/// Every private name of the stub that is imported: (module, name), in the order that ruff wants.
const IMPORTS: [(&str, &str); 30] = [
    ("builtins", "Exception"),
    ("builtins", "bool"),
    ("builtins", "bytes"),
    ("builtins", "classmethod"),
    ("builtins", "complex"),
    ("builtins", "dict"),
    ("builtins", "float"),
    ("builtins", "int"),
    ("builtins", "list"),
    ("builtins", "memoryview"),
    ("builtins", "object"),
    ("builtins", "property"),
    ("builtins", "slice"),
    ("builtins", "str"),
    ("builtins", "tuple"),
    ("collections.abc", "Callable"),
    ("collections.abc", "Iterator"),
    ("collections.abc", "Sequence"),
    ("typing", "Any"),
    ("typing", "ClassVar"),
    ("typing", "Final"),
    ("typing", "Generic"),
    ("typing", "Protocol"),
    ("typing", "SupportsFloat"),
    ("typing", "SupportsIndex"),
    ("typing", "TypeAlias"),
    ("typing", "TypeVar"),
    ("typing", "final"),
    ("typing", "overload"),
    ("typing", "type_check_only"),
];

/// The view of the whole stub.
#[derive(Serialize)]
struct StubView {
    /// First line.
    header: &'static str,
    /// Import lines, blank lines between groups among them.
    imports: Vec<String>,
    /// The rest.
    body: String,
}

/// The view of the stub's body.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the template
struct BodyView {
    /// `__all__ = [...]`.
    all: Vec<String>,
    /// A field reads and takes different types.
    has_field: bool,
    /// Something takes whatever has an address.
    has_address: bool,
    /// The module gives out `Pointer`s.
    has_pointer: bool,
    /// The module gives out array views.
    has_array: bool,
    /// Results go into what the caller gives.
    has_out: bool,
    /// A code tells which item it is about.
    has_index: bool,
    /// The module gives out functions that C has given.
    has_function_pointer: bool,
    /// Members of `cvar`, lines; none where there are no variables.
    variables: Vec<String>,
    /// Whether there are any.
    has_variables: bool,
    /// Either of the two.
    has_items: bool,
    /// There are attributes.
    has_attributes: bool,
    /// An empty line stands before the functions.
    has_gap: bool,
    /// `POINT: _tb_Final = 1`, aliases of classes, one line each.
    attributes: Vec<String>,
    /// The module's exception, where there is one.
    exceptions: Vec<String>,
    /// Handle classes.
    handles: Vec<HandleView>,
    /// No name of the library's is in the way of `sys`.
    has_sys: bool,
    /// Record classes.
    records: Vec<RecordView>,
    /// Functions, lines.
    functions: Vec<String>,
}

/// One handle class.
#[derive(Serialize)]
struct HandleView {
    /// Class name.
    name: String,
    /// Python may own its instances, and closes them then.
    owned: bool,
}

/// One record.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the template
struct RecordView {
    /// Class name.
    name: String,
    /// `x: _tb_float`, one line each.
    fields: Vec<String>,
    /// `def __new__(...)`, lines.
    new: Vec<String>,
    /// No field is called `from_buffer`.
    from_buffer: bool,
    /// No field is called `from_bytes`.
    from_bytes: bool,
    /// No field is called `from_address`.
    from_address: bool,
    /// It ends in a flexible array, and no field is called `allocate`.
    allocate: bool,
}

/// The text of `__init__.pyi`.
///
/// # Errors
/// A template that does not fit its view.
pub fn stub(plan: &Plan) -> Result<String> {
    let body = render("stub_body.pyi", &body_view(plan))?;
    let mut imports = imports(&body);
    if !plan.enums.is_empty() {
        imports.push(String::new());
        imports.extend(enum_import(plan));
    }
    render("stub.pyi", &StubView { header: super::HEADER, imports, body: body.trim_end().to_owned() })
}

fn body_view(plan: &Plan) -> BodyView {
    let spelling = Spelling::new(plan);
    let records: Vec<RecordView> = plan.records.iter().map(|r| record(&spelling, r)).collect();
    let (attributes, functions) = (attributes(plan), functions(plan, &spelling));
    let mentions = |word: &str| functions.iter().any(|l| l.contains(word));
    let in_fields =
        |word: &str| records.iter().flat_map(|r| r.fields.iter().chain(&r.new)).any(|l| l.contains(word));
    let classes = plan.records.len() + plan.handles.len();
    let variables: Vec<String> = plan.variables.iter().flat_map(|v| variable(&spelling, v)).collect();
    let in_variables = |word: &str| variables.iter().any(|l| l.contains(word));
    let between = classes > 0 || plan.exception.is_some() || !attributes.is_empty();
    BodyView {
        all: dunder_all(plan),
        has_field: in_fields("_tb_Field[") || in_variables("_tb_Field["),
        has_address: mentions("_tb_HasAddress")
            || in_fields("_tb_HasAddress")
            || in_variables("_tb_HasAddress"),
        has_pointer: super::yields_pointer(plan),
        has_array: super::yields_array(plan),
        has_out: plan.maps.iter().any(|m| m.result.is_some()),
        has_index: plan.maps.iter().any(|m| m.code(plan).is_some()),
        has_function_pointer: super::mentions_callback(plan),
        has_variables: !plan.variables.is_empty(),
        variables,
        has_items: super::yields_pointer(plan) || super::yields_array(plan),
        has_attributes: !attributes.is_empty(),
        has_gap: between && !functions.is_empty(),
        attributes,
        exceptions: plan.exception.iter().map(|e| e.py_name.clone()).collect(),
        has_sys: !super::public_names(plan).iter().any(|n| n == "sys"),
        handles: handles(plan),
        records,
        functions,
    }
}

fn handles(plan: &Plan) -> Vec<HandleView> {
    let view = |(id, h): (usize, &Handle)| HandleView { name: h.py_name.clone(), owned: plan.owns(id) };
    plan.handles.iter().enumerate().map(view).collect()
}

/// The import lines that a body needs, in ruff's order.
fn imports(body: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if body.contains(" sys.version_info ") {
        // By this name alone the type checkers know it.
        lines.push("import sys".to_owned());
    }
    let used = IMPORTS.iter().filter(|(_, name)| uses_word(body, &format!("_tb_{name}")));
    lines.extend(used.map(|(module, name)| format!("from {module} import {name} as _tb_{name}")));
    if uses_word(body, "_tb_ext") {
        // Not `from typing_extensions import Self`: ruff wants that from `typing`, where Python 3.10 has none.
        lines.extend([String::new(), "import typing_extensions as _tb_ext".to_owned()]);
    }
    if uses_word(body, "_tb_Buffer") {
        if !uses_word(body, "_tb_ext") {
            lines.push(String::new());
        }
        lines.push("from typing_extensions import Buffer as _tb_Buffer".to_owned());
    }
    lines
}

/// Constants, and further names of classes.
fn attributes(plan: &Plan) -> Vec<String> {
    let records = plan.records.iter().map(|r| (&r.py_name, &r.aliases));
    let handles = plan.handles.iter().map(|h| (&h.py_name, &h.aliases));
    let aliases = records
        .chain(handles)
        .flat_map(|(name, aliases)| aliases.iter().map(move |alias| type_alias(alias, name)));
    let hidden = hidden_classes(plan).into_iter().map(|name| type_alias(&alias_of(name), name));
    let functions = super::exports::function_aliases(plan);
    plan.constants.iter().map(constant).chain(aliases).chain(hidden).chain(functions).collect()
}

fn constant(item: &Constant) -> String {
    let name = &item.py_name;
    match &item.value {
        ConstantValue::Int(value) => format!("{name}: _tb_Final = {value}"),
        ConstantValue::Float(value) if value.is_finite() => {
            format!("{name}: _tb_Final = {}", literals::py_float(*value))
        }
        ConstantValue::Float(_) => format!("{name}: _tb_Final[_tb_float]"),
        // Mypy cannot hold the surrogates of what is not UTF-8.
        ConstantValue::Str(bytes) if std::str::from_utf8(bytes).is_err() => {
            format!("{name}: _tb_Final[_tb_str]")
        }
        ConstantValue::Str(bytes) => format!("{name}: _tb_Final = {}", literals::py_string_of_bytes(bytes)),
    }
}

/// A further name of a class. Ruff would have it in CamelCase; the name is the header's.
fn type_alias(alias: &str, class: &str) -> String {
    let mut head = alias.trim_start_matches('_').chars();
    let snake = head.next().is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let snake = snake && !alias.starts_with("__");
    format!("{alias}: _tb_TypeAlias = {class}{}", if snake { "  # noqa: PYI042" } else { "" })
}

/// Classes that a record's body refers to and whose name a field of that record has too.
fn hidden_classes(plan: &Plan) -> Vec<&str> {
    let fields = |name: &str| plan.records.iter().any(|r| r.fields.iter().any(|f| f.py_name == name));
    let spelling = Spelling::new(plan);
    let lines: Vec<String> =
        plan.records.iter().flat_map(|r| record(&spelling, r).fields_and_new()).collect();
    let records = plan.records.iter().map(|r| r.py_name.as_str());
    let handles = plan.handles.iter().map(|h| h.py_name.as_str());
    let enums = plan.enums.iter().map(|e| e.py_name.as_str());
    let all = records.chain(handles).chain(enums);
    all.filter(|n| fields(n) && lines.iter().any(|l| uses_word(l, &alias_of(n)))).collect()
}

impl RecordView {
    fn fields_and_new(self) -> Vec<String> {
        self.fields.into_iter().chain(self.new).collect()
    }
}

fn record(spelling: &Spelling<'_>, item: &Record) -> RecordView {
    let names: Vec<&str> = item.fields.iter().map(|f| f.py_name.as_str()).collect();
    let free = |name: &str| !names.contains(&name);
    let (from_buffer, from_bytes, from_address) =
        (free("from_buffer"), free("from_bytes"), free("from_address"));
    let first = if free("cls") { "cls" } else { "_tb_cls" };
    let allocate = free("allocate") && super::allocates(item);
    let inside = spelling.inside(names);
    let mut params = vec![first.to_owned()];
    let settable = item.fields.iter().filter(|f| !matches!(f.value, Value::Flexible { .. }));
    params.extend(settable.map(|f| format!("{}: {} = ...", f.py_name, inside.input(&f.value))));
    RecordView {
        name: item.py_name.clone(),
        fields: item.fields.iter().flat_map(|f| field(&inside, f)).collect(),
        new: stub_def(4, "__new__", &params, "_tb_ext.Self"),
        from_buffer,
        from_bytes,
        from_address,
        allocate,
    }
}

fn field(spelling: &Spelling<'_>, item: &Field) -> Vec<String> {
    attribute(spelling, &item.py_name, &item.value, item.is_const)
}

fn variable(spelling: &Spelling<'_>, item: &Variable) -> Vec<String> {
    attribute(spelling, &item.py_name, &item.value, item.is_const)
}

/// A member of a record or of `cvar`.
fn attribute(spelling: &Spelling<'_>, name: &str, value: &Value, is_const: bool) -> Vec<String> {
    let read = spelling.output(value);
    if is_const || matches!(value, Value::Flexible { .. }) {
        let mut lines = vec!["    @_tb_property".to_owned()];
        lines.extend(stub_def(4, name, &["self".to_owned()], &read));
        return lines;
    }
    // What the read type says is taken suffices for plain numbers; elsewhere the two differ by more than `__index__`.
    let plain = matches!(
        value,
        Value::Record(_)
            | Value::Scalar(
                Scalar::Int(_)
                    | Scalar::Float(_)
                    | Scalar::Complex(_)
                    | Scalar::Bool
                    | Scalar::Wide(_)
                    | Scalar::Enum { .. }
            )
    );
    if plain {
        return vec![format!("    {name}: {read}")];
    }
    let types = [read, spelling.input(value)];
    subscripted(4, &format!("{name}: _tb_Field"), &types)
}

fn functions(plan: &Plan, spelling: &Spelling<'_>) -> Vec<String> {
    let ordinary = plan
        .functions
        .iter()
        .filter(|f| f.public)
        .flat_map(|f| stub_def(0, &f.py_name, &parameters(spelling, f), &returned(spelling, f)));
    let overloads = overloads::stub_lines(plan, spelling);
    ordinary.chain(overloads).chain(map_stub_lines(plan, spelling)).collect()
}

/// The parameters of a function as the stub spells them, the `/` among them.
fn parameters(spelling: &Spelling<'_>, function: &Function) -> Vec<String> {
    let mut params: Vec<String> = function
        .inputs()
        .map(|p| {
            let taken = match &p.passing {
                Passing::Array { item, .. } => spelling.array_input(*item),
                // Text, or any memory.
                Passing::In(Value::Text) => "_tb_str | _tb_Buffer | None".to_owned(),
                Passing::In(value) | Passing::InOut(value) | Passing::ByRef(value) => spelling.input(value),
                Passing::Capacity { .. } => "_tb_SupportsIndex".to_owned(),
                _ => "_tb_object".to_owned(),
            };
            let taken = if p.nonnull { taken.trim_end_matches(" | None") } else { &taken };
            format!("{}: {taken}", p.py_name)
        })
        .collect();
    if !params.is_empty() && !function.keywords {
        params.push("/".into());
    }
    params
}

/// What a call gives back.
pub fn returned(spelling: &Spelling<'_>, function: &Function) -> String {
    let result = match &function.result {
        FnResult::Value(value) => Some(spelling.output(value)),
        _ => None,
    };
    let outputs = function.outputs().filter_map(|p| match &p.passing {
        Passing::Out(value) | Passing::InOut(value) => Some(spelling.output(value)),
        Passing::Buffer { item, .. } if convert::is_byte(*item) => Some("_tb_bytes".into()),
        Passing::Buffer { .. } => Some("_tb_memoryview".into()),
        _ => None,
    });
    let all: Vec<String> = result.into_iter().chain(outputs).collect();
    match all.as_slice() {
        [] => "None".into(),
        [one] => one.clone(),
        many => format!("_tb_tuple[{}]", many.join(", ")),
    }
}
