//! `tribind bench` as a user types it: what grew is named, and what was interrupted is gone on with.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

mod common;

use common::{Scene, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output};
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

    // Times that are measured now have the counts beside them.
    let timed = bench(&scene, &["--rounds", "3", "--csv", "t.csv"]);
    let counted = &json(&scene, "base.json")["interpreters"][0]["rows"][0]["cells"][0]["instructions"];
    let counted = counted.as_f64().unwrap();
    let (said, csv) = (text(&timed.stdout), read("t.csv"));
    let line = said.lines().find(|line| line.trim_start().starts_with("instructions")).unwrap();
    let told = format!("{counted:.0}");
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["instructions", &told, "1.00×"], "{said}");
    assert!(csv.trim_end().ends_with(&format!(",{counted:?}")), "{csv}");

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
    let output = interrupted(running, &file);
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

#[test]
fn counting_that_was_interrupted_is_gone_on_with() {
    if !has_valgrind() {
        return;
    }
    let scene = Scene::new("cli");
    let mut args = vec!["--count".to_owned()];
    for name in ["mine", "other"] {
        fs::create_dir(scene.path().join(name)).unwrap();
        let module = "def tiny_add(a, b):\n    return a + b\n";
        fs::write(scene.path().join(name).join("tiny.py"), module).unwrap();
        args.extend(["--with".to_owned(), format!("{name}={name}")]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    assert!(bench(&scene, &args).status.success());
    let file = scene.path().join("out/count.json");
    let whole = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();

    let mut running = scene.tribind(&[&["bench", "-s", "native"], args.as_slice()].concat());
    let running = running.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let output = interrupted(running, &file);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    let counted = json(&scene, "out/count.json")["interpreters"][0]["subjects"].as_array().unwrap().len();
    let hint = format!("{counted} of 3 modules are counted and kept; to go on, add --resume out/count.json");
    assert!(said.contains(&hint) && counted < 3, "{said}");

    let output = bench(&scene, &[args.as_slice(), &["--resume", "out/count.json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&fs::read(&file).unwrap()), text(&whole));
    let other = bench(&scene, &["--count", "--resume", "out/count.json"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains("it is of other modules than are asked for"));
}

/// What a run says that gets Ctrl-C as soon as a file is there.
fn interrupted(running: Child, file: &Path) -> Output {
    let start = Instant::now();
    while !file.exists() {
        assert!(start.elapsed() < Duration::from_secs(120), "nothing was kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    running.wait_with_output().unwrap()
}

/// What `python -m pyperf` says; nothing where there is no pyperf, which wants Python 3.11.
fn pyperf(scene: &Scene, args: &[&str]) -> Option<String> {
    if !Command::new("python3").args(["-c", "import pyperf"]).output().unwrap().status.success() {
        return None;
    }
    let command =
        Command::new("python3").args(["-m", "pyperf"]).args(args).current_dir(scene.path()).output();
    let output = command.unwrap();
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    Some(text(&output.stdout))
}

#[test]
fn other_tools_read_the_files() {
    let scene = Scene::new("cli");
    let sizes =
        "\n[[case]]\nname = \"a size, and a | bar\"\nsetup = \"n = 3\"\ncall = \"m.tiny_add(n, 1)\"\n";
    let settings = fs::read_to_string(scene.path().join("tribind.toml")).unwrap();
    fs::write(scene.path().join("tribind.toml"), settings + sizes).unwrap();
    let files = ["--csv", "t.csv", "--markdown", "t.md", "--json", "t.json", "--pyperf", "perf"];
    scene.succeed(&[&["bench", "-s", "ctypes,native", "--rounds", "5"], &files[..]].concat());
    let csv = fs::read_to_string(scene.path().join("t.csv")).unwrap();
    assert!(csv.starts_with("python,module,case,call,median_ns,"), "{csv}");
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(csv.contains(",native,\"a size, and a | bar\",\"m.tiny_add(n, 1)\","), "{csv}");
    let markdown = fs::read_to_string(scene.path().join("t.md")).unwrap();
    assert!(markdown.contains("| one call | ctypes | native |"), "{markdown}");
    assert!(markdown.contains("\n| a size, and a \\| bar | "), "{markdown}");
    assert_eq!(json(&scene, "t.json")["bench"][0]["subjects"], serde_json::json!(["ctypes", "native"]));
    if let Some(said) = pyperf(&scene, &["compare_to", "perf/ctypes.json", "perf/native.json"]) {
        // Which of them differ by more than the noise is the machine's business.
        assert!(said.contains("two ints") && said.contains("a size, and a | bar"), "{said}");
        let said = pyperf(&scene, &["stats", "perf/native.json"]).unwrap();
        // A value may be lost on a busy machine, where the empty loop took longer.
        assert!(said.contains("Total number of values: ") && said.contains("two ints"), "{said}");
    }

    let output = scene.succeed(&["bench", "-s", "native", "--rounds", "3", "--scan", "n=1..100"]);
    let said = text(&output.stdout);
    assert!(said.contains("one call, for each of n"), "{said}");
    assert!(said.contains("a size, and a | bar, n = 100") && !said.contains("two ints"), "{said}");
    let output = scene.tribind(&["bench", "--scan", "k=1..10"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no case sets `k` in its setup"));
}

#[test]
fn objects_are_weighed_and_so_are_packages() {
    let scene = Scene::new("cli");
    let geometry = concat!(env!("CARGO_MANIFEST_DIR"), "/c_samples/geometry");
    let build = ["-s", "ctypes,native", "-o", "out/geometry"];
    scene.succeed(&[&["bench", geometry, "--rounds", "3", "--json", "g.json"], &build[..]].concat());
    let report = json(&scene, "g.json");
    let point = report["memory"].as_array().unwrap().iter().find(|row| row["class"] == "Point").unwrap();
    let number = |style: usize, key: &str| point["cells"][style][key].as_f64().unwrap();
    // Two doubles, a reference count and a type: what the extension's object needs, and what is told of it.
    let (blocks, beyond) = (number(1, "blocks"), number(1, "malloc_bytes"));
    assert!(blocks > 0.5 && blocks < 1.5 && beyond < 1.0, "{point}");
    assert!(number(1, "pool_bytes") >= 32.0 && number(1, "pool_bytes") <= 64.0, "{point}");
    assert!(number(0, "pool_bytes") > number(0, "getsizeof"), "{point}");
    for style in report["styles"].as_array().unwrap() {
        assert!(style["generate_s"].as_f64().unwrap() > 0.0, "{style}");
        assert!(style["compile_s"].as_f64().unwrap() > 0.0, "{style}");
    }
}
