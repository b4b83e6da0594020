//! The number of threads: the number that the user asks for, or fewer if the system does not start so many.

use std::process::ExitCode;
use std::sync::mpsc;
use std::{iter, thread};

use clap::Args;

use super::trouble;
use crate::words::say;

// Number of threads that share the work.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Threads {
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// One thread per core.
    pub(super) const ALL: Threads = Threads { threads: None };

    /// Starts the worker threads of this process: the number asked for (one per core by default), or fewer if
    /// the system does not start so many. If it starts none, the main thread does the work.
    ///
    /// # Errors
    /// The exit code if the threads cannot be started. The fault has been printed.
    pub(super) fn set(self) -> Result<(), ExitCode> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let wanted = self.threads.map_or(cores, usize::from);
        let pool = rayon::ThreadPoolBuilder::new();
        // `SPARE` more than wanted, for the program's other threads.
        let pool = match startable(wanted + SPARE) {
            all if all == wanted + SPARE => pool.num_threads(wanted),
            // Half of the threads that can be started, to leave room for the rest of the program. At most one
            // per core, since every working thread takes address space. The main thread is one of them.
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

/// Bytes of address space that must remain free for the work.
const ROOM: usize = 256 << 20;

/// The number of threads that the system runs at the same time, at most `wanted`.
fn startable(wanted: usize) -> usize {
    // Each thread waits until its channel is closed, so that all run at the same time.
    let waits = || {
        // A thread that finds no memory when it starts would abort the program.
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
    // A joined thread has returned its memory, including the stack, to the system.
    threads.into_iter().for_each(|thread| {
        let _ = thread.join();
    });
    started
}
