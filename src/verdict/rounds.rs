//! Asks the compiler: all claims at once, then once more without those that it cannot take. Never one run per failure.
//!
//! In: claims. Out: an answer for each claim that compiles, and the compiler's sentence for each that does not.

use super::Timings;
use super::answers::{Answer, Answers};
use super::sheet::{self, About, Claim, Form};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir;
use crate::toolchain::{CompileError, Compiler, CompilerKind, Flags, LineError};
use std::collections::BTreeMap;
use std::time::Instant;

/// How often all claims are compiled again before they are halved instead.
const MAX_ROUNDS: u32 = 6;
/// From how many claims on a second compiler is worth reading the headers again: a few hundredths of a second's worth of
/// claims.
const MANY: usize = 500;
/// The same where each is code to be compiled.
const MUCH_CODE: usize = 100;
/// How many compilations halving may cost.
const MAX_HALVINGS: u32 = 48;

/// What the compiler said.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Answers of the claims that compile.
    pub answers: BTreeMap<About, Answer>,
    /// The compiler's first sentence about each claim that does not.
    pub refused: BTreeMap<About, String>,
    /// Whether the target stores the most significant byte first.
    pub is_big_endian: bool,
}

impl Verdict {
    /// The numbers that answer a claim.
    pub fn numbers(&self, about: About) -> Option<&[u64]> {
        match self.answers.get(&about)? {
            Answer::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }
}

/// Who is asked, and how.
pub struct Court<'a> {
    /// The API whose headers are included.
    pub api: &'a ir::Api,
    /// The compiler.
    pub compiler: &'a Compiler,
    /// The user's flags.
    pub flags: &'a Flags,
    /// Whether code is tried, not data stated: then it is compiled as it will be, and what does not convert is an error.
    pub tries_code: bool,
}

impl Court<'_> {
    /// Asks all claims. Many are asked in two parts at the same time: those that may well not compile apart, so that they
    /// alone are asked again; of code, one half and the other.
    pub fn ask(&self, claims: &[Claim], timings: &mut Timings) -> Result<Verdict> {
        let half = claims.len() / 2;
        let is_apart = |i: &usize| if self.tries_code { *i >= half } else { claims[*i].is_doubtful() };
        let (apart, others): (Vec<usize>, Vec<usize>) = (0..claims.len()).partition(is_apart);
        let many = if self.tries_code { MUCH_CODE } else { MANY };
        if claims.len() < many || apart.is_empty() {
            return self.ask_some(claims, (0..claims.len()).collect(), timings);
        }
        let part = |asked: Vec<usize>| {
            let mut timings = Timings::default();
            self.ask_some(claims, asked, &mut timings).map(|verdict| (verdict, timings))
        };
        let (apart, others) = beside(|| part(apart), || part(others));
        let ((mut verdict, first), (other, second)) = (others?, apart?);
        verdict.answers.extend(other.answers);
        verdict.refused.extend(other.refused);
        let both = first.beside(second);
        timings.compiling += both.compiling;
        timings.rounds += both.rounds;
        Ok(verdict)
    }

    fn ask_some(&self, claims: &[Claim], mut asked: Vec<usize>, timings: &mut Timings) -> Result<Verdict> {
        let mut verdict = Verdict::default();
        for _ in 0..MAX_ROUNDS {
            let errors = match self.compile(claims, &asked, timings)? {
                Ok(object) => return read(claims, &asked, &object, verdict),
                Err(errors) => errors,
            };
            let blamed = sheet::blamed(&errors, &asked);
            if blamed.is_empty() {
                self.header_alone(timings)?;
                break;
            }
            asked.retain(|index| !blamed.contains_key(index));
            verdict.refused.extend(blamed.into_iter().map(|(index, said)| (claims[index].about, said)));
        }
        let mut budget = MAX_HALVINGS;
        self.halve(claims, &asked, &mut budget, &mut verdict, timings)?;
        Ok(verdict)
    }

    /// The last resort, where the compiler's messages name no line: halves until each part compiles.
    fn halve(
        &self,
        claims: &[Claim],
        asked: &[usize],
        budget: &mut u32,
        verdict: &mut Verdict,
        timings: &mut Timings,
    ) -> Result<()> {
        if asked.is_empty() {
            return Ok(());
        }
        if *budget > 0 {
            *budget -= 1;
            if let Ok(object) = self.compile(claims, asked, timings)? {
                *verdict = read(claims, asked, &object, std::mem::take(verdict))?;
                return Ok(());
            }
            if asked.len() > 1 {
                let (left, right) = asked.split_at(asked.len() / 2);
                self.halve(claims, left, budget, verdict, timings)?;
                return self.halve(claims, right, budget, verdict, timings);
            }
        }
        let said = "the compiler fails on it without naming a line";
        verdict.refused.extend(asked.iter().map(|i| (claims[*i].about, said.to_owned())));
        Ok(())
    }

    /// One compilation: the object, or the errors.
    fn compile(
        &self,
        claims: &[Claim],
        asked: &[usize],
        timings: &mut Timings,
    ) -> Result<std::result::Result<Vec<u8>, Vec<LineError>>> {
        self.compile_text(&sheet::text(self.api, claims, asked), timings)
    }

    /// One compilation of a text: the object, or the errors.
    pub fn compile_text(
        &self,
        text: &str,
        timings: &mut Timings,
    ) -> Result<std::result::Result<Vec<u8>, Vec<LineError>>> {
        let start = Instant::now();
        let result = self.compiler.compile_object(text, self.flags, &self.late_flags());
        timings.compiling += start.elapsed();
        timings.rounds += 1;
        match result {
            Ok(object) => Ok(Ok(object)),
            Err(CompileError::Rejected { errors, .. }) => Ok(Err(errors)),
            Err(CompileError::Failed(error)) => Err(error),
        }
    }

    /// What follows the user's flags, so that it wins.
    pub fn late_flags(&self) -> Vec<&'static str> {
        let stated = late_flags(self.compiler.kind).iter().copied();
        if !self.tries_code {
            return stated.collect();
        }
        let strict = match self.compiler.kind {
            CompilerKind::Gcc => "-Werror=discarded-qualifiers",
            CompilerKind::Clang => "-Werror=incompatible-pointer-types-discards-qualifiers",
        };
        stated.filter(|flag| !matches!(*flag, "-w" | "-O0")).chain(CODE_FLAGS).chain([strict]).collect()
    }

    /// Fails where the compiler cannot take the header at all.
    fn header_alone(&self, timings: &mut Timings) -> Result<()> {
        let text = sheet::text(self.api, &[], &[]);
        let start = Instant::now();
        let result = self.compiler.compile_object(&text, self.flags, &self.late_flags());
        timings.compiling += start.elapsed();
        match result {
            Ok(_) => Ok(()),
            Err(CompileError::Rejected { errors, error }) => {
                Err(header_errors(self.compiler, &errors, error))
            }
            Err(CompileError::Failed(error)) => Err(error),
        }
    }
}

/// Does two things at the same time.
pub fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

fn read(claims: &[Claim], asked: &[usize], object: &[u8], mut verdict: Verdict) -> Result<Verdict> {
    let answers = Answers::open(object)?;
    verdict.is_big_endian = answers.is_big_endian();
    for &index in asked {
        let symbol = sheet::symbol(index);
        let answer = match &claims[index].form {
            Form::Numbers(list) => answers.numbers(&symbol, list.len()).map(Answer::Numbers),
            Form::Macro(..) => answers.macro_answer(&symbol).map(Answer::Macro),
            Form::Reference(..) => answers.target(&symbol).map(Answer::Symbol),
            Form::Code(..) => answers.references(&symbol).map(Answer::Symbols),
            Form::Object(..) => answers.bytes(&symbol).map(Answer::Bytes),
        };
        let about = claims[index].about;
        if let Some(answer) = answer {
            verdict.answers.insert(about, answer);
        } else {
            verdict.refused.insert(about, "the object file has no data for it".to_owned());
        }
    }
    Ok(verdict)
}

/// Conversions that C does not have, which some compilers only warn of; and a section for each function, so that what it
/// refers to can be told.
const CODE_FLAGS: [&str; 6] = [
    "-Werror=int-conversion",
    "-Werror=incompatible-pointer-types",
    "-Werror=implicit-function-declaration",
    "-Werror=return-type",
    "-ffunction-sections",
    "-fdata-sections",
];

/// What follows the user's flags: all errors are told, no warning is one, and the object holds plain
/// data (with link-time optimisation or a sanitizer it would not).
fn late_flags(kind: CompilerKind) -> &'static [&'static str] {
    match kind {
        // Without macro tracking an error inside a macro is told at the claim's line, not at the macro's definition.
        CompilerKind::Gcc => &[
            "-w",
            "-Wno-error",
            "-Wno-pedantic",
            "-Wno-narrowing",
            "-O0",
            "-g0",
            "-fno-lto",
            "-fno-sanitize=all",
            "-fno-data-sections",
            "-fmax-errors=0",
            "-ftrack-macro-expansion=0",
            "-fno-diagnostics-show-caret",
        ],
        CompilerKind::Clang => &[
            "-w",
            "-Wno-error",
            "-Wno-pedantic",
            "-Wno-narrowing",
            "-O0",
            "-g0",
            "-fno-lto",
            "-fno-sanitize=all",
            "-fno-data-sections",
            "-ferror-limit=0",
            "-fno-caret-diagnostics",
        ],
    }
}

/// An argument that only libclang knows is the user's; anything else is the compiler's own failure.
fn arguments_error(name: &str, error: Error) -> Error {
    let said = match &error {
        Error::Command { detail, .. } => detail.lines().find(|l| {
            l.contains("unrecognized") || l.contains("unknown argument") || l.contains("unsupported option")
        }),
        _ => None,
    };
    let Some(said) = said else { return error };
    let message = format!("the compiler {name} does not take an argument: {}", said.trim());
    let hint = "what stands after -- (clang-args) goes to libclang and to this compiler; CC chooses another";
    Error::input(Diagnostic::error("compiler-rejects-argument", Span::default(), message).hint(hint))
}

fn header_errors(compiler: &Compiler, errors: &[LineError], error: Error) -> Error {
    let name = compiler.program.display();
    if errors.is_empty() {
        return arguments_error(&name.to_string(), error);
    }
    let finding = |e: &LineError| {
        let span = Span::new(&e.file, e.line, 0);
        let message = format!("the compiler {name} refuses the header: {}", e.message);
        Diagnostic::error("compiler-rejects-header", span, message)
    };
    Error::Input(errors.iter().take(10).map(finding).collect())
}
