//! Distributions of counts and of sums, as windows of masses.

/// Masses of `offset`, `offset + 1` and so on; no others have any.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub offset: usize,
    pub masses: Vec<f64>,
}

impl Window {
    /// All mass at 0.
    pub fn zero() -> Window {
        Window { offset: 0, masses: vec![1.0] }
    }

    /// Distribution of `self + step · count` for an independent count, with at most the mass `cut` taken off
    /// at either end.
    pub fn plus(&self, step: usize, count: &Window, cut: f64) -> Window {
        let offset = self.offset + step * count.offset;
        let masses = match (&self.masses[..], &count.masses[..]) {
            (masses, [all]) => masses.iter().map(|mass| mass * all).collect(),
            (masses, counts) => convolved(masses, step, counts),
        };
        Window { offset, masses }.trimmed(cut)
    }

    /// Without at most the mass `cut` at either end.
    fn trimmed(mut self, cut: f64) -> Window {
        let within = |masses: &mut dyn Iterator<Item = &f64>| {
            let mut sum = 0.0;
            masses.take_while(|mass| (sum + **mass <= cut).then(|| sum += **mass).is_some()).count()
        };
        let above = within(&mut self.masses.iter().rev());
        self.masses.truncate((self.masses.len() - above).max(1));
        let below = within(&mut self.masses.iter()).min(self.masses.len() - 1);
        self.masses.drain(..below);
        self.offset += below;
        self
    }
}

/// `out[i + step · j] = Σ masses[i] counts[j]`.
///
/// Four counts at a time, each a pass over contiguous masses, halve the traffic of one at a time.
fn convolved(masses: &[f64], step: usize, counts: &[f64]) -> Vec<f64> {
    let length = masses.len() + step * (counts.len() - 1);
    let aside = 3 * step;
    if counts.len() < 4 || aside > masses.len() {
        let mut out = vec![0.0; length];
        for (j, count) in counts.iter().enumerate() {
            let target = &mut out[step * j..][..masses.len()];
            target.iter_mut().zip(masses).for_each(|(out, mass)| *out += count * mass);
        }
        return out;
    }
    let mut padded = vec![0.0; masses.len() + 2 * aside];
    padded[aside..][..masses.len()].copy_from_slice(masses);
    let width = masses.len() + aside;
    let mut out = vec![0.0; length + aside];
    for (block, counts) in counts.chunks(4).enumerate() {
        let count = |j: usize| counts.get(j).copied().unwrap_or(0.0);
        let (c0, c1, c2, c3) = (count(0), count(1), count(2), count(3));
        let shifted = |by: usize| &padded[by * step..][..width];
        let (m3, m2, m1, m0) = (shifted(0), shifted(1), shifted(2), shifted(3));
        let target = &mut out[4 * step * block..];
        let width = width.min(target.len());
        for ((((out, m0), m1), m2), m3) in target[..width].iter_mut().zip(m0).zip(m1).zip(m2).zip(m3) {
            *out += (c0 * m0 + c1 * m1) + (c2 * m2 + c3 * m3);
        }
    }
    out.truncate(length);
    out
}

/// The binomial distribution of `count` trials. Masses below `cut` times the greatest are left out at either
/// end, and the others sum to 1.
///
/// From the mode, by `P(k + 1) / P(k) = (n − k) p / ((k + 1)(1 − p))`.
pub(super) fn binomial(count: u64, chance: f64, cut: f64) -> Window {
    if chance <= 0.0 || count == 0 {
        return Window::zero();
    }
    if chance >= 1.0 {
        return Window { offset: count as usize, masses: vec![1.0] };
    }
    let odds = chance / (1.0 - chance);
    let n = count as f64;
    let mode = (((n + 1.0) * chance).floor() as u64).min(count);
    let mut below = Vec::new();
    let (mut mass, mut k) = (1.0, mode);
    while k > 0 {
        mass *= k as f64 / ((n - k as f64 + 1.0) * odds);
        if mass < cut {
            break;
        }
        below.push(mass);
        k -= 1;
    }
    let offset = mode as usize - below.len();
    below.reverse();
    let mut masses = below;
    masses.push(1.0);
    (mass, k) = (1.0, mode);
    while k < count {
        mass *= (n - k as f64) * odds / (k as f64 + 1.0);
        if mass < cut {
            break;
        }
        masses.push(mass);
        k += 1;
    }
    let whole: f64 = masses.iter().sum();
    masses.iter_mut().for_each(|mass| *mass /= whole);
    Window { offset, masses }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_four_agree_with_single_counts() {
        for (width, step, many) in [(1, 1, 2), (3, 1, 4), (10, 3, 5), (10, 3, 9), (100, 7, 13), (5, 9, 8)] {
            let masses: Vec<f64> = (0..width).map(|i| 1.0 + (i * i % 7) as f64).collect();
            let counts: Vec<f64> = (0..many).map(|i| 2.0 + (i * 3 % 5) as f64).collect();
            let mut expected = vec![0.0; width + step * (many - 1)];
            for (i, mass) in masses.iter().enumerate() {
                counts.iter().enumerate().for_each(|(j, count)| expected[i + step * j] += mass * count);
            }
            assert_eq!(convolved(&masses, step, &counts), expected, "{width} {step} {many}");
        }
    }

    #[test]
    fn binomial_masses_are_known() {
        let found = binomial(4, 0.25, 0.0);
        let expected = [81.0, 108.0, 54.0, 12.0, 1.0].map(|mass| mass / 256.0);
        assert_eq!(found.offset, 0);
        assert!(found.masses.iter().zip(expected).all(|(found, mass)| (found - mass).abs() < 1e-15));
        // R: dbinom(2000, 1e5, 0.02)
        let many = binomial(100_000, 0.02, 1e-18);
        assert!(
            (many.masses[2000 - many.offset] - 9.011_0e-3).abs() < 1e-6,
            "{}",
            many.masses[2000 - many.offset]
        );
        assert!(many.masses.len() < 900, "{}", many.masses.len());
    }

    #[test]
    fn sure_and_impossible_events_are_counted_without_spread() {
        assert_eq!(binomial(5, 0.0, 0.0), Window::zero());
        assert_eq!(binomial(0, 0.5, 0.0), Window::zero());
        assert_eq!(binomial(5, 1.0, 0.0), Window { offset: 5, masses: vec![1.0] });
        assert_eq!(binomial(5, 1e-30, 1e-18), Window::zero());
    }

    #[test]
    fn ends_lose_no_more_than_the_cut() {
        let window = Window { offset: 3, masses: vec![1e-9, 1e-9, 0.5, 0.5, 4e-9, 1e-9, 0.0] };
        let expected = Window { offset: 5, masses: vec![0.5, 0.5, 4e-9] };
        assert_eq!(window.trimmed(2.5e-9), expected);
        assert_eq!(Window::zero().trimmed(1.0).masses.len(), 1);
    }
}
