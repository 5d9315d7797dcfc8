//! The order in which CFFI is told of the records.
//!
//! A plan has each record behind those that it holds by value. C wants more of a record that only a typedef names: there
//! is no forward declaration of it, so whatever mentions it, be it a pointer, stands behind it.

use crate::ir::Type;
use crate::plan::{Plan, Record};
use std::collections::BTreeMap;

/// The records, each behind all that its declaration needs.
pub fn records(plan: &Plan) -> Vec<&Record> {
    let places = plan.records.iter().enumerate().map(|(i, r)| (r.key.as_str(), i)).collect();
    let mut order = Order { plan, places, seen: vec![false; plan.records.len()], out: Vec::new() };
    (0..plan.records.len()).for_each(|i| order.visit(i));
    order.out.into_iter().map(|i| &plan.records[i]).collect()
}

struct Order<'a> {
    plan: &'a Plan,
    places: BTreeMap<&'a str, usize>,
    seen: Vec<bool>,
    out: Vec<usize>,
}

impl Order<'_> {
    fn visit(&mut self, index: usize) {
        if std::mem::replace(&mut self.seen[index], true) {
            return;
        }
        let mut keys = Vec::new();
        for field in &self.plan.records[index].fields {
            needed(&field.ty, false, &mut keys);
        }
        for key in keys {
            if let Some(&place) = self.places.get(key) {
                self.visit(place);
            }
        }
        self.out.push(index);
    }
}

/// The keys of the records that must be known before a member of this type can be declared. A tag may be mentioned
/// before, where only its address is.
fn needed<'a>(ty: &'a Type, by_address: bool, keys: &mut Vec<&'a str>) {
    match ty.canonical() {
        Type::Record(key) if !by_address || !key.contains(' ') || key.contains("::<") => keys.push(key),
        Type::Pointer(to) => needed(to, true, keys),
        Type::Array { of, .. } => needed(of, by_address, keys),
        Type::Function(f) => {
            std::iter::once(&f.ret).chain(&f.params).for_each(|ty| needed(ty, true, keys));
        }
        _ => {}
    }
}
