//! A header set becomes the `ir`: what it declares, in C's own terms.
//!
//! In: the configuration, a libclang, the compiler's include folders. Out: an [`ir::Api`] whose numbers and values are
//! claims until `verdict` has run. Two readers look at the same text: libclang itself for C's exact words (`clang`,
//! `facts`), bindgen for its inventory and values (`bindgen`, `claims`). Nothing behind this module knows either.

mod search;

mod clang;
mod facts;

mod bindgen;
mod claims;

mod join;

mod packages;
mod problems;

use crate::config::Config;
use crate::diag::{Diagnostic, Severity, Span};
use crate::error::{Error, Result};
use crate::ir;
use crate::toolchain::Libclang;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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

/// Time by part; libclang and bindgen run side by side.
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
    let arguments = arguments(config, &own_headers_of_clang(libclang, compiler_dirs)?);
    let text = main_text(&search);

    // bindgen comes second: it prints clang's errors by itself, and they are told once, in our form.
    let (parsed, parsing) = timed(|| parse(&text, &arguments, &search, compiler_dirs));
    let (unit, mut warnings) = parsed?;
    let ((facts, walking), claimed) = std::thread::scope(|scope| {
        let bindgen = std::thread::Builder::new().stack_size(BINDGEN_STACK).spawn_scoped(scope, || {
            clang::share(&Arc::clone(&library));
            timed(|| claims(&text, &arguments, &search))
        });
        let seen = timed(|| facts::gather(&unit, &search.own, config.language));
        let claimed = match bindgen {
            Ok(thread) => thread.join().unwrap_or_else(|_| (Err("a panic".into()), Duration::ZERO)),
            Err(e) => (Err(e.to_string()), Duration::ZERO),
        };
        (seen, claimed)
    });

    if let Some(nothing) = problems::nothing(&facts, &search) {
        return Err(Error::input(nothing));
    }
    let (mut api, joining) = timed(|| match &claimed.0 {
        Ok(claims) => join::join(facts.api, &facts.declared, claims),
        Err(_) => facts.api,
    });
    if let Err(reason) = &claimed.0 {
        warnings.push(without_bindgen(&search, reason));
    }
    api.includes = search.headers.iter().map(|h| h.include.clone()).collect();
    api.own_files = carried(&search, &facts.files, compiler_dirs);
    let timings = Timings { libclang: parsing + walking, bindgen: claimed.1, join: joining };
    Ok(Reading { api, warnings, timings })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed())
}

/// libclang's reading, and its warnings; its errors end the stage.
fn parse(
    text: &str,
    arguments: &[String],
    search: &search::Search,
    compiler_dirs: &[PathBuf],
) -> Result<(clang::Unit, Vec<Diagnostic>)> {
    let unit = clang::Unit::parse(MAIN, text, arguments)
        .ok_or_else(|| Error::Internal("libclang gave up on the headers without a word".into()))?;
    let problems = problems::from_clang(&unit.errors(), search, compiler_dirs);
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return Err(Error::Input(problems));
    }
    Ok((unit, problems))
}

fn claims(
    text: &str,
    arguments: &[String],
    search: &search::Search,
) -> std::result::Result<claims::Claims, String> {
    let rust = bindgen::run(MAIN, text, arguments, &search.own.patterns)?;
    claims::read(&rust)
}

fn without_bindgen(search: &search::Search, reason: &str) -> Diagnostic {
    let file = search.headers.first().map(|h| h.path.clone()).unwrap_or_default();
    let message = format!("bindgen could not read the header ({reason}); libclang alone was used");
    Diagnostic::warning("bindgen-failed", Span::new(file, 0, 0), message)
}

/// The text that is parsed: the headers in the order given, installed ones as a user would include them.
fn main_text(search: &search::Search) -> String {
    let line = |h: &search::Header| match h.include.starts_with('<') {
        true => format!("#include {}\n", h.include),
        false => format!("#include \"{}\"\n", h.path.display()),
    };
    search.headers.iter().map(line).collect()
}

/// The arguments of both readers.
fn arguments(config: &Config, system_dirs: &[PathBuf]) -> Vec<String> {
    let (language, standard) = match config.language {
        ir::Language::C => ("c", "-std=gnu17"),
        ir::Language::Cxx => ("c++", "-std=gnu++17"),
    };
    let mut arguments = vec!["-x".to_owned(), language.to_owned()];
    if !config.clang_args.iter().any(|a| a.starts_with("-std=")) {
        arguments.push(standard.to_owned());
    }
    // Warnings are the compiler's business; more errors than clang's 20 are shown at once.
    arguments.extend(["-w", "-ferror-limit=100"].map(str::to_owned));
    arguments.extend(config.include_dirs.iter().map(|dir| format!("-I{}", dir.display())));
    arguments.extend(config.defines.iter().map(|define| format!("-D{define}")));
    arguments.extend(config.clang_args.iter().cloned());
    if !system_dirs.is_empty() {
        // The folders of the user's compiler, so that clang sees the headers which the binding is compiled with.
        arguments.extend(["-nostdinc", "-nostdinc++"].map(str::to_owned));
        for dir in system_dirs {
            arguments.extend(["-isystem".to_owned(), dir.display().to_string()]);
        }
    }
    arguments
}

/// The compiler's include folders, its own `stddef.h` replaced by libclang's where that is installed: GCC's headers
/// speak GCC's built-ins. The wheel has none, and GCC's plain ones do.
fn own_headers_of_clang(libclang: &Libclang, compiler_dirs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let Some(headers) = libclang.resource_headers(&clang::version(libclang)?) else {
        return Ok(compiler_dirs.to_vec());
    };
    let is_compilers = |dir: &PathBuf| dir.join("stddef.h").is_file() && dir.join("stdarg.h").is_file();
    let mut dirs: Vec<PathBuf> = compiler_dirs.to_vec();
    match dirs.iter().position(is_compilers) {
        Some(i) => dirs[i] = headers,
        None => dirs.push(headers),
    }
    Ok(dirs)
}

/// The files that a package must carry: the headers that no machine finds by itself, and what they include below the
/// same folder.
fn carried(search: &search::Search, files: &[PathBuf], compiler_dirs: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let mut folders: Vec<&Path> = search.headers.iter().filter_map(|h| h.carried_from.as_deref()).collect();
    folders.dedup();
    let is_systems = |file: &Path| compiler_dirs.iter().any(|dir| file.starts_with(dir));
    let mut carried: Vec<(PathBuf, PathBuf)> = Vec::new();
    for file in files.iter().filter(|f| !is_systems(f)) {
        let below = folders.iter().find_map(|folder| file.strip_prefix(folder).ok());
        if let Some(below) = below {
            carried.push((file.clone(), below.to_owned()));
        }
    }
    carried
}
