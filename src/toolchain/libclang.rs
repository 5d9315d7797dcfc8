//! Finding libclang: a path, and where the compiler headers that go with it are.
//!
//! In: the environment. Out: a [`Libclang`], not loaded yet; `header` loads it.

use super::Environment;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders of a Linux system that hold libraries, `*` for any name.
const SYSTEM_DIRS: [&str; 8] = [
    "/usr/lib/llvm-*/lib",
    "/usr/lib/llvm*/lib*",
    "/usr/lib/*-linux-gnu",
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/lib",
    "/usr/local/llvm*/lib",
    "/opt/homebrew/opt/llvm/lib",
];

/// Where a wheel keeps the library, below `site-packages`.
const IN_WHEEL: &str = "clang/native";

/// A libclang on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Libclang {
    /// The shared library.
    pub path: PathBuf,
    /// How it was found.
    pub origin: Origin,
}

/// How a libclang was found, in the order of trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The variable `LIBCLANG_PATH` names it, or its folder.
    Variable,
    /// Beside the `llvm-config` on `PATH`.
    LlvmConfig,
    /// In a library folder of the system.
    System,
    /// The wheel `libclang` of the active Python, or of `.venv`.
    Wheel,
}

impl Libclang {
    /// The first libclang of: `LIBCLANG_PATH`, `llvm-config`, the system's folders, the active Python's wheel, `.venv`'s.
    pub fn find(environment: &Environment) -> Result<Self> {
        if let Some(value) = environment.var("LIBCLANG_PATH") {
            return from_variable(environment, value);
        }
        let found = |origin, path: Option<PathBuf>| path.map(|path| Self { path, origin });
        found(Origin::LlvmConfig, beside_llvm_config(environment))
            .or_else(|| found(Origin::System, in_system()))
            .or_else(|| found(Origin::Wheel, in_wheel(environment)))
            .ok_or_else(|| Error::Missing {
                what: "libclang was not found".into(),
                hint: Self::install_hint().into(),
            })
    }

    /// The command that brings a libclang.
    pub fn install_hint() -> &'static str {
        "apt-get install libclang-dev, or pip install libclang==18.1.1 (LIBCLANG_PATH names one elsewhere)"
    }

    /// The folder of clang's own `stddef.h` for this very library; the wheel brings none.
    ///
    /// `version` is what the library says of itself.
    pub fn resource_headers(&self, version: &str) -> Option<PathBuf> {
        let number = version_number(version)?;
        let major = number.split('.').next()?;
        let real = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let beside = [self.path.parent(), real.parent()].into_iter().flatten().map(|dir| dir.join("clang"));
        let system = [format!("/usr/lib/llvm-{major}/lib/clang"), "/usr/lib/clang".into()].map(PathBuf::from);
        beside
            .chain(system)
            .flat_map(|dir| [dir.join(number), dir.join(major)])
            .map(|dir| dir.join("include"))
            .find(|dir| dir.join("stddef.h").is_file())
    }
}

/// `Debian clang version 14.0.6` → `14.0.6`.
fn version_number(version: &str) -> Option<&str> {
    let rest = version.split("clang version ").nth(1)?;
    rest.split(|c: char| !c.is_ascii_digit() && c != '.').next().filter(|n| !n.is_empty())
}

fn from_variable(environment: &Environment, value: &str) -> Result<Libclang> {
    let given = environment.cwd.join(value);
    let path = if given.is_file() { Some(given) } else { in_folder(&given) };
    path.map(|path| Libclang { path, origin: Origin::Variable }).ok_or_else(|| Error::Missing {
        what: format!("LIBCLANG_PATH names {value}, where no libclang is"),
        hint: "set it to a libclang.so or its folder, or unset it".into(),
    })
}

/// An installed LLVM has `bin/llvm-config` beside `lib/libclang.so`, which saves running it.
fn beside_llvm_config(environment: &Environment) -> Option<PathBuf> {
    let program = environment.find_program("llvm-config")?;
    let real = program.canonicalize().ok()?;
    let guess = real.parent()?.parent()?.join("lib");
    in_folder(&guess).or_else(|| {
        let output = Command::new(&program).arg("--libdir").output().ok()?;
        in_folder(Path::new(String::from_utf8(output.stdout).ok()?.trim()))
    })
}

/// Debian keeps several versions side by side: the newest wins.
fn in_system() -> Option<PathBuf> {
    let dirs = SYSTEM_DIRS.iter().flat_map(|pattern| matches(pattern));
    let found = dirs.filter_map(|dir| in_folder(&dir));
    found.map(|path| (version_in_path(&path), path)).reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|f| f.1)
}

fn in_wheel(environment: &Environment) -> Option<PathBuf> {
    let venvs = environment.var("VIRTUAL_ENV").map(PathBuf::from);
    venvs
        .and_then(|venv| in_venv(&venv))
        .or_else(|| in_active_python(environment))
        .or_else(|| in_venv(&environment.cwd.join(".venv")))
}

fn in_venv(venv: &Path) -> Option<PathBuf> {
    let pattern = format!("{}/lib*/python3*/site-packages/{IN_WHEEL}", glob::Pattern::escape(venv.to_str()?));
    matches(&pattern).into_iter().find_map(|dir| in_folder(&dir))
}

fn in_active_python(environment: &Environment) -> Option<PathBuf> {
    let python = environment.find_program("python3")?;
    // `find_spec` runs no code of the package; a namespace or a broken wheel just gives nothing.
    let program = "import importlib.util as u\ns = u.find_spec('clang')\n\
                   print('\\n'.join(s.submodule_search_locations) if s else '')";
    let output = Command::new(python).args(["-c", program]).envs(&environment.vars).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|dir| in_folder(&Path::new(dir).join("native")))
}

/// The libclang of a folder; `clang-sys` takes no other names.
fn in_folder(dir: &Path) -> Option<PathBuf> {
    let mut names: Vec<(Vec<u32>, PathBuf)> = std::fs::read_dir(dir)
        .ok()?
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            is_libclang(&name).then(|| (version_of(&name), dir.join(name)))
        })
        .filter(|(_, path)| path.is_file())
        .collect();
    names.sort();
    names.pop().map(|(_, path)| path)
}

/// `libclang.so`, `libclang.so.1`, `libclang-14.so.13`, `libclang.dylib`; not `libclang-cpp.so`.
fn is_libclang(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("libclang") else { return false };
    let rest = rest.trim_start_matches(|c: char| c == '-' || c == '.' || c.is_ascii_digit());
    let Some(rest) = rest.strip_prefix("so").or_else(|| rest.strip_prefix("dylib")) else { return false };
    rest.chars().all(|c| c == '.' || c.is_ascii_digit())
}

fn version_of(name: &str) -> Vec<u32> {
    name.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

fn version_in_path(path: &Path) -> Vec<u32> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    version_of(name)
}

fn matches(pattern: &str) -> Vec<PathBuf> {
    glob::glob(pattern).map(|paths| paths.flatten().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_library() {
        for name in ["libclang.so", "libclang.so.1", "libclang-14.so.13", "libclang-14.so", "libclang.dylib"]
        {
            assert!(is_libclang(name), "{name}");
        }
        for name in
            ["libclang-cpp.so", "libclang-cpp.so.14", "libclangAST.a", "libclang.a", "libclang.so.1.txt"]
        {
            assert!(!is_libclang(name), "{name}");
        }
    }

    #[test]
    fn version_numbers() {
        assert_eq!(version_number("Debian clang version 14.0.6"), Some("14.0.6"));
        assert_eq!(version_number("clang version 18.1.1 (https://x 1a2b)"), Some("18.1.1"));
        assert_eq!(version_number("something else"), None);
    }

    #[test]
    fn a_variable_that_names_nothing_is_an_error() {
        let mut environment = Environment::default();
        environment.vars.insert("LIBCLANG_PATH".into(), "/nowhere".into());
        let Err(Error::Missing { what, .. }) = Libclang::find(&environment) else { panic!() };
        assert_eq!(what, "LIBCLANG_PATH names /nowhere, where no libclang is");
    }

    #[test]
    #[allow(clippy::disallowed_methods)] // a scratch folder that dies with the test
    fn a_wheel_in_a_virtual_environment() {
        let scratch = tempfile::tempdir().unwrap();
        let venv = scratch.path().join("odd [name]/.venv");
        assert_eq!(in_venv(&venv), None);
        let native = venv.join("lib/python3.12/site-packages").join(IN_WHEEL);
        std::fs::create_dir_all(&native).unwrap();
        std::fs::write(native.join("libclang.so"), "").unwrap();
        assert_eq!(in_venv(&venv), Some(native.join("libclang.so")));
    }
}
