//! Parameters as data: a scorecard as it is written in TOML, and as it is once checked.
//!
//! A scorecard is a tree. Leaves are [`Indicator`]s: an expression, a treatment, a [`Curve`] to a share of full
//! marks, a weight per segment and a policy for missing values. Branches are [`Group`]s that combine their members.
//! Gates, routes, the pass rule, grades, tops and the tie-breakers hang on it. Nothing here reads firms.

pub mod catalogue;
mod check;
mod scope;
mod written;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use check::is_reserved;
pub use scope::Slots;

use crate::expr::Expr;
use crate::finding::Findings;
use crate::firms::{Dictionary, Field};
use crate::parameters::{InForce, Source};

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
    /// All groups, depth first; the first is the root, which combines the top-level groups, or with a bonus or
    /// deduction the base, the bonus and the deduction.
    pub groups: Vec<Group>,
    /// Everything that must hold for something, the parts of a condition before it; at most 64.
    pub conditions: Vec<Condition>,
    /// What must hold before points can qualify a firm (准入), as positions in the conditions: over the firm scope.
    pub gates: Vec<usize>,
    /// What qualifies a firm in place of the pass rule (直通), as positions in the conditions.
    pub routes: Vec<usize>,
    /// What a firm's points must satisfy to qualify, as a position in the conditions: over [`Scorecard::points_scope`].
    pub pass: Option<usize>,
    /// Grades from best to worst, by points.
    pub grades: Vec<Grade>,
    /// Tops from best to worst, by rank.
    pub tops: Vec<Top>,
    /// What orders firms of equal published points, first to last; the id breaks what is left.
    pub tie_breakers: Vec<TieBreaker>,
    /// The least share of weight whose raw values must be known, in 0..=1; firms below are not scored.
    pub minimum_coverage: f64,
    /// The values that change by date, as they were taken.
    pub in_force: Vec<InForce>,
    /// The text it was read from, after those of the scorecards it extends.
    pub text: Source,
}

impl Scorecard {
    /// Reads and checks the scorecard in `source`, laid over the one it extends, with the values in force on `day`
    /// (without one: the latest). Its rules may use the fields of `dictionary`, which is the one firms are read with
    /// before the scorecard's own fields are added.
    ///
    /// # Errors
    /// Every fault found. On success the findings are notes, `illustrative-weights` among them.
    pub fn load(
        source: &Source,
        dictionary: &Dictionary,
        day: Option<Date>,
    ) -> Result<(Scorecard, Findings), Findings> {
        let files = catalogue::chain(source)?;
        let mut document = catalogue::laid_over(&files)?;
        let in_force = document.settle(day)?;
        let text = document.source.clone();
        check::check(&text, &document.read()?, in_force, dictionary)
    }

    /// The scorecard in `source` laid over the one it extends, as one TOML file with a remark where a value comes from
    /// elsewhere, and as JSON. It is merged, not checked.
    ///
    /// # Errors
    /// What keeps it from being merged.
    pub fn merged(source: &Source, day: Option<Date>) -> Result<(String, serde_json::Value), Findings> {
        let files = catalogue::chain(source)?;
        let mut document = catalogue::laid_over(&files)?;
        let in_force = document.settle(day)?;
        Ok((document.to_toml(&in_force), document.to_json()?))
    }

    /// The days on which a value of the scorecard in `source`, or of one it extends, changes.
    ///
    /// # Errors
    /// What keeps it from being merged.
    pub fn turning_days(source: &Source) -> Result<Vec<Date>, Findings> {
        let files = catalogue::chain(source)?;
        Ok(catalogue::laid_over(&files)?.turning_days())
    }

    /// Each indicator's share of the weight of the whole per segment: what coverage counts. The root has 1, and a
    /// group's share is split among its members by their weights. They add up to 1 in a segment.
    pub fn weight_shares(&self) -> Vec<Vec<f64>> {
        let segments = self.segments.len();
        let mut groups = vec![vec![0.0; segments]; self.groups.len()];
        groups[0].fill(1.0);
        let mut indicators = vec![vec![0.0; segments]; self.indicators.len()];
        // A group stands before the groups in it.
        for (at, group) in self.groups.iter().enumerate() {
            for segment in 0..segments {
                let counted = |node: &&Node| match node {
                    Node::Group(g) if group.combine == Combine::Whole => self.groups[*g].id == BASE,
                    _ => true,
                };
                let members = || group.members.iter().filter(counted);
                let whole: f64 = members().map(|&node| self.weight(node, segment)).sum();
                let share = if whole > 0.0 { groups[at][segment] / whole } else { 0.0 };
                for &node in members() {
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

impl WeightsBasis {
    /// The word files and people see.
    pub fn as_str(self) -> &'static str {
        match self {
            WeightsBasis::Official => "official",
            WeightsBasis::Local => "local",
            WeightsBasis::Illustrative => "illustrative",
        }
    }
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
    /// Full marks kept for members that another scorecard adds.
    pub reserved: f64,
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
    /// The root of a scorecard with a bonus or deduction: base and bonus less deduction, and never below 0. Its members
    /// are called `base`, `bonus` and `deduction`; only the base counts for scale and coverage.
    #[serde(skip)]
    Whole,
}

/// The ids of a [`Combine::Whole`]'s members.
pub const BASE: &str = "base";
/// See [`BASE`].
pub const BONUS: &str = "bonus";
/// See [`BASE`].
pub const DEDUCTION: &str = "deduction";

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
    /// The raw value: a number, a flag for [`Curve::Flag`], a text for [`Curve::Classes`].
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
    /// Outliers drawn in one at a time, as the R package COINr does: while `|G1| ≥ skew` and `G2 ≥ kurtosis`, but at most
    /// `most` times, the greatest values (with `G1 < 0` the least) that were not yet drawn in become the next greatest
    /// (least). `G1` and `G2` are the sample-adjusted skew and excess kurtosis of Joanes and Gill (1998).
    DrawIn {
        /// Absolute skew from which there are outliers.
        skew: f64,
        /// Excess kurtosis from which there are.
        kurtosis: f64,
        /// Most values drawn in.
        most: usize,
        /// The firms the column is taken over.
        within: Within,
    },
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
    /// Points by class, of a text value: `s = points / full`. A value of no class listed has `otherwise`.
    Classes {
        /// (class, points).
        classes: Vec<(String, f64)>,
        /// Points of any other class.
        otherwise: f64,
        /// The most points a class gives.
        full: f64,
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

/// Something that holds for a firm or not.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Stable id, if it has one; gates and routes do.
    pub id: Option<String>,
    /// What it asks, for people.
    pub title: Option<String>,
    /// What a person reads when it fails; if absent, what its parts say.
    pub reason: Option<String>,
    /// What it rests on.
    pub test: Test,
}

/// What a condition rests on. Parts are positions in [`Scorecard::conditions`], before the condition's own.
#[derive(Clone, Debug)]
pub enum Test {
    /// A rule.
    Rule {
        /// The rule. Unknown counts as not met unless `unknown_passes`.
        when: Expr,
        /// Whether it counts as met where the rule's value is unknown.
        unknown_passes: bool,
    },
    /// All of these hold.
    All(Vec<usize>),
    /// One of these holds.
    Any(Vec<usize>),
    /// So many of these hold.
    AtLeast(u32, Vec<usize>),
}

impl Scorecard {
    /// What condition `at` asks, in words: its title, or its rule, or its parts.
    pub fn condition_text(&self, at: usize) -> String {
        let condition = &self.conditions[at];
        let parts = |parts: &[usize]| {
            parts.iter().map(|&part| self.condition_text(part)).collect::<Vec<_>>().join("; ")
        };
        let asked = match &condition.test {
            Test::Rule { when, .. } => format!("`{}`", when.source()),
            Test::All(all) => format!("all of ({})", parts(all)),
            Test::Any(any) => format!("one of ({})", parts(any)),
            Test::AtLeast(count, of) => format!("{count} of ({})", parts(of)),
        };
        match &condition.title {
            Some(title) => format!("{title}: {asked}"),
            None => asked,
        }
    }

    /// Whether a firm with the conditions `unmet` (bit c for condition c) qualifies: every gate holds, and the pass rule
    /// or a route does.
    pub fn qualifies(&self, unmet: u64) -> bool {
        let met = |&at: &usize| unmet >> at & 1 == 0;
        self.gates.iter().all(met) && (self.pass.as_ref().is_none_or(met) || self.routes.iter().any(met))
    }

    /// The first route a firm with the conditions `unmet` meets, as a position in [`Scorecard::routes`].
    pub fn route(&self, unmet: u64) -> Option<usize> {
        self.routes.iter().position(|at| unmet >> at & 1 == 0)
    }

    /// Why a firm with the conditions `unmet` does not qualify: what each gate it fails says, then what the pass rule
    /// says if no route is met either. Empty if it qualifies.
    pub fn reasons(&self, unmet: u64) -> Vec<String> {
        let fails = |at: usize| unmet >> at & 1 == 1;
        let mut reasons = Vec::new();
        for &gate in self.gates.iter().filter(|&&gate| fails(gate)) {
            self.reason(gate, unmet, &mut reasons);
        }
        if let Some(pass) = self.pass.filter(|&pass| fails(pass) && self.route(unmet).is_none()) {
            self.reason(pass, unmet, &mut reasons);
        }
        reasons
    }

    /// Adds why condition `at`, which fails, does.
    fn reason(&self, at: usize, unmet: u64, reasons: &mut Vec<String>) {
        let condition = &self.conditions[at];
        if let Some(reason) = &condition.reason {
            return reasons.push(reason.clone());
        }
        let of = |parts: &[usize]| {
            let mut found = Vec::new();
            for &part in parts.iter().filter(|&&part| unmet >> part & 1 == 1) {
                self.reason(part, unmet, &mut found);
            }
            found
        };
        match &condition.test {
            Test::Rule { when, .. } => reasons.push(match &condition.title {
                Some(title) => format!("not met: {title}"),
                None => format!("does not pass {}", when.source()),
            }),
            Test::All(parts) => reasons.extend(of(parts)),
            Test::Any(parts) => reasons.push(format!("none of: {}", of(parts).join(", "))),
            Test::AtLeast(count, parts) => {
                reasons.push(format!("fewer than {count} of {}: {}", parts.len(), of(parts).join(", ")));
            }
        }
    }
}

/// A top by rank (领跑榜 and the like): firms whose rank `r` among `n` is within its share, `r ≤ ⌈share · n⌉`, and who are in no
/// better top. Equal ranks are in or out together.
#[derive(Clone, Debug)]
pub struct Top {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Option<String>,
    /// The share, above 0 and at most 1.
    pub share: f64,
    /// Whether ranks are those within the segment.
    pub within_segment: bool,
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
