//! The terms of a run: every rule, condition, segment and indicator by which it judged firms, as `run.json`
//! holds them for whoever asks later what has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Publication, Scored, json};
use crate::expr::Expr;
use crate::firms::Firms;
use crate::intake::Intake;
use crate::referral::{About, Direction, Institutions};
use crate::scorecard::{Condition, Curve, Indicator, Missing, Scorecard, Test, Treatment};
use crate::words::Message;

/// Everything that decides a firm's points and lists besides its own data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Rules of the institutions, in the order of `reasons.csv`: `r1` is the first.
    pub rules: Vec<RuleTerms>,
    /// Lists in the order of the institutions' file.
    pub lists: Vec<ListTerms>,
    /// Gates, routes and the pass rule of the leading scorecard.
    pub conditions: Vec<ConditionTerms>,
    /// Segments of the leading scorecard.
    pub segments: Vec<SegmentTerms>,
    /// Indicators of the leading scorecard.
    pub indicators: Vec<IndicatorTerms>,
    /// Keys that order firms with equal points.
    pub tie_breakers: Vec<Formula>,
    /// Fields that the run read.
    pub fields: Vec<FieldTerms>,
    /// Supplements with the fields they give.
    pub supplements: Vec<SupplementTerms>,
}

/// An expression with all that its value depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Formula {
    /// The expression as written.
    pub text: String,
    /// Fields that it reads, directly or through derived values.
    pub fields: Vec<String>,
    /// Definitions of the derived values that it reads, directly or through others.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub derived: BTreeMap<String, String>,
    /// Whether it reads the as-of day.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub day: bool,
    /// Whether it reads results of scoring: points, ranks, segments.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub results: bool,
    /// Facts about a firm and an institution that it reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<About>,
}

/// A rule of institutions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleTerms {
    /// Key in `reasons.csv`.
    pub key: String,
    /// The rule.
    pub when: Formula,
    /// Reason for a firm that does not meet it, in English and in Chinese.
    pub reason: [String; 2],
    /// Document of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The rules and the order of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTerms {
    /// Id of the institution.
    pub institution: String,
    /// Keys of its rules, in the order of evaluation.
    pub rules: Vec<String>,
    /// Its own order instead of that by points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Formula>,
    /// Whether the least value of that order comes first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ascending: bool,
}

/// The use of a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConditionKind {
    /// Must be met before points count.
    #[default]
    Gate,
    /// Qualifies in place of the pass rule.
    Route,
    /// The pass rule.
    Pass,
}

/// A gate, a route or the pass rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConditionTerms {
    /// Its use.
    pub kind: ConditionKind,
    /// Its id, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title and test in English and in Chinese.
    pub text: [String; 2],
    /// The rules that it consists of.
    pub rules: Vec<Formula>,
    /// Treatment of an unknown value: `hold`, `pass` or `fail`.
    pub unknown: String,
    /// Fields that may be missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// Reasons that people may read if it is not met, in English and in Chinese.
    pub reasons: Vec<[String; 2]>,
}

/// A segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SegmentTerms {
    /// Its id.
    pub id: String,
    /// Title in English and in Chinese.
    pub title: [String; 2],
    /// The rule of membership; `None` for all remaining firms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
}

/// An indicator with its way from raw value to points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorTerms {
    /// Its id.
    pub id: String,
    /// Title in English and in Chinese.
    pub title: [String; 2],
    /// The raw value.
    pub value: Formula,
    /// Direction, treatment, curve and treatment of missing values.
    pub way: Value,
    /// Full marks per segment, in the segments' order.
    pub weights: Vec<f64>,
    /// Whether points depend on other firms' values: on percentiles, extremes or quantiles.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub peers: bool,
}

/// A field that the run read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldTerms {
    /// Name in rules.
    pub name: String,
    /// Title in English and in Chinese.
    pub title: [String; 2],
    /// Unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A supplement with the fields it gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupplementTerms {
    /// Its id.
    pub id: String,
    /// Fields that it gives.
    pub fields: Vec<String>,
}

impl Terms {
    /// The terms of a run, as they are read back from its `run.json`.
    pub fn of(intake: &Intake, scorecard: &Scorecard, institutions: &Institutions) -> Terms {
        let terms = Terms::made(intake, scorecard, institutions);
        // Numbers are rounded in the file: terms at hand equal those of a finished run.
        json::pretty(&terms).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or(terms)
    }

    pub(super) fn of_publication(publication: &Publication<'_>) -> Terms {
        let Scored { intake, scorecard, .. } = publication.scored;
        Terms::made(intake, scorecard, publication.institutions)
    }

    fn made(intake: &Intake, scorecard: &Scorecard, institutions: &Institutions) -> Terms {
        let firms = &intake.firms;
        let formula = |expr: &Expr| Formula::of(expr, scorecard, firms, institutions);
        let fields = firms.dictionary.fields.iter().zip(&firms.columns);
        Terms {
            rules: rules(institutions, &formula),
            lists: lists(institutions, &formula),
            conditions: conditions(scorecard, firms, &formula),
            segments: scorecard
                .segments
                .iter()
                .map(|segment| SegmentTerms {
                    id: segment.id.clone(),
                    title: Message::title(&segment.title, segment.title_zh.as_ref()).in_both(),
                    when: segment.when.as_ref().map(&formula),
                })
                .collect(),
            indicators: scorecard.indicators.iter().map(|one| IndicatorTerms::of(one, &formula)).collect(),
            tie_breakers: scorecard.tie_breakers.iter().map(|tie| formula(&tie.by)).collect(),
            fields: fields
                .filter(|(_, column)| column.is_some())
                .map(|(field, _)| FieldTerms {
                    name: field.name.clone(),
                    title: field.label().in_both(),
                    unit: field.unit.clone(),
                })
                .collect(),
            supplements: intake
                .supplements
                .iter()
                .map(|one| SupplementTerms { id: one.id.clone(), fields: one.fields.clone() })
                .collect(),
        }
    }

    /// The terms of the list of `institution`.
    pub fn list(&self, institution: &str) -> Option<&ListTerms> {
        self.lists.iter().find(|list| list.institution == institution)
    }

    /// The rule called `key` in `reasons.csv`.
    pub fn rule(&self, key: &str) -> Option<&RuleTerms> {
        self.rules.iter().find(|rule| rule.key == key)
    }

    /// The indicator called `id`.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorTerms> {
        self.indicators.iter().find(|one| one.id == id)
    }

    /// Whether a supplement gives the field called `name`.
    pub fn is_supplemented(&self, name: &str) -> bool {
        self.supplements.iter().any(|one| one.fields.iter().any(|field| field == name))
    }

    /// Names of all fields that rules, conditions, segments, orders and indicators read, sorted.
    pub fn fields_read(&self) -> Vec<String> {
        let rules = self.rules.iter().map(|rule| &rule.when);
        let orders = self.lists.iter().filter_map(|list| list.order.as_ref());
        let conditions = self.conditions.iter().flat_map(|condition| &condition.rules);
        let segments = self.segments.iter().filter_map(|segment| segment.when.as_ref());
        let indicators = self.indicators.iter().map(|one| &one.value);
        let all = rules.chain(orders).chain(conditions).chain(segments).chain(indicators);
        let mut names: Vec<String> =
            all.chain(&self.tie_breakers).flat_map(|formula| formula.fields.iter().cloned()).collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Formula {
    fn of(expr: &Expr, scorecard: &Scorecard, firms: &Firms, institutions: &Institutions) -> Formula {
        let first_fact = institutions.scope.len() - institutions.facts.len();
        let slots = scorecard.slots(firms.columns.len());
        let mut formula = Formula { text: expr.source().trim().to_owned(), ..Formula::default() };
        let mut left = expr.slots().to_vec();
        // A derived value reads only earlier ones, so the loop ends.
        while let Some(slot) = left.pop() {
            if slots.derived.contains(&slot) {
                let derived = &scorecard.derived[slot - slots.derived.start];
                formula.derived.insert(derived.id.clone(), derived.value.source().trim().to_owned());
                left.extend(derived.value.slots());
            } else if slots.fields.contains(&slot) {
                formula.fields.push(firms.dictionary.fields[slot].name.clone());
            } else if slot == slots.as_of {
                formula.day = true;
            } else if let Some(fact) = slot.checked_sub(first_fact).and_then(|at| institutions.facts.get(at))
            {
                formula.facts.push(fact.about);
            } else {
                formula.results = true;
            }
        }
        formula.fields.sort();
        formula.fields.dedup();
        formula
    }
}

fn rules(institutions: &Institutions, formula: &dyn Fn(&Expr) -> Formula) -> Vec<RuleTerms> {
    let rules = institutions.rules.iter().zip(1..);
    rules
        .map(|(rule, number)| RuleTerms {
            key: format!("r{number}"),
            when: formula(&rule.when),
            reason: rule.reason.in_both(),
            source: rule.source.clone(),
        })
        .collect()
}

fn lists(institutions: &Institutions, formula: &dyn Fn(&Expr) -> Formula) -> Vec<ListTerms> {
    let list = institutions.all.iter().map(|institution| ListTerms {
        institution: institution.id.clone(),
        rules: institution.rules.iter().map(|rule| format!("r{}", rule + 1)).collect(),
        order: institution.order.as_ref().map(|order| formula(&order.by)),
        ascending: institution.order.as_ref().is_some_and(|order| order.direction == Direction::Ascending),
    });
    list.collect()
}

fn conditions(
    scorecard: &Scorecard,
    firms: &Firms,
    formula: &dyn Fn(&Expr) -> Formula,
) -> Vec<ConditionTerms> {
    let condition = |kind: ConditionKind, at: usize| {
        let own = &scorecard.conditions[at];
        let mut terms = ConditionTerms {
            kind,
            id: own.id.clone(),
            text: scorecard.condition_text(at).in_both(),
            unknown: own.unknown.as_str().to_owned(),
            ..ConditionTerms::default()
        };
        parts(scorecard, own, formula, &mut terms);
        let accepted = std::iter::once(own).chain(all_parts(scorecard, own));
        let accepted = accepted.filter_map(|part| part.accepted.as_ref()).flat_map(|one| &one.fields);
        terms.accepted = accepted.map(|&field| firms.dictionary.fields[field].name.clone()).collect();
        terms
    };
    let gates = scorecard.gates.iter().map(|&at| condition(ConditionKind::Gate, at));
    let routes = scorecard.routes.iter().map(|&at| condition(ConditionKind::Route, at));
    let pass = scorecard.pass.iter().map(|&at| condition(ConditionKind::Pass, at));
    gates.chain(routes).chain(pass).collect()
}

/// The parts of a condition, and theirs.
fn all_parts<'a>(scorecard: &'a Scorecard, condition: &'a Condition) -> Vec<&'a Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    let mut left = condition.test.parts().to_vec();
    while let Some(at) = left.pop() {
        let part = &scorecard.conditions[at];
        left.extend(part.test.parts());
        all.push(part);
    }
    all
}

/// Adds the rules and reasons of a condition and of its parts.
fn parts(
    scorecard: &Scorecard,
    condition: &Condition,
    formula: &dyn Fn(&Expr) -> Formula,
    terms: &mut ConditionTerms,
) {
    let reason = match (&condition.reason, &condition.title, &condition.test) {
        (Some(reason), ..) => Some(reason.in_both()),
        (None, Some(title), Test::Rule { .. }) => Some(title.in_both()),
        (None, None, Test::Rule { when }) => Some([when.source().to_owned(), when.source().to_owned()]),
        _ => None,
    };
    terms.reasons.extend(reason);
    if let Test::Rule { when } = &condition.test {
        terms.rules.push(formula(when));
    }
    for &part in condition.test.parts() {
        parts(scorecard, &scorecard.conditions[part], formula, terms);
    }
}

impl IndicatorTerms {
    fn of(indicator: &Indicator, formula: &dyn Fn(&Expr) -> Formula) -> IndicatorTerms {
        let by_quantile =
            |step: &Treatment| matches!(step, Treatment::Winsorise { .. } | Treatment::DrawIn { .. });
        let by_peers =
            matches!(indicator.curve, Curve::Percentile { .. } | Curve::MinMax { .. } | Curve::ZScore { .. });
        let filled = matches!(indicator.missing, Missing::Mean(_) | Missing::Median(_));
        IndicatorTerms {
            id: indicator.id.clone(),
            title: Message::title(&indicator.title, indicator.title_zh.as_ref()).in_both(),
            value: formula(&indicator.value),
            way: serde_json::json!({
                "direction": indicator.direction,
                "treatment": indicator.treatment,
                "curve": indicator.curve,
                "missing": indicator.missing,
            }),
            weights: indicator.weight.clone(),
            peers: by_peers || filled || indicator.treatment.iter().any(by_quantile),
        }
    }
}
