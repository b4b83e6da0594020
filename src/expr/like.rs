//! `LIKE`: a pattern with `%` for any characters and `_` for exactly one, prepared once.
//!
//! A pattern is split at each `%`. The text must begin with the part before the first `%` and end with the
//! part after the last. Each run between two `%` is searched for after the end of the preceding run, and its
//! first match suffices. A run without `_` is found by byte search. A run with `_` is found by the shift-and
//! algorithm with a bit per character of the run (Baeza-Yates and Gonnet 1992, A new approach to text
//! searching, CACM 35). No text takes more than [`MOST`] / 64 steps per character.

use rustc_hash::FxHashMap;

/// The most characters of a run with `_`.
pub(super) const MOST: usize = 4096;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `'x'`.
    Exact(Box<str>),
    /// `'x%'`.
    Prefix(Box<str>),
    /// `'%x'`.
    Suffix(Box<str>),
    /// `'%x%'`.
    Within(Box<str>),
    /// A pattern of any other form.
    General(Box<General>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Char(char),
    /// `_`.
    One,
    /// `%`; never two in a row.
    Any,
}

/// A pattern split at its `%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct General {
    /// The text's beginning.
    front: Box<[Piece]>,
    /// Runs in the text's middle, in this order.
    middle: Box<[Run]>,
    /// The text's end; `None` for a pattern without `%`, whose only part is `front`.
    back: Option<Box<[Piece]>>,
}

/// A part between two `%`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Run {
    /// Only characters.
    Text(Box<str>),
    /// Characters and `_`.
    Masks(Masks),
}

/// The positions at which each character may occur in a run: bit n for position n.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Masks {
    /// Characters of the run.
    len: usize,
    /// Masks of the run's own characters.
    named: FxHashMap<char, Box<[u64]>>,
    /// Mask of all other characters: the positions of `_`.
    other: Box<[u64]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// The escape character precedes a character that it cannot escape, or the end of the pattern.
    LoneEscape,
    /// A run with `_` has more than [`MOST`] characters.
    Long,
}

impl Pattern {
    /// Prepares `pattern`. After `escape` the characters `%`, `_` and `escape` stand for themselves. No other
    /// character may follow `escape` (ISO/IEC 9075-2, 8.5).
    pub(super) fn new(pattern: &str, escape: Option<char>) -> Result<Pattern, Unfit> {
        let mut pieces = Vec::new();
        let mut characters = pattern.chars();
        while let Some(c) = characters.next() {
            let piece = match c {
                c if Some(c) == escape => match characters.next() {
                    Some(next) if next == '%' || next == '_' || Some(next) == escape => Piece::Char(next),
                    _ => return Err(Unfit::LoneEscape),
                },
                '%' if pieces.last() == Some(&Piece::Any) => continue,
                '%' => Piece::Any,
                '_' => Piece::One,
                c => Piece::Char(c),
            };
            pieces.push(piece);
        }
        let (opens, rest) = match pieces.split_first() {
            Some((Piece::Any, rest)) => (true, rest),
            _ => (false, &pieces[..]),
        };
        let (closes, middle) = match rest.split_last() {
            Some((Piece::Any, middle)) => (true, middle),
            _ => (false, rest),
        };
        let literal: Option<String> =
            middle.iter().map(|piece| if let Piece::Char(c) = piece { Some(*c) } else { None }).collect();
        Ok(match literal.map(String::into_boxed_str) {
            None => Pattern::General(Box::new(General::new(&pieces)?)),
            Some(text) => match (opens, closes) {
                (false, false) => Pattern::Exact(text),
                (false, true) => Pattern::Prefix(text),
                // In `%` alone, the only `%` counts as the opening one.
                (true, false) if middle.is_empty() => Pattern::Within(text),
                (true, false) => Pattern::Suffix(text),
                (true, true) => Pattern::Within(text),
            },
        })
    }

    /// Whether the whole of `text` matches the pattern.
    #[inline]
    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Exact(exact) => text == &**exact,
            // Byte by byte: prefixes are short, such as `11` of a region code, and a call would cost more.
            Pattern::Prefix(prefix) => {
                let bytes = text.bytes().zip(prefix.bytes());
                text.len() >= prefix.len() && bytes.map(|(one, other)| one ^ other).all(|differ| differ == 0)
            }
            Pattern::Suffix(suffix) => text.as_bytes().ends_with(suffix.as_bytes()),
            Pattern::Within(within) => text.contains(&**within),
            Pattern::General(general) => general.matches(text),
        }
    }
}

impl General {
    fn new(pieces: &[Piece]) -> Result<General, Unfit> {
        let mut runs = pieces.split(|piece| *piece == Piece::Any);
        let front = runs.next().unwrap_or_default().into();
        let back = runs.next_back().map(Into::into);
        let middle = runs.filter(|run| !run.is_empty()).map(Run::new).collect::<Result<_, _>>()?;
        Ok(General { front, middle, back })
    }

    fn matches(&self, text: &str) -> bool {
        let mut rest = text.chars();
        if !self.front.iter().all(|piece| rest.next().is_some_and(|c| piece.fits(c))) {
            return false;
        }
        let Some(back) = &self.back else { return rest.next().is_none() };
        if !back.iter().rev().all(|piece| rest.next_back().is_some_and(|c| piece.fits(c))) {
            return false;
        }
        let found = self.middle.iter().try_fold(rest.as_str(), |rest, run| run.behind(rest));
        found.is_some()
    }
}

impl Piece {
    fn fits(self, c: char) -> bool {
        self == Piece::One || self == Piece::Char(c)
    }
}

impl Run {
    fn new(pieces: &[Piece]) -> Result<Run, Unfit> {
        let character = |piece: &Piece| if let Piece::Char(c) = piece { Some(*c) } else { None };
        match pieces.iter().map(character).collect::<Option<String>>() {
            Some(text) => Ok(Run::Text(text.into())),
            None if pieces.len() > MOST => Err(Unfit::Long),
            None => Ok(Run::Masks(Masks::new(pieces))),
        }
    }

    /// The rest of the text after the run's first match; `None` without a match.
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Run::Text(run) => text.split_once(&**run).map(|(_, behind)| behind),
            Run::Masks(masks) if masks.len <= 64 => masks.behind(text, &mut [0]),
            Run::Masks(masks) => masks.behind(text, &mut vec![0; masks.other.len()]),
        }
    }
}

impl Masks {
    fn new(run: &[Piece]) -> Masks {
        let words = run.len().div_ceil(64);
        let mark = |mask: &mut [u64], at: usize| mask[at / 64] |= 1 << (at % 64);
        let mut other = vec![0; words].into_boxed_slice();
        let ones = run.iter().enumerate().filter(|(_, piece)| **piece == Piece::One);
        ones.for_each(|(at, _)| mark(&mut other, at));
        let mut named: FxHashMap<char, Box<[u64]>> = FxHashMap::default();
        for (at, piece) in run.iter().enumerate() {
            if let Piece::Char(c) = piece {
                mark(named.entry(*c).or_insert_with(|| other.clone()), at);
            }
        }
        Masks { len: run.len(), named, other }
    }

    /// As [`Run::behind`]. `state` has a bit per character of the run: bit n is set if the text read so far
    /// ends with the run's first n + 1 characters.
    fn behind<'t>(&self, text: &'t str, state: &mut [u64]) -> Option<&'t str> {
        let last = self.len - 1;
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let mask = self.named.get(&c).unwrap_or(&self.other);
            let mut carried = 1;
            for (word, mask) in state.iter_mut().zip(mask) {
                let out = *word >> 63;
                *word = ((*word << 1) | carried) & mask;
                carried = out;
            }
            if (state[last / 64] >> (last % 64)) & 1 == 1 {
                return Some(rest.as_str());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition of `LIKE`, which tries every split of the text.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|skip| naive(rest, &text[skip..])),
            Some(('_', rest)) => !text.is_empty() && naive(rest, &text[1..]),
            Some((c, rest)) => text.first() == Some(c) && naive(rest, &text[1..]),
        }
    }

    proptest! {
        #[test]
        fn matching_is_what_its_definition_says(pattern in "[ab企%_]{0,8}", text in "[ab企]{0,10}") {
            let prepared = Pattern::new(&pattern, None).unwrap();
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(prepared.matches(&text), naive(&characters(&pattern), &characters(&text)));
        }

        #[test]
        fn an_escaped_text_matches_itself_alone(text in "[a%_!企]{1,8}", other in "[a%_!企]{1,8}") {
            let escaped: String = text
                .chars()
                .flat_map(|c| if matches!(c, '%' | '_' | '!') { vec!['!', c] } else { vec![c] })
                .collect();
            let prepared = Pattern::new(&escaped, Some('!')).unwrap();
            prop_assert!(prepared.matches(&text));
            prop_assert_eq!(prepared.matches(&other), text == other);
        }
    }

    #[test]
    fn common_forms_have_fast_paths() {
        let form = |pattern| Pattern::new(pattern, None).unwrap();
        assert_eq!(form("32%"), Pattern::Prefix("32".into()));
        assert_eq!(form("32%%"), Pattern::Prefix("32".into()));
        assert_eq!(form("%公司"), Pattern::Suffix("公司".into()));
        assert_eq!(form("%科技%"), Pattern::Within("科技".into()));
        assert_eq!(form("%"), Pattern::Within("".into()));
        assert_eq!(form("320500"), Pattern::Exact("320500".into()));
        assert!(matches!(form("3_05%"), Pattern::General(_)));
    }

    #[test]
    fn an_escape_before_nothing_is_an_error() {
        assert_eq!(Pattern::new("50!%", Some('!')), Ok(Pattern::Exact("50%".into())));
        assert_eq!(Pattern::new("50!", Some('!')), Err(Unfit::LoneEscape));
        assert_eq!(Pattern::new("5!0", Some('!')), Err(Unfit::LoneEscape));
    }

    /// Runs of more than 64 characters need several words of bits. A run of more than `MOST` is refused.
    #[test]
    fn long_runs_match_as_short_ones_and_have_an_end() {
        let run = |len: usize| "ab_c".repeat(len / 4);
        for len in [60, 64, 68, 128, 132, 4096] {
            let pattern = Pattern::new(&format!("%{}%", run(len)), None).unwrap();
            let text = run(len).replace('_', "企");
            assert!(pattern.matches(&format!("xabab{text}y")), "{len}");
            assert!(!pattern.matches(&format!("xabab{}y", &text[1..])), "{len}");
        }
        assert_eq!(Pattern::new(&format!("%{}%", run(4100)), None), Err(Unfit::Long));
        assert!(Pattern::new(&format!("{}%", run(4100)), None).unwrap().matches(&run(4100)));
    }

    /// A matcher that backtracks to the last `%` takes text × pattern steps on these patterns: minutes.
    #[test]
    fn a_pattern_built_to_backtrack_stays_quick() {
        let text = "a".repeat(100_000);
        for pattern in [
            format!("{}b", "%a_".repeat(50)),
            format!("%{}b%", "a_".repeat(1_500)),
            format!("%_{}b%", "a".repeat(3_000)),
        ] {
            assert!(!Pattern::new(&pattern, None).unwrap().matches(&text), "{}", pattern.len());
            assert!(Pattern::new(&pattern, None).unwrap().matches(&format!("{text}b")), "{}", pattern.len());
        }
    }
}
