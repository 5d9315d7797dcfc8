//! Signatures of the configuration: read from the declarations that stand for them behind the headers.

use super::Walk;
use super::functions::names;
use crate::header::clang::{Cursor, Kind};
use crate::header::input::{SIGNATURE, Signature};
use crate::ir;

impl Walk<'_> {
    /// Takes the type of each signature; the comment is that of what it calls.
    pub(super) fn signatures(&mut self, signatures: &[Signature]) {
        if signatures.is_empty() {
            return;
        }
        let number = |c: Cursor| c.name().strip_prefix(SIGNATURE).and_then(|n| n.parse::<usize>().ok());
        for cursor in self.unit.root().children(|c| c.kind() == Kind::Function) {
            let given = number(cursor).and_then(|n| signatures.get(n.checked_sub(1)?));
            let Some(signature) = given.filter(|_| !self.is_own(cursor)) else { continue };
            let (ty, param_lens) = self.function_type(cursor.ty());
            self.need_function(&ty);
            let function = ir::Function {
                name: signature.name.clone(),
                param_names: names(cursor, ty.params.len()),
                param_lens,
                defaults: Vec::new(),
                linkage: ir::Linkage::Inline,
                refers_to: Vec::new(),
                doc: self.doc_of(&signature.callee),
                span: signature.span.clone(),
                ty,
            };
            self.api.signatures.push(ir::Signature { callee: signature.callee.clone(), function });
        }
    }

    fn doc_of(&self, name: &str) -> Vec<String> {
        let functions = self.api.functions.iter().map(|f| (&f.name, &f.doc));
        let macros = self.api.macros.iter().map(|m| (&m.name, &m.doc));
        let mut found = functions.chain(macros).filter(|(n, doc)| *n == name && !doc.is_empty());
        found.next().map(|(_, doc)| doc.clone()).unwrap_or_default()
    }
}
