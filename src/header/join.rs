//! Two views of one header made one: libclang's facts lead, bindgen's claims fill what they leave open.
//!
//! In: facts and claims. Out: the facts' API, completed. Where both speak, libclang's word stays: `verdict` asks the
//! compiler about it anyway.

use super::claims::{Claims, Constant};
use crate::diag::Span;
use crate::ir::{self, Api, Kind, MacroValue, Skipped};
use std::collections::HashSet;

/// Completes an API by what bindgen claims; the macros that have a value by its word alone, by their places.
///
/// bindgen keeps the first definition of a macro, C the last: what is redefined takes no value from it.
pub fn join(
    api: &mut Api,
    declared: &HashSet<String>,
    redefined: &HashSet<String>,
    claims: &Claims,
) -> Vec<usize> {
    if api.language == ir::Language::C {
        only_claimed(api, declared, claims);
    }
    let mut claimed = Vec::new();
    for (i, found) in api.macros.iter_mut().enumerate().filter(|(_, m)| !redefined.contains(&m.name)) {
        if let (MacroValue::Unknown(_) | MacroValue::NoValue, Some(constant)) =
            (&found.value, claims.constants.get(&found.name))
        {
            found.value = value(constant);
            claimed.push(i);
        }
    }
    claimed
}

/// Whether it is right is the compiler's to say.
fn value(constant: &Constant) -> MacroValue {
    match constant {
        Constant::Int(n) => MacroValue::Int(*n),
        Constant::Float(x) => MacroValue::Float(*x),
        Constant::Str(bytes) => MacroValue::Str(bytes.clone()),
    }
}

/// What bindgen alone has found has no exact C type, so it is left out, and said.
fn only_claimed(api: &mut Api, declared: &HashSet<String>, claims: &Claims) {
    let functions = claims.functions.iter().map(|name| (Kind::Function, name));
    let variables = claims.variables.iter().map(|name| (Kind::Variable, name));
    for (kind, name) in functions.chain(variables).filter(|(_, name)| !declared.contains(*name)) {
        let reason = "its C type is not known".to_owned();
        api.skipped.push(Skipped { kind, name: name.clone(), reason, span: Span::default() });
    }
}
