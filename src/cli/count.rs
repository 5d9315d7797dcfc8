//! `tribind bench --count`: how many instructions one call takes, in each style and in modules written by hand.

use super::args::BenchFlags;
use super::bench;
use super::kept;
use super::pipeline::{Built, Project};
use super::session::Session;
use crate::bench::{self as measuring, CallgrindWorkers, Counts};
use crate::error::{Error, Result};
use crate::report::{Paint, counts};
use crate::toolchain::{Compiler, Python};
use serde_json::json;

/// Where the counts of the last run lie, in the output folder.
const FILE_NAME: &str = "count.json";

/// What a worker may need to find shared libraries by.
const PASSED_ON: [&str; 3] = ["LD_LIBRARY_PATH", "PATH", "PYTHONPATH"];

/// Counts, keeps the counts as JSON, and shows the table.
pub fn run(session: &Session, project: &Project, built: &Built, flags: &BenchFlags) -> Result<()> {
    let cases = bench::cases(project)?;
    let subjects = bench::subjects(session, project, flags)?;
    let python = built.pythons.first().ok_or_else(|| Error::Internal("no interpreter was chosen".into()))?;
    let compiler = session.tools.compiler(&session.env, false)?;
    let folder = helper(session, &compiler, python)?;
    let vars =
        PASSED_ON.iter().filter_map(|name| Some(((*name).to_owned(), session.env.var(name)?.to_owned())));
    let mut workers = CallgrindWorkers {
        valgrind: valgrind(session)?,
        python: python.executable.clone(),
        folder: folder.path().to_owned(),
        vars: vars.collect(),
    };
    let bar = session.console.progress("count");
    let counted = session.time("count", || {
        measuring::count(&subjects, &cases, &mut workers, &mut |done| bar.set(done, subjects.len()))
    })?;
    drop(bar);
    kept::keep(project, FILE_NAME, &counted)?;
    show(session, project, &counted);
    Ok(())
}

fn show(session: &Session, project: &Project, counted: &Counts) {
    let paint = if session.console.has_color() { Paint::Ansi } else { Paint::Plain };
    session.console.answer(&counts(counted, paint));
    session.console.object(&json!({"reason": "counts", "counts": counted}));
    let file = kept::path(project, FILE_NAME);
    session.console.object(&json!({"reason": "artefact", "kind": "counts", "path": file}));
    session.console.line(&format!("counts: {}", session.near(&file)));
}

fn valgrind(session: &Session) -> Result<std::path::PathBuf> {
    session
        .env
        .find_program("valgrind")
        .ok_or_else(|| missing("valgrind was not found, and counting needs it"))
}

fn helper(session: &Session, compiler: &Compiler, python: &Python) -> Result<tempfile::TempDir> {
    session.time("compile", || compiler.extension("_tb_count", measuring::HELPER, python)).map_err(|error| {
        match &error {
            Error::Command { detail, .. } if detail.contains("callgrind.h") => {
                missing("valgrind's header callgrind.h was not found, and counting needs it")
            }
            _ => error,
        }
    })
}

fn missing(what: &str) -> Error {
    Error::Missing { what: what.into(), hint: "apt-get install valgrind".into() }
}
