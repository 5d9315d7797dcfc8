//! The table in the terminal.

use super::memory::{NOTE, memory};
use super::model::{Report, StyleFacts, Times};
use super::numbers::{ratio, size, time};
use super::scan::per_unit;
use crate::bench::{Cell, Machine, Row, Standing, Summary};
use std::fmt::Write as _;

/// Whether the text may hold colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    Plain,
    /// ANSI colours.
    Ansi,
}

impl Paint {
    /// Text in bold green, where colours are on.
    pub(super) fn good(self, text: &str) -> String {
        if self == Self::Ansi { format!("\x1b[1;32m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Faint text.
    pub(super) fn faint(self, text: &str) -> String {
        if self == Self::Ansi { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// The whole report; each line ends in a newline.
pub fn terminal(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    let b = &report.bound;
    let _ = writeln!(
        out,
        "{}: {} functions, {} structs, {} handles, {} enums, {} constants; {} left out",
        report.module, b.functions, b.records, b.handles, b.enums, b.constants, b.skipped
    );
    if let Some(equality) = &report.equality {
        out += &match equality.differences.len() {
            0 => format!("{}: {} comparisons\n", paint.good("the styles are equal"), equality.checks),
            n => format!("{n} differences in {} comparisons\n", equality.checks),
        };
        equality.differences.iter().for_each(|d| out += &format!("  {d}\n"));
    }
    for measured in &report.bench {
        out.push('\n');
        out += &times(&measured.summary, paint);
        out += &notes(report, measured, paint);
        out += &scan(&measured.summary, paint);
    }
    if let Some(summary) = &report.across {
        out.push('\n');
        out += &times(summary, paint);
    }
    let objects = memory(report);
    if !objects.is_empty() {
        out.push('\n');
        out += &grid(&objects, |r, _, text| if r == 0 { paint.faint(&text) } else { text });
        let _ = writeln!(out, "  {}", paint.faint(NOTE));
    }
    out.push('\n');
    out += &weights(report);
    out
}

/// A grid of texts, the first column to the left, the others to the right.
pub(super) fn grid(rows: &[Vec<String>], mut dress: impl FnMut(usize, usize, String) -> String) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|t| t.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for (r, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (c, text) in row.iter().enumerate() {
            let padding = " ".repeat(widths[c] - text.chars().count());
            let cell = dress(r, c, text.clone());
            line += &if c == 0 { format!("  {cell}{padding}") } else { format!("  {padding}{cell}") };
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

fn times(summary: &Summary, paint: Paint) -> String {
    let mut rows = vec![vec!["one call".to_owned()]];
    for subject in &summary.subjects {
        rows[0].extend([subject.clone(), String::new()]);
    }
    // Whether the line is good news, by column of the summary.
    let mut best = vec![Vec::new()];
    for row in &summary.rows {
        rows.push(row_texts(row));
        best.push(row.cells.iter().map(|cell| cell.standing == Standing::Quickest).collect());
        if let Some(least) = row.cells.iter().filter_map(|cell| cell.instructions).min_by(f64::total_cmp) {
            rows.push(instruction_texts(row, least));
            best.push(row.cells.iter().map(|cell| cell.instructions == Some(least)).collect());
        }
    }
    grid(&rows, |r, c, text| match (r, c) {
        (0, _) => paint.faint(&text),
        _ if c % 2 == 1 && best[r].get(c / 2) == Some(&true) => paint.good(&text),
        _ => text,
    })
}

/// What stands below the times of a call: instructions, and how many times the least of the row that is.
fn instruction_texts(row: &Row, least: f64) -> Vec<String> {
    let mut texts = vec!["  instructions".to_owned()];
    for cell in &row.cells {
        texts.push(cell.instructions.map_or_else(|| "–".to_owned(), |n| format!("{n:.0}")));
        texts.push(cell.instructions.filter(|_| least > 0.0).map(|n| ratio(n / least)).unwrap_or_default());
    }
    texts
}

fn scan(summary: &Summary, paint: Paint) -> String {
    let rows = per_unit(summary);
    if rows.is_empty() {
        return String::new();
    }
    let table = grid(&rows, |r, _, text| if r == 0 { paint.faint(&text) } else { text });
    let told = summary.overtakings.iter().map(|sentence| format!("  {sentence}\n")).collect::<String>();
    format!("\n{table}{told}")
}

fn row_texts(row: &Row) -> Vec<String> {
    let mut texts = vec![row.case.clone()];
    for cell in &row.cells {
        texts.push(cell.median_ns.map_or_else(|| "–".to_owned(), time));
        texts.push(standing(cell));
    }
    texts
}

/// What stands beside a time: how much slower, or that nothing can be said.
fn standing(cell: &Cell) -> String {
    match (cell.standing, cell.against_best) {
        (Standing::Quickest, _) => "quickest".into(),
        (Standing::TooCloseToCall, _) => "too close to call".into(),
        (Standing::Slower, Some(i)) => format!("{} [{}, {}]", ratio(i.ratio), ratio(i.low), ratio(i.high)),
        _ if cell.median_ns.is_some() => "too noisy to tell".into(),
        _ => String::new(),
    }
}

/// How it was measured, and what to think of it.
fn notes(report: &Report, measured: &Times, paint: Paint) -> String {
    let mut out = String::new();
    let mut note = |text: &str| out += &format!("  {}\n", paint.faint(text));
    let Times { machine, summary } = measured;
    if let (Some(rounds), Some(seed)) = (report.rounds, report.seed) {
        note(&format!("{} ({}); {}", machine.python, machine.build, machine.cpu));
        note(&format!(
            "median of {rounds} rounds, a fresh process each, order by seed {seed}; ratios to the quickest with their \
             95 % interval"
        ));
    }
    let waits = waiting(summary);
    waits.iter().for_each(|line| note(line));
    for warning in warnings(machine, summary) {
        out += &format!("  note: {warning}\n");
    }
    let releases: Vec<&str> =
        report.styles.iter().filter(|s| !s.holds_gil).map(|s| s.style.as_str()).collect();
    if !releases.is_empty() && releases.len() < report.styles.len() {
        let verb = if releases.len() == 1 { "releases" } else { "release" };
        let text = format!("{} always {verb} the GIL", releases.join(", "));
        let _ = writeln!(out, "  {}", paint.faint(&text));
    }
    out
}

/// What makes the times doubtful.
pub(super) fn warnings(machine: &Machine, summary: &Summary) -> Vec<String> {
    let mut out = Vec::new();
    if f64::from(machine.cpus) * 0.7 < machine.load {
        out.push(format!(
            "the machine was busy when the bench began: a load of {:.1} on {} processors",
            machine.load, machine.cpus
        ));
    }
    if summary.noise > 0.1 {
        out.push(format!(
            "some times spread by {:.0} %; close the programs that keep the machine busy, add --rounds, or --count \
             instructions",
            summary.noise * 100.0
        ));
    }
    out
}

/// Calls whose clocks differ: they wait, or have threads of their own. Below a microsecond the clocks are too coarse, and
/// where times spread it is other programs that they waited for.
fn waiting(summary: &Summary) -> Vec<String> {
    let cells =
        summary.rows.iter().flat_map(|row| summary.subjects.iter().zip(&row.cells).map(move |c| (row, c)));
    let line = |(row, (subject, cell)): (&Row, (&String, &Cell))| {
        let (wall, process, thread) = (cell.median_ns?, cell.process_ns?, cell.thread_ns?);
        let differs = |a: f64, b: f64| (a - b).abs() > 0.2 * a.max(b);
        let is_steady = cell.spread.is_some_and(|spread| spread < 0.1);
        (wall > 1000.0 && is_steady && (differs(wall, process) || differs(process, thread))).then(|| {
            let [wall, process, thread] = [wall, process, thread].map(time);
            format!("{}, {subject}: {wall} by the clock, {process} of processor time, {thread} of the calling thread's", row.case)
        })
    };
    cells.filter_map(line).collect()
}

fn weights(report: &Report) -> String {
    let mut rows = vec![
        ["style", "generate", "compile", "import", "lines", "binary", "where to read it"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (i, s) in report.styles.iter().enumerate() {
        rows.push(vec![
            s.style.clone(),
            time(s.generate_s * 1e9),
            compile_time(s),
            report.import_ns(i).map_or_else(|| "–".to_owned(), time),
            s.lines.to_string(),
            size(s.binary_bytes),
            s.dir.clone(),
        ]);
    }
    grid(&rows, |_, _, text| text)
}

/// Nothing where nothing was compiled.
pub(super) fn compile_time(style: &StyleFacts) -> String {
    if style.compile_s > 0.0 { time(style.compile_s * 1e9) } else { "–".into() }
}

#[cfg(test)]
mod tests {
    use super::super::model::Bound;
    use super::*;
    use crate::bench::{CaseSpec, Run, Sample, Samples};

    fn run() -> Run {
        let sample = |round, subject: &str, wall_ns| Sample {
            round,
            subject: subject.into(),
            case: 0,
            loops: 1,
            wall_ns,
            empty_ns: 0,
            process_ns: wall_ns,
            thread_ns: wall_ns,
        };
        let case = CaseSpec { name: "two ints".into(), call: "m.add(2, 3)".into(), ..CaseSpec::default() };
        let samples = Samples {
            subjects: vec!["ctypes".into(), "native".into()],
            samples: (0..5)
                .flat_map(|r| [sample(r, "ctypes", 400_000), sample(r, "native", 100_000)])
                .collect(),
            ..Samples::default()
        };
        Run { seed: 4, rounds: 5, cases: vec![case], interpreters: vec![samples], ..Run::default() }
    }

    #[test]
    fn the_table_names_the_quickest_and_the_ratio() {
        let style = |style: &str| StyleFacts {
            style: style.into(),
            dir: format!("out/{style}/m"),
            lines: 12,
            generate_s: 0.002,
            compile_s: 0.0,
            binary_bytes: 0,
            holds_gil: true,
        };
        let report = Report::new("m", Bound::default(), vec![style("ctypes"), style("native")]);
        let text = terminal(&report.clone().with_bench(&run()), Paint::Plain);
        assert!(text.contains("two ints  400 µs  4.00× [4.00×, 4.00×]  100 µs  quickest"), "{text}");
        assert!(text.contains("native  ") && !text.contains("by the clock"), "{text}");

        let mut waits = run();
        waits.interpreters[0].samples.iter_mut().for_each(|s| (s.process_ns, s.thread_ns) = (20_000, 10_000));
        waits.interpreters[0].machine = Machine { cpus: 2, load: 3.0, ..Machine::default() };
        let text = terminal(&report.with_bench(&waits), Paint::Plain);
        let expected =
            "two ints, native: 100 µs by the clock, 20.0 µs of processor time, 10.0 µs of the calling";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("a load of 3.0 on 2 processors"), "{text}");
    }
}
