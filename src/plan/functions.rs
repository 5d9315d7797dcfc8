//! Functions: how each parameter gets its value, what comes back, how failure shows.

use super::arrays;
use super::callback_rules;
use super::errors;
use super::kinds::Kinds;
use super::names::Names;
use super::rules::{Origin, Rule, Rules};
use super::shim::{self, Symbols};
use super::{ErrorRule, ErrorTest, FnResult, Function, FunctionAlias, Gil, Param, Passing, Plan, Value};
use super::{filled, ownership, signatures};
use crate::config::{Config, GilChoice};
use crate::diag::{Diagnostic, nearest};
use crate::ir::{self, Kind, Linkage, Skipped, Type};
use crate::text::{c, names};
use std::collections::BTreeSet;

/// Decides every function of a C header: bound, or skipped with its reason.
pub fn functions(
    plan: &mut Plan,
    api: &ir::Api,
    symbols: &mut Symbols,
    kinds: &Kinds,
    names: &Names,
    rules: &Rules,
    findings: &mut Vec<Diagnostic>,
) {
    for f in api.functions.iter().filter(|f| !signatures::stand_for(api, f)) {
        match function(f, kinds, &rules.of_all(names.aliases(&f.name), &f.name), findings) {
            Ok(bound) => {
                let alias =
                    |name: &&str| FunctionAlias { c_name: (*name).to_owned(), py_name: names.of(name) };
                let aliases = names.aliases(&f.name).iter().map(alias).collect();
                let bound = Function { py_name: names.of(&f.name), aliases, ..bound };
                let bound = if f.linkage == Linkage::Inline || shim::needs_address(&bound, kinds) {
                    let symbol = symbols.fresh(&plan.module, &f.name);
                    shim::wrap(plan, bound, symbol, &symbols.callee(&f.name), symbols, kinds)
                } else {
                    bound
                };
                plan.functions.push(bound);
            }
            Err(reason) => plan.skipped.push(Skipped {
                kind: Kind::Function,
                name: f.name.clone(),
                reason,
                span: f.span.clone(),
            }),
        }
    }
}

/// Decides one function, under its C name; `Err` is the reason why it is left out.
pub fn function(
    f: &ir::Function,
    kinds: &Kinds,
    rule: &Rule,
    findings: &mut Vec<Diagnostic>,
) -> Result<Function, String> {
    left_out(f)?;
    let mut params = params(f, kinds, rule)?;
    configure(f, &mut params, kinds, rule, findings);
    let value = ownership::result(f, result(f, kinds, rule)?, rule, findings);
    let error = rule.error.and_then(|(e, origin)| errors::rule(f, e, origin, value.as_ref(), findings));
    let param_names: Vec<String> = params.iter().map(|p| p.c_name.clone()).collect();
    let result = filled::result(&params, fn_result(value, error.as_ref()));
    Ok(Function {
        c_name: f.name.clone(),
        symbol: f.name.clone(),
        py_name: f.name.clone(),
        aliases: Vec::new(),
        public: true,
        prototype: c::prototype(&f.name, &f.ty, &param_names),
        ty: f.ty.clone(),
        declared: None,
        signature_of: None,
        params,
        result,
        owned: None,
        closes: None,
        error,
        gil: match rule.gil {
            Some(GilChoice::Release) => Gil::Release,
            _ => Gil::Hold,
        },
        keywords: rule.keywords,
        doc: f.doc.clone(),
        span: f.span.clone(),
    })
}

fn left_out(f: &ir::Function) -> Result<(), String> {
    if f.ty.variadic {
        return Err("variadic function".into());
    }
    if !f.ty.prototype {
        return Err("declared without a prototype".into());
    }
    Ok(())
}

fn params(f: &ir::Function, kinds: &Kinds, rule: &Rule) -> Result<Vec<Param>, String> {
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    for (i, ty) in f.ty.params.iter().enumerate() {
        let given = f.param_names.get(i).and_then(Option::as_deref).filter(|n| names::is_identifier(n));
        let c_name = given.map_or_else(|| format!("arg{}", i + 1), str::to_owned);
        let mut py_name = names::python_name(&c_name);
        while !taken.insert(py_name.clone()) {
            py_name.push('_');
        }
        let value = kinds.value(ty, rule.string).map_err(|reason| match reason.as_str() {
            "va_list" => "va_list parameter".to_owned(),
            _ => format!("parameter {c_name}: {reason}"),
        })?;
        out.push(Param {
            c_name,
            py_name,
            ty: ty.clone(),
            passing: Passing::In(value),
            nonnull: false,
            callback: None,
        });
    }
    Ok(out)
}

fn result(f: &ir::Function, kinds: &Kinds, rule: &Rule) -> Result<Option<Value>, String> {
    match f.ty.ret.canonical() {
        Type::Void => Ok(None),
        _ => kinds.value(&f.ty.ret, rule.string).map(Some).map_err(|r| format!("result: {r}")),
    }
}

fn fn_result(value: Option<Value>, error: Option<&ErrorRule>) -> FnResult {
    match (value, error.map(|e| &e.test)) {
        (None, _) => FnResult::Void,
        (Some(v), Some(ErrorTest::Nonzero)) => FnResult::Status(v),
        (Some(v), Some(ErrorTest::NotIn(good))) if good.len() == 1 => FnResult::Status(v),
        (Some(v), _) => FnResult::Value(v),
    }
}

fn configure(
    f: &ir::Function,
    params: &mut [Param],
    kinds: &Kinds,
    rule: &Rule,
    findings: &mut Vec<Diagnostic>,
) {
    for (name, origin) in &rule.out {
        through(f, params, name, *origin, kinds, rule, findings, Passing::Out);
    }
    for (name, origin) in &rule.inout {
        through(f, params, name, *origin, kinds, rule, findings, Passing::InOut);
    }
    for (array, length, origin) in &rule.arrays {
        arrays::array_and_length(f, params, (array, length), *origin, findings);
    }
    for buffer in &rule.buffers {
        filled::buffer(f, params, buffer.0, buffer.1, findings);
    }
    callback_rules::apply(f, params, kinds, rule, findings);
    for (name, origin) in &rule.nonnull {
        ownership::nonnull(f, params, (name, *origin), findings);
    }
}

/// Makes a pointer parameter pass one value of its pointee.
#[allow(clippy::too_many_arguments)] // one caller, and a struct for it would hide what is passed
fn through(
    f: &ir::Function,
    params: &mut [Param],
    name: &str,
    origin: Origin,
    kinds: &Kinds,
    rule: &Rule,
    findings: &mut Vec<Diagnostic>,
    passing: fn(Value) -> Passing,
) {
    let Some(i) = find_param(f, params, name, origin, findings) else { return };
    let pointee = params[i].ty.pointee();
    let value = match pointee {
        Some(to) if to.is_const() => Err("it points to const".to_owned()),
        Some(to) if matches!(to.canonical(), Type::Array { .. }) => Err("it points to an array".to_owned()),
        Some(to) => kinds.value(to, rule.string),
        None => Err("it is no pointer".to_owned()),
    };
    match value {
        Ok(value) => params[i].passing = passing(value),
        Err(why) => findings.push(
            Diagnostic::error(
                "config-out-parameter",
                origin.span.clone(),
                format!("`{name}` of `{}` cannot be an out-parameter: {why}", f.name),
            )
            .hint(format!("its type is `{}`", c::declare(&params[i].ty, ""))),
        ),
    }
}

/// The index of a parameter that a rule names; `None`, and a finding where it must be there, if there is none.
pub fn find_param(
    f: &ir::Function,
    params: &[Param],
    name: &str,
    origin: Origin,
    findings: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let found = params.iter().position(|p| p.c_name == name);
    // A pattern may speak of parameters that only some of its functions have.
    if found.is_none() && origin.exact {
        let message = format!("`{}` has no parameter `{name}`", f.name);
        let known = params.iter().map(|p| p.c_name.as_str());
        let mut d = Diagnostic::error("config-no-such-parameter", origin.span.clone(), message);
        d.hint = Some(match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its parameters are: {}", known.collect::<Vec<_>>().join(", ")),
        });
        findings.push(d);
    }
    found
}

/// In a module with callbacks the GIL is released unless the configuration settles it: a thread of C's that calls back
/// needs it.
pub fn default_gil(plan: &mut Plan, config: &Config) {
    if !plan.calls_back() || config.gil.is_some() {
        return;
    }
    let settled = |name: &str| config.functions.iter().any(|f| f.gil.is_some() && f.pattern == name);
    for f in plan.functions.iter_mut().filter(|f| !settled(&f.c_name)) {
        f.gil = Gil::Release;
    }
}
