//! `tribind doctor`: what is here, what is missing, and the command that brings it.

use super::args::DoctorArgs;
use super::console::Paint;
use super::session::Session;
use crate::error::{Error, Result};
use crate::header;
use crate::toolchain::{self, Compiler, Libclang, Python};
use serde_json::json;

/// One thing that was looked for.
struct Finding {
    what: &'static str,
    found: std::result::Result<String, Error>,
    /// Without it nothing works.
    is_needed: bool,
}

/// Looks at everything; fails where something that every project needs is missing.
pub fn run(session: &Session, args: &DoctorArgs) -> Result<()> {
    let mut findings = vec![
        compiler(session, false),
        compiler(session, true),
        libclang(session),
        pkg_config(session),
        libffi(session),
    ];
    let wanted: Vec<Option<&str>> = if args.pythons.is_empty() {
        vec![None]
    } else {
        args.pythons.iter().map(|p| Some(p.as_str())).collect()
    };
    for name in wanted {
        findings.extend(python(session, name));
    }
    for finding in &findings {
        tell(session, finding);
    }
    let missing = findings.into_iter().find(|finding| finding.is_needed && finding.found.is_err());
    missing.map_or(Ok(()), |finding| finding.found.map(drop))
}

fn compiler(session: &Session, is_cxx: bool) -> Finding {
    let found =
        Compiler::find(&session.env, is_cxx).map(|c| format!("{}, {}", c.program.display(), c.version));
    Finding { what: if is_cxx { "C++ compiler" } else { "C compiler" }, found, is_needed: !is_cxx }
}

fn libclang(session: &Session) -> Finding {
    let found = Libclang::find(&session.env).and_then(|libclang| {
        let version = header::libclang_version(&libclang)?;
        Ok(format!("{}, {version}", libclang.path.display()))
    });
    Finding { what: "libclang", found, is_needed: true }
}

fn pkg_config(session: &Session) -> Finding {
    let found = session.env.find_program(session.env.var("PKG_CONFIG").unwrap_or("pkg-config"));
    let missing = || Error::Missing {
        what: "not here; only `--pkg-config` needs it".into(),
        hint: "apt-get install pkg-config".into(),
    };
    let found = found.map(|path| path.display().to_string()).ok_or_else(missing);
    Finding { what: "pkg-config", found, is_needed: false }
}

/// The compiler is asked, as it is when a package is built.
fn libffi(session: &Session) -> Finding {
    let found = Compiler::find(&session.env, false).and_then(|compiler| {
        let mut command = compiler.command();
        command.args(["-include", "ffi.h", "-xc", "/dev/null", "-fsyntax-only"]);
        toolchain::success(&mut command)
            .map(|_| "ffi.h: native packages hand C any number of callables".into())
    });
    let missing = |_| Error::Missing {
        what: "no ffi.h; without it a native package hands C 64 callables of a type at a time, or 16".into(),
        hint: "apt-get install libffi-dev".into(),
    };
    Finding { what: "libffi", found: found.map_err(missing), is_needed: false }
}

fn python(session: &Session, name: Option<&str>) -> Vec<Finding> {
    let python = match Python::find(&session.env, name) {
        Ok(python) => python,
        Err(error) => return vec![Finding { what: "Python", found: Err(error), is_needed: true }],
    };
    let (major, minor, patch) = python.version;
    let threads = if python.is_free_threaded { ", free-threaded" } else { "" };
    let itself = format!("{}, {major}.{minor}.{patch}{threads}", python.executable.display());
    let headers = python.require_headers().map(|()| python.include.display().to_string());
    let cffi = python.require_cffi().map(|()| python.cffi.clone().unwrap_or_default());
    vec![
        Finding { what: "Python", found: Ok(itself), is_needed: true },
        Finding { what: "Python.h", found: headers, is_needed: true },
        Finding { what: "cffi", found: cffi, is_needed: false },
    ]
}

fn tell(session: &Session, finding: &Finding) {
    let console = &session.console;
    let (ok, text, hint) = match &finding.found {
        Ok(text) => (true, text.clone(), None),
        Err(Error::Missing { what, hint }) => (false, what.clone(), Some(hint.clone())),
        Err(error) => (false, error.to_string(), None),
    };
    console.object(&json!({
        "reason": "tool", "name": finding.what, "found": ok, "text": text, "hint": hint, "needed": finding.is_needed,
    }));
    let mark = if ok { console.paint(Paint::Green, "ok") } else { console.paint(Paint::Red, "--") };
    console.line(&format!("{mark}  {:<13} {text}", finding.what));
    if let Some(hint) = hint {
        console.line(&format!("    {:<13} {hint}", ""));
    }
}
