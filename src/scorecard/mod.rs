//! Parameters as data: a scorecard as it is written in TOML, and as it is once checked.
//!
//! A scorecard is a tree. Leaves are [`Indicator`]s: an expression, a treatment, a [`Curve`] to a share of
//! full marks, a weight per segment and a policy for missing values. Branches are [`Group`]s that combine
//! their members. Gates, routes, the pass rule, grades, tops and the tie-breakers hang on it. Nothing here
//! reads firms.

pub mod catalogue;
mod check;
mod condition;
mod indicator;
mod reweigh;
mod schema;
mod scope;
mod unknown;
mod written;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use check::is_reserved;
pub use condition::{Accepted, Condition, Test, Unknown};
pub use indicator::{Curve, Direction, Indicator, Missing, Ties, Treatment, Within};
pub use schema::schema;
pub use scope::{Slots, run_scope};

use crate::expr::Expr;
use crate::finding::Findings;
use crate::firms::{Dictionary, Field};
use crate::parameters::{InForce, Source, keywords};

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
    /// What else is to be said of illustrative weights, a clause.
    pub weights_note: Option<String>,
    /// The same in Chinese.
    pub weights_note_zh: Option<String>,
    /// Full marks of the whole, in every segment.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// Local fields it adds to the dictionary.
    pub fields: Vec<Field>,
    /// Named values that indicators and rules may use, in order; each may use those before it.
    pub derived: Vec<Derived>,
    /// Mutually exclusive by order: a firm belongs to the first whose rule holds. Never empty: a scorecard
    /// without segments has one, `all`, without a rule.
    pub segments: Vec<Segment>,
    /// All indicators, in the order they are written (depth first).
    pub indicators: Vec<Indicator>,
    /// All groups, depth first; the first is the root, which combines the top-level groups, or with a bonus
    /// or deduction the base, the bonus and the deduction.
    pub groups: Vec<Group>,
    /// Everything that must hold for something, the parts of a condition before it; at most 64.
    pub conditions: Vec<Condition>,
    /// What must hold before points can qualify a firm (准入), as positions in the conditions: over the firm
    /// scope.
    pub gates: Vec<usize>,
    /// What qualifies a firm in place of the pass rule (直通), as positions in the conditions.
    pub routes: Vec<usize>,
    /// What a firm's points must satisfy to qualify, as a position in the conditions: over
    /// [`Scorecard::points_scope`].
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
    /// Reads and checks the scorecard in `source`, laid over the one it extends, with the values in force on
    /// `day` (without one: the latest). Its rules may use the fields of `dictionary`, which is the one firms
    /// are read with before the scorecard's own fields are added. A local field that `dictionary` has
    /// already, declared alike, is that field.
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
        let mut written: written::Scorecard = document.read()?;
        written.field.retain(|field| !dictionary.fields.contains(field.get_ref()));
        check::check(&text, &written, in_force, dictionary)
    }

    /// The scorecard in `source` laid over the one it extends, as one TOML file with a remark where a value
    /// comes from elsewhere, and as JSON. It is merged, not checked.
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

    /// The group that the scale is for: the root, or of a [`Combine::Whole`] its base.
    pub fn base(&self) -> usize {
        match self.groups[0].combine {
            Combine::Whole => self.groups.iter().position(|group| group.id == BASE).unwrap_or(0),
            _ => 0,
        }
    }

    /// Every rule and value it has: derived values, segments, indicators, conditions, tie-breakers.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let derived = self.derived.iter().map(|derived| &derived.value);
        let segments = self.segments.iter().filter_map(|segment| segment.when.as_ref());
        let indicators = self.indicators.iter().map(|indicator| &indicator.value);
        let conditions = self.conditions.iter().filter_map(|condition| match &condition.test {
            Test::Rule { when, .. } => Some(when),
            Test::All(_) | Test::Any(_) | Test::AtLeast(..) => None,
        });
        let ties = self.tie_breakers.iter().map(|tie| &tie.by);
        derived.chain(segments).chain(indicators).chain(conditions).chain(ties)
    }

    /// Each indicator's share of the weight of the whole per segment: what coverage counts. The root has 1,
    /// and a group's share is split among its members by their weights. They add up to 1 in a segment.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WeightsBasis {
    /// Published by the issuing authority.
    Official,
    /// Set by the locality that uses them.
    Local,
    /// Derived by a method from data or judgements, which the scorecard's source names.
    Derived,
    /// Made up, so that the program can be tried; named as such on every output.
    Illustrative,
}

keywords! { WeightsBasis {
    Official "official" "Those of the authority that issued the scorecard";
    Local "local" "Those of a locality that sets its own";
    Derived "derived" "Derived by a method from data or judgements";
    Illustrative "illustrative" "Nobody's yet: a draft, or made up to try with";
} }

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
    /// Full marks `W` per segment: of a sum those of its members together, of `max` and `min` the greatest
    /// and the least of them, of a mean what is stated, else the weights of its members together; never above
    /// the cap.
    pub full_marks: Vec<f64>,
    /// Weight among its siblings per segment, which counts in a mean-like parent: what is stated, else full
    /// marks.
    pub weight: Vec<f64>,
    /// Most points it can have.
    pub cap: Option<f64>,
    /// Least points it can have.
    pub floor: Option<f64>,
    /// Full marks kept for members that another scorecard adds. Nobody has them, and nobody else carries
    /// them: a group that keeps some is never left out where its members are.
    pub reserved: f64,
    /// Its members, in written order.
    pub members: Vec<Node>,
}

/// How a group's members become its points. `s_i` is a member's share of its full marks in 0..=1, `w_i` its
/// weight, `p_i` its points, `W` the group's full marks. Members of weight 0 in a firm's segment, and those
/// left out for the firm, are no members: the others carry their weight (for `sum`: `Σ p_i` times full marks
/// of all over full marks of the present ones). Cap and floor come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "How a group's members become its points. Cap and floor come last.")]
pub enum Combine {
    /// `Σ p_i`.
    #[schemars(description = "The points of all members, added up.")]
    Sum,
    /// `W · Σ w_i s_i / Σ w_i`.
    #[schemars(
        description = "The group's weight times the mean of the members' shares, each counted by its weight."
    )]
    Mean,
    /// `W · Π s_i^(w_i / Σ w)`.
    #[schemars(
        description = "As `mean`, but the geometric mean: a member without points leaves the group none."
    )]
    Geometric,
    /// `W · Σ w_i / Σ (w_i / s_i)`, 0 if some `s_i` is 0.
    #[schemars(
        description = "As `mean`, but the harmonic mean: weak members count most, and one without points leaves the group none."
    )]
    Harmonic,
    /// The most points of any member: the better of two ways.
    Max,
    /// The fewest points of any member.
    Min,
    /// The root of a scorecard with a bonus or deduction: base and bonus less deduction, and never below 0.
    /// Its members are called `base`, `bonus` and `deduction`; only the base counts for scale and coverage.
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
    /// Every way.
    const ALL: [Combine; 7] = [
        Combine::Sum,
        Combine::Mean,
        Combine::Geometric,
        Combine::Harmonic,
        Combine::Max,
        Combine::Min,
        Combine::Whole,
    ];

    /// The word of scorecards and `run.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Combine::Sum => "sum",
            Combine::Mean => "mean",
            Combine::Geometric => "geometric",
            Combine::Harmonic => "harmonic",
            Combine::Max => "max",
            Combine::Min => "min",
            Combine::Whole => "whole",
        }
    }

    /// The way that is called so.
    pub fn named(word: &str) -> Option<Combine> {
        Combine::ALL.into_iter().find(|combine| combine.as_str() == word)
    }

    /// Whether members count by weight and share instead of by points.
    pub fn is_mean(self) -> bool {
        matches!(self, Combine::Mean | Combine::Geometric | Combine::Harmonic)
    }
}

/// A top by rank (领跑榜 and the like): firms whose rank `r` among `n` is within its share, `r ≤ ⌈share · n⌉`,
/// and who are in no better top. Equal ranks are in or out together.
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
