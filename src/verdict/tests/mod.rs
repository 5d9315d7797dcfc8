//! Small hand-made APIs against small headers: what the compiler makes of right and of wrong claims.

mod declarations;
mod macros;

use super::{confirm_macros, judge};
use crate::diag::Span;
use crate::ir::*;
use crate::toolchain::{Compiler, Environment, Flags};

/// Judges an API against a header's text and compares the printed result.
fn check(header: &str, api: Api, expected: &str) {
    let judged = judged(header, api, &[]);
    assert_eq!(print(&judged), expected);
}

fn judged(header: &str, api: Api, args: &[&str]) -> Api {
    let environment = Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() };
    let compiler = Compiler::find(&environment, api.language == Language::Cxx).unwrap();
    judged_by(&compiler, header, api, args).unwrap()
}

fn judged_by(compiler: &Compiler, header: &str, api: Api, args: &[&str]) -> crate::error::Result<Api> {
    with_header(header, api, args, |api, flags| judge(&api, compiler, flags))
}

/// Does something with an API whose header is there.
fn with_header<T>(header: &str, mut api: Api, args: &[&str], act: impl FnOnce(Api, &Flags) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let mut file = tempfile::Builder::new().prefix("case").suffix(".h").tempfile_in(&folder).unwrap();
    std::io::Write::write_all(&mut file, header.as_bytes()).unwrap();
    api.includes = vec![format!("\"{}\"", file.path().file_name().unwrap().to_str().unwrap())];
    let flags = Flags {
        include_dirs: vec![folder.path().to_owned()],
        args: args.iter().map(|a| (*a).to_owned()).collect(),
        is_cxx: api.language == Language::Cxx,
        ..Flags::default()
    };
    act(api, &flags)
}

const INT: Type = Type::Int(IntType { bits: 32, signed: true, name: "int" });
const WIDE: Type = Type::Int(IntType { bits: 128, signed: false, name: "unsigned __int128" });

fn pointer(to: Type) -> Type {
    Type::Pointer(Box::new(to))
}

fn typedef(name: &str, to: Type) -> Type {
    Type::Typedef { name: name.into(), to: Box::new(to) }
}

fn function(name: &str, ret: Type, params: Vec<Type>) -> Function {
    Function {
        name: name.into(),
        param_names: vec![None; params.len()],
        param_lens: vec![None; params.len()],
        ty: FunctionType { ret, params, variadic: false, prototype: true },
        defaults: vec![],
        linkage: Linkage::External,
        refers_to: vec![],
        doc: vec![],
        span: Span::default(),
    }
}

fn field(name: &str, ty: Type, offset_bits: u64) -> Field {
    Field { name: name.into(), ty, offset_bits, bit_width: None, doc: vec![] }
}

fn bits(name: &str, ty: Type, offset_bits: u64, width: u32) -> Field {
    Field { bit_width: Some(width), ..field(name, ty, offset_bits) }
}

fn record(key: &str, size: u64, align: u64, fields: Vec<Field>) -> Record {
    Record {
        key: key.into(),
        spelled: !key.contains("anonymous"),
        kind: RecordKind::Struct,
        tag: key.strip_prefix("struct ").map(str::to_owned),
        typedefs: vec![],
        own: true,
        layout: Some(Layout { size, align, fields }),
        doc: vec![],
        span: Span::default(),
    }
}

fn macro_of(name: &str, value: MacroValue) -> Macro {
    Macro { name: name.into(), value, doc: vec![], span: Span::default() }
}

fn macros(list: Vec<(&str, MacroValue)>) -> Api {
    Api { macros: list.into_iter().map(|(n, v)| macro_of(n, v)).collect(), ..Api::default() }
}

fn unknown(text: &str) -> MacroValue {
    MacroValue::Unknown(text.into())
}
