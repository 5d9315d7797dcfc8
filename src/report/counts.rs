//! The table of instruction counts.

use super::numbers::ratio;
use super::terminal::{Paint, grid};
use crate::bench::{CountRow, Counts};
use std::fmt::Write as _;

/// One row a case, one column a module: instructions, and how many times the least of the row that is.
pub fn counts(counts: &Counts, paint: Paint) -> String {
    let mut rows = vec![vec!["instructions of one call".to_owned()]];
    for subject in &counts.subjects {
        rows[0].extend([subject.clone(), String::new()]);
    }
    rows.extend(counts.rows.iter().map(row));
    let least: Vec<Option<f64>> = counts.rows.iter().map(least).collect();
    let is_least = |r: usize, c: usize| {
        r > 0 && c % 2 == 1 && counts.rows[r - 1].cells[c / 2].instructions() == least[r - 1]
    };
    let mut out = grid(&rows, |r, c, text| match (r, c) {
        (0, _) => paint.faint(&text),
        _ if is_least(r, c) => paint.good(&text),
        _ => text,
    });
    let note = format!("{}, by callgrind; the loop around the call is subtracted", counts.python);
    let _ = writeln!(out, "  {}", paint.faint(&note));
    out + &failures(counts)
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
fn failures(counts: &Counts) -> String {
    let mut out = String::new();
    for row in &counts.rows {
        for (subject, cell) in counts.subjects.iter().zip(&row.cells) {
            if let crate::bench::CountCell::Failed(why) = cell {
                let _ = writeln!(out, "  {}, {subject}: {why}", row.case);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::CountCell::{Failed, Instructions};

    #[test]
    fn each_cell_is_set_against_the_least_of_its_row() {
        let row = |case: &str, cells| CountRow { case: case.into(), call: "m.f()".into(), cells };
        let table = Counts {
            format: 1,
            python: "CPython 3".into(),
            subjects: vec!["native".into(), "mine".into()],
            rows: vec![
                row("one", vec![Instructions(100.0), Instructions(150.0)]),
                row("two", vec![Instructions(7.0), Failed("AttributeError: g".into())]),
            ],
        };
        let text = counts(&table, Paint::Plain);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(lines[1].split_whitespace().collect::<Vec<_>>(), ["one", "100", "1.00×", "150", "1.50×"]);
        assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), ["two", "7", "1.00×", "–"]);
        assert_eq!(lines[4], "two, mine: AttributeError: g");
    }
}
