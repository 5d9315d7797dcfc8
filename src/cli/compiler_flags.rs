//! Flags of a compiler among our own, as `$(pkg-config --cflags NAME)` puts them there.
//!
//! In: a command line. Out: the same with these behind `--`, where a compiler's arguments stand.

use std::ffi::OsString;

/// Moves them. What stands behind `--` already stays in front of them.
pub fn moved_behind(args: Vec<OsString>) -> Vec<OsString> {
    let end = args.iter().position(|arg| arg == "--").unwrap_or(args.len());
    let (ours, behind) = args.split_at(end);
    let (flags, mut all): (Vec<OsString>, Vec<OsString>) = ours.iter().cloned().partition(is_compilers);
    if flags.is_empty() {
        return args;
    }
    all.push("--".into());
    all.extend(behind.iter().skip(1).cloned().chain(flags));
    all
}

/// None of these could be one of our own: `-s td=c99` names no style.
fn is_compilers(arg: &OsString) -> bool {
    arg == "-pthread" || arg.to_string_lossy().starts_with("-std=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_a_compiler() {
        let check = |given: &str, expected: &str| {
            let args = given.split(' ').map(OsString::from).collect();
            let expected: Vec<OsString> = expected.split(' ').map(OsString::from).collect();
            assert_eq!(moved_behind(args), expected);
        };
        check("tribind build a.h -l a", "tribind build a.h -l a");
        check("tribind build a.h -pthread -l a", "tribind build a.h -l a -- -pthread");
        check("tribind build -std=c99 a.h -- -w -pthread", "tribind build a.h -- -w -pthread -std=c99");
    }
}
