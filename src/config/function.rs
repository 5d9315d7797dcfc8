//! `[function.NAME]`: what is said of functions.
//!
//! In: the table of a project file. Out: one [`FunctionConfig`] for each of its tables, in the order of the file.

use super::check;
use super::file::GIL;
use super::reader::{Reader, Value, in_order, integer};
use super::signature::signatures;
use super::types::{
    BufferConfig, CallbackConfig, CallbackScope, ErrorConfig, ErrorTestConfig, FunctionConfig, MapConfig,
};
use toml::de::DeTable;

const FUNCTION: [&str; 15] = [
    "out",
    "inout",
    "arrays",
    "buffers",
    "string",
    "borrowed",
    "owned_by",
    "nonnull",
    "error",
    "callbacks",
    "signature",
    "signatures",
    "gil",
    "keywords",
    "map",
];
const CALLBACK: [&str; 5] = ["user", "user-argument", "scope", "owner", "on_error"];
const SCOPE: [(&str, CallbackScope); 2] = [("keep", CallbackScope::Keep), ("call", CallbackScope::Call)];

/// All tables below `function`.
pub fn functions(reader: &mut Reader, table: &DeTable) -> Vec<FunctionConfig> {
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
                buffers: buffers(reader, entry),
                string: reader.boolean(entry, "string").unwrap_or(false),
                borrowed: reader.boolean(entry, "borrowed").unwrap_or(false),
                owned_by: reader.string(entry, "owned_by"),
                nonnull: reader.strings(entry, "nonnull"),
                error: entry.get("error").and_then(|value| error_rule(reader, value)),
                callbacks: callbacks(reader, entry),
                signatures: signatures(reader, entry, name),
                gil: reader.choice(entry, "gil", &GIL),
                keywords: reader.boolean(entry, "keywords"),
                map: entry.get("map").and_then(|value| map(reader, value)),
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

/// `{ out = { capacity = "cap", count = "n" } }`.
fn buffers(reader: &mut Reader, entry: &DeTable) -> Vec<BufferConfig> {
    let Some(table) = reader.table(entry, "buffers") else { return Vec::new() };
    let mut list = Vec::new();
    for (param, value) in in_order(table) {
        let param = param.get_ref().to_string();
        let Some(rule) = reader.expect(value.get_ref().as_table(), &param, "a table", value) else {
            continue;
        };
        reader.only(rule, &["capacity", "count"], &format!("buffers.{param}"));
        let (capacity, count) = (reader.string(rule, "capacity"), reader.string(rule, "count"));
        if let Some(capacity) = capacity {
            list.push(BufferConfig { param, capacity, count });
        } else if rule.get("capacity").is_none() {
            let message = format!("the buffer `{param}` needs the parameter that says how much it holds");
            let hint = format!("buffers = {{ {param} = {{ capacity = \"size\" }} }}");
            reader.error("config-bad-value", &value.span(), message, Some(hint));
        }
    }
    list
}

/// `true`, `false`, or the name of the function.
fn map(reader: &mut Reader, value: &Value) -> Option<MapConfig> {
    if let Some(name) = value.get_ref().as_str() {
        let finding = check::python_name(name, reader.span(&value.span()));
        reader.findings.extend(finding);
        return Some(MapConfig::Named(name.to_owned()));
    }
    let wanted = reader.expect(value.get_ref().as_bool(), "map", "true, false or a name", value)?;
    Some(if wanted { MapConfig::On } else { MapConfig::Off })
}

const TESTS: [(&str, ErrorTestConfig); 3] = [
    ("nonzero", ErrorTestConfig::Nonzero),
    ("negative", ErrorTestConfig::Negative),
    ("null", ErrorTestConfig::Null),
];
/// Of a rule by `errno`.
const ERRNO_TESTS: [(&str, ErrorTestConfig); 4] = [
    ("nonzero", ErrorTestConfig::Nonzero),
    ("negative", ErrorTestConfig::Negative),
    ("null", ErrorTestConfig::Null),
    ("set", ErrorTestConfig::ErrnoSet),
];

/// `"negative"`, `[0, 100]`, or `{ errno = "negative" }`.
fn error_rule(reader: &mut Reader, value: &Value) -> Option<ErrorConfig> {
    if let Some(table) = value.get_ref().as_table() {
        reader.only(table, &["errno"], "error");
        let test = table.get("errno").and_then(|test| error_test(reader, test, &ERRNO_TESTS))?;
        return Some(ErrorConfig { test, errno: true });
    }
    error_test(reader, value, &TESTS).map(|test| ErrorConfig { test, errno: false })
}

fn error_test(
    reader: &mut Reader,
    value: &Value,
    tests: &[(&str, ErrorTestConfig)],
) -> Option<ErrorTestConfig> {
    if let Some(word) = value.get_ref().as_str() {
        let found = tests.iter().find(|(name, _)| *name == word).map(|(_, test)| test.clone());
        if found.is_none() {
            reader.bad_choice("error", word, tests.iter().map(|(name, _)| *name), &value.span());
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
