//! What follows the call: whether it failed, and what Python owns of what it gave.

use super::expr::Expr;
use super::kinds;
use super::scope::Scope;
use crate::plan::{ErrorRule, ErrorTest, Function, OwnedValue, Raises, Value};

/// A handle or text that Python owns, from C's pointer; `None` for what it does not own.
pub fn owned(
    scope: &mut Scope<'_>,
    f: &Function,
    what: OwnedValue,
    value: &Value,
    raw: &Expr,
    hidden: &[&str],
) -> Option<Expr> {
    let free = &f.freed(what)?.symbol;
    let (head, args) = match value {
        Value::Handle(id) => {
            let class = kinds::handle_class(scope, *id, hidden);
            (
                scope.runtime("owned"),
                vec![Expr::Text(class), raw.clone(), Expr::Text(format!("_tb_c_{free}"))],
            )
        }
        Value::Text => {
            (scope.runtime("owned_text"), vec![raw.clone(), Expr::Text(format!("_tb_lib.{free}"))])
        }
        _ => return None,
    };
    Some(Expr::Call { head, args })
}

/// `if _tb_result != 0:`, and what is raised then.
pub fn failure(scope: &mut Scope<'_>, rule: &ErrorRule) -> (Vec<String>, Vec<String>) {
    let test = match &rule.test {
        ErrorTest::Nonzero => "if _tb_result != 0:".to_owned(),
        ErrorTest::Negative => "if _tb_result < 0:".to_owned(),
        ErrorTest::Null => "if not _tb_result:".to_owned(),
        ErrorTest::NotIn(good) => match good.as_slice() {
            [one] => format!("if _tb_result != {one}:"),
            many => {
                let codes: Vec<String> = many.iter().map(i64::to_string).collect();
                format!("if _tb_result not in ({}):", codes.join(", "))
            }
        },
    };
    let failure = match (rule.raises, &rule.test) {
        (Raises::Errno, _) => format!("raise {}()", scope.runtime("os_error")),
        (Raises::Exception, ErrorTest::Null) => "raise _tb_failure(0)".to_owned(),
        (Raises::Exception, _) => "raise _tb_failure(_tb_result)".to_owned(),
    };
    (vec![format!("    {test}")], vec![format!("        {failure}")])
}
