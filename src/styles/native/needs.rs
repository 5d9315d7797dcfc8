//! Which helpers of the runtime header a module needs. A wrapper asks for a [`Part`] where it writes a call of it, and
//! `tribind.h` holds those parts, what they need themselves, and nothing else.

use crate::ir::IntType;
use std::collections::BTreeSet;

/// One piece of the runtime header, in the order in which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Cold type errors.
    Errors,
    /// Cold range errors.
    RangeError,
    /// Cold arity error.
    Arity,
    /// Ints of one digit in place.
    SmallInt,
    /// `__index__`.
    Index,
    /// Any int to a signed type.
    SlowSigned,
    /// Any int to an unsigned type.
    SlowUnsigned,
    /// `tb_to_int` and its kin, one for each integer type in use.
    Ints,
    /// To `double`.
    Double,
    /// To `float`.
    Float,
    /// To `long double`.
    LongDouble,
    /// To `_Bool`.
    Bool,
    /// From `_Bool`.
    FromBool,
    /// To `char`.
    Char,
    /// From `char`.
    FromChar,
    /// To a wide character.
    Wide,
    /// From a wide character.
    FromWide,
    /// To `const char *`.
    Text,
    /// From `const char *`.
    FromText,
    /// `__tribind_buffer__`.
    BufferFunction,
    /// A module object with room for its state.
    Module,
    /// Adding to the module.
    AddObject,
    /// Importing a sibling module.
    Package,
    /// Enumeration members by value.
    Enum,
}

use Part::{
    AddObject, Arity, Bool, BufferFunction, Char, Double, Enum, Errors, Float, FromBool, FromChar, FromText,
    FromWide, Index, Ints, LongDouble, Module, Package, RangeError, SlowSigned, SlowUnsigned, SmallInt, Text,
    Wide,
};

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../../templates/native/runtime/", $name, ".h"))
    };
}

impl Part {
    /// Its C text; the integer conversions are rendered for each type.
    fn text(self) -> &'static str {
        match self {
            Errors => text!("errors"),
            RangeError => text!("range_error"),
            Arity => text!("arity"),
            SmallInt => text!("small_int"),
            Index => text!("index"),
            SlowSigned => text!("slow_signed"),
            SlowUnsigned => text!("slow_unsigned"),
            Ints => "",
            Double => text!("double"),
            Float => text!("float"),
            LongDouble => text!("long_double"),
            Bool => text!("bool"),
            FromBool => text!("from_bool"),
            Char => text!("char"),
            FromChar => text!("from_char"),
            Wide => text!("wide"),
            FromWide => text!("from_wide"),
            Text => text!("text"),
            FromText => text!("from_text"),
            BufferFunction => text!("buffer_function"),
            Module => text!("module"),
            AddObject => text!("add_object"),
            Package => text!("package"),
            Enum => text!("enum"),
        }
    }

    /// The parts that its text calls.
    fn uses(self) -> &'static [Part] {
        match self {
            RangeError | Arity | Index | Bool | BufferFunction => &[Errors],
            SlowSigned | SlowUnsigned => &[Index, RangeError],
            Double | Wide => &[Errors, RangeError],
            Float | LongDouble => &[Double],
            Char => &[SlowSigned],
            Text => &[Errors],
            Enum => &[Package, Module],
            _ => &[],
        }
    }

    /// The standard headers that its text needs besides Python.h, each with what for.
    fn includes(self) -> &'static [&'static str] {
        match self {
            Errors => &["#include <string.h> /* strrchr */"],
            Char => &["#include <limits.h> /* CHAR_MAX and kin */"],
            Text | FromText => &["#include <string.h> /* strlen */"],
            _ => &[],
        }
    }
}

/// What a module asked for.
#[derive(Debug, Default)]
pub struct Needs {
    parts: BTreeSet<Part>,
    ints: BTreeSet<IntType>,
}

impl Needs {
    /// Asks for a part and all that it uses.
    pub fn part(&mut self, part: Part) {
        if self.parts.insert(part) {
            part.uses().iter().for_each(|p| self.part(*p));
        }
    }

    /// Asks for the conversion to an integer type.
    pub fn int(&mut self, int: IntType) {
        self.part(Ints);
        self.part(SmallInt);
        self.part(if int.signed { SlowSigned } else { SlowUnsigned });
        self.ints.insert(int);
    }

    /// Whether a part is in.
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// The integer types to convert to, sorted.
    pub fn ints(&self) -> impl Iterator<Item = &IntType> {
        self.ints.iter()
    }

    /// The include lines of the header.
    pub fn includes(&self) -> Vec<&'static str> {
        let mut lines = vec!["#include <Python.h>"];
        if self.has(Ints) {
            lines.push("#include <limits.h> /* INT_MAX and kin */");
        }
        for line in self.parts.iter().flat_map(|p| p.includes()) {
            let file = line.split(" /*").next().unwrap_or(line);
            if !lines.iter().any(|l| l.starts_with(file)) {
                lines.push(line);
            }
        }
        lines
    }

    /// The texts of the parts, in order; `ints` stands in the place of [`Part::Ints`].
    pub fn texts(&self, ints: &[String]) -> Vec<String> {
        let text = |part: &Part| match part {
            Ints => ints.to_vec(),
            other => vec![other.text().trim_end().to_owned()],
        };
        self.parts.iter().flat_map(text).collect()
    }
}
