//! `tribind.toml`: which keys there are and what they mean.
//!
//! In: the text of a project file and its path. Out: a [`Config`] whose paths are relative to the file's folder, made
//! absolute; every mistake as a diagnostic. Defaults are filled in later, when the flags are known.

use super::reader::{Reader, Value, in_order, integer};
use super::types::{
    CallbackConfig, CallbackScope, Case, Config, ErrorConfig, ErrorTestConfig, ExceptionConfig,
    FunctionConfig, GilChoice, Rename,
};
use super::{check, headers};
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::ir::Language;
use std::path::Path;
use toml::Spanned;
use toml::de::DeTable;

const TOP: [&str; 22] = [
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
    "keywords",
    "gil",
    "rename",
    "error",
    "function",
    "case",
];
const FUNCTION: [&str; 8] = ["out", "inout", "arrays", "string", "error", "callbacks", "gil", "keywords"];
const CALLBACK: [&str; 5] = ["user", "user-argument", "scope", "owner", "on_error"];
const SCOPE: [(&str, CallbackScope); 2] = [("keep", CallbackScope::Keep), ("call", CallbackScope::Call)];
const GIL: [(&str, GilChoice); 2] = [("hold", GilChoice::Hold), ("release", GilChoice::Release)];
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
    let list = reader.spanned_strings(table, key);
    for (pattern, span) in &list {
        reader.findings.extend(check::regex(pattern, span.clone()));
    }
    list.into_iter().map(|(pattern, _)| pattern).collect()
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
    let message = reader.string(error, "message");
    let at = error.get("message").or(error.get("exception")).or(table.get("error")).map(Spanned::span)?;
    Some(ExceptionConfig { exception, message, span: reader.span(&at) })
}

fn functions(reader: &mut Reader, table: &DeTable) -> Vec<FunctionConfig> {
    let Some(patterns) = reader.table(table, "function") else { return Vec::new() };
    let mut list = Vec::new();
    for (pattern, value) in in_order(patterns) {
        let span = reader.span(&pattern.span());
        let name = pattern.get_ref().as_ref();
        reader.findings.extend(check::regex(name, span.clone()));
        let place = format!("function.{name}");
        if let Some(entry) = reader.expect(value.get_ref().as_table(), &place, "a table", value) {
            reader.only(entry, &FUNCTION, &format!("[{place}]"));
            list.push(FunctionConfig {
                pattern: name.to_owned(),
                out: reader.strings(entry, "out"),
                inout: reader.strings(entry, "inout"),
                arrays: arrays(reader, entry),
                string: reader.boolean(entry, "string").unwrap_or(false),
                error: entry.get("error").and_then(|value| error_rule(reader, value)),
                callbacks: callbacks(reader, entry),
                gil: reader.choice(entry, "gil", &GIL),
                keywords: reader.boolean(entry, "keywords"),
                span,
            });
        }
    }
    list
}

fn callbacks(reader: &mut Reader, entry: &DeTable) -> Vec<CallbackConfig> {
    let Some(table) = reader.table(entry, "callbacks") else { return Vec::new() };
    let mut list = Vec::new();
    for (param, value) in in_order(table) {
        let param = param.get_ref().to_string();
        let Some(rule) = reader.expect(value.get_ref().as_table(), &param, "a table", value) else {
            continue;
        };
        reader.only(rule, &CALLBACK, &format!("callbacks.{param}"));
        let number = |reader: &mut Reader, key: &str| {
            let value = rule.get(key)?;
            reader.expect(integer(value.get_ref()), key, "an integer", value)
        };
        list.push(CallbackConfig {
            user: reader.string(rule, "user"),
            user_argument: number(reader, "user-argument").and_then(|n| usize::try_from(n).ok()),
            scope: reader.choice(rule, "scope", &SCOPE).unwrap_or_default(),
            owner: reader.string(rule, "owner"),
            on_error: number(reader, "on_error").unwrap_or(0),
            param,
        });
    }
    list
}

fn arrays(reader: &mut Reader, entry: &DeTable) -> Vec<(String, String)> {
    let Some(pairs) = reader.table(entry, "arrays") else { return Vec::new() };
    let mut list = Vec::new();
    for (array, value) in in_order(pairs) {
        let array = array.get_ref().to_string();
        let length = value.get_ref().as_str().map(str::to_owned);
        if let Some(length) = reader.expect(length, &array, "the name of the length parameter", value) {
            list.push((array, length));
        }
    }
    list
}

const TESTS: [(&str, ErrorTestConfig); 3] = [
    ("nonzero", ErrorTestConfig::Nonzero),
    ("negative", ErrorTestConfig::Negative),
    ("null", ErrorTestConfig::Null),
];

/// `"negative"`, `[0, 100]`, or `{ errno = "negative" }`.
fn error_rule(reader: &mut Reader, value: &Value) -> Option<ErrorConfig> {
    if let Some(table) = value.get_ref().as_table() {
        reader.only(table, &["errno"], "error");
        let test = table.get("errno").and_then(|test| error_test(reader, test))?;
        return Some(ErrorConfig { test, errno: true });
    }
    error_test(reader, value).map(|test| ErrorConfig { test, errno: false })
}

fn error_test(reader: &mut Reader, value: &Value) -> Option<ErrorTestConfig> {
    if let Some(word) = value.get_ref().as_str() {
        let found = TESTS.into_iter().find(|(name, _)| *name == word).map(|(_, test)| test);
        if found.is_none() {
            reader.bad_choice("error", word, TESTS.iter().map(|(name, _)| *name), &value.span());
        }
        return found;
    }
    let codes =
        value.get_ref().as_array().map(|codes| codes.iter().map(|code| integer(code.get_ref())).collect());
    let codes: Option<Option<Vec<i64>>> = codes;
    reader
        .expect(
            codes.flatten(),
            "error",
            "\"nonzero\", \"negative\", \"null\" or a list of good codes",
            value,
        )
        .map(ErrorTestConfig::Good)
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
