//! Credit codes that differ from a firm's in one character: replaced, left out, added, or exchanged with its
//! neighbour. The letters I, O, S and Z, which are in no code, count as the digits 1, 0, 5 and 2.
//!
//! Of two codes that differ so at least one has a wrong check character. A right code is therefore compared
//! with the wrong ones of the cohort only.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::index::hash;
use crate::intake::uscc;

/// Number of characters of a code.
pub(super) const LENGTH: usize = 18;
/// Characters of a piece: a third of a code.
const PIECE: usize = LENGTH / 3;

/// The codes of firms.
#[derive(Debug, Default)]
pub(super) struct Codes {
    all: OnceCell<Pieces>,
    wrong: OnceCell<Pieces>,
}

/// Hashes of the forms of which a wrong character leaves one, each with its firm.
type Pieces = Vec<(u32, u32)>;

impl Codes {
    /// The firms of which `key` may be the code but for one character; none if it is one of `ids`.
    pub fn near<'i>(&self, key: &str, ids: impl Fn(u32) -> &'i str, firms: u32) -> Vec<u32> {
        let is_long = |text: &str| text.is_ascii() && (LENGTH - 1..=LENGTH + 1).contains(&text.len());
        if !is_long(key) {
            return Vec::new();
        }
        let is_right = |code: &str| uscc::check(code).is_none();
        let pieces = |is_meant: &dyn Fn(&str) -> bool| {
            let meant = (0..firms).filter(|firm| ids(*firm).len() == LENGTH && is_meant(ids(*firm)));
            let mut pieces = Pieces::new();
            meant.for_each(|firm| {
                pieces.extend(forms(folded(ids(firm)).as_bytes()).map(|form| (form, firm)));
            });
            pieces.sort_unstable();
            pieces
        };
        let known = match is_right(key) {
            true => self.wrong.get_or_init(|| pieces(&|code| !is_right(code))),
            false => self.all.get_or_init(|| pieces(&|_| true)),
        };
        if known.is_empty() {
            return Vec::new();
        }
        let key = folded(key);
        // Neighbours of two pieces may be exchanged.
        let exchanged = [PIECE, 2 * PIECE].map(|at| {
            let mut other = key.as_bytes().to_vec();
            other.swap(at - 1, at);
            other
        });
        let alike = std::iter::once(key.as_bytes()).chain(exchanged.iter().map(Vec::as_slice));
        let mut near = Vec::new();
        for form in alike.flat_map(forms) {
            let from = known.partition_point(|(other, _)| *other < form);
            let like = known[from..].iter().take_while(|(other, _)| *other == form);
            near.extend(like.map(|(_, firm)| *firm).filter(|firm| is_one_off(&key, &folded(ids(*firm)))));
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Hashes of the pieces of a code without one of its thirds, counted from its ends. Many codes of a region
/// have the first two thirds in common: these are taken with the last, whole and without each of its
/// characters.
fn forms(code: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let (start, end) = (&code[..PIECE], code.len() - PIECE);
    let (first, rest) = code.split_at(2 * PIECE);
    // Any half of a hash is a hash.
    let short = |hash: u64| (hash >> 32) as u32;
    let of_ends = [hash((1, &code[end - PIECE..])), hash((2, start, &code[end..])), hash((0, first, rest))];
    let without = (0..rest.len()).map(move |at| {
        let mut left = [0; PIECE + 1];
        let others = rest.iter().enumerate().filter(|(other, _)| *other != at);
        left.iter_mut().zip(others).for_each(|(left, (_, byte))| *left = *byte);
        hash((0, first, &left[..rest.len() - 1]))
    });
    of_ends.into_iter().chain(without).map(short)
}

/// `code` with digits in place of letters that look like them and are in no code.
fn folded(code: &str) -> Cow<'_, str> {
    let digit = |c: char| match c.to_ascii_uppercase() {
        'I' => '1',
        'O' => '0',
        'S' => '5',
        'Z' => '2',
        c => c,
    };
    match code.chars().all(|c| digit(c) == c) {
        true => Cow::Borrowed(code),
        false => code.chars().map(digit).collect::<String>().into(),
    }
}

/// Whether two texts of ASCII differ in one character at most.
fn is_one_off(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - same], &b[..b.len() - same]) {
        ([_] | [], [_] | []) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const IDS: [&str; 4] =
        ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P", "91330100MA2KTX0O1P"];

    fn near(key: &str) -> Vec<u32> {
        Codes::default().near(key, |firm| IDS[firm as usize], IDS.len() as u32)
    }

    #[test]
    fn one_character_may_be_wrong() {
        for (key, firms) in [
            ("91310000625901268C", &[0][..]),
            ("91310000625901263D", &[0]),
            ("91310000625901623C", &[0]),
            ("9131000062590263C", &[0]),
            ("9131000062590126C", &[0]),
            ("913100006259012633C", &[0]),
            ("91310000625901236C", &[0]),
            ("91310006025901263C", &[0]),
            ("9131OOOO6Z59O1Z63C", &[0]),
            ("91310101832323O99Y", &[1]),
            ("91330100MA2KTX002P", &[2, 3]),
            // The right code is near the wrong one of another firm.
            ("91330100MA2KTX001P", &[3]),
            ("91310000625901268D", &[]),
            ("91310000625901", &[]),
            ("甲乙丙丁戊己", &[]),
            ("", &[]),
        ] {
            assert_eq!(near(key), firms, "{key}");
        }
    }

    #[test]
    fn codes_of_one_region_are_not_compared_with_each_other() {
        let ids: Vec<String> = (0..200_000).map(|at| format!("91330100MA2K{at:06}")).collect();
        let codes = Codes::default();
        let compared = std::cell::Cell::new(0);
        let id = |firm: u32| {
            compared.set(compared.get() + 1);
            ids[firm as usize].as_str()
        };
        assert_eq!(codes.near("91330100MA2KABCDEF", id, ids.len() as u32), [0; 0]);
        let entered = compared.get();
        assert_eq!(codes.near("91330100MA2K00000A", id, ids.len() as u32).len(), 10);
        assert!(compared.get() - entered < 100, "{} compared", compared.get() - entered);
    }

    proptest! {
        #[test]
        fn every_such_slip_is_found(
            firm in 0usize..2,
            at in 0usize..18,
            kind in 0u8..4,
            with in "[0-9A-HJ-N]",
        ) {
            let id = IDS[firm];
            let mut code: Vec<char> = id.chars().collect();
            let with = with.chars().next().unwrap_or('0');
            match kind {
                0 => code[at] = with,
                1 => drop(code.remove(at)),
                2 => code.insert(at, with),
                _ => code.swap(at, (at + 1).min(17)),
            }
            let code: String = code.into_iter().collect();
            prop_assert_eq!(near(&code).contains(&(firm as u32)), code != id, "{}", code);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = near(&text);
        }
    }
}
