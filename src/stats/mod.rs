//! Robust statistics of repeated measurements.
//!
//! In: samples, one a round. Out: medians, spreads, intervals of ratios. A leaf: it knows neither Python nor styles, and
//! its randomness is seeded, so that the same samples give the same numbers.

mod robust;

mod bootstrap;

pub use bootstrap::{Interval, ratio_interval, ratio_interval_of_runs};
pub use robust::{median, relative_spread};
