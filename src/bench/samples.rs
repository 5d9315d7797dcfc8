//! The raw data of a run; what the JSON file holds, and all that the statistics need.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Version of the sample format; a reader refuses another one.
pub const FORMAT: u32 = 2;

/// A module to be measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What it is called in tables: the style's id.
    pub name: String,
    /// Folder to put on `sys.path`.
    pub dir: PathBuf,
    /// Import name.
    pub module: String,
}

/// One call to be measured.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseSpec {
    /// Title, unique.
    pub name: String,
    /// Python statements run once, with `m` the module.
    pub setup: String,
    /// Python expression, or statements on one line.
    pub call: String,
    /// Python expression that the value of `call` equals. What is timed is compared by `verify`; what is counted, at once.
    #[serde(default)]
    pub expect: Option<String>,
    /// Where it is one of a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanned: Option<Scanned>,
}

/// A case at one value of a scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scanned {
    /// The case's title.
    pub case: String,
    /// What is scanned: `n`.
    pub name: String,
    /// Its value.
    pub value: u64,
}

/// How many loops make one sample of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The subject.
    pub subject: String,
    /// Loops for each case, in the order of `Run::cases`.
    pub loops: Vec<u64>,
}

/// One measurement of one case in one process.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Round, from 0.
    pub round: u32,
    /// The subject.
    pub subject: String,
    /// Index into `Run::cases`.
    pub case: usize,
    /// Loops.
    pub loops: u64,
    /// Wall time of all loops, ns.
    pub wall_ns: u64,
    /// Wall time of as many empty loops, ns.
    pub empty_ns: u64,
    /// Processor time of the whole process in all loops, threads of the library's own included, ns.
    pub process_ns: u64,
    /// Processor time of the calling thread in all loops, ns.
    pub thread_ns: u64,
}

impl Sample {
    /// Wall time of one call without the loop, ns; never below 0.
    pub fn call_ns(&self) -> f64 {
        self.each(self.wall_ns)
    }

    /// Processor time of the process for one call, ns. The empty loop never waits: its wall time is processor time.
    pub fn process_call_ns(&self) -> f64 {
        self.each(self.process_ns)
    }

    /// Processor time of the calling thread for one call, ns.
    pub fn thread_call_ns(&self) -> f64 {
        self.each(self.thread_ns)
    }

    #[allow(clippy::cast_precision_loss)] // a run of 2^53 ns lasts three months
    fn each(&self, ns: u64) -> f64 {
        ns.saturating_sub(self.empty_ns) as f64 / self.loops.max(1) as f64
    }
}

/// Where a run was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// `CPython 3.11.7`.
    pub python: String,
    /// How the interpreter was built: optimisation and PGO flags, debug, free-threaded, compiler, C library.
    pub build: String,
    /// Processor model, where the system tells.
    pub cpu: String,
    /// Logical processors.
    pub cpus: u32,
    /// Load average over the last minute at the start.
    pub load: f64,
}

/// A whole run, or the rounds of it that are finished.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// [`FORMAT`].
    pub format: u32,
    /// The seed of the order within each round.
    pub seed: u64,
    /// Rounds that are finished.
    pub rounds: u32,
    /// The cases.
    pub cases: Vec<CaseSpec>,
    /// What was measured, one entry an interpreter.
    pub interpreters: Vec<Samples>,
}

/// What was measured with one interpreter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Samples {
    /// Where.
    pub machine: Machine,
    /// The subjects' names, in the order given.
    pub subjects: Vec<String>,
    /// Loops, one entry a subject.
    pub calibration: Vec<Calibration>,
    /// Time of the import of each subject's module, one for each round, ns: (subject, ns).
    pub imports: Vec<(String, u64)>,
    /// The samples, in the order measured.
    pub samples: Vec<Sample>,
}

impl Samples {
    /// The samples of one case of one subject, one a round.
    pub fn of_cell<'a>(&'a self, subject: &'a str, case: usize) -> impl Iterator<Item = &'a Sample> {
        self.samples.iter().filter(move |s| s.subject == subject && s.case == case)
    }
}
