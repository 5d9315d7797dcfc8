//! How a wrapper names the function that it calls.

use crate::plan::Function;

/// The names of a wrapper's own variables, besides those of parameters.
const OWN_NAMES: [&str; 12] = [
    "arg", "args", "call", "given", "kwnames", "names", "nargs", "result", "returned", "self", "thread",
    "values",
];

/// Whether a variable of the wrapper has the function's name, and so hides it.
fn is_hidden(f: &Function) -> bool {
    let local = |prefix: &str| f.params.iter().any(|p| f.symbol == format!("{prefix}{}", p.c_name));
    OWN_NAMES.contains(&f.symbol.as_str()) || local("arg_") || local("out_")
}

/// A name for the function that nothing in the wrapper hides, as a definition, where it needs one.
pub fn alias(f: &Function) -> Option<String> {
    is_hidden(f).then(|| format!("static __typeof__({0}) *const tb_real_{0} = {0};", f.symbol))
}

/// What is called. In parentheses, a name is the function even where the header has a macro of that name too.
pub fn callee(f: &Function) -> String {
    if is_hidden(f) { format!("tb_real_{}", f.symbol) } else { format!("({})", f.symbol) }
}
