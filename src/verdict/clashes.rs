//! Types of the headers that have a name which the system's headers give to another type.
//!
//! A header may declare a `uint64_t` or a `max_align_t` of its own, as long as nothing includes `<stdint.h>` besides; the
//! C of a binding includes it, by way of `Python.h`. In: the judged API. Out: the names that generated C has to hide.

use super::Timings;
use super::rounds::Court;
use crate::diag::Span;
use crate::error::Result;
use crate::ir::{Api, Language};
use crate::toolchain::LineError;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Names of types that `Python.h` brings along, less their `_t`.
const SYSTEM_TYPES: &str = " int8 int16 int32 int64 uint8 uint16 uint32 uint64 intptr uintptr intmax uintmax ptrdiff \
    size ssize max_align wchar wint time clock clockid timer off loff pid uid gid id mode dev ino nlink key blksize \
    blkcnt fsblkcnt fsfilcnt useconds suseconds socklen div ldiv lldiv wctype mbstate float double va_list fpos \
    u_int8 u_int16 u_int32 u_int64 register quad u_quad int_least8 int_least16 int_least32 int_least64 uint_least8 \
    uint_least16 uint_least32 uint_least64 int_fast8 int_fast16 int_fast32 int_fast64 uint_fast8 uint_fast16 \
    uint_fast32 uint_fast64 locale sigset fsid daddr caddr pthread pthread_attr pthread_mutex pthread_cond \
    pthread_key pthread_once ";
/// The same for tags and for names without `_t`.
const SYSTEM_NAMES: &str = " tm timex timeval timespec itimerspec itimerval timezone stat sigevent sched_param \
    random_data drand48_data fd_set fd_mask FILE DIR u_char u_short u_int u_long ushort uint ulong quad ";
/// What `Python.h` includes, as far as it declares types.
const SYSTEM_HEADERS: [&str; 16] = [
    "assert.h",
    "ctype.h",
    "errno.h",
    "inttypes.h",
    "limits.h",
    "math.h",
    "pthread.h",
    "stddef.h",
    "stdint.h",
    "stdio.h",
    "stdlib.h",
    "string.h",
    "sys/stat.h",
    "sys/time.h",
    "unistd.h",
    "wchar.h",
];
/// How often it is tried again with what the last try has shown.
const MAX_TRIES: usize = 5;

/// The names that clash; none where hiding them does not help.
///
/// # Errors
/// The compiler cannot be run.
pub fn hear(court: &Court<'_>) -> Result<(Vec<String>, Timings)> {
    let candidates = candidates(court.api);
    let (mut clashes, mut timings) = (Vec::new(), Timings::default());
    if candidates.is_empty() || court.api.language == Language::Cxx {
        return Ok((clashes, timings));
    }
    for _ in 0..MAX_TRIES {
        let Err(errors) = court.compile_text(&text(&court.api.includes, &clashes), &mut timings)? else {
            return Ok((clashes, timings));
        };
        let is_blamed = |(name, span): &(&&str, &&Span)| errors.iter().any(|e| is_about(e, name, span));
        let more = candidates.iter().filter(is_blamed).map(|(name, _)| (*name).to_owned());
        let more: Vec<String> = more.filter(|name| !clashes.contains(name)).collect();
        if more.is_empty() {
            break;
        }
        clashes.extend(more);
    }
    Ok((Vec::new(), timings))
}

/// Names of the library's own types that the system may have too, and their places.
fn candidates(api: &Api) -> BTreeMap<&str, &Span> {
    let typedefs = api.typedefs.iter().filter(|t| t.own).map(|t| (&t.name, &t.span));
    let records = api.records.iter().filter(|r| r.own);
    let records = records.flat_map(|r| r.tag.iter().chain(&r.typedefs).map(|name| (name, &r.span)));
    let enums = api.enums.iter().filter(|e| e.own);
    let enums = enums.flat_map(|e| e.tag.iter().chain(&e.typedefs).map(|name| (name, &e.span)));
    let named = typedefs.chain(records).chain(enums).map(|(name, span)| (name.as_str(), span));
    named.filter(|(name, _)| is_systems(name)).collect()
}

fn is_systems(name: &str) -> bool {
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|w| w == word);
    let stem = name.strip_suffix("_t").unwrap_or_default();
    name.starts_with("__") || is_in(SYSTEM_TYPES, stem) || is_in(SYSTEM_NAMES, name)
}

/// Whether the compiler names it, or, as clang does, no more than its line.
fn is_about(error: &LineError, name: &str, span: &Span) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_there = error.line == span.line && Path::new(&error.file).file_name() == span.file.file_name();
    is_there || error.message.split(|c: char| !is_part(c)).any(|word| word == name)
}

fn text(includes: &[String], hidden: &[String]) -> String {
    let mut out = String::from("#define _GNU_SOURCE 1\n");
    for header in SYSTEM_HEADERS {
        let _ = writeln!(out, "#if __has_include(<{header}>)\n#include <{header}>\n#endif");
    }
    for name in hidden {
        let _ = writeln!(out, "#define {name} tb_header_{name}");
    }
    for include in includes {
        let _ = writeln!(out, "#include {include}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_the_system_may_have() {
        let names = ["uint64_t", "max_align_t", "timeval", "__u64", "size_t", "uint64", "point_t", "t", "_t"];
        let found: Vec<&str> = names.into_iter().filter(|name| is_systems(name)).collect();
        assert_eq!(found, names[..5]);
    }
}
