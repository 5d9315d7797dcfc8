//! What the texts of a module define and nothing uses is left out: compilers warn of it, and readers wonder.
//!
//! Parts of the runtime header come whole, and one that a module needs for a type may bring a function that this module
//! has no value for.

use super::large::pieces::{Kind, Piece, pieces, words};
use std::collections::{HashMap, HashSet};

/// Header and source of a module without the definitions that neither they nor `others`, the words of its further files,
/// use.
pub fn only_used(header: &str, source: &str, others: &HashSet<&str>) -> (String, String) {
    let (header, source) = (pieces(header), pieces(source));
    let mut by_name: HashMap<&str, Vec<&Piece>> = HashMap::new();
    let mut waiting: Vec<&str> = Vec::new();
    for piece in header.iter().chain(&source) {
        match name(piece) {
            Some(name) => by_name.entry(name).or_default().push(piece),
            None => waiting.extend(words(&piece.body)),
        }
    }
    let named = header.iter().chain(&source).filter_map(name);
    waiting.extend(named.filter(|name| others.contains(name)));
    let mut used = HashSet::new();
    while let Some(word) = waiting.pop() {
        let Some(definitions) = by_name.remove(word) else { continue };
        let bodies = definitions.iter().filter(|p| !matches!(p.kind, Kind::Announced(_)));
        waiting.extend(bodies.flat_map(|p| words(&p.body)));
        used.insert(word);
    }
    let text = |pieces: &[Piece]| {
        let kept = pieces.iter().filter(|p| name(p).is_none_or(|n| used.contains(n)));
        kept.flat_map(|p| [p.comment.as_str(), p.body.as_str()]).collect()
    };
    (text(&header), text(&source))
}

/// The name of what a piece defines for its own file; `None` for what always stays.
fn name(piece: &Piece) -> Option<&str> {
    match &piece.kind {
        Kind::Function(name) | Kind::Announced(name) => Some(name),
        Kind::Object(name) | Kind::Whole(name) if !piece.body.starts_with('#') => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "#include <x.h>\n\nstatic int\ntb_a(void)\n{\n    return 1;\n}\n\n\
                          /* Calls a. */\nstatic int\ntb_b(void)\n{\n    return tb_a();\n}\n\n\
                          static int tb_c(void);\n";

    fn check(source: &str, others: &[&str], header: &str, expected: &str) {
        let (found, text) = only_used(HEADER, source, &others.iter().copied().collect());
        assert_eq!((found.trim(), text.as_str()), (header.trim(), expected));
    }

    #[test]
    fn what_nothing_uses_goes() {
        check("int f(void);\n", &[], "#include <x.h>\n\n", "int f(void);\n");
        check("static int tb_t[] = {\n    1,\n};\n", &[], "#include <x.h>\n\n", "");
    }

    #[test]
    fn what_used_definitions_use_stays() {
        let source = "static int tb_t[] = {\n    tb_b,\n};\nint\nf(void)\n{\n    return tb_t;\n}\n";
        check(source, &[], HEADER.trim_end_matches("static int tb_c(void);\n"), source);
    }

    #[test]
    fn other_files_use_things_too() {
        check("", &["tb_a", "tb_b", "tb_c"], HEADER, "");
    }
}
