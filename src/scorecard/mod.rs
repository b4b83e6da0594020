//! Parameters as data: a scorecard as it is written in TOML, and as it is once checked.
//!
//! A scorecard is a tree. Leaves are [`Indicator`]s: an expression, a treatment, a [`Curve`] to a share of
//! full marks, a weight per segment and a policy for missing values. Branches are [`Group`]s that combine
//! their members. Gates, routes, the pass rule, grades, tops and the tie-breakers hang on it. Nothing here
//! reads firms.

pub mod catalogue;
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

pub(crate) use check::is_reserved;
pub use combine::{Combine, Departure, Fold, Mean};
pub use condition::{Accepted, Condition, Test, Unknown};
pub use indicator::{Curve, Direction, Indicator, Missing, Ties, Treatment, Within};
pub use schema::schema;
pub use scope::{Slots, run_scope};
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
    Official "official" scorecard::choice_basis_official;
    Local "local" scorecard::choice_basis_local;
    Derived "derived" scorecard::choice_basis_derived;
    Illustrative "illustrative" scorecard::choice_basis_illustrative;
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

/// A top by rank (领跑榜 and the like): firms whose rank `r` among `n` is within its share, `r ≤ ⌈share · n⌉`,
/// and who are in no better top. Equal ranks are in or out together.
#[derive(Clone, Debug)]
pub struct Top {
    /// Stable id.
    pub id: String,
    /// Title for people.
    pub title: Option<Message>,
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
