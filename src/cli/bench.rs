//! `tribind bench`: what one call costs in each style.

use super::args::{BenchArgs, BenchFlags};
use super::pipeline::{self, Built, Project};
use super::session::Session;
use super::{kept, report};
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
    let subject = |style: &String| Subject {
        name: style.clone(),
        dir: project.config.out.join(style),
        module: project.plan.module.clone(),
    };
    let subjects: Vec<Subject> = project.config.styles.iter().map(subject).collect();
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

fn cases(project: &Project) -> Result<Vec<CaseSpec>> {
    let spec = |case: &crate::config::Case| CaseSpec {
        name: case.name.clone(),
        setup: case.setup.clone(),
        call: case.call.clone(),
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
