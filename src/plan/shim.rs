//! The door of the shim: a C function of ours calls what no style can call, or passes by address what none can pass by
//! value. Every style calls the same shim function, so they stay equal.

use super::kinds::Kinds;
use super::{CallbackRule, CallbackScope, FnResult, Function, Param, Passing, Plan, ShimFunction, Value};
use crate::ir::{FunctionType, Type};

/// Whether a value of the function goes by address.
pub fn needs_address(f: &Function, kinds: &Kinds) -> bool {
    let by_address = |v: &Value| kinds.goes_by_address(v);
    f.params.iter().any(|p| matches!(&p.passing, Passing::In(v) if by_address(v)))
        || matches!(&f.result, FnResult::Value(v) if by_address(v))
}

/// The function as the styles call it: through a shim function `symbol`, which calls `callee`.
pub fn wrap(plan: &mut Plan, mut f: Function, symbol: String, callee: &str, kinds: &Kinds) -> Function {
    let declared = f.ty.clone();
    let mut args = Vec::new();
    for param in &mut f.params {
        let by_address = match &param.passing {
            Passing::In(value) if kinds.goes_by_address(value) => Some(value.clone()),
            _ => None,
        };
        match by_address {
            Some(value) => {
                args.push(format!("*{}", param.c_name));
                param.passing = Passing::ByRef(value);
                param.ty = Type::Pointer(Box::new(constant(&param.ty)));
            }
            None => args.push(param.c_name.clone()),
        }
    }
    let result_into = result_by_address(&mut f, kinds);
    let ret = if result_into.is_some() { Type::Void } else { declared.ret.clone() };
    let params = f.params.iter().map(|p| p.ty.clone()).collect();
    f.ty = FunctionType { ret, params, variadic: false, prototype: true };
    plan.shim.push(ShimFunction {
        symbol: symbol.clone(),
        ty: f.ty.clone(),
        param_names: f.params.iter().map(|p| p.c_name.clone()).collect(),
        call: format!("{callee}({})", args.join(", ")),
        result_into,
    });
    f.declared = (f.ty != declared).then_some(declared);
    f.symbol = symbol;
    f
}

fn constant(ty: &Type) -> Type {
    if ty.is_const() { ty.clone() } else { Type::Const(Box::new(ty.clone())) }
}

/// A result that goes by address becomes the first parameter, so that it is the first value that comes back.
fn result_by_address(f: &mut Function, kinds: &Kinds) -> Option<String> {
    let FnResult::Value(value) = &f.result else { return None };
    if !kinds.goes_by_address(value) {
        return None;
    }
    let mut name = "result".to_owned();
    while f.params.iter().any(|p| p.c_name == name || p.py_name == name) {
        name.push('_');
    }
    let ty = Type::Pointer(Box::new(unqualified(&f.ty.ret)));
    let passing = Passing::Out(value.clone());
    f.params.iter_mut().for_each(move_up);
    f.params.insert(0, Param { c_name: name.clone(), py_name: name.clone(), ty, passing, callback: None });
    f.result = FnResult::Void;
    Some(name)
}

fn unqualified(ty: &Type) -> Type {
    match ty {
        Type::Const(to) | Type::Volatile(to) => unqualified(to),
        other => other.clone(),
    }
}

/// What refers to other parameters, when one is put in front of them.
fn move_up(param: &mut Param) {
    match &mut param.passing {
        Passing::Array { length, .. } => *length += 1,
        Passing::Length { of, .. } => *of += 1,
        Passing::User { callback } => *callback += 1,
        _ => {}
    }
    if let Some(CallbackRule { scope, user, .. }) = &mut param.callback {
        if let CallbackScope::Owner(owner) = scope {
            *owner += 1;
        }
        if let Some(user) = user {
            user.param += 1;
        }
    }
}
