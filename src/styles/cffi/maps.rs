//! Functions over items: what CFFI is told of the loops, and the Python functions over them.

use super::kinds;
use super::scope::Scope;
use crate::plan::{Map, Plan, Scalar, Value};
use crate::styles::shared::{MapParts, map_definition, map_raises};

/// What a loop is given, as shim.h has it.
const ARGUMENTS: [&str; 8] = [
    "",
    "typedef struct {",
    "    size_t count;",
    "    const void *const *args;",
    "    const size_t *steps;",
    "    void *out;",
    "    void *failed;",
    "} tb_map;",
];

/// The lines that declare the loops.
pub fn declarations(plan: &Plan) -> Vec<String> {
    let loops = plan.maps.iter().map(declaration);
    ARGUMENTS.iter().map(|&line| line.to_owned()).chain(loops).collect()
}

/// The line that declares one.
pub fn declaration(map: &Map) -> String {
    format!("size_t {}(const tb_map *);", map.symbol)
}

/// Each function, two empty lines before it; asks for what they use.
pub fn maps(scope: &mut Scope<'_>) -> Vec<String> {
    let plan = scope.plan;
    if !plan.maps.is_empty() {
        scope.runtime("maps");
    }
    plan.maps.iter().map(|m| format!("\n\n{}", map(scope, m).join("\n"))).collect()
}

/// The lines of one function; asks for what it uses.
pub fn map(scope: &mut Scope<'_>, map: &Map) -> Vec<String> {
    let plan = scope.plan;
    let mut kind = |item: Scalar| kinds::kind(scope, &Value::Scalar(item));
    let items = map.params.iter().map(|p| kind(p.item)).collect();
    let result = map.result.map(&mut kind);
    let code = map.code(plan).map(&mut kind);
    let os_error = if plan.functions[map.function].error.is_some() && code.is_none() {
        scope.runtime("os_error")
    } else {
        String::new()
    };
    let error = map.of(plan).error.as_ref().map(|rule| (map_raises(rule, &os_error), code));
    let parts =
        MapParts { class: "_tb_Map", function: format!("_tb_lib.{}", map.symbol), items, result, error };
    map_definition(plan, map, &parts)
}
