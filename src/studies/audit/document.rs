//! An audit for people.

use super::effect::{Importance, are_few};
use super::report::{IndicatorAudit, PartAudit, Report};
use super::tables::{importance, profile, shift};
use super::{Consistency, GradeShare, Remark, Separation, Shift};
use crate::figures::number::{counted, number, percent, percent_to, thousands};
use crate::figures::{self, Bar, Cell, Chart, Document, Marks, Rows, Section};
use crate::finding::Severity;

/// Remarks of one kind about one segment, shown before the rest are only counted.
const SHOWN: usize = 3;
/// A p-value below which its digits say nothing.
const LEAST_P: f64 = 0.001;

impl Report {
    /// The audit as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let Some((whole, segments)) = self.parts.split_first() else { return Document::default() };
        let title = format!(
            "Audit of {}, {} as of {}: {}",
            self.about.scorecard,
            self.about.cohort,
            self.about.as_of,
            counted(whole.firms, "firm")
        );
        let document = Document::new(title)
            .section(values(whole))
            .sections(importances(whole))
            .section(correlations(whole));
        let document =
            if segments.is_empty() { document } else { document.section(by_segment(whole, segments)) };
        document.section(points(&whole.separation)).section(remarks(&self.remarks))
    }
}

/// Raw values and marks, indicator by indicator.
fn values(part: &PartAudit) -> Section {
    let rows = Rows::new(&part.indicators).left("raw values and marks", |one| &one.id);
    Section::named("Values and marks").table(profile(rows, |one| &one.profile))
}

/// Weight, importance, and ranks without it: indicators, then groups.
fn importances(part: &PartAudit) -> [Section; 3] {
    let rows = Rows::new(&part.indicators).left("weight and importance", |one| &one.id);
    let rows = importance(rows, |one| (part, &one.importance));
    let indicators = Section::named("Weight and importance")
        .table(without(rows, part, |one| one.without.as_ref()))
        .chart(importance_chart(&part.indicators));
    let rows = Rows::new(&part.groups).left("groups", |one| &one.id);
    let rows = importance(rows, |one| (part, &one.importance))
        .number("alpha", 2, |one| alpha(&one.consistency, part));
    let groups = Section::new().table(without(rows, part, |one| one.without.as_ref()));
    let notes = Section::new().note(
        "S: the part of the points' variance that is gone where the indicator is fixed\n\
         importance: its share of all S\n\
         expected: importance of independent indicators whose marks vary alike, by the square of the weight\n\
         ratio: importance over expected\n\
         own S, correlated S: S is what the indicator has of its own, and what it has by going with others",
    );
    [indicators, groups, notes]
}

/// Adds what would happen without it.
fn without<'a, T>(rows: Rows<T>, part: &'a PartAudit, of: impl Fn(&T) -> Option<&'a Shift>) -> Rows<T> {
    let top = format!("leave top {}", thousands(part.top as u64));
    shift(rows, |row| (part, of(row))).number(top, 1, |row| of(row).and_then(|shift| shift.leave_top))
}

fn importance_chart(all: &[IndicatorAudit]) -> Chart {
    let percent = |share: f64| 100.0 * share;
    let bars = all.iter().map(|one| Bar {
        label: one.id.as_str().into(),
        values: vec![Some(percent(one.importance.nominal)), one.importance.share.map(percent)],
    });
    let series = ["weight", "importance"].map(Into::into).into();
    let title = "Weight and importance of indicators, % of the whole";
    Chart::new(title, Marks::Bars { series, bars: bars.collect() })
}

/// Cronbach's alpha, unless few firms of many make it.
fn alpha(consistency: &Consistency, part: &PartAudit) -> Option<f64> {
    consistency.alpha.filter(|_| !are_few(consistency.firms, part.firms))
}

/// What an indicator or a group goes with.
struct GoesWith<'a> {
    id: &'a str,
    /// The group it is in; none where it is one.
    own: Option<&'a str>,
    /// Correlation with each group.
    groups: Vec<Option<f64>>,
    closest: Option<Closest<'a>>,
}

/// The indicator that one goes with most.
struct Closest<'a> {
    id: &'a str,
    r: f64,
    /// The adjusted p-value of that.
    adjusted: Option<f64>,
}

/// A cell that groups are without.
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

/// What goes with what: indicators with groups and with their closest, groups with groups.
fn correlations(part: &PartAudit) -> Section {
    let known = |r: Option<f64>, firms: usize| r.filter(|_| !are_few(firms, part.firms));
    let indicators = part.indicators.iter().enumerate().map(|(at, one)| {
        let others = part.correlations[at].iter().enumerate().filter(|(other, _)| *other != at);
        let closest = others
            .filter_map(|(other, r)| Some((other, known(*r, part.pairs[at][other])?)))
            .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
        GoesWith {
            id: &one.id,
            own: Some(&one.group),
            groups: one.with_groups.iter().map(|fit| known(fit.correlation, fit.firms)).collect(),
            closest: closest.map(|(other, r)| Closest {
                id: &part.indicators[other].id,
                r,
                adjusted: part.chances[at][other].map(|chance| chance.adjusted),
            }),
        }
    });
    let groups = part.groups.iter().map(|one| GoesWith {
        id: &one.id,
        own: None,
        groups: one.correlations.iter().zip(&one.pairs).map(|(r, firms)| known(*r, *firms)).collect(),
        closest: None,
    });
    let cell = |r: Option<f64>, is_own: bool| match r {
        Some(_) if is_own => Cell::from(format!("own {}", number(r, 2))),
        r => Cell::number(r, 2),
    };
    let table = Rows::new(indicators.chain(groups))
        .left("correlation with", |row| row.id)
        .each(part.groups.iter().enumerate(), |rows, (at, group)| {
            rows.right(&group.id, |row| cell(row.groups[at], row.own == Some(&*group.id)))
        })
        .right("closest", |row| of_indicator(row, Cell::number(row.closest.as_ref().map(|one| one.r), 2)))
        .left("", |row| row.closest.as_ref().map_or("", |one| one.id))
        .right("adjusted p", |row| {
            of_indicator(row, p_value(row.closest.as_ref().and_then(|one| one.adjusted)))
        });
    Section::named("Correlation")
        .table(table)
        .note(format!("alpha of all indicators together: {}", number(alpha(&part.consistency, part), 2)))
}

/// Importance over what is expected, in each segment.
fn by_segment(whole: &PartAudit, segments: &[PartAudit]) -> Section {
    type Of<'a> = Box<dyn Fn(&'a PartAudit) -> &'a Importance>;
    let indicators = whole.indicators.iter().enumerate().map(|(at, one)| {
        let of: Of<'_> = Box::new(move |part| &part.indicators[at].importance);
        (&one.id, of)
    });
    let groups = whole.groups.iter().enumerate().map(|(at, one)| {
        let of: Of<'_> = Box::new(move |part| &part.groups[at].importance);
        (&one.id, of)
    });
    let table = Rows::new(indicators.chain(groups))
        .left("importance over expected", |(id, _)| *id)
        .number("all", 2, |(_, of)| of(whole).over_expected)
        .each(segments, |rows, part| {
            let segment = part.segment.as_deref().unwrap_or("");
            rows.number(segment, 2, |(_, of)| of(part).over_expected)
        });
    Section::named("Importance over expected by segment").table(table)
}

/// How the points tell firms apart.
fn points(separation: &Separation) -> Section {
    let bars = &separation.histogram;
    let marks = Marks::Histogram { from: 0.0, to: bars.to, counts: bars.firms.clone() };
    let chart = Chart::new("Firms by points", marks)
        .across("points")
        .up("firms")
        .in_line("points  0 ▕", format!("▏ {}", bars.to));
    let section = Section::named("Points").chart(chart).line(format!(
        "{} different; {} of the firms share theirs, {} of all pairs of firms have the same",
        thousands(separation.distinct as u64),
        percent(separation.tied),
        percent_to(separation.tied_pairs, 2)
    ));
    if separation.grades.is_empty() {
        return section;
    }
    let grade = |one: &GradeShare| {
        let name = one.grade.as_deref().unwrap_or("below");
        format!("{name} {} ({})", thousands(one.firms as u64), percent(one.share))
    };
    let shown = separation.grades.iter().filter(|one| one.grade.is_some() || one.firms > 0);
    section.line(format!("grades  {}", shown.map(grade).collect::<Vec<_>>().join(", ")))
}

/// Remarks of one kind about one segment.
struct Alike<'a> {
    first: &'a Remark,
    count: usize,
}

/// What to do, of the whole cohort: warnings, then notes, the worst of each first; and how many more there
/// are, also of segments.
fn remarks(remarks: &[Remark]) -> Section {
    let mut section = Section::named("Remarks");
    if remarks.is_empty() {
        return section.line("nothing to remark");
    }
    let mut kinds: Vec<Alike<'_>> = Vec::new();
    for remark in remarks {
        let what = |one: &Remark| (one.key, one.severity, one.segment.clone());
        let at = kinds.iter().position(|kind| what(kind.first) == what(remark)).unwrap_or_else(|| {
            kinds.push(Alike { first: remark, count: 0 });
            kinds.len() - 1
        });
        kinds[at].count += 1;
        if remark.segment.is_none() && kinds[at].count <= SHOWN {
            section = section.remark(figures::Remark {
                kind: Some((remark.severity, remark.key.to_owned())),
                message: remark.message.as_str().into(),
                help: Some(remark.help.as_str().into()),
            });
        }
    }
    let mut segments: Vec<Option<&str>> = kinds.iter().map(|kind| kind.first.segment.as_deref()).collect();
    segments.dedup();
    for segment in segments {
        let shown = if segment.is_none() { SHOWN } else { 0 };
        let of_segment = kinds.iter().filter(|kind| kind.first.segment.as_deref() == segment);
        let hidden: Vec<Alike<'_>> = of_segment
            .filter(|kind| kind.count > shown)
            .map(|kind| Alike { first: kind.first, count: kind.count - shown })
            .collect();
        if !hidden.is_empty() {
            let what = segment.map_or("and".to_owned(), |segment| format!("{segment} besides:"));
            section = section.line(format!("… {what} {}", counts(&hidden)));
        }
    }
    let warnings = remarks.iter().filter(|remark| remark.severity == Severity::Warning).count();
    let notes = remarks.len() - warnings;
    section.line(format!(
        "{}, {}: all with --format json",
        counted(warnings, "warning"),
        counted(notes, "note")
    ))
}

/// How many warnings and how many notes of which kind: `3 warnings (2 at-floor, 1 ties), 1 note (1 skewed)`.
fn counts(kinds: &[Alike<'_>]) -> String {
    let of = |severity: Severity| {
        let all = || kinds.iter().filter(move |kind| kind.first.severity == severity);
        let count: usize = all().map(|kind| kind.count).sum();
        let told: Vec<String> = all().map(|kind| format!("{} {}", kind.count, kind.first.key)).collect();
        (count > 0).then(|| format!("{} ({})", counted(count, severity.as_str()), told.join(", ")))
    };
    [Severity::Warning, Severity::Note].into_iter().filter_map(of).collect::<Vec<String>>().join(", ")
}
