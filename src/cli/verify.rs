//! `tribind verify`: are the styles equal?

use super::args::VerifyArgs;
use super::console::Paint;
use super::kept;
use super::pipeline::{self, Built, Project};
use super::session::Session;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::report::Equality;
use crate::verify::{self, Kind, Leaks, Verification};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;

/// The random run where nobody says how long it is.
const SEQUENCES: u64 = 100;
const PATIENCE: Duration = Duration::from_secs(10);

/// More differences than this are only counted.
const SHOWN: usize = 10;

/// Builds, compares, and fails where the styles differ.
pub fn run(session: &Session, args: &VerifyArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.build.project)?;
    let built = pipeline::ready(session, &project, &args.build.pythons)?;
    for i in 0..built.pythons.len() {
        let asked = Asked { seed: args.seed, random: random(args), leaks: args.leaks };
        let verification = compare(session, &project, &built, i, asked)?;
        tell(session, &verification, &built.pythons[i].short_version());
        if !verification.is_equal() {
            return Err(different(session, &verification));
        }
    }
    Ok(())
}

/// The random run that is asked for, or one that takes no long time.
fn random(args: &VerifyArgs) -> verify::Asked {
    match args.random {
        Some(sequences) => verify::Asked { sequences, limit: None },
        None => verify::Asked { sequences: SEQUENCES, limit: Some(PATIENCE) },
    }
}

/// The differences as findings: the first ones, all of them with `-v` or as JSON.
fn different(session: &Session, verification: &Verification) -> Error {
    let mut findings = verification.diagnostics();
    let n = findings.len();
    if session.console.verbosity == 0 && !session.console.is_json() && n > SHOWN {
        findings.truncate(SHOWN);
        let more = format!("and {} more differences, which -v lists", n - SHOWN);
        findings.push(Diagnostic::error("verify-more", Span::default(), more));
    }
    Error::Input(findings)
}

/// What is asked for beside the comparison itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Seed of the made-up values.
    pub seed: u64,
    /// The random run; by default there is none.
    pub random: verify::Asked,
    /// Whether leaks are counted.
    pub leaks: bool,
}

/// The differential run with one of the interpreters.
pub fn compare(
    session: &Session,
    project: &Project,
    built: &Built,
    python: usize,
    asked: Asked,
) -> Result<Verification> {
    let folder = |style: &String| (style.clone(), project.config.out.join(style));
    let packages: Vec<_> = project.config.styles.iter().map(folder).collect();
    let python = built.pythons.get(python).ok_or_else(|| Error::Internal("no such interpreter".into()))?;
    let input = verify::Input {
        plan: &project.plan,
        packages: &packages,
        cases: &project.config.cases,
        python,
        seed: asked.seed,
        random: asked.random,
        leaks: asked.leaks,
    };
    let _wait = session.console.wait("verify");
    session.time("verify", || verify::verify(&input))
}

/// Where the outcome of the last comparison lies, in the output folder.
const FILE_NAME: &str = "verify.json";

/// The outcome for a report: that of the last run, where nothing was built since.
pub fn equality(session: &Session, project: &Project, built: &Built) -> Result<Equality> {
    if let Some(Kept { styles, cases, equality }) = kept::kept(project, built, FILE_NAME)
        && styles == project.config.styles
        && cases == calls(project)
    {
        return Ok(equality);
    }
    let equality = outcome(&compare(session, project, built, 0, Asked::default())?);
    let (styles, cases) = (project.config.styles.clone(), calls(project));
    kept::keep(project, FILE_NAME, &Kept { styles, cases, equality: equality.clone() })?;
    Ok(equality)
}

/// An outcome, and of what.
#[derive(Serialize, Deserialize)]
struct Kept {
    styles: Vec<String>,
    cases: String,
    equality: Equality,
}

/// The project file's calls, which are no part of the packages.
fn calls(project: &Project) -> String {
    format!("{:?}", project.config.cases)
}

fn outcome(verification: &Verification) -> Equality {
    let difference = |check: &verify::Check| format!("{}: {}", check.what, check.reason);
    Equality {
        checks: verification.checks.iter().map(|check| check.n).sum(),
        differences: verification.differences().map(difference).collect(),
    }
}

fn tell(session: &Session, verification: &Verification, version: &str) {
    let console = &session.console;
    console.object(&json!({"reason": "verification", "python": version, "verification": verification}));
    let kinds = [
        (Kind::Import, "imports"),
        (Kind::Names, "names"),
        (Kind::Signature, "signatures"),
        (Kind::Layout, "layouts"),
        (Kind::Constant, "constants"),
        (Kind::Case, "cases"),
        (Kind::Behaviour, "calls with made-up values"),
    ];
    let told: Vec<String> = kinds
        .iter()
        .map(|(kind, word)| (verification.compared(*kind), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let held = verification.counts.contract;
    let styles: Vec<&str> = verification.styles.iter().map(|s| s.style.as_str()).collect();
    let module = console.paint(Paint::Bold, &verification.module);
    let outcome = if verification.is_equal() {
        console.paint(Paint::Green, "equal")
    } else {
        console.paint(Paint::Red, &format!("{} differences", verification.differences().count()))
    };
    console.line(&format!("{module} in {} on Python {version}: {outcome}", styles.join(", ")));
    let told = format!("  compared: {}", told.join(", "));
    console.line(&console.paint(Paint::Dim, &told));
    if held > 0 {
        let told = format!("  held to the contract: {held} of them; seed {}", verification.seed);
        console.line(&console.paint(Paint::Dim, &told));
    }
    if let Some(random) = &verification.random {
        let stopped = if random.is_stopped { ", until time was up" } else { "" };
        let (sequences, steps, seed) = (random.sequences, random.steps, verification.seed);
        let told = format!(
            "  random run: {sequences} sequences of calls, {steps} steps alike{stopped}; seed {seed}"
        );
        console.line(&console.paint(Paint::Dim, &told));
    }
    if let Some(leaks) = &verification.leaks {
        tell_leaks(session, verification, leaks);
    }
    if !verification.not_called.is_empty() {
        let n = verification.not_called.len();
        console
            .line(&console.paint(Paint::Dim, &format!("  never called with made-up values: {n} functions")));
        if console.verbosity > 0 {
            let line = |(name, why): &(String, String)| console.line(&format!("    {name}: {why}"));
            verification.not_called.iter().for_each(line);
        }
    }
}

fn tell_leaks(session: &Session, verification: &Verification, leaks: &Leaks) {
    let console = &session.console;
    let n = verification.differences().filter(|check| check.kind == Kind::Leak).count();
    let outcome = match n {
        0 => console.paint(Paint::Green, "nothing is left behind"),
        n => console.paint(Paint::Red, &format!("{n} leaks")),
    };
    let (calls, judged, not_judged) = (leaks.calls, leaks.judged, leaks.not_judged.len());
    console.line(&format!(
        "  leaks: {outcome} ({calls} calls of {judged} functions, classes and cases counted)"
    ));
    for (what, bytes) in &leaks.kept {
        let told =
            format!("    {what} makes {bytes:.0} bytes of C's memory, in every style, that nobody frees");
        console.line(&console.paint(Paint::Dim, &told));
    }
    if not_judged > 0 {
        console.line(&console.paint(Paint::Dim, &format!("  not counted: {not_judged} functions")));
        for (name, why) in &leaks.not_judged {
            console.line(&console.paint(Paint::Dim, &format!("    {name}: {why}")));
        }
    }
}
