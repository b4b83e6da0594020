//! The ways of combining: a group's points from its members', and the departure of each from a sum.

use std::ops::Add;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::decimal::{Ratio, ratio};
use crate::words::{Message, say};

/// One way of combining: its word and its operation.
struct Way {
    /// Word in scorecards and in `run.json`.
    word: &'static str,
    fold: Fold,
    /// Least possible points, whatever the group's floor.
    least: Option<f64>,
}

const fn way(word: &'static str, fold: Fold) -> Way {
    Way { word, fold, least: None }
}

/// Declares the ways of combining, each with its [`Way`], so that the list of them is complete.
macro_rules! ways {
    ($(#[$about:meta])* Combine { $($(#[$about_way:meta])* $name:ident: $way:expr;)* }) => {
        $(#[$about])*
        pub enum Combine {
            $($(#[$about_way])* $name,)*
        }

        impl Combine {
            const ALL: &[Combine] = &[$(Combine::$name,)*];

            fn way(self) -> Way {
                match self {
                    $(Combine::$name => $way,)*
                }
            }
        }
    };
}

ways! {
    /// How a group's members become its points. `s_i` is a member's share of its full marks in 0..=1, `w_i`
    /// its weight, `p_i` its points, `W` the group's full marks. Members with weight 0 in a firm's segment,
    /// and members that are left out for the firm, do not count, and the others carry their weight; for `sum`
    /// that is `Σ p_i` times the full marks of all members over those of the present ones. Cap and floor come
    /// last.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    #[schemars(description = "How a group's members become its points. Cap and floor come last.")]
    Combine {
        /// `Σ p_i`.
        #[default]
        #[schemars(description = "The points of all members, added up.")]
        Sum: way("sum", Fold::Add { carried: true });

        /// `W · Σ w_i s_i / Σ w_i`.
        #[schemars(
            description = "The group's weight times the mean of the members' shares, each counted by its \
                           weight."
        )]
        Mean: way("mean", Fold::Mean(Mean::Arithmetic));

        /// `W · Π s_i^(w_i / Σ w)`.
        #[schemars(
            description = "As `mean`, but the geometric mean: a member without points leaves the group none."
        )]
        Geometric: way("geometric", Fold::Mean(Mean::Geometric));

        /// `W · Σ w_i / Σ (w_i / s_i)`, 0 if some `s_i` is 0.
        #[schemars(
            description = "As `mean`, but the harmonic mean: weak members count most, and one without points \
                leaves the group none."
        )]
        Harmonic: way("harmonic", Fold::Mean(Mean::Harmonic));

        /// The most points of any member, as where the better of two ways counts.
        Max: way("max", Fold::Pick { most: true });

        /// The fewest points of any member.
        Min: way("min", Fold::Pick { most: false });

        /// The root of a scorecard with a bonus or deduction: base and bonus less deduction, and never below
        /// 0. Its members have the roles [`Role::PARTS`](super::Role::PARTS); only the base counts for scale
        /// and coverage.
        #[serde(skip)]
        Whole: Way { least: Some(0.0), ..way("whole", Fold::Add { carried: false }) };
    }
}

/// The operation behind a way of combining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// `Σ ± p_i`; if `carried`, the present members carry the full marks of absent ones.
    Add {
        /// Whether present members carry the full marks of absent ones.
        carried: bool,
    },
    /// `W · M(s; w)`: a weighted mean of the members' shares of their full marks.
    Mean(Mean),
    /// The points of one member: the first of those with the most, or the fewest.
    Pick {
        /// `true` for the most points, `false` for the fewest.
        most: bool,
    },
}

/// A weighted mean of shares `s` with weights `w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mean {
    /// `Σ w s / Σ w`.
    Arithmetic,
    /// `Π s^(w / Σ w)`.
    Geometric,
    /// `Σ w / Σ (w / s)`.
    Harmonic,
}

/// A departure of a group's points from the weighted sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Departure {
    /// Only the points of one member count.
    Pick {
        /// `true` for the most points, `false` for the fewest.
        most: bool,
    },
    /// A nonlinear mean: geometric or harmonic.
    Bent,
    /// A limit on the greatest points.
    Cap,
    /// Full marks reserved, which no member has.
    Reserved,
    /// A limit on the least points.
    Floor(f64),
}

/// A number type for full marks: doubles, or exact ratios.
pub trait Mark: Default + PartialOrd + Add<Output = Self> {
    /// The conversion of a number of the scorecard.
    fn of(number: f64) -> Self;
}

impl Mark for f64 {
    fn of(number: f64) -> f64 {
        number
    }
}

/// Exact, as the decimals are written.
impl Mark for Ratio {
    fn of(number: f64) -> Ratio {
        ratio(number)
    }
}

impl Combine {
    /// The way of a root whose members are the base, the bonus and the deduction.
    pub const OF_PARTS: Combine = Combine::Whole;

    /// The word in scorecards and in `run.json`.
    pub fn as_str(self) -> &'static str {
        self.way().word
    }

    /// The way with this word; `None` for any other text.
    pub fn named(word: &str) -> Option<Combine> {
        Combine::ALL.iter().copied().find(|combine| combine.as_str() == word)
    }

    /// The operation on the members' points.
    pub fn fold(self) -> Fold {
        self.way().fold
    }

    /// Least possible points, whatever the group's floor.
    pub fn least(self) -> Option<f64> {
        self.way().least
    }

    /// The combination of a group that is more than a sum, as a noun phrase or a clause; `None` for a sum.
    pub fn phrase(self) -> Option<Message> {
        match self.fold() {
            Fold::Add { .. } => None,
            Fold::Mean(Mean::Arithmetic) => Some(say!(scorecard::combine_mean)),
            Fold::Mean(Mean::Geometric) => Some(say!(scorecard::combine_geometric)),
            Fold::Mean(Mean::Harmonic) => Some(say!(scorecard::combine_harmonic)),
            Fold::Pick { most: true } => Some(say!(scorecard::combine_max)),
            Fold::Pick { most: false } => Some(say!(scorecard::combine_min)),
        }
    }

    /// The mean over shares of full marks that corresponds: the arithmetic one for a sum, `None` for a pick.
    pub fn as_mean(self) -> Option<Combine> {
        match self.fold() {
            Fold::Add { .. } => Some(Combine::Mean),
            Fold::Mean(_) => Some(self),
            Fold::Pick { .. } => None,
        }
    }

    /// Whether members count by weight and share instead of points.
    pub fn is_mean(self) -> bool {
        match self.fold() {
            Fold::Mean(_) => true,
            Fold::Add { .. } | Fold::Pick { .. } => false,
        }
    }

    /// Whether the group's points are the sum of its members'.
    pub fn is_sum(self) -> bool {
        self.fold().adds()
    }

    /// Full marks of a group, before its cap and reserve, from the sign and the full marks of each member.
    /// `None` for a mean, whose full marks are stated or the sum of its members' weights.
    pub fn full_marks<N: Mark>(self, members: impl Iterator<Item = (f64, N)>) -> Option<N> {
        match self.fold() {
            Fold::Add { .. } => {
                let counted = members.filter(|(sign, _)| *sign > 0.0).map(|(_, full)| full);
                Some(counted.fold(N::default(), N::add))
            }
            Fold::Mean(_) => None,
            Fold::Pick { most } => {
                let counted = members.map(|(_, full)| full).filter(|full| *full > N::default());
                let better = |one: N, other: N| if (other > one) == most { other } else { one };
                Some(counted.reduce(better).unwrap_or_default())
            }
        }
    }
}

impl Fold {
    /// Whether points are the sum of the members'.
    pub fn adds(self) -> bool {
        match self {
            Fold::Add { .. } => true,
            Fold::Mean(_) | Fold::Pick { .. } => false,
        }
    }

    /// Whether members carry the full marks of those left out.
    pub fn carries(self) -> bool {
        matches!(self, Fold::Add { carried: true })
    }

    /// The departure of points from the weighted sum of the members'.
    pub fn departure(self) -> Option<Departure> {
        match self {
            Fold::Add { .. } | Fold::Mean(Mean::Arithmetic) => None,
            Fold::Mean(Mean::Geometric | Mean::Harmonic) => Some(Departure::Bent),
            Fold::Pick { most } => Some(Departure::Pick { most }),
        }
    }
}

impl Departure {
    /// The departure in words, as the predicate of a sentence whose subject is the group.
    pub fn phrase(self) -> Message {
        match self {
            Departure::Pick { most: true } => say!(scorecard::departs_most),
            Departure::Pick { most: false } => say!(scorecard::departs_fewest),
            Departure::Bent => say!(scorecard::departs_bent),
            Departure::Cap => say!(scorecard::departs_cap),
            Departure::Reserved => say!(scorecard::departs_reserved),
            Departure::Floor(_) => say!(scorecard::departs_floor),
        }
    }

    /// Whether the members' weights still add up to the group's full marks.
    pub fn sums_weights(self) -> bool {
        match self {
            Departure::Pick { .. } | Departure::Cap | Departure::Reserved => false,
            Departure::Bent | Departure::Floor(_) => true,
        }
    }

    /// Whether the group's points are still linear in its members'.
    pub fn is_linear(self) -> bool {
        match self {
            Departure::Reserved => true,
            Departure::Pick { .. } | Departure::Bent | Departure::Cap | Departure::Floor(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_found_by_its_word() {
        for combine in Combine::ALL {
            assert_eq!(Combine::named(combine.as_str()), Some(*combine));
        }
        assert_eq!(Combine::named("median"), None);
    }

    #[test]
    fn a_way_that_departs_from_a_sum_has_words_for_people() {
        for combine in Combine::ALL.iter().filter(|combine| combine.fold().departure().is_some()) {
            assert!(combine.phrase().is_some(), "{combine:?}");
        }
    }

    #[test]
    fn full_marks_are_of_those_that_count() {
        let members = [(1.0, 30.0), (1.0, 0.0), (1.0, 12.0), (-1.0, 7.0)];
        let full = |combine: Combine, many: usize| combine.full_marks(members.into_iter().take(many));
        assert_eq!([full(Combine::Sum, 3), full(Combine::Whole, 4)], [Some(42.0); 2]);
        assert_eq!([full(Combine::Max, 3), full(Combine::Min, 3)], [Some(30.0), Some(12.0)]);
        assert_eq!(full(Combine::Harmonic, 3), None);
    }
}
