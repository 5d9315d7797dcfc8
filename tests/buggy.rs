//! The checks find what they claim: each mistake of `c_samples/buggy/bugs.toml`, made in the generated extension, is found,
//! under its function's name, and nothing else is.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test stops where it goes wrong, in folders of its own

mod common;

use common::{Scene, text};
use serde::Deserialize;
use std::process::Output;

#[derive(Deserialize)]
struct Bugs {
    bug: Vec<Bug>,
}

/// One mistake.
#[derive(Deserialize)]
struct Bug {
    name: String,
    /// The version of Python in which it is none any more.
    before: Option<String>,
    styles: String,
    #[serde(default)]
    leaks: bool,
    #[serde(default)]
    random: bool,
    from: String,
    to: String,
    code: String,
    names: String,
    says: String,
}

const SOURCE: &str = "out/native/src/buggy.c";

/// What a mistake takes to be found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Calls,
    Leaks,
    Random,
}

fn kind(bug: &Bug) -> Kind {
    match bug {
        Bug { leaks: true, .. } => Kind::Leaks,
        Bug { random: true, .. } => Kind::Random,
        _ => Kind::Calls,
    }
}

fn verify(scene: &Scene, styles: &str, kind: Kind) -> Output {
    let sequences = if kind == Kind::Random { "100" } else { "0" };
    let mut args = vec!["verify", "tribind.toml", "-v", "-s", styles, "-o", "out", "--random", sequences];
    args.extend((kind == Kind::Leaks).then_some("--leaks"));
    scene.tribind(&args).output().unwrap()
}

/// The version of the Python that the packages are built for, as the summary says it.
fn is_none_any_more(bug: &Bug, said: &str) -> bool {
    let number = |version: &str| -> Vec<u32> { version.split('.').map(|n| n.parse().unwrap()).collect() };
    let version = regex::Regex::new(r"on Python ([0-9.]+):").unwrap();
    bug.before.as_ref().is_some_and(|b| number(&version.captures(said).unwrap()[1]) >= number(b))
}

fn check(bug: &Bug, scene: &Scene, clean: &str, control: &str) {
    assert_eq!(clean.matches(&bug.from).count(), 1, "{}: {:?} is not there once", bug.name, bug.from);
    if is_none_any_more(bug, control) {
        return;
    }
    std::fs::write(scene.path().join(SOURCE), clean.replace(&bug.from, &bug.to)).unwrap();
    let output = verify(scene, &bug.styles, kind(bug));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{}: {}{said}", bug.name, text(&output.stdout));
    let found = || said.lines().filter(|line| line.starts_with("error[verify"));
    // A case of the project file may show it, too.
    let codes = [format!("error[{}]: ", bug.code), "error[verify-case]: ".to_owned()];
    let is_it = |line: &str| codes.iter().any(|c| line.starts_with(c)) && line.contains(&bug.names);
    assert!(found().count() > 0 && found().all(is_it), "{}: {said}", bug.name);
    assert!(said.contains(&bug.says), "{}: {said}", bug.name);
}

/// Every mistake of one kind, and the clean control before and after.
fn check_all(wanted: Kind, n: usize) {
    let scene = Scene::new("../c_samples/buggy");
    let bugs: Bugs =
        toml::from_str(&std::fs::read_to_string(scene.path().join("bugs.toml")).unwrap()).unwrap();
    let bugs: Vec<Bug> = bugs.bug.into_iter().filter(|b| kind(b) == wanted).collect();
    assert_eq!(bugs.len(), n);
    let control = || {
        let output = verify(&scene, "native,ctypes", wanted);
        assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    };
    let said = control();
    let clean = std::fs::read_to_string(scene.path().join(SOURCE)).unwrap();
    bugs.iter().for_each(|bug| check(bug, &scene, &clean, &said));
    std::fs::write(scene.path().join(SOURCE), &clean).unwrap();
    control();
}

#[test]
fn mistakes_that_calls_show() {
    check_all(Kind::Calls, 6);
}

#[test]
fn mistakes_that_counting_shows() {
    check_all(Kind::Leaks, 8);
}

#[test]
fn mistakes_that_random_sequences_show() {
    check_all(Kind::Random, 2);
}
