//! Whether CFFI, given a record's members, would place them where the compiler does.
//!
//! In: a record with the compiler's numbers. Out: the members to declare, and the option of `cdef` under which CFFI
//! comes to the same numbers.

use super::kinds::is_bytes;
use crate::ir::{FloatKind, RecordKind, WideKind};
use crate::plan::{Bits, Plan, Record, Scalar, Value};
use crate::styles::shared::convert;

/// How CFFI must be told to place the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As C does by itself.
    Plain,
    /// `packed=True`: without any alignment.
    Packed,
    /// In a way that CFFI's grammar cannot say (an alignment of its own, or one cut down to 2 or 4: out of line CFFI
    /// takes no `pack=2`; members of anonymous members, which the plan has in their place).
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

/// A member to declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// Of this index in [`Record::fields`].
    Field(usize),
    /// Unnamed bits, at most 8 of one byte.
    Gap(u64),
}

/// Shape and members of a record. Where the places of the members are left to the compiler CFFI takes no bit-fields:
/// they are not declared.
pub fn layout(plan: &Plan, record: &Record) -> (Shape, Vec<Member>) {
    let has_bits = record.fields.iter().any(|f| f.bits.is_some());
    let ways: &[_] = if has_bits && holds_partial(plan, record) {
        &[]
    } else {
        &[(false, Shape::Plain), (true, Shape::Packed)]
    };
    for &(packed, shape) in ways {
        if let Some(members) = Places::new(plan, record, packed).all().filter(|m| !m.is_empty()) {
            return (shape, members);
        }
    }
    let whole = |i: &usize| record.fields[*i].bits.is_none();
    (Shape::Other, (0..record.fields.len()).filter(whole).map(Member::Field).collect())
}

/// Whether a struct lies in it whose places are left to the compiler: then so are its own, whatever is declared.
fn holds_partial(plan: &Plan, record: &Record) -> bool {
    let is_partial = |inner: &Record| {
        inner.kind == RecordKind::Struct
            && (layout(plan, inner).0 == Shape::Other || holds_partial(plan, inner))
    };
    record.fields.iter().any(|f| matches!(f.value, Value::Record(id) if is_partial(&plan.records[id])))
}

/// Whether all that CFFI says of the record is so: no member is missing.
pub fn is_whole(plan: &Plan, record: &Record) -> bool {
    record.fields.iter().all(|f| f.bits.is_none()) || layout(plan, record).0 != Shape::Other
}

/// CFFI's own way through a record (its `b_complete_struct_or_union`).
struct Places<'a> {
    plan: &'a Plan,
    record: &'a Record,
    packed: bool,
    byte: u64,
    bit: u64,
    members: Vec<Member>,
}

impl<'a> Places<'a> {
    fn new(plan: &'a Plan, record: &'a Record, packed: bool) -> Self {
        Self { plan, record, packed, byte: 0, bit: 0, members: Vec::new() }
    }

    /// The members, or `None` where one lies elsewhere, or the whole is not of the record's size and alignment.
    fn all(mut self) -> Option<Vec<Member>> {
        let (mut end, mut align) = (0, 1);
        for (i, field) in self.record.fields.iter().enumerate() {
            if self.record.kind == RecordKind::Union {
                (self.byte, self.bit) = (0, 0);
            }
            let own = if self.packed { 1 } else { align_of(self.plan, &field.value) };
            if let Some(bits) = field.bits {
                self.bits(bits, &field.value, own)?;
            } else {
                self.byte = (self.byte + u64::from(self.bit > 0)).next_multiple_of(own);
                self.bit = 0;
                if self.byte != field.offset {
                    return None;
                }
                self.byte += field.size;
            }
            self.members.push(Member::Field(i));
            end = end.max(self.byte + u64::from(self.bit > 0));
            align = align.max(own);
        }
        let fits = end.next_multiple_of(align) == self.record.size && align == self.record.align;
        fits.then_some(self.members)
    }

    /// Places a bit-field, behind unnamed bits where there are some.
    fn bits(&mut self, bits: Bits, value: &Value, own: u64) -> Option<()> {
        let Value::Scalar(scalar) = value else { return None };
        let (size, width) = (convert::buffer_kind(*scalar).1, u64::from(bits.width));
        // Of 64 bits CFFI makes a mask of none.
        if size > 8 || width == 64 {
            return None;
        }
        // Unnamed bits in front; in a union every member begins at the same bit.
        if self.record.kind != RecordKind::Union && self.start(size, width, own)? != bits.first {
            while self.byte * 8 + self.bit < bits.first {
                let gap = (8 - self.bit).min(bits.first - self.byte * 8 - self.bit);
                self.members.push(Member::Gap(gap));
                self.advance(gap);
            }
        }
        // CFFI reads and writes a whole number of the type, which must not stick out of the record.
        let unit =
            if self.byte * 8 + self.bit == bits.first { self.byte / own * own } else { bits.first / 8 };
        if self.start(size, width, own)? != bits.first || unit + size > self.record.size {
            return None;
        }
        (self.byte, self.bit) = (bits.first / 8, bits.first % 8);
        self.advance(width);
        Some(())
    }

    /// The bit at which CFFI begins a bit-field: here, where it fits in an aligned number of its type, else at the next.
    fn start(&self, size: u64, width: u64, own: u64) -> Option<u64> {
        let unit = self.byte / own * own;
        let occupied = (self.byte - unit) * 8 + self.bit;
        if occupied + width <= size * 8 {
            Some(unit * 8 + occupied)
        } else {
            (!self.packed || self.bit == 0).then_some((unit + own) * 8)
        }
    }

    fn advance(&mut self, width: u64) {
        self.bit += width;
        self.byte += self.bit / 8;
        self.bit %= 8;
    }
}

/// Alignment on LP64 targets; a wrong guess elsewhere only leaves the places to the compiler.
fn align_of(plan: &Plan, value: &Value) -> u64 {
    match value {
        Value::Scalar(scalar) if is_bytes(*scalar) => 1,
        Value::Scalar(scalar) => match scalar {
            Scalar::Int(int) | Scalar::Enum { int, .. } => u64::from(int.bits / 8),
            Scalar::Char { .. } | Scalar::Bool => 1,
            Scalar::Wide(WideKind::Char16) => 2,
            Scalar::Wide(_) | Scalar::Float(FloatKind::Float) | Scalar::Complex(FloatKind::Float) => 4,
            Scalar::Float(FloatKind::Double) | Scalar::Complex(_) => 8,
            Scalar::Float(FloatKind::LongDouble) => 16,
        },
        Value::Record(id) => plan.records[*id].align,
        Value::Array { of, .. } | Value::Flexible { of } => align_of(plan, of),
        _ => 8,
    }
}
