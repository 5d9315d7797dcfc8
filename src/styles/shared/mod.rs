//! shared.

pub mod convert;
