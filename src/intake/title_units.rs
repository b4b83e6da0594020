//! The unit of amounts that the titles above a header state.

use super::header::found::TopRow;
use super::units::MONEY;
use crate::finding::Place;
use crate::firms::Unit;
use crate::firms::width::key;

/// Ends of a unit behind `单位:`.
const ENDS: [char; 9] = [',', ';', '、', '。', '/', '(', ')', '[', ']'];

/// A unit of money in a title: `单位：万元`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleUnit {
    /// The unit as a campaign names it.
    pub unit: &'static str,
    /// The cell that states it.
    pub place: Place,
    /// The cell as written, without blanks around it.
    pub text: String,
}

/// The unit of money that `titles` of the table at `place` state; `None` if they state none or several.
pub(super) fn of(titles: &[TopRow], place: &Place) -> Option<TitleUnit> {
    let cells = titles.iter().flat_map(|row| row.cells.iter().enumerate().map(move |cell| (row.line, cell)));
    let stated = cells.flat_map(|(line, (at, cell))| {
        let place = place.clone().at_line(line).at_position(at);
        let text = cell.trim().to_owned();
        units(cell).into_iter().map(move |unit| TitleUnit { unit, place: place.clone(), text: text.clone() })
    });
    let stated: Vec<TitleUnit> = stated.collect();
    let first = stated.first()?;
    stated.iter().all(|one| one.unit == first.unit).then(|| first.clone())
}

/// The units of money behind each `单位` or `unit` in `cell`.
fn units(cell: &str) -> Vec<&'static str> {
    let cell = key(cell);
    let behind = ["单位", "unit"].into_iter().flat_map(|word| {
        cell.match_indices(word).map(|(at, word)| &cell[at + word.len()..]).collect::<Vec<&str>>()
    });
    let all = behind.flat_map(|rest| {
        let rest = rest.trim_start_matches([':', '(', '为', '是']);
        let end = rest.find("单位").unwrap_or(rest.len());
        rest[..end].split(ENDS).filter_map(named).collect::<Vec<_>>()
    });
    all.collect()
}

/// The unit of a campaign that `text` means.
fn named(text: &str) -> Option<&'static str> {
    let unit = Unit::parse(text);
    MONEY.into_iter().find(|word| unit.is_money() && Unit::parse(word) == unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(cells: &[&str]) -> Option<(&'static str, String)> {
        let rows: Vec<TopRow> = (1..)
            .zip(cells)
            .map(|(line, cell)| TopRow { line, cells: vec![String::new(), (*cell).to_owned()] })
            .collect();
        let place = Place::file("a.xlsx").in_sheet("S");
        of(&rows, &place).map(|unit| (unit.unit, unit.place.to_string()))
    }

    #[test]
    fn a_title_states_one_unit_of_money() {
        for (title, unit) in [
            ("单位：元", "元"),
            ("单位：万元", "万元"),
            ("（单位:万元）", "万元"),
            ("金额单位：人民币亿元", "亿元"),
            ("2024年科技企业一览表（单位：千元）", "千元"),
            ("填报单位：某区科技局 单位：万元", "万元"),
            ("单位：万元、人、%", "万元"),
            ("单位(万元)", "万元"),
            ("单 位： 百 万 元", "百万元"),
            ("Unit: 万元", "万元"),
        ] {
            assert_eq!(stated(&["一览表", title]), Some((unit, "a.xlsx[S]!B2".to_owned())), "{title}");
        }
    }

    #[test]
    fn other_titles_state_none() {
        for title in [
            "填报单位：某区科技局",
            "单位：人",
            "单位：美元",
            "单位：万美元",
            "本单位万元以上项目",
            "单位：元、万元",
            "单位：",
            "万元",
        ] {
            assert_eq!(stated(&[title]), None, "{title}");
        }
        assert_eq!(stated(&["单位：元", "单位：万元"]), None);
        assert_eq!(stated(&["单位：元", "货币单位：元"]), Some(("元", "a.xlsx[S]!B1".to_owned())));
    }
}
