//! What a package exports, and import lines, in the order that ruff wants: `__all__` and imported names are sorted
//! constants first, then classes, then the rest, each "naturally" (`f2` before `f10`).

use super::layout::{bracketed, exploded};
use crate::plan::{Enum, Plan};
use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// Every public name of the module, sorted as `__all__` has it.
pub fn public_names(plan: &Plan) -> Vec<String> {
    let functions = plan.functions.iter().filter(|f| f.public).map(|f| &f.py_name);
    let records = plan.records.iter().flat_map(|r| std::iter::once(&r.py_name).chain(&r.aliases));
    let handles = plan.handles.iter().flat_map(|h| std::iter::once(&h.py_name).chain(&h.aliases));
    let mut names: Vec<String> = functions
        .chain(plan.overloads.iter().map(|o| &o.py_name))
        .chain(plan.maps.iter().map(|m| &m.py_name))
        .chain(plan.functions.iter().flat_map(|f| f.aliases.iter().map(|a| &a.py_name)))
        .chain(records)
        .chain(handles)
        .chain(plan.constants.iter().map(|c| &c.py_name))
        .chain(plan.exception.iter().map(|e| &e.py_name))
        .cloned()
        .collect();
    names.extend((!plan.variables.is_empty()).then(|| "cvar".to_owned()));
    names.extend(enum_names(plan));
    sort_names(&mut names);
    names.dedup();
    names
}

/// Every name that `_enums.py` defines for the module: classes, their aliases, members.
fn enum_names(plan: &Plan) -> Vec<String> {
    let names = |e: &Enum| {
        let members = e.members.iter().map(|m| m.py_name.clone());
        std::iter::once(e.py_name.clone()).chain(e.aliases.clone()).chain(members).collect::<Vec<_>>()
    };
    plan.enums.iter().flat_map(names).collect()
}

/// The statement `__all__ = [...]`.
pub fn dunder_all(plan: &Plan) -> Vec<String> {
    let names: Vec<String> = public_names(plan).iter().map(|n| format!("\"{n}\"")).collect();
    bracketed(0, "__all__ = [", &names, "]")
}

/// `from ._enums import …` for all that `_enums.py` defines; no lines where there are no enumerations.
pub fn enum_import(plan: &Plan) -> Vec<String> {
    import_lines("._enums", enum_names(plan))
}

/// `from ._overloads import …` for the dispatchers, or `alias = function` for further names of functions (in C, where
/// there are no overloads); no lines where there are none. They must stand after the functions.
pub fn overload_import(plan: &Plan) -> Vec<String> {
    let mut lines = import_lines("._overloads", plan.overloads.iter().map(|o| o.py_name.clone()).collect());
    lines.extend(function_aliases(plan));
    lines
}

/// `mpz_init = __gmpz_init`, one line each.
pub fn function_aliases(plan: &Plan) -> impl Iterator<Item = String> + '_ {
    plan.functions.iter().flat_map(|f| f.aliases.iter().map(|a| format!("{} = {}", a.py_name, f.py_name)))
}

/// `from MODULE import a, b` as ruff sorts and wraps it; no lines where there are no names.
pub fn import_lines(module: &str, mut names: Vec<String>) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    sort_imports(&mut names);
    names.dedup();
    let open = format!("from {module} import ");
    let one_line = format!("{open}{}", names.join(", "));
    if one_line.len() <= super::layout::WIDTH {
        return vec![one_line];
    }
    exploded(0, &format!("{open}("), &names, ")")
}

/// Sorts as ruff's `unsorted-dunder-all` wants.
fn sort_names(names: &mut [String]) {
    let mut keyed: Vec<_> = names.iter_mut().map(|name| (kind(name), std::mem::take(name))).collect();
    keyed.sort_by(|(kind, a), (other, b)| kind.cmp(other).then_with(|| natural(a, b)).then_with(|| a.cmp(b)));
    names.iter_mut().zip(keyed).for_each(|(name, (_, sorted))| *name = sorted);
}

/// Sorts as ruff's isort wants the members of one import: regardless of case first.
fn sort_imports(names: &mut [String]) {
    let key = |name: &mut String| (kind(name), name.to_lowercase(), std::mem::take(name));
    let mut keyed: Vec<_> = names.iter_mut().map(key).collect();
    keyed.sort_by(|(kind, folded, a), (other_kind, other_folded, b)| {
        let order = kind.cmp(other_kind).then_with(|| natural(folded, other_folded));
        order.then_with(|| natural(a, b)).then_with(|| a.cmp(b))
    });
    names.iter_mut().zip(keyed).for_each(|(name, (.., sorted))| *name = sorted);
}

/// 0 a CONSTANT, 1 a Class, 2 anything else, by the name's looks alone.
fn kind(name: &str) -> u8 {
    let cased = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    if name.len() > 1 && cased {
        0
    } else if name.starts_with(char::is_uppercase) {
        1
    } else {
        2
    }
}

/// Natural order: runs of digits by their value, or digit by digit where one starts with 0.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (a.peek().copied(), b.peek().copied()) {
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                digits(&mut a, &mut b, x == '0' || y == '0')
            }
            (x, y) => {
                if x.is_none() && y.is_none() {
                    return Ordering::Equal;
                }
                a.next();
                b.next();
                x.cmp(&y)
            }
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Compares two runs of digits, which both texts are at, and moves behind them.
fn digits(a: &mut Peekable<Chars<'_>>, b: &mut Peekable<Chars<'_>>, fraction: bool) -> Ordering {
    let run = |text: &mut Peekable<Chars<'_>>| {
        std::iter::from_fn(|| text.next_if(char::is_ascii_digit)).collect::<String>()
    };
    let (x, y) = (run(a), run(b));
    let by_length = if fraction { Ordering::Equal } else { x.len().cmp(&y.len()) };
    by_length.then(x.cmp(&y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sorted: &[&str]) {
        let mut names: Vec<String> = sorted.iter().rev().map(|&n| n.to_owned()).collect();
        sort_names(&mut names);
        assert_eq!(names, sorted);
    }

    #[test]
    fn names_sort_as_ruff_sorts_them() {
        check(&["B", "Point", "a", "f2", "f10", "f_1", "fa"]);
        check(&["ZB", "_AB", "Z", "Za", "_a", "z"]);
        check(&["x01", "x1", "x9", "x10"]);
    }

    #[test]
    fn imports() {
        let names = |list: &[&str]| list.iter().map(|&n| n.to_owned()).collect::<Vec<_>>();
        assert_eq!(import_lines("._m", names(&["b", "A", "RED"])), ["from ._m import RED, A, b"]);
        assert!(import_lines("._m", Vec::new()).is_empty());
    }
}
