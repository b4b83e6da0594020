//! The report of a difference: the account of every list and of the ranking, with each change and its reason.

use serde::Serialize;

use super::cells::CellChange;
use super::judge::Kinds;
use super::reason::{Cause, Reason};
use crate::figures::{Document, Table};
use crate::studies;
use crate::studies::compare::PartMove;
use crate::words::Message;

/// The difference of two runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The earlier run.
    pub before: RunAbout,
    /// The later run.
    pub after: RunAbout,
    /// What the runs do not hold, so that it is not explained.
    pub notes: Vec<Message>,
    /// The account of the ranking: all scored firms.
    pub ranking: Account,
    /// The account of each list: those of the first run in their order, then those that only the second has.
    pub lists: Vec<ListAccount>,
    /// Number of firms by list and reason; the ranking first.
    pub reasons: Vec<ReasonCount>,
    /// Parameters that differ.
    pub terms: Vec<TermChange>,
    /// Firms that joined or left a list, list by list, sorted by id.
    pub changes: Vec<ListChange>,
    /// Firms that one run alone scores, sorted by id.
    pub scored: Vec<ScoredChange>,
    /// Firms with the greatest changes of rank.
    pub movers: Vec<Mover>,
    /// Firms that stay on a list with another place, list by list, the greatest move first.
    #[serde(skip)]
    pub moved: Vec<ListChange>,
    /// All firms whose rank changed, in the order of the second run; empty unless requested.
    #[serde(skip)]
    pub ranks: Vec<RankChange>,
    /// The one firm that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firm: Option<FirmChange>,
    /// Decimals of published points in each run.
    #[serde(skip)]
    pub decimals: [u8; 2],
}

/// One of the two runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunAbout {
    /// Its folder, or the campaign, as the user named it.
    pub named: String,
    /// Title of the campaign.
    pub title: Message,
    /// Id of the scorecard.
    pub scorecard: String,
    /// Title of the scorecard.
    pub scorecard_title: Message,
    /// The as-of day, as `YYYY-MM-DD`.
    pub as_of: String,
    /// Number of scored firms.
    pub firms: usize,
    /// Number of lists.
    pub lists: usize,
}

/// What became of the firms of a list or of the ranking: `before − gone + new = after`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Firms in the first run.
    pub before: usize,
    /// Firms of the first run alone.
    pub gone: usize,
    /// Firms of the second run alone.
    pub new: usize,
    /// Firms in the second run.
    pub after: usize,
    /// Firms of both runs with another place or rank.
    pub moved: usize,
    /// Firms of both runs with the same place or rank.
    pub unmoved: usize,
    /// Firms of both runs whose place is not known in one of them.
    pub unplaced: usize,
}

/// The account of one list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListAccount {
    /// Id of the institution.
    pub institution: String,
    /// Name of the institution.
    pub name: Message,
    /// Whether each run has the list.
    pub in_runs: [bool; 2],
    /// Its firms.
    #[serde(flatten)]
    pub account: Account,
    /// Most firms on the list in each run; `None` without a limit.
    pub capacity: [Option<usize>; 2],
    /// Published points of the last firm in each run; `None` for a list with its own order.
    pub cut_off: [Option<f64>; 2],
    /// What the firms that joined were in the first run.
    pub joined: Kinds,
    /// What the firms that left are in the second run.
    pub left: Kinds,
}

/// Number of firms with a reason, on one list or in the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonCount {
    /// Id of the institution; `None` for the ranking.
    pub institution: Option<String>,
    /// What happened to these firms.
    pub change: Kind,
    /// The deciding reason.
    pub reason: Reason,
    /// Number of firms.
    pub firms: usize,
}

/// What happened to a firm on a list or in the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It left.
    Gone,
    /// It joined.
    New,
    /// It has another place.
    Moved,
}

impl Kind {
    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Gone => "gone",
            Kind::New => "new",
            Kind::Moved => "moved",
        }
    }
}

/// A firm with a change on a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListChange {
    /// Id of the institution.
    pub institution: String,
    /// Id of the firm.
    pub firm: String,
    /// Name of the firm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What happened.
    pub change: Kind,
    /// Place in the list's order in each run, from 1; `None` if it has none or it is not known.
    pub place: [Option<u32>; 2],
    /// Published points in each run.
    pub points: [Option<f64>; 2],
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
}

/// A firm that one run alone scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoredChange {
    /// Id of the firm.
    pub firm: String,
    /// Name of the firm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is gone or new.
    pub change: Kind,
    /// Its rank in the run that scores it.
    pub rank: u32,
    /// Its points in the run that scores it.
    pub points: f64,
    /// Why the other run does not score it.
    #[serde(flatten)]
    pub cause: Cause,
}

/// A firm with another rank.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankChange {
    /// Id of the firm.
    pub firm: String,
    /// Published rank in each run.
    pub rank: [u32; 2],
    /// Published points in each run.
    pub points: [f64; 2],
    /// Why.
    pub reason: Reason,
}

/// A firm with a great change of rank.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    /// Id of the firm.
    pub firm: String,
    /// Name of the firm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Rank in each run among the firms of both.
    pub rank: [u32; 2],
    /// Published points in each run.
    pub points: [f64; 2],
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
}

/// A parameter that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermChange {
    /// What it is.
    pub what: What,
    /// Ids of the institutions that it applies to; empty for all firms.
    pub institutions: Vec<String>,
    /// Its name: an id or a reason.
    pub name: Message,
    /// Its text in the first run; `None` if it has none.
    pub before: Option<Message>,
    /// Its text in the second run; `None` if it has none.
    pub after: Option<Message>,
}

/// The kinds of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The scorecard.
    Scorecard,
    /// The as-of day.
    Day,
    /// A gate, a route or the pass rule.
    Condition,
    /// A segment.
    Segment,
    /// The weights of an indicator.
    Weight,
    /// The expression or the curve of an indicator.
    Curve,
    /// A rule of institutions.
    Rule,
    /// The capacity of a list.
    Capacity,
    /// The order of a list.
    Order,
    /// The quota of a list, or its limit of an amount.
    Quota,
    /// Firms that an institution does not get.
    Exclude,
    /// How firms are matched with institutions.
    Match,
    /// A supplement with its fields.
    Supplement,
}

impl What {
    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Scorecard => "scorecard",
            What::Day => "day",
            What::Condition => "condition",
            What::Segment => "segment",
            What::Weight => "weight",
            What::Curve => "curve",
            What::Rule => "rule",
            What::Capacity => "capacity",
            What::Order => "order",
            What::Quota => "quota",
            What::Exclude => "exclude",
            What::Match => "match",
            What::Supplement => "supplement",
        }
    }
}

/// One firm in both runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmChange {
    /// Id of the firm.
    pub firm: String,
    /// Name of the firm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its standing in each run; `None` if the run does not score it.
    pub standing: [Option<FirmStanding>; 2],
    /// Why a run does not score it, for each run.
    pub absent: [Option<Cause>; 2],
    /// Why its points changed; `None` if they did not, or one run does not score it.
    pub points: Option<Cause>,
    /// Changed parts of its points, the greatest change first.
    pub parts: Vec<FirmPart>,
    /// Changed values of fields that the runs use.
    pub cells: Vec<CellChange>,
    /// Its outcome on every list.
    pub lists: Vec<FirmList>,
}

/// A firm's points and rank in one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmStanding {
    /// Published points.
    pub points: f64,
    /// Published rank.
    pub rank: u32,
    /// Number of scored firms.
    pub firms: usize,
    /// Id of the segment.
    pub segment: String,
    /// Title of the segment.
    pub segment_title: Message,
}

/// A changed part of a firm's points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmPart {
    /// Title of the part.
    #[serde(skip)]
    pub title: Message,
    /// Its points in each run.
    #[serde(flatten)]
    pub part: PartMove,
    /// Raw value in each run; `None` if missing or not kept.
    pub raw: [Option<f64>; 2],
}

/// A firm's outcome on one list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmList {
    /// Id of the institution.
    pub institution: String,
    /// Name of the institution.
    pub name: Message,
    /// Whether the firm is on the list, in each run.
    pub listed: [bool; 2],
    /// Place in the list's order in each run.
    pub place: [Option<u32>; 2],
    /// Its state in each run in words.
    pub state: [Message; 2],
    /// Why it is on the list in one run only; `None` if nothing changed.
    #[serde(flatten)]
    pub cause: Option<Cause>,
}

impl studies::Report for Report {
    fn tables(&self) -> Vec<Table> {
        self.all_tables()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}
