//! Functions over items: the loop, found in the package's own library, and the Python function over it.

use super::kinds::Kinds;
use super::spell::Spelling;
use crate::plan::{Gil, Map, Scalar};
use crate::styles::shared::{MapParts, map_definition, map_raises};
use crate::text::literals::py_string;

/// The lines of one function; asks for the kinds of its items.
pub fn map(spelling: &Spelling, kinds: &mut Kinds, map: &Map) -> Vec<String> {
    let plan = spelling.plan;
    let library = match map.gil {
        Gil::Hold => "_tb_held",
        Gil::Release => "_tb_released",
    };
    let mut kind = |item: Scalar| kinds.scalar(spelling, item);
    let parts = MapParts {
        class: "_tb_map.Map",
        function: format!("{library}[{}]", py_string(&map.symbol)),
        items: map.params.iter().map(|p| kind(p.item)).collect(),
        result: map.result.map(&mut kind),
        error: map
            .of(plan)
            .error
            .as_ref()
            .map(|rule| (map_raises(rule, "_tb_runtime.os_error"), map.code(plan).map(&mut kind))),
    };
    map_definition(plan, map, &parts)
}
