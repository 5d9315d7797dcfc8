//! `tribind bench`: what one call costs in each style.

use super::args::{BenchArgs, BenchFiles, BenchFlags, With};
use super::console::Bar;
use super::pipeline::{self, Built, Project};
use super::session::Session;
use super::{compare, count, kept, report};
use crate::bench::{self, CaseSpec, Memory, PythonWorkers, Run, Scan, Subject};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::report::{self as texts, Report};
use serde_json::json;
use std::path::Path;

/// Where the raw samples of the last run lie, in the output folder.
const FILE_NAME: &str = "bench.json";

/// What `--compare` allows where nothing else is said.
const MAX_GROWTH: f64 = 0.05;

/// Builds, measures, shows the table, and compares with an earlier run.
pub fn run(session: &Session, args: &BenchArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.build.project)?;
    let built = pipeline::ready(session, &project, &args.build.pythons)?;
    if args.count {
        return count::run(session, &project, &built, args);
    }
    let base = args.compare.as_deref().map(|file| compare::run(session, file)).transpose()?;
    let before = args.resume.as_deref().map(|file| earlier(session, &project, &built, file)).transpose()?;
    let cases = cases(&project, args.scan.as_ref())?;
    let run = measure_on(session, &project, &built, &args.bench, &cases, before)?;
    let mut report = report::facts(session, &project, &built).with_bench(&run);
    let counts = count::remembered(&project, &built);
    if let Some(counts) = &counts {
        report = report.with_counts(counts);
    }
    report.memory = memory(session, &project, &built)?;
    report::print(session, &report);
    files(session, &args.files, &report, &run)?;
    let file = kept::path(&project, FILE_NAME);
    session.console.object(&json!({"reason": "artefact", "kind": "samples", "path": file}));
    session.console.line(&format!("raw samples: {}", session.near(&file)));
    if counts.is_none() {
        session.console.line("--count counts instructions, which the next run shows beside the times");
    }
    let Some(base) = base else { return Ok(()) };
    let allowed = args.max_growth.unwrap_or(MAX_GROWTH);
    compare::judge(session, &bench::compare_times(&base, &run, allowed), allowed)
}

/// What one object of each class takes in each style, on the first interpreter.
pub fn memory(session: &Session, project: &Project, built: &Built) -> Result<Vec<Memory>> {
    let Some(python) = built.pythons.first() else { return Ok(Vec::new()) };
    let plan = &project.plan;
    let classes: Vec<String> = plan.records.iter().map(|r| r.py_name.clone()).collect();
    let handles: Vec<String> = plan.handles.iter().map(|h| h.py_name.clone()).collect();
    if classes.is_empty() && handles.is_empty() {
        return Ok(Vec::new());
    }
    let subjects = subjects(session, project, &BenchFlags::default())?;
    let cases: Vec<CaseSpec> = project.config.cases.iter().map(spec).collect();
    let workers = PythonWorkers { python: python.executable.clone() };
    session.time("memory", || bench::memory(&workers, &subjects, (&classes, &handles), &cases))
}

fn files(session: &Session, wanted: &BenchFiles, report: &Report, run: &Run) -> Result<()> {
    if let Some(file) = &wanted.json {
        report::save(session, file, &texts::json(report)?)?;
    }
    if let Some(file) = &wanted.markdown {
        report::save(session, file, &texts::markdown(report)?)?;
    }
    if let Some(file) = &wanted.csv {
        report::save(session, file, &texts::times_csv(report)?)?;
    }
    if let Some(folder) = &wanted.pyperf {
        for (name, text) in texts::pyperf(run)? {
            report::save(session, &folder.join(name), &text)?;
        }
    }
    Ok(())
}

/// Measures the styles against each other; the samples are kept in the output folder.
pub fn measure(session: &Session, project: &Project, built: &Built, flags: &BenchFlags) -> Result<Run> {
    measure_on(session, project, built, flags, &cases(project, None)?, None)
}

/// The same, from where an earlier run was interrupted.
fn measure_on(
    session: &Session,
    project: &Project,
    built: &Built,
    flags: &BenchFlags,
    cases: &[CaseSpec],
    before: Option<Run>,
) -> Result<Run> {
    let subjects = subjects(session, project, flags)?;
    let standard = bench::Options::default();
    let options = bench::Options {
        rounds: flags.rounds.unwrap_or(standard.rounds),
        seed: flags.seed.unwrap_or(standard.seed),
        ..standard
    };
    let mut workers: Vec<PythonWorkers> =
        built.pythons.iter().map(|p| PythonWorkers { python: p.executable.clone() }).collect();
    let mut parts: Vec<bench::Part> =
        workers.iter_mut().map(|executor| bench::Part { executor, subjects: &subjects }).collect();
    let run = before.unwrap_or_else(|| bench::begin(cases, &options));
    same(&run, cases, &subjects, built)?;
    let mut keeper = Keeper { bar: session.console.progress("bench"), project, rounds: run.rounds };
    let result = session.time("bench", || bench::run(run, &mut parts, &options, &mut keeper));
    let rounds = keeper.rounds;
    drop(keeper);
    if matches!(result, Err(Error::Interrupted)) && rounds > 0 {
        let file = session.near(&kept::path(project, FILE_NAME));
        session.console.warn(&format!(
            "{rounds} of {} rounds are finished and kept; to go on, add --resume {file}",
            options.rounds
        ));
    }
    result
}

/// Keeps each round as it is finished, and shows how far the run is.
struct Keeper<'a> {
    bar: Bar,
    project: &'a Project,
    rounds: u32,
}

impl bench::Watcher for Keeper<'_> {
    fn step(&mut self, progress: bench::Progress) {
        self.bar.set(progress.done, progress.total);
    }

    fn round(&mut self, run: &Run) -> Result<()> {
        kept::keep(self.project, FILE_NAME, run)?;
        self.rounds = run.rounds;
        Ok(())
    }
}

/// What an earlier run has finished; its packages have to be those that are there.
fn earlier(session: &Session, project: &Project, built: &Built, file: &Path) -> Result<Run> {
    let run = compare::run(session, file)?;
    if kept::is_older(project, built, &session.env.cwd.join(file)) {
        return Err(other(&run, "it was made before the packages were built anew"));
    }
    Ok(run)
}

/// Rounds of something else would be mixed with those to come.
fn same(run: &Run, cases: &[CaseSpec], subjects: &[Subject], built: &Built) -> Result<()> {
    if run.interpreters.is_empty() {
        return Ok(());
    }
    let names: Vec<&String> = subjects.iter().map(|s| &s.name).collect();
    let pythons = built.pythons.iter().map(|p| format!(" {}.{}.{}", p.version.0, p.version.1, p.version.2));
    let same_pythons = run.interpreters.len() == built.pythons.len()
        && run.interpreters.iter().zip(pythons).all(|(s, version)| s.machine.python.ends_with(&version));
    let same_subjects = run.interpreters.iter().all(|s| s.subjects.iter().eq(names.iter().copied()));
    match (run.cases == cases, same_subjects, same_pythons) {
        (true, true, true) => Ok(()),
        (false, ..) => Err(other(run, "it is of other cases than tribind.toml has")),
        (_, false, _) => Err(other(run, "it is of other modules than are asked for")),
        _ => Err(other(run, "it is of other interpreters than are asked for")),
    }
}

fn other(run: &Run, why: &str) -> Error {
    no_resuming(&format!("the run of {} rounds", run.rounds), why)
}

/// What was kept of an earlier run is of no use now.
pub fn no_resuming(what: &str, why: &str) -> Error {
    let text = format!("{what} cannot be gone on with: {why}");
    let d = Diagnostic::error("bench-resume", Span::default(), text);
    Error::input(d.hint("name what was named then, or begin anew without --resume"))
}

/// The samples of the last run, where they are of these very calls and nothing was built since.
pub fn remembered(project: &Project, built: &Built) -> Option<Run> {
    let run: Run = kept::kept(project, built, FILE_NAME)?;
    let same = run.cases == cases(project, None).ok()?
        && run.interpreters.first().is_some_and(|s| s.subjects == project.config.styles)
        && run.interpreters.len() == built.pythons.len();
    same.then_some(run)
}

/// The generated packages, and behind them what was written by hand.
pub fn subjects(session: &Session, project: &Project, flags: &BenchFlags) -> Result<Vec<Subject>> {
    let styles = project.config.styles.iter().map(|style| (style.clone(), project.config.out.join(style)));
    let by_hand = flags.with.iter().map(|With { name, dir }| (name.clone(), dir.clone()));
    let mut subjects: Vec<Subject> = Vec::new();
    for (name, dir) in styles.chain(by_hand) {
        let dir = session.env.cwd.join(dir);
        if subjects.iter().any(|s| s.name == name) || !dir.is_dir() {
            let why = if dir.is_dir() { "is the name of another module" } else { "is no folder" };
            let what = if dir.is_dir() { name } else { dir.display().to_string() };
            let d = Diagnostic::error("bench-with", Span::default(), format!("`{what}` {why}"));
            return Err(Error::input(
                d.hint("--with NAME=DIR, where DIR holds a module of the same import name"),
            ));
        }
        subjects.push(Subject { name, dir, module: project.plan.module.clone() });
    }
    Ok(subjects)
}

/// The calls of the project file, at each value of a scan.
pub fn cases(project: &Project, scan: Option<&Scan>) -> Result<Vec<CaseSpec>> {
    let list: Vec<CaseSpec> = project.config.cases.iter().map(spec).collect();
    if list.is_empty() {
        return Err(Error::input(no_cases(project)));
    }
    let Some(scan) = scan else { return Ok(list) };
    let expanded = scan.expand(&list);
    if expanded.is_empty() { Err(Error::input(nothing_to_scan(project, scan))) } else { Ok(expanded) }
}

fn spec(case: &crate::config::Case) -> CaseSpec {
    CaseSpec {
        name: case.name.clone(),
        setup: case.setup.clone(),
        call: case.call.clone(),
        expect: case.expect.clone(),
        scanned: None,
    }
}

fn nothing_to_scan(project: &Project, scan: &Scan) -> Diagnostic {
    let (name, span) = (&scan.name, file_span(project));
    Diagnostic::error("bench-scan", span, format!("no case sets `{name}` in its setup")).hint(format!(
        "let a case of tribind.toml begin with it: setup = \"{name} = 4096; data = bytes({name})\""
    ))
}

fn file_span(project: &Project) -> Span {
    project.config.file.as_ref().map(|file| Span::new(file, 0, 0)).unwrap_or_default()
}

/// Calling a stranger's functions with made-up values could delete files; so nothing is measured unasked.
fn no_cases(project: &Project) -> Diagnostic {
    Diagnostic::error("bench-no-cases", file_span(project), "there is no call to measure").hint(
        "write one into tribind.toml:\n        [[case]]\n        name = \"two ints\"\n        call = \"m.add(2, 3)\"",
    )
}
