//! The styles: each spells the plan in one way of binding C to Python. Adding one is a folder here, a folder under
//! `templates/`, and a line in [`USUAL`] or [`FURTHER`].
//!
//! In: a `Plan`. Out: the files of a package, and the recipe that compiles them. A style decides nothing that Python
//! can see; it knows no disk, no header, and no other style.

pub mod shared;

pub mod cffi;
pub mod ctypes;
pub mod native;

use crate::error::Result;
use crate::plan::{FileSet, Plan, Recipe};

/// One way of binding.
pub trait Style: Sync {
    /// Its name on the command line and its folder under the output.
    fn id(&self) -> &'static str;

    /// What the manifest calls it: the style, and the variant of it, where there is more than one.
    fn name(&self) -> (&'static str, Option<&'static str>) {
        (self.id(), None)
    }

    /// What it can and cannot do, as data.
    fn capabilities(&self) -> Capabilities;

    /// Of each record, whether the style's own machinery, asked by the record's C type, knows where each member lies. Only
    /// then does the manifest name that type.
    fn known_layouts(&self, plan: &Plan) -> Vec<bool> {
        vec![true; plan.records.len()]
    }

    /// The files of its package that are not [`shared::Common`] (`<module>/__init__.py`, …).
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

/// The styles that are made where none is named, in the order in which they are shown.
pub const USUAL: [&dyn Style; 3] = [&ctypes::Ctypes, &cffi::API, &native::FULL];

/// The styles that are made where they are named.
pub const FURTHER: [&dyn Style; 2] = [&cffi::ABI, &native::ABI3];

/// Every style.
pub fn all() -> impl Iterator<Item = &'static dyn Style> {
    USUAL.into_iter().chain(FURTHER)
}

/// The whole package of each style, all made at the same time.
///
/// # Errors
/// Only a fault of the tool: a template that does not fit its view.
pub fn packages(plan: &Plan, styles: &[&dyn Style]) -> Result<Vec<FileSet>> {
    std::thread::scope(|scope| {
        let spelling: Vec<_> = styles.iter().map(|style| scope.spawn(|| style.pages(plan))).collect();
        let common = shared::Common::of(plan)?;
        let package = |(style, thread): (&&dyn Style, std::thread::ScopedJoinHandle<'_, Result<FileSet>>)| {
            let mut files = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            files.files.extend(common.files(plan, *style)?.files);
            Ok(files)
        };
        styles.iter().zip(spelling).map(package).collect()
    })
}

/// The whole package of one style.
///
/// # Errors
/// As `packages`.
pub fn package(plan: &Plan, style: &dyn Style) -> Result<FileSet> {
    let mut files = style.pages(plan)?;
    files.files.extend(shared::Common::of(plan)?.files(plan, style)?.files);
    Ok(files)
}

/// The style of that name.
pub fn by_id(id: &str) -> Option<&'static dyn Style> {
    all().find(|s| s.id() == id)
}
