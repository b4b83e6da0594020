//! Draws of weights around a scorecard's own, and of other modelling choices.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

use super::names::{Choice, FactorName, JUDGE, LEAVE_OUT};
use super::options::{Options, Spread, Vary};
use super::report::{Drawn, WeightSpread};
use crate::scorecard::{Node, Scorecard};
use crate::scoring::Weights;
use crate::stats;
use crate::studies::weights::judgements::Judge;

/// An uncertain input of the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Factor {
    /// The weight of the indicator at this position, in all segments.
    Indicator(usize),
    /// The weight of the top-level group at this position, in all segments.
    Group(usize),
    /// The modelling choice at this position.
    Choice(usize),
    /// The measurement errors of all values together.
    Values,
}

/// The distribution that draws come from.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    card: &'a Scorecard,
    /// Today's weight as a share of the whole, per indicator and segment.
    shares: Vec<Vec<f64>>,
    /// Positions of the base's indicators by top-level group; an indicator without a group is a group of its
    /// own.
    pub groups: Vec<Vec<usize>>,
    /// Id of each top-level group, or of its only indicator.
    pub group_ids: Vec<String>,
    spread: Spread,
    vary: Vary,
    pub choices: Vec<Choice>,
    /// The choice of an indicator to leave out; `None` if all stay.
    leaves_out: Option<LeaveOut>,
    /// The choice of a judge, whose weights replace drawn weights; `None` without judges.
    judged: Option<Judged>,
    /// Per segment, the first segment with the same weights. Equal weights are drawn only once.
    alike: Vec<usize>,
    seed: u64,
    /// Whether values have measurement errors.
    has_errors: bool,
}

/// The choice of an indicator to leave out; its first option leaves out none.
#[derive(Debug)]
struct LeaveOut {
    /// Position among the plan's choices.
    choice: usize,
    /// Positions of the indicators of its other options.
    indicators: Vec<usize>,
}

/// The choice of a judge, one option per person.
#[derive(Debug)]
struct Judged {
    /// Position among the plan's choices.
    choice: usize,
    /// Per judge, indicator and segment: the judge's share; 0 if the indicator has no weight there today.
    amounts: Vec<Vec<Vec<f64>>>,
}

/// A draw before its weights are scaled to the whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    /// Unscaled weight per indicator and segment.
    amounts: Vec<Vec<f64>>,
    /// Unscaled weight per top-level group and segment.
    between: Vec<Vec<f64>>,
    /// Per choice, the position of the option drawn.
    pub picks: Vec<usize>,
    /// The draw that the measurement errors come from; 0 for values as measured.
    pub values: u64,
}

/// Name of the measurement errors as an uncertain input.
const VALUES: &str = "values";

impl<'a> Plan<'a> {
    /// A plan for draws around the weights of `card`, or among those of `judges`, with the other choices that
    /// `options` make uncertain.
    pub fn new(card: &'a Scorecard, options: &Options, judges: &[Judge]) -> Plan<'a> {
        let Options { spread, vary, seed, .. } = *options;
        let (leave_out, mut choices) = (options.choices.leave_out, options.choices.of_variants());
        let (groups, group_ids) = top_level(card);
        let shares = card.weight_shares();
        // An indicator with the whole weight of a segment cannot be left out.
        let is_alone = |at: usize| (0..card.segments.len()).any(|segment| shares[at][segment] >= 1.0);
        let mut indicators: Vec<usize> =
            groups.iter().flatten().copied().filter(|at| leave_out && !is_alone(*at)).collect();
        let leaves_out = (!indicators.is_empty()).then(|| {
            let id = |at: &usize| &card.indicators[*at].id;
            // Sorted by id, so the scorecard's order does not matter.
            indicators.sort_unstable_by_key(id);
            let options = std::iter::once("none".to_owned()).chain(indicators.iter().map(id).cloned());
            choices.push(Choice { id: LEAVE_OUT.to_owned(), options: options.collect() });
            LeaveOut { choice: choices.len() - 1, indicators }
        });
        let same = |a: usize, b: usize| shares.iter().all(|own| own[a] == own[b]);
        let alike = (0..card.segments.len())
            .map(|segment| (0..segment).find(|&before| same(before, segment)).unwrap_or(segment))
            .collect();
        let judged = (!judges.is_empty()).then(|| {
            choices.push(Choice {
                id: JUDGE.to_owned(),
                options: judges.iter().map(|judge| judge.name.clone()).collect(),
            });
            let amounts = judges.iter().map(|judge| amounts_of(judge, card, &shares)).collect();
            Judged { choice: choices.len() - 1, amounts }
        });
        Plan {
            card,
            shares,
            groups,
            group_ids,
            spread,
            vary,
            choices,
            leaves_out,
            judged,
            alike,
            seed,
            has_errors: !options.errors.is_empty(),
        }
    }

    /// Whether each draw takes the weights of a judge.
    pub fn is_judged(&self) -> bool {
        self.judged.is_some()
    }

    /// All independent inputs. The weights of a judge are a single choice.
    pub fn factors(&self) -> Vec<Factor> {
        let mut factors = self.weights_and_choices();
        if self.is_judged() {
            factors.retain(|factor| !matches!(factor, Factor::Indicator(_) | Factor::Group(_)));
        }
        factors
    }

    /// Every weight that varies between draws, and every choice.
    pub fn weights_and_choices(&self) -> Vec<Factor> {
        let indicators = self.groups.iter().flatten().filter(|_| self.vary != Vary::Between);
        let groups = (0..self.groups.len()).filter(|_| matches!(self.vary, Vary::Between | Vary::Nested));
        indicators
            .map(|&at| Factor::Indicator(at))
            .chain(groups.map(Factor::Group))
            .chain((0..self.choices.len()).map(Factor::Choice))
            .chain(self.has_errors.then_some(Factor::Values))
            .collect()
    }

    /// The name of a factor in files and messages.
    pub fn name(&self, factor: Factor) -> FactorName {
        match factor {
            Factor::Indicator(at) => FactorName::Indicator(self.card.indicators[at].id.clone()),
            Factor::Group(at) => FactorName::Group(self.group_ids[at].clone()),
            Factor::Choice(at) => FactorName::Choice(self.choices[at].id.clone()),
            Factor::Values => FactorName::Choice(VALUES.to_owned()),
        }
    }

    /// Draw `number` of the seed, independent of other draws and of the order of the scorecard.
    pub fn draw(&self, number: u64) -> Sample {
        let segments = self.card.segments.len();
        let mut amounts = self.shares.clone();
        let mut between: Vec<Vec<f64>> = self.groups.iter().map(|own| self.sums(own)).collect();
        if self.vary != Vary::Between && !self.is_judged() {
            for (own, sums) in self.groups.iter().zip(&between) {
                for &at in own {
                    let means = (0..segments).map(|segment| match self.vary {
                        Vary::All => self.shares[at][segment],
                        _ if sums[segment] > 0.0 => self.shares[at][segment] / sums[segment],
                        _ => 0.0,
                    });
                    let stream = self.stream(number, &["indicator", &self.card.indicators[at].id]);
                    amounts[at] = self.amounts(means, stream);
                }
            }
        }
        if matches!(self.vary, Vary::Between | Vary::Nested) {
            for (means, id) in between.iter_mut().zip(&self.group_ids) {
                *means = self.amounts(means.iter().copied(), self.stream(number, &["group", id]));
            }
        }
        let pick = |choice: &Choice| {
            self.stream(number, &["choice", &choice.id]).random_range(0..choice.options.len())
        };
        let values = if self.has_errors { number } else { 0 };
        Sample { amounts, between, picks: self.choices.iter().map(pick).collect(), values }
    }

    /// Returns, per segment, the position of its weights among the distinct ones; and, for each of these, the
    /// first segment that has it.
    pub fn distinct(&self) -> (Vec<usize>, Vec<usize>) {
        let distinct: Vec<usize> =
            (0..self.alike.len()).filter(|&segment| self.alike[segment] == segment).collect();
        let place = |first: &usize| distinct.partition_point(|segment| segment < first);
        (self.alike.iter().map(place).collect(), distinct)
    }

    /// A factor's weight in a segment under `weights`, as a share of the whole; 0 for choices and measurement
    /// errors.
    pub fn share_of(&self, factor: Factor, segment: usize, weights: &Weights) -> f64 {
        let share = |at: usize| {
            let (today, weight) = (self.card.indicators[at].weight[segment], weights[at][segment]);
            if today > 0.0 { self.shares[at][segment] * (weight / today) } else { 0.0 }
        };
        match factor {
            Factor::Indicator(at) => share(at),
            Factor::Group(at) => self.groups[at].iter().map(|&at| share(at)).sum(),
            Factor::Choice(_) | Factor::Values => 0.0,
        }
    }

    /// The spread of a factor's weight in a segment over the draws.
    pub fn spread(&self, factor: Factor, segment: usize, drawn: &[f64]) -> WeightSpread {
        let own: Weights = self.card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        let n = drawn.len().max(1) as f64;
        let mean = stats::sum(drawn.iter().copied()) / n;
        let variance = stats::sum(drawn.iter().map(|share| (share - mean).powi(2))) / n;
        WeightSpread {
            segment: self.card.segments[segment].id.clone(),
            today: self.share_of(factor, segment, &own),
            mean,
            deviation: variance.sqrt(),
            share: 0.0,
            interval: (0.0, 0.0),
        }
    }

    /// Draw `number` with its rank `shift`, for the report.
    pub fn drawn(&self, number: u32, sample: &Sample, shift: f64) -> Drawn {
        let picks = self.choices.iter().zip(&sample.picks);
        Drawn {
            draw: number,
            choices: picks.map(|(choice, &pick)| choice.options[pick].clone()).collect(),
            shift,
            weights: self.weights(sample),
        }
    }

    /// The random number generator of one input in one draw.
    fn stream(&self, number: u64, name: &[&str]) -> ChaCha8Rng {
        stream(self.seed, number, name)
    }

    /// The sum of today's shares of some indicators, per segment.
    fn sums(&self, own: &[usize]) -> Vec<f64> {
        (0..self.card.segments.len()).map(|s| own.iter().map(|&at| self.shares[at][s]).sum()).collect()
    }

    /// Per segment, a random number around the mean, before scaling to the whole.
    fn amounts(&self, means: impl Iterator<Item = f64>, mut random: ChaCha8Rng) -> Vec<f64> {
        let mut amounts = Vec::with_capacity(self.alike.len());
        for (segment, mean) in means.enumerate() {
            let first = self.alike[segment];
            amounts.push(match self.spread {
                _ if first < segment => amounts[first],
                _ if mean <= 0.0 => 0.0,
                // Gamma variates of these shapes divided by their sum have a Dirichlet distribution.
                Spread::Concentration(c) => {
                    Gamma::new(c * mean, 1.0).map_or(mean, |gamma| gamma.sample(&mut random))
                }
                Spread::Judges => mean,
                Spread::Share(x) => mean * random.random_range(1.0 - x..=1.0 + x),
            });
        }
        amounts
    }

    /// `sample` with one factor replaced by that of `other`.
    pub fn mixed(sample: &Sample, other: &Sample, factor: Factor) -> Sample {
        let mut mixed = sample.clone();
        match factor {
            Factor::Indicator(at) => mixed.amounts[at].clone_from(&other.amounts[at]),
            Factor::Group(at) => mixed.between[at].clone_from(&other.between[at]),
            Factor::Choice(at) => mixed.picks[at] = other.picks[at],
            Factor::Values => mixed.values = other.values,
        }
        mixed
    }

    /// Position of the indicator that a sample leaves out.
    pub fn left_out(&self, sample: &Sample) -> Option<usize> {
        let LeaveOut { choice, indicators } = self.leaves_out.as_ref()?;
        let place = sample.picks[*choice].checked_sub(1)?;
        Some(indicators[place])
    }

    /// The index of a sample's variant of the scorecard: the picks of the choices that change shares of full
    /// marks, as one number.
    pub fn variant(&self, sample: &Sample) -> usize {
        let leave_out = self.leaves_out.as_ref().map(|leave_out| leave_out.choice);
        let judge = self.judged.as_ref().map(|judged| judged.choice);
        let of_shares = leave_out.or(judge).unwrap_or(usize::MAX);
        let choices = self.choices.iter().zip(&sample.picks).take(of_shares);
        choices.fold(0, |variant, (choice, pick)| variant * choice.options.len() + pick)
    }

    /// The weights of a sample in the scorecard's own unit: today's weight times the ratio of new to today's
    /// share. Bonus and deduction are unchanged.
    pub fn weights(&self, sample: &Sample) -> Weights {
        let mut weights: Weights =
            self.card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        let out = self.left_out(sample);
        let segments = 0..self.card.segments.len();
        let shares: Vec<Vec<f64>> = segments.map(|segment| self.drawn_shares(sample, segment, out)).collect();
        for (place, &at) in self.groups.iter().flatten().enumerate() {
            for (segment, weight) in weights[at].iter_mut().enumerate() {
                let today = self.shares[at][segment];
                *weight *= if today > 0.0 { shares[segment][place] / today } else { 0.0 };
            }
        }
        weights
    }

    /// The shares of a sample in a segment, group after group; they add up to 1.
    fn drawn_shares(&self, sample: &Sample, segment: usize, out: Option<usize>) -> Vec<f64> {
        let amounts = match &self.judged {
            Some(Judged { choice, amounts }) => &amounts[sample.picks[*choice]],
            None => &sample.amounts,
        };
        let amount = |at: usize| if out == Some(at) { 0.0 } else { amounts[at][segment] };
        let mut shares = Vec::new();
        for (group, own) in self.groups.iter().enumerate() {
            let together: f64 = own.iter().map(|&at| amount(at)).sum();
            shares.extend(own.iter().map(|&at| match self.vary {
                Vary::All => amount(at),
                _ if together > 0.0 => sample.between[group][segment] * amount(at) / together,
                _ => 0.0,
            }));
        }
        let whole: f64 = shares.iter().sum();
        if whole > 0.0 {
            shares.iter_mut().for_each(|share| *share /= whole);
            return shares;
        }
        // No weight in this segment, or the drawn sum underflows.
        self.groups.iter().flatten().map(|&at| self.shares[at][segment]).collect()
    }
}

/// A judge's shares, per indicator and segment. An indicator without weight in a segment today has none
/// there, and the others share its weight.
fn amounts_of(judge: &Judge, card: &Scorecard, today: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut amounts = vec![vec![0.0; card.segments.len()]; card.indicators.len()];
    for (at, weight) in card.below(card.base()).into_iter().zip(judge.found.weights()) {
        let of_segment = |today: &f64| if *today > 0.0 { *weight } else { 0.0 };
        amounts[at] = today[at].iter().map(of_segment).collect();
    }
    amounts
}

/// The random number generator of one input in one draw: a ChaCha8 generator seeded with the hash of the seed
/// and the input's name, with the draw's number as its stream.
pub(super) fn stream(seed: u64, number: u64, name: &[&str]) -> ChaCha8Rng {
    let bytes = name.iter().flat_map(|part| part.bytes().chain([0]));
    let mut random = ChaCha8Rng::seed_from_u64(fnv1a(seed.to_le_bytes().into_iter().chain(bytes)));
    random.set_stream(number);
    random
}

/// The 64-bit hash of some bytes (Fowler, Noll and Vo's 1a).
pub(super) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The base's indicators by top-level group, and the groups' ids.
fn top_level(card: &Scorecard) -> (Vec<Vec<usize>>, Vec<String>) {
    let own = |node: Node| match node {
        Node::Indicator(at) => vec![at],
        Node::Group(at) => card.below(at),
    };
    let members = card.groups[card.base()].members.iter();
    members.map(|&node| (own(node), card.id(node).to_owned())).unzip()
}
