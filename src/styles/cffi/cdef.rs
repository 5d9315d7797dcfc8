//! The C that CFFI parses.
//!
//! In: a plan. Out: declarations with every typedef resolved, in the grammar that CFFI knows. What
//! CFFI's grammar cannot say of a pointer is `void *`, which C converts by itself.

use super::maps;
use super::mode::Mode;
use super::natural::{self, Layout};
use super::{order, structs, variables};
use crate::ir::{FloatKind, FunctionType, IntType, Type};
use crate::plan::{FnResult, Function, Passing, Plan, Record, Scalar, ShimFunction, Value};
use crate::text::c;
use std::collections::BTreeMap;

/// Resolves the types of a plan.
pub struct Types<'a> {
    plan: &'a Plan,
    /// Which of CFFI's modes it is.
    pub mode: Mode,
    /// How CFFI is told of each record.
    layouts: BTreeMap<&'a str, Layout>,
    /// Records and handles by key, and how a declaration names them.
    known: BTreeMap<&'a str, String>,
    /// The integer types of enumerations, by key.
    enums: BTreeMap<String, IntType>,
}

impl<'a> Types<'a> {
    /// Gathers what the plan says of its types.
    pub fn new(plan: &'a Plan, mode: Mode) -> Self {
        let keys = plan.records.iter().map(|r| r.key.as_str());
        let layouts = keys.zip(natural::layouts(plan, mode)).collect();
        let records = plan.records.iter().map(|r| (r.key.as_str(), record_name(r)));
        let handles = plan.handles.iter().map(|h| (h.key.as_str(), h.key.clone()));
        let known = records.chain(handles).collect();
        let mut types = Self { plan, mode, layouts, known, enums: BTreeMap::new() };
        types.enums.extend(plan.enums.iter().map(|e| (e.key.clone(), e.int)));
        for f in &plan.functions {
            for (param, ty) in f.params.iter().zip(&f.ty.params) {
                match &param.passing {
                    Passing::In(value) => types.learn(ty, value),
                    Passing::Out(value) | Passing::InOut(value) | Passing::ByRef(value) => {
                        ty.pointee().into_iter().for_each(|to| types.learn(to, value));
                    }
                    _ => {}
                }
            }
            if let FnResult::Value(value) | FnResult::Status(value) = &f.result {
                types.learn(&f.ty.ret, value);
            }
        }
        for field in plan.records.iter().flat_map(|r| &r.fields) {
            types.learn(&field.ty, &field.value);
        }
        for callback in &plan.callbacks {
            for (ty, value) in callback.ty.params.iter().zip(&callback.params) {
                types.learn(ty, value);
            }
            callback.result.iter().for_each(|value| types.learn(&callback.ty.ret, value));
        }
        plan.variables.iter().for_each(|v| types.learn(&v.ty, &v.value));
        types
    }

    /// How CFFI is told of a record of the plan.
    pub fn layout(&self, record: &Record) -> &Layout {
        &self.layouts[record.key.as_str()]
    }

    /// A system header's enumeration is in no list of the plan's; its integer type stands beside each use.
    fn learn(&mut self, ty: &Type, value: &Value) {
        match (ty.canonical(), value) {
            (Type::Enum(key), Value::Scalar(Scalar::Enum { int, .. })) => {
                self.enums.insert(key.clone(), *int);
            }
            (Type::Pointer(to), Value::Items { item, .. }) => self.learn(to, &Value::Scalar(*item)),
            (Type::Pointer(to), Value::Pointers { to: value, .. }) => self.learn(to, value),
            (Type::Array { of, .. }, Value::Array { of: value, .. } | Value::Flexible { of: value }) => {
                self.learn(of, value);
            }
            _ => {}
        }
    }

    /// The type without typedefs, in CFFI's grammar; `None` where it has no word for it.
    fn resolve(&self, ty: &Type) -> Option<Type> {
        Some(match ty {
            Type::Int(int) if int.bits > 64 => return None,
            Type::Complex(FloatKind::LongDouble) => return None,
            Type::Void
            | Type::Bool
            | Type::Char { .. }
            | Type::Int(_)
            | Type::Wide(_)
            | Type::Float(_)
            | Type::Complex(_) => ty.clone(),
            Type::Enum(key) => Type::Int(*self.enums.get(key)?),
            Type::Record(key) => Type::Record(self.known.get(key.as_str())?.clone()),
            Type::Pointer(to) if is_function(to) && !self.mode.knows_function_members() => {
                pointer_to(Type::Void)
            }
            Type::Pointer(to) => Type::Pointer(Box::new(self.resolve(to)?)),
            Type::Array { of, len } => Type::Array { of: Box::new(self.resolve(of)?), len: *len },
            Type::Typedef { to, .. } | Type::Volatile(to) => self.resolve(to)?,
            Type::Const(of) => Type::Const(Box::new(self.resolve(of)?)),
            Type::Function(f) if f.prototype => Type::Function(Box::new(FunctionType {
                ret: self.resolve(&f.ret)?,
                params: f.params.iter().map(|p| self.resolve(p)).collect::<Option<_>>()?,
                ..(**f).clone()
            })),
            _ => return None,
        })
    }

    /// The type of a parameter or result. Pointers to functions and arrays pass as `void *`, and so do pointers to
    /// pointers to functions, since the addresses behind them are `void *` to Python.
    pub fn passed(&self, ty: &Type) -> Type {
        let leads_to_function = |to: &Type| is_function(to) || to.pointee().is_some_and(is_function);
        let plain = |to: &Type| !leads_to_function(to) && !matches!(to.canonical(), Type::Array { .. });
        match (self.resolve(ty), ty.pointee()) {
            (Some(resolved), Some(to)) if plain(to) => unqualified(resolved),
            (Some(resolved), None) => unqualified(resolved),
            (_, Some(to)) if to.is_const() => pointer_to(Type::Const(Box::new(Type::Void))),
            _ => pointer_to(Type::Void),
        }
    }

    /// The type of a member, and whether it is exactly the header's. A number that CFFI has no word for is its bytes; a
    /// pointer to an array is one to its items, which a buffer's are.
    pub fn member(&self, ty: &Type) -> (Type, bool) {
        let array = |of: Type, len| Type::Array { of: Box::new(of), len };
        match (ty.canonical(), self.resolve(ty)) {
            (Type::Array { of, len }, Some(_)) if leads_to_array(of) => {
                (array(self.member(of).0, *len), false)
            }
            (Type::Pointer(_), Some(Type::Pointer(to))) if is_array(&to) => {
                (pointer_to(innermost(*to)), false)
            }
            (_, Some(resolved)) => (resolved, true),
            (Type::Array { of, len }, None) => (array(self.member(of).0, *len), false),
            (Type::Int(_), None) => (array(Type::Char { signed: true }, Some(16)), false),
            (Type::Complex(_), None) => (array(Type::Char { signed: true }, Some(32)), false),
            (_, None) => (pointer_to(Type::Void), false),
        }
    }

    /// How a declaration names a function type that Python callables can stand for: a pointer to it.
    pub fn callback(&self, ty: &FunctionType) -> String {
        c::declare(&pointer_to(Type::Function(Box::new(self.function(ty)))), "")
    }

    fn function(&self, ty: &FunctionType) -> FunctionType {
        let void = matches!(ty.ret.canonical(), Type::Void);
        FunctionType {
            ret: if void { Type::Void } else { self.passed(&ty.ret) },
            params: ty.params.iter().map(|p| self.passed(p)).collect(),
            ..ty.clone()
        }
    }

    /// The type by which a pointer to a variable is known, and whether C has it so.
    pub fn variable(&self, ty: &Type) -> (Type, bool) {
        let (member, exact) = self.member(ty);
        (unqualified(member), exact)
    }
}

fn is_function(ty: &Type) -> bool {
    matches!(ty.canonical(), Type::Function(_))
}

fn is_array(ty: &Type) -> bool {
    matches!(ty.canonical(), Type::Array { .. })
}

/// Whether it is a pointer to an array, or an array of those.
fn leads_to_array(ty: &Type) -> bool {
    match ty.canonical() {
        Type::Array { of, .. } => leads_to_array(of),
        Type::Pointer(to) => is_array(to),
        _ => false,
    }
}

/// The items of an array of arrays.
fn innermost(ty: Type) -> Type {
    match ty {
        Type::Array { of, .. } => innermost(*of),
        Type::Const(of) if is_array(&of) => Type::Const(Box::new(innermost(*of))),
        other => other,
    }
}

fn pointer_to(to: Type) -> Type {
    Type::Pointer(Box::new(to))
}

/// A qualifier of the parameter itself says nothing to the caller.
fn unqualified(ty: Type) -> Type {
    match ty {
        Type::Const(of) => *of,
        other => other,
    }
}

/// One call of `ffibuilder.cdef`.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// Its lines of C.
    pub lines: Vec<String>,
    /// `packed=…` or `pack=…`, where the layout wants one.
    pub option: Option<String>,
}

/// Every declaration: opaque structs, structs in order, functions.
pub fn blocks(plan: &Plan, types: &Types) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut add = |lines: Vec<String>, option: Option<String>| match out.last_mut() {
        Some(last) if last.option == option => last.lines.extend(lines),
        _ => out.push(Block { lines, option }),
    };
    let opaque = plan.handles.iter().map(|h| opaque(&h.key));
    let named = plan.records.iter().map(record_name).filter(|name| name.contains(' '));
    let forward = named.map(|name| format!("{name};"));
    let first: Vec<String> = opaque.chain(forward).collect();
    if !first.is_empty() {
        add(first, None);
    }
    for record in order::records(plan) {
        let mut lines = vec![String::new()];
        lines.extend(structs::lines(types, record));
        add(lines, types.layout(record).is_packed.then(|| "packed=True".to_owned()));
    }
    if !plan.functions.is_empty() {
        let mut lines = vec![String::new()];
        lines.extend(plan.functions.iter().map(|f| function(types, f)));
        lines.extend(plan.shim.iter().filter(|s| frees(plan, s)).map(|s| {
            let ty = Type::Function(Box::new(types.function(&s.ty)));
            format!("{};", c::declare(&ty, &s.symbol))
        }));
        add(lines, None);
    }
    if !plan.maps.is_empty() {
        add(maps::declarations(plan), None);
    }
    if !plan.variables.is_empty() {
        let mut lines = vec![String::new()];
        lines.extend(plan.variables.iter().map(|v| variables::declaration(types, v)));
        add(lines, None);
    }
    out
}

/// Whether it only frees what other functions return.
fn frees(plan: &Plan, shim: &ShimFunction) -> bool {
    let freeing = plan.functions.iter().filter_map(|f| f.owned.as_ref());
    let bound = plan.functions.iter().any(|f| f.symbol == shim.symbol);
    !bound && freeing.into_iter().any(|owned| owned.by.symbol == shim.symbol)
}

fn opaque(key: &str) -> String {
    if key.contains(' ') { format!("{key};") } else { format!("typedef ... {key};") }
}

/// How declarations name a record: a nameless type of a member gets a name of ours.
pub fn record_name(record: &Record) -> String {
    if record.spelled { record.key.clone() } else { format!("tb_{}", record.py_name) }
}

/// The C definitions of these names.
pub fn typedefs(plan: &Plan) -> Vec<String> {
    let nameless = plan.records.iter().filter(|r| !r.spelled);
    nameless.map(|r| format!("typedef {} {};", r.c_type, record_name(r))).collect()
}

/// The line that declares a function.
pub fn function(types: &Types, f: &Function) -> String {
    let ty = types.function(&f.ty);
    let names: Vec<String> = f.params.iter().map(|p| p.c_name.clone()).collect();
    // A name that CFFI takes for a type would not parse.
    let clear = names.iter().all(|n| !is_type_like(n) && !types.known.contains_key(n.as_str()));
    if returns_const(types, f) {
        let pointer = pointer_to(Type::Function(Box::new(ty)));
        return format!("extern {};", c::declare(&pointer, &lib_name(types, f)));
    }
    format!("{};", c::prototype(&f.symbol, &ty, if clear { &names } else { &[] }))
}

/// What `lib` calls a function: its own name, or that of the pointer to it.
pub fn lib_name(types: &Types, f: &Function) -> String {
    if returns_const(types, f) { format!("tb_{}", f.symbol) } else { f.symbol.clone() }
}

/// CFFI's own C assigns a result to a variable, which C forbids for a struct with a const member. A pointer to the
/// function is called without such C, by libffi.
fn returns_const(types: &Types, f: &Function) -> bool {
    let records = &types.plan.records;
    types.mode.has_compiler()
        && matches!(&f.result, FnResult::Value(Value::Record(id)) | FnResult::Status(Value::Record(id))
            if holds_const(types.plan, &records[*id]))
}

fn holds_const(plan: &Plan, record: &Record) -> bool {
    fn inside(plan: &Plan, value: &Value) -> bool {
        match value {
            Value::Record(id) => holds_const(plan, &plan.records[*id]),
            Value::Array { of, .. } => inside(plan, of),
            _ => false,
        }
    }
    record.fields.iter().any(|f| f.is_const || inside(plan, &f.value))
}

/// The definitions of these pointers.
pub fn pointers(types: &Types) -> Vec<String> {
    let pointer = |f: &Function| {
        let ty = pointer_to(Type::Function(Box::new(f.ty.clone())));
        format!("static {} = {};", c::declare(&ty, &lib_name(types, f)), f.symbol)
    };
    types.plan.functions.iter().filter(|f| returns_const(types, f)).map(pointer).collect()
}

/// CFFI knows many type names by heart, Windows' own among them: `bool`, `size_t`, `HANDLE`.
fn is_type_like(name: &str) -> bool {
    name == "bool" || name.ends_with("_t") || !name.chars().any(|c| c.is_ascii_lowercase())
}

/// Whether a member's type is not the header's, so that CFFI's own comparison of pointer types must be silenced.
pub fn has_replaced_members(plan: &Plan, types: &Types) -> bool {
    plan.records.iter().flat_map(|r| &r.fields).any(|f| !types.member(&f.ty).1)
}
