//! `tribind build`: the packages, compiled.

use super::args::BuildArgs;
use super::session::Session;
use super::{pipeline, summary};
use crate::error::Result;

/// Writes and compiles the packages.
pub fn run(session: &Session, args: &BuildArgs) -> Result<()> {
    let project = pipeline::plan(session, &args.project)?;
    let built = pipeline::build(session, &project, &args.pythons)?;
    summary::bound(session, &project);
    summary::left_out(session, &project);
    summary::built(session, &project, &built);
    Ok(())
}
