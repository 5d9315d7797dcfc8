//! What each C type is to Python: which records are classes, which are handles, and the row of the contract's table
//! that a type belongs to.
//!
//! A record is a class where every member can be expressed; else it is opaque, a handle, and the reason is kept. Only
//! records held by value matter for that, so the question never runs in a circle.

use super::callbacks::Callbacks;
use super::shapes::{self, Member};
use super::{Callback, CallbackId, EnumId, HandleId, RecordId, Scalar, Value, Within};
use crate::ir::{self, FunctionType, Kind, Skipped, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What a record is to Python.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Class {
    /// A class with members.
    Record(RecordId),
    /// A class of addresses.
    Handle(HandleId),
}

/// The answers, by key.
pub struct Kinds<'a> {
    records: BTreeMap<&'a str, &'a ir::Record>,
    enums: BTreeMap<&'a str, (Option<EnumId>, &'a ir::Enum)>,
    classes: BTreeMap<&'a str, Class>,
    opaque: BTreeMap<&'a str, String>,
    record_order: Vec<&'a ir::Record>,
    handle_order: Vec<&'a ir::Record>,
    nameless: BTreeMap<&'a str, Within>,
    callbacks: Callbacks,
    /// Whether every record has its class: before that, what a callback is given cannot be told.
    is_complete: bool,
}

impl<'a> Kinds<'a> {
    /// Sorts out the records and enums of an API.
    pub fn new(api: &'a ir::Api) -> Self {
        let records: shapes::Records = api.records.iter().map(|r| (r.key.as_str(), r)).collect();
        let mut kinds = Self {
            nameless: shapes::nameless(&records),
            callbacks: Callbacks::default(),
            is_complete: false,
            records,
            enums: enums(api),
            classes: BTreeMap::new(),
            opaque: BTreeMap::new(),
            record_order: Vec::new(),
            handle_order: Vec::new(),
        };
        let used = used_records(api, &kinds.records);
        let used: Vec<&ir::Record> = api.records.iter().filter(|r| used.contains(r.key.as_str())).collect();
        used.iter().filter(|r| !is_system_business(r)).for_each(|r| kinds.visit(r));
        used.iter().for_each(|r| kinds.refuse_system_business(r));
        used.iter().for_each(|r| kinds.add_handle(r));
        kinds.is_complete = true;
        kinds
    }

    /// Records with a class, each after those it holds by value.
    pub fn record_order(&self) -> &[&'a ir::Record] {
        &self.record_order
    }

    /// Records that are handles, in source order.
    pub fn handle_order(&self) -> &[&'a ir::Record] {
        &self.handle_order
    }

    /// The named members of a record, those of anonymous members in their place.
    pub fn members(&self, layout: &'a ir::Layout) -> Vec<Member<'a>> {
        shapes::members(layout, &self.records)
    }

    /// How C code names a record's type.
    pub fn c_type(&self, key: &str) -> String {
        shapes::c_type(key, &self.records, &self.nameless)
    }

    /// For a nameless type: the member it is the type of.
    pub fn within(&self, key: &str) -> Option<&Within> {
        self.nameless.get(key)
    }

    /// Whether every style can pass the record by value.
    pub fn passes_by_value(&self, record: &ir::Record) -> bool {
        shapes::passes_by_value(record, &self.records)
    }

    /// Whether a parameter or result of this kind goes by address, through the shim.
    pub fn goes_by_address(&self, value: &Value) -> bool {
        match value {
            Value::Scalar(scalar) => scalar.in_memory_only(),
            Value::Record(id) => !self.passes_by_value(self.record_order[*id]),
            _ => false,
        }
    }

    /// The function types that were met, in order of first use.
    pub fn callbacks(&self) -> Vec<Callback> {
        self.callbacks.list()
    }

    /// The entry of a function type that a pointer points to.
    fn callback(&self, pointee: &Type, ty: &FunctionType) -> Option<CallbackId> {
        let typedef = match pointee {
            Type::Typedef { name, .. } => Some(name.as_str()),
            _ => None,
        };
        if self.is_complete { self.callbacks.of(ty, typedef, self) } else { None }
    }

    /// The class of a record, where it has one.
    pub fn class(&self, key: &str) -> Option<Class> {
        self.classes.get(key).copied()
    }

    /// The library's named enumerations, in source order.
    pub fn enum_order(api: &'a ir::Api) -> impl Iterator<Item = &'a ir::Enum> {
        api.enums.iter().filter(|e| has_class(e))
    }

    /// Complete records that are handles all the same, with their reasons.
    pub fn skipped(&self) -> Vec<Skipped> {
        let skipped = |r: &&&ir::Record| self.opaque.contains_key(r.key.as_str()) && r.own;
        self.record_order
            .iter()
            .chain(&self.handle_order)
            .filter(skipped)
            .map(|r| Skipped {
                kind: Kind::Record,
                name: r.key.clone(),
                reason: format!("bound as an opaque handle: {}", self.opaque[r.key.as_str()]),
                span: r.span.clone(),
            })
            .collect()
    }

    /// The row of a value of this type, or why there is none.
    ///
    /// `text`: `unsigned char *` and kin are strings (configuration).
    pub fn value(&self, ty: &Type, text: bool) -> Result<Value, String> {
        match ty.canonical() {
            Type::Record(key) => match self.class(key) {
                Some(Class::Record(id)) => Ok(Value::Record(id)),
                _ => Err(self.why_opaque(key)),
            },
            Type::Pointer(to) => self.named_pointer(ty, to, text),
            Type::Array { of, len: Some(len) } if *len > 0 => {
                Ok(Value::Array { of: Box::new(self.value(of, false)?), len: *len })
            }
            Type::Array { .. } => Err("a flexible array".into()),
            other => self.scalar(other).map(Value::Scalar),
        }
    }

    /// The row of a number or character.
    pub fn scalar(&self, ty: &Type) -> Result<Scalar, String> {
        match ty.canonical() {
            Type::Bool => Ok(Scalar::Bool),
            Type::Char { signed } => Ok(Scalar::Char { signed: *signed }),
            Type::Int(int) => Ok(Scalar::Int(*int)),
            Type::Wide(kind) => Ok(Scalar::Wide(*kind)),
            Type::Float(kind) => Ok(Scalar::Float(*kind)),
            Type::Complex(kind) => Ok(Scalar::Complex(*kind)),
            Type::Enum(key) => match self.enums.get(key.as_str()) {
                Some((id, e)) => Ok(Scalar::Enum { id: *id, int: e.int }),
                None => Err(format!("{key} is not defined")),
            },
            Type::Other(text) => Err(text.clone()),
            Type::Reference(_) => Err("a C++ reference".into()),
            Type::Void => Err("a value of type void".into()),
            Type::Function(_) => Err("a function by value".into()),
            _ => Err("not a number".into()),
        }
    }

    /// `sizeof` a complete type, in bytes, on LP64 targets: records are as the verdict confirmed them.
    pub fn size_of(&self, ty: &Type) -> u64 {
        match ty.canonical() {
            Type::Bool | Type::Char { .. } => 1,
            Type::Int(int) => u64::from(int.bits / 8),
            Type::Wide(ir::WideKind::Char16) => 2,
            Type::Wide(_) | Type::Float(ir::FloatKind::Float) => 4,
            Type::Float(ir::FloatKind::LongDouble) => 16,
            Type::Complex(kind) => 2 * self.size_of(&Type::Float(*kind)),
            Type::Array { of, len } => len.unwrap_or(0) * self.size_of(of),
            Type::Record(key) => {
                self.records.get(key.as_str()).and_then(|r| r.layout.as_ref()).map_or(0, |l| l.size)
            }
            Type::Enum(key) => self.enums.get(key.as_str()).map_or(4, |(_, e)| u64::from(e.int.bits / 8)),
            _ => 8,
        }
    }

    /// A pointer to a function may have a name of its own: `typedef int (*compare)(…)`.
    fn named_pointer(&self, ty: &Type, to: &Type, text: bool) -> Result<Value, String> {
        match (ty, to.canonical()) {
            (Type::Typedef { .. }, Type::Function(function)) => {
                Ok(Value::FunctionPointer(self.callback(ty, function)))
            }
            _ => self.pointer(to, text),
        }
    }

    fn pointer(&self, to: &Type, text: bool) -> Result<Value, String> {
        let is_const = to.is_const();
        match to.canonical() {
            Type::Void => Ok(Value::Address { is_const }),
            Type::Char { .. } if is_const => Ok(Value::Text),
            Type::Char { .. } => Ok(Value::CharPointer),
            Type::Int(int) if text && int.bits == 8 => {
                Ok(if is_const { Value::Text } else { Value::CharPointer })
            }
            Type::Record(key) => match self.class(key) {
                Some(Class::Record(record)) => Ok(Value::RecordPointer { record, is_const }),
                Some(Class::Handle(handle)) => Ok(Value::Handle(handle)),
                None => Ok(Value::Address { is_const }),
            },
            Type::Pointer(_) => {
                let inner = self.value(to, text).unwrap_or(Value::Address { is_const: false });
                Ok(Value::Pointers { to: Box::new(inner), is_const })
            }
            Type::Function(function) => Ok(Value::FunctionPointer(self.callback(to, function))),
            Type::Array { of, .. } => self.pointer(&item_of(of, is_const), text),
            other => Ok(Value::Items { item: self.scalar(other)?, is_const }),
        }
    }

    fn visit(&mut self, r: &'a ir::Record) {
        let key = r.key.as_str();
        if self.classes.contains_key(key) || self.opaque.contains_key(key) {
            return;
        }
        let Some(layout) = &r.layout else { return };
        // Held first: a record that is being visited cannot hold itself by value.
        self.opaque.insert(key, "it holds itself".into());
        for Member { field, .. } in self.members(layout) {
            if let Some(inner) = held(&field.ty).and_then(|k| self.records.get(k).copied()) {
                self.visit(inner);
            }
        }
        if let Some(reason) = self.why_not(r, layout) {
            self.opaque.insert(key, reason);
        } else {
            self.opaque.remove(key);
            self.classes.insert(key, Class::Record(self.record_order.len()));
            self.record_order.push(r);
        }
    }

    /// A record of the system's that nothing of the library's holds by value has no members for the user.
    fn refuse_system_business(&mut self, r: &'a ir::Record) {
        let key = r.key.as_str();
        if is_system_business(r) && r.layout.is_some() && !self.classes.contains_key(key) {
            let reason = "its tag is reserved: the system's own business";
            self.opaque.entry(key).or_insert_with(|| reason.into());
        }
    }

    /// Why a complete record has no class with members.
    fn why_not(&self, r: &ir::Record, layout: &ir::Layout) -> Option<String> {
        if !r.spelled && self.within(&r.key).is_none() {
            return Some("it has no name in C".into());
        }
        self.members(layout).iter().find_map(|m| {
            let reason = self.member_value(m.field).err()?;
            Some(format!("{}: {reason}", m.field.name))
        })
    }

    /// The row of a member as a member: a flexible array, a bit-field's number.
    pub fn member_value(&self, field: &ir::Field) -> Result<Value, String> {
        match field.ty.canonical() {
            Type::Array { of, len: None | Some(0) } => self.flexible(of),
            Type::Char { signed } if field.bit_width.is_some() => Ok(Value::Scalar(byte(*signed))),
            _ => self.field_value(&field.ty),
        }
    }

    /// The row of an array of unknown length, whose items are told from each other by their places.
    pub fn flexible(&self, of: &Type) -> Result<Value, String> {
        if self.has_no_size(of) {
            return Err("an array of unknown length whose items have no size".into());
        }
        Ok(Value::Flexible { of: Box::new(self.field_value(of)?) })
    }

    fn has_no_size(&self, ty: &Type) -> bool {
        match ty.canonical() {
            Type::Array { of, len } => *len == Some(0) || self.has_no_size(of),
            Type::Record(key) => {
                let layout = self.records.get(key.as_str()).and_then(|r| r.layout.as_ref());
                layout.is_some_and(|layout| layout.size == 0)
            }
            _ => false,
        }
    }

    /// The row of a member: a pointer to what has no row is still an address.
    pub fn field_value(&self, ty: &Type) -> Result<Value, String> {
        match (self.value(ty, false), ty.pointee()) {
            (Err(_), Some(to)) => Ok(Value::Address { is_const: to.is_const() }),
            (answer, _) => answer,
        }
    }

    fn add_handle(&mut self, r: &'a ir::Record) {
        let key = r.key.as_str();
        if !self.classes.contains_key(key) && r.spelled {
            self.classes.insert(key, Class::Handle(self.handle_order.len()));
            self.handle_order.push(r);
        }
    }

    fn why_opaque(&self, key: &str) -> String {
        match self.opaque.get(key) {
            Some(reason) => format!("{key} by value ({reason})"),
            None => format!("{key} by value, which is incomplete"),
        }
    }
}

/// Whether a record is a system header's, under a tag that C reserves for it (C11 7.1.3): `struct _IO_FILE`.
fn is_system_business(r: &ir::Record) -> bool {
    !r.own && r.tag.as_deref().is_some_and(|t| t.starts_with('_'))
}

/// A bit-field of plain `char` is a number.
fn byte(signed: bool) -> Scalar {
    Scalar::Int(ir::IntType { bits: 8, signed, name: if signed { "signed char" } else { "unsigned char" } })
}

/// A pointer to an array passes the array's items.
fn item_of(of: &Type, is_const: bool) -> Type {
    if is_const && !of.is_const() { Type::Const(Box::new(of.clone())) } else { of.clone() }
}

/// The record that a member holds by value, directly or in an array.
fn held(ty: &Type) -> Option<&str> {
    match ty.canonical() {
        Type::Record(key) => Some(key),
        Type::Array { of, .. } => held(of),
        _ => None,
    }
}

fn enums(api: &ir::Api) -> BTreeMap<&str, (Option<EnumId>, &ir::Enum)> {
    let mut next = 0;
    let mut number = |e: &ir::Enum| {
        has_class(e).then(|| {
            next += 1;
            next - 1
        })
    };
    api.enums.iter().map(|e| (e.key.as_str(), (number(e), e))).collect()
}

/// A nameless enumeration gives constants, and a system header's is a plain integer.
pub fn has_class(e: &ir::Enum) -> bool {
    e.own && (e.tag.is_some() || !e.typedefs.is_empty()) && !e.constants.is_empty()
}

/// Own records, and those that the library's declarations name: by value to any depth, by pointer one step.
fn used_records<'a>(api: &'a ir::Api, records: &BTreeMap<&'a str, &'a ir::Record>) -> BTreeSet<&'a str> {
    let mut used = BTreeSet::new();
    for f in api.functions.iter().chain(api.signatures.iter().map(|s| &s.function)) {
        mentioned(&f.ty.ret, &mut used);
        f.ty.params.iter().for_each(|p| mentioned(p, &mut used));
    }
    api.variables.iter().for_each(|v| mentioned(&v.ty, &mut used));
    for r in api.records.iter().filter(|r| r.own) {
        used.insert(r.key.as_str());
        r.layout.iter().flat_map(|l| &l.fields).for_each(|f| mentioned(&f.ty, &mut used));
    }
    let mut queue: Vec<&str> = used.iter().copied().collect();
    while let Some(key) = queue.pop() {
        let Some(layout) = records.get(key).and_then(|r| r.layout.as_ref()) else { continue };
        let inner = layout.fields.iter().filter_map(|f| held(&f.ty));
        queue.extend(inner.filter(|k| used.insert(k)));
    }
    used
}

fn mentioned<'a>(ty: &'a Type, used: &mut BTreeSet<&'a str>) {
    match ty.canonical() {
        Type::Record(key) => {
            used.insert(key);
        }
        Type::Pointer(to) | Type::Reference(to) => mentioned(to, used),
        Type::Array { of, .. } => mentioned(of, used),
        Type::Function(ty) => ty.params.iter().chain([&ty.ret]).for_each(|t| mentioned(t, used)),
        _ => {}
    }
}
