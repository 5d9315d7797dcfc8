//! The claims file: one claim a line, so that the compiler's line numbers say which claim it means.
//!
//! In: claims. Out: the text, and which claims a list of compiler errors is about.

use super::outlook::Shape;
use super::preamble::preamble;
use crate::ir::{Api, FunctionType, Type};
use crate::text::c::prototype;
use crate::toolchain::LineError;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The name that the claims go by in the compiler's messages.
pub const FILE: &str = "tribind-claims";

/// What a claim is about; indices into the lists of the [`crate::ir::Api`] that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Size and sign of a basic type, by its place in [`super::basics::NAMES`].
    Basic(usize),
    /// Whether the headers leave a `#pragma pack` on.
    Packing,
    /// A typedef in use, by its place in the list of [`super::typedefs`].
    Typedef(usize),
    /// A record's size and alignment.
    Record(usize),
    /// A typedef's claim to name a record (record, typedef).
    RecordName(usize, usize),
    /// A member (record, field).
    Field(usize, usize),
    /// A bit-field's bits (record, field).
    Bits(usize, usize),
    /// A bit-field's sign (record, field).
    BitsSign(usize, usize),
    /// An enumeration's size and sign.
    Enum(usize),
    /// An enumeration's constant (enumeration, constant).
    Constant(usize, usize),
    /// A function's prototype.
    Function(usize),
    /// A variable's type.
    Variable(usize),
    /// A macro's value.
    Macro(usize),
    /// Whether code can call a function whose code is in the header.
    Call(usize),
    /// The same of a signature.
    Signature(usize),
}

impl About {
    /// Whether it speaks of a record, by names of members.
    fn is_of_record(self) -> bool {
        use About::{Bits, BitsSign, Field, Record, RecordName};
        matches!(self, Record(_) | RecordName(..) | Field(..) | Bits(..) | BitsSign(..))
    }
}

/// One claim, in C.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What it is about.
    pub about: About,
    /// How it is stated.
    pub form: Form,
}

/// How a claim is stated.
#[derive(Debug, Clone)]
pub enum Form {
    /// Expressions that are integers below 2**64.
    Numbers(Vec<String>),
    /// An expression of which the compiler says what it is.
    Macro(String, Shape),
    /// An object of a type, with its initialiser, whose bytes are the answer.
    Object(String, String),
    /// A pointer of a type to a function or variable, whose symbol is the answer.
    Reference(String, String),
    /// A function, `(void) { f(); }` behind its type; the symbols that it refers to are the answer.
    Code(Box<FunctionType>, String),
}

impl Claim {
    /// A claim about numbers.
    pub fn numbers(about: About, expressions: Vec<String>) -> Self {
        Self { about, form: Form::Numbers(expressions) }
    }

    /// Whether it may well be no C: a macro that is more than a literal.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.form, Form::Macro(_, Shape::Any))
    }
}

/// The name of a claim's data in the object file.
pub fn symbol(index: usize) -> String {
    format!("_tb_{index}")
}

/// The file of some of the claims, given by their indices; claim `i` is on line `i + 1` of [`FILE`].
pub fn text(api: &Api, claims: &[Claim], asked: &[usize]) -> String {
    let mut out = String::new();
    for include in &api.includes {
        let _ = writeln!(out, "#include {include}");
    }
    out.push_str(preamble(api.language));
    let behind_macros = api.members_behind_macros();
    let mut is_about_members = false;
    let mut line = usize::MAX;
    for &index in asked {
        if !behind_macros.is_empty() && claims[index].about.is_of_record() != is_about_members {
            is_about_members = !is_about_members;
            out.extend(behind_macros.iter().map(|name| without_macro(name, is_about_members)));
            line = usize::MAX;
        }
        if line != index {
            let _ = writeln!(out, "#line {} \"{FILE}\"", index + 1);
        }
        out.push_str(&line_of(index, &claims[index].form));
        line = index + 1;
    }
    out
}

/// Takes a macro away for a while, or brings it back.
fn without_macro(name: &str, is_away: bool) -> String {
    if is_away {
        format!("#pragma push_macro(\"{name}\")\n#undef {name}\n")
    } else {
        format!("#pragma pop_macro(\"{name}\")\n")
    }
}

fn line_of(index: usize, form: &Form) -> String {
    match form {
        Form::Numbers(expressions) => format!("_TB({index}, {})\n", expressions.join(", ")),
        Form::Macro(expression, Shape::Any) => format!("_TB_MACRO({index}, ({expression}))\n"),
        Form::Macro(expression, Shape::Integer) => format!("_TB_INTEGER({index}, ({expression}))\n"),
        Form::Macro(expression, Shape::Text) => format!("_TB_TEXT({index}, ({expression}))\n"),
        Form::Reference(ty, target) => format!("_TB_REFERENCE({index}, {target}, {ty})\n"),
        Form::Code(ty, call) => format!("{}\n", code(index, ty, call)),
        Form::Object(ty, init) => format!("_TB_OBJECT({index}, {ty}, {init})\n"),
    }
}

/// A function that returns what a call does.
fn code(index: usize, ty: &FunctionType, call: &str) -> String {
    let names: Vec<String> = (1..=ty.params.len()).map(parameter).collect();
    let word = if matches!(ty.ret.canonical(), Type::Void) { "" } else { "return " };
    format!("{} {{ {word}{call}({}); }}", prototype(&symbol(index), ty, &names), names.join(", "))
}

/// A parameter's name that no macro is likely to have.
fn parameter(number: usize) -> String {
    format!("_tb_arg_{number}")
}

/// The claims that errors are about, each with the first sentence said about it.
pub fn blamed(errors: &[LineError], asked: &[usize]) -> BTreeMap<usize, String> {
    let mut blamed = BTreeMap::new();
    for error in errors.iter().filter(|e| e.file == FILE) {
        let index = (error.line as usize).wrapping_sub(1);
        if asked.binary_search(&index).is_ok() {
            blamed.entry(index).or_insert_with(|| error.message.clone());
        }
    }
    blamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_number_names_its_claim() {
        let claim = |about| Claim::numbers(about, vec!["1".into()]);
        let claims = [claim(About::Record(0)), claim(About::Record(1)), claim(About::Record(2))];
        let api = Api { includes: vec!["<a.h>".into()], ..Api::default() };
        let text = text(&api, &claims, &[0, 2]);
        assert!(text.starts_with("#include <a.h>\n"));
        assert!(
            text.ends_with("#line 1 \"tribind-claims\"\n_TB(0, 1)\n#line 3 \"tribind-claims\"\n_TB(2, 1)\n")
        );
        let error = |file: &str, line| LineError { file: file.into(), line, message: "no".into() };
        let errors = [error(FILE, 3), error("a.h", 1), error(FILE, 2), error(FILE, 0)];
        assert_eq!(blamed(&errors, &[0, 2]).into_keys().collect::<Vec<_>>(), [2]);
    }
}
