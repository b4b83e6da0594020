//! Bounds of the caller.

use super::fault::Fault;

/// Bounds of the caller.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Greatest number of bytes of a worksheet's text, and of the shared strings; less than 4 GiB.
    pub text: usize,
    /// Greatest number of bytes of an unpacked part.
    pub unpacked: u64,
    /// Whether so many bytes of memory may be taken; called before, from several threads.
    pub room: &'a (dyn Fn(usize) -> bool + Sync),
}

impl Limits<'_> {
    /// Asks for `bytes` of memory.
    pub(crate) fn ask(&self, bytes: usize) -> Result<(), Fault> {
        if (self.room)(bytes) { Ok(()) } else { Err(Fault::Memory { bytes }) }
    }
}
