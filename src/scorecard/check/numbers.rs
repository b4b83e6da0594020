//! Checks of numbers: each is finite and within the range of its key.

use std::ops::Range;

use super::Checker;
use crate::finding::{Code, nearest};
use crate::parameters::Spanned;
use crate::scorecard::written::{self, PerSegment};
use crate::words::{Arg, Message, say};

/// Most decimals of published points. Rounding computes with six more decimals, which must still be exact in
/// a double.
const MOST_DECIMALS: i64 = 6;

/// The range of a key's number. NaN and infinity are outside every range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Any finite number, of either sign.
    Finite,
    /// A number above 0.
    Positive,
    /// A number of 0 or more.
    NotNegative,
    /// A number from 0 to 1.
    Share,
    /// A number above 0, at most 1.
    SharePositive,
}

impl Allowed {
    /// Whether the number is in the range.
    fn allows(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Allowed::Finite => true,
                Allowed::Positive => number > 0.0,
                Allowed::NotNegative => number >= 0.0,
                Allowed::Share => (0.0..=1.0).contains(&number),
                Allowed::SharePositive => number > 0.0 && number <= 1.0,
            }
    }

    /// Advice on a number outside the range.
    fn help(self) -> Message {
        match self {
            Allowed::Finite => say!(scorecard::give_finite),
            Allowed::Positive => say!(scorecard::give_positive),
            Allowed::NotNegative => say!(scorecard::give_not_negative),
            Allowed::Share => say!(scorecard::give_share),
            Allowed::SharePositive => say!(scorecard::give_share_positive),
        }
    }

    /// The number if it is in the range; `None` after a fault.
    pub fn of(self, checker: &mut Checker<'_>, written: &Spanned<f64>, key: &str) -> Option<f64> {
        self.number(checker, *written.get_ref(), &written.span(), key)
    }

    /// The number at `span` if it is in the range; `None` after a fault.
    pub fn number(
        self,
        checker: &mut Checker<'_>,
        number: f64,
        span: &Range<usize>,
        key: &str,
    ) -> Option<f64> {
        if self.allows(number) {
            return Some(number);
        }
        let message = say!(scorecard::value_refused, value = number.to_string());
        checker.fault(Code::ValueInvalid, span, key, message, self.help());
        None
    }
}

/// Checks the decimals of published points together with the scale, and returns the decimals; 0 if they are
/// out of range.
pub(super) fn decimals(checker: &mut Checker<'_>, written: &written::Scorecard) -> u8 {
    let scale = Allowed::NotNegative.of(checker, &written.scale, "scale");
    let decimals = *written.decimals.get_ref();
    let Some(small) = u8::try_from(decimals).ok().filter(|_| decimals <= MOST_DECIMALS) else {
        let help = say!(scorecard::give_up_to, most = MOST_DECIMALS.to_string());
        let message = say!(scorecard::value_refused, value = decimals.to_string());
        checker.fault(Code::ValueInvalid, &written.decimals.span(), "decimals", message, help);
        return 0;
    };
    let finest = scale.unwrap_or(0.0) * 10f64.powi(i32::from(small) + 6);
    if finest > 2f64.powi(53) {
        let scale = written.scale.get_ref().to_string();
        let message = say!(scorecard::decimals_too_fine, decimals = decimals.to_string(), scale = scale);
        let help = say!(scorecard::decimals_too_fine_help);
        checker.fault(Code::ValueInvalid, &written.decimals.span(), "decimals", message, help);
    }
    small
}

/// The minimum coverage; 0 if the scorecard sets none.
pub(super) fn minimum_coverage(checker: &mut Checker<'_>, written: &written::Scorecard) -> f64 {
    let Some(coverage) = &written.minimum_coverage else { return 0.0 };
    Allowed::Share.of(checker, coverage, "minimum_coverage").unwrap_or(0.0)
}

/// One number per segment of `segments`, each within `allowed`; `None` after a fault.
pub(super) fn per_segment(
    checker: &mut Checker<'_>,
    written: &Spanned<PerSegment>,
    key: &str,
    segments: &[&str],
    allowed: Allowed,
) -> Option<Vec<f64>> {
    let entries = match written.get_ref() {
        PerSegment::All(number) => {
            let number = allowed.number(checker, *number, &written.span(), key)?;
            return Some(vec![number; segments.len()]);
        }
        PerSegment::Each(entries) => entries,
    };
    let mut sound = true;
    let mut numbers = vec![None; segments.len()];
    for (id, number) in entries {
        let Some(at) = segments.iter().position(|segment| segment == id.get_ref()) else {
            let help = match nearest(id.get_ref(), segments.iter().copied()) {
                Some(near) => say!(scorecard::did_you_mean, near = near),
                None => say!(scorecard::segment_unknown_help, segments = Arg::all(segments)),
            };
            let message = say!(scorecard::segment_unknown, id = id.get_ref());
            checker.fault(Code::NameUnknown, &id.span(), key, message, help);
            sound = false;
            continue;
        };
        numbers[at] = allowed.of(checker, number, key);
        sound &= numbers[at].is_some();
    }
    for (segment, _) in segments.iter().zip(&numbers).filter(|(_, number)| number.is_none()) {
        if entries.iter().all(|(id, _)| id.get_ref() != segment) {
            let quoted = checker.quote(&written.span());
            let message = say!(scorecard::segment_no_number, written = quoted, segment = segment);
            checker.fault(Code::KeyMissing, &written.span(), key, message, allowed.help());
            sound = false;
        }
    }
    numbers.into_iter().collect::<Option<Vec<f64>>>().filter(|_| sound)
}
