//! An audit for people.

use super::effect::{Importance, are_few};
use super::report::{IndicatorAudit, Name, PartAudit, Report};
use super::tables::{importance, profile, shift};
use super::{Consistency, GradeShare, Remark, Separation, Shift};
use crate::figures::number::{number, percent, percent_to};
use crate::figures::{self, Bar, Cell, Chart, Document, Marks, Rows, Section, Statistic};
use crate::finding::Severity;
use crate::studies::study::day;
use crate::words::{Arg, Message, say};

/// Most remarks of one kind about one segment that are printed; the rest are counted.
const SHOWN: usize = 3;
/// p-values below this are printed as `<0.001`.
const LEAST_P: f64 = 0.001;

impl Report {
    /// The audit as a document for people.
    pub(super) fn to_document(&self) -> Document {
        let Some((whole, segments)) = self.parts.split_first() else { return Document::default() };
        let title = say!(
            audit::title,
            scorecard = &self.about.scorecard,
            cohort = &self.about.cohort,
            day = day(&self.about.as_of),
            firms = whole.firms
        );
        let document = Document::new(title)
            .section(values(whole))
            .sections(importances(whole))
            .section(correlations(whole));
        let document =
            if segments.is_empty() { document } else { document.section(by_segment(whole, segments)) };
        document.section(points(&whole.separation)).section(self.remarked())
    }
}

/// Raw values and marks, indicator by indicator.
fn values(part: &PartAudit) -> Section {
    let rows = Rows::new(&part.indicators).left(say!(audit::values_of), |one| one.name());
    Section::named(say!(audit::values)).table(profile(rows, |one| &one.profile))
}

/// Weight, importance and rank shifts: of indicators, then of groups.
fn importances(part: &PartAudit) -> [Section; 3] {
    let rows = Rows::new(&part.indicators).left(say!(audit::weights_of), |one| one.name());
    let rows = importance(rows, |one| (part, &one.importance));
    let indicators = Section::named(say!(audit::weights))
        .table(without(rows, part, |one| one.without.as_ref()))
        .chart(importance_chart(&part.indicators));
    let rows = Rows::new(&part.groups).left(say!(audit::groups_of), |one| one.name());
    let rows = importance(rows, |one| (part, &one.importance))
        .number(say!(audit::alpha), 2, |one| alpha(&one.consistency, part));
    let groups = Section::new().table(without(rows, part, |one| one.without.as_ref()));
    let notes = Section::new().note(say!(audit::weights_note));
    [indicators, groups, notes]
}

/// Adds the rank shifts without the indicator or group of each row.
fn without<'a, T>(rows: Rows<T>, part: &'a PartAudit, of: impl Fn(&T) -> Option<&'a Shift>) -> Rows<T> {
    let top = say!(audit::leave_top, top = part.top);
    shift(rows, |row| (part, of(row))).number(top, 1, |row| of(row).and_then(|shift| shift.leave_top))
}

fn importance_chart(all: &[IndicatorAudit]) -> Chart {
    let percent = |share: f64| 100.0 * share;
    let bars = all.iter().map(|one| Bar {
        label: one.name().into(),
        values: vec![Some(percent(one.importance.nominal)), one.importance.share.map(percent)],
    });
    let series = vec![say!(audit::weight), say!(audit::importance)];
    Chart::new(say!(audit::weights_chart), Marks::Bars { series, bars: bars.collect() })
}

/// Cronbach's alpha; `None` where it uses few of many firms.
fn alpha(consistency: &Consistency, part: &PartAudit) -> Option<f64> {
    consistency.alpha.filter(|_| !are_few(consistency.firms, part.firms))
}

/// Correlations of an indicator or a group.
struct GoesWith<'a> {
    name: Name<'a>,
    /// The indicator's own group; `None` for a group.
    own: Option<&'a str>,
    /// Correlation with each group.
    groups: Vec<Option<f64>>,
    closest: Option<Closest<'a>>,
}

/// The indicator with the highest correlation.
struct Closest<'a> {
    name: Name<'a>,
    r: f64,
    /// Adjusted p-value of that correlation.
    adjusted: Option<f64>,
}

/// A cell that is empty for groups.
fn of_indicator(row: &GoesWith<'_>, cell: Cell) -> Cell {
    if row.own.is_some() { cell } else { Cell::blank() }
}

/// A p-value to three decimals.
fn p_value(p: Option<f64>) -> Cell {
    match p {
        Some(p) if p < LEAST_P => Cell::from(format!("<{LEAST_P}")),
        p => Cell::number(p, 3),
    }
}

/// Correlations: indicators with groups and with their closest indicator, groups with groups.
fn correlations(part: &PartAudit) -> Section {
    let known = |r: Option<f64>, firms: usize| r.filter(|_| !are_few(firms, part.firms));
    let indicators = part.indicators.iter().enumerate().map(|(at, one)| {
        let others = part.correlations[at].iter().enumerate().filter(|(other, _)| *other != at);
        let closest = others
            .filter_map(|(other, r)| Some((other, known(*r, part.pairs[at][other])?)))
            .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
        GoesWith {
            name: one.name(),
            own: Some(&one.group),
            groups: one.with_groups.iter().map(|fit| known(fit.correlation, fit.firms)).collect(),
            closest: closest.map(|(other, r)| Closest {
                name: part.indicators[other].name(),
                r,
                adjusted: part.chances[at][other].map(|chance| chance.adjusted),
            }),
        }
    });
    let groups = part.groups.iter().map(|one| GoesWith {
        name: one.name(),
        own: None,
        groups: one.correlations.iter().zip(&one.pairs).map(|(r, firms)| known(*r, *firms)).collect(),
        closest: None,
    });
    let cell = |r: Option<f64>, is_own: bool| match r {
        Some(_) if is_own => Cell::from(say!(audit::own_group, r = number(r, 2))),
        r => Cell::number(r, 2),
    };
    let table = Rows::new(indicators.chain(groups))
        .left(say!(audit::correlation_with), |row| row.name)
        .each(part.groups.iter().enumerate(), |rows, (at, group)| {
            rows.right(group.name(), |row| cell(row.groups[at], row.own == Some(&*group.id)))
        })
        .right(say!(audit::closest), |row| {
            of_indicator(row, Cell::number(row.closest.as_ref().map(|one| one.r), 2))
        })
        .left("", |row| row.closest.as_ref().map_or_else(Message::default, |one| one.name.into()))
        .right(say!(audit::adjusted_p), |row| {
            of_indicator(row, p_value(row.closest.as_ref().and_then(|one| one.adjusted)))
        });
    Section::named(say!(audit::correlation))
        .table(table)
        .note(Statistic::Correlation.legend())
        .note(say!(audit::alpha_of_all, alpha = number(alpha(&part.consistency, part), 2)))
}

/// Importance over expected importance, per segment.
fn by_segment(whole: &PartAudit, segments: &[PartAudit]) -> Section {
    type Of<'a> = Box<dyn Fn(&'a PartAudit) -> &'a Importance>;
    let indicators = whole.indicators.iter().enumerate().map(|(at, one)| {
        let of: Of<'_> = Box::new(move |part| &part.indicators[at].importance);
        (one.name(), of)
    });
    let groups = whole.groups.iter().enumerate().map(|(at, one)| {
        let of: Of<'_> = Box::new(move |part| &part.groups[at].importance);
        (one.name(), of)
    });
    let table = Rows::new(indicators.chain(groups))
        .left(say!(audit::by_segment_of), |(name, _)| *name)
        .number(say!(audit::all_segments), 2, |(_, of)| of(whole).over_expected)
        .each(segments, |rows, part| rows.number(&part.name, 2, |(_, of)| of(part).over_expected));
    Section::named(say!(audit::by_segment)).table(table)
}

/// Discrimination of the published points.
fn points(separation: &Separation) -> Section {
    let bars = &separation.histogram;
    let marks = Marks::Histogram { from: 0.0, to: bars.to, counts: bars.firms.clone() };
    let chart = Chart::new(say!(audit::points_chart), marks)
        .across(say!(audit::points_across))
        .up(say!(audit::points_up))
        .in_line(say!(audit::points_from), format!("▏ {}", bars.to));
    let section = Section::named(say!(audit::points)).chart(chart).line(say!(
        audit::distinct_points,
        distinct = separation.distinct,
        tied = percent(separation.tied),
        pairs = percent_to(separation.tied_pairs, 2)
    ));
    if separation.grades.is_empty() {
        return section;
    }
    let grade = |one: &GradeShare| {
        let share = percent(one.share);
        match &one.grade {
            Some(grade) => say!(audit::grade, grade = grade, firms = one.firms, share = share),
            None => say!(audit::grade_below, firms = one.firms, share = share),
        }
    };
    let shown = separation.grades.iter().filter(|one| one.grade.is_some() || one.firms > 0);
    section.line(say!(audit::grades, grades = Arg::items(shown.map(grade))))
}

/// Remarks of one kind about one segment.
struct Alike<'a> {
    first: &'a Remark,
    count: usize,
}

impl Report {
    /// Remarks on the whole cohort: warnings, then notes, the worst of each first; then the number of remarks
    /// not printed, including those on segments.
    fn remarked(&self) -> Section {
        let section = Section::named(say!(audit::remarks));
        if self.remarks.is_empty() {
            return section.line(say!(audit::no_remarks));
        }
        let mut kinds: Vec<Alike<'_>> = Vec::new();
        let mut shown: Vec<&Remark> = Vec::new();
        for remark in &self.remarks {
            let what = |one: &Remark| (one.key, one.severity, one.segment.clone());
            let at = kinds.iter().position(|kind| what(kind.first) == what(remark)).unwrap_or_else(|| {
                kinds.push(Alike { first: remark, count: 0 });
                kinds.len() - 1
            });
            kinds[at].count += 1;
            if remark.segment.is_none() && kinds[at].count <= SHOWN {
                shown.push(remark);
            }
        }
        let section = shown.into_iter().fold(section, |section, remark| {
            section.remark(figures::Remark {
                kind: Some((remark.severity, remark.key.to_owned())),
                message: remark.message.clone(),
                help: Some(remark.help.clone()),
            })
        });
        let warnings = self.remarks.iter().filter(|remark| remark.severity == Severity::Warning).count();
        let notes = self.remarks.len() - warnings;
        section.lines(self.hidden(&kinds)).line(say!(audit::all_remarks, warnings = warnings, notes = notes))
    }

    /// Numbers of remarks not printed: on the whole cohort, then segment by segment.
    fn hidden(&self, kinds: &[Alike<'_>]) -> Vec<Message> {
        let mut segments: Vec<Option<&str>> =
            kinds.iter().map(|kind| kind.first.segment.as_deref()).collect();
        segments.dedup();
        let of_segment = |segment: Option<&str>| {
            let shown = if segment.is_none() { SHOWN } else { 0 };
            let all = kinds.iter().filter(|kind| kind.first.segment.as_deref() == segment);
            let hidden: Vec<Alike<'_>> = all
                .filter(|kind| kind.count > shown)
                .map(|kind| Alike { first: kind.first, count: kind.count - shown })
                .collect();
            if hidden.is_empty() {
                return None;
            }
            let remarks = Arg::items(counts(&hidden));
            let part =
                segment.and_then(|_| self.parts.iter().find(|part| part.segment.as_deref() == segment));
            Some(match part {
                Some(part) => say!(audit::hidden_of_segment, segment = &part.name, remarks = remarks),
                None => say!(audit::hidden, remarks = remarks),
            })
        };
        segments.into_iter().filter_map(of_segment).collect()
    }
}

/// Numbers of warnings and notes per kind: `3 warnings (2 at-floor, 1 ties)`, `1 note (1 skewed)`.
fn counts(kinds: &[Alike<'_>]) -> Vec<Message> {
    let of = |severity: Severity| {
        let all = || kinds.iter().filter(move |kind| kind.first.severity == severity);
        let count: usize = all().map(|kind| kind.count).sum();
        let each = all().map(|kind| say!(audit::of_kind, count = kind.count, kind = kind.first.key));
        let each = Arg::items(each);
        (count > 0).then(|| match severity {
            Severity::Note => say!(audit::notes_of, count = count, kinds = each),
            _ => say!(audit::warnings_of, count = count, kinds = each),
        })
    };
    [Severity::Warning, Severity::Note].into_iter().filter_map(of).collect()
}
