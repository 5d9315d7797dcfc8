//! One project file in, the findings or the configuration out.

use super::*;

fn findings(text: &str) -> String {
    match file::parse(text, Path::new("tribind.toml"), &["ctypes", "cffi", "native"]) {
        Ok(_) => "fine".into(),
        Err(Error::Input(list)) => {
            let line = |d: &Diagnostic| {
                let hint = d.hint.as_deref().map(|h| format!(" ({h})")).unwrap_or_default();
                format!("{}:{} {}: {}{hint}", d.span.line, d.span.column, d.code, d.message)
            };
            list.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Err(other) => other.to_string(),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(findings(text), expected, "for {text:?}");
}

#[test]
fn a_full_file_is_read() {
    let text = r#"
module = "geo"
headers = ["geo.h"]
language = "c++"
out = "build"
styles = ["native", "ctypes"]
libraries = "geo"
include-dirs = ["include"]
keywords = true
gil = "release"
[rename]
z_fn = "zed"
a_fn = "first"
[error]
exception = "GeoError"
message = "geo_strerror"
[function.divmod]
out = ["q", "r"]
arrays = { xs = "n" }
error = [0, 100]
[function."open_.*"]
error = { errno = "null" }
map = true
[function.open_late]
map = "opened"
[function.open_never]
map = false
[[case]]
name = "add"
call = "m.add(2, 3)"
"#;
    let config = file::parse(text, Path::new("/p/tribind.toml"), &["ctypes", "native"]).expect("it is fine");
    assert_eq!((config.module.as_str(), config.language), ("geo", Language::Cxx));
    assert_eq!(config.out, Path::new("/p/build"));
    assert_eq!(config.styles, ["native", "ctypes"]);
    assert_eq!(config.libraries, ["geo"]);
    assert_eq!(config.include_dirs, [Path::new("/p/include")]);
    assert_eq!(config.rename.iter().map(|r| r.to.as_str()).collect::<Vec<_>>(), ["zed", "first"]);
    assert_eq!(config.functions[0].arrays, [("xs".to_owned(), "n".to_owned())]);
    let rule = config.functions[0].error.as_ref().expect("there is one");
    assert_eq!((&rule.test, rule.errno), (&ErrorTestConfig::Good(vec![0, 100]), false));
    let rule = config.functions[1].error.as_ref().expect("there is one");
    assert_eq!((&rule.test, rule.errno), (&ErrorTestConfig::Null, true));
    assert_eq!(config.functions[1].span.line, 21);
    let maps: Vec<_> = config.functions.iter().map(|f| f.map.clone()).collect();
    let named = MapConfig::Named("opened".into());
    assert_eq!(maps, [None, Some(MapConfig::On), Some(named), Some(MapConfig::Off)]);
    assert_eq!(config.cases[0].call, "m.add(2, 3)");
}

#[test]
fn mistakes_have_their_place() {
    check(
        "modul = \"x\"",
        "1:1 config-unknown-key: unknown key `modul` in tribind.toml (did you mean `module`?)",
    );
    check("\nkeywords = \"yes\"", "2:12 config-wrong-type: `keywords` must be true or false, not a string");
    check("own = [\"a\", 3]", "1:13 config-wrong-type: `own` must be a list of strings, not an integer");
    check(
        "[function.f]\ngill = \"hold\"\nerror = \"nul\"",
        "2:1 config-unknown-key: unknown key `gill` in [function.f] (did you mean `gil`?)\n\
         3:9 config-bad-value: `error` cannot be \"nul\" (possible: \"nonzero\", \"negative\", \"null\")",
    );
    check(
        "[function.f]\nmap = 1\n[function.g]\nmap = \"class\"",
        "2:7 config-wrong-type: `map` must be true, false or a name, not an integer\n\
         4:7 config-bad-value: `class` is no name for Python",
    );
    check("styles = [\"natve\"]", "1:11 style-unknown: there is no style `natve` (did you mean `native`?)");
    check(
        "[[case]]\nname = \"a\"",
        "1:1 config-bad-value: a [[case]] needs a `name` and a `call` (call = \"m.add(2, 3)\")",
    );
    assert!(
        findings("headers = [").starts_with("1:12 config-syntax: this is not TOML"),
        "{}",
        findings("headers = [")
    );
    assert!(findings("allow = \"(\"").starts_with("1:9 config-bad-regex"));
}

#[test]
fn module_names() {
    let check = |name: &str, expected: &str| {
        let finding = check::module_name(name, Span::default()).map(|d| d.message).unwrap_or_default();
        assert_eq!(finding, expected);
    };
    check("zwrap", "");
    check("2fast", "the module name `2fast` is no Python identifier");
    check("class", "the module name `class` is a Python keyword");
    check("zlib", "the module name `zlib` would hide the standard module of that name");
    assert_eq!(check::as_identifier("foo-bar"), "foo_bar");
}
