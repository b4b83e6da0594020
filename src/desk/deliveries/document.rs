//! Documents of deliveries, their verification and keys.

use super::names::signature;
use super::{Delivered, Line, Listed, Made, Name, PASSPHRASE, Recipient, Verified};
use crate::figures::{Cell, Document, Rows, Section};
use crate::words::{Message, say};

impl Delivered {
    /// The deliveries, and the hash to note down.
    pub fn document(&self) -> Document {
        let rows = Rows::new(&self.lines)
            .count(say!(deliveries::head_seq), |line| line.seq as usize)
            .left(say!(deliveries::head_delivery), |line| line.delivery.as_str())
            .count(say!(deliveries::head_firms), |line| line.firms)
            .left(say!(deliveries::head_form), |line| form(line.recipient.is_some()));
        let count = self.lines.len();
        let is_again = |line: &&Line| Name::of(&line.delivery).is_some_and(|name| name.number > 1);
        let again = self.lines.iter().filter(is_again).count();
        let archives = |is_sealed: bool| -> Vec<String> {
            let own = self.lines.iter().filter(|line| line.recipient.is_some() == is_sealed);
            own.map(|line| format!("{}/{}", line.delivery, line.archive())).collect()
        };
        let hand_over = |archive: &String| {
            let signature = signature(archive);
            say!(deliveries::hand_over, archive = archive, signature = signature)
        };
        let (sealed, unsealed) = (archives(true), archives(false));
        let mut handed = Section::new().lines(sealed.iter().chain(&unsealed).map(hand_over));
        if !sealed.is_empty() {
            handed = handed.line(say!(deliveries::to_open));
        }
        if !unsealed.is_empty() {
            handed = handed.line(say!(deliveries::to_encrypt, deliveries = unsealed.len()));
        }
        Document::untitled(say!(deliveries::deliver_title, deliveries = count))
            .section(Section::new().table(rows))
            .section(handed)
            .section(
                Section::new()
                    .lines((again > 0).then(|| say!(deliveries::delivered_again, deliveries = again)))
                    .command(say!(deliveries::head_note, head = &self.head))
                    .line(say!(
                        deliveries::delivered,
                        deliveries = count,
                        desk = self.desk.display().to_string()
                    )),
            )
    }
}

fn form(is_sealed: bool) -> Message {
    if is_sealed { say!(deliveries::form_sealed) } else { say!(deliveries::form_unsealed) }
}

impl Verified {
    /// What was checked, and how much of it is unchanged.
    pub fn document(&self) -> Document {
        let rows = Rows::new(&self.deliveries)
            .left(say!(deliveries::head_seq), |one| {
                one.seq.map_or(Cell::Missing, |seq| Cell::count(seq as usize))
            })
            .left(say!(deliveries::head_delivery), |one| one.delivery.as_str())
            .count(say!(deliveries::head_firms), |one| one.firms)
            .left(say!(deliveries::head_form), |one| match (one.is_sealed, one.is_opened) {
                (true, true) => say!(deliveries::form_opened),
                (is_sealed, _) => form(is_sealed),
            })
            .left(say!(deliveries::head_result), |one| match one.is_unchanged {
                true => say!(deliveries::result_unchanged),
                false => say!(deliveries::result_changed),
            });
        let (all, faults) = (self.deliveries.len(), self.faults.len());
        let sum = match (faults, self.lines) {
            (0, Some(lines)) => say!(deliveries::log_unchanged, lines = lines, deliveries = all),
            (0, None) => say!(deliveries::delivery_unchanged),
            (_, _) => say!(deliveries::found, faults = faults),
        };
        let signed = match &self.signer {
            Some(signer) => say!(deliveries::checked_by, signer = signer),
            None => say!(deliveries::signatures_unchecked),
        };
        let closed = self.deliveries.iter().filter(|one| one.is_sealed && !one.is_opened).count();
        let mut end = Section::new().line(signed);
        if self.lines.is_none() && closed > 0 {
            end = end.line(say!(deliveries::unopened));
        }
        if let Some(head) = &self.head {
            end = end.command(say!(deliveries::head_now, head = head));
        }
        end = end.line(sum);
        Document::untitled(say!(deliveries::verify_title)).section(Section::new().table(rows)).section(end)
    }
}

/// The keys of a folder.
pub fn keys_document(keys: &[Listed]) -> Document {
    let rows = Rows::new(keys)
        .left(say!(deliveries::head_owner), |key| match &key.institution {
            Some(institution) => Message::from(institution),
            None => say!(deliveries::owner_bureau),
        })
        .left(say!(deliveries::head_file), |key| key.file.as_str())
        .left(say!(deliveries::head_key), |key| match (&key.recipient, &key.name) {
            (Some(Recipient::Sealed(key)), _) => Message::from(key),
            (Some(Recipient::Unsealed), _) => say!(deliveries::form_unsealed),
            (None, name) => Message::from(name.as_deref().unwrap_or_default()),
        })
        .complete();
    Document::untitled(say!(deliveries::keys_title))
        .section(Section::new().table(rows))
        .section(Section::new().line(say!(deliveries::keys_listed, keys = keys.len())))
}

/// The keys that were made, and what to do with them.
pub fn made_document(made: &[Made]) -> Document {
    let mut section = Section::new();
    for key in made {
        let (secret, public) = (key.secret.display().to_string(), key.public.display().to_string());
        section = section.line(match &key.institution {
            Some(id) => say!(deliveries::made_identity, institution = id, secret = secret, public = public),
            None => say!(deliveries::made_signer, key = &key.key, secret = secret, public = public),
        });
        if key.institution.is_none() {
            section = section.line(match key.is_protected {
                true => say!(deliveries::made_protected, variable = PASSPHRASE),
                false => say!(deliveries::made_unprotected, variable = PASSPHRASE),
            });
        }
    }
    Document::untitled(say!(deliveries::keys_title)).section(section)
}
