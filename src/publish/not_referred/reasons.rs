//! `reasons.csv`: every possible reason for a firm's absence from lists, with the number of firms affected.

use std::sync::atomic::AtomicUsize;

use super::keys::{GATES, HELD, NOT_QUALIFIED};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::publish::package::{Format, Resource};
use crate::publish::sink::Folder;
use crate::publish::table::{self, Data, Field, Table};
use crate::publish::waivers::fields_of;
use crate::publish::workbook::{Book, where_asked};
use crate::publish::{Publication, Scored, WorkbookTable};
use crate::scorecard::Scorecard;
use crate::words::{Arg, Message, say};

/// A reason for a firm's absence from lists.
pub(super) struct Reason {
    /// Key as cells hold it.
    pub key: String,
    pub words: Message,
    /// Institutions the reason applies to, `;` between them, `*` for all.
    institutions: String,
    /// Document of the reason, if the institutions file names one: the rule's, the institution's or the
    /// file's.
    source: String,
}

/// Counts of the firms that a reason keeps off at least one list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kept {
    pub firms: u32,
    /// Number of these firms for which the value of the rule is unknown.
    pub unknown: u32,
}

/// Every possible reason: those common to all institutions, then the rules, in the file's order.
pub(super) fn all(publication: &Publication<'_>) -> Vec<Reason> {
    let institutions = publication.institutions;
    let reason = |key: &str, words: Message, institutions: String, source: &str| Reason {
        key: key.to_owned(),
        words,
        institutions,
        source: source.to_owned(),
    };
    let of_all = |key: &str, words: Message| reason(key, words, "*".to_owned(), "");
    let unknown = if publication.scored.intake.firms.column("consent").is_some() {
        say!(publish::consent_unknown)
    } else {
        say!(publish::consent_absent)
    };
    let mut all = vec![
        of_all("no-consent", say!(publish::no_consent)),
        of_all("consent-unknown", unknown),
        of_all("not-qualified", say!(publish::not_qualified)),
        of_all("place", say!(publish::beyond)),
    ];
    let Scored { intake, scorecard, .. } = publication.scored;
    all.extend(holding(scorecard).map(|gate| {
        let id = scorecard.conditions[gate].id.as_deref().unwrap_or_default();
        let fields = Arg::items(fields_of(scorecard, gate, &intake.firms));
        of_all(&format!("{HELD}{id}"), say!(publish::held_by, id = id, fields = fields))
    }));
    all.extend(institutions.rules.iter().enumerate().map(|(at, rule)| {
        let asking = institutions.all.iter().filter(|one| one.rules.contains(&at));
        let asking: Vec<&str> = asking.map(|one| one.id.as_str()).collect();
        let asking = if asking.len() == institutions.all.len() { "*".to_owned() } else { asking.join(";") };
        reason(
            &format!("r{}", at + 1),
            rule.reason.clone(),
            asking,
            rule.source.as_deref().unwrap_or_default(),
        )
    }));
    all
}

/// The gates that can hold firms, as positions in the conditions.
pub(super) fn holding(scorecard: &Scorecard) -> impl Iterator<Item = usize> + '_ {
    let holding = scorecard.holding();
    scorecard.gates.iter().copied().filter(move |gate| holding >> gate & 1 == 1)
}

/// Whether the words of the reason depend on the firm, that is, on its failed or unknown conditions. `rules`
/// is the position of the first rule's reason.
pub(super) fn is_of_firm(reason: usize, rules: usize) -> bool {
    reason == NOT_QUALIFIED || (GATES..rules).contains(&reason)
}

/// Writes the table; `kept` has the counts of firms for each reason.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    reasons: &[Reason],
    kept: &[Kept],
) -> Result<Vec<Resource>, Finding> {
    let language = publication.language;
    let fields = vec![
        Field::new("reason", "string", say!(publish::reason_key)).required().unique(),
        Field::new("words", "string", say!(publish::reason_words)).required(),
        Field::new("institutions", "string", say!(publish::reason_institutions)),
        Field::new("firms", "integer", say!(publish::reason_firms)).required().from(0),
        Field::new("unknown", "integer", say!(publish::reason_unknown)).required().from(0),
        Field::new("source", "string", say!(publish::reason_source)),
    ];
    let texts = |of: &dyn Fn(&Reason) -> String| {
        let mut texts = Texts::default();
        reasons.iter().for_each(|reason| texts.push(&of(reason)));
        Data::Text(texts)
    };
    let counts = |of: fn(&Kept) -> u32| Data::Count(Cells::known(kept.iter().map(of).collect()));
    let columns = vec![
        texts(&|reason| reason.key.clone()),
        texts(&|reason| reason.words.say(language).into_owned()),
        texts(&|reason| reason.institutions.clone()),
        counts(|kept| kept.firms),
        counts(|kept| kept.unknown),
        texts(&|reason| reason.source.clone()),
    ];
    let table = Table { rows: reasons.len(), columns };
    let defused = AtomicUsize::new(0);
    let mut rows = Vec::new();
    table.csv().push(&mut rows, 0..table.rows, &defused);
    let mut file = folder.file("reasons.csv")?;
    file.put(&table::marked_header(&fields))?;
    file.put(&rows)?;
    let (title, description) = (say!(publish::reasons), say!(publish::reasons_description));
    let book = where_asked(publication, WorkbookTable::Reasons, [&title, &description], |about| {
        let mut book = Book::begin(folder, "reasons.xlsx", about, &fields, table.rows, Some(&table))?;
        book.append(&table)?;
        book.finish()
    })?;
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    let resource = resource.fields(fields).key("reason").defused(defused.into_inner());
    Ok(std::iter::once(resource).chain(book).collect())
}
