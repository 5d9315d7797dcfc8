//! What a call costs in generated code, in instructions, held against `tests/counts/`, one file for each version of
//! Python; `make bless` (`BLESS=1`) writes the file of the interpreter that is here, where anything has changed.
//!
//! Instructions depend on how the interpreter was built, and on the compiler and the C library. Where those are the
//! baseline's, each cell is held to its number. Elsewhere a cell is held, less tightly, to how many calls of a Python
//! function it costs; that call is counted in the same run.
//!
//! Needs valgrind, and is silent where there is none: `tools/setup.sh test` says so.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

mod common;

use common::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Calls that take longer than all others together.
const LEFT_OUT: &str = "1000 callbacks";

/// What the others are set against on an interpreter that was built otherwise.
const YARDSTICK: &str = "a Python function";

/// How much more is allowed where everything is as it was for the baseline. An object made and freed costs some twenty
/// instructions more where the allocator's pool is just full, which is a matter of what was made before; the module's own
/// instructions move by no more than an address.
const GROWTH: f64 = 0.02;
const FEW: f64 = 24.0;
const FEW_OF_ITS_OWN: f64 = 4.0;

/// The modules themselves.
const OWN: [&str; 2] = ["_native", "_cffi"];

/// And for an interpreter that was built otherwise: in any cell, and in the geometric mean of a style's cells.
const GROWTH_OF_RATIO: f64 = 0.2;
const GROWTH_OF_MEAN: f64 = 0.1;

/// Instructions of one call, by the object that they are in: the module itself, the interpreter, libffi, …
type Cell = BTreeMap<String, f64>;

/// Cells by style and case.
type Cells = BTreeMap<String, BTreeMap<String, Cell>>;

#[derive(Debug, Serialize, Deserialize)]
struct Baseline {
    python: String,
    build: String,
    styles: Cells,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The archetypes with one case less and one more.
fn project(folder: &Path) {
    let sample = root().join("c_samples/archetypes");
    for file in ["archetypes.h", "archetypes.c"] {
        fs::copy(sample.join(file), folder.join(file)).unwrap();
    }
    let settings = fs::read_to_string(sample.join("tribind.toml")).unwrap();
    let parts: Vec<&str> = settings.split("[[case]]").filter(|part| !part.contains(LEFT_OUT)).collect();
    let yardstick = format!(
        "[[case]]\nname = \"{YARDSTICK}\"\nsetup = \"def f(a, b): return a + b\"\ncall = \"f(2000, 3000)\"\n"
    );
    fs::write(folder.join("tribind.toml"), parts.join("[[case]]") + &yardstick).unwrap();
}

/// What is counted; the limited API has enough for it since 3.11.
fn styles() -> &'static str {
    let new_enough = "import sys; sys.exit(sys.version_info < (3, 11))";
    let has_limited = Command::new("python3").args(["-c", new_enough]).status().unwrap().success();
    if has_limited { "ctypes,cffi,native,native-abi3" } else { "ctypes,cffi,native" }
}

/// The counts of this run, in the baseline's form.
fn counted() -> Baseline {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let run = Command::new(env!("CARGO_BIN_EXE_tribind"))
        .args(["bench", "--count", "-q", "--style", styles()])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", text(&run.stderr));
    let file = fs::read(folder.path().join("out/count.json")).unwrap();
    let counts: Value = serde_json::from_slice(&file).unwrap();
    let table = &counts["interpreters"][0];
    let mut styles = Cells::new();
    for row in table["rows"].as_array().unwrap() {
        for (style, cell) in
            table["subjects"].as_array().unwrap().iter().zip(row["cells"].as_array().unwrap())
        {
            let case = row["case"].as_str().unwrap().to_owned();
            assert!(cell["instructions"].is_number(), "{case} in {style}: {cell}");
            styles.entry(style.as_str().unwrap().to_owned()).or_default().insert(case, by_object(cell));
        }
    }
    let text_of = |key: &str| table[key].as_str().unwrap().to_owned();
    Baseline { python: text_of("python"), build: text_of("build"), styles }
}

/// `_native.cpython-311-x86_64-linux-gnu.so` as `_native`, `libc.so.6` as `libc`.
fn by_object(cell: &Value) -> Cell {
    let mut sums = Cell::new();
    for (object, functions) in cell["functions"].as_object().unwrap() {
        let name = object.split('.').next().unwrap().to_owned();
        let sum: f64 = functions.as_object().unwrap().values().map(|n| n.as_f64().unwrap()).sum();
        *sums.entry(name).or_default() += sum;
    }
    sums.values_mut().for_each(|sum| *sum = sum.round());
    sums
}

fn total(cell: &Cell) -> f64 {
    cell.values().sum()
}

/// Instructions in generated code alone; 0 where that is Python.
fn own(cell: &Cell) -> f64 {
    OWN.iter().filter_map(|name| cell.get(*name)).sum()
}

fn is_more(before: f64, after: f64, allowed: f64, few: f64) -> bool {
    after > (before * (1.0 + allowed)).max(before + few)
}

/// What takes more than it may, one line each.
fn grown(base: &Baseline, now: &Baseline) -> String {
    let mut out = String::new();
    let same_build = (&base.python, &base.build) == (&now.python, &now.build);
    for (style, cells) in &base.styles {
        let new = &now.styles[style];
        let scale = if same_build { 1.0 } else { total(&new[YARDSTICK]) / total(&cells[YARDSTICK]) };
        let allowed = if same_build { GROWTH } else { GROWTH_OF_RATIO };
        let mut logs = Vec::new();
        for (case, cell) in cells {
            // A case that is gone is no growth; `make bless` takes it out.
            let Some(cell_now) = new.get(case) else { continue };
            let (before, after) = (total(cell) * scale, total(cell_now));
            logs.push((after / before).ln());
            let own_is_more = same_build && is_more(own(cell), own(cell_now), GROWTH, FEW_OF_ITS_OWN);
            if case != YARDSTICK && (own_is_more || is_more(before, after, allowed, FEW)) {
                let _ =
                    writeln!(out, "{case} in {style}: {after:.0} instructions, {before:.0} in the baseline");
                let _ = writeln!(out, "    by object now:             {cell_now:?}");
                let _ = writeln!(out, "    by object in the baseline: {cell:?}");
            }
        }
        #[allow(clippy::cast_precision_loss)] // a few dozen
        let mean = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
        if !same_build && mean > 1.0 + GROWTH_OF_MEAN {
            let _ = writeln!(out, "{style}: {mean:.2} times the baseline in the geometric mean");
        }
    }
    out
}

/// One line a case, so that a diff is read by case.
fn written(baseline: &Baseline) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let style = |(style, cells): (&String, &BTreeMap<String, Cell>)| {
        let line = |(case, cell): (&String, &Cell)| {
            format!("      {}: {}", quoted(case), serde_json::to_string(cell).unwrap().replace(".0", ""))
        };
        format!(
            "    {}: {{\n{}\n    }}",
            quoted(style),
            cells.iter().map(line).collect::<Vec<_>>().join(",\n")
        )
    };
    format!(
        "{{\n  \"python\": {},\n  \"build\": {},\n  \"styles\": {{\n{}\n  }}\n}}\n",
        quoted(&baseline.python),
        quoted(&baseline.build),
        baseline.styles.iter().map(style).collect::<Vec<_>>().join(",\n")
    )
}

fn file_of(python: &str) -> PathBuf {
    let version = python.rsplit(' ').next().unwrap();
    let minor: Vec<&str> = version.split('.').take(2).collect();
    root().join("tests/counts").join(format!("{}.json", minor.join(".")))
}

#[test]
fn a_call_takes_no_more_instructions_than_it_did() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return;
    }
    let now = counted();
    let file = file_of(&now.python);
    let base: Option<Baseline> = fs::read(&file).ok().map(|text| serde_json::from_slice(&text).unwrap());
    let more = base.as_ref().map(|base| grown(base, &now)).unwrap_or_default();
    if std::env::var_os("BLESS").is_some() {
        // Written only where it has changed by more than what is allowed, up or down.
        let same_cases = base.as_ref().is_some_and(|b| {
            now.styles.iter().all(|(s, cells)| b.styles.get(s).is_some_and(|old| old.keys().eq(cells.keys())))
        });
        let less = base.as_ref().filter(|_| same_cases).map(|base| grown(&now, base)).unwrap_or_default();
        if !(same_cases && more.is_empty() && less.is_empty()) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, written(&now)).unwrap();
        }
        return;
    }
    assert!(
        more.is_empty(),
        "a call takes more than {} allows ({}, {}; the baseline is of {:?}):\n{more}\
         `tribind bench c_samples/archetypes --count` before and after the change, with --compare, names the C function; \
         if the growth is meant, run `make bless` and read the diff",
        file.display(),
        now.python,
        now.build,
        base.map(|base| (base.python, base.build)),
    );
}

#[test]
fn growth_is_found_on_the_same_build_and_on_another() {
    let cells = |add: f64| {
        let cell = |n: f64| Cell::from([("_native".to_owned(), n)]);
        BTreeMap::from([("add".to_owned(), cell(add)), (YARDSTICK.to_owned(), cell(500.0))])
    };
    let baseline = |build: &str, add| Baseline {
        python: "CPython 3".into(),
        build: build.into(),
        styles: Cells::from([("native".to_owned(), cells(add))]),
    };
    let base = baseline("-O3", 300.0);
    assert_eq!(grown(&base, &baseline("-O3", 306.0)), "");
    assert!(grown(&base, &baseline("-O3", 307.0)).starts_with("add in native: 307 instructions, 300 in"));
    assert_eq!(grown(&base, &baseline("-O2", 325.0)), "");
    assert!(grown(&base, &baseline("-O2", 370.0)).starts_with("add in native: 370 instructions, 300 in"));
    let again: Baseline = serde_json::from_str(&written(&base)).unwrap();
    assert_eq!(again.styles, base.styles);
}
