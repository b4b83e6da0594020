//! Texts in order, among which those of a shape are found by what it shows at its beginning or its end.

use std::cell::OnceCell;

use super::names::{beginning, ending, fits};

/// Positions of texts in the order of their letters, from the first and from the last.
#[derive(Debug, Default)]
pub(super) struct Order {
    forward: OnceCell<Vec<u32>>,
    backward: OnceCell<Vec<u32>>,
}

impl Order {
    /// Those of the texts at 0..`len` that may be `shape`, in which each run of `*` stands for any
    /// characters. The texts are those of every call.
    pub fn alike<'t>(&self, len: usize, text: impl Fn(u32) -> &'t str, shape: &str) -> Vec<u32> {
        let (start, end) = (beginning(shape), ending(shape));
        let mut found: Vec<u32> = if start.len() >= end.len() {
            let sorted = self.forward.get_or_init(|| {
                let mut sorted: Vec<u32> = (0..len as u32).collect();
                sorted.sort_by_key(|at| text(*at));
                sorted
            });
            let from = sorted.partition_point(|at| text(*at) < start);
            sorted[from..].iter().copied().take_while(|at| text(*at).starts_with(start)).collect()
        } else {
            let sorted = self.backward.get_or_init(|| {
                let mut sorted: Vec<u32> = (0..len as u32).collect();
                sorted.sort_by(|a, b| text(*a).bytes().rev().cmp(text(*b).bytes().rev()));
                sorted
            });
            let from = sorted.partition_point(|at| text(*at).bytes().rev().lt(end.bytes().rev()));
            sorted[from..].iter().copied().take_while(|at| text(*at).ends_with(end)).collect()
        };
        found.retain(|at| fits(text(*at), shape));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_either_end() {
        let texts = ["abc12", "abd12", "xbc12", "abc13", "ab", "甲科技12"];
        let order = Order::default();
        let alike = |shape: &str| {
            let mut found = order.alike(texts.len(), |at| texts[at as usize], shape);
            found.sort_unstable();
            found
        };
        assert_eq!(alike("abc*"), [0, 3]);
        assert_eq!(alike("*c12"), [0, 2]);
        assert_eq!(alike("a*2"), [0, 1]);
        assert_eq!(alike("*技12"), [5]);
        assert_eq!(alike("*b*"), [0, 1, 2, 3, 4]);
        assert_eq!(alike("z*"), [] as [u32; 0]);
        assert_eq!(alike("*z"), [] as [u32; 0]);
    }
}
