//! Public Python names: one table for the module, so that two C names can never meet unseen.
//!
//! A tag that meets a function or constant becomes `struct_stat`. Two names that meet through the configuration are an
//! error; two that meet through our own escaping (`lambda` and a C name `lambda_`) are told apart by another underscore.

use super::kinds::{Kinds, has_class};
use crate::config::{Config, Rename};
use crate::diag::{Diagnostic, Span, nearest};
use crate::ir::{self, MacroValue};
use crate::text::names::{is_identifier, is_keyword, python_name};
use std::collections::{BTreeMap, BTreeSet};

/// The public name of every declaration.
pub struct Names<'a> {
    ordinary: BTreeMap<&'a str, String>,
    tagged: BTreeMap<&'a str, Vec<String>>,
    /// Functions to the macros that only name them.
    aliases: BTreeMap<&'a str, Vec<&'a str>>,
}

/// A name that is taken, and by what.
struct Taken {
    c_name: String,
    span: Span,
    configured: bool,
}

struct Builder<'a> {
    renames: BTreeMap<&'a str, &'a Rename>,
    prefix: Option<&'a str>,
    taken: BTreeMap<String, Taken>,
}

impl<'a> Names<'a> {
    /// Gives everything its name: functions and constants first, then classes around them.
    pub fn new(
        api: &'a ir::Api,
        kinds: &Kinds<'a>,
        config: &'a Config,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = Builder {
            renames: config.rename.iter().map(|r| (r.from.as_str(), r)).collect(),
            prefix: config.strip_prefix.as_deref(),
            taken: BTreeMap::new(),
        };
        check_renames(api, config, findings);
        let mut names = Self { ordinary: BTreeMap::new(), tagged: BTreeMap::new(), aliases: BTreeMap::new() };
        if api.language == ir::Language::C {
            for (alias, function) in function_aliases(api) {
                names.aliases.entry(function).or_default().push(alias);
            }
            for (name, span) in ordinary(api) {
                if !names.ordinary.contains_key(name) {
                    let public = builder.name(name, span, "", findings);
                    names.ordinary.insert(name, public);
                }
            }
        }
        for (key, own_names, word, span) in classes(api, kinds) {
            let mut given: Vec<String> =
                own_names.iter().map(|n| builder.name(n, span, word, findings)).collect();
            given.dedup();
            names.tagged.insert(key, given);
        }
        names.nameless(api, kinds, &mut builder, findings);
        names
    }

    /// The nameless type of a member is called after it: `Outer_member`. Outer records come first.
    fn nameless(
        &mut self,
        api: &'a ir::Api,
        kinds: &Kinds<'a>,
        builder: &mut Builder,
        findings: &mut Vec<Diagnostic>,
    ) {
        let nameless = api.records.iter().rev().filter(|r| !r.spelled && kinds.class(&r.key).is_some());
        for r in nameless {
            let Some(within) = kinds.within(&r.key) else { continue };
            let name = format!("{}_{}", self.class(&within.record).0, within.field);
            let public = builder.take(&r.key, name, r.span.clone(), false, "", findings);
            self.tagged.insert(&r.key, vec![public]);
        }
    }

    /// The macros that only name a function.
    pub fn aliases(&self, function: &str) -> &[&'a str] {
        self.aliases.get(function).map_or(&[], Vec::as_slice)
    }

    /// The name of a function, macro or enum constant.
    pub fn of(&self, c_name: &str) -> String {
        self.ordinary.get(c_name).cloned().unwrap_or_else(|| python_name(c_name))
    }

    /// The name of a record or enum, and its further names.
    pub fn class(&self, key: &str) -> (String, Vec<String>) {
        let all = self.tagged.get(key).cloned().unwrap_or_default();
        let mut all = all.into_iter();
        (all.next().unwrap_or_else(|| python_name(key)), all.collect())
    }
}

impl Builder<'_> {
    fn name(&mut self, c_name: &str, span: &Span, word: &str, findings: &mut Vec<Diagnostic>) -> String {
        let renamed = self.renames.get(c_name).map(|r| (r.to.clone(), r.span.clone()));
        let stripped = self.strip(c_name);
        let configured = renamed.is_some() || stripped.is_some();
        let (wanted, place) = match renamed {
            Some((to, at)) => (to, at),
            None => (python_name(stripped.unwrap_or(c_name)), span.clone()),
        };
        self.take(c_name, wanted, place, configured, word, findings)
    }

    fn strip<'n>(&self, c_name: &'n str) -> Option<&'n str> {
        c_name.strip_prefix(self.prefix?).filter(|rest| is_identifier(rest))
    }

    fn take(
        &mut self,
        c_name: &str,
        mut name: String,
        span: Span,
        configured: bool,
        word: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> String {
        if let Some(other) = self.taken.get(&name) {
            if other.c_name == c_name && !word.is_empty() && !configured {
                name = format!("{word}_{name}");
            } else if (configured || other.configured) && other.c_name != c_name {
                findings.push(
                    Diagnostic::error(
                        "names-meet",
                        span.clone(),
                        format!("`{c_name}` and `{}` would both be called `{name}`", other.c_name),
                    )
                    .hint(format!(
                        "`{}` is declared at {}; give one of them another name in [rename]",
                        other.c_name,
                        other.span.label()
                    )),
                );
                return name;
            } else if !word.is_empty() {
                name = format!("{word}_{name}");
            }
        }
        while self.taken.contains_key(&name) {
            name.push('_');
        }
        self.taken.insert(name.clone(), Taken { c_name: c_name.to_owned(), span, configured });
        name
    }
}

/// Renames must name what exists, and give identifiers.
fn check_renames(api: &ir::Api, config: &Config, findings: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&str> = known_names(api).collect();
    for r in &config.rename {
        if !known.contains(r.from.as_str()) {
            let message = format!("the header declares no `{}`", r.from);
            let mut d = Diagnostic::error("config-no-such-name", r.span.clone(), message);
            d.hint = nearest(&r.from, known.iter().copied()).map(|n| format!("did you mean `{n}`?"));
            findings.push(d);
        }
        if !is_identifier(&r.to) || is_keyword(&r.to) {
            let message = format!("`{}` cannot be a Python name", r.to);
            findings.push(Diagnostic::error("config-bad-name", r.span.clone(), message));
        }
    }
}

/// Names of C's ordinary name space that become module attributes, functions before constants.
fn ordinary(api: &ir::Api) -> impl Iterator<Item = (&str, &Span)> {
    let functions = api.functions.iter().map(|f| (f.name.as_str(), &f.span));
    let constants = api
        .enums
        .iter()
        .filter(|e| e.own)
        .flat_map(|e| e.constants.iter().map(|c| (c.name.as_str(), &e.span)));
    let macros = api.macros.iter().filter(|m| is_constant(&m.value)).map(|m| (m.name.as_str(), &m.span));
    let signatures = api.signatures.iter().map(|s| (s.function.name.as_str(), &s.function.span));
    let named: BTreeSet<&str> = function_aliases(api).map(|(alias, _)| alias).collect();
    let aliases = api.macros.iter().filter(move |m| named.contains(m.name.as_str()));
    let aliases = aliases.map(|m| (m.name.as_str(), &m.span));
    functions.chain(constants).chain(macros).chain(signatures).chain(aliases)
}

/// Macros that only name a function of the header (`#define mpz_init __gmpz_init`), and the function.
pub fn function_aliases(api: &ir::Api) -> impl Iterator<Item = (&str, &str)> {
    let functions: BTreeSet<&str> = api.functions.iter().map(|f| f.name.as_str()).collect();
    let constants = api.enums.iter().flat_map(|e| e.constants.iter().map(|c| c.name.as_str()));
    let taken: BTreeSet<&str> = functions.iter().copied().chain(constants).collect();
    api.macros.iter().filter_map(move |m| match &m.value {
        MacroValue::Alias(of) if functions.contains(of.as_str()) && !taken.contains(m.name.as_str()) => {
            Some((m.name.as_str(), of.as_str()))
        }
        _ => None,
    })
}

/// Whether a macro becomes a module attribute.
pub fn is_constant(value: &MacroValue) -> bool {
    matches!(value, MacroValue::Int(_) | MacroValue::Float(_) | MacroValue::Str(_) | MacroValue::Address(_))
}

/// Every class to be: key, names (the tag first, then typedefs), the word for a clash, place.
fn classes<'a>(
    api: &'a ir::Api,
    kinds: &Kinds<'a>,
) -> impl Iterator<Item = (&'a str, Vec<&'a str>, &'static str, &'a Span)> {
    let named = api.records.iter().filter(|r| r.spelled && kinds.class(&r.key).is_some());
    let records = named.map(|r| {
        let word = if r.kind == ir::RecordKind::Union { "union" } else { "struct" };
        let mut names = class_names(r.tag.as_deref(), &r.typedefs, &r.key);
        // `FILE` says more than `_IO_FILE`: a reserved tag is not for users.
        if !r.own && names[0].starts_with('_') && names.len() > 1 {
            names.rotate_left(1);
        }
        (r.key.as_str(), names, word, &r.span)
    });
    let enums = api.enums.iter().filter(|e| has_class(e));
    let enums =
        enums.map(|e| (e.key.as_str(), class_names(e.tag.as_deref(), &e.typedefs, &e.key), "enum", &e.span));
    records.chain(enums).collect::<Vec<_>>().into_iter()
}

fn class_names<'a>(tag: Option<&'a str>, typedefs: &'a [String], key: &'a str) -> Vec<&'a str> {
    let mut names: Vec<&str> = tag.into_iter().collect();
    for t in typedefs {
        if !names.contains(&t.as_str()) {
            names.push(t);
        }
    }
    if names.is_empty() {
        names.push(key);
    }
    names
}

fn known_names(api: &ir::Api) -> impl Iterator<Item = &str> {
    let records = api.records.iter().flat_map(|r| r.tag.iter().chain(&r.typedefs));
    let enums = api.enums.iter().flat_map(|e| e.tag.iter().chain(&e.typedefs));
    let macros = api.macros.iter().map(|m| m.name.as_str());
    let typed = records.chain(enums).map(String::as_str);
    ordinary(api).map(|(n, _)| n).chain(typed).chain(macros)
}
