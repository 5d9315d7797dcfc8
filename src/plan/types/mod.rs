//! The plan's data. Indices (`EnumId`, …) point into the plan's own lists.

mod module;

mod error;
mod function;
mod map;

mod value;

mod class;

pub use class::*;
pub use error::*;
pub use function::*;
pub use map::*;
pub use module::*;
pub use value::*;
