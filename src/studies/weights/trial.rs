//! Weights that are tried without a file: a few set, the others as they are or scaled to make room.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::overlay::{self, Header, Named};
use super::space;
use super::units::{Scale, WholeWeights, in_proportion};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::parameters::{Origin, Source};
use crate::scorecard::{Node, Scorecard, WeightsBasis};

/// Most digits of a weight, before and behind the point together.
const DIGITS: usize = 15;
/// Most digits behind the point.
const DECIMALS: usize = 9;

/// Weights to try on a campaign's leading scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// The weights that are set, in the order they were said.
    pub set: Vec<SetWeight>,
    /// Whether the other weights make room, so that all add up to the scale again.
    pub rescale: bool,
}

/// One weight that is set: `rd=12`, `rd@start-up=12`, `研发费用=12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetWeight {
    /// An indicator or a group, by id or by title.
    name: String,
    /// The one segment it is set in; nothing for each in which it weighs something today.
    segment: Option<String>,
    /// The weight as it was said, and as so many of `10^-decimals`.
    text: String,
    units: u64,
    decimals: u32,
}

impl FromStr for SetWeight {
    type Err = String;

    fn from_str(text: &str) -> Result<SetWeight, String> {
        const HOW: &str = "write it like rd_expense=12, or rd_expense@start-up=12 for one segment";
        let (of, weight) = text.rsplit_once('=').ok_or(HOW)?;
        let (name, segment) = match of.rsplit_once('@') {
            Some((name, segment)) => (name.trim(), Some(segment.trim().to_owned())),
            None => (of.trim(), None),
        };
        let weight = weight.trim();
        let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if name.is_empty() || segment.as_ref().is_some_and(String::is_empty) {
            return Err(HOW.to_owned());
        }
        let digits = whole.len() + part.len();
        if whole.is_empty()
            || !is_number(whole)
            || !is_number(part)
            || digits > DIGITS
            || part.len() > DECIMALS
        {
            return Err(format!("`{weight}` is no weight: write a number such as 12 or 12.5"));
        }
        let units = format!("{whole}{part}").parse().map_err(|_| HOW.to_owned())?;
        Ok(SetWeight {
            name: name.to_owned(),
            segment,
            text: weight.to_owned(),
            units,
            decimals: part.len() as u32,
        })
    }
}

impl fmt::Display for SetWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(segment) = &self.segment {
            write!(f, "@{segment}")?;
        }
        write!(f, "={}", self.text)
    }
}

impl Serialize for SetWeight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Trial {
    /// As options of the command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, set) in self.set.iter().enumerate() {
            let gap = if at > 0 { " " } else { "" };
            write!(f, "{gap}--set {set}")?;
        }
        if self.rescale { f.write_str(" --rescale") } else { Ok(()) }
    }
}

/// What one of the weights that are set stands for in the scorecard.
struct Target<'a> {
    set: &'a SetWeight,
    /// The id of the indicator or group.
    id: &'a str,
    /// The indicators that have the weight together.
    indicators: Vec<usize>,
    segment: Option<usize>,
}

impl Trial {
    /// What is said of the weights on the face of an output.
    pub fn said(&self) -> String {
        let set: Vec<String> = self.set.iter().map(ToString::to_string).collect();
        let others = if self.rescale { ", the others rescaled" } else { "" };
        format!("{}{others}", set.join(", "))
    }

    /// The scorecard that has these weights: it extends `card` and changes nothing else. Weights are points
    /// of the scale: in each segment those of all indicators add up to it. A group that is set shares its
    /// weight among its members in proportion to today's. An indicator without weight in a segment stays
    /// without, unless the segment is named. With `rescale` the others are scaled by one factor, segment by
    /// segment, and rounded so that the sum is exact.
    ///
    /// # Errors
    /// A name or segment that is not there or is set twice, weights that do not add up, and a scorecard whose
    /// weights do not add up to its scale by themselves.
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
        // Today's weights keep all their digits, where they are few.
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
        let named = Named { file: self.file(card), extends: extends.to_owned() };
        let title_zh = card.title_zh.as_ref().map(|title| {
            let set: Vec<String> = self.set.iter().map(ToString::to_string).collect();
            let others = if self.rescale { "，其余权重按比例调整" } else { "" };
            format!("{title}（试算权重：{}{others}）", set.join("，"))
        });
        let header = Header {
            id: &overlay::id_of(card, "-trial"),
            title: &format!("{} (trial weights: {})", card.title, self.said()),
            title_zh: title_zh.as_deref(),
            source: &format!("weights set on the command line over {}: {self}", card.id),
            basis: WeightsBasis::Illustrative,
            remark: "A trial: only weights, set on the command line.",
        };
        Source::new(named.file.clone(), overlay::text(card, weights, &named, &header))
    }

    /// The name of the scorecard, beside the one it extends.
    fn file(&self, card: &Scorecard) -> String {
        // A title may have a stroke in it; a name of a file may not.
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
                    // A segment of its own overrules what holds for all.
                    let is_clash = |other: &&Target<'_>| {
                        meets(other) && (other.id != target.id || other.segment == target.segment)
                    };
                    if let Some(other) = all.iter().find(is_clash) {
                        let message = format!("`--set {set}` and `--set {}` set the same weight", other.set);
                        faults.push(
                            Finding::new(Code::NameRepeated, Place::default(), message)
                                .help("set each indicator once, by itself or by its group"),
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

/// The indicator or group that `set` names, by id or by a title that nothing else has.
fn target<'a>(card: &'a Scorecard, members: &[usize], set: &'a SetWeight) -> Result<Target<'a>, Finding> {
    let fault = |message: String, help: String| {
        Err(Finding::new(Code::NameUnknown, Place::default(), message).help(help))
    };
    let indicators = members.iter().map(|&at| {
        (&card.indicators[at].id, &card.indicators[at].title, &card.indicators[at].title_zh, vec![at])
    });
    let groups = (1..card.groups.len()).filter(|&at| at != card.base()).filter_map(|at| {
        let mut below = Vec::new();
        collect(card, at, members, &mut below);
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
            0 => format!("no indicator or group to weigh is called `{}`", set.name),
            many => format!("{many} indicators or groups are called `{}`", set.name),
        };
        let ids: Vec<&str> = all.iter().map(|(id, ..)| id.as_str()).collect();
        return match nearest(&set.name, ids.iter().copied()) {
            Some(near) if named.is_empty() => fault(message, format!("did you mean `{near}`?")),
            _ => fault(message, format!("name one by its id: {}", ids.join(", "))),
        };
    };
    let segment = match &set.segment {
        None => None,
        Some(name) => match card.segments.iter().position(|segment| segment.id == *name) {
            Some(at) => Some(at),
            None => {
                let ids: Vec<&str> = card.segments.iter().map(|segment| segment.id.as_str()).collect();
                return fault(
                    format!("no segment is called `{name}`"),
                    format!("segments: {}", ids.join(", ")),
                );
            }
        },
    };
    Ok(Target { set, id, indicators: below.clone(), segment })
}

fn collect(card: &Scorecard, at: usize, members: &[usize], below: &mut Vec<usize>) {
    for node in &card.groups[at].members {
        match *node {
            Node::Indicator(indicator) if members.contains(&indicator) => below.push(indicator),
            Node::Indicator(_) => {}
            Node::Group(inner) => collect(card, inner, members, below),
        }
    }
}

/// One segment's weights.
struct Segment<'a> {
    card: &'a Scorecard,
    scale: Scale,
    shares: &'a [Vec<f64>],
    members: &'a [usize],
    segment: usize,
}

/// Units that indicators have together. A weight may be said in more digits than 64 bits hold.
struct Part {
    units: u128,
    indicators: Vec<usize>,
}

impl Segment<'_> {
    fn share(&self, at: usize) -> f64 {
        self.shares[at][self.segment]
    }

    /// Units of the indicators that weigh something here.
    fn weights(&self, targets: &[Target<'_>], rescale: bool) -> Result<Vec<(usize, u64)>, Finding> {
        let set: Vec<Part> = targets.iter().filter_map(|one| self.part(one, targets)).collect();
        let others: Vec<usize> = self
            .members
            .iter()
            .copied()
            .filter(|at| self.share(*at) > 0.0 && !set.iter().any(|part| part.indicators.contains(at)))
            .collect();
        let whole = self.scale.units();
        // A segment in which nothing is set stays as it is.
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
                // No part is more than the whole, now that their sum is known.
                let units = u64::try_from(part.units).unwrap_or(whole);
                part.indicators.into_iter().zip(in_proportion(units, &today))
            });
        Ok(shared.collect())
    }

    /// What one of the weights that are set comes to here.
    fn part(&self, one: &Target<'_>, targets: &[Target<'_>]) -> Option<Part> {
        let overruled = |other: &Target<'_>| other.id == one.id && other.segment == Some(self.segment);
        let holds = match one.segment {
            Some(segment) => segment == self.segment,
            None => !targets.iter().any(overruled),
        };
        let today: Vec<usize> = one.indicators.iter().copied().filter(|&at| self.share(at) > 0.0).collect();
        // Nobody asked for a weight where there is none.
        let indicators =
            if today.is_empty() && one.segment.is_some() { one.indicators.clone() } else { today };
        let units = u128::from(one.set.units) * 10_u128.pow(self.scale.decimals() - one.set.decimals);
        (holds && !indicators.is_empty()).then_some(Part { units, indicators })
    }

    fn no_sum(&self, set: u128, others: f64, rescale: bool, is_alone: bool) -> Finding {
        let of = match self.card.segments.len() {
            1 => String::new(),
            _ => format!(" in segment `{}`", self.card.segments[self.segment].id),
        };
        let scale = self.scale.text(self.scale.units());
        let (message, help) = if rescale || is_alone {
            let sum = self.scale.text(set);
            let message = format!("the weights that are set come to `{sum}`{of}, the scale is `{scale}`");
            (message, "leave some of the scale to the others, or set weights that add up to it".to_owned())
        } else {
            let sum = self.scale.text(set.saturating_add(others.round() as u128));
            let message = format!("weights add up to `{sum}`{of}, the scale is `{scale}`");
            (message, format!("--rescale scales the other weights, so that all add up to {scale} again"))
        };
        Finding::new(Code::WeightsSum, Place::default(), message).help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_and_printed_as_it_was_said() {
        for text in ["rd=12", "rd@start-up=12.50", "研发费用=0", "a=b=3"] {
            assert_eq!(text.parse::<SetWeight>().map(|set| set.to_string()), Ok(text.to_owned()));
        }
        let spaced = " rd @ young = 7 ".parse::<SetWeight>();
        assert_eq!(spaced.map(|set| set.to_string()), Ok("rd@young=7".to_owned()));
        for wrong in ["rd", "=12", "rd=", "rd=-1", "rd=1e3", "rd=.5", "rd@=1", "rd=0.0123456789", "rd=NaN"] {
            assert!(wrong.parse::<SetWeight>().is_err(), "{wrong}");
        }
    }
}
