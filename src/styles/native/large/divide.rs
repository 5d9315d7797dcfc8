//! Divides C text that was written as one file into what several files must see and what one of them defines.

use super::super::wrap::wrap;
use super::pieces::{Kind, Piece, head, pieces, words};
use std::collections::HashSet;
use std::fmt::Write as _;

/// A text, divided.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Divided {
    /// Include lines, comments included.
    pub includes: Vec<String>,
    /// Types, macros, inline functions, and declarations of what others use.
    pub header: String,
    /// The definitions. What nobody else uses is still `static`.
    pub source: String,
}

/// Divides a text of which others use the words of `used`; the definitions include `own_header` for what they included.
pub fn divide(text: &str, used: &HashSet<&str>, own_header: &str) -> Divided {
    let pieces = pieces(text);
    let shared = shared(&pieces, used);
    let is_shared = |name: &String| shared.contains(name.as_str());
    let mut announced = HashSet::new();
    let mut out = Divided::default();
    for piece in &pieces {
        match &piece.kind {
            Kind::Include => {
                if out.includes.is_empty() {
                    let _ = writeln!(out.source, "{}#include \"{own_header}\"", piece.comment);
                }
                out.includes.push(piece.body.trim_end().to_owned());
            }
            Kind::Type => whole(&mut out.header, piece),
            Kind::Whole(name) if is_shared(name) => whole(&mut out.header, piece),
            Kind::Announced(name) if is_shared(name) => {
                if announced.insert(name) {
                    out.header.push_str(&declaration(piece));
                }
            }
            Kind::Function(name) | Kind::Object(name) if is_shared(name) => {
                if announced.insert(name) {
                    out.header.push_str(&declaration(piece));
                }
                out.source.push_str(&piece.comment);
                out.source.push_str(&without_static(&piece.body));
            }
            _ => {
                out.source.push_str(&piece.comment);
                out.source.push_str(&piece.body);
            }
        }
    }
    out
}

/// The names that the header must have: those in use, and those that the header's own text uses.
fn shared<'a>(pieces: &'a [Piece], used: &HashSet<&'a str>) -> HashSet<&'a str> {
    let mut shared = used.clone();
    let mut taken = vec![false; pieces.len()];
    loop {
        let before = taken.iter().filter(|t| **t).count();
        for (piece, taken) in pieces.iter().zip(&mut taken) {
            let visible = match &piece.kind {
                Kind::Type => &piece.body,
                Kind::Whole(name) if shared.contains(name.as_str()) => &piece.body,
                Kind::Function(name) | Kind::Object(name) if shared.contains(name.as_str()) => {
                    head(&piece.body)
                }
                _ => continue,
            };
            if !*taken {
                *taken = true;
                shared.extend(words(visible));
            }
        }
        if taken.iter().filter(|t| **t).count() == before {
            return shared;
        }
    }
}

fn whole(out: &mut String, piece: &Piece) {
    out.push('\n');
    out.push_str(&piece.comment);
    out.push_str(&piece.body);
    out.push('\n');
}

/// What others read in place of a definition.
fn declaration(piece: &Piece) -> String {
    let head = without_static(head(&piece.body)).replace("Py_UNUSED(", "\u{1}");
    // `Py_UNUSED(name)` concerns the body only.
    let mut parts = head.split('\u{1}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(&part.replacen(')', "", 1));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ").replace("* tb_", "*tb_");
    let is_function = matches!(&piece.kind, Kind::Function(_)) || line.ends_with(')');
    let start = if is_function { "" } else { "extern " };
    let mut out = wrap(0, &format!("{start}{line};")).join("\n");
    out.push('\n');
    out
}

fn without_static(text: &str) -> String {
    text.replacen("static ", "", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, used: &[&str], header: &str, source: &str) {
        let found = divide(text, &used.iter().copied().collect(), "x.h");
        assert_eq!((found.header.as_str(), found.source.as_str()), (header, source));
    }

    #[test]
    fn only_what_is_used_is_shared() {
        let text = "static int\ntb_a(int x, int Py_UNUSED(y))\n{\n    return x;\n}\nstatic const t tb_b[] = {\n    1,\n};\n";
        check(text, &[], "", text);
        check(
            text,
            &["tb_a", "tb_b"],
            "int tb_a(int x, int y);\nextern const t tb_b[];\n",
            "int\ntb_a(int x, int Py_UNUSED(y))\n{\n    return x;\n}\nconst t tb_b[] = {\n    1,\n};\n",
        );
    }

    #[test]
    fn what_an_inline_function_uses_is_shared_with_it() {
        let text = "/* Said. */\nstatic PyObject *\ntb_a(void)\n{\n    return 0;\n}\n\
                    static inline int\ntb_b(void)\n{\n    return tb_a() != 0;\n}\n";
        check(
            text,
            &["tb_b"],
            "PyObject *tb_a(void);\n\nstatic inline int\ntb_b(void)\n{\n    return tb_a() != 0;\n}\n\n",
            "/* Said. */\nPyObject *\ntb_a(void)\n{\n    return 0;\n}\n",
        );
    }

    #[test]
    fn an_announcement_is_made_once() {
        let text = "static const t tb_a;\nstatic const t tb_a = { 1 };\n";
        check(text, &["tb_a"], "extern const t tb_a;\n", "const t tb_a = { 1 };\n");
        check(text, &[], "", text);
    }
}
