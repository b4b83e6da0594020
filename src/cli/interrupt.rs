//! Ctrl-C: an unfinished output is removed before the program ends, and what became of it is said.

use std::io::{self, IsTerminal, Write};

/// From here on, Ctrl-C, a hang-up or a polite kill removes whatever output is unfinished and ends with code 130.
pub(super) fn remove_partial_output() {
    on_interrupt(|| {
        let stands = crate::publish::abandon();
        tell(if stands { "interrupted; the output was written" } else { "interrupted; nothing was written" });
    });
}

/// The same where no output stands to be removed: it goes to standard output.
pub(super) fn only_tell() {
    on_interrupt(|| tell("interrupted"));
}

/// An allocation that fails ends a program by SIGABRT. It is memory that was short for the input, so that it
/// ends with code 3, behind what the standard library says of it.
#[cfg(unix)]
pub(super) fn end_like_a_fault_of_input() {
    let always = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    // Without it the exit code is another one; nothing else.
    let _ = signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGABRT, 3, always);
}

#[cfg(not(unix))]
pub(super) fn end_like_a_fault_of_input() {}

fn on_interrupt(mut then: impl FnMut() + Send + 'static) {
    // Without a handler the next run clears the unfinished output; nothing is lost, so a failure to set it is
    // no fault.
    let _ = ctrlc::set_handler(move || {
        then();
        std::process::exit(130);
    });
}

fn tell(words: &str) {
    let mut out = io::stderr().lock();
    // A terminal shows `^C` and the progress on the line; and nobody reads a closed standard error.
    let start = if out.is_terminal() { "\n" } else { "" };
    let _ = writeln!(out, "{start}{words}");
}
