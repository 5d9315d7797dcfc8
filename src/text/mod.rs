//! Spelling: C declarators, literals of C and Python, names. The one door for text of a header into generated code.
//!
//! In: IR types, strings of a header. Out: text that is safe in its place: a comment stays a comment, a string a string.
//! It knows the grammar of C and Python, and nothing of plans or styles.

pub mod c;
pub mod literals;
pub mod names;
