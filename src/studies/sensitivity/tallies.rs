//! Aggregation of the draws into the report.

use super::acceptability::{NearFirms, weights_today};
use super::counts::{ListCounts, RankCounts};
use super::draws::Plan;
use super::explained::explained;
use super::measurement::MeasurementError;
use super::names::{ListName, Names};
use super::options::Options;
use super::report::{Drawn, FirmStability, Index, Movement, Report, Stability};
use super::{INTERVAL, RESAMPLES};
use crate::referral::Lists;
use crate::scorecard::Indicator;
use crate::scoring::{Weights, from_units};
use crate::stats::{self, SaltelliSample};
use crate::studies::study::Cohort;

/// Least share of draws for the stable core of a list.
const CORE: f64 = 0.95;

/// Counts over all draws, with their study.
pub(super) struct Tallies<'a> {
    pub cohort: &'a Cohort<'a>,
    pub lists: &'a Lists<'a>,
    pub options: &'a Options,
    pub plan: &'a Plan<'a>,
    /// The ranked firms, as positions in the cohort.
    pub ranked: &'a [u32],
    /// Firms that may be on a list, as positions in `ranked`.
    pub candidates: &'a [u32],
    pub in_full: bool,
    pub ranks: &'a RankCounts,
    /// Per ranked firm: the ends of its rank interval.
    pub intervals: &'a [[u32; 2]],
    pub listed: &'a ListCounts,
    /// Per draw: the mean absolute rank shift.
    pub shifts: Vec<f64>,
    pub near: NearFirms,
    pub errors: Vec<MeasurementError>,
}

impl Tallies<'_> {
    /// The report, with the Sobol indices of `sample`.
    pub(super) fn report(self, sample: Option<SaltelliSample>) -> Report {
        let (cohort, options) = (self.cohort, self.options);
        let card = cohort.scorecard;
        let institutions = &self.lists.institutions.all;
        let listed: Vec<Vec<bool>> =
            self.lists.referrals.lists.iter().map(|list| self.today(&list.firms)).collect();
        let mut referred = vec![false; self.ranked.len()];
        for list in &listed {
            referred.iter_mut().zip(list).for_each(|(any, on)| *any |= on);
        }
        let lists = institutions.iter().zip(&listed).enumerate().map(|(at, (one, today))| {
            let chance = |candidate: usize| self.share(self.listed.on(candidate, at));
            let cut_off = self.lists.referrals.lists[at].cut_off;
            Stability {
                capacity: one.capacity.and_then(|most| u32::try_from(most).ok()),
                cut_off: cut_off.map(|units| from_units(units, card.decimals)),
                ..self.stability(ListName::of(one), today, &self.chances(chance))
            }
        });
        let any = self.chances(|candidate| self.share(self.listed.anywhere[candidate]));
        let tops = self.ranks.tops.iter().zip(&self.ranks.in_top).map(|(&top, counts)| {
            let today: Vec<bool> =
                self.ranked.iter().map(|&firm| cohort.scores.rank[firm as usize] <= top).collect();
            let chances: Vec<f64> = counts.iter().map(|&count| self.share(count)).collect();
            let mut order = cohort.scores.order.iter().rev();
            let last = order.find(|&&firm| cohort.scores.rank[firm as usize] <= top);
            let last = last.map(|&firm| self.points(firm));
            let name = ListName::of_top(top);
            Stability { capacity: Some(top), cut_off: last, ..self.stability(name, &today, &chances) }
        });
        let indices = sample.as_ref().and_then(|sample| stats::sobol(sample, RESAMPLES, options.seed));
        let indices = indices.map(|indices| {
            let factors = self.plan.factors().into_iter().zip(indices);
            factors.map(|(factor, indices)| Index { factor: self.plan.name(factor), indices }).collect()
        });
        let drawn = self.drawn();
        let weights: Vec<&Weights> = drawn.iter().map(|draw| &draw.weights).collect();
        let weight_names = self.weight_names();
        let (shift, each) = (Movement::of(&self.shifts), self.each());
        let referred = self.stability(ListName::of_any(), &referred, &any);
        let (lists, tops) = (lists.collect(), tops.collect());
        Report {
            about: cohort.about(),
            decimals: card.decimals,
            firms: self.ranked.len(),
            draws: options.draws,
            seed: options.seed,
            spread: options.spread,
            vary: options.vary,
            choices: self.plan.choices.clone(),
            errors: self.errors,
            interval: INTERVAL,
            referred_in_full: self.in_full,
            shift,
            lists,
            referred,
            tops,
            weights_today: weights_today(cohort),
            acceptability: self.near.cut_offs(cohort, &weights),
            explained: explained(self.plan, &drawn, options.seed),
            sample: sample.filter(|_| indices.is_some()),
            indices,
            sobol_rows: options.sobol,
            each,
            drawn,
            weight_names,
            names: Names::of(card),
        }
    }

    fn share(&self, draws: u32) -> f64 {
        f64::from(draws) / f64::from(self.options.draws.max(1))
    }

    fn points(&self, firm: u32) -> f64 {
        from_units(self.cohort.scores.points[firm as usize], self.cohort.scorecard.decimals)
    }

    /// Per ranked firm, whether it is among `firms`.
    fn today(&self, firms: &[u32]) -> Vec<bool> {
        let mut on = vec![false; self.cohort.firms.len];
        firms.iter().for_each(|&firm| on[firm as usize] = true);
        self.ranked.iter().map(|&firm| on[firm as usize]).collect()
    }

    /// A probability for each ranked firm, from that of each candidate; 0 for firms that are not candidates.
    fn chances(&self, of: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut chances = vec![0.0; self.ranked.len()];
        self.candidates.iter().enumerate().for_each(|(candidate, &at)| chances[at as usize] = of(candidate));
        chances
    }

    fn stability(&self, name: ListName, today: &[bool], chances: &[f64]) -> Stability {
        let count = |holds: &dyn Fn(bool, f64) -> bool| {
            today.iter().zip(chances).filter(|(today, chance)| holds(**today, **chance)).count()
        };
        let contested = |chance: f64| chance > 1.0 - CORE + 1e-12 && chance < CORE - 1e-12;
        let zone = self.ranked.iter().zip(chances).filter(|(_, chance)| contested(**chance));
        let zone = zone.map(|(&firm, _)| self.points(firm)).fold(None, |zone: Option<(f64, f64)>, points| {
            let (least, most) = zone.unwrap_or((points, points));
            Some((least.min(points), most.max(points)))
        });
        let ListName { id, name, label } = name;
        Stability {
            id,
            name,
            label,
            capacity: None,
            today: count(&|today, _| today),
            core: count(&|_, chance| chance >= CORE - 1e-12),
            contested: count(&|_, chance| contested(chance)),
            doubtful: count(&|today, chance| today && chance < 0.5),
            waiting: count(&|today, chance| !today && chance >= 0.5),
            cut_off: None,
            contested_points: zone,
        }
    }

    /// Stability of each firm's rank, in today's place order.
    fn each(&self) -> Vec<FirmStability> {
        let (cohort, card) = (self.cohort, self.cohort.scorecard);
        let width = self.lists.institutions.all.len();
        let mut at_of = vec![0_u32; cohort.firms.len];
        (0..).zip(self.ranked).for_each(|(at, &firm)| at_of[firm as usize] = at);
        let mut candidate_of = vec![None; self.ranked.len()];
        self.candidates.iter().enumerate().for_each(|(at, &place)| candidate_of[place as usize] = Some(at));
        let names = cohort.firms.column("name").and_then(|column| column.texts());
        let of = |&firm: &u32| {
            let (row, at) = (firm as usize, at_of[firm as usize] as usize);
            let on = |institution: usize| {
                candidate_of[at].map_or(0.0, |candidate| self.share(self.listed.on(candidate, institution)))
            };
            FirmStability {
                firm: cohort.firms.ids().get_or_empty(row).to_owned(),
                name: names.map_or("", |names| names.get_or_empty(row)).to_owned(),
                segment: card.segments[usize::from(cohort.scores.segment[row])].id.clone(),
                points: self.points(firm),
                rank: cohort.scores.rank[row],
                mean_rank: self.ranks.sums[at] as f64 / f64::from(self.options.draws.max(1)),
                rank_low: self.intervals[at][0],
                rank_high: self.intervals[at][1],
                referred: candidate_of[at]
                    .map_or(0.0, |candidate| self.share(self.listed.anywhere[candidate])),
                in_top: self.ranks.in_top.iter().map(|counts| self.share(counts[at])).collect(),
                on_list: (0..width).map(on).collect(),
            }
        };
        cohort.scores.order.iter().map(of).collect()
    }

    fn drawn(&self) -> Vec<Drawn> {
        let draw = |(number, &shift): (u32, &f64)| {
            self.plan.drawn(number, &self.plan.draw(u64::from(number)), shift)
        };
        (1..).zip(&self.shifts).map(draw).collect()
    }

    /// Names such as `rd_intensity`, or with segments `rd_intensity.startup`.
    fn weight_names(&self) -> Vec<String> {
        let card = self.cohort.scorecard;
        let of = |indicator: &Indicator| -> Vec<String> {
            match card.segments.as_slice() {
                [_] => vec![indicator.id.clone()],
                many => many.iter().map(|segment| format!("{}.{}", indicator.id, segment.id)).collect(),
            }
        };
        card.indicators.iter().flat_map(of).collect()
    }
}

impl Movement {
    fn of(shifts: &[f64]) -> Movement {
        let mut sorted = shifts.to_vec();
        let tail = (1.0 - INTERVAL) / 2.0;
        let (least, greatest) = shifts
            .iter()
            .fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), x| (least.min(*x), most.max(*x)));
        let least = if least.is_finite() { least } else { 0.0 };
        let mut histogram = [0; 20];
        for shift in shifts {
            let share = if greatest > least { (shift - least) / (greatest - least) } else { 0.0 };
            histogram[((share * 20.0) as usize).min(19)] += 1;
        }
        Movement {
            mean: stats::sum(shifts.iter().copied()) / shifts.len().max(1) as f64,
            low: stats::quantile(&mut sorted, tail).unwrap_or(0.0),
            high: stats::quantile(&mut sorted, 1.0 - tail).unwrap_or(0.0),
            histogram,
            least,
            greatest,
        }
    }
}
