//! The text of a `tribind.toml` about one fixed header.

#![no_main]

#[path = "../../tests/fuzz/drive.rs"]
mod drive;

use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;

thread_local! {
    static DRIVE: OnceCell<drive::Drive> = const { OnceCell::new() };
}

fuzz_target!(|text: &[u8]| DRIVE.with(|cell| cell.get_or_init(drive::Drive::new).project(text)));
