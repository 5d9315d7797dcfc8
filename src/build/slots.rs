//! As many programs at once as there are cores.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The free cores.
#[derive(Debug)]
pub struct Slots {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Slots {
    /// One for each core.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { free: Mutex::new(cores), freed: Condvar::new() }
    }

    /// Runs something when a core is free.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut free = self.lock();
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        let result = work();
        *self.lock() += 1;
        self.freed.notify_one();
        result
    }

    /// A count cannot be half changed, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
