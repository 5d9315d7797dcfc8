//! The kinds of values that `_runtime.py` converts: which a module needs, what it calls them, how it makes them.
//!
//! A kind is a private global of the package, `_tb_p_double = _tb_runtime.Items(_tb_c_double)`, asked for by the first
//! line that uses it, and defined after the kinds it is made of.

use super::spell::{self, Spelling};
use crate::ir::Type;
use crate::plan::{CallbackId, Scalar, Value};
use crate::styles::shared::convert;
use crate::styles::shared::layout::bracketed;
use crate::text::literals::py_string;

/// The kinds that a module has asked for so far.
#[derive(Default)]
pub struct Kinds {
    /// Names, in the order of their definitions.
    names: Vec<String>,
    /// The definitions, finished lines.
    lines: Vec<String>,
}

impl Kinds {
    /// The lines that define the kinds asked for since the last call.
    pub fn take_lines(&mut self) -> Vec<String> {
        std::mem::take(&mut self.lines)
    }

    /// The kind of a value, as an expression.
    pub fn of(&mut self, spelling: &Spelling, value: &Value) -> String {
        match value {
            Value::Flexible { of } => format!("_tb_runtime.Flexible({})", self.of(spelling, of)),
            Value::Scalar(s) => self.scalar(spelling, *s),
            Value::Text => self.define("_tb_p_text", "Text", &[]),
            Value::CharPointer => self.items(spelling, Scalar::Char { signed: true }, false),
            Value::Address { is_const } => {
                self.define(&format!("_tb_{}_void", pointer(*is_const)), "Address", &constant(*is_const))
            }
            Value::Items { item, is_const } => self.items(spelling, *item, *is_const),
            Value::Record(id) => {
                let class = spelling.plan.records[*id].py_name.clone();
                self.define(&format!("_tb_s_{class}"), "RecordValue", &[class])
            }
            Value::RecordPointer { record, is_const } => {
                let class = spelling.plan.records[*record].py_name.clone();
                let name = format!("_tb_{}_s_{class}", pointer(*is_const));
                self.define(&name, "RecordPointer", &with(class, *is_const))
            }
            Value::Handle(id) => {
                let class = spelling.plan.handles[*id].py_name.clone();
                self.define(&format!("_tb_p_h_{class}"), "HandlePointer", &[class])
            }
            Value::Pointers { to, is_const } => {
                let inner = self.of(spelling, to);
                let name = format!("_tb_{}{}", pointer(*is_const), inner.trim_start_matches("_tb"));
                self.define(&name, "Pointers", &with(inner, *is_const))
            }
            Value::FunctionPointer(None) => self.define("_tb_p_function", "FunctionAddress", &[]),
            Value::FunctionPointer(Some(id)) => self.callback(spelling, *id),
            Value::Array { of, len } if is_char(of) => format!("_tb_runtime.Chars({len})"),
            Value::Array { of, len } => {
                let inner = self.of(spelling, of);
                format!("_tb_runtime.ArrayOf({inner}, {len})")
            }
        }
    }

    /// The kind of a member, which C declares with a type: `repr` shows pointers by that, in arrays too.
    pub fn member(&mut self, spelling: &Spelling, value: &Value, ty: &Type) -> String {
        match (value, ty.canonical()) {
            (Value::Array { of, .. }, Type::Array { of: item, .. }) if !is_char(of) => {
                let inner = self.member(spelling, of, item);
                Self::array(&inner, value, ty)
            }
            (Value::Flexible { of }, _) if ty.is_const() => {
                format!("_tb_runtime.Flexible({}, const=True)", self.of(spelling, of))
            }
            _ => self.of(spelling, value),
        }
    }

    /// The kind of a variable: records that are const are read as copies, for their memory may be read-only.
    pub fn variable(&mut self, spelling: &Spelling, value: &Value, ty: &Type) -> String {
        match (value, ty.canonical()) {
            (Value::Array { of, .. }, Type::Array { of: item, .. }) if !is_char(of) => {
                let inner = self.variable(spelling, of, item);
                Self::array(&inner, value, ty)
            }
            (Value::Record(id), _) if ty.is_const() => {
                let class = spelling.plan.records[*id].py_name.clone();
                self.define(&format!("_tb_const_s_{class}"), "ConstRecord", &[class])
            }
            _ => self.member(spelling, value, ty),
        }
    }

    /// A fixed array of items of a kind.
    fn array(inner: &str, value: &Value, ty: &Type) -> String {
        match (value, ty.canonical()) {
            (Value::Array { of, len }, Type::Array { of: item, .. }) => {
                let shown = is_pointer(of).then(|| format!(", {}", py_string(&convert::pointer_shown(item))));
                let constant = if ty.is_const() { ", const=True" } else { "" };
                format!("_tb_runtime.ArrayOf({inner}, {len}{}{constant})", shown.unwrap_or_default())
            }
            _ => inner.to_owned(),
        }
    }

    /// A pointer to numbers.
    pub fn items(&mut self, spelling: &Spelling, item: Scalar, is_const: bool) -> String {
        let inner = self.scalar(spelling, item);
        let name = format!("_tb_{}_{}", pointer(is_const), inner.trim_start_matches("_tb_c_"));
        self.define(&name, "Items", &with(inner, is_const))
    }

    /// A function pointer that Python callables can stand for.
    fn callback(&mut self, spelling: &Spelling, id: CallbackId) -> String {
        let callback = &spelling.plan.callbacks[id];
        let params: Vec<String> = callback.params.iter().map(|p| self.of(spelling, p)).collect();
        // Measured with the comma that will follow it.
        let params = bracketed(4, "[", &params, "],").join("\n");
        let params = params.trim_start().trim_end_matches(',').to_owned();
        let mut args = vec![py_string(&callback.name), params];
        args.extend(callback.result.as_ref().map(|result| self.of(spelling, result)));
        self.define(&format!("_tb_f_{}", callback.name), "Callback", &args)
    }

    /// A number or character by value, or one that lies in memory only.
    pub fn scalar(&mut self, spelling: &Spelling, scalar: Scalar) -> String {
        let c_name = c_name(scalar);
        if scalar.in_memory_only() {
            return self.in_memory(scalar, c_name);
        }
        let named_enum = match scalar {
            Scalar::Enum { id: Some(id), .. } => Some(&spelling.plan.enums[id].py_name),
            _ => None,
        };
        let name = match named_enum {
            Some(class) => format!("_tb_c_enum_{class}"),
            None => format!("_tb_c_{}", c_name.replace(' ', "_")),
        };
        let mut args = vec![
            spell::scalar(scalar),
            format!("\"{c_name}\""),
            match convert::scalar_function(scalar) {
                Some(function) => format!("_tb_convert.{function}"),
                None => "_tb_runtime.to_bool".into(),
            },
        ];
        if let Some(class) = named_enum {
            args.push(format!("from_c={}", enum_function(class)));
        }
        if spell::is_number_of_character(scalar) {
            args.extend(["to_c=_tb_ord".to_owned(), "from_c=_tb_chr".to_owned()]);
        }
        self.define(&name, "Number", &args)
    }

    fn in_memory(&mut self, scalar: Scalar, c_name: &str) -> String {
        let check = convert::scalar_function(scalar).map(|f| format!("_tb_convert.{f}"));
        let mut args = vec![spell::scalar(scalar), format!("\"{c_name}\"")];
        args.extend(check);
        let class = match scalar {
            Scalar::Int(int) | Scalar::Enum { int, .. } => {
                args.extend(int.signed.then(|| "signed=True".to_owned()));
                "Int128"
            }
            _ => "Complex",
        };
        self.define(&format!("_tb_c_{}", c_name.replace(' ', "_")), class, &args)
    }

    fn define(&mut self, name: &str, class: &str, args: &[String]) -> String {
        if !self.names.iter().any(|n| n == name) {
            self.names.push(name.to_owned());
            self.lines.extend(bracketed(0, &format!("{name} = _tb_runtime.{class}("), args, ")"));
        }
        name.to_owned()
    }
}

/// The function from a number to a member of an enumeration.
pub fn enum_function(class: &str) -> String {
    format!("_tb_enum_{class}")
}

/// Whether `repr` shows it as `<T *>`.
pub fn is_pointer(value: &Value) -> bool {
    !matches!(value, Value::Scalar(_) | Value::Record(_) | Value::Array { .. })
}

/// Whether an array of these reads as `bytes`.
pub fn is_char(of: &Value) -> bool {
    matches!(of, Value::Scalar(Scalar::Char { .. }))
}

fn pointer(is_const: bool) -> &'static str {
    if is_const { "pc" } else { "p" }
}

fn constant(is_const: bool) -> Vec<String> {
    if is_const { vec!["const=True".into()] } else { Vec::new() }
}

fn with(first: String, is_const: bool) -> Vec<String> {
    std::iter::once(first).chain(constant(is_const)).collect()
}

/// C's name of a number's type, as messages have it.
fn c_name(scalar: Scalar) -> &'static str {
    use crate::ir::{FloatKind, WideKind};
    match scalar {
        Scalar::Complex(FloatKind::Float) => "float _Complex",
        Scalar::Complex(FloatKind::Double) => "double _Complex",
        Scalar::Complex(FloatKind::LongDouble) => "long double _Complex",
        Scalar::Int(int) | Scalar::Enum { int, .. } => int.name,
        Scalar::Char { .. } => "char",
        Scalar::Wide(WideKind::Wchar) => "wchar_t",
        Scalar::Wide(WideKind::Char16) => "char16_t",
        Scalar::Wide(WideKind::Char32) => "char32_t",
        Scalar::Bool => "_Bool",
        Scalar::Float(FloatKind::Float) => "float",
        Scalar::Float(FloatKind::Double) => "double",
        Scalar::Float(FloatKind::LongDouble) => "long double",
    }
}
