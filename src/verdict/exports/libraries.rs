//! The files that a linker opened, and what they export.
//!
//! In: the linker's trace. Out: for each library its loader's name and its exported symbols.

use crate::error::{Error, Result};
use object::{Object as _, ObjectSymbol as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Exported names.
pub type Exports = BTreeSet<String>;

/// A library, found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// What a loader asks for.
    pub soname: String,
    /// What it exports.
    pub exports: Exports,
}

/// The library behind each name; `None` where the linker opened no file for it.
///
/// The linker opens files in the order of the names; what follows a name's own file and is not the next name's belongs
/// to it: the members of a linker script.
pub fn read(names: &[String], files: &[PathBuf]) -> Result<Vec<Option<Library>>> {
    let mut found: Vec<Option<Library>> = vec![None; names.len()];
    let mut current = None;
    for file in files {
        let free = |i: &usize| found[*i].is_none() && is_file_of(file, &names[*i]);
        current = (0..names.len()).find(free).or(current);
        let Some(index) = current else { continue };
        let library =
            found[index].get_or_insert_with(|| Library { soname: String::new(), exports: Exports::new() });
        take(file, library)?;
    }
    for (library, name) in found.iter_mut().zip(names) {
        if let Some(library) = library.as_mut().filter(|l| l.soname.is_empty()) {
            library.soname = loaded_name(name);
        }
    }
    Ok(found)
}

/// The libraries that are linked without being asked for.
pub fn standard(files: &[PathBuf]) -> Result<Vec<Library>> {
    let mut libraries = Vec::new();
    for file in files {
        let mut library = Library { soname: String::new(), exports: Exports::new() };
        take(file, &mut library)?;
        let is_new = libraries.iter().all(|l: &Library| l.soname != library.soname);
        // The loader and the compiler's own helpers export nothing that a header of the user's declares.
        let is_helper = library.soname.starts_with("ld-linux") || library.soname.starts_with("libgcc");
        if !library.soname.is_empty() && is_new && !is_helper {
            libraries.push(library);
        }
    }
    Ok(libraries)
}

/// `-lz` is `libz.so` or `libz.a`; `-l:libz.so.1` is that file.
fn is_file_of(file: &Path, name: &str) -> bool {
    let file = file.file_name().unwrap_or_default().to_string_lossy();
    match name.strip_prefix(':') {
        Some(exact) => file == exact,
        None => {
            file.strip_prefix("lib").and_then(|f| f.strip_prefix(name)).is_some_and(|f| f.starts_with('.'))
        }
    }
}

fn loaded_name(name: &str) -> String {
    name.strip_prefix(':').map_or_else(|| format!("lib{name}.so"), str::to_owned)
}

/// Adds what a file exports: a shared object, an archive, or a script, which exports nothing itself.
fn take(path: &Path, library: &mut Library) -> Result<()> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    if bytes.starts_with(b"!<arch>\n") {
        library.exports.extend(archived(&bytes));
        return Ok(());
    }
    let Ok(file) = object::File::parse(&*bytes) else { return Ok(()) };
    if file.kind() != object::ObjectKind::Dynamic {
        return Ok(());
    }
    if library.soname.is_empty() {
        let own_name = || path.file_name().map(|n| n.to_string_lossy().into_owned());
        library.soname = soname(&file).or_else(own_name).unwrap_or_default();
    }
    library.exports.extend(exported(&file));
    Ok(())
}

fn archived(bytes: &[u8]) -> Exports {
    let symbols = object::read::archive::ArchiveFile::parse(bytes).and_then(|archive| archive.symbols());
    let symbols = symbols.ok().flatten().into_iter().flatten().filter_map(object::Result::ok);
    symbols.filter_map(|s| Some(str::from_utf8(s.name()).ok()?.to_owned())).collect()
}

/// The exports that a new program may link with: not the older versions that are kept for old programs.
fn exported(file: &object::File<'_>) -> Exports {
    let exports = file.exports().into_iter().flatten().filter_map(object::Result::ok);
    let current =
        exports.filter(|e| !matches!(e.flags(), object::read::ExportFlags::Elf { version_hidden: true, .. }));
    let name = |export: object::Export<'_>| match export.into_name() {
        object::read::NameOrOrdinal::Name(name) => Some(String::from_utf8_lossy(&name).into_owned()),
        object::read::NameOrOrdinal::Ordinal(_) => None,
    };
    let is_mach = file.format() == object::BinaryFormat::MachO;
    let plain = |name: String| match name.strip_prefix('_') {
        Some(rest) if is_mach => rest.to_owned(),
        _ => name,
    };
    current.filter_map(name).map(plain).collect()
}

fn soname(file: &object::File<'_>) -> Option<String> {
    use object::elf::DT_SONAME;
    let name = match file {
        object::File::Elf64(elf) => {
            let table = elf.elf_dynamic_table().ok()?;
            table.iter().find(|d| d.tag == DT_SONAME).and_then(|d| table.string(d).ok())
        }
        object::File::Elf32(elf) => {
            let table = elf.elf_dynamic_table().ok()?;
            table.iter().find(|d| d.tag == DT_SONAME).and_then(|d| table.string(d).ok())
        }
        _ => None,
    };
    name.map(|n| String::from_utf8_lossy(n).into_owned())
}

/// The symbols that an object file defines for others; hidden ones are not for a loader.
pub fn defined(object: &[u8]) -> Exports {
    let Ok(file) = object::File::parse(object) else { return Exports::new() };
    let is_mach = file.format() == object::BinaryFormat::MachO;
    let names = file
        .symbols()
        .filter(|s| s.is_definition() || s.is_common())
        .filter(|s| s.is_global() && s.scope() == object::SymbolScope::Dynamic)
        .filter_map(|s| s.name().ok().map(str::to_owned));
    names.map(|n| n.strip_prefix('_').filter(|_| is_mach).map_or(n.clone(), str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_its_name() {
        let check =
            |file: &str, name: &str, expected| assert_eq!(is_file_of(Path::new(file), name), expected);
        check("/usr/lib/libz.so", "z", true);
        check("/usr/lib/libz.a", "z", true);
        check("/usr/lib/libzstd.so", "z", false);
        check("/usr/lib/libz.so.1", ":libz.so.1", true);
        check("/usr/lib/libz.so.1", "z", true);
        assert_eq!((loaded_name("z").as_str(), loaded_name(":a.so").as_str()), ("libz.so", "a.so"));
    }
}
