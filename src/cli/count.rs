//! `tribind bench --count`: how many instructions one call takes, in each style and in modules written by hand.

use super::args::{BenchArgs, BenchFiles};
use super::pipeline::{Built, Project};
use super::session::Session;
use super::{bench, compare, kept, report};
use crate::bench::{
    self as measuring, COUNT_FORMAT, CallgrindWorkers, CaseSpec, CountTable, Counts, Executor as _,
    PythonWorkers, Subject, compare_counts,
};
use crate::error::{Error, Result};
use crate::report::{self as texts, Paint};
use crate::toolchain::{Compiler, Python};
use serde_json::json;
use std::path::Path;

/// Where the counts of the last run lie, in the output folder.
const FILE_NAME: &str = "count.json";

/// What `--compare` allows where nothing else is said: counts are exact, but an address more or less moves a few.
const MAX_GROWTH: f64 = 0.02;

/// What a worker may need to find shared libraries by.
const PASSED_ON: [&str; 3] = ["LD_LIBRARY_PATH", "PATH", "PYTHONPATH"];

/// Counts, keeps the counts as JSON, shows the table, and compares with an earlier run.
pub fn run(session: &Session, project: &Project, built: &Built, args: &BenchArgs) -> Result<()> {
    let base = args.compare.as_deref().map(|file| compare::counts(session, file)).transpose()?;
    let before = args.resume.as_deref().map(|file| earlier(session, project, built, file)).transpose()?;
    let cases = bench::cases(project, args.scan.as_ref())?;
    let subjects = bench::subjects(session, project, &args.bench)?;
    let mut counts = before.unwrap_or(Counts { format: COUNT_FORMAT, interpreters: Vec::new() });
    let result = session.time("count", || count(session, project, built, (&subjects, &cases), &mut counts));
    let (done, total) = (counted(&counts), built.pythons.len() * subjects.len());
    if matches!(result, Err(Error::Interrupted)) && done > 0 {
        let file = session.near(&kept::path(project, FILE_NAME));
        session
            .console
            .warn(&format!("{done} of {total} modules are counted and kept; to go on, add --resume {file}"));
    }
    result?;
    show(session, project, &counts);
    files(session, &args.files, &counts)?;
    let Some(base) = base else { return Ok(()) };
    let allowed = args.max_growth.unwrap_or(MAX_GROWTH);
    compare::judge(session, &compare_counts(&base, &counts, allowed), allowed)
}

/// Counts what is not counted yet, and keeps each module's counts as soon as they are there.
fn count(
    session: &Session,
    project: &Project,
    built: &Built,
    (subjects, cases): (&[Subject], &[CaseSpec]),
    counts: &mut Counts,
) -> Result<()> {
    let compiler = session.tools.compiler(&session.env, false)?;
    let total = built.pythons.len() * subjects.len();
    let bar = session.console.progress("count");
    for (i, python) in built.pythons.iter().enumerate() {
        let machine = PythonWorkers { python: python.executable.clone() }.machine()?;
        let new = CountTable::new(&machine, cases);
        match counts.interpreters.get(i) {
            Some(table) => same(table, &new, subjects)?,
            None => counts.interpreters.push(new),
        }
        let left = &subjects[counts.interpreters[i].subjects.len()..];
        if left.is_empty() {
            continue;
        }
        let folder = helper(session, &compiler, python)?;
        let mut workers = workers(session, python, &folder)?;
        for subject in left {
            counts.interpreters[i].add(subject, cases, &mut workers)?;
            kept::keep(project, FILE_NAME, counts)?;
            bar.set(counted(counts), total);
        }
    }
    Ok(())
}

/// How many modules are counted.
fn counted(counts: &Counts) -> usize {
    counts.interpreters.iter().map(|table| table.subjects.len()).sum()
}

/// What an earlier run has counted; its packages have to be those that are there.
fn earlier(session: &Session, project: &Project, built: &Built, file: &Path) -> Result<Counts> {
    let counts = compare::counts(session, file)?;
    if kept::is_older(project, built, &session.env.cwd.join(file)) {
        return Err(other("it was made before the packages were built anew"));
    }
    if counts.interpreters.len() > built.pythons.len() {
        return Err(other("it is of other interpreters than are asked for"));
    }
    Ok(counts)
}

/// Counts of something else would stand beside those to come.
fn same(before: &CountTable, new: &CountTable, subjects: &[Subject]) -> Result<()> {
    let calls = |table: &CountTable| -> Vec<(String, String)> {
        table.rows.iter().map(|row| (row.case.clone(), row.call.clone())).collect()
    };
    let begun = subjects.iter().map(|s| &s.name).take(before.subjects.len());
    if (&before.python, &before.build) != (&new.python, &new.build) {
        Err(other("it is of other interpreters than are asked for"))
    } else if calls(before) != calls(new) {
        Err(other("it is of other cases than tribind.toml has"))
    } else if !before.subjects.iter().eq(begun) {
        Err(other("it is of other modules than are asked for"))
    } else {
        Ok(())
    }
}

/// The counts of the last run, where nothing was built since.
pub fn remembered(project: &Project, built: &Built) -> Option<Counts> {
    kept::kept::<Counts>(project, built, FILE_NAME).filter(|counts| counts.format == COUNT_FORMAT)
}

fn other(why: &str) -> Error {
    bench::no_resuming("the counts", why)
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
