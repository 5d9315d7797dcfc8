//! The basic types: how wide the compiler has them, whether plain `char` is signed, and which of them a type is.

use super::sheet::{About, Claim};
use crate::ir::{FloatKind, IntType, Type};

/// The integer types, plain `char` first. 128 bits are asked separately: not every compiler has them.
pub const NAMES: [&str; 11] = [
    "char",
    "signed char",
    "unsigned char",
    "short",
    "unsigned short",
    "int",
    "unsigned int",
    "long",
    "unsigned long",
    "long long",
    "unsigned long long",
];

/// What a code of [`code`] above [`NAMES`] stands for, in order.
const OTHERS: [&str; 6] = ["_Bool", "float", "double", "long double", "__int128", "unsigned __int128"];

/// The width and sign of each of [`NAMES`].
pub fn claims() -> Vec<Claim> {
    let claim = |(i, name): (usize, &&str)| {
        Claim::numbers(About::Basic(i), vec![format!("sizeof({name})"), format!("({name})-1 < 0")])
    };
    NAMES.iter().enumerate().map(claim).collect()
}

/// The basic types as the compiler has them.
#[derive(Debug, Clone)]
pub struct Basics {
    /// In the order of [`NAMES`]; `None` where there was no answer.
    types: Vec<Option<IntType>>,
}

impl Basics {
    /// From the compiler's answers, by index.
    pub fn new<'a>(answer: impl Fn(usize) -> Option<&'a [u64]>) -> Self {
        let ty = |i: usize| {
            let [size, signed] = *answer(i)? else { return None };
            let bits = u16::try_from(size * 8).ok()?;
            Some(IntType { bits, signed: signed != 0, name: NAMES[i] })
        };
        Self { types: (0..NAMES.len()).map(ty).collect() }
    }

    /// Whether plain `char` is signed.
    pub fn char_is_signed(&self) -> Option<bool> {
        self.types[0].map(|t| t.signed)
    }

    /// The type of a name, with the compiler's width and sign.
    pub fn named(&self, name: &str) -> Option<IntType> {
        self.types.iter().skip(1).flatten().find(|t| t.name == name).copied()
    }

    /// An integer type of a width and sign, for an enumeration whose type the compiler has changed.
    pub fn of(&self, bits: u16, signed: bool) -> Option<IntType> {
        let fits = |t: &&IntType| t.bits == bits && t.signed == signed;
        let preferred = ["int", "unsigned int"].iter().filter_map(|n| self.named(n)).find(|t| fits(&t));
        preferred.or_else(|| self.types.iter().skip(1).flatten().find(fits).copied())
    }

    /// The type that an answer to [`code`] names.
    pub fn decode(&self, code: u64) -> Option<Type> {
        let index = usize::try_from(code).ok()?.checked_sub(1)?;
        if index == 0 {
            return Some(Type::Char { signed: self.char_is_signed()? });
        }
        if index < NAMES.len() {
            return self.types[index].map(Type::Int);
        }
        Some(match *OTHERS.get(index - NAMES.len())? {
            "_Bool" => Type::Bool,
            "float" => Type::Float(FloatKind::Float),
            "double" => Type::Float(FloatKind::Double),
            "long double" => Type::Float(FloatKind::LongDouble),
            name => Type::Int(IntType { bits: 128, signed: name == "__int128", name }),
        })
    }
}

/// An expression whose value says which basic type `ty` (a type's C spelling) is: 1 and up, 0 for none of them.
pub fn code(ty: &str) -> String {
    let names = NAMES.iter().chain(&OTHERS[..4]).enumerate();
    let mut terms: Vec<String> = names.map(|(i, n)| format!("{} * _TB_SAME({ty}, {n})", i + 1)).collect();
    let first = NAMES.len() + 5;
    terms.push(format!("_TB_IS_WIDE({ty}, {first})"));
    terms.join(" + ")
}
