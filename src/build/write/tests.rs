//! Output folders: what a commit changes, what it refuses, what a failure leaves.
#![allow(clippy::disallowed_methods)]

use super::*;

fn set(files: &[(&str, &str)]) -> Vec<(String, FileSet)> {
    let mut set = FileSet::default();
    for (path, text) in files {
        set.text(*path, *text);
    }
    vec![("native".to_owned(), set)]
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn only_what_changed_is_touched() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("deep/out");
    let first = packages(&out, &set(&[("m/a.py", "1"), ("m/b.py", "2")])).unwrap();
    assert_eq!(first, Written { changed: 2, unchanged: 0, removed: 0 });
    let time = |name: &str| fs::metadata(out.join("native/m").join(name)).unwrap().modified().unwrap();
    let before = time("a.py");
    let second = packages(&out, &set(&[("m/a.py", "1"), ("m/c.py", "3")])).unwrap();
    assert_eq!(second, Written { changed: 1, unchanged: 1, removed: 1 });
    assert_eq!(time("a.py"), before);
    assert_eq!(entries(&out.join("native/m")), ["a.py", "c.py"]);
    assert_eq!(entries(&out), [".tribind", "native"]);
    assert_eq!(entries(root.path()), ["deep"]);
}

#[test]
fn somebody_elses_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("thesis.txt"), "years of work").unwrap();
    let Err(Error::Input(findings)) = packages(root.path(), &set(&[("a", "1")])) else { panic!() };
    assert_eq!(findings[0].code, "output-not-ours");
    assert_eq!(entries(root.path()), ["thesis.txt"]);
}

#[test]
fn somebody_elses_style_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    packages(&out, &[("ctypes".to_owned(), FileSet::default())]).unwrap();
    fs::create_dir(out.join("native")).unwrap();
    assert!(matches!(packages(&out, &set(&[("a", "1")])), Err(Error::Input(_))));
    assert_eq!(entries(&out), [".tribind", "native"]);
}

#[test]
fn a_failure_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    packages(&out, &set(&[("a.py", "1")])).unwrap();
    let mut bad = set(&[("a.py", "2")]);
    bad[0].1.copy("b.h", root.path().join("missing.h"));
    assert!(matches!(packages(&out, &bad), Err(Error::Io { .. })));
    assert_eq!(fs::read_to_string(out.join("native/a.py")).unwrap(), "1");
    assert_eq!(entries(&out), [".tribind", "native"]);
}

#[test]
fn an_edited_file_stays_where_that_is_wanted() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    let run = |text: &str, edits: Edits| {
        let mut stage = Stage::open(&out).unwrap();
        stage.package("native", &set(&[("a.py", text), ("b.py", "b")])[0].1, edits).unwrap();
        let edited = stage.edited().len();
        stage.commit().unwrap();
        (fs::read_to_string(out.join("native/a.py")).unwrap(), edited)
    };
    assert_eq!(run("1", Edits::Kept), ("1".to_owned(), 0));
    fs::write(out.join("native/a.py"), "mine").unwrap();
    fs::remove_file(out.join("native/b.py")).unwrap();
    assert_eq!(run("1", Edits::Kept), ("mine".to_owned(), 1));
    assert!(out.join("native/b.py").is_file(), "a file that is gone comes back");
    assert_eq!(run("1", Edits::Lost), ("1".to_owned(), 0));
    fs::write(out.join("native/a.py"), "mine").unwrap();
    assert_eq!(run("2", Edits::Kept), ("2".to_owned(), 0), "it is out of date");
}

#[test]
fn compiled_files_stay_while_their_sources_do() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    let build = |text: &str, compile: bool| {
        let mut stage = Stage::open(&out).unwrap();
        stage.package("native", &set(&[("a.c", text)])[0].1, Edits::Lost).unwrap();
        let reused = stage.reuse("native", Path::new("a.so"), "print").unwrap();
        if compile {
            fs::write(stage.folder("native").join("a.so"), "code").unwrap();
            stage.compiled("native", Path::new("a.so"), "print".into(), 1.5);
        }
        stage.commit().unwrap();
        reused
    };
    assert!(!build("1", true));
    assert!(build("1", false));
    assert!(out.join("native/a.so").is_file());
    assert!(!build("2", false));
    assert!(!out.join("native/a.so").exists());
}
