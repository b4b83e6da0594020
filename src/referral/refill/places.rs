//! Free places on up to 64 lists, counted side by side.

/// For each list `i` a number of 32 bits: 2³² minus the free places, modulo 2³², so that 0 means full. Bit
/// `k` of this number is bit `i` of word `k`. Most steps touch a word or two, however many lists a firm is
/// on.
#[derive(Clone, Copy)]
pub(super) struct FreePlaces([u64; u32::BITS as usize]);

impl FreePlaces {
    /// Free places up to each list's capacity.
    pub fn new(capacity: &[u32]) -> FreePlaces {
        let mut words = [0; u32::BITS as usize];
        for (at, capacity) in capacity.iter().enumerate() {
            let start = capacity.wrapping_neg();
            words.iter_mut().enumerate().for_each(|(k, word)| *word |= u64::from(start >> k & 1) << at);
        }
        FreePlaces(words)
    }

    /// Number of free places on list `at`.
    pub fn left(&self, at: usize) -> usize {
        let negative = (0..).zip(&self.0).map(|(k, word)| ((word >> at & 1) as u32) << k).sum::<u32>();
        negative.wrapping_neg() as usize
    }

    /// Takes a place on each of `lists`, none of which is full, and returns those that became full.
    pub fn take(&mut self, mut lists: u64) -> u64 {
        for word in &mut self.0 {
            if lists == 0 {
                break;
            }
            let carried = *word & lists;
            *word ^= lists;
            lists = carried;
        }
        lists
    }
}

/// The positions of the set bits.
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            at
        })
    })
}
