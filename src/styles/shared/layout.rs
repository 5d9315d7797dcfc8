//! Python text laid out as ruff's formatter lays it out, at 88 columns, so that generated files pass `ruff format --check`.

/// The formatter's line length.
pub const WIDTH: usize = 88;

/// `open item, item close` in one line where it fits, else an item a line with a trailing comma, which the formatter
/// leaves as it is.
pub fn bracketed(indent: usize, open: &str, items: &[String], close: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let one_line = format!("{pad}{open}{}{close}", items.join(", "));
    if items.is_empty() || width(&one_line) <= WIDTH {
        return vec![one_line];
    }
    exploded(indent, open, items, close)
}

/// As [`bracketed`], always an item a line.
pub fn exploded(indent: usize, open: &str, items: &[String], close: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let mut lines = vec![format!("{pad}{open}")];
    lines.extend(items.iter().map(|item| format!("{pad}    {item},")));
    lines.push(format!("{pad}{close}"));
    lines
}

/// Lines further in; an empty one stays empty.
pub fn indented(indent: usize, lines: &[String]) -> Vec<String> {
    let pad = " ".repeat(indent);
    lines.iter().map(|l| if l.is_empty() { String::new() } else { format!("{pad}{l}") }).collect()
}

/// A stub function, `def f(a: int, /) -> int: ...`, from its name, parameters (a `/` among them), and result type.
pub fn stub_def(indent: usize, name: &str, params: &[String], ret: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let one_line = format!("{pad}def {name}({}) -> {ret}: ...", params.join(", "));
    if width(&one_line) <= WIDTH {
        return vec![one_line];
    }
    let mut lines = vec![format!("{pad}def {name}(")];
    if params.is_empty() {
        return with_long_result(indent, &format!("{pad}def {name}() -> "), ret);
    }
    let joined = format!("{pad}    {}", params.join(", "));
    if width(&joined) <= WIDTH {
        lines.push(joined);
    } else {
        for p in params {
            lines.extend(parameter(indent + 4, p));
        }
    }
    let last = format!("{pad}) -> {ret}: ...");
    if width(&last) <= WIDTH {
        lines.push(last);
    } else {
        lines.extend(with_long_result(indent, &format!("{pad}) -> "), ret));
    }
    lines
}

/// One parameter on a line of its own, its union broken where that is too long.
fn parameter(indent: usize, text: &str) -> Vec<String> {
    let (text, default) =
        text.split_once(" = ").map_or((text, String::new()), |(t, d)| (t, format!(" = {d}")));
    type_lines(indent, text, &format!("{default},"))
}

/// `name: _tb_Field[A, B]` as a line, or broken.
pub fn subscripted(indent: usize, open: &str, items: &[String]) -> Vec<String> {
    let pad = " ".repeat(indent);
    let one_line = format!("{pad}{open}[{}]", items.join(", "));
    if width(&one_line) <= WIDTH {
        return vec![one_line];
    }
    let mut lines = vec![format!("{pad}{open}[")];
    for item in items {
        lines.extend(type_lines(indent + 4, item, ","));
    }
    lines.push(format!("{pad}]"));
    lines
}

/// A type, perhaps behind `name: `, with what follows it: in one line, else a line for each member of its union, and a
/// member that is still too long with its subscript on lines of its own.
fn type_lines(indent: usize, text: &str, after: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    if width(&pad) + width(text) + width(after) <= WIDTH {
        return vec![format!("{pad}{text}{after}")];
    }
    let members = top_level(text, " | ");
    let last = members.len() - 1;
    let member = |(i, part): (usize, &&str)| {
        let bar = if i == 0 { "" } else { "| " };
        let after = if i == last { after } else { "" };
        let line = format!("{pad}{bar}{part}{after}");
        match part.strip_suffix(']').and_then(|p| p.split_once('[')) {
            Some((head, inner)) if width(&line) > WIDTH => {
                let mut lines = vec![format!("{pad}{bar}{head}[")];
                lines.extend(argument_lines(indent + 4, inner));
                lines.push(format!("{pad}]{after}"));
                lines
            }
            _ => vec![line],
        }
    };
    members.iter().enumerate().flat_map(member).collect()
}

/// What stands in the brackets of a subscript: on a line of its own, or each of several on one, a list of types too.
fn argument_lines(indent: usize, text: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let arguments = top_level(text, ", ");
    if arguments.len() == 1 || width(&pad) + width(text) <= WIDTH {
        return type_lines(indent, text, "");
    }
    let argument = |argument: &&str| match argument.strip_prefix('[').and_then(|a| a.strip_suffix(']')) {
        Some(list) if width(&pad) + width(argument) + 1 > WIDTH => {
            let mut lines = vec![format!("{pad}[")];
            if width(&pad) + 4 + width(list) <= WIDTH {
                lines.push(format!("{pad}    {list}"));
            } else {
                lines.extend(top_level(list, ", ").iter().flat_map(|item| type_lines(indent + 4, item, ",")));
            }
            lines.push(format!("{pad}],"));
            lines
        }
        _ => type_lines(indent, argument, ","),
    };
    arguments.iter().flat_map(argument).collect()
}

/// A result type that does not fit behind `prefix`: a subscript of several is broken, anything else put in parentheses.
fn with_long_result(indent: usize, prefix: &str, ret: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let inner = ret.strip_suffix(']').and_then(|r| r.split_once('['));
    match inner {
        Some((head, items)) if top_level(items, ", ").len() > 1 => {
            let mut lines = vec![format!("{prefix}{head}[")];
            lines.extend(top_level(items, ", ").iter().map(|i| format!("{pad}    {i},")));
            lines.push(format!("{pad}]: ..."));
            lines
        }
        _ => vec![format!("{prefix}("), format!("{pad}    {ret}"), format!("{pad}): ...")],
    }
}

/// Splits at a separator outside brackets.
fn top_level<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (i, c) in text.char_indices() {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && i >= start && text[i..].starts_with(separator) => {
                parts.push(&text[start..i]);
                start = i + separator.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Whether a private name stands in the text as a whole word.
pub fn uses_word(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let next = text[at + name.len()..].chars().next();
        !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

fn width(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, params: &[&str], ret: &str, expected: &str) {
        let params: Vec<String> = params.iter().map(|&p| p.to_owned()).collect();
        assert_eq!(stub_def(0, name, &params, ret).join("\n"), expected);
    }

    #[test]
    fn definitions_break_as_the_formatter_breaks_them() {
        check("f", &["a: int", "/"], "int", "def f(a: int, /) -> int: ...");
        let name = "a_name_of_forty_characters_for_this_test";
        check(
            name,
            &["a: _tb_SupportsIndex", "b: _tb_SupportsIndex", "/"],
            "int",
            "def a_name_of_forty_characters_for_this_test(\n    a: _tb_SupportsIndex, b: _tb_SupportsIndex, /\n) -> int: ...",
        );
        let wide = format!("a: {} | None", ["_tb_SupportsIndex"; 5].join(" | "));
        let broken = format!("    a: {}\n    | None,\n    /,", ["_tb_SupportsIndex"; 5].join("\n    | "));
        check("f", &[&wide, "/"], "int", &format!("def f(\n{broken}\n) -> int: ..."));
    }

    #[test]
    fn long_results() {
        let name = "n".repeat(80);
        check(&name, &[], "A | None", &format!("def {name}() -> (\n    A | None\n): ..."));
        check(&name, &[], "t[a[b, c], d]", &format!("def {name}() -> t[\n    a[b, c],\n    d,\n]: ..."));
    }
}
