//! Global variables: the class behind `cvar`, and how CFFI reaches their storage.
//!
//! In: variables of the plan. Out: declarations, C that gives addresses, and the slots of the template.

use super::cdef::Types;
use super::expr::{Expr, statement};
use super::kinds;
use super::mode::Mode;
use super::scope::Scope;
use crate::ir::Type;
use crate::plan::{Plan, Scalar, Storage, Value, Variable};
use crate::styles::shared;
use crate::text::c;
use crate::text::literals::py_string;
use serde::Serialize;

/// The view of a variable: a property of the class.
#[derive(Debug, Serialize)]
pub struct VariableView {
    /// Attribute name.
    name: String,
    /// The docstring.
    doc: Vec<String>,
    /// `return …`.
    get: Vec<String>,
    /// Whether it can be set.
    settable: bool,
    /// Sets it.
    set: Vec<String>,
}

/// The name of what gives an address where CFFI does not.
fn getter(v: &Variable) -> String {
    match &v.storage {
        Storage::Shim(function) => function.clone(),
        Storage::Symbol => format!("tb_address_of_{}", v.c_name),
    }
}

/// Whether CFFI itself reaches the variable; of a const one it knows the value only.
fn is_plain(types: &Types, v: &Variable) -> bool {
    let exact = types.variable(&v.ty).1;
    v.storage == Storage::Symbol
        && exact
        && !has_qualifier(&v.ty)
        && !matches!(v.value, Value::Flexible { .. })
}

fn has_qualifier(ty: &Type) -> bool {
    match ty {
        Type::Const(_) | Type::Volatile(_) => true,
        Type::Typedef { to, .. } => has_qualifier(to),
        Type::Pointer(to) => matches!(&**to, Type::Volatile(_)),
        Type::Array { of, .. } => has_qualifier(of),
        _ => false,
    }
}

/// The line of `cdef` through which the storage is found.
pub fn declaration(types: &Types, v: &Variable) -> String {
    match (&v.storage, types.mode) {
        _ if is_plain(types, v) => format!("extern {};", c::declare(&types.variable(&v.ty).0, &v.c_name)),
        // Its address is all that is asked for.
        (Storage::Symbol, Mode::Abi) => format!("extern unsigned char {};", v.c_name),
        _ => format!("const void *{}(void);", getter(v)),
    }
}

/// The C functions that give addresses.
pub fn getters(plan: &Plan, types: &Types) -> Vec<String> {
    let needed = plan.variables.iter().filter(|v| v.storage == Storage::Symbol && !is_plain(types, v));
    needed
        .map(|v| format!("static const void *{}(void) {{ return (const void *)&{}; }}", getter(v), v.c_name))
        .collect()
}

/// The view of one variable.
pub fn view(scope: &mut Scope<'_>, v: &Variable) -> VariableView {
    let place = place(scope, v);
    let kind = if v.is_const { constant(scope, &v.value) } else { kinds::kind(scope, &v.value) };
    let what = py_string(&format!("cvar.{}", v.py_name));
    let get = match &v.value {
        Value::Flexible { .. } => Expr::call(format!("{kind}.read"), &[&place]),
        _ => Expr::call(format!("{kind}.get"), &[&place, "0", "self"]),
    };
    let set = match &v.value {
        Value::Array { of, .. } if !kinds::is_char(of) => {
            Expr::call(format!("{kind}.fill"), &[&format!("{place}[0]"), "value", &what, "self"])
        }
        _ => Expr::call(format!("{kind}.set"), &[&place, "0", "value", &what, "self"]),
    };
    let doc = shared::docstring_of(&v.doc);
    VariableView {
        name: v.py_name.clone(),
        doc: shared::layout::indented(8, &doc),
        get: statement(8, "return ", &get, ""),
        settable: !v.is_const && !matches!(v.value, Value::Flexible { .. }),
        set: statement(8, "", &set, ""),
    }
}

/// The constant for the variable's address, as a pointer to it.
fn place(scope: &mut Scope<'_>, v: &Variable) -> String {
    let plain = is_plain(&scope.types, v);
    let of = match (&v.value, v.ty.canonical()) {
        (Value::Flexible { .. }, Type::Array { of, .. }) => (**of).clone(),
        _ => v.ty.clone(),
    };
    let pointer = c::declare(&Type::Pointer(Box::new(scope.types.variable(&of).0)), "");
    let (symbol, mode) = (py_string(&v.c_name), scope.types.mode);
    let address = match (&v.storage, mode) {
        (Storage::Symbol, Mode::Abi) => format!("_tb_lib[{symbol}]"),
        _ => format!("_tb_lib.{}()", getter(v)),
    };
    scope.kind(&format!("at_{}", v.c_name), |scope| match mode {
        Mode::Api if plain => Expr::call(scope.ffi("addressof"), &["_tb_lib", &symbol]),
        Mode::Abi if plain => Expr::Text(address),
        _ => Expr::call(scope.ffi("cast"), &[&py_string(&pointer), &address]),
    })
}

/// What is const: an array whose items cannot be set either, a record that is read as a copy, since its memory may be
/// read-only.
fn constant(scope: &mut Scope<'_>, value: &Value) -> String {
    if let Value::Record(id) = value {
        let class = scope.plan.records[*id].py_name.clone();
        return scope.kind(&format!("const_record_{class}"), |scope| {
            Expr::call(scope.runtime("ConstRecord"), &[&class])
        });
    }
    const_array(scope, value, "const", constant)
}

/// The same for a member: its record's memory is not read-only, so what it holds is seen as it is.
pub fn const_member(scope: &mut Scope<'_>, value: &Value) -> String {
    let word = if leads_to_record(value) { "const_member" } else { "const" };
    const_array(scope, value, word, const_member)
}

fn leads_to_record(value: &Value) -> bool {
    match value {
        Value::Array { of, .. } => leads_to_record(of),
        other => matches!(other, Value::Record(_)),
    }
}

fn const_array(
    scope: &mut Scope<'_>,
    value: &Value,
    word: &str,
    item: fn(&mut Scope<'_>, &Value) -> String,
) -> String {
    let Value::Array { of, len } = value else { return kinds::kind(scope, value) };
    if matches!(**of, Value::Scalar(Scalar::Char { .. })) {
        return kinds::kind(scope, value);
    }
    let (inner, plain) = (item(scope, of), kinds::kind(scope, value));
    let name = format!("{word}{}", plain.trim_start_matches("_tb"));
    scope.kind(&name, |scope| {
        let item = format!("{}({inner})", scope.runtime("ConstItem"));
        Expr::call(scope.runtime("ArrayOf"), &[&item, &len.to_string()])
    })
}
