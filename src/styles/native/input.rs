//! One parameter on its way into C: the lines that declare, convert, pass and clean up.

use super::scalars;
use super::scope::Scope;
use super::spell;
use crate::plan::{Param, Scalar, Value};
use crate::text::literals::c_string;

use super::needs::Part;

/// A Python value that becomes a C argument.
#[derive(Default)]
pub struct Input {
    /// Declarations.
    pub declare: Vec<String>,
    /// What makes the local safe to clean up before it is converted; empty where its declaration does.
    pub prepare: Vec<String>,
    /// A condition that converts, and is true on failure.
    pub fails: String,
    /// The C argument.
    pub pass: String,
    /// Clean-up, harmless on a local that is only prepared.
    pub clean_up: Vec<String>,
}

/// The conversion of the C expression `value` for a parameter of this kind.
pub fn input(
    scope: &mut Scope,
    param: &Param,
    kind: &Value,
    ty: &crate::ir::Type,
    value: &str,
    place: &str,
) -> Input {
    let local = format!("arg_{}", param.c_name);
    match kind {
        Value::Scalar(scalar) => number(scope, *scalar, ty, value, place, &local),
        Value::Text => text(scope, ty, value, place, &local),
        _ => Input::default(),
    }
}

fn number(
    scope: &mut Scope,
    scalar: Scalar,
    ty: &crate::ir::Type,
    value: &str,
    place: &str,
    local: &str,
) -> Input {
    let conversion = scalars::to_c(scope, scalar, value, place, local);
    let cast = if scalars::wants_cast(scalar) { format!("({})", spell::bare(ty)) } else { String::new() };
    Input {
        declare: vec![format!("{} {local};", conversion.c_type)],
        fails: format!("{} < 0", conversion.call),
        pass: format!("{cast}{local}"),
        ..Input::default()
    }
}

fn text(scope: &mut Scope, ty: &crate::ir::Type, value: &str, place: &str, local: &str) -> Input {
    scope.needs.part(Part::Text);
    let cast =
        if spell::is_const_char_pointer(ty) { String::new() } else { format!("({})", spell::bare(ty)) };
    Input {
        declare: vec![format!("tb_text {local} = TB_NO_TEXT;")],
        fails: format!("tb_to_text({value}, {}, &{local}) < 0", c_string(place.as_bytes())),
        pass: format!("{cast}{local}.chars"),
        clean_up: vec![format!("Py_XDECREF({local}.holder);")],
        ..Input::default()
    }
}
