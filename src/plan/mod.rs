//! The plan: what crosses the border between C and Python, under which name, with which conversion, ownership, error
//! and GIL rule. Decided once, here, before any text exists; a style only spells it, so the styles are equal by
//! construction.
//!
//! In: the verdict's `ir::Api` and the configuration. Out: [`Plan`], plain data in source order. It must not know how
//! any style spells anything.

mod types;

mod decide;

mod arrays;
mod callback_rules;
mod callbacks;
mod constants;
mod errors;
mod functions;
mod kinds;
mod maps;
mod messages;
mod names;
mod ownership;
mod records;
mod shapes;
mod signatures;
mod variables;

mod rules;
mod shim;

mod cxx;

mod files;
mod filled;
mod flags;

mod print;

pub use decide::decide;
pub use files::{Content, FileSet, Recipe, Step};
pub use print::print;
pub use types::*;
