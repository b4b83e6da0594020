//! What the figures say, and what to do about it.

use serde::Serialize;

use super::ends::{End, has_bounds, help, help_with_skew};
use super::importance::FEW;
use super::{GroupAudit, Importance, IndicatorAudit, PartAudit};
use crate::finding::Severity;
use crate::scorecard::{Curve, Indicator, Scorecard};

/// Correlation above which two indicators say the same: the reading of the JRC.
const SAME: f64 = 0.92;
/// Correlation below which indicators of one group oppose each other, and not just hardly go together.
const OPPOSED: f64 = -0.3;
/// The normal deviate of a two-sided test at 5 %.
const CHANCE: f64 = 1.96;
/// Share of missing values the JRC asks an indicator not to exceed: 65 % of its values should be known.
const MISSING: f64 = 0.35;
/// Share at the floor or the ceiling from which a scale has such an effect (McHorney and Tarlov 1995), and from which most firms
/// cannot be told apart.
const AT_END: [f64; 2] = [0.15, 0.5];
/// How much more an indicator must correlate with another group to ask for something to be done.
const FURTHER: f64 = 0.1;
/// Correlation below which two things hardly go together, in the reading of the JRC.
const WEAK: f64 = 0.3;
/// Cronbach's α below which indicators are not taken to measure one thing (Nunnally 1978, as the OECD handbook cites him).
const ALPHA: f64 = 0.7;
/// Importance over weight within which both are of one size.
const RATIO: [f64; 2] = [0.5, 2.0];
/// Chance that two firms have the same points above which points discriminate poorly: Ferguson's δ below 0.9 (Kline 2000).
const TIED_PAIRS: f64 = 0.1;
/// Share of the firms with the same points that makes a heap.
const HEAP: f64 = 0.1;
/// Share of the firms in one grade above which grades say little.
const CROWDED: f64 = 0.75;

/// Something to know, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// What kind it is: a stable word of [`SIGNS`].
    pub key: &'static str,
    /// A note, or a warning where it asks for something to be done.
    pub severity: Severity,
    /// The segment; nothing for the whole cohort.
    pub segment: Option<String>,
    /// Ids of the indicators, groups or grades it is about.
    pub subjects: Vec<String>,
    /// What was seen, in one line.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Every key a remark can have, with what it means.
pub const SIGNS: &[(&str, &str)] = &[
    (
        "few-firms",
        "fewer than 30 firms: what they show is not judged, but values that are missing or all the same",
    ),
    ("all-missing", "no firm has a value"),
    ("mostly-missing", "more than 35 % of the values are missing"),
    ("constant", "all firms have the same share of full marks"),
    ("at-floor", "more than 15 % of the firms have no marks; a warning above 50 %"),
    ("at-ceiling", "more than 15 % of the firms have full marks; a warning above 50 %"),
    ("skewed", "|skew| above 2 and kurtosis above 3.5 of the shares of full marks"),
    ("say-the-same", "two indicators correlate above 0.92; a note where they are in two groups"),
    ("oppose", "two indicators of a group correlate below 0, beyond chance; a warning below -0.3"),
    (
        "other-group",
        "an indicator goes with another group more than with its own, beyond chance; a warning above 0.3 and by 0.1",
    ),
    ("low-alpha", "Cronbach's alpha of a group below 0.7"),
    ("matters-less", "importance below half of what the weight says"),
    ("matters-more", "importance above twice what the weight says"),
    ("decides-alone", "an indicator correlates above 0.92 with the points"),
    ("against-points", "an indicator correlates below 0 with the points, beyond chance"),
    ("moves-nobody", "no rank changes without the indicator"),
    ("ties", "two firms have the same points more often than one time in ten"),
    ("heap", "more than a tenth of the firms have the same points"),
    ("crowded-grade", "more than three quarters of the firms have one grade"),
    ("empty-grade", "a grade nobody has"),
];

/// The remarks of all parts: the whole cohort's, then those of a segment that the whole does not show; of each, warnings first.
pub(super) fn of(parts: &[PartAudit], card: &Scorecard) -> Vec<Remark> {
    let mut all: Vec<Remark> = Vec::new();
    for part in parts {
        let own = of_part(part, card).into_iter().filter(|own| {
            let whole = || all.iter().filter(|other| other.segment.is_none());
            own.segment.is_none() || !whole().any(|whole| says_as_much(whole, own))
        });
        let mut own: Vec<Remark> = own.collect();
        own.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        all.extend(own);
    }
    all
}

/// Whether a remark about the whole cohort leaves nothing to say of one about a segment: it is of the same kind about the same,
/// and no less severe. Points that are tied or heaped are other points in a segment, unless every figure is the same.
fn says_as_much(whole: &Remark, own: &Remark) -> bool {
    let points = matches!(own.key, "ties" | "heap");
    (whole.key, &whole.subjects) == (own.key, &own.subjects)
        && whole.severity >= own.severity
        && (!points || whole.message == own.message)
}

fn of_part(part: &PartAudit, card: &Scorecard) -> Vec<Remark> {
    let mut told = Teller { segment: part.segment.clone(), remarks: Vec::new() };
    if part.firms == 0 {
        return told.remarks;
    }
    if part.firms < FEW {
        told.note(
            "few-firms",
            &[],
            match part.firms {
                1 => "there is 1 firm: what one shows is not judged".to_owned(),
                firms => format!("there are {firms} firms: what so few show is not judged"),
            },
            match part.segment {
                Some(_) => "audit a larger cohort, or look at all segments together".to_owned(),
                None => "audit a larger cohort".to_owned(),
            },
        );
    }
    let indicators = part.indicators.iter().zip(&card.indicators);
    indicators.for_each(|(indicator, written)| of_values(&mut told, indicator, written));
    if part.firms >= FEW {
        of_pairs(&mut told, part);
        part.indicators.iter().for_each(|indicator| of_fit(&mut told, part, indicator));
        part.groups.iter().for_each(|group| of_group(&mut told, group));
        let others =
            |own: &str| part.indicators.iter().any(|other| other.id != own && other.importance.nominal > 0.0);
        part.indicators.iter().for_each(|one| of_importance(&mut told, one, others(&one.id)));
        of_points(&mut told, part);
    }
    told.remarks
}

/// Collects the remarks of a part.
struct Teller {
    segment: Option<String>,
    remarks: Vec<Remark>,
}

impl Teller {
    fn tell(
        &mut self,
        key: &'static str,
        severity: Severity,
        subjects: &[&str],
        message: String,
        help: String,
    ) {
        debug_assert!(SIGNS.iter().any(|(known, _)| *known == key), "{key} is explained");
        let subjects = subjects.iter().map(|&subject| subject.to_owned()).collect();
        self.remarks.push(Remark { key, severity, segment: self.segment.clone(), subjects, message, help });
    }

    fn note(&mut self, key: &'static str, subjects: &[&str], message: String, help: String) {
        self.tell(key, Severity::Note, subjects, message, help);
    }

    fn warn(&mut self, key: &'static str, subjects: &[&str], message: String, help: String) {
        self.tell(key, Severity::Warning, subjects, message, help);
    }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Whether an indicator has weight, a known share and different ones: what can be judged at all.
fn varies(indicator: &IndicatorAudit) -> bool {
    indicator.importance.nominal > 0.0 && indicator.profile.distinct > 1
}

/// What an indicator's values say by themselves.
fn of_values(told: &mut Teller, indicator: &IndicatorAudit, written: &Indicator) {
    let (id, profile) = (indicator.id.as_str(), &indicator.profile);
    // Bonus and deduction, which most firms may well be without, have no weight that others could have.
    let weighs = indicator.importance.nominal > 0.0;
    let give = format!("give its weight of {} to others", percent(indicator.importance.nominal));
    if profile.firms == 0 {
        return;
    }
    if profile.raw.is_none() {
        let message = format!("no firm has a value for `{id}`");
        let help = if weighs { format!("bind its column, or {give}") } else { "bind its column".to_owned() };
        return told.warn("all-missing", &[id], message, help);
    }
    if let Some(missing) = profile.missing.filter(|missing| *missing > MISSING) {
        let message = format!("`{id}` is not known of {} of the firms", percent(missing));
        let help = "have it reported, or weigh it less: what is missing tells of the report, not of the firm";
        told.warn("mostly-missing", &[id], message, help.to_owned());
    }
    let known = profile.shares.as_ref().map_or(0, |shares| shares.count);
    let firms = if known < profile.firms { format!("{known} firms known") } else { "firms".to_owned() };
    // One firm is not like all others.
    if profile.distinct == 1 && known > 1 && weighs {
        let message = format!("`{id}` is the same for all {firms}");
        let move_or = if has_bounds(&written.curve) { "move its bounds, or " } else { "" };
        return told.warn("constant", &[id], message, format!("it tells nobody apart: {move_or}{give}"));
    }
    if !weighs || known < FEW {
        return;
    }
    let ends = [
        ("at-floor", profile.floor, "no marks", End::Floor),
        ("at-ceiling", profile.ceiling, "full marks", End::Ceiling),
    ];
    for (key, share, what, end) in ends {
        let Some(share) = share.filter(|share| *share > AT_END[0]) else { continue };
        let severity = if share > AT_END[1] { Severity::Warning } else { Severity::Note };
        let message =
            format!("{} of the {firms} have {what} in `{id}`: it does not tell them apart", percent(share));
        told.tell(key, severity, &[id], message, help(&written.curve, written.direction, end));
    }
    // Of a flag, its ends say as much.
    let skewed = profile.shares.as_ref().filter(|shares| shares.is_skewed && written.curve != Curve::Flag);
    if let Some(shares) = skewed {
        let (skew, kurtosis) = (shares.skew.unwrap_or(0.0), shares.kurtosis.unwrap_or(0.0));
        let message =
            format!("a few firms decide the spread of `{id}`: skew {skew:.2}, kurtosis {kurtosis:.2}");
        told.note("skewed", &[id], message, help_with_skew(&written.curve, written.direction));
    }
}

/// Whether a correlation over `n` firms differs from 0 beyond chance, by Fisher's transformation.
fn beyond_chance(r: f64, n: usize) -> bool {
    n > 3 && r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh().abs() * (n as f64 - 3.0).sqrt() > CHANCE
}

/// What pairs of indicators say.
fn of_pairs(told: &mut Teller, part: &PartAudit) {
    for (i, a) in part.indicators.iter().enumerate().filter(|(_, a)| varies(a)) {
        for (j, b) in part.indicators.iter().enumerate().skip(i + 1).filter(|(_, b)| varies(b)) {
            let Some(r) = part.correlations[i][j] else { continue };
            let (x, y, inside) = (a.id.as_str(), b.id.as_str(), a.group == b.group);
            let n = part.pairs[i][j];
            if n < FEW {
                continue;
            }
            if r > SAME && inside {
                let message = format!("`{x}` and `{y}` say the same: r = {r:.2}");
                told.warn("say-the-same", &[x, y], message, "merge them, or halve their weights".to_owned());
            } else if r > SAME {
                let message =
                    format!("`{x}` of `{}` and `{y}` of `{}` say the same: r = {r:.2}", a.group, b.group);
                let help = "what they measure counts in both groups: keep it in one";
                told.note("say-the-same", &[x, y], message, help.to_owned());
            } else if r < 0.0 && inside && beyond_chance(r, n) {
                let severity = if r < OPPOSED { Severity::Warning } else { Severity::Note };
                let message = format!("`{x}` and `{y}` of `{}` go against one another: r = {r:.2}", a.group);
                let help = "their marks cancel out: see that each has the right direction, or part them";
                told.tell("oppose", severity, &[x, y], message, help.to_owned());
            }
        }
    }
}

/// Whether an indicator goes with another group more than with its own: by Fisher's transformation of both correlations, each
/// over its own firms, taken for independent, which asks for more than a test that knows how they hang together.
fn of_fit(told: &mut Teller, part: &PartAudit, indicator: &IndicatorAudit) {
    let own = part.groups.iter().position(|group| group.id == indicator.group);
    // What is taken over a few firms is not known.
    let with: Vec<Option<(f64, usize)>> = indicator
        .with_groups
        .iter()
        .zip(&indicator.pairs_with_groups)
        .map(|(r, &firms)| r.zip((firms >= FEW).then_some(firms)))
        .collect();
    let Some((own_r, own_firms)) = own.and_then(|own| with[own]).filter(|_| varies(indicator)) else {
        return;
    };
    let others = part.groups.iter().zip(&with).enumerate();
    let best = others
        .filter(|(at, (group, _))| Some(*at) != own && group.importance.nominal > 0.0)
        .filter_map(|(_, (group, with))| with.map(|(r, firms)| (group, r, firms)))
        .max_by(|(_, a, _), (_, b, _)| a.total_cmp(b));
    let Some((group, r, firms)) = best.filter(|(_, r, _)| *r > own_r) else { return };
    let z = |r: f64| r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh();
    // The variance of z is 1 / (n − 3), and n is FEW or more.
    let variance = |firms: usize| 1.0 / (firms as f64 - 3.0);
    if z(r) - z(own_r) > CHANCE * (variance(firms) + variance(own_firms)).sqrt() {
        let id = indicator.id.as_str();
        let message = format!(
            "`{id}` goes with `{}` (r = {r:.2}) more than with the rest of `{}` (r = {own_r:.2})",
            group.id, indicator.group
        );
        let help = format!("move it to `{}`, or say in the scorecard why it is where it is", group.id);
        let severity = if r - own_r > FURTHER && r > WEAK { Severity::Warning } else { Severity::Note };
        told.tell("other-group", severity, &[id, &group.id], message, help);
    }
}

/// What a group says.
fn of_group(told: &mut Teller, group: &GroupAudit) {
    let id = group.id.as_str();
    if group.importance.nominal == 0.0 {
        return;
    }
    let alpha = group.consistency.alpha.filter(|_| group.consistency.firms >= FEW);
    if let Some(alpha) = alpha.filter(|alpha| *alpha < ALPHA) {
        let message = format!("the indicators of `{id}` do not measure one thing: alpha is {alpha:.2}");
        let help = "right where they are meant to complement each other; else see which of them lowers it";
        told.note("low-alpha", &[id], message, help.to_owned());
    }
    of_weight(told, id, &group.importance);
}

/// Weight against importance, which says nothing where it is taken over a few firms.
fn of_weight(told: &mut Teller, id: &str, importance: &Importance) {
    let known = importance.over_nominal.zip(importance.share).filter(|_| importance.firms >= FEW);
    let Some((ratio, share)) = known else { return };
    let (nominal, share) = (percent(importance.nominal), percent(share));
    if ratio < RATIO[0] {
        let message = format!("`{id}` has {nominal} of the weight and {share} of the importance");
        let help =
            "raise its weight, or spread its marks: a curve that gives most firms the same decides little";
        told.warn("matters-less", &[id], message, help.to_owned());
    } else if ratio > RATIO[1] {
        let message = format!("`{id}` has {nominal} of the weight and {share} of the importance");
        let help = "lower its weight, unless it is meant to decide so much; see what it goes with";
        told.warn("matters-more", &[id], message, help.to_owned());
    }
}

/// What an indicator does to the points; `others` weigh beside it, or none.
fn of_importance(told: &mut Teller, indicator: &IndicatorAudit, others: bool) {
    if !varies(indicator) {
        return;
    }
    let id = indicator.id.as_str();
    of_weight(told, id, &indicator.importance);
    if let Some(r) = indicator.importance.correlation.filter(|_| indicator.importance.firms >= FEW) {
        if r > SAME && others {
            let message = format!("`{id}` nearly makes the points alone: r = {r:.2}");
            let help = "lower its weight, or see why the others add so little";
            told.warn("decides-alone", &[id], message, help.to_owned());
        } else if r < 0.0 && beyond_chance(r, indicator.importance.firms) {
            let message = format!("firms with more marks in `{id}` have fewer points: r = {r:.2}");
            let help = "see that its direction is right; what it rewards costs firms marks elsewhere";
            told.warn("against-points", &[id], message, help.to_owned());
        }
    }
    if indicator.without.as_ref().is_some_and(|shift| shift.greatest == 0) {
        let message = format!("without `{id}` every firm keeps its rank");
        let help = "take it out, or give it enough weight to matter";
        told.note("moves-nobody", &[id], message, help.to_owned());
    }
}

/// What the points of 30 firms or more say.
fn of_points(told: &mut Teller, part: &PartAudit) {
    let separation = &part.separation;
    if let Some(tied) = separation.tied_pairs.filter(|tied| *tied > TIED_PAIRS) {
        let message = format!("two firms have the same points {} of the time", percent(tied));
        let help = "publish more decimals, or take curves with more steps";
        told.warn("ties", &[], message, help.to_owned());
    }
    let heap = separation.largest_tie as f64 / part.firms as f64;
    if let Some(points) = separation.largest_tie_at.filter(|_| separation.largest_tie > 1 && heap > HEAP) {
        let one = if points == 1.0 { "point" } else { "points" };
        let message = format!("{} of the firms have {points} {one}", percent(heap));
        let help = "see which floor, cap or missing value brings them together; tie-breakers order them";
        told.note("heap", &[], message, help.to_owned());
    }
    for grade in separation.grades.iter().filter_map(|grade| Some((grade.grade.as_deref()?, grade))) {
        let (id, grade) = grade;
        if let Some(share) = grade.share.filter(|share| *share > CROWDED) {
            let message = format!("{} of the firms have grade `{id}`", percent(share));
            told.note("crowded-grade", &[id], message, "move the bounds of the grades".to_owned());
        } else if grade.firms == 0 {
            let message = format!("no firm has grade `{id}`");
            told.note("empty-grade", &[id], message, "move the bounds of the grades".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(key: &'static str, severity: Severity, subject: Option<&str>, message: &str) -> Remark {
        let subjects = subject.into_iter().map(str::to_owned).collect();
        Remark { key, severity, segment: None, subjects, message: message.to_owned(), help: String::new() }
    }

    #[test]
    fn the_whole_does_not_hide_what_is_worse_in_a_segment() {
        let floor = |severity, of| remark("at-floor", severity, Some(of), "");
        let (note, warning) = (floor(Severity::Note, "a"), floor(Severity::Warning, "a"));
        assert!(says_as_much(&warning, &note) && says_as_much(&note, &note));
        assert!(!says_as_much(&note, &warning));
        assert!(!says_as_much(&warning, &floor(Severity::Note, "b")));
        let heap = |message| remark("heap", Severity::Note, None, message);
        assert!(!says_as_much(&heap("20.0 % have 40 points"), &heap("90.0 % have 0 points")));
        assert!(says_as_much(&heap("20.0 % have 40 points"), &heap("20.0 % have 40 points")));
    }
}
