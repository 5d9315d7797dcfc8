//! The `tribind` program: everything is in the library's `cli`.

/// A header of thousands of declarations is a million small pieces of text; glibc's allocator took a fifth of a run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    std::process::exit(tribind::cli::run(std::env::args_os()));
}
