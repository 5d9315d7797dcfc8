//! The user's compiler, libclang and Pythons: finding them, asking them, compiling with them. The only place with `cc`.
//!
//! In: the [`Environment`] that `cli` hands over. Out: paths, facts, object files. A leaf: it knows nothing of headers,
//! plans or styles.

mod environment;

pub use environment::Environment;
