//! Measures the styles against each other: what one call costs in time, or in instructions.
//!
//! In: built packages and the project's cases. Out: [`Run`], raw numbers with a format version, and [`Summary`],
//! medians and intervals; or [`Counts`], instructions instead of times; and what grew since an earlier run. It must not
//! know how a style is made; anything that can be imported can be measured.
//!
//! The method (Georges, Buytaert and Eeckhout, "Statistically Rigorous Java Performance Evaluation", OOPSLA 2007, and
//! what pyperf does): a fresh process for each style and round, because memory layout and hash seeds differ between
//! processes and not within one; styles interleaved in a shuffled order, so that a machine that slows down slows all;
//! loops calibrated once, so that each sample lasts long enough for the clock; the empty loop's time subtracted.

mod samples;

mod schedule;

mod executor;

mod summary;

mod count;

mod memory;

mod callgrind;

mod compare;

mod scan;

pub use callgrind::{CallgrindWorkers, HELPER};
pub use compare::{Comparison, Growth, Inside, compare_counts, compare_times};
pub use count::{COUNT_FORMAT, CountCell, CountRow, CountTable, Counter, Counts, Functions};
pub use executor::{Executor, Job, PythonWorkers};
pub use memory::{Memory, ObjectSize, memory};
pub use samples::{Calibration, CaseSpec, FORMAT, Machine, Run, Sample, Samples, Scanned, Subject};
pub use scan::{Scan, overtakings};
pub use schedule::{Options, Part, Progress, Watcher, begin, run};
pub use summary::{Cell, Row, Standing, Summary, across, summarise};
