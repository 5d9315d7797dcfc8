//! `tribind bench --count`: how many instructions one call takes, in each style and in modules written by hand.

use super::args::{BenchArgs, BenchFiles};
use super::pipeline::{Built, Project};
use super::session::Session;
use super::{bench, compare, kept, report};
use crate::bench::{
    self as measuring, COUNT_FORMAT, CallgrindWorkers, CountTable, Counts, Executor as _, PythonWorkers,
    compare_counts,
};
use crate::error::{Error, Result};
use crate::report::{self as texts, Paint};
use crate::toolchain::{Compiler, Python};
use serde_json::json;

/// Where the counts of the last run lie, in the output folder.
const FILE_NAME: &str = "count.json";

/// What `--compare` allows where nothing else is said: counts are exact, but an address more or less moves a few.
const MAX_GROWTH: f64 = 0.02;

/// What a worker may need to find shared libraries by.
const PASSED_ON: [&str; 3] = ["LD_LIBRARY_PATH", "PATH", "PYTHONPATH"];

/// Counts, keeps the counts as JSON, shows the table, and compares with an earlier run.
pub fn run(session: &Session, project: &Project, built: &Built, args: &BenchArgs) -> Result<()> {
    let base = args.compare.as_deref().map(|file| compare::counts(session, file)).transpose()?;
    let cases = bench::cases(project, args.scan.as_ref())?;
    let subjects = bench::subjects(session, project, &args.bench)?;
    let compiler = session.tools.compiler(&session.env, false)?;
    let total = built.pythons.len() * subjects.len();
    let (bar, mut done) = (session.console.progress("count"), 0);
    let mut counts = Counts { format: COUNT_FORMAT, interpreters: Vec::new() };
    for python in &built.pythons {
        let folder = helper(session, &compiler, python)?;
        let machine = PythonWorkers { python: python.executable.clone() }.machine()?;
        let mut workers = workers(session, python, &folder)?;
        let rows = session.time("count", || {
            measuring::count(&subjects, &cases, &mut workers, &mut || {
                done += 1;
                bar.set(done, total);
            })
        })?;
        let subjects = subjects.iter().map(|s| s.name.clone()).collect();
        let (python, build) = (machine.python, machine.build);
        counts.interpreters.push(CountTable { python, build, subjects, rows });
    }
    drop(bar);
    kept::keep(project, FILE_NAME, &counts)?;
    show(session, project, &counts);
    files(session, &args.files, &counts)?;
    let Some(base) = base else { return Ok(()) };
    let allowed = args.max_growth.unwrap_or(MAX_GROWTH);
    compare::judge(session, &compare_counts(&base, &counts, allowed), allowed)
}

fn workers(session: &Session, python: &Python, folder: &tempfile::TempDir) -> Result<CallgrindWorkers> {
    let vars =
        PASSED_ON.iter().filter_map(|name| Some(((*name).to_owned(), session.env.var(name)?.to_owned())));
    Ok(CallgrindWorkers {
        valgrind: valgrind(session)?,
        python: python.executable.clone(),
        folder: folder.path().to_owned(),
        vars: vars.collect(),
    })
}

fn show(session: &Session, project: &Project, counted: &Counts) {
    let paint = if session.console.has_color() { Paint::Ansi } else { Paint::Plain };
    session.console.answer(&texts::counts(counted, paint));
    session.console.object(&json!({"reason": "counts", "counts": counted}));
    let file = kept::path(project, FILE_NAME);
    session.console.object(&json!({"reason": "artefact", "kind": "counts", "path": file}));
    session.console.line(&format!("counts: {}", session.near(&file)));
}

fn files(session: &Session, wanted: &BenchFiles, counts: &Counts) -> Result<()> {
    if let Some(file) = &wanted.json {
        report::save(session, file, &texts::json(counts)?)?;
    }
    if let Some(file) = &wanted.markdown {
        report::save(session, file, &texts::counts_markdown(counts)?)?;
    }
    if let Some(file) = &wanted.csv {
        report::save(session, file, &texts::counts_csv(counts)?)?;
    }
    Ok(())
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
