//! Python arguments to what ctypes passes: the lines that check a parameter, before the call.

use super::filled;
use super::kinds::Kinds;
use super::spans;
use super::spell::{self, Spelling};
use crate::ir::IntType;
use crate::plan::{
    CallbackId, CallbackRule, CallbackScope, Function, HandleId, Param, Passing, Scalar, Value,
};
use crate::styles::shared::layout::{WIDTH, bracketed};
use crate::styles::shared::{convert, ranges, wanted};
use crate::text::literals::py_string;

/// The lines of one parameter, indented; none for a plain length.
pub fn lines(
    spelling: &Spelling,
    kinds: &mut Kinds,
    function: &Function,
    param: &Param,
    indent: usize,
) -> Vec<String> {
    let what = py_string(&format!("{}() argument '{}'", function.py_name, param.py_name));
    let name = param.py_name.as_str();
    let scope = Input { spelling, name, what: &what, indent };
    let mut lines = if param.nonnull { scope.refuse_none(param) } else { Vec::new() };
    lines.extend(match &param.passing {
        Passing::In(Value::FunctionPointer(Some(id))) => scope.callback(kinds, function, param, *id),
        Passing::In(Value::Handle(id)) if spelling.plan.owns(*id) => {
            let closes = function.closes.is_some_and(|i| function.params[i].py_name == param.py_name);
            scope.owned_handle(*id, closes)
        }
        Passing::In(Value::Text) => {
            let plain = format!("_tb_type({name}) is _tb_str");
            let mut lines = scope.either(&plain, "and", &format!("\"\\0\" not in {name}"));
            let args = [name.to_owned(), what.clone(), "_tb_runtime.memory".to_owned()];
            lines.extend([
                scope.line(&format!("    {name} = {name}.encode(\"utf-8\", \"surrogateescape\")")),
                scope.line("else:"),
            ]);
            let call = format!("{name} = _tb_convert.to_text(");
            lines.extend(bracketed(indent + 4, &call, &args, ")"));
            lines
        }
        Passing::In(value) | Passing::ByRef(value) => scope.check(kinds, value),
        Passing::Out(value) => vec![scope.line(&format!("{name} = {}", new_local(spelling, value)))],
        Passing::InOut(value) => {
            let mut lines = scope.check(kinds, value);
            let is_local = matches!(value, Value::Scalar(s) if s.in_memory_only());
            lines.extend((!is_local).then(|| scope.local_of(value)));
            lines
        }
        Passing::Array { item, is_const, length } => {
            let length = &function.params[*length];
            let Passing::Length { int, of } = length.passing else { return Vec::new() };
            let kind = kinds.items(spelling, *item, *is_const);
            let first = &function.params[of].py_name;
            if first != name {
                let args = [name.to_owned(), what.clone(), length.py_name.clone(), py_string(first)];
                return bracketed(indent, &format!("{name} = {kind}.alike("), &args, ")");
            }
            scope.array(function, *item, int, &kind, &length.py_name)
        }
        Passing::Capacity { int, .. } => scope.scalar(Scalar::Int(*int)),
        Passing::Length { .. } | Passing::User { .. } | Passing::Buffer { .. } | Passing::Count { .. } => {
            Vec::new()
        }
    });
    lines
}

/// The lines after all parameters have been checked: what C is given for user data, and who holds a callback.
pub fn late_lines(function: &Function, indent: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    let name = |i: usize| &function.params[i].py_name;
    let line = |p: &Param| match (&p.passing, &p.callback) {
        (Passing::User { callback }, _) => {
            Some(format!("{pad}{} = _tb_runtime.address_of({})", p.py_name, name(*callback)))
        }
        (_, Some(CallbackRule { scope: CallbackScope::Owner(_), .. })) => {
            Some(format!("{pad}_tb_runtime.hold(_tb_owner, {})", p.py_name))
        }
        _ => None,
    };
    function.params.iter().filter_map(line).chain(filled::prepared(function, indent)).collect()
}

/// `_tb_owner = h`, before that becomes an address.
pub fn owner_lines(function: &Function, indent: usize) -> Vec<String> {
    let owner = |p: &Param| match &p.callback {
        Some(CallbackRule { scope: CallbackScope::Owner(owner), .. }) => {
            Some(format!("{}_tb_owner = {}", " ".repeat(indent), function.params[*owner].py_name))
        }
        _ => None,
    };
    function.params.iter().find_map(owner).into_iter().collect()
}

/// Whether the parameter is one for buffers.
pub fn takes_buffer(passing: &Passing) -> bool {
    match passing {
        Passing::In(value) | Passing::InOut(value) => matches!(
            value,
            Value::CharPointer | Value::Address { .. } | Value::Items { .. } | Value::Pointers { .. }
        ),
        Passing::Array { .. } => true,
        _ => false,
    }
}

/// Whether what is passed may hold a buffer of the caller's: a struct's pointer and text may be one, though few are.
pub fn may_hold(passing: &Passing) -> bool {
    takes_buffer(passing) || matches!(passing, Passing::In(Value::RecordPointer { .. } | Value::Text))
}

/// A zeroed local for C to write.
fn new_local(spelling: &Spelling, value: &Value) -> String {
    match value {
        Value::Array { .. } => format!("({})()", spelling.stored(value)),
        Value::Scalar(s) if s.in_memory_only() => format!("({})()", spelling.stored(value)),
        _ => format!("{}()", spelling.stored(value)),
    }
}

/// The lines that check what a member is set to.
pub fn member_lines(
    spelling: &Spelling,
    scalar: Scalar,
    name: &str,
    what: &str,
    indent: usize,
) -> Vec<String> {
    Input { spelling, name, what: &py_string(what), indent }.scalar(scalar)
}

/// What C is given for a checked parameter.
pub fn passed(spelling: &Spelling, param: &Param) -> String {
    match param.passing {
        Passing::In(Value::Handle(id)) if spelling.plan.owns(id) => address_of_owned(&param.py_name),
        _ => param.py_name.clone(),
    }
}

/// The local for the address of a handle that Python may own.
fn address_of_owned(name: &str) -> String {
    format!("_tb_address_{name}")
}

/// One argument.
#[derive(Clone, Copy)]
struct Input<'a> {
    spelling: &'a Spelling<'a>,
    name: &'a str,
    /// `"add() argument 'a'"`, a Python literal.
    what: &'a str,
    /// Of the lines.
    indent: usize,
}

impl Input<'_> {
    fn line(&self, text: &str) -> String {
        format!("{}{text}", " ".repeat(self.indent))
    }

    fn check(&self, kinds: &mut Kinds, value: &Value) -> Vec<String> {
        let name = self.name;
        match value {
            Value::Scalar(s) if s.in_memory_only() => {
                self.convert(0, &format!("{}.into", kinds.of(self.spelling, value)))
            }
            Value::Scalar(s) => self.scalar(*s),
            Value::Text => self.convert(0, "_tb_convert.to_text"),
            Value::FunctionPointer(None) => self.convert(0, "_tb_convert.to_address"),
            Value::Record(id) => {
                let class = self.spelling.record(*id);
                let mut lines = vec![self.line(&format!("if _tb_type({name}) is not {class}:"))];
                lines.extend(self.refuse(&self.spelling.plan.records[*id].py_name));
                lines
            }
            Value::Handle(id) => {
                self.handle(*id, vec![self.line(&format!("    {name} = {name}._tb_address"))])
            }
            Value::RecordPointer { record, .. } => {
                let class = self.spelling.record(*record);
                let into = format!("{}.into", kinds.of(self.spelling, value));
                self.unless(&format!("_tb_type({name}) is not {class}"), &into)
            }
            Value::Items { is_const: true, .. } => {
                let into = format!("{}.into", kinds.of(self.spelling, value));
                self.unless(&format!("_tb_type({name}) is not _tb_bytes"), &into)
            }
            _ => self.convert(0, &format!("{}.into", kinds.of(self.spelling, value))),
        }
    }

    /// A callable, kept as long as its rule says, with what it needs besides itself.
    fn callback(&self, kinds: &mut Kinds, function: &Function, param: &Param, id: CallbackId) -> Vec<String> {
        let kind = kinds.of(self.spelling, &Value::FunctionPointer(Some(id)));
        let rule = param.callback.clone().unwrap_or_default();
        let method = if rule.scope == CallbackScope::Keep { "keep" } else { "into" };
        let mut args = vec![self.name.to_owned(), self.what.to_owned()];
        if rule.on_error != 0 || rule.user.is_some() {
            args.push(rule.on_error.to_string());
        }
        if let Some(user) = rule.user {
            args.push(user.callback_param.to_string());
            args.push(function.params[user.param].py_name.clone());
        }
        bracketed(self.indent, &format!("{} = {kind}.{method}(", self.name), &args, ")")
    }

    /// Address and number of items. An `array.array` tells both itself; it stays as it is while nothing else of Python runs.
    fn array(&self, function: &Function, item: Scalar, length: IntType, kind: &str, n: &str) -> Vec<String> {
        let (name, what) = (self.name, self.what.to_owned());
        let most = ranges::int_range(length).1.to_string();
        let args = [name.to_owned(), what, py_string(length.name), most];
        let call = format!("{name}, {n} = {kind}.counted(");
        let code = convert::format_code(item);
        if !spans::tells_itself(self.spelling.plan, function, item, length) {
            return bracketed(self.indent, &call, &args, ")");
        }
        let is_array = format!("_tb_type({name}) is _tb_array");
        let mut lines = self.either(&is_array, "and", &format!("{name} and {name}.typecode == \"{code}\""));
        if spans::whole(self.spelling.plan, function).is_some() {
            let span = spans::NAME;
            lines.push(self.line(&format!("    {span} = {name}.buffer_info()")));
            lines.push(self.line("else:"));
            let call = format!("{span} = {kind}.counted(");
            lines.extend(bracketed(self.indent + 4, &call, &args, ")"));
            return lines;
        }
        lines.extend([
            self.line(&format!("    _tb_kept_{name} = {name}")),
            self.line(&format!("    {name}, {n} = {name}.buffer_info()")),
            self.line("else:"),
        ]);
        lines.extend(bracketed(self.indent + 4, &call, &args, ")"));
        lines
    }

    fn scalar(&self, scalar: Scalar) -> Vec<String> {
        let name = self.name;
        let function = convert::scalar_function(scalar).map(|f| format!("_tb_convert.{f}"));
        match (scalar, function) {
            (Scalar::Enum { id: Some(id), .. }, Some(function)) if !self.spelling.plan.enums[id].is_flags => {
                let class = self.spelling.class(&self.spelling.plan.enums[id].py_name);
                self.unless(&format!("_tb_type({name}) is not {class}"), &function)
            }
            (Scalar::Int(int) | Scalar::Enum { int, .. }, Some(function)) => self.int(int, &function),
            (Scalar::Float(_), Some(function)) => {
                self.unless(&format!("_tb_type({name}) is not _tb_float"), &function)
            }
            (_, Some(function)) => {
                let mut lines = self.convert(0, &function);
                if spell::is_number_of_character(scalar) {
                    lines.push(self.line(&format!("{name} = _tb_ord({name})")));
                }
                lines
            }
            (_, None) => vec![self.line(&format!("{name} = _tb_bool({name})"))],
        }
    }

    /// Most ints pass two comparisons; whatever else has an `__index__`, or is out of range, goes the long way.
    fn int(&self, int: IntType, function: &str) -> Vec<String> {
        let (low, high) = ranges::quick_range(int);
        let exact = format!("_tb_type({}) is not _tb_int", self.name);
        let range = format!("not {low} <= {} <= {high}", self.name);
        if range.len() + self.indent + 7 > WIDTH {
            return self.convert(0, function);
        }
        let mut lines = self.either(&exact, "or", &range);
        lines.extend(self.convert(4, function));
        lines
    }

    fn unless(&self, condition: &str, function: &str) -> Vec<String> {
        let mut lines = vec![self.line(&format!("if {condition}:"))];
        lines.extend(self.convert(4, function));
        lines
    }

    /// `a = function(a, "add() argument 'a'")`, further in.
    fn convert(&self, indent: usize, function: &str) -> Vec<String> {
        let args = [self.name.to_owned(), self.what.to_owned()];
        bracketed(self.indent + indent, &format!("{} = {function}(", self.name), &args, ")")
    }

    /// `read` are the lines that make the handle an address.
    fn handle(&self, id: HandleId, read: Vec<String>) -> Vec<String> {
        let name = self.name;
        let mut lines = vec![self.line(&format!("if _tb_type({name}) is {}:", self.spelling.handle(id)))];
        lines.extend(read);
        lines.push(self.line(&format!("elif {name} is not None:")));
        lines.extend(self.refuse(&format!("{} or None", self.spelling.plan.handles[id].py_name)));
        lines
    }

    /// A handle that may be closed, and is not collected during the call, for its parameter keeps it; or that is closed by
    /// it, whose callables then live until it is over.
    fn owned_handle(&self, id: HandleId, closes: bool) -> Vec<String> {
        let (name, address) = (self.name, address_of_owned(self.name));
        let mut lines = vec![
            self.line(&format!("if _tb_type({name}) is {}:", self.spelling.handle(id))),
            self.line(&format!("    {address} = {name}._tb_address")),
        ];
        let what = self.what.to_owned();
        if !closes {
            lines.push(self.line(&format!("    if not {address}:")));
            lines.extend(bracketed(self.indent + 8, "raise _tb_runtime.closed(", &[what], ")"));
        } else if self.spelling.plan.keeps_with_handles() {
            let call = format!("_tb_kept_{name} = {name}._tb_take(");
            lines.extend(bracketed(self.indent + 4, &call, &[what], ")"));
        } else {
            let inner = Input { indent: self.indent + 4, ..*self };
            lines.extend(inner.either(&format!("not {address}"), "or", &format!("{name}._tb_free is None")));
            let args = [name.to_owned(), what];
            lines.extend(bracketed(self.indent + 8, "raise _tb_runtime.not_to_free(", &args, ")"));
            lines.push(self.line(&format!("    {name}._tb_was = {address}")));
            lines.push(self.line(&format!("    {name}._tb_address = 0")));
        }
        lines.extend([
            self.line(&format!("elif {name} is None:")),
            self.line(&format!("    {address} = None")),
            self.line("else:"),
        ]);
        lines.extend(self.refuse(&format!("{} or None", self.spelling.plan.handles[id].py_name)));
        lines
    }

    /// A pointer that C is never given as NULL.
    fn refuse_none(&self, param: &Param) -> Vec<String> {
        let mut lines = vec![self.line(&format!("if {} is None:", self.name))];
        lines.extend(self.refuse(&wanted(self.spelling.plan, param)));
        lines
    }

    fn refuse(&self, expected: &str) -> Vec<String> {
        let args = [self.name.to_owned(), self.what.to_owned(), py_string(expected)];
        bracketed(self.indent + 4, "raise _tb_convert.wrong_type(", &args, ")")
    }

    /// The local that C reads and writes, from a checked argument.
    fn local_of(&self, value: &Value) -> String {
        let (name, local) = (self.name, self.spelling.stored(value));
        self.line(&match value {
            Value::Record(_) => format!("{name} = _tb_runtime.own({name})"),
            Value::Scalar(_) | Value::Text | Value::Handle(_) | Value::FunctionPointer(None) => {
                format!("{name} = {local}({name})")
            }
            _ => format!("{name} = _tb_runtime.local_of({name})"),
        })
    }

    /// `if a OPERATOR b:` in one line, or in the formatter's four.
    fn either(&self, a: &str, operator: &str, b: &str) -> Vec<String> {
        let line = self.line(&format!("if {a} {operator} {b}:"));
        if line.len() <= WIDTH {
            return vec![line];
        }
        let lines = ["if (", &format!("    {a}"), &format!("    {operator} {b}"), "):"];
        lines.iter().map(|l| self.line(l)).collect()
    }
}
