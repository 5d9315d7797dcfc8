//! What is asked of the library's variables: reading them, setting them to edge values and back.

use super::contract;
use super::script::{Group, Rule, Subject};
use super::values;
use crate::plan::{Plan, Value, Variable};
use serde_json::Value as Json;

/// A group for each variable.
pub fn groups(plan: &Plan) -> Vec<Group> {
    plan.variables.iter().map(|v| variable(plan, v)).collect()
}

fn variable(plan: &Plan, v: &Variable) -> Group {
    let name = &v.py_name;
    let mut group = Group::new(&v.c_name, &v.span);
    group.expression(format!("seen('{name}')"), Rule::Same);
    group.expression(format!("'{name}' in dir(m.cvar)"), Rule::Same);
    for text in ["m.cvar.$_is_no_variable", "setattr(m.cvar, '$_is_no_variable', 1)", "delattr(m.cvar, '$')"]
    {
        group.expression(text.replace('$', name), Rule::SameType);
    }
    let is_fixed = v.is_const || matches!(v.value, Value::Flexible { .. });
    let ty = group.type_of(if is_fixed { Json::Null } else { contract::of_value(plan, &v.value) });
    let samples = values::of_value(plan, &v.value, 0);
    let both = [&samples.base, &samples.full];
    for value in both.into_iter().chain(&samples.tame).chain(&samples.wild).chain(&samples.refused) {
        let rule = if is_fixed { Rule::SameType } else { values::rule_of_refusal(value) };
        let subject = Subject { of: "m.cvar".into(), name: name.clone(), value: value.clone() };
        group.handing_over(format!("assigned('{name}', {value})"), rule, ty, subject);
    }
    group
}
