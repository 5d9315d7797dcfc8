//! The C or C++ compiler: found once, asked once for its facts, used through the `cc` crate.
//!
//! In: the environment (`CC`, `CXX`, `PATH`). Out: a [`Compiler`] that knows its include folders, kind, version and
//! target, and turns source text into the bytes of an object file.

use super::messages::{LineError, line_errors};
use super::{Environment, Flags, run};
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs that only stand before a compiler in `CC`.
const WRAPPERS: [&str; 5] = ["ccache", "sccache", "distcc", "icecc", "buildcache"];

/// Whose command line a compiler speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompilerKind {
    /// GCC.
    Gcc,
    /// Clang, Apple's too.
    Clang,
}

/// A C or C++ compiler that works.
#[derive(Debug, Clone)]
pub struct Compiler {
    /// The program, `/usr/bin/cc`.
    pub program: PathBuf,
    /// Whether it compiles C++.
    pub is_cxx: bool,
    /// GCC or Clang.
    pub kind: CompilerKind,
    /// Its own version line, `gcc version 12.2.0 (Debian …)`.
    pub version: String,
    /// The target it compiles for, in its own words: `x86_64-linux-gnu`.
    pub target: String,
    /// Folders of `#include <…>`, in search order.
    pub include_dirs: Vec<PathBuf>,
    /// Arguments that stood beside the program in `CC`.
    extra_args: Vec<String>,
    /// What `cc` makes of it: program, flags for this target, `CFLAGS`.
    tool: cc::Tool,
    /// The environment that every run gets.
    vars: BTreeMap<String, String>,
    /// The folder that relative paths start at.
    pub(super) cwd: PathBuf,
}

/// Why source text did not become an object.
#[derive(Debug)]
pub enum CompileError {
    /// The compiler refused the text.
    Rejected {
        /// Errors with their places; empty where the output could not be read.
        errors: Vec<LineError>,
        /// The same as a tool's failure, for showing.
        error: Error,
    },
    /// The compiler could not be run, or its output not be read.
    Failed(Error),
}

impl From<CompileError> for Error {
    fn from(error: CompileError) -> Self {
        match error {
            CompileError::Rejected { error, .. } | CompileError::Failed(error) => error,
        }
    }
}

impl Compiler {
    /// The compiler of `CC` (`CXX`), else the first of `cc`, `gcc`, `clang` (`c++`, `g++`, `clang++`) on `PATH`.
    pub fn find(environment: &Environment, is_cxx: bool) -> Result<Self> {
        let (program, extra_args) = choose(environment, is_cxx)?;
        let (facts, tool) = std::thread::scope(|scope| {
            // Both run the compiler; that it compiles for this machine is the rule.
            let tool = scope.spawn(|| cc_tool(&program, "", is_cxx));
            (Facts::ask(environment, &program, &extra_args, is_cxx), tool.join())
        });
        let facts = facts?;
        let tool = match tool {
            Ok(tool) if rust_triple(&facts.target) == rust_triple("") => tool?,
            _ => cc_tool(&program, &facts.target, is_cxx)?,
        };
        Ok(Self {
            program,
            is_cxx,
            kind: facts.kind,
            version: facts.version,
            target: facts.target,
            include_dirs: facts.include_dirs,
            extra_args,
            tool,
            vars: environment.vars.clone(),
            cwd: environment.cwd.clone(),
        })
    }

    /// A command line to add to: the program, what `cc` adds for the target (`-O2 -fPIC`, `CFLAGS`), no files yet.
    pub fn command(&self) -> Command {
        let mut command = self.tool.to_command();
        command.args(&self.extra_args).envs(&self.vars).env("LC_ALL", "C");
        in_folder(&mut command, &self.cwd);
        command
    }

    /// Compiles source text to the bytes of an object file.
    ///
    /// `late` follows every other argument, so it wins. The text is known to the compiler under a temporary name:
    /// it should set its own by `#line`.
    pub fn compile_object(
        &self,
        source: &str,
        flags: &Flags,
        late: &[&str],
    ) -> std::result::Result<Vec<u8>, CompileError> {
        let scratch = scratch()?;
        let file = scratch.path().join(source_name(flags));
        save(&file, source).map_err(|e| CompileError::Failed(Error::io(&file, e)))?;
        self.compile_in(scratch.path(), &file, flags, late)
    }

    /// The macros that are defined at the end of source text, a `#define` a line; `None` where the preprocessor refuses
    /// the text.
    pub fn definitions(&self, source: &str, flags: &Flags, late: &[&str]) -> Result<Option<String>> {
        let scratch = scratch()?;
        let file = scratch.path().join(source_name(flags));
        save(&file, source).map_err(|e| Error::io(&file, e))?;
        let mut command = self.command();
        command.args(flags.to_args()).args(late).args(["-E", "-dM"]).arg(&file);
        let output = run::output(&mut command)?;
        Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
    }

    /// Compiles a source file to the bytes of an object file; its ending says the language.
    pub fn compile_source(
        &self,
        source: &Path,
        flags: &Flags,
        late: &[&str],
    ) -> std::result::Result<Vec<u8>, CompileError> {
        let is_c = source.extension().is_some_and(|e| e == "c");
        let mut late = late.to_vec();
        // A C++ compiler takes a `.c` file for C++ unless told.
        if is_c && self.is_cxx {
            late.extend(["-x", "c"]);
        }
        self.compile_in(scratch()?.path(), source, flags, &late)
    }

    fn compile_in(
        &self,
        scratch: &Path,
        file: &Path,
        flags: &Flags,
        late: &[&str],
    ) -> std::result::Result<Vec<u8>, CompileError> {
        let object = scratch.join("a.o");
        let mut command = self.command();
        command.args(flags.to_args()).args(late).arg("-c").arg(file).arg("-o").arg(&object);
        let output = run::output(&mut command).map_err(CompileError::Failed)?;
        if !output.status.success() {
            let errors = line_errors(&String::from_utf8_lossy(&output.stderr));
            return Err(CompileError::Rejected { errors, error: run::failure(&command, &output) });
        }
        std::fs::read(&object).map_err(|e| CompileError::Failed(Error::io(&object, e)))
    }

    /// Compiles a source file to an object file.
    pub fn compile_file_to(&self, source: &Path, object: &Path, flags: &Flags) -> Result<()> {
        let mut command = self.command();
        command.args(flags.to_args()).arg("-c").arg(source).arg("-o").arg(object);
        run::success(&mut command).map(drop)
    }
}

fn scratch() -> std::result::Result<tempfile::TempDir, CompileError> {
    tempfile::tempdir().map_err(|e| CompileError::Failed(Error::io(std::env::temp_dir(), e)))
}

fn source_name(flags: &Flags) -> &'static str {
    if flags.is_cxx { "claims.cpp" } else { "claims.c" }
}

/// Writes a scratch file that dies with its folder.
#[allow(clippy::disallowed_methods)] // scratch for the compiler, in a folder of `tempfile`; no output of ours
fn save(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::File::create(path)?.write_all(text.as_bytes())
}

pub(super) fn in_folder(command: &mut Command, cwd: &Path) {
    if !cwd.as_os_str().is_empty() {
        command.current_dir(cwd);
    }
}

fn choose(environment: &Environment, is_cxx: bool) -> Result<(PathBuf, Vec<String>)> {
    let variable = if is_cxx { "CXX" } else { "CC" };
    if let Some(value) = environment.var(variable) {
        return from_variable(environment, variable, value);
    }
    let names = if is_cxx { ["c++", "g++", "clang++"] } else { ["cc", "gcc", "clang"] };
    let found = names.iter().find_map(|name| environment.find_program(name));
    found.map(|program| (program, Vec::new())).ok_or_else(|| missing(is_cxx))
}

/// `CC='ccache gcc -m32'` is a wrapper, a program and its arguments; a path with spaces is a program.
fn from_variable(environment: &Environment, variable: &str, value: &str) -> Result<(PathBuf, Vec<String>)> {
    if let Some(program) = environment.find_program(value.trim()) {
        return Ok((program, Vec::new()));
    }
    let is_wrapper = |word: &&str| {
        let stem = Path::new(word).file_stem().unwrap_or_default();
        WRAPPERS.iter().any(|w| stem == *w)
    };
    let mut words = value.split_whitespace().skip_while(is_wrapper);
    let program = words.next().and_then(|name| environment.find_program(name));
    match program {
        Some(program) => Ok((program, words.map(str::to_owned).collect())),
        None => Err(Error::Missing {
            what: format!("the compiler that {variable} names was not found: {value}"),
            hint: format!("unset {variable}, or set it to a compiler on PATH"),
        }),
    }
}

fn missing(is_cxx: bool) -> Error {
    let (what, package) =
        if is_cxx { ("no C++ compiler was found", "g++") } else { ("no C compiler was found", "gcc") };
    Error::Missing { what: what.into(), hint: format!("apt-get install {package}") }
}

/// What `-E -v` tells.
struct Facts {
    kind: CompilerKind,
    version: String,
    target: String,
    include_dirs: Vec<PathBuf>,
}

impl Facts {
    fn ask(environment: &Environment, program: &Path, extra: &[String], is_cxx: bool) -> Result<Self> {
        let mut command = Command::new(program);
        command.envs(&environment.vars).args(extra);
        in_folder(&mut command, &environment.cwd);
        command.args(["-E", "-v", "-x", if is_cxx { "c++" } else { "c" }, "/dev/null"]);
        let output = run::success(&mut command)?;
        Ok(Self::read(&String::from_utf8_lossy(&output.stderr)))
    }

    fn read(text: &str) -> Self {
        let version = text.lines().find(|l| l.contains("clang version") || l.starts_with("gcc version"));
        let version = version.unwrap_or_default().trim();
        let target = text.lines().find_map(|l| l.strip_prefix("Target: ")).unwrap_or_default();
        let dirs = text.lines().skip_while(|l| !l.starts_with("#include <...>")).skip(1);
        let dirs = dirs.take_while(|l| l.starts_with(' ')).filter(|l| !l.contains("(framework directory)"));
        Self {
            kind: if version.contains("clang") { CompilerKind::Clang } else { CompilerKind::Gcc },
            version: version.to_owned(),
            target: target.trim().to_owned(),
            include_dirs: dirs.map(|l| tidy(Path::new(l.trim()))).collect(),
        }
    }
}

/// `/usr/bin/../lib/x` as a reader would write it, where the folder is there.
fn tidy(path: &Path) -> PathBuf {
    let has_dots = path.components().any(|c| c == std::path::Component::ParentDir);
    if has_dots { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

/// `cc` outside a build script wants target, host and optimisation said.
fn cc_tool(program: &Path, target: &str, is_cxx: bool) -> Result<cc::Tool> {
    let host = rust_triple("");
    let mut build = cc::Build::new();
    build
        .cargo_output(false)
        .cargo_metadata(false)
        .cargo_debug(false)
        .compiler(program)
        .cpp(is_cxx)
        .host(&host)
        .target(&rust_triple(target));
    build.opt_level(2).pic(true).debug(false).warnings(true).extra_warnings(false);
    build
        .try_get_compiler()
        .map_err(|e| Error::Command { program: program.display().to_string(), detail: e.to_string() })
}

/// The compiler's triple in Rust's words; the machine's own where that is not possible.
fn rust_triple(target: &str) -> String {
    let arch = match target.split('-').next().unwrap_or_default() {
        "" => std::env::consts::ARCH,
        "arm64" => "aarch64",
        "i386" | "i486" | "i586" => "i686",
        "powerpc64le" | "ppc64le" => "powerpc64le",
        "riscv64" => "riscv64gc",
        other => other,
    };
    let is_apple = target.contains("apple") || (target.is_empty() && cfg!(target_vendor = "apple"));
    let system = match target {
        _ if is_apple => "apple-darwin",
        t if t.ends_with("gnueabihf") => "unknown-linux-gnueabihf",
        t if t.ends_with("musl") => "unknown-linux-musl",
        _ => "unknown-linux-gnu",
    };
    format!("{arch}-{system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() }
    }

    #[test]
    fn finds_a_compiler_and_its_facts() {
        let compiler = Compiler::find(&environment(), false).unwrap();
        assert!(compiler.version.contains("version"), "{compiler:?}");
        assert!(compiler.target.contains('-'), "{compiler:?}");
        assert!(compiler.include_dirs.iter().any(|d| d.join("stdio.h").is_file()), "{compiler:?}");
    }

    #[test]
    fn no_compiler_is_missing_with_its_command() {
        let environment = Environment::default();
        let Err(Error::Missing { what, hint }) = Compiler::find(&environment, false) else { panic!() };
        assert_eq!((what.as_str(), hint.as_str()), ("no C compiler was found", "apt-get install gcc"));
    }

    #[test]
    fn the_variable_may_hold_wrapper_and_arguments() {
        let mut environment = environment();
        environment.vars.insert("CC".into(), "ccache cc -DFROM_CC".into());
        let compiler = Compiler::find(&environment, false).unwrap();
        compiler.compile_object("#ifndef FROM_CC\n#error\n#endif\n", &Flags::default(), &[]).unwrap();
        environment.vars.insert("CC".into(), "no-such-compiler".into());
        assert!(matches!(Compiler::find(&environment, false), Err(Error::Missing { .. })));
    }

    #[test]
    fn errors_carry_their_lines() {
        let compiler = Compiler::find(&environment(), false).unwrap();
        let source = "#line 7 \"claims\"\nint x = y;\n#line 9 \"claims\"\nint z = ;\n";
        let Err(CompileError::Rejected { errors, .. }) =
            compiler.compile_object(source, &Flags::default(), &[])
        else {
            panic!()
        };
        let places: Vec<_> = errors.iter().map(|e| (e.file.as_str(), e.line)).collect();
        assert_eq!(places, [("claims", 7), ("claims", 9)]);
        assert!(errors[0].message.contains('y'));
    }
}
