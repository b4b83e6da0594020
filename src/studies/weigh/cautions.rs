//! Cautions about weights that a method derives from firms.

use std::collections::BTreeMap;

use super::caution::{Caution, Kind, Look, PER_INDICATOR};
use super::derivation::{Derivation, SegmentDerivation, reads_pairs};
use super::document::method_name;
use super::report::IndicatorWeights;
use crate::figures::number::percent;
use crate::stats;
use crate::studies::titles::Titles;
use crate::studies::weights::Method;
use crate::words::{Arg, say};

/// Least share of firms that are alike in an indicator with little variation.
const MOSTLY: f64 = 0.7;
/// Number of firms below which a spread is largely due to chance.
const FEW: usize = 30;
/// Factor from which a weight differs greatly from today's, and multiple of an equal share from which it
/// dominates.
const FAR: f64 = 2.0;

/// Cautions about weights by `method`, the gravest first. `weights` are today's and the proposed ones of the
/// indicators, in the segments at `places`.
pub(super) fn cautions(
    derivation: &SegmentDerivation,
    method: Method,
    weights: &[IndicatorWeights],
    segments: &[String],
    places: &[usize],
    titles: &Titles,
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
        // A negative loading is rewarded only if the weight rises.
        let raised =
            against.filter_map(|(id, loading)| Some((id, loading, change(id).filter(Change::rises)?)));
        all.extend(raised.map(|(id, loading, change)| against_factor(id, loading, &change, titles)));
    }
    let mostly = looks().filter(|(_, look)| look.alike >= MOSTLY);
    let far = mostly.filter_map(|(id, look)| Some((id, look, change(id).filter(Change::is_far)?)));
    all.extend(far.filter_map(|(id, look, change)| hardly_varies(method, id, look, &change, titles)));
    let even: Vec<String> = looks().filter(|(_, look)| look.is_even).map(|(id, _)| id.clone()).collect();
    all.extend(untied_curve(method, even, titles));
    all
}

/// Today's and the proposed weight, in the segment with the greatest difference.
struct Change<'a> {
    today: f64,
    proposed: f64,
    /// An equal share of the proposed total in that segment.
    equal: f64,
    /// The segment, if the weights apply to several segments.
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
        let segment = (places.len() > 1).then(|| segments[at].as_str());
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

    fn numbers(&self, name: &'static str, number: f64) -> BTreeMap<&'static str, f64> {
        BTreeMap::from([(name, number), ("today", self.today), ("proposed", self.proposed)])
    }
}

fn few_firms(derivation: &SegmentDerivation, method: Method) -> Option<Caution> {
    let (firms, indicators) = derivation.size();
    let reads_pairs = reads_pairs(method);
    let enough = if reads_pairs { PER_INDICATOR * indicators } else { FEW };
    let message = || {
        let method = method_name(method);
        if reads_pairs {
            say!(
                weigh::few_firms_pairs,
                firms = firms,
                indicators = indicators,
                least = PER_INDICATOR,
                method = method
            )
        } else {
            say!(weigh::few_firms_spread, firms = firms, least = FEW, method = method)
        }
    };
    (firms < enough).then(|| Caution {
        kind: Kind::FewFirms,
        indicators: Vec::new(),
        numbers: BTreeMap::from([("firms", firms as f64), ("indicators", indicators as f64)]),
        message: message(),
        help: say!(weigh::few_firms_help, enough = enough),
    })
}

fn against_factor(id: &str, loading: f64, change: &Change<'_>, titles: &Titles) -> Caution {
    let (today, proposed) = (stats::short(change.today), stats::short(change.proposed));
    let (method, indicator) = (method_name(Method::Pca), titles.indicator(id));
    let shown = format!("{loading:.2}");
    let message = match change.segment {
        None => say!(
            weigh::against_factor,
            method = method,
            indicator = indicator,
            today = today,
            proposed = proposed,
            loading = shown
        ),
        Some(segment) => say!(
            weigh::against_factor_in,
            method = method,
            indicator = indicator,
            segment = titles.segment(segment),
            today = today,
            proposed = proposed,
            loading = shown
        ),
    };
    Caution {
        kind: Kind::AgainstFactor,
        indicators: vec![id.to_owned()],
        numbers: change.numbers("loading", loading),
        message,
        help: say!(weigh::against_factor_help),
    }
}

/// The effect of the method on an indicator in which most firms are alike.
fn hardly_varies(
    method: Method,
    id: &str,
    look: &Look,
    change: &Change<'_>,
    titles: &Titles,
) -> Option<Caution> {
    let law = match (method, change.rises()) {
        (Method::Entropy, true) => say!(weigh::law_entropy),
        (Method::Merec, true) => say!(weigh::law_merec),
        (Method::Critic, true) => say!(weigh::law_critic),
        (Method::Pca, true) => say!(weigh::law_pca),
        (Method::StdDev | Method::Critic, _) => say!(weigh::law_deviation),
        (Method::Entropy | Method::Merec | Method::Pca, false) => say!(weigh::law_falls),
        _ => return None,
    };
    let (today, proposed) = (stats::short(change.today), stats::short(change.proposed));
    let (method, indicator, alike) = (method_name(method), titles.indicator(id), percent(look.alike));
    let message = match change.segment {
        None => say!(
            weigh::hardly_varies,
            method = method,
            indicator = indicator,
            today = today,
            proposed = proposed,
            alike = alike,
            law = law
        ),
        Some(segment) => say!(
            weigh::hardly_varies_in,
            method = method,
            indicator = indicator,
            segment = titles.segment(segment),
            today = today,
            proposed = proposed,
            alike = alike,
            law = law
        ),
    };
    Some(Caution {
        kind: Kind::HardlyVaries,
        indicators: vec![id.to_owned()],
        numbers: change.numbers("alike", look.alike),
        message,
        help: say!(weigh::hardly_varies_help),
    })
}

fn untied_curve(method: Method, indicators: Vec<String>, titles: &Titles) -> Option<Caution> {
    let effect = match method {
        Method::StdDev | Method::Entropy => say!(weigh::effect_weight, method = method_name(method)),
        Method::Critic => say!(weigh::effect_critic),
        Method::Merec => say!(weigh::effect_merec),
        _ => return None,
    };
    let names = Arg::items(indicators.iter().map(|id| titles.indicator(id)));
    (!indicators.is_empty()).then(|| Caution {
        kind: Kind::UntiedCurve,
        numbers: BTreeMap::from([("indicators", indicators.len() as f64)]),
        message: say!(weigh::untied_curve, indicators = names, effect = effect),
        help: say!(weigh::untied_curve_help),
        indicators,
    })
}
