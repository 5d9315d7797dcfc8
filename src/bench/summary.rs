//! Samples to a table: one row a case, one cell a subject, each against the quickest of its row.

use super::samples::Samples;
use crate::stats::{Interval, median, ratio_interval, relative_spread};
use serde::Serialize;

/// The table of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Subjects, one column each.
    pub subjects: Vec<String>,
    /// Rows, one a case.
    pub rows: Vec<Row>,
    /// Median time of the import of each subject's module, ms.
    pub import_ms: Vec<Option<f64>>,
    /// Largest relative spread of any cell: above 0.1 the machine is too noisy to tell small differences.
    pub noise: f64,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Its title.
    pub case: String,
    /// Its call.
    pub call: String,
    /// One cell a subject.
    pub cells: Vec<Cell>,
}

/// One case in one style.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Median wall time of one call, ns; `None` where nothing was measured.
    pub median_ns: Option<f64>,
    /// Relative spread over the rounds.
    pub spread: Option<f64>,
    /// Against the quickest of the row, with the 95 % interval; `None` for the quickest itself, or too few rounds.
    pub against_best: Option<Interval>,
    /// What that says.
    pub standing: Standing,
}

/// A cell's place in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The smallest median, clear of all others.
    Quickest,
    /// Inside the noise of the smallest median: no winner between them.
    TooCloseToCall,
    /// Clearly slower.
    Slower,
    /// Not measured, or too few rounds.
    Unknown,
}

/// Summarises a run; the seed of the run also seeds the bootstrap.
pub fn summarise(samples: &Samples) -> Summary {
    let rows: Vec<Row> = (0..samples.cases.len()).map(|case| row(samples, case)).collect();
    let spreads = rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.spread);
    Summary {
        subjects: samples.subjects.clone(),
        noise: spreads.fold(0.0, f64::max),
        import_ms: samples.subjects.iter().map(|s| import_ms(samples, s)).collect(),
        rows,
    }
}

#[allow(clippy::cast_precision_loss)] // an import lasts less than 2^53 ns
fn import_ms(samples: &Samples, subject: &str) -> Option<f64> {
    let of_subject = samples.imports.iter().filter(|(s, _)| s == subject);
    median(&of_subject.map(|(_, ns)| *ns as f64 / 1e6).collect::<Vec<_>>())
}

fn row(samples: &Samples, case: usize) -> Row {
    let times: Vec<Vec<f64>> = samples.subjects.iter().map(|s| call_times(samples, s, case)).collect();
    let medians: Vec<Option<f64>> = times.iter().map(|t| median(t)).collect();
    let best = (0..times.len())
        .filter(|i| medians[*i].is_some())
        .min_by(|a, b| medians[*a].unwrap_or(f64::MAX).total_cmp(&medians[*b].unwrap_or(f64::MAX)));
    let against: Vec<Option<Interval>> = (0..times.len())
        .map(|i| best.filter(|b| *b != i).and_then(|b| ratio_interval(&times[i], &times[b], samples.seed)))
        .collect();
    let contested = against.iter().flatten().any(Interval::holds_one);
    let cell = |i: usize| Cell {
        median_ns: medians[i],
        spread: relative_spread(&times[i]),
        against_best: against[i],
        standing: standing(best == Some(i), against[i], contested, times[i].len()),
    };
    Row {
        case: samples.cases[case].name.clone(),
        call: samples.cases[case].call.clone(),
        cells: (0..times.len()).map(cell).collect(),
    }
}

fn standing(is_best: bool, against: Option<Interval>, contested: bool, rounds: usize) -> Standing {
    match (is_best, against) {
        (true, _) if rounds < 3 => Standing::Unknown,
        (true, _) if contested => Standing::TooCloseToCall,
        (true, _) => Standing::Quickest,
        (false, Some(interval)) if interval.holds_one() => Standing::TooCloseToCall,
        (false, Some(_)) => Standing::Slower,
        (false, None) => Standing::Unknown,
    }
}

fn call_times(samples: &Samples, subject: &str, case: usize) -> Vec<f64> {
    let of_cell = samples.samples.iter().filter(|s| s.subject == subject && s.case == case);
    of_cell.map(super::samples::Sample::call_ns).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{CaseSpec, Sample};
    use super::*;

    fn samples(times: &[(&str, [u64; 5])]) -> Samples {
        let sample = |subject: &str, round: usize, ns: u64| Sample {
            round: u32::try_from(round).unwrap(),
            subject: subject.into(),
            case: 0,
            loops: 1,
            wall_ns: ns,
            empty_ns: 0,
        };
        let case =
            CaseSpec { name: "add".into(), setup: String::new(), call: "m.add(2, 3)".into(), expect: None };
        Samples {
            subjects: times.iter().map(|(s, _)| (*s).to_owned()).collect(),
            cases: vec![case],
            samples: times
                .iter()
                .flat_map(|(s, ns)| {
                    ns.iter().enumerate().map(|(i, ns)| sample(s, i, *ns)).collect::<Vec<_>>()
                })
                .collect(),
            ..Samples::default()
        }
    }

    fn standings(times: &[(&str, [u64; 5])]) -> Vec<Standing> {
        summarise(&samples(times)).rows[0].cells.iter().map(|c| c.standing).collect()
    }

    #[test]
    fn a_clear_order() {
        let times = [("a", [400, 401, 402, 400, 401]), ("b", [100, 101, 100, 102, 101])];
        assert_eq!(standings(&times), [Standing::Slower, Standing::Quickest]);
    }

    #[test]
    fn inside_the_noise_there_is_no_winner() {
        let times = [("a", [100, 140, 90, 120, 105]), ("b", [110, 95, 130, 100, 108])];
        assert_eq!(standings(&times), [Standing::TooCloseToCall, Standing::TooCloseToCall]);
    }
}
