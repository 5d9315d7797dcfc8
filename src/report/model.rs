//! What a report tells; the JSON form is this, field by field.

use crate::bench::{Machine, Summary};
use serde::{Deserialize, Serialize};

/// Version of the JSON form.
pub const FORMAT: u32 = 1;

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
    /// Where the times were measured.
    pub machine: Option<Machine>,
    /// Rounds of the bench.
    pub rounds: Option<usize>,
    /// Seed of the bench.
    pub seed: Option<u64>,
    /// The times, where they were measured.
    pub bench: Option<Summary>,
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
            machine: None,
            rounds: None,
            seed: None,
            bench: None,
        }
    }

    /// The same with a bench run.
    #[must_use]
    pub fn with_bench(mut self, samples: &crate::bench::Samples) -> Self {
        self.machine = Some(samples.machine.clone());
        self.rounds = Some(samples.samples.iter().map(|s| s.round as usize + 1).max().unwrap_or(0));
        self.seed = Some(samples.seed);
        self.bench = Some(crate::bench::summarise(samples));
        self
    }
}
