//! Doc comments: doxygen's markers off, one string a line.
//!
//! In: a comment's bytes, or a file and an offset. Out: lines. The text may be hostile: it stays text, and whoever
//! prints it goes through `text::literals`.

/// Doxygen commands that make a comment speak of something else than the declaration below it.
const OF_OTHERS: [&str; 8] =
    ["file", "defgroup", "addtogroup", "name", "page", "mainpage", "section", "subsection"];

/// The lines of a doc comment, without markers, without blank lines at either end.
pub fn lines(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let mut lines: Vec<String> = Vec::new();
    for comment in split(&text) {
        match comment.strip_prefix("/*") {
            Some(block) => block_lines(block, &mut lines),
            None => lines.push(line_text(&comment)),
        }
    }
    lines.retain(|line| !matches!(line.trim(), "@{" | "@}" | "\\{" | "\\}"));
    trim(&mut lines);
    if lines.first().is_some_and(|line| is_of_others(line)) {
        lines.clear();
    }
    lines
}

fn is_of_others(line: &str) -> bool {
    let command = line.trim().strip_prefix(['@', '\\']).unwrap_or_default();
    OF_OTHERS.contains(&command.split_whitespace().next().unwrap_or_default())
}

/// Whether a comment is one for documentation: `/**`, `/*!`, `///`, `//!`, but no row of stars or slashes.
pub fn is_doc(comment: &str) -> bool {
    let is_row = comment.starts_with("/***") || comment.starts_with("////") || comment == "/**/";
    !is_row && ["/**", "/*!", "///", "//!"].iter().any(|m| comment.starts_with(m))
}

/// Whether a doc comment speaks of what stands before it.
pub fn is_trailing(comment: &str) -> bool {
    comment.as_bytes().get(3) == Some(&b'<')
}

/// The doc comment of a macro, which libclang does not attach: behind the definition, or right above it.
pub fn of_macro(text: &[u8], start: usize, end: usize) -> Vec<String> {
    let behind = trailing(text, end);
    if behind.is_empty() { above(text, start) } else { behind }
}

/// A trailing doc comment on the line where the definition ends.
fn trailing(text: &[u8], end: usize) -> Vec<String> {
    let rest = String::from_utf8_lossy(&text[end.min(text.len())..text.len().min(end + 4096)]).into_owned();
    let rest = rest.trim_start_matches([' ', '\t']);
    let length = if rest.starts_with("/*") { rest.find("*/").map(|i| i + 2) } else { rest.find('\n') };
    let comment = &rest[..length.unwrap_or(rest.len())];
    if is_doc(comment) && is_trailing(comment) { lines(comment.as_bytes()) } else { Vec::new() }
}

/// The doc comment that ends on the line before the one that holds `start`.
fn above(text: &[u8], start: usize) -> Vec<String> {
    let Some(line_start) = text[..start.min(text.len())].iter().rposition(|b| *b == b'\n') else {
        return Vec::new();
    };
    let before = &text[..line_start];
    let before = before.strip_suffix(b"\r").unwrap_or(before).trim_ascii_end();
    if text[before.len()..line_start].contains(&b'\n') {
        return Vec::new();
    }
    let from =
        if before.ends_with(b"*/") { before.windows(2).rposition(|w| w == b"/*") } else { run(before) };
    let comment = String::from_utf8_lossy(&before[from.unwrap_or(before.len())..]).into_owned();
    if is_doc(&comment) && !is_trailing(&comment) { lines(comment.as_bytes()) } else { Vec::new() }
}

/// Where a run of whole-line `///` comments at the end of a text begins.
fn run(text: &[u8]) -> Option<usize> {
    let mut from = None;
    let mut end = text.len();
    loop {
        let start = text[..end].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let line = text[start..end].trim_ascii_start();
        if !(line.starts_with(b"///") || line.starts_with(b"//!")) {
            return from;
        }
        from = Some(start + (text[start..end].len() - line.len()));
        if start == 0 {
            return from;
        }
        end = start - 1;
    }
}

/// A merged comment's parts: each block, each `//` line.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = if rest.starts_with("/*") { rest.find("*/").map(|i| i + 2) } else { rest.find('\n') };
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part.to_owned());
        rest = after.trim_start();
    }
    parts
}

fn block_lines(block: &str, lines: &mut Vec<String>) {
    let block = block.strip_suffix("*/").unwrap_or(block);
    let block = block.trim_start_matches(['*', '!']);
    let block = block.strip_prefix('<').unwrap_or(block);
    let all: Vec<&str> = block.lines().collect();
    // The first line stands behind the marker, so its indentation says nothing.
    let stars = all.iter().skip(1).all(|l| l.trim().is_empty() || l.trim_start().starts_with('*'));
    for (i, line) in all.into_iter().enumerate() {
        let line = line.trim_end();
        if i == 0 {
            lines.push(line.trim_start().to_owned());
        } else if stars {
            let inner = line.trim_start().trim_start_matches('*');
            lines.push(inner.strip_prefix(' ').unwrap_or(inner).trim_end().to_owned());
        } else {
            lines.push(line.trim_start().to_owned());
        }
    }
}

fn line_text(line: &str) -> String {
    let inner = line.trim_start_matches('/').trim_start_matches('!');
    let inner = inner.strip_prefix('<').unwrap_or(inner);
    inner.strip_prefix(' ').unwrap_or(inner).trim_end().to_owned()
}

fn trim(lines: &mut Vec<String>) {
    while lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|l| l.trim().is_empty()).count();
    lines.drain(..blank);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &[u8], expected: &[&str]) {
        assert_eq!(lines(raw), expected, "{}", String::from_utf8_lossy(raw));
    }

    #[test]
    fn markers_go() {
        check(b"/** One. */", &["One."]);
        check(b"/**< Behind. */", &["Behind."]);
        check(b"/// One\n/// two", &["One", "two"]);
        check(b"//!< x", &["x"]);
        check(b"/**\n * Adds.\n *\n *   @param a one\n */", &["Adds.", "", "  @param a one"]);
        check(b"/*!\n  Adds.\n  Two.\n*/", &["Adds.", "Two."]);
        check(b"/** a */\n/** b */", &["a", "b"]);
        check(b"/** @file x.h\n * Licence. */", &[]);
        check(b"/**@{*/", &[]);
    }

    #[test]
    fn hostile_text_stays_text() {
        check(b"/** \"\"\" + x \\\n * nul\0 bad\xff {{ */", &["\"\"\" + x \\", "nul\0 bad\u{fffd} {{"]);
    }

    #[test]
    fn macros_have_theirs() {
        let text = b"/** Top. */\n#define A 1\n#define B 2 /**< Of B. */\n\n/* no */\n#define C 3\n/// L1\n/// L2\n#define D 4\n";
        let at = |needle: &[u8]| text.windows(needle.len()).position(|w| w == needle).unwrap();
        assert_eq!(of_macro(text, at(b"A 1"), at(b"A 1") + 3), ["Top."]);
        assert_eq!(of_macro(text, at(b"B 2"), at(b"B 2") + 3), ["Of B."]);
        assert_eq!(of_macro(text, at(b"C 3"), at(b"C 3") + 3), [""; 0]);
        assert_eq!(of_macro(text, at(b"D 4"), at(b"D 4") + 3), ["L1", "L2"]);
    }
}
