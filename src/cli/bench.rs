//! `tribind bench`: what one call costs in each style.

use super::args::{BenchArgs, BenchFlags, With};
use super::pipeline::{self, Built, Project};
use super::session::Session;
use super::{count, kept, report};
use crate::bench::{self, CaseSpec, PythonWorkers, Samples, Subject};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use serde_json::json;

/// Where the raw samples of the last run lie, in the output folder.
const FILE_NAME: &str = "bench.json";

/// Builds, measures and shows the table.
pub fn run(session: &Session, args: &BenchArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.build.project)?;
    let built = pipeline::ready(session, &project, &args.build.pythons)?;
    if args.bench.count {
        return count::run(session, &project, &built, &args.bench);
    }
    let samples = measure(session, &project, &built, &args.bench)?;
    let report = report::facts(session, &project, &built).with_bench(&samples);
    report::print(session, &report);
    let file = kept::path(&project, FILE_NAME);
    session.console.object(&json!({"reason": "artefact", "kind": "samples", "path": file}));
    session.console.line(&format!("raw samples: {}", session.near(&file)));
    Ok(())
}

/// Measures the styles against each other; the samples are kept in the output folder.
pub fn measure(session: &Session, project: &Project, built: &Built, flags: &BenchFlags) -> Result<Samples> {
    let cases = cases(project)?;
    let python = built.pythons.first().ok_or_else(|| Error::Internal("no interpreter was chosen".into()))?;
    let subjects = subjects(session, project, flags)?;
    let standard = bench::Options::default();
    let options = bench::Options {
        rounds: flags.rounds.unwrap_or(standard.rounds),
        seed: flags.seed.unwrap_or(standard.seed),
        ..standard
    };
    let mut workers = PythonWorkers { python: python.executable.clone() };
    let bar = session.console.progress("bench");
    let samples = session.time("bench", || {
        bench::run(&subjects, &cases, &options, &mut workers, &mut |p| bar.set(p.done, p.total))
    })?;
    kept::keep(project, FILE_NAME, &samples)?;
    Ok(samples)
}

/// The samples of the last run, where they are of these very calls and nothing was built since.
pub fn remembered(project: &Project, built: &Built) -> Option<Samples> {
    let samples: Samples = kept::kept(project, built, FILE_NAME)?;
    let same = samples.cases == cases(project).ok()? && samples.subjects == project.config.styles;
    same.then_some(samples)
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

/// The calls of the project file.
pub fn cases(project: &Project) -> Result<Vec<CaseSpec>> {
    let spec = |case: &crate::config::Case| CaseSpec {
        name: case.name.clone(),
        setup: case.setup.clone(),
        call: case.call.clone(),
        expect: case.expect.clone(),
    };
    let list: Vec<CaseSpec> = project.config.cases.iter().map(spec).collect();
    if list.is_empty() { Err(Error::input(no_cases(project))) } else { Ok(list) }
}

/// Calling a stranger's functions with made-up values could delete files; so nothing is measured unasked.
fn no_cases(project: &Project) -> Diagnostic {
    let span = project.config.file.as_ref().map(|file| Span::new(file, 0, 0)).unwrap_or_default();
    Diagnostic::error("bench-no-cases", span, "there is no call to measure").hint(
        "write one into tribind.toml:\n        [[case]]\n        name = \"two ints\"\n        call = \"m.add(2, 3)\"",
    )
}
