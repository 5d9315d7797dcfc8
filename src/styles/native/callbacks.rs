//! Function pointers that Python callables can stand for: how one goes into C.

use super::input::{Input, Place};
use super::output;
use super::parts::Part;
use super::scope::Scope;
use super::spell;
use crate::plan::{CallbackId, CallbackRule, CallbackScope, Passing, Plan, Value};
use std::collections::BTreeSet;

/// The conversion of a callable; `user` is the Python object that C carries for it, or `NULL`.
pub fn input(
    scope: &mut Scope,
    id: CallbackId,
    rule: Option<&CallbackRule>,
    user: &str,
    place: &Place,
) -> Input {
    let Place { ty, value, name, local } = place;
    scope.needs.part(Part::ToFunction);
    let callbacks = output::callbacks(scope);
    let module = scope.module();
    let signature = &scope.plan.callbacks[id].name;
    let is_kept = rule.is_none_or(|r| r.scope == CallbackScope::Keep);
    let life = if is_kept { "TB_KEEP" } else { "TB_OWNED" };
    let user_at = match rule.and_then(|r| r.user) {
        Some(user) => user.callback_param.to_string(),
        None => "-1".into(),
    };
    let on_error = rule.map_or(0, |r| r.on_error);
    Input {
        declare: vec![format!("tb_function {local} = TB_NO_FUNCTION;")],
        fails: format!(
            "tb_to_function({callbacks}, {module}, {value}, {name}, &tb_signature_{signature}, {life}, {user}, \
             {user_at}, {on_error}, &{local}) < 0"
        ),
        pass: format!("({}){local}.address", spell::bare(ty)),
        clean_up: if is_kept { Vec::new() } else { vec![format!("Py_XDECREF({local}.owner);")] },
        ..Input::default()
    }
}

/// The parameters of a function type by which C carries our data.
pub fn user_parameters(plan: &Plan, id: CallbackId) -> BTreeSet<usize> {
    let rules = plan.functions.iter().flat_map(|f| &f.params).filter_map(|p| match &p.passing {
        Passing::In(Value::FunctionPointer(Some(found))) if *found == id => p.callback.as_ref()?.user,
        _ => None,
    });
    rules.map(|user| user.callback_param).collect()
}
