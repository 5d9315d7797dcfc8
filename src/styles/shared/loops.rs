//! The loops of the shim: one C function for each function that is called for each item of buffers.
//!
//! A loop over items is as C has it by hand. A value that stands for all items is repeated for one block of them, and the
//! loop goes block by block: so it is the same loop, which a compiler makes as quick as any.

use crate::ir::{Language, Type};
use crate::plan::{ErrorTest, Map, MapParam, Plan, Raises, Scalar};
use crate::styles::shared::layout::indented;
use crate::text::c;
use serde::Serialize;

/// The view of one loop.
#[derive(Serialize)]
pub struct LoopView {
    /// The prototype of the function that it calls, safe inside a comment.
    prototype: String,
    /// Another name for that, where a variable of the loop hides its own.
    alias: Option<String>,
    /// `has_alias` of the template.
    has_alias: bool,
    /// Its own name.
    pub symbol: String,
    /// `noexcept`, where C++ is written.
    noexcept: &'static str,
    /// Variables.
    declare: Vec<String>,
    /// The loop.
    lines: Vec<String>,
}

/// The loops of a plan.
pub fn loops(plan: &Plan) -> Vec<LoopView> {
    plan.maps.iter().map(|map| Writer::new(plan, map).view()).collect()
}

/// Whether a loop goes block by block.
pub fn has_blocks(plan: &Plan) -> bool {
    plan.maps.iter().any(|m| m.params.len() > 1)
}

/// Whether a loop looks at `errno`.
pub fn uses_errno(plan: &Plan) -> bool {
    let test = |m: &Map| m.of(plan).error.as_ref().map(|e| &e.test);
    plan.maps.iter().any(|m| test(m) == Some(&ErrorTest::ErrnoSet))
}

struct Writer<'a> {
    plan: &'a Plan,
    map: &'a Map,
    /// How the function is called.
    callee: String,
    alias: Option<String>,
}

/// The variables of a loop that a function of the library may be named like.
const LOCALS: [&str; 7] = ["map", "count", "out", "done", "length", "i", "result"];

impl<'a> Writer<'a> {
    fn new(plan: &'a Plan, map: &'a Map) -> Self {
        let name = map.callee.trim_matches(['(', ')']);
        let is_hidden = LOCALS.contains(&name) || map.params.iter().any(|p| block(&map.params, p) == name);
        let alias = is_hidden.then(|| format!("static __typeof__({name}) *const tb_real_{name} = {name};"));
        let callee = if is_hidden { format!("tb_real_{name}") } else { map.callee.clone() };
        Self { plan, map, callee, alias }
    }

    fn view(self) -> LoopView {
        let blocks = self.map.params.len() > 1;
        let f = self.map.of(self.plan);
        LoopView {
            prototype: crate::text::literals::c_comment(&f.prototype),
            has_alias: self.alias.is_some(),
            symbol: self.map.symbol.clone(),
            noexcept: if self.is_cxx() { " noexcept" } else { "" },
            declare: indented(4, &self.declare(blocks)),
            lines: indented(4, &if blocks { self.in_blocks() } else { self.plain() }),
            alias: self.alias,
        }
    }

    fn is_cxx(&self) -> bool {
        self.plan.language == Language::Cxx
    }

    /// A `void *` as another pointer, which C++ wants to be said.
    fn pointer(&self, to: &Type, value: &str) -> String {
        if self.is_cxx() {
            format!("static_cast<{}>({value})", c::declare(&pointer_to(to), ""))
        } else {
            value.into()
        }
    }

    fn declare(&self, blocks: bool) -> Vec<String> {
        let mut lines = vec!["const size_t count = map->count;".to_owned()];
        for (i, p) in self.map.params.iter().enumerate() {
            let ty = stored(&p.ty, p.item);
            if blocks {
                lines.push(format!("{}[TB_BLOCK];", c::declare(&ty, &block(&self.map.params, p))));
            }
            let ty = Type::Const(Box::new(ty));
            let items = self.pointer(&ty, &format!("map->args[{i}]"));
            lines.push(format!("{} = {items};", c::declare(&pointer_to(&ty), &p.c_name)));
        }
        if let Some(item) = self.map.result {
            let ty = self.result_type(item);
            lines.push(format!(
                "{} = {};",
                c::declare(&pointer_to(&ty), "out"),
                self.pointer(&ty, "map->out")
            ));
        }
        lines
    }

    fn result_type(&self, item: Scalar) -> Type {
        let f = self.map.of(self.plan);
        let ty = f.declared.as_ref().map_or(&f.ty.ret, |declared| &declared.ret);
        if item == Scalar::Bool { Type::Bool } else { unqualified(ty).clone() }
    }

    /// One argument: it is items, or there is nothing to loop over.
    fn plain(&self) -> Vec<String> {
        let mut lines = vec!["for (size_t i = 0; i < count; i++) {".to_owned()];
        lines.extend(self.body(1, "i"));
        lines.extend(["}".to_owned(), "return count;".to_owned()]);
        lines
    }

    fn in_blocks(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, p) in self.map.params.iter().enumerate() {
            let (name, ty) = (&p.c_name, Type::Const(Box::new(stored(&p.ty, p.item))));
            let repeated =
                format!("tb_repeat({}, {name}, sizeof(*{name}), count)", block(&self.map.params, p));
            lines.push(format!("if (map->steps[{i}] == 0) {{"));
            lines.push(format!("    {name} = {};", self.pointer(&ty, &repeated)));
            lines.push("}".into());
        }
        lines.push("for (size_t done = 0; done < count; done += TB_BLOCK) {".into());
        lines.push("    const size_t length = count - done < TB_BLOCK ? count - done : TB_BLOCK;".into());
        lines.push(String::new());
        lines.push("    for (size_t i = 0; i < length; i++) {".into());
        lines.extend(self.body(2, "done + i"));
        lines.push("    }".into());
        let params = self.map.params.iter().enumerate();
        lines.extend(params.map(|(i, p)| format!("    {} += length * map->steps[{i}];", p.c_name)));
        lines.extend(self.map.result.map(|_| "    out += length;".to_owned()));
        lines.extend(["}".to_owned(), "return count;".to_owned()]);
        lines
    }

    /// What is done with one item; `index` is its number among all.
    fn body(&self, depth: usize, index: &str) -> Vec<String> {
        let args: Vec<String> = self.map.params.iter().map(argument).collect();
        let call = format!("{}({})", self.callee, args.join(", "));
        let f = self.map.of(self.plan);
        let store = self.map.result.map(|_| "out[i] = ");
        let mut lines = Vec::new();
        match &f.error {
            None => lines.push(format!("{}{call};", store.unwrap_or_default())),
            Some(rule) => {
                let ty = f.declared.as_ref().map_or(&f.ty.ret, |declared| &declared.ret);
                let is_void = matches!(ty.canonical(), Type::Void);
                let by_errno = rule.test == ErrorTest::ErrnoSet;
                let named = !is_void && (store.is_some() || !by_errno);
                let before = if named {
                    format!("const {} = ", c::declare(unqualified(ty), "result"))
                } else {
                    String::new()
                };
                lines.extend(by_errno.then(|| "errno = 0;".to_owned()));
                lines.push(format!("{before}{call};"));
                lines.push(String::new());
                lines.push(format!("if ({}) {{", condition(&rule.test, ty)));
                if rule.raises == Raises::Exception && named {
                    let place = Type::Pointer(Box::new(unqualified(ty).clone()));
                    lines.push(format!("    *({})map->failed = result;", c::declare(&place, "")));
                }
                lines.push(format!("    return {index};"));
                lines.push("}".into());
                lines.extend(store.map(|store| format!("{store}result;")));
            }
        }
        indented(4 * depth, &lines)
    }
}

/// The name of the block of a parameter's value.
fn block(params: &[MapParam], p: &MapParam) -> String {
    let mut name = format!("{}_block", p.c_name);
    while params.iter().any(|other| other.c_name == name) {
        name.push('_');
    }
    name
}

/// A byte that is neither 0 nor 1 is no `_Bool`, and reading it as one is undefined.
fn argument(p: &MapParam) -> String {
    if p.item == Scalar::Bool { format!("{}[i] != 0", p.c_name) } else { format!("{}[i]", p.c_name) }
}

fn stored(ty: &Type, item: Scalar) -> Type {
    const BYTE: crate::ir::IntType = crate::ir::IntType { bits: 8, signed: false, name: "unsigned char" };
    if item == Scalar::Bool { Type::Int(BYTE) } else { ty.clone() }
}

fn pointer_to(ty: &Type) -> Type {
    Type::Pointer(Box::new(ty.clone()))
}

fn unqualified(ty: &Type) -> &Type {
    match ty {
        Type::Const(of) | Type::Volatile(of) => unqualified(of),
        Type::Typedef { .. } if ty.is_const() => unqualified(ty.canonical()),
        other => other,
    }
}

/// When `result`, a number of this type, means failure.
fn condition(test: &ErrorTest, ty: &Type) -> String {
    // An enumeration may have an unsigned type, and is compared as a number.
    let number = match ty.canonical() {
        Type::Int(int) if int.signed => "result",
        _ => "(long long)result",
    };
    match test {
        ErrorTest::Nonzero => "result != 0".to_owned(),
        ErrorTest::Negative => format!("{number} < 0"),
        ErrorTest::Null => "!result".to_owned(),
        ErrorTest::NotIn(good) => {
            let tests: Vec<String> = good.iter().map(|g| format!("{number} != {}", literal(*g))).collect();
            tests.join(" && ")
        }
        ErrorTest::ErrnoSet => "errno != 0".to_owned(),
    }
}

fn literal(value: i64) -> String {
    match value {
        i64::MIN => "(-9223372036854775807LL - 1)".into(),
        _ if i32::try_from(value).is_ok() => value.to_string(),
        _ => format!("{value}LL"),
    }
}
