//! What both readers are given: one text that includes the headers, one list of arguments.
//!
//! In: the configuration, the headers that were found, the compiler's include folders. Out: [`Input`].

use super::clang;
use super::search::{Header, Search};
use crate::config::Config;
use crate::error::Result;
use crate::ir::Language;
use crate::toolchain::Libclang;
use std::path::PathBuf;

/// What is parsed, and how.
#[derive(Debug)]
pub struct Input {
    /// The headers in the order given, installed ones as a user would include them.
    pub text: String,
    /// The arguments.
    pub arguments: Vec<String>,
}

impl Input {
    /// The input for a configuration.
    pub fn new(config: &Config, search: &Search, system_dirs: &[PathBuf]) -> Self {
        let text = search.headers.iter().map(include_line).collect();
        Self { text, arguments: arguments(config, system_dirs) }
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
