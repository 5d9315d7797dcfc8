//! How the stub spells the plan's values: what a parameter takes, and what comes back.
//!
//! Builtins and helpers are spelled with their private `_tb_` names, so that nothing of the library's can hide them.

use crate::plan::{FnResult, Passing, Plan, Record, Scalar, Value};

/// Whether Python can get a `Pointer` out of this module, by a result, an out-parameter or a field. Only then must the
/// package bind `_tb_Pointer`.
pub fn yields_pointer(plan: &Plan) -> bool {
    outputs(plan).any(gives_pointer)
}

/// Whether Python can get an `Array` view out of this module. Only then must the package bind `_tb_Array`.
pub fn yields_array(plan: &Plan) -> bool {
    outputs(plan).any(|v| matches!(v, Value::Array { of, .. } if !is_char(of)))
}

/// Whether any value is a function pointer that Python callables can stand for.
pub fn mentions_callback(plan: &Plan) -> bool {
    !plan.callbacks.is_empty()
}

/// Whether a record ends in a flexible array, so that its class makes room for items.
pub fn allocates(record: &Record) -> bool {
    record.fields.last().is_some_and(|f| matches!(f.value, Value::Flexible { .. }))
}

/// Everything that Python can read: results, out-parameters, fields, variables, what a callback is given.
fn outputs(plan: &Plan) -> impl Iterator<Item = &Value> {
    let results = plan.functions.iter().filter_map(|f| match &f.result {
        FnResult::Value(value) => Some(value),
        _ => None,
    });
    let params = plan.functions.iter().flat_map(|f| f.params.iter()).filter_map(|p| match &p.passing {
        Passing::Out(value) | Passing::InOut(value) => Some(value),
        _ => None,
    });
    let fields = plan.records.iter().flat_map(|r| r.fields.iter()).map(|f| &f.value);
    let variables = plan.variables.iter().map(|v| &v.value);
    let given = plan.callbacks.iter().flat_map(|c| &c.params);
    results.chain(params).chain(fields).chain(variables).chain(given)
}

fn gives_pointer(value: &Value) -> bool {
    match value {
        Value::CharPointer | Value::Items { .. } | Value::Pointers { .. } | Value::Flexible { .. } => true,
        Value::Array { of, .. } => gives_pointer(of),
        _ => false,
    }
}

/// Whether an array of these reads as `bytes`.
pub fn is_char(of: &Value) -> bool {
    matches!(of, Value::Scalar(Scalar::Char { .. }))
}

/// Spells types in one scope of the stub.
pub struct Spelling<'a> {
    plan: &'a Plan,
    pointer: bool,
    array: bool,
    /// Names that the scope (a class body) uses itself, behind which a class of the module would be hidden.
    hidden: Vec<&'a str>,
}

impl<'a> Spelling<'a> {
    /// For the module's own scope.
    pub fn new(plan: &'a Plan) -> Self {
        Self { plan, pointer: yields_pointer(plan), array: yields_array(plan), hidden: Vec::new() }
    }

    /// The same inside a class body that declares these names.
    pub fn inside(&self, hidden: Vec<&'a str>) -> Self {
        Self { hidden, ..*self }
    }

    /// What a value reads as.
    pub fn output(&self, value: &Value) -> String {
        match value {
            Value::Scalar(scalar) => self.scalar_output(*scalar),
            Value::Text => "_tb_str | None".into(),
            Value::CharPointer => "_tb_Pointer[_tb_bytes] | None".into(),
            Value::Address { .. } | Value::FunctionPointer(None) => "_tb_int | None".into(),
            Value::FunctionPointer(Some(_)) => "_tb_FunctionPointer | None".into(),
            Value::Flexible { of } => format!("_tb_Pointer[{}]", self.output(of)),
            Value::Items { item, .. } => format!("_tb_Pointer[{}] | None", self.scalar_output(*item)),
            Value::Record(id) => self.record(*id),
            Value::RecordPointer { record, .. } => format!("{} | None", self.record(*record)),
            Value::Handle(id) => format!("{} | None", self.class(&self.plan.handles[*id].py_name)),
            Value::Pointers { to, .. } => format!("_tb_Pointer[{}] | None", self.output(to)),
            Value::Array { of, .. } if is_char(of) => "_tb_bytes".into(),
            Value::Array { of, .. } => format!("_tb_Array[{}]", self.output(of)),
        }
    }

    /// What a value is taken from.
    pub fn input(&self, value: &Value) -> String {
        match value {
            Value::Scalar(scalar) => scalar_input(*scalar).into(),
            Value::Text => "_tb_str | _tb_bytes | None".into(),
            Value::CharPointer => self.buffer("_tb_bytes", &[]),
            Value::Address { .. } => "_tb_Buffer | _tb_HasAddress | _tb_SupportsIndex | None".into(),
            Value::Items { item, .. } => self.buffer(&self.scalar_output(*item), &[]),
            Value::Record(id) => self.record(*id),
            Value::RecordPointer { record, .. } => {
                let record = self.record(*record);
                format!("{record} | {}", self.buffer(&record, &[]))
            }
            Value::Handle(_) | Value::Flexible { .. } => self.output(value),
            Value::Pointers { to, .. } => {
                let sequence = format!("_tb_Sequence[{}]", self.input(to));
                self.buffer(&self.output(to), &[&sequence])
            }
            Value::FunctionPointer(None) => "_tb_SupportsIndex | None".into(),
            Value::FunctionPointer(Some(id)) => {
                let callable = self.callable(*id);
                format!("{callable} | _tb_FunctionPointer | _tb_SupportsIndex | None")
            }
            Value::Array { of, .. } if is_char(of) => "_tb_bytes | _tb_str".into(),
            Value::Array { of, .. } => {
                format!("_tb_Array[{}] | _tb_Sequence[{}]", self.output(of), self.input(of))
            }
        }
    }

    /// What an array parameter is taken from; a `Pointer` has no length.
    pub fn array_input(&self, item: Scalar) -> String {
        let array = format!("_tb_Array[{}] | ", self.scalar_output(item));
        let array = if self.array { array.as_str() } else { "" };
        format!("_tb_Buffer | {array}_tb_Sequence[{}] | None", scalar_input(item))
    }

    /// A class of the module, by its private alias where the scope hides it.
    pub fn class(&self, name: &str) -> String {
        if self.hidden.contains(&name) { alias_of(name) } else { name.to_owned() }
    }

    /// A Python function that can stand for a C one: it is given what C's values read as.
    fn callable(&self, id: usize) -> String {
        let callback = &self.plan.callbacks[id];
        let params: Vec<String> = callback.params.iter().map(|p| self.output(p)).collect();
        let result = callback.result.as_ref().map_or_else(|| "_tb_object".to_owned(), |r| self.input(r));
        format!("_tb_Callable[[{}], {result}]", params.join(", "))
    }

    fn record(&self, id: usize) -> String {
        self.class(&self.plan.records[id].py_name)
    }

    fn scalar_output(&self, scalar: Scalar) -> String {
        match scalar {
            Scalar::Enum { id: Some(id), .. } => {
                format!("{} | _tb_int", self.class(&self.plan.enums[id].py_name))
            }
            Scalar::Int(_) | Scalar::Enum { id: None, .. } => "_tb_int".into(),
            Scalar::Char { .. } => "_tb_bytes".into(),
            Scalar::Wide(_) => "_tb_str".into(),
            Scalar::Bool => "_tb_bool".into(),
            Scalar::Float(_) => "_tb_float".into(),
            Scalar::Complex(_) => "_tb_complex".into(),
        }
    }

    /// A buffer, or what else has an address of such items in this module.
    fn buffer(&self, item: &str, more: &[&str]) -> String {
        let mut parts = vec!["_tb_Buffer".to_owned()];
        if self.pointer {
            parts.push(format!("_tb_Pointer[{item}]"));
        }
        if self.array {
            parts.push(format!("_tb_Array[{item}]"));
        }
        parts.extend(more.iter().map(|&m| m.to_owned()));
        parts.push("None".to_owned());
        parts.join(" | ")
    }
}

/// The private name of a class for class bodies that hide its own.
pub fn alias_of(name: &str) -> String {
    format!("_tb_class_{name}")
}

/// What a scalar parameter takes.
pub fn scalar_input(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int(_) | Scalar::Enum { .. } => "_tb_SupportsIndex",
        Scalar::Char { .. } => "_tb_bytes | _tb_SupportsIndex",
        Scalar::Wide(_) => "_tb_str",
        Scalar::Bool => "_tb_object",
        Scalar::Float(_) => "_tb_SupportsFloat | _tb_SupportsIndex",
        Scalar::Complex(_) => "_tb_complex",
    }
}
