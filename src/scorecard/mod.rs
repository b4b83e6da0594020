//! Parameters as data: a scorecard as written in TOML, and as checked.
//!
//! A scorecard is a tree. Leaves are [`Indicator`]s: an expression, a treatment, a [`Curve`] to a share of
//! full marks, a weight per segment and a policy for missing values. Branches are [`Group`]s that combine
//! their members. Besides the tree, a scorecard has gates, routes, a pass rule, grades, tops and
//! tie-breakers. Nothing in this module reads firms.

mod catalogue;
mod check;
mod combine;
mod condition;
mod indicator;
mod reweigh;
mod schema;
mod scope;
mod tree;
pub(crate) mod trial;
mod unknown;
mod written;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use catalogue::SCORECARDS;
pub(crate) use check::{check_fields, is_reserved};
pub use combine::{Combine, Departure, Fold, Mean};
pub use condition::{Accepted, Condition, Test, Unknown};
pub use indicator::{Curve, Direction, Indicator, Missing, Ties, Treatment, Within};
pub use schema::schema;
pub use scope::{Slots, add_segment, result_words, run_scope};
pub use tree::{Branch, Group, Marks, Node, Role};
pub use trial::{Malformed, SetWeight, Trial};

use crate::expr::Expr;
use crate::finding::Findings;
use crate::firms::{Dictionary, Field};
use crate::parameters::{InForce, Source, keywords};
use crate::words::Message;

/// A checked scorecard: every name resolved, every rule typed, every number in its bounds.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Stable id in lower case, such as `mst-2022`.
    pub id: String,
    /// Title in English, for reports.
    pub title: String,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Document of the scorecard; `None` if not given.
    pub source: Option<String>,
    /// Declared source of the weights.
    pub weights_basis: WeightsBasis,
    /// Remark on illustrative weights, as a clause; `None` if not given.
    pub weights_note: Option<String>,
    /// The same remark in Chinese; `None` if not given.
    pub weights_note_zh: Option<String>,
    /// Full marks of the whole, in every segment.
    pub scale: f64,
    /// Decimals of published points, 0 to 6.
    pub decimals: u8,
    /// Local fields the scorecard adds to the dictionary.
    pub fields: Vec<Field>,
    /// Named values that indicators and rules may use, in order; each may use those before it.
    pub derived: Vec<Derived>,
    /// Segments, in order: a firm belongs to the first whose rule it meets. Never empty: a scorecard without
    /// segments has one, `all`, without a rule.
    pub segments: Vec<Segment>,
    /// All indicators, in the order they are written (depth first).
    pub indicators: Vec<Indicator>,
    /// All groups, depth first. The first is the root: it combines the top-level groups or, in a scorecard
    /// with a bonus or a deduction, the base, the bonus and the deduction.
    pub groups: Vec<Group>,
    /// All conditions of gates, routes and pass rule, each after its parts; at most 64.
    pub conditions: Vec<Condition>,
    /// Gates (准入): conditions that must be met before points can qualify a firm, as positions in
    /// `conditions`. Their rules use the firm scope.
    pub gates: Vec<usize>,
    /// Routes (直通): conditions that qualify a firm in place of the pass rule, as positions in `conditions`.
    pub routes: Vec<usize>,
    /// The pass rule on a firm's points, as a position in `conditions`. Its rules use
    /// [`Scorecard::points_scope`].
    pub pass: Option<usize>,
    /// Grades from best to worst, by points.
    pub grades: Vec<Grade>,
    /// Tops from best to worst, by rank.
    pub tops: Vec<Top>,
    /// Keys that order firms with equal published points, applied one after another; the id decides last.
    pub tie_breakers: Vec<TieBreaker>,
    /// The least share of weight whose raw values must be known, in 0..=1; firms below are not scored.
    pub minimum_coverage: f64,
    /// The dated values in force on the day.
    pub in_force: Vec<InForce>,
    /// Texts of the scorecards that the file extends, followed by that of the file.
    pub text: Source,
}

impl Scorecard {
    /// Reads and checks the scorecard in `source`, laid over the one it extends, with the values in force on
    /// `day`, or the latest ones without a day. Its rules may use the fields of `dictionary`, with which
    /// firms are read, and the scorecard's own fields. These are added to `dictionary`, except those that it
    /// already has with the same declaration.
    ///
    /// # Errors
    /// Every fault found. On success the findings are warnings and notes, such as `illustrative-weights`.
    pub fn load(
        source: &Source,
        dictionary: &Dictionary,
        day: Option<Date>,
    ) -> Result<(Scorecard, Findings), Findings> {
        let files = SCORECARDS.chain(source)?;
        let mut document = SCORECARDS.laid_over(&files)?;
        let in_force = document.settle(day)?;
        let text = document.source.clone();
        let mut written: written::Scorecard = document.read()?;
        written.field.retain(|field| !dictionary.fields.contains(field.get_ref()));
        check::check(&text, &written, in_force, dictionary)
    }

    /// The scorecard in `source` laid over the one it extends, as one TOML file with a remark on each value
    /// from another file, and as JSON. The result is merged, but not checked.
    ///
    /// # Errors
    /// Faults that prevent merging.
    pub fn merged(source: &Source, day: Option<Date>) -> Result<(String, serde_json::Value), Findings> {
        SCORECARDS.merged(source, day)
    }

    /// The days on which a value changes in the scorecard in `source` or in one that it extends.
    ///
    /// # Errors
    /// Faults that prevent merging.
    pub fn turning_days(source: &Source) -> Result<Vec<Date>, Findings> {
        SCORECARDS.turning_days(source)
    }

    /// Every expression: of derived values, segments, indicators, conditions and tie-breakers.
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
}

/// Where weights come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WeightsBasis {
    /// Published by the issuing authority.
    Official,
    /// Set by the locality that uses them.
    Local,
    /// Derived from data or judgements by a method that the scorecard's source names.
    Derived,
    /// Invented to show the working; every output names them as illustrative.
    Illustrative,
}

keywords! { WeightsBasis {
    Official "official" scorecard::choice_basis_official;
    Local "local" scorecard::choice_basis_local;
    Derived "derived" scorecard::choice_basis_derived;
    Illustrative "illustrative" scorecard::choice_basis_illustrative;
} }

/// A derived value, computed per firm.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Name in later rules and indicators.
    pub id: String,
    /// Title for people; `None` if not given.
    pub title: Option<String>,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Expression over fields and earlier derived values.
    pub value: Expr,
}

/// A layer of firms that share weights (阶段).
#[derive(Clone, Debug)]
pub struct Segment {
    /// Stable id, unique among segments.
    pub id: String,
    /// Title in English, for reports.
    pub title: String,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Rule of membership; `None` for all remaining firms.
    pub when: Option<Expr>,
}

impl Segment {
    /// The title for people, Chinese if there is one.
    pub fn label(&self) -> &str {
        self.title_zh.as_deref().unwrap_or(&self.title)
    }
}

/// A top by rank (领跑榜 and the like): firms whose rank `r` among `n` is within its share, `r ≤ ⌈share · n⌉`,
/// and outside every better top. Equal ranks are in or out together.
#[derive(Clone, Debug)]
pub struct Top {
    /// Stable id, on every output.
    pub id: String,
    /// Title for people; `None` if not given.
    pub title: Option<Message>,
    /// Share of firms, above 0 and at most 1.
    pub share: f64,
    /// Whether ranks are taken within the segment.
    pub within_segment: bool,
}

/// A grade: firms with at least these published points.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Name on every output, such as `A`.
    pub id: String,
    /// Least published points of the grade, inclusive.
    pub at_least: f64,
}

/// A key that orders firms with equal published points.
#[derive(Clone, Debug)]
pub struct TieBreaker {
    /// Expression over fields, derived values and results.
    pub by: Expr,
    /// Whether the least value comes first.
    pub ascending: bool,
}
