//! The header of a table, below any titles and over one row or several.

use std::collections::{BTreeMap, BTreeSet};

use super::years;
use crate::firms::width::key;
use crate::firms::{Dictionary, Headers};
use crate::intake::FirmsFile;
use crate::intake::units::{splits, undated};

/// Rows among which the header is sought.
pub(in crate::intake) const SOUGHT: usize = 64;
/// Greatest number of rows of a header.
const MOST_ROWS: u32 = 4;

/// Words of a group of columns for another period than the current one.
const OTHER: [&str; 12] =
    ["上年", "上一年", "去年", "前年", "上期", "上季", "上半年", "年初", "期初", "预计", "预测", "计划"];

/// Groups of columns that are a period and nothing else, without 度 at the end.
const PERIODS: [&str; 15] = [
    "上年",
    "上一年",
    "去年",
    "前年",
    "本年",
    "今年",
    "当年",
    "上期",
    "本期",
    "上年同期",
    "年初",
    "年末",
    "期初",
    "期末",
    "上年末",
];

/// Headers that the dictionary or the campaign knows.
pub(in crate::intake) struct Known {
    headers: Headers,
    bound: BTreeSet<String>,
    /// Positions of the id and the name of firms.
    keys: [Option<usize>; 2],
}

impl Known {
    pub fn new(dictionary: &Dictionary, file: &FirmsFile) -> Known {
        let bound = file.columns.keys().map(|header| key(header.get_ref())).collect();
        let keys = [dictionary.position(&dictionary.primary_key), dictionary.position("name")];
        Known { headers: Headers::of(dictionary), bound, keys }
    }

    /// Whether `header` means a field, with a unit and a year or without.
    pub fn is(&self, header: &str) -> bool {
        let means = |key: &str| {
            let is_name = |name: &str| self.headers.position(name).is_some() || self.bound.contains(name);
            is_name(key) || splits(key).any(|(base, _)| is_name(base))
        };
        let key = key(header);
        !key.is_empty() && (means(&key) || undated(&key).is_some_and(|undated| means(&undated)))
    }

    /// Whether `header` is the id or the name of firms.
    fn is_key(&self, header: &str) -> bool {
        let field = self.headers.position(&key(header));
        field.is_some() && self.keys.contains(&field)
    }

    /// Whether the campaign names `header`.
    fn is_named(&self, header: &str) -> bool {
        self.bound.contains(&key(header))
    }

    /// Number of cells that mean a field.
    fn count(&self, cells: &[String]) -> usize {
        cells.iter().filter(|cell| self.is(cell)).count()
    }
}

/// One of the first rows of a table.
#[derive(Debug)]
pub(in crate::intake) struct TopRow {
    /// Its line, from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Cells shown as one: lines from 1, columns from 0, all included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Merged {
    pub lines: (u32, u32),
    pub columns: (usize, usize),
}

impl Merged {
    fn covers(&self, line: u32, column: usize) -> bool {
        (self.lines.0..=self.lines.1).contains(&line) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// A header that was found.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::intake) struct Found {
    /// The line whose cells name the most fields.
    pub line: u32,
    /// Number of rows from the top to the header's last.
    pub rows: usize,
    /// Number of rows above the header.
    pub above: usize,
    /// The headers, one per column.
    pub headers: Vec<String>,
}

/// The header among the first rows of a table, the row at `line` if given. Otherwise it is the first row if
/// that names a field, or else the row that names the most, and at least two or one that the campaign names.
/// `None` if there is no such row.
pub(in crate::intake) fn find(
    top: &[TopRow],
    merged: &[Merged],
    known: &Known,
    line: Option<u32>,
) -> Option<Found> {
    let at = match line {
        Some(line) => top.iter().position(|row| row.line == line)?,
        None => {
            let counts: Vec<usize> = top.iter().map(|row| known.count(&row.cells)).collect();
            let most = counts.iter().copied().max().filter(|most| *most > 0)?;
            // Of a header over two rows the first may name but a few fields. One field alone may be a word in
            // a title, unless the campaign names the header.
            let is_named = |row: &TopRow| row.cells.iter().any(|cell| known.is_named(cell));
            let named = || top.iter().zip(&counts).position(|(row, &count)| count == most && is_named(row));
            let first = || counts.iter().position(|&count| count == most && (most > 1 || counts[0] == most));
            if most == 1 { named().or_else(first)? } else { first()? }
        }
    };
    let (first, last) = band(top, merged, known, at);
    let width = top.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let stacks: Vec<Vec<String>> =
        (0..width).map(|column| stack(&top[first..=last], merged, column)).collect();
    let mut headers: Vec<String> = stacks.iter().map(|stack| one(stack, known)).collect();
    apart(&mut headers, &stacks);
    Some(Found { line: top[at].line, rows: last + 1, above: first, headers })
}

/// The first and the last row of the header around the row at `at`: rows that a merged cell joins with it,
/// the row below a merged group of columns, and a group or a period above.
fn band(top: &[TopRow], merged: &[Merged], known: &Known, at: usize) -> (usize, usize) {
    let (mut low, mut high) = (top[at].line, top[at].line);
    let is_tall =
        |merge: &&Merged| merge.lines.0 < merge.lines.1 && merge.lines.1 - merge.lines.0 < MOST_ROWS;
    for merge in merged.iter().filter(is_tall) {
        if merge.lines.0 <= top[at].line && top[at].line <= merge.lines.1 {
            (low, high) = (low.min(merge.lines.0), high.max(merge.lines.1));
        }
    }
    let is_wide = |merge: &&Merged| merge.columns.0 < merge.columns.1 && merge.lines.0 == merge.lines.1;
    let groups = |line: u32| merged.iter().filter(is_wide).filter(move |merge| merge.lines.0 == line);
    // Groups in the row itself have their columns' names below; groups in the row above have them here.
    let filled = |row: &TopRow, merge: &Merged| {
        let cells = row.cells.get(merge.columns.0..=merge.columns.1.min(row.cells.len().saturating_sub(1)));
        cells.is_some_and(|cells| cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1)
    };
    let is_alone = low == high;
    if let Some(below) = top.get(at + 1).filter(|below| is_alone && below.line == high + 1)
        && groups(high).any(|merge| filled(below, merge))
    {
        high = below.line;
    }
    let is_alone = is_alone && low == high;
    let above = top.iter().rfind(|row| row.line < low).filter(|above| above.line + 1 == low);
    if let Some(above) = above {
        let is_period = |merge: &Merged| is_period(above.cells.get(merge.columns.0).map_or("", |text| text));
        let of_header = |merge: &&Merged| is_alone && !is_title(merge, groups(above.line), &top[at], known);
        let mut over = groups(above.line).filter(|merge| is_period(merge) || of_header(merge));
        if over.any(|merge| filled(&top[at], merge)) {
            low = above.line;
        }
    }
    let first = top.iter().position(|row| row.line >= low).unwrap_or(at);
    let last = top.iter().rposition(|row| row.line <= high).unwrap_or(at);
    (first.min(at), last.max(at))
}

/// Whether `merge`, of the merged cells `all` of its row, is a title over the names of columns in `below`: it
/// is the only one, over all of them or over a firm's own and others.
fn is_title<'a>(
    merge: &Merged,
    mut all: impl Iterator<Item = &'a Merged>,
    below: &TopRow,
    known: &Known,
) -> bool {
    if merge.columns.1 + 1 - merge.columns.0 >= below.cells.len().max(2) {
        return true;
    }
    let under = below.cells.iter().take(merge.columns.1 + 1).skip(merge.columns.0);
    let (own, others): (Vec<&String>, Vec<&String>) =
        under.filter(|cell| !cell.trim().is_empty()).partition(|cell| known.is_key(cell));
    !own.is_empty() && !others.is_empty() && all.all(|other| other == merge)
}

/// Whether `text` is a period and nothing else: 2024年度, 上年.
fn is_period(text: &str) -> bool {
    let text = key(text);
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '末' | '底' | '(' | ')');
    PERIODS.contains(&text.trim_end_matches('度'))
        || years::named(&text).is_some() && text.chars().all(is_mark)
}

/// The texts of one column of the header from top to bottom, each merged cell once.
fn stack(band: &[TopRow], merged: &[Merged], column: usize) -> Vec<String> {
    let cell = |row: &TopRow, column: usize| row.cells.get(column).map_or("", |cell| cell.trim()).to_owned();
    let mut stack: Vec<String> = Vec::new();
    for row in band {
        let merge = merged.iter().find(|merge| merge.covers(row.line, column));
        let text = match merge {
            // Its text stands at the upper left, which may be in another row.
            Some(merge) => {
                let first = band.iter().find(|row| row.line == merge.lines.0);
                first.map_or_else(String::new, |first| cell(first, merge.columns.0))
            }
            None => cell(row, column),
        };
        let again = merge.is_some_and(|merge| merge.lines.0 < row.line);
        if !text.is_empty() && (!again || stack.last() != Some(&text)) {
            stack.push(text);
        }
    }
    stack
}

/// One header for a column: all its texts joined if they mean a field so, else the last, else all of them.
fn one(stack: &[String], known: &Known) -> String {
    let [.., _, name] = stack else { return stack.concat() };
    let joined = stack.concat();
    let candidates = [&joined, name];
    let means = candidates.into_iter().find(|candidate| known.is(candidate));
    match means {
        // A group of another period gives its columns another meaning.
        Some(means) if means == name && means != &joined && !known.is_key(name) => {
            let group = stack[..stack.len() - 1].concat();
            match years::named(&key(&group)) {
                Some(_) if years::named(&key(name)).is_some() => name.clone(),
                // A group's year counts, of 上年营业收入 the one before it.
                Some(year) => {
                    let is_previous = ["上年", "上一年", "去年"].iter().any(|word| name.starts_with(word));
                    format!("{name}({}年)", year - i16::from(is_previous))
                }
                None if OTHER.iter().any(|word| group.contains(word)) => stack.join(" "),
                None => name.clone(),
            }
        }
        Some(means) => means.clone(),
        None => stack.join(" "),
    }
}

/// Adds the group to headers that are the same in several groups, so that a campaign can name each.
fn apart(headers: &mut [String], stacks: &[Vec<String>]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    headers.iter().for_each(|header| *count.entry(key(header)).or_default() += 1);
    for (header, stack) in headers.iter_mut().zip(stacks) {
        if let [.., group, name] = &stack[..]
            && count.get(&key(header)).is_some_and(|&count| count > 1)
        {
            *header = format!("{name}({group})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn top(rows: &[(u32, &str)]) -> Vec<TopRow> {
        let cells = |text: &str| text.split(',').map(str::to_owned).collect();
        rows.iter().map(|&(line, text)| TopRow { line, cells: cells(text) }).collect()
    }

    fn found(rows: &[(u32, &str)], merged: &[Merged], line: Option<u32>) -> Option<Found> {
        let file = FirmsFile::plain("x.csv".as_ref());
        find(&top(rows), merged, &Known::new(&Dictionary::built_in(), &file), line)
    }

    fn merged(lines: (u32, u32), columns: (usize, usize)) -> Merged {
        Merged { lines, columns }
    }

    #[test]
    fn a_header_may_stand_below_titles() {
        let rows = [
            (1, "2025年科技企业一览表,,"),
            (3, "填报单位：某区,,"),
            (4, "统一社会信用代码,企业名称,备注"),
            (5, "91,甲,"),
        ];
        let found = found(&rows, &[], None).expect("the third row");
        assert_eq!((found.line, found.rows, found.above), (4, 3, 2));
        assert_eq!(found.headers, ["统一社会信用代码", "企业名称", "备注"]);
    }

    #[test]
    fn the_first_row_is_the_header_unless_another_names_more_fields() {
        assert_eq!(found(&[(1, "信用代码,a"), (2, "b,c")], &[], None).map(|found| found.line), Some(1));
        assert_eq!(found(&[(1, "a,b"), (2, "信用代码,c")], &[], None), None);
        assert_eq!(found(&[(1, "a,b"), (2, "c,d")], &[], None), None);
        assert_eq!(
            found(&[(1, "a,b"), (7, "c,d")], &[], Some(7)).map(|found| found.headers),
            Some(vec!["c".into(), "d".into()])
        );
        assert_eq!(found(&[(1, "a,b")], &[], Some(2)), None);
    }

    #[test]
    fn cells_merged_over_two_rows_are_joined() {
        let rows = [
            (2, "统一社会信用代码,企业名称,营业收入,,研发费用"),
            (3, ",,2023年,2024年,(万元)"),
            (4, "91,甲,1,2,3"),
        ];
        let merges = [merged((2, 3), (0, 0)), merged((2, 3), (1, 1)), merged((2, 2), (2, 3))];
        let found = found(&rows, &merges, None).expect("two rows");
        assert_eq!((found.rows, found.above), (2, 0));
        assert_eq!(
            found.headers,
            ["统一社会信用代码", "企业名称", "营业收入 2023年", "营业收入 2024年", "研发费用(万元)"]
        );
    }

    #[test]
    fn groups_over_columns_keep_the_columns_apart() {
        let rows = [
            (1, "某区企业表,,,,"),
            (2, "企业,,上年,,本年"),
            (3, "信用代码,企业名称,营业收入(万元),研发费用(万元),营业收入(万元)"),
            (4, "91,甲,1,2,3"),
        ];
        let merges = [merged((1, 1), (0, 4)), merged((2, 2), (0, 1)), merged((2, 2), (2, 3))];
        let found = found(&rows, &merges, None).expect("two rows");
        assert_eq!((found.line, found.rows, found.above), (3, 3, 1));
        let headers =
            ["信用代码", "企业名称", "上年营业收入(万元)", "上年研发费用(万元)", "本年营业收入(万元)"];
        assert_eq!(found.headers, headers);
        let rows = [(1, "信用代码,2023年,2024年"), (2, ",营业收入(万元),营业收入(万元)"), (3, "91,1,2")];
        let merges = [merged((1, 2), (0, 0))];
        let found = super::tests::found(&rows, &merges, None).expect("two rows");
        assert_eq!(found.headers, ["信用代码", "营业收入(万元)(2023年)", "营业收入(万元)(2024年)"]);
    }
}
