//! Function types that Python callables can stand for: one entry for each type, however many typedefs name it.

use super::kinds::Kinds;
use super::{Callback, CallbackId, Value};
use crate::ir::{FunctionType, Type};
use crate::text::{c, names};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The function types seen so far.
#[derive(Default)]
pub struct Callbacks {
    found: RefCell<Vec<Callback>>,
    /// By the spelling with typedefs looked through; `None` where Python cannot stand for it.
    known: RefCell<BTreeMap<String, Option<CallbackId>>>,
}

impl Callbacks {
    /// The entry of a function type; `typedef` is a name for it or for the pointer to it.
    pub fn of(&self, ty: &FunctionType, typedef: Option<&str>, kinds: &Kinds) -> Option<CallbackId> {
        let plain = plain(&Type::Function(Box::new(ty.clone())));
        let c_type = c::declare(&Type::Pointer(Box::new(plain)), "");
        if let Some(known) = self.known.borrow().get(&c_type) {
            return *known;
        }
        let decided = decide(ty, kinds);
        let id = decided.map(|(params, result)| {
            let mut found = self.found.borrow_mut();
            let name = free_name(&found, typedef);
            found.push(Callback { name, ty: ty.clone(), c_type: c_type.clone(), params, result });
            found.len() - 1
        });
        self.known.borrow_mut().insert(c_type, id);
        id
    }

    /// All of them, in order of first use.
    pub fn list(&self) -> Vec<Callback> {
        self.found.borrow().clone()
    }
}

/// What crosses; `None` where something cannot.
fn decide(ty: &FunctionType, kinds: &Kinds) -> Option<(Vec<Value>, Option<Value>)> {
    if ty.variadic || !ty.prototype {
        return None;
    }
    let value = |ty: &Type| kinds.value(ty, false).ok().filter(|v| !kinds.goes_by_address(v));
    let params = ty.params.iter().map(value).collect::<Option<Vec<_>>>()?;
    let result = match ty.ret.canonical() {
        Type::Void => None,
        _ => Some(value(&ty.ret)?),
    };
    Some((params, result))
}

fn free_name(found: &[Callback], typedef: Option<&str>) -> String {
    let taken = |name: &str| found.iter().any(|c| c.name == name);
    let given = typedef.filter(|name| names::is_identifier(name) && !taken(name)).map(str::to_owned);
    given.unwrap_or_else(|| {
        let mut numbered = (1..).map(|n| format!("callback_{n}"));
        numbered.find(|name| !taken(name)).expect("numbers do not end")
    })
}

/// A type without its typedefs.
fn plain(ty: &Type) -> Type {
    let inner = |to: &Type| Box::new(plain(to));
    match ty {
        Type::Typedef { to, .. } => plain(to),
        Type::Pointer(to) => Type::Pointer(inner(to)),
        Type::Const(to) => Type::Const(inner(to)),
        Type::Volatile(to) => Type::Volatile(inner(to)),
        Type::Reference(to) => Type::Reference(inner(to)),
        Type::Array { of, len } => Type::Array { of: inner(of), len: *len },
        Type::Function(ty) => Type::Function(Box::new(FunctionType {
            ret: plain(&ty.ret),
            params: ty.params.iter().map(plain).collect(),
            ..**ty
        })),
        other => other.clone(),
    }
}
