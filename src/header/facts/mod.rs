//! What libclang knows of the library's declarations, in the `ir`'s terms: exact types, storage, names, comments.
//!
//! In: a parsed unit and the rule that says which files are the library's. Out: [`Facts`]. It must not know bindgen.

mod docs;
mod types;

mod functions;
mod records;
mod variables;
mod varying;

mod macros;
mod signatures;

mod cxx;

use super::clang::{Cursor, File, Kind, Unit};
use super::input::Signature;
use super::search::Own;
use crate::diag::Span;
use crate::ir;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What libclang knows.
#[derive(Debug, Default)]
pub struct Facts {
    /// The API, without `includes` and `own_files`.
    pub api: ir::Api,
    /// Every function and variable that the headers declare, the system's too.
    pub declared: HashSet<String>,
    /// Macros with more than one definition, of which the last counts.
    pub redefined: HashSet<String>,
    /// Every file that was read, in the order of first inclusion.
    pub files: Vec<PathBuf>,
    /// What the headers of the set include themselves.
    pub direct: Vec<PathBuf>,
}

/// Reads a unit.
pub fn gather(unit: &Unit, own: &Own, signatures: &[Signature], language: ir::Language) -> Facts {
    let mut walk = Walk::new(unit, own, language);
    walk.visit_all(unit.root());
    walk.signatures(signatures);
    walk.finish()
}

/// The state of one reading.
struct Walk<'u> {
    unit: &'u Unit,
    own: &'u Own,
    api: ir::Api,
    declared: HashSet<String>,
    files: HashMap<File, FileFacts>,
    /// Positions in `api.functions`, by the declaration that stands for all redeclarations.
    functions: HashMap<Cursor<'u>, usize>,
    variables: HashMap<Cursor<'u>, usize>,
    macros: HashMap<String, usize>,
    redefined: HashSet<String>,
    records: records::Records<'u>,
    /// Typedefs that were converted, by declaration.
    typedefs: HashMap<Cursor<'u>, ir::Type>,
    /// Names that were skipped already, so that redeclarations are not listed twice.
    skipped: BTreeSet<(ir::Kind, String)>,
}

#[derive(Debug, Clone)]
struct FileFacts {
    path: PathBuf,
    own: bool,
}

impl<'u> Walk<'u> {
    fn new(unit: &'u Unit, own: &'u Own, language: ir::Language) -> Self {
        Self {
            unit,
            own,
            api: ir::Api { language, ..ir::Api::default() },
            declared: HashSet::new(),
            files: HashMap::new(),
            functions: HashMap::new(),
            variables: HashMap::new(),
            macros: HashMap::new(),
            redefined: HashSet::new(),
            records: records::Records::default(),
            typedefs: HashMap::new(),
            skipped: BTreeSet::new(),
        }
    }

    fn is_cxx(&self) -> bool {
        self.api.language == ir::Language::Cxx
    }

    /// Everything below the unit, a namespace or an `extern "C"` block.
    fn visit_all(&mut self, scope: Cursor<'u>) {
        for cursor in scope.children(|c| c.kind() != Kind::Other) {
            self.visit(cursor);
        }
    }

    fn visit(&mut self, cursor: Cursor<'u>) {
        let kind = cursor.kind();
        if matches!(kind, Kind::LinkageBlock | Kind::Namespace) {
            // A block may hold an `#include`, so its own place decides nothing.
            return self.visit_all(cursor);
        }
        let own = self.is_own(cursor);
        if matches!(kind, Kind::Function | Kind::Variable) {
            self.declared.insert(cursor.name());
        }
        if !own {
            return;
        }
        match kind {
            Kind::Macro => self.macro_definition(cursor),
            Kind::Function => self.function(cursor),
            Kind::Variable => self.variable(cursor),
            Kind::Typedef => self.own_typedef(cursor),
            Kind::Enum => self.enumeration(cursor),
            Kind::Struct | Kind::Union | Kind::Class => self.own_record(cursor),
            Kind::ClassTemplate => self.skip(ir::Kind::Record, cursor, "C++ template"),
            Kind::FunctionTemplate => self.skip(ir::Kind::Function, cursor, "C++ template"),
            _ => {}
        }
    }

    fn finish(mut self) -> Facts {
        self.used_records();
        self.name_records();
        varying::undefined(&mut self.api);
        varying::spread(&mut self.api);
        let includes = self.unit.included();
        let files = self.paths(includes.iter().map(|(file, _)| *file));
        let direct = self.paths(includes.iter().filter(|(_, depth)| *depth == 2).map(|(file, _)| *file));
        Facts { api: self.api, declared: self.declared, redefined: self.redefined, files, direct }
    }

    /// The paths of files, each once, in order; one file may be included under two names.
    fn paths(&self, files: impl Iterator<Item = File>) -> Vec<PathBuf> {
        let (mut seen, mut paths) = (HashSet::new(), HashSet::new());
        let files = files.filter(|file| seen.insert(*file)).map(|file| tidy(&self.unit.file_name(file)));
        files.filter(|path| paths.insert(path.clone())).collect()
    }

    fn file(&mut self, file: File) -> &FileFacts {
        let (unit, own) = (self.unit, self.own);
        self.files.entry(file).or_insert_with(|| {
            let path = tidy(&unit.file_name(file));
            let own = own.contains(&path);
            if own {
                self.api.varying_macros.extend(varying::defined_twice(unit.contents(file)));
            }
            FileFacts { path, own }
        })
    }

    /// Whether a declaration stands in one of the library's files.
    fn is_own(&mut self, cursor: Cursor<'u>) -> bool {
        cursor.place().file.is_some_and(|file| self.file(file).own)
    }

    fn span(&mut self, cursor: Cursor<'u>) -> Span {
        let place = cursor.place();
        let path = place.file.map(|file| self.file(file).path.clone()).unwrap_or_default();
        Span::new(path, place.line, place.column)
    }

    /// The doc comment that clang attaches to a declaration.
    fn doc(&self, cursor: Cursor<'u>) -> Vec<String> {
        let (Some(range), Some(file)) = (cursor.comment(), cursor.place().file) else { return Vec::new() };
        self.unit.contents(file).get(range).map(docs::lines).unwrap_or_default()
    }

    /// The name with its namespaces: `ns::f`.
    fn qualified(&self, cursor: Cursor<'u>) -> String {
        // clang 16 and later describe what has no name.
        let mut name = if cursor.is_anonymous() { "<anonymous>".into() } else { cursor.name() };
        let mut scope = if self.is_cxx() { cursor.parent() } else { None };
        while let Some(parent) = scope {
            // The constants of a plain enumeration belong to the scope around it.
            let is_transparent = matches!(parent.kind(), Kind::LinkageBlock | Kind::Enum);
            if !is_transparent && !parent.is_anonymous() {
                name = format!("{}::{name}", parent.name());
            }
            scope = parent.parent();
        }
        name
    }

    fn skip(&mut self, kind: ir::Kind, cursor: Cursor<'u>, reason: &str) {
        let name = self.qualified(cursor);
        if self.skipped.insert((kind, name.clone())) {
            let span = self.span(cursor);
            self.api.skipped.push(ir::Skipped { kind, name, reason: reason.to_owned(), span });
        }
    }
}

/// A path as clang spells it, without `x/../`, which only the file system can take out.
fn tidy(path: &str) -> PathBuf {
    let path = Path::new(path);
    let has_dots = path.components().any(|c| c == std::path::Component::ParentDir);
    if has_dots { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}
