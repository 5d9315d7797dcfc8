//! Whose what a pointer points to is: what `None` may not stand for, text that stays C's, and what Python owns and gives
//! back.

use super::rules::{Origin, Rule, Rules};
use super::shim::Symbols;
use super::{
    FnResult, Freeing, Function, HandleId, Owned, OwnedValue, Param, Passing, Plan, ShimFunction, Value,
};
use crate::diag::{Diagnostic, nearest};
use crate::ir::{self, FunctionType, Type};
use crate::text::c;

/// Marks the parameters for which `None` is refused.
pub fn nonnull(
    f: &ir::Function,
    params: &mut [Param],
    (name, origin): (&str, Origin),
    findings: &mut Vec<Diagnostic>,
) {
    let Some(i) = super::functions::find_param(f, params, name, origin, findings) else { return };
    let takes_none = match &params[i].passing {
        Passing::In(value) => !matches!(value, Value::Scalar(_) | Value::Record(_)),
        Passing::Array { .. } => true,
        _ => false,
    };
    if takes_none {
        params[i].nonnull = true;
    } else {
        let message = format!("`{name}` of `{}` cannot be `None` in any case", f.name);
        let d = Diagnostic::error("config-nonnull", origin.span.clone(), message);
        findings.push(d.hint(format!("its type is `{}`", c::declare(&params[i].ty, ""))));
    }
}

/// The row of a result that stays C's (`borrowed`), or that is read and freed: text where it was a `char *`.
pub fn result(
    f: &ir::Function,
    value: Option<Value>,
    rule: &Rule,
    findings: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let is_text = matches!(value, Some(Value::CharPointer | Value::Text));
    if let Some(origin) = rule.borrowed {
        if is_text {
            return Some(Value::Text);
        }
        if origin.exact {
            let returned = c::declare(&f.ty.ret, "");
            let message = format!("`borrowed` wants `{}` to return a `char *`, not `{returned}`", f.name);
            findings.push(Diagnostic::error("config-borrowed", origin.span.clone(), message));
        }
    }
    if is_text && rule.owned_by.is_some() { Some(Value::Text) } else { value }
}

/// Finds for each function the one that takes back what it returns; all functions must be decided.
pub fn owners(
    plan: &mut Plan,
    api: &ir::Api,
    symbols: &mut Symbols,
    rules: &Rules,
    findings: &mut Vec<Diagnostic>,
) {
    let mut closing: Vec<(usize, usize)> = Vec::new();
    for i in 0..plan.functions.len() {
        let f = &plan.functions[i];
        let rule = if let Some(callee) = &f.signature_of {
            rules.of_signature(callee, &f.c_name)
        } else {
            let aliases: Vec<&str> = f.aliases.iter().map(|a| a.c_name.as_str()).collect();
            rules.of_all(&aliases, &f.c_name)
        };
        let Some((by, origin)) = rule.owned_by else { continue };
        match owned(plan, api, i, by, origin) {
            Ok((what, None)) => {
                let by = Freeing { symbol: libc_free(plan, symbols), ty: free_type() };
                plan.functions[i].owned = Some(Owned { what, by });
            }
            Ok((what, Some((id, param)))) => {
                let free = &plan.functions[id];
                let by = Freeing { symbol: free.symbol.clone(), ty: free.ty.clone() };
                plan.functions[i].owned = Some(Owned { what, by });
                closing.extend(param.map(|param| (id, param)));
            }
            Err(finding) => findings.extend(finding),
        }
    }
    for (id, param) in closing {
        plan.functions[id].closes = Some(param);
    }
}

/// What is owned, and the function that takes it back (`None`: `free`) with its handle parameter.
type Found = (OwnedValue, Option<(usize, Option<usize>)>);

fn owned(
    plan: &Plan,
    api: &ir::Api,
    i: usize,
    by: &str,
    origin: Origin,
) -> Result<Found, Option<Diagnostic>> {
    let f = &plan.functions[i];
    let wrong = |code, message: String| Diagnostic::error(code, origin.span.clone(), message);
    let Some((what, handle)) = owned_value(f) else {
        let message = format!("`owned_by` wants `{}` to give back a handle or a `char *`", f.c_name);
        return Err(origin.exact.then(|| wrong("config-owned-by", message)));
    };
    let Some(id) = plan.functions.iter().position(|g| g.c_name == by) else {
        if by == "free" && handle.is_none() && !api.functions.iter().any(|g| g.name == by) {
            return Ok((what, None));
        }
        let message = format!("the header declares no function `{by}`");
        let known = plan.functions.iter().map(|g| g.c_name.as_str());
        let mut finding = wrong("config-no-such-function", message);
        finding.hint = nearest(by, known).map(|n| format!("did you mean `{n}`?"));
        return Err(Some(finding));
    };
    let free = &plan.functions[id];
    let fits = match (&free.params[..], handle) {
        ([p], Some(handle)) => p.passing == Passing::In(Value::Handle(handle)),
        ([p], None) => {
            matches!(p.passing, Passing::In(Value::CharPointer | Value::Address { .. } | Value::Text))
        }
        _ => false,
    };
    if fits {
        return Ok((what, Some((id, handle.map(|_| 0)))));
    }
    let message =
        format!("`{by}` cannot take back what `{}` gives: it must take that and nothing else", f.c_name);
    Err(Some(wrong("config-owned-by", message).hint(format!("it is `{}`", free.prototype))))
}

/// The handle or text that a function gives back: its result, or else its only out-parameter of that kind.
fn owned_value(f: &Function) -> Option<(OwnedValue, Option<HandleId>)> {
    match &f.result {
        FnResult::Value(Value::Handle(id)) => return Some((OwnedValue::Result, Some(*id))),
        FnResult::Value(Value::Text | Value::CharPointer) => return Some((OwnedValue::Result, None)),
        _ => {}
    }
    let handle = |(i, p): (usize, &Param)| match &p.passing {
        Passing::Out(Value::Handle(id)) => Some((OwnedValue::Out(i), Some(*id))),
        _ => None,
    };
    let mut found = f.params.iter().enumerate().filter_map(handle);
    found.next().filter(|_| found.next().is_none())
}

/// The shim's function for `free` of the C library, which every C library's `malloc` goes with.
fn libc_free(plan: &mut Plan, symbols: &mut Symbols) -> String {
    let call = "free(p)";
    if let Some(known) = plan.shim.iter().find(|f| f.call == call) {
        return known.symbol.clone();
    }
    let symbol = symbols.fresh(&plan.module, "free");
    plan.shim.push(ShimFunction {
        symbol: symbol.clone(),
        ty: free_type(),
        param_names: vec!["p".into()],
        call: call.into(),
        result_into: None,
    });
    symbol
}

fn free_type() -> FunctionType {
    let address = Type::Pointer(Box::new(Type::Void));
    FunctionType { ret: Type::Void, params: vec![address], variadic: false, prototype: true }
}
