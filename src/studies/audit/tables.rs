//! An audit as tables, for plots and programs of one's own.

use super::{Distribution, Importance, KURTOSIS, PartAudit, Report, SKEW, Shift};
use crate::figures::{Document, Table};
use crate::studies::study;

/// What a row's `part` is called for the whole cohort.
const WHOLE: &str = "all";
/// What the column `part` says.
const PART: &str = "segment, or `all` for the whole cohort";

impl study::Report for Report {
    /// The tables of the study, a row per part and subject.
    fn tables(&self) -> Vec<Table> {
        vec![
            self.parts_table(),
            self.grades(),
            self.points(),
            self.indicators(),
            self.groups(),
            self.correlations(),
            self.with_groups(),
            self.group_correlations(),
            self.remarks_table(),
        ]
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Report {
    fn parts_table(&self) -> Table {
        let parts = &self.parts;
        let count = |of: fn(&PartAudit) -> usize| parts.iter().map(move |part| of(part) as u32);
        let number = |of: fn(&PartAudit) -> Option<f64>| parts.iter().map(of);
        Table::new("parts", "the whole cohort or a segment: how its points tell firms apart")
            .text("part", PART, parts.iter().map(name))
            .count("firms", "its scored firms", count(|part| part.firms))
            .count("top", "how many firms count as first", count(|part| part.top))
            .count("distinct", "different points", count(|part| part.separation.distinct))
            .number(
                "tied",
                "share of firms with the points of another, 0..1",
                number(|part| part.separation.tied),
            )
            .number(
                "tied_pairs",
                "share of pairs of firms with the same points, 0..1",
                number(|part| part.separation.tied_pairs),
            )
            .count(
                "largest_tie",
                "most firms with the same points",
                count(|part| part.separation.largest_tie),
            )
            .number("largest_tie_at", "those points", number(|part| part.separation.largest_tie_at))
            .number(
                "entropy",
                "Shannon's entropy of the points over ln n, 0..1",
                number(|part| part.separation.entropy),
            )
            .number(
                "alpha",
                "Cronbach's alpha of all indicators' shares",
                number(|part| part.consistency.alpha),
            )
            .number(
                "standardised_alpha",
                "the same of standardised shares",
                number(|part| part.consistency.standardised),
            )
            .count("alpha_firms", "firms that alpha is taken over", count(|part| part.consistency.firms))
    }

    fn grades(&self) -> Table {
        let rows: Vec<_> = self
            .parts
            .iter()
            .flat_map(|part| part.separation.grades.iter().map(move |one| (part, one)))
            .collect();
        Table::new("grades", "a grade over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|(part, _)| name(part)))
            .text(
                "grade",
                "id of the grade; empty for firms below the last",
                rows.iter().map(|(_, one)| one.grade.clone().unwrap_or_default()),
            )
            .number("at_least", "its least points", rows.iter().map(|(_, one)| one.at_least))
            .count("firms", "its firms", rows.iter().map(|(_, one)| one.firms as u32))
            .number("share", "their share of the part, 0..1", rows.iter().map(|(_, one)| one.share))
    }

    fn indicators(&self) -> Table {
        let rows: Vec<_> =
            self.parts.iter().flat_map(|part| part.indicators.iter().map(move |one| (part, one))).collect();
        let column = |of: fn(&super::IndicatorAudit) -> Option<f64>| {
            rows.iter().map(move |(_, one)| of(one)).collect::<Vec<_>>()
        };
        let table = Table::new("indicators", "an indicator over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|(part, _)| name(part)))
            .text("indicator", "id of the indicator", rows.iter().map(|(_, one)| one.id.clone()))
            .text("group", "id of its group", rows.iter().map(|(_, one)| one.group.clone()))
            .count("firms", "firms it counts for", rows.iter().map(|(_, one)| one.profile.firms as u32))
            .number("missing", "share of them without a value, 0..1", column(|one| one.profile.missing))
            .number("zero", "share of known raw values that are 0, 0..1", column(|one| one.profile.zero))
            .number("floor", "share of firms without marks, 0..1", column(|one| one.profile.floor))
            .number("ceiling", "share of firms with full marks, 0..1", column(|one| one.profile.ceiling))
            .count(
                "distinct",
                "different shares of full marks",
                rows.iter().map(|(_, one)| one.profile.distinct as u32),
            );
        let raw: Vec<_> = rows.iter().map(|(_, one)| one.profile.raw.as_ref()).collect();
        let shares: Vec<_> = rows.iter().map(|(_, one)| one.profile.shares.as_ref()).collect();
        let table = distribution(table, "raw", "raw values", &raw);
        let table = distribution(table, "share", "shares of full marks", &shares);
        let importances: Vec<&Importance> = rows.iter().map(|(_, one)| &one.importance).collect();
        let table = importance(table, &importances)
            .number(
                "with_own_group",
                "Pearson's r with the weighted mean share of the rest of its group",
                rows.iter().map(|(part, one)| {
                    let own = part.groups.iter().position(|group| group.id == one.group);
                    own.and_then(|own| one.with_groups[own])
                }),
            )
            .number(
                "alpha_without",
                "Cronbach's alpha of the rest of its group",
                rows.iter().map(|(part, one)| {
                    let group = part.groups.iter().find(|group| group.id == one.group)?;
                    let at = group.indicators.iter().position(|id| *id == one.id)?;
                    group.consistency.without[at]
                }),
            );
        shift(table, &rows.iter().map(|(part, one)| (part.top, one.without.as_ref())).collect::<Vec<_>>())
    }

    fn groups(&self) -> Table {
        let rows: Vec<_> =
            self.parts.iter().flat_map(|part| part.groups.iter().map(move |one| (part, one))).collect();
        let table = Table::new("groups", "a group below the root over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|(part, _)| name(part)))
            .text("group", "id of the group", rows.iter().map(|(_, one)| one.id.clone()))
            .count("indicators", "indicators in it", rows.iter().map(|(_, one)| one.indicators.len() as u32))
            .number(
                "alpha",
                "Cronbach's alpha of its indicators' shares",
                rows.iter().map(|(_, one)| one.consistency.alpha),
            )
            .number(
                "standardised_alpha",
                "the same of standardised shares",
                rows.iter().map(|(_, one)| one.consistency.standardised),
            )
            .count(
                "alpha_firms",
                "firms that alpha is taken over",
                rows.iter().map(|(_, one)| one.consistency.firms as u32),
            );
        let importances: Vec<&Importance> = rows.iter().map(|(_, one)| &one.importance).collect();
        let table = importance(table, &importances);
        shift(table, &rows.iter().map(|(part, one)| (part.top, one.without.as_ref())).collect::<Vec<_>>())
    }

    fn correlations(&self) -> Table {
        let mut rows = Vec::new();
        for part in &self.parts {
            for (i, a) in part.indicators.iter().enumerate() {
                for (j, b) in part.indicators.iter().enumerate().skip(i + 1) {
                    rows.push((name(part), a, b, part.correlations[i][j], part.pairs[i][j]));
                }
            }
        }
        Table::new("correlations", "a pair of indicators over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|row| row.0.clone()))
            .text("indicator", "id of the first", rows.iter().map(|row| row.1.id.clone()))
            .text("with", "id of the second", rows.iter().map(|row| row.2.id.clone()))
            .flag(
                "inside",
                "whether both are in one group",
                rows.iter().map(|row| row.1.group == row.2.group),
            )
            .count("firms", "firms that have both", rows.iter().map(|row| row.4 as u32))
            .number("correlation", "Pearson's r of their shares of full marks", rows.iter().map(|row| row.3))
    }

    fn with_groups(&self) -> Table {
        let mut rows = Vec::new();
        for part in &self.parts {
            for one in &part.indicators {
                let known = one.with_groups.iter().zip(&one.pairs_with_groups);
                rows.extend(part.groups.iter().zip(known).map(|(group, known)| (part, one, group, known)));
            }
        }
        Table::new("with-groups", "an indicator and a group over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|row| name(row.0)))
            .text("indicator", "id of the indicator", rows.iter().map(|row| row.1.id.clone()))
            .text("group", "id of the group", rows.iter().map(|row| row.2.id.clone()))
            .flag("own", "whether it is the indicator's own", rows.iter().map(|row| row.1.group == row.2.id))
            .count("firms", "firms that have both", rows.iter().map(|row| *row.3.1 as u32))
            .number(
                "correlation",
                "Pearson's r of its share with the group's weighted mean share, its own group's without it",
                rows.iter().map(|row| *row.3.0),
            )
    }

    fn group_correlations(&self) -> Table {
        let mut rows = Vec::new();
        for part in &self.parts {
            for (i, a) in part.groups.iter().enumerate() {
                let others = part.groups.iter().zip(&a.correlations).skip(i + 1);
                rows.extend(others.map(|(b, r)| (name(part), a.id.clone(), b.id.clone(), *r)));
            }
        }
        Table::new("group-correlations", "a pair of groups over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|row| row.0.clone()))
            .text("group", "id of the first", rows.iter().map(|row| row.1.clone()))
            .text("with", "id of the second", rows.iter().map(|row| row.2.clone()))
            .number("correlation", "Pearson's r of their shares of full marks", rows.iter().map(|row| row.3))
    }

    fn points(&self) -> Table {
        let mut rows = Vec::new();
        for part in &self.parts {
            let histogram = &part.separation.histogram;
            let width = histogram.to / histogram.firms.len().max(1) as f64;
            let from = |at: usize| width * at as f64;
            let bars = histogram.firms.iter().enumerate();
            rows.extend(bars.map(|(at, firms)| (name(part), from(at), from(at + 1), *firms)));
        }
        Table::new("points", "an interval of published points over the whole cohort or a segment")
            .text("part", PART, rows.iter().map(|row| row.0.clone()))
            .number("from", "where it begins, in points", rows.iter().map(|row| row.1))
            .number("to", "where it ends, in points", rows.iter().map(|row| row.2))
            .count("firms", "firms in it", rows.iter().map(|row| row.3 as u32))
    }

    fn remarks_table(&self) -> Table {
        let rows = &self.remarks;
        let part = |segment: &Option<String>| segment.clone().unwrap_or_else(|| WHOLE.to_owned());
        Table::new("remarks", "something to know, and what to do about it")
            .text("part", PART, rows.iter().map(|row| part(&row.segment)))
            .text("severity", "note or warning", rows.iter().map(|row| row.severity.as_str()))
            .text("key", "what kind it is", rows.iter().map(|row| row.key))
            .text(
                "subjects",
                "ids it is about, with blanks between",
                rows.iter().map(|row| row.subjects.join(" ")),
            )
            .number(
                "excess",
                "how far beyond its bound: 0 at the bound, 1 as bad as can be",
                rows.iter().map(|row| row.excess),
            )
            .text("message", "what was seen", rows.iter().map(|row| row.message.clone()))
            .text("help", "what to do about it", rows.iter().map(|row| row.help.clone()))
    }
}

fn name(part: &PartAudit) -> String {
    part.segment.clone().unwrap_or_else(|| WHOLE.to_owned())
}

/// Adds how values are spread, each column named by `prefix`.
fn distribution(table: Table, prefix: &str, what: &str, rows: &[Option<&Distribution>]) -> Table {
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
    let table = columns.into_iter().fold(table, |table, (column, about, of)| {
        let values = rows.iter().map(|row| row.and_then(of));
        table.number(format!("{prefix}_{column}"), format!("{about} {what}"), values)
    });
    let skewed = rows.iter().map(|row| row.map(|d| d.is_skewed));
    let about = format!("whether |G1| > {SKEW} and G2 > {KURTOSIS} of the {what}");
    table.flag(format!("{prefix}_skewed"), about, skewed)
}

/// Adds weight and importance.
fn importance(table: Table, rows: &[&Importance]) -> Table {
    type Of = fn(&Importance) -> Option<f64>;
    let columns: [(&str, &str, Of); 10] = [
        ("weight", "nominal weight, share of the scale, 0..1", |i| Some(i.nominal)),
        ("correlation", "Pearson's r with the points", |i| i.correlation),
        ("ratio", "correlation ratio S, 0..1", |i| i.ratio),
        ("freedom", "degrees of freedom of the curve behind S", |i| i.freedom),
        ("linear", "R² of the points by it, 0..1", |i| i.linear),
        ("importance", "S over the sum of S, each for the part of the firms it counts for, 0..1", |i| {
            i.share
        }),
        ("over_weight", "importance over weight", |i| i.over_nominal),
        ("explained_by_others", "R² of it by all others, 0..1", |i| i.explained_by_others),
        ("uncorrelated", "the part of R² of its own", |i| i.uncorrelated),
        ("correlated", "the part of R² by going with others", |i| i.correlated),
    ];
    let table = columns.into_iter().fold(table, |table, (column, about, of)| {
        table.number(column, about, rows.iter().map(|row| of(row)))
    });
    let firms = rows.iter().map(|row| row.firms as u32);
    let split = rows.iter().map(|row| row.split_firms as u32);
    table.count("importance_firms", "firms that r, S and R² are taken over", firms).count(
        "split_firms",
        "firms that R² is split over",
        split,
    )
}

/// Adds what would happen without it.
fn shift(table: Table, rows: &[(usize, Option<&Shift>)]) -> Table {
    let (tops, rows): (Vec<usize>, Vec<Option<&Shift>>) = rows.iter().copied().unzip();
    table
        .number("mean_shift", "mean shift of ranks without it", rows.iter().map(|row| row.map(|s| s.mean)))
        .count("greatest_shift", "greatest shift of a rank", rows.iter().map(|row| row.map(|s| s.greatest)))
        .number(
            "spearman",
            "Spearman's rho with and without it",
            rows.iter().map(|row| row.and_then(|s| s.spearman)),
        )
        .number(
            "leave_top",
            "firms that are no longer among the first, those that share the last rank in part; empty where \
            all firms are",
            rows.iter().map(|row| row.and_then(|s| s.leave_top)),
        )
        .count("top", "how many firms count as first", tops.iter().map(|&top| top as u32))
}
