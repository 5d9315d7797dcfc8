//! The compiler's verdict: "bindgen parses, the C compiler judges".
//!
//! In: an API as the parser gave it, every number and prototype of which is a claim. Out: a new API with the compiler's
//! own answers: confirmed, mended, or left out with a reason. Nothing is executed: the answers are read out of an object
//! file, so headers one does not trust and cross compilation are fine. It must not know Python or the parser.

mod claims;
mod definitions;
mod outlook;
mod places;
mod preamble;
mod sheet;
mod tokens;
mod words;

mod answers;
mod rounds;

mod basics;
mod types;

mod appeal;
mod clashes;
mod layouts;
mod mend;
mod trials;

mod exports;

pub use exports::{LinkRequest, Linked, exports};

use crate::error::Result;
use crate::ir;
use crate::toolchain::{Compiler, CompilerKind, Flags};
use claims::Way;
use rounds::{Court, beside};
use std::time::{Duration, Instant};

/// Where the time of a verdict went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// The compiler's runs.
    pub compiling: Duration,
    /// How many.
    pub rounds: u32,
    /// Everything.
    pub total: Duration,
}

impl Timings {
    /// What two parts took that ran at the same time.
    fn beside(self, other: Self) -> Self {
        Self {
            compiling: self.compiling.max(other.compiling),
            rounds: self.rounds + other.rounds,
            total: self.total.max(other.total),
        }
    }
}

/// A new API with the compiler's answers in place of the parser's claims.
pub fn judge(api: &ir::Api, compiler: &Compiler, flags: &Flags) -> Result<ir::Api> {
    judge_timed(api, compiler, flags).map(|(api, _)| api)
}

/// The same, with where the time went.
pub fn judge_timed(api: &ir::Api, compiler: &Compiler, flags: &Flags) -> Result<(ir::Api, Timings)> {
    let start = Instant::now();
    let court = Court { api, compiler, flags, tries_code: false };
    let (clashes, judged) = beside(|| clashes::hear(&court), || confirmed(&court));
    let ((clashes, clashing), (mut judged, mut timings)) = (clashes?, judged?);
    judged.clashes = clashes;
    timings = timings.beside(clashing);
    let court = Court { api: &judged, compiler, flags, tries_code: true };
    let judged = trials::hear(&court, &mut timings)?;
    timings.total = start.elapsed();
    Ok((judged, timings))
}

/// Puts the values of some macros of an API, by their places, to the compiler.
///
/// # Errors
/// As `judge`.
pub fn confirm_macros(
    mut api: ir::Api,
    claimed: &[usize],
    compiler: &Compiler,
    flags: &Flags,
) -> Result<ir::Api> {
    if claimed.is_empty() {
        return Ok(api);
    }
    let macros = claimed.iter().map(|i| api.macros[*i].clone()).collect();
    let (includes, language) = (api.includes.clone(), api.language);
    let asked = ir::Api { language, includes, macros, ..ir::Api::default() };
    let judged = judge(&asked, compiler, flags)?;
    for (i, judged) in claimed.iter().zip(judged.macros) {
        api.macros[*i] = judged;
    }
    Ok(api)
}

/// What is declared, with the compiler's answers.
fn confirmed(court: &Court<'_>) -> Result<(ir::Api, Timings)> {
    let api = court.api;
    let mut timings = Timings::default();
    let definitions = definitions::Definitions::ask(court)?;
    let typedefs = types::typedefs(api);
    let outlooks = outlook::outlooks(api, definitions.as_ref());
    let spelling = types::Spelling::of(api);
    let way = match (api.language, court.compiler.kind) {
        (ir::Language::Cxx, _) => Way::Cxx,
        (ir::Language::C, CompilerKind::Gcc) => Way::Gcc,
        (ir::Language::C, CompilerKind::Clang) => Way::Clang,
    };
    let claims = claims::of(api, &typedefs, &outlooks, &spelling, way);
    let verdict = court.ask(&claims, &mut timings)?;
    let appeal = appeal::hear(court, &typedefs, &outlooks, &spelling, &verdict, &mut timings)?;
    Ok((mend::mend(api, &typedefs, &outlooks, &verdict, &appeal), timings))
}

#[cfg(test)]
mod tests;
