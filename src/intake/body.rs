//! Rows as written.

use std::borrow::Cow;

use super::packed::Packed;
use super::records::Row;
use super::values::Frame;

/// Rows of a part as written.
#[derive(Debug)]
pub(super) enum Body {
    /// The rows of a text.
    Text {
        /// The text: the file's own bytes if they are UTF-8.
        text: Vec<u8>,
        /// Start of the rows: a byte order mark is not part of the text.
        start: usize,
    },
    /// The rows of a frame, which become text on demand.
    Frame(Frame),
    /// The rows of a Parquet file, likewise.
    Packed(Packed),
}

impl Body {
    /// The text of `row`, without its line end.
    pub fn record(&self, row: Row) -> Cow<'_, str> {
        match self {
            Body::Text { text, start } => {
                let bytes = text.get(start + row.start as usize..start + row.end as usize);
                // The whole text is valid UTF-8, and rows begin and end between characters.
                bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default().into()
            }
            Body::Frame(frame) => frame.record((row.line as usize).saturating_sub(1)).into(),
            Body::Packed(packed) => packed.record((row.line as usize).saturating_sub(1)).into(),
        }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        match self {
            Body::Text { text, .. } => text.len(),
            Body::Frame(frame) => frame.bytes,
            Body::Packed(packed) => packed.memory(),
        }
    }
}
