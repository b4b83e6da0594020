//! Import of a reply into the history.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::answer::Answer;
use super::decision::Decision;
use super::history::{Entry, FILE, Head, History};
use super::matched::{Ledger, Match};
use super::reply::{Reply, Row};
use crate::desk::delivered::{Delivered, read_deliveries};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::intake::AnswersTable;
use crate::parameters::Keyword;
use crate::progress::Progress;
use crate::words::{Arg, say};

/// A reply to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The reply's file.
    pub file: PathBuf,
    /// The institution that it came from, by its id.
    pub from: String,
    /// The desk's folder.
    pub desk: PathBuf,
    /// Day on which it was received.
    pub received: Date,
    /// Worksheet of a workbook; `None` for the only one that has a header.
    pub sheet: Option<String>,
    /// Unit of amounts whose header names none.
    pub unit: Option<String>,
}

/// Rows of a reply by disposition; the counts add up to `rows`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Rows below the header.
    pub rows: usize,
    /// Answers added to the history.
    pub added: usize,
    /// Answers that the history had before.
    pub known: usize,
    /// Answers that repeat another row of the file.
    pub repeated: usize,
    /// Rows without a decision: not answered yet.
    pub blank: usize,
    /// Totals, remarks and repeated headers.
    pub no_firms: usize,
    /// Rows that cannot be read or understood.
    pub unreadable: usize,
    /// Rows of firms that were not delivered to the institution, or not by then, or not identified.
    pub unmatched: usize,
    /// Rows that contradict another row of the file.
    pub contradictory: usize,
}

impl Account {
    /// Rows that were refused.
    pub fn refused(&self) -> usize {
        self.unreadable + self.unmatched + self.contradictory
    }
}

/// Number of answers of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Answers added to the history.
    pub added: usize,
}

/// The result of an import.
#[derive(Clone, Debug, Serialize)]
pub struct Imported {
    /// The reply's file, as the user named it.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Id of the institution.
    pub institution: String,
    /// Day on which the reply was received, in ISO form.
    pub received: String,
    /// Rows of the reply by disposition.
    pub account: Account,
    /// Answers added, by decision.
    pub decisions: Vec<Decided>,
    /// The history's file.
    pub history: String,
    /// The end of the history.
    pub head: Head,
}

/// Reads a reply, matches its rows with the deliveries to the institution, and adds the answers to the
/// history. Rows that are refused are among the findings; the others are imported.
///
/// # Errors
/// A desk without deliveries to the institution; a faulty file or header; a history that was edited or cannot
/// be written.
pub fn import(options: &Import, progress: &dyn Progress) -> Result<(Imported, Findings), Findings> {
    let deliveries = read_deliveries(&options.desk)?;
    let institution = institution(&deliveries, &options.from)?;
    let mut history = History::read(&options.desk)?;
    let ledger = Ledger::of(&deliveries, institution);
    let table = AnswersTable {
        path: &options.file,
        id: ledger.id_header(),
        sheet: options.sheet.as_deref(),
        unit: options.unit.as_deref(),
    };
    let mut reply = Reply::read(table, options.received, progress)?;
    let mut findings = std::mem::take(&mut reply.findings);
    let mut account = Account {
        rows: reply.rows,
        blank: reply.blank,
        no_firms: reply.no_firms,
        unreadable: reply.unreadable,
        ..Account::default()
    };
    let matched = matched(&ledger, &reply, options.received, &mut account, &mut findings);
    let agreed = agreed(matched, options.received, &mut account, &mut findings);
    let known = Known::of(&history, institution);
    let entries = agreed.iter().map(|(found, row)| entry(*found, row, &reply, options.received));
    let new: Vec<Entry> = entries.filter(|entry| !known.has(entry)).collect();
    (account.added, account.known) = (new.len(), agreed.len() - new.len());
    check(&account, &reply)?;
    let count = |decision| new.iter().filter(|entry| entry.answer.decision == decision).count();
    let decisions = Decision::ALL.iter().map(|&decision| Decided { decision, added: count(decision) });
    let decisions = decisions.filter(|one| one.added > 0).collect();
    if !new.is_empty() {
        history.add(new)?;
    }
    findings.sort();
    let imported = Imported {
        file: reply.file.to_string(),
        sha256: reply.sha256,
        institution: institution.to_owned(),
        received: options.received.to_string(),
        account,
        decisions,
        history: options.desk.join(FILE).display().to_string(),
        head: history.head,
    };
    Ok((imported, findings))
}

/// The rows of firms that were delivered; the others are counted and become findings.
fn matched<'a>(
    ledger: &Ledger<'a>,
    reply: &'a Reply,
    received: Date,
    account: &mut Account,
    findings: &mut Findings,
) -> Vec<(Match<'a>, &'a Row)> {
    let mut matched = Vec::with_capacity(reply.answers.len());
    for row in &reply.answers {
        match ledger.find(row, received) {
            Ok(found) => matched.push((found, row)),
            Err(fault) => {
                account.unmatched += 1;
                findings.push(fault);
            }
        }
    }
    matched
}

/// The history's entry of a matched row.
fn entry(found: Match<'_>, row: &Row, reply: &Reply, received: Date) -> Entry {
    let file = Path::new(&*reply.file).file_name().unwrap_or_default();
    Entry {
        received,
        institution: found.delivery.institution.clone(),
        delivery: found.delivery.delivery.clone(),
        id: found.firm.id.clone(),
        name: found.firm.name.clone(),
        answer: row.answer.clone(),
        file: file.to_string_lossy().into_owned(),
        sha256: reply.sha256.clone(),
    }
}

/// Refuses an account that lacks rows.
fn check(account: &Account, reply: &Reply) -> Result<(), Finding> {
    let Account { rows, added, known, repeated, blank, no_firms, .. } = *account;
    let came = added + known + repeated + blank + no_firms + account.refused();
    if came == rows {
        return Ok(());
    }
    let message = say!(answers::rows_lost, went = rows, came = came);
    let place = Place::file(reply.file.clone());
    Err(Finding::new(Code::RowsLost, place, message).help(say!(answers::rows_lost_help)))
}

/// The id of the institution called `name`, in whatever case.
fn institution<'a>(deliveries: &'a [Delivered], name: &str) -> Result<&'a str, Finding> {
    let mut ids: Vec<&str> = deliveries.iter().map(|delivery| &*delivery.institution).collect();
    ids.sort_unstable();
    ids.dedup();
    let alike: Vec<&str> = ids.iter().copied().filter(|id| id.eq_ignore_ascii_case(name)).collect();
    match (ids.iter().find(|id| **id == name), &alike[..]) {
        (Some(id), _) | (None, [id]) => Ok(id),
        _ => {
            let help = match nearest(name, ids.iter().copied()) {
                Some(near) => say!(answers::institution_near, near = near),
                None => say!(answers::institution_help, known = Arg::items(ids)),
            };
            let message = say!(answers::institution_unknown, id = name);
            Err(Finding::new(Code::NameUnknown, Place::default(), message).help(help))
        }
    }
}

/// The rows that agree with all others of the same firm and day, each once, in an order that does not depend
/// on that of the file.
fn agreed<'a>(
    mut matched: Vec<(Match<'a>, &'a Row)>,
    received: Date,
    account: &mut Account,
    findings: &mut Findings,
) -> Vec<(Match<'a>, &'a Row)> {
    let day = |row: &Row| row.answer.day(received);
    let line = |row: &Row| (row.place.sheet_name().map(str::to_owned), row.place.line);
    matched.sort_by(|(a, one), (b, other)| {
        let firm = |found: &Match<'_>| (found.delivery.seq, found.firm.place);
        let of = |found: &Match<'_>, row: &Row| (day(row), firm(found));
        (of(a, one), &a.firm.id, line(one)).cmp(&(of(b, other), &b.firm.id, line(other)))
    });
    let is_same = |(a, one): &(Match<'_>, &Row), (b, other): &(Match<'_>, &Row)| {
        a.firm.id == b.firm.id && day(one) == day(other)
    };
    let mut agreed = Vec::with_capacity(matched.len());
    for same in matched.chunk_by(is_same) {
        let (_, first) = same[0];
        if same.iter().all(|(_, row)| is_alike(&row.answer, &first.answer)) {
            account.repeated += same.len() - 1;
            agreed.push(same[0]);
            continue;
        }
        account.contradictory += same.len();
        for (found, row) in same {
            let other = same.iter().find(|(_, other)| !is_alike(&other.answer, &row.answer));
            let other = other.map_or(first.place.line, |(_, other)| other.place.line).unwrap_or_default();
            let message = say!(answers::contradicts, id = &found.firm.id, line = other.to_string());
            let fault = Finding::new(Code::DuplicateFirm, row.place.clone(), message);
            findings.push(fault.help(say!(answers::contradicts_help)));
        }
    }
    agreed
}

/// Whether two answers of one day say the same: a day that is left out is that day.
fn is_alike(one: &Answer, other: &Answer) -> bool {
    Answer { date: None, ..one.clone() } == Answer { date: None, ..other.clone() }
}

/// Answers of an institution that the history has.
struct Known<'a> {
    /// Answers of each firm, in the order of the history.
    by_firm: FxHashMap<&'a str, Vec<&'a Entry>>,
}

impl<'a> Known<'a> {
    fn of(history: &'a History, institution: &str) -> Known<'a> {
        let mut by_firm: FxHashMap<&str, Vec<&Entry>> = FxHashMap::default();
        for entry in history.entries.iter().filter(|entry| entry.institution == institution) {
            by_firm.entry(&entry.id).or_default().push(entry);
        }
        Known { by_firm }
    }

    /// Whether the history has this answer: it stood in the same file, or is the last that was said of the
    /// firm, for an answer with a day the last of that day.
    fn has(&self, entry: &Entry) -> bool {
        let Some(own) = self.by_firm.get(&*entry.id) else { return false };
        let of_day = own.iter().filter(|known| entry.answer.date.is_none_or(|day| known.day() == day));
        let last = of_day.enumerate().max_by_key(|(at, known)| (known.day(), *at));
        last.is_some_and(|(_, last)| last.answer == entry.answer)
            || own.iter().any(|known| known.answer == entry.answer && known.sha256 == entry.sha256)
    }
}
