//! Samples to a table: one row a case, one cell a subject, each against the quickest of its row.

use super::samples::{CaseSpec, Run, Sample, Samples, Scanned};
use super::scan::overtakings;
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
    /// Where one subject overtakes another in a scan, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overtakings: Vec<String>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Its title.
    pub case: String,
    /// Its call.
    pub call: String,
    /// Where it is one of a scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scanned: Option<Scanned>,
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
    /// Median processor time of the process for one call, ns. Less than `median_ns`: the call waits; more: threads help it.
    pub process_ns: Option<f64>,
    /// Median processor time of the calling thread for one call, ns. Less than `process_ns`: other threads work.
    pub thread_ns: Option<f64>,
    /// Against the quickest of the row, with the 95 % interval; `None` for the quickest itself, or too few rounds.
    pub against_best: Option<Interval>,
    /// What that says.
    pub standing: Standing,
    /// Machine instructions of one call, where they have been counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instructions: Option<f64>,
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

/// Summarises what one interpreter measured; the seed of the run also seeds the bootstrap.
pub fn summarise(run: &Run, samples: &Samples) -> Summary {
    let row = |(index, case): (usize, &CaseSpec)| {
        let columns: Vec<Vec<&Sample>> =
            samples.subjects.iter().map(|s| samples.of_cell(s, index).collect()).collect();
        row(run, case.name.clone(), case, &columns)
    };
    Summary {
        import_ms: samples.subjects.iter().map(|s| import_ms(samples, s)).collect(),
        overtakings: overtakings(run, samples),
        ..table(samples.subjects.clone(), run.cases.iter().enumerate().map(row).collect())
    }
}

/// One row for each case of each subject, one column an interpreter; `None` where there is only one. Interpreters took
/// turns within each round, so they are compared as styles are.
pub fn across(run: &Run) -> Option<Summary> {
    let first = run.interpreters.first().filter(|_| run.interpreters.len() > 1)?;
    let mut rows = Vec::new();
    for (index, case) in run.cases.iter().enumerate() {
        for subject in &first.subjects {
            let columns: Vec<Vec<&Sample>> =
                run.interpreters.iter().map(|s| s.of_cell(subject, index).collect()).collect();
            rows.push(row(run, format!("{}, {subject}", case.name), case, &columns));
        }
    }
    Some(table(run.interpreters.iter().map(|s| s.machine.python.clone()).collect(), rows))
}

fn table(subjects: Vec<String>, rows: Vec<Row>) -> Summary {
    let noise = rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.spread).fold(0.0, f64::max);
    Summary { subjects, rows, import_ms: Vec::new(), noise, overtakings: Vec::new() }
}

#[allow(clippy::cast_precision_loss)] // an import lasts less than 2^53 ns
fn import_ms(samples: &Samples, subject: &str) -> Option<f64> {
    let of_subject = samples.imports.iter().filter(|(s, _)| s == subject);
    median(&of_subject.map(|(_, ns)| *ns as f64 / 1e6).collect::<Vec<_>>())
}

fn row(run: &Run, title: String, case: &CaseSpec, columns: &[Vec<&Sample>]) -> Row {
    let clock = |read: fn(&Sample) -> f64| -> Vec<Vec<f64>> {
        columns.iter().map(|column| column.iter().map(|sample| read(sample)).collect()).collect()
    };
    let (times, process, thread) =
        (clock(Sample::call_ns), clock(Sample::process_call_ns), clock(Sample::thread_call_ns));
    let medians: Vec<Option<f64>> = times.iter().map(|t| median(t)).collect();
    let best = (0..times.len())
        .filter(|i| medians[*i].is_some())
        .min_by(|a, b| medians[*a].unwrap_or(f64::MAX).total_cmp(&medians[*b].unwrap_or(f64::MAX)));
    let against: Vec<Option<Interval>> = (0..times.len())
        .map(|i| best.filter(|b| *b != i).and_then(|b| ratio_interval(&times[i], &times[b], run.seed)))
        .collect();
    let contested = against.iter().flatten().any(Interval::holds_one);
    let cell = |i: usize| Cell {
        median_ns: medians[i],
        spread: relative_spread(&times[i]),
        process_ns: median(&process[i]),
        thread_ns: median(&thread[i]),
        against_best: against[i],
        standing: standing(best == Some(i), against[i], contested, times[i].len()),
        instructions: None,
    };
    let CaseSpec { call, scanned, .. } = case.clone();
    Row { case: title, call, scanned, cells: (0..times.len()).map(cell).collect() }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn run(times: &[(&str, [u64; 5])]) -> Run {
        let sample = |subject: &str, round: usize, ns: u64| Sample {
            round: u32::try_from(round).unwrap(),
            subject: subject.into(),
            case: 0,
            loops: 1,
            wall_ns: ns,
            empty_ns: 0,
            process_ns: ns / 2,
            thread_ns: ns / 4,
        };
        let case = CaseSpec { name: "add".into(), call: "m.add(2, 3)".into(), ..CaseSpec::default() };
        let samples = Samples {
            subjects: times.iter().map(|(s, _)| (*s).to_owned()).collect(),
            samples: times
                .iter()
                .flat_map(|(s, ns)| {
                    ns.iter().enumerate().map(|(i, ns)| sample(s, i, *ns)).collect::<Vec<_>>()
                })
                .collect(),
            ..Samples::default()
        };
        Run { cases: vec![case], interpreters: vec![samples], ..Run::default() }
    }

    fn summary(times: &[(&str, [u64; 5])]) -> Summary {
        let run = run(times);
        summarise(&run, &run.interpreters[0])
    }

    fn standings(times: &[(&str, [u64; 5])]) -> Vec<Standing> {
        summary(times).rows[0].cells.iter().map(|c| c.standing).collect()
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

    #[test]
    fn each_clock_has_its_median() {
        let cell = &summary(&[("a", [400, 404, 396, 400, 800])]).rows[0].cells[0];
        assert_eq!(
            (cell.median_ns, cell.process_ns, cell.thread_ns),
            (Some(400.0), Some(200.0), Some(100.0))
        );
    }

    #[test]
    fn versions_are_columns_where_there_are_several() {
        let mut run = run(&[("a", [400, 401, 402, 400, 401]), ("b", [100, 101, 100, 102, 101])]);
        assert_eq!(across(&run), None);
        let mut slower = run.interpreters[0].clone();
        slower.machine.python = "CPython 3.13.0".into();
        slower.samples.iter_mut().for_each(|s| s.wall_ns *= 2);
        run.interpreters.push(slower);
        let table = across(&run).unwrap();
        assert_eq!(table.subjects[1], "CPython 3.13.0");
        let cells = &table.rows[1].cells;
        assert_eq!((table.rows[1].case.as_str(), cells[1].median_ns), ("add, b", Some(202.0)));
        assert_eq!((cells[0].standing, cells[1].standing), (Standing::Quickest, Standing::Slower));
    }
}
