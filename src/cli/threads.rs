//! How many threads do the work: as many as were asked for, or as the system lets a program start.

use std::sync::mpsc;
use std::thread;

use clap::Args;

/// How many threads do the work.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Threads {
    /// Use this many threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// One per core.
    pub(super) const ALL: Threads = Threads { threads: None };

    /// Sets the number of threads of this process: that asked for, or where the system does not let it start
    /// so many, those it does. With none at all the main thread does the work.
    ///
    /// # Errors
    /// Why they cannot be started.
    pub(super) fn set(self) -> Result<(), String> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let wanted = self.threads.map_or(cores, usize::from);
        let pool = rayon::ThreadPoolBuilder::new();
        // A few more than wanted: those of the trial may end a moment later than they are waited for.
        let pool = match startable(wanted + SPARE) {
            all if all == wanted + SPARE => pool.num_threads(wanted),
            // Half of them, for what else the program needs, and the main thread among them.
            some => pool.num_threads((some / 2).clamp(1, wanted)).use_current_thread(),
        };
        pool.build_global().map_err(|error| {
            format!("no threads can be started: {error}\n  help: raise the limit (`ulimit -u`), or use --threads 1")
        })
    }
}

/// Threads besides those that do the work: one waits for Ctrl-C, one moves the progress on the screen, and
/// one more.
const SPARE: usize = 3;

/// How many of `wanted` threads the system lets run side by side.
fn startable(wanted: usize) -> usize {
    thread::scope(|scope| {
        // Each waits until its channel is closed, so that all of them run at once.
        let mut started = 0;
        let mut waiting = Vec::new();
        while started < wanted {
            let (go, wait) = mpsc::channel::<()>();
            let body = move || {
                let _ = wait.recv();
            };
            match thread::Builder::new().spawn_scoped(scope, body) {
                Ok(_) => waiting.push(go),
                Err(_) => break,
            }
            started += 1;
        }
        drop(waiting);
        started
    })
}
