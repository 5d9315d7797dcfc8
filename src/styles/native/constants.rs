//! Macros and nameless enum constants as module attributes: a table for each kind that has several, which compiles in no
//! time and reads as one, and a line for each of the others.

use super::parts::Part;
use super::scope::Scope;
use super::state::fail;
use crate::ir::Language;
use crate::plan::{Constant, ConstantValue, Plan};
use crate::text::literals::c_string;
use serde::Serialize;

/// With as many constants of a kind there is a table.
const SEVERAL: usize = 8;

/// The view of `constants.c`.
#[derive(Serialize)]
pub struct ConstantsView {
    /// `static ` where the function is called in its own file only; on a line of its own before the type.
    linkage: &'static str,
    /// Tables, each with a loop that adds what is in it.
    tables: Vec<TableView>,
    /// Lines that add the others.
    lines: Vec<String>,
}

/// A table with its rows.
#[derive(Serialize)]
struct TableView {
    /// What it is.
    #[serde(flatten)]
    table: Table,
    /// The rows.
    rows: Vec<String>,
}

/// What is the same of a table in every module.
#[derive(Serialize)]
struct Table {
    /// What is in it.
    #[serde(skip)]
    kind: Kind,
    /// The type of its rows.
    row: &'static str,
    /// Its name.
    name: &'static str,
    /// What a row has besides the name.
    members: &'static [&'static str],
    /// The Python object of row `i`.
    value: &'static str,
}

/// Every table.
const TABLES: [Table; 4] = [
    Table {
        kind: Kind::Signed,
        row: "tb_integer",
        name: "tb_integers",
        members: &["long long value;"],
        value: "PyLong_FromLongLong(tb_integers[i].value)",
    },
    Table {
        kind: Kind::Unsigned,
        row: "tb_unsigned",
        name: "tb_unsigneds",
        members: &["unsigned long long value;"],
        value: "PyLong_FromUnsignedLongLong(tb_unsigneds[i].value)",
    },
    Table {
        kind: Kind::Real,
        row: "tb_real",
        name: "tb_reals",
        members: &["double value;"],
        value: "PyFloat_FromDouble(tb_reals[i].value)",
    },
    Table {
        kind: Kind::Text,
        row: "tb_string",
        name: "tb_strings",
        members: &["const char *bytes;", "Py_ssize_t count;"],
        value: "PyUnicode_DecodeUTF8(tb_strings[i].bytes, tb_strings[i].count, \"surrogateescape\")",
    },
];

/// What a constant is to C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It fits into a `long long`.
    Signed,
    /// Only into an `unsigned long long`.
    Unsigned,
    /// A real number.
    Real,
    /// A string.
    Text,
    /// An integer beyond 64 bits, of which C has no literal.
    Wide,
}

/// The lines that call that function.
pub fn added(constants: &[ConstantsView]) -> Vec<String> {
    if constants.is_empty() { Vec::new() } else { fail("tb_add_constants(module) < 0", None) }
}

/// The function that adds the constants, once or not at all.
pub fn view(scope: &mut Scope) -> Vec<ConstantsView> {
    let plan = scope.plan;
    if plan.constants.is_empty() {
        return Vec::new();
    }
    scope.needs.part(Part::AddObject);
    let mut view = ConstantsView { linkage: "static ", tables: Vec::new(), lines: Vec::new() };
    let mut in_tables = Vec::new();
    for table in TABLES {
        let constants = plan.constants.iter().filter(|c| kind(c) == table.kind);
        let rows: Vec<String> = constants.map(|c| row(c, plan)).collect();
        if rows.len() >= SEVERAL {
            in_tables.push(table.kind);
            view.tables.push(TableView { table, rows });
        }
    }
    let others = plan.constants.iter().filter(|c| !in_tables.contains(&kind(c)));
    view.lines = others.flat_map(|c| line(c, plan)).collect();
    vec![view]
}

impl ConstantsView {
    /// The same, for a file whose function others call.
    pub fn shared(mut self) -> Self {
        self.linkage = "";
        self
    }
}

fn kind(c: &Constant) -> Kind {
    match &c.value {
        ConstantValue::Int(v) if i64::try_from(*v).is_ok() => Kind::Signed,
        ConstantValue::Int(v) if u64::try_from(*v).is_ok() => Kind::Unsigned,
        ConstantValue::Int(_) => Kind::Wide,
        ConstantValue::Float(_) => Kind::Real,
        ConstantValue::Str(_) => Kind::Text,
    }
}

fn row(c: &Constant, plan: &Plan) -> String {
    let value = match &c.value {
        ConstantValue::Int(v) => match i64::try_from(*v) {
            Ok(v) => super::enums::long_long(v),
            Err(_) => format!("{v}ULL"),
        },
        ConstantValue::Float(v) => real(c, *v, plan),
        ConstantValue::Str(bytes) => format!("{}, {}", c_string(bytes), bytes.len()),
    };
    format!("{{{}, {value}}},", c_string(c.py_name.as_bytes()))
}

fn line(c: &Constant, plan: &Plan) -> [String; 3] {
    let value = match &c.value {
        ConstantValue::Int(v) => integer(*v),
        ConstantValue::Float(v) => format!("PyFloat_FromDouble({})", real(c, *v, plan)),
        ConstantValue::Str(bytes) => {
            format!("PyUnicode_DecodeUTF8({}, {}, \"surrogateescape\")", c_string(bytes), bytes.len())
        }
    };
    let name = c_string(c.py_name.as_bytes());
    [format!("if (tb_add(module, {name}, {value}) < 0) {{"), "    return -1;".into(), "}".into()]
}

fn integer(value: i128) -> String {
    if let Ok(v) = i32::try_from(value) {
        format!("PyLong_FromLong({v})")
    } else if let Ok(v) = i64::try_from(value) {
        format!("PyLong_FromLongLong({})", super::enums::long_long(v))
    } else if let Ok(v) = u64::try_from(value) {
        format!("PyLong_FromUnsignedLongLong({v}ULL)")
    } else {
        format!("PyLong_FromString(\"{value}\", NULL, 10)")
    }
}

/// No static assertion can look at a real number, so the value is the header's own where C can read that.
fn real(c: &Constant, value: f64, plan: &Plan) -> String {
    if plan.language == Language::C && !plan.varying_macros.contains(&c.c_name) {
        format!("(double)({})", c.c_name)
    } else {
        float(value)
    }
}

/// A C literal of the same double: Rust prints the shortest text that reads back.
fn float(value: f64) -> String {
    if value.is_nan() {
        "Py_NAN".into()
    } else if value.is_infinite() {
        if value > 0.0 { "Py_HUGE_VAL".into() } else { "-Py_HUGE_VAL".into() }
    } else {
        format!("{value:?}")
    }
}
