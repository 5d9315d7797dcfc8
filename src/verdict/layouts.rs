//! Records after the verdict: sizes, offsets and bits as the compiler has them; a record of which a member cannot be
//! confirmed loses its layout and is told as left out.

use super::answers::Answer;
use super::appeal::{Appeal, is_denied};
use super::basics::Basics;
use super::places::{self, Place};
use super::rounds::Verdict;
use super::sheet::About;
use crate::ir::{Api, Field, Kind, Layout, Record, Skipped, Type};
use std::collections::BTreeSet;

/// Gives every record of `api` the compiler's layout. `denied_typedefs` have an unknown meaning.
pub fn mend(api: &mut Api, verdict: &Verdict, appeal: &Appeal, denied_typedefs: &BTreeSet<String>) {
    let places = places::of(api);
    let basics = Basics::new(|i| verdict.numbers(About::Basic(i)));
    let judge = Judge { verdict, appeal, denied_typedefs, basics };
    let mut skipped = Vec::new();
    for (i, record) in api.records.iter_mut().enumerate() {
        let place = places.get(&record.key);
        keep_names(i, record, verdict);
        let Some(layout) = &mut record.layout else { continue };
        let judged = match place {
            Some(place) => judge.layout(i, layout, place),
            None => Err("nothing that C can spell leads to it".to_owned()),
        };
        if let Err(reason) = judged {
            record.layout = None;
            skipped.push(told(record, reason));
        }
    }
    lose_holders(api, &mut skipped);
    api.skipped.extend(skipped);
}

fn told(record: &Record, reason: String) -> Skipped {
    Skipped { kind: Kind::Record, name: record.key.clone(), reason, span: record.span.clone() }
}

/// Drops typedefs that do not name the record after all.
fn keep_names(index: usize, record: &mut Record, verdict: &Verdict) {
    let mut at = 0;
    record.typedefs.retain(|_| {
        let about = About::RecordName(index, at);
        at += 1;
        !verdict.refused.contains_key(&about) && !is_denied(verdict, about)
    });
}

struct Judge<'a> {
    verdict: &'a Verdict,
    appeal: &'a Appeal,
    denied_typedefs: &'a BTreeSet<String>,
    basics: Basics,
}

impl Judge<'_> {
    fn layout(&self, index: usize, layout: &mut Layout, place: &Place) -> Result<(), String> {
        if place.is_whole {
            let Some([size, align]) = self.verdict.numbers(About::Record(index)) else {
                return Err(self.refusal(About::Record(index), "the compiler does not know the type"));
            };
            (layout.size, layout.align) = (*size, *align);
        }
        for (k, field) in layout.fields.iter_mut().enumerate().filter(|(_, f)| !f.name.is_empty()) {
            if super::types::uses_typedef(&field.ty, self.denied_typedefs) {
                return Err(format!("member {}: the compiler gives its type another meaning", field.name));
            }
            if field.bit_width.is_some() {
                self.bit_field((index, k), field, place)?;
            } else {
                self.field(About::Field(index, k), field, place)?;
            }
        }
        Ok(())
    }

    fn field(&self, about: About, field: &mut Field, place: &Place) -> Result<(), String> {
        let Some([offset, _size, same]) = self.verdict.numbers(about) else {
            let what = format!("the compiler does not know its member {}", field.name);
            return Err(self.refusal(about, &what));
        };
        if *same == 0 {
            let Some(ty) = self.appeal.types.get(&about) else {
                return Err(format!("member {}: the compiler gives it another type", field.name));
            };
            field.ty = ty.clone();
        }
        let bits = (offset * 8).checked_sub(place.base_bits);
        field.offset_bits = bits.ok_or_else(|| format!("member {} lies outside of it", field.name))?;
        Ok(())
    }

    fn bit_field(&self, (i, k): (usize, usize), field: &mut Field, place: &Place) -> Result<(), String> {
        let about = About::Bits(i, k);
        let Some(Answer::Bytes(bytes)) = self.verdict.answers.get(&about) else {
            let what = format!("the compiler does not know its bit-field {}", field.name);
            return Err(self.refusal(about, &what));
        };
        let run = run_of_ones(bytes, self.verdict.is_big_endian);
        let (start, width) = run.ok_or_else(|| format!("bit-field {} has no bits", field.name))?;
        field.offset_bits = start.checked_sub(place.base_bits).unwrap_or(start);
        field.bit_width = Some(width);
        if let Some([signed]) = self.verdict.numbers(About::BitsSign(i, k)) {
            self.give_sign(&mut field.ty, *signed != 0);
        }
        Ok(())
    }

    /// A plain `int` bit-field is unsigned with some compilers and flags.
    fn give_sign(&self, ty: &mut Type, signed: bool) {
        if let Type::Int(int) = ty.canonical()
            && int.signed != signed
            && let Some(other) = self.basics.of(int.bits, signed)
        {
            *ty = requalified(ty, Type::Int(other));
        }
    }

    fn refusal(&self, about: About, what: &str) -> String {
        match self.verdict.refused.get(&about) {
            Some(said) => format!("{what} ({said})"),
            None => what.to_owned(),
        }
    }
}

/// The compiler's type with the qualifiers of the claimed one.
pub fn requalified(claimed: &Type, ty: Type) -> Type {
    if claimed.is_const() { Type::Const(Box::new(ty)) } else { ty }
}

/// First bit and number of bits of the ones in an object whose bit-field holds -1, in the target's bit order.
fn run_of_ones(bytes: &[u8], is_big_endian: bool) -> Option<(u64, u32)> {
    let bit = |i: &usize| {
        let shift = if is_big_endian { 7 - i % 8 } else { i % 8 };
        bytes[i / 8] >> shift & 1 == 1
    };
    let first = (0..bytes.len() * 8).find(bit)?;
    let width = (first..bytes.len() * 8).take_while(bit).count();
    Some((first as u64, u32::try_from(width).ok()?))
}

/// A record that holds one without a layout has none either.
fn lose_holders(api: &mut Api, skipped: &mut Vec<Skipped>) {
    let mut lost: BTreeSet<String> = skipped.iter().map(|s| s.name.clone()).collect();
    while !lost.is_empty() {
        let mut more = BTreeSet::new();
        for record in &mut api.records {
            let fields = record.layout.iter().flat_map(|l| &l.fields);
            let held = fields.filter_map(|f| held_record(&f.ty)).find(|key| lost.contains(*key));
            if let Some(key) = held.map(str::to_owned) {
                record.layout = None;
                skipped.push(told(record, format!("it holds {key}, which is left out")));
                more.insert(record.key.clone());
            }
        }
        lost = more;
    }
}

fn held_record(ty: &Type) -> Option<&str> {
    match ty.canonical() {
        Type::Record(key) => Some(key),
        Type::Array { of, .. } => held_record(of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_are_found_in_either_bit_order() {
        assert_eq!(run_of_ones(&[0, 0b0011_1000], false), Some((11, 3)));
        assert_eq!(run_of_ones(&[0, 0b0011_1000], true), Some((10, 3)));
        assert_eq!(run_of_ones(&[0xc0, 0x01], false), Some((6, 3)));
        assert_eq!(run_of_ones(&[0, 0], false), None);
    }
}
