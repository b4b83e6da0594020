//! Population stability of points between two cohorts.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::figures::{Rows, Statistic, Table};
use crate::stats;
use crate::words::{Message, say};

/// Number of groups of about equal size.
const TENTHS: usize = 10;
/// Stability index above which points have shifted, and above which the population is another.
const SHIFTED: f64 = 0.1;
/// Level of the critical value for two samples of one population.
const LEVEL: f64 = 0.95;

/// Population stability of points between two cohorts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PopulationStability {
    /// The cohort whose deciles make the bins.
    pub base: Message,
    /// The cohort compared with the base.
    pub other: Message,
    /// Number of firms in both cohorts. Above 0, the index has no reading: its distribution is that of two
    /// independent samples.
    pub shared: usize,
    /// Population stability index ([`stats::stability_index`]): up to 0.1 alike, up to 0.25 shifted, above
    /// that another population (Siddiqi 2006). `None` if a cohort has no firms, and if all points of the base
    /// are equal and others are not.
    pub psi: Option<f64>,
    /// 95 % quantile of the index for two independent samples of one population:
    /// `χ²₀.₉₅(bins − 1) · (1/n + 1/m)` (Yurdakul and Naranjo 2020). `None` if a firm is in both, and if all
    /// points of the base are equal.
    pub by_chance: Option<f64>,
    /// The bins: tenths of the base, ascending.
    pub bins: Vec<StabilityBin>,
}

/// Firms of both cohorts in one range of points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StabilityBin {
    /// Greatest points of the base in it; the last bin has no upper end.
    pub to: f64,
    /// Number of firms of the base.
    pub base: u64,
    /// Number of firms of the other cohort.
    pub other: u64,
}

/// Points of a cohort, with its name.
#[derive(Clone, Debug)]
pub struct CohortPoints<'a> {
    /// Displayed name of the cohort.
    pub cohort: Message,
    /// Published points, one per firm.
    pub points: &'a [f64],
}

impl PopulationStability {
    /// Compares the points of two cohorts by name, with or without common firms.
    pub fn between(base: &CohortPoints<'_>, other: &CohortPoints<'_>) -> PopulationStability {
        let (before, after) = (base.points, other.points);
        let mut bins: Vec<StabilityBin> = Vec::new();
        for (place, &points) in stats::bins(before, TENTHS).into_iter().zip(before) {
            let place = place as usize;
            let empty = StabilityBin { to: f64::NEG_INFINITY, base: 0, other: 0 };
            bins.resize(bins.len().max(place + 1), empty);
            bins[place].to = bins[place].to.max(points);
            bins[place].base += 1;
        }
        let ends: Vec<f64> = bins.iter().map(|bin| bin.to).collect();
        for points in after {
            let place = ends.partition_point(|end| end < points).min(bins.len().saturating_sub(1));
            if let Some(bin) = bins.get_mut(place) {
                bin.other += 1;
            }
        }
        let count = |of: fn(&StabilityBin) -> u64| bins.iter().map(of).collect::<Vec<u64>>();
        // Equal points make one bin without an upper end, which would also contain other points.
        let apart = bins.len() == 1 && after.iter().any(|points| *points != bins[0].to);
        let psi = stats::stability_index(&count(|bin| bin.base), &count(|bin| bin.other));
        let psi = psi.filter(|_| !apart);
        let by_chance = psi.filter(|_| bins.len() > 1).and_then(|_| {
            let law = ChiSquared::new(bins.len() as f64 - 1.0).ok()?;
            Some(law.inverse_cdf(LEVEL) * (1.0 / before.len() as f64 + 1.0 / after.len() as f64))
        });
        PopulationStability {
            base: base.cohort.clone(),
            other: other.cohort.clone(),
            shared: 0,
            psi,
            by_chance,
            bins,
        }
    }

    /// The same for cohorts with `firms` in common. The points of one firm in both are not independent, and a
    /// changed rule moves them together, so neither the critical value nor the readings hold.
    pub fn sharing(self, firms: usize) -> PopulationStability {
        PopulationStability { shared: firms, by_chance: self.by_chance.filter(|_| firms == 0), ..self }
    }

    /// Reading of the index for two cohorts without a common firm; an insignificant index is not evidence of
    /// a shift.
    pub fn reading(&self) -> Option<Message> {
        if self.shared > 0 {
            return None;
        }
        let by_chance = self.by_chance.unwrap_or(0.0);
        let read = |psi| Statistic::Stability.reading(psi).unwrap_or_default();
        self.psi.map(|psi| match psi {
            psi if psi < SHIFTED => read(psi),
            psi if psi <= by_chance => say!(studies::psi_few_firms),
            psi => read(psi),
        })
    }

    /// Whether the points have shifted, significantly.
    pub fn is_shifted(&self) -> bool {
        self.shared == 0 && self.psi.is_some_and(|psi| psi >= SHIFTED && psi > self.by_chance.unwrap_or(0.0))
    }

    /// The bins as the table `stability`.
    pub(super) fn table(&self) -> Table {
        Rows::table("stability", say!(studies::of_stability), &self.bins)
            .field("to", say!(studies::about_to), |bin| bin.to)
            .field("base", say!(studies::about_base), |bin| bin.base as usize)
            .field("other", say!(studies::about_other), |bin| bin.other as usize)
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn between(before: &[f64], after: &[f64]) -> PopulationStability {
        let of = |cohort: &str, points| CohortPoints { cohort: cohort.into(), points };
        PopulationStability::between(&of("a", before), &of("b", after))
    }

    fn reading(of: &PopulationStability) -> Option<String> {
        of.reading().map(|reading| reading.to_string())
    }

    #[test]
    fn cohorts_alike_and_not() {
        let points: Vec<f64> = (0..95).map(f64::from).collect();
        let same = between(&points, &points);
        assert_eq!((same.psi, reading(&same).as_deref()), (Some(0.0), Some("hardly shifted")));
        let moved: Vec<f64> = points.iter().map(|points| points + 60.0).collect();
        let apart = between(&points, &moved);
        assert_eq!(reading(&apart).as_deref(), Some("another population"));
        let chinese = apart.reading().map(|reading| reading.say(Language::Zh).into_owned());
        assert_eq!(chinese.as_deref(), Some("变化显著"));
        assert_eq!(apart.bins.iter().map(|bin| bin.other).sum::<u64>(), 95);
        // χ²₀.₉₅ of 9 degrees of freedom is 16.918978 (any table).
        assert!(
            same.by_chance.is_some_and(|chance| (chance - 16.918978 * 2.0 / 95.0).abs() < 1e-7),
            "{same:?}"
        );
        assert!(apart.is_shifted() && !same.is_shifted());
        let again = apart.clone().sharing(1);
        assert_eq!((again.psi, again.by_chance, again.reading()), (apart.psi, None, None));
        assert!(!again.is_shifted());
        let few = between(&[1.0, 2.0, 3.0], &[1.0, 1.0, 2.0]);
        assert_eq!((reading(&few).as_deref(), few.is_shifted()), (Some("too few firms to judge"), false));
        let none = between(&[], &moved);
        assert_eq!((none.psi, none.by_chance, none.reading()), (None, None, None));
        let constant = between(&[5.0; 9], &moved);
        assert_eq!((constant.psi, constant.by_chance), (None, None));
        let equal = between(&[5.0; 9], &[5.0; 2]);
        assert_eq!((equal.psi, reading(&equal).as_deref()), (Some(0.0), Some("hardly shifted")));
    }
}
