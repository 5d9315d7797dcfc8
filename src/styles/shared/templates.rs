//! The shared templates, parsed once a run.

use crate::error::Result;
use crate::render::Templates;
use serde::Serialize;

/// Name and text of every shared template.
const SOURCES: [(&str, &str); 11] = [
    ("stub_body.pyi", include_str!("../../../templates/shared/stub_body.pyi.hbs")),
    ("stub.pyi", include_str!("../../../templates/shared/stub.pyi.hbs")),
    ("enums.py", include_str!("../../../templates/shared/enums.py.hbs")),
    ("overloads.py", include_str!("../../../templates/shared/overloads.py.hbs")),
    ("pyproject.toml", include_str!("../../../templates/shared/pyproject.toml.hbs")),
    ("setup.py", include_str!("../../../templates/shared/setup.py.hbs")),
    ("loop.c", include_str!("../../../templates/shared/loop.c.hbs")),
    ("map.py", include_str!("../../../templates/shared/map.py.hbs")),
    ("shim.h", include_str!("../../../templates/shared/shim.h.hbs")),
    ("shim.c", include_str!("../../../templates/shared/shim.c.hbs")),
    ("shim.cpp", include_str!("../../../templates/shared/shim.cpp.hbs")),
];

/// Renders one shared template.
pub fn render(name: &str, view: &impl Serialize) -> Result<String> {
    let is_wanted = |n: &str| n == name || (n == "loop.c" && matches!(name, "shim.c" | "shim.cpp"));
    let source = SOURCES.iter().filter(|(n, _)| is_wanted(n)).copied().collect::<Vec<_>>();
    Templates::code(&source)?.render(name, view)
}
