//! Random numbers, characters and texts of a C type, in the range that Python accepts for it.
//!
//! In: the type, how far a number may go, chance. Out: a value. Small numbers, edges and any magnitude between them are all
//! likely, for a fault may wait at any of them.

use super::sequence::Arg;
use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::{Plan, Scalar};
use rand::RngExt as _;
use rand_pcg::Pcg64;

/// How far a number may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// As far as the type.
    Type,
    /// Mostly small: C may take it for a place in an object of its own.
    Object,
    /// From 0 to here: C may take it for a place in memory that it was given.
    Memory(i128),
}

/// A number or character.
pub fn of_scalar(plan: &Plan, scalar: Scalar, reach: Reach, random: &mut Pcg64) -> Arg {
    match scalar {
        Scalar::Int(int) => Arg::Int(integer(int, reach, random)),
        Scalar::Enum { id, int } => {
            let members = id.map_or(&[][..], |id| plan.enums[id].members.as_slice());
            let is_member = !members.is_empty() && random.random_bool(0.8);
            let member = is_member.then(|| members[random.random_range(0..members.len())].value);
            Arg::Int(member.unwrap_or_else(|| integer(int, reach, random)))
        }
        Scalar::Char { .. } => Arg::Bytes(vec![random.random()]),
        Scalar::Wide(kind) => Arg::Text(letter(kind != WideKind::Char16, random).to_string()),
        Scalar::Bool => Arg::Bool(random.random()),
        Scalar::Float(kind) => Arg::Float(float(kind, random)),
        Scalar::Complex(kind) => Arg::Complex(float(kind, random), float(kind, random)),
    }
}

fn integer(int: IntType, reach: Reach, random: &mut Pcg64) -> i128 {
    // Python's side of a number of 128 bits without sign is as good as one of 127.
    let bits = u32::from(int.bits).min(127) - u32::from(int.signed);
    let (least, most) = if int.signed { (-1 - max(bits), max(bits)) } else { (0, max(bits)) };
    let small = |random: &mut Pcg64| random.random_range(0..=16).min(most);
    match reach {
        Reach::Memory(far) if random.random_bool(0.2) => random.random_range(0..=far.min(most)),
        Reach::Memory(_) => small(random),
        Reach::Object if random.random_bool(0.5) => small(random),
        Reach::Type if random.random_bool(0.25) => small(random),
        _ if random.random_bool(0.2) => edge(least, most, random),
        _ => {
            let bits = random.random_range(1..=bits.max(1));
            let magnitude = random.random_range(0..=max(bits));
            if int.signed && random.random_bool(0.3) { (-magnitude).max(least) } else { magnitude.min(most) }
        }
    }
}

/// The greatest number of so many bits, at most 127.
fn max(bits: u32) -> i128 {
    (0..bits).fold(0, |n, _| n << 1 | 1)
}

/// The least and the greatest, or a power of two and its neighbours.
fn edge(least: i128, most: i128, random: &mut Pcg64) -> i128 {
    let power = 1 << random.random_range(0..126);
    let all = [least, most, least / 2, most - 1, power - 1, power, power + 1, -1];
    all[random.random_range(0..all.len())].clamp(least, most)
}

fn float(kind: FloatKind, random: &mut Pcg64) -> f64 {
    let x = match random.random_range(0..8) {
        0 => [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 5e-324, f64::MAX]
            [random.random_range(0..8)],
        1 => f64::from(random.random_range(-16..=16)),
        2 => f64::from(random.random::<i32>()) / 8.0,
        3 => f64::from_bits(random.random()),
        _ => random.random_range(-1.0..1.0) * 10f64.powi(random.random_range(-3..9)),
    };
    // As C has it.
    #[expect(clippy::cast_possible_truncation, reason = "what a float holds is meant")]
    if kind == FloatKind::Float { f64::from(x as f32) } else { x }
}

/// A text of so many letters.
pub fn text(length: usize, random: &mut Pcg64) -> String {
    (0..length).map(|_| letter(true, random)).collect()
}

/// Any letter but NUL, which would end a text.
fn letter(is_wide: bool, random: &mut Pcg64) -> char {
    let odd = ['\u{1}', '\n', '"', '%', '\\', '\u{7f}', '\u{e9}', '\u{20ac}', '\u{ffff}', '\u{1f600}'];
    let among = if is_wide { odd.len() } else { odd.len() - 1 };
    match random.random_range(0..10) {
        0 => odd[random.random_range(0..among)],
        1..=3 => char::from(random.random_range(b'0'..=b'9')),
        _ => char::from(random.random_range(b'a'..=b'z')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    fn many(bits: u16, signed: bool, reach: Reach) -> Vec<i128> {
        let mut random = Pcg64::seed_from_u64(1);
        (0..5000).map(|_| integer(IntType { bits, signed, name: "int" }, reach, &mut random)).collect()
    }

    #[test]
    fn integers_stay_in_range_and_reach_everywhere() {
        for (bits, signed) in
            [(8, true), (8, false), (32, true), (64, false), (1, true), (1, false), (3, true)]
        {
            let (least, most) =
                if signed { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
            let all = many(bits, signed, Reach::Type);
            assert!(all.iter().all(|n| (least..=most).contains(n)), "{bits} {signed}");
            assert!(all.contains(&least) && all.contains(&most), "{bits} {signed}");
        }
        let all = many(32, true, Reach::Type);
        assert!(all.iter().filter(|n| (1000..100_000).contains(*n) && **n % 2 == 1).count() > 200);
        assert!(many(128, false, Reach::Type).iter().all(|n| *n >= 0));
        let all = many(32, true, Reach::Memory(1000));
        assert!(all.iter().all(|n| (0..=1000).contains(n)));
    }
}
