//! `_manifest.py`: `__tribind__`, an index under the C names of what the module binds, and of what was left out and why.
//!
//! The form is a public contract (number 1); types are spelled `i32 u64 f64 f80 bool char *T [N]T struct:tag union:tag
//! enum:tag:u32 fn va_list void`.

use super::HEADER;
use super::layout::WIDTH;
use crate::ir::{self, FloatKind, Type, WideKind};
use crate::plan::{ConstantKind, ConstantValue, Function, Plan, Record, Storage, Variable};
use crate::styles::{Capabilities, Style};
use crate::text::literals::py_string;
use std::fmt::Write as _;

/// A Python value of the manifest.
enum Py {
    Int(u64),
    Bool(bool),
    None,
    Str(String),
    List(Vec<Py>),
    Dict(Vec<(String, Py)>),
}

/// The sections that are the same in every style, as they are printed.
pub struct Shared {
    /// What is called.
    functions: String,
    /// What stands behind the records.
    rest: String,
}

impl Shared {
    /// The sections of a plan.
    pub fn of(plan: &Plan) -> Self {
        let handles = plan.handles.iter().map(|h| entry(&h.key, named(&h.py_name)));
        let mut rest = vec![
            entry("handles", Py::Dict(handles.collect())),
            entry("enums", Py::Dict(plan.enums.iter().map(enumeration).collect())),
            entry("enum_constants", enum_constants(plan)),
            entry("macros", constants(plan, ConstantKind::Macro)),
            entry("variables", variables(plan, |v| v.storage == Storage::Symbol)),
            entry("const_variables", variables(plan, |v| v.storage != Storage::Symbol)),
        ];
        // What is not bound under its own name, and the functions that stand for it.
        rest.extend((!plan.signatures().is_empty()).then(|| entry("signatures", signatures(plan))));
        rest.push(entry("skipped", skipped(plan)));
        Self { functions: printed(&[entry("functions", functions(plan))]), rest: printed(&rest) }
    }

    /// The text of `_manifest.py`.
    pub fn page(&self, plan: &Plan, style: &dyn Style) -> String {
        let (name, variant) = style.name();
        let known = style.known_layouts(plan);
        let records = plan.records.iter().zip(known).map(|(r, is_known)| record(r, is_known));
        let own = printed(&[
            entry("contract", Py::Int(1)),
            entry("style", text(name)),
            entry("variant", variant.map_or(Py::None, text)),
            entry("capabilities", capability_dict(style.capabilities())),
            entry("library", Py::Str(plan.module.clone())),
        ]);
        let records = printed(&[entry("records", Py::Dict(records.collect()))]);
        let title = "\"\"\"What this module binds, by its names in C, and what was left out.\"\"\"";
        let Self { functions, rest } = self;
        format!("{HEADER}\n{title}\n\n__tribind__ = {{\n{own}{functions}{records}{rest}}}\n")
    }
}

/// Entries of the outermost dictionary.
fn printed(entries: &[(String, Py)]) -> String {
    let mut out = String::new();
    for (key, value) in entries {
        write(&mut out, 4, &format!("{}: ", py_string(key)), value, ",\n");
    }
    out
}

fn entry(key: &str, value: Py) -> (String, Py) {
    (key.to_owned(), value)
}

fn text(value: impl Into<String>) -> Py {
    Py::Str(value.into())
}

fn named(py_name: &str) -> Py {
    Py::Dict(vec![entry("py", text(py_name))])
}

fn capability_dict(capabilities: Capabilities) -> Py {
    let requires = capabilities.requires.iter().map(|&r| text(r)).collect();
    Py::Dict(vec![
        entry("holds_gil", Py::Bool(capabilities.holds_gil)),
        entry("record_buffer_before_312", Py::Bool(capabilities.record_buffer_before_312)),
        entry("needs_compiler", Py::Bool(capabilities.needs_compiler)),
        entry("requires", Py::List(requires)),
    ])
}

/// A member of an overload set stands under its own C name and its set's Python name.
fn functions(plan: &Plan) -> Py {
    let set_of = |id: usize| plan.overloads.iter().find(|s| s.members.contains(&id)).map(|s| &s.py_name);
    let entries = plan.functions.iter().enumerate().flat_map(|(id, f)| {
        let map = plan.maps.iter().find(|m| m.function == id);
        let py_name = if f.public { Some(&f.py_name) } else { set_of(id) };
        let mut own = function(plan, f, py_name.unwrap_or(&f.py_name));
        own.extend(map.map(|m| entry("map", text(&m.py_name))));
        let own = entry(&f.c_name, Py::Dict(own));
        let aliases = f.aliases.iter().map(|a| entry(&a.c_name, Py::Dict(function(plan, f, &a.py_name))));
        std::iter::once(own).chain(aliases).collect::<Vec<_>>()
    });
    Py::Dict(entries.collect())
}

fn function(plan: &Plan, function: &Function, py_name: &str) -> Vec<(String, Py)> {
    let ty = function.declared.as_ref().unwrap_or(&function.ty);
    let args = ty.params.iter().map(|p| Py::Str(abi(plan, p, 0))).collect();
    vec![
        entry("py", text(py_name)),
        entry("ret", Py::Str(abi(plan, &ty.ret, 0))),
        entry("args", Py::List(args)),
        entry("variadic", Py::Bool(ty.variadic)),
    ]
}

fn signatures(plan: &Plan) -> Py {
    let list = |names: Vec<&str>| Py::List(names.into_iter().map(text).collect());
    Py::Dict(plan.signatures().into_iter().map(|(callee, names)| entry(callee, list(names))).collect())
}

fn record(record: &Record, is_known: bool) -> (String, Py) {
    let fields = record.fields.iter().map(|f| {
        let place = match f.bits {
            Some(bits) => vec![
                entry("bit_offset", Py::Int(bits.first)),
                entry("bit_width", Py::Int(u64::from(bits.width))),
            ],
            None => vec![entry("offset", Py::Int(f.offset)), entry("size", Py::Int(f.size))],
        };
        entry(&f.c_name, Py::Dict(place))
    });
    let mut members = vec![entry("py", text(&record.py_name))];
    if record.spelled && is_known {
        members.push(entry("ctype", text(&record.key)));
    }
    members.push(entry("size", Py::Int(record.size)));
    members.push(entry("align", Py::Int(record.align)));
    members.push(entry("fields", Py::Dict(fields.collect())));
    entry(&record.key, Py::Dict(members))
}

/// Variables under their names in C; `py` is a dotted path from the module.
fn variables(plan: &Plan, chosen: impl Fn(&Variable) -> bool) -> Py {
    let entries = plan.variables.iter().filter(|v| chosen(v)).map(|v| {
        let members =
            vec![entry("py", text(format!("cvar.{}", v.py_name))), entry("const", Py::Bool(v.is_const))];
        entry(&v.c_name, Py::Dict(members))
    });
    Py::Dict(entries.collect())
}

fn enumeration(item: &crate::plan::Enum) -> (String, Py) {
    let mut members = vec![entry("py", text(&item.py_name)), entry("int", text(int_abi(item.int)))];
    members.extend(item.is_flags.then(|| entry("flags", Py::Bool(true))));
    entry(&item.key, Py::Dict(members))
}

fn enum_constants(plan: &Plan) -> Py {
    let members = plan.enums.iter().flat_map(|e| &e.members).map(|m| entry(&m.c_name, named(&m.py_name)));
    match constants(plan, ConstantKind::EnumConstant) {
        Py::Dict(loose) => Py::Dict(members.chain(loose).collect()),
        other => other,
    }
}

fn constants(plan: &Plan, kind: ConstantKind) -> Py {
    let of_kind = plan.constants.iter().filter(|c| c.kind == kind);
    Py::Dict(of_kind.map(|c| entry(&c.c_name, constant(c))).collect())
}

fn constant(item: &crate::plan::Constant) -> Py {
    let kind = match item.value {
        ConstantValue::Int(_) => "int",
        ConstantValue::Float(_) => "float",
        ConstantValue::Str(_) => "str",
    };
    Py::Dict(vec![entry("py", text(&item.py_name)), entry("kind", text(kind))])
}

/// What has no name of its own in the module, with the reason. Several reasons under one name (a tag and a function, say)
/// are joined.
fn skipped(plan: &Plan) -> Py {
    let called = |(callee, names): (&str, Vec<&str>)| {
        entry(callee, Py::Str(format!("called through its signatures: {}", names.join(", "))))
    };
    let mut entries: Vec<(String, Py)> = plan.signatures().into_iter().map(called).collect();
    let mut place = std::collections::BTreeMap::new();
    for item in &plan.skipped {
        let at = *place.entry(item.name.as_str()).or_insert(entries.len());
        match entries.get_mut(at) {
            Some((_, Py::Str(reason))) if !reason.split("; ").any(|r| r == item.reason) => {
                *reason = format!("{reason}; {}", item.reason);
            }
            Some(_) => {}
            None => entries.push(entry(&item.name, text(&item.reason))),
        }
    }
    Py::Dict(entries)
}

/// How the calling convention sees a type; pointers to pointers are followed three deep.
fn abi(plan: &Plan, ty: &Type, depth: usize) -> String {
    match ty {
        Type::Void => "void".into(),
        Type::Bool => "bool".into(),
        Type::Char { .. } => "char".into(),
        Type::Int(int) => int_abi(*int),
        Type::Wide(WideKind::Wchar) => "i32".into(),
        Type::Wide(WideKind::Char16) => "u16".into(),
        Type::Wide(WideKind::Char32) => "u32".into(),
        Type::Float(kind) => float_abi(*kind).into(),
        Type::Complex(kind) => complex_abi(*kind).into(),
        Type::Pointer(_) | Type::Reference(_) if depth == 3 => "*".into(),
        Type::Pointer(to) | Type::Reference(to) => format!("*{}", abi(plan, to, depth + 1)),
        Type::Array { of, len } => format!("[{}]{}", len.unwrap_or(0), abi(plan, of, depth)),
        Type::Function(_) => "fn".into(),
        Type::Record(key) => record_abi(plan, key),
        Type::Enum(key) => enum_abi(plan, key),
        Type::Typedef { to, .. } | Type::Const(to) | Type::Volatile(to) => abi(plan, to, depth),
        Type::Other(spelled) if spelled.contains("va_list") => "va_list".into(),
        Type::Other(spelled) => spelled.clone(),
    }
}

fn int_abi(int: ir::IntType) -> String {
    format!("{}{}", if int.signed { "i" } else { "u" }, int.bits)
}

fn float_abi(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Float => "f32",
        FloatKind::Double => "f64",
        FloatKind::LongDouble => "f80",
    }
}

fn complex_abi(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Float => "c64",
        FloatKind::Double => "c128",
        FloatKind::LongDouble => "c256x",
    }
}

fn record_abi(plan: &Plan, key: &str) -> String {
    let kind = plan.records.iter().find(|r| r.key == key).map(|r| r.kind);
    match (key.split_once(' '), kind) {
        (Some((word @ ("struct" | "union"), tag)), _) => format!("{word}:{tag}"),
        (_, Some(ir::RecordKind::Union)) => format!("union:{key}"),
        _ => format!("struct:{key}"),
    }
}

fn enum_abi(plan: &Plan, key: &str) -> String {
    let int = plan.enums.iter().find(|e| e.key == key).map_or_else(|| "u32".to_owned(), |e| int_abi(e.int));
    let name = if key.starts_with('<') { "?" } else { key.strip_prefix("enum ").unwrap_or(key) };
    format!("enum:{name}:{int}")
}

/// Writes `before value after`, in one line where it fits, else an item a line, as ruff's formatter leaves it.
fn write(out: &mut String, indent: usize, before: &str, value: &Py, after: &str) {
    let pad = " ".repeat(indent);
    let start = out.len();
    let _ = write!(out, "{pad}{before}");
    let is_nested = match value {
        Py::Dict(items) => !items.is_empty(),
        Py::List(items) => !items.is_empty(),
        _ => false,
    };
    // Every character is ASCII: as many bytes as columns.
    let limit = if is_nested { start + WIDTH - after.trim_end().len() } else { usize::MAX };
    let open = out.len();
    if inline(out, value, limit) {
        out.push_str(after);
        return;
    }
    out.truncate(open);
    match value {
        Py::Dict(items) => {
            out.push_str("{\n");
            for (key, item) in items {
                write(out, indent + 4, &format!("{}: ", py_string(key)), item, ",\n");
            }
            let _ = write!(out, "{pad}}}{after}");
        }
        Py::List(items) => {
            out.push_str("[\n");
            for item in items {
                write(out, indent + 4, "", item, ",\n");
            }
            let _ = write!(out, "{pad}]{after}");
        }
        _ => {}
    }
}

/// Writes a value in one line, and stops with `false` where the text is longer than `limit`.
fn inline(out: &mut String, value: &Py, limit: usize) -> bool {
    match value {
        Py::Int(v) => out.push_str(&v.to_string()),
        Py::Bool(true) => out.push_str("True"),
        Py::Bool(false) => out.push_str("False"),
        Py::None => out.push_str("None"),
        Py::Str(s) => out.push_str(&py_string(s)),
        Py::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                if !inline(out, item, limit) {
                    return false;
                }
            }
            out.push(']');
        }
        Py::Dict(items) => {
            out.push('{');
            for (i, (key, item)) in items.iter().enumerate() {
                let _ = write!(out, "{}{}: ", if i == 0 { "" } else { ", " }, py_string(key));
                if !inline(out, item, limit) {
                    return false;
                }
            }
            out.push('}');
        }
    }
    out.len() <= limit
}
