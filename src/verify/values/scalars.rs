//! Values for numbers and characters.

use super::{Samples, list};
use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::{Enum, Plan, Scalar};

/// Values for a number or character.
pub fn of_scalar(plan: &Plan, scalar: Scalar) -> Samples {
    match scalar {
        Scalar::Complex(_) => complex(),
        Scalar::Int(int) | Scalar::Enum { id: None, int } => integer(int, &any_member(plan)),
        Scalar::Enum { id: Some(id), int } => enumeration(plan, id, int),
        Scalar::Char { signed } => character(signed),
        Scalar::Wide(kind) => wide(kind),
        Scalar::Bool => Samples {
            base: "False".into(),
            bare: "False".into(),
            full: "True".into(),
            tame: list(&["True", "0", "7", "None", "''", "'x'", "[]", "2.5", "object()"]),
            refused: list(&["Raiser()"]),
            ..Samples::default()
        },
        Scalar::Float(kind) => float(kind),
    }
}

/// The least and the greatest value of an integer type, as Python expressions.
fn range(bits: u16, signed: bool) -> (String, String) {
    if signed {
        (format!("-2**{}", bits - 1), format!("2**{}-1", bits - 1))
    } else {
        ("0".into(), format!("2**{bits}-1"))
    }
}

fn integer(int: IntType, members: &[String]) -> Samples {
    let (min, max) = range(int.bits, int.signed);
    let mut refused = vec![format!("{min}-1"), format!("{max}+1"), format!("Index({max}+1)")];
    refused.extend(list(&["2**64", "-2**63-1", "10**40", "'5'", "b'5'", "None", "1.0", "nan", "1j"]));
    refused.extend(list(&[
        "Decimal(1)",
        "Fraction(1)",
        "object()",
        "Floaty()",
        "Index('x')",
        "Raiser()",
        "[1]",
    ]));
    let mut wild = vec![max, min];
    if int.signed {
        wild.push("-1".into());
    }
    let mut tame = list(&["1", "7", "True", "Index(3)"]);
    tame.extend_from_slice(members);
    Samples {
        base: "0".into(),
        bare: "0".into(),
        full: "5".into(),
        tame,
        wild,
        refused,
        has_memory: false,
        ..Samples::default()
    }
}

/// How much a buffer holds: no more than can be had.
pub fn capacity(int: IntType) -> Samples {
    let all = integer(int, &[]);
    let mut refused = all.refused;
    refused.push("-1".into());
    Samples {
        base: "64".into(),
        full: "3".into(),
        tame: list(&["0", "1", "True", "Index(3)"]),
        wild: Vec::new(),
        refused,
        has_memory: true,
        ..all
    }
}

/// A member of some enumeration, which is an int as any other.
fn any_member(plan: &Plan) -> Vec<String> {
    let first = |e: &Enum| e.members.first().map(|m| format!("m.{}", m.py_name));
    plan.enums.iter().find_map(first).into_iter().collect()
}

fn enumeration(plan: &Plan, id: usize, int: IntType) -> Samples {
    let e = &plan.enums[id];
    let mut members: Vec<_> = e.members.iter().take(8).map(|m| format!("m.{}", m.py_name)).collect();
    if e.is_flags {
        members.push(members.join(" | "));
    }
    let base = members.first().cloned().unwrap_or_else(|| "0".into());
    Samples { bare: base.clone(), base, ..integer(int, &members) }
}

fn character(signed: bool) -> Samples {
    let (min, max) = range(8, signed);
    Samples {
        base: "b'a'".into(),
        bare: "b'a'".into(),
        full: "b'z'".into(),
        tame: list(&["b'\\0'", "65", "Index(66)", "True"]),
        refused: [
            vec![format!("{min}-1"), format!("{max}+1")],
            list(&["b''", "b'ab'", "'a'", "bytearray(b'a')", "None", "1.0", "2**64", "object()", "Raiser()"]),
        ]
        .concat(),
        wild: vec!["b'\\xff'".into(), min, max],
        has_memory: false,
        ..Samples::default()
    }
}

fn wide(kind: WideKind) -> Samples {
    let mut refused = list(&["''", "'ab'", "b'a'", "65", "None", "1.0", "object()", "'\\ud800'"]);
    let mut wild = list(&["'\\uffff'"]);
    let astral = "'\\U0001f600'".to_owned();
    if kind == WideKind::Char16 {
        refused.push(astral);
    } else {
        wild.push(astral);
    }
    let tame = list(&["'\\xe9'", "'\\0'", "Text('b')"]);
    Samples {
        base: "'a'".into(),
        bare: "'a'".into(),
        full: "'z'".into(),
        tame,
        wild,
        refused,
        has_memory: false,
        ..Samples::default()
    }
}

fn float(kind: FloatKind) -> Samples {
    let mut wild =
        list(&["nan", "inf", "-inf", "-0.0", "5e-324", "1.7e308", "2**1023", "1e-46", "3.4028236e38"]);
    if kind == FloatKind::Float {
        wild.push("16777217".into());
    }
    Samples {
        base: "1.5".into(),
        bare: "1.5".into(),
        full: "2.25".into(),
        tame: list(&[
            "0.0",
            "-2",
            "True",
            "0.1",
            "Floaty()",
            "Index(3)",
            "Decimal('2.5')",
            "Fraction(1, 3)",
            "10**15",
        ]),
        wild,
        refused: list(&["2**1024", "-2**1024", "'1.5'", "b'1'", "None", "1j", "object()", "[]", "Raiser()"]),
        has_memory: false,
        ..Samples::default()
    }
}

fn complex() -> Samples {
    Samples {
        base: "1.5".into(),
        bare: "1.5".into(),
        full: "(2+0.25j)".into(),
        tame: list(&["0j", "-2", "True", "0.1", "-0.5j", "10**15"]),
        wild: list(&["complex(nan, inf)", "complex(-0.0, -0.0)", "1e300", "1e-320j"]),
        refused: list(&["2**1024", "'1j'", "b'1'", "None", "object()", "[]", "Raiser()"]),
        ..Samples::default()
    }
}
