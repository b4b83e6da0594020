//! Pictures of block characters, for a line of text.

use std::ops::RangeInclusive;

/// Blocks of one to eight eighths.
const RISING: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Blocks of one to eight eighths that grow from the left.
const GROWING: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// A column per count, the highest full; blank for 0, at least an eighth for any other count.
pub(super) fn histogram(counts: &[usize]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0);
    let column = |&count: &usize| match (count * 8).div_ceil(most.max(1)) {
        0 => ' ',
        eighths => RISING[eighths - 1],
    };
    counts.iter().map(column).collect()
}

/// A bar of `share` (0..=1) of `width` characters, to the nearest eighth; blanks to its full width.
pub(super) fn bar(share: f64, width: usize) -> String {
    let eighths = (share.clamp(0.0, 1.0) * (width * 8) as f64).round() as usize;
    let mut text: String = std::iter::repeat_n('█', eighths / 8).collect();
    if !eighths.is_multiple_of(8) {
        text.push(GROWING[eighths % 8 - 1]);
    }
    let shown = text.chars().count();
    text.extend(std::iter::repeat_n(' ', width - shown));
    text
}

/// The interval `low..=high` with point `middle`, on a `scale` of `width` characters: `   ├───●──┤    `.
/// Parts beyond the scale are drawn at its end.
pub(super) fn interval([low, middle, high]: [f64; 3], scale: &RangeInclusive<f64>, width: usize) -> String {
    let (least, most) = (*scale.start(), *scale.end());
    let last = width.saturating_sub(1);
    let place = |x: f64| {
        let share = if most > least { ((x - least) / (most - least)).clamp(0.0, 1.0) } else { 0.5 };
        (share * last as f64).round() as usize
    };
    let (from, at, to) = (place(low), place(middle), place(high));
    let character = |i: usize| match i {
        i if i == at => '●',
        i if i == from => '├',
        i if i == to => '┤',
        i if from < i && i < to => '─',
        _ => ' ',
    };
    (0..width).map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_in_proportion_and_only_nothing_is_blank() {
        assert_eq!(histogram(&[0, 1, 400, 800]), " ▁▄█");
        assert_eq!(histogram(&[0, 0]), "  ");
        assert_eq!(histogram(&[]), "");
    }

    #[test]
    fn a_bar_has_its_width_whatever_its_share() {
        assert_eq!(bar(0.5, 4), "██  ");
        assert_eq!(bar(0.53, 4), "██▏ ");
        assert_eq!(bar(7.0, 2), "██");
        assert_eq!(bar(f64::NAN, 2).chars().count(), 2);
        for share in 0..=100 {
            assert_eq!(bar(f64::from(share) / 100.0, 13).chars().count(), 13);
        }
    }

    #[test]
    fn an_interval_lies_where_its_numbers_do() {
        assert_eq!(interval([0.0, 5.0, 10.0], &(0.0..=10.0), 11), "├────●────┤");
        assert_eq!(interval([3.0, 3.0, 4.0], &(0.0..=10.0), 11), "   ●┤      ");
        assert_eq!(interval([-9.0, 0.0, 99.0], &(0.0..=10.0), 3), "●─┤");
        assert_eq!(interval([1.0, 1.0, 1.0], &(1.0..=1.0), 3), " ● ");
    }
}
