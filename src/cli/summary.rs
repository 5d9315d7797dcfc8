//! What a run tells at its end: what was bound, what was left out and why, where it lies, what to type next.

use super::console::Paint;
use super::pipeline::{Built, Project};
use super::session::Session;
use crate::build::Written;
use crate::ir::{Kind, Skipped};
use serde_json::json;
use std::collections::BTreeMap;

/// More left-out declarations than this are grouped by reason.
const LISTED: usize = 12;

/// So many groups are shown.
const GROUPS: usize = 8;

/// What the plan says of a macro that is empty, a keyword or a type.
const NO_VALUE: &str = "macro without a constant value";

/// What was bound.
pub fn bound(session: &Session, project: &Project) {
    let plan = &project.plan;
    let functions = plan.functions.iter().filter(|f| f.public).count() + plan.overloads.len();
    let members: usize = plan.enums.iter().map(|e| e.members.len()).sum();
    let counts = [
        (functions, "function"),
        (plan.records.len(), "struct"),
        (plan.handles.len(), "handle"),
        (plan.enums.len(), "enum"),
        (plan.constants.len() + members, "constant"),
    ];
    let told: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| plural(*n, what)).collect();
    let module = session.console.paint(Paint::Bold, &plan.module);
    let what = if told.is_empty() { "nothing".to_owned() } else { told.join(", ") };
    session.console.line(&format!("{module} binds {what} of {}", plan.includes.join(", ")));
    if functions == 0 {
        let hint = "no function: do the headers that it includes belong to the library? Then name them: --own 'NAME/*.h'";
        session.console.line(&session.console.paint(Paint::Yellow, hint));
    }
}

fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// What was left out, with reason and line.
pub fn left_out(session: &Session, project: &Project) {
    let skipped = &project.plan.skipped;
    for s in skipped {
        session.console.object(&json!({
            "reason": "skipped", "kind": kind_word(s.kind), "name": s.name, "why": s.reason,
            "file": s.span.file, "line": s.span.line, "column": s.span.column,
        }));
    }
    // An include guard is no news; the manifest and -v name it all the same.
    let is_news = |s: &&Skipped| !(s.kind == Kind::Macro && s.reason == NO_VALUE);
    let is_verbose = session.console.verbosity > 0;
    let news: Vec<&Skipped> = skipped.iter().filter(|s| is_verbose || is_news(s)).collect();
    tell_left_out(session, &news, skipped.len() - news.len());
}

fn tell_left_out(session: &Session, skipped: &[&Skipped], silent: usize) {
    if skipped.is_empty() {
        return;
    }
    let is_long = skipped.len() > LISTED && session.console.verbosity == 0;
    let hint = if is_long { "; -v lists them all" } else { "" };
    session.console.line(&format!("left out: {}{hint}", plural(skipped.len(), "declaration")));
    let lines = if is_long { grouped(session, skipped) } else { listed(session, skipped) };
    for line in lines {
        session.console.line(&line);
    }
    if silent > 0 {
        let line = format!("  and {} without a value", plural(silent, "macro"));
        session.console.line(&session.console.paint(Paint::Dim, &line));
    }
}

fn listed(session: &Session, skipped: &[&Skipped]) -> Vec<String> {
    let width = skipped.iter().map(|s| s.name.chars().count()).max().unwrap_or(0).min(32);
    let line = |s: &&Skipped| {
        let place = session.console.paint(Paint::Dim, &short_place(s));
        format!("  {:width$}  {}  {place}", s.name, s.reason)
    };
    skipped.iter().map(line).collect()
}

/// `zlib.h:1471`: enough to find it.
fn short_place(s: &Skipped) -> String {
    let file = s.span.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if s.span.line == 0 { file } else { format!("{file}:{}", s.span.line) }
}

fn grouped(session: &Session, skipped: &[&Skipped]) -> Vec<String> {
    let mut groups: BTreeMap<(Kind, &str), Vec<&Skipped>> = BTreeMap::new();
    for s in skipped {
        groups.entry((s.kind, essence(&s.reason))).or_default().push(s);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    let mut lines = Vec::new();
    let rest: usize = groups.iter().skip(GROUPS).map(|(_, members)| members.len()).sum();
    for ((kind, reason), members) in groups.into_iter().take(GROUPS) {
        lines.push(format!("  {}: {reason}", plural(members.len(), kind_word(kind))));
        let places: Vec<String> =
            members.iter().take(3).map(|s| format!("{} ({})", s.name, short_place(s))).collect();
        let more = if members.len() > 3 { ", …" } else { "" };
        lines.push(session.console.paint(Paint::Dim, &format!("      {}{more}", places.join(", "))));
    }
    if rest > 0 {
        lines.push(format!("  {} for other reasons", plural(rest, "declaration")));
    }
    lines
}

/// A reason without the names in it, so that like reasons meet: of `data: struct u by value (unions are not bound yet)`
/// the cause, of `another name for EVP_md` the words.
fn essence(reason: &str) -> &str {
    if let Some((_, cause)) = reason.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        return cause;
    }
    if reason.starts_with("another name for ") {
        return "another name for a function";
    }
    reason.strip_prefix("bound as an opaque handle: ").unwrap_or(reason)
}

/// A kind of declaration in one word.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Function => "function",
        Kind::Record => "struct",
        Kind::Field => "field",
        Kind::Enum => "enum",
        Kind::Macro => "macro",
        Kind::Variable => "variable",
        Kind::Typedef => "typedef",
    }
}

/// Where the packages lie.
pub fn generated(session: &Session, project: &Project, written: Written) {
    packages(session, project);
    let news = format!(
        "{} written, {} unchanged, {} removed",
        plural(written.changed, "file"),
        written.unchanged,
        written.removed
    );
    session.console.line(&session.console.paint(Paint::Dim, &news));
    session.console.line(&format!("next: tribind build -o {}", session.near(&project.config.out)));
}

/// Where the compiled packages lie.
pub fn built(session: &Session, project: &Project, built: &Built) {
    packages(session, project);
    for artefact in &built.artefacts {
        let path = project.config.out.join(&artefact.style).join(&artefact.path);
        session.console.object(&json!({
            "reason": "artefact", "kind": "compiled", "style": artefact.style, "path": path, "fresh": !artefact.is_new,
        }));
    }
    for warning in built.artefacts.iter().flat_map(|artefact| &artefact.warnings) {
        session.console.warn(&format!("the compiler on generated code (please report it):\n{warning}"));
    }
    let new = built.artefacts.iter().filter(|artefact| artefact.is_new).count();
    let news = match (new, built.artefacts.len()) {
        (0, _) => "nothing had to be compiled".to_owned(),
        (new, all) if new == all => format!("{} compiled", plural(new, "file")),
        (new, all) => format!("{new} of {all} files compiled, the rest was up to date"),
    };
    session.console.line(&session.console.paint(Paint::Dim, &news));
    let style = project.config.styles.last().map_or("native", String::as_str);
    let folder = session.near(&project.config.out.join(style));
    let module = &project.plan.module;
    session.console.line(&format!("try:  PYTHONPATH={folder} python3 -c 'import {module}; help({module})'"));
}

fn packages(session: &Session, project: &Project) {
    let width = project.config.styles.iter().map(String::len).max().unwrap_or(0).max(6) + 2;
    for style in &project.config.styles {
        let path = project.config.out.join(style);
        session
            .console
            .object(&json!({"reason": "artefact", "kind": "package", "style": style, "path": path}));
        session.console.line(&format!("  {style:<width$}{}", session.near(&path)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_reasons_meet() {
        let check = |reason: &str, expected: &str| assert_eq!(essence(reason), expected);
        check("static inline function: not bound yet", "static inline function: not bound yet");
        check("another name for EVP_md5", "another name for a function");
        check("bound as an opaque handle: unions are not bound yet", "unions are not bound yet");
        check("parameter e: union u by value (unions are not bound yet)", "unions are not bound yet");
        check("declared, but not exported by libcrypto.so.3", "declared, but not exported by libcrypto.so.3");
    }
}
