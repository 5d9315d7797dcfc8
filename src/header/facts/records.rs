//! Structs, unions and enumerations: keys, layouts, and which of the system's are needed.
//!
//! A record is listed once, after the records that it holds by value, so the list is in an order C could compile.

use super::{Walk, cxx};
use crate::header::clang::{Cursor, Kind, Type};
use crate::ir;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The records and enumerations of one reading.
#[derive(Default)]
pub(super) struct Records<'u> {
    /// Keys that were given, by the declaration that stands for all redeclarations.
    keys: HashMap<Cursor<'u>, Named>,
    /// The declarations behind the keys of records.
    decls: HashMap<String, Cursor<'u>>,
    /// Positions in `api.records` of those listed.
    listed: HashMap<String, usize>,
    /// Positions in `api.enums`.
    enums: HashMap<Cursor<'u>, usize>,
    /// Records that declarations of the library use, in order of first use.
    used: Vec<String>,
    /// The same that only a system's record points to.
    remote: Vec<String>,
    /// All keys, so that two nameless ones on a line differ.
    taken: BTreeSet<String>,
    /// Records whose nameless inner ones have their numbers.
    numbered: HashSet<Cursor<'u>>,
    /// Those numbers, from 1.
    numbers: HashMap<Cursor<'u>, u32>,
    /// Typedefs that name a record or enumeration, by its key.
    names: HashMap<String, Vec<String>>,
}

/// A key and what it rests on.
#[derive(Debug, Clone)]
struct Named {
    key: String,
    spelled: bool,
    tag: Option<String>,
}

impl<'u> Walk<'u> {
    /// The type of a record; a class that C would not know has no word in the model.
    pub(super) fn record_type(&mut self, ty: Type<'u>) -> ir::Type {
        let decl = ty.declaration();
        if self.is_cxx() && decl.definition().is_some_and(|d| !cxx::is_plain(d)) {
            return ir::Type::Other(ty.spelling());
        }
        ir::Type::Record(self.key(decl).key)
    }

    /// The type of an enumeration, which is listed on its first use.
    pub(super) fn enum_type(&mut self, decl: Cursor<'u>) -> ir::Type {
        let named = self.key(decl);
        self.enumeration(decl);
        ir::Type::Enum(named.key)
    }

    /// A record that the library declares: listed here if complete here, or nowhere.
    pub(super) fn own_record(&mut self, cursor: Cursor<'u>) {
        let definition = cursor.definition();
        if self.is_cxx() && (cursor.kind() == Kind::Class || definition.is_some_and(|d| !cxx::is_plain(d))) {
            return self.skip(ir::Kind::Record, cursor, "C++ class");
        }
        let key = self.key(cursor).key;
        match definition {
            Some(definition) if definition == cursor => self.complete(&key),
            Some(_) => self.use_record(&key),
            None => self.list_opaque(&key),
        }
    }

    /// Lists the records of a type that are needed: with their layout for by-value use.
    pub(super) fn need(&mut self, ty: &ir::Type) {
        match ty {
            ir::Type::Record(key) => self.complete(key),
            ir::Type::Typedef { to, .. } | ir::Type::Const(to) | ir::Type::Volatile(to) => self.need(to),
            ir::Type::Array { of, .. } => self.need(of),
            ir::Type::Function(ty) => self.need_function(ty),
            ir::Type::Pointer(to) | ir::Type::Reference(to) => match to.canonical() {
                ir::Type::Record(key) => self.use_record(key),
                _ => self.need(to),
            },
            _ => {}
        }
    }

    /// The same for a function's result and parameters.
    pub(super) fn need_function(&mut self, ty: &ir::FunctionType) {
        self.need(&ty.ret);
        ty.params.iter().for_each(|p| self.need(p));
    }

    fn use_record(&mut self, key: &str) {
        if !self.records.listed.contains_key(key) {
            self.records.used.push(key.to_owned());
        }
    }

    /// Lists what declarations used and nothing listed so far: the system's records.
    ///
    /// A record that only a system's record points to stays opaque, or half of the system would follow.
    pub(super) fn used_records(&mut self) {
        for key in std::mem::take(&mut self.records.used) {
            if self.is_private(&key) { self.list_opaque(&key) } else { self.complete(&key) }
        }
        let remote = std::mem::take(&mut self.records.used)
            .into_iter()
            .chain(std::mem::take(&mut self.records.remote));
        for key in remote.collect::<Vec<_>>() {
            self.list_opaque(&key);
        }
    }

    /// Whether all members have reserved names: `FILE` is nobody's business.
    fn is_private(&self, key: &str) -> bool {
        let definition = self.records.decls.get(key).and_then(|d| d.definition());
        definition.is_some_and(|d| d.ty().fields().iter().all(|f| f.name().starts_with('_')))
    }

    /// Lists a record with its layout, after those that it holds by value.
    fn complete(&mut self, key: &str) {
        if self.records.listed.contains_key(key) {
            return;
        }
        let Some(definition) = self.records.decls.get(key).and_then(|d| d.definition()) else {
            return self.list_opaque(key);
        };
        self.records.listed.insert(key.to_owned(), usize::MAX);
        let own = self.is_own(definition);
        self.nested(definition, own);
        let layout = self.layout(definition, own);
        self.list(definition, layout);
    }

    fn list_opaque(&mut self, key: &str) {
        if let (false, Some(decl)) =
            (self.records.listed.contains_key(key), self.records.decls.get(key).copied())
        {
            self.list(decl, None);
        }
    }

    fn list(&mut self, decl: Cursor<'u>, layout: Option<ir::Layout>) {
        let Named { key, spelled, tag } = self.key(decl);
        let kind = if decl.kind() == Kind::Union { ir::RecordKind::Union } else { ir::RecordKind::Struct };
        let (own, doc, span) = (self.is_own(decl), self.doc(decl), self.span(decl));
        self.records.listed.insert(key.clone(), self.api.records.len());
        let record = ir::Record { key, spelled, own, kind, tag, typedefs: Vec::new(), layout, doc, span };
        self.api.records.push(record);
    }

    /// Named records and enumerations inside a record are C's as any other.
    fn nested(&mut self, definition: Cursor<'u>, own: bool) {
        let inner = |c: Cursor<'u>| matches!(c.kind(), Kind::Struct | Kind::Union | Kind::Enum);
        for cursor in definition.children(inner) {
            match cursor.kind() {
                Kind::Enum if own => self.enumeration(cursor),
                Kind::Struct | Kind::Union if own && !cursor.is_anonymous() => self.own_record(cursor),
                _ => {}
            }
        }
    }

    fn layout(&mut self, definition: Cursor<'u>, own: bool) -> Option<ir::Layout> {
        let ty = definition.ty();
        let (size, align) = (ty.size()?, ty.align()?);
        let mut fields = Vec::new();
        for field in ty.fields() {
            let field_type = self.ty(field.ty());
            let used = self.records.used.len();
            self.need(&field_type);
            if !own {
                let remote = self.records.used.split_off(used);
                self.records.remote.extend(remote);
            }
            let doc = if own { self.doc(field) } else { Vec::new() };
            fields.push(ir::Field {
                name: field_name(field),
                ty: field_type,
                offset_bits: field.offset_bits()?,
                bit_width: field.bit_width(),
                doc,
            });
        }
        Some(ir::Layout { size, align, fields })
    }

    /// Lists an enumeration, once.
    pub(super) fn enumeration(&mut self, cursor: Cursor<'u>) {
        let canonical = cursor.canonical();
        if self.records.enums.contains_key(&canonical) {
            return;
        }
        let Some(definition) = cursor.definition() else {
            return self.skip(ir::Kind::Enum, cursor, "incomplete enumeration");
        };
        if definition.is_scoped_enum() {
            return self.skip(ir::Kind::Enum, cursor, "C++ scoped enumeration");
        }
        let int = definition.enum_int().map(|ty| self.ty(ty.canonical()));
        let int = match int {
            Some(ir::Type::Int(int)) => int,
            Some(ir::Type::Char { signed }) => {
                ir::IntType { bits: 8, signed, name: if signed { "signed char" } else { "unsigned char" } }
            }
            _ => return self.skip(ir::Kind::Enum, cursor, "its integer type is not known"),
        };
        let mut constants = Vec::new();
        for constant in definition.children(|c| c.kind() == Kind::EnumConstant) {
            let value = constant.enum_value(int.signed);
            constants.push(ir::EnumConstant {
                name: self.qualified(constant),
                value,
                doc: self.doc(constant),
            });
        }
        let Named { key, spelled, tag } = self.key(cursor);
        let (own, doc, span) = (self.is_own(definition), self.doc(definition), self.span(definition));
        self.records.enums.insert(canonical, self.api.enums.len());
        let typedefs = Vec::new();
        self.api.enums.push(ir::Enum { key, spelled, own, tag, typedefs, int, constants, doc, span });
    }

    /// Remembers a typedef that names a record or enumeration itself.
    pub(super) fn note_record_name(&mut self, to: &ir::Type, name: &str) {
        match to {
            ir::Type::Typedef { to, .. } => self.note_record_name(to, name),
            ir::Type::Record(key) | ir::Type::Enum(key) => {
                self.records.names.entry(key.clone()).or_default().push(name.to_owned());
            }
            _ => {}
        }
    }

    /// A comment above `typedef struct { … } name;` is the record's, where that has none.
    pub(super) fn document_record(&mut self, to: &ir::Type, typedef: Cursor<'u>) {
        let doc = self.doc(typedef);
        let have = match to {
            ir::Type::Record(key) => {
                let listed = self.records.listed.get(key).and_then(|&i| self.api.records.get_mut(i));
                listed.map(|record| &mut record.doc)
            }
            ir::Type::Enum(key) => {
                let listed = self.api.enums.iter_mut().rev().find(|e| e.key == *key);
                listed.map(|found| &mut found.doc)
            }
            _ => None,
        };
        if let Some(have) = have.filter(|d| d.is_empty()) {
            *have = doc;
        }
    }

    /// Hands the collected typedef names to the records and enumerations.
    pub(super) fn name_records(&mut self) {
        for record in &mut self.api.records {
            record.typedefs = self.records.names.remove(&record.key).unwrap_or_default();
        }
        for found in &mut self.api.enums {
            found.typedefs = self.records.names.remove(&found.key).unwrap_or_default();
        }
    }

    /// The key of a record or enumeration; given once.
    fn key(&mut self, cursor: Cursor<'u>) -> Named {
        let canonical = cursor.canonical();
        if let Some(known) = self.records.keys.get(&canonical) {
            return known.clone();
        }
        let named = self.new_key(cursor);
        self.records.taken.insert(named.key.clone());
        self.records.keys.insert(canonical, named.clone());
        if cursor.kind() != Kind::Enum {
            self.records.decls.insert(named.key.clone(), canonical);
        }
        named
    }

    fn new_key(&mut self, cursor: Cursor<'u>) -> Named {
        let word = match cursor.kind() {
            Kind::Enum => "enum",
            Kind::Union => "union",
            _ => "struct",
        };
        if cursor.is_anonymous() {
            let key = self.anonymous_key(cursor, word);
            return Named { key, spelled: false, tag: None };
        }
        if let Some(typedef) = typedef_name(cursor) {
            return Named { key: typedef, spelled: true, tag: None };
        }
        let name = self.qualified(cursor);
        let key = if self.is_cxx() { name.clone() } else { format!("{word} {name}") };
        Named { key, spelled: true, tag: Some(name) }
    }

    /// `struct outer::<anonymous 1>` inside a record, `<anonymous enum at 12>` elsewhere.
    fn anonymous_key(&mut self, cursor: Cursor<'u>, word: &str) -> String {
        let parent = cursor.parent().filter(|p| matches!(p.kind(), Kind::Struct | Kind::Union));
        if let (Some(parent), true) = (parent, cursor.kind() != Kind::Enum) {
            let parent = parent.definition().unwrap_or(parent);
            self.number_members(parent);
            if let Some(n) = self.records.numbers.get(&cursor.canonical()).copied() {
                return format!("{}::<anonymous {n}>", self.key(parent).key);
            }
        }
        let line = cursor.place().line;
        let key = format!("<anonymous {word} at {line}>");
        let more = (2..).map(|n| format!("<anonymous {word} at {line}, {n}>"));
        let taken = &self.records.taken;
        std::iter::once(key).chain(more).find(|k| !taken.contains(k)).unwrap_or_default()
    }

    /// Numbers the nameless records inside a record, all at once.
    fn number_members(&mut self, parent: Cursor<'u>) {
        if !self.records.numbered.insert(parent) {
            return;
        }
        let is_nameless = |c: Cursor<'u>| matches!(c.kind(), Kind::Struct | Kind::Union) && c.is_anonymous();
        let members = parent.children(is_nameless).into_iter().map(Cursor::canonical);
        self.records.numbers.extend(members.zip(1..));
    }
}

/// The typedef by which alone a tag-less record is known; clang's symbol says so (`@SA@`).
fn typedef_name(cursor: Cursor<'_>) -> Option<String> {
    let usr = cursor.usr();
    let (head, name) = usr.rsplit_once('@')?;
    ["@SA", "@UA", "@EA"].iter().any(|mark| head.ends_with(mark)).then(|| name.to_owned())
}

/// A member's name; clang 16 and later give a nameless one a description.
fn field_name(field: Cursor<'_>) -> String {
    let name = field.name();
    if name.contains('(') { String::new() } else { name }
}
