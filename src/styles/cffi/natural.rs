//! Whether CFFI, given a record's members, would place them where the compiler does.
//!
//! In: a record with the compiler's numbers. Out: the members to declare, and the option of `cdef` under which CFFI
//! comes to the same numbers.

use super::kinds::is_bytes;
use super::mode::Mode;
use super::spelled;
use crate::ir::{FloatKind, RecordKind, WideKind};
use crate::plan::{Bits, Field, Plan, Record, Scalar, Value};
use crate::styles::shared::convert;

/// How CFFI is told of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// `packed=True`: members lie without any alignment. Out of line CFFI takes no `pack=2`.
    pub is_packed: bool,
    /// `...;`: the places are left to the compiler.
    pub is_open: bool,
    /// What is declared.
    pub members: Vec<Member>,
    /// Whether bit-fields are not declared: they are reached through their bytes.
    pub hides_bits: bool,
    /// The alignment that CFFI comes to, bytes.
    pub align: u64,
}

impl Layout {
    /// Whether all that CFFI says of the record is so. An alignment above those of its types it never has: what needs one
    /// is put where it must lie.
    pub fn is_known(&self, record: &Record) -> bool {
        !self.hides_bits && record.size > 0 && (self.align == record.align || record.align > WIDEST)
    }
}

/// The largest alignment that a type of CFFI's has: that of `long double`.
pub const WIDEST: u64 = 16;

/// What is declared of a record, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// Of this index in [`Record::fields`].
    Field(usize),
    /// Unnamed bits, at most 8 of one byte.
    Gap(u64),
    /// Bytes that are nobody's.
    Hole(u64),
    /// Nothing, but of this alignment.
    Align(u64),
    /// An anonymous union.
    Either(Vec<Member>),
    /// An anonymous struct.
    Together(Vec<Member>),
}

/// The layouts of a plan's records, in their order: each behind those that it holds by value.
pub fn layouts(plan: &Plan, mode: Mode) -> Vec<Layout> {
    let (mut known, mut partial) = (Vec::new(), Vec::new());
    for record in &plan.records {
        let is_partial = |value: &Value| matches!(value, Value::Record(id) if partial[*id]);
        let holds_partial = record.fields.iter().any(|f| is_partial(&f.value));
        let found = layout(record, &known, holds_partial, mode);
        partial.push(record.kind == RecordKind::Struct && (found.is_open || holds_partial));
        known.push(found);
    }
    known
}

/// As C does by itself; else packed; else in a way that CFFI has no word for (an alignment of its own, members of
/// anonymous members, which the plan has in their place), as far as the mode allows.
///
/// `holds_partial`: a struct lies in it whose places are left to the compiler. Then so are its own, whatever is declared,
/// and where they are CFFI takes no bit-fields.
fn layout(record: &Record, known: &[Layout], holds_partial: bool, mode: Mode) -> Layout {
    let has_bits = record.fields.iter().any(|f| f.bits.is_some());
    // To CFFI itself a struct without members has one byte.
    let has_empty = !mode.has_compiler() && record.fields.iter().any(is_empty);
    let ways: &[bool] = if has_bits && holds_partial || has_empty { &[] } else { &[false, true] };
    for &is_packed in ways {
        if let Some(members) = Places::new(record, known, is_packed).all().filter(|m| !m.is_empty()) {
            return Layout { is_packed, is_open: false, members, hides_bits: false, align: record.align };
        }
    }
    if !mode.has_compiler() {
        return spelled::layout(record, known);
    }
    let whole = |i: &usize| record.fields[*i].bits.is_none();
    let members = (0..record.fields.len()).filter(whole).map(Member::Field).collect();
    Layout { is_packed: false, is_open: true, members, hides_bits: has_bits, align: record.align }
}

/// Whether a member has no bytes: a struct without members.
pub fn is_empty(f: &Field) -> bool {
    f.size == 0 && !matches!(f.value, Value::Flexible { .. })
}

/// CFFI's own way through a record (its `b_complete_struct_or_union`).
struct Places<'a> {
    record: &'a Record,
    known: &'a [Layout],
    is_packed: bool,
    byte: u64,
    bit: u64,
    members: Vec<Member>,
}

impl<'a> Places<'a> {
    fn new(record: &'a Record, known: &'a [Layout], is_packed: bool) -> Self {
        Self { record, known, is_packed, byte: 0, bit: 0, members: Vec::new() }
    }

    /// The members, or `None` where one lies elsewhere, or the whole is not of the record's size and alignment.
    fn all(mut self) -> Option<Vec<Member>> {
        let (mut end, mut align) = (0, 1);
        for (i, field) in self.record.fields.iter().enumerate() {
            if self.record.kind == RecordKind::Union {
                (self.byte, self.bit) = (0, 0);
            }
            let own = if self.is_packed { 1 } else { align_of(&field.value, self.known) };
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
        // CFFI gives a byte to what has none.
        let fits = end.max(1).next_multiple_of(align) == self.record.size && align == self.record.align;
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
            (!self.is_packed || self.bit == 0).then_some((unit + own) * 8)
        }
    }

    fn advance(&mut self, width: u64) {
        self.bit += width;
        self.byte += self.bit / 8;
        self.bit %= 8;
    }
}

/// The alignment that CFFI gives a member on LP64 targets; a wrong guess elsewhere only leaves the places to the compiler,
/// or shows when the layouts are compared.
pub fn align_of(value: &Value, known: &[Layout]) -> u64 {
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
        Value::Record(id) => known[*id].align,
        Value::Array { of, .. } | Value::Flexible { of } => align_of(of, known),
        _ => 8,
    }
}
