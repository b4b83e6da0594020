//! The archive: entries by name, without regard to case.

use std::io::Cursor;

use rustc_hash::FxHashMap;
use zip::{CompressionMethod, ZipArchive};

use super::fault::{Bound, Damage, Fault, Foreign};
use super::limits::Limits;
use super::unpack::Unpack;

/// Greatest number of entries.
const ENTRIES: usize = 1 << 16;
/// The first bytes of a compound file.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names as written, by entry.
    names: Vec<String>,
    /// Entries by name in lower case.
    entries: FxHashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// The directory of the archive `bytes`.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Fault> {
        if bytes.starts_with(COMPOUND) {
            return Err(Fault::Foreign(compound(bytes)));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|reason| {
            if bytes.starts_with(b"PK\x03\x04") {
                Fault::damaged("", Damage::Directory(reason.to_string()))
            } else {
                Fault::Foreign(Foreign::Unknown)
            }
        })?;
        if zip.len() > ENTRIES {
            return Err(Fault::too_large("", Bound::Entries(ENTRIES)));
        }
        if zip.has_duplicate_names() {
            return Err(Fault::damaged("", Damage::Duplicate));
        }
        let (mut names, mut entries) = (Vec::new(), FxHashMap::default());
        for name in zip.file_names_raw() {
            let name = String::from_utf8_lossy(name).replace('\\', "/");
            if entries.insert(name.to_lowercase(), names.len()).is_some() {
                return Err(Fault::damaged(&name, Damage::Duplicate));
            }
            names.push(name);
        }
        Ok(Archive { bytes, zip, names, entries })
    }

    /// The entry of `path`, by its name as written.
    pub fn find(&self, path: &str) -> Option<&str> {
        self.entries.get(&path.to_lowercase()).and_then(|&at| self.names.get(at)).map(String::as_str)
    }

    /// Whether the name of an entry ends with `tail`, in lower case.
    pub fn any_ends_with(&self, tail: &str) -> bool {
        self.entries.keys().any(|name| name.ends_with(tail))
    }

    /// The contents of `part`.
    pub fn unpack(&self, part: &str, limits: Limits<'a>) -> Result<Unpack<'a>, Fault> {
        let damaged = |damage| Fault::damaged(part, damage);
        let at = self.entries.get(&part.to_lowercase()).copied();
        let at = at.ok_or_else(|| damaged(Damage::Missing(part.to_owned())))?;
        let mut zip = self.zip.clone();
        let entry = zip.by_index_raw(at).map_err(|reason| damaged(Damage::Directory(reason.to_string())))?;
        if entry.encrypted() {
            return Err(damaged(Damage::Encrypted));
        }
        let method = entry.compression();
        let deflated = method == CompressionMethod::DEFLATE;
        if !deflated && method != CompressionMethod::STORE {
            return Err(damaged(Damage::Compression(format!("{method:?}"))));
        }
        let start = entry.data_start().and_then(|start| usize::try_from(start).ok());
        let length = usize::try_from(entry.compressed_size()).ok();
        let packed = start.zip(length).and_then(|(start, length)| {
            let from = self.bytes.get(start..)?;
            // Data cut short is inflated as far as it goes; its end is then missing.
            Some(from.get(..length).unwrap_or(from))
        });
        let packed = packed.ok_or_else(|| damaged(Damage::Cut))?;
        Ok(Unpack::new(part.to_owned(), packed, deflated, entry.crc32(), limits))
    }
}

/// The kind of a compound file, by the names of its streams.
fn compound(bytes: &[u8]) -> Foreign {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        Foreign::Password
    } else if has("Workbook\0") || has("Book\0") {
        Foreign::OldExcel
    } else {
        Foreign::Compound
    }
}
