//! What a compiler says, as errors with their places.

/// One error of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// The file as the compiler names it; `#line` counts.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// The sentence after `error: `.
    pub message: String,
}

/// Reads `file:line:column: error: message` lines. An error inside of an inline function is one of its callers too: GCC
/// names them before it (`inlined from`) or behind it (`called from here`).
pub fn line_errors(text: &str) -> Vec<LineError> {
    let mut found: Vec<LineError> = Vec::new();
    let mut callers: Vec<LineError> = Vec::new();
    let at = |place: &str| line_error(&format!("{place}: error: "));
    for line in text.lines() {
        if let Some((_, place)) =
            line.split_once(" inlined from ").and_then(|(_, rest)| rest.rsplit_once(" at "))
        {
            callers.extend(at(place.trim_end_matches([',', ':'])));
        } else if let Some(place) = line.strip_suffix(": note: called from here") {
            let message = found.last().map(|error| error.message.clone()).unwrap_or_default();
            found.extend(at(place).map(|caller| LineError { message, ..caller }));
        } else if let Some(error) = line_error(line) {
            let of_caller = |caller: LineError| LineError { message: error.message.clone(), ..caller };
            let callers: Vec<LineError> = callers.drain(..).map(of_caller).collect();
            found.push(error);
            found.extend(callers);
        }
    }
    found
}

fn line_error(line: &str) -> Option<LineError> {
    let at = line.find(": error: ").map(|i| (i, 9));
    let (at, skip) = at.or_else(|| line.find(": fatal error: ").map(|i| (i, 15)))?;
    let (place, message) = (&line[..at], &line[at + skip..]);
    let mut parts = place.rsplitn(3, ':');
    let (last, middle, rest) = (parts.next()?, parts.next()?, parts.next());
    // `file:line:column`, or `file:line` where the compiler knows no column.
    let (file, number) = match (rest, middle.parse::<u32>()) {
        (Some(file), Ok(number)) => (file, number),
        _ => (place.strip_suffix(last)?.strip_suffix(':')?, last.parse().ok()?),
    };
    Some(LineError { file: file.to_owned(), line: number, message: message.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_inside_of_inline_functions_are_their_callers_too() {
        let text = "a.h: In function 'f':\na.h:2:3: error: no\nclaims:4:5: note: called from here\n\
                    In function 'g',\n    inlined from 'h' at a.h:7:1,\n    inlined from 'i' at claims:5:2:\na.h:6:1: error: never";
        let found: Vec<_> = line_errors(text).into_iter().map(|e| (e.file, e.line, e.message)).collect();
        let expected = [
            ("a.h", 2, "no"),
            ("claims", 4, "no"),
            ("a.h", 6, "never"),
            ("a.h", 7, "never"),
            ("claims", 5, "never"),
        ];
        assert_eq!(found, expected.map(|(file, line, said)| (file.to_owned(), line, said.to_owned())));
    }

    #[test]
    fn places_without_a_column() {
        let error = line_error("claims:12: error: oops: error: again").unwrap();
        assert_eq!(
            (error.file.as_str(), error.line, error.message.as_str()),
            ("claims", 12, "oops: error: again")
        );
        assert_eq!(line_error("cc1: error: unknown flag"), None);
        assert_eq!(
            line_error("a:b.h:3:4: fatal error: x.h: No such file").map(|e| (e.file, e.line)),
            Some(("a:b.h".into(), 3))
        );
    }
}
