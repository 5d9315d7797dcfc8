//! Compares what the modules say of themselves: import, names, stubs, signatures, docs, manifest, layouts, constants.
//!
//! In: the plan, what was observed. Out: checks. Values that the compiler confirmed are held to the plan as well, so that
//! three styles that are wrong alike do not pass.

use super::observed::Observed;
use super::result::{Check, Kind, value_text};
use super::{Input, layouts};
use crate::plan::{ConstantValue, Plan};
use serde_json::{Value as Json, json};

/// The checks of a thing that must be the same in all styles: `equal` if it is, else what each one has.
fn same<'a, T: PartialEq>(
    kind: Kind,
    what: &str,
    styles: impl IntoIterator<Item = &'a Observed>,
    part: impl Fn(&Observed) -> T,
    show: impl Fn(&T) -> String,
) -> Check {
    let parts: Vec<(&str, T)> = styles.into_iter().map(|s| (s.style.as_str(), part(s))).collect();
    if parts.windows(2).all(|w| w[0].1 == w[1].1) {
        return Check::equal(kind, what, 1);
    }
    let outcomes = parts.iter().map(|(style, p)| ((*style).to_owned(), show(p)));
    Check::different(kind, what, "the styles do not agree").outcomes(outcomes)
}

/// Whether each module could be imported; nothing else makes sense where one could not.
pub fn imports(plan: &Plan, styles: &[Observed]) -> Vec<Check> {
    let of = |s: &Observed| match &s.import_error {
        None => Check::equal(Kind::Import, format!("import {} ({})", plan.module, s.style), 1),
        Some(error) => {
            let reason = format!("it cannot be imported: {error}");
            Check::different(Kind::Import, format!("{} ({})", plan.module, s.style), reason)
        }
    };
    styles.iter().map(of).collect()
}

/// Everything that is said and not done.
pub fn statements(input: &Input, styles: &[Observed]) -> Vec<Check> {
    let plan = input.plan;
    let mut checks = vec![stubs(input)];
    checks.push(names("public names", styles, |s| &s.names.public));
    checks.push(names("__all__", styles, |s| &s.names.all));
    checks.extend(functions(plan, styles));
    checks.extend(classes(styles));
    checks.push(manifest(styles));
    checks.extend(layouts::checks(plan, styles));
    checks.extend(constants(plan, styles));
    checks.extend(enums(plan, styles));
    checks
}

fn stubs(input: &Input) -> Check {
    let mut texts = Vec::new();
    for (style, folder) in input.packages {
        match std::fs::read_to_string(folder.join(&input.plan.module).join("__init__.pyi")) {
            Ok(text) => texts.push(text),
            Err(e) => return Check::different(Kind::Stub, format!("__init__.pyi ({style})"), e.to_string()),
        }
    }
    let line = texts.windows(2).find_map(|w| first_difference(&w[0], &w[1]));
    match line {
        None => Check::equal(Kind::Stub, "__init__.pyi", 1),
        Some(line) => {
            let shown = texts.iter().map(|t| t.lines().nth(line).unwrap_or("(the end)").to_owned());
            let outcomes = input.packages.iter().map(|(style, _)| style.clone()).zip(shown);
            Check::different(
                Kind::Stub,
                format!("__init__.pyi, line {}", line + 1),
                "the stubs are not the same text",
            )
            .outcomes(outcomes)
        }
    }
}

fn first_difference(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return None;
    }
    let same = a.lines().zip(b.lines()).take_while(|(x, y)| x == y).count();
    Some(same)
}

/// Names that not every style has.
fn names(what: &str, styles: &[Observed], part: impl Fn(&Observed) -> &Vec<String>) -> Check {
    let missing = |s: &Observed| {
        let others = styles.iter().flat_map(&part).filter(|n| !part(s).contains(n));
        let mut missing: Vec<&str> = others.map(String::as_str).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.join(", ")
    };
    let outcomes: Vec<(String, String)> = styles.iter().map(|s| (s.style.clone(), missing(s))).collect();
    if outcomes.iter().all(|(_, m)| m.is_empty()) {
        return Check::equal(Kind::Names, what, styles.first().map_or(0, |s| part(s).len()));
    }
    let lacking = outcomes.into_iter().filter(|(_, m)| !m.is_empty()).map(|(s, m)| (s, format!("lacks {m}")));
    Check::different(Kind::Names, what, "the styles do not have the same names").outcomes(lacking)
}

fn functions(plan: &Plan, styles: &[Observed]) -> Vec<Check> {
    let mut checks = Vec::new();
    for name in super::worker::functions(plan) {
        let of = |s: &Observed| s.functions.get(name).cloned().unwrap_or_default();
        // A style may have no signature to inspect (ctypes' function objects); those that have one agree.
        let with = styles.iter().filter(|s| of(s).0.is_some());
        let span =
            plan.functions.iter().find(|f| f.py_name == name).map(|f| f.span.clone()).unwrap_or_default();
        checks.push(
            same(
                Kind::Signature,
                &format!("signature of {name}"),
                with,
                |s| of(s).0,
                |p| json!(p).to_string(),
            )
            .at(&span),
        );
        checks.push(
            same(Kind::Signature, &format!("{name}.__doc__"), styles, |s| of(s).1, |d| format!("{d:?}"))
                .at(&span),
        );
    }
    checks
}

fn classes(styles: &[Observed]) -> Vec<Check> {
    let Some(first) = styles.first() else { return Vec::new() };
    let mut checks = Vec::new();
    for name in first.classes.keys() {
        let of = |s: &Observed| s.classes.get(name).cloned().unwrap_or_default();
        checks.push(same(
            Kind::Signature,
            &format!("attributes of {name}"),
            styles,
            |s| of(s).0,
            |p| p.join(", "),
        ));
        checks.push(same(
            Kind::Signature,
            &format!("{name}.__doc__"),
            styles,
            |s| of(s).1,
            |d| format!("{d:?}"),
        ));
    }
    checks
}

/// The manifests, but for what tells the styles apart.
fn manifest(styles: &[Observed]) -> Check {
    let of = |s: &Observed| {
        let mut manifest = s.manifest.clone();
        if let Some(object) = manifest.as_object_mut() {
            for key in ["style", "variant", "capabilities"] {
                object.shift_remove(key);
            }
            // Only a style whose own machinery knows a record's layout names the type by which to ask it.
            let records = object.get_mut("records").and_then(Json::as_object_mut);
            for record in records.into_iter().flat_map(|r| r.values_mut()).filter_map(Json::as_object_mut) {
                record.shift_remove("ctype");
            }
        }
        manifest
    };
    if let Some(s) = styles.iter().find(|s| style_id(&s.manifest).as_ref() != Some(&s.style)) {
        let said = style_id(&s.manifest).unwrap_or_default();
        return Check::different(
            Kind::Manifest,
            "__tribind__['style']",
            format!("{} says {said:?}", s.style),
        );
    }
    let sections = |a: &Json, b: &Json| {
        let (a, b) = (a.as_object()?, b.as_object()?);
        a.keys().chain(b.keys()).find(|k| a.get(*k) != b.get(*k)).cloned()
    };
    let manifests: Vec<Json> = styles.iter().map(of).collect();
    match manifests.windows(2).find_map(|w| sections(&w[0], &w[1])) {
        None => same(Kind::Manifest, "__tribind__", styles, of, value_text),
        Some(key) => {
            let part = |s: &Observed| of(s).get(&key).cloned().unwrap_or_default();
            same(Kind::Manifest, &format!("__tribind__[{key:?}]"), styles, part, value_text)
        }
    }
}

/// The style that a manifest names, and its variant where it has one: `cffi`, `cffi-abi`.
fn style_id(manifest: &Json) -> Option<String> {
    let style = manifest.get("style")?.as_str()?;
    let variant = manifest.get("variant").and_then(Json::as_str);
    Some(variant.map_or_else(|| style.to_owned(), |variant| format!("{style}-{variant}")))
}

fn constants(plan: &Plan, styles: &[Observed]) -> Vec<Check> {
    let check = |c: &crate::plan::Constant| {
        let wrong: Vec<(String, String)> = styles
            .iter()
            .map(|s| (s, s.constants.get(&c.py_name).unwrap_or(&Json::Null)))
            .filter(|(_, got)| !is_value(&c.value, got))
            .map(|(s, got)| (s.style.clone(), value_text(got)))
            .collect();
        if wrong.is_empty() {
            return Check::equal(Kind::Constant, &c.py_name, styles.len());
        }
        Check::different(Kind::Constant, &c.py_name, format!("the compiler says {}", constant_text(&c.value)))
            .outcomes(wrong)
            .at(&c.span)
    };
    plan.constants.iter().map(check).collect()
}

/// Whether a constant in the comparable form is the compiler's value.
fn is_value(want: &ConstantValue, got: &Json) -> bool {
    let (kind, text) = match got.as_array().map(Vec::as_slice) {
        Some([Json::String(kind), Json::String(text)]) => (kind.as_str(), text.as_str()),
        _ => return false,
    };
    match want {
        ConstantValue::Int(value) => kind == "int" && text.parse() == Ok(*value),
        ConstantValue::Float(value) => {
            let same = |got: f64| got.to_bits() == value.to_bits() || (got.is_nan() && value.is_nan());
            kind == "float" && text.parse().is_ok_and(same)
        }
        ConstantValue::Str(bytes) => {
            let hexadecimal: Vec<String> = bytes.iter().map(|b| format!("{b:02x}")).collect();
            kind == "str" && text == hexadecimal.concat()
        }
    }
}

fn constant_text(value: &ConstantValue) -> String {
    match value {
        ConstantValue::Int(value) => value.to_string(),
        ConstantValue::Float(value) => format!("{value:?}"),
        ConstantValue::Str(bytes) => format!("\"{}\"", bytes.escape_ascii()),
    }
}

fn enums(plan: &Plan, styles: &[Observed]) -> Vec<Check> {
    let check = |e: &crate::plan::Enum| {
        let want: Vec<(String, String)> =
            e.members.iter().map(|m| (m.py_name.clone(), m.value.to_string())).collect();
        let of = |s: &Observed| {
            let members = s.enums.get(&e.py_name).cloned().unwrap_or_default();
            members.into_iter().map(|(n, v)| (n, v.to_string())).collect::<Vec<_>>()
        };
        let wrong: Vec<(String, String)> = styles
            .iter()
            .map(|s| (s.style.clone(), of(s)))
            .filter(|(_, got)| !are_members(&want, got))
            .map(|(style, got)| {
                let odd = got
                    .iter()
                    .filter(|m| !want.iter().any(|w| is_member(w, m)))
                    .map(|(n, v)| format!("{n} = {v}"));
                (style, odd.collect::<Vec<_>>().join(", "))
            })
            .collect();
        if wrong.is_empty() {
            return Check::equal(Kind::Constant, &e.key, want.len());
        }
        Check::different(Kind::Constant, &e.key, "the members are not the header's")
            .outcomes(wrong)
            .at(&e.span)
    };
    plan.enums.iter().map(check).collect()
}

fn are_members(want: &[(String, String)], got: &[(String, String)]) -> bool {
    want.len() == got.len() && want.iter().zip(got).all(|(w, g)| is_member(w, g))
}

/// Inside its class a member may have underscores behind its name, where `enum` has plans for the name itself.
fn is_member(want: &(String, String), got: &(String, String)) -> bool {
    want.1 == got.1 && got.0.strip_prefix(&want.0).is_some_and(|rest| rest.bytes().all(|b| b == b'_'))
}
