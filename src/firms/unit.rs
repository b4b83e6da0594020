//! Units of numbers, and exact conversion between units of money.

use super::width::key;

/// A unit as a header, a cell or the dictionary writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Renminbi in units of `10^power` yuan: 元 is 0, 万元 4, 亿元 8.
    Money {
        /// The power of ten: 0 for 元, 4 for 万元.
        power: i32,
    },
    /// Anything else, by its name: `人`, `%`, `万美元`.
    Other(String),
}

/// Names of the currency, which give no power of ten.
const CURRENCY: [&str; 3] = ["人民币", "rmb", "cny"];

impl Unit {
    /// Reads a unit: 元, 千元, 万元, 百万元, 亿元 and so on, also 万 alone, each with 人民币, RMB or CNY before or after
    /// it, with or without brackets and full-width forms. A currency alone (`人民币`) is no unit of money, since
    /// the power of ten is unknown.
    pub fn parse(text: &str) -> Unit {
        let name = bare(text);
        match money_power(&name) {
            Some(power) => Unit::Money { power },
            None => Unit::Other(synonym(name)),
        }
    }

    /// The power of ten from a number in this unit to one in `target`; `None` for units of different
    /// quantities.
    ///
    /// Money: `x · 10^(p − q)` for units of `10^p` and `10^q` yuan. Equal names: 0.
    pub fn power_to(&self, target: &Unit) -> Option<i32> {
        match (self, target) {
            (Unit::Money { power }, Unit::Money { power: target }) => Some(power - target),
            (Unit::Other(name), Unit::Other(target)) => (name == target).then_some(0),
            _ => None,
        }
    }

    /// Whether it is a unit of money.
    pub fn is_money(&self) -> bool {
        matches!(self, Unit::Money { .. })
    }
}

/// The text without blanks and brackets, half-width, in lower case.
fn bare(text: &str) -> String {
    let mut name = key(text);
    name.retain(|c| !matches!(c, '(' | ')'));
    name
}

fn money_power(name: &str) -> Option<i32> {
    let rest = CURRENCY.iter().fold(name.to_owned(), |rest, word| rest.replacen(word, "", 1));
    let multiple = rest.trim_end_matches(['元', '圆']);
    if rest.is_empty() || multiple.chars().count() > 2 {
        return None;
    }
    let mut power = 0;
    let mut last = 0;
    for c in multiple.chars() {
        let step = match c {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            '万' => 4,
            '亿' => 8,
            _ => return None,
        };
        // 百万 and 万亿 are numerals; 万百 is not.
        if step <= last {
            return None;
        }
        last = step;
        power += step;
    }
    // 万 and 亿 may stand for 万元 and 亿元. 十, 百 and 千 without 元 are no units of money.
    (power >= 4 || multiple.len() < rest.len()).then_some(power)
}

fn synonym(name: String) -> String {
    match name.as_str() {
        "名" => "人".to_owned(),
        "个月" => "月".to_owned(),
        "百分比" | "百分之" => "%".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_renminbi_has_its_power() {
        let table = [
            (0, vec!["元", "人民币元", "元人民币", "圆", "元(RMB)", "CNY元"]),
            (3, vec!["千元", "千元人民币"]),
            (
                4,
                vec![
                    "万元",
                    "万",
                    "万人民币",
                    "万元人民币",
                    "万人民币元",
                    "万元(人民币)",
                    "（万元）",
                    " 万 元",
                ],
            ),
            (5, vec!["十万元"]),
            (6, vec!["百万元", "百万", "RMB百万元"]),
            (7, vec!["千万元"]),
            (8, vec!["亿元", "亿"]),
            (12, vec!["万亿元"]),
        ];
        for (power, names) in table {
            for name in names {
                assert_eq!(Unit::parse(name), Unit::Money { power }, "{name}");
            }
        }
        for name in ["万美元", "万港币", "人民币", "RMB", "", "百", "人", "万百元", "%", "万万万元", "美元"]
        {
            assert!(!Unit::parse(name).is_money(), "{name}");
        }
    }

    #[test]
    fn powers_between_units() {
        let power = |from: &str, to: &str| Unit::parse(from).power_to(&Unit::parse(to));
        assert_eq!(power("元", "万元"), Some(-4));
        assert_eq!(power("亿元", "万元"), Some(4));
        assert_eq!(power("百万元", "百万元"), Some(0));
        assert_eq!(power("名", "人"), Some(0));
        assert_eq!(power("％", "%"), Some(0));
        assert_eq!(power("件", "人"), None);
        assert_eq!(power("万元", "人"), None);
    }
}
