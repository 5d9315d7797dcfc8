//! The demo's one table: every sample's calls, what each costs in each style.

use super::console::{Console, Paint};
use crate::bench::{Cell, Row, Standing, Summary};
use crate::report::{Report, time};
use std::fmt::Write as _;

/// The lines of the table. A ratio stands only where the bench is sure of it.
pub fn table(console: &Console, reports: &[Report]) -> Vec<String> {
    let Some(first) = reports.iter().find_map(|r| r.summary()) else { return Vec::new() };
    let mut lines = vec![console.paint(Paint::Dim, &line("one call", &first.subjects))];
    for report in reports {
        let Some(summary) = report.summary() else { continue };
        lines.push(console.paint(Paint::Bold, &report.module));
        lines.extend(summary.rows.iter().map(|row| line(&format!("  {}", row.case), &cells(row))));
    }
    lines.push(line("all of them, against the last style", &means(reports, first.subjects.len())));
    lines
}

fn line(title: &str, cells: &[String]) -> String {
    let mut line = format!("{title:<44}");
    for cell in cells {
        let _ = write!(line, "{cell:>18}");
    }
    line.trim_end().to_owned()
}

fn cells(row: &Row) -> Vec<String> {
    row.cells.iter().map(cell).collect()
}

/// `1.31 µs   37×`
fn cell(cell: &Cell) -> String {
    let time = cell.median_ns.map_or_else(|| "–".to_owned(), time);
    let ratio = cell.against_best.filter(|_| cell.standing == Standing::Slower).map(|i| i.ratio);
    format!("{time}{:>7}", ratio.map_or_else(String::new, short))
}

fn short(ratio: f64) -> String {
    if ratio < 9.95 { format!("{ratio:.1}×") } else { format!("{ratio:.0}×") }
}

/// The geometric mean of each style's times over the last style's: one number for calls of nanoseconds and of
/// milliseconds (Fleming and Wallace, "How not to lie with statistics", CACM 29(3), 1986).
fn means(reports: &[Report], n_styles: usize) -> Vec<String> {
    let summaries: Vec<&Summary> = reports.iter().filter_map(|r| r.summary()).collect();
    let mean = |style: usize| {
        let of = |row: &Row| {
            let (this, last) = (row.cells.get(style)?.median_ns?, row.cells.last()?.median_ns?);
            (this > 0.0 && last > 0.0).then(|| (this / last).ln())
        };
        let logs: Vec<f64> = summaries.iter().flat_map(|s| s.rows.iter().filter_map(of)).collect();
        #[allow(clippy::cast_precision_loss)] // a few dozen rows
        let mean = logs.iter().sum::<f64>() / logs.len().max(1) as f64;
        short(mean.exp())
    };
    (0..n_styles).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(times: &[f64]) -> Row {
        let cell = |ns: &f64| Cell {
            median_ns: Some(*ns),
            spread: None,
            process_ns: None,
            thread_ns: None,
            against_best: None,
            standing: Standing::Unknown,
            instructions: None,
        };
        Row {
            case: "add".into(),
            call: String::new(),
            scanned: None,
            cells: times.iter().map(cell).collect(),
        }
    }

    #[test]
    fn the_mean_is_geometric() {
        let summary = Summary {
            subjects: vec!["ctypes".into(), "native".into()],
            rows: vec![row(&[200.0, 100.0]), row(&[800_000.0, 100_000.0])],
            import_ms: Vec::new(),
            noise: 0.0,
            overtakings: Vec::new(),
        };
        let mut report = Report::new("m", crate::report::Bound::default(), Vec::new());
        report.bench = vec![crate::report::Times { machine: crate::bench::Machine::default(), summary }];
        assert_eq!(means(&[report], 2), ["4.0×", "1.0×"]);
    }

    #[test]
    fn a_ratio_is_short() {
        assert_eq!([1.04, 9.96, 37.4].map(short), ["1.0×", "10×", "37×"]);
    }
}
