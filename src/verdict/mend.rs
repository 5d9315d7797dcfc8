//! Writes the new API: the compiler's answers in place of the claims, and what it denied among the skipped.
//!
//! In: the API, the verdict and the appeal. Out: a new API; the given one stays as it is.

use super::answers::{Answer, MacroAnswer};
use super::appeal::{Appeal, is_denied};
use super::basics::Basics;
use super::outlook::Outlook;
use super::rounds::Verdict;
use super::sheet::About;
use super::{layouts, types};
use crate::ir::{Api, Enum, Function, Kind, MacroValue, Skipped, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Why a function is left out that the compiler declares otherwise.
const OTHER_PROTOTYPE: &str = "the compiler gives it another prototype than libclang";
/// Why what C code cannot name is left out.
const HIDDEN: &str = "a macro of the same name hides it";
/// The same of a variable.
const OTHER_TYPE: &str = "the compiler gives it another type than libclang";

/// The judged API.
pub fn mend(
    api: &Api,
    typedefs: &BTreeMap<String, Type>,
    outlooks: &[Outlook],
    verdict: &Verdict,
    appeal: &Appeal,
) -> Api {
    let basics = Basics::new(|i| verdict.numbers(About::Basic(i)));
    let mut judged = api.clone();
    judged.leaves_packed = verdict.numbers(About::Packing).is_some_and(|packed| packed == [1]);
    let denied = denied_typedefs(typedefs, verdict, appeal);
    enums(&mut judged, verdict, &basics);
    let skipped = functions(&mut judged, verdict, appeal, &denied);
    judged.skipped.extend(skipped);
    let skipped = variables(&mut judged, verdict, appeal, &denied);
    judged.skipped.extend(skipped);
    macros(&mut judged, outlooks, verdict, appeal);
    layouts::mend(&mut judged, verdict, appeal, &denied);
    let meanings = mended_typedefs(typedefs, appeal);
    judged.typedefs.retain(|t| !denied.contains(&t.name));
    for typedef in &mut judged.typedefs {
        if let Some(ty) = meanings.get(&typedef.name) {
            typedef.ty = ty.clone();
        }
    }
    types::map_api(&mut judged, &|ty| corrected(ty, &basics, &meanings));
    judged
}

/// A part of a type with the compiler's widths, signs and typedef meanings.
fn corrected(ty: Type, basics: &Basics, meanings: &BTreeMap<String, Type>) -> Type {
    match ty {
        Type::Char { signed } => Type::Char { signed: basics.char_is_signed().unwrap_or(signed) },
        Type::Int(int) => Type::Int(basics.named(int.name).unwrap_or(int)),
        Type::Typedef { name, to } => match meanings.get(&name) {
            Some(meaning) => Type::Typedef { name, to: Box::new(layouts::requalified(&to, meaning.clone())) },
            None => Type::Typedef { name, to },
        },
        other => other,
    }
}

/// Typedefs whose claimed meaning is wrong and whose true one the model has no word for.
fn denied_typedefs(
    typedefs: &BTreeMap<String, Type>,
    verdict: &Verdict,
    appeal: &Appeal,
) -> BTreeSet<String> {
    let is_lost = |about: About| {
        let unconfirmed = is_denied(verdict, about) || verdict.refused.contains_key(&about);
        unconfirmed && !appeal.types.contains_key(&about)
    };
    let lost = typedefs.keys().enumerate().filter(|(i, _)| is_lost(About::Typedef(*i)));
    lost.map(|(_, name)| name.clone()).collect()
}

fn mended_typedefs(typedefs: &BTreeMap<String, Type>, appeal: &Appeal) -> BTreeMap<String, Type> {
    let meaning = |i| appeal.types.get(&About::Typedef(i)).cloned();
    typedefs.keys().enumerate().filter_map(|(i, name)| Some((name.clone(), meaning(i)?))).collect()
}

fn enums(judged: &mut Api, verdict: &Verdict, basics: &Basics) {
    let mut skipped = Vec::new();
    for (i, enumeration) in judged.enums.iter_mut().enumerate() {
        constants(i, enumeration, verdict, &mut skipped);
        match verdict.numbers(About::Enum(i)) {
            Some([size, signed]) => {
                let bits = u16::try_from(size * 8).unwrap_or(0);
                let signed = *signed != 0;
                if (enumeration.int.bits, enumeration.int.signed) != (bits, signed)
                    && let Some(int) = basics.of(bits, signed)
                {
                    enumeration.int = int;
                }
            }
            _ => enumeration.int = basics.named(enumeration.int.name).unwrap_or(enumeration.int),
        }
    }
    judged.skipped.extend(skipped);
}

fn constants(index: usize, enumeration: &mut Enum, verdict: &Verdict, skipped: &mut Vec<Skipped>) {
    let mut at = 0;
    let span = enumeration.span.clone();
    enumeration.constants.retain_mut(|constant| {
        let about = About::Constant(index, at);
        at += 1;
        if let Some([negative, low, high]) = verdict.numbers(about) {
            constant.value = super::answers::wide(*low, *high, *negative != 0);
            return true;
        }
        let said = verdict.refused.get(&about).map_or("no answer", String::as_str);
        let reason = format!("the compiler does not know it ({said})");
        skipped.push(Skipped { kind: Kind::Enum, name: constant.name.clone(), reason, span: span.clone() });
        false
    });
}

fn functions(
    judged: &mut Api,
    verdict: &Verdict,
    appeal: &Appeal,
    denied: &BTreeSet<String>,
) -> Vec<Skipped> {
    let hidden = hidden_names(judged);
    let mut skipped = Vec::new();
    let mut index = 0;
    judged.functions.retain_mut(|function| {
        let reason = function_reason(index, function, verdict, appeal, denied, &hidden);
        index += 1;
        let Some(reason) = reason else { return true };
        let (name, span) = (function.name.clone(), function.span.clone());
        skipped.push(Skipped { kind: Kind::Function, name, reason, span });
        false
    });
    skipped
}

/// Confirms or mends a function; the reason where it cannot stay.
fn function_reason(
    index: usize,
    function: &mut Function,
    verdict: &Verdict,
    appeal: &Appeal,
    denied: &BTreeSet<String>,
    hidden: &BTreeSet<String>,
) -> Option<String> {
    let about = About::Function(index);
    if hidden.contains(&function.name) {
        return Some(HIDDEN.into());
    }
    if let Some(said) = verdict.refused.get(&about) {
        return Some(format!("the compiler refuses its prototype ({said})"));
    }
    if types::function_uses_typedef(&function.ty, denied) {
        return Some("the compiler gives a type of its prototype another meaning than libclang".into());
    }
    match verdict.numbers(about) {
        Some([0, ..]) => match appeal.functions.get(&index) {
            Some(ty) => function.ty = ty.clone(),
            None => return Some(OTHER_PROTOTYPE.into()),
        },
        Some([_, also_odd]) => function.ty.prototype = *also_odd == 0,
        // Confirmed; or it has a type that C cannot spell or the model has no word for, then nothing was claimed and the
        // plan leaves it out.
        Some(_) | None => {}
    }
    None
}

/// Names that C code cannot call, since an object-like macro with another text stands before them.
fn hidden_names(api: &Api) -> BTreeSet<String> {
    let is_other = |value: &MacroValue, name: &str| match value {
        MacroValue::Unknown(text) => text.trim() != name,
        MacroValue::Alias(other) => other != name,
        MacroValue::FunctionLike(_) | MacroValue::NoValue => false,
        _ => true,
    };
    api.macros.iter().filter(|m| is_other(&m.value, &m.name)).map(|m| m.name.clone()).collect()
}

fn variables(
    judged: &mut Api,
    verdict: &Verdict,
    appeal: &Appeal,
    denied: &BTreeSet<String>,
) -> Vec<Skipped> {
    let hidden = hidden_names(judged);
    let mut skipped = Vec::new();
    let mut index = 0;
    judged.variables.retain_mut(|variable| {
        let about = About::Variable(index);
        index += 1;
        let reason = if hidden.contains(&variable.name) {
            HIDDEN.to_owned()
        } else if let Some(said) = verdict.refused.get(&about) {
            format!("the compiler refuses its type ({said})")
        } else if types::uses_typedef(&variable.ty, denied) {
            OTHER_TYPE.to_owned()
        } else if is_denied(verdict, about) {
            if let Some(ty) = appeal.types.get(&about) {
                variable.ty = ty.clone();
                return true;
            }
            OTHER_TYPE.to_owned()
        } else {
            return true;
        };
        let (name, span) = (variable.name.clone(), variable.span.clone());
        skipped.push(Skipped { kind: Kind::Variable, name, reason, span });
        false
    });
    skipped
}

fn macros(judged: &mut Api, outlooks: &[Outlook], verdict: &Verdict, appeal: &Appeal) {
    for (i, (m, outlook)) in judged.macros.iter_mut().zip(outlooks).enumerate() {
        if matches!(m.value, MacroValue::FunctionLike(_)) {
            continue;
        }
        let first = match verdict.answers.get(&About::Macro(i)) {
            Some(Answer::Macro(answer)) => Some(answer),
            _ => None,
        };
        m.value = match outlook {
            Outlook::Alias(name) => MacroValue::Alias(name.clone()),
            Outlook::Known(value) => MacroValue::Int(*value),
            _ => appeal.macros.get(&i).or(first).map_or(MacroValue::NoValue, value),
        };
    }
}

fn value(answer: &MacroAnswer) -> MacroValue {
    match answer {
        MacroAnswer::Int(value) => MacroValue::Int(*value),
        MacroAnswer::Float(value) => MacroValue::Float(*value),
        MacroAnswer::Str(bytes) => MacroValue::Str(bytes.clone()),
        MacroAnswer::Address(address) => MacroValue::Address(*address),
        MacroAnswer::Other => MacroValue::NoValue,
    }
}
