//! What is asked once more where a claim about a type was denied: which type it is, if it is a basic one.
//!
//! In: the first verdict. Out: the compiler's types for what was denied. Nothing is compiled where nothing was denied.

use super::Timings;
use super::basics::{self, Basics};
use super::claims::prototype_questions;
use super::places;
use super::rounds::{Court, Verdict};
use super::sheet::{About, Claim};
use super::types::{self, Spelling};
use crate::error::Result;
use crate::ir::{FloatKind, FunctionType, Language, Type};
use std::collections::BTreeMap;

/// The compiler's types in place of those that it denied.
#[derive(Debug, Default)]
pub struct Appeal {
    /// Typedefs, fields and variables, by what was asked.
    pub types: BTreeMap<About, Type>,
    /// Functions whose prototype is the claimed one with `long double` for a 128-bit integer.
    pub functions: BTreeMap<usize, FunctionType>,
}

/// Asks about what was denied.
pub fn hear(
    court: &Court<'_>,
    typedefs: &BTreeMap<String, Type>,
    spelling: &Spelling,
    verdict: &Verdict,
    timings: &mut Timings,
) -> Result<Appeal> {
    let mut claims = denied_types(court, typedefs, verdict);
    let swapped = swapped_prototypes(court, spelling, verdict);
    claims.extend(swapped.iter().map(|(i, ty)| {
        Claim::numbers(About::Function(*i), prototype_questions(&court.api.functions[*i].name, ty))
    }));
    if claims.is_empty() {
        return Ok(Appeal::default());
    }
    let second = court.ask(&claims, timings)?;
    let basics = Basics::new(|i| verdict.numbers(About::Basic(i)));
    let mut appeal = Appeal::default();
    for about in claims.iter().map(|c| c.about) {
        let Some([code, ..]) = second.numbers(about) else { continue };
        match (about, swapped.iter().find(|(i, _)| about == About::Function(*i))) {
            (About::Function(index), Some((_, ty))) if *code == 1 => {
                drop(appeal.functions.insert(index, ty.clone()))
            }
            (About::Function(_), _) => {}
            _ => drop(basics.decode(*code).map(|ty| appeal.types.insert(about, ty))),
        }
    }
    Ok(appeal)
}

/// Whether the last number of an answer, which says if the type is the claimed one, is 0.
pub fn is_denied(verdict: &Verdict, about: About) -> bool {
    verdict.numbers(about).is_some_and(|numbers| numbers.last() == Some(&0))
}

fn denied_types(court: &Court<'_>, typedefs: &BTreeMap<String, Type>, verdict: &Verdict) -> Vec<Claim> {
    let api = court.api;
    let mut claims = Vec::new();
    let mut ask = |about, ty: &str| {
        if is_denied(verdict, about) {
            claims.push(Claim::numbers(about, vec![basics::code(ty)]));
        }
    };
    for (i, name) in typedefs.keys().enumerate() {
        ask(About::Typedef(i), name);
    }
    let places = places::of(api);
    for (i, record) in api.records.iter().enumerate() {
        let (Some(place), Some(layout)) = (places.get(&record.key), &record.layout) else { continue };
        for (k, field) in layout.fields.iter().enumerate() {
            ask(About::Field(i, k), &format!("__typeof__((({} *)0)->{})", place.ty, field.name));
        }
    }
    for (i, variable) in api.variables.iter().enumerate() {
        ask(About::Variable(i), &format!("__typeof__({})", variable.name));
    }
    claims
}

/// Denied prototypes with a 128-bit integer in them, which is how bindgen spells `long double`.
fn swapped_prototypes(
    court: &Court<'_>,
    spelling: &Spelling,
    verdict: &Verdict,
) -> Vec<(usize, FunctionType)> {
    if court.api.language == Language::Cxx {
        return Vec::new();
    }
    let denied = |i: &usize| verdict.numbers(About::Function(*i)).is_some_and(|numbers| numbers[0] == 0);
    let functions = court.api.functions.iter().enumerate().filter(|(i, _)| denied(i));
    let swap = |ty| match ty {
        Type::Int(int) if int.bits == 128 => Type::Float(FloatKind::LongDouble),
        other => other,
    };
    functions
        .map(|(i, f)| (i, types::map_function(&f.ty, &swap)))
        .filter(|(i, ty)| *ty != court.api.functions[*i].ty && spelling.has_function(ty))
        .collect()
}
