//! What draws tell of firms, lists and choices.

use serde::Serialize;

use super::contest::Lists;
use super::draws::{Choice, Plan, Sample, Spread, Vary};
use super::{Asked, INTERVAL, RESAMPLES};
use crate::scoring::{Weights, from_units};
use crate::stats::{self, SaltelliSample, SobolIndices};
use crate::studies::Cohort;

/// From this share of draws on a place on a list is firm.
const CORE: f64 = 0.95;

/// How firm ranks and lists are.
#[derive(Clone, Debug, Serialize)]
pub struct Sensitivity {
    /// The scorecard whose weights were drawn around.
    pub scorecard: String,
    /// The as-of day.
    pub as_of: String,
    /// The cohort's file.
    pub cohort: String,
    /// Its SHA-256.
    pub cohort_sha256: String,
    /// Decimals of published points.
    pub decimals: u8,
    /// Firms ranked.
    pub firms: usize,
    /// Draws made.
    pub draws: u32,
    /// What they were drawn from.
    pub seed: u64,
    /// How far weights lie from today's.
    pub spread: Spread,
    /// Which weights were drawn.
    pub vary: Vary,
    /// What else was uncertain.
    pub choices: Vec<Choice>,
    /// Share of draws between the ends of an interval.
    pub interval: f64,
    /// Whether lists rest on more than points, so that every draw was referred in full.
    pub referred_in_full: bool,
    /// How far ranks move.
    pub shift: Movement,
    /// How firm each institution's list is, in its file's order.
    pub lists: Vec<Stability>,
    /// How firm it is to be on any list.
    pub referred: Stability,
    /// How firm the tops by rank are.
    pub tops: Vec<Stability>,
    /// What the movement of ranks is due to; nothing where that was not asked, or ranks never move.
    pub indices: Option<Vec<Index>>,
    /// Rows of the sample behind the indices.
    pub sobol_rows: u32,
    /// The sample itself: the mean absolute rank shift of each of its draws. Nothing without indices.
    #[serde(skip)]
    pub sample: Option<SaltelliSample>,
    /// Firm by firm, in today's place order.
    #[serde(skip)]
    pub each: Vec<FirmStability>,
    /// Draw by draw.
    #[serde(skip)]
    pub drawn: Vec<Drawn>,
    /// What weights are of, a name for each of [`Drawn::weights`].
    #[serde(skip)]
    pub weight_names: Vec<String>,
}

/// The average of a draw's absolute rank shifts, `R = Σ |rank − today's rank| / n` (Saisana, Saltelli and
/// Tarantola 2005), over the draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Movement {
    /// Its mean.
    pub mean: f64,
    /// The low end of the interval.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// How many draws fall into each of twenty classes between the least and the greatest.
    pub histogram: [u32; 20],
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// How firm a list is, or a top.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stability {
    /// The institution's id, `top 500`, or `any list`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Most firms on it.
    pub capacity: Option<u32>,
    /// Firms on it today.
    pub today: usize,
    /// The stable core: firms on it in at least 95 % of the draws.
    pub core: usize,
    /// The contested zone: firms on it in more than 5 % and less than 95 % of the draws.
    pub contested: usize,
    /// Of those on it today, firms that are on it in less than half of the draws.
    pub doubtful: usize,
    /// Of those not on it today, firms that are on it in at least half of the draws.
    pub waiting: usize,
    /// Today's published points of the last firm on it; nothing where points are no threshold.
    pub cut_off: Option<f64>,
    /// Between which points of today the contested zone lies.
    pub contested_points: Option<(f64, f64)>,
}

/// What the movement of ranks is due to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The uncertain input: an indicator's weight, a group's, or a choice.
    pub factor: String,
    /// Its indices.
    #[serde(flatten)]
    pub indices: SobolIndices,
}

/// How firm a firm's rank is.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmStability {
    /// What tells it from others.
    pub firm: String,
    /// Its name; empty where the cohort has none.
    pub name: String,
    /// Its segment.
    pub segment: String,
    /// Today's points.
    pub points: f64,
    /// Today's rank.
    pub rank: u32,
    /// Mean rank over the draws.
    pub mean_rank: f64,
    /// The low end of the interval.
    pub rank_low: u32,
    /// The high end.
    pub rank_high: u32,
    /// Share of draws in which it is on any list.
    pub referred: f64,
    /// Share of draws in which it is in each top.
    pub in_top: Vec<f64>,
    /// Share of draws in which it is on each institution's list.
    pub on_list: Vec<f64>,
}

/// One draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawn {
    /// Its number, from 1.
    pub draw: u32,
    /// What each choice came to.
    pub choices: Vec<String>,
    /// The mean absolute rank shift.
    pub shift: f64,
    /// The weights, in the scorecard's own unit: per indicator and segment.
    pub weights: Weights,
}

impl Drawn {
    pub(super) fn new(plan: &Plan<'_>, number: u32, sample: &Sample, shift: f64) -> Drawn {
        let picks = plan.choices.iter().zip(&sample.picks);
        Drawn {
            draw: number,
            choices: picks.map(|(choice, &pick)| choice.options[pick].clone()).collect(),
            shift,
            weights: plan.weights(sample),
        }
    }
}

/// What was counted.
pub(super) struct Told<'a> {
    pub cohort: &'a Cohort<'a>,
    pub lists: &'a Lists<'a>,
    pub asked: &'a Asked,
    pub plan: &'a Plan<'a>,
    /// The firms ranked, as positions in the cohort.
    pub ranked: &'a [u32],
    /// Those that may be on a list, as positions among those ranked.
    pub candidates: Vec<u32>,
    pub in_full: bool,
    pub tops: &'a [u32],
    pub sums: &'a [u64],
    pub in_top: &'a [Vec<u32>],
    pub intervals: &'a [[u32; 2]],
    /// Per candidate and institution: draws.
    pub on: &'a [u32],
    /// Per candidate: draws.
    pub anywhere: &'a [u32],
    pub shifts: Vec<f64>,
}

impl Told<'_> {
    pub(super) fn sensitivity(self, sample: Option<SaltelliSample>) -> Sensitivity {
        let (cohort, asked) = (self.cohort, self.asked);
        let card = cohort.scorecard;
        let institutions = &self.lists.institutions.all;
        let listed: Vec<Vec<bool>> =
            self.lists.referrals.lists.iter().map(|list| self.today(&list.firms)).collect();
        let mut referred = vec![false; self.ranked.len()];
        for list in &listed {
            referred.iter_mut().zip(list).for_each(|(any, on)| *any |= on);
        }
        let lists = institutions.iter().zip(&listed).enumerate().map(|(at, (one, today))| {
            let chance = |candidate: usize| self.share(self.on[candidate * institutions.len() + at]);
            let cut_off = self.lists.referrals.lists[at].cut_off;
            Stability {
                capacity: one.capacity.and_then(|most| u32::try_from(most).ok()),
                cut_off: cut_off.map(|units| from_units(units, card.decimals)),
                ..self.stability(&one.id, &one.name, today, &self.chances(chance))
            }
        });
        let any = self.chances(|candidate| self.share(self.anywhere[candidate]));
        let tops = self.tops.iter().zip(self.in_top).map(|(&top, counts)| {
            let today: Vec<bool> =
                self.ranked.iter().map(|&firm| cohort.scores.rank[firm as usize] <= top).collect();
            let chances: Vec<f64> = counts.iter().map(|&count| self.share(count)).collect();
            let mut order = cohort.scores.order.iter().rev();
            let last = order.find(|&&firm| cohort.scores.rank[firm as usize] <= top);
            let last = last.map(|&firm| self.points(firm));
            let name = format!("top {top}");
            Stability { capacity: Some(top), cut_off: last, ..self.stability(&name, &name, &today, &chances) }
        });
        let indices = sample.as_ref().and_then(|sample| stats::sobol(sample, RESAMPLES, asked.seed));
        let indices = indices.map(|indices| {
            let factors = self.plan.factors().into_iter().zip(indices);
            factors.map(|(factor, indices)| Index { factor: self.plan.name(factor), indices }).collect()
        });
        Sensitivity {
            scorecard: card.id.clone(),
            as_of: cohort.as_of.to_string(),
            cohort: cohort.file.to_owned(),
            cohort_sha256: cohort.sha256.to_owned(),
            decimals: card.decimals,
            firms: self.ranked.len(),
            draws: asked.draws,
            seed: asked.seed,
            spread: asked.spread,
            vary: asked.vary,
            choices: self.plan.choices.clone(),
            interval: INTERVAL,
            referred_in_full: self.in_full,
            shift: Movement::of(&self.shifts),
            lists: lists.collect(),
            referred: self.stability("any list", "any list", &referred, &any),
            tops: tops.collect(),
            sample: sample.filter(|_| indices.is_some()),
            indices,
            sobol_rows: asked.sobol,
            each: self.each(),
            drawn: self.drawn(),
            weight_names: self.weight_names(),
        }
    }

    fn share(&self, draws: u32) -> f64 {
        f64::from(draws) / f64::from(self.asked.draws.max(1))
    }

    fn points(&self, firm: u32) -> f64 {
        from_units(self.cohort.scores.points[firm as usize], self.cohort.scorecard.decimals)
    }

    /// Which of the firms ranked are on a list.
    fn today(&self, firms: &[u32]) -> Vec<bool> {
        let mut on = vec![false; self.cohort.firms.len];
        firms.iter().for_each(|&firm| on[firm as usize] = true);
        self.ranked.iter().map(|&firm| on[firm as usize]).collect()
    }

    /// The chance of every firm ranked, from that of every candidate.
    fn chances(&self, of: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut chances = vec![0.0; self.ranked.len()];
        self.candidates.iter().enumerate().for_each(|(candidate, &at)| chances[at as usize] = of(candidate));
        chances
    }

    fn stability(&self, id: &str, name: &str, today: &[bool], chances: &[f64]) -> Stability {
        let count = |holds: &dyn Fn(bool, f64) -> bool| {
            today.iter().zip(chances).filter(|(today, chance)| holds(**today, **chance)).count()
        };
        let contested = |chance: f64| chance > 1.0 - CORE + 1e-12 && chance < CORE - 1e-12;
        let zone = self.ranked.iter().zip(chances).filter(|(_, chance)| contested(**chance));
        let zone = zone.map(|(&firm, _)| self.points(firm)).fold(None, |zone: Option<(f64, f64)>, points| {
            let (least, most) = zone.unwrap_or((points, points));
            Some((least.min(points), most.max(points)))
        });
        Stability {
            id: id.to_owned(),
            name: name.to_owned(),
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

    /// Firm by firm, in today's place order.
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
                candidate_of[at].map_or(0.0, |candidate| self.share(self.on[candidate * width + institution]))
            };
            FirmStability {
                firm: cohort.firms.ids().get_or_empty(row).to_owned(),
                name: names.map_or("", |names| names.get_or_empty(row)).to_owned(),
                segment: card.segments[usize::from(cohort.scores.segment[row])].id.clone(),
                points: self.points(firm),
                rank: cohort.scores.rank[row],
                mean_rank: self.sums[at] as f64 / f64::from(self.asked.draws.max(1)),
                rank_low: self.intervals[at][0],
                rank_high: self.intervals[at][1],
                referred: candidate_of[at].map_or(0.0, |candidate| self.share(self.anywhere[candidate])),
                in_top: self.in_top.iter().map(|counts| self.share(counts[at])).collect(),
                on_list: (0..width).map(on).collect(),
            }
        };
        cohort.scores.order.iter().map(of).collect()
    }

    fn drawn(&self) -> Vec<Drawn> {
        let draw = |(number, &shift): (u32, &f64)| {
            Drawn::new(self.plan, number, &self.plan.draw(u64::from(number)), shift)
        };
        (1..).zip(&self.shifts).map(draw).collect()
    }

    /// `rd_intensity`, or with segments `rd_intensity.startup`.
    fn weight_names(&self) -> Vec<String> {
        let card = self.cohort.scorecard;
        let of = |indicator: &crate::scorecard::Indicator| -> Vec<String> {
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
