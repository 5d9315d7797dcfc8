//! Values for one parameter, or one field: what it takes, what it barely takes, and what it must refuse.
//!
//! In: how the value crosses. Out: Python expressions over the worker's names (`zeros(0)`: 4 KiB that end at a guard
//! page). Nothing here looks at a style.

mod callables;
mod compound;
mod memory;
mod scalars;
mod views;

pub use memory::format_of;
pub use scalars::of_scalar;

use super::script::Rule;
use crate::ir::IntType;
use crate::plan::{Field, Function, Param, Passing, Plan, Scalar, Value};

/// Values of one parameter.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    /// A harmless value; for a pointer, zeroed memory, and more of it than any small count reaches.
    pub base: String,
    /// The same without memory: NULL for a pointer.
    pub bare: String,
    /// The same with something in it.
    pub full: String,
    /// Further values that are taken and harmless beside the others' `base`.
    pub tame: Vec<String>,
    /// Values that are taken, and that C may believe: a length of 2⁶⁴ − 1. Not beside memory.
    pub wild: Vec<String>,
    /// Values that should never reach C, or whose conversion is worth a look.
    pub refused: Vec<String>,
    /// For a string: bytes that lie in other surroundings in every run.
    pub probe: Option<String>,
    /// C gets memory through it.
    pub has_memory: bool,
}

/// Values for a parameter; `slot` is the memory that is its own.
pub fn of_parameter(plan: &Plan, function: &Function, param: &Param, slot: usize) -> Samples {
    let mut samples = of_passing(plan, &param.passing, slot);
    if let (Passing::Array { item, .. }, true) = (&param.passing, function.shares_length(param)) {
        compound::of_three(plan, *item, &mut samples);
    }
    if param.nonnull {
        samples.tame.retain(|value| value != "None");
        samples.refused.push("None".into());
    }
    samples
}

fn of_passing(plan: &Plan, passing: &Passing, slot: usize) -> Samples {
    match passing {
        Passing::In(Value::Text) => memory::chars_in(slot),
        Passing::In(value) | Passing::InOut(value) | Passing::Out(value) | Passing::ByRef(value) => {
            of_value(plan, value, slot)
        }
        Passing::User { .. } => memory::anything(),
        Passing::Array { item, is_const, .. } => compound::array(plan, *item, *is_const, slot),
        Passing::Capacity { int, .. } => scalars::capacity(*int),
        Passing::Length { .. } | Passing::Buffer { .. } | Passing::Count { .. } => Samples::default(),
    }
}

/// Values for a field: a bit-field's are those of a narrower integer.
pub fn of_field(plan: &Plan, field: &Field, slot: usize) -> Samples {
    let width = field.bits.and_then(|bits| u16::try_from(bits.width).ok());
    let narrowed = |int: IntType| IntType { bits: width.unwrap_or(int.bits), ..int };
    match &field.value {
        Value::Scalar(Scalar::Int(int)) => scalars::of_scalar(plan, Scalar::Int(narrowed(*int))),
        Value::Scalar(Scalar::Enum { id, int }) => {
            scalars::of_scalar(plan, Scalar::Enum { id: *id, int: narrowed(*int) })
        }
        value => of_value(plan, value, slot),
    }
}

/// Values for a field or parameter of one C type.
pub fn of_value(plan: &Plan, value: &Value, slot: usize) -> Samples {
    let mut samples = match value {
        Value::Scalar(scalar) => of_scalar(plan, *scalar),
        Value::Text => memory::text(),
        Value::CharPointer => memory::char_pointer(slot),
        Value::Address { is_const } => memory::address(*is_const, slot),
        Value::Items { item, is_const } => memory::items(*item, *is_const, slot),
        Value::Record(id) => compound::record(plan, *id, slot),
        Value::RecordPointer { record, is_const } => compound::record_pointer(plan, *record, *is_const, slot),
        Value::Handle(id) => memory::handle(&plan.handles[*id].py_name, slot),
        Value::Pointers { .. } => memory::pointers(slot),
        Value::FunctionPointer(Some(id)) => callables::callable(plan, *id),
        Value::FunctionPointer(None) => memory::function_pointer(),
        // It cannot be set, whatever to.
        Value::Flexible { .. } => memory::anything(),
        Value::Array { of, len } => compound::whole_array(plan, of, *len, slot),
    };
    views::add(plan, value, slot, &mut samples);
    samples
}

/// How refusals of a value are compared: a class in place of an instance is told by its metaclass, the one thing in which
/// the contract lets ctypes' records differ.
pub fn rule_of_refusal(value: &str) -> Rule {
    let is_class = value.starts_with("m.") && !value.ends_with(')');
    if is_class { Rule::SameType } else { Rule::Same }
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|&s| s.into()).collect()
}
