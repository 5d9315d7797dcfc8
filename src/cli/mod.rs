//! The command line: one file a verb. The only place that prints, reads the environment or exits.
//!
//! In: arguments and environment. Out: what the verb does, told in words or as JSON lines, and an exit code: 0 all well,
//! 1 the user's input, 2 the tool or its environment, 3 something takes more than it may, 130 interrupted.

mod args;
mod bench_args;
mod compiler_flags;
mod pipeline;

mod bench;
mod build;
mod demo;
mod doctor;
mod generate;
mod report;
mod show;
mod verify;

mod compare;
mod console;
mod count;
mod demo_table;
mod kept;
mod request;
mod samples;
mod session;
mod summary;
mod tools;

use crate::error::{self, Error};
use args::{Cli, Verb};
use clap::Parser as _;
use console::Console;
use session::Session;
use std::ffi::OsString;

/// Runs a command line and gives its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> i32 {
    let args = compiler_flags::moved_behind(args.into_iter().collect());
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(usage) => return misused(&usage, &args),
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

/// `anyhow` from here on: a verb may say what it was busy with, and the error itself stays what it was.
/// Help and version are what was asked for; anything else is a fault in the flags.
fn misused(usage: &clap::Error, args: &[OsString]) -> i32 {
    let wants_json = args.iter().any(|arg| arg == "json" || arg == "--message-format=json");
    if usage.use_stderr() && wants_json {
        let console = Console::for_programs();
        console.error("usage", usage.to_string().trim(), None);
        console.result("", 1);
    } else {
        let _ = usage.print();
    }
    i32::from(usage.use_stderr())
}

fn dispatch(session: &Session, verb: &Verb) -> anyhow::Result<()> {
    match verb {
        Verb::Generate(args) => generate::run(session, args)?,
        Verb::Build(args) => build::run(session, args)?,
        Verb::Verify(args) => verify::run(session, args)?,
        Verb::Bench(args) => bench::run(session, args)?,
        Verb::Report(args) => report::run(session, args)?,
        Verb::Show(args) => show::run(session, args)?,
        Verb::Demo(args) => demo::run(session, args)?,
        Verb::Doctor(args) => doctor::run(session, args)?,
    }
    Ok(())
}

fn finish(session: &Session, verb: &str, result: &anyhow::Result<()>) -> i32 {
    session.show_timings();
    let code = result.as_ref().err().map_or(0, |error| tell(session, error));
    session.console.result(verb, code);
    code
}

/// Tells an error and what the verb was busy with, once; the exit code is the error's own.
fn tell(session: &Session, error: &anyhow::Error) -> i32 {
    let Some(own) = error.downcast_ref::<Error>() else {
        session.show_error(&Error::Internal(format!("{error:#}")));
        return 2;
    };
    session.show_error(own);
    let root = own.to_string();
    for context in error.chain().map(ToString::to_string).take_while(|c| *c != root) {
        session.console.within(&context);
    }
    own.exit_code()
}
