//! Builds a native package in a scratch folder and runs Python against it.

use std::path::{Path, PathBuf};
use std::process::Command;
use tribind::plan::Plan;
use tribind::styles::{Style, native::Native};

/// What generated C must compile under, as the issue has it.
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

/// A package on disk, the library's own header and source beside it.
pub struct Package {
    folder: tempfile::TempDir,
    module: String,
}

impl Package {
    /// Writes the package; `library` is the C text of the library (its header is `lib.h`).
    pub fn write(plan: &Plan, header: &str, source: &str) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let package = Self { folder, module: plan.module.clone() };
        package.put("lib.h", header);
        package.put("lib.c", &format!("#include \"lib.h\"\n{source}"));
        for (path, content) in Native.pages(plan).expect("pages").files {
            match content {
                tribind::plan::Content::Text(text) => package.put(&path.to_string_lossy(), &text),
                tribind::plan::Content::Copy(_) => {}
            }
        }
        package
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    #[allow(clippy::disallowed_methods)] // a test's scratch folder
    fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Compiles the extension for an interpreter; warnings are errors in our file.
    pub fn compile(&self, compiler: &str, python: &str) {
        let facts =
            "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'))";
        let facts = run(Command::new(python).args(["-c", facts]));
        let (include, suffix) = facts.trim().split_once('\n').expect("two lines");
        let own = PathBuf::from(format!("src/{}.c", self.module));
        let object = |name: &str| self.path().join(name).with_extension("o");
        run(Command::new(compiler)
            .current_dir(self.path())
            .args(WARNINGS)
            .args(["-fPIC", "-I.", "-isystem", include, "-c"])
            .arg(&own)
            .arg("-o")
            .arg(object("own")));
        run(Command::new(compiler)
            .current_dir(self.path())
            .args(["-fPIC", "-c", "lib.c", "-o"])
            .arg(object("lib")));
        let target = format!("{}/_native{suffix}", self.module);
        run(Command::new(compiler)
            .current_dir(self.path())
            .args(["-shared", "-o", &target])
            .args([object("own"), object("lib")])
            .arg("-lm"));
    }

    /// Runs a script with the package on the path.
    pub fn python(&self, python: &str, script: &str) {
        let path = self.path();
        run(Command::new(python).env("PYTHONPATH", path).args(["-X", "dev", "-W", "error", "-c", script]));
    }
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

/// The interpreters that are here: every version of ours, and `python3`.
pub fn pythons() -> Vec<String> {
    let named = ["python3", "python3.10", "python3.11", "python3.12", "python3.13"].map(str::to_owned);
    let has_headers =
        "import sysconfig, os; assert os.path.exists(sysconfig.get_path('include') + '/Python.h')";
    let works =
        |p: &String| Command::new(p).args(["-c", has_headers]).output().is_ok_and(|o| o.status.success());
    named.into_iter().filter(works).collect()
}
