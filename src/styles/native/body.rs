//! The body of a wrapper: declare, parse, convert, call, test, convert back, clean up. Nothing is released before the
//! results are made, since a result may lie in an argument's memory.

use super::callbacks;
use super::callee::callee;
use super::failure::failure;
use super::filled;
use super::function::Convention;
use super::input::{Input, Place, chars, input, span};
use super::output;
use super::owned;
use super::parts::Part;
use super::results::{self, Made};
use super::scope::Scope;
use super::spell;
use super::wrap::wrap;
use crate::plan::{
    CallbackId, CallbackScope, ErrorTest, FnResult, Freeing, Function, Gil, OwnedValue, Param, Passing,
    Scalar, Value,
};
use crate::styles::shared::wanted;
use crate::text::literals::c_string;
use serde::Serialize;

/// The slots of a wrapper.
#[derive(Default, Serialize)]
pub struct Body {
    /// Locals.
    pub(super) declare: Vec<String>,
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
    /// Where the function is called through a pointer: the pointer.
    #[serde(skip)]
    pointer: Option<String>,
    /// Conditions for failure right before the call.
    #[serde(skip)]
    before_call: Vec<String>,
    /// What is passed for each C parameter.
    #[serde(skip)]
    pub(super) passed: Vec<String>,
    /// Releases of what was converted so far.
    #[serde(skip)]
    pub(super) release: Vec<String>,
    /// Python objects of the outputs, in order, after the result.
    #[serde(skip)]
    pub(super) outputs: Vec<Made>,
}

impl Body {
    /// Fills the slots for one function.
    pub fn new(scope: &mut Scope, f: &Function, convention: Convention) -> Self {
        Self::of(scope, f, convention, None)
    }

    /// For a function that is called through a pointer, this C expression; its parameters have no names.
    pub fn through(scope: &mut Scope, f: &Function, pointer: String) -> Self {
        Self::of(scope, f, Convention::Fast, Some(pointer))
    }

    fn of(scope: &mut Scope, f: &Function, convention: Convention, pointer: Option<String>) -> Self {
        let mut body = Self { pointer, ..Self::default() };
        body.arguments(scope, f, convention);
        body.passed = vec![String::new(); f.params.len()];
        let mut next = 0;
        for (i, p) in f.params.iter().enumerate() {
            let value = if convention == Convention::One { "arg".into() } else { format!("args[{next}]") };
            next += usize::from(p.passing.is_input());
            body.param(scope, f, i, p, &value);
        }
        body.call(scope, f);
        if let Some((condition, raise)) = failure(scope, f) {
            let on_failure = body.on_failure();
            body.test.push(format!("if ({condition}) {{"));
            let indented =
                |line: &String| if line.is_empty() { String::new() } else { format!("    {line}") };
            body.test.extend(raise.iter().map(indented));
            body.test.extend(owned::discard(scope, f));
            body.test.extend([format!("    {on_failure}"), "}".to_owned()]);
        }
        body.result(scope, f);
        body.has_locals = !body.declare.is_empty();
        body
    }

    fn arguments(&mut self, scope: &mut Scope, f: &Function, convention: Convention) {
        let (n, name) = (f.inputs().count(), c_string(f.py_name.as_bytes()));
        match convention {
            Convention::One => {}
            Convention::Fast => {
                scope.needs.part(Part::Arity);
                self.parse.push(format!("if (nargs != {n}) {{"));
                self.parse.push(format!("    return tb_bad_arity({name}, {n}, nargs);"));
                self.parse.push("}".into());
            }
            Convention::Keywords => {
                scope.needs.part(Part::Keywords);
                let names: Vec<String> = f.inputs().map(|p| c_string(p.py_name.as_bytes())).collect();
                self.declare.push(format!("static const char *const names[] = {{{}}};", names.join(", ")));
                self.declare.push(format!("PyObject *given[{n}];"));
                self.parse.push(format!("if (kwnames != NULL || nargs != {n}) {{"));
                self.parse.push(format!(
                    "    args = tb_keywords({name}, names, {n}, args, nargs, kwnames, given);"
                ));
                self.parse.extend(
                    ["    if (args == NULL) {", "        return NULL;", "    }", "}"].map(Into::into),
                );
            }
        }
    }

    fn param(&mut self, scope: &mut Scope, f: &Function, i: usize, p: &Param, value: &str) {
        let name = match self.pointer {
            Some(_) => format!("{}() argument {}", f.py_name, i + 1),
            None => format!("{}() argument '{}'", f.py_name, p.py_name),
        };
        let name = c_string(name.as_bytes());
        if p.nonnull {
            self.refuse_none(scope, p, value, &name);
        }
        let place = Place { ty: &p.ty, value, name, local: format!("arg_{}", p.c_name) };
        match &p.passing {
            Passing::ByRef(kind) => self.passed[i] = self.by_ref(scope, kind, p, place),
            Passing::User { callback } => {
                self.passed[i] = format!("arg_{}.user", f.params[*callback].c_name);
            }
            Passing::In(Value::FunctionPointer(Some(id))) => {
                self.passed[i] = self.function(scope, f, *id, p, &place);
            }
            Passing::In(Value::Handle(id)) if f.closes == Some(i) => {
                self.passed[i] = self.input(owned::given_up(scope, *id, &place));
            }
            Passing::In(Value::Text) if self.pointer.is_none() => {
                self.passed[i] = self.input(chars(scope, &place));
            }
            Passing::In(kind) => self.passed[i] = self.input(input(scope, kind, &place)),
            Passing::Array { item, is_const, length } => {
                self.passed[i] = self.input(span(scope, *item, *is_const, &place));
                self.length(scope, f, *length, i, &place);
            }
            Passing::Capacity { int, by_address } => {
                let pass = self.input(input(scope, &Value::Scalar(Scalar::Int(*int)), &place));
                self.passed[i] = if *by_address { format!("&{pass}") } else { pass };
            }
            Passing::Count { int } => {
                self.declare.push(format!("{} out_{} = 0;", int.name, p.c_name));
                self.passed[i] = format!("&out_{}", p.c_name);
            }
            Passing::Buffer { item, capacity, count } => {
                filled::buffer(self, scope, f, i, (*item, *capacity, *count));
            }
            Passing::Length { .. } => {}
            Passing::Out(kind) => self.passed[i] = self.out(scope, kind, p, f.freed(OwnedValue::Out(i))),
            Passing::InOut(kind) => self.passed[i] = self.in_out(scope, kind, p, place),
        }
    }

    /// Takes up a conversion; the result is the C argument.
    fn input(&mut self, input: Input) -> String {
        let on_failure = self.on_failure();
        if !self.release.is_empty() {
            self.parse.extend(input.prepare);
        }
        self.declare.extend(input.declare);
        self.convert.extend(input.before.iter().flat_map(|line| wrap(4, line)));
        self.fail(&input.fails, on_failure);
        self.release.extend(input.clean_up);
        input.pass
    }

    /// A conversion that fails under a condition.
    pub(super) fn fail(&mut self, condition: &str, on_failure: &str) {
        self.convert.extend(wrap(4, &format!("if ({condition}) {{")));
        self.convert.extend([format!("    {on_failure}"), "}".into()]);
    }

    /// A pointer that C is never given as NULL.
    fn refuse_none(&mut self, scope: &mut Scope, p: &Param, value: &str, name: &str) {
        scope.needs.part(Part::Errors);
        let expected = c_string(wanted(scope.plan, p).as_bytes());
        let on_failure = self.on_failure();
        self.convert.push(format!("if ({value} == Py_None) {{"));
        let raise = format!("    tb_bad_type({name}, {expected}, {value});");
        self.convert.extend(wrap(4, &raise));
        self.convert.extend([format!("    {on_failure}"), "}".to_owned()]);
    }

    /// What a failure at this point does.
    pub(super) fn on_failure(&mut self) -> &'static str {
        if self.release.is_empty() {
            return "return NULL;";
        }
        self.has_label = true;
        "goto done;"
    }

    /// A zeroed local that C writes.
    fn out(&mut self, scope: &mut Scope, kind: &Value, p: &Param, by: Option<&Freeing>) -> String {
        let local = format!("out_{}", p.c_name);
        let ty = p.ty.pointee().unwrap_or(&p.ty);
        let declaration = spell::local(ty, &local);
        match kind {
            Value::Record(_) | Value::Array { .. } => {
                self.declare.push(format!("{declaration};"));
                self.convert.push(format!("memset(&{local}, 0, sizeof({local}));"));
            }
            Value::Scalar(_) => self.declare.push(format!("{declaration} = 0;")),
            _ => self.declare.push(format!("{declaration} = NULL;")),
        }
        self.outputs.push(Made::new(scope, kind, ty, &local, by));
        format!("&{local}")
    }

    /// A local that holds the argument, that C may write, and that joins the results.
    fn in_out(&mut self, scope: &mut Scope, kind: &Value, p: &Param, place: Place) -> String {
        let ty = p.ty.pointee().unwrap_or(&p.ty);
        let pass = self.input(input(scope, kind, &Place { ty, ..place }));
        let local = format!("out_{}", p.c_name);
        self.declare.push(format!("{};", spell::local(ty, &local)));
        self.convert.push(format!("{local} = {pass};"));
        self.outputs.push(Made::new(scope, kind, ty, &local, None));
        format!("&{local}")
    }

    /// What the shim takes by address: a record where it lies, a number in a local.
    fn by_ref(&mut self, scope: &mut Scope, kind: &Value, p: &Param, place: Place) -> String {
        let ty = p.ty.pointee().unwrap_or(&p.ty);
        let pass = self.input(input(scope, kind, &Place { ty, ..place }));
        match kind {
            Value::Record(_) => pass.trim_start_matches('*').to_owned(),
            _ => format!("&{pass}"),
        }
    }

    /// A callable for C, which lives as the configuration says.
    fn function(
        &mut self,
        scope: &mut Scope,
        f: &Function,
        id: CallbackId,
        p: &Param,
        place: &Place,
    ) -> String {
        let rule = p.callback.as_ref();
        let user = rule.and_then(|r| r.user).map(|u| Self::argument(f, u.param));
        let input = callbacks::input(scope, id, rule, user.as_deref().unwrap_or("NULL"), place);
        let pass = self.input(input);
        let handle = match rule.map(|r| r.scope) {
            Some(CallbackScope::Owner(owner)) => Self::argument(f, owner),
            _ => return pass,
        };
        scope.needs.part(Part::HandleKeep);
        let callbacks = output::callbacks(scope);
        self.before_call.push(format!("tb_handle_keep({callbacks}, {handle}, {}.owner) < 0", place.local));
        pass
    }

    /// The Python argument for a parameter.
    fn argument(f: &Function, param: usize) -> String {
        if f.inputs().count() == 1 && !f.keywords {
            return "arg".into();
        }
        format!("args[{}]", f.params[..param].iter().filter(|p| p.passing.is_input()).count())
    }

    fn call(&mut self, scope: &mut Scope, f: &Function) {
        filled::make_room(self, f);
        for condition in std::mem::take(&mut self.before_call) {
            let on_failure = self.on_failure();
            self.fail(&condition, on_failure);
        }
        let callee = self.pointer.clone().unwrap_or_else(|| callee(f));
        let call = format!("{callee}({});", self.passed.join(", "));
        let result = spell::local(&f.ty.ret, "result");
        let line = match &f.result {
            FnResult::Void => call,
            // A struct with a const member can be initialised, and not assigned.
            FnResult::Value(Value::Record(_)) => format!("{result} = {call}"),
            FnResult::Value(_) | FnResult::Status(_) => {
                self.declare.push(format!("{result};"));
                format!("result = {call}")
            }
        };
        let sets_errno = f.error.as_ref().is_some_and(|rule| rule.test == ErrorTest::ErrnoSet);
        scope.needs.errno |= sets_errno;
        let lines: Vec<String> =
            sets_errno.then(|| "errno = 0;".to_owned()).into_iter().chain([line]).collect();
        // What is behind a pointer may be one of ours.
        let waits =
            if self.pointer.is_some() { scope.plan.calls_back() } else { scope.plan.may_call_back(f) };
        if waits {
            self.call_that_waits(scope, f, lines);
            return;
        }
        match f.gil {
            Gil::Hold => self.call.extend(lines),
            Gil::Release => {
                self.declare.push("PyThreadState *thread;".into());
                self.call.push("thread = PyEval_SaveThread(); /* others may run meanwhile */".into());
                self.call.extend(lines);
                self.call.push("PyEval_RestoreThread(thread);".into());
            }
        }
    }

    /// The call where Python may be called back meanwhile: an exception then waits for its end.
    fn call_that_waits(&mut self, scope: &mut Scope, f: &Function, lines: Vec<String>) {
        scope.needs.part(Part::Call);
        self.declare.push("tb_call call;".into());
        let on_failure = self.on_failure();
        let (begin, end) = match f.gil {
            Gil::Hold => ("tb_begin(&call);", "tb_end(&call);"),
            Gil::Release => {
                ("tb_begin_released(&call); /* others may run meanwhile */", "tb_end_released(&call);")
            }
        };
        self.call.push(begin.to_owned());
        self.call.extend(lines);
        self.call.extend([
            end.to_owned(),
            "if (call.error != NULL) {".to_owned(),
            "    tb_raise_waiting(&call);".to_owned(),
        ]);
        self.call.extend(owned::discard(scope, f));
        self.call.extend([format!("    {on_failure}"), "}".to_owned()]);
    }

    fn result(&mut self, scope: &mut Scope, f: &Function) {
        let mut values = std::mem::take(&mut self.outputs);
        if let FnResult::Value(kind) = &f.result {
            let by = f.freed(OwnedValue::Result);
            values.insert(0, Made::new(scope, kind, &f.ty.ret, "result", by));
        }
        let (lines, value) = results::together(scope, values);
        self.convert_back.extend(lines);
        self.finish(&value);
        self.keep_for_result(scope, f);
    }

    /// Callables that live as long as the handle that comes back.
    fn keep_for_result(&mut self, scope: &mut Scope, f: &Function) {
        let is_for_result =
            |p: &&Param| p.callback.as_ref().is_some_and(|c| c.scope == CallbackScope::Result);
        for p in f.params.iter().filter(is_for_result) {
            scope.needs.part(Part::HandleKeep);
            let callbacks = output::callbacks(scope);
            let keep = format!("tb_handle_keep({callbacks}, returned, arg_{}.owner) < 0", p.c_name);
            self.convert_back.extend(wrap(4, &format!("if (returned != NULL && {keep}) {{")));
            self.convert_back.extend(["    Py_CLEAR(returned);".to_owned(), "}".to_owned()]);
        }
    }

    /// Everything is released after the results are made.
    fn finish(&mut self, value: &str) {
        if self.release.is_empty() {
            self.convert_back.extend(wrap(4, &format!("return {value};")));
            return;
        }
        self.declare.push("PyObject *returned = NULL;".into());
        self.convert_back.extend(wrap(4, &format!("returned = {value};")));
        self.clean_up.append(&mut self.release);
        self.clean_up.push("return returned;".into());
    }
}
