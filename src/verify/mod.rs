//! Proves the styles equal, or shows where they are not.
//!
//! In: the built packages, the plan, the cases of the project file, a Python. Out: [`Verification`]: every check with
//! its verdict, and the differences as diagnostics. It runs the packages in worker processes and knows nothing of how
//! they were made; it prints nothing.
//!
//! Two kinds of evidence. What a module says of itself (names, signatures, docs, manifest, constants, layouts) is
//! compared, and held to what the compiler confirmed. What it does is tried: the same operations, made from the plan and
//! a seed, run in every style, twice, in forked children; outcomes and effects on memory must be the same (`differ` has the
//! rules). A group with a difference is run twice again before it is believed. Where all is equal so far, the
//! random run looks further: sequences of calls with random values (`random`).

mod result;

mod calls;
mod classes;
mod contract;
mod maps;
mod script;
mod values;
mod variables;

mod observed;
mod session;
mod worker;

mod random;

mod compare;
mod layouts;

mod differ;
mod leaks;

#[cfg(test)]
mod tests;

pub use random::Asked;
pub use script::Subject;

pub use result::{Check, Counts, Example, FORMAT, Kind, Leaks, Random, StyleRun, Verdict, Verification};

use crate::config::Case;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::toolchain::Python;
use differ::{Circumstances, Judgement};
use observed::Observed;
use script::{Group, Script};
use std::path::PathBuf;

/// What is verified, and with what.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// What was decided.
    pub plan: &'a Plan,
    /// The built packages: style and folder (`OUT/<style>`, absolute).
    pub packages: &'a [(String, PathBuf)],
    /// The project file's cases.
    pub cases: &'a [Case],
    /// The interpreter that they were built for.
    pub python: &'a Python,
    /// Seed of the random mixtures of values, and of the random run.
    pub seed: u64,
    /// How long the random run is.
    pub random: Asked,
    /// Whether what calls leave behind is counted as well.
    pub leaks: bool,
}

/// Verifies.
///
/// # Errors
/// The interpreter or a temporary folder failed. A difference is no error, but a part of the result.
pub fn verify(input: &Input) -> Result<Verification> {
    let script = script::script(input.plan, input.cases, input.seed);
    let all = worker::selected(&script.groups, |_| true);
    let mut styles = run(input, Mode::Quick, &[0, 1], &all)?;
    let (mut leaks, mut random) = (None, None);
    let mut checks = compare::imports(input.plan, &styles);
    let mut counts = Counts::default();
    if styles.iter().all(|s| s.import_error.is_none()) {
        let suspects = suspects(&script, &styles);
        if !suspects.is_empty() {
            let again = worker::selected(&script.groups, |g| suspects.contains(&g));
            let again = run(input, Mode::Careful, &[2, 3], &again)?;
            styles.iter_mut().zip(again).for_each(|(s, more)| s.add_patient_samples(more));
        }
        checks.extend(compare::statements(input, &styles));
        checks.extend(
            script.groups.iter().enumerate().flat_map(|(g, group)| behaviour(g, group, &styles, &mut counts)),
        );
        // Where calls differ already, they would only be found again.
        let differs = |c: &Check| c.verdict == Verdict::Different && c.kind.is_about_calls();
        if input.random.sequences > 0 && input.packages.len() > 1 && !checks.iter().any(differs) {
            let (more, told) = random::explore(input, &script, &styles)?;
            checks.extend(more);
            random = Some(told);
        }
        if input.leaks {
            let (more, told) = count_leaks(input, &script, &styles)?;
            checks.extend(more);
            leaks = Some(told);
        }
    }
    Ok(Verification {
        format: FORMAT,
        module: input.plan.module.clone(),
        seed: input.seed,
        styles: styles.iter().map(style_run).collect(),
        checks,
        counts,
        leaks,
        random,
        not_called: script.not_called,
    })
}

fn style_run(s: &Observed) -> StyleRun {
    StyleRun { style: s.style.clone(), import_seconds: s.import_seconds, seconds: s.seconds }
}

/// Calls again and again what ended well and alike, and counts what is left behind.
fn count_leaks(input: &Input, script: &Script, styles: &[Observed]) -> Result<(Vec<Check>, Leaks)> {
    let judge = |g: usize, i: usize| judge(g, i, &script.groups[g], styles);
    let selection = leaks::selection(script, styles, judge);
    let mut groups = worker::selected(&script.groups, |g| !selection[g].is_empty());
    groups.iter_mut().zip(&selection).for_each(|(group, only)| group.only = Some(only));
    let counted = run(input, Mode::Leaks, &[0], &groups)?;
    Ok(leaks::checks(script, &selection, &counted))
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Outcomes.
    Quick,
    /// Outcomes of what is in doubt.
    Careful,
    /// What calls leave behind.
    Leaks,
}

/// Runs the groups in every style, once for each variation, all at the same time.
fn run(
    input: &Input,
    mode: Mode,
    variations: &[usize],
    groups: &[worker::Selected],
) -> Result<Vec<Observed>> {
    let of = |package: usize, variation: usize| worker::Run {
        package,
        variation,
        looks: mode == Mode::Quick && variation == 0,
        is_careful: mode == Mode::Careful,
        counts_leaks: mode == Mode::Leaks,
        groups,
    };
    let runs: Vec<worker::Run> = (0..input.packages.len())
        .flat_map(|package| variations.iter().map(move |&variation| of(package, variation)))
        .collect();
    let results: Vec<Result<Observed>> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            runs.iter().map(|run| scope.spawn(move || worker::observe(input, run))).collect();
        let lost = || Err(Error::Internal("a verify thread panicked".into()));
        threads.into_iter().map(|t| t.join().unwrap_or_else(|_| lost())).collect()
    });
    let mut styles: Vec<Observed> = Vec::new();
    for (run, result) in runs.iter().zip(results) {
        match styles.get_mut(run.package) {
            Some(style) => style.add_samples(result?),
            None => styles.push(result?),
        }
    }
    Ok(styles)
}

/// The groups in which some operation differs.
fn suspects(script: &Script, styles: &[Observed]) -> Vec<usize> {
    let differs = |g: usize, group: &Group| {
        (0..group.operations.len())
            .any(|i| matches!(judge(g, i, group, styles), Judgement::Different(_) | Judgement::Breach(_)))
    };
    script.groups.iter().enumerate().filter(|(g, group)| differs(*g, group)).map(|(g, _)| g).collect()
}

fn judge(g: usize, i: usize, group: &Group, styles: &[Observed]) -> Judgement {
    let looks_around =
        group.probe.is_some_and(|p| differ::varies(&group.operations[p].rule, &samples(g, p, styles)));
    let circumstances = Circumstances { is_base: group.base == Some(i), looks_around };
    differ::judge(&group.operations[i], &samples(g, i, styles), circumstances)
}

fn samples(g: usize, i: usize, styles: &[Observed]) -> Vec<&[observed::Outcome]> {
    styles.iter().map(|s| s.outcomes[g][i].as_slice()).collect()
}

/// One check for all of a group's operations that agree, one for each that does not.
fn behaviour(g: usize, group: &Group, styles: &[Observed], counts: &mut Counts) -> Vec<Check> {
    let mut checks = Vec::new();
    let is_case = |i: usize| group.operations[i].rule == script::Rule::Case;
    for (i, operation) in group.operations.iter().enumerate() {
        counts.operations += 1;
        let wanted = differ::demands(&samples(g, i, styles));
        counts.contract += usize::from(wanted.is_some());
        let mut kind = if is_case(i) { Kind::Case } else { kind_of(&operation.rule) };
        let reason = match judge(g, i, group, styles) {
            Judgement::Equal => continue,
            Judgement::Crash => {
                counts.crashes += 1;
                continue;
            }
            Judgement::Undetermined => {
                counts.undetermined += 1;
                continue;
            }
            Judgement::Different(reason) => reason,
            Judgement::Breach(reason) => {
                kind = Kind::Contract;
                reason
            }
        };
        counts.differences += 1;
        let what = if is_case(i) {
            format!("{}: {}", group.title, operation.ask.text())
        } else {
            operation.ask.text()
        };
        let check = Check::different(kind, what, reason).about(operation.subject.as_ref(), wanted);
        checks.push(check.outcomes(texts(g, i, styles)).at(&group.span));
    }
    let n_equal = group.operations.len() - checks.len();
    if n_equal > 0 {
        let kind = if is_case(0) { Kind::Case } else { kind_of(&group.operations[0].rule) };
        checks.push(Check::equal(kind, &group.title, n_equal).at(&group.span));
    }
    checks
}

fn kind_of(rule: &script::Rule) -> Kind {
    if matches!(rule, script::Rule::Layout(_) | script::Rule::Bits(_)) {
        Kind::Layout
    } else {
        Kind::Behaviour
    }
}

/// Each style's outcomes as text; several where they vary.
fn texts(g: usize, i: usize, styles: &[Observed]) -> Vec<(String, String)> {
    let of = |s: &Observed| {
        let mut texts: Vec<String> = s.outcomes[g][i].iter().map(result::outcome_text).collect();
        texts.dedup();
        (s.style.clone(), texts.join(" | "))
    };
    styles.iter().map(of).collect()
}
