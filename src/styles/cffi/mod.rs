//! The cffi style: CFFI's API mode. `cffi_build.py` declares the library to CFFI, which writes the extension's C; the
//! package's own Python closes the difference between CFFI's conversions and the contract.
//!
//! In: a plan. Out: the package's files, its recipe, and the lines that bind one function.

mod natural;
mod order;

mod assertions;
mod cdef;
mod expr;

mod scope;

mod bits;
mod callbacks;
mod kinds;

mod function;
mod member;
mod owned;
mod record;
mod variables;

mod package;
mod runtime;
mod templates;

use super::{Capabilities, Style, shared};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan, Recipe, Record, Step};
use std::path::{Path, PathBuf};

/// The cffi style.
pub struct Cffi;

impl Style for Cffi {
    fn id(&self) -> &'static str {
        "cffi"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            holds_gil: false,
            record_buffer_before_312: false,
            needs_compiler: true,
            requires: &["cffi>=2.0"],
        }
    }

    fn knows_layout(&self, plan: &Plan, record: &Record) -> bool {
        natural::is_whole(plan, record)
    }

    fn pages(&self, plan: &Plan) -> Result<FileSet> {
        let mut files = shared::common_files(plan, self)?;
        files.files.extend(package::files(plan)?.files);
        Ok(files)
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        let source = PathBuf::from("src/_cffi.c");
        let script = Step::PythonScript { script: "cffi_build.py".into(), output: source.clone() };
        let extension = Step::Extension {
            stem: Path::new(&plan.module).join("_cffi"),
            sources: std::iter::once(source).chain(shared::library_sources(plan)).collect(),
            strict: false,
            limited_api: None,
            closures: false,
        };
        Recipe { steps: vec![script, extension] }
    }

    fn excerpt(&self, plan: &Plan, function: &Function) -> Result<Vec<(String, String)>> {
        package::excerpt(plan, function)
    }
}
