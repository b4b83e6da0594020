//! What only the whole campaign can tell: firms that scoring turns away, a cohort of which nobody is left,
//! lists nobody is on.

use super::{Campaign, Causes};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Frame;
use crate::intake::Intake;
use crate::referral::{self, Bar, Referrals};
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::words::Message;

/// An error for each firm that scoring turned away, at its line.
pub(super) fn turned_away(intake: &Intake, scores: &Scores) -> Findings {
    let file = Place::file(intake.text.name.clone());
    let mut errors = Findings::new();
    for (at, (firm, code)) in scores.rejected.codes().enumerate() {
        let place = file.clone().at_line(intake.firms.lines[firm]);
        let finding = || helped(Finding::new(code, place.clone(), scores.rejection(at).2), code);
        errors.push_with(code, &place, finding);
    }
    errors
}

/// A warning for each firm without points under one of the further scorecards, at its line; one for all of
/// them, where no firm has any.
pub(super) fn without_points(intake: &Intake, scorecard: &Scorecard, scores: &Scores) -> Findings {
    let file = Place::file(intake.text.name.clone());
    let id = &scorecard.id;
    if scores.order.is_empty() {
        let first = scores.rejections().next();
        let first = first.map_or_else(|| "there is none".to_owned(), |(_, _, reason)| reason.to_string());
        let message = format!("no firm has points under `{id}`; the first of them: {first}");
        let help = "see that the file has the columns the scorecard reads";
        return Finding::new(Code::PointsAbsent, file, message).help(help).into();
    }
    let mut warnings = Findings::new();
    for (at, (firm, code)) in scores.rejected.codes().enumerate() {
        let place = file.clone().at_line(intake.firms.lines[firm]);
        let warning = || no_points(id, &place, code, &scores.rejection(at).2);
        warnings.push_with(Code::PointsAbsent, &place, warning);
    }
    warnings
}

/// The same of one firm, where others have points.
pub(super) fn without_points_of(
    intake: &Intake,
    scorecard: &Scorecard,
    scores: &Scores,
    firm: usize,
) -> Findings {
    let rejected = scores.rejection_of(firm).filter(|_| !scores.order.is_empty());
    let place = Place::file(intake.text.name.clone()).at_line(intake.firms.lines[firm]);
    let warning = rejected.map(|(code, reason)| no_points(&scorecard.id, &place, code, &reason));
    warning.into_iter().collect()
}

fn no_points(id: &str, place: &Place, code: Code, reason: &Message) -> Finding {
    let message = format!("no points under `{id}`: {reason}");
    helped(Finding::new(Code::PointsAbsent, place.clone(), message), code)
}

fn helped(finding: Finding, code: Code) -> Finding {
    finding.help_if(help(code))
}

fn help(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::CoverageLow => "fill in what is blank, or lower the scorecard's `minimum_coverage`",
        Code::IndicatorMissing => {
            "fill it in, or let the indicator's `missing` say what a blank counts as in the scorecard"
        }
        Code::SegmentNone => {
            "fill in what the segments' rules ask for, or add its column; or add a segment without `when` \
            at their end"
        }
        _ => return None,
    })
}

/// An error if nobody was scored: the lists would all be empty.
pub(super) fn nobody_scored(intake: &Intake, scores: &Scores) -> Option<Finding> {
    if !scores.order.is_empty() {
        return None;
    }
    let causes = Causes::of(intake, Some(scores)).by_name();
    let told: Vec<String> = causes.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let message = format!("no firm is left to score: {}", told.join(", "));
    let help = "mend what the other findings say; no output was written or replaced";
    Some(Finding::new(Code::NobodyScored, Place::file(intake.text.name.clone()), message).help(help))
}

/// A warning for each institution nobody is eligible for, at its line, with the rules that nobody meets; one
/// for all of them, where no firm may be referred at all.
pub(super) fn empty_lists(campaign: &Campaign, referrals: &Referrals, frame: &Frame<'_>) -> Findings {
    if referrals.candidates.is_empty() {
        return nobody_referred(campaign, referrals).into();
    }
    let institutions = campaign.institutions.all.iter().zip(&referrals.lists);
    let empty = institutions.filter(|(_, list)| list.eligible == 0).map(|(institution, _)| institution);
    empty
        .map(|institution| {
            let rules = referral::met_by_nobody(institution, &campaign.institutions, referrals, frame);
            let told: Vec<String> = rules
                .iter()
                .map(|rule| format!("`{}` ({})", rule.when.source().trim(), rule.reason))
                .collect();
            let why = if told.is_empty() {
                "nobody meets all of its rules at once".to_owned()
            } else {
                format!("nobody meets {}", told.join(", nor "))
            };
            let message = format!("no firm is eligible for `{}`: {why}", institution.id);
            let help =
                "its list is empty; see that the rule says what is meant, and that its columns are filled";
            Finding::new(Code::ListEmpty, institution.place.clone(), message).help(help)
        })
        .collect()
}

fn nobody_referred(campaign: &Campaign, referrals: &Referrals) -> Finding {
    let of = |bar| referrals.bars.iter().filter(|one| **one == bar).count();
    let why = [
        (of(Bar::ConsentRefused), "consent refused"),
        (of(Bar::ConsentUnknown), "consent not known"),
        (of(Bar::NotQualified), "not qualified"),
        (of(Bar::Held), "held"),
    ];
    let told: Vec<String> =
        why.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what}: {count}")).collect();
    let message = format!("every list is empty; of the firms scored, {}", told.join(", "));
    Finding::new(Code::ListEmpty, Place::file(campaign.institutions_source.name.clone()), message)
        .help("not_referred.csv has the reason for each firm")
}
