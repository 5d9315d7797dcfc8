//! A header set becomes the `ir`: what it declares, in C's own terms.
//!
//! In: the configuration, a libclang, the compiler's include folders. Out: an [`ir::Api`] whose numbers and values are
//! claims until `verdict` has run. Two readers look at the same text: libclang itself for C's exact words (`clang`,
//! `facts`), bindgen for its inventory and values (`bindgen`, `claims`). Nothing behind this module knows either.

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
use input::{Input, system_dirs};
use std::path::PathBuf;
use std::time::{Duration, Instant};

pub use clang::version as libclang_version;

/// The name that the text with the `#include`s goes by.
const MAIN: &str = "tribind-headers.h";

/// bindgen walks types recursively; a deep header needs more than a thread's usual stack.
const BINDGEN_STACK: usize = 64 << 20;

/// What a reading gives.
#[derive(Debug)]
pub struct Reading {
    /// The API as claimed.
    pub api: ir::Api,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
    /// Where the time went.
    pub timings: Timings,
}

/// Time by part; bindgen runs beside the walk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Parsing and walking with libclang.
    pub libclang: Duration,
    /// bindgen's own parse and output, read back.
    pub bindgen: Duration,
    /// Both made one.
    pub join: Duration,
}

/// Reads the headers of a configuration.
pub fn read(config: &Config, libclang: &Libclang, compiler_dirs: &[PathBuf]) -> Result<Reading> {
    let search = search::search(config, compiler_dirs)?;
    let library = clang::load(libclang)?;
    let input = Input::new(config, &search, &system_dirs(libclang, compiler_dirs)?);
    let (unit, parsing) = timed(|| clang::Unit::parse(MAIN, &input.text, &input.arguments));
    let unit =
        unit.ok_or_else(|| Error::Internal("libclang gave up on the headers without a word".into()))?;
    let mut warnings = problems::from_clang(&unit.errors(), &search, &input.signatures, compiler_dirs)?;

    // bindgen prints clang's errors itself, so it only sees what has none. It parses again, beside our own walk.
    let is_clean = warnings.is_empty();
    let (seen, claimed) = std::thread::scope(|scope| {
        let bindgen = is_clean.then(|| {
            std::thread::Builder::new().stack_size(BINDGEN_STACK).spawn_scoped(scope, || {
                clang::share(&library);
                timed(|| claims(&input, &search))
            })
        });
        let seen = timed(|| facts::gather(&unit, &search.own, &input.signatures, config.language));
        (seen, bindgen.map_or_else(|| nothing_claimed("clang found errors in it"), joined))
    });

    let (facts, walking) = seen;
    if let Some(nothing) = problems::nothing(&facts, &search) {
        return Err(Error::input(nothing));
    }
    let own_files = search::carried(&search, &facts.files, compiler_dirs);
    let (mut api, joining) = timed(|| match &claimed.0 {
        Ok(claims) => join::join(facts, claims),
        Err(_) => facts.api,
    });
    if let (Err(reason), true) = (&claimed.0, is_clean) {
        warnings.push(without_bindgen(&search, reason));
    }
    api.includes = search.headers.iter().map(|h| h.include.clone()).collect();
    api.own_files = own_files;
    Ok(Reading {
        api,
        warnings,
        timings: Timings { libclang: parsing + walking, bindgen: claimed.1, join: joining },
    })
}

/// bindgen's claims or why there are none, and the time it took.
type Claimed = (std::result::Result<claims::Claims, String>, Duration);

fn joined(thread: std::io::Result<std::thread::ScopedJoinHandle<'_, Claimed>>) -> Claimed {
    match thread {
        Ok(thread) => thread.join().unwrap_or_else(|_| nothing_claimed("a panic")),
        Err(e) => nothing_claimed(&e.to_string()),
    }
}

fn nothing_claimed(reason: &str) -> Claimed {
    (Err(reason.to_owned()), Duration::ZERO)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed())
}

fn claims(input: &Input, search: &search::Search) -> std::result::Result<claims::Claims, String> {
    let rust = bindgen::run(MAIN, &input.text, &input.arguments, &search.own.patterns)?;
    claims::read(&rust)
}

fn without_bindgen(search: &search::Search, reason: &str) -> Diagnostic {
    let file = search.headers.first().map(|h| h.path.clone()).unwrap_or_default();
    let message = format!("bindgen could not read the header ({reason}); libclang alone was used");
    Diagnostic::warning("bindgen-failed", Span::new(file, 0, 0), message)
}
