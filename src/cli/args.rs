//! What can be typed.

pub use super::bench_args::{BenchArgs, BenchFiles, BenchFlags, With};
use crate::config::Flags;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Three Python bindings from one C or C++ header: ctypes, CFFI and a native extension with one and the same API,
/// proven equal, and measured.
#[derive(Debug, Parser)]
#[command(name = "tribind", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Example:\n  tribind build /usr/include/zlib.h -l z -m zwrap -o out\n  \
    PYTHONPATH=out/native python3 -c 'import zwrap; print(zwrap.zlibVersion())'\n\n\
    Without arguments a verb takes the tribind.toml of the current folder (or one above it), and after that\n\
    what was asked for when `out` was made.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// How to tell it.
    #[command(flatten)]
    pub common: Common,
}

/// Flags of every verb.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub struct Common {
    /// human: words; json: one object a line.
    #[arg(
        long,
        value_enum,
        default_value = "human",
        hide_possible_values = true,
        global = true,
        value_name = "FORMAT"
    )]
    pub message_format: MessageFormat,
    /// Tell how long each stage took.
    #[arg(long, global = true)]
    pub timings: bool,
    /// Colours: auto, always, never.
    #[arg(
        long,
        value_enum,
        default_value = "auto",
        hide_possible_values = true,
        global = true,
        value_name = "WHEN"
    )]
    pub color: When,
    /// Tell errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell more: every declaration that is left out.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

/// `--message-format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// Words.
    Human,
    /// JSON lines.
    Json,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Yes.
    Always,
    /// No.
    Never,
}

/// The verbs. Each does what comes before it where that is out of date.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write the packages
    #[command(after_help = "Examples:\n  tribind generate mylib.h\n  \
        tribind generate /usr/include/zlib.h -l z -m zwrap -s native -o out\n  \
        tribind generate c_samples/geometry")]
    Generate(ProjectArgs),
    /// Write the packages and compile what needs compiling
    #[command(after_help = "Examples:\n  tribind build /usr/include/zlib.h -l z -m zwrap -o out\n  \
        tribind build --pkg-config sqlite3 sqlite3.h -m sqlite\n  \
        tribind build c_samples/geometry --python python3.11 --python python3.13\n  \
        tribind build mylib.h --source mylib.c -- -std=c99")]
    Build(BuildArgs),
    /// Prove that the styles are equal: names, signatures, layouts, and calls with the same values
    #[command(after_help = "Examples:\n  tribind verify c_samples/geometry\n  \
        tribind verify /usr/include/zlib.h -l z -m zwrap --python python3.10 --python python3.13")]
    Verify(VerifyArgs),
    /// Measure what one call costs in each style
    #[command(after_help = "Examples:\n  tribind bench c_samples/cmult\n  \
        tribind bench c_samples/geometry -s cffi,native --rounds 30 --seed 7\n  \
        tribind bench c_samples/cmult --count --with mine=path/to/folder\n  \
        tribind bench c_samples/cmult --count --compare base.json --max-growth 2%\n  \
        tribind bench c_samples/imgfilter --scan n=1..1e6 --csv sizes.csv\n\n\
        Exit code 3 says that something takes more than --compare allows.")]
    Bench(BenchArgs),
    /// Report what was bound, and what each style costs; the terminal, JSON, Markdown
    #[command(after_help = "Examples:\n  tribind report c_samples/cmult\n  \
        tribind report c_samples/cmult --json cmult.json --markdown cmult.md")]
    Report(ReportArgs),
    /// Show a function's C declaration and each style's code for it
    #[command(after_help = "Examples:\n  tribind show crc32 /usr/include/zlib.h -l z -m zwrap\n  \
        tribind show point_add c_samples/geometry -s native")]
    Show(ShowArgs),
    /// Generate, build, compare and measure the bundled samples
    #[command(after_help = "Example:\n  tribind demo -o /tmp/demo")]
    Demo(DemoArgs),
    /// Tell what is here and what is missing, with the command that installs it
    #[command(after_help = "Example:\n  tribind doctor --python python3.13")]
    Doctor(DoctorArgs),
}

impl Verb {
    /// Its name as typed.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Generate(_) => "generate",
            Self::Build(_) => "build",
            Self::Verify(_) => "verify",
            Self::Bench(_) => "bench",
            Self::Report(_) => "report",
            Self::Show(_) => "show",
            Self::Demo(_) => "demo",
            Self::Doctor(_) => "doctor",
        }
    }
}

/// What to bind, and how.
#[derive(Debug, Clone, Default, Args)]
pub struct ProjectArgs {
    /// A project folder or its tribind.toml, or headers: paths, or names on the include path.
    #[arg(value_name = "PROJECT or HEADER")]
    pub inputs: Vec<String>,
    /// Styles: ctypes, cffi, native, the three where none is named; or cffi-abi, native-abi3 (one binary from Python 3.11 on).
    #[arg(short, long = "style", alias = "styles", value_delimiter = ',', value_name = "STYLE,…")]
    pub styles: Vec<String>,
    /// Output folder; `out` beside the tribind.toml or in the current folder.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Import name; the first header's name.
    #[arg(short, long, value_name = "NAME")]
    pub module: Option<String>,
    /// Configuration to lay under the flags.
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Handed to libclang and the compiler.
    #[arg(last = true, value_name = "CLANG_ARGS")]
    pub clang_args: Vec<String>,
    /// The library.
    #[command(flatten)]
    pub library: LibraryArgs,
    /// The choice.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// Where the library is.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Library")]
pub struct LibraryArgs {
    /// Ask pkg-config for folders and libraries.
    #[arg(long, value_name = "NAME")]
    pub pkg_config: Vec<String>,
    /// Link and load a library.
    #[arg(short = 'l', value_name = "LIB")]
    pub libraries: Vec<String>,
    /// Look for libraries there.
    #[arg(short = 'L', value_name = "DIR")]
    pub library_dirs: Vec<PathBuf>,
    /// Look for headers there.
    #[arg(short = 'I', value_name = "DIR")]
    pub include_dirs: Vec<PathBuf>,
    /// Define a macro.
    #[arg(short = 'D', value_name = "NAME[=VALUE]")]
    pub defines: Vec<String>,
    /// Compile this file of the library's into the binding.
    #[arg(long = "source", value_name = "FILE")]
    pub sources: Vec<PathBuf>,
}

/// What is bound of it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Selection")]
pub struct SelectionArgs {
    /// Headers that belong to the library, by their path below the include folder: `SDL2/*.h`.
    #[arg(long, value_name = "GLOB")]
    pub own: Vec<String>,
    /// Bind only what matches.
    #[arg(long, value_name = "REGEX")]
    pub allow: Vec<String>,
    /// Leave out what matches.
    #[arg(long, value_name = "REGEX")]
    pub block: Vec<String>,
}

/// `build`.
#[derive(Debug, Clone, Args)]
pub struct BuildArgs {
    /// Compile for this interpreter too; `python3`, or that of the active virtual environment.
    #[arg(long = "python", value_name = "PYTHON")]
    pub pythons: Vec<String>,
    /// What to bind.
    #[command(flatten)]
    pub project: ProjectArgs,
}

/// `verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// Also call every function thousands of times, and count what is left behind.
    #[arg(long)]
    pub leaks: bool,
    /// Seed of the made-up values.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Random sequences of calls that are tried, however long it takes; without it, as many as ten seconds allow, 100 at
    /// most. 0 for none.
    #[arg(long, value_name = "N")]
    pub random: Option<u64>,
    /// What to bind.
    #[command(flatten)]
    pub build: BuildArgs,
}

/// `report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// Write it as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write it as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// How to measure.
    #[command(flatten)]
    pub bench: BenchFlags,
    /// What to bind.
    #[command(flatten)]
    pub build: BuildArgs,
}

/// `show`.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// Its name in C or in Python.
    #[arg(value_name = "FUNCTION")]
    pub function: String,
    /// What to bind.
    #[command(flatten)]
    pub project: ProjectArgs,
}

/// `doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// Ask these interpreters.
    #[arg(long = "python", value_name = "PYTHON")]
    pub pythons: Vec<String>,
}

/// `demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Folder for the samples and their bindings.
    #[arg(short, long, value_name = "DIR", default_value = "tribind-demo")]
    pub out: PathBuf,
    /// Compile for this interpreter too; the first one is measured.
    #[arg(long = "python", value_name = "PYTHON")]
    pub pythons: Vec<String>,
}

impl ProjectArgs {
    /// A project folder and an output folder, nothing else.
    pub fn of_project(project: &Path, out: PathBuf) -> Self {
        Self { inputs: vec![project.display().to_string()], out: Some(out), ..Self::default() }
    }

    /// The same as the configuration's flags.
    pub fn flags(&self) -> Flags {
        Flags {
            inputs: self.inputs.clone(),
            config: self.config.clone(),
            styles: self.styles.clone(),
            out: self.out.clone(),
            module: self.module.clone(),
            pkg_config: self.library.pkg_config.clone(),
            libraries: self.library.libraries.clone(),
            library_dirs: self.library.library_dirs.clone(),
            include_dirs: self.library.include_dirs.clone(),
            defines: self.library.defines.clone(),
            sources: self.library.sources.clone(),
            own: self.selection.own.clone(),
            allow: self.selection.allow.clone(),
            block: self.selection.block.clone(),
            clang_args: self.clang_args.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn flags(line: &str) -> Flags {
        match Cli::try_parse_from(line.split(' ')).unwrap().verb {
            Verb::Generate(args) => args.flags(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn both_ways_of_writing_a_flag() {
        let apart = flags("tribind generate a.h -l z -L lib -I inc -D A=1 -s cffi,native -- -std=c99");
        let joined =
            flags("tribind generate a.h -lz -Llib -Iinc -DA=1 --style cffi --style native -- -std=c99");
        assert_eq!(apart, joined);
        assert_eq!(
            (&apart.libraries[..], &apart.clang_args[..]),
            (&["z".into()][..], &["-std=c99".into()][..])
        );
    }

    #[test]
    fn every_verb_has_an_example() {
        for verb in Cli::command().get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("tribind {}", verb.get_name())), "{}: {help}", verb.get_name());
        }
    }
}
