//! The door of the shim: a C function of ours calls what no style can call, or passes by address what none can pass by
//! value. Every style calls the same shim function, so they stay equal.

use super::kinds::Kinds;
use super::{CallbackRule, CallbackScope, FnResult, Function, Param, Passing, Plan, ShimFunction, Value};
use crate::ir::{self, FunctionType, MacroValue, Type};
use std::collections::BTreeSet;

/// Which names the shim may use.
pub struct Symbols {
    /// Names of the header that look like the shim's, and those that are given out.
    taken: BTreeSet<String>,
    /// Functions that the header also defines as function-like macros.
    hidden: BTreeSet<String>,
    /// Macros, which would change a parameter of that name.
    macros: BTreeSet<String>,
}

impl Symbols {
    /// The names that an API leaves.
    pub fn new(api: &ir::Api) -> Self {
        let functions = || api.functions.iter().map(|f| &f.name);
        let variables = api.variables.iter().map(|v| &v.name);
        let macros = || api.macros.iter().map(|m| &m.name);
        let constants = api.enums.iter().flat_map(|e| e.constants.iter().map(|c| &c.name));
        let typedefs = api.typedefs.iter().map(|t| &t.name);
        let skipped = api.skipped.iter().map(|s| &s.name);
        let all =
            functions().chain(variables).chain(macros()).chain(constants).chain(typedefs).chain(skipped);
        let is_call = |m: &&ir::Macro| matches!(m.value, MacroValue::FunctionLike(_));
        let calls: BTreeSet<&String> = api.macros.iter().filter(is_call).map(|m| &m.name).collect();
        Self {
            taken: all.filter(|name| name.starts_with("tb_")).cloned().collect(),
            hidden: functions().filter(|name| calls.contains(name)).cloned().collect(),
            macros: macros().cloned().collect(),
        }
    }

    /// A symbol for a function over `name` that nothing else has.
    pub fn fresh(&mut self, module: &str, name: &str) -> String {
        let mut symbol = format!("tb_{module}_{name}");
        while !self.taken.insert(symbol.clone()) {
            symbol.push('_');
        }
        symbol
    }

    /// How C code calls a function (or function-like macro): in parentheses where a macro stands before a function.
    pub fn callee(&self, name: &str) -> String {
        if self.hidden.contains(name) { format!("({name})") } else { name.to_owned() }
    }

    /// A parameter's name that hides nothing which the call needs.
    pub fn param_name(&self, name: &str, callee: &str, taken: &[String]) -> String {
        let mut name = name.to_owned();
        while callee.trim_matches(['(', ')']) == name || self.macros.contains(&name) || taken.contains(&name)
        {
            name.push('_');
        }
        name
    }
}

/// Whether a value of the function goes by address.
pub fn needs_address(f: &Function, kinds: &Kinds) -> bool {
    let by_address = |v: &Value| kinds.goes_by_address(v);
    f.params.iter().any(|p| matches!(&p.passing, Passing::In(v) if by_address(v)))
        || matches!(&f.result, FnResult::Value(v) if by_address(v))
}

/// The function as the styles call it: through a shim function `symbol`, which calls `callee`.
pub fn wrap(
    plan: &mut Plan,
    mut f: Function,
    symbol: String,
    callee: &str,
    symbols: &Symbols,
    kinds: &Kinds,
) -> Function {
    let declared = f.ty.clone();
    let (mut args, mut param_names) = (Vec::new(), Vec::new());
    for param in &mut f.params {
        let name = symbols.param_name(&param.c_name, callee, &param_names);
        let by_address = match &param.passing {
            Passing::In(value) if kinds.goes_by_address(value) => Some(value.clone()),
            _ => None,
        };
        match by_address {
            Some(value) => {
                args.push(format!("*{name}"));
                param.passing = Passing::ByRef(value);
                param.ty = Type::Pointer(Box::new(constant(&param.ty)));
            }
            None => args.push(name.clone()),
        }
        param_names.push(name);
    }
    let result_into = result_by_address(&mut f, kinds);
    let result_into = result_into.map(|name| symbols.param_name(&name, callee, &param_names));
    param_names.splice(..0, result_into.clone());
    // A qualified result says nothing, and compilers warn of it.
    let ret = if result_into.is_some() { Type::Void } else { unqualified(&declared.ret) };
    let params = f.params.iter().map(|p| p.ty.clone()).collect();
    f.ty = FunctionType { ret, params, variadic: false, prototype: true };
    plan.shim.push(ShimFunction {
        symbol: symbol.clone(),
        ty: f.ty.clone(),
        param_names,
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
    f.closes = f.closes.map(|i| i + 1);
    f.params.insert(
        0,
        Param { c_name: name.clone(), py_name: name.clone(), ty, passing, nonnull: false, callback: None },
    );
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
