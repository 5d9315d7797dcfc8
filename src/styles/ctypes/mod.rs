//! The ctypes style: a Python module over foreign function objects, with every check in Python.
//!
//! In: a plan. Out: `__init__.py`, which shows per function what ctypes needs, and private modules with what is the same
//! in every package: `_library.py` loads, `_convert.py` checks numbers and text, `_runtime.py` does what ctypes leaves
//! to be done for pointers, buffers, records. Nothing is compiled but the user's own sources and the shim.

mod module;

mod classes;
mod construct;
mod cvar;
mod failure;
mod filled;
mod function;
mod input;
mod output;
mod spans;

mod kinds;
mod layout;
mod maps;
mod runtime;
mod spell;

mod templates;

use super::{Capabilities, Style, shared};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan, Recipe};
use serde_json::json;
use std::path::Path;

/// The ctypes style.
pub struct Ctypes;

impl Style for Ctypes {
    fn id(&self) -> &'static str {
        "ctypes"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { holds_gil: true, record_buffer_before_312: true, needs_compiler: false, requires: &[] }
    }

    fn pages(&self, plan: &Plan) -> Result<FileSet> {
        let mut files = FileSet::default();
        let package = Path::new(&plan.module);
        let init = module::init(plan)?;
        if let Some(text) = runtime::module(plan, &init)? {
            files.text(package.join("_runtime.py"), text);
        }
        if !plan.maps.is_empty() {
            files.text(package.join("_map.py"), shared::map_module()?);
        }
        files.text(package.join("_convert.py"), shared::convert::module(plan)?);
        let library = templates::render("library", &json!({ "header": shared::HEADER }))?;
        files.text(package.join("_library.py"), library);
        files.text(package.join("__init__.py"), init);
        Ok(files)
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        Recipe { steps: shared::own_library(plan).into_iter().collect() }
    }

    fn excerpt(&self, plan: &Plan, function: &Function) -> Result<Vec<(String, String)>> {
        let file = format!("{}/__init__.py", plan.module);
        Ok(vec![(file, module::excerpt(plan, function)?)])
    }
}
