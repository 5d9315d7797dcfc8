//! The verbs as a user types them, on a library of two functions.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

mod common;

use common::{Scene, text};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// The objects of a run with `--message-format json`, which has to succeed.
fn objects(scene: &Scene, args: &[&str]) -> Vec<Value> {
    let all: Vec<&str> = args.iter().copied().chain(["--message-format", "json"]).collect();
    let output = scene.succeed(&all);
    assert_eq!(text(&output.stderr), "", "{args:?}");
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn of<'a>(objects: &'a [Value], reason: &str) -> Vec<&'a Value> {
    objects.iter().filter(|object| object["reason"] == reason).collect()
}

#[test]
fn build_again_compiles_nothing_and_touches_nothing() {
    let scene = Scene::new("cli");
    let first = objects(&scene, &["build", "-s", "native"]);
    let fresh = |objects: &[Value]| -> Vec<bool> {
        let compiled = of(objects, "artefact").into_iter().filter(|a| a["kind"] == "compiled");
        compiled.map(|a| a["fresh"].as_bool().unwrap()).collect()
    };
    assert_eq!(fresh(&first), [false]);
    let mut before = scene.snapshot("out");
    let second = objects(&scene, &["build", "-s", "native"]);
    assert_eq!(fresh(&second), [true]);
    let mut after = scene.snapshot("out");
    let marker = scene.path().join("out/.tribind");
    assert_eq!(before.remove(&marker).map(|(text, _)| text), after.remove(&marker).map(|(text, _)| text));
    assert!(before == after, "an unchanged build touched a file");

    // A change of the library's own source is noticed, and so is one of the header.
    fs::write(
        scene.path().join("tiny.c"),
        "#include \"tiny.h\"\nint tiny_add(int a, int b) { return a - b; }\n",
    )
    .unwrap();
    assert_eq!(fresh(&objects(&scene, &["build", "-s", "native"])), [false]);
    let header = fs::read_to_string(scene.path().join("tiny.h")).unwrap().replace("LIMIT 7", "LIMIT 8");
    fs::write(scene.path().join("tiny.h"), header).unwrap();
    assert_eq!(fresh(&objects(&scene, &["build", "-s", "native"])), [false]);
}

#[test]
fn what_is_left_out_is_told_with_its_line() {
    let scene = Scene::new("cli");
    let objects = objects(&scene, &["generate"]);
    let print = of(&objects, "skipped").into_iter().find(|s| s["name"] == "tiny_print").unwrap();
    assert_eq!((&print["kind"], &print["line"]), (&"function".into(), &8.into()));
    assert!(print["file"].as_str().unwrap().ends_with("tiny.h"));
    assert_eq!(
        objects.last().unwrap(),
        &serde_json::json!({
            "reason": "result", "verb": "generate", "success": true, "exit_code": 0,
        })
    );
    let words = text(&scene.succeed(&["generate"]).stdout);
    assert!(words.contains("tiny binds 1 function, 1 constant of \"tiny.h\""), "{words}");
    assert!(words.contains("tiny_print  variadic function  tiny.h:8"), "{words}");
    assert_eq!(text(&scene.succeed(&["generate", "-q"]).stdout), "");
}

#[test]
fn an_output_folder_remembers_what_was_asked_for() {
    let scene = Scene::new("cli");
    fs::remove_file(scene.path().join("tribind.toml")).unwrap();
    scene.succeed(&["generate", "tiny.h", "--source", "tiny.c", "-m", "small", "-s", "native"]);
    let shown = text(&scene.succeed(&["show", "tiny_add"]).stdout);
    assert!(shown.contains("int tiny_add(int a, int b);"), "{shown}");
    assert!(shown.contains("out/native/src/small.c"), "{shown}");
    let maps = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/behaviour/maps");
    let shown = text(&scene.succeed(&["show", "map_add", maps, "-o", "maps"]).stdout);
    for part in
        ["def map_add(a, b, /, out=None):", "size_t tb_maps_map_add(const tb_map *);", "tb_map_call_add("]
    {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let output = scene.tribind(&["show", "tiny_ad"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("hint: did you mean `tiny_add`?"), "{}", text(&output.stderr));
    let output = scene.tribind(&["show", "tiny_print"]).output().unwrap();
    assert!(text(&output.stderr).contains("`tiny_print` is left out: variadic function"));
}

#[test]
fn files_that_are_no_longer_generated_go_and_others_stay() {
    let scene = Scene::new("cli");
    scene.succeed(&["generate", "-s", "native"]);
    let package = scene.path().join("out/native");
    fs::write(package.join("notes.txt"), "mine").unwrap();
    scene.succeed(&["generate", "-s", "native", "-m", "other"]);
    assert!(package.join("other/__init__.py").is_file());
    assert!(!package.join("tiny/__init__.py").exists());
    assert_eq!(fs::read_to_string(package.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn a_further_style_is_made_where_it_is_named() {
    let scene = Scene::new("cli");
    scene.succeed(&["generate"]);
    assert!(scene.path().join("out/cffi").is_dir());
    assert!(!scene.path().join("out/cffi-abi").exists());
    scene.succeed(&["generate", "-s", "cffi-abi"]);
    assert!(scene.path().join("out/cffi-abi/tiny/_library.py").is_file());
}

#[test]
fn a_source_that_does_not_compile_is_shown_at_its_place() {
    let scene = Scene::new("cli");
    scene.succeed(&["build", "-s", "native"]);
    let before = scene.snapshot("out");
    fs::write(scene.path().join("tiny.c"), "int tiny_add(int a, int b)\n{\n    return a +;\n}\n").unwrap();
    let output = scene.tribind(&["build", "-s", "native"]).output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("error[source-does-not-compile]: tiny.c does not compile: expected expression"),
        "{said}"
    );
    assert!(said.contains("--> tiny.c:3\n  |\n3 |     return a +;"), "{said}");
    assert!(before == scene.snapshot("out"), "a failed build changed the earlier output");
}

#[test]
fn timings_are_told_where_asked_for() {
    let scene = Scene::new("cli");
    let objects = objects(&scene, &["generate", "--timings"]);
    let stages: Vec<&str> =
        of(&objects, "timing").into_iter().map(|timing| timing["stage"].as_str().unwrap()).collect();
    for stage in ["config", "header", "libclang", "verdict", "plan", "styles", "write", "total"] {
        assert!(stages.contains(&stage), "{stage} is not in {stages:?}");
    }
}

#[test]
fn the_first_build_can_be_imported() {
    let scene = Scene::new("cli");
    scene.succeed(&["build"]);
    for style in ["ctypes", "cffi", "native"] {
        let program = "import tiny; print(tiny.tiny_add(2, 3), tiny.TINY_LIMIT)";
        let mut python = Command::new("python3");
        python.args(["-c", program]).env("PYTHONPATH", scene.path().join("out").join(style));
        let output = python.current_dir(scene.path().join("out")).output().unwrap();
        assert_eq!(text(&output.stdout), "5 7\n", "{style}: {}", text(&output.stderr));
    }
}

#[test]
fn verify_fails_on_a_file_broken_by_hand() {
    let scene = Scene::new("cli");
    let words = text(&scene.succeed(&["verify"]).stdout);
    assert!(words.contains("tiny in ctypes, cffi, native on Python 3."), "{words}");
    for style in ["ctypes", "cffi", "native"] {
        let file = scene.path().join("out").join(style).join("tiny/__init__.py");
        let sound = fs::read_to_string(&file).unwrap();
        let broken = format!("{sound}\n\ndef tiny_add(a, b, /):\n    return int(a) - int(b)\n");
        fs::write(&file, &broken).unwrap();
        let output = scene.tribind(&["verify"]).output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{style}: {said}");
        assert!(said.contains("__init__.py was edited by hand, and is taken as it is"), "{said}");
        assert!(said.contains("tiny_add"), "{style}: {said}");
        assert_eq!(fs::read_to_string(&file).unwrap(), broken);
        scene.succeed(&["build"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), sound, "build writes it anew");
    }
    scene.succeed(&["verify"]);
}

/// bindgen panics at complex integers, where libclang calls it back, which would abort the process.
#[test]
fn a_panic_that_cannot_unwind_costs_bindgen_only() {
    let scene = Scene::new("cli");
    fs::write(scene.path().join("odd.h"), "_Complex int odd(void);\n#define EVEN 2\n").unwrap();
    let output = scene.succeed(&["generate", "odd.h", "-l", "m"]);
    let said = text(&output.stderr);
    assert!(said.contains("bindgen could not read the header (Non floating-type complex?"), "{said}");
    assert!(said.contains("libclang alone was used"), "{said}");
    assert!(text(&output.stdout).contains("1 constant"), "{}", text(&output.stdout));
}

/// Needs valgrind, and is silent where there is none: `tools/setup.sh test` says so.
#[test]
fn instructions_of_modules_written_by_hand_are_counted() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return;
    }
    let scene = Scene::new("cli");
    let mine = scene.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("tiny.py"), "def tiny_add(a, b):\n    return a + b\n").unwrap();
    let wrong = scene.path().join("wrong");
    fs::create_dir(&wrong).unwrap();
    fs::write(wrong.join("tiny.py"), "def tiny_add(a, b):\n    return a - b\n").unwrap();
    scene.succeed(&["bench", "-s", "native", "--count", "--with", "mine=mine", "--with", "wrong=wrong"]);
    let counts = fs::read(scene.path().join("out/count.json")).unwrap();
    let counts: Value = serde_json::from_slice(&counts).unwrap();
    let table = &counts["interpreters"][0];
    assert_eq!(table["subjects"], serde_json::json!(["native", "mine", "wrong"]));
    let cells = &table["rows"][0]["cells"];
    let (native, mine) = (&cells[0]["instructions"], &cells[1]["instructions"]);
    assert!(native.as_f64().unwrap() > 50.0 && mine.as_f64().unwrap() > 50.0, "{cells}");
    // A module that answers wrongly is not measured.
    assert!(cells[2]["failed"].as_str().unwrap().contains("is -1, not 5"), "{cells}");
}
