//! Python expressions, laid out as ruff's formatter lays them out: on one line where they fit, else broken at the
//! brackets, outermost first.
//!
//! In: an expression and the statement around it. Out: finished lines. It knows no plan.

/// The formatter's line length.
pub const WIDTH: usize = 88;

/// A Python expression, as far as generated statements need one.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Not broken.
    Text(String),
    /// `head(args)`.
    Call {
        /// What is called.
        head: String,
        /// Its arguments.
        args: Vec<Expr>,
    },
    /// `then if cond else other`.
    If {
        /// The usual value.
        then: String,
        /// The test.
        cond: String,
        /// The other value.
        other: String,
    },
    /// `a, b`, or `(a, b)` where it is broken.
    Tuple(Vec<Expr>),
}

impl Expr {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A call with arguments that are not broken.
    pub fn call(head: impl Into<String>, args: &[&str]) -> Self {
        Self::Call { head: head.into(), args: args.iter().map(|a| Self::text(*a)).collect() }
    }

    /// The expression on one line.
    pub fn flat(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Call { head, args } => format!("{head}({})", join(args)),
            Self::If { then, cond, other } => format!("{then} if {cond} else {other}"),
            Self::Tuple(items) => join(items),
        }
    }
}

/// A statement: `before`, an expression, `after`, at an indentation.
pub fn statement(indent: usize, before: &str, expr: &Expr, after: &str) -> Vec<String> {
    let one_line = format!("{}{before}{}{after}", pad(indent), expr.flat());
    if fits(&one_line) {
        return vec![one_line];
    }
    match expr {
        Expr::If { .. } => {
            let mut lines = vec![format!("{}{before}(", pad(indent))];
            lines.extend(inner(indent + 4, expr, ""));
            lines.push(format!("{}){after}", pad(indent)));
            lines
        }
        Expr::Tuple(items) => {
            let mut lines = vec![format!("{}{before}(", pad(indent))];
            lines.extend(items.iter().flat_map(|item| inner(indent + 4, item, ",")));
            lines.push(format!("{}){after}", pad(indent)));
            lines
        }
        Expr::Call { head, args } if !args.is_empty() => {
            broken_call(indent, &format!("{before}{head}"), args, after)
        }
        // A name alone is put in brackets where that helps.
        Expr::Text(text) if before.ends_with("= ") && fits(&format!("{}{text}", pad(indent + 4))) => {
            vec![
                format!("{}{before}(", pad(indent)),
                format!("{}{text}", pad(indent + 4)),
                format!("{}){after}", pad(indent)),
            ]
        }
        _ => vec![one_line],
    }
}

/// The first line of a function: `def f(a, b, /):`.
pub fn definition(indent: usize, name: &str, params: &[String]) -> Vec<String> {
    let params: Vec<Expr> = params.iter().map(Expr::text).collect();
    statement(indent, "def ", &Expr::Call { head: name.to_owned(), args: params }, ":")
}

/// An expression on lines of its own, inside brackets.
pub fn inner(indent: usize, expr: &Expr, after: &str) -> Vec<String> {
    let one_line = format!("{}{}{after}", pad(indent), join(std::slice::from_ref(expr)));
    match expr {
        Expr::If { then, cond, other } if !fits(&one_line) => {
            let mut lines = vec![format!("{}{then}", pad(indent))];
            let cond_line = format!("{}if {cond}", pad(indent));
            match cond.split_once(" and ").filter(|_| !fits(&cond_line)) {
                Some((first, second)) => lines
                    .extend([format!("{}if {first}", pad(indent)), format!("{}and {second}", pad(indent))]),
                None => lines.push(cond_line),
            }
            lines.push(format!("{}else {other}{after}", pad(indent)));
            lines
        }
        Expr::Tuple(items) if !fits(&one_line) => {
            let mut lines = vec![format!("{}(", pad(indent))];
            lines.extend(items.iter().flat_map(|item| inner(indent + 4, item, ",")));
            lines.push(format!("{}){after}", pad(indent)));
            lines
        }
        Expr::Call { head, args } if !fits(&one_line) && !args.is_empty() => {
            broken_call(indent, head, args, after)
        }
        _ => vec![one_line],
    }
}

/// The arguments on a line of their own, or each on one, with a comma at the end.
fn broken_call(indent: usize, before: &str, args: &[Expr], after: &str) -> Vec<String> {
    let mut lines = vec![format!("{}{before}(", pad(indent))];
    let together = format!("{}{}", pad(indent + 4), join(args));
    if fits(&together) {
        lines.push(together);
    } else if let [only @ (Expr::Call { .. } | Expr::If { .. })] = args {
        lines.extend(inner(indent + 4, only, ""));
    } else {
        lines.extend(args.iter().flat_map(|arg| inner(indent + 4, arg, ",")));
    }
    lines.push(format!("{}){after}", pad(indent)));
    lines
}

fn join(items: &[Expr]) -> String {
    let item = |e: &Expr| match e {
        Expr::Tuple(_) => format!("({})", e.flat()),
        _ => e.flat(),
    };
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

fn pad(indent: usize) -> String {
    " ".repeat(indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expr: &Expr, expected: &[&str]) {
        assert_eq!(statement(0, "return ", expr, ""), expected);
    }

    #[test]
    fn what_fits_stays_on_its_line() {
        check(&Expr::call("f", &["a", "b"]), &["return f(a, b)"]);
        check(&Expr::Tuple(vec![Expr::text("a"), Expr::text("b")]), &["return a, b"]);
    }

    #[test]
    fn what_does_not_fit_is_broken() {
        let long = "a".repeat(40);
        check(&Expr::call("f", &[&long, &long]), &["return f(", &format!("    {long}, {long}"), ")"]);
        let longer = "a".repeat(60);
        check(
            &Expr::call("f", &[&longer, &longer]),
            &["return f(", &format!("    {longer},"), &format!("    {longer},"), ")"],
        );
        check(
            &Expr::If { then: longer.clone(), cond: long, other: longer.clone() },
            &[
                "return (",
                &format!("    {longer}"),
                &format!("    if {}", "a".repeat(40)),
                &format!("    else {longer}"),
                ")",
            ],
        );
    }
}
