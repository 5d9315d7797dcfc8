//! As many programs at once as there are cores.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The cores as one step has them; it notes for how long, waiting for them not counted.
#[derive(Debug)]
pub struct Turns<'a> {
    slots: &'a Slots,
    spent: Mutex<Duration>,
}

impl<'a> Turns<'a> {
    /// None were had yet.
    pub fn of(slots: &'a Slots) -> Self {
        Self { slots, spent: Mutex::default() }
    }

    /// Runs something when a core is free.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        self.slots.run(|| {
            let start = Instant::now();
            let result = work();
            *self.spent.lock().unwrap_or_else(PoisonError::into_inner) += start.elapsed();
            result
        })
    }

    /// How long the cores were had, added up.
    pub fn spent(&self) -> Duration {
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
