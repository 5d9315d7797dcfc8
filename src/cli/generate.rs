//! `tribind generate`: the packages as text.

use super::args::ProjectArgs;
use super::session::Session;
use super::{pipeline, summary};
use crate::error::Result;

/// Writes the packages.
pub fn run(session: &Session, args: &ProjectArgs) -> Result<()> {
    let project = pipeline::plan(session, args)?;
    let written = pipeline::generate(session, &project)?;
    summary::bound(session, &project);
    summary::left_out(session, &project);
    summary::generated(session, &project, written);
    Ok(())
}
