//! `jifen audit`: what a scorecard's indicators tell, what its weights come to, and what to do about it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::{self, Campaign, Studied};
use crate::finding::{Findings, Severity};
use crate::studies::Study as _;
use crate::studies::audit::{
    self, Consistency, GradeShare, GroupAudit, Importance, IndicatorAudit, PartAudit, Remark, Report,
    Separation, Shift, are_few,
};

use super::options::{Edits, Format};
use super::plot::{bar, histogram, interval};
use super::run::How;
use super::screen::{Screen, counted, number, percent, table, thousands};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;
use super::{Options, json};

/// Remarks of one kind about one segment, shown before the rest are only counted.
const SHOWN: usize = 3;
/// Characters of the scale from no marks to full marks.
const MARKS: usize = 16;
/// Characters of a bar.
const BAR: usize = 12;

/// Look into a scorecard: what its indicators tell, what its weights come to, what to do about it
///
/// Carries the campaign out and looks at the scored firms, all together and segment by segment: values that
/// are missing or heaped, what goes with what, the real importance of each weight, ranks without each
/// indicator and group, and how well points tell firms apart. Changes nothing. Every figure is in --format
/// json and in the folder of --out.
#[derive(Debug, Args)]
pub(super) struct AuditCommand {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// How many firms count as first where an indicator is left out
    /// [default: a tenth of all, and of each segment]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// Write the study into this folder: summary.json, and each table as CSV and Parquet
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

impl AuditCommand {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let studied = match worked(&self.how, options, |screen| self.audit(screen)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let audit = &studied.report;
        let answer = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(audit),
            _ => words(audit) + &self.targets().named(false),
        };
        told(&answer, &studied, &self.how.named(&self.campaign), self.tolerance, options)
    }

    fn targets(&self) -> Targets<'_> {
        Targets { write: None, out: self.out.as_deref(), replace: self.edits.replace(self.force) }
    }

    fn audit(&self, screen: &Screen) -> Result<Studied<Report>, Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        self.targets().refuse(&campaign, &[])?;
        let study = audit::Options { top: self.top.map(|top| top as usize) };
        let studied = campaign::study(&campaign, &study, screen)?;
        self.targets().write(None, &campaign.study_folder(audit::Options::NAME, &studied.report))?;
        Ok(studied)
    }
}

/// The audit for people.
fn words(audit: &Report) -> String {
    let Some((whole, segments)) = audit.parts.split_first() else { return String::new() };
    let mut text = format!(
        "Audit of {}, {} as of {}: {}\n",
        audit.about.scorecard,
        audit.about.cohort,
        audit.about.as_of,
        counted(whole.firms, "firm")
    );
    text += &format!("\n{}", values(whole));
    text += &format!("\n{}", importances(whole));
    text += &format!("\n{}", correlations(whole));
    if !segments.is_empty() {
        text += &format!("\n{}", by_segment(whole, segments));
    }
    text += &format!("\n{}", points(&whole.separation));
    text + &format!("\n{}", remarks(&audit.remarks))
}

/// Raw values and marks, indicator by indicator.
fn values(part: &PartAudit) -> String {
    let columns = [
        ("raw values and marks", false),
        ("missing", true),
        ("zero", true),
        ("outside", true),
        ("skew", true),
        ("kurtosis", true),
        ("no marks", true),
        ("full marks", true),
        ("quartiles of marks", false),
    ];
    let row = |indicator: &IndicatorAudit| {
        let profile = &indicator.profile;
        let (raw, shares) = (profile.raw.as_ref(), profile.shares.as_ref());
        vec![
            indicator.id.clone(),
            percent(profile.missing),
            percent(profile.zero),
            percent(raw.and_then(|raw| raw.outside)),
            number(raw.and_then(|raw| raw.skew), 2),
            number(raw.and_then(|raw| raw.kurtosis), 2),
            percent(profile.floor),
            percent(profile.ceiling),
            shares.map_or_else(String::new, |shares| {
                let quartiles = (shares.first_quartile, shares.median, shares.third_quartile);
                format!("▕{}▏", interval(quartiles, (0.0, 1.0), MARKS))
            }),
        ]
    };
    table(&columns, part.indicators.iter().map(row))
}

/// Weight, importance, and ranks without it: indicators, then groups.
fn importances(part: &PartAudit) -> String {
    let row =
        |id: &str, importance: &Importance, most: f64, alpha: Option<Option<f64>>, shift: Option<&Shift>| {
            let mut row = vec![
                id.to_owned(),
                percent(Some(importance.nominal)),
                percent(importance.share),
                bar(importance.share.unwrap_or(0.0) / most.max(f64::MIN_POSITIVE), BAR),
                number(importance.over_nominal, 2),
                number(importance.ratio, 3),
                number(importance.linear, 3),
                number(importance.uncorrelated.filter(|_| !are_few(importance.split_firms, part.firms)), 3),
            ];
            row.extend(alpha.map(|alpha| number(alpha, 2)));
            row.push(number(shift.map(|shift| shift.mean), 1));
            row.push(shift.map_or_else(|| "–".to_owned(), |shift| thousands(shift.greatest.into())));
            row.push(number(shift.and_then(|shift| shift.leave_top), 1));
            row
        };
    let leave = format!("leave top {}", thousands(part.top as u64));
    let columns = |what: &'static str, alpha: bool| {
        let mut columns = vec![
            (what, false),
            ("weight", true),
            ("importance", true),
            ("", false),
            ("ratio", true),
            ("S", true),
            ("R²", true),
            ("own R²", true),
        ];
        columns.extend(alpha.then_some(("alpha", true)));
        columns
    };
    let shifts = [("without: mean shift", true), ("greatest", true), (leave.as_str(), true)];
    let mut headers = columns("weight and importance", false);
    headers.extend(shifts);
    let most =
        |all: &mut dyn Iterator<Item = &Importance>| all.filter_map(|one| one.share).fold(0.0, f64::max);
    let (indicators, groups) = (part.indicators.iter(), part.groups.iter());
    let greatest = most(&mut indicators.clone().map(|one| &one.importance));
    let rows = indicators.map(|one| row(&one.id, &one.importance, greatest, None, one.without.as_ref()));
    let mut text = table(&headers, rows);
    let mut headers = columns("groups", true);
    headers.extend(shifts);
    let greatest = most(&mut groups.clone().map(|one| &one.importance));
    let alpha = |one: &GroupAudit| Some(alpha(&one.consistency, part));
    let rows = groups.map(|one| row(&one.id, &one.importance, greatest, alpha(one), one.without.as_ref()));
    text.push('\n');
    text += &table(&headers, rows);
    text + "\n\
        importance: share of S, the part of the points' variance that is gone where the indicator is fixed\n\
        own R²: what the indicator explains of the points and no other does\n"
}

/// Cronbach's alpha, unless few firms of many make it.
fn alpha(consistency: &Consistency, part: &PartAudit) -> Option<f64> {
    consistency.alpha.filter(|_| !are_few(consistency.firms, part.firms))
}

/// What goes with what: indicators with groups and with their closest, groups with groups.
fn correlations(part: &PartAudit) -> String {
    let mut columns = vec![("correlation with", false)];
    columns.extend(part.groups.iter().map(|group| (group.id.as_str(), true)));
    columns.extend([("closest", true), ("", false)]);
    let cells = |rs: &[Option<f64>], own: &str| -> Vec<String> {
        let cell = |(r, group): (&Option<f64>, &GroupAudit)| match r {
            Some(_) if group.id == own => format!("own {}", number(*r, 2)),
            r => number(*r, 2),
        };
        rs.iter().zip(&part.groups).map(cell).collect()
    };
    let indicators = part.indicators.iter().enumerate().map(|(at, one)| {
        let others = part.correlations[at].iter().enumerate().filter(|(other, _)| *other != at);
        let closest = others
            .filter_map(|(other, r)| r.map(|r| (other, r)))
            .filter(|(other, _)| !are_few(part.pairs[at][*other], part.firms))
            .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
        let mut row = vec![one.id.clone()];
        let known = one.with_groups.iter().zip(&one.pairs_with_groups);
        let known = known.map(|(r, firms)| r.filter(|_| !are_few(*firms, part.firms)));
        row.extend(cells(&known.collect::<Vec<_>>(), &one.group));
        row.push(number(closest.map(|(_, r)| r), 2));
        row.push(closest.map_or_else(String::new, |(other, _)| part.indicators[other].id.clone()));
        row
    });
    let groups = part.groups.iter().map(|group| {
        let mut row = vec![group.id.clone()];
        row.extend(cells(&group.correlations, ""));
        row.extend(["", ""].map(str::to_owned));
        row
    });
    let text = table(&columns, indicators.chain(groups));
    text + &format!("alpha of all indicators together: {}\n", number(alpha(&part.consistency, part), 2))
}

/// Importance over weight in each segment.
fn by_segment(whole: &PartAudit, segments: &[PartAudit]) -> String {
    let mut columns = vec![("importance over weight", false), ("all", true)];
    columns.extend(segments.iter().map(|part| (part.segment.as_deref().unwrap_or(""), true)));
    let parts = || std::iter::once(whole).chain(segments);
    let indicators = whole.indicators.iter().enumerate().map(|(at, one)| {
        let cells = parts().map(|part| number(part.indicators[at].importance.over_nominal, 2));
        std::iter::once(one.id.clone()).chain(cells).collect()
    });
    let groups = whole.groups.iter().enumerate().map(|(at, one)| {
        let cells = parts().map(|part| number(part.groups[at].importance.over_nominal, 2));
        std::iter::once(one.id.clone()).chain(cells).collect()
    });
    table(&columns, indicators.chain(groups))
}

/// How the points tell firms apart.
fn points(separation: &Separation) -> String {
    let bars = &separation.histogram;
    let mut text = format!(
        "points  0 ▕{}▏ {}\n{} different; {} of the firms share theirs, {} of all pairs of firms have the same\n",
        histogram(&bars.firms),
        bars.to,
        thousands(separation.distinct as u64),
        percent(separation.tied),
        separation.tied_pairs.map_or_else(|| "–".to_owned(), |tied| format!("{:.2} %", 100.0 * tied))
    );
    if !separation.grades.is_empty() {
        let grade = |one: &GradeShare| {
            let name = one.grade.as_deref().unwrap_or("below");
            format!("{name} {} ({})", thousands(one.firms as u64), percent(one.share))
        };
        let shown = separation.grades.iter().filter(|one| one.grade.is_some() || one.firms > 0);
        let grades: Vec<String> = shown.map(grade).collect();
        text += &format!("grades  {}\n", grades.join(", "));
    }
    text
}

/// What to do, of the whole cohort: warnings, then notes, the worst of each first; and how many more there
/// are, also of segments.
fn remarks(remarks: &[Remark]) -> String {
    if remarks.is_empty() {
        return "nothing to remark\n".to_owned();
    }
    let mut text = String::new();
    let mut kinds: Vec<(&Remark, usize)> = Vec::new();
    for remark in remarks {
        let alike = |(other, _): &(&Remark, usize)| {
            (other.key, other.severity, &other.segment) == (remark.key, remark.severity, &remark.segment)
        };
        let at = kinds.iter().position(alike).unwrap_or_else(|| {
            kinds.push((remark, 0));
            kinds.len() - 1
        });
        kinds[at].1 += 1;
        if remark.segment.is_none() && kinds[at].1 <= SHOWN {
            let severity = remark.severity.as_str();
            text += &format!("{severity}[{}]: {}\n  help: {}\n", remark.key, remark.message, remark.help);
        }
    }
    let mut segments: Vec<Option<&str>> = kinds.iter().map(|(remark, _)| remark.segment.as_deref()).collect();
    segments.dedup();
    for segment in segments {
        let shown = if segment.is_none() { SHOWN } else { 0 };
        let of_segment = kinds.iter().filter(|(remark, _)| remark.segment.as_deref() == segment);
        let hidden: Vec<(&Remark, usize)> = of_segment
            .filter(|(_, count)| *count > shown)
            .map(|(remark, count)| (*remark, count - shown))
            .collect();
        if !hidden.is_empty() {
            let what = segment.map_or("and".to_owned(), |segment| format!("{segment} besides:"));
            text += &format!("… {what} {}\n", counts(&hidden));
        }
    }
    let warnings = remarks.iter().filter(|remark| remark.severity == Severity::Warning).count();
    let notes = remarks.len() - warnings;
    text + &format!("{}, {}: all with --format json\n", counted(warnings, "warning"), counted(notes, "note"))
}

/// How many warnings and how many notes of which kind: `3 warnings (2 at-floor, 1 ties), 1 note (1 skewed)`.
fn counts(kinds: &[(&Remark, usize)]) -> String {
    let of = |severity: Severity| {
        let all = || kinds.iter().filter(move |(remark, _)| remark.severity == severity);
        let count: usize = all().map(|(_, count)| count).sum();
        let told: Vec<String> = all().map(|(remark, count)| format!("{count} {}", remark.key)).collect();
        (count > 0).then(|| format!("{} ({})", counted(count, severity.as_str()), told.join(", ")))
    };
    [Severity::Warning, Severity::Note].into_iter().filter_map(of).collect::<Vec<String>>().join(", ")
}
