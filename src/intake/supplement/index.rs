//! Texts by a form of theirs in which they are looked up.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::firms::Texts;

/// Behind the last text of a hash.
const END: u32 = u32::MAX;

/// Texts, each found by its form. Texts of one form are kept in the order of entry.
#[derive(Debug, Default)]
pub(super) struct Index {
    texts: Texts,
    /// The first and the last text of each form, by its hash.
    ends: FxHashMap<u64, (u32, u32)>,
    /// The text behind each text of the same hash.
    next: Vec<u32>,
}

impl Index {
    /// Enters `text` under `form`; returns its position. Nothing is allocated for it on its own.
    pub fn enter(&mut self, form: &str, text: &str) -> u32 {
        let at = self.texts.len() as u32;
        self.texts.push(text);
        self.next.push(END);
        let (_, last) = self.ends.entry(hash(form)).or_insert((at, at));
        if *last != at {
            self.next[*last as usize] = at;
            *last = at;
        }
        at
    }

    /// Positions of the texts that may have this form: others of the same hash are among them.
    pub fn like(&self, form: &str) -> impl Iterator<Item = u32> {
        let first = self.ends.get(&hash(form)).map(|(first, _)| *first);
        let next = |at: &u32| Some(self.next[*at as usize]).filter(|at| *at != END);
        std::iter::successors(first, next)
    }

    /// The text at a position.
    pub fn text(&self, at: u32) -> &str {
        self.texts.get_or_empty(at as usize)
    }
}

/// The hash of a form.
pub(super) fn hash(form: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    form.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_form_are_found_in_their_order() {
        let mut index = Index::default();
        for text in ["A", "b", "a", "B", "A"] {
            index.enter(&text.to_ascii_lowercase(), text);
        }
        let found = |form: &str| index.like(form).map(|at| index.text(at)).collect::<Vec<_>>();
        assert_eq!(found("a"), ["A", "a", "A"]);
        assert_eq!(found("b"), ["b", "B"]);
        assert_eq!(found("c"), [""; 0]);
    }
}
