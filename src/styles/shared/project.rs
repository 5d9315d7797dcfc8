//! `pyproject.toml`, and `setup.py` with `MANIFEST.in` where something is compiled when the package is installed.
//!
//! `setup.py` follows the style's recipe, so that pip compiles what `tribind build` compiles.

use super::layout::bracketed;
use super::templates::render;
use crate::error::Result;
use crate::plan::{Plan, Step};
use crate::styles::Style;
use crate::text::literals::py_string;
use serde::Serialize;
use std::path::Path;

/// The view of `pyproject.toml`.
#[derive(Serialize)]
struct ProjectView {
    /// First line.
    header: &'static str,
    /// What builds it: `"setuptools>=70.1"`, and what the style needs to generate its C; quoted, joined.
    build_requires: String,
    /// Distribution name.
    name: String,
    /// One sentence.
    description: String,
    /// The oldest Python: `3.10`.
    python: String,
    /// Run-time dependencies; quoted, joined.
    dependencies: String,
    /// The import package.
    module: String,
    /// Globs of files that are not Python; quoted, joined.
    data: String,
}

/// The view of `setup.py`.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the template
struct SetupView {
    /// First line.
    header: &'static str,
    /// Import lines.
    imports: Vec<String>,
    /// Something is compiled.
    compiles: bool,
    /// The package's own library without Python in it (ctypes).
    library: bool,
    /// Its path, a Python literal.
    library_path: String,
    /// A script writes a C source first (cffi).
    writes_c: bool,
    /// A script writes a module first (cffi-abi).
    writes_python: bool,
    /// Runs the script: indented lines.
    script: Vec<String>,
    /// pkg-config is asked for folders.
    pkg_config: bool,
    /// Its modules, Python literals joined.
    pkg_config_modules: String,
    /// libffi is linked where it is there.
    closures: bool,
    /// Which interpreters a wheel serves, a tag that is quoted: `"cp311"` and later; empty for the one that builds it.
    serves: String,
    /// The arguments of `Extension(...)`, indented lines.
    arguments: Vec<String>,
    /// `setup(...)`, behind blank lines.
    setup: Vec<String>,
}

/// The text of `pyproject.toml`.
///
/// # Errors
/// A template that does not fit its view.
pub fn pyproject(plan: &Plan, style: &dyn Style) -> Result<String> {
    let requires = style.capabilities().requires;
    let mut build = vec!["setuptools>=70.1"];
    build.extend(requires);
    let mut data = vec!["py.typed", "*.pyi"];
    if library_path(plan, style).is_some() {
        data.push("lib/*.so");
    }
    render(
        "pyproject.toml",
        &ProjectView {
            header: super::HEADER,
            build_requires: quoted(&build),
            name: format!("{}-{}", plan.module.trim_matches('_').replace('_', "-"), style.id()),
            description: format!("Python binding of {}, {} style", plan.module, style.id()),
            python: limited_api(&style.recipe(plan).steps).map_or("3.10".into(), |v| of_version(v, ".")),
            dependencies: quoted(requires),
            module: plan.module.clone(),
            data: quoted(&data),
        },
    )
}

/// The text of `setup.py`; `None` where installing copies files only.
///
/// # Errors
/// A template that does not fit its view.
pub fn setup_py(plan: &Plan, style: &dyn Style) -> Result<Option<String>> {
    let steps = style.recipe(plan).steps;
    if steps.is_empty() {
        return Ok(None);
    }
    let arguments = steps.iter().find_map(|s| arguments(plan, s));
    let script = steps.iter().find_map(|s| match s {
        Step::PythonScript { script, output } => Some((output, [path(script), path(output)].join(", "))),
        _ => None,
    });
    let run = |(_, args): (_, String)| {
        let args = [format!("[sys.executable, {args}]"), "check=True".to_owned()];
        bracketed(8, "subprocess.run(", &args, ")")
    };
    let writes_python =
        script.as_ref().is_some_and(|(output, _)| output.extension().is_some_and(|e| e == "py"));
    let library = library_path(plan, style);
    let modules: Vec<String> = plan.library.pkg_config.iter().map(|m| py_string(m)).collect();
    let mut view = SetupView {
        header: super::HEADER,
        imports: Vec::new(),
        compiles: arguments.is_some(),
        library: library.is_some(),
        library_path: library.unwrap_or_default(),
        writes_c: script.is_some() && !writes_python,
        writes_python,
        script: script.map(run).unwrap_or_default(),
        pkg_config: arguments.is_some() && !modules.is_empty(),
        pkg_config_modules: modules.join(", "),
        closures: steps.iter().any(|s| matches!(s, Step::Extension { closures: true, .. })),
        serves: limited_api(&steps).map_or(String::new(), |v| format!("\"cp{}\"", of_version(v, ""))),
        arguments: arguments.unwrap_or_default(),
        setup: Vec::new(),
    };
    view.imports = setup_imports(&view);
    view.setup = setup_call(&view);
    render("setup.py", &view).map(Some)
}

fn setup_imports(view: &SetupView) -> Vec<String> {
    let scripted = view.writes_c || view.writes_python;
    let standard = [
        (view.library, "os"),
        (scripted || view.pkg_config, "subprocess"),
        (scripted || view.library, "sys"),
    ];
    let mut lines: Vec<String> = chosen(&standard).map(|name| format!("import {name}")).collect();
    lines.extend((!lines.is_empty()).then(String::new));
    let names = [(view.library, "Distribution"), (view.compiles, "Extension"), (true, "setup")];
    lines.push(format!("from setuptools import {}", chosen(&names).collect::<Vec<_>>().join(", ")));
    let commands = [
        (view.library, "bdist_wheel"),
        (view.library || view.writes_c || view.closures, "build_ext"),
        (view.writes_python, "build_py"),
    ];
    lines.extend(chosen(&commands).map(|name| format!("from setuptools.command.{name} import {name}")));
    lines
}

fn setup_call(view: &SetupView) -> Vec<String> {
    let commands = [
        (view.library || view.writes_c || view.closures, "\"build_ext\": Build"),
        (view.writes_python, "\"build_py\": Modules"),
        (view.library, "\"bdist_wheel\": Wheel"),
    ];
    let commands = chosen(&commands).collect::<Vec<_>>().join(", ");
    let classes = format!("cmdclass={{{commands}}}");
    let options = format!("options={{\"bdist_wheel\": {{\"py_limited_api\": {}}}}}", view.serves);
    let extensions = if view.library {
        "ext_modules=[] if os.path.exists(library) else [extension]"
    } else {
        "ext_modules=[extension]"
    };
    let args = [
        (view.compiles, extensions),
        (!commands.is_empty(), classes.as_str()),
        (view.library, "distclass=Binary"),
        (!view.serves.is_empty(), options.as_str()),
    ];
    let args: Vec<String> = chosen(&args).map(str::to_owned).collect();
    let blank = if commands.is_empty() { 1 } else { 2 };
    let mut lines = vec![String::new(); blank];
    lines.extend(bracketed(0, "setup(", &args, ")"));
    lines
}

fn chosen<'a>(items: &'a [(bool, &'a str)]) -> impl Iterator<Item = &'a str> {
    items.iter().filter_map(|&(wanted, item)| wanted.then_some(item))
}

/// The text of `MANIFEST.in`: what an sdist carries besides the package. Compiled files stay out of it.
pub fn manifest_in(plan: &Plan, style: &dyn Style) -> String {
    let mut lines = vec![super::HEADER.to_owned()];
    lines.extend(["include", "csrc", "src"].iter().map(|folder| format!("recursive-include {folder} *")));
    for step in style.recipe(plan).steps {
        if let Step::PythonScript { script, .. } = step {
            lines.push(format!("include {}", script.display()));
        }
    }
    lines.push("global-exclude *.so *.o\n".to_owned());
    lines.join("\n")
}

/// The version of the limited API that a package is compiled against.
fn limited_api(steps: &[Step]) -> Option<u32> {
    steps.iter().find_map(|s| match s {
        Step::Extension { limited_api, .. } => *limited_api,
        _ => None,
    })
}

/// `0x030B0000` as `3.11`, with `between` for the dot.
fn of_version(version: u32, between: &str) -> String {
    format!("{}{between}{}", version >> 24, version >> 16 & 0xFF)
}

/// The path of the package's own library, as a Python literal.
fn library_path(plan: &Plan, style: &dyn Style) -> Option<String> {
    style.recipe(plan).steps.iter().find_map(|s| match s {
        Step::SharedLibrary { output, .. } => Some(path(output)),
        _ => None,
    })
}

/// The arguments of the `Extension` that a step amounts to.
fn arguments(plan: &Plan, step: &Step) -> Option<Vec<String>> {
    let (name, sources, limited_api) = match step {
        Step::SharedLibrary { output, sources } => (dotted(&output.with_extension("")), sources, None),
        Step::Extension { stem, sources, limited_api, .. } => (dotted(stem), sources, *limited_api),
        Step::PythonScript { .. } => return None,
    };
    let library = &plan.library;
    let mut macros: Vec<String> = library.defines.iter().map(|d| define(d)).collect();
    macros.extend(limited_api.map(|v| format!("(\"Py_LIMITED_API\", \"{v:#010X}\")").replace("0X", "0x")));
    let args: Vec<String> = library.compiler_args.iter().map(|a| py_string(a)).collect();
    let libraries: Vec<String> = library.link.iter().map(|l| py_string(l)).collect();
    let mut lines = vec![format!("    {},", py_string(&name))];
    lines.extend(argument("sources", &sources.iter().map(|s| path(s)).collect::<Vec<_>>()));
    lines.extend(argument("include_dirs", &["\"include\"".into(), "\"csrc\"".into()]));
    lines.extend(argument("define_macros", &macros));
    lines.extend(argument("libraries", &libraries));
    if !libraries.is_empty() {
        // Beside the extension first, and, for a library in a folder of its own, in the package.
        lines.extend(argument("runtime_library_dirs", &["\"$ORIGIN\"".into(), "\"$ORIGIN/..\"".into()]));
    }
    let flags = |option: &str| format!("*pkg_config(\"{option}\")");
    let from_pkg_config = |option: &str| (!library.pkg_config.is_empty()).then(|| flags(option));
    let compile: Vec<String> = args.into_iter().chain(from_pkg_config("--cflags-only-I")).collect();
    lines.extend(argument("extra_compile_args", &compile));
    let link: Vec<String> = from_pkg_config("--libs-only-L").into_iter().collect();
    lines.extend(argument("extra_link_args", &link));
    if limited_api.is_some() {
        lines.push("    py_limited_api=True,".into());
    }
    Some(lines)
}

/// `name=[...],` as an argument of a call; nothing for an empty list.
fn argument(name: &str, items: &[String]) -> Vec<String> {
    if items.is_empty() { Vec::new() } else { bracketed(4, &format!("{name}=["), items, "],") }
}

/// `-D` as setuptools has it: `("NAME", "VALUE")`.
fn define(text: &str) -> String {
    match text.split_once('=') {
        Some((name, value)) => format!("({}, {})", py_string(name), py_string(value)),
        None => format!("({}, \"1\")", py_string(text)),
    }
}

fn dotted(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(".")
}

fn path(path: &Path) -> String {
    py_string(&path.to_string_lossy())
}

/// TOML strings of names that hold neither quotes nor backslashes.
fn quoted(items: &[&str]) -> String {
    items.iter().map(|i| format!("\"{i}\"")).collect::<Vec<_>>().join(", ")
}
