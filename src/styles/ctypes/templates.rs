//! The templates of this style.

use crate::error::Result;
use crate::render::Templates;
use serde::Serialize;

macro_rules! runtime {
    ($($name:literal),* $(,)?) => {
        [$((
            concat!("runtime/", $name),
            include_str!(concat!("../../../templates/ctypes/runtime/", $name, ".py.hbs")),
        )),*]
    };
}

/// Name and text of the package's files.
const FILES: [(&str, &str); 5] = [
    ("init", include_str!("../../../templates/ctypes/init.py.hbs")),
    ("body", include_str!("../../../templates/ctypes/body.py.hbs")),
    ("function", include_str!("../../../templates/ctypes/function.py.hbs")),
    ("library", include_str!("../../../templates/ctypes/library.py.hbs")),
    ("runtime", include_str!("../../../templates/ctypes/runtime.py.hbs")),
];

/// Name and text of the helpers of `_runtime.py`.
const HELPERS: [(&str, &str); 47] = runtime![
    "error",
    "os_error",
    "member_of",
    "flags_of",
    "to_bool",
    "number",
    "in_memory",
    "complex",
    "int128",
    "read_only",
    "buffers",
    "one_piece",
    "address_of",
    "local_of",
    "kept",
    "pointer",
    "pointer_kind",
    "text",
    "function_address",
    "struct_callback",
    "callback",
    "address",
    "sequence",
    "items",
    "locked_array",
    "pointers",
    "check_final",
    "handle",
    "owning",
    "owned_text",
    "memory",
    "memory_of",
    "discard",
    "hold",
    "handle_pointer",
    "record",
    "part",
    "field",
    "record_value",
    "const_record",
    "record_pointer",
    "array",
    "chars",
    "bits",
    "flexible",
    "variables",
    "map",
];

/// Renders one template.
pub fn render(name: &str, view: &impl Serialize) -> Result<String> {
    let mut sources: Vec<(&str, &str)> =
        FILES.iter().chain(&HELPERS).filter(|(n, _)| *n == name).copied().collect();
    if name == "body" {
        sources.extend(FILES.iter().filter(|(n, _)| *n == "function"));
    }
    Templates::code(&sources)?.render(name, view)
}
