//! The basis of a list in a few sentences: beside the lists, on workbooks and in the package.

use super::Publication;
use super::granted::Granted;
use super::waivers::{By, Waiver};
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::words::{Arg, Between, Message, say};

/// The day, the scorecards, their illustrative parts, and the waived gates.
pub(super) fn note(publication: &Publication<'_>) -> Message {
    let scorecard = publication.scored.scorecard;
    let (id, title) = (&scorecard.id, titled(scorecard));
    let made = say!(publish::note_made, day = publication.as_of, id = id, title = title);
    let further = publication.scored.further.iter().map(|(scorecard, _)| further(scorecard));
    let sentences = std::iter::once(made)
        .chain(weights(publication))
        .chain(further)
        .chain(rules(publication.institutions.basis))
        .chain(publication.granted.and_then(made_up))
        .chain(publication.waivers.iter().map(waived));
    Message::joined(Between::Sentences, sentences)
}

fn titled(scorecard: &Scorecard) -> Message {
    Message::title(&scorecard.title, scorecard.title_zh.as_ref())
}

fn weights(publication: &Publication<'_>) -> Option<Message> {
    let scorecard = publication.scored.scorecard;
    match scorecard.weights_basis {
        _ if publication.trial.is_some() => Some(say!(publish::note_trial)),
        WeightsBasis::Official => None,
        WeightsBasis::Local => Some(say!(publish::note_local)),
        WeightsBasis::Derived => Some(say!(publish::note_derived)),
        WeightsBasis::Illustrative => Some(match &scorecard.weights_note {
            None => say!(publish::note_illustrative),
            Some(note) => {
                let note = Message::title(note, scorecard.weights_note_zh.as_ref());
                say!(publish::note_illustrative_note, note = note)
            }
        }),
    }
}

fn further(scorecard: &Scorecard) -> Message {
    let (id, title) = (&scorecard.id, titled(scorecard));
    match scorecard.weights_basis {
        WeightsBasis::Official => say!(publish::note_further, id = id, title = title),
        WeightsBasis::Local => say!(publish::note_further_local, id = id, title = title),
        WeightsBasis::Derived => say!(publish::note_further_derived, id = id, title = title),
        WeightsBasis::Illustrative => say!(publish::note_further_illustrative, id = id, title = title),
    }
}

fn rules(basis: Option<WeightsBasis>) -> Option<Message> {
    match basis {
        None | Some(WeightsBasis::Official) => None,
        Some(WeightsBasis::Local) => Some(say!(publish::note_rules_local)),
        Some(WeightsBasis::Derived) => Some(say!(publish::note_rules_derived)),
        Some(WeightsBasis::Illustrative) => Some(say!(publish::note_rules_illustrative)),
    }
}

fn waived(waiver: &Waiver) -> Message {
    let Waiver { scorecard, gate, by, fields, firms, referred } = waiver;
    let (fields, firms, referred) = (Arg::items(fields), *firms, *referred);
    match by {
        By::Campaign => say!(
            publish::note_waived_campaign,
            scorecard = scorecard,
            gate = gate,
            fields = fields,
            firms = firms,
            referred = referred
        ),
        By::Scorecard => say!(
            publish::note_waived_scorecard,
            scorecard = scorecard,
            gate = gate,
            fields = fields,
            firms = firms,
            referred = referred
        ),
    }
}

/// Advice on lists that are edited: work on a copy.
pub(super) fn copies() -> Message {
    say!(publish::note_copies)
}

/// The illustrative parts, as a notice on a workbook; `None` if there are none.
pub(super) fn illustrative(publication: &Publication<'_>) -> Option<Message> {
    let scored = publication.scored;
    let further = scored.further.iter().map(|(scorecard, _)| *scorecard);
    let cards = std::iter::once(scored.scorecard).chain(further);
    let cards: Vec<&str> = cards
        .filter(|scorecard| scorecard.weights_basis == WeightsBasis::Illustrative)
        .map(|scorecard| scorecard.id.as_str())
        .collect();
    let own = match (cards.is_empty(), publication.institutions.basis == Some(WeightsBasis::Illustrative)) {
        (true, false) => None,
        (true, true) => Some(say!(publish::face_rules)),
        (false, false) => Some(say!(publish::face_weights, cards = Arg::items(cards))),
        (false, true) => Some(say!(publish::face_both, cards = Arg::items(cards))),
    };
    let all: Vec<Message> = own.into_iter().chain(publication.granted.and_then(made_up)).collect();
    (!all.is_empty()).then(|| Message::joined(Between::Sentences, all))
}

/// The made-up numbers of programmes, as a sentence; `None` if there are none.
fn made_up(granted: Granted<'_>) -> Option<Message> {
    let all = granted.programmes.made_up();
    let names = Message::joined(Between::Items, all.clone());
    (!all.is_empty()).then(|| say!(publish::note_programmes_illustrative, programmes = names))
}
