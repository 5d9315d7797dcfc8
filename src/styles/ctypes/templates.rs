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
const HELPERS: [(&str, &str); 29] = runtime![
    "error",
    "os_error",
    "member_of",
    "to_bool",
    "number",
    "read_only",
    "buffers",
    "one_piece",
    "address_of",
    "local_of",
    "kept",
    "pointer",
    "pointer_kind",
    "text",
    "function_pointer",
    "address",
    "sequence",
    "items",
    "pointers",
    "check_final",
    "handle",
    "handle_pointer",
    "record",
    "aligned",
    "field",
    "record_value",
    "record_pointer",
    "array",
    "chars",
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
