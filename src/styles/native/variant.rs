//! The native style's two variants, and what each can do: the rest of this style asks here, and is the same for both.

use super::parts::Part;
use crate::ir::IntType;

/// A text of the limited variant's own.
macro_rules! include_limited {
    ($file:literal) => {
        include_str!(concat!("../../../templates/native/limited/", $file))
    };
}

/// How much of `CPython`'s C API the module is written against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    /// All of it: the quickest module, for one version of `CPython` at a time.
    #[default]
    Full,
    /// The limited API, for every version from 3.11 on: there the inside of objects is `CPython`'s own business.
    Limited,
}

impl Variant {
    /// The style's id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Full => "native",
            Self::Limited => "native-abi3",
        }
    }

    /// What the manifest calls it besides `native`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Limited => Some("abi3"),
        }
    }

    /// The value of `Py_LIMITED_API`. Buffers are a part of the limited API from 3.11 on.
    pub fn limited_api(self) -> Option<u32> {
        match self {
            Self::Full => None,
            Self::Limited => Some(0x030B_0000),
        }
    }

    /// Whether a number may be written into an object that is there already.
    pub fn reuses(self) -> bool {
        self == Self::Full
    }

    /// Whether a class can be called without a tuple of the arguments.
    pub fn has_vectorcall(self) -> bool {
        self == Self::Full
    }

    /// Whether C can tell a bound method from other callables, and take it apart.
    pub fn knows_methods(self) -> bool {
        self == Self::Full
    }

    /// Whether an int of this type is read in one step, by a function of `CPython`'s for `long long`; where nothing can be
    /// read in place that is the shortest way.
    pub fn asks_for_long(self, int: IntType) -> bool {
        self == Self::Limited && (int.signed || int.bits < 64)
    }

    /// The text of a part that is another one here.
    pub fn text(self, part: Part) -> Option<&'static str> {
        match (self, part) {
            (Self::Limited, Part::Module) => Some(include_limited!("module.h")),
            (Self::Limited, Part::SmallInt) => Some(include_limited!("small_int.h")),
            (Self::Limited, Part::FromText) => Some(include_limited!("from_text.h")),
            _ => None,
        }
    }

    /// The text of how records are constructed.
    pub fn constructor(self) -> &'static str {
        match self {
            Self::Full => include_str!("../../../templates/native/runtime/constructor.h.hbs"),
            Self::Limited => include_limited!("constructor.h.hbs"),
        }
    }

    /// C that compares the function in a slot of an object's type with one of ours: the classes are final, so that says
    /// what the object is.
    pub fn has_slot(self, object: &str, slot: &str, operator: &str, function: &str) -> String {
        match self {
            // Only the full API's macros take a pointer to what is known to begin as an object.
            Self::Full => {
                let object = object.trim_start_matches("(PyObject *)");
                format!("Py_TYPE({object})->{slot} {operator} {function}")
            }
            Self::Limited => {
                format!("PyType_GetSlot(Py_TYPE({object}), Py_{slot}) {operator} (void *){function}")
            }
        }
    }

    /// The size of a type's instances; the inside of `CPython`'s own is not known everywhere, and then they are as large as
    /// those of the base.
    pub fn size_of(self, object: &str) -> String {
        match (self, object) {
            (Self::Limited, "PyBaseExceptionObject") => "0".into(),
            _ => format!("(int)sizeof({object})"),
        }
    }

    /// Lines that put `new` into a place that holds a reference, and let go of what was there; `until` says how long.
    pub fn replace(self, place: &str, new: &str, until: &str) -> Vec<String> {
        match self {
            Self::Full => vec![format!("Py_XSETREF({place}, {new}); /* {until} */")],
            Self::Limited => vec![
                format!("PyObject *before = {place};"),
                format!("{place} = {new}; /* {until} */"),
                "Py_XDECREF(before);".to_owned(),
            ],
        }
    }

    /// Include lines of standard headers that Python.h does not bring, first of those of a part's own.
    pub fn includes(self, errno: bool) -> Vec<&'static str> {
        match self {
            Self::Full => Vec::new(),
            Self::Limited => {
                let errno = errno.then_some("#include <errno.h> /* errno */");
                errno.into_iter().chain(["#include <string.h> /* strncpy */"]).collect()
            }
        }
    }

    /// C of ours as this variant spells it: the limited API has the macros that look into objects as functions.
    pub fn spell(self, text: String) -> String {
        match self {
            Self::Full => text,
            Self::Limited => {
                FUNCTIONS.iter().fold(text, |text, (name, function)| text.replace(name, function))
            }
        }
    }
}

/// Macros of the full API, and the functions of the limited one that do the same. The last two count no reference from
/// 3.12 on, and the binary may meet an interpreter that does.
const FUNCTIONS: [(&str, &str); 12] = [
    ("PyFloat_AS_DOUBLE(", "PyFloat_AsDouble("),
    ("PyTuple_GET_SIZE(", "PyTuple_Size("),
    ("PyTuple_GET_ITEM(", "PyTuple_GetItem("),
    ("PyTuple_SET_ITEM(", "PyTuple_SetItem("),
    ("PyList_SET_ITEM(", "PyList_SetItem("),
    ("PyBytes_AS_STRING(", "PyBytes_AsString("),
    ("PyBytes_GET_SIZE(", "PyBytes_Size("),
    ("PyByteArray_AS_STRING(", "PyByteArray_AsString("),
    ("PyByteArray_GET_SIZE(", "PyByteArray_Size("),
    ("PyDict_GET_SIZE(", "PyDict_Size("),
    ("Py_RETURN_NONE;", "return Py_NewRef(Py_None);"),
    ("Py_RETURN_NOTIMPLEMENTED;", "return Py_NewRef(Py_NotImplemented);"),
];
