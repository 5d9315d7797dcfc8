//! Kinds of values in memory: the `tb_item` descriptions that fields, array items and `Pointer`s refer to. Each kind is
//! described once, with the functions that something needs of it.

use super::memory::{format_code, kind, memory_type};
use super::parts::Part;
use super::pointers;
use super::scalars;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{Scalar, Value};
use crate::styles::shared::convert::pointer_shown;
use crate::text::literals::c_string;

/// What is known of the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Memory {
    /// It can be written to, and is looked after.
    #[default]
    Plain,
    /// C may go on using the addresses in it: callables live as long as the module.
    Lasting,
    /// It may lie where nobody can write: records are read as copies.
    ReadOnly,
}

/// What is done with values of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Use {
    /// They are read.
    pub get: bool,
    /// They are set.
    pub set: bool,
    /// Pointers: an address is made from a Python value.
    pub take: bool,
    /// Whose memory it is.
    pub memory: Memory,
}

impl Use {
    /// Nothing: only their size and kind are looked at.
    pub const SHAPE: Self = Self { get: false, set: false, take: false, memory: Memory::Plain };
    /// They are read.
    pub const GET: Self = Self { get: true, set: false, take: false, memory: Memory::Plain };
    /// They are set.
    pub const SET: Self = Self { get: false, set: true, take: true, memory: Memory::Plain };
    /// A pointer is made for a call.
    pub const TAKE: Self = Self { get: false, set: false, take: true, memory: Memory::Plain };
    /// They are read, and are const.
    pub const CONST: Self = Self { get: true, set: false, take: false, memory: Memory::ReadOnly };
    /// Read and set, as a member is.
    pub const BOTH: Self = Self { get: true, set: true, take: true, memory: Memory::Plain };

    /// An address is made that C may go on using.
    pub const LASTING: Self = Self { get: false, set: false, take: true, memory: Memory::Lasting };

    /// For what a pointer of such a use points to: it is read through the pointer, and not set.
    pub fn behind(self) -> Self {
        Self { get: self.get, set: false, take: self.take, memory: Memory::Lasting }
    }
}

/// One description.
#[derive(Debug, Default)]
pub struct Item {
    /// What tells it from others.
    pub key: String,
    /// The name of its variable without `tb_item_`.
    pub ident: String,
    /// `.name = value`, in order, without the functions.
    pub shape: Vec<String>,
    /// The same for what only the reader looks at.
    pub when_read: Vec<String>,
    /// The reader's name.
    pub get: String,
    /// The writer's name.
    pub set: String,
    /// The taker's name; empty where it is no pointer.
    pub take: String,
    /// Which of them are used.
    pub used: Use,
}

impl Item {
    /// The initialisers of its description.
    pub fn lines(&self) -> Vec<String> {
        let read = self.when_read.iter().filter(|_| self.used.get);
        let mut lines: Vec<String> = self.shape.iter().chain(read).map(|s| format!("{s},")).collect();
        let functions = [
            ("get", &self.get, self.used.get),
            ("set", &self.set, self.used.set),
            ("take", &self.take, self.used.take),
        ];
        for (name, function, used) in functions {
            if used && !function.is_empty() {
                lines.push(format!(".{name} = {function},"));
            }
        }
        lines
    }
}

/// Asks for the description of a kind; the result is a C expression for its address.
pub fn item(scope: &mut Scope, value: &Value, ty: &Type, wanted: Use) -> String {
    scope.needs.part(Part::Item);
    let described = describe(scope, value, ty, wanted);
    let found = scope.items.iter().position(|i| i.key == described.key);
    let at = found.unwrap_or_else(|| {
        let ident = free_ident(scope, &described.ident);
        scope.items.push(Item { ident, ..described });
        scope.items.len() - 1
    });
    let item = &mut scope.items[at];
    let used = item.used;
    item.used = Use {
        get: used.get | wanted.get,
        set: used.set | wanted.set,
        take: used.take | wanted.take,
        memory: wanted.memory,
    };
    format!("&tb_item_{}", item.ident)
}

/// The functions that read and set values of the kind that `item` described, by its result.
pub fn functions(scope: &Scope, described: &str) -> (String, String) {
    let ident = described.trim_start_matches("&tb_item_");
    let found = scope.items.iter().find(|i| i.ident == ident);
    found.map(|i| (i.get.clone(), i.set.clone())).unwrap_or_default()
}

/// What a pointer points to, arrays looked through: the type of its items.
pub fn target(ty: &Type) -> &Type {
    let mut to = ty.pointee().unwrap_or(ty);
    while let Type::Array { of, .. } = to.canonical() {
        to = of;
    }
    to
}

fn free_ident(scope: &Scope, wanted: &str) -> String {
    let taken = |name: &str| scope.items.iter().any(|i| i.ident == name);
    let mut ident = wanted.to_owned();
    let mut n = 2;
    while taken(&ident) {
        ident = format!("{wanted}_{n}");
        n += 1;
    }
    ident
}

fn describe(scope: &mut Scope, value: &Value, ty: &Type, wanted: Use) -> Item {
    match value {
        Value::Scalar(scalar) => number(scope, *scalar, wanted),
        Value::Record(id) => record(scope, *id, wanted),
        Value::Array { of, len } => array(scope, of, *len, ty, wanted),
        Value::Flexible { of } => flexible(scope, of, ty, wanted),
        _ => pointers::pointer(scope, value, ty, wanted),
    }
}

fn number(scope: &mut Scope, scalar: Scalar, wanted: Use) -> Item {
    let c_name = scalars::c_name(scalar);
    let plain = scalars::ident(scalar).trim_start_matches('_').to_owned();
    let mut shape = shape(c_name, kind(scalar), &format!("sizeof({})", memory_type(scalar)));
    if !matches!(scalar, Scalar::Int(int) if int.bits > 64) {
        shape.push(format!(".format = \"{}\"", format_code(scalar)));
    }
    let mut get = plain.clone();
    let mut ident = plain.clone();
    let mut when_read = Vec::new();
    if let Scalar::Enum { id: Some(id), .. } = scalar {
        let name = &scope.plan.enums[id].py_name;
        when_read.push(format!(".slot = offsetof(tb_module, enum_{name})"));
        when_read.push(format!(".enumeration = &tb_enum_of_{name}"));
        ident = format!("enum_{name}");
        get = format!("{}_{plain}", if scope.plan.enums[id].is_flags { "flags" } else { "enum" });
        if wanted.get {
            scalars::request_enum(scope, id);
        }
    }
    if wanted.get {
        scalars::request_from(&mut scope.needs, scalar);
        scope.needs.scalar_item(&get, scalar, true, false);
    }
    if wanted.set {
        scalars::request_to(&mut scope.needs, scalar);
        scope.needs.scalar_item(&plain, scalar, false, true);
    }
    Item {
        key: ident.clone(),
        ident,
        shape,
        when_read,
        get: format!("tb_get_{get}"),
        set: format!("tb_set_{plain}"),
        ..Item::default()
    }
}

fn record(scope: &mut Scope, id: usize, wanted: Use) -> Item {
    let record = &scope.plan.records[id];
    let name = &record.py_name;
    let mut shape = shape(name, 'r', &record.size.to_string());
    shape.push(format!(".slot = offsetof(tb_module, type_{name})"));
    shape.push(format!(".layout = &tb_layout_{name}"));
    let is_copied = wanted.memory == Memory::ReadOnly;
    if is_copied {
        scope.needs.part(Part::ConstRecord);
    } else if wanted.get || wanted.set {
        scope.needs.part(Part::RecordItem);
    }
    let kind = if is_copied { "const_record" } else { "record" };
    Item {
        key: format!("{kind} {name}"),
        ident: format!("{kind}_{name}"),
        shape,
        get: format!("tb_get_{kind}"),
        set: "tb_set_record".into(),
        ..Item::default()
    }
}

fn array(scope: &mut Scope, of: &Value, len: u64, ty: &Type, wanted: Use) -> Item {
    let inner = match ty.canonical() {
        Type::Array { of, .. } => of,
        other => other,
    };
    if let Value::Scalar(scalar @ Scalar::Char { .. }) = of {
        scope.needs.part(Part::Chars);
        let mut shape = shape(&format!("char[{len}]"), 's', &len.to_string());
        shape.push(format!(".count = {len}"));
        let _ = scalar;
        return Item {
            key: format!("chars {len}"),
            ident: format!("chars_{len}"),
            shape,
            get: "tb_get_chars".into(),
            set: "tb_set_chars".into(),
            ..Item::default()
        };
    }
    scope.needs.part(Part::Array);
    let of_item = item(scope, of, inner, wanted);
    let of_name = of_item.trim_start_matches("&tb_item_").to_owned();
    let size = format!("{len} * {}", size_of(scope, of));
    let mut shape = shape(&format!("array of {len}"), 'a', &size);
    shape.push(".slot = offsetof(tb_module, array_type)".into());
    shape.push(format!(".of = {of_item}"));
    shape.push(format!(".count = {len}"));
    let constant = if inner.is_const() { "const_" } else { "" };
    if inner.is_const() {
        shape.push(".is_const = 1".into());
    }
    Item {
        key: format!("array {len} {constant}{of_name}"),
        ident: format!("{constant}{of_name}_x{len}"),
        shape,
        get: "tb_get_array".into(),
        set: "tb_set_array".into(),
        ..Item::default()
    }
}

/// A flexible array: it is only read, as a `Pointer`.
fn flexible(scope: &mut Scope, of: &Value, ty: &Type, wanted: Use) -> Item {
    let inner = match ty.canonical() {
        Type::Array { of, .. } => of,
        other => other,
    };
    scope.needs.part(Part::Flexible);
    let of_item = item(scope, of, inner, wanted.behind());
    let of_name = of_item.trim_start_matches("&tb_item_").to_owned();
    let is_const = inner.is_const();
    let shown = pointer_shown(ty);
    let mut shape = shape(&shown, 'x', "0");
    shape.push(".slot = offsetof(tb_module, pointer_type)".into());
    shape.push(".slices = offsetof(tb_module, slice_type)".into());
    shape.push(format!(".of = {of_item}"));
    shape.push(format!(".is_const = {}", u8::from(is_const)));
    let constant = if is_const { "const_" } else { "" };
    Item {
        key: format!("flexible {constant}{of_name} {shown}"),
        ident: format!("flexible_{constant}{of_name}"),
        shape,
        get: "tb_get_flexible".into(),
        ..Item::default()
    }
}

/// Bytes that members of a union share: they are only compared.
pub fn bytes(scope: &mut Scope, size: u64) -> String {
    scope.needs.part(Part::Item);
    let ident = format!("bytes_{size}");
    if scope.items.iter().all(|i| i.key != ident) {
        let shape = shape("bytes", 'o', &size.to_string());
        scope.items.push(Item { key: ident.clone(), ident: ident.clone(), shape, ..Item::default() });
    }
    format!("&tb_item_{ident}")
}

/// `sizeof` a value in memory, as a C expression.
fn size_of(scope: &Scope, value: &Value) -> String {
    match value {
        Value::Scalar(scalar) => format!("sizeof({})", memory_type(*scalar)),
        Value::Record(id) => scope.plan.records[*id].size.to_string(),
        Value::Array { of, len } => format!("{len} * {}", size_of(scope, of)),
        Value::Flexible { .. } => "0".into(),
        _ => "sizeof(void *)".into(),
    }
}

/// The first initialisers of a description.
pub fn shape(c_name: &str, kind: char, size: &str) -> Vec<String> {
    vec![
        format!(".c_name = {}", c_string(c_name.as_bytes())),
        format!(".kind = '{kind}'"),
        format!(".size = {size}"),
    ]
}

/// What a parameter or member that points to such items is set from, for errors.
pub fn expected(scalar: Scalar, is_const: bool) -> String {
    let writable = if is_const { "" } else { "writable " };
    format!("a {writable}buffer of {} or None", scalars::c_name(scalar))
}
