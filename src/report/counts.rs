//! The table of instruction counts.

use super::numbers::ratio;
use super::terminal::{Paint, grid};
use crate::bench::{CountRow, CountTable, Counts};
use std::fmt::Write as _;

/// One row a case, one column a module: instructions, and how many times the least of the row that is. One table an
/// interpreter, and one across them where there are several.
pub fn counts(counts: &Counts, paint: Paint) -> String {
    let mut out = String::new();
    for of_python in &counts.interpreters {
        out += &table(&of_python.subjects, &of_python.rows, paint);
        let CountTable { python, build, .. } = of_python;
        let note = format!("{python} ({build}), by callgrind; the loop around the call is subtracted");
        let _ = writeln!(out, "  {}", paint.faint(&note));
        out += &failures(of_python);
    }
    if counts.interpreters.len() > 1 {
        let pythons: Vec<String> = counts.interpreters.iter().map(|t| t.python.clone()).collect();
        let _ = write!(out, "\n{}", table(&pythons, &across(counts), paint));
    }
    out
}

fn table(subjects: &[String], body: &[CountRow], paint: Paint) -> String {
    let mut rows = vec![vec!["instructions of one call".to_owned()]];
    for subject in subjects {
        rows[0].extend([subject.clone(), String::new()]);
    }
    rows.extend(body.iter().map(row));
    let least: Vec<Option<f64>> = body.iter().map(least).collect();
    let is_least =
        |r: usize, c: usize| r > 0 && c % 2 == 1 && body[r - 1].cells[c / 2].instructions() == least[r - 1];
    grid(&rows, |r, c, text| match (r, c) {
        (0, _) => paint.faint(&text),
        _ if is_least(r, c) => paint.good(&text),
        _ => text,
    })
}

/// One row for each case of each module, one cell an interpreter.
fn across(counts: &Counts) -> Vec<CountRow> {
    let Some(first) = counts.interpreters.first() else { return Vec::new() };
    let mut rows = Vec::new();
    for (r, row) in first.rows.iter().enumerate() {
        for (c, subject) in first.subjects.iter().enumerate() {
            let cells = counts.interpreters.iter().map(|t| t.rows[r].cells[c].clone()).collect();
            rows.push(CountRow { case: format!("{}, {subject}", row.case), call: row.call.clone(), cells });
        }
    }
    rows
}

fn least(row: &CountRow) -> Option<f64> {
    row.cells.iter().filter_map(crate::bench::CountCell::instructions).min_by(f64::total_cmp)
}

fn row(row: &CountRow) -> Vec<String> {
    let mut texts = vec![row.case.clone()];
    for cell in &row.cells {
        let number = cell.instructions();
        texts.push(number.map_or_else(|| "–".to_owned(), |n| format!("{n:.0}")));
        let against = number.zip(least(row)).filter(|(_, least)| *least > 0.0);
        texts.push(against.map(|(n, least)| ratio(n / least)).unwrap_or_default());
    }
    texts
}

/// Why there is no number, where there is none.
fn failures(counts: &CountTable) -> String {
    let mut out = String::new();
    for row in &counts.rows {
        for (subject, cell) in counts.subjects.iter().zip(&row.cells) {
            if let crate::bench::CountCell::Failed { failed } = cell {
                let _ = writeln!(out, "  {}, {subject}: {failed}", row.case);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{CountCell, Functions};

    #[test]
    fn each_cell_is_set_against_the_least_of_its_row() {
        let row = |case: &str, cells| CountRow { case: case.into(), call: "m.f()".into(), cells };
        let counted = |n| CountCell::Counted { instructions: n, functions: Functions::new() };
        let failed = CountCell::Failed { failed: "AttributeError: g".into() };
        let table = |python: &str| CountTable {
            python: python.into(),
            build: "-O3".into(),
            subjects: vec!["native".into(), "mine".into()],
            rows: vec![
                row("one", vec![counted(100.0), counted(150.0)]),
                row("two", vec![counted(7.0), failed.clone()]),
            ],
        };
        let both = Counts { format: 2, interpreters: vec![table("CPython 3.11"), table("CPython 3.13")] };
        let text = counts(&both, Paint::Plain);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[1].split_whitespace().collect::<Vec<_>>(), ["one", "100", "1.00×", "150", "1.50×"]);
        assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), ["two", "7", "1.00×", "–"]);
        assert_eq!(lines[4], "two, mine: AttributeError: g");
        let last: Vec<&str> = lines[lines.len() - 1].split_whitespace().collect();
        assert_eq!(last, ["two,", "mine", "–", "–"]);
        let before: Vec<&str> = lines[lines.len() - 4].split_whitespace().collect();
        assert_eq!(before, ["one,", "native", "100", "1.00×", "100", "1.00×"]);
    }
}
