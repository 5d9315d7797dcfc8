//! The private names of a package's `__init__.py`: each is asked for where a line uses it, and defined or imported only
//! then.
//!
//! In: requests from the views. Out: import lines and definitions. It knows which name comes from which file, and not
//! what a line does with it.

use super::cdef::Types;
use super::expr::Expr;
use super::mode::Mode;
use crate::plan::Plan;
use std::collections::BTreeSet;

/// What the lines written so far use.
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its types in CFFI's grammar.
    pub types: Types<'a>,
    runtime: BTreeSet<&'static str>,
    convert: BTreeSet<String>,
    builtins: BTreeSet<&'static str>,
    ffi: BTreeSet<&'static str>,
    index: bool,
    /// `_tb_type_… = _tb_ffi.typeof(…)`: name and C type, in the order of use.
    ctypes: Vec<(String, String)>,
    /// The names of both.
    defined: BTreeSet<String>,
    /// Further definitions, which may name the classes: name and expression, each after those that it uses.
    kinds: Vec<(String, Expr)>,
}

impl<'a> Scope<'a> {
    /// Nothing used yet.
    pub fn new(plan: &'a Plan, mode: Mode) -> Self {
        Self {
            plan,
            types: Types::new(plan, mode),
            runtime: BTreeSet::new(),
            convert: BTreeSet::new(),
            builtins: BTreeSet::new(),
            ffi: BTreeSet::new(),
            index: false,
            ctypes: Vec::new(),
            defined: BTreeSet::new(),
            kinds: Vec::new(),
        }
    }

    /// A name of `_runtime.py`.
    pub fn runtime(&mut self, name: &'static str) -> String {
        self.runtime.insert(name);
        private(name)
    }

    /// A function of `_convert.py`.
    pub fn convert(&mut self, name: &str) -> String {
        self.convert.insert(name.to_owned());
        private(name)
    }

    /// A builtin, which a name of the library's could hide.
    pub fn builtin(&mut self, name: &'static str) -> String {
        self.builtins.insert(name);
        private(name)
    }

    /// A method of `ffi`, bound once.
    pub fn ffi(&mut self, name: &'static str) -> String {
        self.ffi.insert(name);
        private(name)
    }

    /// `operator.index`.
    pub fn index(&mut self) -> &'static str {
        self.index = true;
        "_tb_index"
    }

    /// The constant for a C type.
    pub fn ctype(&mut self, spelled: &str) -> String {
        let name = format!("_tb_type_{}", identifier(spelled));
        if self.defined.insert(name.clone()) {
            self.ctypes.push((name.clone(), spelled.to_owned()));
        }
        name
    }

    /// The constant of that name, defined by `definition` where it is new.
    pub fn kind(&mut self, name: &str, definition: impl FnOnce(&mut Self) -> Expr) -> String {
        let name = private(name);
        if self.defined.insert(name.clone()) {
            let expr = definition(self);
            self.kinds.push((name.clone(), expr));
        }
        name
    }

    /// What `_runtime.py` must define.
    pub fn runtime_names(&self) -> &BTreeSet<&'static str> {
        &self.runtime
    }

    /// The functions that `__init__.py` imports from `_convert.py`.
    pub fn convert_names(&self) -> Vec<String> {
        self.convert.iter().cloned().collect()
    }

    /// The builtins that need a private name.
    pub fn builtin_names(&self) -> impl Iterator<Item = &'static str> {
        self.builtins.iter().copied()
    }

    /// The methods of `ffi` that need a private name.
    pub fn ffi_names(&self) -> impl Iterator<Item = &'static str> {
        self.ffi.iter().copied()
    }

    /// Whether `_tb_index` is used.
    pub fn uses_index(&self) -> bool {
        self.index
    }

    /// The constants of C types: name and spelling.
    pub fn ctypes(&self) -> &[(String, String)] {
        &self.ctypes
    }

    /// The further constants: name and definition.
    pub fn kinds(&self) -> &[(String, Expr)] {
        &self.kinds
    }
}

/// The private name of a public one.
pub fn private(name: &str) -> String {
    format!("_tb_{name}")
}

/// `unsigned char *` as a part of a name: `unsigned_char_p`.
pub fn identifier(spelled: &str) -> String {
    let spelled = spelled.replace('*', "p");
    let mut out = String::new();
    for c in spelled.chars() {
        let c = if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' };
        if c != '_' || !out.ends_with('_') || out.is_empty() {
            out.push(c);
        }
    }
    out.trim_end_matches('_').to_owned()
}
