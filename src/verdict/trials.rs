//! Whether code can call what is code itself: inline functions, and what has a signature of the configuration.
//!
//! In: the judged API. Out: a new one, without the inline functions that do not compile where they are called, and with
//! the symbols that each of the others needs. A signature that does not compile is the user's to mend.

use super::Timings;
use super::answers::Answer;
use super::rounds::{Court, Verdict};
use super::sheet::{About, Claim, Form};
use super::types::Spelling;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::ir::{Api, Function, Kind, Language, Linkage, Macro, MacroValue, Skipped};
use std::collections::BTreeSet;

/// Tries all calls; compiles nothing where there is none.
pub fn hear(court: &Court<'_>, timings: &mut Timings) -> Result<Api> {
    let api = court.api;
    let claims = claims(api);
    let mut tried = api.clone();
    if claims.is_empty() {
        return Ok(tried);
    }
    let verdict = court.ask(&claims, timings)?;
    let mut findings = Vec::new();
    let asked: BTreeSet<About> = claims.iter().map(|claim| claim.about).collect();
    let signatures = tried.signatures.iter_mut().enumerate();
    for (i, signature) in signatures.filter(|(i, _)| asked.contains(&About::Signature(*i))) {
        match answer(&verdict, About::Signature(i)) {
            Ok(symbols) => signature.function.refers_to = symbols,
            Err(said) => {
                let message = format!("`{}` cannot be called with this signature: {said}", signature.callee);
                findings.push(Diagnostic::error(
                    "config-signature",
                    signature.function.span.clone(),
                    message,
                ));
            }
        }
    }
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    let (mut at, mut skipped) = (0.., Vec::new());
    tried.functions.retain_mut(|function| {
        let about = About::Call(at.next().unwrap_or(0));
        if !asked.contains(&about) {
            return true;
        }
        let reason = match answer(&verdict, about) {
            Ok(symbols) => {
                function.refers_to = symbols;
                return true;
            }
            Err(said) => format!("an inline function that the compiler cannot call ({said})"),
        };
        let (name, span) = (function.name.clone(), function.span.clone());
        skipped.push(Skipped { kind: Kind::Function, name, reason, span });
        false
    });
    tried.skipped.extend(skipped);
    Ok(tried)
}

fn answer(verdict: &Verdict, about: About) -> std::result::Result<Vec<String>, String> {
    match verdict.answers.get(&about) {
        Some(Answer::Symbols(symbols)) => Ok(symbols.clone()),
        _ => Err(verdict.refused.get(&about).map_or("no answer", |said| without_option(said)).to_owned()),
    }
}

/// The sentence without the option that makes it an error here.
fn without_option(said: &str) -> &str {
    said.split(" [-W").next().unwrap_or(said)
}

fn claims(api: &Api) -> Vec<Claim> {
    if api.language == Language::Cxx {
        return Vec::new();
    }
    let spelling = Spelling::of(api);
    let is_call = |f: &Function| !f.ty.variadic && f.ty.prototype && spelling.has_function(&f.ty);
    let claim = |about, f: &Function, callee: &str| {
        let form = Form::Code(Box::new(f.ty.clone()), called(api, callee));
        Claim { about, form }
    };
    let inline = api.functions.iter().enumerate().filter(|(_, f)| f.linkage == Linkage::Inline && is_call(f));
    let inline = inline.map(|(i, f)| claim(About::Call(i), f, &f.name));
    let takes_arguments = |m: &Macro| matches!(m.value, MacroValue::FunctionLike(_));
    let is_known = |callee: &str| {
        let mut macros = api.macros.iter();
        api.functions.iter().any(|f| f.name == callee)
            || macros.any(|m| m.name == callee && takes_arguments(m))
    };
    let signatures = api
        .signatures
        .iter()
        .enumerate()
        .filter(|(_, s)| is_known(&s.callee) && spelling.has_function(&s.function.ty));
    let signatures = signatures.map(|(i, s)| claim(About::Signature(i), &s.function, &s.callee));
    inline.chain(signatures).collect()
}

/// In parentheses a function is meant, not the macro of its name.
fn called(api: &Api, callee: &str) -> String {
    let is_hidden = |m: &Macro| m.name == callee && matches!(m.value, MacroValue::FunctionLike(_));
    let is_function = api.functions.iter().any(|f| f.name == callee);
    if is_function && api.macros.iter().any(is_hidden) { format!("({callee})") } else { callee.to_owned() }
}
