//! `tribind show FUNCTION`: the C declaration and what each style makes of it, one below the other.

use super::args::ShowArgs;
use super::console::{self, Paint};
use super::pipeline::{self, Project};
use super::session::Session;
use crate::diag::{Diagnostic, Span, nearest};
use crate::error::{Error, Result};
use crate::plan;
use serde_json::json;
use std::fmt::Write as _;

/// A declaration longer than this is cut.
const MAX_DECLARATION: usize = 40;

/// Shows one function.
pub fn run(session: &Session, args: &ShowArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.project)?;
    let functions = find(&project, &args.function)?;
    for function in functions {
        show(session, &project, function)?;
    }
    Ok(())
}

/// The functions of that name: one, or all members of an overload set.
fn find<'p>(project: &'p Project, name: &str) -> Result<Vec<&'p plan::Function>> {
    let plan = &project.plan;
    let is_it = |f: &&plan::Function| f.py_name == name || f.c_name == name || f.symbol == name;
    let mut found: Vec<&plan::Function> = plan.functions.iter().filter(is_it).collect();
    // A function over items stands behind the one that it calls.
    found.extend(plan.maps.iter().filter(|map| map.py_name == name).map(|map| map.of(plan)));
    for set in plan.overloads.iter().filter(|set| set.py_name == name) {
        found.extend(set.members.iter().filter_map(|id| plan.functions.get(*id)));
    }
    if found.is_empty() { Err(Error::input(unknown(plan, name))) } else { Ok(found) }
}

fn unknown(plan: &plan::Plan, name: &str) -> Diagnostic {
    if let Some(skipped) = plan.skipped.iter().find(|s| s.name == name) {
        let message = format!("`{name}` is left out: {}", skipped.reason);
        return Diagnostic::error("function-unknown", skipped.span.clone(), message);
    }
    let names = plan
        .functions
        .iter()
        .map(|f| f.py_name.as_str())
        .chain(plan.overloads.iter().map(|s| s.py_name.as_str()))
        .chain(plan.maps.iter().map(|m| m.py_name.as_str()));
    let finding =
        Diagnostic::error("function-unknown", Span::default(), format!("there is no function `{name}`"));
    match nearest(name, names) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint(format!("`{}.__tribind__[\"functions\"]` lists them all", plan.module)),
    }
}

fn show(session: &Session, project: &Project, function: &plan::Function) -> Result<()> {
    let declaration = declaration(&function.span).unwrap_or_else(|| format!("{};\n", function.prototype));
    let mut text = heading(session, "C", &session.near_label(&function.span));
    text += &declaration;
    let mut styles = Vec::new();
    for style in &project.styles {
        for (file, code) in style.excerpt(&project.plan, function)? {
            let path = session.near(&project.config.out.join(style.id()).join(&file));
            let _ = write!(text, "\n{}{}\n", heading(session, style.id(), &path), code.trim_end());
            styles.push(json!({"style": style.id(), "file": file, "code": code}));
        }
    }
    session.console.answer(&text);
    session.console.object(&json!({
        "reason": "excerpt", "function": function.c_name, "declaration": declaration, "styles": styles,
    }));
    Ok(())
}

/// `── ctypes ── out/ctypes/m/__init__.py ────`, as wide as the terminal.
fn heading(session: &Session, title: &str, place: &str) -> String {
    let used = title.chars().count() + place.chars().count() + 8;
    let rest = "─".repeat(console::width().saturating_sub(used).max(2));
    let title = session.console.paint(Paint::Bold, title);
    format!("── {title} ── {} {rest}\n", session.console.paint(Paint::Dim, place))
}

/// The lines of the header that declare it, up to the semicolon or the body.
fn declaration(span: &Span) -> Option<String> {
    let bytes = std::fs::read(&span.file).ok()?;
    let source = String::from_utf8_lossy(&bytes);
    let mut text = String::new();
    for line in source.lines().skip((span.line as usize).checked_sub(1)?).take(MAX_DECLARATION) {
        text.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
        text.push('\n');
        if line.contains([';', '{']) {
            return Some(text);
        }
    }
    None
}
