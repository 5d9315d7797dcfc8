//! What a style hands over: the files of its package, and the recipe that compiles them. Data only; `build` carries it out.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files of one package; paths are relative to `OUT/<style>/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    /// Path to content, sorted.
    pub files: BTreeMap<PathBuf, Content>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Generated text.
    Text(String),
    /// A copy of a file of the user's.
    Copy(PathBuf),
}

impl FileSet {
    /// Adds generated text.
    pub fn text(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.files.insert(path.into(), Content::Text(text.into()));
    }

    /// Adds a copy of a file of the user's.
    pub fn copy(&mut self, path: impl Into<PathBuf>, from: impl Into<PathBuf>) {
        self.files.insert(path.into(), Content::Copy(from.into()));
    }

    /// The text at a path, where there is one.
    pub fn get(&self, path: &str) -> Option<&str> {
        match self.files.get(std::path::Path::new(path))? {
            Content::Text(text) => Some(text),
            Content::Copy(_) => None,
        }
    }
}

/// How a package is compiled, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipe {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step of a recipe; paths are relative to `OUT/<style>/`. Include folders `include` and `csrc` of the package,
/// and the plan's defines, folders and libraries, apply to every compilation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Compiles sources to a shared library with no Python in it: the ctypes package's own library.
    SharedLibrary {
        /// `<module>/lib<module>.so`.
        output: PathBuf,
        /// C and C++ sources; the ending decides the compiler.
        sources: Vec<PathBuf>,
    },
    /// Runs a Python script of the package with the target interpreter: `script output`, so that it writes `output`.
    PythonScript {
        /// The script.
        script: PathBuf,
        /// The file it writes.
        output: PathBuf,
    },
    /// Compiles sources to an extension module for the target interpreter.
    Extension {
        /// `<module>/_native`; the interpreter's `EXT_SUFFIX` is appended.
        stem: PathBuf,
        /// Sources.
        sources: Vec<PathBuf>,
        /// Whether our warnings apply; CFFI's own generated C is not ours to hold to them.
        strict: bool,
        /// The limited API's version (`0x030B0000`), for abi3.
        limited_api: Option<u32>,
        /// Whether libffi is linked, and `TRIBIND_FFI` defined, where it is at hand.
        closures: bool,
    },
}
