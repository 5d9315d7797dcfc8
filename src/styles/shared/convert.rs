//! `<module>/_convert.py`: the checks and conversions that the ctypes and cffi packages make in Python.
//!
//! In: a plan. Out: the file's text, holding only the functions that some value of the plan needs; and the names of
//! those functions, for the lines that call them. It knows no style.

use crate::error::Result;
use crate::ir::{FunctionType, IntType, Type, WideKind};
use crate::plan::{FnResult, Passing, Plan, Scalar, Value};
use crate::render::Templates;
use crate::styles::shared::layout::{WIDTH, bracketed};
use crate::text::c;
use crate::text::literals::py_string;

use serde::Serialize;
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("../../../templates/shared/convert.py.hbs");

/// What the template prints.
#[derive(Debug, Default, PartialEq, Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is one `if` of the template
struct View {
    /// One function for each integer type, by name.
    ints: Vec<IntView>,
    /// `to_float`.
    float: bool,
    /// `to_complex`.
    complex: bool,
    /// `to_char`, once or not at all.
    chars: Vec<Range>,
    /// `to_wchar_t` and kin.
    wides: Vec<WideView>,
    /// Any of `wides`.
    wide: bool,
    /// Any character whose length is checked.
    lengths: bool,
    /// `to_text` and `from_text`.
    text: bool,
    /// `to_address`.
    address: bool,
    /// `buffer_fits`.
    buffer: bool,
    /// `room` and `filled`.
    filled: bool,
}

/// A function for an integer type.
#[derive(Debug, PartialEq, Serialize)]
struct IntView {
    /// `to_unsigned_int`.
    function: String,
    /// `unsigned int`.
    c_name: &'static str,
    /// `return _integer(…)`, lines: the range in digits may be long, and beyond what a template's numbers hold.
    lines: Vec<String>,
}

/// The range of plain `char`.
#[derive(Debug, PartialEq, Serialize)]
struct Range {
    /// Smallest value.
    low: i32,
    /// Largest value.
    high: i32,
}

/// A function for a wide character type.
#[derive(Debug, PartialEq, Serialize)]
struct WideView {
    /// `wchar_t`.
    c_name: &'static str,
    /// Largest code point that it holds.
    high: u32,
}

/// The text of `_convert.py`.
///
/// # Errors
/// A template that does not fit its view: a fault of the tool.
pub fn module(plan: &Plan) -> Result<String> {
    Templates::code(&[("convert", TEMPLATE)])?.render("convert", &view(plan))
}

/// The function that takes one number or character: `to_unsigned_int`, `to_float`; `None` for `_Bool`, which takes
/// anything. Each is called as `f(value, what)`, with `what` as in `add() argument 'a'`, and returns an `int`, a
/// `float`, `bytes` of length 1 (`char`) or a `str` of length 1 (wide characters).
pub fn scalar_function(scalar: Scalar) -> Option<String> {
    Some(match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } => int_function(int),
        Scalar::Char { .. } => "to_char".into(),
        Scalar::Wide(kind) => format!("to_{}", wide_name(kind)),
        Scalar::Float(_) => "to_float".into(),
        Scalar::Complex(_) => "to_complex".into(),
        Scalar::Bool => return None,
    })
}

/// What `buffer_fits` calls items of this kind, and their size in bytes.
pub fn buffer_kind(scalar: Scalar) -> (&'static str, u64) {
    use crate::ir::FloatKind;
    match scalar {
        Scalar::Int(int) | Scalar::Enum { int, .. } => {
            (if int.signed { "signed" } else { "unsigned" }, u64::from(int.bits / 8))
        }
        Scalar::Char { .. } => ("char", 1),
        Scalar::Wide(kind) => ("wide", if kind == WideKind::Char16 { 2 } else { 4 }),
        Scalar::Bool => ("bool", 1),
        Scalar::Float(FloatKind::Float) => ("float", 4),
        Scalar::Float(FloatKind::Double) => ("float", 8),
        Scalar::Float(FloatKind::LongDouble) => ("float", 16),
        Scalar::Complex(FloatKind::Float) => ("complex", 8),
        Scalar::Complex(FloatKind::Double) => ("complex", 16),
        Scalar::Complex(FloatKind::LongDouble) => ("complex", 32),
    }
}

/// Whether items of this kind are given as `bytes`.
pub fn is_byte(item: Scalar) -> bool {
    matches!(item, Scalar::Char { .. }) || matches!(item, Scalar::Int(int) if int.bits == 8)
}

/// The format of items in a `memoryview`, by C's own name of the type; `B` for all that is given as `bytes`.
pub fn format_code(item: Scalar) -> &'static str {
    use crate::ir::FloatKind;
    match item {
        Scalar::Float(FloatKind::Float) => "f",
        Scalar::Float(_) => "d",
        Scalar::Bool => "?",
        Scalar::Int(int) => match (int.name.trim_start_matches("unsigned "), int.bits, int.signed) {
            ("long", _, true) => "l",
            ("long", _, false) => "L",
            (_, 16, true) => "h",
            (_, 16, false) => "H",
            (_, 32, true) => "i",
            (_, 32, false) => "I",
            (_, 64, true) => "q",
            (_, 64, false) => "Q",
            _ => "B",
        },
        _ => "B",
    }
}

/// The alignment of a number or character in bytes, on LP64 targets: its size, of a complex number that of its parts.
pub fn scalar_align(scalar: Scalar) -> u64 {
    let size = buffer_kind(scalar).1;
    if matches!(scalar, Scalar::Complex(_)) { size / 2 } else { size }
}

/// What `repr` shows for a pointer member that is set, between `<` and `>`: its C type without typedefs, with `const`
/// where the pointee is: `unsigned char *`, `const struct node *`, `int (*)(int)`. The same in every style.
pub fn pointer_shown(ty: &Type) -> String {
    c::declare(&plain(ty.canonical()), "")
}

fn plain(ty: &Type) -> Type {
    match ty {
        Type::Typedef { to, .. } | Type::Volatile(to) => plain(to),
        Type::Const(of) => match plain(of) {
            constant @ Type::Const(_) => constant,
            other => Type::Const(Box::new(other)),
        },
        Type::Pointer(to) => Type::Pointer(Box::new(plain(to))),
        Type::Array { of, len } => Type::Array { of: Box::new(plain(of)), len: *len },
        Type::Function(ty) => Type::Function(Box::new(FunctionType {
            ret: plain(&ty.ret),
            params: ty.params.iter().map(plain).collect(),
            ..(**ty).clone()
        })),
        other => other.clone(),
    }
}

/// `return function(args)`, as the formatter breaks it.
fn returned(function: &str, args: &[String]) -> Vec<String> {
    let joined = args.join(", ");
    let open = format!("return {function}(");
    if joined.len() + 8 <= WIDTH && joined.len() + open.len() + 5 > WIDTH {
        return vec![format!("    {open}"), format!("        {joined}"), "    )".to_owned()];
    }
    bracketed(4, &open, args, ")")
}

fn int_function(int: IntType) -> String {
    format!("to_{}", int.name.replace(' ', "_"))
}

fn wide_name(kind: WideKind) -> &'static str {
    match kind {
        WideKind::Wchar => "wchar_t",
        WideKind::Char16 => "char16_t",
        WideKind::Char32 => "char32_t",
    }
}

fn view(plan: &Plan) -> View {
    let mut needs = Needs::default();
    for f in &plan.functions {
        f.params.iter().for_each(|p| needs.passing(&p.passing));
        if let FnResult::Value(v) | FnResult::Status(v) = &f.result {
            needs.value(v);
        }
    }
    plan.records.iter().flat_map(|r| &r.fields).for_each(|f| needs.value(&f.value));
    plan.variables.iter().for_each(|v| needs.value(&v.value));
    plan.callbacks.iter().flat_map(|c| c.params.iter().chain(&c.result)).for_each(|v| needs.value(v));
    needs.view.address |= !plan.records.is_empty() || !plan.handles.is_empty();
    needs.view.buffer |= !plan.maps.is_empty();
    needs.view.ints = needs.ints.into_values().collect();
    needs.view.wide = !needs.view.wides.is_empty();
    needs.view.lengths = needs.view.wide || !needs.view.chars.is_empty();
    needs.view
}

#[derive(Default)]
struct Needs {
    view: View,
    /// By width and sign, so that the file's order does not depend on the header's.
    ints: BTreeMap<(u16, bool, &'static str), IntView>,
}

impl Needs {
    fn passing(&mut self, passing: &Passing) {
        match passing {
            Passing::In(v) | Passing::Out(v) | Passing::InOut(v) | Passing::ByRef(v) => self.value(v),
            Passing::User { .. } | Passing::Count { .. } => {}
            Passing::Array { item, .. } => {
                self.view.buffer = true;
                self.scalar(*item);
            }
            Passing::Length { int, .. } | Passing::Capacity { int, .. } => self.int(*int),
            Passing::Buffer { .. } => self.view.filled = true,
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Scalar(s) => self.scalar(*s),
            Value::Text => self.view.text = true,
            Value::CharPointer => {
                self.view.text = true;
                self.view.buffer = true;
                if self.view.chars.is_empty() {
                    self.scalar(Scalar::Char { signed: true });
                }
            }
            Value::Address { .. } => {
                self.view.address = true;
                self.view.buffer = true;
            }
            Value::Items { item, .. } => {
                // `Pointer.string()` reads text, whatever the header says about text.
                self.view.text = true;
                self.view.buffer = true;
                self.scalar(*item);
            }
            Value::Record(_) | Value::Handle(_) => {}
            Value::RecordPointer { .. } => self.view.buffer = true,
            Value::Pointers { to, .. } => {
                self.view.text = true;
                self.view.buffer = true;
                self.value(to);
            }
            Value::FunctionPointer(_) => self.view.address = true,
            Value::Array { of, .. } => self.value(of),
            Value::Flexible { of } => {
                // It reads as a `Pointer`.
                self.view.text = true;
                self.value(of);
            }
        }
    }

    fn scalar(&mut self, scalar: Scalar) {
        match scalar {
            Scalar::Int(int) | Scalar::Enum { int, .. } => self.int(int),
            Scalar::Float(_) => self.view.float = true,
            Scalar::Char { signed } => {
                let (low, high) = if signed { (-128, 127) } else { (0, 255) };
                self.view.chars = vec![Range { low, high }];
            }
            Scalar::Wide(kind) => {
                let c_name = wide_name(kind);
                if !self.view.wides.iter().any(|w| w.c_name == c_name) {
                    let high = if kind == WideKind::Char16 { 0xffff } else { 0x0010_ffff };
                    self.view.wides.push(WideView { c_name, high });
                }
            }
            Scalar::Complex(_) => self.view.complex = true,
            Scalar::Bool => {}
        }
    }

    fn int(&mut self, int: IntType) {
        let (low, high) = super::ranges::int_range(int);
        let args = ["value".into(), "what".into(), py_string(int.name), low.to_string(), high.to_string()];
        let lines = returned("_integer", &args);
        let view = IntView { function: int_function(int), c_name: int.name, lines };
        self.ints.insert((int.bits, int.signed, int.name), view);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Function, Gil, Param};

    const INT: IntType = IntType { bits: 32, signed: true, name: "int" };
    const ULONG: IntType = IntType { bits: 64, signed: false, name: "unsigned long" };

    fn plan_of(values: &[Value]) -> Plan {
        let param = |v: &Value| Param {
            c_name: "a".into(),
            py_name: "a".into(),
            ty: crate::ir::Type::Void,
            passing: Passing::In(v.clone()),
            nonnull: false,
            callback: None,
        };
        let ty =
            FunctionType { ret: crate::ir::Type::Void, params: vec![], variadic: false, prototype: true };
        let function = Function {
            c_name: "f".into(),
            symbol: "f".into(),
            py_name: "f".into(),
            aliases: vec![],
            public: true,
            prototype: "void f(void)".into(),
            ty,
            declared: None,
            signature_of: None,
            params: values.iter().map(param).collect(),
            result: FnResult::Void,
            owned: None,
            closes: None,
            error: None,
            gil: Gil::Hold,
            keywords: false,
            doc: vec![],
            span: crate::diag::Span::default(),
        };
        Plan { functions: vec![function], ..Plan::default() }
    }

    /// The functions that the file defines for these values.
    fn check(values: &[Value], expected: &[&str]) {
        let text = module(&plan_of(values)).unwrap();
        let defined: Vec<&str> = text
            .lines()
            .filter_map(|l| l.strip_prefix("def ")?.split('(').next())
            .filter(|name| !name.starts_with('_'))
            .collect();
        assert_eq!(defined, expected);
    }

    #[test]
    fn only_what_is_needed() {
        check(&[], &["wrong_type"]);
        check(
            &[Value::Scalar(Scalar::Int(ULONG)), Value::Scalar(Scalar::Int(INT))],
            &["wrong_type", "to_int", "to_unsigned_long"],
        );
        check(
            &[Value::Scalar(Scalar::Wide(WideKind::Char16)), Value::Text],
            &["wrong_type", "to_char16_t", "wrong_type_of_length", "to_text", "from_text"],
        );
    }

    #[test]
    fn pointers_as_repr_shows_them() {
        let byte = Type::Int(IntType { bits: 8, signed: false, name: "unsigned char" });
        let named = |name: &str, to: Type| Type::Typedef { name: name.into(), to: Box::new(to) };
        let to_const = Type::Pointer(Box::new(Type::Const(Box::new(named("Byte", byte)))));
        assert_eq!(pointer_shown(&to_const), "const unsigned char *");
        assert_eq!(pointer_shown(&named("bytes", to_const)), "const unsigned char *");
        let record = Type::Pointer(Box::new(Type::Record("struct node".into())));
        assert_eq!(pointer_shown(&Type::Const(Box::new(record))), "struct node *");
    }
}
