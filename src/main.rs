//! The `tribind` program: everything is in the library's `cli`.

fn main() {
    std::process::exit(tribind::cli::run(std::env::args_os()));
}
