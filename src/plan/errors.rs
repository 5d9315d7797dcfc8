//! How failure shows: which result means it, what is raised, in whose words.

use super::messages;
use super::rules::Origin;
use super::{ErrorRule, ErrorTest, Exception, Plan, Raises, Scalar, Value};
use crate::config::{Config, ErrorConfig, ErrorTestConfig};
use crate::diag::{Diagnostic, Span};
use crate::ir;
use crate::text::c;

/// A function's error rule, where it fits the result.
pub fn rule(
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
        ErrorTestConfig::ErrnoSet => {
            return Some(ErrorRule { test: ErrorTest::ErrnoSet, raises: Raises::Errno, message: None });
        }
    };
    let integer = matches!(result, Some(Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. } | Scalar::Bool)));
    let pointer = !integer && !matches!(result, None | Some(Value::Scalar(_) | Value::Record(_)));
    if if test == ErrorTest::Null { pointer } else { integer } {
        let raises = if config.errno { Raises::Errno } else { Raises::Exception };
        return Some(ErrorRule { test, raises, message: None });
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
    let named = settings.map_or(&[][..], |e| &e.message);
    let message = messages::messages(plan, named, &span, findings);
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

/// `fputs_x` to `FputsX`.
fn camel(name: &str) -> String {
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|c| c.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
    };
    name.split('_').map(word).collect()
}
