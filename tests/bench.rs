//! `tribind bench` as a user types it: what grew is named, and what was interrupted is gone on with.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

mod common;

use common::{Scene, text};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// `tools/setup.sh test` says so where it is missing.
fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

fn bench(scene: &Scene, args: &[&str]) -> Output {
    scene.tribind(&[&["bench", "-s", "native"], args].concat()).output().unwrap()
}

fn json(scene: &Scene, name: &str) -> Value {
    serde_json::from_slice(&fs::read(scene.path().join(name)).unwrap()).unwrap()
}

#[test]
fn counts_are_the_same_on_every_run_and_what_takes_more_is_named_with_the_function_inside() {
    if !has_valgrind() {
        return;
    }
    let scene = Scene::new("cli");
    assert!(bench(&scene, &["--count"]).status.success());
    fs::copy(scene.path().join("out/count.json"), scene.path().join("base.json")).unwrap();
    let same = bench(&scene, &["--count", "--compare", "base.json", "--max-growth", "2%"]);
    assert_eq!(same.status.code(), Some(0), "{}", text(&same.stderr));
    let read = |name: &str| text(&fs::read(scene.path().join(name)).unwrap());
    assert_eq!(read("base.json"), read("out/count.json"));
    assert!(text(&same.stdout).contains("none of 1 cases takes over 2 % more than it did"));

    let slow = "#include \"tiny.h\"\n\
        static __attribute__((noinline)) void dawdle(void)\n\
        {\n    for (volatile int i = 0; i < 20; i++) {\n    }\n}\n\
        int tiny_add(int a, int b)\n{\n    dawdle();\n    return a + b;\n}\n";
    fs::write(scene.path().join("tiny.c"), slow).unwrap();
    let grown = bench(&scene, &["--count", "--compare", "base.json", "--max-growth", "2%"]);
    let said = text(&grown.stderr);
    assert_eq!(grown.status.code(), Some(3), "{said}");
    assert!(said.contains("error[bench-grown]: ") && said.contains("`m.tiny_add(2, 3)` took"), "{said}");
    assert!(said.contains("hint: most of it is in dawdle of _native."), "{said}");
}

#[test]
fn a_file_that_is_no_earlier_run_is_told_so() {
    let scene = Scene::new("cli");
    fs::write(scene.path().join("base.json"), "{}").unwrap();
    for flags in [["--compare", "base.json"], ["--resume", "base.json"], ["--compare", "absent.json"]] {
        let output = bench(&scene, &flags);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("error[bench-compare]: "), "{said}");
        assert!(!scene.path().join("out/bench.json").exists(), "it was measured before the file was read");
    }
}

#[test]
fn what_was_interrupted_is_gone_on_with() {
    let scene = Scene::new("cli");
    scene.succeed(&["build", "-s", "native"]);
    let mut running = scene.tribind(&["bench", "-s", "native", "--rounds", "10000"]);
    let running = running.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let file = scene.path().join("out/bench.json");
    let start = Instant::now();
    while !file.exists() {
        assert!(start.elapsed() < Duration::from_mins(2), "no round was kept");
        std::thread::sleep(Duration::from_millis(50));
    }
    Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let output = running.wait_with_output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    let before = json(&scene, "out/bench.json");
    let rounds = before["rounds"].as_u64().unwrap();
    let hint =
        format!("{rounds} of 10000 rounds are finished and kept; to go on, add --resume out/bench.json");
    assert!(said.contains(&hint), "{said}");

    let more = (rounds + 2).max(3).to_string();
    let output = bench(&scene, &["--rounds", &more, "--resume", "out/bench.json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let after = json(&scene, "out/bench.json");
    assert_eq!(after["rounds"].to_string(), more);
    let samples = |run: &Value| run["interpreters"][0]["samples"].as_array().unwrap().clone();
    assert_eq!(samples(&after)[..samples(&before).len()], samples(&before)[..]);

    // What is measured now is not what was measured then.
    let other = bench(&scene, &["--resume", "out/bench.json", "--with", "mine=out/native"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains("it is of other modules than are asked for"));
}
