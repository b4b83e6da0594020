//! `LIKE`: a pattern with `%` for any characters and `_` for exactly one, prepared once.

/// A prepared pattern.
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
    /// Anything else.
    General(Box<[Piece]>),
}

/// An element of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// This character.
    Char(char),
    /// `_`.
    One,
    /// `%`; never two in a row.
    Any,
}

/// Why a pattern cannot be prepared: the escape character stands before nothing it can escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LoneEscape;

impl Pattern {
    /// Prepares `pattern`. After `escape` the characters `%`, `_` and `escape` stand for themselves; nothing else may
    /// follow it (ISO/IEC 9075-2, 8.5).
    pub(super) fn new(pattern: &str, escape: Option<char>) -> Result<Pattern, LoneEscape> {
        let mut pieces = Vec::new();
        let mut characters = pattern.chars();
        while let Some(c) = characters.next() {
            let piece = match c {
                c if Some(c) == escape => match characters.next() {
                    Some(next) if next == '%' || next == '_' || Some(next) == escape => Piece::Char(next),
                    _ => return Err(LoneEscape),
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
            None => Pattern::General(pieces.into()),
            Some(text) => match (opens, closes) {
                (false, false) => Pattern::Exact(text),
                (false, true) => Pattern::Prefix(text),
                // A lone `%` splits into an opening only.
                (true, false) if middle.is_empty() => Pattern::Within(text),
                (true, false) => Pattern::Suffix(text),
                (true, true) => Pattern::Within(text),
            },
        })
    }

    /// Whether all of `text` has the pattern's form.
    #[inline]
    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Exact(exact) => text == &**exact,
            Pattern::Prefix(prefix) => text.as_bytes().starts_with(prefix.as_bytes()),
            Pattern::Suffix(suffix) => text.as_bytes().ends_with(suffix.as_bytes()),
            Pattern::Within(within) => text.contains(&**within),
            Pattern::General(pieces) => general(pieces, text),
        }
    }
}

/// Greedy matching that goes back to the last `%` only: at most text × pattern steps.
fn general(pieces: &[Piece], text: &str) -> bool {
    let mut at = 0;
    let mut rest = text.chars();
    // After the last `%`: the position in the pattern, and the text that would be tried next.
    let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
    loop {
        let mut ahead = rest.clone();
        let fits = match (pieces.get(at), ahead.next()) {
            (Some(Piece::Any), _) => {
                at += 1;
                retry = Some((at, rest.clone()));
                continue;
            }
            (None, None) => return true,
            (Some(Piece::One), Some(_)) => true,
            (Some(Piece::Char(wanted)), Some(c)) => *wanted == c,
            _ => false,
        };
        if fits {
            at += 1;
            rest = ahead;
            continue;
        }
        let Some((after, from)) = &mut retry else { return false };
        if from.next().is_none() {
            return false;
        }
        at = *after;
        rest = from.clone();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, by trying every split.
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
        assert_eq!(Pattern::new("50!", Some('!')), Err(LoneEscape));
        assert_eq!(Pattern::new("5!0", Some('!')), Err(LoneEscape));
    }

    #[test]
    fn a_pattern_built_to_backtrack_stays_quick() {
        let pattern = format!("{}b", "%a_".repeat(50));
        assert!(!Pattern::new(&pattern, None).unwrap().matches(&"a".repeat(20_000)));
    }
}
