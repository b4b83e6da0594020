//! Texts that name no firm: sums and averages, remarks, signatures.
//!
//! A firm's name may begin like a remark (合计科技有限公司, 共1家餐饮店). A text therefore counts as a remark only if the
//! rest of it cannot be part of a name: a total after a qualifier (全市合计) or before its unit or count
//! (合计（2家）), a label with its value (填表人：王某), a count (共3家). A text with an organisation's ending is a name
//! unless the whole text is a remark. An ambiguous text (北京均值) is a name, since the campaign can override it.

mod words;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use self::words::{
    BEFORE_BODY, BEFORE_DIGITS, BEFORE_PERSON, BESIDE_ENGLISH, BODIES, COUNTED, COUNTED_NOUNS, COUNTERS,
    LABEL_PARTS, LABELS_ENGLISH, LABELS_ENGLISH_ALONE, MEASURES, NO_LABELS, NUMBERED, OF_ALL, PHRASES,
    SHORT_LABELS, SURNAMES, TITLES, TOTALS, TOTALS_ENGLISH, TRADITIONAL, WHOLE,
};
use crate::firms::width::{folded, key};

/// The kind of a text that names no firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A sum, an average or another measure of all.
    Total,
    /// A remark, a source, a signature.
    Note,
}

/// Characters of a text that are checked.
const LOOKED_AT: usize = 80;
/// Chinese numerals in headings and counts.
const NUMERALS: &str = "一二三四五六七八九十百千两零〇";

static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let pair = |pair: &str| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    };
    TRADITIONAL.split_whitespace().filter_map(pair).collect()
});

/// First characters of the words with which totals, labels and counts begin.
static FIRST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let words = [TOTALS, MEASURES, OF_ALL, SHORT_LABELS, NUMBERED, LABEL_PARTS].into_iter().flatten();
    words
        .filter_map(|word| word.chars().next())
        .chain(NUMERALS.chars())
        .chain("共计总合其第".chars())
        .collect()
});

/// The kind of `text`, if it names no firm.
pub(super) fn remark(text: &str) -> Option<Remark> {
    if is_plain_name(text) || is_company(text) { None } else { judged(text) }
}

/// As [`remark`], by all that a text may be.
fn judged(text: &str) -> Option<Remark> {
    let simplified = |c: char| SIMPLIFIED.get(&c).copied().unwrap_or(c);
    let spaced: String = folded(text).chars().take(LOOKED_AT).map(simplified).collect();
    let plain = key(&spaced);
    if plain.chars().all(is_mark) {
        return (!plain.is_empty()).then_some(Remark::Note);
    }
    let (whole, plain) = (&plain, unnumbered(bare(&plain)));
    let spaced = spaced.trim_start_matches(|c: char| is_mark(c) || c == '(');
    if is_total(plain) || is_english_total(spaced) || is_led(plain, spaced, is_total) {
        return Some(Remark::Total);
    }
    if is_labelled(plain, spaced) || is_labelled_english(plain) {
        return Some(Remark::Note);
    }
    if is_body(plain) {
        return None;
    }
    if plain.starts_with("其中") {
        return Some(Remark::Total);
    }
    (is_phrase(plain) || is_heading(whole.trim_start_matches(is_mark))).then_some(Remark::Note)
}

/// Whether the text can only be a company's name or a number; most are.
#[inline]
fn is_plain_name(text: &str) -> bool {
    let odd = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ':' | '：');
    let is_number = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic() && byte != b'%')
    };
    text.ends_with("公司") && !text.contains(odd) || is_number(text)
}

/// Whether the text ends as a company's name, and begins as no total, label or count does. Without a blank or
/// a colon nothing else makes a remark of it, whatever digits it has.
fn is_company(text: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    let begins = |first: char| {
        matches!(first, '\u{4E00}'..='\u{9FFF}')
            && !FIRST.contains(&first)
            && !SIMPLIFIED.contains_key(&first)
    };
    text.ends_with("公司") && text.chars().next().is_some_and(begins) && !text.contains(parts)
}

/// Whether `c` is a mark that may surround a remark, such as `*` or `—`.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '(' | ')' | ':' | '%' | '∑' | '=' | '<' | '>' | '+' | '&')
}

/// `text` without marks around it, and without brackets around all of it. `text` is in the form in which
/// headers are compared.
fn bare(text: &str) -> &str {
    let text = text.trim_matches(is_mark);
    match text.strip_prefix('(') {
        Some(inner) => match inner.find(')') {
            Some(end) if end + 1 == inner.len() => bare(&inner[..end]),
            None => bare(inner),
            Some(_) => text,
        },
        None => text,
    }
}

/// `三、合计`, `3.合计` and `(三)合计` without their number.
fn unnumbered(text: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || NUMERALS.contains(c);
    let opened = text.strip_prefix('(').unwrap_or(text);
    let rest = opened.trim_start_matches(is_number);
    match rest.strip_prefix(['、', '.', ')']) {
        Some(name) if rest.len() < opened.len() => name,
        _ => text,
    }
}

/// `text` without brackets at its end, and the content of the last of them.
fn unbracketed(text: &str) -> (&str, Option<&str>) {
    let (mut rest, mut last) = (text, None);
    while let Some((before, inner)) = rest.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        last = last.or(Some(inner));
        rest = before;
    }
    (rest, last)
}

/// Whether the text has an organisation's ending, ignoring a trailing bracket.
fn is_body(text: &str) -> bool {
    let (name, inner) = unbracketed(text);
    let is_one =
        |text: &str| BODIES.iter().any(|body| text.strip_suffix(body).is_some_and(|name| !name.is_empty()));
    is_one(text) || inner.is_some() && is_one(name)
}

/// Whether a text, in the form headers are compared in, is a total.
fn is_total(text: &str) -> bool {
    let text = text.trim_end_matches(|c| is_mark(c) || matches!(c, ':' | '='));
    if text.is_empty() {
        return false;
    }
    // 全市合计, 高新区小计, 2024年合计; no firm's name ends so.
    let (base, inner) = unbracketed(text);
    let ends = |text: &str| TOTALS.iter().any(|total| text.ends_with(total));
    let whole = |text: &str| TOTALS.contains(&text) || MEASURES.contains(&text);
    ends(base)
        || inner.is_some_and(whole)
        || TOTALS.iter().filter_map(|total| text.strip_prefix(total)).any(is_counted)
        || is_measure(text)
        || is_count(text)
}

/// Whether the text is a measure after words that name no firm: 占全市比重, 上年数, 平均增速(%).
fn is_measure(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    MEASURES.iter().filter_map(|measure| behind.strip_prefix(measure)).any(is_counted)
        || OF_ALL.iter().filter_map(|word| behind.strip_prefix(word)).any(is_measure)
}

/// Whether the text is only a count: `共3家`, `3家企业`, `共有三户`, `25%`.
fn is_count(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let number = |c: char| digit(c) || NUMERALS.contains(c);
    let is_counter = |rest: &str, counter: &str| {
        let is_end = |noun: &str| {
            noun.is_empty() || COUNTED_NOUNS.contains(&noun) || noun.starts_with([',', ';', '(', '。'])
        };
        counter.len() < rest.len()
            && COUNTERS.iter().filter_map(|unit| counter.strip_prefix(unit)).any(is_end)
    };
    // A Chinese number without a preceding word may begin a name (百家).
    let bare = text.trim_start_matches(digit);
    let mut said = ["共计", "共有", "总共", "合计", "共", "计", "总"].iter();
    is_counter(text, bare)
        || bare == "%" && bare.len() < text.len()
        || said.any(|word| {
            text.strip_prefix(word).is_some_and(|rest| is_counter(rest, rest.trim_start_matches(number)))
        })
}

/// Whether the text after a total is no name: a bracket, a count, a unit.
fn is_counted(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if let Some(inner) = rest.strip_prefix('(') {
        return inner.split_once(')').is_none_or(|(_, behind)| is_counted(behind));
    }
    let counts = |c: char| {
        c.is_ascii_digit() || COUNTED.contains(c) || matches!(c, '.' | ',' | ';' | '(' | ')' | '/' | ':')
    };
    matches!(first, ':' | '=' | ',' | ';')
        || rest.chars().all(counts) && rest != "公司"
        || is_english_total(rest)
        || rest.strip_prefix(['/', '-']).is_some_and(is_total)
}

/// `Grand Total`, `sub-total (2)`, `total/合计`, `T O T A L`.
fn is_english_total(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    let joined = words.concat();
    if words.len() > 1 && words.iter().all(|word| word.len() == 1) {
        words = vec![&joined];
    }
    let is_known = |word: &&str| TOTALS_ENGLISH.contains(word) || BESIDE_ENGLISH.contains(word);
    let chinese: String = key(&lower).chars().filter(|c| !c.is_ascii()).collect();
    words.iter().any(|word| TOTALS_ENGLISH.contains(word))
        && words.iter().all(is_known)
        && (chinese.is_empty() || is_total(&chinese))
}

/// Whether `is` holds for the text before a colon (其中 always counts), or for the text before a blank if the
/// rest has no organisation's ending. `plain` is the text without blanks, `spaced` the text with them.
fn is_led(plain: &str, spaced: &str, is: impl Fn(&str) -> bool) -> bool {
    let before_colon = plain.split_once(':').map(|(label, _)| label);
    if before_colon.is_some_and(|label| label == "其中" || is(label)) {
        return true;
    }
    let blanks = spaced.match_indices(char::is_whitespace).map(|(at, _)| spaced.split_at(at));
    let mut parted = blanks.map(|(label, rest)| (key(label), key(rest)));
    parted.any(|(label, rest)| !rest.is_empty() && is(unnumbered(bare(&label))) && !is_body(&rest))
}

/// Whether the text is a label with its value; `plain` is without blanks, `spaced` with them.
fn is_labelled(plain: &str, spaced: &str) -> bool {
    let label = |text: &str| {
        let (base, inner) = unbracketed(text);
        is_label(base) && !(inner.is_some() && base.is_empty())
    };
    let before_body = |text: &str| is_label(text) && BEFORE_BODY.iter().any(|end| text.ends_with(end));
    let blanks = spaced.match_indices(char::is_whitespace).map(|(at, _)| key(&spaced[..at]));
    label(plain.trim_end_matches(':'))
        || is_led(plain, spaced, label)
        || plain.split_once('、').is_some_and(|(before, rest)| label(before) && !is_body(rest))
        || blanks.into_iter().any(|text| before_body(unnumbered(bare(&text))))
        || is_run_on(plain)
}

/// Whether a label is followed by its value without a colon: 填表人王某, 填报时间2025年1月.
fn is_run_on(plain: &str) -> bool {
    let mut cuts = plain.char_indices().skip(2).map(|(at, _)| plain.split_at(at));
    cuts.any(|(label, rest)| {
        let ends = |words: &[&str]| words.iter().any(|end| label.ends_with(end)) && is_label(label);
        let is_person = |rest: &str| {
            rest.starts_with(|c: char| SURNAMES.contains(c)) && (2..=3).contains(&rest.chars().count())
        };
        let is_day = |c: char| c.is_ascii_digit() || "年月日时分至-/.,+()".contains(c);
        is_person(rest) && !is_body(rest) && ends(BEFORE_PERSON)
            || rest.chars().all(is_day)
                && rest.starts_with(|c: char| c.is_ascii_digit())
                && ends(BEFORE_DIGITS)
    })
}

/// Whether the text is only a label: 填报 + 时间, 注1.
fn is_label(text: &str) -> bool {
    let unnumbered = text.trim_end_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    SHORT_LABELS.contains(&unnumbered)
        || NUMBERED.contains(&unnumbered) && unnumbered != text
        || !NO_LABELS.contains(&text) && is_made_of_parts(text)
}

/// Whether the text consists of parts of labels, any of them in brackets (负责人(签字)).
fn is_made_of_parts(text: &str) -> bool {
    let text = text.trim_start_matches(['(', ')', '/', '、']);
    LABEL_PARTS
        .iter()
        .filter_map(|part| text.strip_prefix(part))
        .any(|rest| rest.trim_matches(['(', ')']).is_empty() || is_made_of_parts(rest))
}

/// Whether an English text is a label with a colon, a label alone, or `Page 1 of 2`.
fn is_labelled_english(plain: &str) -> bool {
    let numbered = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let mut behind = LABELS_ENGLISH.iter().filter_map(|label| plain.strip_prefix(label).map(numbered));
    let is_page = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains("of");
    behind.any(|rest| rest.starts_with(':'))
        || LABELS_ENGLISH_ALONE.contains(&plain)
        || plain.strip_prefix("page").is_some_and(is_page)
}

/// Whether a text without an organisation's ending is a remark without a label.
fn is_phrase(plain: &str) -> bool {
    let is_page = plain.strip_prefix(['第', '共']).is_some_and(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
        digits.len() < rest.len() && digits.starts_with('页')
    });
    let is_day = plain.chars().all(|c| c.is_ascii_digit() || "年月日".contains(c)) && plain.contains('年');
    is_page
        || is_day
        || WHOLE.contains(&plain)
        || plain.contains('。')
        || TITLES.iter().any(|title| plain.ends_with(title))
        || PHRASES.iter().any(|phrase| plain.starts_with(phrase))
}

/// Whether the text is a heading over rows: 一、制造业, (二)高新区.
fn is_heading(plain: &str) -> bool {
    let opened = plain.strip_prefix('(').unwrap_or(plain);
    let rest = opened.trim_start_matches(|c: char| NUMERALS.contains(c));
    let end = if opened.len() < plain.len() { ')' } else { '、' };
    rest.len() < opened.len() && rest.starts_with(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn totals_of_every_kind() {
        for text in [
            "合计",
            "合　计",
            " 总 计 ",
            "小计：",
            "共计",
            "累计",
            "汇总",
            "总和",
            "合计数",
            "全市合计",
            "合计(2家)",
            "合计（万元）",
            "总计（万元）",
            "合计：2家",
            "合计2家",
            "共2家",
            "共计 300 万元",
            "平均值",
            "平均",
            "均值",
            "平均数",
            "中位数",
            "标准差",
            "高新区小计",
            "各区汇总",
            "本页小计",
            "以上合计",
            "2024年合计",
            "杭州市合计",
            "三、合计",
            "3. 总计",
            "*合计*",
            "（合计）",
            "【合计】",
            "——合计——",
            "合计 Total",
            "合计/Total",
            "Total 合计",
            "合计(Total)",
            "TOTAL",
            "Ｔｏｔａｌ",
            "Total:",
            "Grand Total",
            "Sub-total",
            "Subtotal",
            "subtotals",
            "SUM",
            "Average",
            "avg.",
            "Mean",
            "Median",
            "Total (2 firms)",
            "Page total",
            "total RMB",
            "合计金额",
            "企业总数",
            "行业平均值",
            "合计家数",
            "Total of all firms",
            "合计=",
            "平均/户",
        ] {
            assert_eq!(remark(text), Some(Remark::Total), "{text}");
        }
    }

    #[test]
    fn remarks_and_signatures_of_every_kind() {
        for text in [
            "注：以上数据经审计",
            "注: 数据",
            "注1：口径",
            "注 以上数据经审计",
            "备注",
            "备注：无",
            "说明：一、",
            "填表人：王某",
            "填表人 王某",
            "填报人:李",
            "制表：",
            "审核：",
            "审核人（签字）：",
            "单位：万元",
            "单位（盖章）：",
            "负责人签字",
            "数据来源：统计局",
            "资料来源: 自报",
            "以上数据由各区提供",
            "以上企业均已公示",
            "以下空白",
            "截至2024年12月31日",
            "第1页",
            "共3页",
            "第 1 页 / 共 3 页",
            "日期：2025年1月",
            "* 注：",
            "※注：口径",
            "1、填表说明：",
            "联系电话：0571",
            "Note: audited",
            "NOTES",
            "Prepared by: Wang",
            "Source: survey",
            "Page 1 of 2",
            "金额单位：元",
            "填报单位（公章）",
            "制表日期 2025-01-01",
            "本表由",
            "上述数据未经审计",
        ] {
            assert_eq!(remark(text), Some(Remark::Note), "{text}");
        }
    }

    #[test]
    fn firms_are_neither() {
        for text in [
            "",
            "合计科技有限公司",
            "总计划",
            "Summit",
            "Totally",
            "TotalEnergies",
            "平均律文化有限公司",
            "合计(北京)科技有限公司",
            "累计智能装备股份有限公司",
            "注能科技",
            "以上科技有限公司",
            "本表科技有限公司",
            "上述信息技术有限公司",
            "截至科技公司",
            "单位科技有限公司",
            "说明书印刷厂",
            "日期科技",
            "共享单车有限公司",
            "共同药业",
            "共1科技有限公司",
            "总部基地",
            "中位数据有限公司",
            "Sumitomo",
            "Meanwhile Ltd",
            "Average Joe Inc",
            "Note Printing Ltd",
            "Source Photonics",
            "Page One",
            "Date Corp",
            "Total Access Ltd",
            "审核易科技有限公司",
            "备注科技有限公司",
            "上海汇总科技有限公司",
            "A1",
            "91310000625901263C",
            "600000",
            "附子理中制药厂",
            "合计公司",
            "电话机厂",
            "Mean Well",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_first_character_of_a_company_says_enough(
            text in "[上海北甲合共本注单签第一其填][0-9三家合计共其中注、.,()（）A-z总数技术人]{0,9}公司",
        ) {
            prop_assert!(!is_company(&text) || judged(&text).is_none(), "{}", text);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,30}", odd in "[合计总共平均注：:（）()一二1 /a-z页第]{0,30}") {
            let _ = (remark(&text), remark(&odd));
        }

        #[test]
        fn a_company_is_no_remark(name in "[合计总共平均累汇注说明单位以上]{1,6}[科技信息智能]{1,4}(有限公司|股份有限公司|集团|厂)") {
            prop_assert_eq!(remark(&name), None);
        }
    }
}
