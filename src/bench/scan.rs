//! One case at many sizes: `--scan n=1..1e6` gives a name in the cases' setups one value after the other.
//!
//! In: the scan as typed, and cases. Out: cases with the value in their setup; and from a run of those, where one module
//! overtakes another.

use super::samples::{CaseSpec, Run, Sample, Samples, Scanned};
use crate::stats::ratio_interval;

/// A name and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// `n`.
    pub name: String,
    /// In the order measured.
    pub values: Vec<u64>,
}

impl Scan {
    /// `n=1..1e6` (powers of ten), or `n=1,64,4096`.
    ///
    /// # Errors
    /// A sentence that says what is wanted.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted =
            || "wanted is a name and its values: n=1..1e6 for powers of ten, or n=1,64,4096".to_owned();
        let (name, values) = text.split_once('=').ok_or_else(wanted)?;
        let values = match values.split_once("..") {
            Some((from, to)) => powers_of_ten(whole(from).ok_or_else(wanted)?, whole(to).ok_or_else(wanted)?),
            None => values.split(',').map(whole).collect::<Option<Vec<u64>>>().ok_or_else(wanted)?,
        };
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_name || values.is_empty() {
            return Err(wanted());
        }
        Ok(Self { name: name.to_owned(), values })
    }

    /// Each case that sets the name in its setup (`n = 4096`), once for every value; the others are left out.
    pub fn expand(&self, cases: &[CaseSpec]) -> Vec<CaseSpec> {
        let at = |case: &CaseSpec, value: u64| {
            Some(CaseSpec {
                name: format!("{}, {} = {value}", case.name, self.name),
                setup: self.with_value(&case.setup, value)?,
                call: case.call.clone(),
                // What is expected of one size need not be so of another.
                expect: None,
                scanned: Some(Scanned { case: case.name.clone(), name: self.name.clone(), value }),
            })
        };
        cases.iter().flat_map(|case| self.values.iter().filter_map(move |value| at(case, *value))).collect()
    }

    /// The setup with another value behind `n =`; `None` where there is no such statement.
    fn with_value(&self, setup: &str, value: u64) -> Option<String> {
        let mut found = false;
        let statement = |statement: &str| {
            let Some((target, _)) = statement.split_once('=') else { return statement.to_owned() };
            if target.trim() != self.name {
                return statement.to_owned();
            }
            found = true;
            format!("{target}= {value}")
        };
        let mut statement = statement;
        let lines: Vec<String> = setup
            .lines()
            .map(|line| line.split(';').map(&mut statement).collect::<Vec<_>>().join(";"))
            .collect();
        found.then(|| lines.join("\n"))
    }
}

/// `1000`, `1e3`.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    match text.split_once(['e', 'E']) {
        Some((digits, power)) => 10u64.checked_pow(power.parse().ok()?)?.checked_mul(digits.parse().ok()?),
        None => text.parse().ok(),
    }
}

fn powers_of_ten(from: u64, to: u64) -> Vec<u64> {
    let mut values = vec![from];
    let mut power = 1u64;
    while power <= to {
        if power > from {
            values.push(power);
        }
        let Some(next) = power.checked_mul(10) else { break };
        power = next;
    }
    if values.last().is_some_and(|last| *last < to) {
        values.push(to);
    }
    values.retain(|value| *value <= to);
    values
}

/// Where one module overtakes another, one sentence each: from one value of a scan to the next, who is quicker changes,
/// each time by more than the noise.
pub fn overtakings(run: &Run, samples: &Samples) -> Vec<String> {
    let mut out = Vec::new();
    let subjects = &samples.subjects;
    for (i, a) in subjects.iter().enumerate() {
        for b in &subjects[i + 1..] {
            out.extend(overtakings_of(run, samples, a, b));
        }
    }
    out
}

fn overtakings_of(run: &Run, samples: &Samples, a: &str, b: &str) -> Vec<String> {
    let mut out = Vec::new();
    // The last value at which it was clear who is quicker, and whether that was `a`.
    let mut before: Option<(&Scanned, bool)> = None;
    for (index, case) in run.cases.iter().enumerate() {
        let Some(scanned) = &case.scanned else { continue };
        let times = |subject| samples.of_cell(subject, index).map(Sample::call_ns).collect::<Vec<f64>>();
        let Some(interval) = ratio_interval(&times(a), &times(b), run.seed) else { continue };
        if interval.holds_one() {
            continue;
        }
        let a_is_quicker = interval.ratio < 1.0;
        if let Some((old, a_was_quicker)) = before.filter(|(old, _)| old.case == scanned.case)
            && a_was_quicker != a_is_quicker
        {
            let (quicker, slower) = if a_is_quicker { (a, b) } else { (b, a) };
            let Scanned { case, name, value } = scanned;
            out.push(format!(
                "{case}: {quicker} overtakes {slower} between {name} = {} and {value}",
                old.value
            ));
        }
        before = Some((scanned, a_is_quicker));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(setup: &str) -> CaseSpec {
        CaseSpec {
            name: "sum".into(),
            setup: setup.into(),
            call: "m.sum(b)".into(),
            expect: Some("3".into()),
            scanned: None,
        }
    }

    #[test]
    fn values_are_powers_of_ten_or_as_listed() {
        let values = |text: &str| Scan::parse(text).map(|scan| scan.values).ok();
        assert_eq!(values("n=1..1e4"), Some(vec![1, 10, 100, 1000, 10_000]));
        assert_eq!(values("n=0..250"), Some(vec![0, 1, 10, 100, 250]));
        assert_eq!(values("n=1,64,4e3"), Some(vec![1, 64, 4000]));
        for wrong in ["n", "=1..2", "n=", "n=9..1", "n=1..x", "a b=1,2"] {
            assert_eq!(values(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_value_stands_in_the_setup_of_cases_that_have_the_name() {
        let scan = Scan::parse("n=1,10").unwrap();
        let cases =
            [case("n = 256; b = bytes(n)"), case("b = bytes(9)"), case("m == n\nn = 5\nb = bytes(n)")];
        let expanded = scan.expand(&cases);
        assert_eq!(expanded.len(), 4);
        assert_eq!(expanded[1].name, "sum, n = 10");
        assert_eq!(expanded[1].setup, "n = 10; b = bytes(n)");
        assert_eq!(expanded[2].setup, "m == n\nn = 1\nb = bytes(n)");
        assert_eq!(expanded[2].expect, None);
    }

    #[test]
    fn who_overtakes_whom_is_told() {
        let cases = Scan::parse("n=1,10,100").unwrap().expand(&[case("n = 1")]);
        let sample = |subject: &str, case: usize, round: u32, wall_ns: u64| Sample {
            round,
            subject: subject.into(),
            case,
            loops: 1,
            wall_ns: wall_ns + u64::from(round),
            ..Sample::default()
        };
        let times = [("a", [100, 200, 900]), ("b", [300, 201, 400])];
        let samples = (0..5).flat_map(|round| {
            let of = move |(subject, ns): (&'static str, [u64; 3])| {
                (0..3).map(move |case| sample(subject, case, round, ns[case]))
            };
            times.into_iter().flat_map(of)
        });
        let samples = Samples {
            subjects: vec!["a".into(), "b".into()],
            samples: samples.collect(),
            ..Samples::default()
        };
        let run = Run { cases, interpreters: vec![samples], ..Run::default() };
        let told = overtakings(&run, &run.interpreters[0]);
        assert_eq!(told, ["sum: b overtakes a between n = 10 and 100"]);
    }
}
