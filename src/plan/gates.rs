//! Keys of the configuration that the plan can decide and that not every style spells yet: they are refused with that
//! reason.

use super::rules::Origin;
use crate::diag::Diagnostic;

/// `owned_by` for text.
pub const OWNED_TEXT: bool = true;
/// `owned_by` for handles.
pub const OWNED_HANDLES: bool = true;

/// What the configuration asks for, and not every style spells.
pub fn shut(origin: Origin, what: &str) -> Diagnostic {
    Diagnostic::error("config-not-yet", origin.span.clone(), format!("{what} is not bound yet"))
        .hint("leave it out of tribind.toml; the rest of the function is bound without it")
}
