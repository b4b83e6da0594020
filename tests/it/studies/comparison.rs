//! Two scorings compared: what holds of any two, and of odd ones.

use std::collections::{BTreeMap, BTreeSet};

use jifen::figures::Values;
use jifen::firms::Texts;
use jifen::referral::Bar;
use jifen::scorecard::{Combine, Node, Role};
use jifen::studies::compare::{
    Comparison, Labels, List, Lists, Only, Options, Outcome, Part, Shift, Side, Subtotal, Titles,
};
use jifen::words::Language;
use proptest::prelude::*;

/// Firms by id, each with its points, its segment and what came of it at an institution.
type Cohort = BTreeMap<String, (i32, u32, Outcome)>;

fn side(cohort: &Cohort) -> Side {
    let mut firms: Vec<_> = cohort.iter().collect();
    firms.sort_by_key(|(_, (points, ..))| std::cmp::Reverse(*points));
    let (mut ids, mut regions) = (Texts::default(), Texts::default());
    for (id, (_, segment, _)) in &firms {
        ids.push(id);
        regions.push(["110000", "440300", ""][*segment as usize % 3]);
    }
    let points: Vec<f64> = firms.iter().map(|(_, (points, ..))| f64::from(*points)).collect();
    let half = |id: &str, share: f64| Part {
        id: id.to_owned(),
        points: points.iter().map(|points| points * share).collect(),
    };
    let list = List {
        institution: "bank".to_owned(),
        name: "Bank".into(),
        capacity: None,
        outcomes: firms.iter().map(|(_, (.., outcome))| *outcome).collect(),
    };
    Side {
        scale: 100.0,
        decimals: 0,
        ids,
        segments: Labels {
            codes: firms.iter().map(|(_, (_, segment, _))| *segment).collect(),
            names: ["new", "grown", "old"].map(str::to_owned).to_vec(),
        },
        regions: Some(regions),
        industries: None,
        groups: vec![Subtotal {
            id: "total".to_owned(),
            role: Role::Plain,
            combine: Combine::Sum,
            members: vec![Node::Indicator(0), Node::Indicator(1)],
            points: points.clone(),
        }],
        is_exact: true,
        indicators: Some(vec![half("first", 0.25), half("second", 0.75)]),
        lists: Some(Lists { all: vec![list], rules: vec!["too small".into()], has_ledger: false }),
        points,
        unscored: BTreeMap::new(),
        knows_cohort: false,
        names: None,
        failed: None,
        titles: Titles::default(),
    }
}

fn between(before: &Cohort, after: &Cohort) -> Comparison {
    Comparison::between(&side(before), &side(after), &Options { every_firm: true, ..Options::default() })
}

fn cohort(most: i32) -> impl Strategy<Value = Cohort> {
    let outcome = prop_oneof![
        3 => Just(Outcome::Listed),
        1 => Just(Outcome::Beyond),
        1 => Just(Outcome::Rule(0)),
        1 => Just(Outcome::Barred(Bar::NotQualified)),
    ];
    prop::collection::btree_map("[A-F]{1,3}|[A-F]{20}", (0..most, 0u32..3, outcome), 0..60)
}

/// Numbers that change places with the sides.
fn turned(shift: &Shift) -> Shift {
    Shift {
        of: shift.of.clone(),
        firms: shift.firms,
        mean_points_before: shift.mean_points_after,
        mean_points_after: shift.mean_points_before,
        least_change: -shift.greatest_change,
        greatest_change: -shift.least_change,
        mean_rank_before: shift.mean_rank_after,
        mean_rank_after: shift.mean_rank_before,
        share_before: shift.share_after,
        share_after: shift.share_before,
    }
}

proptest! {
    #[test]
    fn a_side_is_like_itself(firms in cohort(12)) {
        let same = between(&firms, &firms);
        prop_assert_eq!(same.firms, firms.len());
        for measure in [same.spearman, same.kendall, same.weighted_tau] {
            prop_assert!(measure.is_none_or(|measure| measure == 1.0), "{:?}", measure);
        }
        let values: BTreeSet<i32> = firms.values().map(|(points, ..)| *points).collect();
        prop_assert_eq!(same.spearman.is_some(), values.len() > 1);
        prop_assert_eq!(same.rank_biased.overlap, (!firms.is_empty()).then_some(1.0));
        prop_assert_eq!((same.moved, same.greatest_shift, same.movers.len()), (0, 0, 0));
        let psi = same.stability.as_ref().expect("one scale").psi;
        prop_assert_eq!(psi, (!firms.is_empty()).then_some(0.0));
        prop_assert_eq!(same.rises.iter().sum::<usize>(), firms.len());
        prop_assert!(same.tops.iter().all(|top| top.share.is_none_or(|share| share == 1.0)));
        prop_assert!(same.tops.iter().all(|top| top.gone + top.new == 0 && top.shared == top.before));
        prop_assert!(same.parts.iter().all(|part| part.mean_change == 0.0 && !part.adjusts));
        prop_assert!(
            same.segment_moves.is_empty() && same.only_before.is_empty() && same.only_after.is_empty()
        );
        let list = &same.lists[0];
        prop_assert_eq!((list.kept, list.joined, list.left), (list.before.unwrap(), 0, 0));
    }

    #[test]
    fn sides_exchanged_are_the_mirror_image(a in cohort(9), b in cohort(400)) {
        let (one, other) = (between(&a, &b), between(&b, &a));
        let measures = |c: &Comparison| (c.spearman, c.kendall, c.weighted_tau, c.rank_biased.clone());
        prop_assert_eq!(measures(&one), measures(&other));
        prop_assert_eq!((&one.only_before, &one.only_after), (&other.only_after, &other.only_before));
        prop_assert_eq!((one.moved, one.mean_shift, one.first), (other.moved, other.mean_shift, other.first));
        prop_assert_eq!(one.rises.iter().rev().collect::<Vec<_>>(), other.rises.iter().collect::<Vec<_>>());
        for (one, other) in one.tops.iter().zip(&other.tops) {
            prop_assert_eq!((one.shared, one.gone, one.new), (other.shared, other.new, other.gone));
            prop_assert_eq!((one.share, one.jaccard), (other.share, other.jaccard));
        }
        for (one, other) in one.movers.iter().zip(&other.movers) {
            prop_assert_eq!(
                (&one.firm, one.rank_before, one.rank_after),
                (&other.firm, other.rank_after, other.rank_before)
            );
            for (one, other) in one.parts.iter().zip(&other.parts) {
                prop_assert_eq!((&one.id, one.before, one.after), (&other.id, other.after, other.before));
            }
        }
        // Without firms that changed between: each side tells strata apart by what it has itself.
        let same_strata =
            a.iter().all(|(id, (_, segment, _))| b.get(id).is_none_or(|(_, other, _)| other == segment));
        if same_strata {
            prop_assert_eq!(one.segments.iter().map(turned).collect::<Vec<_>>(), other.segments);
        }
        let (one, other) = (&one.lists[0], &other.lists[0]);
        prop_assert_eq!((one.kept, one.joined, one.left), (other.kept, other.left, other.joined));
        prop_assert_eq!((&one.why_joined, &one.why_left), (&other.why_left, &other.why_joined));
    }

    #[test]
    fn counts_are_those_of_sets(a in cohort(9), b in cohort(9), first in 1usize..20) {
        let options = Options { tops: vec![first], movers: 1000, ..Options::default() };
        let (before, after) = (side(&a), side(&b));
        let found = Comparison::between(&before, &after, &options);
        let ids = |side: &Side, rows: usize| -> BTreeSet<String> {
            side.ids.iter().take(rows).map(str::to_owned).collect()
        };
        let (x, y) = (ids(&before, first), ids(&after, first));
        let deep = first.min(a.len().max(b.len()).max(1));
        let top = found.tops.iter().find(|top| top.first == deep).expect("it was asked for");
        prop_assert_eq!(top.shared, x.intersection(&y).count());
        let either = x.union(&y).count();
        prop_assert_eq!(top.jaccard, (either > 0).then(|| top.shared as f64 / either as f64));
        let both: Vec<&String> = a.keys().filter(|id| b.contains_key(*id)).collect();
        prop_assert_eq!(found.firms, both.len());
        prop_assert_eq!(found.only_before.len() + both.len(), a.len());
        prop_assert_eq!(found.only_after.len() + both.len(), b.len());
        // Ranks among the firms of both sides, counted one by one.
        let rank =
            |of: &Cohort, id: &str| 1 + both.iter().filter(|other| of[**other].0 > of[id].0).count() as u32;
        let shift = |id: &str| rank(&a, id).abs_diff(rank(&b, id));
        prop_assert_eq!(found.moved, both.iter().filter(|id| shift(id) > 0).count());
        prop_assert_eq!(found.movers.len(), found.moved);
        for mover in &found.movers {
            prop_assert_eq!(
                (mover.rank_before, mover.rank_after),
                (rank(&a, &mover.firm), rank(&b, &mover.firm))
            );
        }
        let order: Vec<_> =
            found.movers.iter().map(|mover| (std::cmp::Reverse(shift(&mover.firm)), &mover.firm)).collect();
        prop_assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
        let share: f64 = found.segments.iter().map(|segment| segment.share_before).sum();
        prop_assert!(both.is_empty() || (share - 1.0).abs() < 1e-12);
        let listed = |of: &Cohort| -> BTreeSet<String> {
            of.iter()
                .filter(|(_, (.., outcome))| *outcome == Outcome::Listed)
                .map(|(id, _)| id.clone())
                .collect()
        };
        let (x, y) = (listed(&a), listed(&b));
        let list = &found.lists[0];
        prop_assert_eq!(
            (list.kept, list.joined, list.left),
            (x.intersection(&y).count(), y.difference(&x).count(), x.difference(&y).count())
        );
        let why = |whys: &[jifen::studies::compare::Why]| whys.iter().map(|why| why.firms).sum::<usize>();
        prop_assert_eq!((why(&list.why_joined), why(&list.why_left)), (list.joined, list.left));
    }
}

fn plain(points: &[(&str, i32)]) -> Cohort {
    points.iter().map(|(id, points)| ((*id).to_owned(), (*points, 0, Outcome::Listed))).collect()
}

#[test]
fn a_ranking_turned_round_is_its_opposite() {
    let names: Vec<String> = (0..50).map(|at| format!("{at:02}")).collect();
    let up: Vec<(&str, i32)> = names.iter().zip(1..).map(|(id, points)| (id.as_str(), points)).collect();
    let down: Vec<(&str, i32)> = up.iter().map(|(id, points)| (*id, 100 - points)).collect();
    let found = between(&plain(&up), &plain(&down));
    assert_eq!([found.spearman, found.kendall, found.weighted_tau], [Some(-1.0); 3]);
    assert_eq!((found.greatest_shift, found.movers[0].firm.as_str()), (49, "00"));
    assert_eq!((found.rises[0], found.rises[20]), (2, 2));
    assert_eq!(found.movers[0].parts[0].id, "second");
    assert_eq!((found.movers[0].parts[0].before, found.movers[0].parts[0].after), (Some(0.75), Some(74.25)));
}

#[test]
fn cohorts_without_a_firm_in_common_have_a_stability_index() {
    let cohort = |first: char, points: [i32; 4]| -> Cohort {
        let firms = points
            .iter()
            .enumerate()
            .flat_map(|(at, &points)| (0..10 * (at + 1)).map(move |n| (at, n, points)));
        firms.map(|(at, n, points)| (format!("{first}{at}-{n}"), (points, 0, Outcome::Listed))).collect()
    };
    // Of A 10, 20, 30, 40 firms have 1, 2, 3, 4 points; of B 40, 30, 20, 10.
    let compared = between(&cohort('A', [1, 2, 3, 4]), &cohort('B', [4, 3, 2, 1]));
    assert_eq!(compared.firms, 0);
    let stability = compared.stability.expect("one scale");
    let bins: Vec<(f64, u64, u64)> = stability.bins.iter().map(|bin| (bin.to, bin.base, bin.other)).collect();
    assert_eq!(bins, [(1.0, 10, 40), (2.0, 20, 30), (3.0, 30, 20), (4.0, 40, 10)]);
    // Σ (p − q) ln (p / q), twice each of 0.3 ln 4 and 0.1 ln 1.5.
    let psi = 2.0 * (0.3 * 4f64.ln() + 0.1 * 1.5f64.ln());
    assert!(
        stability.psi.is_some_and(|found| (found - psi).abs() < 1e-15),
        "{:?} is not {psi}",
        stability.psi
    );
    let mut other = side(&cohort('B', [4, 3, 2, 1]));
    other.scale = 200.0;
    let apart = Comparison::between(&side(&cohort('A', [1, 2, 3, 4])), &other, &Options::default());
    assert_eq!(apart.stability, None);
}

#[test]
fn odd_sides_have_measures_or_none() {
    let (one, other, nobody) = (plain(&[("a", 3)]), plain(&[("b", 3)]), plain(&[]));
    let found = between(&one, &other);
    let why = "not among the scored firms of the other side";
    let alone = |only: &[Only]| -> Vec<(String, Option<String>, String)> {
        only.iter().map(|one| (one.firm.clone(), one.name.clone(), one.why.to_string())).collect()
    };
    let one_of = |firm: &str| vec![(firm.to_owned(), None, why.to_owned())];
    assert_eq!(
        (found.firms, found.spearman, found.weighted_tau, found.rank_biased.overlap),
        (0, None, None, Some(0.0))
    );
    assert_eq!((alone(&found.only_before), alone(&found.only_after)), (one_of("a"), one_of("b")));
    assert_eq!(found.lists[0].why_left[0].reason.to_string(), why);
    assert_eq!(found.only_before[0].why.say(Language::Zh), "不在另一方的已评分企业中");
    let alone = between(&one, &one);
    assert_eq!((alone.firms, alone.kendall, alone.rank_biased.overlap), (1, None, Some(1.0)));
    let none = between(&nobody, &nobody);
    assert_eq!((none.firms, none.rank_biased.overlap, none.mean_shift), (0, None, 0.0));
    assert!(none.segments.is_empty() && none.movers.is_empty());
    let constant = between(&plain(&[("a", 3), ("b", 3)]), &plain(&[("a", 1), ("b", 2)]));
    assert_eq!((constant.spearman, constant.kendall, constant.weighted_tau), (None, None, None));
    assert_eq!(constant.movers.len(), 1);
    for table in found_tables() {
        assert!(table.columns.iter().all(|column| column.values.len() == table.rows()), "{}", table.name);
    }
}

fn found_tables() -> Vec<jifen::figures::Table> {
    let (mut a, b) =
        (plain(&[("a", 3), ("b", 2), ("c", 1)]), plain(&[("b", 3), ("c", 4), ("d", 1), ("e", 1)]));
    a.get_mut("c").expect("it is there").1 = 2;
    let tables = between(&a, &b).tables();
    let moves = tables.iter().find(|table| table.name == "segment-moves").expect("it is told");
    let values: Vec<Values> = moves.columns.iter().map(|column| column.values.clone()).collect();
    let text = |text: &str| Values::Text(vec![text.into()]);
    assert_eq!(values, [text("old"), text("new"), Values::Count(vec![Some(1)])]);
    let firms = tables.iter().find(|table| table.name == "firms").expect("it was asked for");
    assert_eq!(firms.rows(), 5);
    tables
}

#[test]
fn who_shares_the_last_rank_counts_in_part() {
    let mut before = plain(&[("a", 9), ("b", 5), ("c", 5), ("d", 5), ("e", 1)]);
    before.get_mut("d").expect("it is there").1 = 1;
    let options = Options { tops: vec![2], ..Options::default() };
    let found = Comparison::between(&side(&before), &side(&before), &options);
    // One place is left for three firms.
    let shares: Vec<f64> = found.segments.iter().map(|segment| segment.share_before).collect();
    assert!((shares[0] - 5.0 / 6.0).abs() < 1e-15 && (shares[1] - 1.0 / 6.0).abs() < 1e-15, "{shares:?}");
    let top = found.tops.iter().find(|top| top.first == 2).expect("it was asked for");
    assert_eq!((top.tied_before, top.tied_after), (3, 3));
}

#[test]
fn the_most_first_firms_asked_for_matter_and_none_beyond_the_last() {
    let cohort: Cohort = (0..40).map(|at| (format!("f{at:02}"), (at, 0, Outcome::Beyond))).collect();
    let told = |tops: &[usize]| {
        let options = Options { tops: tops.to_vec(), ..Options::default() };
        Comparison::between(&side(&cohort), &side(&cohort), &options)
    };
    let (one, other) = (told(&[5, 20]), told(&[20, 5]));
    assert_eq!((one.first, &one), (20, &other));
    let deep = told(&[usize::MAX]);
    assert_eq!((deep.first, deep.tops.len(), deep.tops[0].first), (40, 1, 40));
}
