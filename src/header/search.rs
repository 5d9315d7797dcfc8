//! Which files are meant: header arguments become paths, and a rule says which files belong to the library.
//!
//! In: the configuration and the compiler's include folders. Out: a [`Search`]: paths, how C code includes them, the
//! include roots, and [`Own`]. It reads no header.

use crate::config::Config;
use crate::diag::{Diagnostic, nearest};
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The header set, found.
#[derive(Debug)]
pub struct Search {
    /// The headers, in the order given.
    pub headers: Vec<Header>,
    /// Every folder that `#include <…>` looks into: the user's, then the compiler's.
    pub roots: Vec<PathBuf>,
    /// Which files belong to the library.
    pub own: Own,
}

/// One header of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Where it is.
    pub path: PathBuf,
    /// How C code includes it, delimiters included: `<zlib.h>`, `"cmult.h"`.
    pub include: String,
    /// The folder that a package must carry it from; `None` for an installed header, which every machine finds itself.
    pub carried_from: Option<PathBuf>,
}

/// Which files belong to the library, as regular expressions over whole paths: bindgen's own language.
#[derive(Debug)]
pub struct Own {
    /// Anchored by bindgen itself.
    pub patterns: Vec<String>,
    set: regex::RegexSet,
    /// Include roots that lie inside an own folder without being part of the library.
    strangers: Vec<PathBuf>,
}

impl Own {
    fn new(patterns: Vec<String>, strangers: Vec<PathBuf>) -> Result<Self> {
        let anchored = patterns.iter().map(|p| format!("^(?:{p})$"));
        // Every pattern is made here, of escaped text; only its size could be too much for `regex`.
        let set = regex::RegexSet::new(anchored).map_err(|e| Error::Internal(format!("--own: {e}")))?;
        Ok(Self { patterns, set, strangers })
    }

    /// Whether what a file declares belongs to the library.
    pub fn contains(&self, path: &Path) -> bool {
        !self.strangers.iter().any(|s| path.starts_with(s))
            && path.to_str().is_some_and(|text| self.set.is_match(text))
    }
}

/// Finds the headers and settles what belongs to the library.
pub fn search(config: &Config, compiler_dirs: &[PathBuf]) -> Result<Search> {
    let roots: Vec<PathBuf> = config.include_dirs.iter().chain(compiler_dirs).cloned().collect();
    let (mut headers, mut problems) = (Vec::new(), Vec::new());
    for header in &config.headers {
        match find(&header.given, &roots) {
            Some(path) => headers.push(place(path, &roots, compiler_dirs)),
            None => problems.push(not_found(header, &roots)),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Input(problems));
    }
    let own = own(&config.own, &headers, &roots)?;
    Ok(Search { headers, roots, own })
}

/// A path as it is, or a name on the include path.
fn find(given: &str, roots: &[PathBuf]) -> Option<PathBuf> {
    let path = std::path::absolute(given).ok()?;
    if path.is_file() {
        return Some(if given.contains("..") { path.canonicalize().ok()? } else { path });
    }
    roots.iter().map(|root| root.join(given)).find(|path| path.is_file())
}

/// How C code reaches a header: `<rel>` where `rel` finds this very file on the include path.
fn place(path: PathBuf, roots: &[PathBuf], compiler_dirs: &[PathBuf]) -> Header {
    let below = |root: &PathBuf| path.strip_prefix(root).ok().map(Path::to_owned);
    let first = |rel: &Path| roots.iter().map(|r| r.join(rel)).find(|p| p.is_file());
    let found = roots
        .iter()
        .filter_map(|root| below(root).map(|rel| (root, rel)))
        .filter(|(_, rel)| first(rel).is_some_and(|p| p == path))
        .max_by_key(|(root, _)| root.components().count());
    if let Some((root, rel)) = found {
        let installed = compiler_dirs.iter().any(|dir| root.starts_with(dir));
        let carried_from = (!installed).then(|| root.clone());
        return Header { include: format!("<{}>", rel.display()), carried_from, path };
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let carried_from = path.parent().map(Path::to_owned);
    Header { include: format!("\"{name}\""), carried_from, path }
}

/// The files that a package must carry: the headers that no machine finds by itself, and what they include below the
/// same folder.
pub fn carried(search: &Search, files: &[PathBuf], compiler_dirs: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let folders: Vec<&Path> = search.headers.iter().filter_map(|h| h.carried_from.as_deref()).collect();
    let is_systems = |file: &Path| compiler_dirs.iter().any(|dir| file.starts_with(dir));
    let below =
        |file: &PathBuf| folders.iter().find_map(|folder| file.strip_prefix(folder).ok().map(Path::to_owned));
    let others = files.iter().filter(|f| !is_systems(f));
    others.filter_map(|file| below(file).map(|rel| (file.clone(), rel))).collect()
}

fn not_found(header: &crate::config::Header, roots: &[PathBuf]) -> Diagnostic {
    let given = &header.given;
    let diagnostic =
        Diagnostic::error("header-not-found", header.span.clone(), format!("no header {given} was found"));
    diagnostic.hint(match (neighbour(given, roots), super::packages::package(given)) {
        (Some(name), _) => format!("did you mean {name}"),
        (None, Some(package)) => format!("apt-get install {package}"),
        (None, None) => "give a path, or name its folder with -I".into(),
    })
}

/// A header of nearly the same name where the user pointed to, or on the include path.
fn neighbour(given: &str, roots: &[PathBuf]) -> Option<String> {
    let path = Path::new(given);
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name()?.to_str()?;
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folders = std::iter::once(here.to_owned()).chain(roots.iter().map(|r| r.join(folder)));
    let mut names: Vec<String> = folders
        .filter_map(|dir| std::fs::read_dir(dir).ok())
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|n| n != name && n.contains(".h"))
        .collect();
    names.sort();
    let found = nearest(name, names.iter().map(String::as_str))?;
    Some(folder.join(found).display().to_string())
}

/// The user's globs, matched below each include root; else the named headers, and the folders that are theirs alone. Beside
/// the headers of others, `git2.h` comes with the folder `git2`, and with `git2-*.h`, `git2_*.h` and `git2Decls.h`.
fn own(globs: &[String], headers: &[Header], roots: &[PathBuf]) -> Result<Own> {
    let folders = headers.iter().filter_map(|h| h.path.parent());
    if !globs.is_empty() {
        let bases: Vec<&Path> = roots.iter().map(PathBuf::as_path).chain(folders).collect();
        let pattern = |base: &Path, glob: &String| format!("{}/{}", escape(base), regex_of_glob(glob));
        let patterns = globs.iter().flat_map(|glob| bases.iter().map(move |base| pattern(base, glob)));
        return Own::new(patterns.collect(), Vec::new());
    }
    let is_root = |dir: &Path| roots.iter().any(|root| root == dir);
    let own_folders: Vec<&Path> = folders.filter(|dir| !is_root(dir)).collect();
    let among_others = headers.iter().filter(|h| h.path.parent().is_some_and(is_root));
    let companions =
        among_others.map(|h| format!("{}(?s:/.*|[-_A-Z][^/]*)", escape(&h.path.with_extension(""))));
    // clang may name a file by what a link leads to.
    let named = headers.iter().flat_map(|h| [Some(h.path.clone()), h.path.canonicalize().ok()]);
    let files: BTreeSet<String> = named.flatten().map(|path| escape(&path)).collect();
    let patterns = files.into_iter().chain(own_folders.iter().map(|dir| format!("{}/(?s:.*)", escape(dir))));
    let patterns = patterns.chain(companions).collect();
    let inside = |root: &&PathBuf| own_folders.iter().any(|dir| root.starts_with(dir));
    Own::new(patterns, roots.iter().filter(inside).cloned().collect())
}

fn escape(path: &Path) -> String {
    regex::escape(path.to_string_lossy().trim_end_matches('/'))
}

/// fnmatch's language: `*` and `?` cross `/`, `[…]` is a set, `[!…]` its complement.
fn regex_of_glob(glob: &str) -> String {
    let mut out = String::new();
    let mut rest = glob;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '*' => out.push_str("(?s:.*)"),
            '?' => out.push_str("(?s:.)"),
            '[' => {
                // A `]` right after the opening (or the `!`) is a member of the set.
                let start = rest.strip_prefix('!').unwrap_or(rest);
                let Some(end) = start.char_indices().skip(1).find(|(_, c)| *c == ']').map(|(i, _)| i) else {
                    out.push_str("\\[");
                    continue;
                };
                let set: String = start[..end].chars().flat_map(escape_in_set).collect();
                let mark = if start.len() < rest.len() { "^" } else { "" };
                let _ = write!(out, "[{mark}{set}]");
                rest = &start[end + 1..];
            }
            c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

fn escape_in_set(c: char) -> Vec<char> {
    if matches!(c, '\\' | '^' | '[' | ']' | '&' | '~') { vec!['\\', c] } else { vec![c] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(glob: &str, path: &str) -> bool {
        regex::Regex::new(&format!("^{}$", regex_of_glob(glob))).unwrap().is_match(path)
    }

    #[test]
    fn globs_are_fnmatch() {
        assert!(matches("zconf.h", "zconf.h") && !matches("zconf.h", "zconfXh"));
        assert!(matches("SDL2/*", "SDL2/a/b.h") && matches("lz4*.h", "lz4hc.h"));
        assert!(matches("a[0-9].h", "a7.h") && !matches("a[!0-9].h", "a7.h"));
        assert!(matches("a[.h", "a[.h") && matches("a[]].h", "a].h"));
    }

    #[test]
    fn the_library_of_a_header() {
        let dir = PathBuf::from("/usr/include");
        let header = |path: &str| Header { path: path.into(), include: String::new(), carried_from: None };
        let rule = own(&[], &[header("/usr/include/zlib.h")], std::slice::from_ref(&dir)).unwrap();
        assert!(rule.contains(Path::new("/usr/include/zlib.h")));
        assert!(!rule.contains(Path::new("/usr/include/zconf.h")));
        for path in ["zlib/inflate.h", "zlib-ng.h", "zlib_name_mangling.h", "zlibDecls.h"] {
            assert!(rule.contains(&dir.join(path)), "{path}");
        }
        let rule = own(&[], &[header("/usr/include/openssl/ssl.h")], std::slice::from_ref(&dir)).unwrap();
        assert!(rule.contains(Path::new("/usr/include/openssl/bio.h")));
        assert!(!rule.contains(Path::new("/usr/include/stdio.h")));
        let rule = own(&[], &[header("/usr/mine.h")], std::slice::from_ref(&dir)).unwrap();
        assert!(!rule.contains(Path::new("/usr/include/stdio.h")));
        let globs = ["z*.h".to_owned()];
        let rule = own(&globs, &[header("/usr/include/zlib.h")], &[dir]).unwrap();
        assert!(rule.contains(Path::new("/usr/include/zconf.h")));
    }

    /// How a header of this repository is included, with these `-I` folders.
    fn include(header: &str, include_dirs: &[&str], compiler_dirs: &[&str]) -> (String, Option<String>) {
        let base = Path::new(env!("CARGO_MANIFEST_DIR"));
        let dirs = |given: &[&str]| given.iter().map(|d| base.join(d)).collect::<Vec<_>>();
        let (user, compiler) = (dirs(include_dirs), dirs(compiler_dirs));
        let roots: Vec<PathBuf> = user.iter().chain(&compiler).cloned().collect();
        let found = place(base.join(header), &roots, &compiler);
        let carried = found.carried_from.map(|dir| dir.strip_prefix(base).unwrap().display().to_string());
        (found.include, carried)
    }

    #[test]
    fn how_a_header_is_included() {
        let header = "c_samples/cmult/cmult.h";
        let check = |user: &[&str], compiler: &[&str], text: &str, carried: Option<&str>| {
            assert_eq!(include(header, user, compiler), (text.to_owned(), carried.map(str::to_owned)));
        };
        check(&[], &[], "\"cmult.h\"", Some("c_samples/cmult"));
        check(&["c_samples"], &[], "<cmult/cmult.h>", Some("c_samples"));
        check(&["c_samples", "c_samples/cmult"], &[], "<cmult.h>", Some("c_samples/cmult"));
        check(&[], &["c_samples/cmult"], "<cmult.h>", None);
    }

    #[test]
    fn a_name_nearly_right() {
        let given = concat!(env!("CARGO_MANIFEST_DIR"), "/c_samples/cmult/cmlut.h");
        let header = crate::config::Header { given: given.into(), ..Default::default() };
        let diagnostic = not_found(&header, &[]);
        assert_eq!(diagnostic.code, "header-not-found");
        assert!(diagnostic.hint.unwrap().ends_with("c_samples/cmult/cmult.h"));
        let header = crate::config::Header { given: "zlib.h".into(), ..Default::default() };
        assert_eq!(not_found(&header, &[]).hint.as_deref(), Some("apt-get install zlib1g-dev"));
    }
}
