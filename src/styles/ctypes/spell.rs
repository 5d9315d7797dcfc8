//! What a C type is called in ctypes: as member, item or local, as argument, as result.

use crate::ir::{FloatKind, IntType, WideKind};
use crate::plan::{FnResult, Param, Passing, Plan, Scalar, Value};
use std::collections::BTreeSet;

/// The module's ctypes.
const CTYPES: &str = "_tb_ctypes";

/// The names of a plan's classes inside the package.
pub struct Spelling<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The names of all parameters.
    parameters: BTreeSet<&'a str>,
    /// For lines inside functions, where a parameter may hide a class.
    pub in_function: bool,
}

impl<'a> Spelling<'a> {
    /// For the module's own scope, or for its functions'.
    pub fn new(plan: &'a Plan, in_function: bool) -> Self {
        let parameters = plan.functions.iter().flat_map(|f| &f.params).map(|p| p.py_name.as_str());
        Self { plan, parameters: parameters.collect(), in_function }
    }

    /// A record's class, wherever it is spoken of.
    pub fn record(&self, id: usize) -> String {
        self.class(&self.plan.records[id].py_name)
    }

    /// A handle's class.
    pub fn handle(&self, id: usize) -> String {
        self.class(&self.plan.handles[id].py_name)
    }

    /// A class by a name that means it here: its own, or a private one.
    pub fn class(&self, name: &str) -> String {
        let hidden = is_mangled(name) || (self.in_function && self.is_parameter(name));
        if hidden { private_class(name) } else { name.to_owned() }
    }

    /// Whether the package gives a class a private name too.
    pub fn has_private_name(&self, name: &str) -> bool {
        is_mangled(name) || self.is_parameter(name)
    }

    /// Some parameter of the same name would hide it.
    fn is_parameter(&self, name: &str) -> bool {
        self.parameters.contains(name)
    }

    /// A local that C writes.
    pub fn stored(&self, value: &Value) -> String {
        match value {
            Value::Scalar(s) => scalar(*s),
            Value::Text => format!("{CTYPES}.c_char_p"),
            Value::Record(id) => self.record(*id),
            Value::Array { of, len } => format!("{} * {len}", self.stored(of)),
            _ => format!("{CTYPES}.c_void_p"),
        }
    }

    /// A member of a record. A text is an address there: whether it is NULL, and the same, is asked of that.
    pub fn member(&self, value: &Value) -> String {
        match value {
            Value::Text => format!("{CTYPES}.c_void_p"),
            Value::Array { of, len } => format!("{} * {len}", self.member(of)),
            _ => self.stored(value),
        }
    }

    /// An item of `argtypes`.
    pub fn argument(&self, param: &Param) -> String {
        match &param.passing {
            Passing::In(Value::RecordPointer { record, .. }) => pointer_to(&self.record(*record)),
            Passing::In(value) => self.stored(value),
            Passing::Out(value) | Passing::InOut(value) | Passing::ByRef(value) => {
                pointer_to(&self.stored(value))
            }
            Passing::Array { .. } | Passing::User { .. } | Passing::Buffer { .. } => {
                format!("{CTYPES}.c_void_p")
            }
            Passing::Count { int } | Passing::Capacity { int, by_address: true } => {
                pointer_to(&int_type(*int))
            }
            Passing::Length { int, .. } | Passing::Capacity { int, .. } => int_type(*int),
        }
    }

    /// `restype`.
    pub fn result(&self, result: &FnResult) -> String {
        match result {
            FnResult::Void => "None".into(),
            FnResult::Value(value) | FnResult::Status(value) => self.stored(value),
        }
    }
}

/// Whether Python would take it for another name inside a class body.
fn is_mangled(name: &str) -> bool {
    name.starts_with("__") && !name.ends_with("__")
}

/// The private name of a class.
pub fn private_class(name: &str) -> String {
    format!("_tb_class_{name}")
}

/// A number or character.
pub fn scalar(scalar: Scalar) -> String {
    let name = match scalar {
        Scalar::Complex(kind) => return format!("{} * 2", self::scalar(Scalar::Float(kind))),
        // As large, and aligned as it.
        Scalar::Int(int) | Scalar::Enum { int, .. } if int.bits > 64 => "c_longdouble * 1",
        Scalar::Int(int) | Scalar::Enum { int, .. } => return int_type(int),
        Scalar::Char { .. } => "c_char",
        // Numbers, with `ord` and `chr` between: ctypes has no such characters, and of `wchar_t` it makes arrays text.
        Scalar::Wide(WideKind::Wchar) => "c_int",
        Scalar::Wide(WideKind::Char16) => "c_uint16",
        Scalar::Wide(WideKind::Char32) => "c_uint32",
        Scalar::Bool => "c_bool",
        Scalar::Float(FloatKind::Float) => "c_float",
        Scalar::Float(FloatKind::Double) => "c_double",
        Scalar::Float(FloatKind::LongDouble) => "c_longdouble",
    };
    format!("{CTYPES}.{name}")
}

/// Whether ctypes is given a number for this character.
pub fn is_number_of_character(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Wide(_))
}

/// An integer type, by C's own name for it where ctypes has it.
pub fn int_type(int: IntType) -> String {
    let name = match int.name {
        "signed char" => "c_byte".into(),
        "unsigned char" => "c_ubyte".into(),
        "short" => "c_short".into(),
        "unsigned short" => "c_ushort".into(),
        "int" => "c_int".into(),
        "unsigned int" => "c_uint".into(),
        "long" => "c_long".into(),
        "unsigned long" => "c_ulong".into(),
        "long long" => "c_longlong".into(),
        "unsigned long long" => "c_ulonglong".into(),
        _ => format!("c_{}int{}", if int.signed { "" } else { "u" }, int.bits),
    };
    format!("{CTYPES}.{name}")
}

fn pointer_to(name: &str) -> String {
    format!("{CTYPES}.POINTER({name})")
}
