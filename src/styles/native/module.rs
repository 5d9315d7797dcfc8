//! The C file of a module: what goes in, in order.

use super::bits::{self, BitFieldView};
use super::callback_views::{self, CallbackView};
use super::constants::{self, ConstantsView};
use super::enums::{self, EnumView};
use super::function::{FunctionView, function};
use super::items::Item;
use super::maps::{self, MapView};
use super::needs::Needs;
use super::owned::{self, CloserView};
use super::parts::Part;
use super::records::{self, HandleView, RecordView};
use super::scope::Scope;
use super::state::{State, fail};
use super::variables::{self, VariablesView};
use super::variant::Variant;
use super::{checks, failure, threads};
use crate::plan::{Function, Plan, Raises};
use crate::styles::shared::{C_HEADER, caller_include_lines};
use crate::text::literals::c_string;
use serde::Serialize;

/// The view of `module.c`.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // the template asks for each
pub struct ModuleView {
    /// First line.
    header: &'static str,
    /// The comment on top, line by line.
    about: Vec<String>,
    /// The lines that include the library's headers.
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
    /// Whether there are records.
    has_records: bool,
    /// Announcements of the layouts, which items refer to.
    layouts: Vec<String>,
    /// Types of records with bit-fields, wherever they lie.
    loose: Vec<String>,
    /// Whether there are any.
    has_bit_fields: bool,
    /// Bit-fields.
    bit_fields: Vec<BitFieldView>,
    /// Whether there are items.
    has_items: bool,
    /// Kinds of values in memory.
    items: Vec<ItemView>,
    /// Whether any record has the common method table.
    shares_methods: bool,
    /// The common method table.
    record_methods: Vec<String>,
    /// Whether any class makes room for items.
    allocates: bool,
    /// Record classes.
    records: Vec<RecordView>,
    /// Handle classes.
    handles: Vec<HandleView>,
    /// Specifications of the classes whose functions are in the runtime header.
    specs: Vec<SpecView>,
    /// Announcements of the function types, which items refer to.
    signatures: Vec<String>,
    /// Whether there are any.
    has_signatures: bool,
    /// Global variables.
    variables: Vec<VariablesView>,
    /// Function types that Python can stand for.
    callbacks: Vec<CallbackView>,
    /// Whether a function raises the module's exception.
    has_error: bool,
    /// The exception's name.
    error_name: String,
    /// The parameter for the failed function's result.
    error_parameter: &'static str,
    /// The expression for the message.
    error_message: String,
    /// Functions that free what Python owns.
    closers: Vec<CloserView>,
    /// Wrappers.
    functions: Vec<FunctionView>,
    /// Functions over items.
    maps: Vec<MapView>,
    /// Rows of the method table.
    methods: Vec<String>,
    /// The function that adds the constants.
    constants: Vec<ConstantsView>,
    /// Whether anything is done at import.
    has_exec: bool,
    /// What is done at import.
    exec: Vec<String>,
    /// Whether the garbage collector has to see objects of the state.
    has_objects: bool,
    /// Visits of them.
    traverse: Vec<String>,
    /// Releases of the state's objects.
    clear: Vec<String>,
    /// Whether functions use something until the very end.
    frees: bool,
    /// Its release.
    free: Vec<String>,
    /// The module's name, a C string.
    definition_name: String,
    /// Whether two threads may be in it at once.
    bears_threads: bool,
    /// Whether it is written against the limited API.
    limited: bool,
}

impl ModuleView {
    /// Takes the wrappers out, and their rows of the method table.
    pub fn take_functions(&mut self) -> Vec<FunctionView> {
        self.methods.retain(|row| self.functions.iter().all(|f| f.row != *row));
        std::mem::take(&mut self.functions)
    }

    /// Takes the function that adds the constants out, not its call.
    pub fn take_constants(&mut self) -> Option<ConstantsView> {
        self.constants.pop().map(ConstantsView::shared)
    }

    /// Has these functions called when the module is imported.
    pub fn add_at_import(&mut self, functions: &[String]) {
        self.exec.extend(functions.iter().flat_map(|f| fail(&format!("{f}(module) < 0"), None)));
        self.has_exec = true;
    }
}

/// A description of a kind of value.
#[derive(Serialize)]
struct ItemView {
    /// Its variable, without the prefix.
    ident: String,
    /// Its initialisers.
    lines: Vec<String>,
}

/// The view of `spec.c`.
#[derive(Serialize)]
struct SpecView {
    /// Its variable.
    variable: &'static str,
    /// The class's qualified name, a C string.
    name: String,
    /// The size of its instances.
    size: String,
    /// Type flags.
    flags: &'static str,
    /// The table of its functions.
    slots: &'static str,
}

/// The C file's view, and the helpers that it calls.
pub fn module(plan: &Plan, variant: Variant) -> (ModuleView, Needs) {
    let mut scope = Scope::new(plan, variant);
    let records: Vec<RecordView> = plan.records.iter().map(|r| records::record(&mut scope, r)).collect();
    let handles = (0..plan.handles.len()).map(|id| records::handle(&mut scope, id)).collect();
    let callbacks = callback_views::views(&mut scope);
    let variables = variables::view(&mut scope);
    let closers = owned::closers(&mut scope);
    let functions: Vec<FunctionView> = plan.functions.iter().map(|f| function(&mut scope, f)).collect();
    let maps = maps::views(&mut scope);
    let constants = constants::view(&mut scope);
    let (has_error, error_message) = error(&mut scope);
    let state = State::new(&mut scope);
    let mut exec = state.exec;
    exec.extend(constants::added(&constants));
    let checks = checks::checks(plan);
    scope.needs.part(Part::BufferFunction);
    let mut methods: Vec<String> = functions.iter().map(|f| f.row.clone()).collect();
    methods.extend(maps.iter().map(|m| m.row.clone()));
    methods.push("{\"__tribind_buffer__\", tb_buffer_function, METH_O, tb_buffer_doc},".into());
    let items = scope.items.iter().map(|i: &Item| ItemView { ident: i.ident.clone(), lines: i.lines() });
    let view = ModuleView {
        header: C_HEADER,
        about: about(plan),
        includes: caller_include_lines(plan),
        has_checks: !checks.is_empty(),
        checks,
        has_state: scope.needs.has(Part::Module),
        state: state.members,
        type_name: c_string(format!("{}._native.Module", plan.module).as_bytes()),
        enums: scope.enums.iter().map(|id| enums::view(&plan.enums[*id])).collect(),
        has_records: !records.is_empty(),
        layouts: announced("layout", plan.records.iter().map(|r| &r.py_name)),
        loose: bits::loose(plan),
        has_bit_fields: plan.records.iter().flat_map(|r| &r.fields).any(|f| f.bits.is_some()),
        bit_fields: bits::views(plan),
        has_items: !scope.items.is_empty(),
        items: items.collect(),
        shares_methods: records.iter().any(RecordView::shares_methods),
        allocates: scope.needs.has(Part::Allocate),
        record_methods: records::methods(&[], false),
        records,
        handles,
        closers,
        specs: specs(&scope),
        has_signatures: !callbacks.is_empty(),
        signatures: announced("signature", plan.callbacks.iter().map(|c| &c.name)),
        callbacks,
        variables,
        has_error,
        error_name: plan.exception.as_ref().map(|e| e.py_name.clone()).unwrap_or_default(),
        error_parameter: error_parameter(&error_message),
        error_message,
        methods,
        functions,
        maps,
        constants,
        has_exec: !exec.is_empty(),
        exec,
        has_objects: !state.traverse.is_empty(),
        traverse: state.traverse,
        clear: state.clear,
        frees: !state.free.is_empty(),
        free: state.free,
        definition_name: c_string(format!("{}._native", plan.module).as_bytes()),
        bears_threads: threads::bears_threads(plan),
        limited: variant == Variant::Limited,
    };
    (view, scope.needs)
}

/// The number that failed, named where the message asks for it.
fn error_parameter(message: &str) -> &'static str {
    if message.contains("number") { "long long number" } else { "long long Py_UNUSED(number)" }
}

/// Tables that are named before they are defined.
fn announced<'a>(kind: &str, names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names.map(|name| format!("static const tb_{kind} tb_{kind}_{name};")).collect()
}

fn about(plan: &Plan) -> Vec<String> {
    vec![
        format!("{} for Python, written against CPython's C API.", plan.module),
        String::new(),
        "Each function of the library has one wrapper, tb_call_NAME, with its C prototype above it: it converts the"
            .into(),
        "arguments, calls, and converts the result. A call is written `(name)(...)`, which reaches the function even"
            .into(),
        "where the header has a macro of the same name. Names of our own begin with tb_.".into(),
    ]
}

/// Whether some function raises the module's exception, and the C expression for its message.
fn error(scope: &mut Scope) -> (bool, String) {
    let plan = scope.plan;
    if plan.exception.is_none() {
        return (false, String::new());
    }
    scope.needs.part(Part::Exception);
    let raises = |f: &&Function| f.error.as_ref().is_some_and(|e| e.raises == Raises::Exception);
    if !plan.functions.iter().any(|f| raises(&f)) {
        return (false, String::new());
    }
    scope.needs.part(Part::Raise);
    // Where a handle tells, the wrapper raises by itself.
    let by_code = |f: &Function| raises(&f) && f.error.as_ref().is_some_and(|e| e.message.is_none());
    let is_used = plan.functions.iter().any(by_code);
    (is_used, failure::of_code(scope, "number"))
}

fn specs(scope: &Scope) -> Vec<SpecView> {
    let made_by_c = "Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION";
    let with_gc = "Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | \
                   Py_TPFLAGS_HAVE_GC";
    let exception = "Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC";
    let error = scope.plan.exception.as_ref().map_or("", |e| e.py_name.as_str());
    [
        (Part::Pointer, "tb_pointer_spec", "Pointer", "tb_pointer", made_by_c, "tb_pointer_slots"),
        (Part::Flexible, "tb_slice_spec", "Slice", "tb_slice", made_by_c, "tb_slice_slots"),
        (Part::Array, "tb_array_spec", "Array", "tb_array", made_by_c, "tb_array_slots"),
        (
            Part::FunctionPointer,
            "tb_function_pointer_spec",
            "FunctionPointer",
            "tb_function_pointer",
            with_gc,
            "tb_function_pointer_slots",
        ),
        (Part::Callback, "tb_callback_spec", "Callback", "tb_callback", with_gc, "tb_callback_slots"),
        (Part::Exception, "tb_error_spec", error, "PyBaseExceptionObject", exception, "tb_error_slots"),
    ]
    .into_iter()
    .filter(|(part, ..)| scope.needs.has(*part))
    .map(|(_, variable, name, object, flags, slots)| SpecView {
        variable,
        name: c_string(format!("{}.{name}", scope.plan.module).as_bytes()),
        size: scope.needs.variant.size_of(object),
        flags,
        slots,
    })
    .collect()
}
