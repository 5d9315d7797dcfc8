//! The lines by which generated C reaches the library's declarations.

use crate::ir::Language;
use crate::plan::Plan;

/// What takes back the packing that headers leave on, for whatever comes after them.
const UNPACKED: &str = "#pragma pack() /* the headers leave another packing on */";

/// The library's own headers. What they define themselves is there once for each file that includes them: weak, the linker
/// takes one of them.
pub fn include_lines(plan: &Plan) -> Vec<String> {
    let hidden = plan
        .clashes
        .iter()
        .map(|name| format!("#define {name} tb_header_{name} /* the system has another */"));
    let weak = plan.defined.iter().map(|name| format!("#pragma weak {name} /* the headers define it */"));
    let lines = plan.includes.iter().map(|name| format!("#include {name}"));
    hidden.chain(weak).chain(lines).chain(plan.leaves_packed.then(|| UNPACKED.to_owned())).collect()
}

/// The same for C that makes the calls and reaches into records: it reads the shim's header where there is a shim, which
/// brings the library's where C can read those.
pub fn caller_include_lines(plan: &Plan) -> Vec<String> {
    let mut lines = match plan.language {
        Language::C if !plan.has_shim() => include_lines(plan),
        Language::C | Language::Cxx => vec!["#include \"shim.h\"".into()],
    };
    if plan.language == Language::C {
        lines.extend(
            plan.before_members.iter().map(|name| format!("#undef {name} /* a member has the name */")),
        );
    }
    lines
}
