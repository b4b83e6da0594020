//! The file's bytes: opened, decompressed, and refused early if no table.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Encoding;
use super::encoding::{self, MOST};
use crate::finding::{Code, Finding, Place, cause, shown_path};
use crate::memory;
use crate::parameters::sha256;
use crate::words::{Message, say};

/// Bytes read at a time by one thread.
const PIECE: usize = 1 << 23;
/// The beginning of the names of lock files.
pub(super) const LOCK: &str = "~$";
/// Length of the first part of the text, in which the header must end.
const HEAD: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Source {
    /// Its bytes: text in a yet unknown encoding.
    pub bytes: Vec<u8>,
    /// SHA-256 of a compressed file, in hexadecimal; `None` if `bytes` are the file on disk.
    digest: Option<String>,
    /// Size on disk in bytes.
    pub size: u64,
}

impl Source {
    /// Reads the file at `path`, or standard input for `-`, and decompresses it if its first bytes are those
    /// of gzip or Zstandard. `accepted` is what it may be besides text.
    ///
    /// # Errors
    /// `file-unreadable`, `file-empty`, `file-binary`, `file-too-large`, `record-too-long`; `file-encoding`
    /// if `named` is an encoding the first bytes contradict.
    pub fn read(path: &Path, place: &Place, named: Encoding, accepted: Accepted) -> Result<Source, Finding> {
        let unreadable = |error: io::Error| Finding::unreadable(place.clone(), &error);
        if is_stdin(path) {
            let input = io::stdin();
            if input.is_terminal() {
                let message = say!(intake::stdin_terminal);
                return Err(Finding::new(Code::FileUnreadable, place.clone(), message)
                    .help(say!(intake::stdin_terminal_help)));
            }
            return Source::of(input.lock(), None, place, named, accepted);
        }
        if let Some(workbook) = locked(path) {
            let help = say!(intake::lock_file_help, workbook = workbook);
            let fault = Finding::new(Code::FileUnreadable, place.clone(), say!(intake::lock_file));
            return Err(fault.help(help));
        }
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(unreadable(io::ErrorKind::IsADirectory.into()));
        }
        let long = (metadata.is_file() && metadata.len() > HEAD as u64).then_some((&file, metadata.len()));
        Source::of(&file, long, place, named, accepted)
    }

    /// Reads all of `reader`. If that is a `long` file, given with its length, its rest after the head is
    /// read in parallel.
    fn of(
        mut reader: impl Read,
        long: Option<(&File, u64)>,
        place: &Place,
        named: Encoding,
        accepted: Accepted,
    ) -> Result<Source, Finding> {
        let mut magic = Vec::with_capacity(4);
        let first = reader.by_ref().take(4).read_to_end(&mut magic);
        first.map_err(|error| Finding::unreadable(place.clone(), &error))?;
        let check = |head: &[u8]| refuse(head, place, named, accepted);
        let room = |bytes: u64| memory::room(usize::try_from(bytes).unwrap_or(usize::MAX), place);
        let filled = match (magic.as_slice(), long) {
            ([], _) => return Err(empty(place, say!(intake::empty))),
            ([0x1F, 0x8B, ..] | [0x28, 0xB5, 0x2F, 0xFD], _) => {
                return compressed(magic, reader, place, named, accepted);
            }
            (_, Some((file, len))) => {
                let head = fill(magic, reader.take(HEAD as u64 - 4), MOST, check);
                head.and_then(|head| {
                    room(len.min(MOST)).map_err(|short| Stop::Refused(Box::new(short)))?;
                    rest(head, file, len)
                })
            }
            (_, None) => fill(magic, reader, MOST, check),
        };
        let bytes = filled.map_err(|stop| stop.finding(place, cut_short))?;
        Ok(Source { size: bytes.len() as u64, bytes, digest: None })
    }

    /// What the file is, by its first bytes.
    pub fn form(&self) -> Form {
        Form::of(&self.bytes)
    }

    /// SHA-256 of the file on disk, in hexadecimal (FIPS 180-4).
    pub fn sha256(&self) -> String {
        self.digest().unwrap_or_else(|| sha256(&self.bytes))
    }

    /// As [`Source::sha256`], of a compressed file.
    pub fn digest(&self) -> Option<String> {
        self.digest.clone()
    }
}

/// The path that stands for standard input.
const STDIN: &str = "-";

/// Whether `path` stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The name of the table at `path` in places and messages.
pub(super) fn name(path: &Path) -> Arc<str> {
    if is_stdin(path) { "<stdin>".into() } else { shown_path(path).into() }
}

/// The workbook whose lock file stands at `path`: spreadsheet programs keep `~$firms.xlsx` while `firms.xlsx`
/// is open.
fn locked(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.strip_prefix(LOCK)?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The path of the table that a file in `folder` names as `written`: relative to the folder, unless it stands
/// for standard input.
pub fn located(folder: &Path, written: &str) -> PathBuf {
    if written == STDIN { written.into() } else { folder.join(written) }
}

/// Whether a table can be read at `path`: a file or folder exists there, or it is standard input.
pub fn is_there(path: &Path) -> bool {
    is_stdin(path) || path.exists()
}

/// The fault of a file without a header.
pub(super) fn empty(place: &Place, message: Message) -> Finding {
    Finding::new(Code::FileEmpty, place.clone(), message).help(say!(intake::empty_help))
}

/// The message and the help for a file that ends early.
type CutShort = [Message; 2];

/// For a file on disk that was longer when opened.
fn cut_short() -> CutShort {
    [say!(intake::cut_short), say!(intake::cut_short_help)]
}

/// For a truncated compressed file.
fn breaks_off() -> CutShort {
    [say!(intake::breaks_off), say!(intake::breaks_off_help)]
}

/// Bytes to which even the smallest compressed file or workbook may unpack.
pub(super) const UNPACKED: u64 = 1 << 28;
/// Greatest ratio of unpacked to compressed bytes above [`UNPACKED`]. Tables of firms shrink to a fourth or a
/// tenth; gzip can shrink zeros a thousand times.
pub(super) const MOST_TIMES: u64 = 100;

fn compressed(
    magic: Vec<u8>,
    reader: impl Read,
    place: &Place,
    named: Encoding,
    accepted: Accepted,
) -> Result<Source, Finding> {
    let packed = fill(magic, reader, MOST, |_| Ok(())).map_err(|stop| stop.finding(place, cut_short))?;
    let most = (MOST_TIMES * packed.len() as u64).clamp(UNPACKED, MOST);
    let unpack = || {
        let check = |head: &[u8]| refuse(head, place, named, accepted);
        if packed.starts_with(&[0x1F, 0x8B]) {
            fill(Vec::new(), flate2::read::MultiGzDecoder::new(packed.as_slice()), most, check)
        } else {
            let decoder = zstd::stream::read::Decoder::with_buffer(packed.as_slice()).map_err(Stop::Io)?;
            fill(Vec::new(), decoder, most, check)
        }
    };
    let (digest, bytes) = rayon::join(|| sha256(&packed), unpack);
    let bytes = bytes.map_err(|stop| match stop {
        Stop::Large(_) if most < MOST => {
            let message = say!(intake::unpacks_too_large, most = most);
            let help = say!(intake::unpacks_too_large_help);
            Finding::new(Code::FileTooLarge, place.clone(), message).help(help)
        }
        Stop::Io(error)
            if !matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::OutOfMemory) =>
        {
            let message = say!(intake::damaged, cause = cause(&error));
            Finding::new(Code::FileUnreadable, place.clone(), message).help(say!(intake::fetch_again_help))
        }
        other => other.finding(place, breaks_off),
    })?;
    if bytes.is_empty() {
        return Err(empty(place, say!(intake::empty_unpacked)));
    }
    Ok(Source { bytes, digest: Some(digest), size: packed.len() as u64 })
}

#[derive(Debug)]
enum Stop {
    Io(io::Error),
    Large(u64),
    Refused(Box<Finding>),
}

impl Stop {
    fn finding(self, place: &Place, cut_short: fn() -> CutShort) -> Finding {
        let unreadable = |[message, help]: [Message; 2]| {
            Finding::new(Code::FileUnreadable, place.clone(), message).help(help)
        };
        match self {
            Stop::Io(error) => match error.kind() {
                io::ErrorKind::UnexpectedEof => unreadable(cut_short()),
                io::ErrorKind::OutOfMemory => memory::short(place, None),
                _ => unreadable([
                    say!(finding::unreadable, cause = cause(&error)),
                    say!(intake::fetch_again_help),
                ]),
            },
            Stop::Large(most) => encoding::too_large(most, place),
            Stop::Refused(finding) => *finding,
        }
    }
}

/// Appends the whole content of `reader` to `bytes`. `check` receives the first [`HEAD`] bytes before the
/// rest is read, so that a huge file that is no table is refused early. At most `most` bytes are kept, even
/// if the content has no end.
fn fill(
    mut bytes: Vec<u8>,
    mut reader: impl Read,
    most: u64,
    check: impl Fn(&[u8]) -> Result<(), Finding>,
) -> Result<Vec<u8>, Stop> {
    let head = (HEAD - bytes.len()) as u64;
    reader.by_ref().take(head).read_to_end(&mut bytes).map_err(Stop::Io)?;
    check(&bytes).map_err(|finding| Stop::Refused(Box::new(finding)))?;
    if bytes.len() < HEAD {
        return Ok(bytes);
    }
    let rest = (most + 1).saturating_sub(bytes.len() as u64);
    reader.take(rest).read_to_end(&mut bytes).map_err(Stop::Io)?;
    if bytes.len() as u64 > most { Err(Stop::Large(most)) } else { Ok(bytes) }
}

/// Reads the rest of `file`, `len` bytes long in total, after `head`, in parallel pieces, since copying from
/// the system's cache into fresh memory occupies more than one processor. All pieces come from the same open
/// file, even if its path is replaced meanwhile.
fn rest(head: Vec<u8>, file: &File, len: u64) -> Result<Vec<u8>, Stop> {
    if len > MOST {
        return Err(Stop::Large(MOST));
    }
    let mut bytes = vec![0; len as usize];
    let (first, others) = bytes.split_at_mut(head.len());
    first.copy_from_slice(&head);
    let read = |(at, piece): (usize, &mut [u8])| read_exact_at(file, piece, (head.len() + at * PIECE) as u64);
    others.par_chunks_mut(PIECE).enumerate().try_for_each(read).map_err(Stop::Io)?;
    Ok(bytes)
}

/// Fills `piece` from `offset`; safe from several threads at once.
#[cfg(unix)]
fn read_exact_at(file: &File, piece: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, piece, offset)
}

/// Fills `piece` from `offset`; safe from several threads at once.
#[cfg(windows)]
fn read_exact_at(file: &File, mut piece: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !piece.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, piece, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece = &mut piece[read..];
        offset += read as u64;
    }
    Ok(())
}

/// Files that people mistake for a table, by their first bytes, with their names in the catalogue.
const STRANGERS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "zip"),
    (b"\xD0\xCF\x11\xE0", "xls"),
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"7z\xBC\xAF", "seven-zip"),
    (b"Rar!", "rar"),
];

/// What a file may be besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Accepted {
    /// Nothing else.
    Text,
    /// A workbook or a Parquet file.
    Tables,
}

/// What the first bytes of a file say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    /// A zip archive or a compound file, as workbooks are.
    Workbook,
    Parquet,
}

impl Form {
    fn of(head: &[u8]) -> Form {
        match head {
            [b'P', b'K', 3 | 5, 4 | 6, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Form::Workbook,
            [b'P', b'A', b'R', b'1', ..] => Form::Parquet,
            _ => Form::Text,
        }
    }
}

/// Bytes of a text that show whether it is a document of marks.
const MARKED: usize = 1 << 12;
/// Beginnings of web pages, which web systems export under the names of workbooks.
const PAGES: [&[u8]; 7] = [b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style", b"<body"];

/// The name in the catalogue of a document of marks, by its beginning in any encoding.
fn markup(head: &[u8]) -> Option<&'static str> {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let head = marks.iter().find_map(|mark| head.strip_prefix(*mark)).unwrap_or(head);
    let is_text = |byte: &u8| *byte != 0;
    let text = head.iter().take(MARKED).copied().filter(is_text).map(|byte| byte.to_ascii_lowercase());
    let text: Vec<u8> = text.skip_while(u8::is_ascii_whitespace).collect();
    let is_page = |text: &[u8]| PAGES.iter().any(|page| text.starts_with(page));
    if is_page(&text) {
        return Some("html");
    }
    // A web page may begin as an XML document, and a workbook may lack its declaration.
    let is_xml = text.starts_with(b"<?xml") || text.starts_with(b"<workbook");
    let has_page = || memchr::memmem::find(&text, b"<html").is_some();
    is_xml.then(|| if has_page() { "html" } else { "xml" })
}

/// Refuses first bytes that cannot begin a table of firms.
fn refuse(head: &[u8], place: &Place, named: Encoding, accepted: Accepted) -> Result<(), Finding> {
    let fault = |code, message: Message| Finding::new(code, place.clone(), message);
    if accepted == Accepted::Tables && Form::of(head) != Form::Text {
        return Ok(());
    }
    if let Some((_, kind)) = STRANGERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        let help = say!(intake::stranger_help, kind = kind);
        return Err(fault(Code::FileBinary, say!(intake::stranger, kind = kind)).help(help));
    }
    if let Some(kind) = markup(head) {
        let help = match accepted {
            Accepted::Tables => say!(intake::markup_help),
            Accepted::Text => say!(intake::stranger_help, kind = "xls"),
        };
        return Err(fault(Code::FileBinary, say!(intake::markup, kind = kind)).help(help));
    }
    encoding::contradiction(head, place, named)?;
    if head.len() >= HEAD && memchr::memchr2(b'\n', b'\r', head).is_none() {
        let message = say!(intake::no_line_break, bytes = HEAD);
        return Err(fault(Code::RecordTooLong, message).help(say!(intake::header_first_help)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_marks_are_known_by_their_beginning() {
        let utf16: Vec<u8> = "\u{FEFF}<HTML>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let pages: [&[u8]; 6] = [
            b"<html><table>",
            b"\xEF\xBB\xBF\r\n\t <!DOCTYPE HTML PUBLIC \"-//W3C\">",
            b"<Table border=1>",
            b"<META charset=gbk>",
            b"<?xml version=\"1.0\"?>\n<html xmlns=\"x\">",
            &utf16,
        ];
        for page in pages {
            assert_eq!(markup(page), Some("html"), "{}", String::from_utf8_lossy(page));
        }
        assert_eq!(markup(b"\n<?XML version='1.0'?><?mso-application?><Workbook>"), Some("xml"));
        assert_eq!(markup(b"<Workbook xmlns=\"urn:x\">"), Some("xml"));
        for table in [&b"credit_code,<html>\n"[..], b"<5,a\n", b"<\n", b"", "企业<table>,a\n".as_bytes()] {
            assert_eq!(markup(table), None, "{}", String::from_utf8_lossy(table));
        }
    }

    #[test]
    fn an_endless_stream_stops_at_the_limit() {
        let read = fill(Vec::new(), io::repeat(b'\n'), 3 << 20, |_| Ok(()));
        assert!(matches!(read, Err(Stop::Large(most)) if most == 3 << 20));
        let exact = fill(Vec::new(), io::repeat(b'\n').take(3 << 20), 3 << 20, |_| Ok(()));
        assert_eq!(exact.unwrap().len(), 3 << 20);
    }

    #[test]
    fn a_file_of_several_pieces_is_read_whole() {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        let line = b"0123456789,abcdefg\n";
        let written: Vec<u8> = line.iter().copied().cycle().take(2 * PIECE + HEAD + 12_345).collect();
        io::Write::write_all(&mut file, &written).expect("a temporary file takes bytes");
        let source = Source::read(file.path(), &Place::file("x.csv"), Encoding::Auto, Accepted::Text)
            .expect("a text file");
        assert!(source.bytes == written && source.size == written.len() as u64);
        assert_eq!(source.sha256(), sha256(&written));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_replaced_meanwhile_is_read_as_it_was_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [path, next] = ["firms.csv", "next.csv"].map(|name| folder.path().join(name));
        let old: Vec<u8> = b"old,".iter().copied().cycle().take(2 * PIECE + HEAD).collect();
        std::fs::write(&path, &old).expect("a temporary folder takes files");
        std::fs::write(&next, old.to_ascii_uppercase()).expect("a temporary folder takes files");
        let file = File::open(&path).expect("it was just written");
        std::fs::rename(&next, &path).expect("a file can be replaced");
        let read = rest(old[..HEAD].to_vec(), &file, old.len() as u64).expect("an open file stays");
        assert!(read == old);
    }

    #[test]
    fn what_is_refused_at_the_head_is_not_read_further() {
        struct Counted(usize);
        impl Read for Counted {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += buffer.len();
                buffer.fill(b'x');
                Ok(buffer.len())
            }
        }
        let mut reader = Counted(0);
        let place = Place::file("x.csv");
        let read =
            fill(Vec::new(), &mut reader, MOST, |head| refuse(head, &place, Encoding::Auto, Accepted::Text));
        assert!(matches!(read, Err(Stop::Refused(finding)) if finding.code == Code::RecordTooLong));
        assert!(reader.0 <= 2 * HEAD, "{} bytes read", reader.0);
    }
}
