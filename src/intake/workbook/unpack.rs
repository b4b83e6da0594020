//! The contents of a part, inflated piece by piece. Bytes are counted as they come; sizes that the archive
//! declares are not believed.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::fault::{Bound, Damage, Fault};
use super::limits::Limits;

/// Greatest number of bytes of a part that is read as a whole, but for the styles.
pub(crate) const WHOLE: u64 = 16 << 20;
/// Greatest number of bytes of the styles.
pub(crate) const STYLES: u64 = 64 << 20;
/// Bytes inflated at a time of a part that is read as a whole.
const BLOCK: usize = 1 << 16;

pub(crate) struct Unpack<'a> {
    /// Path of the part.
    pub part: String,
    packed: &'a [u8],
    inflate: Option<Decompress>,
    sum: Crc,
    expected: u32,
    unpacked: u64,
    limits: Limits<'a>,
    over: bool,
}

impl<'a> Unpack<'a> {
    pub fn new(
        part: String,
        packed: &'a [u8],
        deflated: bool,
        expected: u32,
        limits: Limits<'a>,
    ) -> Unpack<'a> {
        let inflate = deflated.then(|| Decompress::new(false));
        Unpack { part, packed, inflate, sum: Crc::new(), expected, unpacked: 0, limits, over: false }
    }

    fn fault(&self, damage: Damage) -> Fault {
        Fault::damaged(&self.part, damage)
    }

    /// Whether all contents have been given.
    pub fn over(&self) -> bool {
        self.over
    }

    /// Bounds of the caller.
    pub fn limits(&self) -> Limits<'a> {
        self.limits
    }

    /// Appends up to `count` bytes to `out`, fewer only at the end.
    pub fn more(&mut self, count: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
        let from = out.len();
        out.try_reserve_exact(count).map_err(|_| Fault::Memory { bytes: count })?;
        match self.inflate.take() {
            None => {
                let length = count.min(self.packed.len());
                let (now, later) = self.packed.split_at_checked(length).unwrap_or_default();
                out.extend_from_slice(now);
                self.packed = later;
                self.over = later.is_empty();
            }
            Some(mut inflate) => {
                while !self.over && out.len() < from + count && out.len() < out.capacity() {
                    self.step(&mut inflate, out)?;
                }
                self.inflate = Some(inflate);
            }
        }
        let new = out.get(from..).unwrap_or_default();
        self.unpacked += new.len() as u64;
        self.sum.update(new);
        if self.unpacked > self.limits.unpacked {
            return Err(Fault::too_large(&self.part, Bound::Unpacked(self.limits.unpacked)));
        }
        if self.over && self.sum.sum() != self.expected {
            return Err(self.fault(Damage::Checksum));
        }
        Ok(())
    }

    fn step(&mut self, inflate: &mut Decompress, out: &mut Vec<u8>) -> Result<(), Fault> {
        let (read, written) = (inflate.total_in(), out.len());
        let status = inflate.decompress_vec(self.packed, out, FlushDecompress::None);
        let read = usize::try_from(inflate.total_in() - read).unwrap_or(usize::MAX);
        self.packed = self.packed.get(read..).unwrap_or_default();
        match status {
            Ok(Status::StreamEnd) => self.over = true,
            Ok(_) if read == 0 && out.len() == written => return Err(self.fault(Damage::Cut)),
            Ok(_) => {}
            Err(_) => return Err(self.fault(Damage::Deflate)),
        }
        Ok(())
    }

    /// The whole contents as text, at most `most` bytes.
    pub fn whole(mut self, most: u64) -> Result<String, Fault> {
        let mut bytes = Vec::new();
        while !self.over {
            if bytes.capacity() - bytes.len() < BLOCK {
                let capacity = bytes.capacity() * 2 + BLOCK;
                self.limits.ask(capacity)?;
                bytes
                    .try_reserve_exact(capacity - bytes.len())
                    .map_err(|_| Fault::Memory { bytes: capacity })?;
            }
            self.more(BLOCK, &mut bytes)?;
            if self.unpacked > most {
                return Err(Fault::too_large(&self.part, Bound::Unpacked(most)));
            }
        }
        encoding(&self.part, &bytes)?;
        text(&self.part, bytes, 0)
    }
}

/// `bytes` of `part` from its byte `start` as text.
pub(crate) fn text(part: &str, bytes: Vec<u8>, start: u64) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|fault| {
        let at = start + fault.utf8_error().valid_up_to() as u64;
        Fault::damaged(part, Damage::Utf8 { at })
    })
}

/// Checks that the part that starts with `bytes` says to be UTF-8, or nothing.
pub(crate) fn encoding(part: &str, bytes: &[u8]) -> Result<(), Fault> {
    let named = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some("UTF-16LE".to_owned()),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some("UTF-16BE".to_owned()),
        _ => declared(bytes),
    };
    match named {
        Some(name)
            if !matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii") =>
        {
            Err(Fault::damaged(part, Damage::Encoding(name)))
        }
        _ => Ok(()),
    }
}

/// The encoding named in the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration.get(..declaration.len().min(256))?, b"?>")?;
    let declaration = std::str::from_utf8(declaration.get(..end)?).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|&mark| mark == '"' || mark == '\'')?;
    value.get(1..)?.split(quote).next().map(str::to_owned)
}
