//! Where lines of C are written: the plan they come from, the helpers they call, and how they reach the module object.

use super::items::Item;
use super::needs::Needs;
use super::parts::Part;
use super::variant::Variant;
use crate::plan::{EnumId, Plan};
use std::collections::BTreeSet;

/// The place of the lines that are being written.
pub struct Scope<'a> {
    /// What is spelled.
    pub plan: &'a Plan,
    /// The helpers asked for so far.
    pub needs: Needs,
    /// The enumerations whose members are given back so far.
    pub enums: BTreeSet<EnumId>,
    /// The kinds of values in memory that were described so far, each after those that it refers to.
    pub items: Vec<Item>,
    /// The C expression for the module object.
    module: &'static str,
    /// Whether it was used since [`Scope::enter`].
    uses_module: bool,
}

impl<'a> Scope<'a> {
    /// For a whole module.
    pub fn new(plan: &'a Plan, variant: Variant) -> Self {
        Self {
            plan,
            needs: Needs::new(variant),
            enums: BTreeSet::new(),
            items: Vec::new(),
            module: "self",
            uses_module: false,
        }
    }

    /// Begins a C function in which `module` is the expression for the module object.
    pub fn enter(&mut self, module: &'static str) {
        self.module = module;
        self.uses_module = false;
    }

    /// The module object, which the function now uses.
    pub fn module(&mut self) -> &'static str {
        self.uses_module = true;
        self.module
    }

    /// A member of the module's own struct.
    pub fn member(&mut self, name: &str) -> String {
        self.needs.part(Part::Module);
        format!("TB_MODULE({})->{name}", self.module())
    }

    /// Whether the function uses the module object, so that its parameter must have a name.
    pub fn uses_module(&self) -> bool {
        self.uses_module
    }
}
