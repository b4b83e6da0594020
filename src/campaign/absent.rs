//! Fields that decide who is referred, and for which the cohort has no column: their rules then hold for nobody, or for
//! everybody, in silence.

use std::collections::BTreeMap;

use super::Campaign;
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::Intake;
use crate::referral::CONSENT;
use crate::scorecard::{Scorecard, Test};

/// Who asks for a field, before the others are only counted.
const NAMED: usize = 3;

/// A warning for each field without a column that a gate, the pass rule, a route, an institution's rule or order, or
/// consent rests on.
pub(super) fn fields(campaign: &Campaign, intake: &Intake) -> Findings {
    let firms = &intake.firms;
    // By position of the field: who asks for it.
    let mut askers: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let derived = campaign.scorecard.slots(firms.columns.len()).derived;
    let mut ask = |rule: &Expr, who: &str| {
        let mut slots = rule.slots().to_vec();
        while let Some(slot) = slots.pop() {
            if firms.columns.get(slot).is_some_and(Option::is_none) {
                let askers = askers.entry(slot).or_default();
                if !askers.iter().any(|asker| asker == who) {
                    askers.push(who.to_owned());
                }
            } else if derived.contains(&slot) {
                slots.extend(campaign.scorecard.derived[slot - derived.start].value.slots());
            }
        }
    };
    of_the_scorecard(&campaign.scorecard, &mut ask);
    for institution in &campaign.institutions.all {
        for &rule in &institution.rules {
            ask(&campaign.institutions.rules[rule].when, &format!("a rule of `{}`", institution.id));
        }
        if let Some(order) = &institution.order {
            ask(&order.by, &format!("the order of `{}`", institution.id));
        }
    }
    if let Some(consent) = firms.dictionary.position(CONSENT).filter(|&at| firms.columns[at].is_none()) {
        askers.entry(consent).or_default().insert(0, "every list, as the firm's consent,".to_owned());
    }
    let file = Place::file(intake.text.name.clone());
    askers.iter().map(|(&field, askers)| absent(&firms.dictionary.fields[field], askers, &file)).collect()
}

fn absent(field: &crate::firms::Field, askers: &[String], file: &Place) -> Finding {
    let (name, title) = (&field.name, &field.title);
    let mut who = askers[..askers.len().min(NAMED)].join(", ");
    if askers.len() > NAMED {
        who += &format!(" and {} more", askers.len() - NAMED);
    }
    let verb = if askers.len() == 1 { "asks" } else { "ask" };
    let message = format!("no column is the field `{name}` ({title}), which {who} {verb} for");
    Finding::new(Code::FieldAbsent, file.clone(), message)
        .help(format!("add the column, or name its header under [firms.columns]: \"…\" = \"{name}\""))
}

/// What gates, the pass rule and routes ask for.
fn of_the_scorecard(scorecard: &Scorecard, ask: &mut impl FnMut(&Expr, &str)) {
    let named = |what: &str, at: usize| match &scorecard.conditions[at].id {
        Some(id) => format!("{what} `{id}`"),
        None => format!("a {what}"),
    };
    let gates = scorecard.gates.iter().map(|&at| (at, named("gate", at)));
    let routes = scorecard.routes.iter().map(|&at| (at, named("route", at)));
    let pass = scorecard.pass.map(|at| (at, "the pass rule".to_owned()));
    for (at, who) in gates.chain(pass).chain(routes) {
        let mut conditions = vec![at];
        while let Some(at) = conditions.pop() {
            match &scorecard.conditions[at].test {
                Test::Rule { when, .. } => ask(when, &who),
                Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => conditions.extend(parts),
            }
        }
    }
}
