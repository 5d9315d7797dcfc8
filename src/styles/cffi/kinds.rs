//! How each kind of value is converted: the expression for an argument, the check that names it when it is wrong, the
//! expression for a result, and the constants that these use.
//!
//! In: a value of the plan. Out: Python expressions, and what they need asked of the `Scope`.

use super::expr::Expr;
use super::scope::{Scope, identifier};
use super::{callbacks, cdef, natural};
use crate::ir::{FloatKind, IntType, Type, WideKind};
use crate::plan::{HandleId, Plan, Record, RecordId, Scalar, Value};
use crate::styles::shared::{self, convert};
use crate::text::literals::py_string;

/// The expression that converts an argument, quickly: CFFI's own checks do where they agree with the contract. An
/// error that it raises is explained afterwards by [`check`].
pub fn argument(scope: &mut Scope, value: &Value, name: &str, hidden: &[&str]) -> Expr {
    let text = match value {
        Value::Scalar(scalar) => return scalar_argument(scope, *scalar, name),
        Value::Text => format!("{}({name})", scope.runtime("text")),
        Value::Record(_) => format!("{name}._tb_s"),
        Value::RecordPointer { record, .. } => {
            let class = record_class(scope, *record, hidden);
            // A view has no pointer until one is asked for.
            let also = format!(" and {name}._tb_c is not None");
            return of_class(scope, value, name, &class, "_tb_c", &also);
        }
        Value::Handle(id) => {
            let class = handle_class(scope, *id, hidden);
            return of_class(scope, value, name, &class, "_tb_h", "");
        }
        _ => format!("{}.convert({name})", kind(scope, value)),
    };
    Expr::Text(text)
}

/// The class's own instances need no call.
fn of_class(scope: &mut Scope, value: &Value, name: &str, class: &str, slot: &str, also: &str) -> Expr {
    let kind = kind(scope, value);
    let cond = format!("{}({name}) is {class}{also}", scope.builtin("type"));
    Expr::If { then: format!("{name}.{slot}"), cond, other: format!("{kind}.convert({name})") }
}

fn scalar_argument(scope: &mut Scope, scalar: Scalar, name: &str) -> Expr {
    match scalar {
        _ if is_bytes(scalar) => {
            Expr::Text(format!("{}.convert({name})", kind(scope, &Value::Scalar(scalar))))
        }
        Scalar::Complex(_) => Expr::call(scope.convert("to_complex"), &[name, "\"\""]),
        Scalar::Int(_) | Scalar::Enum { .. } => Expr::Text(format!("{}({name})", scope.index())),
        Scalar::Float(_) | Scalar::Wide(_) => Expr::text(name),
        Scalar::Bool => Expr::Text(format!("{}({name})", scope.builtin("bool"))),
        Scalar::Char { .. } => {
            let cond = format!("{}({name}) is {}", scope.builtin("type"), scope.builtin("bytes"));
            let other = format!("{}({name}, \"\")", scope.convert("to_char"));
            Expr::If { then: name.to_owned(), cond, other }
        }
    }
}

/// The function `(value, what)` that raises the error of the contract; `None` where any value will do.
pub fn check(scope: &mut Scope, value: &Value) -> Option<String> {
    Some(match value {
        Value::Scalar(scalar) if !is_bytes(*scalar) => scope.convert(&convert::scalar_function(*scalar)?),
        Value::Text => scope.runtime("text"),
        _ => format!("{}.convert", kind(scope, value)),
    })
}

/// The class; by an alias where a parameter has its name, or where a class body would rename it.
pub fn class(scope: &mut Scope, py_name: &str, hidden: &[&str]) -> String {
    if hidden.contains(&py_name) || py_name.starts_with("__") {
        scope.kind(&format!("class_{py_name}"), |_| Expr::text(py_name))
    } else {
        py_name.to_owned()
    }
}

/// The class of a record.
pub fn record_class(scope: &mut Scope, id: RecordId, hidden: &[&str]) -> String {
    let plan = scope.plan;
    class(scope, &plan.records[id].py_name, hidden)
}

/// The class of a handle.
pub fn handle_class(scope: &mut Scope, id: HandleId, hidden: &[&str]) -> String {
    let plan = scope.plan;
    class(scope, &plan.handles[id].py_name, hidden)
}

/// Whether the result expression names what C gave twice.
pub fn reads_twice(plan: &Plan, value: &Value) -> bool {
    matches!(value, Value::Scalar(Scalar::Enum { id: Some(id), .. }) if !plan.enums[*id].is_flags)
}

/// A pointer as one to its items, where CFFI knows it as another: as `void *`, or as one to arrays.
pub fn exact(scope: &mut Scope, value: &Value, ty: &Type, raw: Expr) -> Expr {
    let to_arrays = ty.pointee().is_some_and(|to| matches!(to.canonical(), Type::Array { .. }));
    let ctype = match value {
        Value::Items { item, .. } if is_bytes(*item) => bytes_pointer(*item),
        Value::Items { item, .. } if to_arrays => format!("{} *", c_name(*item)),
        Value::Text | Value::CharPointer if to_arrays => "char *".to_owned(),
        _ => return raw,
    };
    let ctype = scope.ctype(&ctype);
    Expr::Call { head: scope.ffi("cast"), args: vec![Expr::Text(ctype), raw] }
}

/// The expression for what Python gets, from the expression of what CFFI gives.
pub fn result(scope: &mut Scope, value: &Value, raw: Expr, hidden: &[&str]) -> Expr {
    let (head, first) = match value {
        Value::Scalar(Scalar::Float(FloatKind::LongDouble)) => (scope.builtin("float"), None),
        Value::Scalar(Scalar::Enum { id: Some(id), .. }) => {
            let first = reads_twice(scope.plan, value).then(|| raw.flat());
            (lookup(scope, *id), first)
        }
        Value::Scalar(scalar) if !is_bytes(*scalar) => return raw,
        Value::Array { .. } => return raw,
        Value::Text => (scope.runtime("from_text"), None),
        Value::Address { .. } | Value::FunctionPointer(None) => (scope.runtime("address_of"), None),
        Value::Scalar(_)
        | Value::CharPointer
        | Value::Items { .. }
        | Value::Pointers { .. }
        | Value::Flexible { .. }
        | Value::FunctionPointer(Some(_)) => (format!("{}.read", kind(scope, value)), None),
        Value::Record(id) => {
            let maker = if is_over_aligned(&scope.plan.records[*id]) { "copied" } else { "own" };
            (scope.runtime(maker), Some(record_class(scope, *id, hidden)))
        }
        Value::RecordPointer { record, .. } => {
            (scope.runtime("view_or_none"), Some(record_class(scope, *record, hidden)))
        }
        Value::Handle(id) => (scope.runtime("wrap"), Some(handle_class(scope, *id, hidden))),
    };
    Expr::Call { head, args: first.map(Expr::Text).into_iter().chain([raw]).collect() }
}

/// The function from an enumeration's value to its member: `(value, value)` else to the value itself, or, for sets of
/// bits, `(value)`.
fn lookup(scope: &mut Scope, id: usize) -> String {
    let item = &scope.plan.enums[id];
    let class = &item.py_name;
    scope.kind(&format!("enum_{class}"), |scope| {
        if item.is_flags {
            Expr::call(scope.runtime("flags"), &[class])
        } else {
            Expr::Text(format!("{class}._value2member_map_.get"))
        }
    })
}

/// The constant that knows all about a kind of value.
pub fn kind(scope: &mut Scope, value: &Value) -> String {
    let name = name(scope, value);
    scope.kind(&name, |scope| definition(scope, value))
}

fn name(scope: &Scope, value: &Value) -> String {
    let constant = |is_const: &bool| if *is_const { "const_" } else { "" };
    match value {
        Value::Flexible { of } => format!("{}_flexible", name(scope, of)),
        Value::Scalar(Scalar::Enum { id: Some(id), .. }) => {
            format!("{}_item", scope.plan.enums[*id].py_name)
        }
        Value::Scalar(scalar) => format!("{}_item", identifier(c_name(*scalar))),
        Value::Text => "text_pointer".into(),
        Value::CharPointer => "char_items".into(),
        Value::Address { is_const } => format!("{}address", constant(is_const)),
        Value::Items { item, is_const } => {
            let item = name(scope, &Value::Scalar(*item));
            format!("{}{}s", constant(is_const), item)
        }
        Value::Record(id) => format!("{}_value", scope.plan.records[*id].py_name),
        Value::RecordPointer { record, is_const } => {
            format!("{}{}_pointer", constant(is_const), scope.plan.records[*record].py_name)
        }
        Value::Handle(id) => format!("{}_handle", scope.plan.handles[*id].py_name),
        Value::Pointers { to, is_const } => format!("{}{}_pointers", constant(is_const), name(scope, to)),
        Value::FunctionPointer(None) => "function_pointer".into(),
        Value::FunctionPointer(Some(id)) => format!("callback_{}", scope.plan.callbacks[*id].name),
        Value::Array { of, len } if is_char(of) => format!("chars_{len}"),
        Value::Array { of, len } => format!("{}_array_{len}", name(scope, of)),
    }
}

fn definition(scope: &mut Scope, value: &Value) -> Expr {
    let flag = |is_const: bool| if is_const { "True" } else { "False" };
    match value {
        Value::Flexible { of } => {
            let item = kind(scope, of);
            let (shown, size) = (py_string(&shown_item(scope, of)), item_size(scope.plan, of).to_string());
            let code = match &**of {
                Value::Scalar(scalar) => code(*scalar),
                Value::Record(_) | Value::Array { .. } => "B",
                _ => "P",
            };
            Expr::call(scope.runtime("Flexible"), &[&item, &shown, &size, &py_string(code)])
        }
        Value::Scalar(scalar) => scalar_definition(scope, *scalar),
        Value::Text => Expr::call(scope.runtime("TextPointer"), &[]),
        Value::CharPointer => {
            let item = Value::Items { item: Scalar::Char { signed: true }, is_const: false };
            definition(scope, &item)
        }
        Value::Address { is_const } => Expr::call(scope.runtime("Address"), &[flag(*is_const)]),
        Value::Items { item, is_const } => {
            let item_kind = kind(scope, &Value::Scalar(*item));
            let code = py_string(code(*item));
            Expr::call(scope.runtime("Items"), &[&item_kind, &code, flag(*is_const)])
        }
        Value::Record(id) => Expr::call(scope.runtime("RecordValue"), &[&scope.plan.records[*id].py_name]),
        Value::RecordPointer { record, is_const } => {
            let class = &scope.plan.records[*record].py_name;
            Expr::call(scope.runtime("RecordPointer"), &[class, flag(*is_const)])
        }
        Value::Handle(id) => Expr::call(scope.runtime("HandlePointer"), &[&scope.plan.handles[*id].py_name]),
        Value::Pointers { to, is_const } => {
            let inner = kind(scope, to);
            let spelled = py_string(&pointer_name(scope, to));
            Expr::call(scope.runtime("Pointers"), &[&inner, &spelled, flag(*is_const)])
        }
        Value::FunctionPointer(None) => Expr::call(scope.runtime("FunctionAddress"), &[]),
        Value::FunctionPointer(Some(id)) => callbacks::definition_of(scope, *id),
        Value::Array { of, len } if is_char(of) => Expr::call(scope.runtime("Chars"), &[&len.to_string()]),
        Value::Array { of, len } => {
            let inner = kind(scope, of);
            Expr::call(scope.runtime("ArrayOf"), &[&inner, &len.to_string()])
        }
    }
}

fn scalar_definition(scope: &mut Scope, scalar: Scalar) -> Expr {
    let (buffer_kind, _) = convert::buffer_kind(scalar);
    if let Scalar::Int(int) = scalar
        && is_bytes(scalar)
    {
        let check = scope.convert(&convert::scalar_function(scalar).expect("an integer has one"));
        let args = [&py_string(int.name), &py_string(buffer_kind), &check];
        return Expr::call(scope.runtime("LongInt"), &args.map(String::as_str));
    }
    if is_bytes(scalar) {
        let check = scope.convert("to_complex");
        return Expr::call(scope.runtime("LongComplex"), &[&check]);
    }
    let check = check(scope, &Value::Scalar(scalar)).unwrap_or_else(|| scope.runtime("to_bool"));
    let mut args = vec![py_string(c_name(scalar)), py_string(buffer_kind), check];
    match scalar {
        Scalar::Float(FloatKind::LongDouble) => args.push(scope.builtin("float")),
        Scalar::Enum { id: Some(id), .. } => {
            let members = lookup(scope, id);
            args.push(if scope.plan.enums[id].is_flags {
                members
            } else {
                format!("lambda value: {members}(value, value)")
            });
        }
        _ => {}
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    Expr::call(scope.runtime("Scalar"), &args)
}

/// How CFFI spells a pointer's type.
fn pointer_name(scope: &Scope, value: &Value) -> String {
    match value {
        Value::Text => "const char *".into(),
        Value::CharPointer => "char *".into(),
        Value::Items { item, .. } if is_bytes(*item) => bytes_pointer(*item),
        Value::Items { item, is_const } => {
            format!("{}{} *", if *is_const { "const " } else { "" }, c_name(*item))
        }
        Value::RecordPointer { record, is_const } => {
            let record = cdef::record_name(&scope.plan.records[*record]);
            format!("{}{record} *", if *is_const { "const " } else { "" })
        }
        Value::Handle(id) => format!("{} *", scope.plan.handles[*id].key),
        Value::Pointers { to, .. } => format!("{}*", pointer_name(scope, to)),
        Value::Address { is_const: true } => "const void *".into(),
        _ => "void *".into(),
    }
}

/// Whether its class keeps alive what its pointers, or those of the items behind it, were set to.
pub fn keeps(record: &Record) -> bool {
    record.has_pointers || shared::allocates(record)
}

/// CFFI aligns what it makes to 16 bytes.
pub fn is_over_aligned(record: &Record) -> bool {
    record.align > natural::WIDEST
}

/// An array of plain `char` reads as `bytes`.
pub fn is_char(of: &Value) -> bool {
    matches!(of, Value::Scalar(Scalar::Char { .. }))
}

/// Numbers that CFFI has no word for: it knows them as arrays of `char`.
pub fn is_bytes(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Complex(FloatKind::LongDouble))
        || matches!(scalar, Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits > 64)
}

/// How CFFI spells a pointer to such a number.
pub fn bytes_pointer(scalar: Scalar) -> String {
    format!("char(*)[{}]", convert::buffer_kind(scalar).1)
}

/// `sizeof` an item of a flexible array, bytes.
pub fn item_size(plan: &Plan, value: &Value) -> u64 {
    match value {
        Value::Scalar(scalar) => convert::buffer_kind(*scalar).1,
        Value::Record(id) => plan.records[*id].size,
        Value::Array { of, len } => item_size(plan, of) * len,
        _ => 8,
    }
}

/// What the `repr` of a pointer to such items says.
fn shown_item(scope: &Scope, value: &Value) -> String {
    match value {
        Value::Scalar(scalar) => c_name(*scalar).to_owned(),
        Value::Record(id) => scope.plan.records[*id].key.clone(),
        Value::Array { of, len } => format!("{}[{len}]", shown_item(scope, of)),
        other => pointer_name(scope, other),
    }
}

/// The C type of a number, an enumeration by its integer type.
pub fn c_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Complex(FloatKind::Float) => "float _Complex",
        Scalar::Complex(FloatKind::Double) => "double _Complex",
        Scalar::Complex(FloatKind::LongDouble) => "long double _Complex",
        Scalar::Int(int) | Scalar::Enum { int, .. } => int.name,
        Scalar::Char { .. } => "char",
        Scalar::Wide(WideKind::Wchar) => "wchar_t",
        Scalar::Wide(WideKind::Char16) => "char16_t",
        Scalar::Wide(WideKind::Char32) => "char32_t",
        Scalar::Bool => "_Bool",
        Scalar::Float(FloatKind::Float) => "float",
        Scalar::Float(FloatKind::Double) => "double",
        Scalar::Float(FloatKind::LongDouble) => "long double",
    }
}

/// The format of a `memoryview` of such items.
fn code(scalar: Scalar) -> &'static str {
    match scalar {
        // What has no code is bytes.
        Scalar::Complex(_) => "B",
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits > 64 => "B",
        Scalar::Int(int) | Scalar::Enum { int, .. } => int_code(int),
        Scalar::Char { .. } => "c",
        Scalar::Wide(WideKind::Wchar) => "i",
        Scalar::Wide(WideKind::Char16) => "H",
        Scalar::Wide(WideKind::Char32) => "I",
        Scalar::Bool => "?",
        Scalar::Float(FloatKind::Float) => "f",
        Scalar::Float(FloatKind::Double) => "d",
        Scalar::Float(FloatKind::LongDouble) => "g",
    }
}

fn int_code(int: IntType) -> &'static str {
    match (int.name.trim_start_matches("unsigned ").trim_start_matches("signed "), int.signed) {
        ("char", true) => "b",
        ("char", false) => "B",
        ("short", true) => "h",
        ("short", false) => "H",
        ("long", true) => "l",
        ("long", false) => "L",
        ("long long", true) => "q",
        ("long long", false) => "Q",
        (_, true) => "i",
        (_, false) => "I",
    }
}
