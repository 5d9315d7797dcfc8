//! Random arguments for a parameter, by its type, and the objects that earlier steps have made.
//!
//! In: the plan, chance, what there is so far. Out: arguments; an object that several steps may use becomes a step of its
//! own. The rules of `calls` hold here too: a made-up number beside memory stays small, and memory ends at a guard page, so
//! that a function that runs past it dies in every style alike.

use super::super::values;
use super::scalars::{self, Reach};
use super::sequence::{Act, Arg, Step};
use crate::plan::{CallbackId, Field, Function, HandleId, Passing, Plan, Record, RecordId, Scalar, Value};
use rand::RngExt as _;
use rand_pcg::Pcg64;

/// A slot of memory, and how many of them a sequence may use; those above are nobody's, so that a number can lead there.
const SLOT: usize = 4096;
const SLOTS: usize = 8;

/// Something that a step gave.
#[derive(Debug, Clone)]
pub struct Object {
    /// What it is.
    pub kind: Kind,
    /// Where to find it.
    pub place: Arg,
    /// Whether C may end its life behind our back: then it is gone as soon as something is freed.
    pub is_borrowed: bool,
}

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A handle.
    Handle(HandleId),
    /// A record.
    Record(RecordId),
    /// A buffer.
    Memory,
}

/// What there is while a sequence is made.
pub struct Scene<'a> {
    /// What was decided.
    pub plan: &'a Plan,
    /// Chance.
    pub random: &'a mut Pcg64,
    /// The steps so far.
    pub steps: Vec<Step>,
    /// What they gave.
    pub objects: Vec<Object>,
    /// Slots in use.
    pub slots: usize,
}

impl Scene<'_> {
    /// One argument for each Python parameter.
    pub fn arguments(&mut self, function: &Function) -> Vec<Arg> {
        let reach = reach(self.plan, function);
        let has_number = function.inputs().any(|p| is_number(&p.passing));
        // Arrays that share a length have one of so many items.
        let length = self.random.random_range(0..=6);
        let inputs: Vec<_> = function.inputs().collect();
        inputs
            .iter()
            .map(|p| self.parameter(&p.passing, if has_number { reach } else { Reach::Type }, length))
            .collect()
    }

    fn parameter(&mut self, passing: &Passing, reach: Reach, length: usize) -> Arg {
        match passing {
            Passing::In(value) | Passing::InOut(value) | Passing::Out(value) | Passing::ByRef(value) => {
                self.value(value, reach)
            }
            Passing::User { .. } => match self.random.random_range(0..3) {
                0 => Arg::None,
                1 => Arg::Int(self.random.random_range(0..1000)),
                _ => Arg::Text(scalars::text(5, self.random)),
            },
            Passing::Array { item, is_const, .. } => {
                // What is copied lies where C runs past its end into anything.
                let may_be_copied = *is_const && reach == Reach::Type && self.random.random();
                self.array(*item, may_be_copied, length)
            }
            Passing::Capacity { .. } => Arg::Int(self.random.random_range(0..64)),
            Passing::Length { .. } | Passing::Buffer { .. } | Passing::Count { .. } => Arg::None,
        }
    }

    fn array(&mut self, item: Scalar, may_be_copied: bool, length: usize) -> Arg {
        if let Some((format, size)) = buffer_item(item)
            && self.slots < SLOTS
            && !may_be_copied
        {
            let content = self.content(length * size, item == Scalar::Bool);
            return self.memory(length * size, content, Some(format));
        }
        Arg::List(
            (0..length).map(|_| scalars::of_scalar(self.plan, item, Reach::Type, self.random)).collect(),
        )
    }

    fn value(&mut self, value: &Value, reach: Reach) -> Arg {
        match value {
            Value::Scalar(scalar) => scalars::of_scalar(self.plan, *scalar, reach, self.random),
            Value::Text if self.random.random_bool(0.1) => Arg::None,
            Value::Text => {
                // Longer than a small number, which may be taken for its length.
                let least = if reach == Reach::Type { 0 } else { 17 };
                let length = self.random.random_range(least..least + 12);
                Arg::Text(scalars::text(length, self.random))
            }
            Value::CharPointer | Value::Address { .. } | Value::Items { .. } => self.buffer(),
            Value::Record(id) => match self.found(Kind::Record(*id), 0.4) {
                Some(earlier) => earlier,
                None => self.record(*id, false),
            },
            Value::RecordPointer { record, .. } => self.record_pointer(*record),
            Value::Handle(id) => self.found(Kind::Handle(*id), 0.95).unwrap_or(Arg::None),
            Value::FunctionPointer(Some(id)) => self.callable(*id),
            Value::Pointers { .. }
            | Value::FunctionPointer(None)
            | Value::Flexible { .. }
            | Value::Array { .. } => Arg::None,
        }
    }

    /// One of the objects of a kind, with some likelihood.
    fn found(&mut self, kind: Kind, likelihood: f64) -> Option<Arg> {
        let all: Vec<&Object> = self.objects.iter().filter(|o| o.kind == kind).collect();
        let is_wanted = !all.is_empty() && self.random.random_bool(likelihood);
        is_wanted.then(|| all[self.random.random_range(0..all.len())].place.clone())
    }

    /// Memory that was there before, or more of it, or none.
    fn buffer(&mut self) -> Arg {
        if let Some(earlier) = self.found(Kind::Memory, 0.5) {
            return earlier;
        }
        if self.slots == SLOTS || self.random.random_bool(0.1) {
            return Arg::None;
        }
        let length = self.random.random_range(0..24);
        let content = self.content(length, false);
        let memory = self.memory(SLOT, content, None);
        self.kept(memory, Kind::Memory)
    }

    fn content(&mut self, length: usize, is_bool: bool) -> Vec<u8> {
        (0..length)
            .map(|_| if is_bool { u8::from(self.random.random::<bool>()) } else { self.random.random() })
            .collect()
    }

    fn memory(&mut self, size: usize, content: Vec<u8>, format: Option<char>) -> Arg {
        self.slots += 1;
        Arg::Memory { slot: self.slots - 1, size, content, format }
    }

    fn record_pointer(&mut self, id: RecordId) -> Arg {
        if let Some(earlier) = self.found(Kind::Record(id), 0.6) {
            return earlier;
        }
        let record = &self.plan.records[id];
        let has_room = record.size <= SLOT as u64 && record.fields.iter().all(|f| f.py_name != "from_buffer");
        if self.slots == SLOTS || !has_room || self.random.random_bool(0.1) {
            return Arg::None;
        }
        let record = self.record(id, true);
        self.kept(record, Kind::Record(id))
    }

    /// An object that later steps may use: sometimes it is a step of its own.
    fn kept(&mut self, arg: Arg, kind: Kind) -> Arg {
        if self.random.random_bool(0.6) {
            return arg;
        }
        let place = Arg::Earlier { step: self.add(Act::Make(arg)), item: None };
        self.objects.push(Object { kind, place: place.clone(), is_borrowed: false });
        place
    }

    /// Adds a step; its number.
    pub fn add(&mut self, act: Act) -> usize {
        let id = self.steps.len();
        self.steps.push(Step { id, act });
        id
    }

    /// A record; in memory of its own where C gets its address.
    fn record(&mut self, id: RecordId, is_lent: bool) -> Arg {
        let plan = self.plan;
        let record = &plan.records[id];
        let mut fields = Vec::new();
        for f in record.fields.iter().filter(|f| is_settable(record, f)) {
            if self.random.random_bool(0.7) {
                fields.extend(self.field(record, f).map(|value| (f.py_name.clone(), value)));
            }
        }
        self.slots += usize::from(is_lent);
        Arg::Record { class: record.py_name.clone(), fields, slot: is_lent.then(|| self.slots - 1) }
    }

    /// A value for a field; none where only an address would do.
    pub fn field(&mut self, record: &Record, field: &Field) -> Option<Arg> {
        let reach = if record.has_pointers { Reach::Memory(16) } else { Reach::Type };
        match (&field.value, field.bits) {
            (Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. }), Some(bits)) => {
                let narrow = crate::ir::IntType { bits: u16::try_from(bits.width).ok()?, ..*int };
                Some(scalars::of_scalar(self.plan, Scalar::Int(narrow), reach, self.random))
            }
            (Value::Scalar(scalar), _) => Some(scalars::of_scalar(self.plan, *scalar, reach, self.random)),
            (Value::Record(id), _) if !self.plan.records[*id].has_pointers => Some(self.record(*id, false)),
            _ => None,
        }
    }

    /// A callable that always gives the same, or none.
    fn callable(&mut self, id: CallbackId) -> Arg {
        let samples = values::of_value(self.plan, &Value::FunctionPointer(Some(id)), SLOTS);
        let run = if self.random.random() { samples.base } else { samples.full };
        let result = run.strip_prefix("calls(").and_then(|rest| rest.split([',', ')']).next());
        match result {
            // What it gives is no simple value: then it is not worth a line of its own.
            Some(result) if !result.contains('(') && self.random.random_bool(0.9) => {
                let shown = format!("lambda *_: {result}");
                Arg::Other { run, shown }
            }
            _ => Arg::None,
        }
    }
}

/// Whether a field can be set without a word about another.
pub fn is_settable(record: &Record, field: &Field) -> bool {
    !(field.is_const || field.overlaps && record.has_pointers)
}

/// How far the numbers of a function may go, by what it is given beside them.
fn reach(plan: &Plan, function: &Function) -> Reach {
    let values = function.inputs().filter_map(|p| match &p.passing {
        Passing::In(value) | Passing::InOut(value) | Passing::ByRef(value) => Some(value),
        _ => None,
    });
    let arrays = function.inputs().any(|p| matches!(p.passing, Passing::Array { .. }));
    let mut reach = if arrays { Reach::Memory(16) } else { Reach::Type };
    for value in values {
        let here = match value {
            Value::Text | Value::Pointers { .. } | Value::FunctionPointer(_) => Reach::Memory(16),
            Value::CharPointer | Value::Address { .. } | Value::Items { .. } => Reach::Memory(1000),
            // As an array of them, it stays within the memory that is there.
            Value::RecordPointer { record, .. } => {
                Reach::Memory(i128::from(32768 / plan.records[*record].size.max(32)).min(1000))
            }
            Value::Handle(_) => Reach::Object,
            _ => continue,
        };
        reach = match (reach, here) {
            (Reach::Memory(a), Reach::Memory(b)) => Reach::Memory(a.min(b)),
            (Reach::Memory(a), _) | (_, Reach::Memory(a)) => Reach::Memory(a),
            _ => Reach::Object,
        };
    }
    reach
}

fn is_number(passing: &Passing) -> bool {
    let is_int = |v: &Value| matches!(v, Value::Scalar(Scalar::Int(_) | Scalar::Enum { .. }));
    matches!(passing, Passing::In(v) | Passing::InOut(v) | Passing::ByRef(v) if is_int(v))
}

/// The format and size of a buffer's items, where a buffer format spells them.
fn buffer_item(item: Scalar) -> Option<(char, usize)> {
    let format = values::format_of(item).0?.chars().next()?;
    let size = match format {
        'b' | 'B' | '?' => 1,
        'h' | 'H' => 2,
        'i' | 'I' | 'f' => 4,
        _ => 8,
    };
    Some((format, size))
}
