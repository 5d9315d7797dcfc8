//! libclang behind a small safe wrapper: a parsed [`Unit`], its [`Cursor`]s and [`Type`]s.
//!
//! In: a found libclang and compiler arguments. Out: values that borrow from the unit, so that none outlives it.
//! It must not know the `ir`. The one module with `unsafe`: libclang is a C API.
#![allow(unsafe_code)]

mod cursor;
mod library;
mod types;
mod unit;

pub use cursor::{Cursor, Kind, Visible};
pub use library::{load, version};
pub use types::{Type, TypeKind};
pub use unit::{File, Message, Place, Unit};

use std::ffi::CStr;

/// Takes over a string of libclang's; bytes that are no UTF-8 become U+FFFD.
fn owned(string: clang_sys::CXString) -> String {
    // SAFETY: the string is valid until disposed of, which happens once, here, after the copy.
    unsafe {
        let text = clang_sys::clang_getCString(string);
        let copy =
            if text.is_null() { String::new() } else { CStr::from_ptr(text).to_string_lossy().into_owned() };
        clang_sys::clang_disposeString(string);
        copy
    }
}
