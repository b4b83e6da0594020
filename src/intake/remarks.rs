//! Texts that head no firm: sums and averages, remarks, signatures.
//!
//! A firm's name may begin as they do (合计科技有限公司), so that a text counts as one only where nothing is left of
//! it that could be a name: a total behind at most a qualifier (全市合计) or before its unit or count (合计（2家）), a
//! label before a colon, a blank or its end (填表人：王某).

use crate::firms::width::{folded, key};

/// What a text is that heads no firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A sum or an average.
    Total,
    /// A remark, a source, a signature.
    Note,
}

/// What rows are called that add up others or average them, longer words first.
const TOTALS: &[&str] = &[
    "算术平均",
    "加权平均",
    "中位数",
    "标准差",
    "平均值",
    "平均数",
    "平均分",
    "合计数",
    "总计数",
    "小计数",
    "共计数",
    "累计数",
    "总合计",
    "汇总",
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "总数",
    "总额",
    "均值",
    "平均",
    "中值",
];
/// What may follow them: counts, units and what is counted.
const COUNTED: &str = "家户个条项笔行人元万亿千百企业公司数额金均值分年月度%";
/// The same in English.
const TOTALS_ENGLISH: &[&str] =
    &["total", "totals", "subtotal", "subtotals", "sum", "average", "avg", "mean", "median"];
/// English words beside them that name no firm.
const QUALIFIERS: &[&str] = &[
    "grand",
    "sub",
    "page",
    "overall",
    "running",
    "cumulative",
    "column",
    "of",
    "for",
    "in",
    "all",
    "the",
    "and",
    "firms",
    "firm",
    "companies",
    "enterprises",
    "rows",
    "row",
    "count",
    "number",
    "amount",
    "value",
    "city",
    "province",
    "district",
    "national",
    "year",
    "annual",
    "weighted",
    "rmb",
    "cny",
    "yuan",
];
/// The longest text that is still a total, in characters: a qualifier, the word, its unit or count.
const MOST: usize = 24;

/// What stands before a remark, a source or a signature.
const LABELS: &[&str] = &[
    "注",
    "附注",
    "备注",
    "说明",
    "附",
    "附件",
    "附表",
    "释义",
    "填表",
    "填表人",
    "填表单位",
    "填表日期",
    "填表说明",
    "填报",
    "填报人",
    "填报单位",
    "填报日期",
    "填报说明",
    "填写人",
    "填写日期",
    "编制",
    "编制人",
    "编制单位",
    "编制日期",
    "编制说明",
    "制表",
    "制表人",
    "制表单位",
    "制表日期",
    "制表时间",
    "制单",
    "制单人",
    "录入人",
    "审核",
    "审核人",
    "审核单位",
    "审核日期",
    "审批",
    "审批人",
    "复核",
    "复核人",
    "校对",
    "核对",
    "经办",
    "经办人",
    "负责人",
    "单位负责人",
    "部门负责人",
    "财务负责人",
    "法定代表人",
    "分管领导",
    "主管",
    "主管领导",
    "领导",
    "联系人",
    "联系方式",
    "联系电话",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "单位",
    "金额单位",
    "计量单位",
    "货币单位",
    "单位盖章",
    "单位公章",
    "盖章",
    "公章",
    "签字",
    "签名",
    "签章",
    "日期",
    "时间",
    "打印日期",
    "打印时间",
    "导出日期",
    "导出时间",
    "统计时间",
    "统计口径",
    "数据来源",
    "资料来源",
    "来源",
    "页码",
];
/// What may follow them still, before what they label.
const SIGNED: &[&str] = &["(盖章)", "(公章)", "(签字)", "(签名)", "(签章)", "盖章", "签字", "签名", "签章"];
/// The same in English, which need a colon behind them.
const LABELS_ENGLISH: &[&str] = &[
    "note",
    "notes",
    "nb",
    "n.b.",
    "remark",
    "remarks",
    "comment",
    "comments",
    "source",
    "sources",
    "datasource",
    "preparedby",
    "checkedby",
    "approvedby",
    "reviewedby",
    "auditedby",
    "signedby",
    "signature",
    "date",
    "unit",
    "contact",
    "printed",
    "exported",
    "generated",
];
/// How remarks begin that have no label.
const PHRASES: &[&str] = &[
    "以上数据",
    "以上企业",
    "以上信息",
    "以上内容",
    "以上均",
    "以上为",
    "以上共",
    "上述",
    "以下空白",
    "以下无正文",
    "此处空白",
    "本表",
    "本页",
    "本报表",
    "数据截至",
    "截至",
    "截止",
    "未经审计",
];
/// How names of firms and other bodies end.
const BODIES: &[&str] = &[
    "公司",
    "集团",
    "厂",
    "店",
    "行",
    "社",
    "所",
    "院",
    "中心",
    "合伙)",
    "企业",
    "工作室",
    "基地",
    "ltd",
    "ltd.",
    "inc",
    "inc.",
    "corp",
    "co.",
    "gmbh",
    "llc",
    "limited",
];

/// What `text` is, if it heads no firm.
pub(super) fn remark(text: &str) -> Option<Remark> {
    if is_plain_name(text) {
        return None;
    }
    let whole = folded(text);
    let short = whole.char_indices().nth(80).map_or(&*whole, |(end, _)| &whole[..end]);
    let plain = key(short);
    let plain = plain.trim_start_matches(is_mark);
    if is_total(plain) {
        return Some(Remark::Total);
    }
    let is_note = is_labelled(plain, short.trim_start_matches(is_mark)) || is_phrase(plain);
    is_note.then_some(Remark::Note)
}

/// Whether the text can be nothing else than a company's name or a number; most are.
#[inline]
fn is_plain_name(text: &str) -> bool {
    let odd = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ':' | '：');
    text.ends_with("公司") && !text.contains(odd)
        || !text.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_alphabetic())
}

/// Whether `c` stands before or behind such texts to set them off.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '*' | '※'
            | '#'
            | '★'
            | '☆'
            | '●'
            | '·'
            | '-'
            | '—'
            | '='
            | '('
            | '"'
            | '\''
            | '“'
            | '”'
            | '、'
            | '.'
            | ' '
    )
}

/// `三、合计` and `3.合计` without their number.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    match rest.strip_prefix(['、', '.', ')']) {
        Some(name) if rest.len() < text.len() => name,
        _ => text,
    }
}

/// Whether a text, as headers are compared, is a total.
fn is_total(text: &str) -> bool {
    let text = unnumbered(text).trim_end_matches(|c| is_mark(c) || matches!(c, ':' | ')'));
    if text.is_empty() || text.chars().count() > MOST {
        return false;
    }
    let is_count = text.strip_prefix('共').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if (is_count && !text.ends_with(['页', '司', '厂'])) || is_english_total(text) {
        return true;
    }
    // 全市合计, 高新区小计, 2024年合计; a name of a firm does not end so.
    let ends = TOTALS.iter().any(|total| text.ends_with(total));
    ends || TOTALS.iter().filter_map(|total| text.strip_prefix(total)).any(is_counted)
}

/// Whether what stands behind a total leaves no name: a bracket, a count, a unit.
fn is_counted(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if let Some(inner) = rest.strip_prefix('(') {
        return inner.split_once(')').is_none_or(|(_, behind)| is_counted(behind));
    }
    let counts =
        |c: char| c.is_ascii_digit() || COUNTED.contains(c) || matches!(c, '.' | ',' | '(' | ')' | '/');
    matches!(first, ':' | '=')
        || rest.chars().all(counts) && rest != "公司"
        || is_english_total(rest)
        || rest.strip_prefix(['/', '-']).is_some_and(is_total)
}

/// `grandtotal`, `sub-total(2)`, `total/合计`.
fn is_english_total(text: &str) -> bool {
    let mut totals = 0;
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let all_known = words.all(|word| {
        let rest = parted(word);
        totals += usize::from(rest == Some(true));
        rest.is_some()
    });
    let chinese: String = text.chars().filter(|c| !c.is_ascii()).collect();
    totals > 0 && all_known && (chinese.is_empty() || is_total(&chinese))
}

/// Whether `word`, its blanks lost (`grandtotal`), is made of totals and qualifiers alone, and has a total;
/// `None` if not.
fn parted(word: &str) -> Option<bool> {
    if word.is_empty() {
        return Some(false);
    }
    let mut known =
        TOTALS_ENGLISH.iter().map(|name| (name, true)).chain(QUALIFIERS.iter().map(|name| (name, false)));
    known.find_map(|(name, is_total)| Some(parted(word.strip_prefix(*name)?)? || is_total))
}

/// Whether the text is a label and what it labels; `plain` is without blanks, `spaced` with them.
fn is_labelled(plain: &str, spaced: &str) -> bool {
    let plain = unnumbered(plain);
    let numbered = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    let signed =
        |rest: &str| SIGNED.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).to_owned();
    let mut chinese = LABELS.iter().filter_map(|label| plain.strip_prefix(label).map(numbered));
    if chinese.any(|rest| signed(&rest).is_empty() || signed(&rest).starts_with([':', '、'])) {
        return true;
    }
    // A blank parts them too, and a bracket that nothing follows.
    let before_blank = spaced.split_once([' ', '\t', '\n']).map(|(label, _)| key(label));
    let is_label = |text: &str| LABELS.contains(&text.trim_end_matches(|c: char| c.is_ascii_digit()));
    if before_blank.is_some_and(|label| is_label(&label)) {
        return true;
    }
    let bracketed = plain.strip_suffix(')').and_then(|rest| rest.split_once('('));
    if bracketed.is_some_and(|(label, inner)| is_label(label) && !inner.contains(['(', ')'])) {
        return true;
    }
    let english = LABELS_ENGLISH.iter().filter_map(|label| plain.strip_prefix(label).map(numbered));
    let mut english = english.map(|rest| rest.starts_with(':') || rest.is_empty());
    let words = ["note", "notes", "remark", "remarks", "comments", "signature"];
    let is_page = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains("of");
    english.any(|found| found) && (plain.contains(':') || words.contains(&plain))
        || plain.strip_prefix("page").is_some_and(is_page)
}

/// Whether the text begins as remarks without a label do, and is no firm's name.
fn is_phrase(plain: &str) -> bool {
    let is_body = BODIES.iter().any(|body| plain.ends_with(body)) && !plain.contains([':', ',', '。']);
    let is_page = plain.strip_prefix(['第', '共']).is_some_and(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < rest.len() && digits.starts_with('页')
    });
    is_page || !is_body && PHRASES.iter().any(|phrase| plain.starts_with(phrase))
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
        fn no_text_panics(text in "\\PC{0,30}", odd in "[合计总共平均注：:（）()一二1 /a-z页第]{0,30}") {
            let _ = (remark(&text), remark(&odd));
        }

        #[test]
        fn a_company_is_no_remark(name in "[合计总共平均累汇注说明单位以上]{1,6}[科技信息智能]{1,4}(有限公司|股份有限公司|集团|厂)") {
            prop_assert_eq!(remark(&name), None);
        }
    }
}
