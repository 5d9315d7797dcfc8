//! Code of the header that calls what is not there: it would load with the module, and the module would not load.
//!
//! In: an API whose inline functions say what they refer to, the names that are there. Out: who is left out, and why.

use super::Missing;
use super::libraries::Exports;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::ir::{Api, Kind, Linkage, Skipped};
use std::collections::BTreeSet;

/// The inline functions that cannot be bound, each with its reason.
///
/// # Errors
/// [`Error::Input`] for signatures of the configuration that come to the same.
pub fn without_callees(api: &Api, missing: &Missing, known: &Exports, whose: &str) -> Result<Vec<Skipped>> {
    let absent = absent(api, missing, known);
    let reason = |refers_to: &[String]| {
        let symbol = refers_to.iter().find(|symbol| absent.contains(symbol.as_str()))?;
        Some(format!("its code calls {symbol}, which is {whose}"))
    };
    let left_out = api.functions.iter().filter_map(|f| {
        let (name, span) = (f.name.clone(), f.span.clone());
        Some(Skipped { kind: Kind::Function, name, reason: reason(&f.refers_to)?, span })
    });
    let findings: Vec<Diagnostic> = api
        .signatures
        .iter()
        .filter(|s| !absent.contains(s.callee.as_str()))
        .filter_map(|s| {
            let message = format!("`{}` cannot be called: {}", s.callee, reason(&s.function.refers_to)?);
            Some(Diagnostic::error("config-signature", s.function.span.clone(), message))
        })
        .collect();
    if findings.is_empty() { Ok(left_out.collect()) } else { Err(Error::Input(findings)) }
}

/// What is declared without being there; an `inline` function without `static` has no code of its own (C23 6.7.5).
fn absent<'a>(api: &'a Api, missing: &Missing, known: &Exports) -> BTreeSet<&'a str> {
    let mut absent = BTreeSet::new();
    for (key, _) in missing.iter().filter(|(_, symbol)| symbol.is_none()) {
        match key {
            (Kind::Function, i) => absent.insert(api.functions[*i].name.as_str()),
            (_, i) => absent.insert(api.variables[*i].name.as_str()),
        };
    }
    let inline = api.functions.iter().filter(|f| f.linkage == Linkage::Inline && !known.contains(&f.name));
    absent.extend(inline.map(|f| f.name.as_str()));
    absent
}
