//! What changes from one scoring to another, in words: shared by the commands that compare two.

use crate::studies::compare::{Churn, Level, Mover, PartMove, Shift, Top};
use crate::studies::{Comparison, PopulationStability};

use super::names;
use super::plot;
use super::screen::{counted, number, percent, table, thousands};

/// Rows of a table before the rest are only counted.
const ROWS: usize = 10;
/// Parts of a mover that are named.
const PARTS: usize = 3;
/// Institutions that are named before they are only counted.
const LISTS: usize = 3;
/// Firms from which the spread of their moves makes a picture.
const FIRMS: usize = 30;
/// Mean points that differ by less are the same as they are shown.
const SHOWN: f64 = 0.005;
/// Firms scored on one side alone that are named before the rest are only counted.
const NAMED: usize = 10;
/// Characters of the widest bar.
const WIDTH: usize = 20;

/// The firms that other weights no longer score, and those they score first.
pub(super) fn scored_otherwise(comparison: &Comparison) -> String {
    let mut text = String::new();
    for (which, only) in [("no longer", &comparison.only_before), ("newly", &comparison.only_after)] {
        if !only.is_empty() {
            let named: Vec<&str> = only.iter().take(NAMED).map(|one| one.firm.as_str()).collect();
            let rest = if only.len() > NAMED { "; all: --format json" } else { "" };
            let firms = counted(only.len(), "firm");
            text += &format!("{firms} would {which} be scored: {}{rest}\n", named.join(", "));
        }
    }
    text
}

/// How alike two rankings are, and how far firms move.
pub(super) fn agreement(comparison: &Comparison) -> String {
    let c = comparison;
    let correlation = |name: &str, value: Option<f64>| vec![name.to_owned(), number(value, 3)];
    let overlap = &c.rank_biased;
    let weight =
        overlap.weights.iter().find(|depth| depth.first == c.first).map_or(0.0, |depth| depth.weight);
    let mut told = correlation("rank-biased overlap", overlap.overlap);
    told.push(format!(
        "{}: {} the weight",
        persistence(overlap.p),
        if c.first == 1 {
            format!("the first has {:.0} % of", 100.0 * weight)
        } else {
            format!("the first {} have {:.0} % of", thousands(c.first as u64), 100.0 * weight)
        }
    ));
    let mut weighted = correlation("weighted τ", c.weighted_tau);
    weighted.push("the top counts more".to_owned());
    let mut rows =
        vec![correlation("Spearman's ρ", c.spearman), correlation("Kendall's τ", c.kendall), weighted, told];
    rows.extend(c.stability.as_ref().map(psi));
    let mut text = table(&[("agreement", false), ("", true), ("", false)], rows);
    text += &format!(
        "\n{} of {} {} in rank, by {:.1} on average and by {} at most\n",
        thousands(c.moved as u64),
        counted(c.firms, "firm"),
        if c.moved == 1 { "moves" } else { "move" },
        c.mean_shift,
        thousands(u64::from(c.greatest_shift))
    );
    if c.firms >= FIRMS && c.moved > 0 {
        let most = thousands(u64::from(c.greatest_shift));
        text += &format!("falls by {most} {} rises by {most}\n", plot::histogram(&c.rises));
    }
    text
}

/// The stability index and its reading.
fn psi(stability: &PopulationStability) -> Vec<String> {
    let mut row = vec!["PSI of points".to_owned(), number(stability.psi, 3)];
    row.extend(stability.reading().map(str::to_owned));
    row
}

/// What may be said of two cohorts without a firm in common: how unlike their points are.
pub(super) fn stability(comparison: &Comparison) -> String {
    let told = comparison.stability.as_ref().map(|stability| format!("{}\n", psi(stability).join("  ")));
    told.unwrap_or_default()
}

/// The `p` of rank-biased overlap, with as many digits as tell it from 0 and 1.
fn persistence(p: f64) -> String {
    if p < 0.001 {
        return "p < 0.001".to_owned();
    }
    match (3..=9).find(|decimals| (1.0 - p) * 10_f64.powi(*decimals) >= 10.0) {
        Some(decimals) => format!("p {p:.*}", decimals as usize),
        None => "p > 0.99999999".to_owned(),
    }
}

/// What the first firms have in common.
pub(super) fn tops(comparison: &Comparison) -> String {
    if comparison.tops.is_empty() {
        return String::new();
    }
    let mut columns =
        vec![("first", true), ("shared", true), ("share", true), ("", false), ("Jaccard", true)];
    let has_lists = comparison.tops.iter().any(|top| !top.institutions.is_empty());
    columns.extend(has_lists.then_some(("as long as the list of", false)));
    let rows = comparison.tops.iter().map(|top| {
        let mut row = vec![
            thousands(top.first as u64),
            thousands(top.shared as u64),
            percent(top.share),
            plot::bar(top.share.unwrap_or(0.0), WIDTH),
            number(top.jaccard, 3),
        ];
        row.extend(has_lists.then(|| whose(top)));
        row
    });
    format!("\n{}", table(&columns, rows))
}

/// The institutions whose lists are as long: by name, or how many they are.
fn whose(top: &Top) -> String {
    match top.institutions.len() {
        0..=LISTS => top.institutions.join(", "),
        many => format!("{many} institutions"),
    }
}

/// Who moves the most, and by what; points have so many decimals before and after.
pub(super) fn movers(movers: &[Mover], decimals: (u8, u8)) -> String {
    if movers.is_empty() {
        return String::new();
    }
    let points = |points: f64, decimals: u8| format!("{points:.*}", usize::from(decimals));
    let part_decimals = usize::from(decimals.0.max(decimals.1));
    let has_names = movers.iter().any(|mover| mover.name.is_some());
    let part = |points: Option<f64>| number(points, part_decimals);
    let rows = movers.iter().map(|mover| {
        // What is the same as it is shown did not move.
        let moved: Vec<_> = mover.parts.iter().filter(|one| part(one.before) != part(one.after)).collect();
        let parts = moved.iter().take(PARTS);
        let told = |one: &&PartMove| {
            format!("{} {} → {}", named(&one.id, one.adjusts), part(one.before), part(one.after))
        };
        let mut by: Vec<String> = parts.map(told).collect();
        if moved.len() > PARTS {
            let rest: f64 = moved[PARTS..].iter().map(|one| one.rise()).sum();
            by.push(format!("{} more {rest:+.*}", moved.len() - PARTS, part_decimals));
        }
        let mut row = vec![mover.firm.clone()];
        row.extend(has_names.then(|| mover.name.clone().unwrap_or_default()));
        row.extend([
            format!("{} → {}", thousands(mover.rank_before.into()), thousands(mover.rank_after.into())),
            format!(
                "{} → {}",
                points(mover.points_before, decimals.0),
                points(mover.points_after, decimals.1)
            ),
            by.join(", "),
        ]);
        row
    });
    let mut columns = vec![("biggest movers", false)];
    columns.extend(has_names.then_some(("", false)));
    columns.extend([("rank", true), ("points", true), ("by", false)]);
    format!("\n{}", table(&columns, rows))
}

/// What an indicator, a group or an adjustment is called.
fn named(id: &str, adjusts: bool) -> String {
    if adjusts { format!("adjustment of {id}") } else { id.to_owned() }
}

/// Which indicators or groups change points the most.
pub(super) fn parts(comparison: &Comparison) -> String {
    let mut parts: Vec<_> = comparison.parts.iter().filter(|part| part.mean_change >= SHOWN).collect();
    parts.sort_by(|a, b| {
        b.mean_change.total_cmp(&a.mean_change).then_with(|| (a.adjusts, &a.id).cmp(&(b.adjusts, &b.id)))
    });
    let most = parts.first().map_or(1.0, |part| part.mean_change);
    let what = match comparison.level {
        Level::Indicators => "indicator",
        Level::Groups => "group",
    };
    let rows = parts.iter().take(ROWS).map(|part| {
        vec![
            named(&part.id, part.adjusts),
            format!("{} → {}", number(part.mean_before, 2), number(part.mean_after, 2)),
            number(Some(part.mean_change), 2),
            plot::bar(part.mean_change / most, WIDTH),
        ]
    });
    if parts.is_empty() {
        return String::new();
    }
    let columns = [(what, false), ("mean points", true), ("changes by", true), ("", false)];
    format!("\n{}{}", table(&columns, rows), more(parts.len()))
}

fn more(rows: usize) -> String {
    if rows > ROWS { format!("… and {} more\n", rows - ROWS) } else { String::new() }
}

/// How segments, regions or industries fare: those whose share of the first firms changes most, in their own
/// order.
pub(super) fn shifts(what: &str, shifts: &[Shift], first: usize) -> String {
    if shifts.is_empty() {
        return String::new();
    }
    let change = |at: usize| (shifts[at].share_after - shifts[at].share_before).abs();
    let mut shown: Vec<usize> = (0..shifts.len()).collect();
    shown.sort_by(|&a, &b| change(b).total_cmp(&change(a)).then(a.cmp(&b)));
    shown.truncate(ROWS);
    shown.sort_unstable();
    let arrow = |before: String, after: String| format!("{before} → {after}");
    let points = |points: f64| number(Some(points), 2);
    let rank = |rank: f64| {
        if rank < 100.0 { number(Some(rank), 1) } else { thousands(rank.round() as u64) }
    };
    // Where everyone is among the first, there is nothing to tell.
    let tells = shifts.iter().map(|shift| shift.firms).sum::<usize>() > first;
    let rows = shown.iter().map(|&at| {
        let shift = &shifts[at];
        let mut row = vec![
            match &shift.of {
                Some(code) => names::told(code),
                None => "(not known)".to_owned(),
            },
            thousands(shift.firms as u64),
            arrow(points(shift.mean_points_before), points(shift.mean_points_after)),
            format!("{:+.2}", shift.least_change),
            format!("{:+.2}", shift.greatest_change),
            arrow(rank(shift.mean_rank_before), rank(shift.mean_rank_after)),
        ];
        if tells {
            row.push(arrow(percent(Some(shift.share_before)), percent(Some(shift.share_after))));
        }
        row
    });
    let of_first = format!("of the first {}", thousands(first as u64));
    let mut columns = vec![
        (what, false),
        ("firms", true),
        ("mean points", true),
        ("least change", true),
        ("greatest", true),
        ("mean rank", true),
    ];
    columns.extend(tells.then_some((of_first.as_str(), true)));
    format!("\n{}{}", table(&columns, rows), more(shifts.len()))
}

/// What becomes of institutions' lists.
pub(super) fn lists(lists: &[Churn]) -> String {
    if lists.is_empty() {
        return String::new();
    }
    let count = |firms: Option<usize>| firms.map_or_else(|| "–".to_owned(), |firms| thousands(firms as u64));
    let rows = lists.iter().map(|list| {
        let why = list.why_left.first().map_or(String::new(), |why| {
            let rest = list.why_left.len() - 1;
            let others =
                if rest > 0 { format!(" and {}", counted(rest, "other reason")) } else { String::new() };
            format!("{} {}{others}", thousands(why.firms as u64), why.reason)
        });
        vec![
            list.institution.clone(),
            list.name.clone(),
            format!("{} → {}", count(list.before), count(list.after)),
            thousands(list.kept as u64),
            thousands(list.joined as u64),
            thousands(list.left as u64),
            why,
        ]
    });
    let columns = [
        ("institution", false),
        ("", false),
        ("listed", true),
        ("kept", true),
        ("joined", true),
        ("left", true),
        ("why they left", false),
    ];
    format!("\n{}", table(&columns, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persistence_is_told_from_0_and_1() {
        for (p, told) in [
            (1e-300, "p < 0.001"),
            (0.5, "p 0.500"),
            (0.9964, "p 0.9964"),
            (0.999_964, "p 0.999964"),
            (0.999_999_999_99, "p > 0.99999999"),
        ] {
            assert_eq!(persistence(p), told);
        }
    }
}
