//! A translation unit: parsing, its top-level declarations, its files and its messages.

use super::{Cursor, owned};
use clang_sys as c;
use std::ffi::CString;
use std::os::raw::c_uint;
use std::ptr;

/// A parsed translation unit.
pub struct Unit {
    index: c::CXIndex,
    raw: c::CXTranslationUnit,
}

/// A file of a unit; equal handles are the same file under the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct File(pub(super) usize);

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The file; `None` for what the compiler itself brings.
    pub file: Option<File>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Offset in bytes.
    pub offset: usize,
}

/// An error that clang reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Clang's sentence.
    pub text: String,
    /// Where; file as clang spells it, empty where there is none.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Unit {
    /// Parses a text under a name; `None` where libclang itself gives up.
    pub fn parse(name: &str, text: &str, arguments: &[String]) -> Option<Unit> {
        let name = CString::new(name).ok()?;
        let owned: Vec<CString> = arguments.iter().filter_map(|a| CString::new(a.as_str()).ok()).collect();
        let arguments: Vec<_> = owned.iter().map(|a| a.as_ptr()).collect();
        let mut unsaved = c::CXUnsavedFile {
            Filename: name.as_ptr(),
            Contents: text.as_ptr().cast(),
            Length: text.len().try_into().ok()?,
        };
        let flags = c::CXTranslationUnit_DetailedPreprocessingRecord | c::CXTranslationUnit_KeepGoing;
        let mut raw = ptr::null_mut();
        // SAFETY: every pointer outlives the call, the counts are the lengths, and the library is loaded on this
        // thread (the caller has a loaded library in hand).
        unsafe {
            let index = c::clang_createIndex(0, 0);
            let code = c::clang_parseTranslationUnit2(
                index,
                name.as_ptr(),
                arguments.as_ptr(),
                arguments.len().try_into().ok()?,
                &raw mut unsaved,
                1,
                flags,
                &raw mut raw,
            );
            if code != c::CXError_Success || raw.is_null() {
                c::clang_disposeIndex(index);
                return None;
            }
            Some(Unit { index, raw })
        }
    }

    /// The root of the tree.
    pub fn root(&self) -> Cursor<'_> {
        // SAFETY: the unit is alive.
        Cursor::new(unsafe { c::clang_getTranslationUnitCursor(self.raw) })
    }

    /// A file's name as clang spells it.
    #[allow(clippy::unused_self)] // the unit keeps the handle valid
    pub fn file_name(&self, file: File) -> String {
        // SAFETY: the handle came from this unit.
        owned(unsafe { c::clang_getFileName(file.0 as c::CXFile) })
    }

    /// A file's bytes as clang read them.
    pub fn contents(&self, file: File) -> &[u8] {
        let mut size = 0;
        // SAFETY: the handle came from this unit, which owns the bytes for as long as it lives.
        unsafe {
            let text = c::clang_getFileContents(self.raw, file.0 as c::CXFile, &raw mut size);
            if text.is_null() { &[] } else { std::slice::from_raw_parts(text.cast(), size) }
        }
    }

    /// Every `#include` that was followed: the file, and how deep below the main text; in order.
    pub fn included(&self) -> Vec<(File, u32)> {
        extern "C" fn visit(
            file: c::CXFile,
            _stack: *mut c::CXSourceLocation,
            depth: c_uint,
            data: c::CXClientData,
        ) {
            // SAFETY: `data` is the vector below, alive for the whole visit.
            let files = unsafe { &mut *data.cast::<Vec<(File, u32)>>() };
            if depth > 0 {
                files.push((File(file as usize), depth));
            }
        }
        let mut files: Vec<(File, u32)> = Vec::new();
        // SAFETY: the callback only uses the vector that is handed over.
        unsafe { c::clang_getInclusions(self.raw, visit, (&raw mut files).cast()) };
        files
    }

    /// The errors, in clang's order.
    pub fn errors(&self) -> Vec<Message> {
        // SAFETY: the unit is alive; each diagnostic is disposed of after its copy.
        unsafe {
            let count = c::clang_getNumDiagnostics(self.raw);
            (0..count)
                .filter_map(|i| {
                    let raw = c::clang_getDiagnostic(self.raw, i);
                    let grave = c::clang_getDiagnosticSeverity(raw) >= c::CXDiagnostic_Error;
                    let message = grave.then(|| message(raw));
                    c::clang_disposeDiagnostic(raw);
                    message
                })
                .collect()
        }
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        // SAFETY: both are ours, and nothing that borrows from the unit is left.
        unsafe {
            c::clang_disposeTranslationUnit(self.raw);
            c::clang_disposeIndex(self.index);
        }
    }
}

/// # Safety
/// `raw` is a live diagnostic.
unsafe fn message(raw: c::CXDiagnostic) -> Message {
    // SAFETY: the caller's promise.
    let (text, location) =
        unsafe { (owned(c::clang_getDiagnosticSpelling(raw)), c::clang_getDiagnosticLocation(raw)) };
    let place = place(location);
    // SAFETY: the file belongs to the diagnostic's unit.
    let file =
        place.file.map(|f| owned(unsafe { c::clang_getFileName(f.0 as c::CXFile) })).unwrap_or_default();
    Message { text, file, line: place.line, column: place.column }
}

/// A location's place in a file; of a macro's expansion, where the macro is used.
pub(super) fn place(location: c::CXSourceLocation) -> Place {
    let (mut file, mut line, mut column, mut offset) = (ptr::null_mut(), 0, 0, 0);
    // SAFETY: libclang checks the location itself; the pointers are to locals.
    unsafe {
        c::clang_getFileLocation(location, &raw mut file, &raw mut line, &raw mut column, &raw mut offset);
    }
    let file = (!file.is_null()).then_some(File(file as usize));
    Place { file, line, column, offset: offset as usize }
}
