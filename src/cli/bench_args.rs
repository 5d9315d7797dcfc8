//! What can be typed about measuring.

use super::args::BuildArgs;
use crate::bench::Scan;
use clap::Args;
use std::path::PathBuf;

/// How to measure.
#[derive(Debug, Clone, Default, Args)]
pub struct BenchFlags {
    /// Rounds, each a fresh process for each style.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(3..=10_000))]
    pub rounds: Option<u32>,
    /// Seed of the order in which the styles take turns.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Measure a module written by hand as well: the folder that holds it, and what to call it.
    #[arg(long, value_name = "NAME=DIR", value_parser = With::parse)]
    pub with: Vec<With>,
}

/// `bench`.
#[derive(Debug, Clone, Args)]
pub struct BenchArgs {
    /// Count machine instructions instead of time, by valgrind's callgrind.
    #[arg(long)]
    pub count: bool,
    /// Fail where anything takes more than in an earlier run's bench.json, or with --count its count.json.
    #[arg(long, value_name = "BASE.json")]
    pub compare: Option<PathBuf>,
    /// How much more --compare allows; 2% of instructions, 5% of time.
    #[arg(long, value_name = "N%", value_parser = parse_percent, requires = "compare")]
    pub max_growth: Option<f64>,
    /// Go on with a run that was interrupted: its bench.json, or with --count its count.json.
    #[arg(long, value_name = "FILE", conflicts_with = "seed")]
    pub resume: Option<PathBuf>,
    /// Measure the cases that set a name in their setup at each of these values of it: n=1..1e6 for powers of ten, or
    /// n=1,64,4096.
    #[arg(long, value_name = "NAME=FROM..TO", value_parser = Scan::parse)]
    pub scan: Option<Scan>,
    /// How to measure.
    #[command(flatten)]
    pub bench: BenchFlags,
    /// Where to write it.
    #[command(flatten)]
    pub files: BenchFiles,
    /// What to bind.
    #[command(flatten)]
    pub build: BuildArgs,
}

/// Files for other tools.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Files")]
pub struct BenchFiles {
    /// Write the table, and with --count the functions inside, as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write it as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Write it as CSV, one line a cell.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write one file a style for `python -m pyperf stats` and `compare_to`.
    #[arg(long, value_name = "DIR", conflicts_with = "count")]
    pub pyperf: Option<PathBuf>,
}

/// `--with NAME=DIR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct With {
    /// The column's title.
    pub name: String,
    /// What to put on `sys.path`.
    pub dir: PathBuf,
}

impl With {
    fn parse(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, dir)) if !name.is_empty() && !dir.is_empty() => {
                Ok(Self { name: name.to_owned(), dir: dir.into() })
            }
            _ => Err("wanted is NAME=DIR".to_owned()),
        }
    }
}

impl BenchFlags {
    /// Whether anything was asked for.
    pub fn is_given(&self) -> bool {
        self.rounds.is_some() || self.seed.is_some() || !self.with.is_empty()
    }
}

/// `2%` as 0.02.
fn parse_percent(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim().parse::<f64>();
    match number {
        Ok(percent) if percent >= 0.0 && percent.is_finite() => Ok(percent / 100.0),
        _ => Err("wanted is a percentage, like 2%".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages() {
        assert_eq!(parse_percent("2%"), Ok(0.02));
        assert_eq!(parse_percent("0.5"), Ok(0.005));
        assert!(
            parse_percent("two").is_err() && parse_percent("-1%").is_err() && parse_percent("inf").is_err()
        );
    }
}
