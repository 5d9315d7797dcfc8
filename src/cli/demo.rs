//! `tribind demo`: all of it on the bundled samples, and how to go on with one's own header.

use super::args::{BenchFlags, DemoArgs, ProjectArgs};
use super::console::Paint;
use super::pipeline::{self, Built};
use super::samples::{SAMPLES, Sample};
use super::session::Session;
use super::{bench, demo_table, report, samples, verify};
use crate::build::write;
use crate::error::{Error, Result};
use crate::report::Report;
use anyhow::Context as _;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Few rounds: a demo shows the size of the differences, `bench` the digits.
const ROUNDS: u32 = 5;

/// Generates, builds, compares and measures every sample.
pub fn run(session: &Session, args: &DemoArgs) -> anyhow::Result<()> {
    let out = session.env.cwd.join(&args.out);
    write::packages(&out, &[("c_samples".to_owned(), samples::files())])?;
    let mut reports = Vec::new();
    for sample in SAMPLES {
        match carry_through(session, args, &out, sample) {
            Ok(report) => reports.push(report),
            // The first sample has shown that all is here for C; what is missing now is a compiler for C++.
            Err(Error::Missing { what, hint }) if !reports.is_empty() => {
                session.console.warn(&format!("the sample {} is left out: {what}; {hint}", sample.name));
            }
            Err(error) => return Err(error).with_context(|| format!("the sample {}", sample.name)),
        }
    }
    let machine = reports.iter().find_map(|r| r.bench.first()).map(|times| &times.machine);
    session.console.line("");
    for line in demo_table::table(&session.console, &reports) {
        session.console.line(&line);
    }
    if let Some(machine) = machine {
        let how = format!(
            "{} ({}), {}; median of {ROUNDS} rounds, a ratio to the quickest where the noise allows one",
            machine.python, machine.build, machine.cpu
        );
        session.console.line(&session.console.paint(Paint::Dim, &how));
    }
    for report in &reports {
        session.console.object(&json!({"reason": "report", "report": report}));
    }
    farewell(session, &out);
    Ok(report::judge(&reports)?)
}

fn carry_through(session: &Session, args: &DemoArgs, out: &Path, sample: Sample) -> Result<Report> {
    let folder = out.join("c_samples").join(sample.name);
    let flags = ProjectArgs::of_project(&folder, out.join(sample.name));
    let project = pipeline::plan(session, &flags)?;
    let built = pipeline::build(session, &project, &args.pythons)?;
    let mut report = report::facts(session, &project, &built);
    report.equality = Some(verify::equality(session, &project, &built)?);
    let samples = match bench::remembered(&project, &built) {
        Some(samples) => samples,
        None => bench::measure(
            session,
            &project,
            &built,
            &BenchFlags { rounds: Some(ROUNDS), ..BenchFlags::default() },
        )?,
    };
    tell(session, &built, &report);
    Ok(report.with_bench(&samples))
}

fn tell(session: &Session, built: &Built, report: &Report) {
    let console = &session.console;
    let new = built.artefacts.iter().filter(|a| a.is_new).count();
    let how = if new == 0 { "up to date".to_owned() } else { format!("{new} files compiled") };
    let name = console.paint(Paint::Bold, &format!("{:<10}", report.module));
    let outcome = match &report.equality {
        Some(e) if e.differences.is_empty() => {
            console.paint(Paint::Green, &format!("equal in {} comparisons", e.checks))
        }
        Some(e) => console.paint(Paint::Red, &format!("{} differences", e.differences.len())),
        None => String::new(),
    };
    console.line(&format!("{name} {how}, {outcome}"));
}

fn farewell(session: &Session, out: &Path) {
    let near = session.near(out);
    let example: PathBuf = out.join("geometry").join("native").join("src").join("geometry.c");
    let lines = [
        String::new(),
        "read on:".to_owned(),
        format!("  {near}/<sample>/<style>/   the generated packages, {} for one", session.near(&example)),
        format!("  tribind show point_add -o {near}/geometry   one function in every style"),
        format!("  tribind report -o {near}/geometry   one sample's numbers with their intervals"),
        "your own header:".to_owned(),
        session.console.paint(Paint::Bold, "  tribind build HEADER.h -l LIBRARY -m NAME -o out"),
    ];
    for line in lines {
        session.console.line(&line);
    }
}
