//! Compares the outcomes of one operation across the styles, with several samples of each.
//!
//! In: the rule, the samples. Out: [`Judgement`].
//!
//! What C leaves open must not be taken for a difference between bindings. The rules:
//! - An operation whose samples differ within one style (an address, the time, uninitialised memory; the runs differ
//!   in address layout, in the bytes of fresh memory and of the stack) is not determined. Then the styles agree where
//!   some kind of outcome (a type, an exception type, a crash) is common to all.
//! - A crash in every style is equal: C was given what it cannot take. Which signal it was does not matter.
//! - A crash that a style shows every time, and another style never, is a difference where the memory that was passed
//!   is the worker's own: it lies between guard pages, so C meets the same bytes and the same limits in each style.
//!   So it is where the other style refused the value, and for each function's call with harmless values. In between, where
//!   C got a string of Python's, it may have run off its end, and what lies there is the style's own affair.
//! - A function that looks around its strings is known by a probe: the same bytes, each time in other surroundings, give
//!   another result. Of its calls with strings only the refusals are compared.
//! - A crash that a style shows now and then falls under the first rule.
//! - Python's memory used without its lock, the GIL, is the binding's own fault, in whichever run it was seen.
//! - An operation that was not run in some style, because what it builds on ended the process or too many of its group had
//!   run into the time limit, is not compared.

use super::observed::Outcome;
use super::script::{Operation, Rule};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What the samples say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The same everywhere.
    Equal,
    /// The same everywhere: a crash.
    Crash,
    /// Not the same from run to run, and of one kind.
    Undetermined,
    /// Not the same, or not right.
    Different(String),
    /// Not what the contract says of the values, in some style or in all.
    Breach(String),
}

/// What is known of an operation besides its outcomes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// It is the call with harmless values.
    pub is_base: bool,
    /// The group's probe shows that C looks around its strings.
    pub looks_around: bool,
}

/// Judges one operation; one list of samples for each style.
pub fn judge(operation: &Operation, styles: &[&[Outcome]], circumstances: Circumstances) -> Judgement {
    let rule = &operation.rule;
    let mut outcomes = styles.iter().flat_map(|s| s.iter());
    if outcomes.clone().any(was_not_run) {
        return Judgement::Undetermined;
    }
    if let Some(wrong) = outcomes.clone().find_map(|o| broken(rule, o)) {
        return Judgement::Different(wrong);
    }
    if let Some(said) = demands(styles).and_then(|wanted| outcomes.find_map(|o| breach(wanted, o))) {
        return Judgement::Breach(said);
    }
    let same_result = |a: &Outcome, b: &Outcome| is_same_result(rule, a, b);
    let same_memory = |a: &Outcome, b: &Outcome| a.m == b.m;
    let (steady_result, steady_memory) = (is_steady(styles, same_result), is_steady(styles, same_memory));
    let agrees = if steady_result { are_alike(styles, same_result) } else { have_common(styles, kind) };
    if !agrees && may_have_run_off(operation, styles, circumstances) {
        return Judgement::Undetermined;
    }
    if !agrees {
        return Judgement::Different("the styles do not agree".into());
    }
    if !(if steady_memory { are_alike(styles, same_memory) } else { have_common(styles, touched) }) {
        return Judgement::Different("what was written into memory differs".into());
    }
    match styles.first().and_then(|s| s.first()).and_then(|o| how_ended(&o.r)) {
        _ if !(steady_result && steady_memory) => Judgement::Undetermined,
        Some(_) => Judgement::Crash,
        None => Judgement::Equal,
    }
}

/// What the contract demands of the operation's values: the same whoever was asked.
pub fn demands<'a>(styles: &[&'a [Outcome]]) -> Option<&'a [String]> {
    styles.iter().flat_map(|s| s.iter()).find_map(|o| o.w.as_deref())
}

/// What the contract says, where an outcome is not it. A value that it takes may still fail inside C, and be told so by the
/// module's own exception or `OSError`; what refuses a value is one of three.
fn breach(wanted: &[String], outcome: &Outcome) -> Option<String> {
    let got = raised(&outcome.r).map(|(name, _)| name);
    if wanted.is_empty() {
        let is_refusal = matches!(got, Some("TypeError" | "OverflowError" | "ValueError"));
        return is_refusal.then(|| "the contract takes it".into());
    }
    let is_right = got.is_some_and(|name| wanted.iter().any(|w| w == name));
    (!is_right).then(|| format!("the contract says {}", wanted.join(" or ")))
}

/// Whether an operation gave something else from run to run in some style.
pub fn varies(rule: &Rule, styles: &[&[Outcome]]) -> bool {
    !is_steady(styles, |a, b| is_same_result(rule, a, b) && a.m == b.m)
}

fn is_steady(styles: &[&[Outcome]], same: impl Fn(&Outcome, &Outcome) -> bool) -> bool {
    styles.iter().all(|s| s.windows(2).all(|w| same(&w[0], &w[1])))
}

fn are_alike(styles: &[&[Outcome]], same: impl Fn(&Outcome, &Outcome) -> bool) -> bool {
    styles.windows(2).all(|w| match (w[0].first(), w[1].first()) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() == b.is_none(),
    })
}

/// Whether two results are the same as far as the rule goes: it may leave the text of an exception free. What a const
/// member says when it is set is always the interpreter's.
fn is_same_result(rule: &Rule, a: &Outcome, b: &Outcome) -> bool {
    let is_read_only = |r| raised(r).is_some_and(|(name, _)| name == "AttributeError");
    let is_loose = matches!(rule, Rule::SameType | Rule::Arity(_)) || is_read_only(&a.r);
    match (a.r.as_object(), b.r.as_object()) {
        (Some(a), Some(b)) if is_loose => {
            a.iter().filter(|(k, _)| *k != "text").eq(b.iter().filter(|(k, _)| *k != "text"))
        }
        _ => a.r == b.r,
    }
}

fn was_not_run(outcome: &Outcome) -> bool {
    matches!(how_ended(&outcome.r), Some("given up" | "not tried"))
}

/// Whether the outcomes may differ because C ran off a string of Python's: no style refused the value, and some died of
/// it, or the function is known for it.
fn may_have_run_off(operation: &Operation, styles: &[&[Outcome]], circumstances: Circumstances) -> bool {
    let mut outcomes = styles.iter().flat_map(|s| s.iter());
    let is_known = circumstances.looks_around;
    let is_likely = !circumstances.is_base && outcomes.clone().any(|o| how_ended(&o.r).is_some());
    operation.lends && (is_known || is_likely) && outcomes.all(|o| raised(&o.r).is_none())
}

/// What is wrong with an outcome whatever the other styles say.
fn broken(rule: &Rule, outcome: &Outcome) -> Option<String> {
    match rule {
        _ if how_ended(&outcome.r) == Some("no GIL") => {
            Some("Python was used without its lock (the GIL)".into())
        }
        _ if !outcome.s.is_empty() => {
            Some(format!("it gives up a reference to {} that is not its own", outcome.s.join(" and ")))
        }
        Rule::Case if outcome.equal == Some(false) => Some("the case does not give what it expects".into()),
        Rule::Case if raised(&outcome.r).is_some() => Some("the case failed".into()),
        Rule::Arity(function) => match raised(&outcome.r) {
            Some(("TypeError", text)) if text.contains(function.as_str()) => None,
            Some(("TypeError", _)) => Some("the text does not name the function".into()),
            _ => Some("a wrong number of arguments is a TypeError".into()),
        },
        Rule::Layout(claim) | Rule::Bits(claim) if outcome.r != layout(claim) => {
            let [size, first, end] = claim;
            let unit = if matches!(rule, Rule::Bits(_)) { "bits" } else { "bytes" };
            Some(format!("the compiler says: {size} bytes in all, the field in {unit} {first} to {end}"))
        }
        _ => None,
    }
}

fn layout(claim: &[u64; 3]) -> Json {
    json!(["tuple", claim.map(|n| json!(["int", n.to_string()]))])
}

/// The exception's type and text, where one was raised.
pub fn raised(value: &Json) -> Option<(&str, &str)> {
    Some((value.get("raise")?.as_str()?, value.get("text")?.as_str()?))
}

/// How the process ended, where it did: `crash`, `exit`, `timeout`, `given up`.
pub fn how_ended(value: &Json) -> Option<&str> {
    match value.as_array()?.as_slice() {
        [Json::String(how)] => Some(how),
        _ => None,
    }
}

/// The kind of an outcome: how it ended, the exception, or the type of the value.
pub fn kind(outcome: &Outcome) -> String {
    match &outcome.r {
        Json::Null => "None".into(),
        Json::Object(raised) => format!("raise {}", raised.get("raise").unwrap_or(&Json::Null)),
        Json::Array(parts) => parts.first().and_then(Json::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// Which memory was written, whatever was written.
fn touched(outcome: &Outcome) -> String {
    let keys = outcome.m.as_ref().and_then(Json::as_object).map(|m| m.keys().cloned().collect::<Vec<_>>());
    keys.unwrap_or_default().join(", ")
}

/// Whether some form of outcome occurs in every style.
fn have_common(styles: &[&[Outcome]], form: impl Fn(&Outcome) -> String) -> bool {
    let mut sets = styles.iter().map(|s| s.iter().map(&form).collect::<BTreeSet<String>>());
    let first = sets.next().unwrap_or_default();
    let common = sets.fold(first, |all, s| all.intersection(&s).cloned().collect());
    !common.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::script::Ask;

    fn outcome(text: &str) -> Outcome {
        serde_json::from_str(text).unwrap()
    }

    fn check(rule: &Rule, styles: &[&[&str]], expected: &str) {
        check_lending(false, Circumstances::default(), rule, styles, expected);
    }

    fn check_lending(
        lends: bool,
        circumstances: Circumstances,
        rule: &Rule,
        styles: &[&[&str]],
        expected: &str,
    ) {
        let styles: Vec<Vec<Outcome>> =
            styles.iter().map(|s| s.iter().map(|t| outcome(t)).collect()).collect();
        let slices: Vec<&[Outcome]> = styles.iter().map(Vec::as_slice).collect();
        let mut operation = Operation::new(Ask::Expression { e: "x".into() }, rule.clone());
        operation.lends = lends;
        let word = match judge(&operation, &slices, circumstances) {
            Judgement::Equal => "equal".to_owned(),
            Judgement::Crash => "crash".to_owned(),
            Judgement::Undetermined => "undetermined".to_owned(),
            Judgement::Different(reason) | Judgement::Breach(reason) => format!("different: {reason}"),
        };
        assert_eq!(word, expected);
    }

    const FIVE: &str = r#"{"r": ["int", "5"]}"#;
    const SIX: &str = r#"{"r": ["int", "6"]}"#;
    const CRASH: &str = r#"{"r": ["crash"]}"#;
    const NONE: &str = r#"{"r": null}"#;

    #[test]
    fn steady_values_are_compared_exactly() {
        check(&Rule::Same, &[&[FIVE, FIVE], &[FIVE, FIVE]], "equal");
        check(&Rule::Same, &[&[FIVE, FIVE], &[SIX, SIX]], "different: the styles do not agree");
        let written = r#"{"r": null, "m": {"slot 0": [[0, "01"]]}}"#;
        check(&Rule::Same, &[&[NONE], &[written]], "different: what was written into memory differs");
    }

    #[test]
    fn what_varies_within_a_style_is_compared_by_kind() {
        check(&Rule::Same, &[&[FIVE, SIX], &[FIVE, FIVE]], "undetermined");
        check(&Rule::Same, &[&[FIVE, SIX], &[NONE, NONE]], "different: the styles do not agree");
        check(&Rule::Same, &[&[FIVE, CRASH], &[FIVE, FIVE]], "undetermined");
    }

    #[test]
    fn crashes() {
        check(&Rule::Same, &[&[CRASH, CRASH], &[CRASH, CRASH]], "crash");
        check(&Rule::Same, &[&[CRASH, CRASH], &[FIVE, FIVE]], "different: the styles do not agree");
        check(&Rule::Same, &[&[CRASH, r#"{"r": ["given up"]}"#], &[FIVE, FIVE]], "undetermined");
        check(&Rule::Same, &[&[r#"{"r": ["not tried"]}"#], &[FIVE]], "undetermined");
    }

    #[test]
    fn what_lies_around_a_string_is_nobodys_fault() {
        let (dead, alive): (&[&str], &[&str]) = (&[CRASH, CRASH], &[FIVE, FIVE]);
        let differ = "different: the styles do not agree";
        let refused = r#"{"r": {"raise": "TypeError", "text": "no"}}"#;
        let later = Circumstances::default();
        check_lending(true, later, &Rule::Same, &[dead, alive], "undetermined");
        check_lending(true, later, &Rule::Same, &[dead, &[refused, refused]], differ);
        check_lending(true, later, &Rule::Same, &[alive, &[SIX, SIX]], differ);
        let base = Circumstances { is_base: true, ..later };
        check_lending(true, base, &Rule::Same, &[dead, alive], differ);
        let around = Circumstances { looks_around: true, ..base };
        check_lending(true, around, &Rule::Same, &[alive, &[SIX, SIX]], "undetermined");
        check_lending(true, around, &Rule::Same, &[alive, &[refused, refused]], differ);
        check_lending(false, around, &Rule::Same, &[alive, &[SIX, SIX]], differ);
    }

    #[test]
    fn the_interpreters_own_texts_are_free() {
        let raised = |text: &str| format!(r#"{{"r": {{"raise": "TypeError", "text": "{text}"}}}}"#);
        let (a, b) = (raised("add() takes 2"), raised("add expected 2"));
        check(&Rule::SameType, &[&[&a], &[&b]], "equal");
        check(&Rule::Same, &[&[&a], &[&b]], "different: the styles do not agree");
        let (c, d) = (a.replace("Type", "Attribute"), b.replace("Type", "Attribute"));
        check(&Rule::Same, &[&[&c], &[&d]], "equal");
        check(&Rule::Same, &[&[&c], &[&b]], "different: the styles do not agree");
        check(&Rule::Arity("add".into()), &[&[&a], &[&b]], "equal");
        check(&Rule::Arity("sub".into()), &[&[&a], &[&b]], "different: the text does not name the function");
        check(
            &Rule::Arity("add".into()),
            &[&[FIVE], &[FIVE]],
            "different: a wrong number of arguments is a TypeError",
        );
    }

    #[test]
    fn outcomes_are_held_to_the_contract() {
        let refuse = r#"{"r": {"raise": "TypeError", "text": "no"}, "w": ["TypeError"]}"#;
        check(&Rule::Same, &[&[refuse], &[refuse]], "equal");
        let takes = r#"{"r": ["int", "5"], "w": ["TypeError"]}"#;
        check(&Rule::Same, &[&[takes], &[takes]], "different: the contract says TypeError");
        let wrong = r#"{"r": {"raise": "TypeError", "text": "no"}, "w": ["OverflowError"]}"#;
        check(&Rule::Same, &[&[wrong], &[wrong]], "different: the contract says OverflowError");
        let crashes = r#"{"r": ["crash"], "w": ["TypeError"]}"#;
        check(&Rule::Same, &[&[crashes], &[CRASH]], "different: the contract says TypeError");
        let refused = r#"{"r": {"raise": "TypeError", "text": "no"}, "w": []}"#;
        check(&Rule::Same, &[&[refused], &[refused]], "different: the contract takes it");
        let failed = r#"{"r": {"raise": "FakeError", "text": "inside C"}, "w": []}"#;
        check(&Rule::Same, &[&[failed], &[failed]], "equal");
    }

    #[test]
    fn layouts_are_held_to_the_compiler() {
        let moved = r#"{"r": ["tuple", [["int", "16"], ["int", "8"], ["int", "16"]]]}"#;
        check(&Rule::Layout([16, 8, 16]), &[&[moved], &[moved]], "equal");
        let wrong = "different: the compiler says: 16 bytes in all, the field in bytes 0 to 8";
        check(&Rule::Layout([16, 0, 8]), &[&[moved], &[moved]], wrong);
    }
}
