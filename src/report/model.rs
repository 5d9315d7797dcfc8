//! What a report tells; the JSON form is this, field by field.

use crate::bench::{
    CountCell, CountTable, Counts, Machine, Memory, Run, Samples, Summary, across, summarise,
};
use serde::{Deserialize, Serialize};

/// Version of the JSON form.
pub const FORMAT: u32 = 2;

/// One module: what was bound, whether the styles are equal, what each costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// Import name.
    pub module: String,
    /// What was bound and what was left out.
    pub bound: Bound,
    /// What each style weighs, in the order of the tables.
    pub styles: Vec<StyleFacts>,
    /// The outcome of `verify`, where it was run.
    pub equality: Option<Equality>,
    /// Rounds of the bench.
    pub rounds: Option<u32>,
    /// Seed of the bench.
    pub seed: Option<u64>,
    /// The times, one entry an interpreter that they were measured with.
    pub bench: Vec<Times>,
    /// What one object of each class takes, one cell a style.
    pub memory: Vec<Memory>,
    /// The same calls across interpreters, where there are several.
    pub across: Option<Summary>,
}

/// What was measured with one interpreter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Times {
    /// Where.
    pub machine: Machine,
    /// The table.
    #[serde(flatten)]
    pub summary: Summary,
}

/// Counts of declarations.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bound {
    /// Functions with a Python name.
    pub functions: usize,
    /// Struct classes.
    pub records: usize,
    /// Handle classes.
    pub handles: usize,
    /// Enumerations.
    pub enums: usize,
    /// Macros and constants of nameless enums.
    pub constants: usize,
    /// Left out, each with its reason in the manifest.
    pub skipped: usize,
}

/// What a style's package weighs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StyleFacts {
    /// The style's id.
    pub style: String,
    /// Folder of the package.
    pub dir: String,
    /// How long it took to spell the plan as this style, s.
    pub generate_s: f64,
    /// How long the compiler ran, for all interpreters together, s; 0 where nothing is compiled.
    pub compile_s: f64,
    /// Lines of generated Python and C, stub and manifest apart.
    pub lines: usize,
    /// Bytes of compiled code; 0 where nothing is compiled.
    pub binary_bytes: u64,
    /// Whether it holds the GIL during a call: times of a style that holds it and of one that does not differ by the
    /// price of letting go.
    pub holds_gil: bool,
}

/// What `verify` found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Equality {
    /// Comparisons made.
    pub checks: usize,
    /// Each difference, in one line.
    pub differences: Vec<String>,
}

impl Report {
    /// A report without measurements.
    pub fn new(module: impl Into<String>, bound: Bound, styles: Vec<StyleFacts>) -> Self {
        Self {
            format: FORMAT,
            module: module.into(),
            bound,
            styles,
            equality: None,
            rounds: None,
            seed: None,
            bench: Vec::new(),
            memory: Vec::new(),
            across: None,
        }
    }

    /// The same with a bench run.
    #[must_use]
    pub fn with_bench(mut self, run: &Run) -> Self {
        self.rounds = Some(run.rounds);
        self.seed = Some(run.seed);
        let times = |s: &Samples| Times { machine: s.machine.clone(), summary: summarise(run, s) };
        self.bench = run.interpreters.iter().map(times).collect();
        self.across = across(run);
        self
    }

    /// The same with instructions beside the times of the same calls, modules and interpreters.
    #[must_use]
    pub fn with_counts(mut self, counts: &Counts) -> Self {
        for times in &mut self.bench {
            let alike =
                |t: &&CountTable| (&t.python, &t.build) == (&times.machine.python, &times.machine.build);
            let Some(table) = counts.interpreters.iter().find(alike) else { continue };
            for row in &mut times.summary.rows {
                let counted = table.rows.iter().find(|r| (&r.case, &r.call) == (&row.case, &row.call));
                for (subject, cell) in times.summary.subjects.iter().zip(&mut row.cells) {
                    let place = table.subjects.iter().position(|name| name == subject);
                    let cell_of = counted.zip(place).and_then(|(row, i)| row.cells.get(i));
                    cell.instructions = cell_of.and_then(CountCell::instructions);
                }
            }
        }
        self
    }

    /// The times with the first interpreter.
    pub fn summary(&self) -> Option<&Summary> {
        self.bench.first().map(|times| &times.summary)
    }

    /// Median time of the import in a style with the first interpreter, ns.
    pub fn import_ns(&self, style: usize) -> Option<f64> {
        self.summary()?.import_ms.get(style).copied().flatten().map(|ms| ms * 1e6)
    }
}
