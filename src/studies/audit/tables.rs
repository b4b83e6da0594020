//! The tables of an audit. Columns shared by several tables are declared once.

use super::chance::Chance;
use super::dependence::Consistency;
use super::effect::{Importance, are_few};
use super::omission::Shift;
use super::profile::{Distribution, KURTOSIS, Profile, SKEW};
use super::report::{PartAudit, Report};
use crate::figures::{Cell, Picture, Rows};
use crate::words::{Message, say};

/// `part` of a row about the whole cohort.
const WHOLE: &str = "all";
/// Characters of the scale from no marks to full marks.
const MARKS: usize = 16;
/// Characters of a bar.
const BAR: usize = 12;

impl Report {
    pub(super) fn parts_table(&self) -> Rows<impl Sized> {
        let rows = Rows::table("parts", say!(audit::of_parts), &self.parts)
            .field("part", say!(audit::about_part), |part| name(part))
            .field("firms", say!(audit::about_scored), |part| part.firms)
            .field("top", say!(audit::about_top), |part| part.top)
            .field("distinct", say!(audit::about_distinct_points), |part| part.separation.distinct)
            .field("tied", say!(audit::about_tied), |part| part.separation.tied)
            .field("tied_pairs", say!(audit::about_tied_pairs), |part| part.separation.tied_pairs)
            .field("largest_tie", say!(audit::about_largest_tie), |part| part.separation.largest_tie)
            .field("largest_tie_at", say!(audit::about_largest_tie_at), |part| part.separation.largest_tie_at)
            .field("entropy", say!(audit::about_entropy), |part| part.separation.entropy);
        alphas(rows, "all", |part| &part.consistency)
    }

    pub(super) fn grades(&self) -> Rows<impl Sized> {
        let rows =
            self.parts.iter().flat_map(|part| part.separation.grades.iter().map(move |one| (part, one)));
        Rows::table("grades", say!(audit::of_grades), rows)
            .field("part", say!(audit::about_part), |(part, _)| name(part))
            .field("grade", say!(audit::about_grade), |(_, one)| one.grade.as_ref())
            .field("at_least", say!(audit::about_at_least), |(_, one)| one.at_least)
            .field("firms", say!(audit::about_grade_firms), |(_, one)| one.firms)
            .field("share", say!(audit::about_grade_share), |(_, one)| one.share)
    }

    pub(super) fn indicators(&self) -> Rows<impl Sized> {
        let rows = self.parts.iter().flat_map(|part| part.indicators.iter().map(move |one| (part, one)));
        let rows = Rows::table("indicators", say!(audit::of_indicators), rows)
            .field("part", say!(audit::about_part), |(part, _)| name(part))
            .field("indicator", say!(audit::about_indicator), |(_, one)| &one.id)
            .field("group", say!(audit::about_own_group), |(_, one)| &one.group)
            .field("firms", say!(audit::about_counting), |(_, one)| one.profile.firms);
        let rows = profile(rows, |(_, one)| &one.profile);
        let rows = distribution(rows, "raw", |(_, one)| one.profile.raw.as_ref());
        let rows = distribution(rows, "share", |(_, one)| one.profile.shares.as_ref());
        let rows = importance(rows, |(part, one)| (part, &one.importance))
            .field("with_own_group", say!(audit::about_with_own_group), |(part, one)| {
                let own = part.groups.iter().position(|group| group.id == one.group);
                own.and_then(|own| one.with_groups[own].correlation)
            })
            .field("alpha_without", say!(audit::about_alpha_without), |(part, one)| {
                let group = part.groups.iter().find(|group| group.id == one.group)?;
                let at = group.indicators.iter().position(|id| *id == one.id)?;
                group.consistency.without[at]
            });
        shift(rows, |(part, one)| (part, one.without.as_ref()))
    }

    pub(super) fn groups(&self) -> Rows<impl Sized> {
        let rows = self.parts.iter().flat_map(|part| part.groups.iter().map(move |one| (part, one)));
        let rows = Rows::table("groups", say!(audit::of_groups), rows)
            .field("part", say!(audit::about_part), |(part, _)| name(part))
            .field("group", say!(audit::about_group), |(_, one)| &one.id)
            .field("indicators", say!(audit::about_members), |(_, one)| one.indicators.len());
        let rows = alphas(rows, "group", |(_, one)| &one.consistency);
        let rows = importance(rows, |(part, one)| (part, &one.importance));
        shift(rows, |(part, one)| (part, one.without.as_ref()))
    }

    pub(super) fn correlations(&self) -> Rows<impl Sized> {
        let mut rows = Vec::new();
        for part in &self.parts {
            for (i, a) in part.indicators.iter().enumerate() {
                for (j, b) in part.indicators.iter().enumerate().skip(i + 1) {
                    let chance = part.chances[i][j];
                    rows.push(Pair {
                        part,
                        of: [a, b],
                        r: part.correlations[i][j],
                        firms: part.pairs[i][j],
                        chance,
                    });
                }
            }
        }
        let rows = Rows::table("correlations", say!(audit::of_correlations), rows)
            .field("part", say!(audit::about_part), |row| name(row.part))
            .field("indicator", say!(audit::about_first), |row| &row.of[0].id)
            .field("with", say!(audit::about_second), |row| &row.of[1].id)
            .field("inside", say!(audit::about_inside), |row| row.of[0].group == row.of[1].group)
            .field("firms", say!(audit::about_both), |row| row.firms)
            .field("correlation", say!(audit::about_correlation), |row| row.r);
        chance(rows, "", "pair", |row| row.chance)
    }

    pub(super) fn with_groups(&self) -> Rows<impl Sized> {
        let mut rows = Vec::new();
        for part in &self.parts {
            for one in &part.indicators {
                rows.extend(
                    part.groups.iter().zip(&one.with_groups).map(|(group, fit)| (part, one, group, fit)),
                );
            }
        }
        let rows = Rows::table("with-groups", say!(audit::of_with_groups), rows)
            .field("part", say!(audit::about_part), |(part, ..)| name(part))
            .field("indicator", say!(audit::about_indicator), |(_, one, ..)| &one.id)
            .field("group", say!(audit::about_group), |(_, _, group, _)| &group.id)
            .field("own", say!(audit::about_is_own), |(_, one, group, _)| one.group == group.id)
            .field("firms", say!(audit::about_both), |(.., fit)| fit.firms)
            .field("correlation", say!(audit::about_correlation_with_group), |(.., fit)| fit.correlation);
        let rows = chance(rows, "", "fit", |(.., fit)| fit.chance);
        chance(rows, "apart_", "apart", |(.., fit)| fit.apart)
    }

    pub(super) fn group_correlations(&self) -> Rows<impl Sized> {
        let mut rows = Vec::new();
        for part in &self.parts {
            for (i, a) in part.groups.iter().enumerate() {
                for (j, b) in part.groups.iter().enumerate().skip(i + 1) {
                    let (r, firms, chance) = (a.correlations[j], a.pairs[j], a.chances[j]);
                    rows.push(Pair { part, of: [a, b], r, firms, chance });
                }
            }
        }
        let rows = Rows::table("group-correlations", say!(audit::of_group_correlations), rows)
            .field("part", say!(audit::about_part), |row| name(row.part))
            .field("group", say!(audit::about_first), |row| &row.of[0].id)
            .field("with", say!(audit::about_second), |row| &row.of[1].id)
            .field("firms", say!(audit::about_both), |row| row.firms)
            .field("correlation", say!(audit::about_correlation), |row| row.r);
        chance(rows, "", "groups", |row| row.chance)
    }

    pub(super) fn points(&self) -> Rows<impl Sized> {
        let mut rows = Vec::new();
        for part in &self.parts {
            let histogram = &part.separation.histogram;
            let width = histogram.to / histogram.firms.len().max(1) as f64;
            let from = |at: usize| width * at as f64;
            let bars = histogram.firms.iter().enumerate();
            rows.extend(bars.map(|(at, firms)| (part, from(at), from(at + 1), *firms)));
        }
        Rows::table("points", say!(audit::of_points), rows)
            .field("part", say!(audit::about_part), |(part, ..)| name(part))
            .field("from", say!(audit::about_from), |(_, from, ..)| *from)
            .field("to", say!(audit::about_to), |(_, _, to, _)| *to)
            .field("firms", say!(audit::about_firms_within), |(.., firms)| *firms)
    }

    pub(super) fn remarks_table(&self) -> Rows<impl Sized> {
        Rows::table("remarks", say!(audit::of_remarks), &self.remarks)
            .field("part", say!(audit::about_part), |row| row.segment.as_deref().unwrap_or(WHOLE))
            .field("severity", say!(audit::about_severity), |row| row.severity.as_str())
            .field("key", say!(audit::about_key), |row| row.key)
            .field("subjects", say!(audit::about_subjects), |row| row.subjects.join(" "))
            .field("excess", say!(audit::about_excess), |row| row.excess)
            .field("message", say!(audit::about_message), |row| &row.message)
            .field("help", say!(audit::about_help), |row| &row.help)
    }
}

/// Two indicators, or two groups, with their correlation.
struct Pair<'a, T> {
    part: &'a PartAudit,
    of: [&'a T; 2],
    r: Option<f64>,
    firms: usize,
    chance: Option<Chance>,
}

/// Adds the unadjusted and the adjusted p-value of a test, each column named by `prefix`; `kind` is the
/// variant of the sentences on them.
fn chance<T>(rows: Rows<T>, prefix: &str, kind: &str, of: impl Fn(&T) -> Option<Chance>) -> Rows<T> {
    let adjusted = say!(audit::about_adjusted_p, of = kind);
    rows.field(format!("{prefix}p"), say!(audit::about_p, of = kind), |row| of(row).map(|one| one.p)).field(
        format!("{prefix}adjusted_p"),
        adjusted,
        |row| of(row).map(|one| one.adjusted),
    )
}

fn name(part: &PartAudit) -> &str {
    part.segment.as_deref().unwrap_or(WHOLE)
}

/// Adds Cronbach's alpha of a `group`'s indicators, or of `all`.
fn alphas<'a, T>(rows: Rows<T>, whose: &str, of: impl Fn(&T) -> &'a Consistency) -> Rows<T> {
    rows.field("alpha", say!(audit::about_alpha, of = whose), |row| of(row).alpha)
        .field("standardised_alpha", say!(audit::about_alpha_standardised), |row| of(row).standardised)
        .field("alpha_firms", say!(audit::about_alpha_firms), |row| of(row).firms)
}

/// Adds the profile of values and marks.
pub(super) fn profile<'a, T>(rows: Rows<T>, of: impl Fn(&T) -> &'a Profile) -> Rows<T> {
    rows.field("missing", say!(audit::about_missing), |row| of(row).missing)
        .shown_share(say!(audit::missing))
        .field("zero", say!(audit::about_zero), |row| of(row).zero)
        .shown_share(say!(audit::zero))
        .share(say!(audit::outside), |row| of(row).raw.as_ref().and_then(|raw| raw.outside))
        .number(say!(audit::skew), 2, |row| of(row).raw.as_ref().and_then(|raw| raw.skew))
        .number(say!(audit::kurtosis), 2, |row| of(row).raw.as_ref().and_then(|raw| raw.kurtosis))
        .field("floor", say!(audit::about_floor), |row| of(row).floor)
        .shown_share(say!(audit::no_marks))
        .field("ceiling", say!(audit::about_ceiling), |row| of(row).ceiling)
        .shown_share(say!(audit::full_marks))
        .field("distinct", say!(audit::about_distinct), |row| of(row).distinct)
        .left(say!(audit::quartiles), |row| {
            of(row).shares.as_ref().map_or_else(Cell::blank, |shares| {
                let ends = [shares.first_quartile, shares.median, shares.third_quartile];
                Cell::Picture(Picture::Interval { ends, scale: 0.0..=1.0, framed: true, width: MARKS })
            })
        })
}

/// Adds the distribution of `raw` values or `share`s of full marks, the prefix of the columns' names.
fn distribution<'a, T>(rows: Rows<T>, of: &str, spread: impl Fn(&T) -> Option<&'a Distribution>) -> Rows<T> {
    type Of = fn(&Distribution) -> Option<f64>;
    let columns: [(&str, Message, Of); 11] = [
        ("least", say!(audit::about_least, of = of), |d| Some(d.least)),
        ("first_quartile", say!(audit::about_first_quartile, of = of), |d| Some(d.first_quartile)),
        ("median", say!(audit::about_median, of = of), |d| Some(d.median)),
        ("third_quartile", say!(audit::about_third_quartile, of = of), |d| Some(d.third_quartile)),
        ("greatest", say!(audit::about_greatest, of = of), |d| Some(d.greatest)),
        ("mean", say!(audit::about_mean, of = of), |d| Some(d.mean)),
        ("deviation", say!(audit::about_deviation, of = of), |d| Some(d.deviation)),
        ("skew", say!(audit::about_skew, of = of), |d| d.skew),
        ("kurtosis", say!(audit::about_kurtosis, of = of), |d| d.kurtosis),
        ("outside", say!(audit::about_outside, of = of), |d| d.outside),
        ("far_out", say!(audit::about_far_out, of = of), |d| d.far_out),
    ];
    let (skew, kurtosis) = (SKEW.to_string(), KURTOSIS.to_string());
    let about = say!(audit::about_skewed, of = of, skew = skew, kurtosis = kurtosis);
    rows.each(columns, |rows, (column, about, value)| {
        rows.field(format!("{of}_{column}"), about, |row| spread(row).and_then(value))
    })
    .field(format!("{of}_skewed"), about, |row| spread(row).map(|spread| spread.is_skewed))
}

/// Adds weights and importances, with the figures behind them.
pub(super) fn importance<'a, T>(
    rows: Rows<T>,
    in_part: impl Fn(&T) -> (&'a PartAudit, &'a Importance),
) -> Rows<T> {
    let of = |row: &T| in_part(row).1;
    // A split over only a few of many firms is not shown.
    let split = |row: &T, part: fn(&Importance) -> Option<f64>| {
        let (whole, one) = in_part(row);
        part(one).filter(|_| !are_few(one.split_firms, whole.firms))
    };
    let rows = rows
        .field("weight", say!(audit::about_weight), |row| of(row).nominal)
        .shown_share(say!(audit::weight))
        .share(say!(audit::expected), |row| of(row).expected)
        .share(say!(audit::importance), |row| of(row).share)
        .bars_to_most(BAR, |row| of(row).share.unwrap_or(0.0))
        .number(say!(audit::ratio), 2, |row| of(row).over_expected)
        .field("correlation", say!(audit::about_correlation_with_points), |row| of(row).correlation);
    let rows = chance(rows, "correlation_", "points", |row| of(row).correlation_chance)
        .field("ratio", say!(audit::about_ratio), |row| of(row).ratio)
        .shown_to("S", 3)
        .number(say!(audit::own_ratio), 3, move |row| split(row, |one| one.uncorrelated))
        .number(say!(audit::correlated_ratio), 3, move |row| split(row, |one| one.correlated))
        .field("freedom", say!(audit::about_freedom), |row| of(row).freedom)
        .field("linear", say!(audit::about_linear), |row| of(row).linear)
        .shown_to("R²", 3)
        .field("importance", say!(audit::about_importance), |row| of(row).share)
        .field("over_weight", say!(audit::about_over_weight), |row| of(row).over_nominal)
        .field("expected", say!(audit::about_expected), |row| of(row).expected)
        .field("over_expected", say!(audit::about_over_expected), |row| of(row).over_expected)
        .field("spread", say!(audit::about_spread), |row| of(row).spread)
        .field("explained_by_others", say!(audit::about_explained), |row| of(row).explained_by_others)
        .field("explained_adjusted", say!(audit::about_explained_adjusted), |row| of(row).explained_adjusted)
        .field("redundant", say!(audit::about_redundant), |row| of(row).is_redundant)
        .field("uncorrelated", say!(audit::about_uncorrelated), |row| of(row).uncorrelated)
        .field("correlated", say!(audit::about_correlated), |row| of(row).correlated)
        .field("linear_uncorrelated", say!(audit::about_linear_uncorrelated), |row| {
            of(row).linear_uncorrelated
        })
        .field("with_rest", say!(audit::about_with_rest), |row| of(row).with_rest);
    chance(rows, "with_rest_", "rest", |row| of(row).with_rest_chance)
        .field("importance_firms", say!(audit::about_importance_firms), |row| of(row).firms)
        .field("split_firms", say!(audit::about_split_firms), |row| of(row).split_firms)
}

/// Adds the rank shifts without the indicator or group of each row.
pub(super) fn shift<'a, T>(
    rows: Rows<T>,
    in_part: impl Fn(&T) -> (&'a PartAudit, Option<&'a Shift>),
) -> Rows<T> {
    let of = |row: &T| in_part(row).1;
    rows.field("mean_shift", say!(audit::about_mean_shift), |row| of(row).map(|shift| shift.mean))
        .shown_to(say!(audit::mean_shift), 1)
        .field("greatest_shift", say!(audit::about_greatest_shift), |row| of(row).map(|shift| shift.greatest))
        .shown(say!(audit::greatest_shift))
        .field("spearman", say!(audit::about_spearman), |row| of(row).and_then(|shift| shift.spearman))
        .field("leave_top", say!(audit::about_leave_top), |row| of(row).and_then(|shift| shift.leave_top))
        .field("top", say!(audit::about_top), |row| in_part(row).0.top)
}
