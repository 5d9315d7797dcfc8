//! The user's compiler, libclang and Pythons: finding them, asking them, compiling with them. The only place with `cc`.
//!
//! In: the [`Environment`] that `cli` hands over. Out: paths, facts, object files. A leaf: it knows nothing of headers,
//! plans or styles.

mod environment;
mod flags;

mod compiler;
mod extension;
mod libclang;
mod link;
mod messages;
mod python;

mod run;

pub use compiler::{CompileError, Compiler, CompilerKind};
pub use environment::Environment;
pub use flags::Flags;
pub use libclang::{Libclang, Origin};
pub use link::{Link, Trace};
pub use messages::{LineError, line_errors};
pub use python::Python;
pub use run::{failure, output, success};
