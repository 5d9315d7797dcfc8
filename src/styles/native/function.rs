//! One function's wrapper: slots of lines, in the order in which they run.

use super::docs;
use super::input::{Input, input};
use super::needs::Part;
use super::output::output;
use super::scope::Scope;
use super::spell;
use crate::plan::{FnResult, Function, Gil, Param, Passing};
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
    /// Its C name.
    pub name: String,
    /// C parameters.
    parameters: String,
    /// Locals.
    declare: Vec<String>,
    /// Whether there are any.
    has_locals: bool,
    /// The check of the number of arguments, and what makes locals safe to clean up.
    parse: Vec<String>,
    /// Arguments to C, in order.
    convert: Vec<String>,
    /// The call.
    call: Vec<String>,
    /// Whether it failed.
    test: Vec<String>,
    /// Results to Python.
    convert_back: Vec<String>,
    /// Whether a failure jumps to the clean-up.
    has_label: bool,
    /// Release, return.
    clean_up: Vec<String>,
    /// Its row in the method table.
    #[serde(skip)]
    pub row: String,
}

/// How CPython hands over the arguments.
#[derive(Clone, Copy, PartialEq)]
enum Convention {
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
    let inputs = inputs(scope, f, convention);
    let cleans = inputs.iter().any(|i| !i.clean_up.is_empty());
    let mut body = Body { cleans, ..Body::default() };
    body.arguments(scope, f, n, convention);
    body.inputs(inputs);
    body.call(f);
    body.result(scope, f);
    let doc_name = format!("tb_doc_{}", f.symbol);
    let name = format!("tb_call_{}", f.symbol);
    FunctionView {
        prototype: c_comment(&f.prototype),
        doc: docs::definition(&doc_name, &docs::signature(f), &doc_lines(f)),
        parameters: parameters(convention, scope.uses_module(), n),
        has_label: body.jumps,
        has_locals: !body.declare.is_empty(),
        declare: body.declare,
        parse: body.parse,
        convert: body.convert,
        call: body.call,
        test: body.test,
        convert_back: body.convert_back,
        clean_up: body.clean_up,
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

/// The conversions of a function's C parameters, one for each that has a Python argument, in order.
fn inputs(scope: &mut Scope, f: &Function, convention: Convention) -> Vec<Input> {
    let mut next = 0;
    let mut one = |scope: &mut Scope, p: &Param| {
        let value = if convention == Convention::One { "arg".to_owned() } else { format!("args[{next}]") };
        let place = format!("{}() argument '{}'", f.py_name, p.py_name);
        next += 1;
        match &p.passing {
            Passing::In(kind) => input(scope, p, kind, &p.ty, &value, &place),
            _ => Input::default(),
        }
    };
    f.inputs().map(|p| one(scope, p)).collect()
}

/// The slots while they are filled.
#[derive(Default)]
struct Body {
    /// Whether there is anything to clean up, so that there must be one way out.
    cleans: bool,
    /// Whether a failure jumps to the clean-up.
    jumps: bool,
    declare: Vec<String>,
    parse: Vec<String>,
    convert: Vec<String>,
    passed: Vec<String>,
    release: Vec<String>,
    call: Vec<String>,
    test: Vec<String>,
    convert_back: Vec<String>,
    clean_up: Vec<String>,
}

impl Body {
    fn arguments(&mut self, scope: &mut Scope, f: &Function, n: usize, convention: Convention) {
        if convention == Convention::Fast {
            scope.needs.part(Part::Arity);
            self.parse.push(format!("if (nargs != {n}) {{"));
            self.parse
                .push(format!("    return tb_bad_arity({}, {n}, nargs);", c_string(f.py_name.as_bytes())));
            self.parse.push("}".into());
        }
    }

    fn inputs(&mut self, inputs: Vec<Input>) {
        for i in inputs {
            let on_failure = if self.release.is_empty() { "return NULL;" } else { "goto done;" };
            self.jumps |= !self.release.is_empty();
            if !self.release.is_empty() {
                self.parse.extend(i.prepare);
            }
            self.declare.extend(i.declare);
            self.convert.extend([format!("if ({}) {{", i.fails), format!("    {on_failure}"), "}".into()]);
            self.passed.push(i.pass);
            self.release.extend(i.clean_up);
        }
    }

    fn call(&mut self, f: &Function) {
        // In parentheses, a name is the function even where the header has a macro of that name too.
        let call = format!("({})({});", f.symbol, self.passed.join(", "));
        let line = match &f.result {
            FnResult::Void => call,
            FnResult::Value(_) | FnResult::Status(_) => {
                self.declare.push(format!("{};", spell::local(&f.ty.ret, "result")));
                format!("result = {call}")
            }
        };
        match f.gil {
            Gil::Hold => self.call.push(line),
            Gil::Release => {
                self.call.extend(["Py_BEGIN_ALLOW_THREADS".into(), line, "Py_END_ALLOW_THREADS".into()])
            }
        }
    }

    fn result(&mut self, scope: &mut Scope, f: &Function) {
        let value = match &f.result {
            FnResult::Value(kind) => output(scope, kind, "result"),
            _ => "Py_NewRef(Py_None)".into(),
        };
        if self.cleans {
            self.declare.push("PyObject *returned = NULL;".into());
            self.convert_back.push(format!("returned = {value};"));
            self.clean_up.append(&mut self.release);
            self.clean_up.push("return returned;".into());
        } else {
            self.convert_back.push(format!("return {value};"));
        }
    }
}
