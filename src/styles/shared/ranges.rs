//! Ranges of integer types, and the part of each that generated code tests first.

use crate::ir::IntType;

/// The smallest and largest value of an integer type.
pub fn int_range(int: IntType) -> (i128, u128) {
    match (int.bits, int.signed) {
        (bits, true) => (i128::MIN >> (128 - bits), u128::MAX >> (129 - bits)),
        (bits, false) => (0, u128::MAX >> (128 - bits)),
    }
}

/// The part of an integer type's range that is soonest tested, beyond which a value goes the long way: since 3.11 the
/// interpreter has an instruction of its own to compare two ints of one digit, which has 30 bits. A type that is wider
/// than 32 bits keeps its range, since more of its values lie beyond.
pub fn quick_range(int: IntType) -> (i128, u128) {
    const DIGIT: u128 = (1 << 30) - 1;
    let (low, high) = int_range(int);
    if int.bits > 32 { (low, high) } else { (low.max(-DIGIT.cast_signed()), high.min(DIGIT)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INT: IntType = IntType { bits: 32, signed: true, name: "int" };
    const ULONG: IntType = IntType { bits: 64, signed: false, name: "unsigned long" };

    #[test]
    fn ranges() {
        assert_eq!(int_range(INT), (-2_147_483_648, 2_147_483_647));
        assert_eq!(int_range(ULONG), (0, 18_446_744_073_709_551_615));
        assert_eq!(quick_range(INT), (-1_073_741_823, 1_073_741_823));
        assert_eq!(quick_range(ULONG), int_range(ULONG));
        let short = IntType { bits: 16, signed: true, name: "short" };
        assert_eq!(quick_range(short), int_range(short));
    }
}
