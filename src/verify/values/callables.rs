//! Values for function pointers that Python callables can stand for.
//!
//! In: the callback. Out: callables of the worker that note what they are given (`calls(0, 'plain', 'address')`: what they
//! return, then how an int in each parameter is read), one that fails, one whose answer is nothing for C, and what is no
//! callable at all.

use super::{Samples, memory, of_value};
use crate::plan::{CallbackId, Plan, Value};

pub fn callable(plan: &Plan, id: CallbackId) -> Samples {
    let callback = &plan.callbacks[id];
    let hints: String = callback.params.iter().map(|p| format!(", {}", hint(p))).collect();
    let calls = |result: &str| format!("calls({result}{hints})");
    let mut samples = memory::function_pointer();
    let results = match &callback.result {
        // What it returns is ignored.
        None => ["None".into(), "5".into()],
        // One that gives function pointers may give itself.
        Some(Value::FunctionPointer(_)) => ["None".into(), "None".into()],
        Some(value) => {
            let of = of_value(plan, value, 14);
            // Memory would have to be there for as long as C likes.
            if of.has_memory { [of.bare.clone(), of.bare] } else { [of.base, of.full] }
        }
    };
    samples.base = calls(&results[0]);
    samples.full = calls(&results[1]);
    samples.tame.extend(["None".to_owned(), "raising".to_owned()]);
    if callback.result.is_some() {
        samples.tame.push(format!("odd({})", hints.trim_start_matches(", ")));
    }
    samples
}

fn hint(value: &Value) -> &'static str {
    if matches!(value, Value::Address { .. }) { "'address'" } else { "'plain'" }
}
