//! A header set becomes the `ir`: what it declares, in C's own terms.
//!
//! In: the configuration, a libclang, the compiler's include folders. Out: an [`ir::Api`] whose numbers and values are
//! claims until `verdict` has run. Two readers look at the same text: libclang itself for C's exact words (`clang`,
//! `facts`), bindgen for its inventory and values (`bindgen`, `claims`). bindgen takes the longer; what it adds can wait
//! until after the verdict. Nothing behind this module knows either.

mod input;
mod search;

mod clang;
mod facts;

mod bindgen;
mod claims;

mod join;

mod packages;
mod problems;

use crate::config::Config;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir;
use crate::toolchain::Libclang;
use facts::Facts;
use input::{Input, system_dirs};
use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

pub use clang::version as libclang_version;

/// The name that the text with the `#include`s goes by.
const MAIN: &str = "tribind-headers.h";

/// What a reading gives.
#[derive(Debug)]
pub struct Reading {
    /// The API as claimed.
    pub api: ir::Api,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
}

/// What libclang has read, while bindgen still reads.
pub struct Seen {
    /// The API as libclang has it.
    pub api: ir::Api,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
    /// Parsing and walking.
    pub libclang: Duration,
    /// What is there by any name, bound or not.
    declared: HashSet<String>,
    /// Macros that have more than one definition.
    redefined: HashSet<String>,
    /// bindgen's run; none where it would only say again what clang finds wrong.
    bindgen: Option<bindgen::Pending>,
    /// The header that is named where bindgen fails.
    header: PathBuf,
}

/// What bindgen adds.
#[derive(Debug)]
pub struct Completed {
    /// The macros that have a value by its word alone, by their places in the API.
    pub claimed: Vec<usize>,
    /// Why it could not read the headers.
    pub warning: Option<Diagnostic>,
    /// Its parse and its text, read back.
    pub bindgen: Duration,
}

/// Reads the headers of a configuration.
///
/// # Errors
/// As `see`.
pub fn read(config: &Config, libclang: &Libclang, compiler_dirs: &[PathBuf]) -> Result<Reading> {
    let seen = see(config, libclang, compiler_dirs)?;
    let (mut api, mut warnings) = (seen.api.clone(), seen.warnings.clone());
    warnings.extend(seen.complete(&mut api).warning);
    Ok(Reading { api, warnings })
}

/// Reads the headers with libclang, and has bindgen begin.
///
/// # Errors
/// Headers that cannot be found or read, or declare nothing.
pub fn see(config: &Config, libclang: &Libclang, compiler_dirs: &[PathBuf]) -> Result<Seen> {
    let search = search::search(config, compiler_dirs)?;
    clang::load(libclang)?;
    let input = Input::new(config, &search, &system_dirs(libclang, compiler_dirs)?);
    let (unit, parsing) = timed(|| clang::Unit::parse(MAIN, &input.text, &input.arguments));
    let unit =
        unit.ok_or_else(|| Error::Internal("libclang gave up on the headers without a word".into()))?;
    let warnings = problems::from_clang(&unit.errors(), &search, &input.signatures, compiler_dirs)?;

    // bindgen prints clang's errors itself, so it only sees what has none.
    let bindgen = warnings
        .is_empty()
        .then(|| bindgen::start(MAIN, &input.text, &input.arguments, &search.own.patterns));
    let (facts, walking) = timed(|| facts::gather(&unit, &search.own, &input.signatures, config.language));
    if let Some(nothing) = problems::nothing(&facts, &search) {
        return Err(Error::input(nothing));
    }
    let own_files = search::carried(&search, &facts.files, compiler_dirs);
    let Facts { mut api, declared, redefined, .. } = facts;
    api.includes = search.headers.iter().map(|h| h.include.clone()).collect();
    api.own_files = own_files;
    let header = search.headers.first().map(|h| h.path.clone()).unwrap_or_default();
    Ok(Seen { api, warnings, libclang: parsing + walking, declared, redefined, bindgen, header })
}

impl Seen {
    /// Waits for bindgen, and adds to an API, which is this one's or what has become of it, what that alone has found.
    pub fn complete(self, api: &mut ir::Api) -> Completed {
        let Some(pending) = self.bindgen else {
            return Completed { claimed: vec![], warning: None, bindgen: Duration::ZERO };
        };
        let answer = pending.wait();
        let (claimed, warning) = match &answer.claims {
            Ok(claims) => (join::join(api, &self.declared, &self.redefined, claims), None),
            Err(reason) => (vec![], Some(without_bindgen(self.header, reason))),
        };
        Completed { claimed, warning, bindgen: answer.time }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed())
}

fn without_bindgen(header: PathBuf, reason: &str) -> Diagnostic {
    let message = format!("bindgen could not read the header ({reason}); libclang alone was used");
    Diagnostic::warning("bindgen-failed", Span::new(header, 0, 0), message)
}
