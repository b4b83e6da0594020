//! Programmes as a campaign names them: opened, laid over their bases, with the campaign's values.

use std::path::Path;

use jiff::civil::Date;

use super::catalogue::PROGRAMMES;
use super::written::{self, ProgrammesEntry};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Field;
use crate::parameters::{Document, InForce, Source};
use crate::words::say;

/// Most programmes of a campaign: one bit each.
const MOST: usize = 64;

/// Keys that lead to the table with values of programmes in place of their own, in a campaign.
const SET: [&str; 2] = ["programmes", "set"];

/// A programme as written, before its rules are compiled.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where the campaign names it.
    pub place: Place,
    pub(super) written: written::Programme,
    pub(super) in_force: Vec<InForce>,
    pub(super) text: Source,
}

impl Draft {
    /// The programme in `source`, named at `place`, with the values in force on `day`, or the latest ones
    /// without a day. The values that a `campaign` sets replace its own.
    ///
    /// # Errors
    /// Every fault of reading.
    pub fn open(
        source: &Source,
        place: Place,
        campaign: Option<&Document<'_>>,
        day: Option<Date>,
    ) -> Result<Draft, Findings> {
        let files = PROGRAMMES.chain(source)?;
        let mut document = PROGRAMMES.laid_over(&files)?;
        let id = document.text("id").map(|id| id.into_inner()).unwrap_or_default();
        if let Some(own) = campaign.and_then(|campaign| campaign.clone().table(&SET, &id)) {
            refuse_names(&own)?;
            document = own.over(document, PROGRAMMES.merged)?;
        }
        let in_force = document.settle(day)?;
        let text = document.source.clone();
        Ok(Draft { place, written: document.read()?, in_force, text })
    }

    /// Id of the programme.
    pub fn id(&self) -> &str {
        self.written.id.get_ref()
    }

    /// Words by which it excludes other programmes.
    pub fn exclusive(&self) -> impl Iterator<Item = &str> {
        self.written.exclusive.iter().map(|word| word.get_ref().as_str())
    }

    /// Fields of firms that it declares.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.written.field.iter().map(|field| field.get_ref())
    }
}

/// Keys that only a file can set: who the programme is, what it extends, and the fields that the cohort is
/// read with.
const OF_A_FILE: [&str; 4] = ["id", "extends", "instrument", "field"];

/// Values in use change neither the identity of a programme nor its fields.
fn refuse_names(own: &Document<'_>) -> Result<(), Finding> {
    let key = OF_A_FILE.iter().find_map(|key| Some((*key, own.position(key)?)));
    let Some((key, at)) = key else { return Ok(()) };
    let place = own.source.place(at).in_column(key);
    let message = say!(programmes::set_id, key = key);
    Err(Finding::new(Code::KeyIdle, place, message).help(say!(programmes::set_id_help)))
}

/// The programmes that `entry` of the campaign `document` in `folder` names, in its order.
///
/// # Errors
/// Every fault of each programme; a programme named twice; too many; values for a programme that is not in
/// use.
pub fn open(
    entry: &ProgrammesEntry,
    document: &Document<'_>,
    folder: &Path,
    day: Option<Date>,
) -> Result<Vec<Draft>, Findings> {
    let mut findings = Findings::new();
    let source = &document.source;
    let used = entry.used.get_ref();
    if used.is_empty() || used.len() > MOST {
        let place = source.place(entry.used.span().start).in_column("use");
        let (code, message) = match used.is_empty() {
            true => (Code::ValueEmpty, say!(programmes::use_empty)),
            false => (Code::TooMany, say!(programmes::use_many, programmes = used.len(), most = MOST)),
        };
        findings.push(Finding::new(code, place, message).help(say!(programmes::use_help)));
        return Err(findings);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for name in used {
        let place = source.place(name.span().start).in_column("use");
        let opened = PROGRAMMES.open(name.get_ref(), folder, place.clone()).map_err(Findings::from);
        match opened.and_then(|text| Draft::open(&text, place.clone(), Some(document), day)) {
            Ok(draft) if drafts.iter().any(|known| known.id() == draft.id()) => {
                let message = say!(programmes::used_twice, id = draft.id());
                findings.push(
                    Finding::new(Code::NameRepeated, place, message).help(say!(programmes::used_twice_help)),
                );
            }
            Ok(draft) => drafts.push(draft),
            Err(found) => findings.extend(found),
        }
    }
    // If a programme could not be read, its id is not known, and no stranger is reported.
    if !findings.has_errors() {
        findings.extend(strangers(document, &drafts));
    }
    findings.or_stop(drafts).map(|(drafts, _)| drafts)
}

/// Values for programmes that are not in use.
fn strangers(campaign: &Document<'_>, drafts: &[Draft]) -> Findings {
    let mut findings = Findings::new();
    for (id, at) in campaign.tables(&SET) {
        if drafts.iter().any(|draft| draft.id() == id) {
            continue;
        }
        let ids = drafts.iter().map(Draft::id);
        let help = match crate::finding::nearest(&id, ids.clone()) {
            Some(near) => say!(parameters::did_you_mean, near = near),
            None => say!(programmes::set_unknown_help, ids = crate::words::Arg::all(ids)),
        };
        let place = campaign.source.place(at).in_column("set");
        findings
            .push(Finding::new(Code::NameUnknown, place, say!(programmes::set_unknown, id = &id)).help(help));
    }
    findings
}
