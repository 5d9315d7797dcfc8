//! Writes packages and compiles them.
//!
//! In: a style's `FileSet` and `Recipe`, the plan's `Library`, the tools. Out: `OUT/<style>/`, complete or as it was:
//! everything happens in a [`Stage`] beside it and is moved into place at the end.
//! It must not know what the files say, nor how a style binds.

pub mod write;

mod command;
mod compile;
mod fingerprint;
mod marker;
mod refused;
mod slots;

pub use compile::{Artefact, Job, Tools, compile};
pub use write::{Edits, Stage, Written, remembered};
