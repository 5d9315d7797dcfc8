//! The native style: an extension module in C, as an expert writes it by hand.
//!
//! In: a `Plan`. Out: `src/<module>.c` with one wrapper for each function, `src/tribind.h` with the helpers that they
//! share, and an `__init__.py` that only imports. A large module is several C files (`large`). A wrapper is slots of lines (declare, parse, convert, call, convert
//! back, clean up); `input` and `output` write them for one value, `function` puts them in order, `module` the file.

mod large;
mod module;
mod state;
mod threads;

mod function;

mod body;
mod callee;
mod failure;
mod filled;
mod input;
mod lengths;
mod maps;
mod output;
mod owned;
mod results;

mod scalars;

mod bits;
mod callback_views;
mod callbacks;
mod variables;

mod ints;

mod items;
mod memory;
mod pointers;

mod records;

mod checks;
mod constants;
mod docs;
mod enums;
mod spell;
mod wrap;

mod header;
mod needs;
mod package;
mod parts;
mod scope;
mod used;
mod variant;

use super::shared;
use super::{Capabilities, Style};
use crate::error::Result;
use crate::plan::{FileSet, Function, Map, Plan, Recipe, Step};
use crate::render::Templates;
use std::collections::HashSet;
use std::path::PathBuf;
use used::only_used;
use variant::Variant;

/// The native style, in one of its variants.
pub struct Native(Variant);

/// Against all of `CPython`'s C API.
pub const FULL: Native = Native(Variant::Full);

/// Against the limited API: one binary for `CPython` 3.11 and later.
pub const ABI3: Native = Native(Variant::Limited);

impl Style for Native {
    fn id(&self) -> &'static str {
        self.0.id()
    }

    fn name(&self) -> (&'static str, Option<&'static str>) {
        ("native", self.0.name())
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { holds_gil: true, record_buffer_before_312: true, needs_compiler: true, requires: &[] }
    }

    fn pages(&self, plan: &Plan) -> Result<FileSet> {
        let templates = templates()?;
        let (view, needs) = module::module(plan, self.0);
        let mut files = FileSet::default();
        if large::is_large(plan) {
            large::files(&templates, plan, view, &needs, &mut files)?;
        } else {
            let helpers = header::parts(&templates, &needs)?.join("\n\n");
            let (helpers, source) =
                only_used(&helpers, &templates.render("module.c", &view)?, &HashSet::new());
            files.text(format!("src/{}.c", plan.module), tidy(&source));
            let helpers = header::with_parts(&templates, &needs, vec![helpers])?;
            files.text("src/tribind.h", tidy(&helpers));
        }
        let init = package::init(&templates, plan)?;
        files.text(format!("{}/__init__.py", plan.module), init);
        Ok(files)
    }

    fn recipe(&self, plan: &Plan) -> Recipe {
        let step = Step::Extension {
            stem: PathBuf::from(format!("{}/_native", plan.module)),
            sources: large::sources(plan).into_iter().chain(shared::library_sources(plan)).collect(),
            strict: true,
            limited_api: self.0.limited_api(),
            closures: plan.calls_back(),
        };
        Recipe { steps: vec![step] }
    }

    fn excerpt(&self, plan: &Plan, wanted: &Function) -> Result<Vec<(String, String)>> {
        let templates = templates()?;
        let mut scope = scope::Scope::new(plan, self.0);
        let view = function::function(&mut scope, wanted);
        let text = tidy(&templates.render("function.c", &view)?);
        let mut excerpts = vec![(large::file_of(plan, wanted).display().to_string(), text)];
        if let Some(map) = Map::over(plan, wanted) {
            let text = tidy(&templates.render("map.c", &maps::view(&mut scope, map))?);
            excerpts.push((format!("src/{}.c", plan.module), text));
        }
        Ok(excerpts)
    }
}

fn templates() -> Result<Templates> {
    Templates::code(&[
        ("module.c", include_str!("../../../templates/native/module.c.hbs")),
        ("function.c", include_str!("../../../templates/native/function.c.hbs")),
        ("record.c", include_str!("../../../templates/native/record.c.hbs")),
        ("handle.c", include_str!("../../../templates/native/handle.c.hbs")),
        ("spec.c", include_str!("../../../templates/native/spec.c.hbs")),
        ("scalar_item.h", include_str!("../../../templates/native/runtime/scalar_item.h.hbs")),
        ("bit_field.c", include_str!("../../../templates/native/bit_field.c.hbs")),
        ("callback.c", include_str!("../../../templates/native/callback.c.hbs")),
        ("variables.c", include_str!("../../../templates/native/variables.c.hbs")),
        ("enum.c", include_str!("../../../templates/native/enum.c.hbs")),
        ("tribind.h", include_str!("../../../templates/native/tribind.h.hbs")),
        ("int.h", include_str!("../../../templates/native/runtime/int.h.hbs")),
        ("long.h", include_str!("../../../templates/native/limited/int.h.hbs")),
        ("map.c", include_str!("../../../templates/native/map.c.hbs")),
        ("functions.c", include_str!("../../../templates/native/functions.c.hbs")),
        ("constants.c", include_str!("../../../templates/native/constants.c.hbs")),
        ("constants_file.c", include_str!("../../../templates/native/constants_file.c.hbs")),
        ("module.h", include_str!("../../../templates/native/module.h.hbs")),
        ("helpers.c", include_str!("../../../templates/native/helpers.c.hbs")),
        ("init.py", include_str!("../../../templates/native/init.py.hbs")),
    ])
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
