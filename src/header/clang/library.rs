//! Loading libclang at run time, once for the process.
//!
//! `clang-sys` keeps the loaded library per thread, and bindgen uses what it finds there; so one load is shared out.

use super::owned;
use crate::error::{Error, Result};
use crate::toolchain::Libclang;
use clang_sys::SharedLibrary;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The library of the process, with the path it was loaded from.
static LOADED: Mutex<Option<(PathBuf, Arc<SharedLibrary>)>> = Mutex::new(None);

/// Loads a libclang, or takes the one already loaded from the same path, and makes it this thread's.
pub fn load(libclang: &Libclang) -> Result<()> {
    let mut loaded = LOADED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let library = match &*loaded {
        Some((path, library)) if *path == libclang.path => library.clone(),
        _ => Arc::new(open(libclang)?),
    };
    *loaded = Some((libclang.path.clone(), library.clone()));
    clang_sys::set_library(Some(library));
    Ok(())
}

/// What a libclang says of itself: `Debian clang version 14.0.6`.
pub fn version(libclang: &Libclang) -> Result<String> {
    load(libclang)?;
    // SAFETY: the library is loaded on this thread.
    Ok(owned(unsafe { clang_sys::clang_getClangVersion() }))
}

/// `clang-sys` takes the path from `LIBCLANG_PATH` and from nowhere else.
fn open(libclang: &Libclang) -> Result<SharedLibrary> {
    if std::env::var_os("LIBCLANG_PATH").as_deref() != Some(libclang.path.as_os_str()) {
        // SAFETY: this is the only write to the environment in the program, it happens once, under the lock above,
        // before libclang, the only C code here that reads the environment on other threads, is loaded. Reads
        // through std hold std's own lock.
        unsafe { std::env::set_var("LIBCLANG_PATH", &libclang.path) };
    }
    clang_sys::load_manually().map_err(|detail| Error::Missing {
        what: format!("libclang could not be loaded: {detail}"),
        hint: crate::toolchain::Libclang::install_hint().into(),
    })
}
