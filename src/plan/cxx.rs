//! The C++ door: every overload, and every call that default arguments allow, becomes an `extern "C"` shim function
//! that the three styles bind like any other; several of one name become an overload set.

use super::kinds::Kinds;
use super::rules::Rules;
use super::shim::{self, Symbols};
use super::{Function, OverloadSet, Plan, functions};
use crate::diag::Diagnostic;
use crate::ir::{self, Kind, Skipped};
use crate::text::{c, names};
use std::collections::BTreeMap;

/// Decides every free function of a C++ header.
pub fn functions(
    plan: &mut Plan,
    api: &ir::Api,
    symbols: &mut Symbols,
    kinds: &Kinds,
    rules: &Rules,
    findings: &mut Vec<Diagnostic>,
) {
    let mut sets: Vec<(String, Vec<usize>)> = Vec::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for f in &api.functions {
        let py_name = names::python_name(f.name.rsplit("::").next().unwrap_or(&f.name));
        for arity in arities(f) {
            match functions::function(&shortened(f, arity), kinds, &rules.of(&f.name), findings) {
                Ok(bound) => {
                    let set = *place.entry(py_name.clone()).or_insert_with(|| {
                        sets.push((py_name.clone(), Vec::new()));
                        sets.len() - 1
                    });
                    let bound = through_shim(plan, f, arity, bound, sets[set].1.len() + 1, symbols, kinds);
                    sets[set].1.push(plan.functions.len());
                    plan.functions.push(Function { py_name: py_name.clone(), ..bound });
                }
                Err(reason) => plan.skipped.push(Skipped {
                    kind: Kind::Function,
                    name: signature(&shortened(f, arity)),
                    reason,
                    span: f.span.clone(),
                }),
            }
        }
    }
    for (py_name, members) in sets.into_iter().filter(|(_, members)| members.len() > 1) {
        for (i, member) in members.iter().enumerate() {
            let f = &mut plan.functions[*member];
            f.public = false;
            f.py_name = format!("_tb_{py_name}_{}", i + 1);
        }
        plan.overloads.push(OverloadSet { py_name, members });
    }
}

/// The numbers of arguments a call may have, the full one first.
fn arities(f: &ir::Function) -> impl Iterator<Item = usize> + use<> {
    let all = f.ty.params.len();
    let required = all - f.defaults.iter().rev().take_while(|d| d.is_some()).count();
    (required..=all).rev()
}

/// The function as if it had only its first parameters.
fn shortened(f: &ir::Function, arity: usize) -> ir::Function {
    let mut f = f.clone();
    f.ty.params.truncate(arity);
    f.param_names.truncate(arity);
    f.param_lens.truncate(arity);
    f
}

fn through_shim(
    plan: &mut Plan,
    f: &ir::Function,
    arity: usize,
    bound: Function,
    n: usize,
    symbols: &mut Symbols,
    kinds: &Kinds,
) -> Function {
    let symbol = symbols.fresh(&plan.module, &format!("{}_{n}", f.name.replace("::", "_")));
    let c_name = signature(&shortened(f, arity));
    Function { c_name, ..shim::wrap(plan, bound, symbol, &f.name, symbols, kinds) }
}

/// `ns::scale(int, double)`: how C++ tells overloads apart.
fn signature(f: &ir::Function) -> String {
    let params: Vec<String> = f.ty.params.iter().map(|p| c::declare(p, "")).collect();
    format!("{}({})", f.name, params.join(", "))
}
