//! Whether there is memory for what comes next, asked before it is taken: an allocation that fails in the
//! midst of work ends the program without advice.
//!
//! What is asked for is address space, as `ulimit -v` limits it. A container's own limit is no such thing:
//! beyond it the system kills the program, and no program can prevent that.

use crate::finding::{Code, Finding, Place};

/// Asks the system for `bytes` more, and gives them back at once.
///
/// # Errors
/// [`Code::MemoryShort`] if it has not so many, on behalf of the file at `place`.
pub fn room(bytes: usize, place: &Place) -> Result<(), Finding> {
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| short(place, Some(bytes)))
}

/// What is said where memory does not suffice for the file at `place`, which needs so many `bytes` more, as
/// far as that is known.
pub fn short(place: &Place, bytes: Option<usize>) -> Finding {
    let message = match bytes {
        Some(bytes) => format!("needs about {} MB of memory more than there is", bytes.div_ceil(1 << 20)),
        None => "needs more memory than there is".to_owned(),
    };
    Finding::new(Code::MemoryShort, place.clone(), message)
        .help("raise the limit (`ulimit -v`), use fewer threads with --threads, or split the file by region")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_given_and_what_cannot_be_is_told() {
        let place = Place::file("firms.csv");
        assert_eq!(room(1 << 20, &place), Ok(()));
        let fault = room(usize::MAX / 2, &place).expect_err("no machine has so much").to_string();
        assert!(fault.starts_with("error[memory-short]: firms.csv: needs about 8796093022208 MB"), "{fault}");
    }
}
