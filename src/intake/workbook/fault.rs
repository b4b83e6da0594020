//! Faults of a workbook, as data.

use super::address::Address;
use super::xml_text::Slip;

/// A workbook, or a worksheet of it, that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A file of another kind.
    Foreign(Foreign),
    /// A package that names no workbook.
    NoWorkbook,
    /// No worksheet at this position: beyond the list, or a chart or macro sheet.
    NoWorksheet {
        /// Position in [`Book::sheets`](super::Book::sheets).
        sheet: usize,
    },
    /// A part that breaks its format.
    Damaged {
        /// Path of the part in the archive; empty for the archive itself.
        part: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// A part beyond a bound.
    TooLarge {
        /// Path of the part in the archive.
        part: String,
        /// The bound.
        bound: Bound,
    },
    /// Memory that the caller or the system refused.
    Memory {
        /// Bytes asked for.
        bytes: usize,
    },
}

/// Kinds of files that are no `.xlsx` workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Neither a ZIP archive nor a compound file.
    Unknown,
    /// A workbook encrypted with a password.
    Password,
    /// A workbook of Excel 97–2003 (`.xls`), or one of WPS (`.et`), which has the same streams.
    OldExcel,
    /// Another compound file, such as `.doc` or `.msg`.
    Compound,
    /// A binary workbook (`.xlsb`).
    Binary,
    /// A workbook with macros (`.xlsm`, `.xltm`, `.xlam`).
    Macros,
    /// A spreadsheet or document of OpenDocument (`.ods`, `.odt`).
    OpenDocument,
    /// A text document (`.docx`).
    Document,
    /// A presentation (`.pptx`).
    Slides,
    /// Another ZIP archive.
    Archive,
}

/// Damages of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A directory of the archive that cannot be read: the reason in English.
    Directory(String),
    /// Two entries of one name, or of names that differ in case only.
    Duplicate,
    /// An entry encrypted by the archiver.
    Encrypted,
    /// A compression other than *stored* and *deflate*.
    Compression(String),
    /// Compressed data that ends early.
    Cut,
    /// Compressed data that breaks the format.
    Deflate,
    /// Data whose checksum (CRC-32) differs from the directory's.
    Checksum,
    /// Text in another encoding than UTF-8: the name.
    Encoding(String),
    /// Bytes that are no UTF-8.
    Utf8 {
        /// Byte of the unpacked part.
        at: u64,
    },
    /// XML that is not well-formed, or beyond what a worksheet needs.
    Xml {
        /// Byte of the unpacked part.
        at: u64,
        /// What is wrong with it.
        slip: Slip,
    },
    /// A root element of another name.
    Root(String),
    /// A part that does not exist: the path or the identifier of the relationship.
    Missing(String),
    /// A reference of a cell or range that cannot be read or lies off the worksheet.
    Reference(String),
    /// A cell that does not come after the one before it.
    Cell(Address),
    /// A row that does not come after the one before it.
    Row(u32),
    /// A cell with a shared string that does not exist.
    SharedString {
        /// The cell.
        cell: Address,
        /// The string's position as written.
        index: String,
    },
    /// A cell with a style that does not exist.
    Style {
        /// The cell.
        cell: Address,
        /// The style's position as written.
        index: String,
    },
}

/// Bounds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of an unpacked part.
    Unpacked(u64),
    /// Bytes of a worksheet's text, or of the shared strings.
    Text(usize),
    /// Bytes of one row, of one shared string, or of what stands before or after them.
    Stretch(usize),
    /// Number of merged ranges.
    Merges(usize),
    /// Number of entries in the archive.
    Entries(usize),
    /// Number of sheets, or of relationships of a part.
    Listed(usize),
}

impl Fault {
    /// The fault of `part` with `damage`.
    pub(crate) fn damaged(part: &str, damage: Damage) -> Fault {
        Fault::Damaged { part: part.to_owned(), damage }
    }

    /// The fault of `part` beyond `bound`.
    pub(crate) fn too_large(part: &str, bound: Bound) -> Fault {
        Fault::TooLarge { part: part.to_owned(), bound }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}
