//! Constructs that the plan can decide and that not every style spells yet: they are left out with that reason.

/// Unions, bit-fields, anonymous members, nameless types of members, flexible arrays.
pub const SHAPES: bool = true;
/// Python callables for function pointers.
pub const CALLBACKS: bool = true;
/// The C shim: inline functions, complex numbers, integers of 128 bits, by-value unions.
pub const SHIM: bool = true;
/// Global variables.
pub const VARIABLES: bool = true;
