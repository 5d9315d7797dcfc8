//! C types from libclang's: typedefs and qualifiers kept, records and enumerations by key.

use super::Walk;
use crate::header::clang::{Cursor, Type, TypeKind};
use crate::ir::{self, FloatKind, FunctionType, IntType, WideKind};

/// Names under which a variable argument list goes; its shape is the target's own business.
const VA_LISTS: [&str; 3] = ["va_list", "__builtin_va_list", "__gnuc_va_list"];

/// The most parts that a typedef may unfold into: function types that take each other twice double at every step.
const HEAVIEST: usize = 10_000;

impl<'u> Walk<'u> {
    /// A type with its qualifiers.
    pub(super) fn ty(&mut self, ty: Type<'u>) -> ir::Type {
        let mut out = self.unqualified(ty);
        if ty.is_volatile() {
            out = ir::Type::Volatile(Box::new(out));
        }
        if ty.is_const() {
            out = ir::Type::Const(Box::new(out));
        }
        out
    }

    fn unqualified(&mut self, ty: Type<'u>) -> ir::Type {
        match ty.kind() {
            TypeKind::Void => ir::Type::Void,
            TypeKind::Bool => ir::Type::Bool,
            TypeKind::Char(signed) => ir::Type::Char { signed },
            TypeKind::Wchar => ir::Type::Wide(WideKind::Wchar),
            TypeKind::Char16 => ir::Type::Wide(WideKind::Char16),
            TypeKind::Char32 => ir::Type::Wide(WideKind::Char32),
            TypeKind::Int(name, signed) => int(ty, name, signed),
            TypeKind::Float => ir::Type::Float(FloatKind::Float),
            TypeKind::Double => ir::Type::Float(FloatKind::Double),
            TypeKind::LongDouble => ir::Type::Float(FloatKind::LongDouble),
            TypeKind::Complex => complex(ty),
            TypeKind::Pointer => ir::Type::Pointer(Box::new(self.ty(ty.pointee()))),
            TypeKind::Reference => ir::Type::Reference(Box::new(self.ty(ty.pointee()))),
            TypeKind::Array => ir::Type::Array { of: Box::new(self.ty(ty.element())), len: ty.array_len() },
            TypeKind::Function | TypeKind::FunctionNoPrototype => {
                ir::Type::Function(Box::new(self.function_type(ty).0))
            }
            TypeKind::Record => self.record_type(ty),
            TypeKind::Enum => self.enum_type(ty.declaration()),
            TypeKind::Typedef => self.typedef(ty.declaration()),
            TypeKind::Elaborated => self.ty(ty.named()),
            TypeKind::Atomic => ir::Type::Volatile(Box::new(self.ty(ty.atomic_value()))),
            TypeKind::Unexposed => self.behind_sugar(ty),
            TypeKind::Other => ir::Type::Other(ty.spelling()),
        }
    }

    /// `typeof`, an attribute, a macro: what the type is without it.
    fn behind_sugar(&mut self, ty: Type<'u>) -> ir::Type {
        let canonical = ty.canonical();
        if canonical.kind() == TypeKind::Unexposed {
            return ir::Type::Other(ty.spelling());
        }
        // The qualifiers of `ty` itself are put around by the caller.
        self.unqualified(canonical)
    }

    /// A function's type, and the array lengths that its parameters are written with.
    pub(super) fn function_type(&mut self, ty: Type<'u>) -> (FunctionType, Vec<Option<u64>>) {
        let ret = self.ty(ty.result());
        let written: Vec<ir::Type> = ty.parameters().into_iter().map(|p| self.ty(p)).collect();
        let (params, lens) = written.into_iter().map(adjusted).unzip();
        let prototype = ty.kind() != TypeKind::FunctionNoPrototype;
        let function = FunctionType { ret, params, variadic: prototype && ty.is_variadic(), prototype };
        (function, lens)
    }

    /// A typedef of the library: listed even where nothing uses it.
    pub(super) fn own_typedef(&mut self, cursor: Cursor<'u>) {
        let ty = self.typedef(cursor);
        if let ir::Type::Typedef { to, .. } = &ty {
            self.document_record(to, cursor);
            self.need(&ty);
        }
    }

    /// A typedef by its declaration; converted once.
    fn typedef(&mut self, cursor: Cursor<'u>) -> ir::Type {
        let canonical = cursor.canonical();
        if let Some(known) = self.typedefs.get(&canonical) {
            return known.clone();
        }
        let name = self.qualified(cursor);
        let ty = self.named_type(cursor, &name);
        self.typedefs.insert(canonical, ty.clone());
        if let ir::Type::Typedef { to, .. } = &ty {
            self.note_record_name(to, &name);
            if cursor.place().file.is_some() {
                let span = self.span(cursor);
                let own = self.is_own(cursor);
                self.api.typedefs.push(ir::Typedef { name, own, ty: (**to).clone(), span });
            }
        }
        ty
    }

    fn named_type(&mut self, cursor: Cursor<'u>, name: &str) -> ir::Type {
        if VA_LISTS.contains(&name) {
            return ir::Type::Other("va_list".into());
        }
        // In C the wide characters are typedefs of integers, which only their names tell apart.
        match name {
            "wchar_t" => return ir::Type::Wide(WideKind::Wchar),
            "char16_t" => return ir::Type::Wide(WideKind::Char16),
            "char32_t" => return ir::Type::Wide(WideKind::Char32),
            _ => {}
        }
        match self.ty(cursor.typedef_target()) {
            ir::Type::Other(text) if text != "va_list" => ir::Type::Other(name.to_owned()),
            other @ ir::Type::Other(_) => other,
            to if weight(&to) > HEAVIEST => ir::Type::Other(name.to_owned()),
            to => ir::Type::Typedef { name: name.to_owned(), to: Box::new(to) },
        }
    }
}

fn int(ty: Type<'_>, name: &'static str, signed: bool) -> ir::Type {
    let bits = ty.size().and_then(|bytes| u16::try_from(bytes * 8).ok()).unwrap_or(0);
    ir::Type::Int(IntType { bits, signed, name })
}

fn complex(ty: Type<'_>) -> ir::Type {
    match ty.element().kind() {
        TypeKind::Float => ir::Type::Complex(FloatKind::Float),
        TypeKind::Double => ir::Type::Complex(FloatKind::Double),
        TypeKind::LongDouble => ir::Type::Complex(FloatKind::LongDouble),
        _ => ir::Type::Other(ty.spelling()),
    }
}

/// The number of parts of a type, typedefs unfolded.
fn weight(ty: &ir::Type) -> usize {
    1 + match ty {
        ir::Type::Pointer(of) | ir::Type::Const(of) | ir::Type::Volatile(of) | ir::Type::Reference(of) => {
            weight(of)
        }
        ir::Type::Array { of, .. } => weight(of),
        ir::Type::Typedef { to, .. } => weight(to),
        ir::Type::Function(ty) => weight(&ty.ret) + ty.params.iter().map(weight).sum::<usize>(),
        _ => 0,
    }
}

/// A parameter after adjustment (C23 6.7.7.4), and the length it is written with: arrays and functions become
/// pointers, also behind a typedef; its own qualifiers say nothing to the caller.
fn adjusted(ty: ir::Type) -> (ir::Type, Option<u64>) {
    match array_item(&ty) {
        Some((of, len)) => (ir::Type::Pointer(Box::new(of)), len),
        None => match ty {
            ir::Type::Const(of) | ir::Type::Volatile(of) => adjusted(*of),
            ty if matches!(ty.canonical(), ir::Type::Function(_)) => (ir::Type::Pointer(Box::new(ty)), None),
            ty => (ty, None),
        },
    }
}

/// The item and length of an array; qualifiers of the array are the item's (C23 6.7.4.2).
fn array_item(ty: &ir::Type) -> Option<(ir::Type, Option<u64>)> {
    match ty {
        ir::Type::Array { of, len } => Some(((**of).clone(), *len)),
        ir::Type::Typedef { to, .. } => array_item(to),
        ir::Type::Const(of) => array_item(of).map(|(item, len)| (qualified(item, ir::Type::Const), len)),
        ir::Type::Volatile(of) => {
            array_item(of).map(|(item, len)| (qualified(item, ir::Type::Volatile), len))
        }
        _ => None,
    }
}

fn qualified(item: ir::Type, qualifier: fn(Box<ir::Type>) -> ir::Type) -> ir::Type {
    match item {
        ir::Type::Const(_) => item,
        item => qualifier(Box::new(item)),
    }
}
