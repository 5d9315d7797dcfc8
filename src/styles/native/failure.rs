//! How a wrapper sees that the function has failed, and what it raises then.

use super::parts::Part;
use super::scalars;
use super::scope::Scope;
use super::spell;
use crate::plan::{ErrorRule, ErrorTest, FnResult, Function, HandleMessage, Passing, Raises, Scalar, Value};

/// The condition for failure, and the lines that raise; `None` for a function that does not tell.
pub fn failure(scope: &mut Scope, f: &Function) -> Option<(String, Vec<String>)> {
    let rule = f.error.as_ref()?;
    let kind = match &f.result {
        FnResult::Value(kind) | FnResult::Status(kind) => Some(kind),
        FnResult::Void => None,
    };
    // An enumeration may have an unsigned type, and is compared as a number.
    let number = match kind {
        Some(Value::Scalar(Scalar::Int(int))) if int.signed => "result",
        _ => "(long long)result",
    };
    let raise = match rule.raises {
        Raises::Errno => vec!["PyErr_SetFromErrno(PyExc_OSError);".to_owned()],
        Raises::Exception => {
            let (code, number) = match kind {
                Some(Value::Scalar(scalar)) => (scalars::plain_from_c(*scalar, "result"), number),
                _ => ("PyLong_FromLong(0)".to_owned(), "0"),
            };
            raise(scope, f, rule, &code, number)
        }
    };
    Some((condition(rule, number), raise))
}

fn condition(rule: &ErrorRule, number: &str) -> String {
    match &rule.test {
        ErrorTest::Nonzero => "result != 0".to_owned(),
        ErrorTest::Negative => format!("{number} < 0"),
        ErrorTest::Null => "result == NULL".to_owned(),
        ErrorTest::NotIn(good) => {
            let tests: Vec<String> = good.iter().map(|g| format!("{number} != {}", literal(*g))).collect();
            tests.join(" && ")
        }
        ErrorTest::ErrnoSet => "errno != 0".to_owned(),
    }
}

/// The lines that raise the module's exception.
fn raise(scope: &mut Scope, f: &Function, rule: &ErrorRule, code: &str, number: &str) -> Vec<String> {
    let module = scope.module();
    let Some(HandleMessage { function, param }) = rule.message else {
        return vec![format!("tb_raise_error({module}, {code}, {number});")];
    };
    scope.needs.part(Part::FromText);
    let (teller, p) = (&scope.plan.functions[function], &f.params[param]);
    let handle = match p.passing {
        Passing::Out(_) => format!("out_{}", p.c_name),
        _ => format!("arg_{}", p.c_name),
    };
    let text = format!("tb_from_text((const char *)({})({handle}))", teller.symbol);
    let exception = scope.member("error_type");
    let otherwise = of_code(scope, number);
    vec![
        format!("PyObject *message = {handle} != NULL ? {text}"),
        format!("{}: {otherwise};", " ".repeat(handle.len() + 29)),
        String::new(),
        format!("tb_raise({exception}, {code}, message);"),
    ]
}

/// The expression for the text that the library has for a code, `None` where it has none.
pub fn of_code(scope: &mut Scope, number: &str) -> String {
    let Some(id) = scope.plan.exception.as_ref().and_then(|e| e.message) else {
        return "Py_NewRef(Py_None)".into();
    };
    scope.needs.part(Part::FromText);
    let f = &scope.plan.functions[id];
    let ty = f.params.first().map(|p| spell::bare(&p.ty)).unwrap_or_default();
    format!("tb_from_text((const char *)({})(({ty}){number}))", f.symbol)
}

fn literal(value: i64) -> String {
    if i32::try_from(value).is_ok() { value.to_string() } else { super::enums::long_long(value) }
}
