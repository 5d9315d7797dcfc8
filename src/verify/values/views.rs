//! Values that only the module itself can make: a `Pointer` read from a field, a nested record, an array view.
//!
//! In: what a value takes so far. Out: the same with those that the plan's records can give.

use super::Samples;
use crate::plan::{Field, Plan, Record, RecordId, Scalar, Value};

/// Adds what records give for a value of this kind; `slot` is the memory that pointers lead to.
pub fn add(plan: &Plan, value: &Value, slot: usize, samples: &mut Samples) {
    match value {
        Value::Record(id) => samples.tame.extend(nested(plan, *id)),
        Value::RecordPointer { record, .. } => {
            samples.tame.extend(nested(plan, *record));
            samples.tame.extend(array_of(plan, |of| *of == Value::Record(*record)));
        }
        Value::CharPointer => {
            let field = find(plan, |f| f.value == Value::CharPointer);
            samples.tame.extend(field.map(|(r, f)| pointer(r, f, slot)));
        }
        Value::Address { .. } => {
            let field = find(plan, |f| matches!(f.value, Value::Items { is_const: false, .. }));
            samples.tame.extend(field.map(|(r, f)| pointer(r, f, slot)));
            samples.tame.extend(array_of(plan, is_number));
        }
        Value::Items { item, is_const } => items(plan, *item, *is_const, slot, samples),
        _ => {}
    }
}

/// A `Pointer` to the items and one to others; const ones too, which only a const parameter takes.
fn items(plan: &Plan, item: Scalar, is_const: bool, slot: usize, samples: &mut Samples) {
    let of = |wanted: bool, is_const: bool| {
        let field = find(plan, |f| match f.value {
            Value::Items { item: found, is_const: found_const } => {
                (found == item) == wanted && found_const == is_const
            }
            _ => false,
        });
        field.map(|(r, f)| pointer(r, f, slot))
    };
    samples.tame.extend(of(true, false));
    if is_const { &mut samples.tame } else { &mut samples.refused }.extend(of(true, true));
    samples.refused.extend(of(false, false));
    samples.tame.extend(array_of(plan, |of| *of == Value::Scalar(item)));
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Scalar(Scalar::Int(_) | Scalar::Float(_)))
}

/// The first field that will do and can be set.
fn find(plan: &Plan, will_do: impl Fn(&Field) -> bool) -> Option<(&Record, &Field)> {
    let fields = plan.records.iter().flat_map(|r| r.fields.iter().map(move |f| (r, f)));
    fields.filter(|(_, f)| !f.is_const).find(|(_, f)| will_do(f))
}

fn pointer(record: &Record, field: &Field, slot: usize) -> String {
    format!("stored('{}', '{1}', zeros({slot})).{1}", record.py_name, field.py_name)
}

fn nested(plan: &Plan, id: RecordId) -> Option<String> {
    find(plan, |f| f.value == Value::Record(id)).map(|(r, f)| format!("rec('{}').{}", r.py_name, f.py_name))
}

fn array_of(plan: &Plan, is_item: impl Fn(&Value) -> bool) -> Option<String> {
    let field = find(plan, |f| matches!(&f.value, Value::Array { of, .. } if is_item(of)));
    field.map(|(r, f)| format!("rec('{}').{}", r.py_name, f.py_name))
}
