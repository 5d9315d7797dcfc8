//! One Python class over one C struct.
//!
//! In: a record of the plan. Out: the slots of its template. Numbers are read and set straight in CFFI's struct; all
//! else goes through the kind's constant, which knows about views and about what must be kept alive.

use super::expr::{Expr, WIDTH, definition, inner, statement};
use super::kinds;
use super::scope::{Scope, private};
use crate::ir::FloatKind;
use crate::plan::{Field, Record, Scalar, Value};
use crate::styles::shared;
use crate::text::literals::py_string;
use crate::text::names::is_keyword;
use serde::Serialize;

/// The view of a record.
#[allow(clippy::struct_excessive_bools)] // conditions of the template, which has no other kind
#[derive(Debug, Serialize)]
pub struct RecordView {
    /// The class of the struct's shape and its `__init__`: quicker than `__new__`, as which type checkers know it.
    pub base: String,
    /// `class Point(_tb_struct_Point):`.
    pub head: Vec<String>,
    /// The name in that line.
    pub class: String,
    /// The public name.
    pub name: String,
    /// Whether the two differ, and the first must be put right.
    pub renamed: bool,
    /// The docstring.
    pub doc: Vec<String>,
    /// Whether there is one.
    pub has_doc: bool,
    /// `_tb_type = …`.
    pub ctype: Vec<String>,
    /// `True` where it, or a record inside it, has a pointer.
    pub has_pointers: &'static str,
    /// `_tb_fields = (…)`.
    pub fields: Vec<String>,
    /// `def __init__(self, x=0.0):`.
    pub init: Vec<String>,
    /// The receiver's name in `__init__`.
    pub receiver: &'static str,
    /// `_tb_new(…)`: makes the struct.
    pub new: String,
    /// The alignment, once or not at all: where it is more than CFFI gives by itself.
    pub aligned: Vec<u64>,
    /// Names that the template itself uses.
    pub private: Private,
    /// Whether a pointer is to be kept alive.
    pub keeps: bool,
    /// Whether any number's conversion can fail.
    pub guarded: bool,
    /// Sets numbers.
    pub numbers: Vec<String>,
    /// `raise _tb_explain(…)`.
    pub explain: Vec<String>,
    /// Sets what else was given.
    pub others: Vec<String>,
    /// The properties.
    pub properties: Vec<PropertyView>,
    /// `Further = Point`.
    pub aliases: Vec<String>,
}

/// Private names that the template itself uses.
#[derive(Debug, Serialize)]
pub struct Private {
    /// The base class.
    pub record: String,
    /// `property`.
    pub property: String,
}

/// The view of a property.
#[derive(Debug, Serialize)]
pub struct PropertyView {
    /// Attribute name.
    pub name: String,
    /// The docstring.
    pub doc: Vec<String>,
    /// Lines that end in `return`.
    pub get: Vec<String>,
    /// Whether it can be set.
    pub settable: bool,
    /// Whether setting can fail in a way that must be explained.
    pub guarded: bool,
    /// The line that sets.
    pub set: Vec<String>,
    /// `raise _tb_explain(…)`.
    pub explain: Vec<String>,
}

/// The view of one record.
pub fn view(scope: &mut Scope<'_>, record: &Record) -> RecordView {
    let mangles = record.fields.iter().any(|f| f.py_name.starts_with("__"));
    let receiver = if record.fields.iter().any(|f| f.py_name == "self") { "_tb_self" } else { "self" };
    let ctype = scope.ctype(&format!("{} *", record.key));
    let is_aligned = kinds::is_over_aligned(record);
    let new = if is_aligned {
        format!("{}({ctype}, {})", scope.runtime("new_aligned"), record.align)
    } else {
        format!("{}({ctype})", scope.ffi("new"))
    };
    let private = Private { record: scope.runtime("Record"), property: scope.builtin("property") };
    let (numbers, others): (Vec<&Field>, Vec<&Field>) =
        record.fields.iter().partition(|f| matches!(f.value, Value::Scalar(_)));
    let checks: Vec<Expr> =
        numbers.iter().filter_map(|f| field_check(scope, record, f, &f.py_name)).collect();
    let guarded = !checks.is_empty();
    let indent = if guarded { 12 } else { 8 };
    let set = |f: &&Field| {
        let value = number(scope, record, f, &f.py_name);
        if !matches!(f.value, Value::Scalar(Scalar::Float(FloatKind::LongDouble))) {
            return assign(indent, "_tb_s", f, &value);
        }
        let given = format!("{}if {} is not {}:", " ".repeat(indent), f.py_name, scope.runtime("ZERO"));
        std::iter::once(given).chain(assign(indent + 4, "_tb_s", f, &value)).collect()
    };
    let number_lines = numbers.iter().flat_map(set).collect();
    let doc = shared::docstring_of(&record_doc(record));
    let (base, class) = if mangles {
        ("____".to_owned(), "_____".to_owned())
    } else {
        (format!("_tb_struct_{}", record.py_name), record.py_name.clone())
    };
    RecordView {
        head: statement(0, "class ", &Expr::call(class.as_str(), &[&base]), ":"),
        base,
        class,
        name: record.py_name.clone(),
        renamed: mangles,
        has_doc: !doc.is_empty(),
        doc: indented(4, &doc),
        ctype: vec![format!("    _tb_type = {ctype}")],
        has_pointers: if record.has_pointers { "True" } else { "False" },
        fields: field_table(scope, record),
        init: init_line(record, receiver),
        receiver,
        new,
        aligned: is_aligned.then_some(record.align).into_iter().collect(),
        private,
        keeps: record.has_pointers,
        guarded,
        numbers: number_lines,
        explain: if guarded { explain(scope, 12, checks) } else { Vec::new() },
        others: others.iter().flat_map(|f| init_other(scope, record, f, receiver)).collect(),
        properties: record.fields.iter().map(|f| property(scope, record, f)).collect(),
        aliases: alias_lines(&record.py_name, &record.aliases),
    }
}

fn record_doc(record: &Record) -> Vec<String> {
    let mut lines = record.doc.clone();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(record.key.clone());
    lines
}

/// `Further = Point`, two lines behind the class.
pub fn alias_lines(name: &str, aliases: &[String]) -> Vec<String> {
    if aliases.is_empty() {
        return Vec::new();
    }
    let lines = aliases.iter().map(|a| format!("{a} = {name}"));
    [String::new(), String::new()].into_iter().chain(lines).collect()
}

fn indented(indent: usize, lines: &[String]) -> Vec<String> {
    let pad = " ".repeat(indent);
    lines.iter().map(|l| if l.is_empty() { String::new() } else { format!("{pad}{l}") }).collect()
}

/// `("x", "x", None)`: attribute, name in C, and the pointer's C type for `repr`.
fn field_table(scope: &Scope<'_>, record: &Record) -> Vec<String> {
    let row = |f: &Field| {
        let pointer =
            if is_pointer(&f.value) { py_string(&scope.types.spelled(&f.ty)) } else { "None".into() };
        let names = [py_string(&f.py_name), py_string(&f.c_name), pointer];
        Expr::Tuple(names.into_iter().map(Expr::Text).collect())
    };
    rows(&record.fields.iter().map(row).collect::<Vec<_>>())
}

/// A tuple of rows, one a line; a single one on the line of the name where it fits.
fn rows(rows: &[Expr]) -> Vec<String> {
    if let [only] = rows {
        let line = format!("    _tb_fields = (({}),)", only.flat());
        if line.len() <= WIDTH {
            return vec![line];
        }
    }
    let mut lines = vec!["    _tb_fields = (".to_owned()];
    lines.extend(rows.iter().flat_map(|r| inner(8, r, ",")));
    lines.push("    )".to_owned());
    lines
}

fn is_pointer(value: &Value) -> bool {
    !matches!(value, Value::Scalar(_) | Value::Record(_) | Value::Array { .. })
}

fn init_line(record: &Record, receiver: &str) -> Vec<String> {
    let default = |f: &Field| match &f.value {
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }) => "0",
        Value::Scalar(Scalar::Float(FloatKind::LongDouble)) => "_tb_ZERO",
        Value::Scalar(Scalar::Float(_)) => "0.0",
        Value::Scalar(Scalar::Bool) => "False",
        Value::Scalar(Scalar::Char { .. }) => "b\"\\0\"",
        Value::Scalar(Scalar::Wide(_)) => "\"\\0\"",
        _ => "_tb_NOT_GIVEN",
    };
    let fields = record.fields.iter().map(|f| format!("{}={}", f.py_name, default(f)));
    let params: Vec<String> = std::iter::once(receiver.to_owned()).chain(fields).collect();
    let mut lines = definition(4, "__init__", &params);
    // A first parameter with two underscores looks like an old way of saying "positional only".
    let first = record.fields.first().filter(|f| f.py_name.starts_with("__"));
    let odd = first.map(|f| format!("{}=", f.py_name));
    if let Some(line) = odd.and_then(|odd| lines.iter_mut().find(|l| l.contains(&odd))) {
        line.push_str("  # noqa: PYI063");
    }
    lines
}

/// Sets a member that is no number, where the caller gave it: the struct's memory is zero already.
fn init_other(scope: &mut Scope<'_>, record: &Record, f: &Field, receiver: &str) -> Vec<String> {
    let not_given = scope.runtime("NOT_GIVEN");
    let mut lines = vec![format!("        if {} is not {not_given}:", f.py_name)];
    lines.extend(store(scope, 12, record, f, &f.py_name, receiver));
    lines
}

/// The statement that sets a member that is no number.
fn store(
    scope: &mut Scope<'_>,
    indent: usize,
    record: &Record,
    f: &Field,
    value: &str,
    receiver: &str,
) -> Vec<String> {
    let kind = kinds::kind(scope, &f.value);
    let struct_ = format!("{receiver}._tb_s");
    let what = what(record, f);
    let keeps = matches!(&f.value, Value::Record(id) if scope.plan.records[*id].has_pointers);
    match &f.value {
        Value::Array { of, .. } if kinds::is_char(of) => {
            assign(indent, &struct_, f, &Expr::call(format!("{kind}.convert"), &[value, &what]))
        }
        Value::Record(_) if !keeps => {
            assign(indent, &struct_, f, &Expr::call(format!("{kind}.convert"), &[value, &what]))
        }
        Value::Array { .. } => {
            let args =
                vec![read(scope, f, receiver), Expr::text(value), Expr::Text(what), Expr::text(receiver)];
            statement(indent, "", &Expr::Call { head: format!("{kind}.fill"), args }, "")
        }
        _ => {
            let args = [receiver, &py_string(&f.c_name), value, &what];
            statement(indent, "", &Expr::call(format!("{kind}.store"), &args), "")
        }
    }
}

/// The check that names a field.
fn field_check(scope: &mut Scope<'_>, record: &Record, f: &Field, value: &str) -> Option<Expr> {
    if matches!(f.value, Value::Scalar(Scalar::Char { .. })) {
        return None;
    }
    let check = kinds::check(scope, &f.value)?;
    Some(Expr::Tuple(vec![Expr::text(value), Expr::Text(what(record, f)), Expr::Text(check)]))
}

fn explain(scope: &mut Scope<'_>, indent: usize, checks: Vec<Expr>) -> Vec<String> {
    scope.runtime("BAD");
    let args = std::iter::once(Expr::text("_tb_error")).chain(checks).collect();
    statement(indent, "raise ", &Expr::Call { head: scope.runtime("explain"), args }, " from None")
}

/// `"Point.x"`.
fn what(record: &Record, f: &Field) -> String {
    py_string(&format!("{}.{}", record.py_name, f.py_name))
}

/// The expression that converts a number for CFFI.
fn number(scope: &mut Scope<'_>, record: &Record, f: &Field, value: &str) -> Expr {
    match &f.value {
        Value::Scalar(Scalar::Char { .. }) => {
            Expr::call(scope.convert("to_char"), &[value, &what(record, f)])
        }
        other => kinds::argument(scope, other, value, &[]),
    }
}

/// Python's own words cannot follow a dot.
fn assign(indent: usize, target: &str, f: &Field, value: &Expr) -> Vec<String> {
    if is_keyword(&f.c_name) {
        let args = vec![Expr::text(target), Expr::Text(py_string(&f.c_name)), value.clone()];
        return statement(indent, "", &Expr::Call { head: private("setattr"), args }, "");
    }
    statement(indent, &format!("{target}.{} = ", f.c_name), value, "")
}

fn read(scope: &mut Scope<'_>, f: &Field, receiver: &str) -> Expr {
    if is_keyword(&f.c_name) {
        return Expr::call(scope.builtin("getattr"), &[&format!("{receiver}._tb_s"), &py_string(&f.c_name)]);
    }
    Expr::Text(format!("{receiver}._tb_s.{}", f.c_name))
}

fn property(scope: &mut Scope<'_>, record: &Record, f: &Field) -> PropertyView {
    if is_keyword(&f.c_name) {
        scope.builtin("setattr");
    }
    let (guarded, set, explained) = if f.is_const { Default::default() } else { setter(scope, record, f) };
    PropertyView {
        name: f.py_name.clone(),
        doc: indented(8, &shared::docstring_of(&f.doc)),
        get: getter(scope, f),
        settable: !f.is_const,
        guarded,
        set,
        explain: explained,
    }
}

fn getter(scope: &mut Scope<'_>, f: &Field) -> Vec<String> {
    let expr = match &f.value {
        Value::Scalar(Scalar::Bool | Scalar::Wide(_)) => {
            let errors = [scope.builtin("SystemError"), scope.builtin("ValueError")].join(", ");
            return vec![
                "        try:".to_owned(),
                format!("            return {}", read(scope, f, "self").flat()),
                format!("        except ({errors}) as _tb_error:"),
                format!("            return {}(_tb_error)", scope.runtime("odd_value")),
            ];
        }
        value if kinds::reads_twice(value) => {
            let raw = read(scope, f, "self");
            let mut lines = statement(8, "_tb_value = ", &raw, "");
            let expr = kinds::result(scope, value, Expr::text("_tb_value"), &[]);
            lines.extend(statement(8, "return ", &expr, ""));
            return lines;
        }
        Value::Record(id) => {
            let keeps = scope.plan.records[*id].has_pointers;
            let refs = if keeps { "self._tb_refs" } else { "None" };
            let raw = read(scope, f, "self");
            let class = kinds::record_class(scope, *id, &[]);
            let args = vec![Expr::Text(class), raw, Expr::text("self"), Expr::text(refs)];
            Expr::Call { head: scope.runtime("view"), args }
        }
        Value::Array { of, .. } if kinds::is_char(of) => {
            let raw = read(scope, f, "self");
            Expr::Call { head: scope.ffi("string"), args: vec![raw] }
        }
        Value::Array { .. } => {
            let kind = kinds::kind(scope, &f.value);
            let args = vec![read(scope, f, "self"), Expr::text("self")];
            Expr::Call { head: format!("{kind}.load"), args }
        }
        Value::RecordPointer { .. } => {
            let kind = kinds::kind(scope, &f.value);
            Expr::call(format!("{kind}.load"), &["self", &py_string(&f.c_name)])
        }
        value => {
            let raw = read(scope, f, "self");
            let raw = kinds::exact(scope, value, &f.ty, raw);
            kinds::result(scope, value, raw, &[])
        }
    };
    statement(8, "return ", &expr, "")
}

fn setter(scope: &mut Scope<'_>, record: &Record, f: &Field) -> (bool, Vec<String>, Vec<String>) {
    if matches!(f.value, Value::Scalar(_)) {
        let value = number(scope, record, f, "value");
        let check = field_check(scope, record, f, "value");
        let guarded = check.is_some();
        let set = assign(if guarded { 12 } else { 8 }, "self._tb_s", f, &value);
        let explained = check.map_or_else(Vec::new, |c| explain(scope, 12, vec![c]));
        return (guarded, set, explained);
    }
    (false, store(scope, 8, record, f, "value", "self"), Vec::new())
}
