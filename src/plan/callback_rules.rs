//! What the configuration says of function-pointer parameters: how long a callable lives, which `void *` carries a
//! Python object to it.

use super::functions::find_param;
use super::kinds::Kinds;
use super::rules::{Origin, Rule};
use super::{Callback, CallbackRule, CallbackScope, Param, Passing, UserData, Value};
use crate::config::{self, CallbackConfig};
use crate::diag::Diagnostic;
use crate::ir;

/// Applies a function's rules to its parameters.
pub fn apply(
    f: &ir::Function,
    params: &mut [Param],
    kinds: &Kinds,
    rule: &Rule,
    findings: &mut Vec<Diagnostic>,
) {
    for (config, origin) in &rule.callbacks {
        if let Err(finding) = one(f, params, kinds, config, *origin, findings) {
            findings.extend(finding);
        }
    }
}

/// One parameter's rule; `Err(None)` where `find_param` has said what is wrong, or a pattern simply does not fit.
fn one(
    f: &ir::Function,
    params: &mut [Param],
    kinds: &Kinds,
    config: &CallbackConfig,
    origin: Origin,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Option<Diagnostic>> {
    let mut find = |params: &[Param], name: &str| find_param(f, params, name, origin, findings).ok_or(None);
    let wrong = |what: &str| {
        let message = format!("callbacks of `{}`: {what}", f.name);
        Some(Diagnostic::error("config-callback", origin.span.clone(), message))
    };
    let at = find(params, &config.param)?;
    let Passing::In(Value::FunctionPointer(Some(id))) = params[at].passing else {
        return Err(wrong(&format!(
            "`{}` is no pointer to a function that Python can stand for",
            config.param
        )));
    };
    let scope = match config.owner.as_deref() {
        None if config.scope == config::CallbackScope::Call => CallbackScope::Call,
        None => CallbackScope::Keep,
        Some("return") => CallbackScope::Result,
        Some(owner) => CallbackScope::Owner(find(params, owner)?),
    };
    if let CallbackScope::Owner(owner) = scope
        && !matches!(params[owner].passing, Passing::In(Value::Handle(_)))
    {
        return Err(wrong(&format!("the owner `{}` is no handle", params[owner].c_name)));
    }
    let user = match &config.user {
        None => None,
        Some(name) => {
            let param = find(params, name)?;
            if !matches!(params[param].passing, Passing::In(Value::Address { .. })) {
                return Err(wrong(&format!("`{name}` is no `void *`")));
            }
            let callback_param = user_argument(&kinds.callbacks()[id], config.user_argument);
            let callback_param = callback_param.ok_or_else(|| {
                wrong(&format!("which parameter of `{}` gets `{name}` back is not clear", config.param))
                    .map(|d| d.hint("say it with `user-argument = N`, counted from 0"))
            })?;
            params[param].passing = Passing::User { callback: at };
            Some(UserData { param, callback_param })
        }
    };
    params[at].callback = Some(CallbackRule { scope, on_error: config.on_error, user });
    Ok(())
}

/// The callable's parameter that gets the user data: the one that is named, or its only `void *`.
fn user_argument(callback: &Callback, given: Option<usize>) -> Option<usize> {
    let is_address = |i: &usize| matches!(callback.params.get(*i), Some(Value::Address { .. }));
    if given.is_some() {
        return given.filter(is_address);
    }
    let mut all = (0..callback.params.len()).filter(is_address);
    all.next().filter(|_| all.next().is_none())
}
