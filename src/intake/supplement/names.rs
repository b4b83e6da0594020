//! Names of firms in the form in which they are compared.
//!
//! Two names are the same if they differ only in the width of letters, digits and brackets, in blanks, and in
//! middle dots (`·`, `•`, `・`, `‧`). `有限公司` and `有限责任公司` stay different: two firms may differ in that
//! alone. Names that would be the same without that difference are *near*.

use crate::firms::width::half_width;

/// The name in the form in which it is compared; empty for a name without a letter.
pub(in crate::intake) fn normal(name: &str) -> String {
    let is_left_out =
        |c: &char| c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧' | '\u{feff}' | '\u{200b}');
    let bracket = |c: char| match half_width(c) {
        '〔' | '［' | '[' | '【' => '(',
        '〕' | '］' | ']' | '】' => ')',
        c => c.to_ascii_lowercase(),
    };
    name.chars().filter(|c| !is_left_out(c)).map(bracket).collect()
}

/// The normal form of a name without the difference between `有限公司` and `有限责任公司`.
pub(super) fn near(normal: &str) -> String {
    normal.replace("有限责任公司", "有限公司")
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
    }
}
