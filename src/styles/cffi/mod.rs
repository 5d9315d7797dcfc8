//! The cffi style, in CFFI's two modes. `cffi_build.py` declares the library to CFFI, which writes the extension's C (API
//! mode) or a Python module of types (ABI mode); the package's own Python closes the difference between CFFI's conversions
//! and the contract.
//!
//! In: a plan. Out: the package's files, its recipe, and the lines that bind one function.

mod mode;

mod natural;
mod order;
mod spelled;

mod assertions;
mod cdef;
mod checks;
mod expr;
mod structs;

mod scope;

mod bits;
mod callbacks;
mod kinds;

mod filled;
mod function;
mod lengths;
mod maps;
mod member;
mod owned;
mod record;
mod variables;

mod package;
mod runtime;
mod script;
mod templates;

use mode::Mode;

use super::{Capabilities, Style, shared};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan, Recipe, Step};
use std::path::{Path, PathBuf};

/// The cffi style, in one of CFFI's modes.
pub struct Cffi(Mode);

/// CFFI's API mode: an extension module.
pub const API: Cffi = Cffi(Mode::Api);

/// CFFI's ABI mode: the shared library, opened.
pub const ABI: Cffi = Cffi(Mode::Abi);

impl Style for Cffi {
    fn id(&self) -> &'static str {
        self.0.id()
    }

    fn name(&self) -> (&'static str, Option<&'static str>) {
        ("cffi", self.0.variant())
    }

    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn known_layouts(&self, plan: &Plan) -> Vec<bool> {
        let known = natural::layouts(plan, self.0);
        known.iter().zip(&plan.records).map(|(layout, record)| layout.is_known(record)).collect()
    }

    fn pages(&self, plan: &Plan) -> Result<FileSet> {
        package::files(plan, self.0)
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        let script = |output: PathBuf| Step::PythonScript { script: "cffi_build.py".into(), output };
        let module = Path::new(&plan.module);
        match self.0 {
            Mode::Api => {
                let source = PathBuf::from("src/_cffi.c");
                let extension = Step::Extension {
                    stem: module.join("_cffi"),
                    sources: std::iter::once(source.clone()).chain(shared::library_sources(plan)).collect(),
                    strict: false,
                    limited_api: None,
                    closures: false,
                };
                Recipe { steps: vec![script(source), extension] }
            }
            Mode::Abi => {
                let types = script(module.join("_cffi.py"));
                Recipe { steps: std::iter::once(types).chain(shared::own_library(plan)).collect() }
            }
        }
    }

    fn excerpt(&self, plan: &Plan, function: &Function) -> Result<Vec<(String, String)>> {
        package::excerpt(plan, self.0, function)
    }
}
