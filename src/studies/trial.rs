//! Weights that are tried without a file: a few set, the others as they are or scaled to make room.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::overlay::{self, Named, Said, Scale};
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

/// One weight found in the scorecard.
struct Found<'a> {
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
        let members = overlay::members(card)?;
        let found = self.find(card, &members)?;
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
        let mut units: Vec<Option<Vec<u64>>> = vec![None; card.indicators.len()];
        members.iter().for_each(|&at| units[at] = Some(vec![0; card.segments.len()]));
        let mut faults = Findings::new();
        for segment in 0..card.segments.len() {
            let own = Segment { card, scale, shares: &shares, members: &members, segment };
            match own.weights(&found, self.rescale) {
                Ok(weights) => weights.into_iter().for_each(|(at, weight)| {
                    units[at].iter_mut().for_each(|units| units[segment] = weight);
                }),
                Err(fault) => faults.push(self.placed(card, fault)),
            }
        }
        let (units, _) = faults.or_stop(units)?;
        Ok(self.source(card, scale, &units))
    }

    fn source(&self, card: &Scorecard, scale: Scale, units: &[Option<Vec<u64>>]) -> Source {
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
        let said = Said {
            id: &overlay::id_of(card, "-trial"),
            title: &format!("{} (trial weights: {})", card.title, self.said()),
            title_zh: title_zh.as_deref(),
            source: &format!("weights set on the command line over {}: {self}", card.id),
            basis: WeightsBasis::Illustrative,
            remark: "A trial: only weights, set on the command line.",
        };
        Source::new(named.file.clone(), overlay::text(card, scale, units, &named, &said))
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

    fn find<'a>(&'a self, card: &'a Scorecard, members: &[usize]) -> Result<Vec<Found<'a>>, Findings> {
        let mut faults = Findings::new();
        let mut all: Vec<Found<'a>> = Vec::new();
        for set in &self.set {
            match found(card, members, set) {
                Err(fault) => faults.push(fault),
                Ok(found) => {
                    let meets = |other: &&Found<'_>| {
                        (other.segment == found.segment || other.segment.is_none() || found.segment.is_none())
                            && other.indicators.iter().any(|at| found.indicators.contains(at))
                    };
                    // A segment of its own overrules what holds for all.
                    let is_clash = |other: &&Found<'_>| {
                        meets(other) && (other.id != found.id || other.segment == found.segment)
                    };
                    if let Some(other) = all.iter().find(is_clash) {
                        let message = format!("`--set {set}` and `--set {}` set the same weight", other.set);
                        faults.push(
                            Finding::new(Code::NameRepeated, Place::default(), message)
                                .help("set each indicator once, by itself or by its group"),
                        );
                    }
                    all.push(found);
                }
            }
        }
        let (all, _) = faults.or_stop(all)?;
        Ok(all)
    }
}

/// The indicator or group that `set` names, by id or by a title that nothing else has.
fn found<'a>(card: &'a Scorecard, members: &[usize], set: &'a SetWeight) -> Result<Found<'a>, Finding> {
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
    Ok(Found { set, id, indicators: below.clone(), segment })
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

impl Segment<'_> {
    fn share(&self, at: usize) -> f64 {
        self.shares[at][self.segment]
    }

    /// Units of the indicators that weigh something here.
    fn weights(&self, found: &[Found<'_>], rescale: bool) -> Result<Vec<(usize, u64)>, Finding> {
        let mut fixed: Vec<(usize, u64)> = Vec::new();
        for one in found {
            let overruled = |other: &Found<'_>| other.id == one.id && other.segment == Some(self.segment);
            let holds = match one.segment {
                Some(segment) => segment == self.segment,
                None => !found.iter().any(overruled),
            };
            let today: Vec<usize> =
                one.indicators.iter().copied().filter(|&at| self.share(at) > 0.0).collect();
            // Nobody asked for a weight where there is none.
            let own = if today.is_empty() && one.segment.is_some() { one.indicators.clone() } else { today };
            if !holds || own.is_empty() {
                continue;
            }
            let whole = one.set.units * 10_u64.pow(self.scale.decimals() - one.set.decimals);
            let weights: Vec<f64> = own.iter().map(|&at| self.share(at)).collect();
            fixed.extend(own.iter().copied().zip(parts(whole, &weights)));
        }
        let set: u64 = fixed.iter().map(|(_, units)| units).sum();
        let others: Vec<usize> = self
            .members
            .iter()
            .copied()
            .filter(|&at| self.share(at) > 0.0 && !fixed.iter().any(|(other, _)| *other == at))
            .collect();
        let today: Vec<f64> = others.iter().map(|&at| self.share(at)).collect();
        let whole = self.scale.units();
        let room = whole.checked_sub(set);
        // A segment in which nothing is set stays as it is.
        let stays = today.iter().sum::<f64>() * whole as f64;
        match room {
            Some(0) if others.is_empty() => {}
            Some(room) if !others.is_empty() && (rescale || (stays - room as f64).abs() < 0.5) => {
                fixed.extend(others.iter().copied().zip(parts(room, &today)));
            }
            _ => return Err(self.no_sum(set, stays, rescale, others.is_empty())),
        }
        Ok(fixed)
    }

    fn no_sum(&self, set: u64, others: f64, rescale: bool, is_alone: bool) -> Finding {
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
            let sum = self.scale.text(set.saturating_add(others.round() as u64));
            let message = format!("weights add up to `{sum}`{of}, the scale is `{scale}`");
            (message, format!("--rescale scales the other weights, so that all add up to {scale} again"))
        };
        Finding::new(Code::WeightsSum, Place::default(), message).help(help)
    }
}

/// So many units in proportion to `weights`, by largest remainder; evenly, where none weighs anything.
fn parts(whole: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let even = 1.0 / weights.len().max(1) as f64;
    let shares: Vec<f64> = weights.iter().map(|weight| if sum > 0.0 { weight / sum } else { even }).collect();
    overlay::split(whole, &shares)
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

    #[test]
    fn parts_add_up() {
        assert_eq!(parts(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(parts(10, &[0.0, 0.0]), [5, 5]);
        assert_eq!(parts(0, &[1.0, 2.0]), [0, 0]);
    }
}
