//! The plan as text: one decision a line, stable, readable. Tests compare it.

use super::{
    ConstantValue, Count, ErrorTest, FnResult, Function, Gil, Map, Param, Passing, Plan, Raises, Scalar,
    Storage, Value,
};
use std::fmt::Write as _;

/// The text form; each line ends in a newline.
pub fn print(plan: &Plan) -> String {
    let mut out = String::new();
    for r in &plan.records {
        let _ = writeln!(
            out,
            "class {} ({}) size {} align {}",
            names(&r.py_name, &r.aliases),
            r.key,
            r.size,
            r.align
        );
        for f in &r.fields {
            let fixed = if f.is_const { " const" } else { "" };
            let bits = f.bits.map(|b| format!(" bits {}+{}", b.first, b.width)).unwrap_or_default();
            let shared = if f.overlaps { " shared" } else { "" };
            let kind = value(plan, &f.value);
            let _ = writeln!(out, "    @{} {}: {kind}{bits}{fixed}{shared}", f.offset, f.py_name);
        }
    }
    for h in &plan.handles {
        let _ = writeln!(out, "handle {} ({})", names(&h.py_name, &h.aliases), h.key);
    }
    for e in &plan.enums {
        let kind = if e.is_flags { "flags" } else { "enum" };
        let _ = writeln!(out, "{kind} {} ({}): {}", names(&e.py_name, &e.aliases), e.key, e.int.name);
        e.members.iter().for_each(|m| out += &format!("    {} = {}\n", m.py_name, m.value));
    }
    for c in &plan.constants {
        let text = match &c.value {
            ConstantValue::Int(v) => v.to_string(),
            ConstantValue::Float(v) => format!("{v:?}"),
            ConstantValue::Str(bytes) => format!("\"{}\"", bytes.escape_ascii()),
        };
        let _ = writeln!(out, "{:?} {} = {text}", c.kind, c.py_name);
    }
    for c in &plan.callbacks {
        let params: Vec<String> = c.params.iter().map(|p| value(plan, p)).collect();
        let result = c.result.as_ref().map_or_else(|| "None".to_owned(), |r| value(plan, r));
        let _ = writeln!(out, "callback {}({}) -> {result}", c.name, params.join(", "));
    }
    for v in &plan.variables {
        let fixed = if v.is_const { " const" } else { "" };
        let by = match &v.storage {
            Storage::Symbol => String::new(),
            Storage::Shim(symbol) => format!(", found by {symbol}"),
        };
        let _ = writeln!(out, "variable {}: {}{fixed}{by}", v.py_name, value(plan, &v.value));
    }
    if let Some(e) = &plan.exception {
        let by = e.message.map(|i| format!(" by {}", plan.functions[i].py_name)).unwrap_or_default();
        let _ = writeln!(out, "exception {}{by}", e.py_name);
    }
    plan.functions.iter().for_each(|f| out += &function(plan, f));
    for o in &plan.overloads {
        let members: Vec<&str> = o.members.iter().map(|i| plan.functions[*i].py_name.as_str()).collect();
        let _ = writeln!(out, "overloads {}: {}", o.py_name, members.join(", "));
    }
    plan.maps.iter().for_each(|m| out += &map(plan, m));
    for s in &plan.skipped {
        let _ = writeln!(out, "skipped {:?} {}: {}", s.kind, s.name, s.reason);
    }
    out
}

fn map(plan: &Plan, m: &Map) -> String {
    let items = |s: &Scalar| format!("items of {}", scalar(plan, s));
    let params: Vec<String> = m.params.iter().map(|p| format!("{}: {}", p.py_name, items(&p.item))).collect();
    let result = m.result.as_ref().map_or_else(|| "None".to_owned(), items);
    let gil = if m.gil == Gil::Hold { ", holds the GIL" } else { "" };
    format!("{}({}) -> {result}{gil}, {} loops over {}\n", m.py_name, params.join(", "), m.symbol, m.callee)
}

fn names(first: &str, aliases: &[String]) -> String {
    std::iter::once(first).chain(aliases.iter().map(String::as_str)).collect::<Vec<_>>().join(" = ")
}

fn function(plan: &Plan, f: &Function) -> String {
    let params: Vec<String> = f.params.iter().map(|p| param(plan, f, p)).collect();
    let result = match &f.result {
        FnResult::Void => "None".to_owned(),
        FnResult::Value(v) => value(plan, v),
        FnResult::Status(v) => format!("status {}", value(plan, v)),
    };
    let aliases: Vec<String> = f.aliases.iter().map(|a| a.py_name.clone()).collect();
    let mut out = format!("{}({}) -> {result}", names(&f.py_name, &aliases), params.join(", "));
    if let Some(e) = &f.error {
        let test = match &e.test {
            ErrorTest::Nonzero => "nonzero".to_owned(),
            ErrorTest::Negative => "negative".to_owned(),
            ErrorTest::Null => "null".to_owned(),
            ErrorTest::NotIn(good) => format!("not in {good:?}"),
            ErrorTest::ErrnoSet => "errno is set".to_owned(),
        };
        let _ = write!(out, " fails if {test}{}", if e.raises == Raises::Errno { " by errno" } else { "" });
        if let Some(m) = e.message {
            let (by, handle) = (&plan.functions[m.function].py_name, &f.params[m.param].py_name);
            let _ = write!(out, ", told by {by}({handle})");
        }
    }
    for (on, word) in
        [(f.gil == Gil::Release, "releases the GIL"), (f.keywords, "keywords"), (!f.public, "private")]
    {
        if on {
            let _ = write!(out, ", {word}");
        }
    }
    if f.symbol != f.c_name {
        let _ = write!(out, ", calls {}", f.symbol);
    }
    out + "\n"
}

fn param(plan: &Plan, f: &Function, p: &Param) -> String {
    let how = match &p.passing {
        Passing::In(v) => value(plan, v),
        Passing::Out(v) => format!("out {}", value(plan, v)),
        Passing::InOut(v) => format!("inout {}", value(plan, v)),
        Passing::ByRef(v) => format!("by address {}", value(plan, v)),
        Passing::User { callback } => format!("user data of {}", f.params[*callback].py_name),
        Passing::Array { item, is_const, length } => {
            let fixed = if *is_const { "const " } else { "" };
            format!("array of {fixed}{} with {}", scalar(plan, item), f.params[*length].py_name)
        }
        Passing::Length { of, .. } => format!("length of {}", f.params[*of].py_name),
        Passing::Buffer { item, capacity, count } => {
            let count = match count {
                Count::All => "all".to_owned(),
                Count::UntilNul => "until NUL".to_owned(),
                Count::Param(i) => f.params[*i].py_name.clone(),
                Count::Result => "result".to_owned(),
            };
            let room = &f.params[*capacity].py_name;
            format!("filled with {} up to {room}, counted by {count}", scalar(plan, item))
        }
        Passing::Capacity { int, by_address } => {
            format!("capacity {}{}", int.name, if *by_address { ", by address" } else { "" })
        }
        Passing::Count { int } => format!("count {}", int.name),
    };
    format!("{}: {how}{}", p.py_name, if p.nonnull { ", not None" } else { "" })
}

fn value(plan: &Plan, v: &Value) -> String {
    let fixed = |is_const: bool| if is_const { "const " } else { "" };
    match v {
        Value::Scalar(s) => scalar(plan, s),
        Value::Text => "text".into(),
        Value::CharPointer => "char buffer".into(),
        Value::Address { is_const } => format!("{}address", fixed(*is_const)),
        Value::Items { item, is_const } => format!("{}items of {}", fixed(*is_const), scalar(plan, item)),
        Value::Record(id) => plan.records[*id].py_name.clone(),
        Value::RecordPointer { record, is_const } => {
            format!("{}*{}", fixed(*is_const), plan.records[*record].py_name)
        }
        Value::Handle(id) => format!("handle {}", plan.handles[*id].py_name),
        Value::Pointers { to, is_const } => format!("{}pointers to ({})", fixed(*is_const), value(plan, to)),
        Value::FunctionPointer(None) => "function pointer".into(),
        Value::FunctionPointer(Some(id)) => format!("callback {}", plan.callbacks[*id].name),
        Value::Flexible { of } => format!("[]{}", value(plan, of)),
        Value::Array { of, len } => format!("[{len}]{}", value(plan, of)),
    }
}

fn scalar(plan: &Plan, s: &Scalar) -> String {
    match s {
        Scalar::Int(int) | Scalar::Enum { id: None, int } => int.name.into(),
        Scalar::Char { .. } => "char".into(),
        Scalar::Wide(kind) => format!("{kind:?}").to_lowercase(),
        Scalar::Bool => "bool".into(),
        Scalar::Float(kind) => format!("{kind:?}").to_lowercase(),
        Scalar::Complex(kind) => format!("complex {}", format!("{kind:?}").to_lowercase()),
        Scalar::Enum { id: Some(id), .. } => format!("enum {}", plan.enums[*id].py_name),
    }
}
