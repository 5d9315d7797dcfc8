//! What clang reports about a header, as diagnostics with a next step.
//!
//! In: clang's messages, and what was read. Out: diagnostics, sorted by place.

use super::clang::Message;
use super::facts::Facts;
use super::input::Signature;
use super::packages::package;
use super::search::Search;
use crate::diag::{Diagnostic, Severity, Span};
use crate::error::{Error, Result};
use crate::ir;
use std::path::{Path, PathBuf};

/// For a header that C cannot read.
const CXX_HINT: &str = "this looks like C++: say `language = \"c++\"` in tribind.toml";

/// How many errors are told; the rest mostly follow from them.
const SHOWN: usize = 20;

/// Clang's own errors: grave in the user's and the library's files, warnings in the system's, which clang recovers from.
///
/// The warnings are handed back; one error makes all of them the stage's error.
pub fn from_clang(
    messages: &[Message],
    search: &Search,
    signatures: &[Signature],
    compiler_dirs: &[PathBuf],
) -> Result<Vec<Diagnostic>> {
    let (mut found, mut of_system): (Vec<Diagnostic>, usize) = (Vec::new(), 0);
    for message in messages {
        let mut diagnostic = convert(message);
        unfinished(&mut diagnostic, search, signatures);
        of_signature(&mut diagnostic, search, signatures);
        let file = Path::new(&message.file);
        let is_systems = compiler_dirs.iter().any(|dir| file.starts_with(dir)) && !search.own.contains(file);
        if is_systems && diagnostic.code == "header-syntax" {
            // The first stands for all: they have one cause, and clang recovers from it.
            of_system += 1;
            if of_system > 1 {
                continue;
            }
            diagnostic = system(diagnostic);
        }
        // A header that ends in the middle is one mistake.
        let is_known = |d: &Diagnostic| d.span == diagnostic.span && (d.span.line == 0 || *d == diagnostic);
        if !found.iter().any(is_known) {
            found.push(diagnostic);
        }
    }
    found.sort_by(|a, b| a.span.cmp(&b.span));
    if let Some(cxx) = found.iter().position(|d| d.hint.as_deref() == Some(CXX_HINT)) {
        // All the others follow from it.
        return Err(Error::input(found.swap_remove(cxx)));
    }
    found.truncate(SHOWN);
    let is_grave = found.iter().any(|d| d.severity == Severity::Error);
    if is_grave { Err(Error::Input(found)) } else { Ok(found) }
}

/// An error that the user did not make: what clang has misunderstood, the compiler's verdict leaves out.
fn system(diagnostic: Diagnostic) -> Diagnostic {
    let is_built_in = diagnostic.message.contains("builtin");
    let message = format!("clang does not take all of the system's headers: {}", diagnostic.message);
    let warning = Diagnostic::warning("system-header", diagnostic.span, message);
    if is_built_in {
        // GCC's own headers speak GCC's built-ins.
        warning.hint("apt-get install libclang-dev brings clang's own headers")
    } else {
        warning
    }
}

fn convert(message: &Message) -> Diagnostic {
    let span = Span::new(&message.file, message.line, message.column);
    if let Some(name) = missing_include(&message.text) {
        let diagnostic =
            Diagnostic::error("include-not-found", span, format!("the header {name} was not found"));
        return diagnostic.hint(match package(name) {
            Some(package) => format!("apt-get install {package}, or name its folder with -I"),
            // Only C++'s own headers have no ending.
            None if !name.contains(['.', '/']) => CXX_HINT.into(),
            None => "name its folder with -I".into(),
        });
    }
    let hint = if is_cxx(&message.text) {
        CXX_HINT
    } else if message.text.contains("unknown type name") {
        "a header that declares it may have to come first: give it before this one"
    } else {
        "the header has to compile on its own: give what it needs before it, by -D, -I or `-- CLANG_ARGS`"
    };
    Diagnostic::error("header-syntax", span, message.text.clone()).hint(hint)
}

/// A header that ends in the middle is noticed in our own text, one line for each header, after its `#include`.
fn unfinished(diagnostic: &mut Diagnostic, search: &Search, signatures: &[Signature]) {
    let is_ours = diagnostic.span.file.ends_with(super::MAIN);
    // Signatures stand behind a line that notices it.
    let last = search.headers.len().saturating_sub(1);
    let nth = (diagnostic.span.line as usize).saturating_sub(1);
    let nth = if nth == last + 1 && !signatures.is_empty() { last } else { nth };
    if let Some(header) = search.headers.get(nth).filter(|_| is_ours && diagnostic.code == "header-syntax") {
        diagnostic.message = format!("{} at the end of the header", diagnostic.message);
        diagnostic.span = Span::new(&header.path, 0, 0);
    }
}

/// A signature of the configuration stands in our own text, behind the headers and the line that ends them.
fn of_signature(diagnostic: &mut Diagnostic, search: &Search, signatures: &[Signature]) {
    let is_ours = diagnostic.span.file.ends_with(super::MAIN);
    let nth = (diagnostic.span.line as usize).checked_sub(search.headers.len() + 2);
    if let Some(signature) = nth.and_then(|nth| signatures.get(nth)).filter(|_| is_ours) {
        let message = format!("the signature of `{}` is no C: {}", signature.callee, diagnostic.message);
        *diagnostic = Diagnostic::error("config-signature", signature.span.clone(), message)
            .hint("it is read behind the headers, as a declaration of theirs would be");
    }
}

/// Words that only C++ has, where C expects a type.
fn is_cxx(text: &str) -> bool {
    ["namespace", "class", "template", "using"].iter().any(|w| text == format!("unknown type name '{w}'"))
}

/// `'zlib.h' file not found` → `zlib.h`.
fn missing_include(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.split_once("' file not found").map(|(name, _)| name)
}

/// An error where the headers declare nothing that a binding could hold.
pub fn nothing(facts: &Facts, search: &Search) -> Option<Diagnostic> {
    let api = &facts.api;
    let has_constant = api.macros.iter().any(|m| !matches!(m.value, ir::MacroValue::NoValue));
    let has_type = api.records.iter().any(|r| r.own) || api.enums.iter().any(|e| e.own);
    let has_code = !(api.functions.is_empty() && api.variables.is_empty());
    if has_constant || has_type || has_code || !api.skipped.is_empty() {
        return None;
    }
    let first = search.headers.first()?;
    let span = Span::new(&first.path, 0, 0);
    let name = first.path.file_name().unwrap_or_default().to_string_lossy();
    if search.headers.iter().all(|h| is_blank(&h.path)) {
        return Some(Diagnostic::error(
            "header-empty",
            span,
            format!("{name} holds nothing but white space"),
        ));
    }
    let message = format!("{name} declares nothing that can be bound");
    Some(Diagnostic::error("nothing-to-bind", span, message).hint(hint(facts, search)))
}

fn is_blank(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|text| text.trim_ascii().is_empty())
}

/// Says which headers the user may have meant, and how to say so.
fn hint(facts: &Facts, search: &Search) -> String {
    let included = facts.direct.iter().filter(|f| !search.own.contains(f));
    let names: Vec<String> = included.filter_map(|f| below_root(f, search)).collect();
    let Some(first) = names.first() else {
        return "give the header that declares the functions".into();
    };
    let glob = first.rsplit_once('/').map_or(first.clone(), |(folder, _)| format!("{folder}/*"));
    let more = if names.len() > 3 { ", …" } else { "" };
    let list = names[..names.len().min(3)].join(", ");
    format!("it includes {list}{more}: say which of them are the library's, as in --own '{glob}'")
}

/// A file's name below its include root; `None` for one of the compiler's own.
fn below_root(file: &Path, search: &Search) -> Option<String> {
    let root = search.roots.iter().filter(|r| file.starts_with(r)).max_by_key(|r| r.components().count())?;
    Some(file.strip_prefix(root).ok()?.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, hint: &str) {
        let message = Message { text: text.into(), file: "a.h".into(), line: 1, column: 2 };
        let diagnostic = convert(&message);
        assert_eq!((diagnostic.code, diagnostic.hint.as_deref()), (code, Some(hint)), "{text}");
    }

    #[test]
    fn hints_name_the_next_step() {
        let missing = "include-not-found";
        check("'zlib.h' file not found", missing, "apt-get install zlib1g-dev, or name its folder with -I");
        check(
            "'SDL2/SDL.h' file not found",
            missing,
            "apt-get install libsdl2-dev, or name its folder with -I",
        );
        check("'mine.h' file not found", missing, "name its folder with -I");
        check("'string' file not found", missing, CXX_HINT);
        check("unknown type name 'namespace'", "header-syntax", CXX_HINT);
        let first = "a header that declares it may have to come first: give it before this one";
        check("unknown type name 'size_t'", "header-syntax", first);
    }
}
