//! What to do where many firms stand at one end of an indicator, by its curve and direction.

use super::advice::Advice;
use crate::scorecard::{Curve, Direction};

/// An end of the shares of full marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// No marks.
    Floor,
    /// Full marks.
    Ceiling,
}

/// Whether the curve has bounds of its own that can be moved; else it is a flag, classes, or the firms that
/// bound it.
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

/// What to do where many firms stand at `end`; less weight only where the weight is what decides: `weighs`.
pub(super) fn help(curve: &Curve, direction: Direction, end: End, weighs: bool) -> Advice {
    let is_higher = direction == Direction::Higher;
    match curve {
        Curve::Flag => {
            return Advice::less_if(
                weighs,
                "a flag says only yes or no: weigh it less, or take a number in its place",
                "a flag says only yes or no: take a number in its place",
            );
        }
        Curve::Classes { .. } => {
            let marks = "give its classes other marks";
            return Advice::less_if(weighs, format!("{marks}, or weigh it less"), marks);
        }
        _ if !has_bounds(curve) => {
            return Advice::less_if(
                weighs,
                "the firms themselves bound its marks: weigh it less, or take a value that differs more",
                "the firms themselves bound its marks: take a value that differs more",
            );
        }
        _ => {}
    }
    match end {
        End::Floor => {
            let bound = format!("{} the bound where marks begin", if is_higher { "lower" } else { "raise" });
            Advice::less_if(weighs, format!("{bound}, or weigh it less"), bound)
        }
        End::Ceiling => {
            format!("{} the bound of full marks", if is_higher { "raise" } else { "lower" }).into()
        }
    }
}

/// What to do where a few firms decide the spread; the bound of full marks stays out of it where many firms
/// stand there, of whom [`help`] says the opposite. Less weight only where the weight is what decides.
pub(super) fn help_with_skew(
    curve: &Curve,
    direction: Direction,
    is_at_ceiling: bool,
    weighs: bool,
) -> Advice {
    // Draws the others nearer to the few.
    let bound = match direction {
        _ if !has_bounds(curve) || is_at_ceiling => None,
        Direction::Higher => Some("lower the bound of full marks"),
        Direction::Lower => Some("raise the bound of full marks"),
    };
    let treat = "treat it (`ln1p`, `winsorise` or `draw_in`)";
    let without = bound.map_or(treat.to_owned(), |bound| format!("{treat}, or {bound}"));
    let with = bound.map_or(treat.to_owned(), |bound| format!("{treat}, {bound}"));
    Advice::less_if(weighs, format!("{with}, or weigh it less"), without)
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
            let skewed =
                |is_at_ceiling| help_with_skew(&linear, direction, is_at_ceiling, true).text().to_owned();
            assert!(skewed(false).contains(&format!("{floor} the bound")));
            // Not the opposite of what is said of the ceiling.
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
