//! Which of the declared functions and variables there are to call: exported by a library, or defined in the sources.
//!
//! In: an API, what to link. Out: a new API without those that are declared only, each told with its reason, and the
//! names under which the libraries are loaded. The linker says which files `-lNAME` means (a `.so` may be a script).

mod callers;
mod libraries;
mod references;

use super::rounds::Court;
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir::{Api, Kind, Language, Linkage, Skipped};
use crate::toolchain::{CompileError, Compiler, Flags, Link};
use libraries::{Exports, Library};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What to link.
#[derive(Debug, Clone)]
pub struct LinkRequest<'a> {
    /// The compiler that links.
    pub compiler: &'a Compiler,
    /// The user's flags.
    pub flags: &'a Flags,
    /// Names for `-l`, in order.
    pub libraries: &'a [String],
    /// Folders for `-L`.
    pub library_dirs: &'a [PathBuf],
    /// The library's own C or C++ files.
    pub sources: &'a [PathBuf],
}

/// What the linker found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    /// What a loader asks for at run time, one for each of the libraries.
    pub sonames: Vec<String>,
}

/// A new API with only those external functions and variables that there are.
pub fn exports(api: &Api, request: &LinkRequest<'_>) -> Result<(Api, Linked)> {
    let libraries = find(request)?;
    let mut known: Exports = libraries.iter().flat_map(|l| l.exports.iter().cloned()).collect();
    known.extend(defined(request)?);
    let api = &with_own_storage(api, &known);
    let sonames = if request.libraries.is_empty() {
        vec![]
    } else {
        libraries.iter().map(|l| l.soname.clone()).collect()
    };

    let missing = missing(api, request, &known)?;
    if is_nothing_named(request) && !missing.is_empty() && missing.len() == n_external(api) {
        return Err(Error::input(no_library(api, missing.len())));
    }
    let whose = whose(request, &libraries);
    let stranded = callers::without_callees(api, &missing, &known, &whose)?;
    let mut kept = without(api, &missing, &whose);
    kept.functions.retain(|f| !stranded.iter().any(|s| s.name == f.name));
    kept.skipped.extend(stranded);
    Ok((kept, Linked { sonames }))
}

/// A variable that the header itself defines and nothing exports lies wherever the header is included: in the shim, for
/// one.
fn with_own_storage(api: &Api, known: &Exports) -> Api {
    let mut api = api.clone();
    let defined: BTreeSet<&String> = api.defined.iter().collect();
    for variable in &mut api.variables {
        if defined.contains(&variable.name) && !known.contains(&variable.name) {
            variable.linkage = Linkage::Inline;
        }
    }
    api
}

fn is_nothing_named(request: &LinkRequest<'_>) -> bool {
    request.libraries.is_empty() && request.sources.is_empty()
}

/// The libraries that are named; none named, the ones that are always linked.
fn find(request: &LinkRequest<'_>) -> Result<Vec<Library>> {
    if is_nothing_named(request) {
        let trace = request.compiler.trace_link(&Link::default(), true)?;
        return libraries::standard(&trace.files);
    }
    if request.libraries.is_empty() {
        return Ok(Vec::new());
    }
    let link = Link {
        library_dirs: request.library_dirs.to_vec(),
        libraries: request.libraries.to_vec(),
        ..Link::default()
    };
    let trace = request.compiler.trace_link(&link, false)?;
    let found = libraries::read(request.libraries, &trace.files)?;
    let lost = request.libraries.iter().zip(&found).filter(|(_, library)| library.is_none());
    let problems: Vec<Diagnostic> = lost.map(|(name, _)| not_found(name)).collect();
    if problems.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(Error::Input(problems)) }
}

fn not_found(name: &str) -> Diagnostic {
    let message = format!("the library {name} cannot be found");
    let hint =
        format!("name its folder with -L, or install its development package (lib{name}-dev or alike)");
    Diagnostic::error("library-not-found", Span::default(), message).hint(hint)
}

fn no_library(api: &Api, n_missing: usize) -> Diagnostic {
    let span = api.functions.iter().map(|f| f.span.clone()).next().unwrap_or_default();
    let message = format!("nothing says where the {n_missing} declared functions and variables are defined");
    Diagnostic::error("no-library", span, message)
        .hint("name the library with -l NAME, or its code with --source FILE")
}

/// The symbols that the user's sources define.
fn defined(request: &LinkRequest<'_>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for source in request.sources {
        match request.compiler.compile_source(source, request.flags, &["-O0", "-w", "-fno-lto"]) {
            Ok(object) => found.extend(libraries::defined(&object)),
            Err(CompileError::Rejected { errors, error }) => {
                return Err(source_errors(source, &errors, error));
            }
            Err(CompileError::Failed(error)) => return Err(error),
        }
    }
    Ok(found)
}

fn source_errors(source: &Path, errors: &[crate::toolchain::LineError], error: Error) -> Error {
    if errors.is_empty() {
        return error;
    }
    let finding = |e: &crate::toolchain::LineError| {
        let message = format!("{} does not compile: {}", source.display(), e.message);
        Diagnostic::error("source-does-not-compile", Span::new(&e.file, e.line, 0), message)
    };
    Error::Input(errors.iter().take(10).map(finding).collect())
}

/// What is declared and not there, by its index in the API (C++ has several functions of one name), to the symbol that
/// it has instead of its name.
type Missing = BTreeMap<(Kind, usize), Option<String>>;

/// Compares by plain name first; what is not there by its name is asked for its symbol (C++ always has another).
fn missing(api: &Api, request: &LinkRequest<'_>, known: &Exports) -> Result<Missing> {
    let is_cxx = api.language == Language::Cxx;
    let is_doubtful =
        |name: &String, linkage| linkage == Linkage::External && (is_cxx || !known.contains(name));
    let mut doubtful = Api { functions: vec![], variables: vec![], ..api.clone() };
    let mut keys = Vec::new();
    for (i, f) in api.functions.iter().enumerate().filter(|(_, f)| is_doubtful(&f.name, f.linkage)) {
        doubtful.functions.push(f.clone());
        keys.push((Kind::Function, i));
    }
    for (i, v) in api.variables.iter().enumerate().filter(|(_, v)| is_doubtful(&v.name, v.linkage)) {
        doubtful.variables.push(v.clone());
        keys.push((Kind::Variable, i));
    }
    if keys.is_empty() {
        return Ok(Missing::new());
    }
    let court = Court { api: &doubtful, compiler: request.compiler, flags: request.flags, tries_code: false };
    let symbols = references::symbols(&court)?;
    let mut missing = Missing::new();
    for (key, symbol) in keys.into_iter().zip(symbols) {
        let there = symbol.as_ref().is_some_and(|s| known.contains(s));
        if !there {
            missing.insert(key, None);
        } else if !is_cxx {
            missing.insert(key, symbol);
        }
    }
    Ok(missing)
}

fn n_external(api: &Api) -> usize {
    let functions = api.functions.iter().filter(|f| f.linkage == Linkage::External).count();
    functions + api.variables.iter().filter(|v| v.linkage == Linkage::External).count()
}

/// `libz.so.1`; for the reason.
fn whose(request: &LinkRequest<'_>, libraries: &[Library]) -> String {
    let names: Vec<&str> = libraries.iter().map(|l| l.soname.as_str()).collect();
    match (names.is_empty(), request.sources.is_empty()) {
        (true, _) => "not defined in the sources".into(),
        (false, true) => format!("not exported by {}", names.join(" or ")),
        (false, false) => format!("neither exported by {} nor defined in the sources", names.join(" or ")),
    }
}

fn without(api: &Api, missing: &Missing, whose: &str) -> Api {
    let mut kept = api.clone();
    let mut skipped = Vec::new();
    let mut keeps = |key: (Kind, usize), name: &str, span: &Span| {
        let Some(other) = missing.get(&key) else { return true };
        let reason = match other {
            Some(symbol) => format!("declared under another symbol name, {symbol}"),
            None => format!("declared, but {whose}"),
        };
        skipped.push(Skipped { kind: key.0, name: name.to_owned(), reason, span: span.clone() });
        false
    };
    let mut at = 0..;
    kept.functions.retain(|f| keeps((Kind::Function, at.next().unwrap_or(0)), &f.name, &f.span));
    let mut at = 0..;
    kept.variables.retain(|v| keeps((Kind::Variable, at.next().unwrap_or(0)), &v.name, &v.span));
    kept.skipped.extend(skipped);
    kept
}

#[cfg(test)]
mod tests;
