//! A scorecard under trial weights: a few set, the others unchanged or rescaled to the exact sum.

use super::overlay::{self, Header, Named};
use super::space;
use super::units::{Scale, WholeWeights, in_proportion};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::parameters::{Origin, Source};
use crate::scorecard::trial::DECIMALS;
use crate::scorecard::{Scorecard, SetWeight, Trial, WeightsBasis};
use crate::words::{Arg, Language, Message, say};

/// A weight that is set, with its node in the scorecard.
struct Target<'a> {
    set: &'a SetWeight,
    /// Id of the indicator or group.
    id: &'a str,
    /// Positions of the indicators that share the weight.
    indicators: Vec<usize>,
    segment: Option<usize>,
}

impl Trial {
    /// An overlay of `card` with these weights and no other change. Weights are points of the scale; in each
    /// segment, those of all indicators add up to the scale. The weight of a group is shared among its
    /// members in proportion to today's. An indicator without weight in a segment gets none there, unless the
    /// segment is named. With `rescale` the other weights are multiplied by one factor per segment, and
    /// rounded so that the sum is exact.
    ///
    /// # Errors
    /// A name or segment that does not exist or is set twice; weights that do not add up; a scorecard whose
    /// own weights do not add up to its scale.
    pub fn over(&self, card: &Scorecard) -> Result<Source, Findings> {
        let members = space::members(card)?;
        let targets = self.targets(card, &members)?;
        let shares = card.weight_shares();
        let least = self.set.iter().map(|set| set.decimals).max().unwrap_or_default();
        let exact = |decimals: u32| {
            let whole = |share: &f64| {
                let units = share * card.scale * 10f64.powi(decimals as i32);
                (units - units.round()).abs() <= 1e-6
            };
            members.iter().all(|&at| shares[at].iter().all(whole))
        };
        // Today's weights keep all their digits, if they are few.
        let decimals = (least..=DECIMALS as u32).find(|&decimals| exact(decimals)).unwrap_or(least);
        let scale = Scale::with(card, decimals)?;
        let mut weights = WholeWeights::zero(card, scale, &members);
        let mut faults = Findings::new();
        for segment in 0..card.segments.len() {
            let own = Segment { card, scale, shares: &shares, members: &members, segment };
            match own.weights(&targets, self.rescale) {
                Ok(own) => own.into_iter().for_each(|(at, units)| weights.set(at, segment, units)),
                Err(fault) => faults.push(self.placed(card, fault)),
            }
        }
        let (weights, _) = faults.or_stop(weights)?;
        Ok(self.source(card, &weights))
    }

    fn source(&self, card: &Scorecard, weights: &WholeWeights) -> Source {
        let name = &*card.text.name;
        let extends = match &card.text.origin {
            Origin::BuiltIn(id) => id,
            Origin::File => name.rsplit(['/', '\\']).next().unwrap_or(name),
        };
        // No file is written, and only titles depend on a language.
        let named =
            Named { file: self.file(card), extends: extends.to_owned(), language: Language::default() };
        let own = Message::title(&card.title, card.title_zh.as_ref());
        let header = Header {
            id: &overlay::id_of(card, "-trial"),
            title: say!(weights::trial_title, card = own, set = self.said()),
            source: Message::verbatim(format!("{} {self}", card.id)),
            basis: WeightsBasis::Illustrative,
            remark: None,
        };
        Source::new(named.file.clone(), overlay::text(card, weights, &named, &header))
    }

    /// The name of the scorecard, beside the one it extends.
    fn file(&self, card: &Scorecard) -> String {
        // A title may contain a slash; a file name may not.
        let options = self.to_string().replace(['/', '\\'], "_");
        format!("{} {options}", card.text.name)
    }

    fn placed(&self, card: &Scorecard, fault: Finding) -> Finding {
        Finding { place: Place::file(self.file(card)), ..fault }
    }

    fn targets<'a>(&'a self, card: &'a Scorecard, members: &[usize]) -> Result<Vec<Target<'a>>, Findings> {
        let mut faults = Findings::new();
        let mut all: Vec<Target<'a>> = Vec::new();
        for set in &self.set {
            match target(card, members, set) {
                Err(fault) => faults.push(fault),
                Ok(target) => {
                    let meets = |other: &&Target<'_>| {
                        (other.segment == target.segment
                            || other.segment.is_none()
                            || target.segment.is_none())
                            && other.indicators.iter().any(|at| target.indicators.contains(at))
                    };
                    // A weight for one segment overrides one for all segments.
                    let is_clash = |other: &&Target<'_>| {
                        meets(other) && (other.id != target.id || other.segment == target.segment)
                    };
                    if let Some(other) = all.iter().find(is_clash) {
                        let (one, other) = (set.to_string(), other.set.to_string());
                        let message = say!(weights::set_twice, one = one, other = other);
                        faults.push(
                            Finding::new(Code::NameRepeated, Place::default(), message)
                                .help(say!(weights::set_twice_help)),
                        );
                    }
                    all.push(target);
                }
            }
        }
        let (all, _) = faults.or_stop(all)?;
        Ok(all)
    }
}

/// The indicator or group that `set` names, by id or by an unambiguous title.
fn target<'a>(card: &'a Scorecard, members: &[usize], set: &'a SetWeight) -> Result<Target<'a>, Finding> {
    let fault = |message: Message, help: Message| {
        Err(Finding::new(Code::NameUnknown, Place::default(), message).help(help))
    };
    let indicators = members.iter().map(|&at| {
        (&card.indicators[at].id, &card.indicators[at].title, &card.indicators[at].title_zh, vec![at])
    });
    let groups = (1..card.groups.len()).filter(|&at| at != card.base()).filter_map(|at| {
        let mut below = card.below(at);
        below.retain(|indicator| members.contains(indicator));
        let group = &card.groups[at];
        (!below.is_empty()).then_some((&group.id, &group.title, &group.title_zh, below))
    });
    let all: Vec<_> = indicators.chain(groups).collect();
    let mut named: Vec<_> = all.iter().filter(|(id, ..)| **id == set.name).collect();
    if named.is_empty() {
        let has_title = |title: &str| title.trim() == set.name;
        named = all
            .iter()
            .filter(|(_, title, zh, _)| has_title(title) || zh.as_deref().is_some_and(has_title))
            .collect();
    }
    let [(id, _, _, below)] = named[..] else {
        let message = match named.len() {
            0 => say!(weights::set_unknown, name = &set.name),
            many => say!(weights::set_ambiguous, name = &set.name, count = many),
        };
        let ids: Vec<&str> = all.iter().map(|(id, ..)| id.as_str()).collect();
        return match nearest(&set.name, ids.iter().copied()) {
            Some(near) if named.is_empty() => fault(message, say!(weights::near, near = near)),
            _ => fault(message, say!(weights::set_help, ids = Arg::items(ids))),
        };
    };
    let segment = match &set.segment {
        None => None,
        Some(name) => match card.segments.iter().position(|segment| segment.id == *name) {
            Some(at) => Some(at),
            None => {
                let ids = Arg::items(card.segments.iter().map(|segment| segment.id.as_str()));
                return fault(
                    say!(weights::segment_unknown, name = name),
                    say!(weights::segment_unknown_help, ids = ids),
                );
            }
        },
    };
    Ok(Target { set, id, indicators: below.clone(), segment })
}

/// One segment's weights as shares of the scale.
struct Segment<'a> {
    card: &'a Scorecard,
    scale: Scale,
    shares: &'a [Vec<f64>],
    members: &'a [usize],
    segment: usize,
}

/// Units that indicators share. A weight may have more digits than 64 bits hold.
struct Part {
    units: u128,
    indicators: Vec<usize>,
}

impl Segment<'_> {
    fn share(&self, at: usize) -> f64 {
        self.shares[at][self.segment]
    }

    /// Units of each indicator with a weight in this segment.
    fn weights(&self, targets: &[Target<'_>], rescale: bool) -> Result<Vec<(usize, u64)>, Finding> {
        let set: Vec<Part> = targets.iter().filter_map(|one| self.part(one, targets)).collect();
        let others: Vec<usize> = self
            .members
            .iter()
            .copied()
            .filter(|at| self.share(*at) > 0.0 && !set.iter().any(|part| part.indicators.contains(at)))
            .collect();
        let whole = self.scale.units();
        // A segment without a set weight is unchanged.
        let stays = others.iter().map(|&at| self.share(at)).sum::<f64>() * whole as f64;
        let sum: u128 = set.iter().map(|part| part.units).sum();
        let room = u64::try_from(sum).ok().and_then(|sum| whole.checked_sub(sum));
        let fits = |room: &u64| match others.is_empty() {
            true => *room == 0,
            false => rescale || (stays - *room as f64).abs() < 0.5,
        };
        let room = room.filter(fits).ok_or_else(|| self.no_sum(sum, stays, rescale, others.is_empty()))?;
        let shared =
            set.into_iter().chain([Part { units: room.into(), indicators: others }]).flat_map(|part| {
                let today: Vec<f64> = part.indicators.iter().map(|&at| self.share(at)).collect();
                // No part exceeds the whole, now that the sum is checked.
                let units = u64::try_from(part.units).unwrap_or(whole);
                part.indicators.into_iter().zip(in_proportion(units, &today))
            });
        Ok(shared.collect())
    }

    /// The units that a set weight assigns here; `None` if another one overrides it or no indicator has
    /// weight.
    fn part(&self, one: &Target<'_>, targets: &[Target<'_>]) -> Option<Part> {
        let overruled = |other: &Target<'_>| other.id == one.id && other.segment == Some(self.segment);
        let holds = match one.segment {
            Some(segment) => segment == self.segment,
            None => !targets.iter().any(overruled),
        };
        let today: Vec<usize> = one.indicators.iter().copied().filter(|&at| self.share(at) > 0.0).collect();
        // An indicator without weight gets one only if the segment is named.
        let indicators =
            if today.is_empty() && one.segment.is_some() { one.indicators.clone() } else { today };
        let units = u128::from(one.set.units) * 10_u128.pow(self.scale.decimals() - one.set.decimals);
        (holds && !indicators.is_empty()).then_some(Part { units, indicators })
    }

    fn no_sum(&self, set: u128, others: f64, rescale: bool, is_alone: bool) -> Finding {
        let segment = match &self.card.segments[..] {
            [_] => None,
            several => Some(&several[self.segment].id),
        };
        let scale = self.scale.text(self.scale.units());
        let (message, help) = if rescale || is_alone {
            let sum = self.scale.text(set);
            let message = match segment {
                None => say!(weights::set_sum, sum = sum, scale = scale),
                Some(id) => say!(weights::set_sum_in, sum = sum, segment = id, scale = scale),
            };
            (message, say!(weights::set_sum_help))
        } else {
            let sum = self.scale.text(set.saturating_add(others.round() as u128));
            let message = match segment {
                None => say!(weights::trial_sum, sum = sum, scale = &scale),
                Some(id) => say!(weights::trial_sum_in, sum = sum, segment = id, scale = &scale),
            };
            (message, say!(weights::trial_sum_help, scale = scale))
        };
        Finding::new(Code::WeightsSum, Place::default(), message).help(help)
    }
}
