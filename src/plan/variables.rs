//! Global variables: attributes of `cvar`.

use super::kinds::Kinds;
use super::shim::Symbols;
use super::{Plan, ShimFunction, Storage, Value, Variable};
use crate::config::Config;
use crate::ir::{self, FunctionType, Kind, Linkage, Skipped, Type};
use crate::text::names::{is_identifier, python_name};
use std::collections::BTreeSet;

/// Decides every variable of a header: bound, or skipped with its reason.
pub fn variables(plan: &mut Plan, api: &ir::Api, symbols: &mut Symbols, kinds: &Kinds, config: &Config) {
    let mut taken = BTreeSet::new();
    for v in &api.variables {
        match value(api, v, kinds) {
            Ok(value) => {
                let mut py_name = public_name(v, config);
                while !taken.insert(py_name.clone()) {
                    py_name.push('_');
                }
                let storage = storage(plan, v, symbols);
                plan.variables.push(Variable {
                    c_name: v.name.clone(),
                    py_name,
                    ty: v.ty.clone(),
                    value,
                    is_const: v.ty.is_const(),
                    storage,
                    doc: v.doc.clone(),
                    span: v.span.clone(),
                });
            }
            Err(reason) => plan.skipped.push(Skipped {
                kind: Kind::Variable,
                name: v.name.clone(),
                reason,
                span: v.span.clone(),
            }),
        }
    }
}

fn value(api: &ir::Api, v: &ir::Variable, kinds: &Kinds) -> Result<Value, String> {
    if api.language == ir::Language::Cxx {
        return Err("a C++ variable".into());
    }
    match v.ty.canonical() {
        Type::Array { of, len: None } => kinds.flexible(of),
        _ => kinds.field_value(&v.ty),
    }
}

fn public_name(v: &ir::Variable, config: &Config) -> String {
    if let Some(rename) = config.rename.iter().find(|r| r.from == v.name) {
        return rename.to.clone();
    }
    let stripped = config.strip_prefix.as_deref().and_then(|prefix| v.name.strip_prefix(prefix));
    python_name(stripped.filter(|rest| is_identifier(rest)).unwrap_or(&v.name))
}

/// A variable that is `static`, or that the header defines and no library has, is known to code that includes the header
/// only.
fn storage(plan: &mut Plan, v: &ir::Variable, symbols: &mut Symbols) -> Storage {
    if v.linkage == Linkage::External {
        return Storage::Symbol;
    }
    let symbol = symbols.fresh(&plan.module, &v.name);
    let address = Type::Pointer(Box::new(Type::Const(Box::new(Type::Void))));
    plan.shim.push(ShimFunction {
        symbol: symbol.clone(),
        ty: FunctionType { ret: address, params: Vec::new(), variadic: false, prototype: true },
        param_names: Vec::new(),
        call: format!("(const void *)&{}", v.name),
        result_into: None,
    });
    Storage::Shim(symbol)
}
