//! The cffi style.

use super::{Capabilities, Style};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan, Recipe};

/// The cffi style.
pub struct Cffi;

impl Style for Cffi {
    fn id(&self) -> &'static str {
        "cffi"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { holds_gil: true, record_buffer_before_312: true, needs_compiler: false, requires: &[] }
    }

    fn pages(&self, _plan: &Plan) -> Result<FileSet> {
        Ok(FileSet::default())
    }

    fn recipe(&self, _plan: &Plan) -> Recipe {
        Recipe::default()
    }

    fn excerpt(&self, _plan: &Plan, _function: &Function) -> Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }
}
