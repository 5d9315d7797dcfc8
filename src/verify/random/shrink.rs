//! Shrinks a failing sequence: drops steps, then makes each value simpler, until nothing simpler fails.
//!
//! In: a sequence whose last step fails, and, for each batch of candidates, which was the first that fails still. Out: the
//! next batch, simplest first. It runs nothing. This is delta debugging (Zeller and Hildebrandt, "Simplifying and isolating
//! failure-inducing input", 2002) over steps, and a greedy descent over values; each candidate is smaller than what it is
//! made of, so it ends.

use super::sequence::{Act, Arg, Sequence, Step};
use super::simpler::simpler;
use std::ops::Range;

/// A search for the least sequence that fails.
#[derive(Debug)]
pub struct Shrinker {
    best: Sequence,
    at: Place,
    /// Places that were tried in vain since the last change.
    n_in_vain: usize,
    has_tried_all: bool,
    offered: Vec<Sequence>,
}

/// What is tried next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Fewer steps.
    Steps,
    /// All values at their simplest; tried once.
    All,
    /// A simpler value, the n-th of the sequence.
    Value(usize),
    /// Nothing is left.
    Done,
}

impl Shrinker {
    /// Begins with a sequence whose last step fails.
    pub fn new(failing: Sequence) -> Self {
        let offered = Vec::new();
        Self { best: failing, at: Place::Steps, n_in_vain: 0, has_tried_all: false, offered }
    }

    /// The least that failed so far.
    pub fn best(&self) -> &Sequence {
        &self.best
    }

    /// What to try next, simplest first; nothing where it cannot be simpler.
    pub fn candidates(&mut self) -> &[Sequence] {
        self.offered.clear();
        while self.offered.is_empty() && self.at != Place::Done {
            self.offered = match self.at {
                Place::Steps => fewer_steps(&self.best),
                Place::All => all_simple(&self.best),
                Place::Value(n) => simpler_values(&self.best, n),
                Place::Done => Vec::new(),
            };
            if self.offered.is_empty() {
                self.go_on();
            }
        }
        &self.offered
    }

    /// Takes in which of the candidates was the first that fails still, if any.
    pub fn note(&mut self, failing: Option<usize>) {
        match failing {
            Some(i) => {
                self.best = self.offered.swap_remove(i);
                self.n_in_vain = 0;
            }
            None => self.go_on(),
        }
    }

    /// Round and round, since with simpler values fewer steps may do, until nothing changes any more.
    fn go_on(&mut self) {
        let n_values: usize = self.best.steps.iter().map(|s| s.args().len()).sum();
        self.n_in_vain += usize::from(self.at != Place::All);
        self.at = match self.at {
            _ if self.n_in_vain > n_values => Place::Done,
            Place::Steps if !self.has_tried_all => Place::All,
            Place::Steps | Place::All if n_values > 0 => Place::Value(0),
            Place::Value(n) if n + 1 < n_values => Place::Value(n + 1),
            _ => Place::Steps,
        };
        self.has_tried_all |= self.at == Place::All;
    }
}

/// Without some steps, the most first; never without the last.
fn fewer_steps(of: &Sequence) -> Vec<Sequence> {
    let n = of.steps.len() - 1;
    let mut found: Vec<Sequence> = Vec::new();
    let mut size = n;
    while size > 0 {
        for start in (0..n).step_by(size) {
            let candidate = without(of, start..(start + size).min(n));
            if candidate.steps.len() < of.steps.len() && !found.contains(&candidate) {
                found.push(candidate);
            }
        }
        size /= 2;
    }
    found
}

/// Without these steps, and without those that set a field of what they made. An object that was made for one use is made
/// where it is used; of any other result, nothing is left.
fn without(of: &Sequence, dropped: Range<usize>) -> Sequence {
    let (mut gone, mut steps): (Vec<&Step>, Vec<Step>) = (of.steps[dropped.clone()].iter().collect(), vec![]);
    for (i, step) in of.steps.iter().enumerate().filter(|(i, _)| !dropped.contains(i)) {
        let sets_gone = |s: &Step| matches!(&s.act, Act::Set { of, .. } if gone.iter().any(|g| g.id == *of));
        if sets_gone(step) && i + 1 < of.steps.len() {
            gone.push(step);
        } else {
            steps.push(step.clone());
        }
    }
    for lost in gone {
        let n_uses = steps.iter().flat_map(Step::uses).filter(|id| *id == lost.id).count();
        let value = match &lost.act {
            Act::Make(value) if n_uses == 1 => value.clone(),
            _ => Arg::None,
        };
        for arg in steps.iter_mut().flat_map(Step::args_mut) {
            replace(arg, lost.id, &value);
        }
    }
    Sequence { steps }
}

fn replace(arg: &mut Arg, lost: usize, value: &Arg) {
    match arg {
        Arg::Earlier { step, .. } if *step == lost => value.clone_into(arg),
        Arg::List(items) => items.iter_mut().for_each(|i| replace(i, lost, value)),
        Arg::Record { fields, .. } => fields.iter_mut().for_each(|(_, v)| replace(v, lost, value)),
        _ => {}
    }
}

/// With the simplest value in every place: often that is enough.
fn all_simple(of: &Sequence) -> Vec<Sequence> {
    let mut simple = of.clone();
    for arg in simple.steps.iter_mut().flat_map(Step::args_mut) {
        if let Some(simplest) = simpler(arg).into_iter().next() {
            *arg = simplest;
        }
    }
    if simple == *of { Vec::new() } else { vec![simple] }
}

/// With a simpler n-th value.
fn simpler_values(of: &Sequence, n: usize) -> Vec<Sequence> {
    let Some(value) = of.steps.iter().flat_map(Step::args).nth(n) else { return Vec::new() };
    let with = |simple: Arg| {
        let mut other = of.clone();
        if let Some(arg) = other.steps.iter_mut().flat_map(Step::args_mut).nth(n) {
            *arg = simple;
        }
        other
    };
    simpler(value).into_iter().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(id: usize, name: &str, args: Vec<Arg>) -> Step {
        Step { id, act: Act::Call { name: name.into(), function: 0, args } }
    }

    fn earlier(step: usize) -> Arg {
        Arg::Earlier { step, item: None }
    }

    /// Shrinks with a judge that sees the whole sequence; what is left, as Python.
    fn check(steps: Vec<Step>, fails: impl Fn(&Sequence) -> bool, expected: &[&str]) {
        let mut shrinker = Shrinker::new(Sequence { steps });
        let mut n_tried = 0;
        loop {
            let candidates = shrinker.candidates();
            if candidates.is_empty() {
                break;
            }
            n_tried += candidates.len();
            let hit = candidates.iter().position(&fails);
            shrinker.note(hit);
        }
        assert_eq!(shrinker.best().shown("lib", |_| false)[1..], *expected);
        assert!(n_tried < 3000, "{n_tried}");
    }

    fn names(sequence: &Sequence) -> Vec<String> {
        let name = |s: &'_ Step| match s {
            Step { act: Act::Call { name, .. }, .. } => name.clone(),
            _ => String::new(),
        };
        sequence.steps.iter().map(name).collect()
    }

    #[test]
    fn steps_that_do_not_matter_are_dropped() {
        let n = |n| vec![Arg::Int(n)];
        let steps = vec![
            call(0, "other", n(5)),
            call(1, "arm", n(77)),
            call(2, "f", n(3)),
            call(3, "other", n(4)),
            call(4, "f", n(-9)),
            call(5, "arm", n(1)),
            call(6, "f", n(12)),
            call(7, "f", n(40)),
        ];
        // The third call after `arm`, whatever else is called.
        let fails = |s: &Sequence| {
            let names = names(s);
            let armed = names.iter().position(|n| n == "arm");
            names.last().is_some_and(|n| n == "f")
                && armed.is_some_and(|at| names[at..].iter().filter(|n| *n == "f").count() >= 3)
        };
        check(steps, fails, &["m.arm(0)", "m.f(0)", "m.f(0)", "m.f(0)"]);
    }

    #[test]
    fn what_a_step_needs_stays() {
        let steps = vec![
            call(0, "make", vec![Arg::Int(9)]),
            call(1, "make", vec![Arg::Int(8)]),
            call(2, "use", vec![earlier(0), Arg::Int(500)]),
            call(3, "use", vec![earlier(1), Arg::Int(123_457)]),
        ];
        let fails = |s: &Sequence| {
            let Some(args) = s.steps.last().map(Step::args) else { return false };
            let is_odd = matches!(args[1], Arg::Int(n) if n > 1000 && n % 2 == 1);
            is_odd && matches!(args[0], Arg::Earlier { .. })
        };
        check(steps, fails, &["a = m.make(0)", "m.use(a, 1001)"]);
    }

    #[test]
    fn an_object_for_one_use_is_made_where_it_is_used() {
        let field = ("high".to_owned(), Arg::Int(31));
        let record = Arg::Record { class: "pair".into(), fields: vec![field], slot: Some(0) };
        let set = Act::Set { of: 0, field: "low".into(), to: Arg::Int(4) };
        let steps = vec![
            Step { id: 0, act: Act::Make(record) },
            Step { id: 1, act: set },
            call(2, "span", vec![earlier(0)]),
            call(3, "span", vec![earlier(0)]),
        ];
        let is_record = |a: &Arg| matches!(a, Arg::Earlier { .. } | Arg::Record { .. });
        let fails = |s: &Sequence| s.steps.last().is_some_and(|s| is_record(&s.args()[0]));
        check(steps, fails, &["m.span(m.pair())"]);
    }
}
