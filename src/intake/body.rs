//! Rows as written.

use std::borrow::Cow;

use super::records::Row;

/// Rows of a part as written.
#[derive(Debug)]
pub(super) struct Body {
    /// The text: the file's own bytes if they are UTF-8.
    pub text: Vec<u8>,
    /// Start of the rows: a byte order mark is not part of the text.
    pub start: usize,
}

impl Body {
    /// The text of `row`, without its line end.
    pub fn record(&self, row: Row) -> Cow<'_, str> {
        let bytes = self.text.get(self.start + row.start as usize..self.start + row.end as usize);
        // The whole text is valid UTF-8, and rows begin and end between characters.
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default().into()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}
