//! From a header's text to the judged API, as printed.

use std::path::PathBuf;
use tribind::config::{Config, Header};
use tribind::toolchain::{Compiler, Environment, Flags, Libclang};

fn environment() -> Environment {
    Environment { vars: std::env::vars().collect(), cwd: std::env::current_dir().unwrap() }
}

#[test]
#[ignore = "for a look by hand: TRIBIND_HEADERS=zlib.h cargo test --test verdict -- --ignored --nocapture"]
fn look() {
    let environment = environment();
    let compiler = Compiler::find(&environment, false).unwrap();
    let libclang = Libclang::find(&environment).unwrap();
    let headers = std::env::var("TRIBIND_HEADERS").unwrap();
    let mut config = Config::default();
    config.headers = headers.split(' ').map(|h| Header { given: h.into(), ..Header::default() }).collect();
    config.include_dirs =
        std::env::var("TRIBIND_I").iter().flat_map(|d| d.split(' ')).map(PathBuf::from).collect();
    let start = std::time::Instant::now();
    let reading = tribind::header::read(&config, &libclang, &compiler.include_dirs).unwrap();
    let read = start.elapsed();
    let flags = Flags { include_dirs: config.include_dirs.clone(), ..Flags::default() };
    let (judged, timings) = tribind::verdict::judge_timed(&reading.api, &compiler, &flags).unwrap();
    if std::env::var("TRIBIND_PRINT").is_ok() {
        println!("{}", tribind::ir::print(&judged));
    }
    for s in judged.skipped.iter().filter(|s| !reading.api.skipped.contains(s)) {
        println!("{:?} {}: {}", s.kind, s.name, s.reason);
    }
    println!("read {read:?} verdict {timings:?}");
    println!(
        "functions {} of {}, records {}, enums {}, macros {}",
        judged.functions.len(),
        reading.api.functions.len(),
        judged.records.len(),
        judged.enums.len(),
        judged.macros.len()
    );
}
