//! What to bear in mind of weights that a method derives from firms.

use std::collections::BTreeMap;

use super::caution::{Caution, Kind, Look, PER_INDICATOR};
use super::derivation::{Derivation, SegmentDerivation, reads_pairs};
use super::report::IndicatorWeights;
use crate::figures::number::{counted, percent};
use crate::stats;
use crate::studies::weights::Method;

/// The part of firms that are alike in an indicator from which it hardly varies.
const MOSTLY: f64 = 0.7;
/// Firms below which a spread is largely chance.
const FEW: usize = 30;
/// How many times a weight rises or falls from which it is far from today's, and how many times an equal
/// share it takes from which it rules.
const FAR: f64 = 2.0;

/// What to bear in mind of weights by `method`, the gravest first. `weights` are those of the indicators
/// weighed, today's and proposed, in the segments at `places`.
pub(super) fn cautions(
    derivation: &SegmentDerivation,
    method: Method,
    weights: &[IndicatorWeights],
    segments: &[String],
    places: &[usize],
) -> Vec<Caution> {
    let Some(found) = derivation.found.as_ref().filter(|_| !derivation.looks.is_empty()) else {
        return Vec::new();
    };
    let looks = || derivation.indicators.iter().zip(&derivation.looks).filter(|(_, look)| look.varies);
    let change = |id: &str| Change::of(weights, id, segments, places);
    let mut all: Vec<Caution> = few_firms(derivation, method).into_iter().collect();
    if let Derivation::Pca(pca) = found {
        let own = derivation.indicators.iter().enumerate();
        let against =
            own.filter_map(|(at, id)| Some((id, pca.own_loading(at).filter(|loading| *loading < 0.0)?)));
        // A weight that falls is none that was rewarded.
        let raised =
            against.filter_map(|(id, loading)| Some((id, loading, change(id).filter(Change::rises)?)));
        all.extend(raised.map(|(id, loading, change)| against_factor(id, loading, &change)));
    }
    let mostly = looks().filter(|(_, look)| look.alike >= MOSTLY);
    let far = mostly.filter_map(|(id, look)| Some((id, look, change(id).filter(Change::is_far)?)));
    all.extend(far.filter_map(|(id, look, change)| hardly_varies(method, id, look, &change)));
    let even: Vec<String> = looks().filter(|(_, look)| look.is_even).map(|(id, _)| id.clone()).collect();
    all.extend(untied_curve(method, even));
    all
}

/// Today's weight and the proposed one, in the segment where they are farthest apart.
struct Change<'a> {
    today: f64,
    proposed: f64,
    /// An equal share of what is proposed in that segment.
    equal: f64,
    /// The segment, where there are several.
    segment: Option<&'a str>,
}

impl<'a> Change<'a> {
    fn of(
        all: &[IndicatorWeights],
        id: &str,
        segments: &'a [String],
        places: &[usize],
    ) -> Option<Change<'a>> {
        let weights = all.iter().find(|weights| weights.id == id)?;
        let ratio = |at: usize| weights.proposed[at] / weights.today[at];
        let apart = |at: usize| ratio(at).max(1.0 / ratio(at));
        let weighed = places.iter().copied().filter(|&at| weights.today[at] > 0.0);
        let at = weighed.rev().max_by(|a, b| apart(*a).total_cmp(&apart(*b)))?;
        let segment = (segments.len() > 1).then(|| segments[at].as_str());
        let equal = stats::sum(all.iter().map(|own| own.proposed[at])) / all.len() as f64;
        Some(Change { today: weights.today[at], proposed: weights.proposed[at], equal, segment })
    }

    fn is_far(&self) -> bool {
        let moves = self.proposed >= FAR * self.today || self.today >= FAR * self.proposed;
        moves || self.rises() && self.proposed >= FAR * self.equal
    }

    fn rises(&self) -> bool {
        self.proposed > self.today
    }

    /// `takes rd from 20 to 90`.
    fn words(&self, id: &str) -> String {
        let within = self.segment.map_or_else(String::new, |segment| format!(" in {segment}"));
        format!("{id} from {} to {}{within}", stats::short(self.today), stats::short(self.proposed))
    }

    fn numbers(&self, name: &'static str, number: f64) -> BTreeMap<&'static str, f64> {
        BTreeMap::from([(name, number), ("today", self.today), ("proposed", self.proposed)])
    }
}

fn few_firms(derivation: &SegmentDerivation, method: Method) -> Option<Caution> {
    let (firms, indicators) = derivation.size();
    let pairs = reads_pairs(method);
    let enough = if pairs { PER_INDICATOR * indicators } else { FEW };
    let (firms_are, what) = match pairs {
        true => (format!("for {indicators} indicators are fewer than {PER_INDICATOR} each"), "correlations"),
        false => (format!("are fewer than {FEW}"), "spreads"),
    };
    (firms < enough).then(|| Caution {
        kind: Kind::FewFirms,
        indicators: Vec::new(),
        numbers: BTreeMap::from([("firms", firms as f64), ("indicators", indicators as f64)]),
        message: format!(
            "{} {firms_are}: their {what}, and with them the weights by {}, are largely chance",
            counted(firms, "firm"),
            method.as_str()
        ),
        help: format!("weigh {enough} firms or more, look at the intervals, or ask people"),
    })
}

fn against_factor(id: &str, loading: f64, change: &Change<'_>) -> Caution {
    let takes = change.words(id);
    Caution {
        kind: Kind::AgainstFactor,
        indicators: vec![id.to_owned()],
        numbers: change.numbers("loading", loading),
        message: format!(
            "pca takes {takes}, and it falls where its factor rises (loading {loading:.2}): weight by the \
             square rewards what works against the rest"
        ),
        help: "see whether its direction is meant so; else leave it out, or weigh by another method"
            .to_owned(),
    }
}

/// How the method sees an indicator in which most firms are alike.
fn hardly_varies(method: Method, id: &str, look: &Look, change: &Change<'_>) -> Option<Caution> {
    let law = match (method, change.rises()) {
        (Method::Entropy, true) => {
            "the fewer firms have most of an indicator, the heavier it weighs, without bound"
        }
        (Method::Merec, true) => "its weight goes with how far the many stand above the few that have least",
        (Method::Critic, true) => "it goes with few others, as what hardly varies does",
        (Method::Pca, true) => "its correlations rest on the few firms that differ",
        (Method::StdDev | Method::Critic, _) => {
            "its weight goes with √(p (1 − p)) of the part p that differs, whatever that is worth"
        }
        (Method::Entropy | Method::Merec | Method::Pca, false) => {
            "the method sees little in what most have alike"
        }
        _ => return None,
    };
    let (takes, alike) = (change.words(id), percent(look.alike));
    Some(Caution {
        kind: Kind::HardlyVaries,
        indicators: vec![id.to_owned()],
        numbers: change.numbers("alike", look.alike),
        message: format!("{} takes {takes}, and {alike} of firms are alike in it: {law}", method.as_str()),
        help: "rare is not important, nor is common unimportant: set this weight by judgement".to_owned(),
    })
}

fn untied_curve(method: Method, indicators: Vec<String>) -> Option<Caution> {
    let what = match method {
        Method::StdDev | Method::Entropy => "{} weighs the curve and not the data",
        Method::Critic => "contrast is that of the curve, and only conflict is of the data",
        Method::Merec => "how far firms stand above the least is that of the curve",
        _ => return None,
    };
    (!indicators.is_empty()).then(|| Caution {
        kind: Kind::UntiedCurve,
        numbers: BTreeMap::from([("indicators", indicators.len() as f64)]),
        message: format!(
            "shares of {} are percentiles without ties, evenly spread whatever the values are: {}",
            indicators.join(", "),
            what.replace("{}", method.as_str())
        ),
        help: "use a curve of values, such as linear or minmax, or a method that asks people".to_owned(),
        indicators,
    })
}
