//! How a wrapper sees that the function has failed, and what it raises then.

use super::scalars;
use super::scope::Scope;
use crate::plan::{ErrorTest, FnResult, Function, Raises, Scalar, Value};

/// The condition for failure, and the statement that raises; `None` for a function that does not tell.
pub fn failure(scope: &mut Scope, f: &Function) -> Option<(String, String)> {
    let (Some(rule), FnResult::Value(kind) | FnResult::Status(kind)) = (&f.error, &f.result) else {
        return None;
    };
    // An enumeration may have an unsigned type, and is compared as a number.
    let number = match kind {
        Value::Scalar(Scalar::Int(int)) if int.signed => "result",
        _ => "(long long)result",
    };
    let condition = match &rule.test {
        ErrorTest::Nonzero => "result != 0".to_owned(),
        ErrorTest::Negative => format!("{number} < 0"),
        ErrorTest::Null => "result == NULL".to_owned(),
        ErrorTest::NotIn(good) => {
            let tests: Vec<String> = good.iter().map(|g| format!("{number} != {}", literal(*g))).collect();
            tests.join(" && ")
        }
    };
    let raise = match rule.raises {
        Raises::Errno => "PyErr_SetFromErrno(PyExc_OSError);".to_owned(),
        Raises::Exception => {
            let module = scope.module();
            let (code, number) = match kind {
                Value::Scalar(scalar) => (scalars::plain_from_c(*scalar, "result"), number),
                _ => ("PyLong_FromLong(0)".to_owned(), "0"),
            };
            format!("tb_raise_error({module}, {code}, {number});")
        }
    };
    Some((condition, raise))
}

fn literal(value: i64) -> String {
    if i32::try_from(value).is_ok() { value.to_string() } else { super::enums::long_long(value) }
}
