//! Whether a module can do without a lock around it: on a free-threaded interpreter, and in an interpreter that has a GIL
//! of its own.

use crate::plan::{Gil, Plan};
use crate::styles::shared;

/// Whether two threads may be in the module at once. The library bears it where its user said `gil = "release"` for every
/// function; the module does where nothing that lives longer than a call is changed by one: no handle is closed, no
/// callable kept, nothing held for what a record's or a variable's pointers point to.
pub fn bears_threads(plan: &Plan) -> bool {
    let released = plan.functions.iter().all(|f| f.gil == Gil::Release);
    let loops = plan.maps.iter().all(|m| m.gil == Gil::Release);
    let records = plan.records.iter().all(|r| !r.has_pointers && !shared::allocates(r));
    released && loops && records && plan.variables.is_empty() && !plan.owns_handles() && !plan.calls_back()
}
