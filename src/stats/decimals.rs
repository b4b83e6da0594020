//! Number of decimals for display.

/// Number of decimals, from `least` to 12, with which the two numbers of every pair print differently, unless
/// they are equal. Rounded numbers then do not contradict a statement about their difference.
pub fn decimals_apart(pairs: impl IntoIterator<Item = (f64, f64)>, least: usize) -> usize {
    /// More decimals would not be readable.
    const MOST: usize = 12;
    let of_pair = |(a, b): (f64, f64)| {
        let reads_alike = |decimals: &usize| format!("{a:.decimals$}") == format!("{b:.decimals$}");
        (least..MOST).find(|decimals| a == b || !reads_alike(decimals)).unwrap_or(MOST)
    };
    pairs.into_iter().map(of_pair).max().unwrap_or(least)
}

/// A number with at most `most` decimals, without trailing zeros.
pub fn plain(number: f64, most: usize) -> String {
    // Adding 0 removes the sign of −0, which an empty sum has.
    let text = format!("{:.most$}", number + 0.0);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number with at most two decimals; below a tenth, with two significant digits.
pub fn short(number: f64) -> String {
    let zeros = if number > 0.0 && number < 0.1 { -number.log10().floor() as usize - 1 } else { 0 };
    plain(number, zeros + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_differ_read_differently() {
        assert_eq!(decimals_apart([(0.12, 0.1), (0.3, 0.3)], 3), 3);
        assert_eq!(decimals_apart([(0.100_04, 0.1), (0.2, 0.1)], 3), 5);
        assert_eq!(decimals_apart([(1e-30, 0.0)], 3), 12);
    }

    #[test]
    fn zeros_behind_the_point_go_and_those_before_it_stay() {
        let told =
            [(0.1 + 0.2, 9), (20.0, 2), (100.0, 0), (-0.0, 3), (1.25, 1)].map(|(x, most)| plain(x, most));
        assert_eq!(told, ["0.3", "20", "100", "0", "1.2"]);
    }
}
