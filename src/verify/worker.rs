//! Runs the Python worker, one fresh process for each style and run, and reads what it says.
//!
//! In: where the packages are, what is in them, the script. Out: [`Observed`], nothing judged. The worker's own text is
//! in `worker/`; it and its job lie in a temporary folder, which is also the worker's current one.

use super::Input;
use super::observed::{Observed, Statement};
use super::script::{Group, Operation};
use crate::error::{self, Error, Result};
use crate::plan::{Field, Plan, Record, Scalar, Value};
use serde_json::{Value as Json, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The worker's files.
const FILES: [(&str, &str); 8] = [
    ("__main__.py", include_str!("worker/__main__.py")),
    ("_tb_callables.py", include_str!("worker/_tb_callables.py")),
    ("_tb_contract.py", include_str!("worker/_tb_contract.py")),
    ("_tb_leaks.py", include_str!("worker/_tb_leaks.py")),
    ("_tb_look.py", include_str!("worker/_tb_look.py")),
    ("_tb_memory.py", include_str!("worker/_tb_memory.py")),
    ("_tb_operations.py", include_str!("worker/_tb_operations.py")),
    ("_tb_values.py", include_str!("worker/_tb_values.py")),
];

/// A worker that has said nothing for so long is ended: far above any operation's own limit.
pub const SILENCE: Duration = Duration::from_secs(120);

/// The time limit of one operation, and of one that is run again because it differed.
const LIMIT: Duration = Duration::from_millis(500);
const PATIENT_LIMIT: Duration = Duration::from_secs(5);

/// The time limit of counting what the calls of one operation leave behind.
const LEAK_LIMIT: Duration = Duration::from_secs(20);

/// The time limit of a case of the user's.
const CASE_LIMIT: Duration = Duration::from_secs(20);

/// How a run differs from another of the same style, so that what is not determined shows: the bytes that fresh memory
/// holds (`MALLOC_PERTURB_`), and what lies around Python's objects (`PYTHONMALLOC`, whose debug hooks also see that the lock
/// is held). Without a GIL Python has one allocator.
const MEMORY: [(&str, &str); 4] =
    [("0", "default"), ("165", "malloc_debug"), ("90", "default"), ("255", "malloc")];
const MEMORY_WITHOUT_GIL: [(&str, &str); 4] =
    [("0", "default"), ("165", "debug"), ("90", "default"), ("255", "debug")];

/// One run of one style.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Index into the input's packages.
    pub package: usize,
    /// Which run it is, from 0.
    pub variation: usize,
    /// Whether it looks at the module, too.
    pub looks: bool,
    /// A second look: more time, and an operation that ends the process is tried once more by itself.
    pub is_careful: bool,
    /// Leaks are counted instead of outcomes compared.
    pub counts_leaks: bool,
    /// The operations; an empty group is left out, and keeps its number.
    pub groups: &'a [Selected<'a>],
}

/// What is run of a group.
#[derive(Debug, Clone, Default)]
pub struct Selected<'a> {
    /// The group's types.
    pub types: &'a [Json],
    /// Its operations; none where it is left out.
    pub operations: Vec<&'a Operation>,
    /// Its operations build on each other.
    pub is_sequence: bool,
    /// The only ones that are run, where it is not all.
    pub only: Option<&'a [usize]>,
}

/// Runs a worker to its end.
///
/// # Errors
/// The interpreter or the temporary folder failed; what the module does is no error here.
pub fn observe(input: &Input, run: &Run) -> Result<Observed> {
    let (style, package) = &input.packages[run.package];
    let folder = folder()?;
    put(&folder.path().join(JOB), &job(input.plan, package, run))?;
    let started = Instant::now();
    let mut child = start(input, folder.path(), JOB, run.variation, Stdio::null())?;
    let mut observed = Observed::new(style, run.groups.iter().map(|g| g.operations.len()));
    let outcome = listen(&mut child, &mut observed);
    if outcome.is_err() {
        let _ = child.kill();
    }
    let status = child.wait().map_err(|e| Error::io(&input.python.executable, e))?;
    outcome?;
    observed.seconds = started.elapsed().as_secs_f64();
    if !observed.is_complete {
        let said = std::fs::read_to_string(folder.path().join("stderr")).unwrap_or_default();
        observed.died(&status.to_string(), said.lines().last().unwrap_or_default());
    }
    Ok(observed)
}

/// The name of a job's file.
const JOB: &str = "job.jsonl";

/// A folder with the worker's text.
pub fn folder() -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("tribind-verify-").tempdir();
    let folder = folder.map_err(|e| Error::io("", e))?;
    for (name, text) in FILES {
        put(&folder.path().join(name), text)?;
    }
    Ok(folder)
}

fn put(path: &Path, text: &str) -> Result<()> {
    let write = || {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    };
    write().map_err(|e| Error::io(path, e))
}

/// Starts a worker on a job that lies in its folder, or that it is sent (`-`).
pub fn start(input: &Input, folder: &Path, job: &str, variation: usize, stdin: Stdio) -> Result<Child> {
    let scratch = tempfile::Builder::new().prefix("scratch").tempdir_in(folder);
    // It goes away with the folder around it.
    let scratch = scratch.map_err(|e| Error::io(folder, e))?.keep();
    let stderr = folder.join("stderr");
    put(&stderr, "")?;
    let stderr = std::fs::OpenOptions::new().write(true).open(&stderr).map_err(|e| Error::io(&stderr, e))?;
    let mut command = Command::new(&input.python.executable);
    // -B: nothing is written into the packages.
    let job = if job == "-" { job.into() } else { folder.join(job) };
    command.arg("-B").arg(folder).arg(job).current_dir(&scratch);
    command.env("TMPDIR", &scratch);
    let memory = if input.python.is_free_threaded { MEMORY_WITHOUT_GIL } else { MEMORY };
    let (perturb, allocator) = memory[variation % memory.len()];
    command.env("MALLOC_PERTURB_", perturb).env("PYTHONMALLOC", allocator);
    command.env("PYTHONHASHSEED", (variation + 1).to_string());
    command.env("LIBC_FATAL_STDERR_", "1").env_remove("PYTHONSTARTUP").env_remove("PYTHONFAULTHANDLER");
    command.stdin(stdin).stdout(Stdio::piped()).stderr(stderr);
    command.spawn().map_err(|e| Error::io(&input.python.executable, e))
}

/// Reads lines until the worker ends, is silent for too long, or Ctrl-C is pressed.
fn listen(child: &mut Child, observed: &mut Observed) -> Result<()> {
    let stdout = child.stdout.take().ok_or_else(|| Error::Internal("the worker has no output".into()))?;
    let receiver = lines(stdout);
    let mut last = Instant::now();
    loop {
        error::checkpoint()?;
        match receiver.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                last = Instant::now();
                observed.note(statement(&line)?);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) if last.elapsed() > SILENCE => {
                return Err(Error::Command {
                    program: "the verify worker".into(),
                    detail: "it stopped answering".into(),
                });
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// What a worker says, line by line.
pub fn lines(stdout: ChildStdout) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.by_ref().read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    receiver
}

/// One line of it.
pub fn statement(line: &[u8]) -> Result<Statement> {
    serde_json::from_slice(line).map_err(|e| {
        Error::Internal(format!(
            "the verify worker said what was not expected: {e}: {}",
            String::from_utf8_lossy(line)
        ))
    })
}

/// The job: what the package is, then a line for each group, which the worker reads as it goes.
fn job(plan: &Plan, package: &Path, run: &Run) -> String {
    let mut lines = vec![head(plan, package, run).to_string()];
    // What one run tells all about is left out of the second, unless it is in doubt.
    let wanted = |o: &Operation| run.is_careful || run.variation == 0 || !o.is_plain;
    lines.extend(run.groups.iter().map(|g| group(g, wanted).to_string()));
    lines.join("\n")
}

/// What the package is, and how its operations are run.
pub fn head(plan: &Plan, package: &Path, run: &Run) -> Json {
    let exception = plan.exception.iter().map(|e| &e.py_name);
    let classes = plan.records.iter().map(|r| &r.py_name).chain(plan.handles.iter().map(|h| &h.py_name));
    let classes: Vec<&String> =
        classes.chain(plan.enums.iter().map(|e| &e.py_name)).chain(exception).collect();
    let limit = match run {
        Run { counts_leaks: true, .. } => LEAK_LIMIT,
        Run { is_careful: true, .. } => PATIENT_LIMIT,
        Run { .. } => LIMIT,
    };
    json!({
        "package": package,
        "module": plan.module,
        "variation": run.variation,
        "look": run.looks,
        "careful": run.is_careful,
        "leaks": run.counts_leaks,
        "limit": limit.as_secs_f64(),
        "case_limit": CASE_LIMIT.as_secs_f64(),
        "records": plan.records.iter().map(|r| record(plan, r)).collect::<Vec<_>>(),
        "handles": plan.handles.iter().map(|h| &h.py_name).collect::<Vec<_>>(),
        "functions": functions(plan),
        "classes": classes,
        "variables": plan.variables.iter().map(|v| (v.py_name.clone(), json!(hint(&v.value)))).collect::<serde_json::Map<_, _>>(),
        "constants": plan.constants.iter().map(|c| &c.py_name).collect::<Vec<_>>(),
        "enums": plan.enums.iter().map(|e| &e.py_name).collect::<Vec<_>>(),
    })
}

/// The operations of a group, each with its number, the one it needs, and the types of what it hands over.
pub fn group(group: &Selected, is_wanted: impl Fn(&Operation) -> bool) -> Json {
    let wanted =
        |(i, o): &(usize, &&Operation)| group.only.is_none_or(|only| only.contains(i)) && is_wanted(o);
    let mut list = Vec::new();
    for (i, operation) in group.operations.iter().enumerate().filter(wanted) {
        let mut json = json!(operation.ask);
        json["i"] = json!(i);
        json["n"] = json!(operation.needs);
        if !operation.claims.is_empty() {
            json["w"] = operation.claims.iter().map(|c| json!([c.ty, c.value])).collect();
        }
        list.push(json);
    }
    json!({"types": group.types, "operations": list, "sequence": group.is_sequence})
}

/// Public names of functions, those over items among them, and overload sets.
pub fn functions(plan: &Plan) -> Vec<&str> {
    let single = plan.functions.iter().filter(|f| f.public).map(|f| f.py_name.as_str());
    let over_items = plan.maps.iter().map(|m| m.py_name.as_str());
    single.chain(over_items).chain(plan.overloads.iter().map(|o| o.py_name.as_str())).collect()
}

fn record(plan: &Plan, r: &Record) -> Json {
    let fields: Vec<Json> = r.fields.iter().map(|f| field(plan, r, f)).collect();
    json!({"py": r.py_name, "key": r.key, "fields": fields})
}

/// A field as the worker needs it: whether it can be filled with a number (and how great a one), whether it is looked at with
/// the whole record, and whether an int in it is an address.
fn field(plan: &Plan, r: &Record, f: &Field) -> Json {
    let (kind, of) = match &f.value {
        _ if is_hidden(r, f) => ("hidden", ""),
        _ if f.is_const => ("other", ""),
        Value::Scalar(Scalar::Int(_)) => ("int", ""),
        Value::Scalar(Scalar::Float(_)) => ("float", ""),
        Value::Record(id) => ("record", plan.records[*id].py_name.as_str()),
        _ => ("other", ""),
    };
    // What a bit-field holds, signed or not.
    let is_signed = matches!(&f.value, Value::Scalar(Scalar::Int(int)) if int.signed);
    let most = f.bits.map_or(100, |bits| (1 << (bits.width - u32::from(is_signed)).min(7)) - 1);
    json!({"py": f.py_name, "c": f.c_name, "kind": kind, "of": of, "hint": hint(&f.value), "most": most})
}

/// Whether a member may lie over a pointer: read, it shows an address; set, the pointer leads anywhere.
pub fn is_hidden(record: &Record, field: &Field) -> bool {
    record.has_pointers && field.overlaps
}

/// How the worker reads an int.
fn hint(value: &Value) -> &'static str {
    match value {
        Value::Address { .. } | Value::FunctionPointer(_) => "address",
        _ => "plain",
    }
}

/// The groups' operations, all of them or those of some groups only.
pub fn selected<'a>(groups: &'a [Group], wanted: impl Fn(usize) -> bool) -> Vec<Selected<'a>> {
    let of = |(i, g): (usize, &'a Group)| {
        if wanted(i) {
            let operations = g.operations.iter().collect();
            Selected { types: &g.types, operations, is_sequence: g.is_sequence, only: None }
        } else {
            Selected::default()
        }
    };
    groups.iter().enumerate().map(of).collect()
}
