//! One Python function over one C function.
//!
//! In: a function of the plan. Out: the slots of its template, each a list of finished lines: what is made beforehand,
//! the call, what an error says, what becomes of the result.
//!
//! The shape of every function: the arguments are converted where they are passed, so that a buffer is held for the call
//! and no longer; whatever a conversion raises is explained afterwards, by the slower functions that know the names.

use super::checks::what;
use super::expr::{Expr, definition, statement};
use super::kinds;
use super::lengths::is_short_length;
use super::owned::{closing, discarded, failure, made, owned};
use super::scope::Scope;
use super::{callbacks, cdef};
use crate::ir::Type;
use crate::plan::{ErrorTest, FnResult, Function, OwnedValue, Param, Passing, Scalar, Value};
use crate::styles::shared;
use crate::text::c;
use crate::text::literals::py_string;
use crate::text::names::is_keyword;
use serde::Serialize;

/// The view of a function.
#[allow(clippy::struct_excessive_bools)] // conditions of the template, which has no other kind
#[derive(Debug, Serialize)]
pub struct FunctionView {
    /// `def add(a, b, /):`.
    pub def: Vec<String>,
    /// The docstring.
    pub doc: Vec<String>,
    /// Places for results, made before anything can fail.
    pub places: Vec<String>,
    /// Whether a conversion can fail, so that the next lines stand in a `try`.
    pub guarded: bool,
    /// Conversions that need a statement, and the call.
    pub call: Vec<String>,
    /// `raise _tb_explain(…)`.
    pub explain: Vec<String>,
    /// Whether `release` has lines.
    pub releases: bool,
    /// What lets go of buffers that the call needed.
    pub release: Vec<String>,
    /// Whether an exception of a callback may wait when C returns.
    pub waits: bool,
    /// The dict of those, once or not at all.
    pub waiting: Vec<String>,
    /// Whether C's result tells of errors.
    pub fails: bool,
    /// `if _tb_result != 0:`.
    pub test: Vec<String>,
    /// `raise …`.
    pub failure: Vec<String>,
    /// `return …`, where it is not part of the call.
    pub result: Vec<String>,
    /// `add.__tribind_raw__ = …`.
    pub raw: Vec<String>,
}

/// What the lines of one function share.
pub(super) struct Writer<'s, 'p, 'f> {
    pub(super) scope: &'s mut Scope<'p>,
    pub(super) f: &'f Function,
    /// Names of parameters, behind which the module's own are hidden.
    pub(super) hidden: Vec<&'f str>,
}

/// The view of one function.
pub fn view(scope: &mut Scope<'_>, f: &Function) -> FunctionView {
    let hidden = f.inputs().map(|p| p.py_name.as_str()).collect();
    let mut writer = Writer { scope, f, hidden };
    let checks = writer.checks();
    let mut prepared = writer.prepared();
    let raw = Expr::Call { head: format!("_tb_c_{}", f.symbol), args: writer.arguments() };
    let n_returned = f.n_returned();
    let waits = writer.scope.plan.may_call_back(f);
    let plan = writer.scope.plan;
    let made = made(writer.scope, f, &writer.hidden);
    let direct = made.is_none()
        && f.error.is_none()
        && !waits
        && n_returned == 1
        && writer.result_value().is_some_and(|v| !kinds::reads_twice(plan, v));
    let (before, expr) = if direct {
        ("return ", writer.result(raw))
    } else if f.result.is_returned()
        || f.counts_by_result()
        || f.error.as_ref().is_some_and(|e| e.test != ErrorTest::ErrnoSet)
    {
        ("_tb_result = ", raw)
    } else {
        ("", raw)
    };
    let guarded = !checks.is_empty();
    if f.error.as_ref().is_some_and(|rule| rule.test == ErrorTest::ErrnoSet) {
        prepared.push(format!("{}_tb_ffi.errno = 0", " ".repeat(if guarded { 8 } else { 4 })));
    }
    prepared.extend(statement(if guarded { 8 } else { 4 }, before, &expr, ""));
    let release = writer.release();
    let (test, failure) =
        f.error.as_ref().map_or_else(Default::default, |rule| failure(writer.scope, f, rule));
    let explain = if guarded { writer.explain(checks) } else { Vec::new() };
    FunctionView {
        def: definition(0, &f.py_name, &writer.signature()),
        doc: shared::docstring(f)
            .iter()
            .map(|l| if l.is_empty() { l.clone() } else { format!("    {l}") })
            .collect(),
        places: writer.places(),
        guarded,
        call: prepared,
        explain,
        releases: !release.is_empty(),
        release,
        waits,
        waiting: if waits { writer.waiting() } else { Vec::new() },
        fails: f.error.is_some(),
        test,
        failure,
        result: if direct { Vec::new() } else { made.unwrap_or_else(|| writer.returned()) },
        raw: writer.raw_lines(),
    }
}

impl<'f> Writer<'_, '_, 'f> {
    /// The object of `lib` under its private name, and on the function.
    fn raw_lines(&mut self) -> Vec<String> {
        let py_name = &self.f.py_name;
        let lib_name = cdef::lib_name(&self.scope.types, self.f);
        let function = format!("_tb_c_{}", self.f.symbol);
        let object = if is_keyword(&lib_name) {
            format!("{}(_tb_lib, \"{lib_name}\")", self.scope.builtin("getattr"))
        } else {
            format!("_tb_lib.{lib_name}")
        };
        // The object that is called is no shim function of another type than the header's.
        let own = self.f.declared.is_none();
        let chain = format!("{py_name}.__tribind_raw__ = {function} = {object}");
        if own && chain.len() <= 88 {
            return vec![chain];
        }
        let mut lines = statement(0, &format!("{function} = "), &Expr::Text(object), "");
        if own {
            lines.extend(statement(0, &format!("{py_name}.__tribind_raw__ = "), &Expr::Text(function), ""));
        }
        lines
    }

    /// Raises the exception that waits.
    fn waiting(&mut self) -> Vec<String> {
        let all = self.scope.runtime("WAITING");
        let mut lines = vec![format!("    if {all}:")];
        if let Some((raw, free)) = discarded(self.f) {
            let raise = Expr::call(self.scope.runtime("discard_waiting"), &[&raw, &free]);
            lines.extend(statement(8, "", &raise, ""));
        } else {
            lines.push(format!("        {}()", self.scope.runtime("raise_waiting")));
        }
        lines
    }

    /// What Python gets of C's result.
    fn result(&mut self, raw: Expr) -> Expr {
        let f: &'f Function = self.f;
        let FnResult::Value(value) = &f.result else { return raw };
        let raw = kinds::exact(self.scope, value, &f.ty.ret, raw);
        let owned = owned(self.scope, f, OwnedValue::Result, value, &raw, &self.hidden);
        let result = owned.unwrap_or_else(|| kinds::result(self.scope, value, raw, &self.hidden));
        if !callbacks::keeps_with_result(f) || !matches!(value, Value::Handle(_)) {
            return result;
        }
        Expr::Call { head: self.scope.runtime("keep_with"), args: vec![result, Expr::text("_tb_kept")] }
    }

    fn result_value(&self) -> Option<&Value> {
        match &self.f.result {
            FnResult::Value(value) => Some(value),
            _ => None,
        }
    }

    fn signature(&self) -> Vec<String> {
        let mut params: Vec<String> = self.f.inputs().map(|p| p.py_name.clone()).collect();
        if !params.is_empty() && !self.f.keywords {
            params.push("/".into());
        }
        params
    }

    /// `_tb_out_q = _tb_new(_tb_type_int_p)`: one zeroed place for each out-parameter, and lengths that may be too long.
    fn places(&mut self) -> Vec<String> {
        let f: &'f Function = self.f;
        let counts: Vec<String> = f.params.iter().flat_map(|p| self.count(p)).collect();
        let lengths = f.params.iter().filter(|p| is_short_length(p));
        let lengths: Vec<String> = lengths.map(|p| format!("    _tb_length_{} = 0", p.py_name)).collect();
        let outs = f.params.iter().filter_map(|p| match &p.passing {
            Passing::Out(value) => Some((p, value)),
            _ => None,
        });
        let places = outs.flat_map(|(p, value)| {
            let made = if let Value::Record(id) = value {
                Expr::call(kinds::record_class(self.scope, *id, &self.hidden), &[])
            } else {
                let ctype = self.place_type(p, value);
                Expr::call(self.scope.ffi("new"), &[&ctype])
            };
            statement(4, &format!("_tb_out_{} = ", p.py_name), &made, "")
        });
        let kept = callbacks::keeps_with_result(f).then(|| "    _tb_kept = {}".to_owned());
        lengths.into_iter().chain(kept).chain(counts).chain(places).collect()
    }

    /// The constant for a parameter's pointer type; a place for a pointer that CFFI cannot spell is a `void **`.
    pub(super) fn place_type(&mut self, p: &Param, value: &Value) -> String {
        if let Value::Scalar(scalar) = value
            && kinds::is_bytes(*scalar)
        {
            return self.scope.ctype(&kinds::bytes_pointer(*scalar));
        }
        let ty = self.scope.types.passed(&p.ty);
        let vague = ty.pointee().is_some_and(|to| matches!(to.canonical(), Type::Void));
        let spelled = if vague { "void * *".to_owned() } else { c::declare(&ty, "") };
        self.scope.ctype(&spelled)
    }

    /// Conversions that must stand before the call: places that hold a value, arrays with their lengths.
    fn prepared(&mut self) -> Vec<String> {
        let f: &'f Function = self.f;
        let mut lines = self.capacities();
        lines.extend(f.params.iter().flat_map(|p| self.prepare(p)));
        lines
    }

    fn prepare(&mut self, p: &Param) -> Vec<String> {
        if !p.nonnull {
            return self.converted(p);
        }
        let refuse = Expr::call(self.refuses_none(p), &[&p.py_name]);
        let mut lines = statement(8, "", &refuse, "");
        lines.extend(self.converted(p));
        lines
    }

    fn converted(&mut self, p: &Param) -> Vec<String> {
        match &p.passing {
            Passing::In(value @ Value::Handle(_)) if self.closes(p) => {
                let what = py_string(&what(self.f, p));
                if self.scope.plan.keeps_with_handles() {
                    let head = format!("{}.give_up", kinds::kind(self.scope, value));
                    let given_up = Expr::call(head, &[&p.py_name, &what]);
                    return statement(
                        8,
                        &format!("_tb_closed_{0}, _tb_kept_{0} = ", p.py_name),
                        &given_up,
                        "",
                    );
                }
                closing(self.scope, value, &p.py_name, &what, &self.hidden)
            }
            Passing::In(value) if self.outlives(value) => {
                let argument = self.plain(value, &p.py_name);
                statement(8, &format!("_tb_kept_{} = ", p.py_name), &argument, "")
            }
            Passing::InOut(value) => {
                let argument = kinds::argument(self.scope, value, &p.py_name, &self.hidden);
                let made = match value {
                    Value::Record(id) => {
                        let class = kinds::record_class(self.scope, *id, &self.hidden);
                        Expr::Call {
                            head: self.scope.runtime("copied"),
                            args: vec![Expr::Text(class), argument],
                        }
                    }
                    Value::Scalar(_) => {
                        let ctype = self.place_type(p, value);
                        Expr::Call { head: self.scope.ffi("new"), args: vec![Expr::Text(ctype), argument] }
                    }
                    _ => {
                        let ctype = self.place_type(p, value);
                        Expr::Call {
                            head: self.scope.runtime("cell"),
                            args: vec![Expr::Text(ctype), argument],
                        }
                    }
                };
                statement(8, &format!("_tb_out_{} = ", p.py_name), &made, "")
            }
            Passing::Array { item, is_const, length } => self.counted(p, *item, *is_const, *length),
            Passing::Buffer { item, capacity, .. } => self.room(p, *item, &self.f.params[*capacity]),
            _ => Vec::new(),
        }
    }

    fn arguments(&mut self) -> Vec<Expr> {
        let f: &'f Function = self.f;
        let outlives: Vec<bool> =
            f.params.iter().map(|p| matches!(&p.passing, Passing::In(v) if self.outlives(v))).collect();
        let argument = |(p, outlives): (&Param, bool)| match &p.passing {
            Passing::ByRef(value) => self.by_address(p, value),
            Passing::User { .. } => Expr::Text(self.scope.runtime("NULL")),
            Passing::In(_) if callbacks::rule(p).is_some() => {
                callbacks::argument(self.scope, f, p).expect("it has a rule")
            }
            Passing::In(_) if outlives => Expr::Text(format!("_tb_kept_{}", p.py_name)),
            Passing::In(_) if self.closes(p) => Expr::Text(format!("_tb_closed_{}", p.py_name)),
            Passing::In(value) => self.plain(value, &p.py_name),
            Passing::Out(Value::Record(_)) | Passing::InOut(Value::Record(_)) => {
                Expr::Text(format!("_tb_out_{}._tb_c", p.py_name))
            }
            Passing::Array { .. } => Expr::Text(format!("_tb_buffer_{}", p.py_name)),
            Passing::Length { .. } => Expr::Text(format!("_tb_length_{}", p.py_name)),
            Passing::Buffer { item, .. } => self.memory(p, *item),
            Passing::Capacity { by_address: false, .. } => Expr::Text(format!("_tb_most_{}", p.py_name)),
            Passing::Out(_) | Passing::InOut(_) | Passing::Capacity { .. } | Passing::Count { .. } => {
                Expr::Text(format!("_tb_out_{}", p.py_name))
            }
        };
        f.params.iter().zip(outlives).map(argument).collect()
    }

    /// A value that is passed as it is converted.
    fn plain(&mut self, value: &Value, name: &str) -> Expr {
        if *value == Value::Text {
            let memory = self.scope.runtime("memory");
            return Expr::call(self.scope.runtime("text"), &[name, "\"\"", &memory]);
        }
        let argument = kinds::argument(self.scope, value, name, &self.hidden);
        if *value == Value::Scalar(Scalar::Bool) {
            // Most are bools already, which spares a call.
            let cond = format!("{name} is True or {name} is False");
            return Expr::If { then: name.to_owned(), cond, other: argument.flat() };
        }
        argument
    }

    /// A value that C takes by address, which Python gives by value.
    fn by_address(&mut self, p: &Param, value: &Value) -> Expr {
        let name = &p.py_name;
        if let Value::Record(id) = value {
            let class = kinds::record_class(self.scope, *id, &self.hidden);
            let is_class = format!("{}({name}) is {class}", self.scope.builtin("type"));
            return Expr::If {
                then: format!("{name}._tb_c"),
                cond: format!("{is_class} and {name}._tb_c is not None"),
                other: format!("{}.pointer({name})", kinds::kind(self.scope, value)),
            };
        }
        let ctype = self.place_type(p, value);
        let argument = kinds::argument(self.scope, value, name, &self.hidden);
        Expr::Call { head: self.scope.ffi("new"), args: vec![Expr::Text(ctype), argument] }
    }

    /// Whether the call closes the handle that it is given.
    fn closes(&self, p: &Param) -> bool {
        self.f.closes.is_some_and(|i| self.f.params[i].py_name == p.py_name)
    }

    /// Text is copied for the call; where text comes back it may lie in that copy, which must then outlive the call.
    fn outlives(&self, value: &Value) -> bool {
        self.f.reads_text_back() && matches!(value, Value::Text | Value::Pointers { .. })
    }

    /// An error's traceback would hold the buffer for longer than the call.
    fn release(&self) -> Vec<String> {
        let arrays = self.f.params.iter().filter(|p| matches!(p.passing, Passing::Array { .. }));
        arrays.map(|p| format!("        _tb_buffer_{} = None", p.py_name)).collect()
    }

    fn returned(&mut self) -> Vec<String> {
        let f: &'f Function = self.f;
        let mut values = Vec::new();
        if f.result.is_returned() {
            values.push(self.result(Expr::text("_tb_result")));
        }
        for (i, p) in f.params.iter().enumerate() {
            let place = format!("_tb_out_{}", p.py_name);
            values.push(match &p.passing {
                Passing::Out(Value::Record(_)) | Passing::InOut(Value::Record(_)) => Expr::Text(place),
                Passing::Out(value) | Passing::InOut(value) => {
                    let raw = Expr::Text(format!("{place}[0]"));
                    let pointee = p.ty.pointee().unwrap_or(&p.ty);
                    let raw = kinds::exact(self.scope, value, pointee, raw);
                    let owned = owned(self.scope, f, OwnedValue::Out(i), value, &raw, &self.hidden);
                    owned.unwrap_or_else(|| kinds::result(self.scope, value, raw, &self.hidden))
                }
                Passing::Buffer { item, capacity, count } => self.filled(p, *item, *capacity, *count),
                _ => continue,
            });
        }
        match values.len() {
            0 => Vec::new(),
            1 => values.iter().flat_map(|v| statement(4, "return ", v, "")).collect(),
            _ => statement(4, "return ", &Expr::Tuple(values), ""),
        }
    }
}
