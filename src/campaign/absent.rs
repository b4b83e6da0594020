//! Fields without a column in the cohort that decide referrals: their rules hold for nobody, or for
//! everybody, without any other sign.

use std::collections::BTreeMap;

use super::Campaign;
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Field;
use crate::intake::Intake;
use crate::referral::{CONSENT, Use};
use crate::scorecard::{Scorecard, Test};
use crate::scoring::Scores;
use crate::words::{Arg, Message, say};

/// Greatest number of readers named for a field. Further readers are only counted.
const NAMED: usize = 3;

/// A warning for each field without a column that a segment, a gate, the pass rule, a route, an
/// institution's rule or order, or the check of consent reads.
pub(super) fn fields(campaign: &Campaign, intake: &Intake, scores: &Scores, further: &[Scores]) -> Findings {
    let firms = &intake.firms;
    let mut askers = Askers { intake, of: BTreeMap::new() };
    let mut ask = |scorecard: &Scorecard, rule: &Expr, who: &Message| askers.ask(scorecard, rule, who);
    let leading = &campaign.scorecard;
    of_a_scorecard(leading, scores, None, &mut ask);
    for (scorecard, scores) in campaign.further.iter().zip(further) {
        of_a_scorecard(scorecard, scores, Some(&scorecard.id), &mut ask);
    }
    let institutions = &campaign.institutions;
    let only_preferred = institutions.matching.as_ref().is_some_and(|matching| matching.only_preferred);
    for (institution, of, expr) in institutions.expressions() {
        let id = institution.map_or("", |institution| &institution.id);
        let who = match of {
            Use::Rule => say!(campaign::asker_rule, institution = id),
            Use::Order => say!(campaign::asker_order, institution = id),
            Use::Quota => say!(campaign::asker_quota, institution = id),
            Use::Preferences if only_preferred => say!(campaign::asker_preferences),
            // A rule reads an amount too; without preferences the campaign's order stands; columns stay
            // blank.
            Use::Amount | Use::Preferences | Use::Column | Use::UsualColumn => continue,
        };
        ask(leading, expr, &who);
    }
    if let Some(consent) = firms.dictionary.position(CONSENT).filter(|&at| firms.columns[at].is_none()) {
        askers.of.entry(consent).or_default().insert(0, say!(campaign::asker_consent));
    }
    askers.findings()
}

/// The warnings of [`fields`] for a scorecard without a campaign.
pub(super) fn of_scorecard(scorecard: &Scorecard, scores: &Scores, intake: &Intake) -> Findings {
    let mut askers = Askers { intake, of: BTreeMap::new() };
    of_a_scorecard(scorecard, scores, None, &mut |scorecard, rule, who| askers.ask(scorecard, rule, who));
    askers.findings()
}

struct Askers<'a> {
    intake: &'a Intake,
    /// The readers of each field, by its position in the dictionary.
    of: BTreeMap<usize, Vec<Message>>,
}

impl Askers<'_> {
    /// Records `who` as a reader of each field without a column that `rule` reads, directly or through
    /// derived values.
    fn ask(&mut self, scorecard: &Scorecard, rule: &Expr, who: &Message) {
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
        let file = self.intake.place();
        let fields = &self.intake.firms.dictionary.fields;
        let near = |field: usize| {
            let mut columns = self.intake.parts.iter().flat_map(|part| part.columns());
            columns.find(|(_, column)| column.near == Some(field)).map(|(_, column)| &*column.header)
        };
        self.of.iter().map(|(&field, askers)| absent(&fields[field], askers, &file, near(field))).collect()
    }
}

/// The warning for `field`, which `askers` read. `near` is a header that may be its column's.
fn absent(field: &Field, askers: &[Message], file: &Place, near: Option<&str>) -> Finding {
    let (name, title) = (&field.name, &field.title);
    let named = Arg::all(askers.iter().take(NAMED));
    let message = match askers.len().saturating_sub(NAMED) {
        0 => say!(campaign::field_absent, name = name, title = title, askers = named),
        more => {
            let named = Arg::items(askers.iter().take(NAMED));
            say!(campaign::field_absent_more, name = name, title = title, askers = named, more = more)
        }
    };
    let help = match near {
        Some(header) => say!(campaign::bind_column_help, line = format!("{header:?} = {name:?}")),
        None => say!(campaign::add_column_help, name = name),
    };
    Finding::new(Code::FieldAbsent, file.clone(), message).help(help)
}

/// Passes the rules of segments, gates, the pass rule and routes to `ask`. `of` is the scorecard's id, if
/// messages name it. Gates that hold firms are left out, since they have a separate finding.
fn of_a_scorecard(
    scorecard: &Scorecard,
    scores: &Scores,
    of: Option<&str>,
    ask: &mut impl FnMut(&Scorecard, &Expr, &Message),
) {
    let unnamed = |kind: &str| match of {
        Some(scorecard) => say!(campaign::asker_unnamed_of, kind = kind, scorecard = scorecard),
        None => say!(campaign::asker_unnamed, kind = kind),
    };
    let named = |kind: &str, at: usize| match (&scorecard.conditions[at].id, of) {
        (Some(id), Some(scorecard)) => {
            say!(campaign::asker_of, kind = kind, id = id, scorecard = scorecard)
        }
        (Some(id), None) => say!(campaign::asker, kind = kind, id = id),
        (None, _) => unnamed(kind),
    };
    let words = scores.unmet.iter().zip(&scores.unknown);
    let held = scorecard.holding() & words.fold(0, |all, (unmet, unknown)| all | unmet & unknown);
    let gates = scorecard.gates.iter().filter(|gate| held >> **gate & 1 == 0);
    let gates = gates.map(|&at| (at, named("gate", at)));
    let routes = scorecard.routes.iter().map(|&at| (at, named("route", at)));
    let pass = scorecard.pass.map(|at| (at, unnamed("pass")));
    let segments = scorecard.segments.iter().filter_map(|segment| segment.when.as_ref());
    let who = unnamed("segments");
    segments.for_each(|when| ask(scorecard, when, &who));
    for (at, who) in gates.chain(pass).chain(routes) {
        for rule in scorecard.rules_of(at) {
            if let Test::Rule { when } = &scorecard.conditions[rule].test {
                ask(scorecard, when, &who);
            }
        }
    }
}
