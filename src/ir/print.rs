//! The IR as text: one declaration a line, stable, readable. Tests compare it; `tribind show --ir` prints it.

use super::{Api, Enum, Function, Linkage, Macro, MacroValue, Record, RecordKind, Type, Variable, WideKind};
use super::{FloatKind, FunctionType};
use std::fmt::Write as _;

/// The text form of an API; each line ends in a newline.
pub fn print(api: &Api) -> String {
    let mut out = String::new();
    api.records.iter().for_each(|r| record(&mut out, r));
    api.enums.iter().for_each(|e| enumeration(&mut out, e));
    api.functions.iter().for_each(|f| function(&mut out, f));
    for s in &api.signatures {
        let _ = write!(out, "of {}: ", s.callee);
        function(&mut out, &s.function);
    }
    api.variables.iter().for_each(|v| variable(&mut out, v));
    api.macros.iter().for_each(|m| macro_line(&mut out, m));
    for s in &api.skipped {
        let _ = writeln!(out, "skipped {:?} {}: {}", s.kind, s.name, s.reason);
    }
    out
}

fn record(out: &mut String, r: &Record) {
    let kind = match r.kind {
        RecordKind::Struct => "struct",
        RecordKind::Union => "union",
    };
    let names: String = r.typedefs.iter().map(|t| format!(" = {t}")).collect();
    let Some(layout) = &r.layout else {
        let _ = writeln!(out, "record {} ({kind}){names} incomplete", r.key);
        return;
    };
    let _ = writeln!(out, "record {} ({kind}){names} size {} align {}", r.key, layout.size, layout.align);
    for f in &layout.fields {
        let name = if f.name.is_empty() { "<anonymous>" } else { &f.name };
        let bits = f.bit_width.map(|w| format!(" : {w}")).unwrap_or_default();
        let _ = writeln!(out, "    @{} {name}: {}{bits}", f.offset_bits, type_text(&f.ty));
    }
}

fn enumeration(out: &mut String, e: &Enum) {
    let names: String = e.typedefs.iter().map(|t| format!(" = {t}")).collect();
    let _ = writeln!(out, "enum {}{names}: {}", e.key, e.int.name);
    for c in &e.constants {
        let _ = writeln!(out, "    {} = {}", c.name, c.value);
    }
}

fn function(out: &mut String, f: &Function) {
    let word = match f.linkage {
        Linkage::External => "fn",
        Linkage::Inline => "inline fn",
    };
    let params: Vec<String> = f
        .ty
        .params
        .iter()
        .enumerate()
        .map(|(i, ty)| {
            let name = f.param_names.get(i).cloned().flatten().unwrap_or_else(|| "_".into());
            let len = f.param_lens.get(i).copied().flatten().map(|n| format!(" [{n}]")).unwrap_or_default();
            let default = f.defaults.get(i).cloned().flatten().map(|d| format!(" = {d}")).unwrap_or_default();
            format!("{name}: {}{len}{default}", type_text(ty))
        })
        .collect();
    let _ =
        writeln!(out, "{word} {}({}){} -> {}", f.name, params.join(", "), tail(&f.ty), type_text(&f.ty.ret));
}

fn tail(ty: &FunctionType) -> &'static str {
    match (ty.prototype, ty.variadic) {
        (false, _) => " without prototype",
        (_, true) => " variadic",
        _ => "",
    }
}

fn variable(out: &mut String, v: &Variable) {
    let _ = writeln!(out, "var {}: {}", v.name, type_text(&v.ty));
}

fn macro_line(out: &mut String, m: &Macro) {
    let value = match &m.value {
        MacroValue::Unknown(text) => format!("? {text}"),
        MacroValue::Int(v) => format!("int {v}"),
        MacroValue::Float(v) => format!("float {v:?}"),
        MacroValue::Str(bytes) => format!("str \"{}\"", bytes.escape_ascii()),
        MacroValue::Address(a) => format!("address {a:#x}"),
        MacroValue::Alias(name) => format!("alias {name}"),
        MacroValue::FunctionLike(params) => format!("function-like ({})", params.join(", ")),
        MacroValue::NoValue => "no value".into(),
    };
    let _ = writeln!(out, "macro {} {value}", m.name);
}

/// A type in the printed form: typedefs as `name`, everything else by its shape (`*const char`, `[4]i32`).
pub fn type_text(ty: &Type) -> String {
    match ty {
        Type::Void => "void".into(),
        Type::Bool => "bool".into(),
        Type::Char { .. } => "char".into(),
        Type::Int(int) => int.name.into(),
        Type::Wide(kind) => wide_name(*kind).into(),
        Type::Float(kind) => float_name(*kind).into(),
        Type::Complex(kind) => format!("{} complex", float_name(*kind)),
        Type::Pointer(to) => format!("*{}", type_text(to)),
        Type::Array { of, len: Some(n) } => format!("[{n}]{}", type_text(of)),
        Type::Array { of, len: None } => format!("[]{}", type_text(of)),
        Type::Function(ty) => {
            let params: Vec<String> = ty.params.iter().map(type_text).collect();
            format!("fn({}){} -> {}", params.join(", "), tail(ty), type_text(&ty.ret))
        }
        Type::Record(key) | Type::Enum(key) => key.clone(),
        Type::Typedef { name, .. } => name.clone(),
        Type::Const(of) => format!("const {}", type_text(of)),
        Type::Volatile(of) => format!("volatile {}", type_text(of)),
        Type::Reference(of) => format!("&{}", type_text(of)),
        Type::Other(text) => format!("<{text}>"),
    }
}

fn wide_name(kind: WideKind) -> &'static str {
    match kind {
        WideKind::Wchar => "wchar_t",
        WideKind::Char16 => "char16_t",
        WideKind::Char32 => "char32_t",
    }
}

fn float_name(kind: FloatKind) -> &'static str {
    match kind {
        FloatKind::Float => "float",
        FloatKind::Double => "double",
        FloatKind::LongDouble => "long double",
    }
}
