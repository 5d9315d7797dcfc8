//! Walking over the types of an API: which typedefs are in use, what C can spell, and changing types everywhere.

use crate::ir::{Api, FunctionType, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Which keys of an API are no C spelling.
pub struct Spelling {
    unspelled: BTreeSet<String>,
    is_cxx: bool,
}

impl Spelling {
    /// The spellings of an API.
    pub fn of(api: &Api) -> Self {
        let records = api.records.iter().filter(|r| !r.spelled).map(|r| r.key.clone());
        let enums = api.enums.iter().filter(|e| !e.spelled).map(|e| e.key.clone());
        Self { unspelled: records.chain(enums).collect(), is_cxx: api.language == crate::ir::Language::Cxx }
    }

    /// Whether C can spell a type, and the model has a word for all of it.
    pub fn has(&self, ty: &Type) -> bool {
        match ty {
            Type::Record(key) | Type::Enum(key) => !self.unspelled.contains(key),
            Type::Other(_) => false,
            Type::Reference(to) => self.is_cxx && self.has(to),
            Type::Pointer(to) | Type::Const(to) | Type::Volatile(to) => self.has(to),
            Type::Array { of, .. } => self.has(of),
            Type::Function(ty) => self.has_function(ty),
            // A typedef's name is all that is spelled; its meaning is a claim of its own.
            _ => true,
        }
    }

    /// The same of a function's type.
    pub fn has_function(&self, ty: &FunctionType) -> bool {
        self.has(&ty.ret) && ty.params.iter().all(|p| self.has(p))
    }
}

/// The typedefs in use anywhere, by name.
pub fn typedefs(api: &Api) -> BTreeMap<String, Type> {
    let mut found = BTreeMap::new();
    let signatures = api.signatures.iter().map(|s| &s.function);
    let functions =
        api.functions.iter().chain(signatures).flat_map(|f| f.ty.params.iter().chain([&f.ty.ret]));
    let fields =
        api.records.iter().filter_map(|r| r.layout.as_ref()).flat_map(|l| l.fields.iter().map(|f| &f.ty));
    let variables = api.variables.iter().map(|v| &v.ty);
    functions.chain(fields).chain(variables).for_each(|ty| collect(ty, &mut found));
    for typedef in &api.typedefs {
        collect(&typedef.ty, &mut found);
        found.entry(typedef.name.clone()).or_insert_with(|| typedef.ty.clone());
    }
    found
}

fn collect(ty: &Type, found: &mut BTreeMap<String, Type>) {
    match ty {
        Type::Typedef { name, .. } if found.contains_key(name) => {}
        Type::Typedef { name, to } => {
            found.insert(name.clone(), (**to).clone());
            collect(to, found);
        }
        Type::Pointer(to) | Type::Const(to) | Type::Volatile(to) | Type::Reference(to) => collect(to, found),
        Type::Array { of, .. } => collect(of, found),
        Type::Function(ty) => ty.params.iter().chain([&ty.ret]).for_each(|t| collect(t, found)),
        _ => {}
    }
}

/// The names of the typedefs that a type spells, deeper ones included.
pub fn uses_typedef(ty: &Type, wanted: &BTreeSet<String>) -> bool {
    match ty {
        Type::Typedef { name, to } => wanted.contains(name) || uses_typedef(to, wanted),
        Type::Pointer(to) | Type::Const(to) | Type::Volatile(to) | Type::Reference(to) => {
            uses_typedef(to, wanted)
        }
        Type::Array { of, .. } => uses_typedef(of, wanted),
        Type::Function(ty) => function_uses_typedef(ty, wanted),
        _ => false,
    }
}

/// The same of a function's type.
pub fn function_uses_typedef(ty: &FunctionType, wanted: &BTreeSet<String>) -> bool {
    ty.params.iter().chain([&ty.ret]).any(|t| uses_typedef(t, wanted))
}

/// Rebuilds a type from the inside out; `change` sees every part.
pub fn map(ty: &Type, change: &dyn Fn(Type) -> Type) -> Type {
    let inner = |to: &Type| Box::new(map(to, change));
    change(match ty {
        Type::Pointer(to) => Type::Pointer(inner(to)),
        Type::Const(to) => Type::Const(inner(to)),
        Type::Volatile(to) => Type::Volatile(inner(to)),
        Type::Reference(to) => Type::Reference(inner(to)),
        Type::Array { of, len } => Type::Array { of: inner(of), len: *len },
        Type::Typedef { name, to } => Type::Typedef { name: name.clone(), to: inner(to) },
        Type::Function(ty) => Type::Function(Box::new(map_function(ty, change))),
        other => other.clone(),
    })
}

/// The same for a function's type.
pub fn map_function(ty: &FunctionType, change: &dyn Fn(Type) -> Type) -> FunctionType {
    FunctionType {
        ret: map(&ty.ret, change),
        params: ty.params.iter().map(|p| map(p, change)).collect(),
        ..ty.clone()
    }
}

/// Changes every type of an API.
pub fn map_api(api: &mut Api, change: &dyn Fn(Type) -> Type) {
    let signatures = api.signatures.iter_mut().map(|s| &mut s.function);
    for function in api.functions.iter_mut().chain(signatures) {
        function.ty = map_function(&function.ty, change);
    }
    for field in api.records.iter_mut().filter_map(|r| r.layout.as_mut()).flat_map(|l| &mut l.fields) {
        field.ty = map(&field.ty, change);
    }
    for variable in &mut api.variables {
        variable.ty = map(&variable.ty, change);
    }
    for typedef in &mut api.typedefs {
        typedef.ty = map(&typedef.ty, change);
    }
}
