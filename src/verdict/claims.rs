//! States every claim of an API that anything relies on.
//!
//! In: the API as the parser gave it. Out: claims, in an order in which a broken macro can hurt only other macros.

use super::outlook::Outlook;
use super::sheet::{About, Claim, Form};
use super::types::Spelling;
use super::{basics, places};
use crate::ir::{Api, Enum, Field, Function, Record, Type, Variable};
use crate::text::c::declare;
use std::collections::BTreeMap;

/// Whose way of saying things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// C as GCC takes it.
    Gcc,
    /// C as Clang takes it.
    Clang,
    /// C++.
    Cxx,
}

/// All claims of an API.
pub fn of(
    api: &Api,
    typedefs: &BTreeMap<String, Type>,
    outlooks: &[Outlook],
    spelling: &Spelling,
    way: Way,
) -> Vec<Claim> {
    let mut claims = basics::claims();
    claims.push(packing());
    claims.extend(typedefs.iter().enumerate().filter_map(|(i, (name, to))| typedef(i, name, to, spelling)));
    let places = places::of(api);
    for (i, record) in api.records.iter().enumerate() {
        claims.extend(record_claims(i, record, &places, spelling, way));
    }
    for (i, enumeration) in api.enums.iter().enumerate() {
        claims.extend(enum_claims(i, enumeration, way));
    }
    let is_cxx = way == Way::Cxx;
    claims.extend(api.functions.iter().enumerate().filter_map(|(i, f)| function(i, f, spelling, is_cxx)));
    claims.extend(api.variables.iter().enumerate().filter_map(|(i, v)| variable(i, v, spelling)));
    for (i, outlook) in outlooks.iter().enumerate() {
        if let Outlook::Ask(shape) = outlook {
            let form = Form::Macro(api.macros[i].name.clone(), *shape);
            claims.push(Claim { about: About::Macro(i), form });
        }
    }
    claims
}

/// A struct of the preamble, which comes after the headers, is packed or not.
fn packing() -> Claim {
    let packed = "__builtin_offsetof(struct _tb_packed, number) < _TB_ALIGN(long double)";
    Claim::numbers(About::Packing, vec![packed.into()])
}

/// `_TB_SAME(name, what it stands for)`; the parts of that are claims of their own.
fn typedef(index: usize, name: &str, to: &Type, spelling: &Spelling) -> Option<Claim> {
    let meaning = declare(to, "");
    if !spelling.has(to) || meaning == name {
        return None;
    }
    Some(Claim::numbers(About::Typedef(index), vec![same(name, &meaning)]))
}

fn record_claims(
    index: usize,
    record: &Record,
    places: &places::Places,
    spelling: &Spelling,
    way: Way,
) -> Vec<Claim> {
    let Some(place) = places.get(&record.key) else { return Vec::new() };
    let mut claims = Vec::new();
    for (i, name) in
        record.typedefs.iter().enumerate().filter(|(_, name)| **name != record.key && record.spelled)
    {
        claims.push(Claim::numbers(About::RecordName(index, i), vec![same(name, &record.key)]));
    }
    let Some(layout) = &record.layout else { return claims };
    if place.is_whole {
        let whole = vec![format!("sizeof({})", place.ty), format!("_TB_ALIGN({})", place.ty)];
        claims.push(Claim::numbers(About::Record(index), whole));
    }
    for (i, field) in layout.fields.iter().enumerate().filter(|(_, f)| !f.name.is_empty()) {
        let member = format!("(({} *)0)->{}", place.ty, field.name);
        if field.bit_width.is_some() {
            claims.extend(bit_field_claims((index, i), &place.ty, &field.name, way));
        } else {
            claims.push(field_claim(About::Field(index, i), field, &place.ty, &member, spelling));
        }
    }
    claims
}

/// Where the ones are when it holds -1; and whether -1 is what it then holds. GCC tells the sign by a builtin that knows
/// bit-fields, Clang folds the literal.
fn bit_field_claims((record, field): (usize, usize), ty: &str, name: &str, way: Way) -> [Claim; 2] {
    let ones = match way {
        Way::Cxx => format!("{{ .{name} = (decltype((({ty} *)0)->{name}))-1 }}"),
        Way::Gcc | Way::Clang => format!("{{ .{name} = -1 }}"),
    };
    let sign = match way {
        Way::Gcc => format!("!__builtin_sub_overflow_p(0, 1, (({ty} *)0)->{name})"),
        Way::Clang => format!("(({ty}){ones}).{name} < 0"),
        Way::Cxx => format!("(int){ty} {ones}.{name} < 0"),
    };
    let about = About::Bits(record, field);
    [
        Claim { about, form: Form::Object(ty.to_owned(), ones) },
        Claim::numbers(About::BitsSign(record, field), vec![sign]),
    ]
}

/// Offset, size, and whether the type is the one claimed.
fn field_claim(about: About, field: &Field, owner: &str, member: &str, spelling: &Spelling) -> Claim {
    let is_flexible = matches!(field.ty.canonical(), Type::Array { len: None, .. });
    let size = if is_flexible { "0".to_owned() } else { format!("sizeof({member})") };
    let ty = if spelling.has(&field.ty) { same_at(member, &field.ty) } else { "1".to_owned() };
    Claim::numbers(about, vec![format!("__builtin_offsetof({owner}, {})", field.name), size, ty])
}

fn enum_claims(index: usize, enumeration: &Enum, way: Way) -> Vec<Claim> {
    let mut claims = Vec::new();
    if enumeration.spelled {
        let key = &enumeration.key;
        // In C++ a comparison would promote the enumeration to int first.
        let int = if way == Way::Cxx { format!("__underlying_type({key})") } else { key.clone() };
        let whole = vec![format!("sizeof({key})"), format!("({int})-1 < 0")];
        claims.push(Claim::numbers(About::Enum(index), whole));
    }
    for (i, constant) in enumeration.constants.iter().enumerate() {
        let name = &constant.name;
        let value = vec![format!("({name}) < 0"), format!("(_tb_u)({name})"), format!("_TB_HIGH({name})")];
        claims.push(Claim::numbers(About::Constant(index, i), value));
    }
    claims
}

fn function(index: usize, function: &Function, spelling: &Spelling, is_cxx: bool) -> Option<Claim> {
    if !spelling.has_function(&function.ty) {
        return None;
    }
    let ty = Type::Function(Box::new(function.ty.clone()));
    let name = &function.name;
    if is_cxx {
        // The cast picks one of several overloads, and does not compile where none has this type.
        let cast = format!("static_cast<{}>(&{name})", declare(&Type::Pointer(Box::new(ty)), ""));
        return Some(Claim::numbers(About::Function(index), vec![format!("sizeof({cast}) != 0")]));
    }
    Some(Claim::numbers(About::Function(index), prototype_questions(name, &function.ty)))
}

/// Whether the function has the prototype; and, where it takes nothing, whether it also agrees with one that it cannot
/// have: then it is declared without any (before C23 `int f();` agrees with all).
pub fn prototype_questions(name: &str, ty: &crate::ir::FunctionType) -> Vec<String> {
    let typeof_f = format!("__typeof__({name})");
    let mut questions = vec![same(&typeof_f, &declare(&Type::Function(Box::new(ty.clone())), ""))];
    if ty.params.is_empty() && !ty.variadic {
        let odd = declare(&ty.ret, "(struct _tb_odd *)");
        questions.push(same(&typeof_f, &odd));
    }
    questions
}

fn variable(index: usize, variable: &Variable, spelling: &Spelling) -> Option<Claim> {
    if !spelling.has(&variable.ty) {
        return None;
    }
    Some(Claim::numbers(About::Variable(index), vec![same_at(&variable.name, &variable.ty)]))
}

/// Whether an object has a type: asked of its address, since `const` on the type itself would not count.
fn same_at(object: &str, ty: &Type) -> String {
    same(&format!("__typeof__(&{object})"), &declare(&Type::Pointer(Box::new(ty.clone())), ""))
}

fn same(one: &str, other: &str) -> String {
    format!("_TB_SAME({one}, {other})")
}
