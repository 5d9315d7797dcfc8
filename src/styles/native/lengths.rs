//! The lengths of arrays: what C is given, and whether it can be.

use super::body::Body;
use super::input::Place;
use super::ints;
use super::parts::Part;
use super::scope::Scope;
use super::spell;
use crate::ir::IntType;
use crate::plan::{Function, Passing};
use crate::text::literals::c_string;

impl Body {
    /// The length of an array: passed where it stands, checked where its type is narrower than a size, or where another
    /// array has had it already.
    pub(super) fn length(
        &mut self,
        scope: &mut Scope,
        f: &Function,
        at: usize,
        array_at: usize,
        array: &Place,
    ) {
        let p = &f.params[at];
        let Passing::Length { int, of } = &p.passing else { return };
        let Place { name, local, .. } = array;
        if *of != array_at {
            scope.needs.part(Part::SameLength);
            let (first, on_failure) = (&f.params[*of], self.on_failure());
            let (of, named) = (format!("arg_{}", first.c_name), c_string(first.py_name.as_bytes()));
            return self.fail(&format!("tb_same_length(&{local}, {name}, &{of}, {named}) < 0"), on_failure);
        }
        if holds_every_size(*int) {
            self.passed[at] = format!("({}){local}.count", spell::bare(&p.ty));
            return;
        }
        let (_, high) = ints::limits(*int);
        let on_failure = self.on_failure();
        let check = format!("tb_check_length(&{local}, {name}, \"{}\", {high}) < 0", int.name);
        self.fail(&check, on_failure);
        self.passed[at] = format!("({}){local}.count", spell::bare(&p.ty));
    }
}

fn holds_every_size(int: IntType) -> bool {
    int.bits >= 64
}
