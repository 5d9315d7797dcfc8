//! Makes sequences up: a few functions, called in any order, with random arguments and with each other's results.
//!
//! In: the plan, which functions may be called, a seed and a number. Out: the sequence of that number, the same whenever it
//! is asked for.
//!
//! A difference must not come from memory that C has freed. Nobody tells what a function frees but its name, so after one that
//! sounds like it whatever C owns is given to nobody any more, unless the plan says that Python owns it.

use super::super::calls;
use super::arguments::{self, Kind, Object, Scene};
use super::sequence::{Act, Arg, Sequence};
use crate::plan::{FnResult, Function, HandleId, Passing, Plan, Value};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64;

/// The most steps that are asked for; what they need comes on top.
const STEPS: usize = 12;

/// The most functions that take turns in a sequence: among all of a great library none would meet another twice.
const FUNCTIONS: usize = 4;

/// Parts of the names of functions that free, or may free, what they or others have given.
const FREEING: &[&str] = &[
    "free", "destroy", "delete", "close", "release", "dispose", "drop", "unref", "decref", "deinit", "fini",
    "term", "cleanup", "clear", "reset", "remove", "erase", "pop", "end", "exit", "shutdown", "kill",
    "detach", "realloc", "resize", "finish", "collect", "unlink", "discard",
];

/// A function that may be called, under its public name.
#[derive(Debug, Clone)]
pub struct Callable {
    /// Index into the plan's functions.
    pub function: usize,
    /// Its public name.
    pub name: String,
}

/// The functions of a plan that may be called.
pub fn callables(plan: &Plan, is_wanted: impl Fn(&Function) -> bool) -> Vec<Callable> {
    let all = plan.functions.iter().enumerate();
    let wanted = all.filter(|(_, f)| calls::why_not(f).is_none() && is_wanted(f));
    wanted
        .filter_map(|(i, f)| {
            calls::public_name(plan, f).map(|name| Callable { function: i, name: name.into() })
        })
        .collect()
}

/// The sequence of a number.
pub fn sequence(plan: &Plan, callables: &[Callable], seed: u64, number: u64) -> Sequence {
    // Each is made of its own chance, so that any of them can be made alone.
    let mut random = Pcg64::seed_from_u64(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(number));
    let n = random.random_range(1..=FUNCTIONS);
    let chosen: Vec<&Callable> =
        (0..n).map(|_| &callables[random.random_range(0..callables.len())]).collect();
    let n_steps = random.random_range(1..=STEPS);
    let (steps, objects) = (Vec::new(), Vec::new());
    let mut scene = Scene { plan, random: &mut random, steps, objects, slots: 0 };
    while scene.steps.len() < n_steps {
        let record = scene.random.random_bool(0.1).then(|| set(&mut scene)).flatten();
        if record.is_none() {
            let callable = chosen[scene.random.random_range(0..chosen.len())];
            call(&mut scene, callables, callable, 2);
        }
    }
    Sequence { steps: scene.steps }
}

/// Sets a field of a record that was made.
fn set(scene: &mut Scene) -> Option<()> {
    let own = |o: &&Object| {
        matches!((o.kind, &o.place, o.is_borrowed), (Kind::Record(_), Arg::Earlier { item: None, .. }, false))
    };
    let object = scene.objects.iter().find(own)?.clone();
    let (Kind::Record(id), Arg::Earlier { step, .. }) = (object.kind, object.place) else { return None };
    let record = &scene.plan.records[id];
    let fields: Vec<_> = record.fields.iter().filter(|f| arguments::is_settable(record, f)).collect();
    if fields.is_empty() {
        return None;
    }
    let field = fields[scene.random.random_range(0..fields.len())];
    let to = scene.field(record, field)?;
    scene.add(Act::Set { of: step, field: field.py_name.clone(), to });
    Some(())
}

/// Calls a function; before it, where it wants handles and there are none, one that gives them.
fn call(scene: &mut Scene, callables: &[Callable], callable: &Callable, depth: usize) {
    let function = &scene.plan.functions[callable.function];
    let handles = function.inputs().filter_map(|p| match p.passing {
        Passing::In(Value::Handle(id)) => Some(id),
        _ => None,
    });
    for wanted in handles {
        let is_there = scene.objects.iter().any(|o| o.kind == Kind::Handle(wanted));
        if depth > 0 && (!is_there || scene.random.random_bool(0.2)) {
            let plan = scene.plan;
            let givers: Vec<&Callable> =
                callables.iter().filter(|c| gives_handle(&plan.functions[c.function], wanted)).collect();
            if !givers.is_empty() {
                let giver = givers[scene.random.random_range(0..givers.len())];
                call(scene, callables, giver, depth - 1);
            }
        }
    }
    let args = scene.arguments(function);
    let step = scene.add(Act::Call { name: callable.name.clone(), function: callable.function, args });
    if frees(function) {
        let plan = scene.plan;
        let has_pointers = |kind| matches!(kind, Kind::Record(id) if plan.records[id].has_pointers);
        scene.objects.retain(|o| !o.is_borrowed && !has_pointers(o.kind));
    }
    scene.objects.extend(given(function, step));
}

fn gives_handle(function: &Function, wanted: HandleId) -> bool {
    given(function, 0).iter().any(|o| o.kind == Kind::Handle(wanted))
}

/// Whether a function may free what it did not make.
fn frees(function: &Function) -> bool {
    let name = function.c_name.to_lowercase();
    function.closes.is_some() || FREEING.iter().any(|part| name.contains(part))
}

/// The objects that a call gives.
fn given(function: &Function, step: usize) -> Vec<Object> {
    let result = match &function.result {
        FnResult::Value(value) => Some(value),
        FnResult::Void | FnResult::Status(_) => None,
    };
    let outputs = function.outputs().filter_map(|p| match &p.passing {
        Passing::Out(value) | Passing::InOut(value) => Some(value),
        _ => None,
    });
    let all: Vec<&Value> = result.into_iter().chain(outputs).collect();
    let owned = function.owned_handle();
    let of = |(i, value): (usize, &&Value)| {
        let (kind, is_borrowed) = match value {
            Value::Handle(id) => (Kind::Handle(*id), owned != Some(*id)),
            Value::Record(id) => (Kind::Record(*id), false),
            Value::RecordPointer { record, .. } => (Kind::Record(*record), true),
            _ => return None,
        };
        let item = (all.len() > 1).then_some(i);
        Some(Object { kind, place: Arg::Earlier { step, item }, is_borrowed })
    };
    all.iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::plan::{Handle, Param};
    use crate::verify::tests::plan as plan_of_ints;

    /// `open_it()` gives a handle, `use_it(handle, int)` takes it, `free_it(handle)` frees it behind Python's back.
    fn plan() -> Plan {
        let mut plan = plan_of_ints();
        let f = plan.functions.remove(0);
        let handle = || Param { passing: Passing::In(Value::Handle(0)), ..f.params[0].clone() };
        let named = |name: &str, params: Vec<Param>, result: FnResult| Function {
            c_name: name.into(),
            py_name: name.into(),
            params,
            result,
            ..f.clone()
        };
        plan.functions = vec![
            named("open_it", vec![], FnResult::Value(Value::Handle(0))),
            named("use_it", vec![handle(), f.params[0].clone()], f.result.clone()),
            named("free_it", vec![handle()], FnResult::Void),
        ];
        let (key, py_name, span) = ("struct it".into(), "it".into(), Span::default());
        plan.handles = vec![Handle { key, py_name, aliases: vec![], doc: vec![], span }];
        plan
    }

    #[test]
    fn a_number_gives_the_same_sequence_whenever_it_is_asked_for() {
        let plan = plan();
        let all = callables(&plan, |_| true);
        let made = |seed| (0..50).map(|n| sequence(&plan, &all, seed, n)).collect::<Vec<_>>();
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
        assert!(made(7).iter().all(|s| (1..=STEPS + 2).contains(&s.steps.len())));
    }

    #[test]
    fn what_was_freed_is_handed_to_nobody() {
        let plan = plan();
        let all = callables(&plan, |_| true);
        let (mut n_used, mut n_freed) = (0, 0);
        for sequence in (0..200).map(|n| sequence(&plan, &all, 1, n)) {
            let mut freed = 0;
            for step in &sequence.steps {
                assert!(step.uses().iter().all(|of| (freed..step.id).contains(of)), "{sequence:#?}");
                n_used += step.uses().len();
                if matches!(&step.act, Act::Call { name, .. } if name == "free_it") {
                    (freed, n_freed) = (step.id, n_freed + 1);
                }
            }
        }
        assert!(n_used > 200 && n_freed > 50, "{n_used} {n_freed}");
    }

    #[test]
    fn only_functions_that_may_be_called_are() {
        let plan = plan();
        let names: Vec<String> =
            callables(&plan, |f| f.c_name != "use_it").into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["open_it", "free_it"]);
    }
}
