//! A module with many functions is several C files, which compile beside each other; a small one is one file, which
//! reads better.
//!
//! In: the view of the one file. Out: `<module>.c` with the module, its types and tables, `<module>_functions_N.c` with
//! the wrappers, `<module>_constants.c`, `tribind.c` with the helpers, and two headers: `tribind.h` and, for what the
//! files of this module share, `tribind_module.h`.

mod divide;
pub mod pieces;

use super::module::ModuleView;
use super::needs::Needs;
use super::used::only_used;
use super::{header, tidy};
use crate::error::Result;
use crate::plan::{FileSet, Function, Plan};
use crate::render::Templates;
use crate::styles::shared::C_HEADER;
use divide::divide;
use serde::Serialize;
use std::collections::HashSet;
use std::path::PathBuf;

/// With more functions than this, or twice as many constants, the module is several files.
const LARGE: usize = 500;

/// How many wrappers are in one file.
const IN_ONE_FILE: usize = 300;

/// The header that the files of the module share.
const SHARED: &str = "tribind_module.h";

/// The header of the helpers.
const HELPERS: &str = "tribind.h";

/// The view of `functions.c`.
#[derive(Serialize)]
struct FunctionsView {
    /// First line.
    header: &'static str,
    /// The module's name.
    module: String,
    /// Which file it is, from 1.
    number: usize,
    /// The wrappers, finished.
    functions: Vec<String>,
    /// Rows of the method table.
    methods: Vec<String>,
}

/// The view of `constants_file.c`.
#[derive(Serialize)]
struct ConstantsFileView {
    /// First line.
    header: &'static str,
    /// The tables and the function that adds what is in them, finished.
    constants: String,
}

/// The view of `module.h`.
#[derive(Serialize)]
struct HeaderView {
    /// First line.
    header: &'static str,
    /// Include lines.
    includes: Vec<String>,
    /// Types and declarations.
    text: String,
    /// Declarations of the functions that fill the module.
    adders: Vec<String>,
}

/// The view of `helpers.c`.
#[derive(Serialize)]
struct HelpersView {
    /// First line.
    header: &'static str,
    /// The definitions.
    text: String,
}

/// Whether the module is several files.
pub fn is_large(plan: &Plan) -> bool {
    plan.functions.len() > LARGE || plan.constants.len() > 2 * LARGE
}

/// The C files of a module, in the order in which a reader wants them.
pub fn sources(plan: &Plan) -> Vec<PathBuf> {
    if !is_large(plan) {
        return vec![path(&main_file(plan))];
    }
    let mut names = vec![main_file(plan)];
    names.extend((0..groups(plan)).map(|i| functions_file(plan, i)));
    if !plan.constants.is_empty() {
        names.push(constants_file(plan));
    }
    names.push("tribind.c".into());
    names.iter().map(|n| path(n)).collect()
}

/// The file that has the wrapper of a function.
pub fn file_of(plan: &Plan, function: &Function) -> PathBuf {
    let at = plan.functions.iter().position(|f| f.symbol == function.symbol);
    match at {
        Some(at) if is_large(plan) => path(&functions_file(plan, at / per_file(plan))),
        _ => path(&main_file(plan)),
    }
}

/// Writes the C files of a large module.
///
/// # Errors
/// A template that does not fit its view.
pub fn files(
    templates: &Templates,
    plan: &Plan,
    mut view: ModuleView,
    needs: &Needs,
    files: &mut FileSet,
) -> Result<()> {
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut adders: Vec<String> = (1..=groups(plan)).map(|n| format!("tb_add_functions_{n}")).collect();
    let functions = view.take_functions();
    for (i, group) in functions.chunks(per_file(plan)).enumerate() {
        let wrappers: Result<Vec<String>> = group.iter().map(|f| templates.render("function.c", f)).collect();
        let view = FunctionsView {
            header: C_HEADER,
            module: plan.module.clone(),
            number: i + 1,
            functions: wrappers?,
            methods: group.iter().map(|f| f.row.clone()).collect(),
        };
        texts.push((functions_file(plan, i), templates.render("functions.c", &view)?));
    }
    view.add_at_import(&adders);
    if let Some(constants) = view.take_constants() {
        let constants = templates.render("constants.c", &constants)?;
        let view = ConstantsFileView { header: C_HEADER, constants };
        texts.push((constants_file(plan), templates.render("constants_file.c", &view)?));
        adders.push("tb_add_constants".into());
    }
    let mut used = words_of(&texts);
    let (helpers, module) = only_used(
        &header::parts(templates, needs)?.join("\n\n"),
        &templates.render("module.c", &view)?,
        &used,
    );
    let module = divide(&module, &used, SHARED);
    let shared = templates.render(
        "module.h",
        &HeaderView { header: C_HEADER, includes: module.includes, text: module.header, adders },
    )?;
    used.extend(pieces::words(&module.source));
    used.extend(pieces::words(&shared));
    let helpers = divide(&helpers, &used, HELPERS);
    let source = templates.render("helpers.c", &HelpersView { header: C_HEADER, text: helpers.source })?;
    texts.extend([(main_file(plan), module.source), (SHARED.into(), shared), ("tribind.c".into(), source)]);
    texts.push((HELPERS.into(), header::with_parts(templates, needs, vec![hidden(&helpers.header)])?));
    for (name, text) in texts {
        files.text(path(&name), tidy(&text));
    }
    Ok(())
}

/// Nobody but these files looks for the names: not another module that is loaded at the same time.
fn hidden(text: &str) -> String {
    format!("#pragma GCC visibility push(hidden)\n\n{}\n\n#pragma GCC visibility pop", text.trim())
}

fn words_of(texts: &[(String, String)]) -> HashSet<&str> {
    texts.iter().flat_map(|(_, text)| pieces::words(text)).collect()
}

/// How many files the wrappers fill.
fn groups(plan: &Plan) -> usize {
    plan.functions.len().div_ceil(IN_ONE_FILE)
}

/// As many in each.
fn per_file(plan: &Plan) -> usize {
    plan.functions.len().div_ceil(groups(plan).max(1)).max(1)
}

fn main_file(plan: &Plan) -> String {
    format!("{}.c", plan.module)
}

fn functions_file(plan: &Plan, group: usize) -> String {
    format!("{}_functions_{}.c", plan.module, group + 1)
}

fn constants_file(plan: &Plan) -> String {
    format!("{}_constants.c", plan.module)
}

fn path(name: &str) -> PathBuf {
    PathBuf::from("src").join(name)
}
