//! The styles: each spells the plan in one way of binding C to Python. Adding one is a folder here, a folder under
//! `templates/`, and a line in [`ALL`].
//!
//! In: a `Plan`. Out: the files of a package, and the recipe that compiles them. A style decides nothing that Python
//! can see; it knows no disk, no header, and no other style.

pub mod shared;

pub mod cffi;
pub mod ctypes;
pub mod native;

use crate::error::Result;
use crate::plan::{FileSet, Plan, Recipe, Record};

/// One way of binding.
pub trait Style: Sync {
    /// Its name on the command line and its folder under the output.
    fn id(&self) -> &'static str;

    /// What it can and cannot do, as data.
    fn capabilities(&self) -> Capabilities;

    /// Whether the style's own machinery, asked by the record's C type, knows where each member lies. Only then does the
    /// manifest name that type.
    fn knows_layout(&self, _plan: &Plan, _record: &Record) -> bool {
        true
    }

    /// The files of its package (`pyproject.toml`, `<module>/__init__.py`, …).
    ///
    /// # Errors
    /// Only a fault of the tool: a template that does not fit its view.
    fn pages(&self, plan: &Plan) -> Result<FileSet>;

    /// How the package is compiled.
    fn recipe(&self, plan: &Plan) -> Recipe;

    /// The lines of the package that bind one function, for `show` and the page: pairs of file and text.
    ///
    /// # Errors
    /// As `pages`.
    fn excerpt(&self, plan: &Plan, function: &crate::plan::Function) -> Result<Vec<(String, String)>>;
}

/// What a style can do; shown in the manifest and the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// It can hold the GIL during a call.
    pub holds_gil: bool,
    /// `memoryview(record)` works before Python 3.12.
    pub record_buffer_before_312: bool,
    /// Installing from source needs a C compiler even without a shim.
    pub needs_compiler: bool,
    /// What an interpreter must have at run time besides the standard library.
    pub requires: &'static [&'static str],
}

/// Every style, in the order in which they are shown.
pub const ALL: [&dyn Style; 3] = [&ctypes::Ctypes, &cffi::Cffi, &native::Native];

/// The style of that name.
pub fn by_id(id: &str) -> Option<&'static dyn Style> {
    ALL.into_iter().find(|s| s.id() == id)
}
