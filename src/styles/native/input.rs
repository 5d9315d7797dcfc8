//! One parameter on its way into C: the lines that declare, convert, pass and clean up.

use super::items::{self, Use};
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use super::spell;
use crate::ir::Type;
use crate::plan::{Scalar, Value};
use crate::text::literals::c_string;

/// A Python value that becomes a C argument.
#[derive(Default)]
pub struct Input {
    /// Declarations.
    pub declare: Vec<String>,
    /// What makes the local safe to clean up before it is converted; empty where its declaration does.
    pub prepare: Vec<String>,
    /// Lines that convert, before the test.
    pub before: Vec<String>,
    /// A condition that is true on failure; it may itself convert.
    pub fails: String,
    /// The C argument.
    pub pass: String,
    /// Clean-up, harmless on a local that is only prepared.
    pub clean_up: Vec<String>,
}

/// Where a value comes from and where it goes.
pub struct Place<'a> {
    /// The C type of the parameter.
    pub ty: &'a Type,
    /// The C expression of the Python value.
    pub value: &'a str,
    /// How errors name it, as a C string.
    pub name: String,
    /// The local's name.
    pub local: String,
}

/// The conversion of a parameter of this kind.
pub fn input(scope: &mut Scope, kind: &Value, place: &Place) -> Input {
    match kind {
        Value::Scalar(scalar) => number(scope, *scalar, place),
        Value::Text => text(scope, place),
        Value::Record(id) => record(scope, *id, place),
        Value::Handle(id) => handle(scope, *id, place),
        Value::FunctionPointer(None) => function_pointer(scope, place),
        Value::FunctionPointer(Some(id)) => super::callbacks::input(scope, *id, None, "NULL", place),
        Value::Array { .. } | Value::Flexible { .. } => {
            Input { fails: "0".into(), pass: "NULL".into(), ..Input::default() }
        }
        _ => memory(scope, kind, place),
    }
}

fn number(scope: &mut Scope, scalar: Scalar, place: &Place) -> Input {
    let Place { ty, value, name, local } = place;
    let conversion = scalars::to_c(&mut scope.needs, scalar, value, name, local);
    let cast = if scalars::wants_cast(scalar) { format!("({})", spell::bare(ty)) } else { String::new() };
    Input {
        declare: vec![format!("{} {local};", conversion.c_type)],
        fails: format!("{} < 0", conversion.call),
        pass: format!("{cast}{local}"),
        ..Input::default()
    }
}

/// Text, or any memory: a `const char *` parameter.
pub fn chars(scope: &mut Scope, place: &Place) -> Input {
    scope.needs.part(Part::CharsIn);
    text_by(place, "tb_to_chars")
}

fn text(scope: &mut Scope, place: &Place) -> Input {
    scope.needs.part(Part::Text);
    text_by(place, "tb_to_text")
}

fn text_by(place: &Place, function: &str) -> Input {
    let Place { ty, value, name, local } = place;
    let cast =
        if spell::is_const_char_pointer(ty) { String::new() } else { format!("({})", spell::bare(ty)) };
    Input {
        declare: vec![format!("tb_text {local} = TB_NO_TEXT;")],
        fails: format!("{function}({value}, {name}, &{local}) < 0"),
        pass: format!("{cast}{local}.chars"),
        clean_up: vec![format!("Py_XDECREF({local}.holder);")],
        ..Input::default()
    }
}

fn record(scope: &mut Scope, id: usize, place: &Place) -> Input {
    let Place { ty, value, name, local } = place;
    let class = scope.member(&format!("type_{}", scope.plan.records[id].py_name));
    Input {
        declare: vec![format!(
            "const {};",
            spell::local(&Type::Pointer(Box::new(spell::unqualified(ty).clone())), local)
        )],
        before: vec![format!("{local} = tb_to_record({value}, {name}, {class});")],
        fails: format!("{local} == NULL"),
        pass: format!("*{local}"),
        ..Input::default()
    }
}

fn handle(scope: &mut Scope, id: usize, place: &Place) -> Input {
    let Place { value, name, local, .. } = place;
    let handle = &scope.plan.handles[id].py_name;
    let expected = c_string(format!("{handle} or None").as_bytes());
    let class = scope.member(&format!("type_{handle}"));
    Input {
        declare: vec![format!("void *{local};")],
        fails: format!("tb_to_handle({value}, {name}, {expected}, {class}, &{local}) < 0"),
        pass: local.clone(),
        ..Input::default()
    }
}

fn function_pointer(scope: &mut Scope, place: &Place) -> Input {
    let Place { ty, value, name, local } = place;
    scope.needs.part(Part::ToAddress);
    Input {
        declare: vec![format!("void *{local};")],
        fails: format!("tb_to_address({value}, {name}, \"an address or None\", &{local}) < 0"),
        pass: format!("({}){local}", spell::bare(ty)),
        ..Input::default()
    }
}

/// Whatever lends its memory for the call.
fn memory(scope: &mut Scope, kind: &Value, place: &Place) -> Input {
    let Place { ty, value, name, local } = place;
    let call = match kind {
        Value::Items { item, is_const } => items_call(scope, *item, *is_const, place),
        Value::RecordPointer { record, is_const } => {
            scope.needs.part(Part::RecordPointer);
            let class = &scope.plan.records[*record].py_name;
            let expected = c_string(format!("{class} or None").as_bytes());
            let class = scope.member(&format!("type_{class}"));
            format!(
                "tb_to_record_pointer({value}, {name}, {expected}, {class}, {}, &{local})",
                flag(!is_const)
            )
        }
        Value::Pointers { to, is_const } => {
            scope.needs.part(Part::Pointers);
            let item = items::item(scope, to, items::target(ty), Use::TAKE);
            let module = scope.module();
            format!("tb_to_pointers({module}, {value}, {name}, {item}, {}, &{local})", flag(!is_const))
        }
        Value::Address { is_const } => {
            scope.needs.part(Part::AnyAddress);
            format!("tb_to_any_address({value}, {name}, {}, &{local})", flag(!is_const))
        }
        _ => items_call(scope, Scalar::Char { signed: true }, false, place),
    };
    let kind = if matches!(kind, Value::Pointers { .. }) { "_pointers" } else { "" };
    Input {
        declare: vec![format!("tb_buffer {local};")],
        prepare: vec![format!("tb_prepare{kind}(&{local});")],
        fails: format!("{call} < 0"),
        pass: format!("{local}.address"),
        clean_up: vec![format!("tb_release{kind}(&{local});")],
        ..Input::default()
    }
}

fn items_call(scope: &mut Scope, scalar: Scalar, is_const: bool, place: &Place) -> String {
    let Place { ty, value, name, local } = place;
    scope.needs.part(Part::Items);
    let item = items::item(scope, &Value::Scalar(scalar), ty, Use::SHAPE);
    let expected = c_string(items::expected(scalar, is_const).as_bytes());
    format!("tb_to_items({value}, {name}, {expected}, {item}, {}, &{local})", flag(!is_const))
}

/// The conversion of an array with its length.
pub fn span(scope: &mut Scope, scalar: Scalar, is_const: bool, place: &Place) -> Input {
    let Place { ty, value, name, local } = place;
    scope.needs.part(Part::Span);
    let item = items::item(scope, &Value::Scalar(scalar), ty, Use::SET);
    let expected = c_string(items::expected(scalar, is_const).as_bytes());
    let module = scope.module();
    Input {
        declare: vec![format!("tb_span {local};")],
        prepare: vec![format!("tb_prepare_span(&{local});")],
        fails: format!(
            "tb_to_span({module}, {value}, {name}, {expected}, {item}, {}, &{local}) < 0",
            flag(!is_const)
        ),
        pass: format!("{local}.address"),
        clean_up: vec![format!("tb_release_span(&{local});")],
        ..Input::default()
    }
}

fn flag(value: bool) -> u8 {
    u8::from(value)
}
