//! Global variables and constants.

use super::Walk;
use crate::header::clang::{Cursor, Visible};
use crate::ir;

impl<'u> Walk<'u> {
    /// Takes a global variable, or adds a redeclaration's comment or array length.
    pub(super) fn variable(&mut self, cursor: Cursor<'u>) {
        let canonical = cursor.canonical();
        self.define(cursor);
        if cursor.is_thread_local() {
            return self.skip(ir::Kind::Variable, cursor, "one per thread");
        }
        if let Some(symbol) = self.other_symbol(cursor) {
            return self.skip(ir::Kind::Variable, cursor, &format!("the library calls it {symbol}"));
        }
        let (ty, doc) = (self.ty(cursor.ty()), self.doc(cursor));
        self.need(&ty);
        if let Some(&i) = self.variables.get(&canonical) {
            let known = &mut self.api.variables[i];
            if known.doc.is_empty() {
                known.doc = doc;
            }
            if matches!(known.ty.canonical(), ir::Type::Array { len: None, .. }) {
                known.ty = ty;
            }
            return;
        }
        let linkage = match cursor.visible() {
            Visible::Inside => ir::Linkage::Inline,
            Visible::Outside => ir::Linkage::External,
        };
        let variable =
            ir::Variable { name: self.qualified(cursor), ty, linkage, doc, span: self.span(cursor) };
        self.variables.insert(canonical, self.api.variables.len());
        self.api.variables.push(variable);
    }
}
