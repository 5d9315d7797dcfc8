//! Functions: how each parameter gets its value, what comes back, how failure shows.

use super::callback_rules;
use super::kinds::Kinds;
use super::names::Names;
use super::rules::{Origin, Rule, Rules};
use super::shim;
use super::{
    ErrorRule, ErrorTest, Exception, FnResult, Function, Gil, Param, Passing, Plan, Raises, Scalar, Value,
};
use crate::config::{Config, ErrorConfig, ErrorTestConfig, GilChoice};
use crate::diag::{Diagnostic, Span, nearest};
use crate::ir::{self, Kind, Linkage, Skipped, Type};
use crate::text::{c, names};
use std::collections::BTreeSet;

/// Decides every function of a C header: bound, or skipped with its reason.
pub fn functions(
    plan: &mut Plan,
    api: &ir::Api,
    kinds: &Kinds,
    names: &Names,
    rules: &Rules,
    findings: &mut Vec<Diagnostic>,
) {
    for f in &api.functions {
        match function(f, kinds, &rules.of(&f.name), findings) {
            Ok(bound) => {
                let bound = Function { py_name: names.of(&f.name), ..bound };
                let bound = if f.linkage == Linkage::Inline || shim::needs_address(&bound, kinds) {
                    let symbol = format!("tb_{}_{}", plan.module, f.name);
                    shim::wrap(plan, bound, symbol, &f.name, kinds)
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
    let value = result(f, kinds, rule)?;
    let error = rule.error.and_then(|(e, origin)| error_rule(f, e, origin, value.as_ref(), findings));
    let param_names: Vec<String> = params.iter().map(|p| p.c_name.clone()).collect();
    Ok(Function {
        c_name: f.name.clone(),
        symbol: f.name.clone(),
        py_name: f.name.clone(),
        public: true,
        prototype: c::prototype(&f.name, &f.ty, &param_names),
        ty: f.ty.clone(),
        declared: None,
        params,
        result: fn_result(value, error.as_ref()),
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
    if f.linkage == Linkage::Inline && !super::gates::SHIM {
        return Err("static inline function: not bound yet".into());
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
        out.push(Param { c_name, py_name, ty: ty.clone(), passing: Passing::In(value), callback: None });
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
        array_and_length(f, params, array, length, *origin, findings);
    }
    callback_rules::apply(f, params, kinds, rule, findings);
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

fn array_and_length(
    f: &ir::Function,
    params: &mut [Param],
    array: &str,
    length: &str,
    origin: Origin,
    findings: &mut Vec<Diagnostic>,
) {
    let (Some(a), Some(n)) =
        (find_param(f, params, array, origin, findings), find_param(f, params, length, origin, findings))
    else {
        return;
    };
    let item = match &params[a].passing {
        Passing::In(Value::Items { item, is_const }) => Some((*item, *is_const)),
        Passing::In(Value::CharPointer) => Some((Scalar::Char { signed: true }, false)),
        Passing::In(Value::Text) => Some((Scalar::Char { signed: true }, true)),
        Passing::In(Value::Address { is_const }) => Some((byte(), *is_const)),
        _ => None,
    };
    let int = match params[n].ty.canonical() {
        Type::Int(int) => Some(*int),
        _ => None,
    };
    match (item, int) {
        (Some((item, is_const)), Some(int)) => {
            params[a].passing = Passing::Array { item, is_const, length: n };
            params[n].passing = Passing::Length { of: a, int };
        }
        _ => findings.push(Diagnostic::error(
            "config-array",
            origin.span.clone(),
            format!("`{array}` and `{length}` of `{}` are no pointer to numbers and its length", f.name),
        )),
    }
}

fn byte() -> Scalar {
    Scalar::Int(ir::IntType { bits: 8, signed: false, name: "unsigned char" })
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

fn error_rule(
    f: &ir::Function,
    config: &ErrorConfig,
    origin: Origin,
    result: Option<&Value>,
    findings: &mut Vec<Diagnostic>,
) -> Option<ErrorRule> {
    let test = match &config.test {
        ErrorTestConfig::Nonzero => ErrorTest::Nonzero,
        ErrorTestConfig::Negative => ErrorTest::Negative,
        ErrorTestConfig::Null => ErrorTest::Null,
        ErrorTestConfig::Good(codes) => ErrorTest::NotIn(codes.clone()),
    };
    let integer = matches!(result, Some(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. } | Scalar::Bool)));
    let pointer = !integer && !matches!(result, None | Some(Value::Scalar(_) | Value::Record(_)));
    if if test == ErrorTest::Null { pointer } else { integer } {
        let raises = if config.errno { Raises::Errno } else { Raises::Exception };
        return Some(ErrorRule { test, raises });
    }
    // A pattern such as `sqlite3_.*` may cover functions whose result is of another kind.
    if origin.exact {
        let wanted = if test == ErrorTest::Null { "a pointer" } else { "an integer" };
        let message = format!(
            "the error rule of `{}` wants {wanted} as result, and it returns `{}`",
            f.name,
            c::declare(&f.ty.ret, "")
        );
        findings.push(Diagnostic::error("config-error-rule", origin.span.clone(), message));
    }
    None
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

/// The module's exception, where any function raises it.
pub fn exception(plan: &mut Plan, config: &Config, findings: &mut Vec<Diagnostic>) {
    let raised =
        plan.functions.iter().any(|f| f.error.as_ref().is_some_and(|e| e.raises == Raises::Exception));
    if !raised && config.exception.is_none() {
        return;
    }
    let settings = config.exception.as_ref();
    let py_name =
        settings.and_then(|e| e.exception.clone()).unwrap_or_else(|| format!("{}Error", camel(&plan.module)));
    let span = settings.map_or_else(Span::default, |e| e.span.clone());
    if let Some((c_name, place)) =
        public_names(plan).find(|(name, ..)| *name == py_name).map(|(_, c, s)| (c, s))
    {
        findings.push(
            Diagnostic::error(
                "names-meet",
                span.clone(),
                format!("the exception and `{c_name}` would both be called `{py_name}`"),
            )
            .hint(format!("`{c_name}` is declared at {}; set `exception` in [error]", place.label())),
        );
    }
    let message = settings.and_then(|e| e.message.as_deref());
    let message = message.and_then(|name| message_function(plan, name, &span, findings));
    plan.exception = Some(Exception { py_name, message });
}

fn public_names(plan: &Plan) -> impl Iterator<Item = (&str, &str, &Span)> {
    let functions = plan.functions.iter().map(|f| (f.py_name.as_str(), f.c_name.as_str(), &f.span));
    let records = plan.records.iter().map(|r| (r.py_name.as_str(), r.key.as_str(), &r.span));
    let handles = plan.handles.iter().map(|h| (h.py_name.as_str(), h.key.as_str(), &h.span));
    let enums = plan.enums.iter().map(|e| (e.py_name.as_str(), e.key.as_str(), &e.span));
    let constants = plan.constants.iter().map(|c| (c.py_name.as_str(), c.c_name.as_str(), &c.span));
    functions.chain(records).chain(handles).chain(enums).chain(constants)
}

fn message_function(plan: &Plan, name: &str, span: &Span, findings: &mut Vec<Diagnostic>) -> Option<usize> {
    let found = plan.functions.iter().position(|f| f.c_name == name);
    let fits = |f: &Function| {
        let one_int = matches!(&f.params[..], [p] if matches!(p.passing, Passing::In(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }))));
        one_int && matches!(f.result, FnResult::Value(Value::Text))
    };
    match found {
        Some(i) if fits(&plan.functions[i]) => Some(i),
        Some(_) => {
            let message =
                format!("`{name}` cannot tell an error's text: it must be `const char *{name}(int)`");
            findings.push(Diagnostic::error("config-error-message", span.clone(), message));
            None
        }
        None => {
            let message = format!("the header declares no function `{name}`");
            let mut d = Diagnostic::error("config-no-such-function", span.clone(), message);
            let known = plan.functions.iter().map(|f| f.c_name.as_str());
            d.hint = nearest(name, known).map(|n| format!("did you mean `{n}`?"));
            findings.push(d);
            None
        }
    }
}

/// `fputs_x` to `FputsX`.
fn camel(name: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
    };
    name.split('_').map(word).collect()
}
