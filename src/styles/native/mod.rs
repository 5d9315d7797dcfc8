//! The native style: an extension module in C, as an expert writes it by hand.
//!
//! In: a `Plan`. Out: `src/<module>.c` with one wrapper for each function, `src/tribind.h` with the helpers that they
//! share, and an `__init__.py` that only imports. A wrapper is slots of lines (declare, parse, convert, call, convert
//! back, clean up); `input` and `output` write them for one value, `function` puts them in order, `module` the file.

mod checks;
mod constants;
mod docs;
mod enums;
mod function;
mod input;
mod ints;
mod module;
mod needs;
mod output;
mod package;
mod scalars;
mod scope;
mod spell;
#[cfg(test)]
mod tests;

use super::shared::{self, C_HEADER};
use super::{Capabilities, Style};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan, Recipe, Step};
use crate::render::Templates;
use needs::Needs;
use serde::Serialize;
use std::path::PathBuf;

/// The native style.
pub struct Native;

impl Style for Native {
    fn id(&self) -> &'static str {
        "native"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { holds_gil: true, record_buffer_before_312: true, needs_compiler: true, requires: &[] }
    }

    fn pages(&self, plan: &Plan) -> Result<FileSet> {
        let templates = templates()?;
        let (view, needs) = module::module(plan);
        let mut files = shared::common_files(plan, self)?;
        files.text(format!("src/{}.c", plan.module), tidy(&templates.render("module.c", &view)?));
        files.text("src/tribind.h", tidy(&header(&templates, &needs)?));
        let init = package::init(&templates, plan)?;
        files.text(format!("{}/__init__.py", plan.module), init);
        Ok(files)
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        let own = PathBuf::from(format!("src/{}.c", plan.module));
        let step = Step::Extension {
            stem: PathBuf::from(format!("{}/_native", plan.module)),
            sources: std::iter::once(own).chain(shared::library_sources(plan)).collect(),
            strict: true,
            limited_api: None,
        };
        Recipe { steps: vec![step] }
    }

    fn excerpt(&self, plan: &Plan, wanted: &Function) -> Result<Vec<(String, String)>> {
        let templates = templates()?;
        let view = function::function(&mut scope::Scope::new(plan), wanted);
        let text = tidy(&templates.render("function.c", &view)?);
        Ok(vec![(format!("src/{}.c", plan.module), text)])
    }
}

fn templates() -> Result<Templates> {
    Templates::code(&[
        ("module.c", include_str!("../../../templates/native/module.c.hbs")),
        ("function.c", include_str!("../../../templates/native/function.c.hbs")),
        ("enum.c", include_str!("../../../templates/native/enum.c.hbs")),
        ("tribind.h", include_str!("../../../templates/native/tribind.h.hbs")),
        ("int.h", include_str!("../../../templates/native/int.h.hbs")),
        ("init.py", include_str!("../../../templates/native/init.py.hbs")),
    ])
}

/// The view of `tribind.h`.
#[derive(Serialize)]
struct HeaderView {
    /// First line.
    header: &'static str,
    /// Include lines.
    includes: Vec<&'static str>,
    /// The helpers, each a finished text.
    parts: Vec<String>,
}

fn header(templates: &Templates, needs: &Needs) -> Result<String> {
    let ints: Result<Vec<String>> = needs
        .ints()
        .map(|int| Ok(templates.render("int.h", &ints::view(*int))?.trim_end().to_owned()))
        .collect();
    let view = HeaderView { header: C_HEADER, includes: needs.includes(), parts: needs.texts(&ints?) };
    templates.render("tribind.h", &view)
}

/// Empty lines without blanks, never two in a row.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut empty = false;
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && empty) {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out
}
