//! What is asked of the classes: records by poking and copying, handles, the module's exception.

use super::contract;
use super::script::{Group, Rule, Subject};
use super::values::{self, Samples};
use super::worker;
use crate::diag::Span;
use crate::ir::FloatKind;
use crate::plan::{Field, Handle, Plan, Record, Scalar, Value};
use serde_json::Value as Json;

/// A group for each class.
pub fn groups(plan: &Plan) -> Vec<Group> {
    let mut out = Vec::new();
    for record in &plan.records {
        out.push(layout(record));
        let mut group = whole(record);
        record.fields.iter().for_each(|f| field(plan, &mut group, record, f));
        out.push(group);
    }
    out.extend(plan.handles.iter().map(handle));
    out.extend(plan.enums.iter().map(|e| {
        let mut group = Group::new(&e.key, &e.span);
        for member in e.members.iter().take(4) {
            group.expression(
                format!("m.{0}({1}) is m.{0}.{2}", e.py_name, member.value, member.py_name),
                Rule::Same,
            );
            group.expression(
                format!("m.{2} is m.{0}.{1}", e.py_name, member.py_name, member.py_name),
                Rule::Same,
            );
        }
        group.expression(format!("m.{}('no such member')", e.py_name), Rule::SameType);
        group
    }));
    if let Some(exception) = &plan.exception {
        let mut group = Group::new(&exception.py_name, &Span::default());
        let made = format!("m.{}(3, 'three')", exception.py_name);
        for what in ["{}", "{}.code", "{}.message", "{}.args", "str({})", "isinstance({}, Exception)"] {
            group.expression(what.replace("{}", &made), Rule::Same);
        }
        out.push(group);
    }
    out
}

/// Sets each scalar field to a value without a zero byte and sees which bytes moved.
fn layout(record: &Record) -> Group {
    let mut group = Group::new(&record.key, &record.span);
    for f in record.fields.iter().filter(|f| !f.is_const) {
        if let Some(bits) = f.bits {
            let value = if is_signed(&f.value) { "-1".to_owned() } else { format!("2**{}-1", bits.width) };
            let rule = Rule::Bits([record.size, bits.first, bits.first + u64::from(bits.width)]);
            group.expression(format!("poke_bits('{}', '{}', {value})", record.py_name, f.py_name), rule);
            continue;
        }
        let Some((value, width)) = telling(&f.value) else { continue };
        let rule = Rule::Layout([record.size, f.offset, f.offset + width.unwrap_or(f.size)]);
        group.expression(format!("poke('{}', '{}', {value})", record.py_name, f.py_name), rule);
    }
    group
}

fn is_signed(value: &Value) -> bool {
    matches!(value, Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. }) if int.signed)
}

/// A value that fills a field's bytes, and how many of them where it is not all.
fn telling(value: &Value) -> Option<(String, Option<u64>)> {
    let Value::Scalar(scalar) = value else { return None };
    Some(match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.signed => ("-1".into(), None),
        Scalar::Int(int) | Scalar::Enum { int, .. } => (format!("2**{}-1", int.bits), None),
        Scalar::Char { .. } => ("b'\\xff'".into(), None),
        Scalar::Bool => ("True".into(), Some(1)),
        // None of these numbers' bytes is zero.
        Scalar::Float(FloatKind::Float) => ("716.5322875976562".into(), None),
        Scalar::Float(FloatKind::Double) => ("1.2650169649295773e-192".into(), None),
        Scalar::Complex(FloatKind::Float) => ("complex(716.5322875976562, 716.5322875976562)".into(), None),
        Scalar::Complex(FloatKind::Double) => {
            ("complex(1.2650169649295773e-192, 1.2650169649295773e-192)".into(), None)
        }
        Scalar::Float(FloatKind::LongDouble) | Scalar::Complex(FloatKind::LongDouble) | Scalar::Wide(_) => {
            return None;
        }
    })
}

/// Asked of every record, `$` being its name; the texts of exceptions are the same too.
const SAME: &[&str] = &[
    "m.$()",
    "rec('$')",
    "repr(m.$())",
    "repr(rec('$'))",
    "rec('$') == rec('$')",
    "rec('$') == m.$()",
    "rec('$') != m.$()",
    "rec('$') == 5",
    "m.$.__eq__(m.$(), 5)",
    "m.$.__hash__",
    "copy(rec('$'))",
    "copy(rec('$')) == rec('$')",
    "len(bytes(rec('$')))",
    "type(bytes(rec('$')))",
    "m.$().__c_address__ > 0",
    "m.__tribind_buffer__(rec('$')).nbytes",
    "m.__tribind_buffer__(rec('$')).readonly",
    "[rec('$') for _ in range(3)]",
    "m.$.from_address(address(0))",
    "m.$.from_bytes(bytes(rec('$'))) == rec('$')",
    "m.$.from_buffer(zeros(0))",
    "m.$.from_buffer(filled(0, bytes(rec('$'))))",
    "m.$.__name__",
    "m.$.from_bytes(b'')",
];

/// Asked of every record; the texts of exceptions are the interpreter's.
const LOOSE: &[&str] = &[
    "dumps(rec('$')) and 0",
    "hash(m.$())",
    "m.$(no_such_field_=1)",
    "type('T', (m.$,), {})",
    "m.$.from_bytes('x')",
    "m.$.from_buffer('x')",
    "m.$.from_address('x')",
    "m.$.from_address(2**64)",
    "m.$.from_address(-1)",
    "setattr(m.$(), 'no_such_field_', 1)",
    "m.$() < m.$()",
    "m.$.from_buffer(zeros(0)[::2])",
    "len(m.$())",
    "iter(m.$())",
];

/// Asked of a record that ends in a flexible array, `#`.
const ROOM: &[&str] = &[
    "m.$.allocate(3)",
    "m.$.allocate(Index(1))",
    "m.$.allocate(-1)",
    "m.$.allocate('x')",
    "m.$.allocate(None)",
    "bytes(m.$.allocate(0)) == bytes(m.$())",
    "bytes(m.$.allocate(3))",
    "bytes(copy(m.$.allocate(3)))",
    "m.__tribind_buffer__(m.$.allocate(3)).nbytes",
    "repr(m.$.allocate(3))",
    "m.$.allocate(3) == m.$.allocate(4)",
    "m.$.allocate(3).#.__c_address__ > 0",
    "m.$.allocate(3).#[2]",
];

fn whole(record: &Record) -> Group {
    let (name, size, n) = (&record.py_name, record.size, record.fields.len());
    let mut group = Group::new(&record.key, &record.span);
    let hidden = |text: &str| record.fields.iter().any(|f| text.contains(&format!("$.{}(", f.py_name)));
    let mut same = |text: String| {
        // A field beats a helper method of the same name.
        if !hidden(&text) {
            group.expression(text.replace('$', name), Rule::Same);
        }
    };
    SAME.iter().for_each(|text| same((*text).to_owned()));
    same(format!("m.$.from_bytes(bytes({}))", size.saturating_sub(1)));
    same(format!("m.$.from_bytes(bytes({}))", size + 1));
    same(format!("m.$.from_buffer(bytearray({}))", size.saturating_sub(1)));
    if !record.has_pointers {
        same("loads(dumps(rec('$'))) == rec('$')".into());
    }
    let mut loose = |text: String| {
        if !hidden(&text) {
            group.expression(text.replace('$', name), Rule::SameType);
        }
    };
    LOOSE.iter().for_each(|text| loose((*text).to_owned()));
    loose(format!("m.$.from_buffer(bytes({size}))"));
    loose(format!("m.$(*[0] * {})", n + 1));
    group
}

fn field(plan: &Plan, group: &mut Group, record: &Record, f: &Field) {
    let (class, name) = (&record.py_name, &f.py_name);
    let samples = values::of_field(plan, f, 0);
    group.expression(format!("m.{class}().{name}"), Rule::Same);
    group.expression(format!("rec('{class}').{name}"), Rule::Same);
    if !record.has_pointers && record.fields.iter().all(|f| f.py_name != "from_buffer") {
        // Any bytes are a number; as a pointer they would be followed.
        let bytes = format!("bytes([255, 1, 128, 7]) * {}", record.size.div_ceil(4).min(1000));
        group.expression(format!("m.{class}.from_buffer(filled(0, {bytes})).{name}"), Rule::Same);
    }
    if matches!(f.value, Value::Record(_) | Value::Array { .. }) {
        group.expression(format!("[rec('{class}').{name} for _ in range(4)]"), Rule::Same);
    }
    let is_fixed = f.is_const || matches!(f.value, Value::Flexible { .. });
    let ty = group.type_of(if is_fixed { Json::Null } else { contract::of_field(plan, f) });
    for value in all(&samples) {
        // A field that cannot be set says so in the interpreter's words.
        let rule = if is_fixed { Rule::SameType } else { values::rule_of_refusal(value) };
        let subject = Subject { of: format!("m.{class}"), name: name.clone(), value: value.clone() };
        // Of what lies over a pointer, only the member that was set can be read.
        let read = if worker::is_hidden(record, f) { format!(".{name}") } else { String::new() };
        let texts = [
            format!("stored('{class}', '{name}', {value}){read}"),
            format!("m.{class}({name}={value}){read}"),
        ];
        for text in texts {
            group.handing_over(text, rule.clone(), ty, subject.clone());
        }
    }
    if let Value::FunctionPointer(Some(id)) = &f.value {
        let values = plan.callbacks[*id].params.iter().map(|p| values::of_value(plan, p, 1).base);
        let values = values.collect::<Vec<_>>().join(", ");
        // Out of Python, through C, and back.
        group.expression(
            format!("stored('{class}', '{name}', {}).{name}({values})", samples.base),
            Rule::Same,
        );
        group.expression(format!("stored('{class}', '{name}', raising).{name}({values})"), Rule::Same);
    }
    if matches!(f.value, Value::Flexible { .. }) {
        ROOM.iter().for_each(|text| {
            group.expression(text.replace('$', class).replace('#', name), Rule::Same);
        });
    }
    if let Value::Array { of, len } = &f.value {
        items(plan, group, record, f, of, *len);
    }
}

fn all(samples: &Samples) -> impl Iterator<Item = &String> {
    [&samples.base, &samples.full]
        .into_iter()
        .chain(&samples.tame)
        .chain(&samples.wild)
        .chain(&samples.refused)
}

/// An array field: its items, its ends, its slices.
fn items(plan: &Plan, group: &mut Group, record: &Record, f: &Field, of: &Value, len: u64) {
    if matches!(of, Value::Scalar(Scalar::Char { .. })) {
        return;
    }
    let array = format!("rec('{}').{}", record.py_name, f.py_name);
    for text in [
        "len($)",
        "$[0]",
        "$[-1]",
        "$[:]",
        "$[1:]",
        "$[::2]",
        "list($)",
        "repr($)",
        "$ == $",
        "$ == list($)",
        "$ == 5",
        "$.__c_address__ > 0",
    ] {
        group.expression(text.replace('$', &array), Rule::Same);
    }
    for text in [
        format!("{array}[{len}]"),
        format!("{array}[-{len} - 1]"),
        format!("{array}['x']"),
        format!("{array}[2**70]"),
        format!("hash({array})"),
    ] {
        group.expression(text, Rule::SameType);
    }
    let samples = values::of_value(plan, of, 0);
    let (class, name) = (&record.py_name, &f.py_name);
    let ty = group.type_of(contract::of_value(plan, of));
    let last = len.saturating_sub(1);
    if f.is_const {
        let text = format!("stored_item('{class}', '{name}', {last}, {})", samples.base);
        group.expression(text, Rule::SameType);
        return;
    }
    for value in all(&samples) {
        let subject =
            Subject { of: format!("m.{class}"), name: format!("{name}[{last}]"), value: value.clone() };
        let text = format!("stored_item('{class}', '{name}', {last}, {value})");
        group.handing_over(text, values::rule_of_refusal(value), ty, subject);
    }
    for (slice, value) in
        [("slice(0, 1)", &samples.full), ("slice(0, 2)", &samples.full), ("slice(None)", &samples.base)]
    {
        group.expression(format!("stored_item('{class}', '{name}', {slice}, [{value}])"), Rule::SameType);
    }
    group.expression(format!("stored_item('{class}', '{name}', {len}, {})", samples.base), Rule::SameType);
}

fn handle(handle: &Handle) -> Group {
    let name = &handle.py_name;
    let mut group = Group::new(&handle.key, &handle.span);
    for text in [
        "handle('$', 0)",
        "int(handle('$', 0)) == address(0)",
        "handle('$', 0).__c_address__ == address(0)",
        "handle('$', 0) == handle('$', 0)",
        "handle('$', 0) == handle('$', 1)",
        "handle('$', 0) != handle('$', 1)",
        "hash(handle('$', 0)) == hash(handle('$', 0))",
        "handle('$', 0) == address(0)",
        "m.$.__name__",
        "bool(handle('$', 0))",
        "repr(handle('$', 0)) == f'<$ at {address(0):#x}>'",
    ] {
        group.expression(text.replace('$', name), Rule::Same);
    }
    for text in [
        "m.$()",
        "m.$(1)",
        "m.$.from_address(-1)",
        "m.$.from_address(2**64)",
        "m.$.from_address('x')",
        "m.$.from_address(0)",
        "handle('$', 0) < handle('$', 1)",
        "setattr(handle('$', 0), 'x_', 1)",
        "dumps(handle('$', 0)) and 0",
        "copy(handle('$', 0)) == handle('$', 0)",
    ] {
        group.expression(text.replace('$', name), Rule::SameType);
    }
    group
}
