//! The C that CFFI parses, and the assertions that the C compiler checks.
//!
//! In: a plan. Out: declarations with every typedef resolved, in the grammar that CFFI knows, and a C preamble. What
//! CFFI's grammar cannot say of a pointer is `void *`, which C converts by itself.

use super::{natural, order};
use crate::ir::{FunctionType, IntType, Language, Type};
use crate::plan::{Constant, ConstantValue, FnResult, Function, Passing, Plan, Record, Scalar, Value};
use crate::text::c;
use crate::text::literals::c_string;
use std::collections::{BTreeMap, BTreeSet};

/// Resolves the types of a plan.
pub struct Types<'a> {
    plan: &'a Plan,
    /// Records and handles by key: those that a declaration may name.
    known: BTreeSet<&'a str>,
    /// The integer types of enumerations, by key.
    enums: BTreeMap<String, IntType>,
}

impl<'a> Types<'a> {
    /// Gathers what the plan says of its types.
    pub fn new(plan: &'a Plan) -> Self {
        let records = plan.records.iter().filter(|r| r.spelled).map(|r| r.key.as_str());
        let handles = plan.handles.iter().map(|h| h.key.as_str());
        let mut types = Self { plan, known: records.chain(handles).collect(), enums: BTreeMap::new() };
        types.enums.extend(plan.enums.iter().map(|e| (e.key.clone(), e.int)));
        for f in &plan.functions {
            for (param, ty) in f.params.iter().zip(&f.ty.params) {
                match &param.passing {
                    Passing::ByRef(_) => todo!("by address"),
                    Passing::User { .. } => todo!("user data"),
                    Passing::In(value) => types.learn(ty, value),
                    Passing::Out(value) | Passing::InOut(value) => {
                        ty.pointee().into_iter().for_each(|to| types.learn(to, value));
                    }
                    Passing::Array { .. } | Passing::Length { .. } => {}
                }
            }
            if let FnResult::Value(value) | FnResult::Status(value) = &f.result {
                types.learn(&f.ty.ret, value);
            }
        }
        for field in plan.records.iter().flat_map(|r| &r.fields) {
            types.learn(&field.ty, &field.value);
        }
        types
    }

    /// A system header's enumeration is in no list of the plan's; its integer type stands beside each use.
    fn learn(&mut self, ty: &Type, value: &Value) {
        match (ty.canonical(), value) {
            (Type::Enum(key), Value::Scalar(Scalar::Enum { int, .. })) => {
                self.enums.insert(key.clone(), *int);
            }
            (Type::Pointer(to), Value::Items { item, .. }) => self.learn(to, &Value::Scalar(*item)),
            (Type::Pointer(to), Value::Pointers { to: value, .. }) => self.learn(to, value),
            (Type::Array { of, .. }, Value::Array { of: value, .. }) => self.learn(of, value),
            _ => {}
        }
    }

    /// The type without typedefs, in CFFI's grammar; `None` where it has no word for it.
    fn resolve(&self, ty: &Type) -> Option<Type> {
        Some(match ty {
            Type::Int(int) if int.bits > 64 => return None,
            Type::Void | Type::Bool | Type::Char { .. } | Type::Int(_) | Type::Wide(_) | Type::Float(_) => {
                ty.clone()
            }
            Type::Enum(key) => Type::Int(*self.enums.get(key)?),
            Type::Record(key) => {
                self.known.get(key.as_str())?;
                ty.clone()
            }
            Type::Pointer(to) => Type::Pointer(Box::new(self.resolve(to)?)),
            Type::Array { of, len } => Type::Array { of: Box::new(self.resolve(of)?), len: *len },
            Type::Typedef { to, .. } | Type::Volatile(to) => self.resolve(to)?,
            Type::Const(of) => Type::Const(Box::new(self.resolve(of)?)),
            Type::Function(f) if f.prototype => Type::Function(Box::new(FunctionType {
                ret: self.resolve(&f.ret)?,
                params: f.params.iter().map(|p| self.resolve(p)).collect::<Option<_>>()?,
                ..(**f).clone()
            })),
            _ => return None,
        })
    }

    /// The type of a parameter or result. Pointers to functions and arrays pass as `void *`.
    pub fn passed(&self, ty: &Type) -> Type {
        let plain = |to: &Type| !matches!(to.canonical(), Type::Function(_) | Type::Array { .. });
        match (self.resolve(ty), ty.pointee()) {
            (Some(resolved), Some(to)) if plain(to) => unqualified(resolved),
            (Some(resolved), None) => unqualified(resolved),
            (_, Some(to)) if to.is_const() => pointer_to(Type::Const(Box::new(Type::Void))),
            _ => pointer_to(Type::Void),
        }
    }

    /// The type of a member, and whether it is exactly the header's.
    fn member(&self, ty: &Type) -> (Type, bool) {
        match self.resolve(ty) {
            Some(resolved) => (resolved, true),
            None => (pointer_to(Type::Void), false),
        }
    }

    /// The spelling of the items of a pointer or array, for `ffi.typeof`.
    pub fn spelled(&self, ty: &Type) -> String {
        c::declare(&self.passed(ty), "")
    }
}

fn pointer_to(to: Type) -> Type {
    Type::Pointer(Box::new(to))
}

/// A qualifier of the parameter itself says nothing to the caller.
fn unqualified(ty: Type) -> Type {
    match ty {
        Type::Const(of) => *of,
        other => other,
    }
}

/// One call of `ffibuilder.cdef`.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// Its lines of C.
    pub lines: Vec<String>,
    /// `packed=…` or `pack=…`, where the layout wants one.
    pub option: Option<String>,
}

/// Every declaration: opaque structs, structs in order, functions.
pub fn blocks(plan: &Plan, types: &Types) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut add = |lines: Vec<String>, option: Option<String>| match out.last_mut() {
        Some(last) if last.option == option => last.lines.extend(lines),
        _ => out.push(Block { lines, option }),
    };
    let opaque = plan.handles.iter().map(|h| opaque(&h.key));
    let forward = plan.records.iter().filter(|r| r.key.contains(' ')).map(|r| format!("{};", r.key));
    let first: Vec<String> = opaque.chain(forward).collect();
    if !first.is_empty() {
        add(first, None);
    }
    for record in order::records(plan) {
        let mut lines = vec![String::new()];
        let shape = natural::shape(plan, record);
        lines.extend(struct_lines(types, record, shape == natural::Shape::Other));
        add(lines, shape.option());
    }
    if !plan.functions.is_empty() {
        let mut lines = vec![String::new()];
        lines.extend(plan.functions.iter().map(|f| function(types, f)));
        add(lines, None);
    }
    out
}

fn opaque(key: &str) -> String {
    if key.contains(' ') { format!("{key};") } else { format!("typedef ... {key};") }
}

/// The declaration in full: CFFI then compares every size and offset with the C compiler's. Only an alignment that
/// its grammar has no word for leaves the places of the members to the compiler (and to the assertions).
fn struct_lines(types: &Types, record: &Record, open: bool) -> Vec<String> {
    let member = |f: &crate::plan::Field| format!("    {};", c::declare(&types.member(&f.ty).0, &f.c_name));
    let (first, last) = if record.key.contains(' ') {
        (format!("{} {{", record.key), "};".to_owned())
    } else {
        ("typedef struct {".to_owned(), format!("}} {};", record.key))
    };
    let rest = open.then(|| "    ...;".to_owned());
    std::iter::once(first).chain(record.fields.iter().map(member)).chain(rest).chain([last]).collect()
}

/// The line that declares a function.
pub fn function(types: &Types, f: &Function) -> String {
    let ty = FunctionType {
        ret: if matches!(f.ty.ret.canonical(), Type::Void) { Type::Void } else { types.passed(&f.ty.ret) },
        params: f.ty.params.iter().map(|p| types.passed(p)).collect(),
        ..f.ty.clone()
    };
    let names: Vec<String> = f.params.iter().map(|p| p.c_name.clone()).collect();
    // A name that CFFI takes for a type would not parse.
    let clear = names.iter().all(|n| !is_type_like(n) && !types.known.contains(n.as_str()));
    if returns_const(types.plan, f) {
        let pointer = pointer_to(Type::Function(Box::new(ty)));
        return format!("extern {};", c::declare(&pointer, &lib_name(types.plan, f)));
    }
    format!("{};", c::prototype(&f.symbol, &ty, if clear { &names } else { &[] }))
}

/// What `lib` calls a function: its own name, or that of the pointer to it.
pub fn lib_name(plan: &Plan, f: &Function) -> String {
    if returns_const(plan, f) { format!("tb_{}", f.symbol) } else { f.symbol.clone() }
}

/// CFFI's own C assigns a result to a variable, which C forbids for a struct with a const member. A pointer to the
/// function is called without such C, by libffi.
fn returns_const(plan: &Plan, f: &Function) -> bool {
    matches!(&f.result, FnResult::Value(Value::Record(id)) | FnResult::Status(Value::Record(id))
        if holds_const(plan, &plan.records[*id]))
}

fn holds_const(plan: &Plan, record: &Record) -> bool {
    fn inside(plan: &Plan, value: &Value) -> bool {
        match value {
            Value::Record(id) => holds_const(plan, &plan.records[*id]),
            Value::Array { of, .. } => inside(plan, of),
            _ => false,
        }
    }
    record.fields.iter().any(|f| f.is_const || inside(plan, &f.value))
}

/// The definitions of these pointers.
pub fn pointers(plan: &Plan) -> Vec<String> {
    let pointer = |f: &Function| {
        let ty = pointer_to(Type::Function(Box::new(f.ty.clone())));
        format!("static {} = {};", c::declare(&ty, &lib_name(plan, f)), f.symbol)
    };
    plan.functions.iter().filter(|f| returns_const(plan, f)).map(pointer).collect()
}

/// CFFI knows many type names by heart, Windows' own among them: `bool`, `size_t`, `HANDLE`.
fn is_type_like(name: &str) -> bool {
    name == "bool" || name.ends_with("_t") || !name.chars().any(|c| c.is_ascii_lowercase())
}

/// Whether a member's type is not the header's, so that CFFI's own comparison of pointer types must be silenced.
pub fn has_replaced_members(plan: &Plan, types: &Types) -> bool {
    plan.records.iter().flat_map(|r| &r.fields).any(|f| !types.member(&f.ty).1)
}

/// What the generated C says about a macro's value; a pointer's, which `verdict` has read, is no constant expression.
const SAME: [&str; 6] = [
    "",
    "/* The value, and its sign: C compares -1 and an unsigned number as unsigned ones. */",
    "#define TB_NUMBER(macro, value) \\",
    "    __builtin_choose_expr(__builtin_classify_type(macro) == 5, value, macro)",
    "#define TB_SAME(macro, value) (TB_NUMBER(macro, value) == (value) \\",
    "    && (TB_NUMBER(macro, value) > 0) == ((value) > 0))",
];

/// `_Static_assert` lines: the numbers that the plan relies on. C++ headers cannot be asked from C.
pub fn assertions(plan: &Plan) -> Vec<String> {
    if plan.language == Language::Cxx {
        return Vec::new();
    }
    let records = plan.records.iter().filter(|r| r.spelled).flat_map(record_assertions);
    let members = plan.enums.iter().flat_map(|e| &e.members);
    let members = members.map(|m| assertion(&format!("{} == {}", m.c_name, literal(m.value)), &m.c_name));
    let constants: Vec<String> = plan.constants_that_hold().filter_map(constant_assertion).collect();
    let helpers = if constants.is_empty() { [].as_slice() } else { SAME.as_slice() };
    let helpers = helpers.iter().map(|&l| l.to_owned());
    records.chain(members).chain(helpers).chain(constants).collect()
}

fn record_assertions(r: &Record) -> Vec<String> {
    let equals = |what: String, number: u64| assertion(&format!("{what} == {number}"), &what);
    let offset = |f: &crate::plan::Field| equals(format!("offsetof({}, {})", r.key, f.c_name), f.offset);
    let whole =
        [equals(format!("sizeof({})", r.key), r.size), equals(format!("_Alignof({})", r.key), r.align)];
    whole.into_iter().chain(r.fields.iter().map(offset)).collect()
}

fn constant_assertion(c: &Constant) -> Option<String> {
    let condition = match &c.value {
        ConstantValue::Int(value) => format!("TB_SAME({}, {})", c.c_name, literal(*value)),
        ConstantValue::Str(bytes) => format!("sizeof({}) == {}", c.c_name, bytes.len() + 1),
        // A comparison of floating numbers is no constant expression in C; `verdict` has read their values.
        ConstantValue::Float(_) => return None,
    };
    Some(assertion(&condition, &c.c_name))
}

/// A number as C has it.
fn literal(value: i128) -> String {
    match i64::try_from(value) {
        Ok(i64::MIN) => "(-9223372036854775807LL - 1)".into(),
        Ok(v) if i32::try_from(v).is_ok() && v != i64::from(i32::MIN) => v.to_string(),
        Ok(v) => format!("{v}LL"),
        Err(_) => format!("{value}ULL"),
    }
}

fn assertion(condition: &str, subject: &str) -> String {
    format!("_Static_assert({condition}, {});", c_string(subject.as_bytes()))
}
