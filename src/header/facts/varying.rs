//! Macros that the headers define under conditions: which definition counts depends on how the headers are compiled.
//!
//! In: a header's text, and the macros that libclang saw. Out: names.

use crate::ir::{Api, MacroValue};
use std::collections::BTreeSet;

/// The macros that a header defines more than once, be it in branches of which only one is read.
pub fn defined_twice(text: &[u8]) -> BTreeSet<String> {
    let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for line in text.split(|&byte| byte == b'\n') {
        if let Some(name) = defined(line)
            && !once.insert(name)
        {
            twice.insert(String::from_utf8_lossy(name).into_owned());
        }
    }
    twice
}

/// The name that a line defines.
fn defined(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii_start().strip_prefix(b"#")?.trim_ascii_start().strip_prefix(b"define")?;
    let name = line.trim_ascii_start();
    let length = name.iter().take_while(|&&byte| is_word(byte)).count();
    (length > 0 && name.len() < line.len()).then(|| &name[..length])
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// Adds the macros that C code has to undefine before it can use a record's members.
pub fn undefined(api: &mut Api) {
    let names: Vec<String> = api.members_behind_macros().into_iter().map(str::to_owned).collect();
    api.varying_macros.extend(names);
}

/// Adds the macros whose replacement mentions one that varies.
pub fn spread(api: &mut Api) {
    loop {
        let varies = |body: &str| body.split(|c| !is_identifier(c)).any(|w| api.varying_macros.contains(w));
        let more: Vec<String> = api
            .macros
            .iter()
            .filter(|m| !api.varying_macros.contains(&m.name))
            .filter(|m| matches!(&m.value, MacroValue::Unknown(body) if varies(body)))
            .map(|m| m.name.clone())
            .collect();
        if more.is_empty() {
            return;
        }
        api.varying_macros.extend(more);
    }
}

fn is_identifier(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::ir::Macro;

    #[test]
    fn more_than_one_definition() {
        let text = b"#ifdef A\n# define LEVEL 1\n#else\n  #\tdefine LEVEL 2\n#endif\n#define ONE LEVEL\n#defined LEVEL\n";
        assert_eq!(defined_twice(text), BTreeSet::from(["LEVEL".to_owned()]));
    }

    #[test]
    fn what_mentions_one_varies_too() {
        let define = |name: &str, body: &str| Macro {
            name: name.into(),
            value: MacroValue::Unknown(body.into()),
            doc: Vec::new(),
            span: Span::default(),
        };
        let macros = vec![define("C", "B+1"), define("B", "(A)"), define("A", "2"), define("D", "AB")];
        let varying_macros = BTreeSet::from(["A".to_owned()]);
        let mut api = Api { varying_macros, macros, ..Api::default() };
        spread(&mut api);
        assert_eq!(api.varying_macros, BTreeSet::from(["A", "B", "C"].map(str::to_owned)));
    }
}
