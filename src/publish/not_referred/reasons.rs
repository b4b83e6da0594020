//! `reasons.csv`: every possible reason for a firm's absence from lists, with the number of firms affected.

use std::ops::Range;
use std::sync::atomic::AtomicUsize;

use super::keys::{HELD, NOT_QUALIFIED, PASSED, PLACE, key_of, possible};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::publish::package::{Format, Resource};
use crate::publish::sink::Folder;
use crate::publish::table::{self, Data, Field, Table};
use crate::publish::waivers::fields_of;
use crate::publish::workbook::{Book, where_asked};
use crate::publish::{Publication, Scored, WorkbookTable};
use crate::scorecard::Scorecard;
use crate::words::{Arg, Between, Message, say};

/// Column of the institutions that a reason applies to.
const INSTITUTIONS: usize = 2;

/// A reason for a firm's absence from lists.
pub(super) struct Reason {
    /// Key as cells hold it.
    pub key: String,
    pub words: Message,
    /// Words in a cell of a workbook, if they differ: the row has those of the firm beside it.
    pub short: Option<Message>,
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
        short: None,
        institutions,
        source: source.to_owned(),
    };
    let of_all = |key: &str, words: Message| reason(key, words, "*".to_owned(), "");
    let unknown = if institutions.has_ledger() {
        say!(publish::consent_none)
    } else if publication.scored.intake.firms.column("consent").is_some() {
        say!(publish::consent_unknown)
    } else {
        say!(publish::consent_absent)
    };
    let mut all = vec![
        of_all("no-consent", say!(publish::no_consent)),
        of_all("consent-unknown", unknown),
        Reason {
            short: Some(say!(publish::not_qualified_short)),
            ..of_all("not-qualified", say!(publish::not_qualified))
        },
        of_all(PLACE, say!(publish::beyond)),
    ];
    all.extend(possible(institutions).map(|passed| of_all(key_of(passed), passed.words())));
    let Scored { intake, scorecard, .. } = publication.scored;
    all.extend(holding(scorecard).map(|gate| {
        let id = scorecard.conditions[gate].id.as_deref().unwrap_or_default();
        let fields = Arg::items(fields_of(scorecard, gate, &intake.firms));
        let words = say!(publish::held_by, id = id, fields = fields.clone());
        let short = Some(say!(publish::held_by_short, fields = fields));
        Reason { short, ..of_all(&format!("{HELD}{id}"), words) }
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

/// The position of the first gate's reason.
pub(super) fn gates(publication: &Publication<'_>) -> usize {
    PASSED + possible(publication.institutions).count()
}

/// The gates that can hold firms, as positions in the conditions.
pub(super) fn holding(scorecard: &Scorecard) -> impl Iterator<Item = usize> + '_ {
    let holding = scorecard.holding();
    scorecard.gates.iter().copied().filter(move |gate| holding >> gate & 1 == 1)
}

/// Whether the words of the reason depend on the firm, that is, on its failed or unknown conditions. `gates`
/// has the positions of the gates' reasons.
pub(super) fn is_of_firm(reason: usize, gates: &Range<usize>) -> bool {
    reason == NOT_QUALIFIED || gates.contains(&reason)
}

/// The names of the institutions in a cell of ids.
fn by_name(publication: &Publication<'_>, asking: &str) -> Message {
    if asking == "*" {
        return say!(publish::every_institution);
    }
    let all = &publication.institutions.all;
    let names = asking.split(';').filter_map(|id| all.iter().find(|one| one.id == id));
    Message::joined(Between::Items, names.map(|one| Message::title(&one.name, one.name_zh.as_ref())))
}

/// Writes the table; `kept` has the counts of firms for each reason.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    reasons: &[Reason],
    kept: &[Kept],
) -> Result<Vec<Resource>, Finding> {
    let language = publication.language;
    let text =
        |name: &str, title: Message, meaning: Message| Field::new(name, "string", meaning).title(title);
    let count = |name: &str, title: Message, meaning: Message| {
        Field::new(name, "integer", meaning).title(title).required().from(0)
    };
    let mut fields = vec![
        text("reason", say!(publish::reason_key_title), say!(publish::reason_key)).required().unique(),
        text("words", say!(publish::reason_words_title), say!(publish::reason_words)).required(),
        text("institutions", say!(publish::reason_institutions_title), say!(publish::reason_institutions)),
        count("firms", say!(publish::reason_firms_title), say!(publish::reason_firms)),
        count("unknown", say!(publish::reason_unknown_title), say!(publish::reason_unknown)),
        text("source", say!(publish::reason_source_title), say!(publish::reason_source)),
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
    let mut table = Table { rows: reasons.len(), columns };
    let defused = AtomicUsize::new(0);
    let mut rows = Vec::new();
    table.csv().push(&mut rows, 0..table.rows, &defused);
    let mut file = folder.file("reasons.csv")?;
    file.put(&table::marked_header(&fields))?;
    file.put(&rows)?;
    let (title, description) = (say!(publish::reasons), say!(publish::reasons_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title.clone(), description.clone());
    let resource = resource.fields(fields.clone()).key("reason").defused(defused.into_inner());
    // People read the institutions by name.
    let mut asking: Vec<&str> = reasons.iter().map(|reason| reason.institutions.as_str()).collect();
    table.columns[INSTITUTIONS] = Data::Label {
        codes: (0..).take(asking.len()).collect(),
        labels: asking.iter().map(|&asking| asking.to_owned()).collect(),
    };
    asking.sort_unstable();
    asking.dedup();
    fields[INSTITUTIONS].shown.words =
        asking.into_iter().map(|asking| (asking.to_owned(), by_name(publication, asking))).collect();
    let book = where_asked(publication, WorkbookTable::Reasons, [&title, &description], |about| {
        let mut book = Book::begin(folder, "reasons.xlsx", about, &fields, table.rows, Some(&table))?;
        book.append(&table)?;
        book.finish()
    })?;
    Ok(std::iter::once(resource).chain(book).collect())
}
