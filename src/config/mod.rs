//! `tribind.toml` and the flags, typed.
//!
//! In: the text of a project file, or headers and flags. Out: one [`Config`], every path absolute, every value checked
//! for its shape. Whether a name exists in the header is for `plan` to say, with the [`Span`] kept here.

mod types;

pub use types::*;
