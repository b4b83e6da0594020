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

/// As [`remove_partial_output`], for a command that writes no file, so that there is none to remove.
pub(super) fn only_tell() {
    on_interrupt(|| tell(&say!(cli::interrupted)));
}

/// Distinguishes two causes of SIGABRT by their exit codes. A failed allocation ends with code 3: there is
/// too little memory for the input. A panic within a panic ends with code 4: a fault of the program.
#[cfg(unix)]
pub(super) fn tell_aborts_apart() {
    let (short, panicked) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    for (code, condition) in [(3, &short), (4, &panicked)] {
        // If this fails, only the exit code differs.
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
    // On a terminal the current line may hold `^C` and the progress, so the words begin on a new line.
    // Standard error may be closed.
    let start = if out.is_terminal() { "\n" } else { "" };
    let _ = writeln!(out, "{start}{words}");
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    /// Environment variable with the way in which a test that runs as a program of its own must end.
    const WAY: &str = "JIFEN_TEST_ABORT";

    struct PanicsAgain;

    impl Drop for PanicsAgain {
        fn drop(&mut self) {
            panic!("again");
        }
    }

    /// Runs only as a separate program, started by the other tests.
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
