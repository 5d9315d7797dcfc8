//! Bad input and bad surroundings: the message, the exit code, and that earlier output stays as it was.
//!
//! Each case has its message in `tests/bad_input/<case>.stderr`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

mod common;

use common::{Scene, check_text, text};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs a command line beside earlier output: it fails as expected, says what it should, and changes nothing.
fn check(case: &str, args: &[&str], exit_code: i32) {
    check_with(case, args, exit_code, |_, _| {});
}

/// The same in a changed environment.
fn check_with(case: &str, args: &[&str], exit_code: i32, prepare: impl FnOnce(&Scene, &mut Command)) {
    let scene = with_output();
    let mut command = scene.tribind(args);
    prepare(&scene, &mut command);
    let before = (names(scene.path()), scene.snapshot("out"));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(exit_code), "{case}: {}", text(&output.stderr));
    check_text(&Scene::fixtures("bad_input").join(format!("{case}.stderr")), &scene.clean(&output.stderr));
    assert!(before == (names(scene.path()), scene.snapshot("out")), "{case} changed the earlier output");
}

/// A scene with a package in `out`.
fn with_output() -> Scene {
    let scene = Scene::new("bad_input");
    scene.succeed(&["generate", "ok.h", "--source", "ok.c", "-o", "out"]);
    assert!(!scene.snapshot("out").is_empty());
    scene
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn flags() {
    check("flag_unknown", &["build", "ok.h", "--stlye", "native"], 1);
    check("style_unknown", &["build", "ok.h", "-s", "natvie"], 1);
    check("regex_bad", &["build", "ok.h", "--allow", "(add"], 1);
    check("nothing_given", &["build", "-o", "elsewhere"], 1);
    check("pkg_config_unknown", &["build", "ok.h", "--pkg-config", "no-such-package"], 1);
}

#[test]
fn headers() {
    check("header_missing", &["build", "nosuch.h", "-o", "out"], 1);
    check("header_syntax", &["build", "syntax.h", "-o", "out"], 1);
    check("header_unfinished", &["build", "unfinished.h", "-o", "out"], 1);
    check("include_missing", &["build", "include.h", "-o", "out"], 1);
    check("header_empty", &["build", "empty.h", "-o", "out"], 1);
    check("header_blank", &["build", "blank.h", "-o", "out"], 1);
    check("header_declares_nothing", &["build", "nothing.h", "-o", "out"], 1);
}

/// The compiler's own words are not the same everywhere; the place and the next step are ours.
#[test]
fn a_header_that_the_system_contradicts() {
    let scene = with_output();
    let before = scene.snapshot("out");
    let args = ["build", "meets_system.h", "--source", "meets_system.c", "-o", "out"];
    let output = scene.tribind(&args).output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[header-meets-system]: the header is refused beside the system"), "{said}");
    assert!(said.contains("conflicting types for 'index'"), "{said}");
    assert!(said.contains("(the other is at ") && said.contains("/strings.h:"), "{said}");
    assert!(said.contains("meets_system.h:2") && said.contains("2 | double index(double x);"), "{said}");
    assert!(said.contains("hint: ") && said.contains("-s ctypes,cffi-abi"), "{said}");
    assert!(before == scene.snapshot("out"), "the earlier output changed");
}

#[test]
fn libraries() {
    check("library_missing", &["build", "ok.h", "-l", "nosuchlib", "-o", "out"], 1);
    check("library_not_named", &["build", "ok.h", "-o", "out"], 1);
    check("symbol_named_and_absent", &["build", "absent.toml", "-o", "out"], 1);
}

#[test]
fn a_symbol_that_is_not_exported_is_left_out() {
    let scene = Scene::new("bad_input");
    let said = text(&scene.succeed(&["generate", "absent.h", "--source", "ok.c"]).stdout);
    assert!(said.contains("absent binds 1 function of"), "{said}");
    assert!(said.contains("  absent  declared, but not"), "{said}");
    assert!(said.contains("absent.h:2"), "{said}");
}

#[test]
fn module_names() {
    check("module_no_identifier", &["build", "ok.h", "-m", "2fast", "-o", "out"], 1);
    check("module_keyword", &["build", "ok.h", "-m", "class", "-o", "out"], 1);
    check("module_hides_standard", &["build", "ok.h", "-m", "json", "-o", "out"], 1);
}

#[test]
fn project_files() {
    check("config_missing", &["build", "nosuch.toml"], 1);
    check("config_syntax", &["build", "syntax.toml", "-o", "out"], 1);
    check("config_unknown_key", &["build", "unknown_key.toml", "-o", "out"], 1);
    check("config_wrong_type", &["build", "wrong_type.toml", "-o", "out"], 1);
    check("function_unknown", &["build", "no_function.toml", "-o", "out"], 1);
    check("names_meet", &["build", "rename.toml", "-o", "out"], 1);
}

#[test]
fn signatures() {
    check("signature_no_c", &["build", "signature_no_c.toml", "-o", "out"], 1);
    check("signature_no_type", &["build", "signature_no_type.toml", "-o", "out"], 1);
    check("signature_not_callable", &["build", "signature_not_callable.toml", "-o", "out"], 1);
}

#[test]
fn an_output_folder_that_is_not_ours() {
    let occupy = |scene: &Scene, _: &mut Command| {
        fs::create_dir(scene.path().join("thesis")).unwrap();
        fs::write(scene.path().join("thesis/chapter.txt"), "years of work").unwrap();
    };
    check_with("output_not_ours", &["build", "ok.h", "--source", "ok.c", "-o", "thesis"], 1, occupy);
    let occupy = |scene: &Scene, _: &mut Command| {
        fs::create_dir_all(scene.path().join("out/mine")).unwrap();
        fs::remove_dir_all(scene.path().join("out/native")).ok();
        fs::write(scene.path().join("out/.tribind"), r#"{"tribind": 1, "styles": {}}"#).unwrap();
        fs::create_dir_all(scene.path().join("out/native")).unwrap();
        fs::write(scene.path().join("out/native/notes.txt"), "mine").unwrap();
    };
    check_with(
        "style_folder_not_ours",
        &["generate", "ok.h", "--source", "ok.c", "-s", "native", "-o", "out"],
        1,
        occupy,
    );
    check_with("output_is_a_file", &["generate", "ok.h", "--source", "ok.c", "-o", "ok.h"], 1, |_, _| {});
}

#[test]
fn no_compiler() {
    let no_compiler = |scene: &Scene, command: &mut Command| {
        fs::create_dir(scene.path().join("bin")).unwrap();
        command.env("PATH", scene.path().join("bin")).env_remove("CC");
    };
    check_with("compiler_missing", &["build", "ok.h", "-o", "out"], 2, no_compiler);
}

#[test]
fn no_libclang() {
    let no_libclang = |scene: &Scene, command: &mut Command| {
        fs::create_dir(scene.path().join("lib")).unwrap();
        command.env("LIBCLANG_PATH", scene.path().join("lib"));
    };
    check_with("libclang_missing", &["build", "ok.h", "-o", "out"], 2, no_libclang);
}

/// An interpreter of this machine that is told something about itself before anything else runs.
fn python_that_starts_with(scene: &Scene, command: &mut Command, code: &str) {
    fs::create_dir(scene.path().join("site")).unwrap();
    fs::write(scene.path().join("site/sitecustomize.py"), code).unwrap();
    command.env("PYTHONPATH", scene.path().join("site"));
}

#[test]
fn no_python() {
    let no_python = |scene: &Scene, command: &mut Command| {
        let path = std::env::var("PATH").unwrap();
        script(&scene.path().join("bin/cc"), &format!("#!/bin/sh\nPATH='{path}' exec cc \"$@\"\n"));
        command.env("PATH", scene.path().join("bin")).env_remove("VIRTUAL_ENV");
    };
    check_with("python_missing", &["build", "ok.h", "--source", "ok.c", "-o", "out"], 2, no_python);
}

#[test]
fn no_python_headers() {
    let code = "import sysconfig\nsysconfig.get_path = lambda *a, **k: '/no/such/folder'\n";
    let prepare = |scene: &Scene, command: &mut Command| python_that_starts_with(scene, command, code);
    check_with(
        "python_headers_missing",
        &["build", "ok.h", "--source", "ok.c", "-s", "native", "-o", "out"],
        2,
        prepare,
    );
}

#[test]
fn no_cffi() {
    let code = "import sys\nsys.modules['cffi'] = None\n";
    let prepare = |scene: &Scene, command: &mut Command| python_that_starts_with(scene, command, code);
    check_with("cffi_missing", &["build", "ok.h", "--source", "ok.c", "-s", "cffi", "-o", "out"], 2, prepare);
}

#[test]
fn a_full_disk() {
    let scene = with_output();
    let before = (names(scene.path()), scene.snapshot("out"));
    // The header changes, so files have to be written; none may be longer than a block.
    fs::write(scene.path().join("ok.h"), "/** Adds. */\nint add(int a, int b);\n").unwrap();
    let tribind = scene.tribind(&["generate", "ok.h", "--source", "ok.c", "-o", "out"]);
    let line = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).arg(tribind.get_program()).args(tribind.get_args()).current_dir(scene.path());
    let output = shell.output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("File too large"), "{said}");
    assert!(before == (names(scene.path()), scene.snapshot("out")), "a full disk changed the earlier output");
}

#[test]
fn ctrl_c_in_the_middle() {
    ctrl_c_while_compiling("-c"); // the claims
    ctrl_c_while_compiling("-c src/"); // the extension, in the stage
}

/// Presses Ctrl-C once the compiler is run with these arguments.
fn ctrl_c_while_compiling(arguments: &str) {
    let scene = with_output();
    fs::write(scene.path().join("ok.h"), "/** Adds. */\nint add(int a, int b);\n").unwrap();
    // A compiler that says when it compiles, and never ends.
    let compiler = scene.path().join("bin/slow-cc");
    let started = scene.path().join("started");
    let when = format!("case \" $*\" in *' {arguments}'*) : >'{}'; exec sleep 60;; esac", started.display());
    script(&compiler, &format!("#!/bin/sh\n{when}\nexec cc \"$@\"\n"));
    let before = (names(scene.path()), scene.snapshot("out"));
    let mut child = scene
        .tribind(&["build", "ok.h", "--source", "ok.c", "-o", "out"])
        .env("CC", &compiler)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while !started.exists() {
        assert!(start.elapsed() < Duration::from_secs(30), "the compiler was not asked");
        std::thread::sleep(Duration::from_millis(5));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let status = child.wait().unwrap();
    assert!(start.elapsed() < Duration::from_secs(30), "it waited for the compiler");
    let said = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(130), "error: interrupted\n"));
    fs::remove_file(started).unwrap();
    assert!(before == (names(scene.path()), scene.snapshot("out")), "Ctrl-C changed the earlier output");
}

#[test]
fn json_messages_are_one_object_a_line() {
    let scene = with_output();
    let output = scene.tribind(&["build", "unknown_key.toml", "--message-format", "json"]).output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(1), ""));
    let objects: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let finding = &objects[0];
    assert_eq!(finding["reason"], "diagnostic");
    assert_eq!((&finding["code"], &finding["line"]), (&"config-unknown-key".into(), &2.into()));
    assert_eq!(objects.last().unwrap()["exit_code"], 1);
}

/// Doc comments that would like to be code.
const HOSTILE: &[u8] = b"/// quotes \"\"\" + __import__('os').system('touch pwned') + \"\"\"\n\
    /// ends */ system(\"touch pwned\"); /* begins\n\
    /// {{template}} {{#if x}} {{{raw}}} ${shell} %s %n\n\
    /// a NUL \0 and no UTF-8 \xff\xfe and ??/ a trigraph\n\
    /// __import__('os').system('touch pwned')\n\
    /// a quote at the end \"\n\
    int hostile(int a);\n\
    \n\
    /** a backslash at the end \\*/\n\
    int hostile_too(int a);\n\
    /** '''); __import__('os').system('touch pwned') # */\n\
    #define HOSTILE 1\n\
    /** \"\"\" \\N{BULLET} \\x41 */\n\
    struct hostile_point { int x; /**< \"\"\" */ };\n\
    void hostile_take(struct hostile_point p);\n";

#[test]
fn hostile_comments_stay_comments() {
    let scene = Scene::new("bad_input");
    fs::write(scene.path().join("hostile.h"), HOSTILE).unwrap();
    let source = "#include \"hostile.h\"\nint hostile(int a) { return a; }\nint hostile_too(int a) { return a; }\n\
                  void hostile_take(struct hostile_point p) { (void)p; }\n";
    fs::write(scene.path().join("hostile.c"), source).unwrap();
    scene.succeed(&["build", "hostile.h", "--source", "hostile.c", "-o", "wild"]);
    let program = "import hostile as m, inspect; assert m.hostile(3) == 3 and m.hostile_too(4) == 4 and m.HOSTILE == 1; \
                   m.hostile_take(m.hostile_point(1)); print(ascii(inspect.getdoc(m.hostile)))";
    let mut docs = Vec::new();
    for style in ["ctypes", "cffi", "native"] {
        let mut python = Command::new("python3");
        python.args(["-W", "error", "-c", program]).env("PYTHONPATH", scene.path().join("wild").join(style));
        let output = python.current_dir(scene.path().join("wild")).output().unwrap();
        assert!(output.status.success(), "{style}: {}", text(&output.stderr));
        docs.push(text(&output.stdout));
    }
    assert!(docs[0].contains(r#"quotes """ + __import__("#), "{}", docs[0]);
    assert!(docs[0].contains("{{template}} {{#if x}} {{{raw}}}"), "{}", docs[0]);
    assert!(docs.iter().all(|doc| *doc == docs[0]), "{docs:?}");
    assert!(!names(scene.path()).contains(&"pwned".to_owned()));
    assert!(!names(&scene.path().join("wild")).contains(&"pwned".to_owned()));
}
