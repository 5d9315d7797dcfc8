//! The C file of a module: what goes in, in order.

use super::enums::{self, EnumView};
use super::function::{FunctionView, function};
use super::needs::{Needs, Part};
use super::scope::Scope;
use super::{checks, constants};
use crate::ir::Language;
use crate::plan::{Enum, Plan};
use crate::text::literals::c_string;
use serde::Serialize;

/// The view of `module.c`.
#[derive(Serialize)]
pub struct ModuleView {
    /// First line.
    header: &'static str,
    /// The comment on top, line by line.
    about: Vec<String>,
    /// The library's headers, delimiters included.
    includes: Vec<String>,
    /// Whether there is anything to check.
    has_checks: bool,
    /// Static assertions.
    checks: Vec<String>,
    /// Whether the module object carries a state of its own.
    has_state: bool,
    /// Members of the state.
    state: Vec<String>,
    /// Name of the module object's own type, a C string.
    type_name: String,
    /// Enumerations whose members are given back.
    enums: Vec<EnumView>,
    /// Wrappers.
    functions: Vec<FunctionView>,
    /// Rows of the method table.
    methods: Vec<String>,
    /// Whether there is any constant.
    has_constants: bool,
    /// Lines that add the constants.
    constants: Vec<String>,
    /// Whether anything is done at import.
    has_exec: bool,
    /// What is done at import.
    exec: Vec<String>,
    /// Visits of the state's objects.
    traverse: Vec<String>,
    /// Releases of the state's objects.
    clear: Vec<String>,
    /// The module's name, a C string.
    definition_name: String,
}

/// The C file's view, and the helpers that it calls.
pub fn module(plan: &Plan) -> (ModuleView, Needs) {
    let mut scope = Scope::new(plan);
    let functions: Vec<FunctionView> = plan.functions.iter().map(|f| function(&mut scope, f)).collect();
    let constants = constants::lines(&mut scope);
    let state = State::new(&scope);
    let exec = exec(&mut scope, &state, !constants.is_empty());
    let checks = checks::checks(plan);
    scope.needs.part(Part::BufferFunction);
    let mut methods: Vec<String> = functions.iter().map(|f| f.row.clone()).collect();
    methods.push("{\"__tribind_buffer__\", tb_buffer_function, METH_O, tb_doc_buffer},".into());
    let enums = scope.enums.iter().map(|id| enums::view(&plan.enums[*id])).collect();
    let view = ModuleView {
        header: crate::styles::shared::C_HEADER,
        about: about(plan),
        includes: includes(plan),
        has_checks: !checks.is_empty(),
        checks,
        has_state: scope.needs.has(Part::Module),
        state: state.members,
        type_name: c_string(format!("{}._native.Module", plan.module).as_bytes()),
        enums,
        methods,
        functions,
        has_constants: !constants.is_empty(),
        constants,
        has_exec: !exec.is_empty(),
        exec,
        traverse: state.traverse,
        clear: state.clear,
        definition_name: c_string(format!("{}._native", plan.module).as_bytes()),
    };
    (view, scope.needs)
}

fn about(plan: &Plan) -> Vec<String> {
    vec![
        format!("{} for Python, written against CPython's C API.", plan.module),
        String::new(),
        "Each function of the library has one wrapper, tb_call_NAME, with its C prototype above it: it converts the".into(),
        "arguments, calls, and converts the result. A call is written `(name)(...)`, which reaches the function even".into(),
        "where the header has a macro of the same name. Names of our own begin with tb_.".into(),
    ]
}

/// C cannot read a C++ header: there the shim's functions are declared instead.
fn includes(plan: &Plan) -> Vec<String> {
    match plan.language {
        Language::C => plan.includes.clone(),
        Language::Cxx => vec!["\"shim.h\"".into()],
    }
}

/// What the module object carries.
#[derive(Default)]
struct State {
    members: Vec<String>,
    traverse: Vec<String>,
    clear: Vec<String>,
    load: Vec<String>,
}

impl State {
    fn new(scope: &Scope) -> Self {
        let mut state = Self::default();
        if !scope.enums.is_empty() {
            state.load.push("PyObject *enums;".into());
            state.load.push(String::new());
            state.load.push("enums = tb_import_sibling(module, \"_enums\");".into());
            state.load.extend(fail("enums == NULL", None));
            for id in &scope.enums {
                state.enumeration(&scope.plan.enums[*id]);
            }
            state.load.push("Py_DECREF(enums);".into());
        }
        state
    }

    fn enumeration(&mut self, e: &Enum) {
        let (name, count) = (&e.py_name, enums::values(e).len());
        self.members.push(format!("PyObject *enum_{name}[{count}];"));
        let each = |line: &str| {
            [
                format!("for (size_t i = 0; i < tb_enum_{name}.count; i++) {{"),
                format!("    {line}"),
                "}".into(),
            ]
        };
        self.traverse.extend(each(&format!("Py_VISIT(module->enum_{name}[i]);")));
        self.clear.extend(each(&format!("Py_CLEAR(module->enum_{name}[i]);")));
        let call = format!("tb_enum_load(enums, &tb_enum_{name}, TB_MODULE(module)->enum_{name}) < 0");
        self.load.extend(fail(&call, Some("Py_DECREF(enums);")));
    }
}

fn fail(condition: &str, first: Option<&str>) -> Vec<String> {
    let mut lines = vec![format!("if ({condition}) {{")];
    lines.extend(first.map(|l| format!("    {l}")));
    lines.extend(["    return -1;".to_owned(), "}".to_owned()]);
    lines
}

fn exec(_scope: &mut Scope, state: &State, has_constants: bool) -> Vec<String> {
    let mut lines = state.load.clone();
    if has_constants {
        lines.extend(fail("tb_add_constants(module) < 0", None));
    }
    lines
}
