//! One side of a comparison: a scored cohort and its referrals, computed now or read from a finished run.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::firms::{Firms, Texts};
use crate::intake::Intake;
use crate::referral::{self, Bar, Institutions, Passed, Referrals};
use crate::scorecard::{Combine, Node, Role, Scorecard};
use crate::scoring::{Alike, Reasons, Scores, from_units};
use crate::words::{Between, Message, say};

/// A scoring of a cohort. Vectors per firm are in the order of places.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Full marks of the scorecard.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// Ids of firms, each once.
    pub ids: Texts,
    /// Names of firms, if the cohort has them.
    pub names: Option<Texts>,
    /// Reasons why firms do not qualify, empty for those that do; `None` if unknown.
    pub failed: Option<Labels<Message>>,
    /// Published points, in descending order.
    pub points: Vec<f64>,
    /// The id of each firm's segment.
    pub segments: Labels,
    /// Regions (GB/T 2260), if the cohort has them.
    pub regions: Option<Texts>,
    /// Industries (GB/T 4754), if the cohort has them.
    pub industries: Option<Texts>,
    /// All groups, the root first, each before its members.
    pub groups: Vec<Subtotal>,
    /// Whether subtotals are exact; a finished run has rounded ones.
    pub is_exact: bool,
    /// Unrounded points per indicator, in the scorecard's order; `None` if unknown.
    pub indicators: Option<Vec<Part>>,
    /// The lists of all institutions; `None` without referral.
    pub lists: Option<Lists>,
    /// Unscored firms whose reasons are known, with the reason as a clause.
    pub unscored: BTreeMap<String, Message>,
    /// Whether a firm that is neither scored nor in `unscored` is certainly not in the cohort.
    pub knows_cohort: bool,
    /// Chinese titles of ids, if known.
    pub titles: Titles,
}

/// Chinese titles by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Titles {
    /// Titles of segments by id.
    pub segments: BTreeMap<String, String>,
    /// Titles of groups by id.
    pub groups: BTreeMap<String, String>,
    /// Titles of indicators by id.
    pub indicators: BTreeMap<String, String>,
}

impl Titles {
    fn of(scorecard: &Scorecard) -> Titles {
        fn titles<'a>(
            all: impl Iterator<Item = (&'a String, &'a Option<String>)>,
        ) -> BTreeMap<String, String> {
            all.filter_map(|(id, title)| Some((id.clone(), title.clone()?))).collect()
        }
        Titles {
            segments: titles(scorecard.segments.iter().map(|one| (&one.id, &one.title_zh))),
            groups: titles(scorecard.groups.iter().map(|one| (&one.id, &one.title_zh))),
            indicators: titles(scorecard.indicators.iter().map(|one| (&one.id, &one.title_zh))),
        }
    }

    /// These titles, and those that only the `other` side has.
    pub(super) fn or(&self, other: &Titles) -> Titles {
        let both = |own: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
            let mut all = other.clone();
            all.extend(own.clone());
            all
        };
        Titles {
            segments: both(&self.segments, &other.segments),
            groups: both(&self.groups, &other.groups),
            indicators: both(&self.indicators, &other.indicators),
        }
    }
}

/// One of a few texts per firm.
#[derive(Clone, Debug, Default)]
pub struct Labels<T = String> {
    /// Per firm, a position in `names`.
    pub codes: Vec<u32>,
    /// The distinct texts that codes point to.
    pub names: Vec<T>,
}

/// Several clauses as one; a single clause is unchanged, as in a finished run.
fn clauses<T: Into<Message>>(all: Vec<T>) -> Message {
    let all: Vec<Message> = all.into_iter().map(Into::into).collect();
    match <[Message; 1]>::try_from(all) {
        Ok([one]) => one,
        Err(all) => Message::joined(Between::Clauses, all),
    }
}

/// The reason why each firm does not qualify, in the order of places.
fn failed(firms: &Firms, scorecard: &Scorecard, scores: &Scores) -> Labels<Message> {
    let reasons = Reasons::new(firms, scorecard, scores);
    let mut labels =
        Labels { codes: Vec::with_capacity(scores.order.len()), names: vec![Message::default()] };
    let mut known: FxHashMap<Alike, u32> = FxHashMap::default();
    for &firm in &scores.order {
        let firm = firm as usize;
        let code = if scores.qualified[firm] {
            0
        } else {
            *known.entry(reasons.alike(firm)).or_insert_with(|| {
                labels.names.push(clauses(reasons.of(firm)));
                labels.names.len() as u32 - 1
            })
        };
        labels.codes.push(code);
    }
    labels
}

/// An indicator with its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The indicator's id in the scorecard.
    pub id: String,
    /// Points per firm; for a deduction, the points that are subtracted.
    pub points: Vec<f64>,
}

/// A group with its points and members.
#[derive(Clone, Debug, PartialEq)]
pub struct Subtotal {
    /// The group's id in the scorecard.
    pub id: String,
    /// The role in the total: base, bonus or deduction.
    pub role: Role,
    /// The aggregation of its members' points.
    pub combine: Combine,
    /// Its members: positions in [`Side::indicators`], and in [`Side::groups`] after its own.
    pub members: Vec<Node>,
    /// Points per firm; for a deduction, the points that are subtracted.
    pub points: Vec<f64>,
}

/// The lists of all institutions, with their rules.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// In the order of the institutions' file.
    pub all: Vec<List>,
    /// Per rule, the message for a firm that does not meet it.
    pub rules: Vec<Message>,
    /// Whether consents are those of a ledger.
    pub has_ledger: bool,
}

/// One institution's list, with an outcome per firm.
#[derive(Clone, Debug)]
pub struct List {
    /// The institution's id in its file.
    pub institution: String,
    /// The name in each language.
    pub name: Message,
    /// Most firms on the list; `None` without a limit.
    pub capacity: Option<usize>,
    /// The outcome of each firm, in the order of places.
    pub outcomes: Vec<Outcome>,
}

/// The outcome of a firm at an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The firm is on the list.
    Listed,
    /// Eligible, but beyond the list's end.
    Beyond,
    /// Eligible, but passed over.
    Passed(Passed),
    /// Barred from every list, for this reason.
    Barred(Bar),
    /// Fails the rule at this position of [`Lists::rules`].
    Rule(u32),
    /// Lacks the data for the rule at this position.
    Unknown(u32),
}

impl List {
    /// Number of firms on the list.
    pub fn len(&self) -> usize {
        self.outcomes.iter().filter(|outcome| **outcome == Outcome::Listed).count()
    }

    /// Whether the firm at `place`, from 0, is on the list.
    pub fn is_listed(&self, place: usize) -> bool {
        self.outcomes.get(place) == Some(&Outcome::Listed)
    }

    /// Whether no firm is on the list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Side {
    /// The side of a scored cohort without referral.
    pub fn of(firms: &Firms, scorecard: &Scorecard, scores: &Scores) -> Side {
        let order = &scores.order;
        let texts = |name: &str| firms.column(name)?.texts().map(|texts| texts.take(order));
        let gathered = |points: &Vec<f64>| order.iter().map(|&firm| points[firm as usize]).collect();
        let groups = scorecard.groups.par_iter().zip(&scores.group_points);
        let indicators = scorecard.indicators.par_iter().zip(&scores.indicator_points);
        let id = |at: usize| firms.ids().get_or_empty(at).to_owned();
        Side {
            scale: scorecard.scale,
            decimals: scorecard.decimals,
            ids: firms.ids().take(order),
            names: texts("name"),
            failed: Some(failed(firms, scorecard, scores)),
            points: order
                .iter()
                .map(|&at| from_units(scores.points[at as usize], scorecard.decimals))
                .collect(),
            segments: Labels {
                codes: order.iter().map(|&firm| u32::from(scores.segment[firm as usize])).collect(),
                names: scorecard.segments.iter().map(|segment| segment.id.clone()).collect(),
            },
            regions: texts("region"),
            industries: texts("industry"),
            groups: groups
                .map(|(group, points)| Subtotal {
                    id: group.id.clone(),
                    role: group.role,
                    combine: group.combine,
                    members: group.members.clone(),
                    points: gathered(points),
                })
                .collect(),
            is_exact: true,
            indicators: Some(
                indicators
                    .map(|(one, points)| Part { id: one.id.clone(), points: gathered(points) })
                    .collect(),
            ),
            lists: None,
            unscored: scores
                .rejections()
                .map(|(at, _, why)| (id(at), say!(compare::not_scored_there, why = why)))
                .collect(),
            knows_cohort: false,
            titles: Titles::of(scorecard),
        }
    }

    /// Adds the quarantined rows of the cohort's file, so that any other missing firm is known not to be in
    /// the file.
    pub fn read_from(mut self, intake: &Intake) -> Side {
        let aside = intake.quarantined_ids();
        // A quarantined row without an id may belong to any firm.
        self.knows_cohort = aside.len() == intake.quarantine.len();
        for id in aside {
            self.unscored.entry(id).or_insert_with(|| say!(compare::row_aside));
        }
        self
    }

    /// The name of the firm in a row, if known.
    pub(crate) fn name(&self, row: u32) -> Option<String> {
        self.names.as_ref()?.get(row as usize).filter(|name| !name.is_empty()).map(str::to_owned)
    }

    /// The reason why a firm is not among the scored ones.
    pub(super) fn absence(&self, id: &str) -> Message {
        match self.unscored.get(id) {
            Some(why) => why.clone(),
            None if self.knows_cohort => say!(compare::not_in_cohort),
            None => say!(compare::not_among_scored),
        }
    }

    /// Adds the lists of a referral.
    pub fn referred(mut self, scores: &Scores, institutions: &Institutions, referrals: &Referrals) -> Side {
        let outcomes = |at: usize| {
            // Candidates are in the order of places too.
            let mut candidate = 0;
            let outcome = |&firm: &u32| {
                let bar = referrals.bars[firm as usize];
                if bar != Bar::None {
                    return Outcome::Barred(bar);
                }
                candidate += 1;
                match referrals.outcome(candidate - 1, at) {
                    referral::Outcome::Listed(_) => Outcome::Listed,
                    referral::Outcome::Beyond(_) => Outcome::Beyond,
                    referral::Outcome::Passed(passed) => Outcome::Passed(passed),
                    referral::Outcome::Rule(rule) => Outcome::Rule(rule as u32),
                    referral::Outcome::Unknown(rule) => Outcome::Unknown(rule as u32),
                }
            };
            scores.order.iter().map(outcome).collect()
        };
        let list = |(at, institution): (usize, &referral::Institution)| List {
            institution: institution.id.clone(),
            name: Message::title(&institution.name, institution.name_zh.as_ref()),
            capacity: institution.capacity,
            outcomes: outcomes(at),
        };
        self.lists = Some(Lists {
            all: institutions.all.par_iter().enumerate().map(list).collect(),
            rules: institutions.rules.iter().map(|rule| rule.reason.clone()).collect(),
            has_ledger: institutions.has_ledger(),
        });
        self
    }

    /// −1 for a group whose points are subtracted, otherwise 1.
    pub(super) fn sign(&self, node: Node) -> f64 {
        match node {
            Node::Group(at) => self.groups[at].role.sign(),
            Node::Indicator(_) => 1.0,
        }
    }
}
