//! Rank acceptability of the firms near a cut-off.

use serde::Serialize;

use crate::words::Message;

/// Number of bands of ranks about a cut-off.
pub const BANDS: usize = 6;

/// A cut-off with the nearest firms: the share of draws in which each is in, and in each band of ranks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CutOff {
    /// The institution's id, or `top 500`.
    pub id: String,
    /// The name in each language.
    pub name: Message,
    /// The id in English, the name in Chinese.
    #[serde(skip)]
    pub label: Message,
    /// The cut-off rank `c`: for a list, today's rank of its last firm; for a top, its size.
    pub rank: u32,
    /// The bands: ranks up to `c / 2`, `9 c / 10`, `c`, `11 c / 10`, `3 c / 2`, and beyond.
    pub bands: [Band; BANDS],
    /// The nearest firms on both sides, in today's place order.
    pub firms: Vec<NearFirm>,
}

/// A range of ranks, both ends included; empty if `from` exceeds `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The first rank in the band.
    pub from: u32,
    /// The last rank in the band; `None` for the unbounded band.
    pub to: Option<u32>,
}

/// A firm near a cut-off, with its acceptability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearFirm {
    /// The id in the cohort's file.
    pub firm: String,
    /// The firm's name; empty if the cohort has no names.
    pub name: String,
    /// The id of the firm's segment.
    pub segment: String,
    /// Points as published under today's weights.
    pub points: f64,
    /// Today's rank, ties 1, 2, 2, 4.
    pub rank: u32,
    /// Whether the firm is in under today's weights.
    pub today: bool,
    /// Number of draws in which the firm is in.
    pub draws: u32,
    /// `draws` as a share of all draws.
    pub chance: f64,
    /// Rank acceptability `b_i^r` (Lahdelma, Hokkanen and Salminen 1998): the share of draws with its rank in
    /// each band.
    pub bands: [f64; BANDS],
    /// Central weights `w_i^c`: the mean weights of the draws in which the firm is in, in the order of
    /// [`Report::weights_today`](super::super::Report::weights_today) and the scorecard's own unit; `None`
    /// without such draws.
    pub central: Option<Vec<f64>>,
}

/// Today's weight of an indicator in a segment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightToday {
    /// The indicator's id in the scorecard.
    pub indicator: String,
    /// The segment's id in the scorecard.
    pub segment: String,
    /// The weight, in the scorecard's own unit.
    pub weight: f64,
}

impl CutOff {
    /// The bands about the cut-off rank `c`.
    pub(super) fn bands(c: u32) -> [Band; BANDS] {
        let c = u64::from(c);
        let up_to = [c / 2, c * 9 / 10, c, (c * 11).div_ceil(10), (c * 3).div_ceil(2)];
        let up_to = up_to.map(|rank| u32::try_from(rank).unwrap_or(u32::MAX));
        std::array::from_fn(|at| Band {
            from: at.checked_sub(1).map_or(1, |before| up_to[before].saturating_add(1)),
            to: up_to.get(at).copied(),
        })
    }
}

impl Band {
    /// Whether the band contains no rank.
    pub fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to < self.from)
    }

    /// Whether a rank is within the band or before it.
    pub(super) fn reaches(&self, rank: u32) -> bool {
        self.to.is_none_or(|to| rank <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_one_another_and_part_at_the_cut_off() {
        for c in [1, 2, 3, 4, 10, 99, 500, u32::MAX] {
            let bands = CutOff::bands(c);
            assert_eq!(bands[2].to, Some(c));
            for (one, next) in bands.iter().zip(&bands[1..]) {
                assert_eq!(next.from, one.to.map_or(0, |to| to.saturating_add(1)), "{c}");
            }
            assert!(!bands[5].is_empty());
        }
        let ends: Vec<_> = CutOff::bands(500).iter().map(|band| (band.from, band.to)).collect();
        let known =
            [(1, 250), (251, 450), (451, 500), (501, 550), (551, 750)].map(|(from, to)| (from, Some(to)));
        assert_eq!(ends, [&known[..], &[(751, None)]].concat());
        assert!(CutOff::bands(1)[0].is_empty() && !CutOff::bands(1)[2].is_empty());
    }
}
