//! Functions that call another one for each item of buffers, where the configuration asks for them (`map`).

use super::rules::{Origin, Rule, Rules};
use super::shim::Symbols;
use super::{FnResult, Function, Gil, Map, MapParam, Plan, Scalar, Value};
use crate::config::{GilChoice, MapConfig};
use crate::diag::{Diagnostic, Span};
use crate::ir::{Language, Type};
use std::collections::BTreeMap;

/// The variables of a loop, which a parameter may not hide.
const LOCALS: [&str; 7] = ["map", "count", "out", "done", "length", "i", "result"];

/// Why a function has none that returns a number of which no buffer has items.
const RESULT: &str = "a buffer cannot say that its items are what it returns";

/// Decides which functions have one.
pub fn maps(plan: &mut Plan, symbols: &mut Symbols, rules: &Rules, findings: &mut Vec<Diagnostic>) {
    let mut taken = public_names(plan);
    for id in 0..plan.functions.len() {
        let f = &plan.functions[id];
        let rule = rule(rules, f, plan.language);
        let Some((config, origin)) = rule.map else { continue };
        let py_name = match config {
            MapConfig::Off => continue,
            MapConfig::On => format!("map_{}", f.py_name),
            MapConfig::Named(name) => name.clone(),
        };
        let scalars = match scalars(plan, f) {
            Ok(scalars) => scalars,
            Err(why) => {
                findings.extend(refused(f, &why, origin));
                continue;
            }
        };
        if let Some(finding) = meets(&taken, &py_name, f, origin) {
            findings.push(finding);
            continue;
        }
        let callee = callee(plan, f, symbols);
        let params = params(f, &scalars, &callee, symbols);
        let result = match &f.result {
            FnResult::Value(Value::Scalar(s)) => Some(*s),
            _ => None,
        };
        // The loop touches no Python object: that it holds the GIL must be said.
        let gil = if rule.gil == Some(GilChoice::Hold) { Gil::Hold } else { Gil::Release };
        let symbol = symbols.fresh(&plan.module, &format!("map_{}", cxx_name(&f.c_name).replace("::", "_")));
        taken.insert(py_name.clone(), (f.c_name.clone(), origin.span.clone()));
        plan.maps.push(Map { function: id, py_name, symbol, callee, params, result, gil });
    }
}

fn rule<'a>(rules: &Rules<'a>, f: &Function, language: Language) -> Rule<'a> {
    let aliases: Vec<&str> = f.aliases.iter().map(|a| a.c_name.as_str()).collect();
    match &f.signature_of {
        Some(callee) => rules.of_signature(callee, &f.c_name),
        None if language == Language::Cxx => rules.of(cxx_name(&f.c_name)),
        None => rules.of_all(&aliases, &f.c_name),
    }
}

/// `ns::scale` of `ns::scale(int, double)`.
fn cxx_name(c_name: &str) -> &str {
    c_name.split_once('(').map_or(c_name, |(name, _)| name)
}

/// What its parameters are, or why it cannot be called for each item.
fn scalars(plan: &Plan, f: &Function) -> Result<Vec<Scalar>, String> {
    if !f.public {
        return Err("it is one of several C++ functions of this name".into());
    }
    if f.declared.as_ref().is_some_and(|declared| declared.params.len() < f.params.len()) {
        return Err(RESULT.into());
    }
    let scalars = f.scalars().map_err(|name| format!("its parameter `{name}` is no number"))?;
    if scalars.is_empty() {
        return Err("it takes no argument".into());
    }
    if let Some(i) = scalars.iter().position(|s| !s.has_format()) {
        let p = &f.params[i];
        return Err(format!("a buffer cannot say that its items are what `{}` is", p.c_name));
    }
    match &f.result {
        FnResult::Void | FnResult::Status(_) => {}
        FnResult::Value(Value::Scalar(s)) if s.has_format() => {}
        FnResult::Value(Value::Scalar(_)) => {
            return Err(RESULT.into());
        }
        FnResult::Value(_) => return Err("what it returns is no number".into()),
    }
    if plan.may_call_back(f) {
        return Err("it may call Python back".into());
    }
    Ok(scalars)
}

/// A pattern may cover functions that are not over numbers.
fn refused(f: &Function, why: &str, origin: Origin) -> Option<Diagnostic> {
    let message = format!("`{}` cannot be called for each item of buffers: {why}", f.c_name);
    origin.exact.then(|| Diagnostic::error("config-map", origin.span.clone(), message))
}

fn meets(
    taken: &BTreeMap<String, (String, Span)>,
    py_name: &str,
    f: &Function,
    origin: Origin,
) -> Option<Diagnostic> {
    let (other, place) = taken.get(py_name)?;
    let message = format!(
        "the function over the items of `{}` and `{other}` would both be called `{py_name}`",
        f.c_name
    );
    let hint = format!("`{other}` is declared at {}; give it another name: `map = \"…\"`", place.label());
    Some(Diagnostic::error("names-meet", origin.span.clone(), message).hint(hint))
}

/// How C names the function, in a loop of its own.
fn callee(plan: &Plan, f: &Function, symbols: &Symbols) -> String {
    match (plan.language, &f.signature_of) {
        (Language::Cxx, _) => format!("::{}", cxx_name(&f.c_name)),
        (Language::C, Some(callee)) => symbols.callee(callee),
        (Language::C, None) => symbols.callee(&f.c_name),
    }
}

fn params(f: &Function, scalars: &[Scalar], callee: &str, symbols: &Symbols) -> Vec<MapParam> {
    let mut in_c: Vec<String> = LOCALS.map(str::to_owned).to_vec();
    let mut in_python = vec!["out".to_owned()];
    let mut params = Vec::new();
    for (p, item) in f.params.iter().zip(scalars) {
        let c_name = symbols.param_name(&p.c_name, callee, &in_c);
        let mut py_name = p.py_name.clone();
        while in_python.contains(&py_name) {
            py_name.push('_');
        }
        in_c.push(c_name.clone());
        in_python.push(py_name.clone());
        params.push(MapParam { c_name, py_name, ty: unqualified(&p.ty).clone(), item: *item });
    }
    params
}

fn unqualified(ty: &Type) -> &Type {
    match ty {
        Type::Const(of) | Type::Volatile(of) => unqualified(of),
        Type::Typedef { .. } if ty.is_const() => unqualified(ty.canonical()),
        other => other,
    }
}

/// Every attribute of the module so far: what it stands for in C, and where.
fn public_names(plan: &Plan) -> BTreeMap<String, (String, Span)> {
    let mut names = BTreeMap::new();
    let mut add = |py_name: &str, c_name: &str, span: &Span| {
        names.insert(py_name.to_owned(), (c_name.to_owned(), span.clone()));
    };
    for f in &plan.functions {
        add(&f.py_name, &f.c_name, &f.span);
        f.aliases.iter().for_each(|a| add(&a.py_name, &a.c_name, &f.span));
    }
    for o in &plan.overloads {
        add(&o.py_name, &o.py_name, &plan.functions[o.members[0]].span);
    }
    for r in &plan.records {
        std::iter::once(&r.py_name).chain(&r.aliases).for_each(|n| add(n, &r.key, &r.span));
    }
    for h in &plan.handles {
        std::iter::once(&h.py_name).chain(&h.aliases).for_each(|n| add(n, &h.key, &h.span));
    }
    for e in &plan.enums {
        std::iter::once(&e.py_name).chain(&e.aliases).for_each(|n| add(n, &e.key, &e.span));
        e.members.iter().for_each(|m| add(&m.py_name, &e.key, &e.span));
    }
    plan.constants.iter().for_each(|c| add(&c.py_name, &c.c_name, &c.span));
    plan.exception.iter().for_each(|e| add(&e.py_name, "the exception", &Span::default()));
    plan.variables.iter().take(1).for_each(|v| add("cvar", "the variables", &v.span));
    names
}
