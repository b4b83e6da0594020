//! Fields that decide who is referred, and for which the cohort has no column: their rules then hold for
//! nobody, or for everybody, in silence.

use std::collections::BTreeMap;

use super::Campaign;
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::Intake;
use crate::referral::CONSENT;
use crate::scorecard::{Scorecard, Test};
use crate::scoring::Scores;

/// Who asks for a field, before the others are only counted.
const NAMED: usize = 3;

/// A warning for each field without a column that a segment, a gate, the pass rule, a route, an
/// institution's rule or order, or consent rests on.
pub(super) fn fields(campaign: &Campaign, intake: &Intake, scores: &Scores, further: &[Scores]) -> Findings {
    let firms = &intake.firms;
    let mut askers = Askers { intake, of: BTreeMap::new() };
    let mut ask = |scorecard: &Scorecard, rule: &Expr, who: &Asker| askers.ask(scorecard, rule, who);
    let leading = &campaign.scorecard;
    of_a_scorecard(leading, scores, "", &mut ask);
    for (scorecard, scores) in campaign.further.iter().zip(further) {
        of_a_scorecard(scorecard, scores, &format!(" of `{}`", scorecard.id), &mut ask);
    }
    for institution in &campaign.institutions.all {
        for &rule in &institution.rules {
            let who = Asker::one(format!("a rule of `{}`", institution.id));
            ask(leading, &campaign.institutions.rules[rule].when, &who);
        }
        if let Some(order) = &institution.order {
            ask(leading, &order.by, &Asker::one(format!("the order of `{}`", institution.id)));
        }
    }
    if let Some(consent) = firms.dictionary.position(CONSENT).filter(|&at| firms.columns[at].is_none()) {
        let who = Asker::one("every list, as the firm's consent,".to_owned());
        askers.of.entry(consent).or_default().insert(0, who);
    }
    askers.findings()
}

/// The same for a scorecard on its own.
pub(super) fn of_scorecard(scorecard: &Scorecard, scores: &Scores, intake: &Intake) -> Findings {
    let mut askers = Askers { intake, of: BTreeMap::new() };
    of_a_scorecard(scorecard, scores, "", &mut |scorecard, rule, who| askers.ask(scorecard, rule, who));
    askers.findings()
}

/// Who asks for a field.
#[derive(Clone, PartialEq)]
struct Asker {
    words: String,
    is_plural: bool,
}

impl Asker {
    fn one(words: String) -> Asker {
        Asker { words, is_plural: false }
    }
}

/// Who asks for fields without a column.
struct Askers<'a> {
    intake: &'a Intake,
    /// By position of the field.
    of: BTreeMap<usize, Vec<Asker>>,
}

impl Askers<'_> {
    /// Notes the fields without a column that `rule` of `who` reads, by way of derived values too.
    fn ask(&mut self, scorecard: &Scorecard, rule: &Expr, who: &Asker) {
        let columns = &self.intake.firms.columns;
        let read = scorecard.fields_of(rule, columns.len()).into_iter();
        for field in read.filter(|&field| columns[field].is_none()) {
            let askers = self.of.entry(field).or_default();
            if !askers.contains(who) {
                askers.push(who.clone());
            }
        }
    }

    fn findings(&self) -> Findings {
        let file = Place::file(self.intake.text.name.clone());
        let fields = &self.intake.firms.dictionary.fields;
        self.of.iter().map(|(&field, askers)| absent(&fields[field], askers, &file)).collect()
    }
}

fn absent(field: &crate::firms::Field, askers: &[Asker], file: &Place) -> Finding {
    let (name, title) = (&field.name, &field.title);
    let named: Vec<&str> = askers.iter().take(NAMED).map(|asker| &*asker.words).collect();
    let mut who = named.join(", ");
    if askers.len() > NAMED {
        who += &format!(" and {} more", askers.len() - NAMED);
    }
    let verb = if matches!(askers, [Asker { is_plural: false, .. }]) { "asks" } else { "ask" };
    let message = format!("no column is the field `{name}` ({title}), which {who} {verb} for");
    Finding::new(Code::FieldAbsent, file.clone(), message)
        .help(format!("add the column, or name its header under [firms.columns]: \"…\" = \"{name}\""))
}

/// What segments, gates, the pass rule and routes ask for; `whose` they are stands behind their names. A gate
/// that holds firms has a finding of its own.
fn of_a_scorecard(
    scorecard: &Scorecard,
    scores: &Scores,
    whose: &str,
    ask: &mut impl FnMut(&Scorecard, &Expr, &Asker),
) {
    let named = |what: &str, at: usize| match &scorecard.conditions[at].id {
        Some(id) => Asker::one(format!("{what} `{id}`{whose}")),
        None => Asker::one(format!("a {what}{whose}")),
    };
    let words = scores.unmet.iter().zip(&scores.unknown);
    let held = scorecard.holding() & words.fold(0, |all, (unmet, unknown)| all | unmet & unknown);
    let gates = scorecard.gates.iter().filter(|gate| held >> **gate & 1 == 0);
    let gates = gates.map(|&at| (at, named("gate", at)));
    let routes = scorecard.routes.iter().map(|&at| (at, named("route", at)));
    let pass = scorecard.pass.map(|at| (at, Asker::one(format!("the pass rule{whose}"))));
    let segments = scorecard.segments.iter().filter_map(|segment| segment.when.as_ref());
    let who = Asker { words: format!("the segments{whose}"), is_plural: true };
    segments.for_each(|when| ask(scorecard, when, &who));
    for (at, who) in gates.chain(pass).chain(routes) {
        for rule in scorecard.rules_of(at) {
            if let Test::Rule { when } = &scorecard.conditions[rule].test {
                ask(scorecard, when, &who);
            }
        }
    }
}
