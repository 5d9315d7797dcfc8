//! `tribind report`: what was bound, whether the styles are equal, what each costs; for the terminal, as JSON, as
//! Markdown.

use super::args::ReportArgs;
use super::pipeline::{self, Built, Project};
use super::session::Session;
use super::{bench, count, verify};
use crate::build::write;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::report::{self, Bound, Report, StyleFacts};
use crate::styles::{self, Style};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// Builds, measures where that is out of date, and reports.
pub fn run(session: &Session, args: &ReportArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.build.project)?;
    let built = pipeline::ready(session, &project, &args.build.pythons)?;
    let mut report = facts(session, &project, &built);
    report.equality = Some(verify::equality(session, &project, &built)?);
    if !project.config.cases.is_empty() {
        let samples = match bench::remembered(&project, &built) {
            Some(samples) if !args.bench.is_given() => samples,
            _ => bench::measure(session, &project, &built, &args.bench)?,
        };
        report = report.with_bench(&samples);
        if let Some(counts) = count::remembered(&project, &built) {
            report = report.with_counts(&counts);
        }
    }
    report.memory = bench::memory(session, &project, &built)?;
    print(session, &report);
    if let Some(file) = &args.json {
        save(session, file, &report::json(&report)?)?;
    }
    if let Some(file) = &args.markdown {
        save(session, file, &report::markdown(&report)?)?;
    }
    judge(&[report])
}

/// Fails where the styles of any module differ.
pub fn judge(reports: &[Report]) -> Result<()> {
    let differs = |r: &&Report| r.equality.as_ref().is_some_and(|e| !e.differences.is_empty());
    let finding = |r: &Report| {
        let message = format!("the styles of {} differ", r.module);
        Diagnostic::error("verify-different", Span::default(), message).hint("`tribind verify` tells where")
    };
    let findings: Vec<Diagnostic> = reports.iter().filter(differs).map(finding).collect();
    if findings.is_empty() { Ok(()) } else { Err(Error::Input(findings)) }
}

/// Writes a file that was asked for, named as seen from the current folder.
pub fn save(session: &Session, file: &Path, text: &str) -> Result<()> {
    let file = &session.env.cwd.join(file);
    write::file(file, text.as_bytes())?;
    session.console.object(&json!({"reason": "artefact", "kind": "report", "path": file}));
    session.console.line(&format!("written: {}", session.near(file)));
    Ok(())
}

/// The report on the terminal, or as one JSON object.
pub fn print(session: &Session, report: &Report) {
    let paint = if session.console.has_color() { report::Paint::Ansi } else { report::Paint::Plain };
    session.console.answer(&report::terminal(report, paint));
    session.console.object(&json!({"reason": "report", "report": report}));
}

/// What can be said without measuring.
pub fn facts(session: &Session, project: &Project, built: &Built) -> Report {
    let plan = &project.plan;
    let bound = Bound {
        functions: plan.functions.iter().filter(|f| f.public).count() + plan.overloads.len(),
        records: plan.records.len(),
        handles: plan.handles.len(),
        enums: plan.enums.len(),
        constants: plan.constants.len(),
        skipped: plan.skipped.len(),
    };
    let styles = project.styles.iter().map(|style| {
        let folder = project.config.out.join(style.id());
        let package = folder.join(&plan.module);
        StyleFacts {
            style: style.id().to_owned(),
            dir: session.near(&package),
            generate_s: generate_s(*style, plan),
            compile_s: built.artefacts.iter().filter(|a| a.style == style.id()).map(|a| a.seconds).sum(),
            lines: lines(built, style.id()),
            binary_bytes: binary_bytes(&folder, built, style.id()),
            holds_gil: style.capabilities().holds_gil,
        }
    });
    Report::new(&plan.module, bound, styles.collect())
}

/// Spells the plan once more, beside nothing else: the styles were spelt side by side.
fn generate_s(style: &dyn Style, plan: &crate::plan::Plan) -> f64 {
    let start = Instant::now();
    // It has succeeded before; what it gives is there already.
    drop(styles::package(plan, style));
    start.elapsed().as_secs_f64()
}

/// Lines of generated Python and C, without stub and manifest.
fn lines(built: &Built, style: &str) -> usize {
    let files = built.pages.iter().find(|(id, _)| id == style).map(|(_, files)| files);
    let texts = files.into_iter().flat_map(|files| &files.files).filter_map(|(path, content)| {
        let counted = path.extension().is_some_and(|e| ["py", "c", "h", "cpp"].iter().any(|code| e == *code));
        let is_manifest = path.file_name().is_some_and(|name| name == "_manifest.py");
        match content {
            crate::plan::Content::Text(text) if counted && !is_manifest => Some(text.lines().count()),
            _ => None,
        }
    });
    texts.sum()
}

fn binary_bytes(folder: &Path, built: &Built, style: &str) -> u64 {
    let own =
        built.artefacts.iter().filter(|a| a.style == style && a.path.extension().is_some_and(|e| e == "so"));
    own.filter_map(|a| std::fs::metadata(folder.join(&a.path)).ok()).map(|meta| meta.len()).sum()
}
