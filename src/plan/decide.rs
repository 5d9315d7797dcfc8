//! The order of the decisions: which types have a class, what everything is called, how each function crosses.

use super::{
    Library, Plan, constants, cxx, errors, functions, kinds::Kinds, maps, names::Names, ownership, records,
    rules::Rules, shim::Symbols, signatures, variables,
};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::ir;
use std::collections::BTreeSet;

/// Decides a module.
///
/// # Errors
/// [`Error::Input`] with every finding, sorted by position: a rule for a function or parameter that does not exist,
/// two names that meet, an error rule that does not fit the result's type.
pub fn decide(api: &ir::Api, config: &Config, library: Library) -> Result<Plan> {
    let mut findings = Vec::new();
    let rules = Rules::new(config, api, &mut findings);
    let kinds = Kinds::new(api);
    let names = Names::new(api, &kinds, config, &mut findings);
    let mut plan = Plan {
        module: config.module.clone(),
        library,
        language: api.language,
        includes: api.includes.clone(),
        defined: api.defined.clone(),
        leaves_packed: api.leaves_packed,
        clashes: api.clashes.clone(),
        before_members: api.members_behind_macros().into_iter().map(str::to_owned).collect(),
        varying_macros: api.varying_macros.clone(),
        own_files: api.own_files.clone(),
        records: records::records(&kinds, &names),
        handles: records::handles(&kinds, &names),
        enums: constants::enums(api, &names, config, &mut findings),
        constants: constants::constants(api, &names),
        skipped: api.skipped.clone(),
        ..Plan::default()
    };
    plan.skipped.extend(kinds.skipped());
    let mut symbols = Symbols::new(api);
    variables::variables(&mut plan, api, &mut symbols, &kinds, config);
    match api.language {
        ir::Language::C => {
            functions::functions(&mut plan, api, &mut symbols, &kinds, &names, &rules, &mut findings);
        }
        ir::Language::Cxx => cxx::functions(&mut plan, api, &mut symbols, &kinds, &rules, &mut findings),
    }
    signatures::signatures(&mut plan, api, &mut symbols, &kinds, &names, &rules, &mut findings);
    ownership::owners(&mut plan, api, &mut symbols, &rules, &mut findings);
    plan.skipped.extend(constants::skipped(api, &plan));
    plan.callbacks = kinds.callbacks();
    functions::default_gil(&mut plan, config);
    plan.hidden_by_macros = hidden_by_macros(&plan, api);
    errors::exception(&mut plan, config, &mut findings);
    maps::maps(&mut plan, &mut symbols, &rules, &mut findings);
    rules.unmet(&plan, &mut findings);
    plan.skipped.sort_by(|a, b| (&a.span, a.kind, &a.name).cmp(&(&b.span, b.kind, &b.name)));
    finish(plan, findings)
}

fn hidden_by_macros(plan: &Plan, api: &ir::Api) -> Vec<String> {
    let macros: BTreeSet<&str> = api
        .macros
        .iter()
        .filter(|m| matches!(m.value, ir::MacroValue::FunctionLike(_)))
        .map(|m| m.name.as_str())
        .collect();
    let names = plan.functions.iter().filter(|f| f.signature_of.is_none()).map(|f| f.c_name.as_str());
    names.filter(|name| macros.contains(name)).map(str::to_owned).collect()
}

fn finish(plan: Plan, mut findings: Vec<Diagnostic>) -> Result<Plan> {
    if findings.is_empty() {
        return Ok(plan);
    }
    findings.sort_by(|a, b| (&a.span, a.code).cmp(&(&b.span, b.code)));
    Err(Error::Input(findings))
}
