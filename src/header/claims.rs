//! bindgen's Rust text, read back as claims about C.
//!
//! In: the text. Out: [`Claims`]. Unknown shapes are passed over: a claim that is not understood is not made.

use std::collections::{BTreeMap, BTreeSet};
use syn::{Expr, Item, Lit};

/// What bindgen says.
#[derive(Debug, Default, PartialEq)]
pub struct Claims {
    /// Functions it found, by C name.
    pub functions: BTreeSet<String>,
    /// Variables it found, by C name.
    pub variables: BTreeSet<String>,
    /// Values of macros.
    pub constants: BTreeMap<String, Constant>,
}

/// A claimed constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// An integer.
    Int(i128),
    /// A double.
    Float(f64),
    /// A string's bytes, without the NUL.
    Str(Vec<u8>),
}

/// Reads bindgen's text.
pub fn read(text: &str) -> Result<Claims, String> {
    let file = syn::parse_file(text).map_err(|e| format!("its text could not be read: {e}"))?;
    let mut claims = Claims::default();
    for item in &file.items {
        take(item, &mut claims);
    }
    Ok(claims)
}

fn take(item: &Item, claims: &mut Claims) {
    match item {
        Item::ForeignMod(block) => block.items.iter().for_each(|i| foreign(i, claims)),
        Item::Const(constant) => {
            if let Some(value) = value(&constant.expr) {
                claims.constants.insert(constant.ident.to_string(), value);
            }
        }
        _ => {}
    }
}

fn foreign(item: &syn::ForeignItem, claims: &mut Claims) {
    match item {
        syn::ForeignItem::Fn(f) => {
            claims.functions.insert(c_name(&f.attrs, &f.sig.ident));
        }
        syn::ForeignItem::Static(v) => {
            claims.variables.insert(c_name(&v.attrs, &v.ident));
        }
        _ => {}
    }
}

/// The C name: bindgen keeps it in `link_name` where Rust could not take it.
fn c_name(attributes: &[syn::Attribute], ident: &syn::Ident) -> String {
    let link_name = attributes.iter().find(|a| a.path().is_ident("link_name"));
    let text = link_name.and_then(|a| match &a.meta {
        syn::Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(s), .. }) => Some(s.value()),
            _ => None,
        },
        _ => None,
    });
    // `\u{1}` in front tells LLVM not to mangle.
    text.map_or_else(|| ident.to_string(), |t| t.trim_start_matches('\u{1}').to_owned())
}

fn value(expr: &Expr) -> Option<Constant> {
    match expr {
        Expr::Lit(lit) => literal(&lit.lit),
        Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), expr, .. }) => match value(expr)? {
            Constant::Int(n) => Some(Constant::Int(-n)),
            Constant::Float(x) => Some(Constant::Float(-x)),
            Constant::Str(_) => None,
        },
        Expr::Cast(cast) => value(&cast.expr),
        Expr::Paren(inner) => value(&inner.expr),
        Expr::Group(inner) => value(&inner.expr),
        _ => None,
    }
}

fn literal(lit: &Lit) -> Option<Constant> {
    match lit {
        Lit::Int(n) => n.base10_parse().ok().map(Constant::Int),
        Lit::Float(x) => x.base10_parse().ok().map(Constant::Float),
        Lit::Byte(b) => Some(Constant::Int(b.value().into())),
        Lit::Bool(b) => Some(Constant::Int(b.value().into())),
        Lit::ByteStr(s) => {
            let mut bytes = s.value();
            (bytes.pop() == Some(0)).then_some(Constant::Str(bytes))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_of_bindgen() {
        let claims = read(
            "pub const A: u32 = 7; pub const N: i32 = -1; pub const F: f64 = 1.5;\n\
             pub const S: &[u8; 3] = b\"hi\\0\"; pub const C: u8 = 83u8;\n\
             unsafe extern \"C\" { #[link_name = \"\\u{1}type\"] pub fn type_(); pub static mut v: i32; }",
        )
        .unwrap();
        assert_eq!(claims.constants["A"], Constant::Int(7));
        assert_eq!(claims.constants["N"], Constant::Int(-1));
        assert_eq!(claims.constants["F"], Constant::Float(1.5));
        assert_eq!(claims.constants["S"], Constant::Str(b"hi".to_vec()));
        assert!(claims.functions.contains("type") && claims.variables.contains("v"));
    }
}
