//! Findings of a stage, with a bounded number of each kind.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fmt;

use serde::Serialize;

use super::{Code, Finding, Place, Severity};
use crate::words::{Message, say};

/// Greatest number of findings kept for one code, file and column. Further ones are only counted.
pub const MOST_ALIKE: usize = 100;

/// All findings of a stage, in the order found. A file may be at fault in every row. Therefore at most
/// [`MOST_ALIKE`] findings are kept for each code, file and column: those with the lowest lines, whatever the
/// order in which they are added. The others are counted. A stage that fails returns its findings as the
/// error.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Findings {
    kept: Vec<Finding>,
    alike: BTreeMap<Kind, Alike>,
}

/// The common part of similar findings: a place without a line, and a code.
type Kind = (Place, Code);

/// The number of similar findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Alike {
    kept: usize,
    omitted: usize,
    /// Greatest line among the findings kept.
    last: Option<u32>,
}

/// Findings that were counted, not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// The code of these findings.
    pub code: Code,
    /// The file of these findings, and the column if one is at fault.
    #[serde(flatten)]
    pub place: Place,
    /// Number of findings not kept.
    pub count: usize,
}

/// All findings of one code.
#[derive(Clone, Debug)]
pub struct OfCode<'a> {
    /// The code's stable name.
    pub code: &'static str,
    /// Findings that are kept, in the order found.
    pub kept: Vec<&'a Finding>,
    /// Total number, including those only counted.
    pub count: usize,
}

impl Omitted {
    /// A line that reports the number of these findings.
    pub fn message(&self) -> Message {
        let Omitted { code, place, count } = self;
        let (code, count) = (code.as_str(), *count);
        if place.file.is_empty() {
            say!(finding::more, count = count, code = code)
        } else {
            say!(finding::more_at, count = count, code = code, place = place.to_string())
        }
    }
}

impl Findings {
    /// An empty collection of findings.
    pub fn new() -> Findings {
        Findings::default()
    }

    /// Adds a finding, or counts it beyond [`MOST_ALIKE`].
    pub fn push(&mut self, finding: Finding) {
        let place = finding.place.clone();
        self.push_with(finding.code, &place, || finding);
    }

    /// Adds a finding of kind `code` at `place`, made only if it is kept.
    pub fn push_with(&mut self, code: Code, place: &Place, make: impl FnOnce() -> Finding) {
        let alike = self.alike.entry(kind(code, place)).or_default();
        if alike.kept < MOST_ALIKE {
            alike.kept += 1;
            alike.last = alike.last.max(place.line);
            self.kept.push(make());
            return;
        }
        alike.omitted += 1;
        if place.line >= alike.last {
            return;
        }
        // The finding comes before the last line kept, which is rare: it replaces the finding of that line.
        let this = kind(code, place);
        let is_alike = |one: &&mut Finding| one.code == code && kind(code, &one.place) == this;
        let mut same: Vec<&mut Finding> = self.kept.iter_mut().filter(is_alike).collect();
        same.sort_by(|a, b| by_place(a, b));
        if let Some(last) = same.pop() {
            *last = make();
            alike.last = same.last().map_or(place.line, |before| before.place.line.max(place.line));
        }
    }

    /// Adds `count` to the number of findings that are only counted, for `code` and the file and column of
    /// `place`. The findings that are kept must have been added before.
    pub fn omit(&mut self, code: Code, place: &Place, count: usize) {
        if count > 0 {
            self.alike.entry(kind(code, place)).or_default().omitted += count;
        }
    }

    /// Adds all findings of `other`.
    pub fn extend(&mut self, other: Findings) {
        for (kind, alike) in other.alike {
            self.alike.entry(kind).or_default().omitted += alike.omitted;
        }
        other.kept.into_iter().for_each(|finding| self.push(finding));
    }

    /// Adds the findings of `other` that are not present yet. For two readings of the same file.
    pub fn unite(&mut self, other: Findings) {
        for (kind, theirs) in other.alike {
            let alike = self.alike.entry(kind).or_default();
            alike.omitted = alike.omitted.max(theirs.omitted);
        }
        let known: HashSet<Finding> = self.kept.iter().cloned().collect();
        let new = other.kept.into_iter().filter(|finding| !known.contains(finding));
        new.for_each(|finding| self.push(finding));
    }

    /// The same findings reworded by a function, which must leave code and place unchanged.
    pub fn map(mut self, told: impl FnMut(Finding) -> Finding) -> Findings {
        self.kept = self.kept.into_iter().map(told).collect();
        self
    }

    /// Drops the findings for which `keep` is false. If none of a kind remains, the count of further findings
    /// of this kind is dropped as well.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.kept.retain(keep);
        self.alike.values_mut().for_each(|alike| (alike.kept, alike.last) = (0, None));
        for finding in &self.kept {
            let alike = self.alike.entry(kind(finding.code, &finding.place)).or_default();
            (alike.kept, alike.last) = (alike.kept + 1, alike.last.max(finding.place.line));
        }
        self.alike.retain(|_, alike| alike.kept > 0);
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.kept.iter().any(|f| f.severity() == Severity::Error)
    }

    /// `Ok` of `value` and the findings if no finding is an error; otherwise the findings as the error.
    pub fn or_stop<T>(self, value: T) -> Result<(T, Findings), Findings> {
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }

    /// Number of findings by code, including those that are only counted.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for ((_, code), alike) in &self.alike {
            *counts.entry(code.as_str()).or_insert(0) += alike.kept + alike.omitted;
        }
        counts
    }

    /// Findings of at least severity `least` by code, the worst first.
    pub fn by_code(&self, least: Severity) -> Vec<OfCode<'_>> {
        let mut by_code: BTreeMap<(Reverse<Severity>, &'static str), Vec<&Finding>> = BTreeMap::new();
        for finding in self.kept.iter().filter(|one| one.severity() >= least) {
            let key = (Reverse(finding.severity()), finding.code.as_str());
            by_code.entry(key).or_default().push(finding);
        }
        let counts = self.counts();
        let of =
            |((_, code), kept)| OfCode { code, kept, count: counts.get(code).copied().unwrap_or_default() };
        by_code.into_iter().map(of).collect()
    }

    /// Counts of the findings that are not kept, by file, column and code.
    pub fn omitted(&self) -> Vec<Omitted> {
        let omitted = self.alike.iter().filter(|(_, alike)| alike.omitted > 0);
        omitted
            .map(|((place, code), alike)| Omitted { code: *code, place: place.clone(), count: alike.omitted })
            .collect()
    }

    /// Sorts by file, line, column and code, so that the order in which threads add findings has no effect.
    pub fn sort(&mut self) {
        self.kept.sort_by(by_place);
    }

    /// The findings kept, as a slice.
    pub fn as_slice(&self) -> &[Finding] {
        &self.kept
    }

    /// Iterates over the findings kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.kept.iter()
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Number of findings, including those that are only counted.
    pub fn len(&self) -> usize {
        self.alike.values().map(|alike| alike.kept + alike.omitted).sum()
    }
}

/// Prints each finding that is kept, in order, as [`Finding`] does; then a line for each kind with further
/// findings: `and 900 more cell-flag: firms.csv [hnte]`.
impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return write!(f, "{}", say!(finding::no_findings));
        }
        let kept = self.kept.iter().map(ToString::to_string);
        let omitted = self.omitted().into_iter().map(|omitted| omitted.message().to_string());
        for (at, line) in kept.chain(omitted).enumerate() {
            write!(f, "{}{line}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// Prints the same text as `Display`, since a `main` that returns an error prints it with `Debug`.
impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Findings {}

fn kind(code: Code, place: &Place) -> Kind {
    (Place { line: None, ..place.clone() }, code)
}

fn by_place(a: &Finding, b: &Finding) -> Ordering {
    (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message))
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Findings {
        Findings::from_iter([finding])
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(iter: I) -> Findings {
        let mut findings = Findings::new();
        iter.into_iter().for_each(|finding| findings.push(finding));
        findings
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: &str) -> Finding {
        let place = Place::file("firms.csv").at_line(line).in_column(column);
        Finding::new(Code::CellFlag, place, format!("`x{line}` is neither yes nor no"))
    }

    fn lines(findings: &Findings, column: &str) -> Vec<u32> {
        let of_column = findings.iter().filter(|one| one.place.column.as_deref() == Some(column));
        of_column.filter_map(|one| one.place.line).collect()
    }

    #[test]
    fn the_first_hundred_alike_are_kept_in_whatever_order_they_come() {
        let columns = ["hnte", "dishonest"];
        let all = |lines: &mut dyn Iterator<Item = u32>| {
            let mut findings: Findings =
                lines.flat_map(|line| columns.map(|column| at(line, column))).collect();
            findings.sort();
            findings
        };
        let found = all(&mut (1..=1000));
        assert_eq!(found, all(&mut (1..=1000).rev()));
        assert_eq!(found, all(&mut (0..1000).map(|n| n * 7 % 1000 + 1)));
        assert_eq!((found.as_slice().len(), found.len(), found.counts()["cell-flag"]), (200, 2000, 2000));
        for column in columns {
            assert_eq!(lines(&found, column), (1..=100).collect::<Vec<u32>>());
        }
        let omitted = found.omitted();
        assert_eq!(omitted.iter().map(|one| one.count).collect::<Vec<_>>(), [900, 900]);
        assert_eq!(omitted[0].place, Place::file("firms.csv").in_column("dishonest"));
    }

    #[test]
    fn shown_are_all_that_are_kept_and_how_many_more_there_are() {
        let failed = || -> Result<(), Box<dyn Error + Send + Sync>> {
            Err((1..=102).map(|line| at(line, "hnte")).collect::<Findings>())?;
            Ok(())
        };
        let error = failed().expect_err("it fails");
        let (text, findings) = (error.to_string(), error.downcast_ref::<Findings>());
        assert_eq!(findings.map(Findings::len), Some(102));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 101);
        assert_eq!(lines[0], "error[cell-flag]: firms.csv:1 [hnte]: `x1` is neither yes nor no");
        assert_eq!(lines[100], "and 2 more cell-flag: firms.csv [hnte]");
        assert_eq!(Findings::new().to_string(), "no findings");
    }

    #[test]
    fn parts_join_as_the_whole_and_what_two_readings_share_counts_once() {
        let of = |lines: std::ops::RangeInclusive<u32>| -> Findings {
            lines.map(|line| at(line, "hnte")).collect()
        };
        let whole = of(1..=900);
        for split in [1, 50, 100, 101, 450, 899] {
            let (mut first, mut last) = (of(1..=split), of(split + 1..=900));
            last.extend(of(1..=split));
            last.sort();
            assert_eq!(last, whole, "{split}");
            first.extend(of(split + 1..=900));
            assert_eq!(first, whole, "{split}");
        }
        let mut twice = whole.clone();
        twice.unite(whole.clone());
        assert_eq!(twice, whole);
        let mut none = whole;
        none.retain(|one| one.code != Code::CellFlag);
        assert_eq!((none.len(), none.omitted().len()), (0, 0));
    }
}
