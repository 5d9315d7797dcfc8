//! What a scan shows beyond the times: what one unit of the size costs, and who overtakes whom.

use super::numbers::time;
use crate::bench::{Row, Summary};

/// `["one call for each n", "ctypes", …]` and a row for every size above 0; nothing where nothing was scanned.
pub fn per_unit(summary: &Summary) -> Vec<Vec<String>> {
    let Some(name) = summary.rows.iter().find_map(|row| Some(row.scanned.as_ref()?.name.clone())) else {
        return Vec::new();
    };
    let mut rows = vec![vec![format!("one call, for each of {name}")]];
    rows[0].extend(summary.subjects.iter().cloned());
    rows.extend(summary.rows.iter().filter_map(row));
    rows
}

fn row(row: &Row) -> Option<Vec<String>> {
    let size = row.scanned.as_ref().map(|s| s.value).filter(|size| *size > 0)?;
    #[allow(clippy::cast_precision_loss)] // nobody has a buffer of 2^53 bytes
    let each = |ns: f64| time(ns / size as f64);
    let cells = row.cells.iter().map(|cell| cell.median_ns.map_or_else(|| "–".to_owned(), each));
    Some(std::iter::once(row.case.clone()).chain(cells).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Calibration, CaseSpec, Run, Sample, Samples, Scan, summarise};

    #[test]
    fn a_time_is_divided_by_the_size() {
        let case = CaseSpec {
            name: "sum".into(),
            setup: "n = 1".into(),
            call: "m.sum(b)".into(),
            ..CaseSpec::default()
        };
        let cases = Scan::parse("n=0,1000").unwrap().expand(&[case]);
        let sample =
            |case| Sample { subject: "native".into(), case, loops: 1, wall_ns: 2500, ..Sample::default() };
        let samples = Samples {
            subjects: vec!["native".into()],
            calibration: vec![Calibration { subject: "native".into(), loops: vec![1, 1] }],
            samples: vec![sample(0), sample(1)],
            ..Samples::default()
        };
        let run = Run { cases, interpreters: vec![samples], ..Run::default() };
        let table = per_unit(&summarise(&run, &run.interpreters[0]));
        assert_eq!(table, [["one call, for each of n", "native"], ["sum, n = 1000", "2.50 ns"]]);
    }
}
