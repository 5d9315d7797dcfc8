//! One function's wrapper: slots of lines, in the order in which they run.

use super::body::Body;
use super::callee;
use super::docs;
use super::scope::Scope;
use crate::plan::Function;
use crate::styles::shared::doc_lines;
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;

/// The view of `function.c`.
#[derive(Serialize)]
pub struct FunctionView {
    /// The C prototype, safe inside a comment.
    prototype: String,
    /// The docstring's definition.
    doc: Vec<String>,
    /// A second name for the function that is called, where a variable of the wrapper hides the first.
    alias: Vec<String>,
    /// Its C name.
    name: String,
    /// C parameters.
    parameters: String,
    /// The slots.
    #[serde(flatten)]
    body: Body,
    /// Its row in the method table.
    #[serde(skip)]
    pub row: String,
}

/// How the interpreter hands over the arguments.
#[derive(Clone, Copy, PartialEq)]
pub enum Convention {
    /// `METH_O`: one argument, counted by the interpreter.
    One,
    /// `METH_FASTCALL`.
    Fast,
    /// `METH_FASTCALL | METH_KEYWORDS`.
    Keywords,
}

/// The wrapper of one function.
pub fn function(scope: &mut Scope, f: &Function) -> FunctionView {
    scope.enter("self");
    let n = f.inputs().count();
    let convention = match n {
        1 if !f.keywords => Convention::One,
        1.. if f.keywords => Convention::Keywords,
        _ => Convention::Fast,
    };
    let body = Body::new(scope, f, convention);
    let doc_name = format!("tb_doc_{}", f.symbol);
    let name = format!("tb_call_{}", f.symbol);
    FunctionView {
        prototype: c_comment(&f.prototype),
        doc: docs::definition(&doc_name, &docs::signature(f), &doc_lines(f)),
        alias: callee::alias(f).into_iter().collect(),
        parameters: parameters(convention, scope.uses_module(), n),
        body,
        row: row(f, convention, &name, &doc_name),
        name,
    }
}

fn parameters(convention: Convention, uses_module: bool, n: usize) -> String {
    let module = if uses_module { "PyObject *self" } else { "PyObject *Py_UNUSED(self)" };
    match convention {
        Convention::One => format!("{module}, PyObject *arg"),
        Convention::Fast if n == 0 => {
            format!("{module}, PyObject *const *Py_UNUSED(args), Py_ssize_t nargs")
        }
        Convention::Fast => format!("{module}, PyObject *const *args, Py_ssize_t nargs"),
        Convention::Keywords => {
            format!("{module}, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames")
        }
    }
}

fn row(f: &Function, convention: Convention, name: &str, doc: &str) -> String {
    let (function, flags) = match convention {
        Convention::One => (name.to_owned(), "METH_O"),
        Convention::Fast => (format!("(PyCFunction)(void (*)(void)){name}"), "METH_FASTCALL"),
        Convention::Keywords => {
            (format!("(PyCFunction)(void (*)(void)){name}"), "METH_FASTCALL | METH_KEYWORDS")
        }
    };
    format!("{{{}, {function}, {flags}, {doc}}},", c_string(f.py_name.as_bytes()))
}
