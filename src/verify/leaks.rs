//! Leaks: which operations are called again and again, and what their counts say.
//!
//! In: the script, what the differential run showed, the counts of the worker. Out: the operations worth counting, then
//! checks. An operation is counted where it ended well in every style and gave the same each time: of each function one
//! call for each kind of answer (a value, `None`, an error), and one that each parameter's conversion refuses.
//!
//! C's memory may grow for a good reason: a function makes something that its caller has to free. Then it grows alike in
//! every style, and nothing else does. That is told, and is no difference.

use super::differ::{self, Judgement};
use super::observed::{Growth, Observed};
use super::result::{Check, Kind, Leaks};
use super::script::{Group, Operation, Rule, Script};
use std::collections::{BTreeMap, BTreeSet};

/// Growth per call that is no noise: a thousand calls leave ten of something behind.
const THRESHOLD: f64 = 0.01;

/// The count that grows where the library makes something for its caller.
const HEAP: &str = "bytes of C's memory";

/// Why an operation was not counted, where that is no fault of it.
const NOT_RUN: [&str; 3] = ["too slow", "given up", "not tried"];

/// What is said of a way to end.
fn fatal(how: &str) -> &'static str {
    match how {
        "timeout" => "called again and again, it does not come back",
        _ => "called again and again, it ends the process",
    }
}

/// The operations that are counted: indices, for each group.
pub fn selection(
    script: &Script,
    styles: &[Observed],
    judge: impl Fn(usize, usize) -> Judgement,
) -> Vec<Vec<usize>> {
    let of = |(g, group): (usize, &Group)| {
        let is_sound = |i: &usize| judge(g, *i) == Judgement::Equal;
        let first = |i: usize| styles[0].outcomes[g][i].first();
        let raised = |i: usize| first(i).and_then(|o| differ::raised(&o.r)).is_some();
        let kind = |i: usize| first(i).map(differ::kind).unwrap_or_default();
        let sound: Vec<usize> = (0..group.operations.len()).filter(is_sound).collect();
        if group.base.is_some() {
            of_function(group, &sound, raised, kind)
        } else {
            of_class(group, &sound, raised)
        }
    };
    script.groups.iter().enumerate().map(of).collect()
}

/// One call for each kind of outcome that C's answer has (a value, `None`, an error), with something in its arguments
/// if it can be; one failure for each parameter.
fn of_function(
    group: &Group,
    sound: &[usize],
    raised: impl Fn(usize) -> bool,
    kind: impl Fn(usize) -> String,
) -> Vec<usize> {
    let base = group.base.unwrap_or_default();
    let preferred = [base + 1, base].into_iter().filter(|i| sound.contains(i));
    let calls = preferred.chain(sound.iter().copied()).filter(|&i| !group.operations[i].is_plain);
    let mut kinds = BTreeSet::new();
    let mut chosen: Vec<usize> = calls.filter(|&i| kinds.insert(kind(i))).collect();
    let refused = sound.iter().copied().filter(|&i| group.operations[i].is_plain && raised(i));
    chosen.extend(first_of_each(group, refused));
    chosen
}

/// Cases; everything that a class does by itself; each field set to something, and refusing something.
fn of_class(group: &Group, sound: &[usize], raised: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_case = |o: &Operation| o.rule == Rule::Case;
    let is_whole = |i: usize| group.operations[i].subject.is_none() && !raised(i);
    let mut chosen: Vec<usize> =
        sound.iter().copied().filter(|&i| is_whole(i) || is_case(&group.operations[i])).collect();
    chosen.extend(first_of_each(group, sound.iter().copied().filter(|&i| !raised(i))));
    chosen.extend(first_of_each(group, sound.iter().copied().filter(|&i| raised(i))));
    chosen
}

/// The first operation about each parameter or field.
fn first_of_each(group: &Group, among: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut is_new = |i: &usize| group.operations[*i].subject.as_ref().is_some_and(|s| seen.insert(&s.name));
    among.filter(|i| is_new(i)).collect()
}

/// What one operation left behind.
enum Finding {
    Nothing,
    /// C's memory grows by so much in every style.
    Keeps(f64),
    /// In some style something is left behind that should not be.
    Left(String),
    /// It was not counted.
    NotJudged(String),
}

/// The checks, and what there is to tell.
pub fn checks(script: &Script, selection: &[Vec<usize>], styles: &[Observed]) -> (Vec<Check>, Leaks) {
    let mut checks = Vec::new();
    let mut leaks = Leaks::default();
    for (g, group) in script.groups.iter().enumerate() {
        let mut n = 0;
        let mut reasons = BTreeSet::new();
        for &i in &selection[g] {
            let what = || text(group, i);
            let seen: Vec<Option<&Growth>> = styles.iter().map(|s| s.leaks.get(&(g, i))).collect();
            match finding(&seen) {
                Finding::Nothing => n += 1,
                Finding::Keeps(bytes) => {
                    n += 1;
                    leaks.kept.push((what(), bytes));
                }
                Finding::NotJudged(reason) => {
                    reasons.insert(reason);
                }
                Finding::Left(reason) => {
                    let told = styles.iter().zip(&seen).map(|(s, growth)| (s.style.clone(), told(*growth)));
                    let check = Check::different(Kind::Leak, what(), reason).outcomes(told);
                    checks.push(check.about(group.operations[i].subject.as_ref(), None).at(&group.span));
                    n += 1;
                }
            }
        }
        leaks.calls += n;
        if n > 0 {
            leaks.judged += 1;
            checks.push(Check::equal(Kind::Leak, &group.title, n).at(&group.span));
        } else if group.base.is_some() {
            let reason = reasons.into_iter().next();
            let reason = reason.unwrap_or_else(|| "no call ended well and alike each time".into());
            leaks.not_judged.push((group.title.clone(), reason));
        }
    }
    leaks.not_judged.extend(script.not_called.iter().cloned());
    checks.extend(styles.iter().filter_map(|s| unfinished(script, selection, s)));
    (checks, leaks)
}

/// A style in which the counting itself came to an end, and at what.
fn unfinished(script: &Script, selection: &[Vec<usize>], s: &Observed) -> Option<Check> {
    let why = s.import_error.as_ref()?;
    let mut all = selection.iter().enumerate().flat_map(|(g, of)| of.iter().map(move |&i| (g, i)));
    let (g, i) = all.find(|at| !s.leaks.contains_key(at))?;
    let group = &script.groups[g];
    let check = Check::different(Kind::Leak, text(group, i), "the counting came no further");
    Some(check.outcomes([(s.style.clone(), why.clone())]).at(&group.span))
}

fn text(group: &Group, i: usize) -> String {
    let operation = &group.operations[i];
    let text = operation.ask.text();
    if operation.rule == Rule::Case { format!("{}: {text}", group.title) } else { text }
}

fn finding(seen: &[Option<&Growth>]) -> Finding {
    let Some(seen) = seen.iter().copied().collect::<Option<Vec<&Growth>>>() else {
        return Finding::NotJudged("it was not reached".into());
    };
    let died: Vec<&str> = seen.iter().filter_map(|g| g.died.as_deref()).collect();
    // One call of it ended well in every style: what many calls do to it is a fault, whoever's.
    if let Some(how) = died.iter().find(|how| !NOT_RUN.contains(how)) {
        return Finding::Left(fatal(how).into());
    }
    if let Some(how) = died.first() {
        return Finding::NotJudged(format!("it was not called again and again ({how})"));
    }
    let grown: Vec<BTreeMap<&str, f64>> = seen.iter().map(|g| grown(g)).collect();
    if grown.iter().all(BTreeMap::is_empty) {
        return Finding::Nothing;
    }
    match kept_by_all(&grown) {
        Some(bytes) => Finding::Keeps(bytes),
        None => Finding::Left("each call leaves something behind".into()),
    }
}

/// The counts that grew or shrank.
fn grown(growth: &Growth) -> BTreeMap<&str, f64> {
    growth.growth.iter().filter(|(_, g)| g.abs() > THRESHOLD).map(|(l, g)| (l.as_str(), *g)).collect()
}

/// How much of C's memory every style keeps alike, if nothing else grows in any; one style alone says nothing.
fn kept_by_all(grown: &[BTreeMap<&str, f64>]) -> Option<f64> {
    let first = *grown.first()?.get(HEAP)?;
    let alike = |g: &BTreeMap<&str, f64>| {
        g.len() == 1 && g.get(HEAP).is_some_and(|bytes| (bytes - first).abs() <= 0.05 * first.abs())
    };
    (grown.len() > 1 && first > 0.0 && grown.iter().all(alike)).then_some(first)
}

/// What one style's counts say, in words.
fn told(growth: Option<&Growth>) -> String {
    let Some(growth) = growth else { return "not counted".into() };
    if let Some(how) = &growth.died {
        return how.clone();
    }
    let words: Vec<String> =
        grown(growth).iter().map(|(label, by)| format!("{label} {by:+.2} per call")).collect();
    if words.is_empty() { "nothing is left behind".into() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn growth(counts: &[(&str, f64)]) -> Growth {
        let growth = counts.iter().map(|(l, g)| ((*l).to_owned(), *g)).collect();
        Growth { calls: 1000, growth, died: None }
    }

    fn check(styles: &[Growth], expected: &str) {
        let seen: Vec<Option<&Growth>> = styles.iter().map(Some).collect();
        let word = match finding(&seen) {
            Finding::Nothing => "nothing".to_owned(),
            Finding::Keeps(bytes) => format!("keeps {bytes}"),
            Finding::Left(reason) | Finding::NotJudged(reason) => reason,
        };
        assert_eq!(word, expected);
    }

    #[test]
    fn growth_is_told_from_noise_and_from_what_the_library_makes() {
        let clean = growth(&[("references to None", 0.002)]);
        let lost = growth(&[("references to None", -1.0)]);
        let kept = growth(&[(HEAP, 32.0)]);
        check(&[clean.clone(), clean.clone()], "nothing");
        check(&[clean.clone(), lost], "each call leaves something behind");
        check(&[kept.clone(), kept.clone()], "keeps 32");
        check(&[clean.clone(), kept.clone()], "each call leaves something behind");
        check(&[kept.clone(), growth(&[(HEAP, 64.0)])], "each call leaves something behind");
        // Whether the library or the binding keeps it, one style alone does not tell.
        check(&[kept], "each call leaves something behind");
        let dead = |how: &str| Growth { died: Some(how.into()), ..growth(&[]) };
        let ends = "called again and again, it ends the process";
        check(&[dead("crash"), clean.clone()], ends);
        check(&[dead("crash"), dead("crash")], ends);
        check(&[dead("exit"), dead("too slow")], ends);
        check(&[dead("timeout"), clean.clone()], "called again and again, it does not come back");
        let slow = "it was not called again and again (too slow)";
        check(&[dead("too slow"), clean.clone()], slow);
        check(&[dead("given up"), clean], "it was not called again and again (given up)");
    }
}
