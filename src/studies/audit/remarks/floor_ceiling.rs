//! Advice for many firms at one end of an indicator, by its curve and direction.

use super::advice::Advice;
use crate::scorecard::{Curve, Direction};
use crate::words::say;

/// An end of the shares of full marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A share of full marks of 0.
    Floor,
    /// A share of full marks of 1.
    Ceiling,
}

/// Whether the curve has bounds that can be moved; flags, classes and curves with bounds from the cohort have
/// none.
pub(super) fn has_bounds(curve: &Curve) -> bool {
    match curve {
        Curve::Tiers { .. }
        | Curve::Linear { .. }
        | Curve::Reference { .. }
        | Curve::Piecewise { .. }
        | Curve::PerUnit { .. } => true,
        Curve::Percentile { .. }
        | Curve::MinMax { .. }
        | Curve::ZScore { .. }
        | Curve::Classes { .. }
        | Curve::Flag => false,
    }
}

/// Advice for many firms at `end`. It includes less weight only if the weight decides (`weighs`).
pub(super) fn help(curve: &Curve, direction: Direction, end: End, weighs: bool) -> Advice {
    // Bounds that leave fewer firms at the floor, and at the ceiling.
    let (floor, ceiling) = match direction {
        Direction::Higher => ("lower", "raise"),
        Direction::Lower => ("raise", "lower"),
    };
    match (curve, end) {
        (Curve::Flag, _) => Advice::less_if(weighs, say!(audit::end_flag_less), say!(audit::end_flag)),
        (Curve::Classes { .. }, _) => {
            Advice::less_if(weighs, say!(audit::end_classes_less), say!(audit::end_classes))
        }
        _ if !has_bounds(curve) => {
            Advice::less_if(weighs, say!(audit::end_relative_less), say!(audit::end_relative))
        }
        (_, End::Floor) => Advice::less_if(
            weighs,
            say!(audit::end_floor_less, turn = floor),
            say!(audit::end_floor, turn = floor),
        ),
        (_, End::Ceiling) => say!(audit::end_ceiling, turn = ceiling).into(),
    }
}

/// Advice if a few firms decide the spread. It omits the bound of full marks if many firms are there, since
/// [`help`] then advises the opposite. It includes less weight only if the weight decides.
pub(super) fn help_with_skew(
    curve: &Curve,
    direction: Direction,
    is_at_ceiling: bool,
    weighs: bool,
) -> Advice {
    if !has_bounds(curve) || is_at_ceiling {
        return Advice::less_if(weighs, say!(audit::skewed_treat_less), say!(audit::skewed_treat));
    }
    // Moves the other firms nearer to the few.
    let turn = match direction {
        Direction::Higher => "lower",
        Direction::Lower => "raise",
    };
    Advice::less_if(
        weighs,
        say!(audit::skewed_bound_less, turn = turn),
        say!(audit::skewed_bound, turn = turn),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::Within;

    #[test]
    fn help_goes_with_the_curve_and_the_direction() {
        let linear = Curve::Linear { low: vec![0.0], high: vec![1.0], log: false };
        for (direction, floor, ceiling) in
            [(Direction::Higher, "lower", "raise"), (Direction::Lower, "raise", "lower")]
        {
            assert!(help(&linear, direction, End::Floor, true).text().starts_with(floor));
            assert!(help(&linear, direction, End::Ceiling, true).text().starts_with(ceiling));
            let skewed = |is_at_ceiling| help_with_skew(&linear, direction, is_at_ceiling, true).text();
            assert!(skewed(false).contains(&format!("{floor} the bound")));
            // Must not contradict the advice on the ceiling.
            assert!(!skewed(true).contains("bound"));
            for curve in [Curve::Flag, Curve::ZScore { within: Within::default() }] {
                for end in [End::Floor, End::Ceiling] {
                    assert!(!help(&curve, direction, end, true).text().contains("the bound"));
                    assert!(!help(&curve, direction, end, false).text().contains("weigh"));
                }
                assert!(!help_with_skew(&curve, direction, false, true).text().contains("bound"));
                assert!(!help_with_skew(&curve, direction, false, false).text().contains("weigh"));
            }
        }
    }
}
