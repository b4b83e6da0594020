//! The unit of a column: from its header, the campaign, or each cell.

use super::numbers::Scale;
use crate::finding::{Code, Finding, HeaderRemedy, Place};
use crate::firms::width::key;
use crate::firms::{Field, Kind, Unit};
use crate::words::{Arg, say};

/// The campaign's word for a money column whose cells carry their own units.
pub(super) const IN_CELL: &str = "in-cell";
/// Units that a campaign may name for a money column.
pub(super) const MONEY: [&str; 8] = ["元", "千元", "万元", "十万元", "百万元", "千万元", "亿元", IN_CELL];

/// Currencies that amounts are not converted from.
const CURRENCIES: [&str; 10] =
    ["美元", "美金", "欧元", "港元", "港币", "日元", "英镑", "澳元", "加元", "外币"];

/// The conversion of the column `header`, bound to `field`, from the unit `written` at `place` to the field's
/// unit.
///
/// # Errors
/// `column-unit-missing` for money without a unit; `column-unit-unknown` for a unit of another quantity, or a
/// unit of a field that has none.
pub(super) fn scale(
    field: &Field,
    header: &str,
    written: Option<&str>,
    place: Place,
) -> Result<Scale, Finding> {
    if field.kind() != Kind::Number {
        return Ok(Scale::Power(0));
    }
    let Some(stored) = field.unit.as_deref() else { return without_unit(field, written, place) };
    let unit = Unit::parse(stored);
    let Some(written) = written else {
        if !unit.is_money() {
            return Ok(Scale::Power(0));
        }
        let message = say!(intake::unit_missing, name = &field.name);
        let remedy = HeaderRemedy::Unit { header: header.to_owned(), key: toml_key(&field.name) };
        return Err(Finding::new(Code::ColumnUnitMissing, place, message).help(remedy));
    };
    if written == IN_CELL && unit.is_money() {
        return Ok(Scale::InCell);
    }
    Unit::parse(written).power_to(&unit).map(Scale::Power).ok_or_else(|| {
        let message = say!(intake::unit_unknown, unit = written, stored = stored, name = &field.name);
        let known = if unit.is_money() { Arg::items(MONEY) } else { stored.into() };
        Finding::new(Code::ColumnUnitUnknown, place, message)
            .help(say!(intake::unit_unknown_help, known = known))
    })
}

/// The header's unit, if it contradicts the campaign's. Only a unit of money, a percent sign and a currency
/// that ends in 元 (`美元`) contradict; any other bracket (`合并`) is no unit.
pub(super) fn clash<'a>(header: Option<&'a str>, campaign: &str) -> Option<&'a str> {
    let header = header.filter(|_| campaign != IN_CELL)?;
    let (said, wanted) = (Unit::parse(header), Unit::parse(campaign));
    let is_amount = said.is_money() || header == "%" || header.ends_with('元');
    (is_amount && said != wanted).then_some(header)
}

/// The scale of a number whose field has no unit. Any bracket is allowed, except a unit of money or a percent
/// sign, since its meaning would be lost.
fn without_unit(field: &Field, written: Option<&str>, place: Place) -> Result<Scale, Finding> {
    let Some(written) = written.filter(|written| is_unit(written)) else { return Ok(Scale::Power(0)) };
    let message = say!(intake::unit_unasked, unit = written, name = &field.name);
    let help = say!(intake::unit_unasked_help, unit = written);
    Err(Finding::new(Code::ColumnUnitUnknown, place, message).help(help))
}

/// Whether `text` can only be a unit: of money, of a foreign currency (`万美元`), or a percent sign.
pub(super) fn is_unit(text: &str) -> bool {
    let currency = text.trim_start_matches(['十', '百', '千', '万', '亿']);
    text == "%" || CURRENCIES.contains(&currency) || Unit::parse(text).is_money()
}

/// `name` as a TOML key, quoted if necessary.
fn toml_key(name: &str) -> String {
    let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { name.to_owned() } else { format!("\"{name}\"") }
}

/// The possible splits of a header's key into a name and a unit: at a bracket at the end, or at a mark.
pub(super) fn splits(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let marks = ['/', ':', '_', ',', '-'];
    let marked = marks.into_iter().filter_map(|mark| header.rsplit_once(mark));
    let marked = marked.filter(|(_, unit)| is_unit(unit));
    bracketed(header).into_iter().chain(marked)
}

/// The name and the unit of a header, if it names one: `金额` and `元` of `金额(元)`.
pub(super) fn parted(header: &str) -> Option<(String, String)> {
    let header = key(header);
    let (base, unit) = splits(&header).find(|(_, unit)| is_unit(unit))?;
    Some((base.to_owned(), unit.to_owned()))
}

/// A header without the bracket of its year: `营业收入(2024年)(万元)` and `营业收入(万元)(2024年)`. `None` if no such
/// bracket is at the end.
pub(super) fn undated(header: &str) -> Option<String> {
    let mut at = header.len();
    while let Some((base, inner)) = bracketed(&header[..at]) {
        let year = inner.trim_end_matches(['末', '底', '度', '年']);
        if year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(format!("{base}{}", &header[at..]));
        }
        at = base.len();
    }
    None
}

/// Splits `营业收入(万元(人民币))` into `营业收入` and `万元(人民币)`. `单位:` before the unit is left out.
pub(super) fn bracketed(header: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    let open = header.char_indices().rev().find(|&(_, c)| {
        depth += match c {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        depth == 0
    });
    let (open, _) = open.filter(|_| header.ends_with(')'))?;
    let inner = &header[open + 1..header.len() - 1];
    let unit = inner.strip_prefix("单位").map_or(inner, |rest| rest.trim_start_matches(':'));
    Some((&header[..open], unit))
}

/// The unit in `header`, whose name is `base`. A bracket that belongs to the name itself (`收入(服务)`) counts
/// only if it reads as money or a percentage.
pub(super) fn unit_behind(header: &str, base: &str) -> Option<String> {
    let mut found = splits(header);
    let unit = if base == header {
        found.map(|(_, unit)| unit).find(|unit| is_unit(unit))
    } else {
        found.find(|(name, _)| *name == base).map(|(_, unit)| unit)
    };
    unit.filter(|unit| !unit.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::Dictionary;
    use crate::firms::width::key;

    /// The scale of `header`, whose name is `base`, for the field `name`.
    fn power(name: &str, base: &str, header: &str) -> Result<Scale, Code> {
        let dictionary = Dictionary::built_in();
        let field = dictionary.field(name).expect("a field");
        let unit = unit_behind(&key(header), base);
        scale(field, header, unit.as_deref(), Place::default()).map_err(|finding| finding.code)
    }

    #[test]
    fn units_in_headers_give_exact_powers() {
        for (header, expected) in [
            ("营业收入(元)", -4),
            ("营业收入（千元）", -1),
            ("营业收入【万元】", 0),
            ("营业收入(单位：百万元)", 2),
            ("营业收入(亿元)", 4),
            ("营业收入(万元(人民币))", 0),
            ("营业收入/万元", 0),
            ("营业收入_亿元", 4),
            ("revenue(RMB百万元)", 2),
        ] {
            let base = if header.starts_with("revenue") { "revenue" } else { "营业收入" };
            assert_eq!(power("revenue", base, header), Ok(Scale::Power(expected)), "{header}");
        }
    }

    #[test]
    fn counts_keep_their_unit() {
        assert_eq!(power("employees", "职工总数", "职工总数"), Ok(Scale::Power(0)));
        assert_eq!(power("employees", "职工总数", "职工总数(名)"), Ok(Scale::Power(0)));
        assert_eq!(power("employees", "职工总数", "职工总数(万)"), Err(Code::ColumnUnitUnknown));
        assert_eq!(power("loan_term", "融资期限", "融资期限(个月)"), Ok(Scale::Power(0)));
        assert_eq!(power("name", "企业名称", "企业名称(全称)"), Ok(Scale::Power(0)));
    }

    #[test]
    fn a_bracket_in_the_name_itself_is_no_unit() {
        let service = "高新技术产品(服务)收入";
        assert_eq!(power("hightech_revenue", service, "高新技术产品(服务)收入(亿元)"), Ok(Scale::Power(4)));
        assert_eq!(power("revenue", "收入(主营)", "收入(主营)"), Err(Code::ColumnUnitMissing));
        assert_eq!(power("revenue", "收入(元)", "收入(元)"), Ok(Scale::Power(-4)));
    }
}
