//! What both readers are given: one text that includes the headers, one list of arguments.
//!
//! In: the configuration, the headers that were found, the compiler's include folders. Out: [`Input`].

use super::clang;
use super::search::{Header, Search};
use crate::config::Config;
use crate::diag::Span;
use crate::error::Result;
use crate::ir::Language;
use crate::toolchain::Libclang;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What is parsed, and how.
#[derive(Debug)]
pub struct Input {
    /// The headers in the order given, installed ones as a user would include them; behind them a declaration for each
    /// signature of the configuration.
    pub text: String,
    /// The arguments.
    pub arguments: Vec<String>,
    /// The signatures, in the order of their declarations.
    pub signatures: Vec<Signature>,
}

/// A signature of the configuration.
#[derive(Debug, Clone, Default)]
pub struct Signature {
    /// The function or macro that is called.
    pub callee: String,
    /// The name of the function that calls it.
    pub name: String,
    /// Where the configuration says so.
    pub span: Span,
}

/// What the declarations of signatures are called, a number behind it; the number 0 is a line that only keeps a header
/// which ends in the middle apart from them.
pub const SIGNATURE: &str = "tb_signature_";

impl Input {
    /// The input for a configuration.
    pub fn new(config: &Config, search: &Search, system_dirs: &[PathBuf]) -> Self {
        let mut text: String = search.headers.iter().map(include_line).collect();
        let mut signatures = Vec::new();
        for (callee, signature) in
            config.functions.iter().flat_map(|f| f.signatures.iter().map(|s| (&f.pattern, s)))
        {
            if signatures.is_empty() {
                let _ = writeln!(text, "extern int {SIGNATURE}0;");
            }
            let (name, span) = (signature.name.clone(), signature.span.clone());
            signatures.push(Signature { callee: callee.clone(), name, span });
            let (result, params) = (&signature.result, &signature.params);
            let _ = writeln!(text, "{result} {SIGNATURE}{}({params});", signatures.len());
        }
        Self { text, arguments: arguments(config, system_dirs), signatures }
    }
}

fn include_line(header: &Header) -> String {
    if header.include.starts_with('<') {
        format!("#include {}\n", header.include)
    } else {
        format!("#include \"{}\"\n", header.path.display())
    }
}

fn arguments(config: &Config, system_dirs: &[PathBuf]) -> Vec<String> {
    let (language, standard) = match config.language {
        Language::C => ("c", "-std=gnu17"),
        Language::Cxx => ("c++", "-std=gnu++17"),
    };
    let mut arguments = vec!["-x".to_owned(), language.to_owned()];
    if !config.clang_args.iter().any(|a| a.starts_with("-std=")) {
        arguments.push(standard.to_owned());
    }
    // Warnings are the compiler's business; how many errors are shown is ours.
    arguments.extend(["-w", "-ferror-limit=0"].map(str::to_owned));
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
pub fn system_dirs(libclang: &Libclang, compiler_dirs: &[PathBuf]) -> Result<Vec<PathBuf>> {
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
