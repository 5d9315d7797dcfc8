//! The calls of the differential run: for each function, harmless values, edge values, wrong values, wrong arity.
//!
//! A function that takes no memory is called with every edge value. One that does is called with zeroed memory and
//! small numbers, or with NULL and edge values: a made-up length beside real memory would only show that C overruns it.

use super::contract;
use super::script::{Ask, Claim, Group, Operation, Rule, Script, Subject};
use super::values::{self, Samples};
use crate::plan::{CallbackId, FnResult, Function, Param, Passing, Plan, Value};
use rand::RngExt as _;
use rand_pcg::Pcg64;
use serde_json::{Value as Json, json};

/// How many random mixtures of edge values a function without memory gets.
const MIXTURES: usize = 16;

/// What ends, replaces or signals the process (or the machine); never called.
const DEADLY: &[&str] = &[
    "_Exit",
    "_exit",
    "abort",
    "alarm",
    "clone",
    "daemon",
    "exit",
    "fork",
    "halt",
    "kill",
    "killpg",
    "longjmp",
    "pause",
    "pthread_exit",
    "pthread_kill",
    "ptrace",
    "quick_exit",
    "raise",
    "reboot",
    "setitimer",
    "shutdown",
    "siglongjmp",
    "sigqueue",
    "sigsuspend",
    "syscall",
    "system",
    "tgkill",
    "thrd_exit",
    "unshare",
    "vfork",
];

/// Beginnings of such names.
const DEADLY_FAMILIES: &[&str] = &["exec", "posix_spawn", "_longjmp", "__longjmp"];

/// Adds a group for each function.
pub fn groups(plan: &Plan, random: &mut Pcg64, script: &mut Script) {
    for function in &plan.functions {
        match (why_not(function), public_name(plan, function)) {
            (Some(reason), _) => script.not_called.push((function.c_name.clone(), reason)),
            (None, Some(name)) => script.groups.push(group(plan, function, name, random)),
            (None, None) => {}
        }
    }
}

/// Why a function is never called, where it is not.
pub fn why_not(function: &Function) -> Option<String> {
    let name = function.c_name.split(['(', '<']).next().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or(name);
    let deadly = DEADLY.contains(&name) || DEADLY_FAMILIES.iter().any(|p| name.starts_with(p));
    deadly.then(|| "it may end or replace the process".to_owned())
}

/// The name under which Python reaches a function: its own, or its overload set's.
pub fn public_name<'a>(plan: &'a Plan, function: &'a Function) -> Option<&'a str> {
    if function.public {
        return Some(&function.py_name);
    }
    let set = plan.overloads.iter().find(|o| {
        o.members.iter().any(|&m| std::ptr::eq(&raw const plan.functions[m], std::ptr::from_ref(function)))
    });
    set.map(|o| o.py_name.as_str())
}

fn group(plan: &Plan, function: &Function, name: &str, random: &mut Pcg64) -> Group {
    let inputs: Vec<&Param> = function.inputs().collect();
    let samples: Vec<Samples> =
        inputs.iter().enumerate().map(|(i, p)| values::of_parameter(plan, function, p, i % 15)).collect();
    let mut group = Group::new(&function.c_name, &function.span);
    // What an overload set refuses here, another member may take.
    let row =
        |p: &&Param| if function.public { contract::of_parameter(plan, function, p) } else { Json::Null };
    let types = inputs.iter().map(|p| group.type_of(row(p))).collect();
    let mut writer = Writer {
        function: format!("m.{name}"),
        hints: hints(function),
        inputs: &inputs,
        samples: &samples,
        types,
        group,
    };
    let has_memory = samples.iter().any(|s| s.has_memory);
    writer.refusals();
    // An overload set chooses by the number of arguments, so another number may be right.
    if function.public {
        writer.arity(name, function);
    }
    writer.harmless(has_memory);
    writer.edges(has_memory);
    if let FnResult::Value(Value::FunctionPointer(Some(id))) = &function.result {
        writer.answer(plan, *id);
    }
    writer.mixtures(random);
    writer.group
}

/// Which of the returned values are addresses, in the worker's form.
pub fn hints(function: &Function) -> Json {
    let of = |value: &Value| match value {
        Value::Address { .. } | Value::FunctionPointer(_) => "address",
        _ => "plain",
    };
    let mut hints = Vec::new();
    if let FnResult::Value(value) = &function.result {
        hints.push(of(value));
    }
    hints.extend(function.outputs().map(|p| match &p.passing {
        Passing::Out(value) | Passing::InOut(value) => of(value),
        _ => "plain",
    }));
    if hints.len() == 1 { json!(hints[0]) } else { json!(hints) }
}

/// Collects the calls of one function: first those that stay in Python, so that what C does cannot disturb them.
struct Writer<'a> {
    function: String,
    hints: Json,
    inputs: &'a [&'a Param],
    samples: &'a [Samples],
    types: Vec<usize>,
    group: Group,
}

impl Writer<'_> {
    /// Adds a call that reaches C; gives its place. `tried` is the parameter that it is about.
    fn call(&mut self, values: Vec<String>, needs: Option<usize>, tried: Option<usize>) -> usize {
        let lends = self.samples.iter().zip(&values).any(|(s, v)| s.has_memory && is_of_python(v));
        let operation = self.operation(values, Rule::Same, tried);
        self.group.operations.push(Operation { needs, lends, ..operation });
        self.group.operations.len() - 1
    }

    /// Adds a call that does not.
    fn refusal(&mut self, values: Vec<String>, rule: Rule, tried: Option<usize>) {
        let operation = self.operation(values, rule, tried);
        self.group.operations.push(Operation { is_plain: true, ..operation });
    }

    fn operation(&self, values: Vec<String>, rule: Rule, tried: Option<usize>) -> Operation {
        let claim = |(&ty, value): (&usize, &String)| Claim { ty, value: value.clone() };
        // A wrong number of arguments has a rule of its own.
        let is_complete = values.len() == self.types.len();
        let claims =
            if is_complete { self.types.iter().zip(&values).map(claim).collect() } else { Vec::new() };
        let subject = tried.map(|i| Subject {
            of: self.function.clone(),
            name: self.inputs[i].py_name.clone(),
            value: values[i].clone(),
        });
        let ask = Ask::Call { c: self.function.clone(), a: values, h: self.hints.clone(), s: None };
        Operation { claims, subject, ..Operation::new(ask, rule) }
    }

    /// One parameter at a time through what it refuses; then all of them wrong at once, which shows which is looked at
    /// first.
    fn refusals(&mut self) {
        let bases = bases(self.samples);
        for (i, sample) in self.samples.iter().enumerate() {
            for value in &sample.refused {
                self.refusal(with(&bases, i, value), values::rule_of_refusal(value), Some(i));
            }
        }
        if self.samples.len() > 1 {
            self.refusal(vec!["object()".into(); self.samples.len()], Rule::Same, None);
        }
    }

    /// Harmless values and zeroed memory, then one parameter at a time through what it takes.
    fn harmless(&mut self, has_memory: bool) {
        let bases = bases(self.samples);
        let base = self.call(bases.clone(), None, None);
        self.group.base = Some(base);
        if !self.samples.is_empty() {
            self.call(self.samples.iter().map(|s| s.full.clone()).collect(), Some(base), None);
        }
        if self.samples.iter().any(|s| s.probe.is_some()) {
            let probe = self.samples.iter().map(|s| s.probe.clone().unwrap_or_else(|| s.base.clone()));
            self.group.probe = Some(self.call(probe.collect(), Some(base), None));
        }
        for (i, sample) in self.samples.iter().enumerate() {
            for value in &sample.tame {
                self.call(with(&bases, i, value), has_memory.then_some(base), Some(i));
            }
        }
    }

    /// Edge values that C may believe, with no memory at all.
    fn edges(&mut self, has_memory: bool) {
        let bares = bares(self.samples);
        let needs = has_memory.then(|| self.call(bares.clone(), None, None));
        for (i, sample) in self.samples.iter().enumerate() {
            for value in &sample.wild {
                self.call(with(&bares, i, value), needs, Some(i));
            }
        }
    }

    /// A function pointer that comes out is called as well.
    fn answer(&mut self, plan: &Plan, id: CallbackId) {
        let function = format!("{}({})", self.function, bases(self.samples).join(", "));
        let params = &plan.callbacks[id].params;
        let values = params.iter().enumerate().map(|(i, p)| values::of_value(plan, p, 8 + i % 7).base);
        let ask = Ask::Call { c: function.clone(), a: values.collect(), h: json!("plain"), s: None };
        self.group.operations.push(Operation { needs: self.group.base, ..Operation::new(ask, Rule::Same) });
        let many =
            Ask::Call { c: function, a: vec!["None".into(); params.len() + 1], h: json!("plain"), s: None };
        self.group
            .operations
            .push(Operation { needs: self.group.base, ..Operation::new(many, Rule::SameType) });
    }

    fn mixtures(&mut self, random: &mut Pcg64) {
        if self.samples.len() < 2 || self.samples.iter().any(|s| s.has_memory) {
            return;
        }
        for _ in 0..MIXTURES {
            let pick = |s: &Samples, random: &mut Pcg64| {
                let all: Vec<&String> =
                    [&s.base, &s.full].into_iter().chain(&s.tame).chain(&s.wild).collect();
                all[random.random_range(0..all.len())].clone()
            };
            let values = self.samples.iter().map(|s| pick(s, random)).collect();
            self.call(values, None, None);
        }
    }

    fn arity(&mut self, name: &str, function: &Function) {
        let samples = self.samples;
        let rule = Rule::Arity(name.to_owned());
        let mut values = bases(samples);
        values.push("None".into());
        self.refusal(values.clone(), rule.clone(), None);
        values.truncate(samples.len().saturating_sub(1));
        if !samples.is_empty() {
            self.refusal(values, rule.clone(), None);
            let pairs: Vec<String> =
                self.inputs.iter().zip(samples).map(|(p, s)| format!("{}={}", p.py_name, s.bare)).collect();
            let by_keyword = format!("m.{name}({})", pairs.join(", "));
            let rule = if function.keywords { Rule::Same } else { Rule::Arity(name.to_owned()) };
            if !function.keywords || !samples.iter().any(|s| s.has_memory) {
                self.group.expression(by_keyword, rule);
            }
        }
        self.group.expression(format!("m.{name}(no_such_parameter_=1)"), Rule::Arity(name.to_owned()));
    }
}

/// Whether a value's memory is a Python object's, and not the worker's own between its guard pages.
fn is_of_python(value: &str) -> bool {
    let ours = [
        "zeros(",
        "typed(",
        "filled(",
        "readonly(",
        "address(",
        "handle(",
        "stored(",
        "calls(",
        "odd(",
        "raising",
        "None",
        "0",
    ];
    !ours.iter().any(|beginning| value.starts_with(beginning))
}

fn bases(samples: &[Samples]) -> Vec<String> {
    samples.iter().map(|s| s.base.clone()).collect()
}

fn bares(samples: &[Samples]) -> Vec<String> {
    samples.iter().map(|s| s.bare.clone()).collect()
}

fn with(values: &[String], i: usize, value: &str) -> Vec<String> {
    let mut values = values.to_vec();
    value.clone_into(&mut values[i]);
    values
}
