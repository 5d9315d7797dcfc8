//! `allow` and `block`: anchored regular expressions over C names; `block` is the stronger.
//!
//! Functions, macros and variables that are not selected are listed with that reason. A type that is not selected is
//! still used where a selected declaration needs it; it only loses its own place in the module.

use crate::config::Config;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir::{Api, Enum, Function, Kind, Record, Skipped, Type};
use regex::RegexSet;
use std::collections::BTreeSet;

/// Applies the selection.
pub fn select(mut api: Api, config: &Config) -> Result<Api> {
    if config.allow.is_empty() && config.block.is_empty() {
        return Ok(api);
    }
    let selection = Selection::new(config)?;
    let mut skipped = Vec::new();
    let mut keep = |kind: Kind, name: &str, span: &Span| match selection.why_not(name) {
        None => true,
        Some(reason) => {
            let (name, reason, span) = (name.to_owned(), reason.to_owned(), span.clone());
            skipped.push(Skipped { kind, name, reason, span });
            false
        }
    };
    api.functions.retain(|f| keep(Kind::Function, &f.name, &f.span));
    api.macros.retain(|m| keep(Kind::Macro, &m.name, &m.span));
    api.variables.retain(|v| keep(Kind::Variable, &v.name, &v.span));
    api.skipped.extend(skipped);
    let used = mentioned_enums(&api.functions, &api.records);
    api.records.iter_mut().filter(|r| r.own).for_each(|r| r.own = selection.any(record_names(r)));
    api.enums
        .iter_mut()
        .filter(|e| e.own)
        .for_each(|e| e.own = used.contains(&e.key) || selection.any(enum_names(e)));
    Ok(api)
}

struct Selection {
    allow: RegexSet,
    block: RegexSet,
}

impl Selection {
    fn new(config: &Config) -> Result<Self> {
        Ok(Self {
            allow: patterns("allow", &config.allow, config)?,
            block: patterns("block", &config.block, config)?,
        })
    }

    fn why_not(&self, name: &str) -> Option<&'static str> {
        if self.block.is_match(name) {
            Some("left out by `block`")
        } else if self.allow.is_empty() || self.allow.is_match(name) {
            None
        } else {
            Some("not in `allow`")
        }
    }

    fn any<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        names.any(|n| self.why_not(n).is_none())
    }
}

fn patterns(key: &str, list: &[String], config: &Config) -> Result<RegexSet> {
    RegexSet::new(list.iter().map(|p| format!("^(?:{p})$"))).map_err(|e| {
        let why = e.to_string();
        let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
        let span = Span::new(config.file.clone().unwrap_or_default(), 0, 0);
        let message = format!("a pattern of `{key}` is no regular expression: {why}");
        Error::input(Diagnostic::error("config-bad-pattern", span, message))
    })
}

fn record_names(r: &Record) -> impl Iterator<Item = &str> {
    r.tag.iter().chain(&r.typedefs).map(String::as_str)
}

fn enum_names(e: &Enum) -> impl Iterator<Item = &str> {
    let constants = e.constants.iter().map(|c| c.name.as_str());
    e.tag.iter().chain(&e.typedefs).map(String::as_str).chain(constants)
}

fn mentioned_enums(functions: &[Function], records: &[Record]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for f in functions {
        f.ty.params.iter().chain([&f.ty.ret]).for_each(|t| enums_of(t, &mut found));
    }
    let fields = records.iter().filter_map(|r| r.layout.as_ref()).flat_map(|l| &l.fields);
    fields.for_each(|f| enums_of(&f.ty, &mut found));
    found
}

fn enums_of(ty: &Type, found: &mut BTreeSet<String>) {
    match ty.canonical() {
        Type::Enum(key) => {
            found.insert(key.clone());
        }
        Type::Pointer(to) | Type::Array { of: to, .. } => enums_of(to, found),
        _ => {}
    }
}
