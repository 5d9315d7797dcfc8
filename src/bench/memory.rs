//! What one object of each class takes in memory, in each style.
//!
//! In: built packages, the classes' names, the cases, some of which make objects. Out: [`Memory`]. Bytes of Python's own
//! allocator and of malloc are apart, and `sys.getsizeof` stands beside them, which sees neither what an object points to
//! nor what the allocator adds.

use super::executor::PythonWorkers;
use super::samples::{CaseSpec, Subject};
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// The worker's program text.
const WORKER: &str = include_str!("memory_worker.py");

/// One class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Memory {
    /// Its name in Python.
    pub class: String,
    /// One entry a subject; `None` where no object could be made without arguments, or not often enough.
    pub cells: Vec<Option<ObjectSize>>,
}

/// What one object takes, the mean of many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObjectSize {
    /// Its class's name.
    #[serde(skip_serializing)]
    pub class: String,
    /// Blocks of Python's own allocator.
    pub blocks: f64,
    /// Bytes of those blocks.
    pub pool_bytes: f64,
    /// Bytes that malloc handed out beyond that, its own administration included.
    pub malloc_bytes: f64,
    /// What `sys.getsizeof` says.
    pub getsizeof: u64,
}

impl ObjectSize {
    /// Bytes in all.
    pub fn bytes(&self) -> f64 {
        self.pool_bytes + self.malloc_bytes
    }
}

#[derive(Serialize)]
struct Request<'a> {
    dir: &'a std::path::Path,
    module: &'a str,
    classes: &'a [String],
    handles: &'a [String],
    cases: &'a [CaseSpec],
}

#[derive(Deserialize)]
struct Answer {
    objects: Vec<ObjectSize>,
}

/// Weighs an object of each class: records as they are made without arguments, handles as a case makes one.
///
/// # Errors
/// A worker that dies.
pub fn memory(
    workers: &PythonWorkers,
    subjects: &[Subject],
    (classes, handles): (&[String], &[String]),
    cases: &[CaseSpec],
) -> Result<Vec<Memory>> {
    let mut weighed = Vec::new();
    for subject in subjects {
        let request = Request { dir: &subject.dir, module: &subject.module, classes, handles, cases };
        let answer: Answer = workers.ask(WORKER, &request)?;
        weighed.push(answer.objects);
    }
    let row = |class: &String| Memory {
        class: class.clone(),
        cells: weighed.iter().map(|of| of.iter().find(|o| o.class == *class).map(rounded)).collect(),
    };
    let rows = classes.iter().chain(handles).map(row);
    Ok(rows.filter(|row| row.cells.iter().any(Option::is_some)).collect())
}

/// Blocks and bytes are whole, and so are the pools' eights; what is beyond is what the measuring itself needed, and what
/// freed objects a class had kept before.
fn rounded(size: &ObjectSize) -> ObjectSize {
    let whole = |x: f64| x.round().max(0.0);
    ObjectSize {
        blocks: whole(size.blocks),
        pool_bytes: whole(size.pool_bytes / 8.0) * 8.0,
        malloc_bytes: whole(size.malloc_bytes),
        ..size.clone()
    }
}
