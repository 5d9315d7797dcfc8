//! The configuration's rules for functions: which apply to which, and whether each names something that exists.

use super::Plan;
use crate::config::{
    BufferConfig, CallbackConfig, Config, ErrorConfig, FunctionConfig, GilChoice, MapConfig,
};
use crate::diag::{Diagnostic, Span, nearest};
use crate::ir::{self, Kind};
use crate::text::names::is_identifier;
use regex::Regex;
use std::collections::BTreeMap;

/// All rules, patterns compiled.
pub struct Rules<'a> {
    rules: Vec<(Regex, &'a FunctionConfig)>,
    exact: BTreeMap<&'a str, Vec<usize>>,
    patterns: Vec<usize>,
    gil: Option<GilChoice>,
    keywords: bool,
}

/// The rules of one function, later ones over earlier ones.
#[derive(Debug, Default, Clone)]
pub struct Rule<'a> {
    /// Parameters that C writes.
    pub out: Vec<(&'a str, Origin<'a>)>,
    /// Parameters that C reads and writes.
    pub inout: Vec<(&'a str, Origin<'a>)>,
    /// Pointer parameter to length parameter.
    pub arrays: Vec<(&'a str, &'a str, Origin<'a>)>,
    /// Function-pointer parameters.
    pub callbacks: Vec<(&'a CallbackConfig, Origin<'a>)>,
    /// What C fills.
    pub buffers: Vec<(&'a BufferConfig, Origin<'a>)>,
    /// Pointers for which `None` is refused.
    pub nonnull: Vec<(&'a str, Origin<'a>)>,
    /// A `char *` that comes back stays C's, and is text.
    pub borrowed: Option<Origin<'a>>,
    /// The function that takes back what this one returns.
    pub owned_by: Option<(&'a str, Origin<'a>)>,
    /// `unsigned char *` and kin are text.
    pub string: bool,
    /// How failure shows, and where the configuration says so.
    pub error: Option<(&'a ErrorConfig, Origin<'a>)>,
    /// GIL.
    pub gil: Option<GilChoice>,
    /// Keyword parameters.
    pub keywords: bool,
    /// Whether it is called for each item of buffers, too.
    pub map: Option<(&'a MapConfig, Origin<'a>)>,
}

/// Which table of the configuration says so.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// Place of the table.
    pub span: &'a Span,
    /// True where the table's key is one function's plain name: then what it names must be there.
    pub exact: bool,
}

impl<'a> Rules<'a> {
    /// Compiles the patterns, and reports those that are malformed or that no declaration matches.
    pub fn new(config: &'a Config, api: &ir::Api, findings: &mut Vec<Diagnostic>) -> Self {
        let mut out = Self {
            rules: Vec::new(),
            exact: BTreeMap::new(),
            patterns: Vec::new(),
            gil: config.gil,
            keywords: config.keywords,
        };
        for rule in &config.functions {
            match Regex::new(&format!("^(?:{})$", rule.pattern)) {
                Ok(regex) => out.add(regex, rule),
                Err(e) => findings.push(bad_pattern(rule, &e)),
            }
        }
        out.check_patterns(api, findings);
        out
    }

    /// The rule of a function.
    pub fn of(&self, c_name: &str) -> Rule<'a> {
        let mut rule = Rule { gil: self.gil, keywords: self.keywords, ..Rule::default() };
        self.add_to(&mut rule, c_name, true);
        rule
    }

    /// The rule of a function that macros give further names.
    pub fn of_all(&self, aliases: &[&str], c_name: &str) -> Rule<'a> {
        let mut rule = self.of(c_name);
        aliases.iter().for_each(|alias| self.add_to(&mut rule, alias, true));
        rule
    }

    /// The rule of a signature: what is said of the function that it calls, which its other signatures share, and what is
    /// said of itself.
    pub fn of_signature(&self, callee: &str, name: &str) -> Rule<'a> {
        let mut rule = Rule { gil: self.gil, keywords: self.keywords, ..Rule::default() };
        if callee != name {
            self.add_to(&mut rule, callee, false);
        }
        self.add_to(&mut rule, name, true);
        rule
    }

    /// `exact`: what the function's own table names must be there.
    fn add_to(&self, rule: &mut Rule<'a>, c_name: &str, exact: bool) {
        let mut matching: Vec<usize> = self.exact.get(c_name).cloned().unwrap_or_default();
        matching.extend(self.patterns.iter().filter(|i| self.rules[**i].0.is_match(c_name)));
        matching.sort_unstable();
        for (_, config) in matching.into_iter().map(|i| &self.rules[i]) {
            rule.add(config, exact && is_identifier(&config.pattern));
        }
    }

    /// A function that the configuration names and that is left out is an error, not a note.
    pub fn unmet(&self, plan: &Plan, findings: &mut Vec<Diagnostic>) {
        for s in plan.skipped.iter().filter(|s| s.kind == Kind::Function) {
            for i in self.exact.get(s.name.as_str()).into_iter().flatten() {
                let message = format!("`{}` is configured, and cannot be bound: {}", s.name, s.reason);
                let d = Diagnostic::error("configured-but-left-out", self.rules[*i].1.span.clone(), message);
                findings.push(d.hint(format!("it is declared at {}", s.span.label())));
            }
        }
    }

    fn add(&mut self, regex: Regex, rule: &'a FunctionConfig) {
        let index = self.rules.len();
        self.rules.push((regex, rule));
        if is_identifier(&rule.pattern) {
            self.exact.entry(rule.pattern.as_str()).or_default().push(index);
        } else {
            self.patterns.push(index);
        }
    }

    fn check_patterns(&self, api: &ir::Api, findings: &mut Vec<Diagnostic>) {
        let skipped = api.skipped.iter().filter(|s| s.kind == Kind::Function).map(|s| s.name.as_str());
        let functions = api.functions.iter().map(|f| f.name.as_str()).chain(skipped);
        let signatures = api.signatures.iter().filter(|s| s.callee != s.function.name);
        let signatures = signatures.map(|s| s.function.name.as_str());
        // A macro is no function until it has a signature.
        let has_signature = |m: &&ir::Macro| api.signatures.iter().any(|s| s.callee == m.name);
        let macros = api.macros.iter().filter(|m| matches!(m.value, ir::MacroValue::FunctionLike(_)));
        let macros = macros.filter(has_signature).map(|m| m.name.as_str());
        let aliases = super::names::function_aliases(api).map(|(alias, _)| alias);
        let known: Vec<&str> = functions.chain(signatures).chain(macros).chain(aliases).collect();
        for (regex, rule) in &self.rules {
            if !known.iter().any(|name| regex.is_match(name)) {
                let message = format!("the header declares no function `{}`", rule.pattern);
                let mut d = Diagnostic::error("config-no-such-function", rule.span.clone(), message);
                d.hint =
                    nearest(&rule.pattern, known.iter().copied()).map(|n| format!("did you mean `{n}`?"));
                findings.push(d);
            }
        }
    }
}

impl<'a> Rule<'a> {
    fn add(&mut self, config: &'a FunctionConfig, exact: bool) {
        let origin = Origin { span: &config.span, exact };
        self.out.extend(config.out.iter().map(|p| (p.as_str(), origin)));
        self.inout.extend(config.inout.iter().map(|p| (p.as_str(), origin)));
        self.arrays.extend(config.arrays.iter().map(|(p, n)| (p.as_str(), n.as_str(), origin)));
        self.callbacks.extend(config.callbacks.iter().map(|c| (c, origin)));
        self.buffers.extend(config.buffers.iter().map(|b| (b, origin)));
        self.nonnull.extend(config.nonnull.iter().map(|p| (p.as_str(), origin)));
        self.borrowed = config.borrowed.then_some(origin).or(self.borrowed);
        self.owned_by = config.owned_by.as_deref().map(|by| (by, origin)).or(self.owned_by);
        self.string |= config.string;
        self.error = config.error.as_ref().map(|e| (e, origin)).or(self.error);
        self.gil = config.gil.or(self.gil);
        self.keywords = config.keywords.unwrap_or(self.keywords);
        self.map = config.map.as_ref().map(|m| (m, origin)).or(self.map);
    }
}

fn bad_pattern(rule: &FunctionConfig, e: &regex::Error) -> Diagnostic {
    let why = e.to_string();
    let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
    let message = format!("`{}` is no regular expression: {why}", rule.pattern);
    Diagnostic::error("config-bad-pattern", rule.span.clone(), message)
}
