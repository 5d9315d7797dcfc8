//! The compilers and interpreters of one run, each looked for once: a demo of seven projects asks seven times.

use crate::error::Result;
use crate::toolchain::{Compiler, Environment, Libclang, Python};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Tools {
    c: OnceCell<Compiler>,
    cxx: OnceCell<Compiler>,
    libclang: OnceCell<Libclang>,
    pythons: RefCell<BTreeMap<Option<String>, Python>>,
}

impl Tools {
    /// The C or C++ compiler.
    pub fn compiler(&self, env: &Environment, is_cxx: bool) -> Result<Compiler> {
        remembered(if is_cxx { &self.cxx } else { &self.c }, || Compiler::find(env, is_cxx))
    }

    /// libclang.
    pub fn libclang(&self, env: &Environment) -> Result<Libclang> {
        remembered(&self.libclang, || Libclang::find(env))
    }

    /// An interpreter, the usual one where none is named.
    pub fn python(&self, env: &Environment, name: Option<&str>) -> Result<Python> {
        let key = name.map(str::to_owned);
        if let Some(python) = self.pythons.borrow().get(&key) {
            return Ok(python.clone());
        }
        let python = Python::find(env, name)?;
        self.pythons.borrow_mut().insert(key, python.clone());
        Ok(python)
    }
}

fn remembered<T: Clone>(cell: &OnceCell<T>, find: impl FnOnce() -> Result<T>) -> Result<T> {
    if let Some(found) = cell.get() {
        return Ok(found.clone());
    }
    let found = find()?;
    Ok(cell.get_or_init(|| found).clone())
}
