//! Institutions, their rules and the form of their lists.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::columns::ListColumn;
use super::facts::{About, Exclude, Fact};
use super::limits::{AmountLimit, Quota};
use super::policies::{self, PLACEHOLDERS};
use super::way::Matching;
use super::written::{self, Direction, Encoding, Format};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Column, Frame};
use crate::scorecard::WeightsBasis;
use crate::words::{Message, say};

/// Every institution (机构) with a list, and their rules.
#[derive(Clone, Debug)]
pub struct Institutions {
    /// All institutions in the file's order.
    pub all: Vec<Institution>,
    /// Source of rules and capacities; `None` if the file names none. Every output marks illustrative rules.
    pub basis: Option<WeightsBasis>,
    /// Document of the rules and capacities; `None` if the file names none.
    pub source: Option<String>,
    /// The rules of all institutions. A rule that institutions share is stored once.
    pub rules: Vec<Rule>,
    /// The facts that rules read behind the names of the scope, in the order of their slots.
    pub facts: Vec<Fact>,
    /// The names of rules: those of the scope, and the facts.
    pub scope: Scope,
    /// How each firm is matched with a few institutions; `None` if every institution gets every eligible firm
    /// up to its limits.
    pub matching: Option<Matching>,
}

/// One institution, with the rules and the form of its list.
#[derive(Clone, Debug)]
pub struct Institution {
    /// File and line of its entry.
    pub place: Place,
    /// Stable id in kebab case; also the list's file name.
    pub id: String,
    /// Name in English, as reports show it.
    pub name: String,
    /// Name in Chinese; `None` if not given.
    pub name_zh: Option<String>,
    /// Kind of institution: bank, insurer, guarantee fund or investor.
    pub kind: written::Kind,
    /// Document of its rules; `None` for the file's source.
    pub source: Option<String>,
    /// Positions in [`Institutions::rules`], in the order of evaluation: rules of the defaults, then its own.
    pub rules: Vec<usize>,
    /// Order of its list; `None` for the order by points.
    pub order: Option<Order>,
    /// Greatest number of firms on its list; `None` for no limit.
    pub capacity: Option<usize>,
    /// Firms that it does not get.
    pub exclude: Exclude,
    /// Suggested credit line of a firm in 万元; `None` if there is none.
    pub credit_line: Option<Expr>,
    /// Limit of the sum of an amount over its list; `None` for no limit.
    pub amount: Option<AmountLimit>,
    /// Quotas for groups of firms; `None` for no quotas.
    pub quota: Option<Quota>,
    /// Pattern of the list's file name; `None` for its id: see [`Institution::file_name`].
    pub file: Option<String>,
    /// Columns of its list, left to right.
    pub columns: Vec<ListColumn>,
    /// File format of its list: CSV or a workbook.
    pub format: Format,
    /// Encoding of a CSV list; a workbook has none.
    pub encoding: Encoding,
    /// Whether a firm may know that it is on the list.
    pub tell_firms: bool,
}

/// A rule that an institution's firms must meet.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Expression of the rule. A firm for which it is unknown does not meet the rule.
    pub when: Expr,
    /// Reason that is printed for a firm that does not meet the rule.
    pub reason: Message,
    /// Document of the rule: the rule's own, else that of its institution, else that of the file.
    pub source: Option<String>,
}

/// A list's own order instead of the order by points, which then breaks ties. Unknown values come last.
#[derive(Clone, Debug)]
pub struct Order {
    /// Value by which firms are ordered, an expression over fields and results.
    pub by: Expr,
    /// Whether the least or the greatest value comes first.
    pub direction: Direction,
}

impl Institution {
    /// Whether `word` of a firm's preferences is the institution: its id or one of its names.
    pub fn is_called(&self, word: &str) -> bool {
        self.names().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Its id and its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.name].into_iter().chain(&self.name_zh).map(String::as_str)
    }

    /// Name of the list's file without its ending, a single name on every system.
    pub fn file_name(&self, campaign: &str, as_of: Date) -> String {
        let name_zh = self.name_zh.as_deref().unwrap_or(&self.name);
        let day = as_of.to_string();
        let values: [&str; PLACEHOLDERS.len()] = [&self.id, &self.name, name_zh, campaign, &day];
        policies::file_name(self.file.as_deref(), values, &self.id)
    }

    /// Whether its list has limits besides the capacity.
    pub(super) fn is_limited(&self) -> bool {
        self.amount.is_some() || self.quota.is_some()
    }

    /// Capacity of its list; `u32::MAX` if there is no limit.
    pub(super) fn places(&self) -> u32 {
        self.capacity.map_or(u32::MAX, |firms| u32::try_from(firms).unwrap_or(u32::MAX))
    }
}

impl Order {
    /// A comparison of the firms of `frame` by the order's values. Each value is evaluated once. A missing
    /// value comes last in both directions.
    pub(super) fn over<'a>(&'a self, frame: &Frame<'_>) -> impl Fn(u32, u32) -> Ordering + Sync + use<'a> {
        let keys = self.by.evaluate(frame, frame.rows());
        move |one, other| self.compare(&keys, one as usize, other as usize)
    }

    fn compare(&self, keys: &Column, one: usize, other: usize) -> Ordering {
        fn known<T>(
            a: Option<T>,
            b: Option<T>,
            direction: Direction,
            by: fn(&T, &T) -> Ordering,
        ) -> Ordering {
            match (a, b) {
                (Some(a), Some(b)) if direction == Direction::Ascending => by(&a, &b),
                (Some(a), Some(b)) => by(&b, &a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
        let direction = self.direction;
        match keys {
            Column::Number(cells) => {
                // Values are finite, and −0 equals 0.
                let by = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
                known(cells.get(one), cells.get(other), direction, by)
            }
            Column::Text(texts) => known(texts.get(one), texts.get(other), direction, |a, b| a.cmp(b)),
            Column::Flag(cells) => known(cells.get(one), cells.get(other), direction, Ord::cmp),
            Column::Date(cells) => known(cells.get(one), cells.get(other), direction, Ord::cmp),
        }
    }
}

impl Institutions {
    /// Reports lists whose files would have the same name.
    pub fn check_files(&self, campaign: &str, as_of: Date) -> Findings {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let mut findings = Findings::new();
        for institution in &self.all {
            let name = institution.file_name(campaign, as_of);
            // Some systems do not distinguish upper and lower case. `README.txt` stands beside the lists.
            let folded = name.to_lowercase();
            let other = if folded == "readme" { Some("README.txt") } else { known.get(&folded).copied() };
            if let Some(other) = other {
                let message =
                    say!(referral::file_repeated, name = &name, institution = &institution.id, other = other);
                let place = institution.place.clone().in_column("file");
                findings.push(
                    Finding::new(Code::NameRepeated, place, message).help(say!(referral::file_repeated_help)),
                );
            }
            known.insert(folded, &institution.id);
        }
        findings
    }

    /// Whether a rule needs the desk's deliveries or answers.
    pub fn reads_desk(&self) -> bool {
        self.all.iter().any(|one| one.exclude.reads_desk())
    }

    /// The fact in a slot of the scope; `None` for a field or a result.
    pub fn fact(&self, slot: usize) -> Option<Fact> {
        self.facts.get(slot.checked_sub(self.scope.len() - self.facts.len())?).copied()
    }

    /// Whether each institution gets only firms with a consent for it in the ledger.
    pub fn has_ledger(&self) -> bool {
        self.facts.iter().any(|fact| fact.about == About::Consented)
    }

    /// No institutions. A file must name at least one.
    pub fn none() -> Institutions {
        Institutions {
            all: Vec::new(),
            basis: None,
            source: None,
            rules: Vec::new(),
            facts: Vec::new(),
            scope: Scope::default(),
            matching: None,
        }
    }

    /// The slots of the scope that rules, orders and columns read.
    pub fn slots(&self) -> BTreeSet<usize> {
        self.slots_of(|_| true)
    }

    /// The slots of the scope that the file itself names: those of rules, orders and named columns.
    pub fn slots_asked(&self) -> BTreeSet<usize> {
        self.slots_of(|of| of != Use::UsualColumn)
    }

    /// Whether lists depend on more than rules, order and capacity: on quotas, amounts or matching.
    pub fn is_limited(&self) -> bool {
        self.matching.is_some() || self.all.iter().any(Institution::is_limited)
    }

    fn slots_of(&self, counts: impl Fn(Use) -> bool) -> BTreeSet<usize> {
        let counted = self.expressions().filter(|&(_, of, _)| counts(of));
        counted.flat_map(|(_, _, expr)| expr.slots().iter().copied()).collect()
    }

    /// Every expression that is evaluated over firms, with its use and its institution; `None` for an
    /// expression of all lists.
    pub fn expressions(&self) -> impl Iterator<Item = (Option<&Institution>, Use, &Expr)> {
        let own = self.all.iter().flat_map(|institution| {
            let rules = institution.rules.iter().map(|&rule| (Use::Rule, &self.rules[rule].when));
            let order = institution.order.iter().map(|order| (Use::Order, &order.by));
            let amount = institution.amount.iter().map(|amount| (Use::Amount, &amount.of));
            let quota = institution.quota.iter().map(|quota| (Use::Quota, &quota.by));
            let columns = institution.columns.iter().filter_map(|column| {
                let of = if column.usual { Use::UsualColumn } else { Use::Column };
                Some((of, column.cell.expr()?))
            });
            let all = rules.chain(order).chain(amount).chain(quota).chain(columns);
            all.map(move |(of, expr)| (Some(institution), of, expr))
        });
        let preferred = self.matching.iter().filter_map(|matching| matching.preferred.as_ref());
        own.chain(preferred.map(|expr| (None, Use::Preferences, expr)))
    }
}

/// The use of an expression of an institutions file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A rule that firms must meet.
    Rule,
    /// The order of a list.
    Order,
    /// The amount of which a list has a limited sum; a rule reads it too.
    Amount,
    /// The value by which a quota divides firms.
    Quota,
    /// The institutions that firms prefer, for matching.
    Preferences,
    /// A column that the file names.
    Column,
    /// A usual column, which shows a value if it is known.
    UsualColumn,
}
