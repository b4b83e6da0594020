//! How many threads do the work: as many as were asked for, or as the system lets a program start.

use std::process::ExitCode;
use std::sync::mpsc;
use std::{iter, thread};

use clap::Args;

use super::trouble;
use crate::words::say;

// How many threads do the work.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Threads {
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// One per core.
    pub(super) const ALL: Threads = Threads { threads: None };

    /// Sets the number of threads of this process: that asked for, or where the system does not let it start
    /// so many, those it does. With none at all the main thread does the work.
    ///
    /// # Errors
    /// They cannot be started, which the person has been shown: the exit code.
    pub(super) fn set(self) -> Result<(), ExitCode> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let wanted = self.threads.map_or(cores, usize::from);
        let pool = rayon::ThreadPoolBuilder::new();
        // A few more than wanted, for the program's other threads.
        let pool = match startable(wanted + SPARE) {
            all if all == wanted + SPARE => pool.num_threads(wanted),
            // Half of them, for what else the program needs, and no more than there are cores, since each
            // takes address space as it works; the main thread is one of them.
            some => pool.num_threads((some / 2).clamp(1, wanted.min(cores))).use_current_thread(),
        };
        pool.build_global().map_err(|error| {
            let why = say!(cli::threads, cause = error.to_string());
            trouble(&why, Some(&say!(cli::threads_help)))
        })
    }
}

/// Threads besides those that do the work: one waits for Ctrl-C, one moves the progress on the screen, and
/// one more.
const SPARE: usize = 3;

/// Bytes of address space that threads leave to the work.
const ROOM: usize = 256 << 20;

/// How many of `wanted` threads the system lets run side by side.
fn startable(wanted: usize) -> usize {
    // Each waits until its channel is closed, so that all of them run at once.
    let waits = || {
        // A thread that finds no memory when it begins ends the program.
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
    // Joined one by one: only then has the system back what each took, its stack included.
    threads.into_iter().for_each(|thread| {
        let _ = thread.join();
    });
    started
}
