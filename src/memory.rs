//! Memory is checked before large work begins: a failed allocation during work ends the program without
//! advice.
//!
//! The check reserves address space, as `ulimit -v` limits it. A container's own limit differs: beyond it the
//! system kills the program, which cannot prevent that.

use crate::finding::{Code, Finding, Place};
use crate::words::say;

/// Bytes an allocator may take beyond a request, in whole arenas and pages: measured at 5 MB.
const ALLOCATOR: usize = 8_000_000;

/// Reserves `bytes` from the system and releases them at once.
///
/// # Errors
/// [`Code::MemoryShort`] if the system has less, naming the file at `place`.
pub fn room(bytes: usize, place: &Place) -> Result<(), Finding> {
    let all = bytes.saturating_add(ALLOCATOR);
    Vec::<u8>::new().try_reserve_exact(all).map_err(|_| short(place, Some(bytes)))
}

/// Bytes of memory that a cohort may take per byte of its unpacked file.
const PER_BYTE: usize = 6;
/// Bytes of memory that any cohort may take.
const ALWAYS: usize = 300_000_000;
/// Bytes of memory of the program without a cohort.
pub const PROGRAM: usize = 30_000_000;

/// Bytes that a cohort may take for a file of `unpacked` bytes.
fn bound(unpacked: usize) -> usize {
    unpacked.saturating_mul(PER_BYTE).saturating_add(ALWAYS)
}

/// The most rows that [`Rows::admit`] accepts at `per_row` bytes each and `fixed` bytes besides.
pub fn most_rows(unpacked: usize, fixed: usize, per_row: usize) -> usize {
    bound(unpacked).saturating_sub(fixed) / per_row
}

/// The rows of a file that may be too many for its size.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Number of rows in the file.
    pub count: usize,
    /// Bytes of the unpacked file.
    pub unpacked: usize,
}

impl Rows {
    /// Refuses rows that need more than six times the unpacked file and 300 MB.
    ///
    /// # Errors
    /// [`Code::RowsThin`] if `bytes` exceed that, naming the file at `place`.
    pub fn admit(self, bytes: usize, place: &Place) -> Result<(), Finding> {
        if bytes <= bound(self.unpacked) { Ok(()) } else { Err(self.refused(bytes, place)) }
    }

    /// The fault of these rows, which need `bytes`.
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

/// The fault of the file at `place` that needs `bytes` more than available; `None` if unknown.
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
