//! Texts of a column in one buffer.

use super::cells::kept_runs;

/// Texts in one contiguous buffer. An empty text is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    /// The end of each text in bytes. A text begins at the end of the preceding text.
    ends: Vec<u32>,
}

impl Texts {
    /// A column of `len` missing texts.
    pub fn missing(len: usize) -> Texts {
        Texts { text: String::new(), ends: vec![0; len] }
    }

    /// An empty column with room for `len` texts of `bytes` bytes in all.
    pub fn with_capacity(len: usize, bytes: usize) -> Texts {
        Texts { text: String::with_capacity(bytes), ends: Vec::with_capacity(len) }
    }

    /// Number of texts, missing ones included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the column has no texts.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of texts that are not missing.
    pub fn known(&self) -> usize {
        let longer = self.ends.windows(2).filter(|ends| ends[0] != ends[1]).count();
        longer + usize::from(self.ends.first().is_some_and(|&end| end > 0))
    }

    /// Total bytes of text. Callers of [`Texts::push`] and [`Texts::append`] must keep it within `u32`.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The buffer of all texts.
    pub fn all(&self) -> &str {
        &self.text
    }

    /// The end of each text in [`Texts::all`] in bytes. A text begins at the end of the preceding text.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The text at `index`; `None` if missing.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&str> {
        let text = self.get_or_empty(index);
        if text.is_empty() { None } else { Some(text) }
    }

    /// The text at `index`; empty if missing.
    #[inline]
    pub fn get_or_empty(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// Appends a text; an empty text is missing. Intake admits at most 4 GiB of text, so that the end fits
    /// into 32 bits.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Appends all texts of `other`.
    pub fn append(&mut self, other: &Texts) {
        let base = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }

    /// Iterates over the texts, empty if missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|index| self.get_or_empty(index))
    }

    /// The texts at `rows`, in that order; together they must stay within 4 GiB.
    pub fn take(&self, rows: &[u32]) -> Texts {
        let mean = self.bytes() / self.len().max(1) + 1;
        let mut taken = Texts::with_capacity(rows.len(), mean * rows.len());
        let bytes = self.text.as_bytes();
        let mut ranges = [(0, 0); 128];
        for rows in rows.chunks(ranges.len()) {
            // Distant rows are rarely in the processor's cache, but independent loads run in parallel.
            // Therefore the positions of all texts are loaded first, then their first bytes, then the texts.
            for (range, &row) in ranges.iter_mut().zip(rows) {
                let start = if row == 0 { 0 } else { self.ends[row as usize - 1] };
                *range = (start as usize, self.ends[row as usize] as usize);
            }
            let ranges = &ranges[..rows.len()];
            let first: u8 =
                ranges.iter().fold(0, |all, &(start, _)| all ^ bytes.get(start).copied().unwrap_or(0));
            std::hint::black_box(first);
            ranges.iter().for_each(|&(start, end)| taken.push(&self.text[start..end]));
        }
        taken
    }

    /// Keeps the texts whose `keep` is true, in order.
    pub fn retain(&mut self, keep: &[bool]) {
        let mut kept = Texts::with_capacity(self.len(), self.text.len());
        for run in kept_runs(keep) {
            let start = if run.start == 0 { 0 } else { self.ends[run.start - 1] };
            let end = self.ends[run.end - 1];
            let base = kept.text.len() as u32;
            kept.text.push_str(&self.text[start as usize..end as usize]);
            kept.ends.extend(self.ends[run].iter().map(|end| end - start + base));
        }
        *self = kept;
    }
}
impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(iter: I) -> Texts {
        let mut texts = Texts::default();
        iter.into_iter().for_each(|text| texts.push(text));
        texts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::firms::Cells;

    #[test]
    fn an_empty_text_is_missing_and_keeps_its_place() {
        let texts: Texts = ["甲", "", "b"].into_iter().collect();
        assert_eq!((texts.known(), texts.len()), (2, 3));
        assert_eq!((texts.len(), texts.get(0), texts.get(1), texts.get(2)), (3, Some("甲"), None, Some("b")));
    }

    #[test]
    fn appended_texts_follow_in_order() {
        let mut texts: Texts = ["甲", ""].into_iter().collect();
        texts.append(&["b", "丙"].into_iter().collect());
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["甲", "", "b", "丙"]);
    }

    proptest! {
        #[test]
        fn retain_keeps_what_a_filter_keeps(
            rows in prop::collection::vec((any::<bool>(), prop::option::of(-9i32..9), "[a甲]{0,3}"), 0..40),
        ) {
            let keep: Vec<bool> = rows.iter().map(|row| row.0).collect();
            let mut numbers: Cells<f64> = rows.iter().map(|row| row.1.map(f64::from)).collect();
            let mut texts: Texts = rows.iter().map(|row| row.2.as_str()).collect();
            numbers.retain(&keep);
            texts.retain(&keep);
            let kept: Vec<_> = rows.iter().filter(|row| row.0).collect();
            prop_assert_eq!(
                numbers.iter().collect::<Vec<_>>(),
                kept.iter().map(|row| row.1.map(f64::from)).collect::<Vec<_>>()
            );
            prop_assert_eq!(
                texts.iter().collect::<Vec<_>>(),
                kept.iter().map(|row| row.2.as_str()).collect::<Vec<_>>()
            );
        }
    }
}
