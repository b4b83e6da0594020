//! Ranks of whole numbers, fast enough for thousands of repetitions.

use std::cmp::Reverse;

/// Keys below this are ranked by counting.
const MOST_COUNTED: usize = 1 << 20;

/// Ranks from 1, the greatest key first, ties 1, 2, 2, 4: one more than the number of greater keys. `counts`
/// is scratch space for reuse.
///
/// # Panics
/// If `ranks` and `keys` differ in length.
pub fn rank_keys(keys: &[u32], counts: &mut Vec<u32>, ranks: &mut [u32]) {
    assert_eq!(keys.len(), ranks.len(), "a rank per key");
    let most = keys.iter().copied().max().unwrap_or(0) as usize;
    if most >= MOST_COUNTED {
        return rank_sorted(keys, ranks);
    }
    counts.clear();
    counts.resize(most + 1, 0);
    keys.iter().for_each(|&key| counts[key as usize] += 1);
    let mut rank = 1;
    for count in counts.iter_mut().rev() {
        rank += std::mem::replace(count, rank);
    }
    ranks.iter_mut().zip(keys).for_each(|(rank, &key)| *rank = counts[key as usize]);
}

/// The same ranks by sorting, for keys too great to count.
fn rank_sorted(keys: &[u32], ranks: &mut [u32]) {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|&at| Reverse(keys[at as usize]));
    let mut before = 0;
    for run in order.chunk_by(|&a, &b| keys[a as usize] == keys[b as usize]) {
        run.iter().for_each(|&at| ranks[at as usize] = before + 1);
        before += run.len() as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_share_the_better_rank() {
        for high in [0, 1 << 24] {
            let keys: Vec<u32> = [5, 9, 5, 0, 7].iter().map(|key| key + high).collect();
            let mut ranks = [0; 5];
            rank_keys(&keys, &mut Vec::new(), &mut ranks);
            assert_eq!(ranks, [3, 1, 3, 5, 2]);
        }
        rank_keys(&[], &mut Vec::new(), &mut []);
    }
}
