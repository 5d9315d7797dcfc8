//! The test for failure behind a call, and what is raised then.

use super::spell::Spelling;
use super::{input, output};
use crate::plan::{ErrorRule, ErrorTest, Function, HandleMessage, Passing, Raises};
use crate::styles::shared;
use crate::styles::shared::layout::bracketed;

/// `if _tb_result < 0:` and what is raised, after `release`.
pub fn failure(
    spelling: &Spelling,
    function: &Function,
    rule: &ErrorRule,
    release: &[String],
) -> Vec<String> {
    let failed = shared::failed(&rule.test, "_tb_result is None", "_tb_ctypes.get_errno()");
    let mut lines = vec![format!("    if {failed}:")];
    lines.extend_from_slice(release);
    let raised = match rule.raises {
        Raises::Errno => "_tb_runtime.os_error()".to_owned(),
        Raises::Exception => {
            let code = if rule.test == ErrorTest::Null { "0" } else { "_tb_result" };
            match rule.message {
                Some(message) => format!("_tb_failure({code}, {})", told(spelling, function, message)),
                None => format!("_tb_failure({code})"),
            }
        }
    };
    match output::discarded(function) {
        None => lines.extend(broken("raise ", &raised)),
        Some((raw, free)) => {
            lines.extend(bracketed(8, "raise _tb_runtime.discarded(", &[raised, raw, free], ")"));
        }
    }
    lines
}

fn broken(before: &str, call: &str) -> Vec<String> {
    match call.split_once('(') {
        Some((head, args)) if call.len() + before.len() + 8 > 88 => {
            let args: Vec<String> = args.trim_end_matches(')').split(", ").map(str::to_owned).collect();
            bracketed(8, &format!("{before}{head}("), &args, ")")
        }
        _ => vec![format!("        {before}{call}")],
    }
}

/// What the library's function says of a handle, or `None` without one; given as function and address.
fn told(spelling: &Spelling, function: &Function, message: HandleMessage) -> String {
    let param = &function.params[message.param];
    let address = match param.passing {
        Passing::Out(_) => format!("{}.value", param.py_name),
        _ => input::passed(spelling, param),
    };
    format!("_tb_fn_{}, {address}", spelling.plan.functions[message.function].symbol)
}
