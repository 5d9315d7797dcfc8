//! `tribind.h`: the helpers that a module asked for, in the order of [`Part`].

use super::enums::flags;
use super::ints;
use super::memory::memory_type;
use super::needs::{Needs, ScalarItem};
use super::parts::{self, Part};
use super::scalars;
use super::variant::Variant;
use crate::error::Result;
use crate::plan::Scalar;
use crate::render::Templates;
use crate::styles::shared::C_HEADER;
use serde::Serialize;

/// The view of `tribind.h`.
#[derive(Serialize)]
struct HeaderView {
    /// First line.
    header: &'static str,
    /// Include lines.
    includes: Vec<&'static str>,
    /// The helpers, each a finished text.
    parts: Vec<String>,
}

/// Which other parts are there: what the text of a part that is a template depends on.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // a template asks for each
struct PartView {
    /// It is written against the limited API.
    limited: bool,
    /// C that tells whether `value` is an array view,
    is_array: String,
    /// a `Pointer`,
    is_pointer: String,
    /// a handle; no array view.
    is_handle: String,
    is_no_array: String,
    /// Whether `keeper` is no record with pointers.
    is_no_keeper: String,
    /// Whether `object` is the variables, a record.
    is_variables: String,
    is_record: String,
    /// Records.
    record: bool,
    /// Records with pointers.
    keeper: bool,
    /// The `Array` class.
    array: bool,
    /// The `Pointer` class.
    pointer: bool,
    /// Handle classes.
    handle: bool,
    /// Bit-fields.
    bits: bool,
    /// Flexible arrays.
    flexible: bool,
    /// Classes that end in one.
    allocates: bool,
    /// Complex numbers.
    complex: bool,
    /// Integers of 128 bits.
    int128: bool,
    /// Records that are not compared member by member.
    compared: bool,
    /// The members of a layout that say what is compared.
    compared_fields: &'static str,
    /// And how many.
    compared_count: &'static str,
    /// Global variables.
    variables: bool,
    /// Variables that are not const.
    settable: bool,
    /// Function types that Python can stand for.
    callbacks: bool,
    /// Many trampolines for each function type.
    wide_pool: bool,
    /// What it is too small for gets a closure of libffi's, where that is at hand.
    closures: bool,
    /// Handles own callables.
    owners: bool,
    /// Python may own handles.
    owns: bool,
    /// There are classes whose handles it never owns.
    borrows: bool,
    /// Either.
    larger: bool,
    /// The most arguments of a function over items, and `out`.
    most_columns: usize,
    /// The parameter `writable` of what takes arrays, which only array views ask for.
    writable: &'static str,
    /// The parameter `owner` of a writer, which only records with pointers use.
    owner: &'static str,
}

/// The view of `scalar_item.h`.
#[derive(Serialize)]
struct ScalarView<'a> {
    /// The part of the functions' names that says the type.
    ident: &'a str,
    /// It is read.
    get: bool,
    /// It is set.
    set: bool,
    /// It is read as a member of an enumeration.
    is_enum: bool,
    /// The type in memory.
    stored: &'static str,
    /// The type of the converted local.
    local: &'static str,
    /// The expression for a Python object.
    from: String,
    /// The conversion from a Python object.
    to: String,
    /// The parameter `item`, named where it is used.
    item: &'static str,
    /// The parameter `owner`.
    owner: &'static str,
    /// The parameter `where`.
    place: &'static str,
}

/// `tribind.h` with these texts for its parts.
///
/// # Errors
/// A template that does not fit its view.
pub fn with_parts(templates: &Templates, needs: &Needs, parts: Vec<String>) -> Result<String> {
    templates.render("tribind.h", &HeaderView { header: C_HEADER, includes: needs.includes(), parts })
}

/// The texts of the parts, in order.
///
/// # Errors
/// A template that does not fit its view.
pub fn parts(templates: &Templates, needs: &Needs) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for part in needs.parts() {
        match part {
            Part::Ints => {
                for int in needs.ints() {
                    let template = if needs.variant.asks_for_long(*int) { "long.h" } else { "int.h" };
                    texts.push(templates.render(template, &ints::view(*int))?);
                }
            }
            Part::ScalarItems => {
                for (ident, item) in needs.scalars() {
                    texts.push(templates.render("scalar_item.h", &scalar_view(ident, *item))?);
                }
            }
            part => texts.push(text(needs, part)?),
        }
    }
    Ok(texts.iter().map(|t| needs.variant.spell(t.trim().to_owned())).collect())
}

/// The text of a part that is there once.
fn text(needs: &Needs, part: Part) -> Result<String> {
    match needs.variant.text(part) {
        Some(text) => Ok(text.to_owned()),
        None if parts::is_template(part) => {
            let constructor = needs.variant.constructor();
            let template = Templates::code(&[("part", parts::text(part)), ("constructor.h", constructor)])?;
            template.render("part", &part_view(needs))
        }
        None => Ok(parts::text(part).to_owned()),
    }
}

fn part_view(needs: &Needs) -> PartView {
    let keeper = needs.has(Part::Keeper);
    let variant = needs.variant;
    let is_of = |class: &str| variant.has_slot("value", "tp_dealloc", "==", &format!("tb_{class}_dealloc"));
    PartView {
        limited: variant == Variant::Limited,
        is_array: is_of("array"),
        is_pointer: is_of("pointer"),
        is_handle: is_of("handle"),
        is_no_array: variant.has_slot("value", "tp_dealloc", "!=", "tb_array_dealloc"),
        is_no_keeper: variant.has_slot("(PyObject *)keeper", "tp_dealloc", "!=", "tb_keeper_dealloc"),
        is_variables: variant.has_slot("object", "tp_dealloc", "==", "tb_variables_dealloc"),
        is_record: variant.has_slot("object", "tp_repr", "==", "tb_record_repr"),
        record: needs.has(Part::Record),
        keeper,
        array: needs.has(Part::Array),
        pointer: needs.has(Part::Pointer),
        handle: needs.has(Part::Handle),
        bits: needs.has(Part::Bits),
        flexible: needs.has(Part::Flexible),
        allocates: needs.has(Part::Allocate),
        complex: needs.has(Part::Complex),
        int128: needs.has(Part::Halves),
        compared: needs.compared,
        compared_fields: if needs.compared { "compared" } else { "fields" },
        compared_count: if needs.compared { "compared_count" } else { "count" },
        variables: needs.has(Part::Variables),
        settable: needs.settable,
        callbacks: needs.has(Part::Signature),
        wide_pool: needs.wide_pool,
        closures: needs.closures,
        owners: needs.has(Part::HandleKeep),
        owns: needs.owns,
        borrows: needs.borrows,
        larger: needs.owns || needs.has(Part::HandleKeep),
        most_columns: needs.most_columns,
        writable: if needs.has(Part::Array) { "writable" } else { "Py_UNUSED(writable)" },
        owner: if keeper { "owner" } else { "Py_UNUSED(owner)" },
    }
}

fn scalar_view(ident: &str, item: ScalarItem) -> ScalarView<'_> {
    let scalar = item.scalar;
    let is_flags = ident.starts_with("flags_");
    let is_enum = is_flags || ident.starts_with("enum_");
    // The conversion's own requests were made when the item was asked for.
    let to = scalars::to_c(&mut Needs::default(), scalar, "object", "where", "value");
    let value = if matches!(scalar, Scalar::Bool) { "value != 0" } else { "value" };
    ScalarView {
        ident,
        get: item.get,
        set: item.set,
        is_enum,
        stored: memory_type(scalar),
        local: to.c_type,
        from: match scalar {
            Scalar::Enum { int, .. } if is_flags => flags(int, "members[0]", value),
            _ => scalars::plain_from_c(scalar, value),
        },
        to: to.call,
        item: if is_enum { "item" } else { "Py_UNUSED(item)" },
        owner: if is_enum { "owner" } else { "Py_UNUSED(owner)" },
        place: if matches!(scalar, Scalar::Bool) { "Py_UNUSED(where)" } else { "where" },
    }
}
