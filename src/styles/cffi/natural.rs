//! Whether CFFI, given a struct's members, would place them where the compiler does.
//!
//! In: a record with the compiler's numbers. Out: the option of `cdef` under which CFFI comes to the same numbers.

use crate::ir::{FloatKind, WideKind};
use crate::plan::{Plan, Record, Scalar, Value};

/// How CFFI must be told to place the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As C does by itself.
    Plain,
    /// `packed=True`: without any alignment.
    Packed,
    /// In a way that CFFI's grammar cannot say (an alignment of its own, or one cut down to 2 or 4: out of line CFFI
    /// takes no `pack=2`).
    Other,
}

impl Shape {
    /// The argument of `cdef`.
    pub fn option(self) -> Option<String> {
        match self {
            Self::Packed => Some("packed=True".into()),
            Self::Plain | Self::Other => None,
        }
    }
}

/// The shape of a record.
pub fn shape(plan: &Plan, record: &Record) -> Shape {
    let tries = [(u64::MAX, Shape::Plain), (1, Shape::Packed)];
    let fits = |limit: u64| places(plan, record, limit) == Some((record.size, record.align));
    tries.into_iter().find(|(limit, _)| fits(*limit)).map_or(Shape::Other, |(_, shape)| shape)
}

/// Size and alignment under a limit of alignment, or `None` where a member lies elsewhere.
fn places(plan: &Plan, record: &Record, limit: u64) -> Option<(u64, u64)> {
    let (mut end, mut align) = (0_u64, 1_u64);
    for field in &record.fields {
        let own = align_of(plan, &field.value).min(limit);
        let start = end.next_multiple_of(own);
        if start != field.offset {
            return None;
        }
        end = start + field.size;
        align = align.max(own);
    }
    Some((end.next_multiple_of(align), align))
}

/// Alignment on LP64 targets; a wrong guess elsewhere only leaves the places to the compiler.
fn align_of(plan: &Plan, value: &Value) -> u64 {
    match value {
        Value::Scalar(scalar) => match scalar {
            Scalar::Complex(_) => todo!("complex"),
            Scalar::Int(int) | Scalar::Enum { int, .. } => u64::from(int.bits / 8),
            Scalar::Char { .. } | Scalar::Bool => 1,
            Scalar::Wide(WideKind::Char16) => 2,
            Scalar::Wide(_) | Scalar::Float(FloatKind::Float) => 4,
            Scalar::Float(FloatKind::Double) => 8,
            Scalar::Float(FloatKind::LongDouble) => 16,
        },
        Value::Record(id) => plan.records[*id].align,
        Value::Array { of, .. } => align_of(plan, of),
        _ => 8,
    }
}
