//! Parameters as data: a scorecard as it is written in TOML, and as it is once checked.
//!
//! A scorecard is a tree. Leaves are [`Indicator`]s: an expression, a treatment, a [`Curve`] to a share of full
//! marks, a weight per segment and a policy for missing values. Branches are [`Group`]s that combine their members.
//! Gates, grades, the pass rule and the tie-breakers hang on it. Nothing here reads firms.

pub mod catalogue;
mod check;
mod scope;
mod written;

use serde::{Deserialize, Serialize};

pub(crate) use check::is_reserved;
pub use scope::Slots;

use crate::expr::Expr;
use crate::finding::Findings;
use crate::firms::{Dictionary, Field};
use crate::parameters::Source;

/// A checked scorecard: every name resolved, every rule typed, every number in its bounds.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Stable id, `mst-2022`.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The document the scorecard stands in.
    pub source: Option<String>,
    /// Where the weights come from.
    pub weights_basis: WeightsBasis,
    /// Full marks of the whole, in every segment.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// Local fields it adds to the dictionary.
    pub fields: Vec<Field>,
    /// Named values that indicators and rules may use, in order; each may use those before it.
    pub derived: Vec<Derived>,
    /// Mutually exclusive by order: a firm belongs to the first whose rule holds. Never empty: a scorecard without
    /// segments has one, `all`, without a rule.
    pub segments: Vec<Segment>,
    /// All indicators, in the order they are written (depth first).
    pub indicators: Vec<Indicator>,
    /// All groups, depth first; the first is the root, which combines the top-level groups.
    pub groups: Vec<Group>,
    /// What must hold before points can qualify a firm.
    pub gates: Vec<Gate>,
    /// Grades from best to worst, by points.
    pub grades: Vec<Grade>,
    /// What a firm's points must satisfy to qualify, over [`Scorecard::points_scope`]: `points >= 60`.
    pub pass: Option<Expr>,
    /// What orders firms of equal published points, first to last; the id breaks what is left.
    pub tie_breakers: Vec<TieBreaker>,
    /// The least share of weight whose raw values must be known, in 0..=1; firms below are not scored.
    pub minimum_coverage: f64,
}

impl Scorecard {
    /// Reads and checks the scorecard in `source`. Its rules may use the fields of `dictionary`, which is the one firms
    /// are read with before the scorecard's own fields are added.
    ///
    /// # Errors
    /// Every fault found. On success the findings are notes, `illustrative-weights` among them.
    pub fn load(source: &Source, dictionary: &Dictionary) -> Result<(Scorecard, Findings), Findings> {
        check::check(source, &source.parse()?, dictionary)
    }

    /// Each indicator's share of the weight of the whole per segment: what coverage counts. The root has 1, and a
    /// group's share is split among its members by their weights. They add up to 1 in a segment.
    pub fn weight_shares(&self) -> Vec<Vec<f64>> {
        let segments = self.segments.len();
        let mut groups = vec![vec![1.0; segments]; self.groups.len()];
        let mut indicators = vec![vec![0.0; segments]; self.indicators.len()];
        // A group stands before the groups in it.
        for (at, group) in self.groups.iter().enumerate() {
            for segment in 0..segments {
                let whole: f64 = group.members.iter().map(|&node| self.weight(node, segment)).sum();
                let share = if whole > 0.0 { groups[at][segment] / whole } else { 0.0 };
                for &node in &group.members {
                    let target = match node {
                        Node::Indicator(i) => &mut indicators[i],
                        Node::Group(g) => &mut groups[g],
                    };
                    target[segment] = share * self.weight(node, segment);
                }
            }
        }
        indicators
    }

    /// A member's weight among its siblings.
    pub fn weight(&self, node: Node, segment: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.indicators[i].weight[segment],
            Node::Group(g) => self.groups[g].weight[segment],
        }
    }

    /// The most points a member can have.
    pub fn full_marks(&self, node: Node, segment: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.indicators[i].weight[segment],
            Node::Group(g) => self.groups[g].full_marks[segment],
        }
    }
}

/// Where weights come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeightsBasis {
    /// Published by the issuing authority.
    Official,
    /// Set by the locality that uses them.
    Local,
    /// Made up, so that the program can be tried; named as such on every output.
    Illustrative,
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Name in later rules.
    pub id: String,
    /// Title for people.
    pub title: Option<String>,
    /// Its value.
    pub value: Expr,
}

/// A layer of firms that share weights (阶段).
#[derive(Clone, Debug)]
pub struct Segment {
    /// Stable id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Which firms belong to it; all, if absent.
    pub when: Option<Expr>,
}

impl Segment {
    /// What people read: the Chinese title if there is one.
    pub fn label(&self) -> &str {
        self.title_zh.as_deref().unwrap_or(&self.title)
    }
}

/// A member of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Position in [`Scorecard::indicators`].
    Indicator(usize),
    /// Position in [`Scorecard::groups`].
    Group(usize),
}

/// A branch (一级指标).
#[derive(Clone, Debug)]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// How members become one.
    pub combine: Combine,
    /// Full marks `W` per segment: of a sum those of its members together, of `max` and `min` the greatest and the
    /// least of them, of a mean what is stated, else the weights of its members together; never above the cap.
    pub full_marks: Vec<f64>,
    /// Weight among its siblings per segment, which counts in a mean-like parent: what is stated, else full marks.
    pub weight: Vec<f64>,
    /// Most points it can have.
    pub cap: Option<f64>,
    /// Least points it can have.
    pub floor: Option<f64>,
    /// Its members, in written order.
    pub members: Vec<Node>,
}

/// How a group's members become its points. `s_i` is a member's share of its full marks in 0..=1, `w_i` its weight,
/// `p_i` its points, `W` the group's full marks. Members of weight 0 in a firm's segment, and those left out for the
/// firm, are no members: the others carry their weight (for `sum`: `Σ p_i` times full marks of all over full marks of
/// the present ones). Cap and floor come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Combine {
    /// `Σ p_i`.
    Sum,
    /// `W · Σ w_i s_i / Σ w_i`.
    Mean,
    /// `W · Π s_i^(w_i / Σ w)`.
    Geometric,
    /// `W · Σ w_i / Σ (w_i / s_i)`, 0 if some `s_i` is 0.
    Harmonic,
    /// The most points of any member: the better of two ways.
    Max,
    /// The fewest points of any member.
    Min,
}

impl Combine {
    /// Whether members count by weight and share instead of by points.
    pub fn is_mean(self) -> bool {
        matches!(self, Combine::Mean | Combine::Geometric | Combine::Harmonic)
    }
}

/// A leaf (二级指标).
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Stable id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The document its table stands in, where that is not the scorecard's.
    pub source: Option<String>,
    /// Unit of the raw value.
    pub unit: Option<String>,
    /// The raw value: a number, or a flag for [`Curve::Flag`].
    pub value: Expr,
    /// Whether more is better.
    pub direction: Direction,
    /// Steps between the raw value and the curve, in order.
    pub treatment: Vec<Treatment>,
    /// From a treated value to a share of full marks.
    pub curve: Curve,
    /// Full marks per segment; 0 takes the indicator out of that segment.
    pub weight: Vec<f64>,
    /// What a missing raw value counts as.
    pub missing: Missing,
}

/// Which end of an indicator is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

/// The firms a population curve or statistic is taken over: those equal in every stratum; all, if there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Within {
    /// Firms of the same segment.
    pub segment: bool,
    /// Firms of the same industry: the section letter and division of GB/T 4754 (`C39`).
    pub industry: bool,
}

/// A step between raw and treated value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// `min(max(x, Q(lower)), Q(upper))`, quantiles by linear interpolation (Hyndman and Fan 1996, type 7).
    Winsorise {
        /// Lower quantile, 0..1.
        lower: f64,
        /// Upper quantile, 0..1.
        upper: f64,
        /// The firms the quantiles are taken over.
        within: Within,
    },
    /// `ln x`; missing for `x ≤ 0`.
    Ln,
    /// `ln(1 + x)`; missing for `x ≤ −1`.
    Ln1p,
}

/// From a treated value `x` to a share of full marks `s` in 0..=1. With [`Direction::Lower`] the population curves and
/// `linear` give `1 − s` (percentile: ranks from the other end), `reference` gives `min(ref / x, 1)`, 1 for `x ≤ 0`.
/// Populations are the scored firms whose treated value is present; a value missing after treatment has share 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// Steps. [`Direction::Higher`]: the first tier, from the top, with `x ≥ bound`; `Lower`: `x ≤ bound`. A value
    /// within a relative 10⁻¹² of a bound reaches it, since a share such as 29 % is seldom exact in binary.
    /// `s = points / full`, so with weight = full the points are the table's own.
    Tiers {
        /// (bound, points), from most points to fewest.
        tiers: Vec<(f64, f64)>,
        /// Points of a firm that reaches none.
        otherwise: f64,
        /// The most points a tier gives.
        full: f64,
    },
    /// Goalposts: `s = clip((x − low) / (high − low), 0, 1)`; on logarithms of all three if `log`.
    Linear {
        /// Where marks begin.
        low: f64,
        /// Where full marks are reached.
        high: f64,
        /// Take natural logarithms first; `x ≤ 0` gives 0 (after direction: the worst end).
        log: bool,
    },
    /// `s = clip(x / reference, 0, 1)`.
    Reference {
        /// The full-mark value per segment.
        reference: Vec<f64>,
    },
    /// Straight lines between knots, flat outside them.
    Piecewise {
        /// (x, share), x ascending, share in 0..=1.
        knots: Vec<(f64, f64)>,
    },
    /// `s = (rank − 1) / (n − 1)` of the value among the present ones, ranks ascending from 1, ties as told.
    Percentile {
        /// The firms ranked together.
        within: Within,
        /// What equal values get. A firm alone has nobody below it: 0 for `Low`, ½ for `Mean`, 1 for `High`.
        ties: Ties,
    },
    /// `s = (x − min) / (max − min)`; ½ where all are equal.
    MinMax {
        /// The firms the extremes are taken over.
        within: Within,
    },
    /// `s = Φ((x − mean) / sd)`, sd with divisor n (the cohort is the population); ½ where all are equal.
    ZScore {
        /// The firms mean and sd are taken over.
        within: Within,
    },
    /// `s = min(⌊x / unit⌋ · points, cap) / cap`, 0 for negative x; a quotient within a relative 10⁻¹² of the next whole
    /// number counts as that number.
    PerUnit {
        /// What counts as one.
        unit: f64,
        /// Points per unit.
        points: f64,
        /// Most points.
        cap: f64,
    },
    /// 1 for yes, 0 for no (reversed with [`Direction::Lower`]).
    Flag,
}

/// The rank that tied values share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ties {
    /// The least: the share of the others a firm beats outright. A count that is mostly 0 earns nothing for 0.
    #[default]
    Low,
    /// The mean.
    Mean,
    /// The greatest.
    High,
}

/// What a missing raw value counts as. Where no value of a stratum is known there is no mean or median: no points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing {
    /// No points.
    Zero,
    /// Left out; the other members of its group carry its weight.
    Skip,
    /// The mean of the known raw values.
    Mean(Within),
    /// The median of the known raw values.
    Median(Within),
    /// This raw value.
    Value(f64),
    /// The firm is not scored.
    Reject,
}

/// What must hold before points can qualify a firm (准入).
#[derive(Clone, Debug)]
pub struct Gate {
    /// Stable id.
    pub id: String,
    /// What a person reads when it fails.
    pub reason: String,
    /// The rule. Unknown counts as failed unless `unknown_passes`.
    pub when: Expr,
    /// Whether a firm passes where the rule's value is unknown.
    pub unknown_passes: bool,
}

/// A grade: firms with at least these published points.
#[derive(Clone, Debug)]
pub struct Grade {
    /// `A`.
    pub id: String,
    /// Least published points, itself included.
    pub at_least: f64,
}

/// What orders firms of equal points.
#[derive(Clone, Debug)]
pub struct TieBreaker {
    /// Its value, over fields, derived values and result names.
    pub by: Expr,
    /// Whether less comes first.
    pub ascending: bool,
}
