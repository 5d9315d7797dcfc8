//! A sequence of steps: objects are made, functions called, and what one step gives, later ones use.
//!
//! Plain data, and its two spellings: the worker's (memory lies between guard pages) and the reader's, Python that can be
//! typed in.

use super::super::script::{Ask, Group, Operation, Rule};
use crate::diag::Span;
use serde_json::{Value as Json, json};

/// Steps in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sequence {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step; later ones reach what it gave by its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its number, unique in the sequence, which it keeps when others are dropped.
    pub id: usize,
    /// What it does.
    pub act: Act,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Makes an object that several steps can use.
    Make(Arg),
    /// Sets a field of a record that a step made.
    Set {
        /// The step.
        of: usize,
        /// The field.
        field: String,
        /// Its value.
        to: Arg,
    },
    /// Calls a function.
    Call {
        /// Its public name.
        name: String,
        /// Index into the plan's functions.
        function: usize,
        /// What it is given.
        args: Vec<Arg>,
    },
}

/// A value that is handed over.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An `int`.
    Int(i128),
    /// A `float`.
    Float(f64),
    /// A `complex`.
    Complex(f64, f64),
    /// `bytes`.
    Bytes(Vec<u8>),
    /// A `str`.
    Text(String),
    /// A `list`.
    List(Vec<Arg>),
    /// A record with these fields set; with a slot, its bytes lie there.
    Record {
        /// The class.
        class: String,
        /// Fields and their values.
        fields: Vec<(String, Arg)>,
        /// The memory that is its own.
        slot: Option<usize>,
    },
    /// A writable buffer.
    Memory {
        /// The memory that is its own.
        slot: usize,
        /// Bytes.
        size: usize,
        /// What it begins with; the rest is zero.
        content: Vec<u8>,
        /// The format of its items, where it is not bytes.
        format: Option<char>,
    },
    /// What a step gave, or one item of the tuple that it gave.
    Earlier {
        /// The step.
        step: usize,
        /// Which item.
        item: Option<usize>,
    },
    /// Anything else.
    Other {
        /// In the worker's words.
        run: String,
        /// In Python's.
        shown: String,
    },
}

/// For whom a value is spelled.
trait Voice {
    fn earlier(&self, step: usize) -> String;
    fn memory(&self, slot: usize, size: usize, content: &[u8]) -> String;
    fn record(&self, slot: Option<usize>, made: String) -> String;
    fn other<'a>(&self, run: &'a str, shown: &'a str) -> &'a str;
}

struct Worker;

impl Voice for Worker {
    fn earlier(&self, step: usize) -> String {
        format!("x{step}")
    }
    fn memory(&self, slot: usize, size: usize, content: &[u8]) -> String {
        format!("zeros({slot}, {size}, {})", bytes(content))
    }
    fn record(&self, slot: Option<usize>, made: String) -> String {
        slot.map_or(made.clone(), |slot| format!("placed({slot}, {made})"))
    }
    fn other<'a>(&self, run: &'a str, _: &'a str) -> &'a str {
        run
    }
}

/// The names of the steps whose results are used, by number.
struct Reader(Vec<usize>);

impl Voice for Reader {
    fn earlier(&self, step: usize) -> String {
        // Not `m`, which is the module.
        let letters = "abcdefghijklnopqrstuvwxyz";
        let at = self.0.iter().position(|s| *s == step).unwrap_or_default();
        let letter = &letters[at % letters.len()..=at % letters.len()];
        if at < letters.len() { letter.into() } else { format!("{letter}{}", at / letters.len()) }
    }
    fn memory(&self, _: usize, size: usize, content: &[u8]) -> String {
        match size.saturating_sub(content.len()) {
            _ if content.is_empty() => format!("bytearray({size})"),
            0 => format!("bytearray({})", bytes(content)),
            rest => format!("bytearray({} + bytes({rest}))", bytes(content)),
        }
    }
    fn record(&self, _: Option<usize>, made: String) -> String {
        made
    }
    fn other<'a>(&self, _: &'a str, shown: &'a str) -> &'a str {
        shown
    }
}

fn bytes(content: &[u8]) -> String {
    let escaped: String = content
        .iter()
        .map(|&b| match b {
            b'\'' | b'\\' => format!("\\{}", char::from(b)),
            b' '..=b'~' => char::from(b).to_string(),
            _ => format!("\\x{b:02x}"),
        })
        .collect();
    format!("b'{escaped}'")
}

fn text(content: &str) -> String {
    let escape = |c: char| match c {
        '\'' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        _ => format!("\\U{:08x}", u32::from(c)),
    };
    format!("'{}'", content.chars().map(escape).collect::<String>())
}

fn float(x: f64) -> String {
    if x.is_finite() { format!("{x:?}") } else { format!("float('{x}')") }
}

impl Arg {
    fn spelled(&self, voice: &dyn Voice) -> String {
        let all = |items: &[Self]| items.iter().map(|i| i.spelled(voice)).collect::<Vec<_>>().join(", ");
        match self {
            Self::None => "None".into(),
            Self::Bool(true) => "True".into(),
            Self::Bool(false) => "False".into(),
            Self::Int(n) => n.to_string(),
            Self::Float(x) => float(*x),
            Self::Complex(x, y) => format!("complex({}, {})", float(*x), float(*y)),
            Self::Bytes(content) => bytes(content),
            Self::Text(content) => text(content),
            Self::List(items) => format!("[{}]", all(items)),
            Self::Record { class, fields, slot } => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}={}", value.spelled(voice))).collect();
                voice.record(*slot, format!("m.{class}({})", fields.join(", ")))
            }
            Self::Memory { slot, size, content, format } => {
                let memory = voice.memory(*slot, *size, content);
                match format {
                    None => memory,
                    Some(f) if memory.starts_with("bytearray") => format!("memoryview({memory}).cast('{f}')"),
                    Some(f) => format!("{memory}.cast('{f}')"),
                }
            }
            Self::Earlier { step, item } => {
                let name = voice.earlier(*step);
                item.map_or(name.clone(), |i| format!("{name}[{i}]"))
            }
            Self::Other { run, shown } => voice.other(run, shown).into(),
        }
    }

    /// The steps whose results it uses.
    pub fn uses(&self) -> Vec<usize> {
        match self {
            Self::Earlier { step, .. } => vec![*step],
            Self::List(items) => items.iter().flat_map(Self::uses).collect(),
            Self::Record { fields, .. } => fields.iter().flat_map(|(_, v)| v.uses()).collect(),
            _ => Vec::new(),
        }
    }
}

impl Step {
    /// The values that it hands over.
    pub fn args(&self) -> &[Arg] {
        match &self.act {
            Act::Make(value) | Act::Set { to: value, .. } => std::slice::from_ref(value),
            Act::Call { args, .. } => args,
        }
    }

    /// The same, to be changed.
    pub fn args_mut(&mut self) -> &mut [Arg] {
        match &mut self.act {
            Act::Make(value) | Act::Set { to: value, .. } => std::slice::from_mut(value),
            Act::Call { args, .. } => args,
        }
    }

    /// The steps whose results it uses.
    pub fn uses(&self) -> Vec<usize> {
        let of = match &self.act {
            Act::Set { of, .. } => Some(*of),
            _ => None,
        };
        self.args().iter().flat_map(Arg::uses).chain(of).collect()
    }

    fn spelled(&self, voice: &dyn Voice) -> String {
        let args: Vec<String> = self.args().iter().map(|a| a.spelled(voice)).collect();
        match &self.act {
            Act::Make(_) => args.concat(),
            Act::Set { of, field, .. } => format!("{}.{field} = {}", voice.earlier(*of), args.concat()),
            Act::Call { name, .. } => format!("m.{name}({})", args.join(", ")),
        }
    }

    /// The operation for the worker. `hints` says which of a function's results are addresses.
    fn ask(&self, hints: impl Fn(usize) -> Json) -> Ask {
        let args = self.args().iter().map(|a| a.spelled(&Worker));
        let (c, a, h) = match &self.act {
            Act::Make(_) => ("kept".into(), args.collect(), json!("plain")),
            Act::Set { of, field, .. } => {
                let target = [Worker.earlier(*of), format!("'{field}'")];
                ("setattr".into(), target.into_iter().chain(args).collect(), json!("plain"))
            }
            Act::Call { name, function, .. } => (format!("m.{name}"), args.collect(), hints(*function)),
        };
        Ask::Call { c, a, h, s: Some(Worker.earlier(self.id)) }
    }
}

impl Sequence {
    /// The group of operations that a worker runs.
    pub fn group(&self, hints: impl Fn(usize) -> Json) -> Group {
        let mut group = Group::new("", &Span::default());
        group.is_sequence = true;
        let mut lends = false;
        for step in &self.steps {
            lends |= step.args().iter().any(lends_of_python);
            // A number beside an object of C's own may lead out of it, into memory that is the style's own affair.
            let is_far = step.args().iter().any(|a| matches!(a, Arg::Int(n) if !(0..=16).contains(n)));
            let has_object = step.args().iter().any(|a| matches!(a, Arg::Earlier { .. }));
            let operation = Operation::new(step.ask(&hints), Rule::Same);
            group.operations.push(Operation { lends: lends || (is_far && has_object), ..operation });
        }
        group
    }

    /// The lines of Python that show it. What raised on the way does not end it.
    pub fn shown(&self, module: &str, raised: impl Fn(usize) -> bool) -> Vec<String> {
        let used: Vec<usize> = self.steps.iter().flat_map(Step::uses).collect();
        let named = self.steps.iter().map(|s| s.id).filter(|id| used.contains(id)).collect();
        let voice = Reader(named);
        let last = self.steps.len().saturating_sub(1);
        let mut lines = vec![format!("import {module} as m")];
        let fails = |i: usize| i < last && raised(i);
        if (0..last).any(fails) {
            lines.insert(0, "from contextlib import suppress".into());
        }
        for (i, step) in self.steps.iter().enumerate() {
            let mut line = step.spelled(&voice);
            if voice.0.contains(&step.id) {
                line = format!("{} = {line}", voice.earlier(step.id));
            }
            lines.push(if fails(i) { format!("with suppress(Exception): {line}") } else { line });
        }
        lines
    }
}

/// Whether C gets memory of a Python object by it, where what lies around differs from style to style.
fn lends_of_python(arg: &Arg) -> bool {
    matches!(arg, Arg::Text(_) | Arg::List(_) | Arg::Other { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(steps: Vec<Step>, shown: &[&str], run: &[&str]) {
        let sequence = Sequence { steps };
        assert_eq!(sequence.shown("lib", |i| i == 1), shown);
        let group = sequence.group(|_| json!("plain"));
        let texts: Vec<String> = group.operations.iter().map(|o| o.ask.text()).collect();
        assert_eq!(texts, run);
    }

    #[test]
    fn what_is_run_and_what_is_shown() {
        let record = Arg::Record {
            class: "pair".into(),
            fields: vec![("low".into(), Arg::Int(-3)), ("name".into(), Arg::Text("é'".into()))],
            slot: Some(2),
        };
        let memory = Arg::Memory { slot: 3, size: 8, content: vec![65, 255], format: Some('i') };
        let call = |args| Act::Call { name: "f".into(), function: 0, args };
        let earlier = |step, item| Arg::Earlier { step, item };
        check(
            vec![
                Step { id: 4, act: Act::Make(record) },
                Step { id: 5, act: Act::Set { of: 4, field: "low".into(), to: Arg::Float(f64::INFINITY) } },
                Step { id: 7, act: call(vec![earlier(4, None), memory]) },
                Step { id: 9, act: call(vec![earlier(7, Some(1)), Arg::List(vec![Arg::None])]) },
            ],
            &[
                "from contextlib import suppress",
                "import lib as m",
                "a = m.pair(low=-3, name='\\u00e9\\'')",
                "with suppress(Exception): a.low = float('inf')",
                "b = m.f(a, memoryview(bytearray(b'A\\xff' + bytes(6))).cast('i'))",
                "m.f(b[1], [None])",
            ],
            &[
                "kept(placed(2, m.pair(low=-3, name='\\u00e9\\'')))",
                "setattr(x4, 'low', float('inf'))",
                "m.f(x4, zeros(3, 8, b'A\\xff').cast('i'))",
                "m.f(x7[1], [None])",
            ],
        );
    }
}
