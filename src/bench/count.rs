//! Counts instead of times: how many machine instructions one call takes, and in which C functions.
//!
//! In: built packages, the project's cases, somebody who counts. Out: [`Counts`]. The same modules give the same numbers
//! on every run, however busy the machine is.

use super::samples::{CaseSpec, Machine, Subject};
use crate::error::{Result, checkpoint};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the format of [`Counts`].
pub const COUNT_FORMAT: u32 = 2;

/// The counts of a run. Nothing in it depends on when or where it was made, paths and load included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// [`COUNT_FORMAT`].
    pub format: u32,
    /// One table an interpreter.
    pub interpreters: Vec<CountTable>,
}

/// What one interpreter's calls took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountTable {
    /// `CPython 3.11.7`.
    pub python: String,
    /// How that was built; other builds of one version count otherwise.
    pub build: String,
    /// The subjects' names, in the order given.
    pub subjects: Vec<String>,
    /// One row a case.
    pub rows: Vec<CountRow>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountRow {
    /// Its title.
    pub case: String,
    /// Its call.
    pub call: String,
    /// One cell a subject.
    pub cells: Vec<CountCell>,
}

/// Instructions that functions took themselves, by the object that they are in and by name.
pub type Functions = BTreeMap<String, BTreeMap<String, f64>>;

/// One case of one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CountCell {
    /// One call, what the empty loop takes subtracted.
    Counted {
        /// All of them.
        instructions: f64,
        /// In which functions.
        functions: Functions,
    },
    /// There is no number.
    Failed {
        /// Why.
        failed: String,
    },
}

impl CountCell {
    /// The number, where there is one.
    pub fn instructions(&self) -> Option<f64> {
        match self {
            Self::Counted { instructions, .. } => Some(*instructions),
            Self::Failed { .. } => None,
        }
    }
}

/// Counts; the only part that knows valgrind, so that tests need none.
pub trait Counter {
    /// The counts of one subject's cases.
    fn count(&mut self, subject: &Subject, cases: &[CaseSpec]) -> Result<Counted>;
}

/// What N turns of a loop took in each function, by object and name; and N.
pub type Loops = (BTreeMap<(String, String), i64>, i64);

/// What one process counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The empty loop.
    pub empty: Loops,
    /// The cases.
    pub counts: Vec<CaseCount>,
}

/// One case.
#[derive(Debug, Clone)]
pub enum CaseCount {
    /// What the calls took.
    Counted(Loops),
    /// What it raised.
    Error(String),
}

impl CountTable {
    /// A table without subjects yet.
    pub fn new(machine: &Machine, cases: &[CaseSpec]) -> Self {
        let row = |case: &CaseSpec| CountRow {
            case: case.name.clone(),
            call: case.call.clone(),
            cells: Vec::new(),
        };
        Self {
            python: machine.python.clone(),
            build: machine.build.clone(),
            subjects: Vec::new(),
            rows: cases.iter().map(row).collect(),
        }
    }

    /// Counts all cases of one more subject.
    ///
    /// # Errors
    /// A module that cannot be imported, a worker that dies, Ctrl-C. A case that raises is no error here: its cell says so.
    pub fn add(&mut self, subject: &Subject, cases: &[CaseSpec], counter: &mut dyn Counter) -> Result<()> {
        checkpoint()?;
        let counted = counter.count(subject, cases)?;
        for (row, count) in self.rows.iter_mut().zip(counted.counts) {
            row.cells.push(match count {
                CaseCount::Counted(loops) => cell(&loops, &counted.empty),
                CaseCount::Error(failed) => CountCell::Failed { failed },
            });
        }
        self.subjects.push(subject.name.clone());
        Ok(())
    }
}

fn cell(loops: &Loops, empty: &Loops) -> CountCell {
    let mut functions = Functions::new();
    let mut add = |(costs, turns): &Loops, sign: f64| {
        for ((object, function), cost) in costs {
            let of_object = functions.entry(object.clone()).or_default();
            *of_object.entry(function.clone()).or_default() += sign * each(*cost, *turns);
        }
    };
    add(loops, 1.0);
    add(empty, -1.0);
    let instructions = rounded(functions.values().flat_map(BTreeMap::values).sum());
    for of_object in functions.values_mut() {
        of_object.values_mut().for_each(|cost| *cost = rounded(*cost));
        of_object.retain(|_, cost| *cost != 0.0);
    }
    functions.retain(|_, of_object| !of_object.is_empty());
    CountCell::Counted { instructions, functions }
}

#[allow(clippy::cast_precision_loss)] // far below 2^53
fn each(sum: i64, turns: i64) -> f64 {
    sum as f64 / turns.max(1) as f64
}

/// Two digits behind the point: what is beyond is a matter of how often the interpreter looks for signals.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers with numbers that say whose they are.
    struct Mock;

    impl Counter for Mock {
        fn count(&mut self, subject: &Subject, cases: &[CaseSpec]) -> Result<Counted> {
            let sum = if subject.name == "a" { 40_000 } else { 22_500 };
            let cost = |object: &str, function: &str, n| ((object.to_owned(), function.to_owned()), n);
            let costs = BTreeMap::from([cost("m.so", "f", sum - 7000), cost("python", "loop", 7000)]);
            let loops = (costs, 100);
            let mut counts = vec![CaseCount::Counted(loops); cases.len()];
            if subject.name == "b" {
                counts[1] = CaseCount::Error("AttributeError: no".into());
            }
            Ok(Counted { empty: (BTreeMap::from([cost("python", "loop", 7000)]), 100), counts })
        }
    }

    #[test]
    fn the_empty_loop_is_subtracted_and_what_raises_has_no_number() {
        let subject = |name: &str| Subject { name: name.into(), dir: "out".into(), module: "m".into() };
        let case = |name: &str| CaseSpec { name: name.into(), call: "m.f()".into(), ..CaseSpec::default() };
        let cases = [case("one"), case("two")];
        let mut table = CountTable::new(&Machine::default(), &cases);
        for name in ["a", "b"] {
            table.add(&subject(name), &cases, &mut Mock).unwrap();
        }
        assert_eq!(table.subjects, ["a", "b"]);
        let rows = table.rows;
        let numbers: Vec<_> = rows[0].cells.iter().map(CountCell::instructions).collect();
        assert_eq!(numbers, [Some(330.0), Some(155.0)]);
        // What the empty loop takes is none of the call's, and is not listed.
        let expected = BTreeMap::from([("m.so".to_owned(), BTreeMap::from([("f".to_owned(), 330.0)]))]);
        assert!(matches!(&rows[0].cells[0], CountCell::Counted { functions, .. } if *functions == expected));
        assert_eq!(rows[1].cells[1], CountCell::Failed { failed: "AttributeError: no".into() });
    }
}
