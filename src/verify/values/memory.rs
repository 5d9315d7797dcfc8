//! Values for pointers: memory that is there, memory that is not, and what is no memory.

use super::{Samples, list};
use crate::ir::FloatKind;
use crate::plan::Scalar;

pub fn char_pointer(slot: usize) -> Samples {
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: format!("filled({slot}, b'some text in memory')"),
        tame: vec![
            format!("typed({slot}, 'c')"),
            format!("typed({slot}, 'b')"),
            format!("zeros({slot}, 0)"),
            "bytearray(65536)".into(),
        ],
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
        ..Samples::default()
    }
}

pub fn address(is_const: bool, slot: usize) -> Samples {
    let mut tame = vec![
        format!("address({slot})"),
        "0".into(),
        format!("typed({slot}, 'd')"),
        format!("zeros({slot}, 0)"),
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
        ..Samples::default()
    }
}

/// The `memoryview` format of an item, where there is one, and two of a wrong kind or size.
pub fn format_of(item: Scalar) -> (Option<&'static str>, [&'static str; 2]) {
    let int = match item {
        Scalar::Int(int) | Scalar::Enum { int, .. } => (int.bits, int.signed),
        Scalar::Char { signed } => (8, signed),
        Scalar::Bool => return (Some("?"), ["d", "i"]),
        Scalar::Float(FloatKind::Float) => return (Some("f"), ["d", "i"]),
        Scalar::Float(FloatKind::Double) => return (Some("d"), ["f", "q"]),
        Scalar::Wide(_) | Scalar::Complex(_) | Scalar::Float(FloatKind::LongDouble) => {
            return (None, ["d", "q"]);
        }
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

pub fn items(item: Scalar, is_const: bool, slot: usize) -> Samples {
    let (format, wrong) = format_of(item);
    let mut tame =
        vec!["bytearray(65536)".to_owned(), format!("zeros({slot}, 2048)"), format!("zeros({slot}, 0)")];
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
        ..Samples::default()
    }
}

pub fn handle(name: &str, slot: usize) -> Samples {
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
        ..Samples::default()
    }
}

pub fn pointers(slot: usize) -> Samples {
    Samples {
        base: format!("zeros({slot})"),
        bare: "None".into(),
        full: format!("zeros({slot})"),
        tame: vec!["[]".into(), "[None] * 16".into()],
        wild: vec![],
        refused: list(&["object()", "5", "1.5", "'x'", "[object()]", "[1.5]", "array('d', [0.0])"]),
        has_memory: true,
        ..Samples::default()
    }
}

/// Anything that a `void *` carries to a callable and back.
pub fn anything() -> Samples {
    let none = || "None".to_owned();
    Samples {
        base: none(),
        bare: none(),
        full: "'user data'".into(),
        tame: list(&["5", "[]", "m"]),
        ..Samples::default()
    }
}

/// An address of code that nothing can be said of.
pub fn function_pointer() -> Samples {
    Samples {
        base: "None".into(),
        bare: "None".into(),
        full: "None".into(),
        tame: list(&["0"]),
        wild: vec![],
        refused: list(&["-1", "2**64", "'x'", "1.5", "object()", "b'x'"]),
        has_memory: true,
        ..Samples::default()
    }
}

/// Text for a parameter, which takes any memory as well.
pub fn chars_in(slot: usize) -> Samples {
    let mut samples = text();
    samples.refused.retain(|s| !["bytearray(b'x')", "memoryview(b'x')", "zeros(15)"].contains(&s.as_str()));
    samples.refused.push(format!("zeros({slot})[::2]"));
    samples.tame.extend(list(&["bytearray(b'a\\0b')", "memoryview(b'bytes')"]));
    samples.tame.push(format!("zeros({slot})"));
    samples.tame.push(format!("filled({slot}, b'memory\\0')"));
    samples
}

pub fn text() -> Samples {
    Samples {
        base: "'a text of 21 letters.'".into(),
        bare: "None".into(),
        full: "'another text, of 29 letters..'".into(),
        probe: Some("hashed(b'a text of 21 letters.')".into()),
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
