//! Numbers: finite, and within what their key allows.

use std::ops::Range;

use super::Checker;
use crate::finding::{Code, nearest};
use crate::parameters::Spanned;
use crate::scorecard::written::{self, PerSegment};

/// Points are rounded by way of six more decimals, which must still be exact in a double.
const MOST_DECIMALS: i64 = 6;

/// The number, if it is finite.
pub(super) fn finite(checker: &mut Checker<'_>, written: &Spanned<f64>, key: &str) -> Option<f64> {
    within(checker, *written.get_ref(), &written.span(), key, "a finite number", f64::is_finite)
}

/// The number, if it is finite and `allowed`, which `what` puts into words.
pub(super) fn within(
    checker: &mut Checker<'_>,
    number: f64,
    span: &Range<usize>,
    key: &str,
    what: &str,
    allowed: impl Fn(f64) -> bool,
) -> Option<f64> {
    if number.is_finite() && allowed(number) {
        return Some(number);
    }
    checker.fault(
        Code::ValueInvalid,
        span,
        key,
        format!("`{number}` is not allowed"),
        format!("give {what}"),
    );
    None
}

/// Decimals of published points; checks the scale with them.
pub(super) fn decimals(checker: &mut Checker<'_>, written: &written::Scorecard) -> u8 {
    let scale_span = written.scale.span();
    let scale =
        within(checker, *written.scale.get_ref(), &scale_span, "scale", "a number of 0 or more", |x| {
            x >= 0.0
        });
    let decimals = *written.decimals.get_ref();
    let Some(small) = u8::try_from(decimals).ok().filter(|_| decimals <= MOST_DECIMALS) else {
        let help = format!("give 0 to {MOST_DECIMALS}");
        let message = format!("`{decimals}` is not allowed");
        checker.fault(Code::ValueInvalid, &written.decimals.span(), "decimals", message, help);
        return 0;
    };
    let finest = scale.unwrap_or(0.0) * 10f64.powi(i32::from(small) + 6);
    if finest > 2f64.powi(53) {
        let message =
            format!("`{decimals}` decimals are too fine for a scale of {}", written.scale.get_ref());
        let help = "points carry 15 digits: use fewer decimals or a smaller scale";
        checker.fault(Code::ValueInvalid, &written.decimals.span(), "decimals", message, help);
    }
    small
}

/// The least share of known weight; 0 if none is asked for.
pub(super) fn minimum_coverage(checker: &mut Checker<'_>, written: &written::Scorecard) -> f64 {
    let Some(coverage) = &written.minimum_coverage else { return 0.0 };
    let (number, span) = (*coverage.get_ref(), coverage.span());
    let share = |x| (0.0..=1.0).contains(&x);
    within(checker, number, &span, "minimum_coverage", "a share from 0 to 1", share).unwrap_or(0.0)
}

/// One number per segment of `segments`, each finite and `allowed`.
pub(super) fn per_segment(
    checker: &mut Checker<'_>,
    written: &Spanned<PerSegment>,
    key: &str,
    segments: &[&str],
    what: &str,
    allowed: impl Fn(f64) -> bool + Copy,
) -> Option<Vec<f64>> {
    let entries = match written.get_ref() {
        PerSegment::All(number) => {
            let number = within(checker, *number, &written.span(), key, what, allowed)?;
            return Some(vec![number; segments.len()]);
        }
        PerSegment::Each(entries) => entries,
    };
    let mut sound = true;
    let mut numbers = vec![None; segments.len()];
    for (id, number) in entries {
        let Some(at) = segments.iter().position(|segment| segment == id.get_ref()) else {
            let help = match nearest(id.get_ref(), segments.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("segments: {}", segments.join(", ")),
            };
            let message = format!("no segment is called `{}`", id.get_ref());
            checker.fault(Code::NameUnknown, &id.span(), key, message, help);
            sound = false;
            continue;
        };
        numbers[at] = within(checker, *number.get_ref(), &number.span(), key, what, allowed);
        sound &= numbers[at].is_some();
    }
    for (segment, _) in segments.iter().zip(&numbers).filter(|(_, number)| number.is_none()) {
        if entries.iter().all(|(id, _)| id.get_ref() != segment) {
            let message = format!("{} has no number for segment `{segment}`", checker.quote(&written.span()));
            checker.fault(Code::KeyMissing, &written.span(), key, message, format!("give {what}"));
            sound = false;
        }
    }
    numbers.into_iter().collect::<Option<Vec<f64>>>().filter(|_| sound)
}
