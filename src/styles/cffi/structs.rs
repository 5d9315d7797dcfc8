//! How CFFI is told of a record: the lines of its declaration.
//!
//! In: a record and its layout. Out: lines of C. Declared in full, CFFI comes to every size and offset itself (and compares
//! them with the C compiler's, where there is one). Only a layout that its grammar has no word for leaves the places of the
//! members to the compiler (and to the assertions), where there is one.

use super::cdef::{Types, record_name};
use super::natural::{Member, is_empty};
use crate::ir::{RecordKind, Type};
use crate::plan::{Field, Record, Scalar, Value};
use crate::text::c;

/// The declaration of a record.
pub fn lines(types: &Types, record: &Record) -> Vec<String> {
    let (name, word) = (record_name(record), kind_word(record));
    let (first, last) = if name.contains(' ') {
        (format!("{name} {{"), "};".to_owned())
    } else {
        (format!("typedef {word} {{"), format!("}} {name};"))
    };
    let layout = types.layout(record);
    let mut writer = Writer { types, record, n_holes: 0, lines: vec![first] };
    layout.members.iter().for_each(|m| writer.member(4, m));
    let mut lines = writer.lines;
    lines.extend(layout.is_open.then(|| "    ...;".to_owned()));
    lines.push(last);
    lines
}

struct Writer<'a> {
    types: &'a Types<'a>,
    record: &'a Record,
    n_holes: usize,
    lines: Vec<String>,
}

impl Writer<'_> {
    fn member(&mut self, indent: usize, member: &Member) {
        let text = match member {
            Member::Field(i) => field(self.types, &self.record.fields[*i]),
            Member::Gap(bits) => format!("unsigned char : {bits};"),
            Member::Hole(bytes) => {
                self.n_holes += 1;
                format!("unsigned char _tb_hole{}[{bytes}];", self.n_holes)
            }
            Member::Align(align) => format!("{} _tb_align[0];", aligned(*align)),
            Member::Either(members) => return self.nested(indent, "union {", members),
            Member::Together(members) => return self.nested(indent, "struct {", members),
        };
        self.lines.push(format!("{:indent$}{text}", ""));
    }

    fn nested(&mut self, indent: usize, head: &str, members: &[Member]) {
        self.lines.push(format!("{:indent$}{head}", ""));
        members.iter().for_each(|m| self.member(indent + 4, m));
        self.lines.push(format!("{:indent$}}};", ""));
    }
}

fn kind_word(record: &Record) -> &'static str {
    if record.kind == RecordKind::Union { "union" } else { "struct" }
}

/// A type of CFFI's with an alignment.
fn aligned(align: u64) -> &'static str {
    match align {
        2 => "short",
        4 => "int",
        8 => "long long",
        _ => "long double",
    }
}

/// `unsigned int mode : 3;`: a bit-field by its number's type, an enumeration's and plain `char`'s too.
fn field(types: &Types, f: &Field) -> String {
    if is_empty(f) && !types.mode.has_compiler() {
        return format!("unsigned char {}[0];", f.c_name);
    }
    let Some(bits) = f.bits else { return format!("{};", c::declare(&types.member(&f.ty).0, &f.c_name)) };
    let ty = match &f.value {
        Value::Scalar(Scalar::Int(int) | Scalar::Enum { int, .. }) => Type::Int(*int),
        _ => Type::Bool,
    };
    format!("{} : {};", c::declare(&ty, &f.c_name), bits.width)
}
