//! Functions: one entry for all redeclarations, with what each of them adds.

use super::Walk;
use crate::header::clang::{Cursor, TypeKind, Visible};
use crate::ir;

impl<'u> Walk<'u> {
    /// Takes a function, or adds what a redeclaration says to the one already taken.
    pub(super) fn function(&mut self, cursor: Cursor<'u>) {
        let canonical = cursor.canonical();
        self.define(cursor);
        if let Some(&i) = self.functions.get(&canonical) {
            return self.redeclare(i, cursor);
        }
        if self.is_cxx() && cursor.name().starts_with("operator") {
            return self.skip(ir::Kind::Function, cursor, "C++ operator");
        }
        if cursor.is_unavailable() {
            return self.skip(ir::Kind::Function, cursor, "marked as unavailable");
        }
        if let Some(symbol) = self.other_symbol(cursor) {
            return self.skip(ir::Kind::Function, cursor, &format!("the library calls it {symbol}"));
        }
        let Some(linkage) = linkage(cursor) else {
            // A later declaration may bring the body.
            if cursor.definition().is_none() {
                self.skip(ir::Kind::Function, cursor, "declared static without a definition");
            }
            return;
        };
        let ty = cursor.ty();
        let ty = if ty.kind() == TypeKind::Unexposed { ty.canonical() } else { ty };
        let (ty, param_lens) = self.function_type(ty);
        self.need_function(&ty);
        let function = ir::Function {
            name: self.qualified(cursor),
            param_names: names(cursor, ty.params.len()),
            param_lens,
            defaults: self.defaults(cursor),
            linkage,
            refers_to: Vec::new(),
            doc: self.doc(cursor),
            span: self.span(cursor),
            ty,
        };
        self.functions.insert(canonical, self.api.functions.len());
        self.api.functions.push(function);
    }

    /// The symbol of a function or variable that `__asm__("name")` renames: what loads by name would not find it.
    pub(super) fn other_symbol(&self, cursor: Cursor<'u>) -> Option<String> {
        if self.is_cxx() || cursor.is_definition() {
            return None;
        }
        let (name, symbol) = (cursor.name(), cursor.symbol());
        // A leading 0x01 or underscore is the platform's.
        let plain = symbol.trim_start_matches('\u{1}');
        let is_same = plain == name || plain.strip_prefix('_') == Some(&name);
        (!is_same && !plain.is_empty()).then(|| plain.to_owned())
    }

    /// Notes what every file defines that includes the headers.
    pub(super) fn define(&mut self, cursor: Cursor<'u>) {
        let name = cursor.name();
        if !self.is_cxx() && cursor.is_defined_by_includers() && !self.api.defined.contains(&name) {
            self.api.defined.push(name);
        }
    }

    /// A redeclaration may bring a prototype, names, defaults, a comment or the body.
    fn redeclare(&mut self, i: usize, cursor: Cursor<'u>) {
        let (doc, defaults) = (self.doc(cursor), self.defaults(cursor));
        let better = (!self.api.functions[i].ty.prototype && cursor.ty().kind() == TypeKind::Function)
            .then(|| self.function_type(cursor.ty()));
        let function = &mut self.api.functions[i];
        if let Some((ty, lens)) = better {
            (function.ty, function.param_lens) = (ty, lens);
            function.param_names = vec![None; function.ty.params.len()];
        }
        if function.doc.is_empty() {
            function.doc = doc;
        }
        let new_names = names(cursor, function.ty.params.len());
        fill(&mut function.param_names, new_names);
        fill(&mut function.defaults, defaults);
        if linkage(cursor) == Some(ir::Linkage::Inline) {
            function.linkage = ir::Linkage::Inline;
        }
    }
}

/// Where the code is; `None` for a `static` declaration without a body.
fn linkage(cursor: Cursor<'_>) -> Option<ir::Linkage> {
    match (cursor.is_definition(), cursor.visible()) {
        (true, _) => Some(ir::Linkage::Inline),
        (false, Visible::Outside) => Some(ir::Linkage::External),
        (false, Visible::Inside) => None,
    }
}

/// The names of a declaration's parameters.
pub(super) fn names(cursor: Cursor<'_>, count: usize) -> Vec<Option<String>> {
    let mut names: Vec<Option<String>> =
        cursor.arguments().into_iter().map(|a| Some(a.name()).filter(|n| !n.is_empty())).collect();
    names.resize(count, None);
    names
}

fn fill(have: &mut [Option<String>], more: Vec<Option<String>>) {
    for (have, more) in have.iter_mut().zip(more) {
        if have.is_none() {
            *have = more;
        }
    }
}
