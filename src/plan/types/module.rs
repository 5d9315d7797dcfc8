//! The module as a whole.

use super::{
    Callback, CallbackScope, Constant, Enum, Exception, Function, Gil, Handle, HandleId, Map, OverloadSet,
    Param, Record, ShimFunction, Value, Variable,
};
use crate::ir;
use std::collections::{BTreeMap, BTreeSet};

/// One module, decided.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Import name, the same in every style.
    pub module: String,
    /// What to link and load.
    pub library: Library,
    /// C or C++.
    pub language: ir::Language,
    /// How C code reaches the declarations: `<zlib.h>`, `"cmult.h"`, delimiters included.
    pub includes: Vec<String>,
    /// Functions and variables of which every file that includes the headers has a definition that others see.
    pub defined: Vec<String>,
    /// Macros that have the name of a record's member: generated C that uses the member has to undefine them.
    pub before_members: Vec<String>,
    /// Whether the headers leave a `#pragma pack` on, which generated C takes back behind them.
    pub leaves_packed: bool,
    /// Types of the headers whose names the system's headers give to other types: generated C, which includes those,
    /// calls them something else.
    pub clashes: Vec<String>,
    /// The user's own headers that the package must carry: (path on disk, path below the package's `include/`).
    pub own_files: Vec<(std::path::PathBuf, std::path::PathBuf)>,
    /// Functions in source order.
    pub functions: Vec<Function>,
    /// Functions that the header also defines as function-like macros, by C name: C code that means the function must
    /// write `(f)(…)`, or undefine the macro.
    pub hidden_by_macros: Vec<String>,
    /// Macros whose value depends on how the headers are compiled, or that generated C undefines, by C name: it has the
    /// plan's value, and cannot ask whether its own compilation agrees.
    pub varying_macros: BTreeSet<String>,
    /// C++ overload sets; their members are functions with `public: false`.
    pub overloads: Vec<OverloadSet>,
    /// Complete structs and unions, each after the records it holds by value.
    pub records: Vec<Record>,
    /// Incomplete structs, each a handle class.
    pub handles: Vec<Handle>,
    /// Enumerations with a name; nameless ones give `constants` only.
    pub enums: Vec<Enum>,
    /// Macros and constants of nameless enums, in source order. Members of named enums are module attributes too, and
    /// are not repeated here.
    pub constants: Vec<Constant>,
    /// Function types that Python callables can stand for, in order of first use.
    pub callbacks: Vec<Callback>,
    /// Global variables, in source order.
    pub variables: Vec<Variable>,
    /// The module's own exception, where any function reports errors by code.
    pub exception: Option<Exception>,
    /// C functions that every style calls where a declaration cannot be called directly: C++, inline functions, variadic
    /// ones and macros with a configured signature, values that no style passes in registers.
    pub shim: Vec<ShimFunction>,
    /// Functions that call another one for each item of buffers, in the order of those.
    pub maps: Vec<Map>,
    /// What is left out, with its reason.
    pub skipped: Vec<ir::Skipped>,
}

/// What to link, compile and load.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Names for `-l`, in order.
    pub link: Vec<String>,
    /// What a loader asks for at run time, one for each of `link`: the SONAME where a linker found one, else `libNAME.so`.
    pub sonames: Vec<String>,
    /// `-L` folders of this build; never written into a package.
    pub search_dirs: Vec<std::path::PathBuf>,
    /// `-I` folders of this build; never written into a package.
    pub include_dirs: Vec<std::path::PathBuf>,
    /// `-D` as `NAME` or `NAME=VALUE`; part of the API, so packages carry them.
    pub defines: Vec<String>,
    /// pkg-config modules; a package asks pkg-config again where it is installed.
    pub pkg_config: Vec<String>,
    /// The library's own C or C++ sources, compiled into the extension (or, for ctypes, into a library beside the
    /// module): (path on disk, path below the package's `csrc/`).
    pub sources: Vec<(std::path::PathBuf, std::path::PathBuf)>,
    /// Further compiler arguments that the user gave (`-std=c11`).
    pub compiler_args: Vec<String>,
}

impl Plan {
    /// Whether a package must carry compiled C beside or inside the module for every style, ctypes included.
    pub fn needs_own_library(&self) -> bool {
        !self.library.sources.is_empty() || self.has_shim()
    }

    /// Whether a package has C of its own that every style calls.
    pub fn has_shim(&self) -> bool {
        !self.shim.is_empty() || !self.maps.is_empty()
    }

    /// Whether some function lets the GIL go, or holds it.
    pub fn has_gil(&self, gil: Gil) -> bool {
        self.functions.iter().any(|f| f.gil == gil) || self.maps.iter().any(|m| m.gil == gil)
    }

    /// The variadic functions and macros that the configuration gives signatures, each with the functions that stand for
    /// it, by their names in C.
    pub fn signatures(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for f in &self.functions {
            if let Some(callee) = &f.signature_of {
                found.entry(callee).or_default().push(&f.c_name);
            }
        }
        found
    }

    /// The constants that are the same however the headers are compiled.
    pub fn constants_that_hold(&self) -> impl Iterator<Item = &Constant> {
        self.constants.iter().filter(|c| !self.varying_macros.contains(&c.c_name))
    }

    /// Whether Python may own handles of this class: it has `close()` then.
    pub fn owns(&self, id: HandleId) -> bool {
        self.functions.iter().any(|f| f.owned_handle() == Some(id))
    }

    /// Whether a handle tells what went wrong.
    pub fn asks_handles(&self) -> bool {
        self.functions.iter().any(|f| f.error.as_ref().is_some_and(|e| e.message.is_some()))
    }

    /// Whether Python may own handles of any class.
    pub fn owns_handles(&self) -> bool {
        self.functions.iter().any(|f| f.owned_handle().is_some())
    }

    /// Whether callables live as long as a handle.
    pub fn keeps_with_handles(&self) -> bool {
        let rules = self.functions.iter().flat_map(|f| &f.params).filter_map(|p| p.callback.as_ref());
        let mut scopes = rules.map(|rule| rule.scope);
        scopes.any(|scope| matches!(scope, CallbackScope::Owner(_) | CallbackScope::Result))
    }

    /// Whether Python code can run while a function of the library does: then an exception may wait when it returns.
    pub fn calls_back(&self) -> bool {
        !self.callbacks.is_empty()
    }

    /// Whether it can while this function does: one that is given no callable reaches none, where no callable outlives
    /// the call that it was given to.
    pub fn may_call_back(&self, f: &Function) -> bool {
        let is_given = |p: &Param| p.passing.value().is_some_and(Value::holds_callables);
        self.calls_back() && (self.lets_callables_live() || f.params.iter().any(is_given))
    }

    /// Whether C may still have a callable of Python's when the call is over that it was given to.
    pub fn lets_callables_live(&self) -> bool {
        let lasting = |p: &Param| {
            p.passing.value().is_some_and(Value::holds_callables)
                && p.callback.as_ref().is_none_or(|rule| rule.scope != CallbackScope::Call)
        };
        let in_memory = self.records.iter().flat_map(|r| r.fields.iter().map(|f| &f.value));
        let in_memory = in_memory.chain(self.variables.iter().map(|v| &v.value));
        let passed_on = self.callbacks.iter().flat_map(|c| c.params.iter().chain(&c.result));
        self.functions.iter().flat_map(|f| &f.params).any(lasting)
            || in_memory.chain(passed_on).any(Value::holds_callables)
    }
}
