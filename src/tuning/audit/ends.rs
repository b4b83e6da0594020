//! What to do where many firms stand at one end of an indicator, by its curve and direction.

use crate::scorecard::{Curve, Direction};

/// An end of the shares of full marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// No marks.
    Floor,
    /// Full marks.
    Ceiling,
}

/// Whether the curve has bounds of its own that can be moved; else it is a flag, classes, or the firms that bound it.
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

/// What to do where many firms stand at `end`.
pub(super) fn help(curve: &Curve, direction: Direction, end: End) -> String {
    let is_higher = direction == Direction::Higher;
    match curve {
        Curve::Flag => {
            return "a flag says only yes or no: weigh it less, or take a number in its place".to_owned();
        }
        Curve::Classes { .. } => return "give its classes other marks, or weigh it less".to_owned(),
        _ if !has_bounds(curve) => {
            return "the firms themselves bound its marks: weigh it less, or take a value that differs more"
                .to_owned();
        }
        _ => {}
    }
    match end {
        End::Floor => {
            let way = if is_higher { "lower" } else { "raise" };
            format!("{way} the bound where marks begin, or weigh it less")
        }
        End::Ceiling => format!("{} the bound of full marks", if is_higher { "raise" } else { "lower" }),
    }
}

/// What to do where a few firms decide the spread.
pub(super) fn help_with_skew(curve: &Curve, direction: Direction) -> String {
    // Draws the others nearer to the few.
    let bound = match direction {
        _ if !has_bounds(curve) => "",
        Direction::Higher => "lower the bound of full marks, ",
        Direction::Lower => "raise the bound of full marks, ",
    };
    format!("treat it (`ln1p`, `winsorise` or `draw_in`), {bound}or weigh it less")
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
            assert!(help(&linear, direction, End::Floor).starts_with(floor));
            assert!(help(&linear, direction, End::Ceiling).starts_with(ceiling));
            assert!(help_with_skew(&linear, direction).contains(&format!("{floor} the bound")));
            for curve in [Curve::Flag, Curve::ZScore { within: Within::default() }] {
                for end in [End::Floor, End::Ceiling] {
                    assert!(!help(&curve, direction, end).contains("the bound"));
                }
                assert!(!help_with_skew(&curve, direction).contains("bound"));
            }
        }
    }
}
