//! The command line: one file a verb. The only place that prints, reads the environment or exits.
//!
//! In: arguments and environment. Out: what the verb does, told in words or as JSON lines, and an exit code: 0 all well,
//! 1 the user's input, 2 the tool or its environment, 130 interrupted.

mod args;
mod pipeline;

mod bench;
mod build;
mod demo;
mod doctor;
mod generate;
mod report;
mod show;
mod verify;

mod console;
mod demo_table;
mod kept;
mod request;
mod samples;
mod session;
mod summary;
mod tools;

use crate::error::{self, Result};
use args::{Cli, Verb};
use clap::Parser as _;
use session::Session;
use std::ffi::OsString;

/// Runs a command line and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> i32 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version are what was asked for; anything else is a fault in the flags.
            let code = i32::from(usage.use_stderr());
            let _ = usage.print();
            return code;
        }
    };
    let session = Session::new(&cli.common);
    // A second Ctrl-C does not wait for the first one's tidying up.
    let handler = || if error::checkpoint().is_err() { std::process::exit(130) } else { error::interrupt() };
    if ctrlc::set_handler(handler).is_err() {
        session.console.warn("Ctrl-C cannot be caught here; it ends the program at once");
    }
    let result = dispatch(&session, &cli.verb);
    finish(&session, cli.verb.name(), &result)
}

fn dispatch(session: &Session, verb: &Verb) -> Result<()> {
    match verb {
        Verb::Generate(args) => generate::run(session, args),
        Verb::Build(args) => build::run(session, args),
        Verb::Verify(args) => verify::run(session, args),
        Verb::Bench(args) => bench::run(session, args),
        Verb::Report(args) => report::run(session, args),
        Verb::Show(args) => show::run(session, args),
        Verb::Demo(args) => demo::run(session, args),
        Verb::Doctor(args) => doctor::run(session, args),
    }
}

fn finish(session: &Session, verb: &str, result: &Result<()>) -> i32 {
    session.show_timings();
    let code = match result {
        Ok(()) => 0,
        Err(error) => {
            session.show_error(error);
            error.exit_code()
        }
    };
    session.console.result(verb, code);
    code
}
