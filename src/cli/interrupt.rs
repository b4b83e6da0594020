//! Ctrl-C: unfinished output is removed and reported before the program ends.

use std::io::{self, IsTerminal, Write};
#[cfg(unix)]
use std::panic;
#[cfg(unix)]
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

use super::language;
use crate::words::{Message, say};

/// From here on SIGINT, SIGHUP and SIGTERM remove unfinished output and end with code 130.
pub(super) fn remove_partial_output() {
    on_interrupt(|| {
        let stands = crate::publish::abandon();
        tell(&if stands { say!(cli::interrupted_written) } else { say!(cli::interrupted_unwritten) });
    });
}

/// The same for standard output, which leaves no file to remove.
pub(super) fn only_tell() {
    on_interrupt(|| tell(&say!(cli::interrupted)));
}

/// Separates two causes of SIGABRT: a failed allocation ends with code 3, since memory was short for the
/// input, after the standard library's message; a panic within a panic ends with code 4, a fault of the
/// program.
#[cfg(unix)]
pub(super) fn tell_aborts_apart() {
    let (short, panicked) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    for (code, condition) in [(3, &short), (4, &panicked)] {
        // Without it only the exit code differs.
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
    // Without a handler the next run clears the unfinished output, so a failure to set one is no fault.
    let _ = ctrlc::set_handler(move || {
        then();
        std::process::exit(130);
    });
}

fn tell(what: &Message) {
    let words = language::spoken(what);
    let mut out = io::stderr().lock();
    // A terminal shows `^C` and the progress on the line; a closed standard error has no reader.
    let start = if out.is_terminal() { "\n" } else { "" };
    let _ = writeln!(out, "{start}{words}");
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    /// Names the way in which a test run as its own program ends.
    const WAY: &str = "JIFEN_TEST_ABORT";

    struct PanicsAgain;

    impl Drop for PanicsAgain {
        fn drop(&mut self) {
            panic!("again");
        }
    }

    /// Runs only as a program of its own.
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
