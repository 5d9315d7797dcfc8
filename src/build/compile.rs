//! Carries out recipes: C to objects, objects to shared objects, Python scripts run; in parallel, and only what is out
//! of date.

use super::slots::{Slots, Turns};
use super::{command, fingerprint, write::Stage};
use crate::error::{Error, Result};
use crate::plan::{Library, Recipe, Step};
use crate::toolchain::{Compiler, Python};
use std::path::PathBuf;
use std::thread;

/// One package to compile.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The style's id, its folder.
    pub style: &'a str,
    /// What to do.
    pub recipe: &'a Recipe,
    /// What to compile with and link to.
    pub library: &'a Library,
}

/// What compiles.
#[derive(Debug)]
pub struct Tools {
    /// The C compiler.
    pub c: Compiler,
    /// The C++ compiler, where any source is C++.
    pub cxx: Option<Compiler>,
    /// The interpreters to compile for; the first one runs scripts.
    pub pythons: Vec<Python>,
}

impl Tools {
    /// The compilers that these jobs need; `compiler` gives the C++ one for true.
    pub fn find(
        compiler: impl Fn(bool) -> Result<Compiler>,
        pythons: Vec<Python>,
        jobs: &[Job],
    ) -> Result<Self> {
        let needs_cxx = jobs.iter().any(|job| job.recipe.steps.iter().any(command::has_cxx));
        Ok(Self { c: compiler(false)?, cxx: if needs_cxx { Some(compiler(true)?) } else { None }, pythons })
    }
}

/// A compiled file.
#[derive(Debug, Clone, PartialEq)]
pub struct Artefact {
    /// The style.
    pub style: String,
    /// Its path below the style's folder.
    pub path: PathBuf,
    /// False where an earlier one was still right.
    pub is_new: bool,
    /// How long the compiler ran for it, in this run or when it was made.
    pub seconds: f64,
    /// What the compiler warns of in generated code.
    pub warnings: Vec<String>,
    /// The fingerprint of what went into it.
    print: String,
}

/// Compiles packages that lie in the stage. Styles and interpreters run beside each other, as far as there are cores.
pub fn compile(stage: &mut Stage, jobs: &[Job], tools: &Tools) -> Result<Vec<Artefact>> {
    let slots = Slots::new();
    let shared: &Stage = stage;
    let results: Vec<Result<Vec<Artefact>>> = thread::scope(|scope| {
        let slots = &slots;
        let threads: Vec<_> =
            jobs.iter().map(|job| scope.spawn(move || package(shared, job, tools, slots))).collect();
        threads.into_iter().map(joined).collect()
    });
    let mut artefacts = Vec::new();
    for result in results {
        artefacts.extend(result?);
    }
    for artefact in &artefacts {
        stage.compiled(&artefact.style, &artefact.path, artefact.print.clone(), artefact.seconds);
    }
    Ok(artefacts)
}

/// One package: its steps in order, an extension for each interpreter.
fn package(stage: &Stage, job: &Job, tools: &Tools, slots: &Slots) -> Result<Vec<Artefact>> {
    let mut done = Vec::new();
    for step in &job.recipe.steps {
        match step {
            Step::Extension { limited_api: Some(version), .. } => {
                tools.pythons.iter().try_for_each(|python| python.require_limited_api(*version))?;
                // One binary serves them all. What the newest headers take for granted of an object, older interpreters
                // do not keep to: the oldest is the one to compile for.
                let python = tools.pythons.iter().min_by_key(|python| python.version);
                done.push(one(stage, job, step, tools, some(python)?, slots)?);
            }
            Step::Extension { limited_api: None, .. } => {
                let each = |python| one(stage, job, step, tools, python, slots);
                let results: Vec<Result<Artefact>> = thread::scope(|scope| {
                    let each = &each;
                    let threads: Vec<_> =
                        tools.pythons.iter().map(|python| scope.spawn(move || each(python))).collect();
                    threads.into_iter().map(joined).collect()
                });
                done.extend(results.into_iter().collect::<Result<Vec<_>>>()?);
            }
            Step::SharedLibrary { .. } | Step::PythonScript { .. } => {
                done.push(one(stage, job, step, tools, some(tools.pythons.first())?, slots)?);
            }
        }
    }
    Ok(done)
}

fn some(python: Option<&Python>) -> Result<&Python> {
    python.ok_or_else(|| Error::Internal("no interpreter was chosen".into()))
}

/// One step for one interpreter, unless an earlier result is still right.
fn one(
    stage: &Stage,
    job: &Job,
    step: &Step,
    tools: &Tools,
    python: &Python,
    slots: &Slots,
) -> Result<Artefact> {
    let path = output(step, python);
    let print = print(stage, job, step, tools, python);
    let is_new = !stage.reuse(job.style, &path, &print)?;
    let turns = Turns::of(slots);
    let run = command::Run { stage, job, tools, python, slots: &turns };
    let warnings = if is_new { run.step(step, &path)? } else { Vec::new() };
    let seconds = if is_new { turns.spent().as_secs_f64() } else { stage.seconds(job.style, &path) };
    Ok(Artefact { style: job.style.to_owned(), path, is_new, seconds, warnings, print })
}

/// Where a step's result lies, below the style's folder.
fn output(step: &Step, python: &Python) -> PathBuf {
    match step {
        Step::SharedLibrary { output, .. } | Step::PythonScript { output, .. } => output.clone(),
        Step::Extension { stem, limited_api, .. } => {
            let suffix = if limited_api.is_some() { ".abi3.so" } else { &python.ext_suffix };
            PathBuf::from(format!("{}{suffix}", stem.display()))
        }
    }
}

/// Everything that goes into a step's result. A library's own headers on the system are not: what they say is in the
/// package's files already.
fn print(stage: &Stage, job: &Job, step: &Step, tools: &Tools, python: &Python) -> String {
    let compilers = (&tools.c.version, tools.cxx.as_ref().map(|cxx| &cxx.version));
    let interpreter = match step {
        Step::SharedLibrary { .. } => None,
        _ => Some((&python.executable, python.version, &python.cffi)),
    };
    fingerprint::of(&(stage.content(job.style), step, job.library, compilers, interpreter))
}

/// A thread's result; a panic in it is passed on.
pub(super) fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
