//! Values for one parameter, or one field: what it takes, what it barely takes, and what it must refuse.
//!
//! In: how the value crosses. Out: Python expressions over the worker's names (`zeros(0)`: 4 KiB that end at a guard
//! page). Nothing here looks at a style.

use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::{Passing, Plan, RecordId, Scalar, Value};

/// Values of one parameter.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    /// A harmless value; for a pointer, zeroed memory, and more of it than any small count reaches.
    pub base: String,
    /// The same without memory: NULL for a pointer.
    pub bare: String,
    /// The same with something in it.
    pub full: String,
    /// Further values that are taken and harmless beside the others' `base`.
    pub tame: Vec<String>,
    /// Values that are taken, and that C may believe: a length of 2⁶⁴ − 1. Not beside memory.
    pub wild: Vec<String>,
    /// Values that should never reach C, or whose conversion is worth a look.
    pub refused: Vec<String>,
    /// C gets memory through it.
    pub has_memory: bool,
}

/// Values for a parameter; `slot` is the memory that is its own.
pub fn of_parameter(plan: &Plan, passing: &Passing, slot: usize) -> Samples {
    match passing {
        Passing::In(value) | Passing::InOut(value) | Passing::Out(value) => of_value(plan, value, slot),
        Passing::Array { item, is_const, .. } => array(plan, *item, *is_const, slot),
        Passing::Length { .. } => Samples::default(),
    }
}

/// Values for a field or parameter of one C type.
pub fn of_value(plan: &Plan, value: &Value, slot: usize) -> Samples {
    match value {
        Value::Scalar(scalar) => of_scalar(plan, *scalar),
        Value::Text => text(),
        Value::CharPointer => char_pointer(slot),
        Value::Address { is_const } => address(*is_const, slot),
        Value::Items { item, is_const } => items(*item, *is_const, slot),
        Value::Record(id) => record(plan, *id, slot),
        Value::RecordPointer { record, is_const } => record_pointer(plan, *record, *is_const, slot),
        Value::Handle(id) => handle(&plan.handles[*id].py_name, slot),
        Value::Pointers { .. } => pointers(slot),
        Value::FunctionPointer => function_pointer(),
        Value::Array { of, len } => whole_array(plan, of, *len, slot),
    }
}

/// Values for a number or character.
pub fn of_scalar(plan: &Plan, scalar: Scalar) -> Samples {
    match scalar {
        Scalar::Int(int) | Scalar::Enum { id: None, int } => integer(int, &[]),
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
pub fn range(bits: u16, signed: bool) -> (String, String) {
    if signed {
        (format!("-2**{}", bits - 1), format!("2**{}-1", bits - 1))
    } else {
        ("0".into(), format!("2**{bits}-1"))
    }
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|&s| s.into()).collect()
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
    Samples { base: "0".into(), bare: "0".into(), full: "5".into(), tame, wild, refused, has_memory: false }
}

fn enumeration(plan: &Plan, id: usize, int: IntType) -> Samples {
    let e = &plan.enums[id];
    let members: Vec<_> =
        e.members.iter().take(8).map(|m| format!("m.{}.{}", e.py_name, m.py_name)).collect();
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
    }
}

fn text() -> Samples {
    Samples {
        base: "'a text of 21 letters.'".into(),
        bare: "None".into(),
        full: "'another text, of 29 letters..'".into(),
        tame: list(&[
            "''",
            "'a'",
            "b'bytes'",
            "'\\xe9\\u20ac\\U0001f600'",
            "Text('sub')",
            "'\\udcff'",
            "b'\\xff\\xfe'",
        ]),
        wild: list(&["'x' * 300"]),
        refused: list(&[
            "'a\\0b'",
            "b'a\\0b'",
            "'\\0'",
            "'\\ud800'",
            "5",
            "1.5",
            "object()",
            "['a']",
            "bytearray(b'x')",
            "memoryview(b'x')",
            "zeros(15)",
        ]),
        has_memory: true,
    }
}

fn char_pointer(slot: usize) -> Samples {
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: format!("filled({slot}, b'some text in memory')"),
        tame: vec![format!("typed({slot}, 'c')"), format!("typed({slot}, 'b')"), "bytearray(65536)".into()],
        wild: vec![],
        refused: [
            list(&[
                "'text'",
                "b'bytes'",
                "5",
                "1.5",
                "object()",
                "[1]",
                "array('d', [0.0])",
                "array('H', [0])",
            ]),
            vec![format!("readonly({slot})"), format!("zeros({slot})[::2]"), "m".into()],
        ]
        .concat(),
        has_memory: true,
    }
}

fn address(is_const: bool, slot: usize) -> Samples {
    let mut tame = vec![
        format!("address({slot})"),
        "0".into(),
        format!("typed({slot}, 'd')"),
        "bytearray(65536)".into(),
    ];
    let mut refused = list(&["'text'", "1.5", "object()", "[1]", "-1", "2**64", "Raiser()"]);
    refused.push(format!("zeros({slot})[::2]"));
    let read_only = [format!("readonly({slot})"), "b'seventeen letters'".into()];
    if is_const {
        tame.extend(read_only);
    } else {
        refused.extend(read_only);
    }
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: if is_const {
            format!("filled({slot}, b'some bytes \\x80\\xff')")
        } else {
            format!("zeros({slot})")
        },
        tame,
        wild: vec![],
        refused,
        has_memory: true,
    }
}

/// The `memoryview` format of an item, where there is one, and two of a wrong kind or size.
fn format_of(item: Scalar) -> (Option<&'static str>, [&'static str; 2]) {
    let int = match item {
        Scalar::Int(int) | Scalar::Enum { int, .. } => (int.bits, int.signed),
        Scalar::Char { signed } => (8, signed),
        Scalar::Bool => return (Some("?"), ["d", "i"]),
        Scalar::Float(FloatKind::Float) => return (Some("f"), ["d", "i"]),
        Scalar::Float(FloatKind::Double) => return (Some("d"), ["f", "q"]),
        Scalar::Wide(_) | Scalar::Float(FloatKind::LongDouble) => return (None, ["d", "q"]),
    };
    match int {
        (8, true) => (Some("b"), ["d", "h"]),
        (8, false) => (Some("B"), ["d", "H"]),
        (16, true) => (Some("h"), ["H", "i"]),
        (16, false) => (Some("H"), ["h", "I"]),
        (32, true) => (Some("i"), ["I", "f"]),
        (32, false) => (Some("I"), ["i", "f"]),
        (64, true) => (Some("q"), ["Q", "d"]),
        (64, false) => (Some("Q"), ["q", "d"]),
        _ => (None, ["d", "q"]),
    }
}

fn items(item: Scalar, is_const: bool, slot: usize) -> Samples {
    let (format, wrong) = format_of(item);
    let mut tame = vec!["bytearray(65536)".to_owned(), format!("zeros({slot}, 2048)")];
    tame.extend(format.map(|f| format!("typed({slot}, '{f}')")));
    tame.extend((format == Some("q") || format == Some("Q")).then(|| {
        let long = if format == Some("q") { 'l' } else { 'L' };
        format!("typed({slot}, '{long}')")
    }));
    let mut refused: Vec<String> = wrong.iter().map(|f| format!("typed({slot}, '{f}')")).collect();
    refused.extend(list(&["'text'", "5", "1.5", "object()", "[1, 2]", "(0,)", "Raiser()"]));
    refused.push(format!("zeros({slot})[::2]"));
    let read_only = [format!("readonly({slot})"), "b'sixteen letters.'".into()];
    if is_const {
        tame.extend(read_only);
    } else {
        refused.extend(read_only);
    }
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: format!("filled({slot}, b'some bytes \\x80\\xff')"),
        tame,
        wild: vec![],
        refused,
        has_memory: true,
    }
}

fn record(plan: &Plan, id: RecordId, slot: usize) -> Samples {
    let r = &plan.records[id];
    let mut refused = list(&["None", "object()", "5", "(1, 2)", "'x'"]);
    refused.push(format!("zeros({slot}, {})", r.size.min(4096)));
    refused.push(format!("m.{}", r.py_name));
    refused.extend(other_class(plan, &r.py_name));
    let zeroed = format!("m.{}()", r.py_name);
    let full = format!("rec('{}')", r.py_name);
    Samples {
        base: zeroed.clone(),
        bare: zeroed,
        tame: vec![full.clone()],
        full,
        wild: vec![],
        refused,
        has_memory: false,
    }
}

fn record_pointer(plan: &Plan, id: RecordId, is_const: bool, slot: usize) -> Samples {
    let r = &plan.records[id];
    let mut tame = vec![format!("m.{}()", r.py_name), format!("rec('{}')", r.py_name)];
    let mut refused = list(&["object()", "5", "1.5", "'x'", "[]"]);
    refused.push(format!("m.{}", r.py_name));
    refused.extend(other_class(plan, &r.py_name));
    if r.size <= 4096 {
        tame.push(format!("zeros({slot}, {})", r.size));
        refused.push(format!("zeros({slot}, {})", r.size.saturating_sub(1)));
        let read_only = format!("readonly({slot})");
        if is_const { tame.push(read_only) } else { refused.push(read_only) }
    }
    let base = if r.size <= 4096 { format!("zeros({slot})") } else { tame[0].clone() };
    let full = tame[1].clone();
    Samples { base, bare: "None".into(), full, tame, wild: vec![], refused, has_memory: true }
}

/// An instance of some class that is not the one asked for.
fn other_class(plan: &Plan, name: &str) -> Option<String> {
    let record = plan.records.iter().find(|r| r.py_name != name).map(|r| format!("m.{}()", r.py_name));
    record.or_else(|| {
        plan.handles.iter().find(|h| h.py_name != name).map(|h| format!("handle('{}', 15)", h.py_name))
    })
}

fn handle(name: &str, slot: usize) -> Samples {
    Samples {
        base: format!("handle('{name}', {slot})"),
        bare: "None".into(),
        full: format!("handle('{name}', {slot})"),
        tame: vec![],
        wild: vec![],
        refused: [
            list(&["object()", "5", "0", "'x'", "b'x'"]),
            vec![format!("zeros({slot})"), format!("m.{name}")],
        ]
        .concat(),
        has_memory: true,
    }
}

fn pointers(slot: usize) -> Samples {
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: format!("zeros({slot})"),
        tame: vec!["[]".into(), "[None] * 16".into()],
        wild: vec![],
        refused: list(&["object()", "5", "1.5", "'x'", "[object()]", "[1.5]", "array('d', [0.0])"]),
        has_memory: true,
    }
}

fn function_pointer() -> Samples {
    Samples {
        base: "None".into(),
        bare: "None".into(),
        full: "None".into(),
        tame: list(&["0"]),
        wild: vec![],
        refused: list(&["-1", "2**64", "'x'", "1.5", "object()", "b'x'"]),
        has_memory: true,
    }
}

fn array(plan: &Plan, item: Scalar, is_const: bool, slot: usize) -> Samples {
    let one = of_scalar(plan, item);
    let mut samples = items(item, is_const, slot);
    // A sequence is copied, so a list is taken here, and its items are converted one by one.
    samples.refused.retain(|s| s != "[1, 2]" && s != "(0,)");
    samples.tame.push(format!("[{}, {}]", one.base, one.full));
    samples.tame.push(format!("({},)", one.full));
    samples.tame.push("[]".into());
    samples.tame.extend(one.wild.iter().map(|v| format!("[{v}]")));
    samples.refused.extend(one.refused.iter().take(12).map(|v| format!("[{}, {v}]", one.base)));
    samples.refused.extend(list(&["{1: 2}", "iter([1])", "range(3)", "[[1]]"]));
    samples
}

fn whole_array(plan: &Plan, of: &Value, len: u64, slot: usize) -> Samples {
    let one = of_value(plan, of, slot);
    let long = usize::try_from(len.min(64)).unwrap_or(64);
    let of_n = |n: usize| format!("[{}] * {n}", one.full);
    let mut tame = vec![of_n(long)];
    let mut refused = vec![of_n(long + 1), of_n(long - 1), "None".into(), "object()".into(), "5".into()];
    if matches!(of, Value::Scalar(Scalar::Char { .. })) {
        let of_text = |n: usize| format!("b'x' * {n}");
        tame =
            vec![of_text(long), of_text(long - 1), "'text'[:1]".into(), "b''".into(), "'\\xe9'[:1]".into()];
        refused = vec![of_text(long + 1), "None".into(), "5".into(), "object()".into()];
    }
    Samples {
        base: tame[0].clone(),
        bare: tame[0].clone(),
        full: tame[0].clone(),
        tame,
        refused,
        ..Samples::default()
    }
}
