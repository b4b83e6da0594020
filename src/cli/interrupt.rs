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

fn on_interrupt(mut then: impl FnMut() + Send + 'static) {
    // Without a handler the next run clears the unfinished output; nothing is lost, so a failure to set it is no fault.
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
