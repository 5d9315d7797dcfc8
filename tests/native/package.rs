//! Builds a native package in a scratch folder and runs Python against it.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use tribind::plan::{Content, Plan, Recipe, Step};
use tribind::styles::Style;

/// What generated C must compile under.
const WARNINGS: [&str; 8] = [
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wstrict-prototypes",
    "-Wconversion",
    "-Wshadow",
    "-Wwrite-strings",
    "-O2",
];

/// A package on disk, and the library's own source beside it.
pub struct Package {
    folder: tempfile::TempDir,
    module: String,
    recipe: Recipe,
}

impl Package {
    /// Writes the package of a header's plan.
    #[allow(clippy::disallowed_methods)] // a scratch folder
    pub fn write(style: &dyn Style, plan: &Plan, header: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |path: &Path| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            path
        };
        for (path, content) in tribind::styles::package(plan, style).unwrap().files {
            match content {
                Content::Text(text) => std::fs::write(place(&path), text).unwrap(),
                Content::Copy(from) => drop(std::fs::copy(from, place(&path)).unwrap()),
            }
        }
        std::fs::copy(header, place(Path::new(header.file_name().unwrap()))).unwrap();
        std::fs::copy(header.with_extension("c"), place(Path::new("library.c"))).unwrap();
        Self { folder, module: plan.module.clone(), recipe: style.recipe(plan) }
    }

    /// Compiles the extension for an interpreter; warnings are errors in our file.
    pub fn compile(&self, compiler: &str, python: &str) {
        let facts =
            "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'))";
        let facts = run(Command::new(python).args(["-c", facts]));
        let (include, suffix) = facts.trim().split_once('\n').unwrap();
        let limited = self.limited_api();
        let target =
            format!("{}/_native{}", self.module, if limited.is_some() { ".abi3.so" } else { suffix });
        let define = limited.map(|version| format!("-DPy_LIMITED_API={version:#010x}"));
        let define: Vec<&str> = define.iter().map(String::as_str).collect();
        let here = |args: &[&str]| run(Command::new(compiler).current_dir(self.folder.path()).args(args));
        let ffi: &[&str] = if has_ffi(compiler) { &["-DTRIBIND_FFI"] } else { &[] };
        let sources: Vec<String> = self.sources();
        let objects: Vec<String> = (0..sources.len()).map(|i| format!("{i}.o")).collect();
        for (source, object) in sources.iter().zip(&objects) {
            let args = ["-fPIC", "-I.", "-isystem", include, "-c", source, "-o", object];
            here(&[&WARNINGS[..], ffi, &define, &args].concat());
        }
        here(&["-fPIC", "-c", "library.c", "-o", "library.o"]);
        let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
        let libraries: &[&str] = if ffi.is_empty() { &[] } else { &["-lffi"] };
        let others = ["library.o", "-lm", "-lpthread"];
        here(&[&["-shared", "-o", &target], &objects[..], &others, libraries].concat());
    }

    /// The C files of the recipe.
    fn sources(&self) -> Vec<String> {
        let steps = self.recipe.steps.iter();
        let sources = steps.flat_map(|s| match s {
            Step::Extension { sources, .. } => sources.as_slice(),
            Step::SharedLibrary { .. } | Step::PythonScript { .. } => &[],
        });
        sources.map(|s| s.display().to_string()).collect()
    }

    /// The version of the limited API that it is compiled against.
    fn limited_api(&self) -> Option<u32> {
        self.recipe.steps.iter().find_map(|s| match s {
            Step::Extension { limited_api, .. } => *limited_api,
            Step::SharedLibrary { .. } | Step::PythonScript { .. } => None,
        })
    }

    /// The dynamic symbols of `CPython`'s that the extension asks for.
    pub fn symbols(&self) -> Vec<String> {
        let file = self.folder.path().join(&self.module).join("_native.abi3.so");
        let listed = run(Command::new("nm").args(["-D", "--undefined-only"]).arg(file));
        let names = listed.lines().filter_map(|line| line.split_whitespace().last());
        names.filter(|name| name.trim_start_matches('_').starts_with("Py")).map(str::to_owned).collect()
    }

    /// Runs a script with the package on the path.
    pub fn python(&self, python: &str, script: &str) {
        let path = self.folder.path();
        run(Command::new(python).env("PYTHONPATH", path).args(["-X", "dev", "-W", "error", "-c", script]));
    }
}

/// Whether libffi can be compiled with.
fn has_ffi(compiler: &str) -> bool {
    let args = ["-xc", "-include", "ffi.h", "-fsyntax-only", "/dev/null"];
    Command::new(compiler).args(args).output().is_ok_and(|output| output.status.success())
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}\n{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// The compilers that are here.
pub fn compilers() -> Vec<&'static str> {
    ["gcc", "clang"].into_iter().filter(|c| Command::new(c).arg("--version").output().is_ok()).collect()
}

/// The same for what is made against the limited API: the oldest that knows it comes first.
pub fn pythons_of_the_limited_api() -> Vec<String> {
    let facts = "import sys, sysconfig; print('%d.%02d' % sys.version_info[:2], sysconfig.get_config_var('Py_GIL_DISABLED'))";
    let version = |name: &String| run(Command::new(name).args(["-c", facts]));
    let mut found: Vec<(String, String)> = pythons().into_iter().map(|name| (version(&name), name)).collect();
    found.retain(|(version, _)| version.as_str() >= "3.11" && !version.trim_end().ends_with('1'));
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

/// The symbols of the stable ABI, as `CPython`'s own tests list them; `None` where an interpreter came without its tests.
pub fn stable_abi(python: &str) -> Option<HashSet<String>> {
    let list = "import ast, importlib.util as i\n\
                try: spec = i.find_spec('test.test_stable_abi_ctypes')\n\
                except ModuleNotFoundError: spec = None\n\
                body = ast.parse(open(spec.origin).read()).body if spec else []\n\
                named = [b for b in body if isinstance(b, ast.Assign) and b.targets[0].id == 'SYMBOL_NAMES']\n\
                print(*[name for b in named for name in ast.literal_eval(b.value)])";
    let names: HashSet<String> =
        run(Command::new(python).args(["-c", list])).split_whitespace().map(str::to_owned).collect();
    (!names.is_empty()).then_some(names)
}

/// The interpreters with headers that are here, one of each version; `TRIBIND_PYTHONS` names more.
pub fn pythons() -> Vec<String> {
    let facts = "import sys, sysconfig, os; include = sysconfig.get_path('include')\n\
                 assert os.path.exists(include + '/Python.h') and sys.version_info >= (3, 10)\n\
                 print(sys.version_info[:2])";
    let mut found: Vec<(String, String)> = Vec::new();
    let more = std::env::var("TRIBIND_PYTHONS").unwrap_or_default();
    let known = ["python3", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];
    for name in known.into_iter().chain(more.split_whitespace()) {
        let Ok(output) = Command::new(name).args(["-c", facts]).output() else { continue };
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() && found.iter().all(|(v, _)| *v != version) {
            found.push((version, name.to_owned()));
        }
    }
    assert!(!found.is_empty(), "no Python with headers");
    found.into_iter().map(|(_, name)| name).collect()
}
