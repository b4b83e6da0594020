//! Whether there is memory for what comes next, asked before it is taken: an allocation that fails in the
//! midst of work ends the program without advice.
//!
//! What is asked for is address space, as `ulimit -v` limits it. A container's own limit is no such thing:
//! beyond it the system kills the program, and no program can prevent that.

use crate::finding::{Code, Finding, Place};
use crate::words::say;

/// What an allocator may take beyond what it is asked for, in whole arenas and pages: measured at 5 MB.
const ALLOCATOR: usize = 8_000_000;

/// Asks the system for `bytes` more, and gives them back at once.
///
/// # Errors
/// [`Code::MemoryShort`] if it has not so many, on behalf of the file at `place`.
pub fn room(bytes: usize, place: &Place) -> Result<(), Finding> {
    let all = bytes.saturating_add(ALLOCATOR);
    Vec::<u8>::new().try_reserve_exact(all).map_err(|_| short(place, Some(bytes)))
}

/// Bytes of memory that a cohort may take for each byte of its file, unpacked.
const PER_BYTE: usize = 6;
/// The same whatever the size of the file.
const ALWAYS: usize = 300_000_000;
/// What the program takes without a cohort.
pub const PROGRAM: usize = 30_000_000;

/// What a cohort may take, of a file of so many bytes unpacked.
fn bound(unpacked: usize) -> usize {
    unpacked.saturating_mul(PER_BYTE).saturating_add(ALWAYS)
}

/// The most rows that [`Rows::admit`] lets through where each takes `per_row` bytes and all else `fixed`.
pub fn most_rows(unpacked: usize, fixed: usize, per_row: usize) -> usize {
    bound(unpacked).saturating_sub(fixed) / per_row
}

/// The rows of a file that come to be more than its size would have them.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// How many there are.
    pub count: usize,
    /// Bytes of the file, unpacked.
    pub unpacked: usize,
}

impl Rows {
    /// Refuses what would take more than six times the unpacked file and 300 MB.
    ///
    /// # Errors
    /// [`Code::RowsThin`] where `bytes` are more, on behalf of the file at `place`.
    pub fn admit(self, bytes: usize, place: &Place) -> Result<(), Finding> {
        if bytes <= bound(self.unpacked) { Ok(()) } else { Err(self.refused(bytes, place)) }
    }

    /// The fault of these rows where they would take `bytes`.
    pub fn refused(self, bytes: usize, place: &Place) -> Finding {
        let millions = |bytes: usize| bytes.div_ceil(1_000_000);
        let message = say!(
            memory::rows_thin,
            rows = self.count,
            bytes = self.unpacked / self.count.max(1),
            needed = millions(bytes),
            most = millions(bound(self.unpacked))
        );
        Finding::new(Code::RowsThin, place.clone(), message).help(say!(memory::rows_thin_help))
    }
}

/// The fault of the file at `place` that needs `bytes` more than there are, `None` where that is unknown.
pub fn short(place: &Place, bytes: Option<usize>) -> Finding {
    let message = match bytes {
        Some(bytes) => say!(memory::short_by, needed = bytes.div_ceil(1 << 20)),
        None => say!(memory::short),
    };
    Finding::new(Code::MemoryShort, place.clone(), message).help(say!(memory::short_help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn what_is_there_is_given_and_what_cannot_be_is_reported() {
        let place = Place::file("firms.csv");
        assert_eq!(room(1 << 20, &place), Ok(()));
        let fault = room(usize::MAX / 2, &place).expect_err("no machine has so much").to_string();
        let chinese = short(&place, Some(3 << 20)).in_language(Language::Zh);
        assert!(chinese.starts_with("错误[memory-short]: firms.csv: 内存不足，约缺 3 MB"), "{chinese}");
        assert!(
            fault.starts_with("error[memory-short]: firms.csv: needs about 8,796,093,022,208 MB"),
            "{fault}"
        );
    }
}
