//! The tables of an audit. Columns that several have, or that people see too, are declared once.

use super::chance::Chance;
use super::dependence::Consistency;
use super::effect::{Importance, are_few};
use super::omission::Shift;
use super::profile::{Distribution, KURTOSIS, Profile, SKEW};
use super::report::{PartAudit, Report};
use crate::figures::{Cell, Picture, Rows};

/// What a row's `part` is called for the whole cohort.
const WHOLE: &str = "all";
/// What the column `part` says.
const PART: &str = "segment, or `all` for the whole cohort";
/// Characters of the scale from no marks to full marks.
const MARKS: usize = 16;
/// Characters of a bar.
const BAR: usize = 12;

impl Report {
    pub(super) fn parts_table(&self) -> Rows<impl Sized> {
        let about = "the whole cohort or a segment: how its points tell firms apart";
        let rows = Rows::table("parts", about, &self.parts)
            .field("part", PART, |part| name(part))
            .field("firms", "its scored firms", |part| part.firms)
            .field("top", "how many firms count as first", |part| part.top)
            .field("distinct", "different points", |part| part.separation.distinct)
            .field("tied", "share of firms with the points of another, 0..1", |part| part.separation.tied)
            .field("tied_pairs", "share of pairs of firms with the same points, 0..1", |part| {
                part.separation.tied_pairs
            })
            .field("largest_tie", "most firms with the same points", |part| part.separation.largest_tie)
            .field("largest_tie_at", "those points", |part| part.separation.largest_tie_at)
            .field("entropy", "Shannon's entropy of the points over ln n, 0..1", |part| {
                part.separation.entropy
            });
        alphas(rows, "Cronbach's alpha of all indicators' shares", |part| &part.consistency)
    }

    pub(super) fn grades(&self) -> Rows<impl Sized> {
        let rows =
            self.parts.iter().flat_map(|part| part.separation.grades.iter().map(move |one| (part, one)));
        Rows::table("grades", "a grade over the whole cohort or a segment", rows)
            .field("part", PART, |(part, _)| name(part))
            .field("grade", "id of the grade; empty for firms below the last", |(_, one)| one.grade.as_ref())
            .field("at_least", "its least points", |(_, one)| one.at_least)
            .field("firms", "its firms", |(_, one)| one.firms)
            .field("share", "their share of the part, 0..1", |(_, one)| one.share)
    }

    pub(super) fn indicators(&self) -> Rows<impl Sized> {
        let rows = self.parts.iter().flat_map(|part| part.indicators.iter().map(move |one| (part, one)));
        let rows = Rows::table("indicators", "an indicator over the whole cohort or a segment", rows)
            .field("part", PART, |(part, _)| name(part))
            .field("indicator", "id of the indicator", |(_, one)| &one.id)
            .field("group", "id of its group", |(_, one)| &one.group)
            .field("firms", "firms it counts for", |(_, one)| one.profile.firms);
        let rows = profile(rows, |(_, one)| &one.profile);
        let rows = distribution(rows, "raw", "raw values", |(_, one)| one.profile.raw.as_ref());
        let rows =
            distribution(rows, "share", "shares of full marks", |(_, one)| one.profile.shares.as_ref());
        let rows = importance(rows, |(part, one)| (part, &one.importance))
            .field(
                "with_own_group",
                "Pearson's r with the weighted mean share of the rest of its group",
                |(part, one)| {
                    let own = part.groups.iter().position(|group| group.id == one.group);
                    own.and_then(|own| one.with_groups[own].correlation)
                },
            )
            .field("alpha_without", "Cronbach's alpha of the rest of its group", |(part, one)| {
                let group = part.groups.iter().find(|group| group.id == one.group)?;
                let at = group.indicators.iter().position(|id| *id == one.id)?;
                group.consistency.without[at]
            });
        shift(rows, |(part, one)| (part, one.without.as_ref()))
    }

    pub(super) fn groups(&self) -> Rows<impl Sized> {
        let rows = self.parts.iter().flat_map(|part| part.groups.iter().map(move |one| (part, one)));
        let rows = Rows::table("groups", "a group below the root over the whole cohort or a segment", rows)
            .field("part", PART, |(part, _)| name(part))
            .field("group", "id of the group", |(_, one)| &one.id)
            .field("indicators", "indicators in it", |(_, one)| one.indicators.len());
        let about = "Cronbach's alpha of its indicators' shares";
        let rows = alphas(rows, about, |(_, one)| &one.consistency);
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
        let about = "a pair of indicators over the whole cohort or a segment";
        let rows = Rows::table("correlations", about, rows)
            .field("part", PART, |row| name(row.part))
            .field("indicator", "id of the first", |row| &row.of[0].id)
            .field("with", "id of the second", |row| &row.of[1].id)
            .field("inside", "whether both are in one group", |row| row.of[0].group == row.of[1].group)
            .field("firms", "firms that have both", |row| row.firms)
            .field("correlation", "Pearson's r of their shares of full marks", |row| row.r);
        chance(rows, "", "the correlation", "pairs of the part", |row| row.chance)
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
        let rows = Rows::table(
            "with-groups",
            "an indicator and a group over the whole cohort or a segment",
            rows,
        )
        .field("part", PART, |(part, ..)| name(part))
        .field("indicator", "id of the indicator", |(_, one, ..)| &one.id)
        .field("group", "id of the group", |(_, _, group, _)| &group.id)
        .field("own", "whether it is the indicator's own", |(_, one, group, _)| one.group == group.id)
        .field("firms", "firms that have both", |(.., fit)| fit.firms)
        .field(
            "correlation",
            "Pearson's r of its share with the group's weighted mean share, its own group's without it",
            |(.., fit)| fit.correlation,
        );
        let rows = chance(rows, "", "the correlation", "indicators and groups", |(.., fit)| fit.chance);
        let what = "the difference to the correlation with its own group";
        chance(rows, "apart_", what, "indicators and other groups", |(.., fit)| fit.apart)
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
        let about = "a pair of groups over the whole cohort or a segment";
        let rows = Rows::table("group-correlations", about, rows)
            .field("part", PART, |row| name(row.part))
            .field("group", "id of the first", |row| &row.of[0].id)
            .field("with", "id of the second", |row| &row.of[1].id)
            .field("firms", "firms that have both", |row| row.firms)
            .field("correlation", "Pearson's r of their shares of full marks", |row| row.r);
        chance(rows, "", "the correlation", "pairs of groups of the part", |row| row.chance)
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
        let about = "an interval of published points over the whole cohort or a segment";
        Rows::table("points", about, rows)
            .field("part", PART, |(part, ..)| name(part))
            .field("from", "where it begins, in points", |(_, from, ..)| *from)
            .field("to", "where it ends, in points", |(_, _, to, _)| *to)
            .field("firms", "firms in it", |(.., firms)| *firms)
    }

    pub(super) fn remarks_table(&self) -> Rows<impl Sized> {
        Rows::table("remarks", "something to know, and what to do about it", &self.remarks)
            .field("part", PART, |row| row.segment.as_deref().unwrap_or(WHOLE))
            .field("severity", "note or warning", |row| row.severity.as_str())
            .field("key", "what kind it is", |row| row.key)
            .field("subjects", "ids it is about, with blanks between", |row| row.subjects.join(" "))
            .field("excess", "how far beyond its bound: 0 at the bound, 1 as bad as can be", |row| row.excess)
            .field("message", "what was seen", |row| &row.message)
            .field("help", "what to do about it", |row| &row.help)
    }
}

/// Two indicators, or two groups, and how they go together.
struct Pair<'a, T> {
    part: &'a PartAudit,
    of: [&'a T; 2],
    r: Option<f64>,
    firms: usize,
    chance: Option<Chance>,
}

/// Adds the p-values of a test, by itself and adjusted, each column named by `prefix`.
fn chance<T>(
    rows: Rows<T>,
    prefix: &str,
    what: &str,
    all: &str,
    of: impl Fn(&T) -> Option<Chance>,
) -> Rows<T> {
    let adjusted = format!("the same adjusted for all {all} (Benjamini and Hochberg 1995)");
    rows.field(format!("{prefix}p"), format!("two-sided p-value of {what}"), |row| of(row).map(|one| one.p))
        .field(format!("{prefix}adjusted_p"), adjusted, |row| of(row).map(|one| one.adjusted))
}

fn name(part: &PartAudit) -> &str {
    part.segment.as_deref().unwrap_or(WHOLE)
}

/// Adds Cronbach's alpha.
fn alphas<'a, T>(rows: Rows<T>, about: &str, of: impl Fn(&T) -> &'a Consistency) -> Rows<T> {
    rows.field("alpha", about, |row| of(row).alpha)
        .field("standardised_alpha", "the same of standardised shares", |row| of(row).standardised)
        .field("alpha_firms", "firms that alpha is taken over", |row| of(row).firms)
}

/// Adds what is known of values and marks.
pub(super) fn profile<'a, T>(rows: Rows<T>, of: impl Fn(&T) -> &'a Profile) -> Rows<T> {
    rows.field("missing", "share of them without a value, 0..1", |row| of(row).missing)
        .shown_share("missing")
        .field("zero", "share of known raw values that are 0, 0..1", |row| of(row).zero)
        .shown_share("zero")
        .share("outside", |row| of(row).raw.as_ref().and_then(|raw| raw.outside))
        .number("skew", 2, |row| of(row).raw.as_ref().and_then(|raw| raw.skew))
        .number("kurtosis", 2, |row| of(row).raw.as_ref().and_then(|raw| raw.kurtosis))
        .field("floor", "share of firms without marks, 0..1", |row| of(row).floor)
        .shown_share("no marks")
        .field("ceiling", "share of firms with full marks, 0..1", |row| of(row).ceiling)
        .shown_share("full marks")
        .field("distinct", "different shares of full marks", |row| of(row).distinct)
        .left("quartiles of marks", |row| {
            of(row).shares.as_ref().map_or_else(Cell::blank, |shares| {
                let ends = [shares.first_quartile, shares.median, shares.third_quartile];
                Cell::Picture(Picture::Interval { ends, scale: 0.0..=1.0, framed: true, width: MARKS })
            })
        })
}

/// Adds how values are spread, each column named by `prefix`.
fn distribution<'a, T>(
    rows: Rows<T>,
    prefix: &str,
    what: &str,
    spread: impl Fn(&T) -> Option<&'a Distribution>,
) -> Rows<T> {
    type Of = fn(&Distribution) -> Option<f64>;
    let columns: [(&str, &str, Of); 11] = [
        ("least", "least of the", |d| Some(d.least)),
        ("first_quartile", "first quartile of the", |d| Some(d.first_quartile)),
        ("median", "median of the", |d| Some(d.median)),
        ("third_quartile", "third quartile of the", |d| Some(d.third_quartile)),
        ("greatest", "greatest of the", |d| Some(d.greatest)),
        ("mean", "mean of the", |d| Some(d.mean)),
        ("deviation", "standard deviation (divisor n) of the", |d| Some(d.deviation)),
        ("skew", "sample-adjusted skew G1 of the", |d| d.skew),
        ("kurtosis", "sample-adjusted excess kurtosis G2 of the", |d| d.kurtosis),
        ("outside", "share beyond 1.5 interquartile ranges from the quartiles of the", |d| d.outside),
        ("far_out", "share beyond 3 interquartile ranges from the quartiles of the", |d| d.far_out),
    ];
    let about = format!("whether |G1| > {SKEW} and G2 > {KURTOSIS} of the {what}");
    rows.each(columns, |rows, (column, about, of)| {
        rows.field(format!("{prefix}_{column}"), format!("{about} {what}"), |row| spread(row).and_then(of))
    })
    .field(format!("{prefix}_skewed"), about, |row| spread(row).map(|spread| spread.is_skewed))
}

/// Adds weight and importance.
pub(super) fn importance<'a, T>(
    rows: Rows<T>,
    in_part: impl Fn(&T) -> (&'a PartAudit, &'a Importance),
) -> Rows<T> {
    let of = |row: &T| in_part(row).1;
    // What is split over few firms of many is not shown.
    let split = |row: &T, part: fn(&Importance) -> Option<f64>| {
        let (whole, one) = in_part(row);
        part(one).filter(|_| !are_few(one.split_firms, whole.firms))
    };
    let share = "S over the sum of S, each for the part of the firms it counts for, 0..1";
    let expected = "importance by the square of the weight: of independent indicators whose marks vary alike";
    let spread = "the part of over_expected by the spread of its marks: above 1 they vary more than others";
    let adjusted = "the same freed of what chance gives it (Ezekiel's adjusted R²), 0..1";
    let rows = rows
        .field("weight", "nominal weight, share of the scale, 0..1", |row| of(row).nominal)
        .shown_share("weight")
        .share("expected", |row| of(row).expected)
        .share("importance", |row| of(row).share)
        .bars_to_most(BAR, |row| of(row).share.unwrap_or(0.0))
        .number("ratio", 2, |row| of(row).over_expected)
        .field("correlation", "Pearson's r with the points", |row| of(row).correlation);
    let rows = chance(rows, "correlation_", "it", "of its kind", |row| of(row).correlation_chance)
        .field("ratio", "correlation ratio S, 0..1", |row| of(row).ratio)
        .shown_to("S", 3)
        .number("own S", 3, move |row| split(row, |one| one.uncorrelated))
        .number("correlated S", 3, move |row| split(row, |one| one.correlated))
        .field("freedom", "degrees of freedom of the curve behind S", |row| of(row).freedom)
        .field("linear", "R² of the points by it, 0..1", |row| of(row).linear)
        .shown_to("R²", 3)
        .field("importance", share, |row| of(row).share)
        .field("over_weight", "importance over weight", |row| of(row).over_nominal)
        .field("expected", expected, |row| of(row).expected)
        .field("over_expected", "importance over that", |row| of(row).over_expected)
        .field("spread", spread, |row| of(row).spread)
        .field("explained_by_others", "R² of it by all others, 0..1", |row| of(row).explained_by_others)
        .field("explained_adjusted", adjusted, |row| of(row).explained_adjusted)
        .field("redundant", "whether the others say it already", |row| of(row).is_redundant)
        .field("uncorrelated", "the part of S of its own", |row| of(row).uncorrelated)
        .field("correlated", "the part of S by going with others", |row| of(row).correlated)
        .field("linear_uncorrelated", "the part of R² of its own", |row| of(row).linear_uncorrelated)
        .field("with_rest", "Pearson's r with the points less its own part of them", |row| of(row).with_rest);
    chance(rows, "with_rest_", "it", "of its kind", |row| of(row).with_rest_chance)
        .field("importance_firms", "firms that r, S and R² are taken over", |row| of(row).firms)
        .field("split_firms", "firms that S is split over", |row| of(row).split_firms)
}

/// Adds what would happen without it.
pub(super) fn shift<'a, T>(
    rows: Rows<T>,
    in_part: impl Fn(&T) -> (&'a PartAudit, Option<&'a Shift>),
) -> Rows<T> {
    let of = |row: &T| in_part(row).1;
    rows.field("mean_shift", "mean shift of ranks without it", |row| of(row).map(|shift| shift.mean))
        .shown_to("without: mean shift", 1)
        .field("greatest_shift", "greatest shift of a rank", |row| of(row).map(|shift| shift.greatest))
        .shown("greatest")
        .field("spearman", "Spearman's rho with and without it", |row| {
            of(row).and_then(|shift| shift.spearman)
        })
        .field(
            "leave_top",
            "firms that are no longer among the first, those that share the last rank in part; empty where \
             all firms are",
            |row| of(row).and_then(|shift| shift.leave_top),
        )
        .field("top", "how many firms count as first", |row| in_part(row).0.top)
}
