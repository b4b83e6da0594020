//! Draws: other weights around a scorecard's own, and other choices beside them.

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

/// An uncertain input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Factor {
    /// An indicator's weight, in all segments.
    Indicator(usize),
    /// A top-level group's weight, in all segments.
    Group(usize),
    /// A choice.
    Choice(usize),
    /// The errors of all values together.
    Values,
}

/// What draws are made from.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    card: &'a Scorecard,
    /// Today's share of the whole, per indicator and segment.
    shares: Vec<Vec<f64>>,
    /// The indicators of the base, top-level group by top-level group; one without a group is a group of its
    /// own.
    pub groups: Vec<Vec<usize>>,
    /// What each top-level group is called.
    pub group_ids: Vec<String>,
    spread: Spread,
    vary: Vary,
    pub choices: Vec<Choice>,
    /// The choice of an indicator to leave out.
    leaves_out: Option<LeaveOut>,
    /// The choice of a judge, whose weights take the place of drawn ones.
    judged: Option<Judged>,
    /// Per segment, the first one whose weights are the same: those are one judgement, and drawn once.
    alike: Vec<usize>,
    seed: u64,
    /// Whether values may be off.
    has_errors: bool,
}

/// The choice of an indicator to leave out: its first option is none.
#[derive(Debug)]
struct LeaveOut {
    /// Its position among the choices.
    choice: usize,
    /// The indicators of its other options.
    indicators: Vec<usize>,
}

/// The choice of a judge.
#[derive(Debug)]
struct Judged {
    /// Its position among the choices.
    choice: usize,
    /// Per judge, indicator and segment: the share the judge gives; 0 where the indicator has none today.
    amounts: Vec<Vec<Vec<f64>>>,
}

/// What was drawn, before weights are made to add up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    /// Per indicator and segment.
    amounts: Vec<Vec<f64>>,
    /// Per top-level group and segment.
    between: Vec<Vec<f64>>,
    /// Per choice, the position of its option.
    pub picks: Vec<usize>,
    /// The draw whose errors values have; 0 where they are as measured.
    pub values: u64,
}

/// What the errors of all values are called as an uncertain input.
const VALUES: &str = "values";

impl<'a> Plan<'a> {
    /// Draws around the weights of `card`, or among those of `judges`, with the other choices that are asked
    /// for beside them.
    pub fn new(card: &'a Scorecard, options: &Options, judges: &[Judge]) -> Plan<'a> {
        let Options { spread, vary, seed, .. } = *options;
        let (leave_out, mut choices) = (options.choices.leave_out, options.choices.of_variants());
        let (groups, group_ids) = top_level(card);
        let shares = card.weight_shares();
        // A segment in which nothing else weighs cannot do without its indicator.
        let is_alone = |at: usize| (0..card.segments.len()).any(|segment| shares[at][segment] >= 1.0);
        let mut indicators: Vec<usize> =
            groups.iter().flatten().copied().filter(|at| leave_out && !is_alone(*at)).collect();
        let leaves_out = (!indicators.is_empty()).then(|| {
            let id = |at: &usize| &card.indicators[*at].id;
            // Whichever order the scorecard has them in.
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

    /// Whether each draw has the weights of a judge.
    pub fn is_judged(&self) -> bool {
        self.judged.is_some()
    }

    /// Everything that is uncertain, one independent of the other. A judge's weights are one choice.
    pub fn factors(&self) -> Vec<Factor> {
        let mut factors = self.weights_and_choices();
        if self.is_judged() {
            factors.retain(|factor| !matches!(factor, Factor::Indicator(_) | Factor::Group(_)));
        }
        factors
    }

    /// Every weight that differs between draws, and every choice.
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

    /// What a factor is called.
    pub fn name(&self, factor: Factor) -> FactorName {
        match factor {
            Factor::Indicator(at) => FactorName::Indicator(self.card.indicators[at].id.clone()),
            Factor::Group(at) => FactorName::Group(self.group_ids[at].clone()),
            Factor::Choice(at) => FactorName::Choice(self.choices[at].id.clone()),
            Factor::Values => FactorName::Choice(VALUES.to_owned()),
        }
    }

    /// Draw `number` of the seed, whichever others are made, and in whichever order the scorecard names what
    /// is drawn.
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

    /// Per segment, its place among the segments whose weights differ; and those.
    pub fn distinct(&self) -> (Vec<usize>, Vec<usize>) {
        let distinct: Vec<usize> =
            (0..self.alike.len()).filter(|&segment| self.alike[segment] == segment).collect();
        let place = |first: &usize| distinct.partition_point(|segment| segment < first);
        (self.alike.iter().map(place).collect(), distinct)
    }

    /// What a factor weighs in a segment under `weights`, as a share of the whole; 0 of a choice and of
    /// values.
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

    /// The spread that a factor's weight in a segment had over the draws.
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

    /// Draw `number` with its `shift` for people.
    pub fn drawn(&self, number: u32, sample: &Sample, shift: f64) -> Drawn {
        let picks = self.choices.iter().zip(&sample.picks);
        Drawn {
            draw: number,
            choices: picks.map(|(choice, &pick)| choice.options[pick].clone()).collect(),
            shift,
            weights: self.weights(sample),
        }
    }

    /// The random numbers of one input in one draw.
    fn stream(&self, number: u64, name: &[&str]) -> ChaCha8Rng {
        stream(self.seed, number, name)
    }

    /// Today's shares of some indicators together, per segment.
    fn sums(&self, own: &[usize]) -> Vec<f64> {
        (0..self.card.segments.len()).map(|s| own.iter().map(|&at| self.shares[at][s]).sum()).collect()
    }

    /// Per segment, a number around the mean before all of them are put in proportion.
    fn amounts(&self, means: impl Iterator<Item = f64>, mut random: ChaCha8Rng) -> Vec<f64> {
        let mut amounts = Vec::with_capacity(self.alike.len());
        for (segment, mean) in means.enumerate() {
            let first = self.alike[segment];
            amounts.push(match self.spread {
                _ if first < segment => amounts[first],
                _ if mean <= 0.0 => 0.0,
                // Gamma variates of these shapes over their sum are a Dirichlet draw.
                Spread::Concentration(c) => {
                    Gamma::new(c * mean, 1.0).map_or(mean, |gamma| gamma.sample(&mut random))
                }
                Spread::Judges => mean,
                Spread::Share(x) => mean * random.random_range(1.0 - x..=1.0 + x),
            });
        }
        amounts
    }

    /// `sample` with one factor of `other`.
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

    /// The indicator a sample leaves out.
    pub fn left_out(&self, sample: &Sample) -> Option<usize> {
        let LeaveOut { choice, indicators } = self.leaves_out.as_ref()?;
        let place = sample.picks[*choice].checked_sub(1)?;
        Some(indicators[place])
    }

    /// Which of the scorecard's variants a sample is for: the picks of the choices that change shares, as one
    /// number.
    pub fn variant(&self, sample: &Sample) -> usize {
        let leave_out = self.leaves_out.as_ref().map(|leave_out| leave_out.choice);
        let judge = self.judged.as_ref().map(|judged| judged.choice);
        let of_shares = leave_out.or(judge).unwrap_or(usize::MAX);
        let choices = self.choices.iter().zip(&sample.picks).take(of_shares);
        choices.fold(0, |variant, (choice, pick)| variant * choice.options.len() + pick)
    }

    /// The weights of a sample, in the unit of the scorecard's own: each is today's times its new share of
    /// the whole over today's. Bonus and deduction keep theirs.
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

    /// The shares that a sample gives in a segment, group after group; they add up to 1.
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
        // Nothing weighs here, or what was drawn is too little for a number.
        self.groups.iter().flatten().map(|&at| self.shares[at][segment]).collect()
    }
}

/// The shares that a judge gives, per indicator and segment. What weighs nothing in a segment today stays out
/// of it, and the others share what it would weigh.
fn amounts_of(judge: &Judge, card: &Scorecard, today: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut amounts = vec![vec![0.0; card.segments.len()]; card.indicators.len()];
    for (at, weight) in card.below(card.base()).into_iter().zip(judge.found.weights()) {
        let of_segment = |today: &f64| if *today > 0.0 { *weight } else { 0.0 };
        amounts[at] = today[at].iter().map(of_segment).collect();
    }
    amounts
}

/// The random numbers of one input in one draw: the seed and the input's name are hashed into the seed of a
/// ChaCha8 generator, of which the draw's number is the stream.
pub(super) fn stream(seed: u64, number: u64, name: &[&str]) -> ChaCha8Rng {
    let bytes = name.iter().flat_map(|part| part.bytes().chain([0]));
    let mut random = ChaCha8Rng::seed_from_u64(fnv1a(seed.to_le_bytes().into_iter().chain(bytes)));
    random.set_stream(number);
    random
}

/// The hash of some bytes (Fowler, Noll and Vo's 1a).
pub(super) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The indicators of the base by top-level group, and what those are called.
fn top_level(card: &Scorecard) -> (Vec<Vec<usize>>, Vec<String>) {
    let own = |node: Node| match node {
        Node::Indicator(at) => vec![at],
        Node::Group(at) => card.below(at),
    };
    let members = card.groups[card.base()].members.iter();
    members.map(|&node| (own(node), card.id(node).to_owned())).unzip()
}
