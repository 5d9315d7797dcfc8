//! Measures the styles against each other: what one call costs in wall time.
//!
//! In: built packages and the project's cases. Out: [`Samples`], raw numbers with a format version, and [`Summary`],
//! medians and intervals; or [`Counts`], instructions instead of times. It must not know how a style is made; anything that can be imported can be measured.
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

pub use count::{CallgrindWorkers, CountCell, CountRow, Counter, Counts, HELPER, count};
pub use executor::{Executor, Job, PythonWorkers};
pub use samples::{Calibration, CaseSpec, Machine, Sample, Samples, Subject};
pub use schedule::{Options, Progress, run};
pub use summary::{Cell, Row, Standing, Summary, summarise};
