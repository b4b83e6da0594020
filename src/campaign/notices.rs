//! Faults that are visible only after scoring: firms that scoring rejects, a cohort without scored firms,
//! empty lists.

use std::collections::BTreeSet;

use super::{Campaign, Causes};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Field, Frame};
use crate::intake::Intake;
use crate::referral::{self, Bar, Institution, Referrals, Rule, Unnamed};
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::words::{Arg, Message, say};

/// An error for each firm that scoring rejected, at its line. `is_cut` if the campaign leaves out columns.
pub(super) fn turned_away(intake: &Intake, scores: &Scores, is_cut: bool) -> Findings {
    let mut errors = Findings::new();
    for (at, (firm, code)) in scores.rejected.codes().enumerate() {
        let place = intake.place_of(firm);
        let finding = || {
            let fault = Finding::new(code, place.clone(), scores.rejection(at).2);
            match code {
                Code::CoverageLow if is_cut => fault.help(say!(campaign::coverage_low_cut_help)),
                _ => helped(fault, code),
            }
        };
        errors.push_with(code, &place, finding);
    }
    errors
}

/// A warning for each firm without points under a further scorecard, at the firm's line. If no firm has
/// points, there is one warning for the file.
pub(super) fn without_points(intake: &Intake, scorecard: &Scorecard, scores: &Scores) -> Findings {
    let id = &scorecard.id;
    if scores.order.is_empty() {
        let message = match scores.rejections().next() {
            Some((_, _, reason)) => say!(campaign::no_points_first, scorecard = id, reason = reason),
            None => say!(campaign::no_points_all, scorecard = id),
        };
        let help = say!(campaign::no_points_all_help);
        return Finding::new(Code::PointsAbsent, intake.place(), message).help(help).into();
    }
    let mut warnings = Findings::new();
    for (at, (firm, code)) in scores.rejected.codes().enumerate() {
        let place = intake.place_of(firm);
        let warning = || no_points(id, &place, code, (&scores.rejection(at).2).into());
        warnings.push_with(Code::PointsAbsent, &place, warning);
    }
    warnings
}

/// A warning for each programme that reads fields of which no firm has a value.
pub(super) fn blank_programmes(campaign: &Campaign, intake: &Intake) -> Findings {
    let mut warnings = Findings::new();
    let (firms, fields) = (&intake.firms, &campaign.dictionary.fields);
    let is_blank = |field: &usize| firms.columns[*field].as_ref().is_none_or(|column| column.known() == 0);
    for programme in campaign.programmes.iter().flat_map(|programmes| &programmes.all) {
        let read = programme.expressions().flat_map(|expr| campaign.scorecard.fields_of(expr, fields.len()));
        let blank: BTreeSet<usize> = read.filter(is_blank).collect();
        if blank.is_empty() {
            continue;
        }
        let names = blank.iter().map(|&field| {
            let Field { title, name, .. } = &fields[field];
            say!(campaign::field_named, title = title, name = name)
        });
        let message = say!(campaign::programme_blank, programme = &programme.id, fields = Arg::items(names));
        let place = campaign.source.place(0).in_column("programmes");
        warnings.push(
            Finding::new(Code::ProgrammeBlank, place, message).help(say!(campaign::programme_blank_help)),
        );
    }
    warnings
}

/// The warning of [`without_points`] for one firm; none if no firm has points.
pub(super) fn without_points_of(
    intake: &Intake,
    scorecard: &Scorecard,
    scores: &Scores,
    firm: usize,
) -> Findings {
    let rejected = scores.rejection_of(firm).filter(|_| !scores.order.is_empty());
    let place = intake.place_of(firm);
    let warning = rejected.map(|(code, reason)| no_points(&scorecard.id, &place, code, reason));
    warning.into_iter().collect()
}

fn no_points(id: &str, place: &Place, code: Code, reason: Message) -> Finding {
    let message = say!(campaign::no_points, scorecard = id, reason = reason);
    helped(Finding::new(Code::PointsAbsent, place.clone(), message), code)
}

fn helped(finding: Finding, code: Code) -> Finding {
    finding.help_if(Scores::rejection_help(code))
}

/// An error if no firm was scored: all lists would be empty.
pub(super) fn nobody_scored(intake: &Intake, scores: &Scores) -> Option<Finding> {
    if !scores.order.is_empty() {
        return None;
    }
    let causes = Causes::of(intake, Some(scores));
    let message = match causes.rows() {
        0 => say!(campaign::nobody_scored_none),
        _ => say!(campaign::nobody_scored, causes = causes.all()),
    };
    let help = say!(campaign::nobody_scored_help);
    Some(Finding::new(Code::NobodyScored, intake.place(), message).help(help))
}

/// A warning for each institution without an eligible firm, at the institution's line, with the rules that no
/// firm meets. If no firm may be referred at all, there is one warning for the run.
pub(super) fn empty_lists(campaign: &Campaign, referrals: &Referrals, frame: &Frame<'_>) -> Findings {
    if referrals.candidates.is_empty() {
        return nobody_referred(campaign, referrals).into();
    }
    let institutions = campaign.institutions.all.iter().zip(&referrals.lists);
    let empty = institutions.filter(|(_, list)| list.eligible == 0).map(|(institution, _)| institution);
    empty
        .map(|institution| {
            let rules = referral::met_by_nobody(institution, &campaign.institutions, referrals, frame);
            let shown = |rule: &Rule| {
                say!(campaign::list_empty_rule, rule = rule.when.source().trim(), reason = &rule.reason)
            };
            let (id, is_any) = (&institution.id, !rules.is_empty());
            let message = if is_any {
                let rules = Arg::any(rules.into_iter().map(shown));
                say!(campaign::list_empty_rules, institution = id, rules = rules)
            } else {
                say!(campaign::list_empty_together, institution = id)
            };
            Finding::new(Code::ListEmpty, institution.place.clone(), message)
                .help(say!(campaign::list_empty_help))
        })
        .collect()
}

/// A note for each floor that stays unmet, at the institution's line.
pub(super) fn unmet_floors(campaign: &Campaign, referrals: &Referrals) -> Findings {
    let institutions = campaign.institutions.all.iter().zip(&referrals.lists);
    let unmet = institutions.flat_map(|(institution, list)| {
        let groups = list.groups.iter().filter(|group| group.unmet() > 0);
        groups.map(move |group| (institution, group))
    });
    unmet
        .map(|(institution, group)| {
            let message = say!(
                campaign::floor_unmet,
                institution = &institution.id,
                listed = group.listed,
                floor = group.at_least,
                group = group.value.as_deref().unwrap_or_default(),
                eligible = group.eligible
            );
            Finding::new(Code::FloorUnmet, institution.place.clone(), message)
                .help(say!(campaign::floor_unmet_help))
        })
        .collect()
}

/// A warning for each preferred institution that does not exist, at the row of the first firm.
pub(super) fn unknown_preferences(campaign: &Campaign, intake: &Intake, frame: &Frame<'_>) -> Findings {
    let institutions = &campaign.institutions;
    let names: Vec<&str> = institutions.all.iter().flat_map(Institution::names).collect();
    let unknown = institutions.unknown_preferences(frame).into_iter();
    unknown
        .map(|(word, Unnamed { firms, first })| {
            let help = match crate::finding::nearest(&word, names.iter().copied()) {
                Some(near) => say!(campaign::preference_near_help, near = near),
                None => say!(campaign::preference_unknown_help),
            };
            let message = say!(campaign::preference_unknown, word = &word, firms = firms);
            Finding::new(Code::PreferenceUnknown, intake.place_of(first), message).help(help)
        })
        .collect()
}

fn nobody_referred(campaign: &Campaign, referrals: &Referrals) -> Finding {
    let of = |bar| referrals.bars.iter().filter(|one| **one == bar).count();
    let bars = [
        (of(Bar::ConsentRefused), "consent-refused"),
        (of(Bar::ConsentUnknown), "consent-unknown"),
        (of(Bar::NotQualified), "not-qualified"),
        (of(Bar::Held), "held"),
    ];
    let bars = bars.into_iter().filter(|(count, _)| *count > 0);
    let bars = bars.map(|(count, kind)| say!(campaign::lists_empty_bar, kind = kind, firms = count));
    let message = say!(campaign::lists_empty, bars = Arg::items(bars));
    Finding::new(Code::ListEmpty, Place::file(campaign.institutions_source.name.clone()), message)
        .help(say!(campaign::lists_empty_help))
}
