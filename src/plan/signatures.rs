//! Signatures of the configuration: each is a Python function of its own, through the shim, which calls the variadic
//! function or the macro.

use super::functions;
use super::kinds::Kinds;
use super::names::{Names, is_constant};
use super::rules::Rules;
use super::shim::{self, Symbols};
use super::{Function, Plan};
use crate::diag::Diagnostic;
use crate::ir::{self, MacroValue};

/// Whether functions with signatures stand for this one: it is not bound itself.
pub fn stand_for(api: &ir::Api, f: &ir::Function) -> bool {
    (f.ty.variadic || !f.ty.prototype) && has_signatures(api, &f.name)
}

/// Whether there is a signature that calls this function or macro.
pub fn has_signatures(api: &ir::Api, callee: &str) -> bool {
    api.signatures.iter().any(|s| s.callee == callee)
}

/// Decides every signature: bound, or an error, since the configuration asks for it.
pub fn signatures(
    plan: &mut Plan,
    api: &ir::Api,
    symbols: &mut Symbols,
    kinds: &Kinds,
    names: &Names,
    rules: &Rules,
    findings: &mut Vec<Diagnostic>,
) {
    for signature in &api.signatures {
        let f = &signature.function;
        if let Some(why) = why_not(api, signature) {
            findings.push(Diagnostic::error("config-signature", f.span.clone(), why));
            continue;
        }
        let rule = rules.of_signature(&signature.callee, &f.name);
        match functions::function(f, kinds, &rule, findings) {
            Ok(bound) => {
                let bound = Function { py_name: names.of(&f.name), ..bound };
                let symbol = symbols.fresh(&plan.module, &f.name);
                let bound =
                    shim::wrap(plan, bound, symbol, &symbols.callee(&signature.callee), symbols, kinds);
                plan.functions.push(Function { signature_of: Some(signature.callee.clone()), ..bound });
            }
            Err(reason) => {
                let message = format!("this signature of `{}` cannot be bound: {reason}", signature.callee);
                findings.push(Diagnostic::error("config-signature", f.span.clone(), message));
            }
        }
    }
}

/// What is wrong with a signature, whatever its types.
fn why_not(api: &ir::Api, signature: &ir::Signature) -> Option<String> {
    let (callee, name) = (&signature.callee, &signature.function.name);
    if api.language == ir::Language::Cxx {
        return Some("signatures are for C headers".into());
    }
    if let Some(f) = api.functions.iter().find(|f| f.name == *callee && f.ty.prototype && !f.ty.variadic) {
        return Some(format!("`{}` needs no signature: its own is complete", f.name));
    }
    let is_callee = |m: &&ir::Macro| m.name == *callee;
    if let Some(m) = api.macros.iter().find(is_callee)
        && !matches!(m.value, MacroValue::FunctionLike(_))
        && !api.functions.iter().any(|f| f.name == *callee)
    {
        return Some(format!("`{callee}` takes no arguments"));
    }
    let mut same = api.signatures.iter().filter(|s| s.function.name == *name);
    if same.next().is_some_and(|first| first != signature) {
        return Some(format!("there are two signatures with the name `{name}`"));
    }
    let taken = name != callee && ordinary(api).any(|taken| taken == name);
    taken.then(|| format!("the header declares another `{name}`"))
}

/// The names of C's ordinary name space.
fn ordinary(api: &ir::Api) -> impl Iterator<Item = &str> {
    let functions = api.functions.iter().map(|f| f.name.as_str());
    let constants = api.enums.iter().flat_map(|e| e.constants.iter().map(|c| c.name.as_str()));
    let macros = api.macros.iter().filter(|m| is_constant(&m.value)).map(|m| m.name.as_str());
    functions.chain(constants).chain(macros)
}
