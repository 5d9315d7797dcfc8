//! The symbol that the compiler makes of a declaration: mangled in C++, renamed by an `asm` label in C.
//!
//! In: an API. Out: for each function, then each variable, the symbol that code which uses it refers to.

use crate::error::Result;
use crate::ir::{Function, Language, Type};
use crate::text::c::declare;
use crate::verdict::Timings;
use crate::verdict::answers::Answer;
use crate::verdict::rounds::Court;
use crate::verdict::sheet::{About, Claim, Form};

/// The symbols of all functions, then of all variables, in order; `None` where the compiler refuses a reference.
pub fn symbols(court: &Court<'_>) -> Result<Vec<Option<String>>> {
    let api = court.api;
    let is_cxx = api.language == Language::Cxx;
    let functions = api.functions.iter().enumerate();
    let mut claims: Vec<Claim> = functions.map(|(i, f)| reference(About::Function(i), f, is_cxx)).collect();
    for (i, variable) in api.variables.iter().enumerate() {
        let form = Form::Reference("const void *".into(), format!("&{}", variable.name));
        claims.push(Claim { about: About::Variable(i), form });
    }
    let verdict = court.ask(&claims, &mut Timings::default())?;
    let symbol = |claim: &Claim| match verdict.answers.get(&claim.about) {
        Some(Answer::Symbol(name)) => Some(name.clone()),
        _ => None,
    };
    Ok(claims.iter().map(symbol).collect())
}

/// In C++ the type picks one of several overloads.
fn reference(about: About, function: &Function, is_cxx: bool) -> Claim {
    let ty = if is_cxx {
        declare(&Type::Pointer(Box::new(Type::Function(Box::new(function.ty.clone())))), "")
    } else {
        "const void *".to_owned()
    };
    Claim { about, form: Form::Reference(ty, format!("&{}", function.name)) }
}
