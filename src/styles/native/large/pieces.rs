//! C text of ours as a list of top-level pieces: a declaration or definition each, with the comment above it.
//!
//! It reads what the templates of this style write, not C at large: a definition begins at the left margin, and says
//! `static` and `inline` before its name.

/// One piece; comment and body after each other are the text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The comment right above, or empty lines.
    pub comment: String,
    /// The declaration; empty for a comment that stands alone.
    pub body: String,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `#include`, and the pragma that belongs to them.
    Include,
    /// A type: of use wherever it is seen, and no code.
    Type,
    /// A macro or an inline function, under its name: whoever uses it must see its body.
    Whole(String),
    /// `static` and only announced.
    Announced(String),
    /// A function, defined.
    Function(String),
    /// An object, defined.
    Object(String),
    /// Anything else: assertions, docstrings, comments.
    Other,
}

/// Reads a text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let code = code(text);
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let end = line_end(text, at);
        if code[at..end].trim().is_empty() {
            at = end;
            // A comment belongs to what follows without an empty line between.
            if text[..end].ends_with("\n\n") || end == text.len() {
                found.push(Piece {
                    comment: text[start..end].to_owned(),
                    body: String::new(),
                    kind: Kind::Other,
                });
                start = end;
            }
            continue;
        }
        let end = body_end(text, &code, at);
        let kind = kind(&code[at..end]);
        found.push(Piece { comment: text[start..at].to_owned(), body: text[at..end].to_owned(), kind });
        (start, at) = (end, end);
    }
    found
}

/// The names in a text: words outside comments and strings.
pub fn words(text: &str) -> Vec<&str> {
    let code = code(text);
    let is_word = |b: &u8| *b == b'_' || b.is_ascii_alphanumeric();
    let (bytes, mut at, mut words) = (code.as_bytes(), 0, Vec::new());
    while let Some(begin) = bytes[at..].iter().position(is_word).map(|i| at + i) {
        let length = bytes[begin..].iter().position(|b| !is_word(b));
        at = length.map_or(bytes.len(), |n| begin + n);
        words.push(&text[begin..at]);
    }
    words
}

/// What stands before the body of a definition: `static PyObject *\ntb_f(int a)`, `static const tb_item tb_item_int`.
pub fn head(body: &str) -> &str {
    let code = code(body);
    let end = code.find(['{', '=', ';']).unwrap_or(body.len());
    body[..end].trim_end()
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// Where the declaration that begins at `at` ends: at the end of a line where every bracket is closed.
fn body_end(text: &str, code: &str, at: usize) -> usize {
    let is_directive = code[at..].starts_with('#');
    let is_block = code[at..].starts_with("#if");
    let (mut depth, mut end) = (0_i32, at);
    while end < text.len() {
        let line = &code[end..line_end(text, end)];
        end = line_end(text, end);
        if is_block {
            if line.starts_with("#endif") {
                break;
            }
            continue;
        }
        for c in line.chars() {
            depth += i32::from(matches!(c, '{' | '(')) - i32::from(matches!(c, '}' | ')'));
        }
        let line = line.trim_end();
        // A macro that stands for definitions has a line of its own, and nothing closes it.
        let is_macro = line.starts_with("TB_") && line.ends_with(')');
        let closes = (line.ends_with([';', '}']) || is_macro) && depth == 0;
        if if is_directive { !line.ends_with('\\') } else { closes } {
            break;
        }
    }
    end
}

fn kind(code: &str) -> Kind {
    if code.starts_with("#include") || code.starts_with("#pragma pack") || code.starts_with("#pragma weak") {
        return Kind::Include;
    }
    // A macro, or one that is defined in either case of a condition.
    let is_directives = code.lines().all(|line| line.starts_with('#'));
    if let Some(rest) = code.lines().find_map(|l| l.strip_prefix("#define ")).filter(|_| is_directives) {
        return Kind::Whole(first_word(rest));
    }
    if let Some(rest) = code.strip_prefix("#define ") {
        return Kind::Whole(first_word(rest));
    }
    if ["typedef ", "struct ", "union ", "enum "].iter().any(|t| code.starts_with(t)) {
        return Kind::Type;
    }
    let mut head = head(code).replace("__attribute__((noinline))", "");
    // A type that is told by a name: `static __typeof__(f) *const tb_real_f`.
    if let Some((before, rest)) = head.split_once("__typeof__(") {
        head = format!("{before}{}", rest.split_once(')').map_or(rest, |(_, after)| after));
    }
    if !head.split_whitespace().any(|w| w == "static") {
        return Kind::Other;
    }
    let name = name(&head);
    let is_function = head.contains('(');
    let is_defined = code.contains(['{', '=']);
    match (is_defined, is_function) {
        _ if head.contains("static inline") => Kind::Whole(name),
        (false, _) => Kind::Announced(name),
        (true, true) => Kind::Function(name),
        (true, false) => Kind::Object(name),
    }
}

/// The declared name: what stands before the parameters, or before the bounds of an array.
fn name(head: &str) -> String {
    let before = head.split(['(', '[']).next().unwrap_or_default();
    before
        .rsplit(|c: char| c != '_' && !c.is_ascii_alphanumeric())
        .find(|w| !w.is_empty())
        .unwrap_or_default()
        .to_owned()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| *c == '_' || c.is_ascii_alphanumeric()).collect()
}

/// The same text with blanks for comments, strings and characters, byte for byte.
fn code(text: &str) -> String {
    #[derive(PartialEq)]
    enum In {
        Code,
        Comment,
        Quotes(u8),
    }
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let (mut state, mut i) = (In::Code, 0);
    while i < bytes.len() {
        let (begin, c, next) = (i, bytes[i], bytes.get(i + 1).copied());
        i += 1;
        match state {
            In::Code if c == b'/' && next == Some(b'*') => {
                state = In::Comment;
                i += 1;
            }
            In::Code if c == b'"' || c == b'\'' => state = In::Quotes(c),
            In::Code => continue,
            In::Comment if c == b'*' && next == Some(b'/') => {
                state = In::Code;
                i += 1;
            }
            In::Quotes(_) if c == b'\\' => i += 1,
            In::Quotes(quote) if c == quote => state = In::Code,
            In::Comment | In::Quotes(_) => {}
        }
        let end = i.min(bytes.len());
        out[begin..end].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    }
    // Whole characters were blanked, since quotes and stars are bytes of their own.
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "/* Top. */\n\n#include <x.h>\n/* A \"type\". */\ntypedef struct {\n    int a;\n} tb_t;\n\
        #define TB_M(x) \\\n    (x)\nTB_EACH(TB_M)\n#if X\n#define TB_X 1\n#else\n#define TB_X 0\n#endif\n\
        static __typeof__(f) *const tb_r = f;\n/* Cold. */\nTB_COLD static const char *\ntb_f(int a, char b)\n{\n    \
        return \"}\\\"\" + '{';\n}\n\nstatic __attribute__((noinline)) int\ntb_g(void)\n{\n    return 1;\n}\n\
        static const tb_l tb_o;\nstatic const tb_l tb_o = { 1 };\nstatic PyMethodDef tb_a[] = {\n    {0},\n};\n\
        static inline int\ntb_i(void)\n{\n#if X\n    return 0;\n#endif\n}\n_Static_assert(1, \"};\");\n";

    #[test]
    fn the_pieces_are_the_text() {
        let joined: String = pieces(TEXT).iter().flat_map(|p| [p.comment.clone(), p.body.clone()]).collect();
        assert_eq!(joined, TEXT);
    }

    #[test]
    fn kinds() {
        let name = |n: &str| n.to_owned();
        let kinds: Vec<Kind> = pieces(TEXT).into_iter().map(|p| p.kind).collect();
        let expected = [
            Kind::Other,
            Kind::Include,
            Kind::Type,
            Kind::Whole(name("TB_M")),
            Kind::Other,
            Kind::Whole(name("TB_X")),
            Kind::Object(name("tb_r")),
            Kind::Function(name("tb_f")),
            Kind::Other,
            Kind::Function(name("tb_g")),
            Kind::Announced(name("tb_o")),
            Kind::Object(name("tb_o")),
            Kind::Object(name("tb_a")),
            Kind::Whole(name("tb_i")),
            Kind::Other,
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn heads_and_words() {
        assert_eq!(head("static int\ntb_f(int a)\n{\n}\n"), "static int\ntb_f(int a)");
        assert_eq!(words("tb_f(\"no\", 'n'); /* no */ x"), ["tb_f", "x"]);
    }
}
