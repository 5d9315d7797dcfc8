//! Record and handle classes: tables that the runtime's functions read.

use super::bits;
use super::docs;
use super::items::{self, Use};
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use super::variant::Variant;
use super::wrap::wrap;
use crate::plan::{Compared, Field, HandleId, Record, Scalar, Value};
use crate::styles::shared::{allocates, class_doc_lines};
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;

/// The view of `record.c`.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // the template asks for each
pub struct RecordView {
    /// C spelling, safe inside a comment.
    key: String,
    /// The class name.
    name: String,
    /// Rows of the field table.
    fields: Vec<String>,
    /// Whether `==` looks at something else than the members.
    has_compared: bool,
    /// Rows of what it looks at.
    compared: Vec<String>,
    /// Initialisers of the layout.
    layout: Vec<String>,
    /// Fields that are found by the address of their name.
    quick: Vec<QuickField>,
    /// Whether there are any.
    has_quick: bool,
    /// Whether any of them can be set.
    sets_quick: bool,
    /// Whether the class has a constructor of its own.
    constructs: bool,
    /// How it sets each field.
    construct: Vec<String>,
    /// Whether freed objects are used again.
    keeps_spares: bool,
    /// How many fields there are.
    count: usize,
    /// `sizeof` the struct.
    size: u64,
    /// Rows of the getset table, after `__c_address__`.
    getset: Vec<String>,
    /// Whether a field hides a helper method, so that the class has a method table of its own.
    own_methods: bool,
    /// Its rows.
    methods: Vec<String>,
    /// The class's docstring: adjacent C strings, as one definition.
    doc: Vec<String>,
    /// Whether it takes part in garbage collection.
    has_pointers: bool,
    /// Initialisers of the type's specification.
    spec: String,
    /// Its `tp_new`.
    new: String,
    /// Whether it is written against the limited API.
    limited: bool,
}

impl RecordView {
    /// Whether the class has the common method table.
    pub fn shares_methods(&self) -> bool {
        !self.own_methods
    }
}

/// The view of `handle.c`.
#[derive(Serialize)]
pub struct HandleView {
    /// C spelling, safe inside a comment.
    key: String,
    /// The class name.
    name: String,
    /// The class's docstring.
    doc: Vec<String>,
    /// The qualified name, a C string.
    qualified: String,
    /// Whether it keeps callables alive.
    owners: bool,
    /// Whether it is closed before the collector takes those from it.
    finalizes: bool,
    /// The table of its methods.
    methods: &'static str,
    /// `int()` of it.
    number: &'static str,
    /// The C type of its instances.
    object: &'static str,
}

/// The helper methods of a record class: name and row.
const METHODS: [(&str, &str); 7] = [
    ("from_buffer", "tb_record_from_buffer, METH_O | METH_CLASS, tb_from_buffer_doc"),
    ("from_bytes", "tb_record_from_bytes, METH_O | METH_CLASS, tb_from_bytes_doc"),
    ("from_address", "tb_record_from_address, METH_O | METH_CLASS, tb_from_address_doc"),
    ("__bytes__", "tb_record_bytes, METH_NOARGS, NULL"),
    ("__copy__", "tb_record_copy, METH_NOARGS, NULL"),
    ("__deepcopy__", "tb_record_copy, METH_O, NULL"),
    ("__reduce__", "tb_record_reduce, METH_NOARGS, NULL"),
];

/// The method of a class that ends in a flexible array.
const ALLOCATE: (&str, &str) = ("allocate", "tb_record_allocate, METH_O | METH_CLASS, tb_allocate_doc");

/// The rows of the method table that no field hides.
pub fn methods(fields: &[Field], allocates: bool) -> Vec<String> {
    let free = |name: &str| fields.iter().all(|f| f.py_name != name);
    METHODS
        .iter()
        .chain(allocates.then_some(&ALLOCATE))
        .filter(|(name, _)| free(name))
        .map(|(name, row)| format!("{{\"{name}\", {row}}},"))
        .collect()
}

/// The tables of one record.
pub fn record(scope: &mut Scope, r: &Record) -> RecordView {
    scope.needs.part(Part::RecordType);
    if r.has_pointers {
        scope.needs.part(Part::Keeper);
    }
    if allocates(r) {
        scope.needs.part(Part::Allocate);
    }
    let name = &r.py_name;
    let row = |scope: &mut Scope, f: &Field| {
        let (item, offset) = match f.bits {
            // C reaches it from the start of the record.
            Some(bits) => (bits::item(scope, r, f, bits), 0),
            None => (items::item(scope, &f.value, &f.ty, Use::BOTH), f.offset),
        };
        let place = c_string(format!("{name}.{}", f.py_name).as_bytes());
        format!("{{{}, {place}, {item}, {offset}}},", c_string(f.py_name.as_bytes()))
    };
    let fields: Vec<String> = r.fields.iter().map(|f| row(scope, f)).collect();
    let compared = compared(scope, r, &fields);
    let methods = methods(&r.fields, allocates(r));
    let quick = quick(scope, r);
    RecordView {
        key: c_comment(&r.key),
        name: name.clone(),
        fields,
        layout: layout(scope, r, &compared),
        has_quick: !quick.is_empty(),
        sets_quick: quick.iter().any(|q| q.is_settable),
        quick,
        constructs: constructs(r),
        construct: if constructs(r) { construct(scope, r) } else { Vec::new() },
        keeps_spares: keeps_spares(r),
        count: r.fields.len(),
        size: r.size,
        has_compared: !compared.is_empty(),
        compared,
        getset: r.fields.iter().enumerate().map(|(i, f)| getset(name, i, f)).collect(),
        own_methods: methods.len() != METHODS.len() || allocates(r),
        methods,
        doc: docs::definition(
            &format!("tb_class_doc_{name}"),
            &signature(r),
            &class_doc_lines(&r.key, &r.doc),
        ),
        has_pointers: r.has_pointers,
        spec: spec(scope, r),
        new: new(scope.needs.variant, r),
        limited: scope.needs.variant == Variant::Limited,
    }
}

/// Rows of what `==` looks at, where that is not member by member.
fn compared(scope: &mut Scope, r: &Record, fields: &[String]) -> Vec<String> {
    if is_compared_by_member(r) {
        return Vec::new();
    }
    let row = |c: &Compared| match c {
        Compared::Field(i) => fields[*i].clone(),
        Compared::Bytes { offset, size } => {
            format!("{{NULL, NULL, {}, {offset}}},", items::bytes(scope, *size))
        }
    };
    r.compared.iter().map(row).collect()
}

fn is_compared_by_member(r: &Record) -> bool {
    r.compared.len() == r.fields.len() && r.compared.iter().enumerate().all(|(i, c)| *c == Compared::Field(i))
}

/// The initialisers of a layout.
fn layout(scope: &mut Scope, r: &Record, compared: &[String]) -> Vec<String> {
    let name = &r.py_name;
    let mut lines = vec![
        format!(".name = \"{name}\","),
        format!(".size = {},", r.size),
        format!(".align = {},", r.align),
        format!(".has_pointers = {},", u8::from(r.has_pointers)),
        format!(".fields = tb_fields_{name},"),
        format!(".count = {},", r.fields.len()),
        format!(".slot = offsetof(tb_module, type_{name}),"),
        format!(".names = offsetof(tb_module, names_{name}),"),
    ];
    if keeps_spares(r) {
        lines.push(format!(".spares = offsetof(tb_module, spares_{name}),"));
    }
    if scope.needs.variant.has_vectorcall() {
        let construct =
            if constructs(r) { format!("tb_construct_{name}") } else { "tb_record_vectorcall".into() };
        lines.push(format!(".construct = {construct},"));
    }
    lines.extend(more(scope, r, compared));
    lines
}

/// The function that makes an object: where classes are called by way of it, it is the constructor.
fn new(variant: Variant, r: &Record) -> String {
    if constructs(r) && !variant.has_vectorcall() {
        return format!("tb_construct_{}", r.py_name);
    }
    "tb_record_new".into()
}

/// Larger structs are rare, and their views would take as much memory as they.
const MOST_BYTES: u64 = 128;

/// Whether freed objects of the class are used again.
pub fn keeps_spares(r: &Record) -> bool {
    !r.has_pointers && !allocates(r) && r.align <= 8 && r.size <= MOST_BYTES
}

/// Whether the class has a constructor of its own, which sets each field without a look into the tables.
fn constructs(r: &Record) -> bool {
    let is_plain = |f: &Field| f.bits.is_none() && matches!(f.value, Value::Scalar(_));
    keeps_spares(r) && (1..=MOST_QUICK).contains(&r.fields.len()) && r.fields.iter().all(is_plain)
}

fn construct(scope: &mut Scope, r: &Record) -> Vec<String> {
    let one = |(i, f): (usize, &Field)| {
        let set = setter(scope, r, f, "NULL", &place("value", f.offset), &format!("args[{i}]"));
        let mut lines = wrap(4, &format!("if (args[{i}] != NULL && {set} < 0) {{"));
        lines.extend(["    return NULL;".to_owned(), "}".to_owned()]);
        lines
    };
    r.fields.iter().enumerate().flat_map(one).collect()
}

/// A field that is found by the address of its name.
#[derive(Serialize)]
struct QuickField {
    /// Its place among the fields.
    at: usize,
    /// The lines that read it.
    get: Vec<String>,
    /// The lines that set it.
    set: Vec<String>,
    /// Whether it can be set.
    is_settable: bool,
}

/// So many fields are compared one after the other; those behind them are found by way of the class.
const MOST_QUICK: usize = 16;

fn quick(scope: &mut Scope, r: &Record) -> Vec<QuickField> {
    let field = |(at, f): (usize, &Field)| {
        let field = format!("(void *)&tb_fields_{}[{at}]", r.py_name);
        let (get, set) = match f.value {
            Value::Scalar(scalar) if f.bits.is_none() => {
                let place = place("((tb_view *)self)->data", f.offset);
                (read(scope, f, scalar, &place), setter(scope, r, f, "self", &place, "value"))
            }
            _ => (
                wrap(8, &format!("return tb_field_get(self, {field});")),
                format!("tb_field_set(self, value, {field})"),
            ),
        };
        QuickField { at, get, set: wrap(8, &format!("return {set};")), is_settable: is_settable(f) }
    };
    r.fields.iter().take(MOST_QUICK).enumerate().map(field).collect()
}

fn is_settable(f: &Field) -> bool {
    !f.is_const && !matches!(f.value, Value::Flexible { .. })
}

fn place(start: &str, offset: u64) -> String {
    if offset == 0 { start.to_owned() } else { format!("{start} + {offset}") }
}

/// The lines that read a number in memory.
fn read(scope: &mut Scope, f: &Field, scalar: Scalar, at: &str) -> Vec<String> {
    let item = items::item(scope, &f.value, &f.ty, Use::BOTH);
    let Some(reuse) = scalars::reuse(&scope.needs, scalar) else {
        return wrap(8, &format!("return {}({item}, self, {at});", items::functions(scope, &item).0));
    };
    let mut lines = vec![format!("{} value;", scalars::c_name(scalar)), String::new()];
    lines.extend(wrap(8, &format!("memcpy(&value, {at}, sizeof(value));")));
    lines.push(format!("return {};", scalars::result(&mut scope.needs, reuse, "module", "value")));
    lines
}

/// A call of the function that sets a number in memory.
fn setter(scope: &mut Scope, r: &Record, f: &Field, owner: &str, at: &str, value: &str) -> String {
    let item = items::item(scope, &f.value, &f.ty, Use::BOTH);
    let (_, set) = items::functions(scope, &item);
    let name = c_string(format!("{}.{}", r.py_name, f.py_name).as_bytes());
    format!("{set}({item}, NULL, {owner}, {at}, {value}, {name})")
}

/// The members of a layout that only some modules' layouts have.
fn more(scope: &mut Scope, r: &Record, compared: &[String]) -> Vec<String> {
    let (name, mut more) = (&r.py_name, Vec::new());
    if scope.plan.records.iter().any(|r| !is_compared_by_member(r)) {
        scope.needs.compared = true;
        let (table, n) = match compared.len() {
            0 if is_compared_by_member(r) => (format!("tb_fields_{name}"), r.fields.len()),
            0 => ("NULL".to_owned(), 0),
            n => (format!("tb_compared_{name}"), n),
        };
        more.extend([format!(".compared = {table},"), format!(".compared_count = {n},")]);
    }
    if allocates(r) {
        more.push(format!(".flexible = &tb_fields_{name}[{}],", r.fields.len() - 1));
    }
    more
}

fn spec(scope: &Scope, r: &Record) -> String {
    let head = if r.has_pointers { "tb_keeper" } else { "tb_view" };
    // Objects begin at multiples of 16; what wants more, or stands behind a head of another size, is moved up.
    let slack = if r.align > 8 { format!(" + {}", r.align) } else { String::new() };
    let gc = if r.has_pointers { " | Py_TPFLAGS_HAVE_GC" } else { "" };
    format!(
        "{}, (int)sizeof({head}) + {}{slack}, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE{gc}",
        c_string(format!("{}.{}", scope.plan.module, r.py_name).as_bytes()),
        r.size
    )
}

fn getset(class: &str, i: usize, f: &Field) -> String {
    let set = if f.is_const || matches!(f.value, Value::Flexible { .. }) { "NULL" } else { "tb_field_set" };
    let doc = if f.doc.is_empty() { "NULL".into() } else { docs::text(&f.doc).join(" ") };
    let name = c_string(f.py_name.as_bytes());
    format!("{{{name}, tb_field_get, {set}, {doc}, (void *)&tb_fields_{class}[{i}]}},")
}

/// The constructor as `inspect` reads it; what is no number is zero by default, however that looks.
fn signature(r: &Record) -> String {
    let default = |f: &Field| match &f.value {
        Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }) => "0",
        Value::Scalar(Scalar::Float(_)) => "0.0",
        Value::Scalar(Scalar::Complex(_)) => "0j",
        Value::Scalar(Scalar::Bool) => "False",
        Value::Scalar(Scalar::Char { .. }) => "b'\\x00'",
        Value::Scalar(Scalar::Wide(_)) => "'\\x00'",
        _ => "...",
    };
    let settable = r.fields.iter().filter(|f| !matches!(f.value, Value::Flexible { .. }));
    let fields: Vec<String> = settable.map(|f| format!("{}={}", f.py_name, default(f))).collect();
    format!("{}({})", r.py_name, fields.join(", "))
}

/// The tables of one handle class.
pub fn handle(scope: &mut Scope, id: HandleId) -> HandleView {
    scope.needs.part(Part::Handle);
    let h = &scope.plan.handles[id];
    let (owners, owned) = (scope.plan.keeps_with_handles(), scope.plan.owns(id));
    HandleView {
        key: c_comment(&h.key),
        name: h.py_name.clone(),
        doc: docs::plain(&format!("tb_class_doc_{}", h.py_name), &class_doc_lines(&h.key, &h.doc)),
        qualified: c_string(format!("{}.{}", scope.plan.module, h.py_name).as_bytes()),
        owners,
        methods: if owned { "tb_owned_methods" } else { "tb_handle_methods" },
        number: if owned { "tb_owned_int" } else { "tb_address_int" },
        finalizes: owned && owners,
        object: if owners || scope.plan.owns_handles() { "tb_handle_object" } else { "tb_address_object" },
    }
}
