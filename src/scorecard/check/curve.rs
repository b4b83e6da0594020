//! One indicator's treatment, curve and missing policy.

use std::ops::Range;

use super::Checker;
use super::numbers::{Allowed, per_segment};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::written::{self, PerSegment, PerUnit, Stratum, Tiers};
use crate::scorecard::{Curve, Direction, Missing, Treatment, Within};
use crate::words::{Message, say};

/// The curve, and the indicator's better end.
pub(super) fn check(
    checker: &mut Checker<'_>,
    indicator: &written::Indicator,
    segments: &[&str],
) -> Option<(Curve, Direction)> {
    let span = indicator.curve.span();
    let direction = indicator.direction.as_ref().map(|direction| *direction.get_ref());
    let curve = match indicator.curve.get_ref() {
        written::Curve::Tiers(written) => return tiers(checker, written, indicator, &span),
        written::Curve::Linear(written) => linear(checker, written, segments)?,
        written::Curve::Reference(written) => {
            let reference = per_segment(checker, written, "reference", segments, Allowed::Positive)?;
            Curve::Reference { reference }
        }
        written::Curve::Piecewise(written) => piecewise(checker, written)?,
        written::Curve::Percentile(written) => {
            Curve::Percentile { within: population(checker, &written.within, &span), ties: written.ties }
        }
        written::Curve::MinMax(written) => {
            Curve::MinMax { within: population(checker, &written.within, &span) }
        }
        written::Curve::ZScore(written) => {
            Curve::ZScore { within: population(checker, &written.within, &span) }
        }
        written::Curve::PerUnit(written) => per_unit(checker, written)?,
        written::Curve::Classes(written) => classes(checker, written)?,
        written::Curve::Flag => Curve::Flag,
    };
    if let (Some(written), Curve::Piecewise { .. } | Curve::PerUnit { .. } | Curve::Classes { .. }) =
        (&indicator.direction, &curve)
        && direction == Some(Direction::Lower)
    {
        let message = say!(scorecard::direction_idle, id = indicator.id.get_ref());
        let help = say!(scorecard::direction_idle_help);
        checker.fault(Code::KeyIdle, &written.span(), "direction", message, help);
    }
    Some((curve, direction.unwrap_or_default()))
}

/// Full marks from the curve, for an indicator without a weight.
pub(super) fn own_marks(curve: &Curve) -> Option<f64> {
    match curve {
        Curve::Tiers { full, .. } | Curve::Classes { full, .. } => Some(*full),
        Curve::PerUnit { cap, .. } => Some(*cap),
        _ => None,
    }
}

fn tiers(
    checker: &mut Checker<'_>,
    written: &Tiers,
    indicator: &written::Indicator,
    span: &Range<usize>,
) -> Option<(Curve, Direction)> {
    let (steps, key, direction) = match (&written.at_least, &written.at_most) {
        (Some(steps), None) => (steps, "at_least", Direction::Higher),
        (None, Some(steps)) => (steps, "at_most", Direction::Lower),
        _ => {
            let message = say!(scorecard::tiers_choice, id = indicator.id.get_ref());
            checker.fault(Code::KeyChoice, span, "tiers", message, say!(scorecard::tiers_choice_help));
            return None;
        }
    };
    if let Some(stated) = indicator.direction.as_ref().filter(|stated| *stated.get_ref() != direction) {
        let message = say!(scorecard::direction_contrary, id = indicator.id.get_ref(), key = key);
        let help = say!(scorecard::direction_contrary_help);
        checker.fault(Code::ValueInvalid, &stated.span(), "direction", message, help);
    }
    let otherwise = Allowed::Finite.of(checker, &written.otherwise, "otherwise")?;
    let tiers = steps.get_ref().clone();
    let mut fault = |message: Message, help: Message| {
        checker.fault(Code::ValueInvalid, &steps.span(), key, message, help);
    };
    if tiers.iter().any(|(bound, points)| !bound.is_finite() || !points.is_finite()) {
        fault(say!(scorecard::tier_not_finite), say!(scorecard::tier_not_finite_help));
        return None;
    }
    let unsorted = tiers.windows(2).find(|pair| match direction {
        Direction::Higher => pair[0].0 <= pair[1].0,
        Direction::Lower => pair[0].0 >= pair[1].0,
    });
    if let Some(pair) = unsorted {
        let (tier, before) = (pair[1].0.to_string(), pair[0].0.to_string());
        let message = say!(scorecard::tier_order, tier = tier, before = before);
        fault(message, say!(scorecard::tier_order_help));
        return None;
    }
    let mut above = f64::INFINITY;
    for points in tiers.iter().map(|(_, points)| *points).chain([otherwise]) {
        if points > above || points < 0.0 {
            let message = say!(scorecard::tier_points, points = points.to_string());
            fault(message, say!(scorecard::tier_points_help));
            return None;
        }
        above = points;
    }
    let full = tiers.first().map_or(0.0, |(_, points)| *points);
    if full == 0.0 {
        let message = say!(scorecard::tiers_pointless, id = indicator.id.get_ref());
        fault(message, say!(scorecard::tiers_pointless_help));
        return None;
    }
    Some((Curve::Tiers { tiers, otherwise, full }, direction))
}

fn linear(checker: &mut Checker<'_>, written: &written::Linear, segments: &[&str]) -> Option<Curve> {
    let mut goalposts =
        |posts: &Spanned<PerSegment>, key: &str| per_segment(checker, posts, key, segments, Allowed::Finite);
    let (low, high) = (goalposts(&written.low, "low"), goalposts(&written.high, "high"));
    let (low, high) = (low?, high?);
    let span = written.low.span();
    // Goalposts common to all segments are reported once.
    let each =
        [&written.low, &written.high].iter().any(|posts| matches!(posts.get_ref(), PerSegment::Each(_)));
    let judged = if each { segments.len() } else { 1 };
    for ((segment, low), high) in segments.iter().zip(&low).zip(&high).take(judged) {
        if !(low < high && (high - low).is_finite()) || (written.log && *low > 0.0 && low.ln() == high.ln()) {
            let (low, high) = (low.to_string(), high.to_string());
            let message = match each {
                true => say!(scorecard::goalposts_order_in, low = low, high = high, segment = segment),
                false => say!(scorecard::goalposts_order, low = low, high = high),
            };
            let help = say!(scorecard::goalposts_order_help);
            checker.fault(Code::ValueInvalid, &span, "low", message, help);
            return None;
        }
        if written.log && *low <= 0.0 {
            let low = low.to_string();
            let message = match each {
                true => say!(scorecard::goalpost_log_in, low = low, segment = segment),
                false => say!(scorecard::goalpost_log, low = low),
            };
            let help = say!(scorecard::goalpost_log_help);
            checker.fault(Code::ValueInvalid, &span, "low", message, help);
            return None;
        }
    }
    Some(Curve::Linear { low, high, log: written.log })
}

fn piecewise(checker: &mut Checker<'_>, written: &Spanned<Vec<(f64, f64)>>) -> Option<Curve> {
    let knots = written.get_ref().clone();
    let mut fault = |message: Message, help: Message| {
        checker.fault(Code::ValueInvalid, &written.span(), "piecewise", message, help);
        None
    };
    if knots.len() < 2 {
        let message = say!(scorecard::knots_few, count = knots.len());
        return fault(message, say!(scorecard::knots_few_help));
    }
    if let Some((x, share)) = knots.iter().find(|(x, share)| !x.is_finite() || !(0.0..=1.0).contains(share)) {
        let message = say!(scorecard::knot_refused, knot = format!("[{x}, {share}]"));
        return fault(message, say!(scorecard::knot_refused_help));
    }
    if let Some(pair) = knots.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        let (knot, before) = (pair[1].0.to_string(), pair[0].0.to_string());
        let message = say!(scorecard::knot_order, knot = knot, before = before);
        return fault(message, say!(scorecard::knot_order_help));
    }
    Some(Curve::Piecewise { knots })
}

/// Points by class, from text values.
fn classes(checker: &mut Checker<'_>, written: &written::Classes) -> Option<Curve> {
    let mut points = |number: &Spanned<f64>, key: &str| Allowed::NotNegative.of(checker, number, key);
    let otherwise = points(&written.otherwise, "otherwise");
    let classes: Vec<Option<(String, f64)>> = written
        .points
        .get_ref()
        .iter()
        .map(|(class, number)| Some((class.get_ref().clone(), points(number, "points")?)))
        .collect();
    let (classes, otherwise) = (classes.into_iter().collect::<Option<Vec<_>>>()?, otherwise?);
    let full = classes.iter().map(|(_, points)| *points).fold(otherwise, f64::max);
    if classes.iter().all(|(_, points)| *points == otherwise) {
        let (message, help) = (say!(scorecard::classes_alike), say!(scorecard::classes_alike_help));
        checker.fault(Code::ValueInvalid, &written.points.span(), "points", message, help);
        return None;
    }
    Some(Curve::Classes { classes, otherwise, full })
}

fn per_unit(checker: &mut Checker<'_>, written: &PerUnit) -> Option<Curve> {
    let mut positive = |number: &Spanned<f64>, key: &str| Allowed::Positive.of(checker, number, key);
    let unit = positive(&written.unit, "unit");
    let points = positive(&written.points, "points");
    let cap = positive(&written.cap, "cap");
    Some(Curve::PerUnit { unit: unit?, points: points?, cap: cap? })
}

/// Steps of treatment before the curve.
pub(super) fn treatment(checker: &mut Checker<'_>, indicator: &written::Indicator) -> Vec<Treatment> {
    let is_number = !matches!(indicator.curve.get_ref(), written::Curve::Flag | written::Curve::Classes(_));
    let mut steps = Vec::new();
    for written in &indicator.treatment {
        if !is_number {
            let message = say!(scorecard::treatment_idle, id = indicator.id.get_ref());
            checker.fault(Code::KeyIdle, &written.span(), "treatment", message, say!(scorecard::remove));
            break;
        }
        steps.push(match written.get_ref() {
            written::Treatment::Ln => Treatment::Ln,
            written::Treatment::Ln1p => Treatment::Ln1p,
            written::Treatment::DrawIn(bounds) => {
                let mut positive = |number: &Spanned<f64>, key: &str| {
                    Allowed::Positive.of(checker, number, key).unwrap_or(1.0)
                };
                let (skew, kurtosis) =
                    (positive(&bounds.skew, "skew"), positive(&bounds.kurtosis, "kurtosis"));
                let most = *bounds.most.get_ref();
                if most == 0 {
                    let message = say!(scorecard::value_refused, value = "0");
                    let help = say!(scorecard::draw_in_none_help);
                    checker.fault(Code::ValueInvalid, &bounds.most.span(), "most", message, help);
                }
                let within = population(checker, &bounds.within, &written.span());
                Treatment::DrawIn { skew, kurtosis, most, within }
            }
            written::Treatment::Winsorise(bounds) => {
                let (lower, upper) = (*bounds.lower.get_ref(), *bounds.upper.get_ref());
                // In this form NaN is a fault too.
                if !(0.0 <= lower && lower < upper && upper <= 1.0) {
                    let (low, high) = (lower.to_string(), upper.to_string());
                    let message = say!(scorecard::quantiles_order, lower = low, upper = high);
                    let help = say!(scorecard::quantiles_order_help);
                    checker.fault(Code::ValueInvalid, &bounds.lower.span(), "winsorise", message, help);
                }
                let within = population(checker, &bounds.within, &written.span());
                Treatment::Winsorise { lower, upper, within }
            }
        });
    }
    steps
}

/// The missing policy: that of the indicator or, without one, that of the scorecard.
pub(super) fn missing(
    checker: &mut Checker<'_>,
    indicator: &written::Indicator,
    common: Option<&Spanned<written::Missing>>,
) -> Option<Missing> {
    let Some(written) = indicator.missing.as_ref().or(common) else {
        let message = say!(scorecard::missing_unsaid, id = indicator.id.get_ref());
        let help = say!(scorecard::missing_unsaid_help);
        checker.fault(Code::KeyMissing, &indicator.id.span(), "missing", message, help);
        return None;
    };
    let span = written.span();
    let policy = match written.get_ref() {
        written::Missing::Zero => Missing::Zero,
        written::Missing::Skip => Missing::Skip,
        written::Missing::Reject => Missing::Reject,
        written::Missing::Mean(over) => Missing::Mean(population(checker, &over.within, &span)),
        written::Missing::Median(over) => Missing::Median(population(checker, &over.within, &span)),
        written::Missing::Value(value) => {
            Missing::Value(Allowed::Finite.number(checker, *value, &span, "missing")?)
        }
    };
    if matches!(indicator.curve.get_ref(), written::Curve::Classes(_))
        && matches!(policy, Missing::Mean(_) | Missing::Median(_) | Missing::Value(_))
    {
        let (id, written) = (indicator.id.get_ref(), checker.quote(&span));
        let message = say!(scorecard::missing_of_classes, id = id, written = written);
        let help = say!(scorecard::missing_of_classes_help);
        checker.fault(Code::ValueInvalid, &span, "missing", message, help);
    }
    if matches!(indicator.curve.get_ref(), written::Curve::Flag) {
        let sensible = match policy {
            Missing::Mean(_) | Missing::Median(_) => false,
            Missing::Value(value) => value == 0.0 || value == 1.0,
            _ => true,
        };
        if !sensible {
            let (id, written) = (indicator.id.get_ref(), checker.quote(&span));
            let message = say!(scorecard::missing_of_flag, id = id, written = written);
            let help = say!(scorecard::missing_of_flag_help);
            checker.fault(Code::ValueInvalid, &span, "missing", message, help);
        }
    }
    Some(policy)
}

/// The firms a statistic is taken over.
fn population(checker: &mut Checker<'_>, within: &[Stratum], span: &Range<usize>) -> Within {
    let mut population = Within::default();
    for stratum in within {
        let (seen, name) = match stratum {
            Stratum::Segment => (&mut population.segment, "segment"),
            Stratum::Industry => (&mut population.industry, "industry"),
        };
        if std::mem::replace(seen, true) {
            let message = say!(scorecard::within_twice, name = name);
            checker.fault(Code::NameRepeated, span, "within", message, say!(scorecard::name_once));
        }
    }
    population
}
