//! The templates of this style, parsed once for each file that is made of them.

use crate::error::Result;
use crate::render::Templates;
use serde::Serialize;

macro_rules! source {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../templates/cffi/", $name, ".hbs")))
    };
}

macro_rules! part {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../templates/cffi/runtime/", $name, ".py.hbs")))
    };
}

/// Name and text of every template; the parts of the runtime by their bare names.
static SOURCES: &[(&str, &str)] = &[
    source!("init.py"),
    source!("function.py"),
    source!("callback.py"),
    source!("record.py"),
    source!("cffi_build.py"),
    source!("cffi_build_abi.py"),
    source!("library.py"),
    source!("runtime.py"),
    part!("address"),
    part!("address_of"),
    part!("array"),
    part!("bits"),
    part!("bit_field"),
    part!("buffers"),
    part!("callback"),
    part!("cell"),
    part!("chars"),
    part!("code_error"),
    part!("const_item"),
    part!("const_record"),
    part!("discarded"),
    part!("discard_waiting"),
    part!("explain"),
    part!("flags"),
    part!("flexible"),
    part!("from_text"),
    part!("given"),
    part!("handle"),
    part!("memory"),
    part!("new_object"),
    part!("owned_text"),
    part!("owning"),
    part!("hold"),
    part!("items"),
    part!("long_complex"),
    part!("long_int"),
    part!("map"),
    part!("new_aligned"),
    part!("odd_value"),
    part!("os_error"),
    part!("pointer"),
    part!("pointer_kind"),
    part!("pointers"),
    part!("record"),
    part!("record_pointer"),
    part!("scalar"),
    part!("sequence"),
    part!("text"),
    part!("text_pointer"),
    part!("some"),
    part!("told"),
    part!("to_bool"),
    part!("waiting"),
    part!("zero"),
];

/// Renders one template, alone.
pub fn render(name: &str, view: &impl Serialize) -> Result<String> {
    let source: Vec<_> = SOURCES.iter().filter(|(n, _)| *n == name).copied().collect();
    Templates::code(&source)?.render(name, view)
}

/// A template that is rendered for every item of a list.
pub struct Template {
    name: &'static str,
    templates: Templates,
}

impl Template {
    /// Parses it.
    pub fn new(name: &'static str) -> Result<Self> {
        let source: Vec<_> = SOURCES.iter().filter(|(n, _)| *n == name).copied().collect();
        Ok(Self { name, templates: Templates::code(&source)? })
    }

    /// Renders it.
    pub fn render(&self, view: &impl Serialize) -> Result<String> {
        self.templates.render(self.name, view)
    }
}
