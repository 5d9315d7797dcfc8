//! Who tells an error's text: the library's functions that the configuration names, from a code or from a handle.

use super::{
    FnResult, Function, FunctionId, HandleId, HandleMessage, Param, Passing, Plan, Raises, Scalar, Value,
};
use crate::diag::{Diagnostic, Span, nearest};

/// What a function gives the text for.
enum Kind {
    Code,
    Handle(HandleId),
}

/// Finds the functions, gives each function that fails the one for its handle, and returns the one for codes.
pub fn messages(
    plan: &mut Plan,
    named: &[String],
    span: &Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<FunctionId> {
    let mut of_code = None;
    for name in named {
        match find(plan, name, span) {
            Ok((id, Kind::Code)) => of_code = of_code.or(Some(id)),
            Ok((id, Kind::Handle(handle))) => by_handle(plan, id, handle),
            Err(finding) => findings.push(finding),
        }
    }
    of_code
}

fn find(plan: &Plan, name: &str, span: &Span) -> Result<(FunctionId, Kind), Diagnostic> {
    let Some(id) = plan.functions.iter().position(|f| f.c_name == name) else {
        let message = format!("the header declares no function `{name}`");
        let mut finding = Diagnostic::error("config-no-such-function", span.clone(), message);
        let known = plan.functions.iter().map(|f| f.c_name.as_str());
        finding.hint = nearest(name, known).map(|n| format!("did you mean `{n}`?"));
        return Err(finding);
    };
    kind(&plan.functions[id]).map(|kind| (id, kind)).ok_or_else(|| {
        let message = format!(
            "`{name}` cannot tell an error's text: it must be `const char *{name}(int)`, or take a handle in place of the `int`"
        );
        Diagnostic::error("config-error-message", span.clone(), message)
    })
}

fn kind(f: &Function) -> Option<Kind> {
    // Text that must be freed is for who calls it.
    if f.owned.is_some() {
        return None;
    }
    match (&f.params[..], &f.result) {
        ([Param { passing: Passing::In(value), .. }], FnResult::Value(Value::Text)) => match value {
            Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }) => Some(Kind::Code),
            Value::Handle(id) => Some(Kind::Handle(*id)),
            _ => None,
        },
        _ => None,
    }
}

/// The functions that fail by code and have such a handle ask it; not one that takes the handle back, since it is gone.
fn by_handle(plan: &mut Plan, function: FunctionId, handle: HandleId) {
    for f in &mut plan.functions {
        let closes = f.closes;
        let given =
            |(i, p): &(usize, &Param)| p.passing == Passing::In(Value::Handle(handle)) && closes != Some(*i);
        let filled = |(_, p): &(usize, &Param)| p.passing == Passing::Out(Value::Handle(handle));
        let all = || f.params.iter().enumerate();
        let found = all().find(given).or_else(|| all().find(filled)).map(|(param, _)| param);
        if let (Some(param), Some(rule)) = (found, &mut f.error)
            && rule.raises == Raises::Exception
            && rule.message.is_none()
        {
            rule.message = Some(HandleMessage { function, param });
        }
    }
}
