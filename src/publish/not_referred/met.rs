//! Reasons met in blocks of rows, counted by set: few different sets occur.

use rustc_hash::FxHashMap;

use super::keys::{BEYOND, PASSED};
use super::reasons::Kept;

/// Counts gathered from blocks of rows, with scratch space.
pub(super) struct Met {
    /// Counts of firms per reason.
    pub kept: Vec<Kept>,
    /// Firms on no list.
    pub on_no_list: usize,
    /// Candidates by the set of rules that keep them off lists. Few different sets occur.
    alike: FxHashMap<Box<[u64]>, Alike>,
    /// Bytes held by `alike`.
    bytes: usize,
    /// The current firm's reasons: a bit per failed rule, a bit per unknown rule, and a word: bit 0 if
    /// the firm is beyond the end of a list, then a bit per possible cause for which it is passed over.
    pub reasons: Vec<u64>,
    /// The current firm's cells.
    pub cells: Vec<u8>,
}

/// Candidates with the same reasons.
pub(super) struct Alike {
    /// All reasons in words, escaped for a quoted cell.
    pub words: Vec<u8>,
    pub firms: u32,
}

/// Greatest number of bytes that the sets of reasons in [`Met`] occupy per thread. A single set may exceed
/// this limit.
const MOST_BYTES: usize = 1 << 22;

/// Decodes [`Met::reasons`]: the positions of the reasons among all reasons, in order, each with whether the
/// value of the rule is unknown. `rules` is the position of the first rule's reason.
pub(super) fn each(reasons: &[u64], rules: usize) -> impl Iterator<Item = (usize, bool)> + '_ {
    let words = reasons.len() / 2;
    let has = |words: &[u64], rule: usize| words[rule / 64] >> (rule % 64) & 1 == 1;
    let others = reasons[2 * words];
    let beyond = (others & 1 == 1).then_some((BEYOND, false));
    let passed = (0..63).filter(move |at| others >> (1 + at) & 1 == 1).map(|at| (PASSED + at, false));
    let of_rules = (0..64 * words).filter(move |&rule| has(&reasons[..words], rule));
    beyond
        .into_iter()
        .chain(passed)
        .chain(of_rules.map(move |rule| (rules + rule, has(&reasons[words..], rule))))
}

impl Met {
    pub fn new(reasons: usize) -> Met {
        Met {
            kept: vec![Kept::default(); reasons],
            on_no_list: 0,
            alike: FxHashMap::default(),
            bytes: 0,
            reasons: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// The entry of candidates with the current firm's reasons, which `in_words` puts into words. `rules` is
    /// the position of the first rule's reason.
    pub fn alike(&mut self, rules: usize, in_words: impl FnOnce(&[u64]) -> Vec<u8>) -> &mut Alike {
        if !self.alike.contains_key(&*self.reasons) {
            let alike = Alike { words: in_words(&self.reasons), firms: 0 };
            let bytes = alike.words.len() + size_of_val(&*self.reasons) + size_of::<Alike>();
            if self.bytes + bytes > MOST_BYTES {
                self.forget(rules);
            }
            self.bytes += bytes;
            self.alike.insert(self.reasons.as_slice().into(), alike);
        }
        self.alike.get_mut(&*self.reasons).expect("it was put there")
    }

    /// Adds the candidates of each set of reasons to the counts and drops the sets. `rules` is the position
    /// of the first rule's reason.
    pub fn forget(&mut self, rules: usize) {
        self.bytes = 0;
        for (reasons, alike) in self.alike.drain() {
            for (reason, is_unknown) in each(&reasons, rules) {
                self.kept[reason].firms += alike.firms;
                self.kept[reason].unknown += if is_unknown { alike.firms } else { 0 };
            }
        }
    }
}
