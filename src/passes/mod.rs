//! Passes from API to API: what the user allows and blocks.
//!
//! In: the verdict's `ir::Api`. Out: a new one. It must not know Python or any style.

mod select;

use crate::config::Config;
use crate::error::Result;
use crate::ir::Api;

/// Runs every pass.
///
/// # Errors
/// [`crate::error::Error::Input`] for a pattern that is no regular expression.
pub fn run(api: Api, config: &Config) -> Result<Api> {
    select::select(api, config)
}
