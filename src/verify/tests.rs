//! The verifier against packages written by hand: what it must find, and what it must not take for a difference.

use super::{Asked, Input, Kind, Verification, verify};
use crate::diag::Span;
use crate::ir::{FunctionType, IntType, Type};
use crate::plan::{FnResult, Function, Gil, Param, Passing, Plan, Scalar, Value};
use crate::toolchain::{Environment, Python};
use std::io::Write as _;
use std::path::Path;

/// A module with one function `f(a)` over an int, whose inside is given.
const MODULE: &str = r#"
import operator, os, signal, time
__all__ = ["f"]
__tribind__ = {"style": "STYLE", "functions": {"f": {}}}

def f(a, /):
    "Doc."
    try:
        a = operator.index(a)
    except TypeError:
        raise TypeError(f"f() argument 'a' must be int, not {type(a).__name__}") from None
    if not -2**31 <= a < 2**31:
        raise OverflowError("f() argument 'a' is out of range for int")
    INSIDE

def _tb_buffer(record):
    return memoryview(record)
"#;

fn int() -> IntType {
    IntType { bits: 32, signed: true, name: "int" }
}

pub fn plan() -> Plan {
    let value = Value::Scalar(Scalar::Int(int()));
    let ty = Type::Int(int());
    let param = Param {
        c_name: "a".into(),
        py_name: "a".into(),
        ty: ty.clone(),
        passing: Passing::In(value.clone()),
        nonnull: false,
        callback: None,
    };
    let function = Function {
        c_name: "f".into(),
        symbol: "f".into(),
        py_name: "f".into(),
        aliases: vec![],
        public: true,
        prototype: "int f(int a)".into(),
        ty: FunctionType { ret: ty.clone(), params: vec![ty], variadic: false, prototype: true },
        declared: None,
        signature_of: None,
        params: vec![param],
        result: FnResult::Value(value),
        owned: None,
        closes: None,
        error: None,
        gil: Gil::Hold,
        keywords: false,
        doc: vec![],
        span: Span::default(),
    };
    Plan { module: "fake".into(), functions: vec![function], ..Plan::default() }
}

fn put(path: &Path, text: &str) {
    std::fs::File::options()
        .write(true)
        .create_new(true)
        .open(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

/// Verifies modules whose `f` has these insides.
fn verified(insides: &[&str]) -> Verification {
    verified_with(insides, 0, false)
}

fn verified_with(insides: &[&str], sequences: u64, leaks: bool) -> Verification {
    let folder = tempfile::tempdir().unwrap();
    let mut packages = Vec::new();
    for (i, inside) in insides.iter().enumerate() {
        let style = format!("style{i}");
        let base = tempfile::Builder::new().prefix(&style).tempdir_in(folder.path()).unwrap().keep();
        let text = MODULE.replace("STYLE", &style).replace("INSIDE", inside);
        put(&base.join("fake.py"), &text);
        packages.push((style, base));
    }
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let python = Python::find(&environment, None).unwrap();
    let plan = plan();
    let random = Asked { sequences, limit: None };
    verify(&Input { plan: &plan, packages: &packages, cases: &[], python: &python, seed: 1, random, leaks })
        .unwrap()
}

/// The differences in behaviour, as texts without the outcomes.
fn check(insides: &[&str], expected: &[&str]) -> Verification {
    let result = verified(insides);
    let found: Vec<String> = result
        .differences()
        .filter(|c| c.kind != Kind::Stub)
        .map(|c| format!("{}: {}", c.what, c.reason))
        .collect();
    assert_eq!(found, expected, "{result:#?}");
    result
}

#[test]
fn equal_modules_are_equal() {
    let result = check(&["return a + 1", "return a - -1"], &[]);
    assert!(result.counts.operations > 25, "{:?}", result.counts);
    assert_eq!((result.counts.undetermined, result.counts.crashes), (0, 0));
}

#[test]
fn one_value_that_differs_is_found() {
    let result = check(&["return a", "return a if a != 7 else 8"], &["m.f(7): the styles do not agree"]);
    let check = result.differences().find(|c| c.kind == Kind::Behaviour).unwrap();
    assert_eq!(check.outcomes[0], ("style0".to_owned(), "7".to_owned()));
    assert_eq!(check.outcomes[1], ("style1".to_owned(), "8".to_owned()));
}

#[test]
fn crashes_hangs_and_exits_cost_one_operation() {
    let crash = "return os.kill(os.getpid(), signal.SIGSEGV) if a == 7 else a";
    let abort = "return os.abort() if a == 7 else a";
    assert_eq!(check(&[crash, abort], &[]).counts.crashes, 1);
    check(&[crash, "return a"], &["m.f(7): the styles do not agree"]);
    let hang = "return time.sleep(100) if a == 7 else a";
    check(&[hang, hang], &[]);
    check(&["return a", "return os._exit(0) if a == 7 else a"], &["m.f(7): the styles do not agree"]);
}

#[test]
fn what_is_not_determined_is_compared_by_type() {
    let random = "return int.from_bytes(os.urandom(3), 'big')";
    assert!(check(&[random, random], &[]).counts.undetermined > 5);
    let float = "return 1.0";
    assert!(!verified(&[random, float]).is_equal());
}

#[test]
fn a_module_that_cannot_be_imported_is_told_so() {
    for (inside, says) in [("return (", "SyntaxError"), ("pass\nos.abort()", "signal: 6")] {
        let result = verified(&["return a", inside]);
        let check = result.differences().next().unwrap();
        assert!(check.kind == Kind::Import && check.reason.contains(says), "{check:?}");
        assert_eq!(result.diagnostics()[0].code, "verify-import");
    }
}

#[test]
fn what_calls_leave_behind_is_counted() {
    let clean = "return [a][0]";
    let leaks = |inside: &str| {
        let result = verified_with(&[inside, clean], 0, true);
        let told = result.leaks.as_ref().unwrap();
        assert!(told.calls > 1 && told.not_judged.is_empty(), "{told:?}");
        let found = result.differences().filter(|c| c.kind == Kind::Leak);
        found.map(|c| format!("{}: {}", c.what, c.outcomes[0].1)).collect::<Vec<_>>()
    };
    assert!(leaks(clean).is_empty());
    let kept = leaks("_tb_buffer.__dict__.setdefault('all', []).append(object()); return a");
    assert!(kept[0].starts_with("m.f(5): blocks of Python's memory +1.0"), "{kept:?}");
    let cycle = leaks("x = []; x.append(x); return a");
    assert!(cycle.is_empty(), "{cycle:?}");
}

/// One call is well, many are not.
#[test]
fn what_many_calls_end_is_told_with_its_name() {
    let after = |n: usize, what: &str| {
        format!("s = f.__dict__; s['n'] = s.get('n', 0) + 1\n    return a if s['n'] < {n} else {what}")
    };
    let crash = after(150, "os.kill(os.getpid(), signal.SIGSEGV)");
    let found = |insides: &[&str]| {
        let result = verified_with(insides, 0, true);
        let mut found = result.differences().filter(|c| c.kind == Kind::Leak);
        let check = found.next().unwrap_or_else(|| panic!("{result:#?}")).clone();
        (check.what, check.reason, check.outcomes)
    };
    let both =
        |a: &str, b: &str| vec![("style0".to_owned(), a.to_owned()), ("style1".to_owned(), b.to_owned())];
    let ends = "called again and again, it ends the process".to_owned();
    let (clean, name) = ("return a", "m.f(5)".to_owned());
    assert_eq!(
        found(&[&crash, clean]),
        (name.clone(), ends.clone(), both("crash", "nothing is left behind"))
    );
    assert_eq!(found(&[&crash, &crash]), (name.clone(), ends, both("crash", "crash")));
    let hang = after(150, "time.sleep(100)");
    let hangs = "called again and again, it does not come back".to_owned();
    assert_eq!(found(&[clean, &hang]), (name, hangs, both("nothing is left behind", "timeout")));
}

/// What no fixed value shows: the least sequence that does, for a given seed.
#[test]
fn the_random_run_finds_and_shrinks() {
    let found = |inside: &str| {
        let result = verified_with(&["return a", inside], 60, false);
        let found: Vec<_> = result.differences().filter(|c| c.kind != Kind::Stub).collect();
        assert_eq!(found.len(), 1, "{result:#?}");
        assert_eq!((found[0].kind, found[0].reason.as_str()), (Kind::Random, "the styles do not agree"));
        (found[0].example.clone().unwrap().lines, found[0].outcomes.clone())
    };
    let outcomes =
        |b: &str| vec![("style0".to_owned(), "1001".to_owned()), ("style1".to_owned(), b.to_owned())];
    // Beyond the edge values: odd, and neither small nor great.
    let odd = "return a + (1000 < a < 10**6 and a % 2)";
    assert_eq!(found(odd), (vec!["import fake as m".into(), "m.f(1001)".into()], outcomes("1002")));
    // Only after another call.
    let second = "s = f.__dict__; last = s.get('last', 0); s['last'] = a\n    \
        return a + (1000 < last < 10**6 and 1000 < a < 10**6)";
    let lines = ["import fake as m", "m.f(1001)", "m.f(1001)"].map(String::from).to_vec();
    assert_eq!(found(second), (lines, outcomes("1002")));
    let clean = verified_with(&["return a", "return a + 0"], 60, false);
    let random = clean.random.unwrap();
    assert_eq!((random.sequences, random.open, random.is_stopped), (60, 0, false));
    assert!(random.steps > 200 && clean.differences().all(|c| c.kind == Kind::Stub), "{clean:#?}");
}
