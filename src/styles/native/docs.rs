//! Docstrings as C strings, with the signature that `inspect` reads.

use crate::plan::Function;
use crate::text::literals::c_string;

/// A function's parameters in the form of `__text_signature__`: `add($module, a, b, /)`.
pub fn signature(f: &Function) -> String {
    let mut names = vec!["$module".to_owned()];
    names.extend(f.inputs().map(|p| p.py_name.clone()));
    if !f.keywords || names.len() == 1 {
        names.push("/".into());
    }
    format!("{}({})", f.py_name, names.join(", "))
}

/// The definition of a doc variable: signature, the line that ends it, the text.
pub fn definition(name: &str, signature: &str, lines: &[String]) -> Vec<String> {
    let mut out = vec![format!("PyDoc_STRVAR({name},"), string(&format!("{signature}\n--\n\n"))];
    out.extend(text(lines));
    if let Some(last) = out.last_mut() {
        last.push_str(");");
    }
    out
}

/// The lines as adjacent C strings.
pub fn text(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(i, l)| string(&if i == last { l.clone() } else { format!("{l}\n") }))
        .collect()
}

/// A C string ends at a NUL, so a comment that holds one shows the replacement character there.
fn string(line: &str) -> String {
    c_string(line.replace('\0', "\u{fffd}").as_bytes())
}

/// The definition of a doc variable without a signature.
pub fn plain(name: &str, lines: &[String]) -> Vec<String> {
    let mut out = vec![format!("PyDoc_STRVAR({name},")];
    out.extend(text(lines));
    if let Some(last) = out.last_mut() {
        last.push_str(");");
    }
    out
}
