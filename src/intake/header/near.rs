//! Headers close to a field's name: a wrong character, the unit without brackets, a year in front.

use crate::firms::width::key;
use crate::firms::{Field, Unit};
use crate::intake::units::{bracketed, is_unit};

/// Least characters of a title. A shorter title may differ by one character from another title: 净利润 and 净利率.
const LEAST: usize = 4;
/// Least characters of an ASCII name, whose characters carry less information.
const LEAST_ASCII: usize = 6;
/// Least characters of a title in which two separate slips are accepted.
const LONG: usize = 6;
/// Most bytes of a header that may be meant as a title.
const MOST_BYTES: usize = 200;
/// Words in front of a title that leave its meaning unchanged.
const FRONT: [&str; 5] = ["本年度", "本年", "当年", "企业", "公司"];
/// Characters that distinguish titles: numerals, years, levels, shares and kinds.
const TELLING: &str = "0123456789一二两三四五六七八九十iⅰⅱⅲ上前去今本末初国省市区县率比净总毛内外非主副简";

/// Names of fields without a column.
pub(in crate::intake) struct Names<'a>(Vec<(String, &'a Field)>);

impl<'a> Names<'a> {
    /// The names, titles and aliases of `fields`.
    pub fn new(fields: impl Iterator<Item = &'a Field>) -> Names<'a> {
        let names = |field: &'a Field| {
            let names = [&field.name, &field.title].into_iter().chain(&field.aliases);
            names.map(move |name| (key(name), field))
        };
        Names(fields.flat_map(names).collect())
    }

    /// The field probably meant by a header with key `header`.
    pub fn nearest(&self, header: &str) -> Option<&'a Field> {
        if header.len() > MOST_BYTES {
            return None;
        }
        let (base, unit) = without_unit(header);
        let unit = unit.map(Unit::parse);
        let plain = without_front(base);
        let bare = without_year(plain);
        let candidates =
            self.0.iter().filter(|(_, field)| unit.as_ref().is_none_or(|unit| fits(unit, field)));
        let distances = candidates.filter_map(|(name, field)| {
            let slips =
                [slips(base, name), slips(plain, name), slips(bare, name)].into_iter().flatten().min();
            Some((slips?, *field))
        });
        distances.min_by_key(|(slips, _)| *slips).map(|(_, field)| field)
    }
}

/// Whether `field` can have `unit`.
fn fits(unit: &Unit, field: &Field) -> bool {
    let stored = field.unit.as_deref().map(Unit::parse);
    match unit {
        Unit::Money { .. } => stored.is_some_and(|stored| stored.is_money()),
        Unit::Other(name) if name == "%" => stored.as_ref() == Some(unit),
        Unit::Other(_) => true,
    }
}

/// `营业收入万元`, `营业收入(万元)` and `营业收入(万元)_2023` without their unit, and the unit.
pub(super) fn without_unit(header: &str) -> (&str, Option<&str>) {
    let inside = |open: usize| header[open + 1..].split_once(')').map(|(inner, _)| inner);
    let mut amounts =
        header.match_indices('(').filter_map(|(open, _)| Some((&header[..open], inside(open)?)));
    if let Some((base, unit)) = amounts.find(|(_, unit)| is_unit(unit)) {
        return (base, Some(unit));
    }
    if let Some((base, unit)) = bracketed(header) {
        return (base, Some(unit));
    }
    // The longest ending that is money: 百万元, not 元.
    let mut endings = header.char_indices().skip(1).map(|(at, _)| header.split_at(at));
    match endings.find(|(_, unit)| unit.ends_with(['元', '%']) && is_unit(unit)) {
        Some((base, unit)) => (base.trim_end_matches(['_', '-', '/', ':']), Some(unit)),
        None => (header, None),
    }
}

/// `2024年营业收入` without its year.
fn without_front(base: &str) -> &str {
    let digits = base.bytes().take_while(u8::is_ascii_digit).count();
    let year = if digits == 4 { base[4..].strip_prefix('年') } else { None };
    let base = year.map_or(base, |rest| rest.strip_prefix('度').unwrap_or(rest));
    FRONT.iter().find_map(|front| base.strip_prefix(front)).unwrap_or(base)
}

/// `营业收入(2024年)`, `营业收入_2024` and `营业收入(合并)` without their year or kind of books; a bracket that
/// distinguishes titles stays.
fn without_year(base: &str) -> &str {
    if let Some((name, inside)) = bracketed(base) {
        let year = inside.trim_end_matches(['末', '底', '度', '年']);
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let is_telling = inside.chars().any(|c| TELLING.contains(c));
        return if is_year || !is_telling { without_year(name) } else { base };
    }
    let body = base.strip_suffix("年度").or_else(|| base.strip_suffix('年')).unwrap_or(base);
    let name = body.trim_end_matches(|c: char| c.is_ascii_digit());
    if body.len() - name.len() == 4 { name.trim_end_matches(['_', '-', '/', ':']) } else { base }
}

/// The number of characters in which `header` differs from `name`, at most two. `None` for a greater
/// difference, such as another word, and if a character differs that distinguishes titles.
fn slips(header: &str, name: &str) -> Option<usize> {
    if header == name {
        return Some(0);
    }
    let (a, b): (Vec<char>, Vec<char>) = (header.chars().collect(), name.chars().collect());
    let length = a.len().min(b.len());
    let least = if name.is_ascii() { LEAST_ASCII } else { LEAST };
    if length < least || a.len().abs_diff(b.len()) > 1 {
        return None;
    }
    let same_front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let behind = a[same_front..].iter().rev().zip(b[same_front..].iter().rev());
    let same_end = behind.take_while(|(a, b)| a == b).count();
    let middle = |text: &[char]| text[same_front..text.len() - same_end].to_vec();
    let (in_header, in_name) = (middle(&a), middle(&b));
    if in_header.iter().chain(&in_name).any(|&c| TELLING.contains(c)) {
        return None;
    }
    let swapped = in_header.len() == 2 && in_name.len() == 2;
    match strsim::osa_distance(header, name) {
        1 => Some(1),
        2 if length >= LONG && !swapped => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::firms::Dictionary;

    fn meant(header: &str, taken: &[&str]) -> Option<String> {
        let dictionary = Dictionary::built_in();
        let free = dictionary.fields.iter().filter(|field| !taken.contains(&&*field.name));
        Names::new(free).nearest(&key(header)).map(|field| field.name.clone())
    }

    #[test]
    fn slips_are_found() {
        for (header, field) in [
            ("失信被执行入", "dishonest"),
            ("数据授杈", "consent"),
            ("融資需求金额(万元)", "loan_demand"),
            ("营业收人(万元)", "revenue"),
            ("营业收入 万元", "revenue"),
            ("营业收入百万元", "revenue"),
            ("2024年营业收入(万元)", "revenue"),
            ("2024年度 营业收入（万元）", "revenue"),
            ("总资产(万元)_2016快照", "total_assets"),
            ("营业收入(2024年)(万元)", "revenue"),
            ("营业收入（2024年度）（万元）", "revenue"),
            ("营业收入(万元)(2024年)", "revenue"),
            ("营业收入(2024)(万元)", "revenue"),
            ("营业收入_2024(万元)", "revenue"),
            ("营业收入2024年(万元)", "revenue"),
            ("营业收入(合并)(万元)", "revenue"),
            ("职工总数(2024年末)(人)", "employees"),
            ("高新技术产品(服务)收入(2024年)(万元)", "hightech_revenue"),
            ("营业收人(2024年)(万元)", "revenue"),
            ("企业研发费用(万元)", "rd_expense"),
            ("企业名你", "name"),
            ("省级及以上科技计划项目数（项）", "projects"),
            ("高新技术产品(服务)收人(万元)", "hightech_revenue"),
            ("technical_staf", "technical_staff"),
            ("reveune", "revenue"),
        ] {
            assert_eq!(meant(header, &[]).as_deref(), Some(field), "{header}");
        }
    }

    #[test]
    fn honest_neighbours_are_left_alone() {
        for header in [
            "备注",
            "收入",
            "利润",
            "净利率(%)",
            "营业收入(上年)(万元)",
            "营业收入(境外)(万元)",
            "营业收入(增速)(%)",
            "营业成本(万元)",
            "营业外收入(万元)",
            "营业收入增长率(%)",
            "营业收入占比(%)",
            "研发费用率",
            "发明专利授权量(件)",
            "实用新型专利申请量",
            "资产净额(万元)",
            "年初资产总额(万元)",
            "近一年新增股权融资(万元)",
            "市级及以上科技奖励数量",
            "企业简称",
            "单位地址",
            "联系人",
            "地域",
            "所属行业",
            "股东权益比率(%)",
            "净资产收益率(%)",
            "awards_2y",
            "revenue_prev3",
            "names",
        ] {
            assert_eq!(meant(header, &[]), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn no_header_panics(header in "\\PC{0,12}", odd in "[(（)）0-9年度万元%_本企业收入]{0,12}") {
            let _ = (meant(&header, &[]), meant(&odd, &[]));
        }
    }

    #[test]
    fn a_field_with_a_column_is_not_offered() {
        assert_eq!(meant("失信被执行入", &["dishonest"]), None);
        assert_eq!(meant("上年营业收入(万元)", &["revenue_prev"]), None);
        assert_eq!(meant("2023年营业收入(万元)", &["revenue"]), None);
    }
}
