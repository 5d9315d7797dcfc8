//! Which macros can be asked for a value at all, judged from their text: only to spare the compiler what cannot compile.
//!
//! In: an API's macros as the compiler has them, else as written. Out: for each, ask it, or what it is already known to be.

use super::definitions::{Definitions, literal};
use super::tokens::{depths, is_integer, tokens, without_parentheses};
use super::words::{STATEMENT_WORDS, SUFFIXES, TYPE_WORDS, UNSTABLE_WORDS};
use crate::ir::{Api, Macro, MacroValue};
use std::collections::{HashMap, HashSet};

/// What the text of a macro says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlook {
    /// It may be an expression.
    Ask(Shape),
    /// It names a function or variable of the library.
    Alias(String),
    /// It is this integer, as the compiler's own preprocessor has it.
    Known(i128),
    /// It has no value, or none that is the same everywhere.
    NoValue,
}

/// What an expression looks like; plain ones are cheaper to ask about, and the compiler still says what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Anything.
    Any,
    /// One integer literal, perhaps with a sign; or what the parser claims to be an integer.
    Integer,
    /// String literals; or what the parser claims to be one.
    Text,
}

/// The outlook of every macro of an API, in order.
pub fn outlooks(api: &Api, definitions: Option<&Definitions>) -> Vec<Outlook> {
    let text = |m| definitions.map_or_else(|| written(m), |d| d.text(&m.name));
    let names = Names {
        macros: api.macros.iter().filter_map(|m| Some((m.name.as_str(), tokens(text(m)?)))).collect(),
        is_final: definitions.is_some(),
        aliased: api
            .functions
            .iter()
            .map(|f| f.name.as_str())
            .chain(api.variables.iter().map(|v| v.name.as_str()))
            .collect(),
        types: type_names(api),
        calls: api
            .macros
            .iter()
            .filter(|m| matches!(m.value, MacroValue::FunctionLike(_)))
            .map(|m| m.name.as_str())
            .collect(),
    };
    let mut known = HashMap::new();
    api.macros.iter().map(|m| outlook(m, &names, &mut known)).collect()
}

/// A macro's replacement list, where it is still to be judged.
fn written(m: &Macro) -> Option<&str> {
    match &m.value {
        MacroValue::Unknown(text) => Some(text),
        MacroValue::NoValue => Some(""),
        _ => None,
    }
}

struct Names<'a> {
    macros: HashMap<&'a str, Vec<&'a str>>,
    /// Whether they are the compiler's own: then what is not among them is not defined, and a literal is a value.
    is_final: bool,
    aliased: HashSet<&'a str>,
    types: HashSet<&'a str>,
    /// Function-like macros, which are no value without a call.
    calls: HashSet<&'a str>,
}

fn type_names(api: &Api) -> HashSet<&str> {
    let of_records = api.records.iter().flat_map(|r| &r.typedefs);
    let of_enums = api.enums.iter().flat_map(|e| &e.typedefs);
    let of_typedefs = api.typedefs.iter().map(|t| &t.name);
    of_records.chain(of_enums).chain(of_typedefs).map(String::as_str).collect()
}

/// What a replacement list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// An expression, perhaps.
    Expression(Shape),
    /// One integer literal.
    Literal(i128),
    /// One name of a function or variable.
    Name(String),
    /// Nothing.
    Empty,
    /// A type: fine in parentheses only.
    Type,
    /// Something that spoils every expression it is part of.
    Spoils,
}

fn outlook<'a>(m: &'a Macro, names: &Names<'a>, known: &mut HashMap<&'a str, Content>) -> Outlook {
    let claimed = match &m.value {
        MacroValue::Unknown(_) => None,
        MacroValue::Alias(name) => return Outlook::Alias(name.clone()),
        MacroValue::NoValue | MacroValue::FunctionLike(_) => return Outlook::NoValue,
        MacroValue::Int(_) => Some(Shape::Integer),
        MacroValue::Str(_) => Some(Shape::Text),
        MacroValue::Float(_) | MacroValue::Address(_) => Some(Shape::Any),
    };
    if names.is_final && !names.macros.contains_key(m.name.as_str()) {
        return Outlook::NoValue;
    }
    let written = match content(&m.name, names, known, 0) {
        Content::Expression(shape) => Outlook::Ask(shape),
        Content::Literal(value) if names.is_final => Outlook::Known(value),
        Content::Literal(_) => Outlook::Ask(Shape::Integer),
        Content::Name(name) if name == m.name => Outlook::NoValue,
        Content::Name(name) => Outlook::Alias(name),
        Content::Empty | Content::Type | Content::Spoils => Outlook::NoValue,
    };
    match (written, claimed) {
        // Who claims a value has seen one where the text alone does not show it.
        (Outlook::Ask(Shape::Any) | Outlook::NoValue, Some(shape)) => Outlook::Ask(shape),
        (written, _) => written,
    }
}

/// How deep macros are followed; a chain that is longer is left to the compiler.
const DEEPEST: u32 = 64;

fn content<'a>(
    name: &'a str,
    names: &Names<'a>,
    known: &mut HashMap<&'a str, Content>,
    nesting: u32,
) -> Content {
    if let Some(content) = known.get(name) {
        return content.clone();
    }
    let Some(tokens) = names.macros.get(name).filter(|_| nesting < DEEPEST) else {
        return Content::Expression(Shape::Any);
    };
    // A macro is not replaced within its own replacement list (C23 6.10.5.4): there it is only a name.
    let itself = if names.aliased.contains(name) {
        Content::Name(name.into())
    } else {
        Content::Expression(Shape::Any)
    };
    known.insert(name, itself);
    let found = content_of(tokens, names, known, nesting);
    known.insert(name, found.clone());
    found
}

fn content_of<'a>(
    tokens: &[&'a str],
    names: &Names<'a>,
    known: &mut HashMap<&'a str, Content>,
    nesting: u32,
) -> Content {
    let tokens = without_parentheses(tokens);
    if tokens.is_empty() {
        return Content::Empty;
    }
    if let [single] = tokens {
        if names.macros.contains_key(single) {
            return content(single, names, known, nesting + 1);
        }
        if names.aliased.contains(single) {
            return Content::Name((*single).to_owned());
        }
        if names.types.contains(single) {
            return Content::Type;
        }
        if names.calls.contains(single) || SUFFIXES.contains(single) {
            return Content::Spoils;
        }
    }
    if let Some(value) = literal(tokens) {
        return Content::Literal(value);
    }
    if tokens.iter().all(|t| TYPE_WORDS.contains(t) || *t == "*") {
        return Content::Type;
    }
    let Some(depths) = depths(tokens) else { return Content::Spoils };
    for (token, depth) in tokens.iter().zip(depths) {
        let is_spoilt = if names.macros.contains_key(token) {
            match content(token, names, known, nesting + 1) {
                Content::Type => depth == 0,
                other => other == Content::Spoils,
            }
        } else {
            spoils(token, depth)
        };
        if is_spoilt {
            return Content::Spoils;
        }
    }
    Content::Expression(shape(tokens))
}

fn shape(tokens: &[&str]) -> Shape {
    match tokens {
        [literal] | ["-" | "+" | "~", literal] if is_integer(literal) => Shape::Integer,
        _ if tokens.iter().all(|t| t.len() > 1 && t.starts_with('"') && t.ends_with('"')) => Shape::Text,
        _ => Shape::Any,
    }
}

fn spoils(token: &str, depth: usize) -> bool {
    matches!(token, "{" | "}" | ";" | "#" | "...")
        || (depth == 0 && (token == "," || TYPE_WORDS.contains(&token)))
        || STATEMENT_WORDS.contains(&token)
        || UNSTABLE_WORDS.contains(&token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    fn check(text: &str, expected: &Outlook) {
        let m = |name: &str, text: &str| Macro {
            name: name.into(),
            value: MacroValue::Unknown(text.into()),
            doc: vec![],
            span: Span::default(),
        };
        let macros = vec![
            m("M", text),
            m("EMPTY", ""),
            m("OPEN", "extern \"C\" {"),
            m("ONE", "1"),
            m("TYPE", "unsigned long"),
            m("LOOP", "POOL + 1"),
            m("POOL", "LOOP"),
            m("CHAIN", "(CHAIN2)"),
            m("CHAIN2", "gv"),
            Macro { value: MacroValue::FunctionLike(vec![]), ..m("CALL", "") },
        ];
        let variable = crate::ir::Variable {
            name: "gv".into(),
            ty: crate::ir::Type::Bool,
            linkage: crate::ir::Linkage::External,
            doc: vec![],
            span: Span::default(),
        };
        let api = Api { macros, variables: vec![variable], ..Api::default() };
        assert_eq!(&outlooks(&api, None)[0], expected, "{text}");
    }

    #[test]
    fn what_cannot_be_a_value_is_not_asked() {
        for text in [
            "",
            "extern",
            "{ 1, 2 }",
            "1, 2",
            "(1",
            "1)",
            "unsigned char",
            "TYPE",
            "char *",
            "TYPE + 1",
            "OPEN",
            "do { } while (0)",
            "EMPTY",
            "__LINE__ + 1",
            "/* c */",
        ] {
            check(text, &Outlook::NoValue);
        }
    }

    #[test]
    fn what_may_be_a_value_is_asked() {
        for text in [
            "1.0",
            "1e3",
            "0x1p3",
            "08.",
            "- ONE",
            "(int)1",
            "f(1, 2)",
            "';'",
            "ONE EMPTY",
            "LOOP",
            "sizeof(struct s)",
            "((TYPE)1 << 3)",
            "'\\''",
            "M",
        ] {
            check(text, &Outlook::Ask(Shape::Any));
        }
        check("\"a;{\" \"b\"", &Outlook::Ask(Shape::Text));
        for text in ["1", "ONE", "(-0x1FuLL)", "((ONE))"] {
            check(text, &Outlook::Ask(Shape::Integer));
        }
    }

    #[test]
    fn names_are_followed() {
        check("gv", &Outlook::Alias("gv".into()));
        check("((CHAIN))", &Outlook::Alias("gv".into()));
        check("gv + 1", &Outlook::Ask(Shape::Any));
        check("CALL", &Outlook::NoValue);
        check("L", &Outlook::NoValue);
    }
}
