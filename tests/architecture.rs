//! The shape of the source: dependencies as the table in ARCHITECTURE.md has them, files and functions of a size that
//! one can read.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail, and writes where it likes

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAX_FILE: usize = 400;
const MAX_FUNCTION: usize = 70;

/// Every Rust file below a folder, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The words in backquotes that are module names.
fn backquoted(cell: &str) -> impl Iterator<Item = &str> {
    let words = cell.split('`').skip(1).step_by(2);
    words.filter(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()))
}

/// The table of ARCHITECTURE.md: module to those it may use; `None` for all.
fn table() -> BTreeMap<String, Option<BTreeSet<String>>> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let mut table = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let module = backquoted(cells[0]).next().expect("a module stands in the first column").to_owned();
        // What stands in brackets, or after a semicolon, explains.
        let may = cells[1].split(['(', ';']).next().unwrap_or_default();
        let brackets: Vec<&str> = cells[1].split(';').next().unwrap_or_default().split(['(', ')']).collect();
        let listed: String = brackets.iter().step_by(2).copied().collect();
        let all = may.trim() == "everything";
        table.insert(module, (!all).then(|| backquoted(&listed).map(str::to_owned).collect()));
    }
    table
}

/// The modules that a text refers to as `crate::module`, outside comments and tests.
fn used(text: &str) -> BTreeSet<String> {
    let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1) {
            let names = rest.strip_prefix('{').map_or_else(|| vec![rest], |list| list.split(',').collect());
            for name in names {
                let end = name.trim().find(|c: char| !c.is_ascii_lowercase()).unwrap_or(name.trim().len());
                found.insert(name.trim()[..end].to_owned());
            }
        }
    }
    found.remove("");
    found
}

#[test]
fn dependencies_are_as_the_table_says() {
    let table = table();
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
        let module = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if ["main", "lib"].contains(&module.as_str()) {
            continue;
        }
        let Some(may) = table.get(&module) else {
            faults.push(format!("{module} is not in the table"));
            continue;
        };
        let Some(may) = may else { continue };
        for name in used(&text) {
            let is_free = name == module || ["diag", "error"].contains(&name.as_str());
            if !is_free && table.contains_key(&name) && !may.contains(&name) {
                faults.push(format!("{}: `{module}` may not use `{name}`", inside.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_is_read() {
    let table = table();
    assert_eq!(table["cli"], None);
    assert!(table["stats"].as_ref().unwrap().is_empty());
    let config: Vec<&str> = table["config"].as_ref().unwrap().iter().map(String::as_str).collect();
    assert_eq!(config, ["ir", "text", "toolchain"]);
    let seen = used("use crate::{plan, ir::Type};\n// crate::cli\nlet x = crate::styles::by_id(id);\n");
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), ["ir", "plan", "styles"]);
}

#[test]
fn a_style_does_not_know_another() {
    let styles = ["ctypes", "cffi", "native"];
    let mut faults = Vec::new();
    for (path, text) in sources("src/styles") {
        let Some(own) = styles.iter().find(|style| path.iter().any(|part| part == **style)) else { continue };
        for other in styles.iter().filter(|style| *style != own) {
            if text.contains(&format!("styles::{other}")) || text.contains(&format!("super::super::{other}"))
            {
                faults.push(format!("{} knows {other}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_fit_in_a_head() {
    let faults: Vec<String> = sources("src")
        .iter()
        .chain(&sources("tests"))
        .filter(|(_, text)| text.lines().count() >= MAX_FILE)
        .map(|(path, text)| format!("{} has {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn functions_fit_on_a_screen() {
    let mut faults = Vec::new();
    for (path, text) in sources("src").iter().chain(&sources("tests")) {
        for (name, length) in functions(text) {
            if length >= MAX_FUNCTION {
                faults.push(format!("{}: {name} has {length} lines", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Names and lengths of the functions of a text that rustfmt has laid out: a function ends at the first `}` as far in as
/// its `fn`.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let words: Vec<&str> = code.split(' ').take_while(|word| !word.contains('(')).collect();
        let starts = code.starts_with("fn ") || (code.starts_with("pub") && words.contains(&"fn"));
        if !starts {
            continue;
        }
        let indent = &line[..line.len() - code.len()];
        let is_one_line = line.ends_with(['}', ';']);
        let end = lines[start..].iter().position(|l| is_one_line || *l == format!("{indent}}}")).unwrap_or(0);
        let name = code.split("fn ").nth(1).unwrap_or_default();
        found.push((name.split(['(', '<']).next().unwrap_or_default().to_owned(), end + 1));
    }
    found
}

#[test]
fn functions_are_measured() {
    let text = "fn one() {\n    a();\n}\n\nimpl X {\n    fn zero() {}\n\n    pub fn two(&self) {\n        b();\n        c();\n    }\n}\n";
    assert_eq!(functions(text), [("one".to_owned(), 3), ("zero".to_owned(), 1), ("two".to_owned(), 4)]);
}
