//! Long lines of C, broken as one breaks them by hand: after a comma, the rest under the first argument.

/// The longest line.
const WIDTH: usize = 110;

/// A line that calls a function, broken between its arguments where it is too long with `indent` blanks before it.
pub fn wrap(indent: usize, line: &str) -> Vec<String> {
    if indent + line.chars().count() <= WIDTH {
        return vec![line.to_owned()];
    }
    let start = if line.starts_with("if (") { 4 } else { 0 };
    let Some(open) = line[start..].find('(').map(|at| start + at + 1) else { return vec![line.to_owned()] };
    let mut lines = vec![line[..open].to_owned()];
    for (i, argument) in arguments(&line[open..]).into_iter().enumerate() {
        let full =
            |current: &String| indent + current.chars().count() + argument.trim_end().chars().count() > WIDTH;
        match lines.last_mut() {
            Some(current) if i == 0 || !full(current) => current.push_str(argument),
            _ => lines.push(format!("{}{argument}", " ".repeat(open))),
        }
    }
    lines.iter().map(|l| l.trim_end().to_owned()).collect()
}

/// The text split after the commas between arguments; the last piece is all the rest.
fn arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut in_string, mut start, mut pieces) = (0_usize, false, 0, Vec::new());
    let mut previous = ' ';
    for (i, c) in text.char_indices() {
        match c {
            '"' if previous != '\\' => in_string = !in_string,
            '(' | '{' if !in_string => depth += 1,
            ')' | '}' if !in_string => depth = depth.saturating_sub(1),
            ' ' if !in_string && depth == 0 && previous == ',' => {
                pieces.push(&text[start..=i]);
                start = i + 1;
            }
            _ => {}
        }
        previous = c;
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_stay() {
        assert_eq!(wrap(4, "if (f(a, b) < 0) {"), ["if (f(a, b) < 0) {"]);
    }

    #[test]
    fn long_lines_break_between_arguments() {
        let long = "x".repeat(60);
        let line = format!("if (f(\"a, \\\"b\", {long}, g({long}, 1), 0) < 0) {{");
        let pad = " ".repeat(6);
        assert_eq!(
            wrap(4, &line),
            [format!("if (f(\"a, \\\"b\", {long},"), format!("{pad}g({long}, 1), 0) < 0) {{")]
        );
    }
}
