//! The ctypes style: the lines of each function as text, which helpers a module gets, and a library of every kind of
//! value that is compiled and used from each Python that is here.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

mod lines;
mod run;

use std::path::{Path, PathBuf};

/// A file of this folder.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ctypes").join(name)
}
