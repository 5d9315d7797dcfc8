//! Bit-fields: each has a reader and a writer of its own, which name the member as C code does.

use super::enums::{flags, long_long};
use super::items::{self, Item, Use};
use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use crate::plan::{Bits, Field, Plan, Record, Scalar, Value};
use crate::text::literals::{c_comment, c_string};
use serde::Serialize;

/// The view of `bit_field.c`.
#[derive(Serialize)]
pub struct BitFieldView {
    /// `struct flags.low`, safe inside a comment.
    key: String,
    /// What its functions are called.
    ident: String,
    /// The type of its record, at any address.
    loose: String,
    /// Its name in C.
    field: String,
    /// Its type, of full width.
    c_type: &'static str,
    /// Whether it is read as a member of an enumeration.
    is_enum: bool,
    /// The `tb_enum` of its members; empty for a number.
    enumeration: String,
    /// The expression for a Python object of `value`.
    from: String,
    /// The type of what is set.
    local: &'static str,
    /// The conversion from a Python object.
    to: String,
    /// The statement that sets it.
    assign: String,
    /// The parameter `item`, named where it is used.
    item: &'static str,
    /// The parameter `owner`.
    owner: &'static str,
    /// The parameter `where`.
    place: &'static str,
}

/// Types for records with bit-fields: no alignment is taken for granted, nor what was written there last.
pub fn loose(plan: &Plan) -> Vec<String> {
    let has_bits = |r: &&Record| r.fields.iter().any(|f| f.bits.is_some());
    let line = |r: &Record| {
        format!(
            "typedef struct {{ {} value; }} __attribute__((packed, may_alias)) {};",
            r.c_type,
            loose_name(r)
        )
    };
    plan.records.iter().filter(has_bits).map(line).collect()
}

/// Every bit-field of the module.
pub fn views(plan: &Plan) -> Vec<BitFieldView> {
    let each = |r: &'_ Record| {
        let views: Vec<BitFieldView> =
            r.fields.iter().filter_map(|f| f.bits.map(|bits| view(plan, r, f, bits))).collect();
        views
    };
    plan.records.iter().flat_map(each).collect()
}

/// Asks for the description of a bit-field; the result is a C expression for its address.
pub fn item(scope: &mut Scope, r: &Record, f: &Field, bits: Bits) -> String {
    let Value::Scalar(scalar) = f.value else { return items::item(scope, &f.value, &f.ty, Use::BOTH) };
    scope.needs.part(Part::Item);
    scope.needs.part(Part::Bits);
    if f.is_const {
        scope.needs.part(Part::PutBits);
    }
    scalars::request_from(&mut scope.needs, scalar);
    if scalar == Scalar::Bool {
        scope.needs.part(Part::Bool);
    }
    let mut shape = items::shape(scalars::c_name(scalar), 'B', &f.size.to_string());
    if let Scalar::Enum { id: Some(id), .. } = scalar {
        scalars::request_enum(scope, id);
        shape.push(format!(".slot = offsetof(tb_module, enum_{})", scope.plan.enums[id].py_name));
    }
    let ident = ident(r, f);
    shape.push(format!(".bits = tb_bits_{ident}"));
    let _ = bits;
    scope.items.push(Item {
        key: format!("bits {ident}"),
        ident: format!("bits_{ident}"),
        shape,
        get: format!("tb_get_{ident}"),
        set: format!("tb_set_{ident}"),
        used: Use::BOTH,
        ..Item::default()
    });
    format!("&tb_item_bits_{ident}")
}

fn ident(r: &Record, f: &Field) -> String {
    format!("{}__{}", r.py_name, f.c_name)
}

fn loose_name(r: &Record) -> String {
    format!("tb_loose_{}", r.py_name)
}

fn view(plan: &Plan, r: &Record, f: &Field, bits: Bits) -> BitFieldView {
    let scalar = if let Value::Scalar(scalar) = f.value { scalar } else { Scalar::Bool };
    let c_type = scalars::c_name(scalar);
    let c_type = if matches!(scalar, Scalar::Char { .. }) { "signed char" } else { c_type };
    let item = match scalar {
        Scalar::Enum { id: Some(id), .. } => Some(&plan.enums[id]),
        _ => None,
    };
    let enumeration = item.map(|e| format!("tb_enum_of_{}", e.py_name)).unwrap_or_default();
    let (local, to) = conversion(scalar, bits.width);
    let assign = if f.is_const {
        format!("tb_put_bits(at, {}, {}, (unsigned long long)value);", bits.first, bits.width)
    } else {
        format!("(({} *)(void *)at)->value.{} = ({c_type})value;", loose_name(r), f.c_name)
    };
    let is_enum = !enumeration.is_empty();
    BitFieldView {
        key: c_comment(&format!("{}.{}", r.key, f.c_name)),
        ident: ident(r, f),
        loose: loose_name(r),
        field: f.c_name.clone(),
        c_type,
        is_enum,
        enumeration,
        from: match item.filter(|e| e.is_flags) {
            Some(e) => flags(e.int, "members[0]", "value"),
            None => scalars::plain_from_c(scalar, "value"),
        },
        local,
        to,
        assign,
        item: if is_enum { "item" } else { "Py_UNUSED(item)" },
        owner: if is_enum { "owner" } else { "Py_UNUSED(owner)" },
        place: if scalar == Scalar::Bool { "Py_UNUSED(where)" } else { "where" },
    }
}

/// The local and the call that fills it.
fn conversion(scalar: Scalar, width: u32) -> (&'static str, String) {
    let name = c_string(format!("{}:{width}", scalars::c_name(scalar)).as_bytes());
    match scalar {
        Scalar::Bool => ("_Bool", "tb_to_bool(object, &value)".into()),
        Scalar::Int(int) | Scalar::Enum { int, .. } if !int.signed => {
            let high = u64::MAX >> (64 - width);
            let call = format!("tb_to_unsigned_bits(object, where, {name}, {high}ULL, &value)");
            ("unsigned long long", call)
        }
        _ => {
            let (low, high) = (i64::MIN >> (64 - width), i64::MAX >> (64 - width));
            let (low, high) = (long_long(low), long_long(high));
            ("long long", format!("tb_to_signed_bits(object, where, {name}, {low}, {high}, &value)"))
        }
    }
}
