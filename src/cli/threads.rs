//! The number of threads: as asked for, or as many as the system lets a program start.

use std::process::ExitCode;
use std::sync::mpsc;
use std::{iter, thread};

use clap::Args;

use super::trouble;
use crate::words::say;

// Threads that share the work.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Threads {
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// As many as there are cores.
    pub(super) const ALL: Threads = Threads { threads: None };

    /// Sets the number of threads of this process: as asked for, or fewer if the system does not start them.
    /// Without any the main thread does the work.
    ///
    /// # Errors
    /// Threads that cannot be started; the fault is printed already.
    pub(super) fn set(self) -> Result<(), ExitCode> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let wanted = self.threads.map_or(cores, usize::from);
        let pool = rayon::ThreadPoolBuilder::new();
        // A few more than wanted, for the program's other threads.
        let pool = match startable(wanted + SPARE) {
            all if all == wanted + SPARE => pool.num_threads(wanted),
            // Half of them, to leave room for the rest of the program, and at most one per core, since each
            // takes address space as it works; the main thread is one of them.
            some => pool.num_threads((some / 2).clamp(1, wanted.min(cores))).use_current_thread(),
        };
        pool.build_global().map_err(|error| {
            let why = say!(cli::threads, cause = error.to_string());
            trouble(&why, Some(&say!(cli::threads_help)))
        })
    }
}

/// Threads besides the workers: one waits for Ctrl-C, one moves the progress line, one is spare.
const SPARE: usize = 3;

/// Bytes of address space that threads leave to the work.
const ROOM: usize = 256 << 20;

/// The number of `wanted` threads that the system runs at once.
fn startable(wanted: usize) -> usize {
    // Each waits until its channel is closed, so that all run at once.
    let waits = || {
        // A thread without memory at its start ends the program.
        Vec::<u8>::new().try_reserve_exact(ROOM).ok()?;
        let (go, wait) = mpsc::channel::<()>();
        let thread = thread::Builder::new().spawn(move || {
            let _ = wait.recv();
        });
        thread.ok().map(|thread| (go, thread))
    };
    let (waiting, threads): (Vec<_>, Vec<_>) = iter::from_fn(waits).take(wanted).unzip();
    let started = threads.len();
    drop(waiting);
    // Joined one by one: only then does the system have back each one's memory, its stack included.
    threads.into_iter().for_each(|thread| {
        let _ = thread.join();
    });
    started
}
