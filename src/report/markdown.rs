//! The report as Markdown, by a template; for a pull request or a README.

use super::memory::{NOTE, memory};
use super::model::{Report, Times};
use super::numbers::{ratio, size, time};
use super::terminal::{compile_time, warnings};
use crate::bench::{Cell, CountCell, CountRow, CountTable, Counts, Standing, Summary};
use crate::error::Result;
use crate::render::Templates;
use serde::Serialize;

const TEMPLATES: [(&str, &str); 2] = [
    ("report", include_str!("../../templates/report/report.md.hbs")),
    ("tables", include_str!("../../templates/report/tables.md.hbs")),
];

const ONE_CALL: &str = "one call";

/// What the template prints.
#[derive(Serialize)]
struct View {
    module: String,
    functions: usize,
    records: usize,
    constants: usize,
    skipped: usize,
    /// `the styles are equal in 412 comparisons`; empty where it was not checked.
    equality: String,
    differences: Vec<String>,
    tables: Vec<Table>,
    styles: Vec<Style>,
}

#[derive(Serialize)]
struct Table {
    /// The first header cell.
    title: String,
    /// Header cells after the first.
    subjects: Vec<String>,
    rows: Vec<Row>,
    /// How it was measured, and what makes it doubtful.
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    case: String,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct Style {
    style: String,
    generate: String,
    compile: String,
    import: String,
    lines: usize,
    binary: String,
    gil: String,
}

/// The report as Markdown.
///
/// # Errors
/// A template that does not fit its view (a bug).
pub fn markdown(report: &Report) -> Result<String> {
    Templates::code(&TEMPLATES)?.render("report", &view(report))
}

/// Counts as Markdown.
///
/// # Errors
/// A template that does not fit its view (a bug).
pub fn counts_markdown(counts: &Counts) -> Result<String> {
    let cell = |cell: &CountCell| cell.instructions().map_or_else(|| "–".to_owned(), |n| format!("{n:.0}"));
    let row = |r: &CountRow| Row { case: cell_text(&r.case), cells: r.cells.iter().map(cell).collect() };
    let table = |t: &CountTable| Table {
        title: ONE_CALL.into(),
        subjects: t.subjects.clone(),
        rows: t.rows.iter().map(row).collect(),
        notes: vec![format!(
            "{} ({}). Instructions, by callgrind; the loop is subtracted.",
            t.python, t.build
        )],
    };
    let tables: Vec<Table> = counts.interpreters.iter().map(table).collect();
    Templates::code(&TEMPLATES)?.render("tables", &serde_json::json!({ "tables": tables }))
}

fn view(report: &Report) -> View {
    let b = &report.bound;
    let measured = report.bench.iter().map(|times| table(&times.summary, notes(report, times)));
    View {
        module: report.module.clone(),
        functions: b.functions,
        records: b.records,
        constants: b.constants,
        skipped: b.skipped,
        equality: equality(report),
        differences: report
            .equality
            .as_ref()
            .map(|e| e.differences.iter().map(|d| cell_text(d)).collect())
            .unwrap_or_default(),
        tables: measured
            .chain(report.across.iter().map(|s| table(s, Vec::new())))
            .chain(objects(report))
            .collect(),
        styles: styles(report),
    }
}

fn equality(report: &Report) -> String {
    match &report.equality {
        None => String::new(),
        Some(e) if e.differences.is_empty() => format!("The styles are equal in {} comparisons.", e.checks),
        Some(e) => format!("{} differences in {} comparisons:", e.differences.len(), e.checks),
    }
}

fn table(summary: &Summary, notes: Vec<String>) -> Table {
    let row =
        |r: &crate::bench::Row| Row { case: cell_text(&r.case), cells: r.cells.iter().map(cell).collect() };
    Table {
        title: ONE_CALL.into(),
        subjects: summary.subjects.clone(),
        rows: summary.rows.iter().map(row).collect(),
        notes,
    }
}

fn objects(report: &Report) -> Option<Table> {
    let mut rows = memory(report).into_iter();
    let header = rows.next()?;
    let row = |cells: Vec<String>| Row { case: cells[0].clone(), cells: cells[1..].to_vec() };
    let notes = vec![format!("One object: {NOTE}.")];
    let (title, subjects) = (header[0].clone(), header[1..].to_vec());
    Some(Table { title, subjects, rows: rows.map(row).collect(), notes })
}

fn notes(report: &Report, Times { machine, summary }: &Times) -> Vec<String> {
    let (Some(rounds), Some(seed)) = (report.rounds, report.seed) else { return Vec::new() };
    let method = format!(
        "{} ({}), {}. Median wall time of one call over {rounds} rounds, a fresh process for each style and round, \
         order by seed {seed}, the empty loop subtracted; ratios to the quickest with their 95 % interval.",
        machine.python, machine.build, machine.cpu
    );
    let doubts = warnings(machine, summary).into_iter().map(|warning| format!("Note: {warning}."));
    std::iter::once(method)
        .chain(doubts)
        .chain(summary.overtakings.iter().map(|s| cell_text(s) + "."))
        .collect()
}

fn styles(report: &Report) -> Vec<Style> {
    let style = |(i, s): (usize, &super::model::StyleFacts)| Style {
        style: s.style.clone(),
        generate: time(s.generate_s * 1e9),
        compile: compile_time(s),
        import: report.import_ns(i).map_or_else(|| "–".into(), time),
        lines: s.lines,
        binary: size(s.binary_bytes),
        gil: if s.holds_gil { "held, or released where configured" } else { "always released" }.into(),
    };
    report.styles.iter().enumerate().map(style).collect()
}

fn cell(cell: &Cell) -> String {
    let time = cell.median_ns.map_or_else(|| "–".to_owned(), time);
    let told = match (cell.standing, cell.against_best) {
        (Standing::Quickest, _) => format!("**{time}**"),
        (Standing::TooCloseToCall, _) => format!("{time} (too close to call)"),
        (Standing::Slower, Some(i)) => {
            format!("{time} ({}, {} to {})", ratio(i.ratio), ratio(i.low), ratio(i.high))
        }
        _ => time,
    };
    cell.instructions.map_or_else(|| told.clone(), |n| format!("{told}, {n:.0} instructions"))
}

/// A title of the user's inside a table cell.
fn cell_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::super::model::{Bound, Equality, StyleFacts};
    use super::*;

    #[test]
    fn tables_have_their_bars() {
        let style = StyleFacts {
            style: "native".into(),
            dir: "out".into(),
            lines: 9,
            generate_s: 0.002,
            compile_s: 0.0,
            binary_bytes: 0,
            holds_gil: true,
        };
        let mut report = Report::new("m", Bound::default(), vec![style]);
        report.equality = Some(Equality { checks: 3, differences: vec!["add(1): a | b".into()] });
        let text = markdown(&report).unwrap();
        assert!(text.contains("1 differences in 3 comparisons:\n- add(1): a \\| b\n"), "{text}");
        assert!(
            text.contains("\n| native | 2.00 ms | – | – | 9 | – | held, or released where configured |\n"),
            "{text}"
        );
    }
}
