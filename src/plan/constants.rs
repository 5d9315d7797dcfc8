//! Enumerations, macros and the constants of nameless enums.

use super::kinds::{Kinds, has_class};
use super::names::{Names, is_constant};
use super::{Constant, ConstantKind, ConstantValue, Enum, EnumMember, Plan};
use super::{flags, signatures};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::ir::{self, Kind, MacroValue, Skipped};
use std::collections::BTreeSet;

/// The enumerations that have a class, and findings about `flags`.
pub fn enums(api: &ir::Api, names: &Names, config: &Config, findings: &mut Vec<Diagnostic>) -> Vec<Enum> {
    let mut enums = classes(api, names);
    flags::mark(&mut enums, api, config, findings);
    enums
}

fn classes(api: &ir::Api, names: &Names) -> Vec<Enum> {
    Kinds::enum_order(api)
        .map(|e| {
            let (py_name, aliases) = names.class(&e.key);
            let member = |c: &ir::EnumConstant| EnumMember {
                c_name: c.name.clone(),
                py_name: names.of(&c.name),
                value: c.value,
                doc: c.doc.clone(),
            };
            Enum {
                key: e.key.clone(),
                spelled: e.spelled,
                py_name,
                aliases,
                int: e.int,
                is_flags: false,
                members: e.constants.iter().map(member).collect(),
                doc: e.doc.clone(),
                span: e.span.clone(),
            }
        })
        .collect()
}

/// Constants of nameless enums, then macros; a macro that repeats an enumerator's or function's name gives way.
pub fn constants(api: &ir::Api, names: &Names) -> Vec<Constant> {
    let taken = taken_names(api);
    let nameless = api.enums.iter().filter(|e| e.own && !has_class(e));
    let enumerators =
        nameless.flat_map(|e| e.constants.iter().map(move |c| (c, &e.span))).map(|(c, span)| Constant {
            c_name: c.name.clone(),
            py_name: names.of(&c.name),
            value: ConstantValue::Int(c.value),
            kind: ConstantKind::EnumConstant,
            doc: c.doc.clone(),
            span: span.clone(),
        });
    let macros = api.macros.iter().filter(|m| !taken.contains(m.name.as_str()));
    let macros = macros.filter_map(|m| {
        Some(Constant {
            c_name: m.name.clone(),
            py_name: names.of(&m.name),
            value: constant_value(&m.value)?,
            kind: ConstantKind::Macro,
            doc: m.doc.clone(),
            span: m.span.clone(),
        })
    });
    enumerators.chain(macros).collect()
}

/// Macros that are no constants, with their reasons.
pub fn skipped(api: &ir::Api, plan: &Plan) -> Vec<Skipped> {
    let taken = taken_names(api);
    let aliases: BTreeSet<&str> =
        plan.functions.iter().flat_map(|f| f.aliases.iter().map(|a| a.c_name.as_str())).collect();
    let reason = |m: &ir::Macro| match &m.value {
        _ if taken.contains(m.name.as_str()) => None,
        value if is_constant(value) => None,
        MacroValue::FunctionLike(_) if signatures::has_signatures(api, &m.name) => None,
        MacroValue::FunctionLike(_) => Some("function-like macro".to_owned()),
        MacroValue::Alias(_) if aliases.contains(m.name.as_str()) => None,
        MacroValue::Alias(name) => Some(format!("another name for {name}")),
        _ => Some("macro without a constant value".to_owned()),
    };
    let skip = |m: &ir::Macro| {
        Some(Skipped { kind: Kind::Macro, name: m.name.clone(), reason: reason(m)?, span: m.span.clone() })
    };
    api.macros.iter().filter_map(skip).collect()
}

/// A header often has `#define RED RED` beside an enumerator, or a macro over a function of the same name.
fn taken_names(api: &ir::Api) -> BTreeSet<&str> {
    let enumerators = api.enums.iter().flat_map(|e| e.constants.iter().map(|c| c.name.as_str()));
    let skipped = api.skipped.iter().filter(|s| s.kind == Kind::Function).map(|s| s.name.as_str());
    api.functions.iter().map(|f| f.name.as_str()).chain(enumerators).chain(skipped).collect()
}

fn constant_value(value: &MacroValue) -> Option<ConstantValue> {
    match value {
        MacroValue::Int(v) => Some(ConstantValue::Int(*v)),
        MacroValue::Float(v) => Some(ConstantValue::Float(*v)),
        MacroValue::Str(bytes) => Some(ConstantValue::Str(bytes.clone())),
        MacroValue::Address(a) => Some(ConstantValue::Int(i128::from(*a))),
        _ => None,
    }
}
