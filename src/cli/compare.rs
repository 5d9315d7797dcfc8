//! `tribind bench --compare BASE.json`: fails, with what grew and where, if anything takes more than is allowed.

use super::session::Session;
use crate::bench::{COUNT_FORMAT, Comparison, Counts, FORMAT, Growth, Run};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::report::time;
use serde::de::DeserializeOwned;
use std::path::Path;

/// An earlier run's counts.
pub fn counts(session: &Session, file: &Path) -> Result<Counts> {
    let counts: Option<Counts> = read(session, file)?;
    counts
        .filter(|counts| counts.format == COUNT_FORMAT)
        .ok_or_else(|| unreadable(file, "bench-compare", "count.json of `tribind bench --count`"))
}

/// An earlier run's samples.
pub fn run(session: &Session, file: &Path) -> Result<Run> {
    let run: Option<Run> = read(session, file)?;
    run.filter(|run| run.format == FORMAT)
        .ok_or_else(|| unreadable(file, "bench-compare", "bench.json of `tribind bench`"))
}

fn read<T: DeserializeOwned>(session: &Session, file: &Path) -> Result<Option<T>> {
    let path = session.env.cwd.join(file);
    let text = std::fs::read(&path).map_err(|e| {
        let d = Diagnostic::error("bench-compare", Span::new(file, 0, 0), format!("it cannot be read: {e}"));
        Error::input(d)
    })?;
    Ok(serde_json::from_slice(&text).ok())
}

fn unreadable(file: &Path, code: &'static str, wanted: &str) -> Error {
    let text = format!("this is no {wanted} of this version");
    Error::input(Diagnostic::error(code, Span::new(file, 0, 0), text).hint("make it anew with this tribind"))
}

/// Tells what came of it; an error where anything grew.
pub fn judge(session: &Session, comparison: &Comparison, allowed: f64) -> Result<()> {
    let console = &session.console;
    for python in &comparison.other_builds {
        console
            .warn(&format!("the earlier run's {python} was built otherwise: its numbers need not be alike"));
    }
    if !comparison.not_compared.is_empty() {
        let n = comparison.not_compared.len();
        console.warn(&format!("{n} not compared, since one of the runs has no number:"));
        comparison.not_compared.iter().for_each(|title| console.line(&format!("  {title}")));
    }
    for growth in &comparison.too_close {
        console.line(&format!("too close to call: {}", sentence(growth, allowed)));
    }
    if comparison.compared == 0 {
        let d = Diagnostic::error("bench-compare", Span::default(), "the two runs have nothing in common");
        return Err(Error::input(d.hint("compare runs of the same cases, styles and interpreters")));
    }
    if comparison.grown.is_empty() {
        let percent = percent(allowed);
        console.line(&format!("none of {} cases takes over {percent} more than it did", comparison.compared));
        return Ok(());
    }
    Err(Error::Grown(comparison.grown.iter().map(|growth| finding(growth, allowed)).collect()))
}

fn finding(growth: &Growth, allowed: f64) -> Diagnostic {
    let d = Diagnostic::error("bench-grown", Span::default(), sentence(growth, allowed));
    match &growth.inside {
        Some(i) => d.hint(format!(
            "most of it is in {} of {}: {} instructions before, {} now",
            i.function,
            i.object,
            count(i.before),
            count(i.after)
        )),
        None => d,
    }
}

/// `two ints in native on CPython 3.11.7: `m.add(2, 3)` took 231 instructions and takes 331, 43.3 % more (allowed: 2 %)`
fn sentence(growth: &Growth, allowed: f64) -> String {
    let (before, after) = match growth.interval {
        None => (format!("{} instructions", count(growth.before)), count(growth.after)),
        Some(_) => (time(growth.before), time(growth.after)),
    };
    let more = match growth.interval {
        None => format!("{} more", percent(growth.growth())),
        Some(i) => format!("{} to {} more", percent(i.low - 1.0), percent(i.high - 1.0)),
    };
    let Growth { title, call, .. } = growth;
    let call = call.trim();
    format!("{title}: `{call}` took {before} and takes {after}, {more} (allowed: {})", percent(allowed))
}

/// Whole where it is whole.
fn count(n: f64) -> String {
    if n.fract() == 0.0 { format!("{n:.0}") } else { format!("{n:.2}") }
}

fn percent(part: f64) -> String {
    let text = format!("{:.1}", part * 100.0);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}
