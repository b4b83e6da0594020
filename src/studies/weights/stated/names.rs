//! Names in headers and cells: segments, indicators, groups and the total.

use crate::finding::nearest;
use crate::firms::width::key;
use crate::scorecard::{Node, Scorecard};

/// Names of the row of totals.
const TOTALS: [&str; 7] = ["合计", "总计", "共计", "总分", "总权重", "total", "sum"];
/// Words in the header of a column of weights.
const WEIGHTS: [&str; 7] = ["权重值", "权重", "分值", "满分", "weights", "weight", "points"];
/// Words in a header for the level of the nodes.
const LEVELS: [(&str, Level); 12] = [
    ("一级指标", Level::First),
    ("一级", Level::First),
    ("准则层", Level::First),
    ("groups", Level::First),
    ("group", Level::First),
    ("二级指标", Level::Second),
    ("二级", Level::Second),
    ("三级指标", Level::Third),
    ("三级", Level::Third),
    ("指标层", Level::Last),
    ("indicators", Level::Last),
    ("indicator", Level::Last),
];
/// Words and signs allowed between those in a header.
const FILLING: [&str; 17] =
    ["企业", "阶段", "firms", "的", "各", "of", "-", "_", "/", "(", ")", ":", "、", ",", "%", "分", "·"];
/// Words that make a header look like one of weights.
const WEIGHTY: [&str; 10] =
    ["权重", "分值", "满分", "分数", "得分", "占比", "比重", "weight", "points", "marks"];
/// Suffixes of a group's or indicator's name.
const KINDS: [&str; 2] = ["类指标", "指标"];

/// The subject of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A row of an indicator or a group.
    Node(Node),
    /// The row of the total.
    Total,
}

/// The level of the nodes in a column of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// The nodes in the first column of names.
    First,
    /// The nodes in the second column of names.
    Second,
    /// The nodes in the third column of names.
    Third,
    /// Indicators, whichever column names them.
    Last,
}

/// The meaning of a heading's cell without other words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub segment: Option<usize>,
    /// Level of the nodes, if the cell names one.
    pub level: Option<Level>,
    /// Whether the cell has a word for weights.
    pub weights: bool,
}

impl Said {
    /// Whether the column below is one of weights: a segment's, or weights by name.
    pub fn is_of_weights(self) -> bool {
        self.weights || self.segment.is_some()
    }
}

/// Names that cells may use for a scorecard's segments and nodes.
pub(super) struct Names {
    /// Each name of a segment with the segment's position.
    segments: Vec<(usize, String)>,
    /// Each name of an indicator, then of a group, with the node.
    nodes: Vec<(Node, String)>,
}

impl Names {
    /// Ids and titles of `card` in both languages, except those of the root.
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

    /// The meaning of a heading's cell; `None` if it has other words too, such as the name of a column of
    /// units. A text in brackets at its end is ignored.
    pub fn said(&self, cell: &str) -> Option<Said> {
        let whole = key(cell);
        self.tokens(&whole).or_else(|| self.tokens(without_unit(&whole)))
    }

    /// The known words of a heading, the longest first; `None` if unknown text is between them.
    fn tokens(&self, text: &str) -> Option<Said> {
        let mut said = Said::default();
        let mut rest = text;
        while !rest.is_empty() {
            let segment = self.segments.iter().filter(|(_, name)| rest.starts_with(name.as_str()));
            let segment = segment.max_by_key(|(_, name)| name.len());
            let level = LEVELS.iter().find(|(word, _)| rest.starts_with(word));
            let weights = WEIGHTS.iter().find(|word| rest.starts_with(**word));
            let filling = FILLING.iter().find(|word| rest.starts_with(**word));
            let length = match (segment, level, weights, filling) {
                (Some((at, name)), ..) if !name.is_empty() => {
                    if said.segment.is_some_and(|other| other != *at) {
                        return None;
                    }
                    said.segment = Some(*at);
                    name.len()
                }
                (_, Some((word, level)), ..) => {
                    said.level = Some(*level);
                    word.len()
                }
                (_, _, Some(word), _) => {
                    said.weights = true;
                    word.len()
                }
                (.., Some(word)) => word.len(),
                _ => return None,
            };
            rest = &rest[length..];
        }
        (said != Said::default()).then_some(said)
    }

    /// Whether a header that is not of weights resembles one.
    pub fn looks_of_weights(&self, header: &str) -> bool {
        let name = key(header);
        let is_segment = self.segments.iter().any(|(_, known)| !known.is_empty() && name.contains(known));
        is_segment || WEIGHTY.iter().any(|word| name.contains(word))
    }

    /// The nodes that `cell` may name, an indicator before a group of the same name; several if they share a
    /// title.
    pub fn row(&self, cell: &str) -> Vec<Named> {
        let forms = forms(cell);
        for (is_exact, name) in
            [true, false].into_iter().flat_map(|exact| forms.iter().map(move |one| (exact, one)))
        {
            let is_it = |known: &str| if is_exact { known == name } else { without_kind(known) == name };
            let of_kind = |is_kind: fn(&Node) -> bool| -> Vec<Named> {
                let found = self.nodes.iter().filter(|(node, known)| is_kind(node) && is_it(known));
                let mut found: Vec<Named> = found.map(|(node, _)| Named::Node(*node)).collect();
                found.dedup();
                found
            };
            let indicators = of_kind(|node| matches!(node, Node::Indicator(_)));
            let found = if indicators.is_empty() { of_kind(|_| true) } else { indicators };
            if !found.is_empty() {
                return found;
            }
            if TOTALS.contains(&name.as_str()) {
                return vec![Named::Total];
            }
        }
        Vec::new()
    }

    /// The node name closest in spelling to an unknown cell.
    pub fn near_row(&self, cell: &str) -> Option<&str> {
        let known = || self.nodes.iter().map(|(_, name)| name.as_str());
        forms(cell).iter().find_map(|name| nearest(name, known()))
    }

    /// The header closest in spelling to a name of `segment`.
    pub fn near_column(&self, segment: usize, headers: &[&str]) -> Option<String> {
        let own = self.segments.iter().filter(|(at, _)| *at == segment);
        let near = own.filter_map(|(_, name)| nearest(name, headers.iter().copied())).next();
        near.map(str::to_owned)
    }
}

/// The forms in which a cell is looked up: as it is, without its number, without its unit, without the word
/// for indicator.
fn forms(cell: &str) -> Vec<String> {
    let whole = key(cell);
    let bare = without_number(&whole).to_owned();
    let short = without_unit(&bare).to_owned();
    let plain = without_kind(&short).to_owned();
    let mut forms = vec![whole, bare, short, plain];
    forms.dedup();
    forms
}

/// The text without brackets at its end.
fn without_unit(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|rest| rest.rfind('(')) {
        Some(open) if open > 0 => &text[..open],
        _ => text,
    }
}

/// The text inside brackets at the end of a cell.
pub(super) fn in_brackets(cell: &str) -> Option<String> {
    let text = key(cell);
    let name = without_unit(&text);
    (name.len() < text.len()).then(|| text[name.len() + 1..text.len() - 1].to_owned())
}

/// The name without the word for indicator: `技术创新指标`.
fn without_kind(name: &str) -> &str {
    let short = KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    short.filter(|short| !short.is_empty()).unwrap_or(name)
}

/// The text without a leading number: `1.`, `(一)`, `3、`.
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
