//! What the module object carries, and how it is filled when the module is imported: classes and enumeration members.

use super::enums;
use super::needs::Needs;
use super::parts::Part;
use super::records;
use super::scope::Scope;
use super::variant::Variant;
use super::wrap::wrap;
use crate::plan::{Enum, Plan, Record};
use crate::text::literals::c_string;

/// The lines of the module's state.
#[derive(Default)]
pub struct State {
    /// Members of its struct.
    pub members: Vec<String>,
    /// Visits of its objects.
    pub traverse: Vec<String>,
    /// Releases of its objects.
    pub clear: Vec<String>,
    /// Releases of what functions may use until the very end.
    pub free: Vec<String>,
    /// What is done at import.
    pub exec: Vec<String>,
}

impl State {
    /// For everything that the scope asked for.
    pub fn new(scope: &mut Scope) -> Self {
        let mut state = Self::default();
        let plan = scope.plan;
        state.runtime_classes(&scope.needs);
        state.numbers(&scope.needs);
        for r in &plan.records {
            state.record(r);
            state.aliases(&r.py_name, &r.aliases);
        }
        for h in &plan.handles {
            state.class(&type_of(&h.py_name), |slot| {
                add_type(&h.py_name, &format!("tb_spec_{}", h.py_name), "NULL", slot)
            });
            state.aliases(&h.py_name, &h.aliases);
        }
        state.callbacks(plan, scope.needs.variant);
        if !plan.variables.is_empty() {
            state.exec.extend(fail("tb_add_variables(module, &tb_variables_spec) < 0", None));
        }
        state.exception(plan);
        state.enumerations(scope);
        state
    }

    /// A record's class, the names of its fields and its freed objects.
    fn record(&mut self, r: &Record) {
        let name = &r.py_name;
        self.class(&type_of(name), |_| format!("tb_add_record(module, &tb_layout_{name}, &tb_spec_{name})"));
        self.members.push(format!("PyObject *names_{name}[{}];", r.fields.len().max(1)));
        if records::keeps_spares(r) {
            self.members.push(format!("tb_spares spares_{name};"));
        }
        self.clear.push(format!("tb_clear_record(self, &tb_layout_{name});"));
    }

    /// The classes that have a name of ours: `Pointer`, `Array`.
    fn runtime_classes(&mut self, needs: &Needs) {
        for (part, name, python) in [
            (Part::Pointer, "pointer", "_tb_Pointer"),
            (Part::Flexible, "slice", "_tb_Slice"),
            (Part::Array, "array", "_tb_Array"),
        ] {
            if needs.has(part) {
                self.class(&format!("{name}_type"), |slot| {
                    add_type(python, &format!("tb_{name}_spec"), "NULL", slot)
                });
            }
        }
    }

    /// Numbers that are there already; the garbage collector need not see them.
    fn numbers(&mut self, needs: &Needs) {
        if needs.has(Part::ReuseInt) {
            self.members.push("tb_ints ints;".into());
            self.free.push("tb_free_ints(&module->ints);".into());
            self.exec.extend(fail("tb_fill_ints(&TB_MODULE(module)->ints) < 0", None));
        }
        for (part, member) in [(Part::ReuseFloat, "last_float"), (Part::ReusePair, "last_pair")] {
            if needs.has(part) {
                self.members.push(format!("PyObject *{member};"));
                self.free.push(format!("Py_CLEAR(module->{member});"));
            }
        }
    }

    /// What the module knows of callables that C has addresses of.
    fn callbacks(&mut self, plan: &Plan, variant: Variant) {
        if !plan.calls_back() {
            return;
        }
        self.members.push("tb_callbacks callbacks;".into());
        if !variant.knows_methods() {
            let slot = "&TB_MODULE(module)->callbacks.method_type";
            self.exec.extend(fail(&format!("tb_find_method_type({slot}) < 0"), None));
            self.traverse.push("Py_VISIT(module->callbacks.method_type);".into());
            self.clear.push("Py_CLEAR(module->callbacks.method_type);".into());
        }
        for (python, spec, class) in [
            ("_tb_FunctionPointer", "tb_function_pointer_spec", "function_type"),
            ("_tb_Callback", "tb_callback_spec", "callback_type"),
        ] {
            let slot = format!("&TB_MODULE(module)->callbacks.{class}");
            self.exec.extend(fail(&format!("{} < 0", add_type(python, spec, "NULL", &slot)), None));
        }
        self.exec.push("TB_MODULE(module)->callbacks.kept = PyDict_New();".into());
        self.exec.extend(fail("TB_MODULE(module)->callbacks.kept == NULL", None));
        for member in ["function_type", "callback_type", "kept"] {
            self.traverse.push(format!("Py_VISIT(module->callbacks.{member});"));
        }
        self.clear.push("module->callbacks.last = NULL;".into());
        for member in ["kept", "function_type", "callback_type"] {
            self.clear.push(format!("Py_CLEAR(module->callbacks.{member});"));
        }
    }

    fn exception(&mut self, plan: &Plan) {
        if let Some(exception) = &plan.exception {
            self.class("error_type", |slot| {
                add_type(&exception.py_name, "tb_error_spec", "PyExc_Exception", slot)
            });
        }
    }

    fn class(&mut self, member: &str, add: impl Fn(&str) -> String) {
        self.members.push(format!("PyTypeObject *{member};"));
        self.traverse.push(format!("Py_VISIT(module->{member});"));
        self.clear.push(format!("Py_CLEAR(module->{member});"));
        self.exec.extend(fail(&format!("{} < 0", add(&format!("&TB_MODULE(module)->{member}"))), None));
    }

    fn aliases(&mut self, name: &str, aliases: &[String]) {
        for alias in aliases {
            let alias = c_string(alias.as_bytes());
            let object = format!("(PyObject *)TB_MODULE(module)->type_{name}");
            self.exec.extend(fail(&format!("PyModule_AddObjectRef(module, {alias}, {object}) < 0"), None));
        }
    }

    /// Classes of enumerations are Python's; their members are fetched once, to be given back by value.
    fn enumerations(&mut self, scope: &Scope) {
        if scope.enums.is_empty() {
            return;
        }
        self.exec.push("enums = tb_import_sibling(module, \"_enums\");".into());
        self.exec.extend(fail("enums == NULL", None));
        for id in &scope.enums {
            self.enumeration(&scope.plan.enums[*id]);
        }
        self.exec.push("Py_DECREF(enums);".into());
        self.exec.splice(0..0, ["PyObject *enums;".to_owned(), String::new()]);
    }

    fn enumeration(&mut self, e: &Enum) {
        let (name, count) = (&e.py_name, enums::values(e).len());
        self.members.push(format!("PyObject *enum_{name}[{count}];"));
        let each = |line: &str| {
            [
                format!("for (size_t i = 0; i < tb_enum_of_{name}.count; i++) {{"),
                format!("    {line}"),
                "}".into(),
            ]
        };
        self.traverse.extend(each(&format!("Py_VISIT(module->enum_{name}[i]);")));
        self.clear.extend(each(&format!("Py_CLEAR(module->enum_{name}[i]);")));
        let call = format!("tb_enum_load(enums, &tb_enum_of_{name}, TB_MODULE(module)->enum_{name}) < 0");
        self.exec.extend(fail(&call, Some("Py_DECREF(enums);")));
    }
}

/// The member that holds the class of a record or handle; those of the runtime's own classes end in `_type`.
fn type_of(name: &str) -> String {
    format!("type_{name}")
}

fn add_type(python: &str, spec: &str, base: &str, slot: &str) -> String {
    format!("tb_add_type(module, {}, &{spec}, {base}, {slot})", c_string(python.as_bytes()))
}

/// `if (condition) { first; return -1; }`.
pub fn fail(condition: &str, first: Option<&str>) -> Vec<String> {
    let mut lines = wrap(4, &format!("if ({condition}) {{"));
    lines.extend(first.map(|l| format!("    {l}")));
    lines.extend(["    return -1;".to_owned(), "}".to_owned()]);
    lines
}
