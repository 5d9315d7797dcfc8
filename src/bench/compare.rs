//! A run against an earlier one: what takes more than it did.
//!
//! In: two runs of one kind, and how much more is allowed. Out: [`Comparison`]. Counts are exact, so they are compared as
//! they are; times grew where the whole interval of their ratio is above what is allowed.

use super::count::{CountCell, CountTable, Counts, Functions};
use super::samples::{Run, Sample, Samples};
use crate::stats::{Interval, median, ratio_interval_of_runs};
use std::collections::BTreeSet;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Cells that both runs have.
    pub compared: usize,
    /// Those that grew by more than is allowed, the one that grew most first.
    pub grown: Vec<Growth>,
    /// Those that may have: the noise is larger than the difference.
    pub too_close: Vec<Growth>,
    /// Cells that only one of the runs has, or that have no number now: `two ints in native on CPython 3.11.7`.
    pub not_compared: Vec<String>,
    /// Interpreters that were built otherwise than the earlier run's: their numbers need not be alike.
    pub other_builds: Vec<String>,
}

/// A cell that takes more than it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// `two ints in native on CPython 3.11.7`.
    pub title: String,
    /// The call.
    pub call: String,
    /// What it took: instructions, or ns.
    pub before: f64,
    /// What it takes.
    pub after: f64,
    /// How sure that is, for times.
    pub interval: Option<Interval>,
    /// The C function whose own instructions grew most, for counts.
    pub inside: Option<Inside>,
}

impl Growth {
    /// 0.1 for 10 % more.
    pub fn growth(&self) -> f64 {
        self.after / self.before - 1.0
    }
}

/// A C function that takes more instructions than it did, those of what it calls not counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// Its name; an address, where the object has no symbols.
    pub function: String,
    /// The file that it is in.
    pub object: String,
    /// What it took in one call.
    pub before: f64,
    /// What it takes.
    pub after: f64,
}

/// Compares instructions.
pub fn compare_counts(base: &Counts, now: &Counts, max_growth: f64) -> Comparison {
    let mut comparison = Comparison::default();
    for table in &now.interpreters {
        let before = base.interpreters.iter().find(|t| t.python == table.python);
        comparison.build(&table.python, before.map(|t| &t.build), &table.build);
        for row in &table.rows {
            for (subject, cell) in table.subjects.iter().zip(&row.cells) {
                let title = format!("{} in {subject} on {}", row.case, table.python);
                match (before.and_then(|t| find(t, &row.case, subject)), cell) {
                    (
                        Some(CountCell::Counted { instructions: before, functions: old }),
                        CountCell::Counted { instructions: after, functions: new },
                    ) => {
                        comparison.compared += 1;
                        if *after > before * (1.0 + max_growth) {
                            let (call, inside) = (row.call.clone(), most_grown(old, new));
                            let (before, after, interval) = (*before, *after, None);
                            comparison.grown.push(Growth { title, call, before, after, interval, inside });
                        }
                    }
                    _ => comparison.not_compared.push(title),
                }
            }
        }
    }
    comparison.sorted()
}

/// Compares wall times.
pub fn compare_times(base: &Run, now: &Run, max_growth: f64) -> Comparison {
    let mut comparison = Comparison::default();
    for samples in &now.interpreters {
        let python = &samples.machine.python;
        let before = base.interpreters.iter().find(|s| s.machine.python == *python);
        comparison.build(python, before.map(|s| &s.machine.build), &samples.machine.build);
        for (index, case) in now.cases.iter().enumerate() {
            let old_index = base.cases.iter().position(|c| c.name == case.name);
            for subject in &samples.subjects {
                let title = format!("{} in {subject} on {python}", case.name);
                let old = before.zip(old_index).map(|(s, index)| times(s, subject, index));
                let new = times(samples, subject, index);
                let interval = old.as_ref().and_then(|old| ratio_interval_of_runs(&new, old, now.seed));
                let medians = old.as_deref().and_then(median).zip(median(&new));
                let (Some(interval), Some((before, after))) = (interval, medians) else {
                    comparison.not_compared.push(title);
                    continue;
                };
                comparison.compared += 1;
                let call = case.call.clone();
                let growth = Growth { title, call, before, after, interval: Some(interval), inside: None };
                match 1.0 + max_growth {
                    allowed if interval.low > allowed => comparison.grown.push(growth),
                    allowed if interval.ratio > allowed => comparison.too_close.push(growth),
                    _ => (),
                }
            }
        }
    }
    comparison.sorted()
}

impl Comparison {
    fn build(&mut self, python: &str, before: Option<&String>, now: &str) {
        if before.is_some_and(|before| before != now) {
            self.other_builds.push(python.to_owned());
        }
    }

    fn sorted(mut self) -> Self {
        self.grown.sort_by(|a, b| b.growth().total_cmp(&a.growth()));
        self
    }
}

fn find<'a>(table: &'a CountTable, case: &str, subject: &str) -> Option<&'a CountCell> {
    let column = table.subjects.iter().position(|s| s == subject)?;
    table.rows.iter().find(|row| row.case == case)?.cells.get(column)
}

fn times(samples: &Samples, subject: &str, case: usize) -> Vec<f64> {
    samples.of_cell(subject, case).map(Sample::call_ns).collect()
}

/// The function whose own instructions grew most.
fn most_grown(old: &Functions, new: &Functions) -> Option<Inside> {
    let own = |functions: &Functions, object: &str, function: &str| {
        functions.get(object).and_then(|f| f.get(function)).copied().unwrap_or_default()
    };
    let names: BTreeSet<(&String, &String)> =
        new.iter().flat_map(|(object, functions)| functions.keys().map(move |f| (object, f))).collect();
    let inside = |(object, function): (&String, &String)| Inside {
        before: own(old, object, function),
        after: own(new, object, function),
        function: function.clone(),
        object: object.clone(),
    };
    let grown = |i: &Inside| i.after - i.before;
    names.into_iter().map(inside).max_by(|a, b| grown(a).total_cmp(&grown(b))).filter(|i| grown(i) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::count::{COUNT_FORMAT, CountRow};
    use super::super::samples::{CaseSpec, Machine};
    use super::*;

    /// One cell of (object, function, instructions).
    fn counts(python: &str, costs: &[(&str, &str, f64)]) -> Counts {
        let mut functions = Functions::new();
        for (object, function, cost) in costs {
            functions.entry((*object).into()).or_default().insert((*function).into(), *cost);
        }
        let instructions = costs.iter().map(|(_, _, cost)| cost).sum();
        let cells = vec![CountCell::Counted { instructions, functions }];
        let rows = vec![CountRow { case: "add".into(), call: "m.add(2, 3)".into(), cells }];
        let (python, build) = (python.to_owned(), "-O3".to_owned());
        let table = CountTable { python, build, subjects: vec!["native".into()], rows };
        Counts { format: COUNT_FORMAT, interpreters: vec![table] }
    }

    const BASE: [(&str, &str, f64); 2] = [("m.so", "add", 30.0), ("python", "eval", 170.0)];

    #[test]
    fn the_function_inside_is_named() {
        let now = [("m.so", "add", 30.0), ("m.so", "slow", 8.0), ("python", "eval", 171.0)];
        let comparison = compare_counts(&counts("CPython 3", &BASE), &counts("CPython 3", &now), 0.02);
        let grown = &comparison.grown[0];
        assert_eq!(
            (grown.title.as_str(), grown.before, grown.after),
            ("add in native on CPython 3", 200.0, 209.0)
        );
        let slow = Inside { function: "slow".into(), object: "m.so".into(), before: 0.0, after: 8.0 };
        assert_eq!(grown.inside, Some(slow));
    }

    #[test]
    fn what_is_allowed_is_no_growth_and_other_interpreters_are_not_compared() {
        let now = [("m.so", "add", 34.0), ("python", "eval", 170.0)];
        let (base, now) = (counts("CPython 3", &BASE), counts("CPython 3", &now));
        assert_eq!(compare_counts(&base, &now, 0.02).grown, []);
        assert_eq!(compare_counts(&base, &now, 0.019).grown.len(), 1);
        let other = compare_counts(&base, &counts("CPython 4", &BASE), 0.02);
        assert_eq!((other.compared, other.not_compared), (0, vec!["add in native on CPython 4".to_owned()]));
    }

    fn times(ns: [u64; 6]) -> Run {
        let sample = |(round, ns): (u32, u64)| Sample {
            round,
            subject: "native".into(),
            case: 0,
            loops: 1,
            wall_ns: ns,
            empty_ns: 0,
            process_ns: ns,
            thread_ns: ns,
        };
        let case = CaseSpec { name: "add".into(), call: "m.add(2, 3)".into(), ..CaseSpec::default() };
        let samples = Samples {
            machine: Machine { python: "CPython 3".into(), ..Machine::default() },
            subjects: vec!["native".into()],
            samples: (0..).zip(ns).map(sample).collect(),
            ..Samples::default()
        };
        Run { cases: vec![case], interpreters: vec![samples], ..Run::default() }
    }

    #[test]
    fn times_grew_where_the_noise_leaves_no_doubt() {
        let base = times([100, 101, 100, 102, 101, 100]);
        let clear = compare_times(&base, &times([130, 131, 132, 130, 131, 130]), 0.05);
        assert_eq!((clear.grown.len(), clear.too_close.len()), (1, 0));
        let noisy = compare_times(&base, &times([80, 150, 90, 160, 120, 110]), 0.05);
        assert_eq!((noisy.grown.len(), noisy.too_close.len(), noisy.compared), (0, 1, 1));
        assert_eq!(compare_times(&base, &times([103, 102, 103, 101, 103, 102]), 0.05).too_close, []);
    }
}
