//! One Python class over one C struct.
//!
//! In: a record of the plan. Out: the slots of its template. Numbers are read and set straight in CFFI's struct; all
//! else goes through the kind's constant, which knows about views and about what must be kept alive.

use super::expr::{Expr, WIDTH, definition, inner, statement};
use super::member::{PropertyView, assign, explain, field_check, number, property, store};
use super::scope::Scope;
use super::{cdef, kinds};
use crate::ir::FloatKind;
use crate::plan::{Compared, Field, Record, Scalar, Value};
use crate::styles::shared::{self, convert};
use crate::text::literals::py_string;
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
    /// `_tb_compared = …`, `_tb_ranges = …`: where `==` looks at less than all fields, or at bytes.
    pub compared: Vec<String>,
    /// `return _tb_allocate(…)`, once or not at all: where it ends in a flexible array.
    pub allocate: Vec<String>,
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
    /// `classmethod`, where it is used.
    pub classmethod: String,
}

/// The view of one record.
pub fn view(scope: &mut Scope<'_>, record: &Record) -> RecordView {
    let mangles = record.fields.iter().any(|f| f.py_name.starts_with("__"));
    let receiver = if record.fields.iter().any(|f| f.py_name == "self") { "_tb_self" } else { "self" };
    let ctype = scope.ctype(&format!("{} *", cdef::record_name(record)));
    let allocates = shared::allocates(record);
    let is_aligned = kinds::is_over_aligned(record);
    let new = if is_aligned {
        format!("{}({ctype}, {})", scope.runtime("new_aligned"), record.align)
    } else {
        format!("{}({ctype})", scope.ffi("new"))
    };
    let private = Private {
        record: scope.runtime("Record"),
        property: scope.builtin("property"),
        classmethod: if allocates { scope.builtin("classmethod") } else { String::new() },
    };
    let hides_bits = scope.types.layout(record).hides_bits;
    let settable = record.fields.iter().filter(|f| !matches!(f.value, Value::Flexible { .. }));
    let (numbers, others): (Vec<&Field>, Vec<&Field>) = settable.partition(|f| is_plain(f, hides_bits));
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
        compared: compared(record),
        allocate: allocation(scope, record).into_iter().collect(),
        has_pointers: if kinds::keeps(record) { "True" } else { "False" },
        fields: field_table(record),
        init: init_line(record, receiver, hides_bits),
        receiver,
        new,
        aligned: is_aligned.then_some(record.align).into_iter().collect(),
        private,
        keeps: kinds::keeps(record),
        guarded,
        numbers: number_lines,
        explain: if guarded { explain(scope, 12, checks) } else { Vec::new() },
        others: others.iter().flat_map(|f| init_other(scope, record, f, receiver)).collect(),
        properties: record.fields.iter().map(|f| property(scope, record, f)).collect(),
        aliases: alias_lines(&record.py_name, &record.aliases),
    }
}

/// Whether a field is a number that is set and read straight in CFFI's struct, whatever else is set.
fn is_plain(f: &Field, hides_bits: bool) -> bool {
    let Value::Scalar(scalar) = f.value else { return false };
    !(f.overlaps || kinds::is_bytes(scalar) || hides_bits && f.bits.is_some())
}

/// The call that makes a record with room for items.
fn allocation(scope: &mut Scope<'_>, record: &Record) -> Option<String> {
    let f = record.fields.last().filter(|_| shared::allocates(record))?;
    let Value::Flexible { of } = &f.value else { return None };
    let size = kinds::item_size(scope.plan, of);
    scope.runtime("Flexible");
    Some(format!("{}(cls, count, {}, {size})", scope.runtime("allocate"), f.offset))
}

/// What `==` looks at, where that is not simply all fields.
fn compared(record: &Record) -> Vec<String> {
    let field = |c: &Compared| match c {
        Compared::Field(i) => Some(*i),
        Compared::Bytes { .. } => None,
    };
    let fields: Vec<usize> = record.compared.iter().filter_map(field).collect();
    if fields.len() == record.fields.len() {
        return Vec::new();
    }
    let mut lines = rows("_tb_compared", &fields.iter().map(|i| row(&record.fields[*i])).collect::<Vec<_>>());
    let range = |c: &Compared| match c {
        Compared::Bytes { offset, size } => {
            Some(Expr::Tuple(vec![Expr::Text(offset.to_string()), Expr::Text((offset + size).to_string())]))
        }
        Compared::Field(_) => None,
    };
    let ranges: Vec<Expr> = record.compared.iter().filter_map(range).collect();
    if !ranges.is_empty() {
        lines.extend(rows("_tb_ranges", &ranges));
    }
    lines
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

pub fn indented(indent: usize, lines: &[String]) -> Vec<String> {
    let pad = " ".repeat(indent);
    lines.iter().map(|l| if l.is_empty() { String::new() } else { format!("{pad}{l}") }).collect()
}

/// `("x", "x", None)`: attribute, name in C, and the pointer's C type for `repr`.
fn field_table(record: &Record) -> Vec<String> {
    rows("_tb_fields", &record.fields.iter().map(row).collect::<Vec<_>>())
}

fn row(f: &Field) -> Expr {
    let pointer =
        if is_pointer(&f.value) { py_string(&convert::pointer_shown(&f.ty)) } else { "None".into() };
    Expr::Tuple([py_string(&f.py_name), py_string(&f.c_name), pointer].into_iter().map(Expr::Text).collect())
}

/// A tuple of rows, one a line; a single one on the line of the name where it fits.
fn rows(name: &str, rows: &[Expr]) -> Vec<String> {
    if rows.is_empty() {
        return vec![format!("    {name} = ()")];
    }
    if let [only] = rows {
        let line = format!("    {name} = (({}),)", only.flat());
        if line.len() <= WIDTH {
            return vec![line];
        }
    }
    let mut lines = vec![format!("    {name} = (")];
    lines.extend(rows.iter().flat_map(|r| inner(8, r, ",")));
    lines.push("    )".to_owned());
    lines
}

fn is_pointer(value: &Value) -> bool {
    !matches!(value, Value::Scalar(_) | Value::Record(_) | Value::Array { .. })
}

fn init_line(record: &Record, receiver: &str, hides_bits: bool) -> Vec<String> {
    let default = |f: &Field| match &f.value {
        Value::Scalar(scalar) if f.overlaps || kinds::is_bytes(*scalar) => "_tb_NOT_GIVEN",
        _ if hides_bits && f.bits.is_some() => "_tb_NOT_GIVEN",
        Value::Scalar(Scalar::Complex(_)) => "0j",
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }) => "0",
        Value::Scalar(Scalar::Float(FloatKind::LongDouble)) => "_tb_ZERO",
        Value::Scalar(Scalar::Float(_)) => "0.0",
        Value::Scalar(Scalar::Bool) => "False",
        Value::Scalar(Scalar::Char { .. }) => "b\"\\0\"",
        Value::Scalar(Scalar::Wide(_)) => "\"\\0\"",
        _ => "_tb_NOT_GIVEN",
    };
    let settable = record.fields.iter().filter(|f| !matches!(f.value, Value::Flexible { .. }));
    let fields = settable.map(|f| format!("{}={}", f.py_name, default(f)));
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
