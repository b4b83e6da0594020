//! Zip archives written as a stream: an entry's content is compressed in pieces, on any thread, and the
//! pieces are put one after the other. Equal contents give equal bytes.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::finding::{Code, Finding, Place};
use crate::publish::sink::{Sink, Written};
use crate::words::say;

/// Level of compression. Level 2 takes a fifth off the size of a list and two thirds more time.
const LEVEL: u32 = 1;

/// Content compressed at once, which stays in the processor's cache.
const CHUNK: usize = 1 << 16;

/// The last block of every entry: it is empty.
const LAST_BLOCK: &[u8] = &[0x03, 0x00];

/// The version of the format that has compression.
const VERSION: u16 = 20;
/// Sizes and checksum follow the content.
const SIZES_BEHIND: u16 = 1 << 3;
const DEFLATE: u16 = 8;
/// The first day that the format has, 1 January 1980: with the current day equal runs would differ.
const DAY: u16 = 0x21;

/// A part of an entry's content, compressed by itself.
#[derive(Debug, Default)]
pub(super) struct Piece {
    packed: Vec<u8>,
    crc: Crc,
    size: u64,
}

/// A piece in the making.
#[derive(Debug)]
pub(super) struct Packer {
    encoder: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    size: u64,
    /// Content to be compressed next.
    pub text: Vec<u8>,
}

impl Packer {
    /// Begins a piece that reuses the buffer of an earlier one.
    pub(super) fn reusing(piece: &mut Piece) -> Packer {
        let mut buffer = std::mem::take(&mut piece.packed);
        buffer.clear();
        let encoder = DeflateEncoder::new(buffer, Compression::new(LEVEL));
        Packer { encoder, crc: Crc::new(), size: 0, text: Vec::with_capacity(CHUNK * 2) }
    }

    /// Compresses `text` if there is enough.
    #[inline]
    pub(super) fn pass(&mut self) {
        if self.text.len() >= CHUNK {
            self.compress();
        }
    }

    fn compress(&mut self) {
        self.crc.update(&self.text);
        self.size += self.text.len() as u64;
        self.encoder.write_all(&self.text).expect("memory takes any number of bytes");
        self.text.clear();
    }

    /// The piece, which ends at a whole byte.
    pub(super) fn finish(mut self) -> Piece {
        self.compress();
        self.encoder.flush().expect("memory takes any number of bytes");
        let packed = std::mem::take(self.encoder.get_mut());
        Piece { packed, crc: self.crc, size: self.size }
    }
}

/// An archive in the making.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    file: Sink<'a>,
    entries: Vec<Entry>,
    /// Bytes written.
    at: u64,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    crc: Crc,
    size: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn new(file: Sink<'a>) -> Archive<'a> {
        Archive { file, entries: Vec::new(), at: 0 }
    }

    /// Writes an entry at once.
    pub(super) fn entry(&mut self, name: &str, content: &str) -> Result<(), Finding> {
        self.begin(name)?;
        self.text(content)?;
        self.end()
    }

    /// Begins an entry. Its name is ASCII.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Finding> {
        let start = self.at;
        self.entries.push(Entry { name: name.to_owned(), start, packed: 0, crc: Crc::new(), size: 0 });
        let mut header = Vec::new();
        header.extend_from_slice(b"PK\x03\x04");
        push_features(&mut header);
        header.extend_from_slice(&[0; 12]);
        push_16(&mut header, name.len() as u64);
        push_16(&mut header, 0);
        header.extend_from_slice(name.as_bytes());
        self.put(&header)
    }

    /// Appends a text to the current entry.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Finding> {
        let mut packer = Packer::reusing(&mut Piece::default());
        packer.text.extend_from_slice(text.as_bytes());
        self.piece(&packer.finish())
    }

    /// Appends a piece to the current entry.
    pub(super) fn piece(&mut self, piece: &Piece) -> Result<(), Finding> {
        let entry = self.entries.last_mut().expect("an entry was begun");
        entry.packed += piece.packed.len() as u64;
        entry.size += piece.size;
        entry.crc.combine(&piece.crc);
        self.put(&piece.packed)
    }

    /// Ends the current entry.
    pub(super) fn end(&mut self) -> Result<(), Finding> {
        self.put(LAST_BLOCK)?;
        let entry = self.entries.last_mut().expect("an entry was begun");
        entry.packed += LAST_BLOCK.len() as u64;
        let mut behind = b"PK\x07\x08".to_vec();
        entry.push_sizes(&mut behind);
        if entry.size > u64::from(u32::MAX) {
            return Err(self.too_large());
        }
        self.put(&behind)
    }

    /// Writes the directory and closes the file.
    pub(super) fn finish(mut self) -> Result<Written, Finding> {
        let mut directory = Vec::new();
        for entry in &self.entries {
            directory.extend_from_slice(b"PK\x01\x02");
            push_16(&mut directory, u64::from(VERSION));
            push_features(&mut directory);
            entry.push_sizes(&mut directory);
            push_16(&mut directory, entry.name.len() as u64);
            directory.extend_from_slice(&[0; 12]);
            push_32(&mut directory, entry.start);
            directory.extend_from_slice(entry.name.as_bytes());
        }
        let (start, size, entries) = (self.at, directory.len() as u64, self.entries.len() as u64);
        if start + size > u64::from(u32::MAX) {
            return Err(self.too_large());
        }
        directory.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        push_16(&mut directory, entries);
        push_16(&mut directory, entries);
        push_32(&mut directory, size);
        push_32(&mut directory, start);
        push_16(&mut directory, 0);
        self.put(&directory)?;
        Ok(self.file.finish())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Finding> {
        self.at += bytes.len() as u64;
        self.file.put(bytes)
    }

    /// The finding on an archive beyond the format's 4 GiB. Its extension beyond them is none that every
    /// spreadsheet reads.
    fn too_large(&self) -> Finding {
        Finding::new(Code::TargetUnwritable, Place::file(self.file.path()), say!(publish::book_full))
            .help(say!(publish::book_full_help))
    }
}

impl Entry {
    fn push_sizes(&self, out: &mut Vec<u8>) {
        push_32(out, u64::from(self.crc.sum()));
        push_32(out, self.packed);
        push_32(out, self.size);
    }
}

/// Appends the features that a reader needs, and the time.
fn push_features(out: &mut Vec<u8>) {
    for feature in [VERSION, SIZES_BEHIND, DEFLATE, 0, DAY] {
        push_16(out, u64::from(feature));
    }
}

fn push_16(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&(number as u16).to_le_bytes());
}

fn push_32(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&(number as u32).to_le_bytes());
}
