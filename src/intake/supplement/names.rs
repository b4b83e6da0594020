//! Names of firms in the form in which they are compared.
//!
//! Two names are the same if they differ only in the width of letters, digits and brackets, in blanks, and in
//! middle dots (`·`, `•`, `・`, `‧`). `有限公司` and `有限责任公司` stay different: two firms may differ in that
//! alone. Names that would be the same without that difference are *near*.

use std::borrow::Cow;

use crate::firms::width::half_width;

/// The longer form of `有限公司`.
const LONG: &str = "有限责任公司";

/// The name in the form in which it is compared, borrowed if nothing changes; empty for a name without a
/// letter or digit, and for one of which a part is hidden.
pub(in crate::intake) fn normal(name: &str) -> Cow<'_, str> {
    // Most names are in that form: a character says so at once if it is an ideograph of the first plane.
    let is_ideograph = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    let is_plain = |c: char| is_ideograph(c) || form(c) == Some(c);
    let normal = match name.chars().all(is_plain) {
        true => Cow::Borrowed(name),
        false => name.chars().filter_map(form).collect::<String>().into(),
    };
    let is_name = normal.chars().any(char::is_alphanumeric) && !normal.contains(HIDDEN);
    if is_name { normal } else { Cow::Borrowed("") }
}

/// What stands for hidden characters.
const HIDDEN: char = '*';

/// `text` in the form in which it is compared, if a part of it is hidden and a part is not.
pub(super) fn hidden(text: &str) -> Option<String> {
    let shape: String = text.chars().filter_map(form).collect();
    let is_partly = shape.contains(HIDDEN) && shape.chars().any(char::is_alphanumeric);
    is_partly.then_some(shape)
}

/// Whether `text` may be `shape`, in which each run of `*` stands for any characters.
pub(super) fn fits(text: &str, shape: &str) -> bool {
    let mut pieces = shape.split(HIDDEN).filter(|piece| !piece.is_empty());
    let mut rest = text;
    if !shape.starts_with(HIDDEN) {
        let Some(after) = pieces.next().and_then(|piece| rest.strip_prefix(piece)) else { return false };
        rest = after;
    }
    let mut pieces: Vec<&str> = pieces.collect();
    if !shape.ends_with(HIDDEN) {
        let Some(before) = pieces.pop().map_or(Some(rest), |piece| rest.strip_suffix(piece)) else {
            return false;
        };
        rest = before;
    }
    pieces.into_iter().all(|piece| match rest.split_once(piece) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// The beginning of `shape` that is not hidden.
pub(super) fn beginning(shape: &str) -> &str {
    shape.split(HIDDEN).next().unwrap_or_default()
}

/// The end of `shape` that is not hidden.
pub(super) fn ending(shape: &str) -> &str {
    shape.rsplit(HIDDEN).next().unwrap_or_default()
}

/// The form of a character; `None` for one that is left out.
fn form(c: char) -> Option<char> {
    if c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧' | '\u{feff}' | '\u{200b}') {
        return None;
    }
    Some(match half_width(c) {
        '〔' | '［' | '[' | '【' => '(',
        '〕' | '］' | ']' | '】' => ')',
        c => c.to_ascii_lowercase(),
    })
}

/// The normal form of a name without the difference between `有限公司` and `有限责任公司`, borrowed if it has
/// none.
pub(super) fn near(normal: &str) -> Cow<'_, str> {
    match normal.contains(LONG) {
        true => normal.replace(LONG, "有限公司").into(),
        false => Cow::Borrowed(normal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_blanks_and_dots_make_no_difference() {
        for name in [
            "甲（上海）·科技 有限公司",
            "甲(上海)科技有限公司",
            "甲〔上海〕•科技有限公司 ",
            "甲(上海)　科技有限公司",
        ] {
            assert_eq!(normal(name), "甲(上海)科技有限公司", "{name}");
        }
        assert_ne!(normal("甲有限公司"), normal("甲有限责任公司"));
        assert_eq!(near(&normal("甲有限公司")), near(&normal("甲有限责任公司")));
        assert_eq!(normal("ＡＢＣ有限公司"), normal("abc 有限公司"));
        assert_eq!(normal(" · "), "");
        assert!(matches!(normal("甲(上海)科技有限公司"), Cow::Borrowed(_)));
        assert!(matches!(near("甲(上海)科技有限公司"), Cow::Borrowed(_)));
    }
}
