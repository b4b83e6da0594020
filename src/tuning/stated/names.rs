//! Whom a header or a cell names: a segment, an indicator, a group, the whole.

use crate::finding::nearest;
use crate::firms::width::key;
use crate::scorecard::{Node, Scorecard};

/// What a row of a total is called.
const TOTALS: [&str; 7] = ["合计", "总计", "共计", "总分", "总权重", "total", "sum"];
/// What a column of weights for every segment is called.
const WEIGHTS: [&str; 5] = ["权重", "分值", "满分", "weight", "weights"];
/// What may follow a segment's name in a header.
const ENDINGS: [&str; 7] = ["企业", "firms", "阶段", "权重", "分值", "weights", "weight"];

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// An indicator or a group.
    Node(Node),
    /// The whole.
    Total,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Weights in one segment.
    Segment(usize),
    /// Weights in every segment.
    EverySegment,
    /// Names, or anything else.
    Other,
}

/// The names of a scorecard.
pub(super) struct Names {
    /// Segments, each with its names.
    segments: Vec<(usize, String)>,
    /// Indicators, then groups; each with its names.
    nodes: Vec<(Node, String)>,
}

impl Names {
    /// The names of `card`: ids and titles in both languages. The root is called by none of its own.
    pub fn of(card: &Scorecard) -> Names {
        let keys = |id: &str, title: &str, title_zh: Option<&String>| -> Vec<String> {
            let mut keys: Vec<String> =
                [id, title].into_iter().chain(title_zh.map(String::as_str)).map(key).collect();
            keys.sort();
            keys.dedup();
            keys
        };
        let segments = card.segments.iter().enumerate().flat_map(|(at, one)| {
            keys(&one.id, &one.title, one.title_zh.as_ref()).into_iter().map(move |name| (at, name))
        });
        let indicators = card.indicators.iter().enumerate().flat_map(|(at, one)| {
            let names = keys(&one.id, &one.title, one.title_zh.as_ref());
            names.into_iter().map(move |name| (Node::Indicator(at), name))
        });
        let groups = card.groups.iter().enumerate().skip(1).flat_map(|(at, one)| {
            let names = keys(&one.id, &one.title, one.title_zh.as_ref());
            names.into_iter().map(move |name| (Node::Group(at), name))
        });
        Names { segments: segments.collect(), nodes: indicators.chain(groups).collect() }
    }

    /// What the column called `header` holds.
    pub fn column(&self, header: &str) -> Column {
        let mut name = without_unit(&key(header)).to_owned();
        loop {
            if let Some((at, _)) = self.segments.iter().find(|(_, known)| *known == name) {
                return Column::Segment(*at);
            }
            if WEIGHTS.contains(&&*name) {
                return Column::EverySegment;
            }
            let shorter = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
            match shorter.map(|name| name.trim_end_matches(['-', '_'])) {
                Some(shorter) if !shorter.is_empty() => name = shorter.to_owned(),
                _ => return Column::Other,
            }
        }
    }

    /// Whom `cell` names: an indicator rather than a group of the same name. All it may mean, where two bear
    /// one title.
    pub fn row(&self, cell: &str) -> Vec<Named> {
        for name in forms(cell) {
            let of_kind = |is_kind: fn(&Node) -> bool| -> Vec<Named> {
                let found = self.nodes.iter().filter(|(node, known)| is_kind(node) && *known == name);
                found.map(|(node, _)| Named::Node(*node)).collect()
            };
            let indicators = of_kind(|node| matches!(node, Node::Indicator(_)));
            let found = if indicators.is_empty() { of_kind(|_| true) } else { indicators };
            if !found.is_empty() {
                return found;
            }
            if TOTALS.contains(&&*name) {
                return vec![Named::Total];
            }
        }
        Vec::new()
    }

    /// The indicator or group that a cell, which names none, was meant to name.
    pub fn near_row(&self, cell: &str) -> Option<&str> {
        let known = || self.nodes.iter().map(|(_, name)| name.as_str());
        forms(cell).iter().find_map(|name| nearest(name, known()))
    }

    /// The segment that a header, which names none, was meant to name.
    pub fn near_column(&self, segment: usize, headers: &[&str]) -> Option<String> {
        let own = self.segments.iter().filter(|(at, _)| *at == segment);
        let near = own.filter_map(|(_, name)| nearest(name, headers.iter().copied())).next();
        near.map(str::to_owned)
    }
}

/// The forms of a cell in which it may be known: as it is, without the number before it, without the unit
/// behind it.
fn forms(cell: &str) -> Vec<String> {
    let whole = key(cell);
    let bare = without_number(&whole).to_owned();
    let short = without_unit(&bare).to_owned();
    let mut forms = vec![whole, bare, short];
    forms.dedup();
    forms
}

/// The text without what stands in brackets at its end.
fn without_unit(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(open) if open > 0 => &text[..open],
        _ => text,
    }
}

/// The text without a number before it: `1.`, `(一)`, `3、`.
fn without_number(text: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let rest = inner.trim_start_matches(is_number);
    let is_numbered = rest.len() < inner.len();
    match rest.strip_prefix(['.', '、', ')', ':', '．']) {
        Some(rest) if is_numbered && !rest.is_empty() => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_units_around_a_name_do_not_hide_it() {
        for cell in ["研发费用金额", "1.研发费用金额", "（一）研发费用金额（万元）", "12、 研发费用金额"]
        {
            assert!(forms(cell).contains(&"研发费用金额".to_owned()), "{cell}");
        }
        assert_eq!(without_number("一般支出"), "一般支出");
        assert_eq!(without_number("2022"), "2022");
        assert_eq!(without_unit("(x)"), "(x)");
    }
}
