//! The random run: sequences of calls with random values, the same in every style; where the outcome of a step differs, the
//! least sequence that shows it.
//!
//! In: the plan, a seed, how many sequences, what the fixed operations have shown. Out: a check for each difference, with the
//! lines of Python that show it. A sequence runs in a forked child of its own, step by step, twice in each style; it is
//! compared up to the first step that is not determined, or that ends the process in every style. A difference is seen four
//! times in each style before it is believed.

pub mod sequence;

mod arguments;
mod make;
mod scalars;

mod shrink;
mod simpler;

use super::differ::{self, Circumstances, Judgement};
use super::observed::{Observed, Outcome};
use super::result::{Check, Kind, Random};
use super::script::{Group, Script};
use super::session::Session;
use super::{Input, Mode, calls, result, run, worker};
use crate::error::{Error, Result};
use sequence::{Act, Sequence};
use shrink::Shrinker;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// How many sequences; 0 for no random run.
    pub sequences: u64,
    /// After so long, no more are begun.
    pub limit: Option<Duration>,
}

/// So many sequences are run before the clock is looked at.
const BATCH: u64 = 50;

/// Differences that are shrunk and told; more of them would say little more.
const TOLD: usize = 3;

/// Shrinking one difference takes no longer; what it came to by then is told.
const SHRINKING: Duration = Duration::from_secs(180);

/// Of the candidates of one round, how many are run at first: mostly the simplest do.
const AT_FIRST: usize = 12;

/// The runs in which a difference is looked for and believed.
const SEARCH: usize = 2;
const PROOF: &[usize] = &[2, 3];

/// What the fixed operations have shown.
struct Explorer<'a> {
    input: &'a Input<'a>,
    /// Functions, by C name, that look around the strings they are given.
    looking_around: BTreeSet<String>,
    /// Workers, for each style as many as there are runs.
    workers: Vec<Vec<Session>>,
}

/// How far a sequence could be compared, and how that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    /// All of it is equal.
    Equal,
    /// From here on nothing can be said.
    Open,
    /// This step differs.
    Different(String),
}

/// Runs sequences until one differs, all are done or time is up.
///
/// # Errors
/// The interpreter or a temporary folder failed.
pub fn explore(input: &Input, script: &Script, styles: &[Observed]) -> Result<(Vec<Check>, Random)> {
    let mut told = Random::default();
    let mut checks = Vec::new();
    let (hung, looking_around) = known(script, styles);
    let callables = make::callables(input.plan, |f| !hung.contains(&f.c_name));
    if callables.is_empty() {
        return Ok((checks, told));
    }
    let of_style = |package: usize| (0..SEARCH).map(|run| Session::start(input, package, run)).collect();
    let workers = (0..input.packages.len()).map(of_style).collect::<Result<_>>()?;
    let mut explorer = Explorer { input, looking_around, workers };
    let all: Vec<usize> = (0..input.packages.len()).collect();
    let started = Instant::now();
    let wanted = input.random.sequences;
    while told.sequences < wanted && checks.is_empty() {
        if input.random.limit.is_some_and(|limit| started.elapsed() > limit) {
            told.is_stopped = true;
            break;
        }
        let numbers = told.sequences..wanted.min(told.sequences + BATCH);
        let sequences: Vec<Sequence> =
            numbers.clone().map(|n| make::sequence(input.plan, &callables, input.seed, n)).collect();
        let ends = explorer.ends(&all, SEARCH, &sequences)?;
        let mut seen = BTreeSet::new();
        for ((number, sequence), (at, end)) in numbers.zip(&sequences).zip(ends) {
            told.sequences += 1;
            told.steps += at;
            told.open += usize::from(end == End::Open);
            let is_new = matches!(end, End::Different(_)) && !seen.contains(&subject(sequence, at));
            if is_new && checks.len() < TOLD {
                seen.insert(subject(sequence, at));
                checks.extend(explorer.examined(sequence, at, number)?);
            }
        }
    }
    Ok((checks, told))
}

/// Functions, by C name, that ran into the time limit, and those that look around the strings they are given.
fn known(script: &Script, styles: &[Observed]) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut hung, mut looking_around) = (BTreeSet::new(), BTreeSet::new());
    for (g, group) in script.groups.iter().enumerate().filter(|(_, group)| group.base.is_some()) {
        let mut outcomes = styles.iter().flat_map(|s| &s.outcomes[g]).flatten();
        if outcomes.any(|o| matches!(differ::how_ended(&o.r), Some("timeout" | "given up"))) {
            hung.insert(group.title.clone());
        }
        let samples = |i: usize| styles.iter().map(|s| s.outcomes[g][i].as_slice()).collect::<Vec<_>>();
        if group.probe.is_some_and(|p| differ::varies(&group.operations[p].rule, &samples(p))) {
            looking_around.insert(group.title.clone());
        }
    }
    (hung, looking_around)
}

/// What a step is about, so that each thing is told once.
fn subject(sequence: &Sequence, step: usize) -> String {
    match &sequence.steps[step].act {
        Act::Call { name, .. } => name.clone(),
        Act::Set { field, .. } => field.clone(),
        Act::Make(_) => String::new(),
    }
}

impl Explorer<'_> {
    /// Runs sequences in some styles; for each the step at which the comparison ended.
    fn ends(
        &mut self,
        packages: &[usize],
        n_runs: usize,
        sequences: &[Sequence],
    ) -> Result<Vec<(usize, End)>> {
        let groups = self.groups(sequences);
        let selected = worker::selected(&groups, |_| true);
        let workers = self.workers.iter_mut().enumerate().filter(|(package, _)| packages.contains(package));
        let runs: Vec<Vec<Result<Vec<Vec<Outcome>>>>> = std::thread::scope(|scope| {
            let start = |worker| scope.spawn(|| Session::run(worker, &selected));
            let threads: Vec<Vec<_>> =
                workers.map(|(_, runs)| runs.iter_mut().take(n_runs).map(start).collect()).collect();
            let lost = || Err(Error::Internal("a verify thread panicked".into()));
            let joined = |t: std::thread::ScopedJoinHandle<'_, _>| t.join().unwrap_or_else(|_| lost());
            threads.into_iter().map(|style| style.into_iter().map(joined).collect()).collect()
        });
        let runs: Vec<Vec<_>> =
            runs.into_iter().map(|s| s.into_iter().collect::<Result<_>>()).collect::<Result<_>>()?;
        let samples = |g: usize, i: usize| -> Vec<Vec<Outcome>> {
            runs.iter().map(|style| style.iter().filter_map(|run| run[g].get(i).cloned()).collect()).collect()
        };
        let ends = sequences.iter().zip(&groups).enumerate();
        Ok(ends.map(|(g, (sequence, group))| self.end(sequence, group, |i| samples(g, i))).collect())
    }

    fn groups(&self, sequences: &[Sequence]) -> Vec<Group> {
        let hints = |function: usize| calls::hints(&self.input.plan.functions[function]);
        sequences.iter().map(|s| s.group(hints)).collect()
    }

    fn end(
        &self,
        sequence: &Sequence,
        group: &Group,
        samples: impl Fn(usize) -> Vec<Vec<Outcome>>,
    ) -> (usize, End) {
        for (i, operation) in group.operations.iter().enumerate() {
            let samples = samples(i);
            let samples: Vec<&[Outcome]> = samples.iter().map(Vec::as_slice).collect();
            if samples.iter().any(|s| s.is_empty()) {
                return (i, End::Open);
            }
            let looks_around = match &sequence.steps[i].act {
                Act::Call { function, .. } => {
                    self.looking_around.contains(&self.input.plan.functions[*function].c_name)
                }
                _ => false,
            };
            let circumstances = Circumstances { looks_around, ..Circumstances::default() };
            match differ::judge(operation, &samples, circumstances) {
                Judgement::Equal => {}
                Judgement::Crash | Judgement::Undetermined => return (i, End::Open),
                Judgement::Different(why) | Judgement::Breach(why) => return (i, End::Different(why)),
            }
        }
        (group.operations.len(), End::Equal)
    }

    /// Looks again at a sequence that differs at a step, and shrinks it; nothing where it was chance.
    fn examined(&mut self, sequence: &Sequence, at: usize, number: u64) -> Result<Option<Check>> {
        let failing = Sequence { steps: sequence.steps[..=at].to_vec() };
        let Some((first, reason)) = self.confirmed(&failing)? else { return Ok(None) };
        // One run of each candidate will mostly do; where it has misled, two.
        for n_runs in 1..=SEARCH {
            let least = self.shrunk(failing.clone(), &first, n_runs)?;
            if let Some((observed, reason)) = self.confirmed(&least)? {
                return Ok(Some(self.check(&least, &observed, reason, number)));
            }
        }
        Ok(Some(self.check(&failing, &first, reason, number)))
    }

    /// Whether the last step of a sequence, and none before it, differs in two further runs of each style.
    fn confirmed(&self, sequence: &Sequence) -> Result<Option<(Vec<Observed>, String)>> {
        let groups = self.groups(std::slice::from_ref(sequence));
        let observed = run(self.input, Mode::Careful, PROOF, &worker::selected(&groups, |_| true))?;
        let samples = |i: usize| observed.iter().map(|s| s.outcomes[0][i].clone()).collect();
        Ok(match self.end(sequence, &groups[0], samples) {
            (at, End::Different(reason)) if at + 1 == sequence.steps.len() => Some((observed, reason)),
            _ => None,
        })
    }

    /// The least sequence whose last step differs in two of the styles that this one differs in.
    fn shrunk(&mut self, failing: Sequence, seen: &[Observed], n_runs: usize) -> Result<Sequence> {
        let last = failing.steps.len() - 1;
        let outcome = |s: &Observed| s.outcomes[0][last].first().cloned();
        let other = seen.iter().position(|s| outcome(s) != outcome(&seen[0])).unwrap_or(1);
        let started = Instant::now();
        let mut shrinker = Shrinker::new(failing);
        while started.elapsed() < SHRINKING {
            let candidates = shrinker.candidates();
            if candidates.is_empty() {
                break;
            }
            let hit = self.first_failing(&[0, other], n_runs, candidates)?;
            shrinker.note(hit);
        }
        Ok(shrinker.best().clone())
    }

    fn first_failing(
        &mut self,
        packages: &[usize],
        n_runs: usize,
        candidates: &[Sequence],
    ) -> Result<Option<usize>> {
        let (simplest, others) = candidates.split_at(AT_FIRST.min(candidates.len()));
        for (begin, part) in [(0, simplest), (AT_FIRST, others)] {
            let ends = self.ends(packages, n_runs, part)?;
            let fails = |((at, end), s): (&(usize, End), &Sequence)| {
                matches!(end, End::Different(_)) && at + 1 == s.steps.len()
            };
            if let Some(hit) = ends.iter().zip(part).position(fails) {
                return Ok(Some(begin + hit));
            }
        }
        Ok(None)
    }

    fn check(&self, sequence: &Sequence, observed: &[Observed], reason: String, number: u64) -> Check {
        let raised =
            |i: usize| observed[0].outcomes[0][i].first().is_some_and(|o| differ::raised(&o.r).is_some());
        let lines = sequence.shown(&self.input.plan.module, raised);
        let last = sequence.steps.len() - 1;
        let text = |s: &Observed| {
            let mut texts: Vec<String> = s.outcomes[0][last].iter().map(result::outcome_text).collect();
            texts.dedup();
            (s.style.clone(), texts.join(" | "))
        };
        let what = lines.last().cloned().unwrap_or_default();
        let function = match &sequence.steps[last].act {
            Act::Call { function, .. } => Some(&self.input.plan.functions[*function]),
            _ => None,
        };
        let check = Check::different(Kind::Random, what, reason).outcomes(observed.iter().map(text));
        let again = format!("--seed {} --random {}", self.input.seed, number + 1);
        check.shown_by(lines, again).at(&function.map(|f| f.span.clone()).unwrap_or_default())
    }
}
