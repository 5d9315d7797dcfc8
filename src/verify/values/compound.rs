//! Values for records and arrays.

use super::{Samples, list, memory, of_value, scalars};
use crate::plan::{Plan, RecordId, Scalar, Value};

pub fn record(plan: &Plan, id: RecordId, slot: usize) -> Samples {
    let r = &plan.records[id];
    let mut refused = list(&["None", "object()", "5", "(1, 2)", "'x'"]);
    refused.push(format!("zeros({slot}, {})", r.size.min(4096)));
    refused.push(format!("m.{}", r.py_name));
    refused.extend(other_class(plan, &r.py_name));
    let zeroed = format!("m.{}()", r.py_name);
    let full = format!("rec('{}')", r.py_name);
    Samples {
        base: zeroed.clone(),
        bare: zeroed,
        tame: vec![full.clone()],
        full,
        wild: vec![],
        refused,
        has_memory: false,
        ..Samples::default()
    }
}

pub fn record_pointer(plan: &Plan, id: RecordId, is_const: bool, slot: usize) -> Samples {
    let r = &plan.records[id];
    let mut tame = vec![format!("m.{}()", r.py_name), format!("rec('{}')", r.py_name)];
    let mut refused = list(&["object()", "5", "1.5", "'x'", "[]"]);
    refused.push(format!("m.{}", r.py_name));
    refused.extend(other_class(plan, &r.py_name));
    if r.size <= 4096 {
        tame.push(format!("zeros({slot}, {})", r.size));
        refused.push(format!("zeros({slot}, {})", r.size.saturating_sub(1)));
        let read_only = format!("readonly({slot})");
        if is_const { tame.push(read_only) } else { refused.push(read_only) }
    }
    let base = if r.size <= 4096 { format!("zeros({slot})") } else { tame[0].clone() };
    let full = tame[1].clone();
    Samples {
        base,
        bare: "None".into(),
        full,
        tame,
        wild: vec![],
        refused,
        has_memory: true,
        ..Samples::default()
    }
}

/// An instance of some class that is not the one asked for.
pub fn other_class(plan: &Plan, name: &str) -> Option<String> {
    let record = plan.records.iter().find(|r| r.py_name != name).map(|r| format!("m.{}()", r.py_name));
    record.or_else(|| {
        plan.handles.iter().find(|h| h.py_name != name).map(|h| format!("handle('{}', 15)", h.py_name))
    })
}

pub fn array(plan: &Plan, item: Scalar, is_const: bool, slot: usize) -> Samples {
    let one = scalars::of_scalar(plan, item);
    let mut samples = memory::items(item, is_const, slot);
    // A sequence is copied, so a list is taken here, and its items are converted one by one.
    samples.refused.retain(|s| s != "[1, 2]" && s != "(0,)");
    samples.tame.push(format!("[{}, {}]", one.base, one.full));
    samples.tame.push(format!("({},)", one.full));
    samples.tame.push("[]".into());
    samples.tame.extend(one.wild.iter().map(|v| format!("[{v}]")));
    samples.refused.extend(one.refused.iter().take(12).map(|v| format!("[{}, {v}]", one.base)));
    samples.refused.extend(list(&["{1: 2}", "iter([1])", "range(3)", "[[1]]"]));
    samples
}

/// Arrays that are given together must have as many items as each other.
pub fn of_three(plan: &Plan, item: Scalar, samples: &mut Samples) {
    let one = scalars::of_scalar(plan, item);
    samples.base = format!("[{}, {}, {}]", one.base, one.full, one.base);
    samples.full = format!("({0}, {0}, {0})", one.full);
    samples.tame.extend(one.wild.iter().map(|v| format!("[{v}, {}, {v}]", one.base)));
}

pub fn whole_array(plan: &Plan, of: &Value, len: u64, slot: usize) -> Samples {
    let one = of_value(plan, of, slot);
    let long = usize::try_from(len.min(64)).unwrap_or(64);
    let of_n = |n: usize| format!("[{}] * {n}", one.full);
    let mut tame = vec![of_n(long)];
    let mut refused = vec![of_n(long + 1), of_n(long - 1), "None".into(), "object()".into(), "5".into()];
    if matches!(of, Value::Scalar(Scalar::Char { .. })) {
        let of_text = |n: usize| format!("b'x' * {n}");
        tame =
            vec![of_text(long), of_text(long - 1), "'text'[:1]".into(), "b''".into(), "'\\xe9'[:1]".into()];
        refused = vec![of_text(long + 1), "None".into(), "5".into(), "object()".into()];
    }
    Samples {
        base: tame[0].clone(),
        bare: tame[0].clone(),
        full: tame[0].clone(),
        tame,
        refused,
        ..Samples::default()
    }
}
