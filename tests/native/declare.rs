//! A reader of plain C declarations, so that a test's library can be written as C: it makes the `ir::Api` that the
//! header stage would make. Structs, enums, typedefs of structs, functions, integer macros; nothing else.

use tribind::diag::Span;
use tribind::ir::{self, FloatKind, FunctionType, IntType, Linkage, Type, WideKind};

/// Reads declarations, one to a line (structs and enums too).
pub fn api(text: &str) -> ir::Api {
    let mut api = ir::Api { includes: vec!["\"lib.h\"".into()], ..ir::Api::default() };
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if let Some(rest) = line.strip_prefix("#define ") {
            define(&mut api, rest);
        } else if line.starts_with("struct") && line.contains('{') {
            record(&mut api, line);
        } else if line.starts_with("struct") && !line.contains('(') && line.split(' ').count() == 2 {
            opaque(&mut api, line);
        } else if line.starts_with("enum") && line.contains('{') {
            enumeration(&mut api, line);
        } else {
            function(&mut api, line);
        }
    }
    api
}

fn define(api: &mut ir::Api, rest: &str) {
    let (name, value) = rest.split_once(' ').expect("a name and a value");
    let value = if let Some(text) = value.strip_prefix('"') {
        ir::MacroValue::Str(text.trim_end_matches('"').as_bytes().to_vec())
    } else if value.contains('.') {
        ir::MacroValue::Float(value.parse().expect("a number"))
    } else {
        ir::MacroValue::Int(value.trim_end_matches(['U', 'L']).parse().expect("an integer"))
    };
    api.macros.push(ir::Macro { name: name.into(), value, doc: vec![], span: Span::default() });
}

fn opaque(api: &mut ir::Api, line: &str) {
    push_record(api, line.trim_end_matches(';'), None);
}

fn record(api: &mut ir::Api, line: &str) {
    let (head, body) = line.split_once('{').expect("a body");
    let body = body.rsplit_once('}').expect("its end").0;
    let mut layout = ir::Layout { align: 1, ..ir::Layout::default() };
    for member in body.split(';').map(str::trim).filter(|m| !m.is_empty()) {
        let (name, ty) = declaration(api, member);
        let (size, align) = size_align(api, &ty);
        layout.size = layout.size.next_multiple_of(align);
        layout.align = layout.align.max(align);
        let offset_bits = layout.size * 8;
        layout.fields.push(ir::Field { name, ty, offset_bits, bit_width: None, doc: vec![] });
        layout.size += size;
    }
    layout.size = layout.size.next_multiple_of(layout.align);
    push_record(api, head.trim(), Some(layout));
}

fn push_record(api: &mut ir::Api, key: &str, layout: Option<ir::Layout>) {
    api.records.push(ir::Record {
        key: key.into(),
        spelled: true,
        kind: ir::RecordKind::Struct,
        tag: key.strip_prefix("struct ").map(str::to_owned),
        typedefs: vec![],
        layout,
        own: true,
        doc: vec![],
        span: Span::default(),
    });
}

fn enumeration(api: &mut ir::Api, line: &str) {
    let (head, body) = line.split_once('{').expect("a body");
    let body = body.rsplit_once('}').expect("its end").0;
    let constant = |c: &str| {
        let (name, value) = c.split_once('=').expect("a value");
        ir::EnumConstant {
            name: name.trim().into(),
            value: value.trim().parse().expect("an integer"),
            doc: vec![],
        }
    };
    let constants: Vec<_> = body.split(',').map(constant).collect();
    let signed = constants.iter().any(|c| c.value < 0);
    api.enums.push(ir::Enum {
        key: head.trim().into(),
        spelled: true,
        tag: head.trim().strip_prefix("enum ").map(str::to_owned),
        typedefs: vec![],
        int: int(if signed { "int" } else { "unsigned int" }),
        constants,
        own: true,
        doc: vec![],
        span: Span::default(),
    });
}

fn function(api: &mut ir::Api, line: &str) {
    let line = line.trim_end_matches(';');
    let open = line.find('(').expect("parameters");
    let (name, ret) = declaration(api, &line[..open]);
    let inner = line[open + 1..].strip_suffix(')').expect("a closing bracket");
    let list = inner.split(',').map(str::trim).filter(|p| !p.is_empty() && *p != "void");
    let params: Vec<(String, Type)> = list.map(|p| declaration(api, p)).collect();
    api.functions.push(ir::Function {
        name,
        ty: FunctionType {
            ret,
            params: params.iter().map(|p| p.1.clone()).collect(),
            variadic: false,
            prototype: true,
        },
        param_lens: vec![None; params.len()],
        param_names: params.into_iter().map(|p| Some(p.0)).collect(),
        defaults: vec![],
        linkage: Linkage::External,
        doc: vec!["Does it.".into()],
        span: Span::default(),
    });
}

/// `const char *name`, `double m[2][3]`.
fn declaration(api: &ir::Api, text: &str) -> (String, Type) {
    let text = text.replace('*', " * ").replace('[', " [ ").replace(']', " ] ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let dims: Vec<u64> = words.iter().filter_map(|w| w.parse().ok()).collect();
    let words: Vec<&str> = words.into_iter().take_while(|w| *w != "[").collect();
    let (name, words) = words.split_last().expect("a name");
    let stars = words.iter().position(|w| *w == "*").unwrap_or(words.len());
    let is_const = words[..stars].contains(&"const");
    let base: Vec<&str> = words[..stars].iter().copied().filter(|w| *w != "const").collect();
    let mut ty = base_type(api, &base.join(" "));
    if is_const {
        ty = Type::Const(Box::new(ty));
    }
    for word in &words[stars..] {
        ty = if *word == "*" { Type::Pointer(Box::new(ty)) } else { Type::Const(Box::new(ty)) };
    }
    for len in dims.into_iter().rev() {
        ty = Type::Array { of: Box::new(ty), len: Some(len) };
    }
    ((*name).to_owned(), ty)
}

fn base_type(api: &ir::Api, name: &str) -> Type {
    match name {
        "void" => Type::Void,
        "_Bool" => Type::Bool,
        "char" => Type::Char { signed: true },
        "wchar_t" => Type::Wide(WideKind::Wchar),
        "float" => Type::Float(FloatKind::Float),
        "double" => Type::Float(FloatKind::Double),
        "long double" => Type::Float(FloatKind::LongDouble),
        "callback" => Type::Typedef {
            name: "callback".into(),
            to: Box::new(Type::Pointer(Box::new(Type::Function(Box::new(FunctionType {
                ret: Type::Void,
                params: vec![],
                variadic: false,
                prototype: true,
            }))))),
        },
        "size_t" => Type::Typedef { name: "size_t".into(), to: Box::new(Type::Int(int("unsigned long"))) },
        _ if api.record(name).is_some() => Type::Record(name.into()),
        _ if api.enumeration(name).is_some() => Type::Enum(name.into()),
        _ => Type::Int(int(name)),
    }
}

fn int(name: &str) -> IntType {
    let all = [
        (8, true, "signed char"),
        (8, false, "unsigned char"),
        (16, true, "short"),
        (16, false, "unsigned short"),
        (32, true, "int"),
        (32, false, "unsigned int"),
        (64, true, "long"),
        (64, false, "unsigned long"),
        (64, true, "long long"),
        (64, false, "unsigned long long"),
    ];
    let found = all.iter().find(|i| i.2 == name).unwrap_or_else(|| panic!("no type {name}"));
    IntType { bits: found.0, signed: found.1, name: found.2 }
}

fn size_align(api: &ir::Api, ty: &Type) -> (u64, u64) {
    match ty.canonical() {
        Type::Bool | Type::Char { .. } => (1, 1),
        Type::Int(int) => (u64::from(int.bits / 8), u64::from(int.bits / 8)),
        Type::Float(FloatKind::Float) | Type::Enum(_) | Type::Wide(_) => (4, 4),
        Type::Float(FloatKind::LongDouble) => (16, 16),
        Type::Array { of, len } => {
            let (size, align) = size_align(api, of);
            (size * len.expect("a length"), align)
        }
        Type::Record(key) => {
            let layout = api.record(key).and_then(|r| r.layout.as_ref()).expect("a complete struct");
            (layout.size, layout.align)
        }
        _ => (8, 8),
    }
}
