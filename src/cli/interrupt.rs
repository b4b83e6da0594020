//! Ctrl-C: an unfinished output folder is removed before the program ends.

/// From here on, Ctrl-C, a hang-up or a polite kill removes whatever output is unfinished and ends with code 130.
pub(super) fn remove_partial_output() {
    // Without a handler the next run clears the unfinished folder; nothing is lost, so a failure to set it is no fault.
    let _ = ctrlc::set_handler(|| {
        crate::publish::abandon();
        std::process::exit(130);
    });
}
