//! Cells of a record: joined by commas; one with a comma, a quotation mark or a line end stands in quotation
//! marks, its own doubled (RFC 4180).

use std::sync::atomic::{AtomicUsize, Ordering};

use memchr::memchr;

use super::fault::{Bound, Fault};
use super::limits::Limits;

/// Bytes of text that pieces parsed at once may make together.
pub(crate) struct Budget<'a> {
    part: &'a str,
    limits: Limits<'a>,
    used: AtomicUsize,
}

impl<'a> Budget<'a> {
    pub fn new(part: &'a str, limits: Limits<'a>) -> Budget<'a> {
        Budget { part, limits, used: AtomicUsize::new(0) }
    }
}

/// Text that grows within a budget.
pub(crate) struct Sink<'a> {
    /// The text so far.
    pub text: String,
    budget: &'a Budget<'a>,
    counted: usize,
}

impl<'a> Sink<'a> {
    pub fn new(budget: &'a Budget<'a>) -> Sink<'a> {
        Sink { text: String::new(), budget, counted: 0 }
    }

    /// Makes room for `more` bytes.
    #[inline]
    pub fn fit(&mut self, more: usize) -> Result<(), Fault> {
        if self.text.capacity() - self.text.len() < more { self.grow(more) } else { Ok(()) }
    }

    #[cold]
    fn grow(&mut self, more: usize) -> Result<(), Fault> {
        let (length, limits) = (self.text.len(), self.budget.limits);
        let used = self.count();
        if used.saturating_add(more) > limits.text {
            return Err(Fault::too_large(self.budget.part, Bound::Text(limits.text)));
        }
        let capacity = (self.text.capacity() * 2).max(length + more).max(1 << 16);
        limits.ask(capacity)?;
        self.text.try_reserve_exact(capacity - length).map_err(|_| Fault::Memory { bytes: capacity })
    }

    /// Counts the text, and returns the number of bytes of all texts.
    fn count(&mut self) -> usize {
        let more = self.text.len().wrapping_sub(self.counted);
        self.counted = self.text.len();
        self.budget.used.fetch_add(more, Ordering::Relaxed).wrapping_add(more)
    }

    /// Appends `text` as it is.
    #[inline]
    pub fn push(&mut self, text: &str) -> Result<(), Fault> {
        self.fit(text.len())?;
        self.text.push_str(text);
        Ok(())
    }

    /// Appends `cell`, in quotation marks if it must.
    pub fn cell(&mut self, cell: &str) -> Result<(), Fault> {
        self.fit(cell.len() * 2 + 2)?;
        push(cell, &mut self.text);
        Ok(())
    }

    /// Appends `count` commas.
    #[inline]
    pub fn commas(&mut self, count: u32) -> Result<(), Fault> {
        const MANY: &str = ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,";
        let mut left = count as usize;
        self.fit(left)?;
        while left > 0 {
            let now = left.min(MANY.len());
            self.text.push_str(MANY.get(..now).unwrap_or_default());
            left -= now;
        }
        Ok(())
    }

    /// The text, all of it counted.
    pub fn finish(mut self) -> Result<String, Fault> {
        let most = self.budget.limits.text;
        if self.count() > most {
            return Err(Fault::too_large(self.budget.part, Bound::Text(most)));
        }
        Ok(self.text)
    }
}

/// Appends `more` to `text`, whose growth the caller of `limits` may refuse.
pub(crate) fn append(text: &mut String, more: &str, limits: Limits<'_>) -> Result<(), Fault> {
    if text.capacity() - text.len() < more.len() {
        let capacity = (text.capacity() * 2).max(text.len() + more.len());
        limits.ask(capacity)?;
        text.try_reserve_exact(capacity - text.len()).map_err(|_| Fault::Memory { bytes: capacity })?;
    }
    text.push_str(more);
    Ok(())
}

/// Appends `cell` to `out`.
pub fn push(cell: &str, out: &mut String) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    let mut rest = cell;
    while let Some(at) = memchr(b'"', rest.as_bytes()) {
        out.push_str(rest.get(..=at).unwrap_or_default());
        out.push('"');
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('"');
}

/// Whether a cell of a record has blanks only.
#[inline]
pub fn blank(cell: &str) -> bool {
    match cell.as_bytes() {
        [] => true,
        [b'!' | b'#'..=b'~', ..] => false,
        [b'"', .., b'"'] => cell.get(1..cell.len() - 1).unwrap_or_default().trim().is_empty(),
        _ => cell.trim().is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must() {
        for (cell, written) in [
            ("", ""),
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("\"", "\"\"\"\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("a\r", "\"a\r\""),
        ] {
            let mut out = String::new();
            push(cell, &mut out);
            assert_eq!(out, written);
            assert_eq!(blank(&out), cell.trim().is_empty(), "{cell:?}");
        }
        for cell in [" ", "\u{3000}", "\u{a0} ", "\"\n\"", "\"\r\n \""] {
            assert!(blank(cell), "{cell:?}");
        }
    }
}
