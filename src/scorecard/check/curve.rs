//! One leaf's treatment, curve and missing policy.

use std::ops::Range;

use super::Checker;
use super::numbers::{finite, per_segment, within};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::written::{self, PerSegment, PerUnit, Stratum, Tiers};
use crate::scorecard::{Curve, Direction, Missing, Treatment, Within};

/// The curve and the end of the indicator that is better.
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
            let positive = |x| x > 0.0;
            let reference =
                per_segment(checker, written, "reference", segments, "a number above 0", positive)?;
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
        let message = format!("`lower` has no meaning for the curve of `{}`", indicator.id.get_ref());
        let help = "the curve itself says which end is better: remove the direction and turn the curve round";
        checker.fault(Code::KeyIdle, &written.span(), "direction", message, help);
    }
    Some((curve, direction.unwrap_or_default()))
}

/// Full marks of the curve's own, for an indicator that states no weight.
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
            let message =
                format!("the tiers of `{}` need either `at_least` or `at_most`", indicator.id.get_ref());
            checker.fault(
                Code::KeyChoice,
                span,
                "tiers",
                message,
                "at_least where more is better, else at_most",
            );
            return None;
        }
    };
    if let Some(stated) = indicator.direction.as_ref().filter(|stated| *stated.get_ref() != direction) {
        let message = format!("the direction of `{}` contradicts its `{key}`", indicator.id.get_ref());
        checker.fault(Code::ValueInvalid, &stated.span(), "direction", message, "remove the direction");
    }
    let otherwise = finite(checker, &written.otherwise, "otherwise")?;
    let tiers = steps.get_ref().clone();
    let mut fault = |message: String, help: &str| {
        checker.fault(Code::ValueInvalid, &steps.span(), key, message, help);
    };
    if tiers.iter().any(|(bound, points)| !bound.is_finite() || !points.is_finite()) {
        fault("a tier is not finite".to_owned(), "give a bound and points for each");
        return None;
    }
    let unsorted = tiers.windows(2).find(|pair| match direction {
        Direction::Higher => pair[0].0 <= pair[1].0,
        Direction::Lower => pair[0].0 >= pair[1].0,
    });
    if let Some(pair) = unsorted {
        let message = format!("tier `{}` stands after tier `{}`", pair[1].0, pair[0].0);
        fault(
            message,
            "write tiers from most points to fewest: bounds descend in at_least, ascend in at_most",
        );
        return None;
    }
    let mut above = f64::INFINITY;
    for points in tiers.iter().map(|(_, points)| *points).chain([otherwise]) {
        if points > above || points < 0.0 {
            let message = format!("points `{points}` do not descend to 0");
            fault(message, "write tiers from most points to fewest, none below 0");
            return None;
        }
        above = points;
    }
    let full = tiers.first().map_or(0.0, |(_, points)| *points);
    if full == 0.0 {
        fault(
            format!("no tier of `{}` gives points", indicator.id.get_ref()),
            "give at least one tier with points",
        );
        return None;
    }
    Some((Curve::Tiers { tiers, otherwise, full }, direction))
}

fn linear(checker: &mut Checker<'_>, written: &written::Linear, segments: &[&str]) -> Option<Curve> {
    let mut goalposts = |posts: &Spanned<PerSegment>, key: &str| {
        per_segment(checker, posts, key, segments, "a finite number", f64::is_finite)
    };
    let (low, high) = (goalposts(&written.low, "low"), goalposts(&written.high, "high"));
    let (low, high) = (low?, high?);
    let span = written.low.span();
    // Goalposts that are the same everywhere are at fault once.
    let each =
        [&written.low, &written.high].iter().any(|posts| matches!(posts.get_ref(), PerSegment::Each(_)));
    let judged = if each { segments.len() } else { 1 };
    for ((segment, low), high) in segments.iter().zip(&low).zip(&high).take(judged) {
        let within = if each { format!(" in segment `{segment}`") } else { String::new() };
        if !(low < high && (high - low).is_finite()) || (written.log && *low > 0.0 && low.ln() == high.ln()) {
            let message = format!("low `{low}` is not below high `{high}`{within}");
            let help = "swap them; where less is better say direction = \"lower\"";
            checker.fault(Code::ValueInvalid, &span, "low", message, help);
            return None;
        }
        if written.log && *low <= 0.0 {
            let message = format!("low `{low}` has no logarithm{within}");
            checker.fault(Code::ValueInvalid, &span, "low", message, "give a goalpost above 0");
            return None;
        }
    }
    Some(Curve::Linear { low, high, log: written.log })
}

fn piecewise(checker: &mut Checker<'_>, written: &Spanned<Vec<(f64, f64)>>) -> Option<Curve> {
    let knots = written.get_ref().clone();
    let mut fault = |message: String, help: &str| {
        checker.fault(Code::ValueInvalid, &written.span(), "piecewise", message, help);
        None
    };
    if knots.len() < 2 {
        return fault(
            format!("a line needs two knots, not {}", knots.len()),
            "write [[x, share], [x, share]]",
        );
    }
    if let Some((x, share)) = knots.iter().find(|(x, share)| !x.is_finite() || !(0.0..=1.0).contains(share)) {
        return fault(
            format!("knot `[{x}, {share}]` is not allowed"),
            "give a finite x and a share from 0 to 1",
        );
    }
    if let Some(pair) = knots.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        let message = format!("knot `{}` stands after knot `{}`", pair[1].0, pair[0].0);
        return fault(message, "write knots by ascending x");
    }
    Some(Curve::Piecewise { knots })
}

/// Points by class.
fn classes(checker: &mut Checker<'_>, written: &written::Classes) -> Option<Curve> {
    let what = "a number of 0 or more";
    let mut points = |number: &Spanned<f64>, key: &str| {
        within(checker, *number.get_ref(), &number.span(), key, what, |x| x >= 0.0)
    };
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
        let message = "no class gives other points than the rest";
        let help = "write classes = { points = { national = 10, provincial = 8 }, otherwise = 0 }";
        checker.fault(Code::ValueInvalid, &written.points.span(), "points", message, help);
        return None;
    }
    Some(Curve::Classes { classes, otherwise, full })
}

fn per_unit(checker: &mut Checker<'_>, written: &PerUnit) -> Option<Curve> {
    let mut positive = |number: &Spanned<f64>, key: &str| {
        within(checker, *number.get_ref(), &number.span(), key, "a number above 0", |x| x > 0.0)
    };
    let unit = positive(&written.unit, "unit");
    let points = positive(&written.points, "points");
    let cap = positive(&written.cap, "cap");
    Some(Curve::PerUnit { unit: unit?, points: points?, cap: cap? })
}

/// Steps before the curve.
pub(super) fn treatment(checker: &mut Checker<'_>, indicator: &written::Indicator) -> Vec<Treatment> {
    let is_number = !matches!(indicator.curve.get_ref(), written::Curve::Flag | written::Curve::Classes(_));
    let mut steps = Vec::new();
    for written in &indicator.treatment {
        if !is_number {
            let message = format!("`{}` is no number and takes no treatment", indicator.id.get_ref());
            checker.fault(Code::KeyIdle, &written.span(), "treatment", message, "remove it");
            break;
        }
        steps.push(match written.get_ref() {
            written::Treatment::Ln => Treatment::Ln,
            written::Treatment::Ln1p => Treatment::Ln1p,
            written::Treatment::DrawIn(bounds) => {
                let what = "a number above 0";
                let mut positive = |number: &Spanned<f64>, key: &str| {
                    within(checker, *number.get_ref(), &number.span(), key, what, |x| x > 0.0).unwrap_or(1.0)
                };
                let (skew, kurtosis) =
                    (positive(&bounds.skew, "skew"), positive(&bounds.kurtosis, "kurtosis"));
                let most = *bounds.most.get_ref();
                if most == 0 {
                    let help = "give 1 or more, or remove the step";
                    checker.fault(
                        Code::ValueInvalid,
                        &bounds.most.span(),
                        "most",
                        "`0` is not allowed",
                        help,
                    );
                }
                let within = population(checker, &bounds.within, &written.span());
                Treatment::DrawIn { skew, kurtosis, most, within }
            }
            written::Treatment::Winsorise(bounds) => {
                let (lower, upper) = (*bounds.lower.get_ref(), *bounds.upper.get_ref());
                // Written so that NaN is at fault too.
                if !(0.0 <= lower && lower < upper && upper <= 1.0) {
                    let message = format!("quantiles `{lower}` and `{upper}` are not in order within 0 to 1");
                    let help = "give shares such as lower = 0.01, upper = 0.99";
                    checker.fault(Code::ValueInvalid, &bounds.lower.span(), "winsorise", message, help);
                }
                let within = population(checker, &bounds.within, &written.span());
                Treatment::Winsorise { lower, upper, within }
            }
        });
    }
    steps
}

/// What a missing raw value counts as: the indicator's own policy, else the scorecard's.
pub(super) fn missing(
    checker: &mut Checker<'_>,
    indicator: &written::Indicator,
    common: Option<&Spanned<written::Missing>>,
) -> Option<Missing> {
    let Some(written) = indicator.missing.as_ref().or(common) else {
        let message = format!("nothing says what a missing value of `{}` counts as", indicator.id.get_ref());
        let help = "give missing = \"zero\", here or for the whole scorecard at its top";
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
            Missing::Value(within(checker, *value, &span, "missing", "a finite number", f64::is_finite)?)
        }
    };
    if matches!(indicator.curve.get_ref(), written::Curve::Classes(_))
        && matches!(policy, Missing::Mean(_) | Missing::Median(_) | Missing::Value(_))
    {
        let message =
            format!("`{}` is no number and cannot count as {}", indicator.id.get_ref(), checker.quote(&span));
        let help = "it takes zero, skip or reject; what another class gives, `otherwise` says";
        checker.fault(Code::ValueInvalid, &span, "missing", message, help);
    }
    if matches!(indicator.curve.get_ref(), written::Curve::Flag) {
        let sensible = match policy {
            Missing::Mean(_) | Missing::Median(_) => false,
            Missing::Value(value) => value == 0.0 || value == 1.0,
            _ => true,
        };
        if !sensible {
            let message =
                format!("the flag `{}` cannot count as {}", indicator.id.get_ref(), checker.quote(&span));
            let help = "a flag takes zero, skip, reject, or value = 0 or 1";
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
            let message = format!("`{name}` stands twice in `within`");
            checker.fault(Code::NameRepeated, span, "within", message, "name it once");
        }
    }
    population
}
