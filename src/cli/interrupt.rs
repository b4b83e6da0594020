//! Ctrl-C: an unfinished output is removed before the program ends, and what became of it is said.

use std::io::{self, IsTerminal, Write};
#[cfg(unix)]
use std::panic;
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

use super::language;
use crate::words::{Message, say};

/// From here on, Ctrl-C, a hang-up or a polite kill removes whatever output is unfinished and ends with code
/// 130.
pub(super) fn remove_partial_output() {
    on_interrupt(|| {
        let stands = crate::publish::abandon();
        tell(&if stands { say!(cli::interrupted_written) } else { say!(cli::interrupted_unwritten) });
    });
}

/// The same where no output stands to be removed: it goes to standard output.
pub(super) fn only_tell() {
    on_interrupt(|| tell(&say!(cli::interrupted)));
}

/// An allocation that fails ends a program by SIGABRT, and so does a panic within a panic. The first is
/// memory that was short for the input, and ends with code 3, behind what the standard library says of it;
/// what comes after a panic is a fault of the program, and ends with code 4.
#[cfg(unix)]
pub(super) fn tell_aborts_apart() {
    let (short, panicked) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    for (code, condition) in [(3, &short), (4, &panicked)] {
        // Without it the exit code is another one; nothing else.
        let _ = signal_hook::flag::register_conditional_shutdown(
            signal_hook::consts::SIGABRT,
            code,
            Arc::clone(condition),
        );
    }
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        short.store(false, Ordering::SeqCst);
        panicked.store(true, Ordering::SeqCst);
        hook(info);
    }));
}

#[cfg(not(unix))]
pub(super) fn tell_aborts_apart() {}

fn on_interrupt(mut then: impl FnMut() + Send + 'static) {
    // Without a handler the next run clears the unfinished output; nothing is lost, so a failure to set it is
    // no fault.
    let _ = ctrlc::set_handler(move || {
        then();
        std::process::exit(130);
    });
}

fn tell(what: &Message) {
    let words = language::spoken(what);
    let mut out = io::stderr().lock();
    // A terminal shows `^C` and the progress on the line; and nobody reads a closed standard error.
    let start = if out.is_terminal() { "\n" } else { "" };
    let _ = writeln!(out, "{start}{words}");
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    /// Says which way a test ends that is run as a program of its own.
    const WAY: &str = "JIFEN_TEST_ABORT";

    struct PanicsAgain;

    impl Drop for PanicsAgain {
        fn drop(&mut self) {
            panic!("again");
        }
    }

    /// No test but as a program of its own.
    #[test]
    fn ends() {
        let Ok(way) = std::env::var(WAY) else { return };
        super::tell_aborts_apart();
        if way == "short" {
            drop(std::hint::black_box(Vec::<u8>::with_capacity(isize::MAX as usize)));
        } else {
            let _again = PanicsAgain;
            panic!("once");
        }
    }

    #[test]
    fn only_memory_that_is_short_ends_like_a_fault_of_the_input() {
        for (way, code) in [("short", 3), ("panic", 4)] {
            let status = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "cli::interrupt::tests::ends"])
                .env(WAY, way)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            assert_eq!(status.unwrap().code(), Some(code), "{way}");
        }
    }
}
