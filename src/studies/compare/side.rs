//! One side of a comparison: a cohort as it was scored, and who was referred, whether just now or by an
//! earlier run.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::firms::{Firms, Texts};
use crate::intake::Intake;
use crate::referral::{self, Bar, Institutions, Referrals};
use crate::scorecard::{Combine, Node, Role, Scorecard};
use crate::scoring::{Alike, Reasons, Scores, from_units};
use crate::words::{Between, Message, say};

/// A scoring of a cohort. Every vector with an entry per firm has the scored firms from first to last.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Full marks.
    pub scale: f64,
    /// Decimals points are published with.
    pub decimals: u8,
    /// What identifies firms, each once.
    pub ids: Texts,
    /// Names, where they are known.
    pub names: Option<Texts>,
    /// Why firms do not qualify, empty of those that do; `None` if unknown.
    pub failed: Option<Labels<Message>>,
    /// Published points; they fall or stay.
    pub points: Vec<f64>,
    /// Segments.
    pub segments: Labels,
    /// Regions (GB/T 2260), where they are known.
    pub regions: Option<Texts>,
    /// Industries (GB/T 4754), where they are known.
    pub industries: Option<Texts>,
    /// All groups, the root first, each before those within it.
    pub groups: Vec<Subtotal>,
    /// Whether subtotals are those before rounding; a finished run has the published ones.
    pub is_exact: bool,
    /// Points per indicator, not rounded, in the scorecard's order; `None` where they are not known.
    pub indicators: Option<Vec<Part>>,
    /// The lists of all institutions; `None` where nobody was referred.
    pub lists: Option<Lists>,
    /// Firms that are not scored and why, as far as they are known: a clause each.
    pub unscored: BTreeMap<String, Message>,
    /// Whether a firm that is neither scored nor among those is not in the cohort at all.
    pub knows_cohort: bool,
    /// What ids stand for in Chinese, where that is known.
    pub titles: Titles,
}

/// Chinese titles by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Titles {
    /// Those of segments.
    pub segments: BTreeMap<String, String>,
    /// Those of groups.
    pub groups: BTreeMap<String, String>,
    /// Those of indicators.
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

    /// These, and those that only the `other` side has.
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

/// One of few texts per firm.
#[derive(Clone, Debug, Default)]
pub struct Labels<T = String> {
    /// Positions in `names`.
    pub codes: Vec<u32>,
    /// The texts, each once.
    pub names: Vec<T>,
}

/// Several clauses as one; a single one stays what it is, as a finished run has it.
fn clauses<T: Into<Message>>(all: Vec<T>) -> Message {
    let all: Vec<Message> = all.into_iter().map(Into::into).collect();
    match <[Message; 1]>::try_from(all) {
        Ok([one]) => one,
        Err(all) => Message::joined(Between::Clauses, all),
    }
}

/// Why each firm does not qualify, first to last.
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

/// An indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Points per firm; of a deduction those that are taken off.
    pub points: Vec<f64>,
}

/// A group, and what it makes of its members.
#[derive(Clone, Debug, PartialEq)]
pub struct Subtotal {
    /// Its id.
    pub id: String,
    /// What it is in the whole.
    pub role: Role,
    /// How it makes its points of its members'.
    pub combine: Combine,
    /// Its members: positions in [`Side::indicators`], and in [`Side::groups`] behind its own.
    pub members: Vec<Node>,
    /// Points per firm; of a deduction those that are taken off.
    pub points: Vec<f64>,
}

/// Institutions' lists.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// In the institutions file's order.
    pub all: Vec<List>,
    /// What a person reads of a firm that does not meet a rule, by the rule's position.
    pub rules: Vec<Message>,
}

/// One institution's list.
#[derive(Clone, Debug)]
pub struct List {
    /// The institution's id.
    pub institution: String,
    /// Its name.
    pub name: Message,
    /// Most firms on the list.
    pub capacity: Option<usize>,
    /// What came of each firm.
    pub outcomes: Vec<Outcome>,
}

/// What came of a firm at an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// On the list.
    Listed,
    /// Eligible, but beyond the list's end.
    Beyond,
    /// On no list at all.
    Barred(Bar),
    /// It does not meet the rule at this position of [`Lists::rules`].
    Rule(u32),
    /// Whether it meets that rule is not known.
    Unknown(u32),
}

impl List {
    /// Firms on the list.
    pub fn len(&self) -> usize {
        self.outcomes.iter().filter(|outcome| **outcome == Outcome::Listed).count()
    }

    /// Whether nobody is on it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Side {
    /// What `scorecard` made of `firms`; nobody is referred.
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

    /// The same with the rows of its file that were put aside: of other firms it is known that the file has
    /// none.
    pub fn read_from(mut self, intake: &Intake) -> Side {
        let aside = intake.quarantined_ids();
        // A row whose firm is not known may be of any.
        self.knows_cohort = aside.len() == intake.quarantine.len();
        for id in aside {
            self.unscored.entry(id).or_insert_with(|| say!(compare::row_aside));
        }
        self
    }

    /// The name of the firm in a row, if it is known.
    pub(super) fn name(&self, row: u32) -> Option<String> {
        self.names.as_ref()?.get(row as usize).filter(|name| !name.is_empty()).map(str::to_owned)
    }

    /// Why a firm that is not among the scored ones is not.
    pub(super) fn absence(&self, id: &str) -> Message {
        match self.unscored.get(id) {
            Some(why) => why.clone(),
            None if self.knows_cohort => say!(compare::not_in_cohort),
            None => say!(compare::not_among_scored),
        }
    }

    /// The same with the lists that came of it.
    pub fn referred(mut self, scores: &Scores, institutions: &Institutions, referrals: &Referrals) -> Side {
        let outcomes = |at: usize| {
            // Candidates stand in the same order.
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
        });
        self
    }

    /// −1 of a group whose points are taken off, else 1.
    pub(super) fn sign(&self, node: Node) -> f64 {
        match node {
            Node::Group(at) => self.groups[at].role.sign(),
            Node::Indicator(_) => 1.0,
        }
    }
}
