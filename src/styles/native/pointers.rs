//! Pointers in memory: how each kind is read, and what its address is taken from.

use super::items::{Item, Memory, Use, expected, item, shape, target};
use super::needs::Needs;
use super::parts::Part;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{Scalar, Value};
use crate::styles::shared::convert::pointer_shown;
use crate::text::literals::c_string;

/// The description of a pointer.
pub fn pointer(scope: &mut Scope, value: &Value, ty: &Type, wanted: Use) -> Item {
    let shown = pointer_shown(ty);
    let mut shape = shape(&shown, 'p', "sizeof(void *)");
    shape.push(".format = \"P\"".into());
    let functions = match value {
        Value::Text => Functions { get: Part::ItemText, take: Part::TakeText, name: "text" },
        Value::Address { is_const } => {
            shape.push(format!(".is_const = {}", u8::from(*is_const)));
            Functions { get: Part::ItemAddress, take: Part::TakeAddress, name: "address" }
        }
        Value::FunctionPointer(Some(id)) => {
            shape.push(".slot = offsetof(tb_module, callbacks)".into());
            shape.push(format!(".signature = &tb_signature_{}", scope.plan.callbacks[*id].name));
            if wanted.memory == Memory::Lasting {
                Functions { get: Part::ItemFunction, take: Part::TakeKeptCallback, name: "kept function" }
            } else {
                Functions { get: Part::ItemFunction, take: Part::TakeCallback, name: "function" }
            }
        }
        Value::FunctionPointer(None) => {
            Functions { get: Part::ItemAddress, take: Part::TakeFunction, name: "function" }
        }
        Value::Handle(id) => {
            let name = &scope.plan.handles[*id].py_name;
            shape.push(format!(".slot = offsetof(tb_module, type_{name})"));
            shape.push(format!(".expected = {}", c_string(format!("{name} or None").as_bytes())));
            Functions { get: Part::ItemHandle, take: Part::TakeHandle, name: "handle" }
        }
        Value::RecordPointer { record, is_const } => {
            let name = &scope.plan.records[*record].py_name;
            shape.push(format!(".is_const = {}", u8::from(*is_const)));
            shape.push(format!(".slot = offsetof(tb_module, type_{name})"));
            shape.push(format!(".layout = &tb_layout_{name}"));
            shape.push(format!(".expected = {}", c_string(format!("{name} or None").as_bytes())));
            Functions { get: Part::ItemRecordPointer, take: Part::TakeRecord, name: "record" }
        }
        _ => to_items(scope, value, ty, wanted, &mut shape),
    };
    functions.into_item(&mut scope.needs, &shown, shape, wanted)
}

/// A pointer to numbers or to pointers: out it is a `Pointer`.
fn to_items(scope: &mut Scope, value: &Value, ty: &Type, wanted: Use, shape: &mut Vec<String>) -> Functions {
    let (is_const, of, take) = match value {
        Value::Items { item: scalar, is_const } => {
            let wanted = if wanted.get { Use::GET } else { Use::SHAPE };
            shape.push(format!(".expected = {}", c_string(expected(*scalar, *is_const).as_bytes())));
            (*is_const, item(scope, &Value::Scalar(*scalar), ty, wanted), Part::TakeItems)
        }
        Value::Pointers { to, is_const } => {
            (*is_const, item(scope, to, target(ty), wanted.behind()), Part::TakePointers)
        }
        _ => {
            let char = Scalar::Char { signed: true };
            let wanted = if wanted.get { Use::GET } else { Use::SHAPE };
            shape.push(format!(".expected = {}", c_string(expected(char, false).as_bytes())));
            (false, item(scope, &Value::Scalar(char), ty, wanted), Part::TakeItems)
        }
    };
    shape.push(format!(".is_const = {}", u8::from(is_const)));
    shape.push(format!(".of = {of}"));
    Functions { get: Part::ItemPointer, take, name: "pointer" }
}

/// The functions of a pointer kind.
struct Functions {
    get: Part,
    take: Part,
    name: &'static str,
}

impl Functions {
    fn into_item(self, needs: &mut Needs, shown: &str, shape: Vec<String>, wanted: Use) -> Item {
        let (reader, taker) = match (self.get, self.take) {
            (_, Part::TakeFunction) => ("address", "function"),
            (_, Part::TakeKeptCallback) => ("function", "kept_callback"),
            (_, Part::TakeCallback) => ("function", "callback"),
            (Part::ItemRecordPointer, _) => ("record_pointer", "record"),
            (_, Part::TakeItems) => ("pointer", "items"),
            (_, Part::TakePointers) => ("pointer", "pointers"),
            _ => (self.name, self.name),
        };
        if wanted.get {
            needs.part(self.get);
        }
        if wanted.take {
            needs.part(self.take);
        }
        let pointer = (reader == "pointer").then(|| ".slot = offsetof(tb_module, pointer_type)".to_owned());
        Item {
            key: format!("{} {shown} {}", self.name, shape.join(" ")),
            ident: ident_of(shown),
            when_read: pointer.into_iter().collect(),
            shape,
            get: format!("tb_get_{reader}"),
            set: "tb_set_pointer".into(),
            take: format!("tb_take_{taker}"),
            ..Item::default()
        }
    }
}

/// `const unsigned char *` to `const_unsigned_char_p`.
fn ident_of(shown: &str) -> String {
    let words = shown.replace('*', " p ");
    let clean: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join("_")
}
