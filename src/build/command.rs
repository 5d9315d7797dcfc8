//! The command lines of one step.
//!
//! Every program runs in the package's folder with relative paths, so nothing of this machine gets into what is built.

use super::compile::{Job, Tools};
use super::refused;
use super::slots::Turns;
use super::write::Stage;
use crate::error::{Error, Result};
use crate::plan::Step;
use crate::toolchain::{self, Compiler, CompilerKind, Python};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Warnings that generated C is held to. What a library calls deprecated is bound all the same.
const STRICT: [&str; 6] =
    ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wwrite-strings", "-Wno-deprecated-declarations"];

/// One step's surroundings.
pub struct Run<'a> {
    /// Where the package lies.
    pub stage: &'a Stage,
    /// The package.
    pub job: &'a Job<'a>,
    /// The compilers.
    pub tools: &'a Tools,
    /// The interpreter to compile for.
    pub python: &'a Python,
    /// The free cores.
    pub slots: &'a Turns<'a>,
}

/// What sets an extension module apart from a plain library.
#[derive(Clone, Copy)]
struct ForPython {
    strict: bool,
    limited_api: Option<u32>,
    closures: bool,
}

impl Run<'_> {
    /// Carries out a step, so that `output` is there.
    ///
    /// What comes back is what the compiler says about generated code in spite of it: a fault of ours.
    pub fn step(&self, step: &Step, output: &Path) -> Result<Vec<String>> {
        self.stage.make_parent(self.job.style, output)?;
        match step {
            Step::SharedLibrary { sources, .. } => self.shared(sources, output, None),
            Step::Extension { sources, strict, limited_api, closures, .. } => {
                self.python.require_headers()?;
                let closures = *closures && self.has_ffi(output)?;
                let kind = ForPython { strict: *strict, limited_api: *limited_api, closures };
                self.shared(sources, output, Some(kind))
            }
            Step::PythonScript { script, output } => self.script(script, output),
        }
    }

    /// Whether libffi can be compiled and linked with, which makes a C function for any Python callable.
    fn has_ffi(&self, output: &Path) -> Result<bool> {
        let scratch =
            self.stage.scratch(&format!("{}-ffi-{}", self.job.style, output.display()).replace('/', "-"))?;
        let mut command = self.compiler(false)?.command();
        command.args(["-include", "ffi.h", "-xc", "/dev/null", "-shared", "-fPIC", "-lffi", "-o"]);
        command.arg(scratch.join("ffi.so"));
        Ok(self.slots.run(|| toolchain::success(&mut command)).is_ok())
    }

    fn script(&self, script: &Path, output: &Path) -> Result<Vec<String>> {
        let mut command = Command::new(&self.python.executable);
        // `-P` needs 3.11; `-I` would hide PYTHONPATH, where somebody may have put cffi.
        command.arg("-B").arg(script).arg(output).current_dir(self.folder());
        self.slots.run(|| toolchain::success(&mut command)).map(|_| Vec::new())
    }

    fn shared(&self, sources: &[PathBuf], output: &Path, kind: Option<ForPython>) -> Result<Vec<String>> {
        let name = format!("{}-{}-{}", self.job.style, self.python.ext_suffix, kind.is_some());
        let scratch = self.stage.scratch(&name)?;
        let object = |i: usize| scratch.join(format!("{i}.o"));
        let results: Vec<Result<Option<String>>> = std::thread::scope(|scope| {
            let object = &object;
            let threads: Vec<_> = sources
                .iter()
                .enumerate()
                .map(|(i, source)| scope.spawn(move || self.object(source, &object(i), kind)))
                .collect();
            threads.into_iter().map(super::compile::joined).collect()
        });
        let warnings = results.into_iter().collect::<Result<Vec<_>>>()?;
        let objects: Vec<PathBuf> = (0..sources.len()).map(object).collect();
        self.link(sources, &objects, output, kind)?;
        Ok(warnings.into_iter().flatten().collect())
    }

    fn object(&self, source: &Path, object: &Path, kind: Option<ForPython>) -> Result<Option<String>> {
        let compiler = self.compiler(is_cxx(source))?;
        let mut command = compiler.command();
        command.current_dir(self.folder());
        if let Some(kind) = kind {
            // Nobody but the loader looks for a symbol here, and none of ours may stand in for another library's.
            command.arg("-fvisibility=hidden").arg("-isystem").arg(&self.python.include);
            // A debug build of Python shares its headers by symbolic links, and gcc would look for pyconfig.h where they
            // lead: beside another build's.
            let keeps_links = compiler.kind == CompilerKind::Gcc;
            command.args(keeps_links.then_some("-fno-canonical-system-headers"));
            command.args(kind.closures.then_some("-DTRIBIND_FFI"));
            if let Some(version) = kind.limited_api {
                command.arg(format!("-DPy_LIMITED_API=0x{version:08X}"));
            }
        }
        let is_ours = kind.is_some_and(|kind| kind.strict) && !source.starts_with("csrc");
        command.args(if is_ours { &STRICT[..] } else { &["-w"] });
        // Code of the user's that lies in a header is not ours to judge; g++ is particular about the order of `-isystem`.
        let prefix = if is_ours && !is_cxx(source) { "-isystem" } else { "-I" };
        command.args(self.flags(prefix)).arg("-c").arg(source).arg("-o").arg(object);
        let output = self.slots.run(|| toolchain::output(&mut command))?;
        if !output.status.success() {
            let original = |path: &Path| self.stage.original(self.job.style, path);
            return Err(refused::error(&command, &output, original));
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Ok((is_ours && !said.is_empty()).then_some(said))
    }

    fn flags(&self, include: &str) -> Vec<String> {
        let library = self.job.library;
        let mut flags: Vec<String> = library.defines.iter().map(|define| format!("-D{define}")).collect();
        let own = ["include", "csrc"].map(PathBuf::from);
        for dir in own.iter().filter(|dir| self.folder().join(dir).is_dir()).chain(&library.include_dirs) {
            flags.push(format!("{include}{}", dir.display()));
        }
        flags.extend(library.compiler_args.iter().cloned());
        flags
    }

    fn link(
        &self,
        sources: &[PathBuf],
        objects: &[PathBuf],
        output: &Path,
        kind: Option<ForPython>,
    ) -> Result<()> {
        let compiler = self.compiler(sources.iter().any(|source| is_cxx(source)))?;
        let library = self.job.library;
        let link = toolchain::Link {
            objects: objects.to_vec(),
            library_dirs: library.search_dirs.clone(),
            libraries: library.link.clone(),
            args: kind.filter(|k| k.closures).map(|_| "-lffi".to_owned()).into_iter().collect(),
        };
        let target = self.folder().join(output);
        self.slots.run(|| match kind {
            Some(_) => compiler.link_extension(&link, &target),
            None => compiler.link_shared(&link, &target),
        })
    }

    fn compiler(&self, is_cxx: bool) -> Result<&Compiler> {
        if !is_cxx {
            return Ok(&self.tools.c);
        }
        let missing = || Error::Internal("a C++ source, and no C++ compiler was looked for".into());
        self.tools.cxx.as_ref().ok_or_else(missing)
    }

    fn folder(&self) -> PathBuf {
        self.stage.folder(self.job.style)
    }
}

/// Whether a step compiles C++.
pub fn has_cxx(step: &Step) -> bool {
    match step {
        Step::SharedLibrary { sources, .. } | Step::Extension { sources, .. } => {
            sources.iter().any(|source| is_cxx(source))
        }
        Step::PythonScript { .. } => false,
    }
}

fn is_cxx(source: &Path) -> bool {
    source.extension().is_some_and(|e| ["cpp", "cc", "cxx", "C", "c++"].iter().any(|cxx| e == *cxx))
}
