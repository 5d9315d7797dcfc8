//! What is asked once more where a claim was denied: which basic type it is, what the macro is instead.
//!
//! In: the first verdict. Out: the compiler's types for what was denied. Nothing is compiled where nothing was denied.

use super::Timings;
use super::answers::{Answer, MacroAnswer};
use super::basics::{self, Basics};
use super::claims::prototype_questions;
use super::outlook::{Outlook, Shape};
use super::places;
use super::rounds::{Court, Verdict};
use super::sheet::{About, Claim, Form};
use super::types::{self, Spelling};
use crate::error::Result;
use crate::ir::{Api, FloatKind, FunctionType, Language, Type};
use std::collections::BTreeMap;

/// The compiler's types in place of those that it denied.
#[derive(Debug, Default)]
pub struct Appeal {
    /// Typedefs, fields and variables, by what was asked.
    pub types: BTreeMap<About, Type>,
    /// Macros that are not what they were said to be.
    pub macros: BTreeMap<usize, MacroAnswer>,
    /// Functions whose prototype is the claimed one with `long double` for a 128-bit integer.
    pub functions: BTreeMap<usize, FunctionType>,
}

/// Asks about what was denied.
pub fn hear(
    court: &Court<'_>,
    typedefs: &BTreeMap<String, Type>,
    outlooks: &[Outlook],
    spelling: &Spelling,
    verdict: &Verdict,
    timings: &mut Timings,
) -> Result<Appeal> {
    let mut claims = denied_types(court, typedefs, verdict);
    claims.extend(mistaken_macros(court.api, outlooks, verdict));
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
        if let (About::Macro(index), Some(Answer::Macro(answer))) = (about, second.answers.get(&about)) {
            appeal.macros.insert(index, answer.clone());
        }
        match (about, second.numbers(about)) {
            (About::Function(index), Some([1, ..])) => {
                let swapped = swapped.iter().find(|(i, _)| *i == index);
                appeal.functions.extend(swapped.cloned());
            }
            (About::Function(_), _) => {}
            (_, Some([code, is_const])) => {
                let qualified = |ty| if *is_const == 1 { Type::Const(Box::new(ty)) } else { ty };
                appeal.types.extend(basics.decode(*code).map(|ty| (about, qualified(ty))));
            }
            _ => {}
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
    let mut ask = |about, question: &dyn Fn() -> Vec<String>| {
        if is_denied(verdict, about) {
            claims.push(Claim::numbers(about, question()));
        }
    };
    for (i, name) in typedefs.keys().enumerate() {
        ask(About::Typedef(i), &|| vec![basics::code(name), "0".into()]);
    }
    let places = places::of(api);
    for (i, record) in api.records.iter().enumerate() {
        let (Some(place), Some(layout)) = (places.get(&record.key), &record.layout) else { continue };
        for (k, field) in layout.fields.iter().enumerate() {
            ask(About::Field(i, k), &|| object_questions(&format!("(({} *)0)->{}", place.ty, field.name)));
        }
    }
    for (i, variable) in api.variables.iter().enumerate() {
        ask(About::Variable(i), &|| object_questions(&variable.name));
    }
    claims
}

/// Macros that were asked as the integer or string that they were claimed to be, and are not; now asked what they are.
fn mistaken_macros(api: &Api, outlooks: &[Outlook], verdict: &Verdict) -> Vec<Claim> {
    let is_mistaken = |(i, outlook): &(usize, &Outlook)| {
        let is_plain = matches!(outlook, Outlook::Ask(Shape::Integer | Shape::Text));
        let answer = verdict.answers.get(&About::Macro(*i));
        let said = verdict.refused.get(&About::Macro(*i));
        // A macro that is undefined again, or never was for this compiler, has nothing more to say.
        let is_undefined = said.is_some_and(|s| s.contains("undeclared") && s.contains(&api.macros[*i].name));
        is_plain && !is_undefined && matches!(answer, None | Some(Answer::Macro(MacroAnswer::Other)))
    };
    let mistaken = outlooks.iter().enumerate().filter(is_mistaken);
    mistaken
        .map(|(i, _)| Claim {
            about: About::Macro(i),
            form: Form::Macro(api.macros[i].name.clone(), Shape::Any),
        })
        .collect()
}

/// Which basic type an object has, and whether it is const.
fn object_questions(object: &str) -> Vec<String> {
    let ty = format!("__typeof__({object})");
    let is_const = format!("_TB_SAME(__typeof__(&{object}), const {ty} *)");
    vec![basics::code(&ty), is_const]
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
