//! `tribind.toml`: which keys there are and what they mean.
//!
//! In: the text of a project file and its path. Out: a [`Config`] whose paths are relative to the file's folder, made
//! absolute; every mistake as a diagnostic. Defaults are filled in later, when the flags are known.

use super::function::functions;
use super::reader::{Reader, in_order};
use super::types::{Case, Config, ExceptionConfig, GilChoice, Rename};
use super::{check, headers};
use crate::diag::{Diagnostic, Span};
use crate::error::{Error, Result};
use crate::ir::Language;
use std::path::Path;
use toml::Spanned;
use toml::de::DeTable;

const TOP: [&str; 23] = [
    "module",
    "headers",
    "language",
    "out",
    "styles",
    "libraries",
    "library-dirs",
    "include-dirs",
    "defines",
    "pkg-config",
    "sources",
    "clang-args",
    "own",
    "allow",
    "block",
    "strip-prefix",
    "flags",
    "keywords",
    "gil",
    "rename",
    "error",
    "function",
    "case",
];
/// How `gil` is said.
pub const GIL: [(&str, GilChoice); 2] = [("hold", GilChoice::Hold), ("release", GilChoice::Release)];
const LANGUAGE: [(&str, Language); 2] = [("c", Language::C), ("c++", Language::Cxx)];

/// Reads a project file.
pub fn read(file: &Path, known_styles: &[&str]) -> Result<Config> {
    let text = match std::fs::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::input(missing(file)));
        }
        Err(source) => return Err(Error::io(file, source)),
    };
    parse(&text, file, known_styles)
}

/// The same for a text that is at hand.
pub fn parse(text: &str, file: &Path, known_styles: &[&str]) -> Result<Config> {
    let mut reader = Reader::new(file, text);
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().unwrap_or_default();
            let message = error.message().replace('\n', ", ");
            reader.error("config-syntax", &at, format!("this is not TOML: {message}"), None);
            return Err(Error::Input(reader.findings));
        }
    };
    let base = file.parent().unwrap_or(Path::new(""));
    let config = top(&mut reader, table.get_ref(), file, base, known_styles);
    if reader.findings.is_empty() { Ok(config) } else { Err(Error::Input(sorted(reader.findings))) }
}

fn missing(file: &Path) -> Diagnostic {
    let message = format!("there is no file {}", file.display());
    Diagnostic::error("config-missing", crate::diag::Span::default(), message)
        .hint("name a header (`tribind build zlib.h -l z -m zwrap`), or a folder with a tribind.toml")
}

fn sorted(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by(|a, b| a.span.cmp(&b.span));
    findings
}

fn top(reader: &mut Reader, table: &DeTable, file: &Path, base: &Path, known_styles: &[&str]) -> Config {
    reader.only(table, &TOP, "tribind.toml");
    let module = reader.string(table, "module").unwrap_or_default();
    if let Some(value) = table.get("module").filter(|_| !module.is_empty()) {
        let finding = check::module_name(&module, reader.span(&value.span()));
        reader.findings.extend(finding);
    }
    Config {
        module,
        headers: headers(reader.spanned_strings(table, "headers"), base),
        language: reader.choice(table, "language", &LANGUAGE).unwrap_or_default(),
        out: reader.string(table, "out").map(|out| base.join(out)).unwrap_or_default(),
        styles: styles(reader, table, known_styles),
        libraries: reader.strings(table, "libraries"),
        library_dirs: reader.paths(table, "library-dirs", base),
        include_dirs: reader.paths(table, "include-dirs", base),
        defines: reader.strings(table, "defines"),
        pkg_config: reader.strings(table, "pkg-config"),
        sources: reader.paths(table, "sources", base),
        clang_args: reader.strings(table, "clang-args"),
        own: reader.strings(table, "own"),
        allow: regexes(reader, table, "allow"),
        block: regexes(reader, table, "block"),
        strip_prefix: reader.string(table, "strip-prefix"),
        rename: rename(reader, table),
        flags: spanned_regexes(reader, table, "flags"),
        keywords: reader.boolean(table, "keywords").unwrap_or(false),
        gil: reader.choice(table, "gil", &GIL),
        exception: exception(reader, table),
        functions: functions(reader, table),
        cases: cases(reader, table),
        file: Some(file.to_path_buf()),
    }
}

fn styles(reader: &mut Reader, table: &DeTable, known: &[&str]) -> Vec<String> {
    let list = reader.spanned_strings(table, "styles");
    for (name, span) in &list {
        reader.findings.extend(check::style(name, known, span.clone()));
    }
    list.into_iter().map(|(name, _)| name).collect()
}

fn regexes(reader: &mut Reader, table: &DeTable, key: &str) -> Vec<String> {
    spanned_regexes(reader, table, key).into_iter().map(|(pattern, _)| pattern).collect()
}

fn spanned_regexes(reader: &mut Reader, table: &DeTable, key: &str) -> Vec<(String, Span)> {
    let list = reader.spanned_strings(table, key);
    for (pattern, span) in &list {
        reader.findings.extend(check::regex(pattern, span.clone()));
    }
    list
}

fn rename(reader: &mut Reader, table: &DeTable) -> Vec<Rename> {
    let Some(names) = reader.table(table, "rename") else { return Vec::new() };
    let mut list = Vec::new();
    for (from, value) in in_order(names) {
        let span = reader.span(&from.span());
        let from = from.get_ref().to_string();
        let to = value.get_ref().as_str().map(str::to_owned);
        let Some(to) = reader.expect(to, &from, "a Python name", value) else { continue };
        reader.findings.extend(check::python_name(&to, reader.span(&value.span())));
        list.push(Rename { from, to, span });
    }
    list
}

fn exception(reader: &mut Reader, table: &DeTable) -> Option<ExceptionConfig> {
    let error = reader.table(table, "error")?;
    reader.only(error, &["exception", "message"], "[error]");
    let exception = reader.string(error, "exception");
    if let (Some(name), Some(value)) = (&exception, error.get("exception")) {
        reader.findings.extend(check::python_name(name, reader.span(&value.span())));
    }
    let message = reader.strings(error, "message");
    let at = error.get("message").or(error.get("exception")).or(table.get("error")).map(Spanned::span)?;
    Some(ExceptionConfig { exception, message, span: reader.span(&at) })
}

fn cases(reader: &mut Reader, table: &DeTable) -> Vec<Case> {
    let Some(value) = table.get("case") else { return Vec::new() };
    let Some(items) = reader.expect(value.get_ref().as_array(), "case", "[[case]] tables", value) else {
        return Vec::new();
    };
    let mut list: Vec<Case> = Vec::new();
    for item in items {
        let Some(entry) = reader.expect(item.get_ref().as_table(), "case", "[[case]] tables", item) else {
            continue;
        };
        reader.only(entry, &["name", "setup", "call", "expect"], "[[case]]");
        let case = Case {
            name: reader.string(entry, "name").unwrap_or_default(),
            setup: reader.string(entry, "setup").unwrap_or_default(),
            call: reader.string(entry, "call").unwrap_or_default(),
            expect: reader.string(entry, "expect"),
            span: reader.span(&item.span()),
        };
        if case.name.is_empty() || case.call.is_empty() {
            let message = "a [[case]] needs a `name` and a `call`".to_owned();
            reader.error("config-bad-value", &item.span(), message, Some("call = \"m.add(2, 3)\"".into()));
        } else if list.iter().any(|other| other.name == case.name) {
            let message = format!("two cases are named \"{}\"", case.name);
            reader.error("config-bad-value", &item.span(), message, None);
        }
        list.push(case);
    }
    list
}
