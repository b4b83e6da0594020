//! `not_referred.csv` and `reasons.csv`: the reasons for a scored firm's absence from lists.
//!
//! `not_referred.csv` has a row per firm that is absent from a list and a column per institution. A
//! spreadsheet can open the file of a national round, and a filter on a column gives the firms of one
//! institution. A cell holds the key of a reason, followed by `-unknown` if the firm's facts do not decide
//! the rule. The words of a reason stand once in the row, even if several institutions have the same reason,
//! and once in `reasons.csv`, with the number of firms affected.

mod book;

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::cell::push_fixed;
use super::failures::Failures;
use super::identities::{Identities, names};
use super::package::{Format, Resource};
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use super::waivers::fields_of;
use super::workbook::{Book, where_asked};
use super::{Counts, Publication, Scored, WorkbookTable};
use crate::finding::{Code, Finding};
use crate::firms::{self, Cells, Texts};
use crate::referral::{Bar, Outcome, unknown_rule};
use crate::scorecard::Scorecard;
use crate::words::{Arg, Between, Language, Message, say};

/// Firms of one block of text.
const BLOCK: usize = 1 << 11;

/// Positions of the reasons that are neither gates nor rules. The gates that can hold firms follow, then the
/// rules.
const NO_CONSENT: usize = 0;
const CONSENT_UNKNOWN: usize = 1;
const NOT_QUALIFIED: usize = 2;
const BEYOND: usize = 3;
const GATES: usize = 4;

/// Prefix of the key of a gate that holds firms, before the gate's id.
const HELD: &str = "held-";

/// Cell of a firm that is on the list.
const LISTED: &str = "listed";

/// Suffix to the key of a rule that the firm's facts do not decide.
const UNKNOWN: &str = "-unknown";

/// Names of the columns between the firm's id and the institutions. Their underscore distinguishes them from
/// institutions, whose ids have none.
pub(super) const FIRM_NAME: &str = "firm_name";
pub(super) const IN_WORDS: &str = "in_words";

/// The content of a cell of `not_referred.csv`, for one firm and institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonCell {
    /// The firm is on the list.
    Listed,
    /// The firm is eligible, but beyond the list's end.
    Beyond,
    /// The firm is barred from every list.
    Barred(Bar),
    /// A rule keeps the firm off the list.
    Rule {
        /// Position among the institutions' rules.
        at: usize,
        /// Whether the firm's facts decide the rule.
        is_known: bool,
    },
}

impl ReasonCell {
    /// The parsed cell; `None` for a text that no cell holds.
    pub fn read(cell: &str) -> Option<ReasonCell> {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Some(match cell {
            LISTED => ReasonCell::Listed,
            "no-consent" => ReasonCell::Barred(Bar::ConsentRefused),
            "consent-unknown" => ReasonCell::Barred(Bar::ConsentUnknown),
            "not-qualified" => ReasonCell::Barred(Bar::NotQualified),
            held if held.starts_with(HELD) => ReasonCell::Barred(Bar::Held),
            place if is_number(place) => ReasonCell::Beyond,
            key => {
                let key = key.strip_prefix('r')?;
                let number = key.strip_suffix(UNKNOWN).unwrap_or(key);
                let number = number.parse::<u32>().ok().filter(|&at| at > 0 && is_number(number))?;
                ReasonCell::Rule { at: number as usize - 1, is_known: !key.ends_with(UNKNOWN) }
            }
        })
    }
}

/// A reason's key and words, for the column of words.
fn reason(key: &str, words: impl Into<Message>, language: Language) -> String {
    say!(publish::reason_keyed, key = key, words = words.into()).say(language).into_owned()
}

/// A reason for a firm's absence from lists.
struct Reason {
    /// Key as cells hold it.
    key: String,
    words: Message,
    /// Institutions the reason applies to, `;` between them, `*` for all.
    institutions: String,
    /// Document of the reason, if the institutions file names one: the rule's, the institution's or the
    /// file's.
    source: String,
}

/// Counts of the firms that a reason keeps off at least one list.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    firms: u32,
    /// Number of these firms for which the value of the rule is unknown.
    unknown: u32,
}

pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    identities: &Identities,
    failures: &Failures,
) -> Result<Vec<Resource>, Finding> {
    let fields = fields(publication);
    let reasons = reasons(publication);
    let mut file = folder.file("not_referred.csv")?;
    file.put(&table::marked_header(&fields))?;
    let order = &publication.scored.scores.order;
    let starts = candidates_before(publication);
    let rows = Rows::new(publication, identities, failures, &reasons);
    let defused = AtomicUsize::new(0);
    file.blocks(order.len().div_ceil(BLOCK), |block, out| {
        let places = block * BLOCK..order.len().min((block + 1) * BLOCK);
        defused.fetch_add(rows.push(out, places, starts[block]), Ordering::Relaxed);
    })?;
    let (kept, on_no_list) = rows.counts();
    account(publication, file.path(), on_no_list)?;
    let (title, description) = (say!(publish::not_referred), say!(publish::not_referred_description));
    let book = where_asked(publication, WorkbookTable::NotReferred, [&title, &description], |about| {
        let rows = Rows::new(publication, identities, failures, &reasons);
        book::write(folder, about, &fields, &rows, &starts)
    })?;
    let written = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    let key = fields[0].name.clone();
    let not_referred = written.fields(fields).key(&key).defused(defused.into_inner());
    let reasons = write_reasons(folder, publication, &reasons, &kept)?;
    Ok(std::iter::once(not_referred).chain(book).chain(reasons).collect())
}

/// Checks that the number of firms written as on no list is the number that the counts of the run give.
fn account(publication: &Publication<'_>, file: &str, written: usize) -> Result<(), Finding> {
    let counted =
        Counts::of(publication.scored.intake, publication.scored.scores, publication.referrals).not_referred;
    if written == counted {
        return Ok(());
    }
    let message = say!(publish::rows_lost, counted = counted, written = written, file = file);
    Err(Finding::new(Code::RowsLost, publication.scored.intake.place(), message)
        .help(say!(publish::rows_lost_help)))
}

fn fields(publication: &Publication<'_>) -> Vec<Field> {
    let institutions = publication.institutions.all.iter().map(|institution| {
        let title = Message::title(&institution.name, institution.name_zh.as_ref());
        let meaning = say!(publish::why_not, name = &title);
        Field::new(&institution.id, "string", meaning).title(title).required()
    });
    let name = names(&publication.scored.intake.firms).map(|_| {
        let title = publication.scored.intake.firms.dictionary.field("name").map(firms::Field::heading);
        Field::new(FIRM_NAME, "string", say!(publish::firm_name)).title(title.unwrap_or_default())
    });
    let in_words = Field::new(IN_WORDS, "string", say!(publish::in_words))
        .title(say!(publish::in_words_title))
        .required();
    let firm = std::iter::once(id_field(&publication.scored).unique()).chain(name);
    firm.chain([in_words]).chain(institutions).collect()
}

/// Every possible reason: those common to all institutions, then the rules, in the file's order.
fn reasons(publication: &Publication<'_>) -> Vec<Reason> {
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
fn holding(scorecard: &Scorecard) -> impl Iterator<Item = usize> + '_ {
    let holding = scorecard.holding();
    scorecard.gates.iter().copied().filter(move |gate| holding >> gate & 1 == 1)
}

/// Whether the words of the reason depend on the firm, that is, on its failed or unknown conditions. `rules`
/// is the position of the first rule's reason.
fn is_of_firm(reason: usize, rules: usize) -> bool {
    reason == NOT_QUALIFIED || (GATES..rules).contains(&reason)
}

/// For each block of firms in the order of the scores, the number of candidates before it.
fn candidates_before(publication: &Publication<'_>) -> Vec<usize> {
    let bars = &publication.referrals.bars;
    let mut before = 0;
    let count = |firms: &[u32]| {
        let start = before;
        before += firms.iter().filter(|&&firm| bars[firm as usize] == Bar::None).count();
        start
    };
    publication.scored.scores.order.chunks(BLOCK).map(count).collect()
}

struct Rows<'a> {
    publication: &'a Publication<'a>,
    identities: &'a Identities,
    /// For each firm the reasons why it does not qualify.
    failures: &'a Failures,
    /// The texts of `failures`, escaped for a quoted cell.
    failed: Vec<String>,
    /// Position of the first rule's reason.
    rules: usize,
    /// For each reason that is no rule: its cells for all institutions, with the end of the line.
    tails: Vec<Vec<u8>>,
    /// Cell of an institution that lists the firm.
    listed: Cell,
    /// Cell of each rule: its key.
    cells: Vec<Cell>,
    /// Cell of each rule with unknown value.
    cells_unknown: Vec<Cell>,
    /// Key and words of each reason, escaped for a quoted cell.
    words: Vec<Vec<u8>>,
    /// Key and words of each rule with unknown value, escaped likewise.
    words_unknown: Vec<Vec<u8>>,
    /// Counters that no block is using at present.
    idle: Mutex<Vec<Met>>,
}

/// A comma and a key, with their length. The whole array is copied and the copy is then truncated, since a
/// copy of constant length takes two instructions and there are millions of cells.
type Cell = ([u8; CELL], usize);

/// Room for a comma, the key of a rule (`r` and at most ten digits) and [`UNKNOWN`].
const CELL: usize = 20;

fn cell(key: &str) -> Cell {
    let mut cell = [0; CELL];
    cell[0] = b',';
    cell[1..=key.len()].copy_from_slice(key.as_bytes());
    (cell, 1 + key.len())
}

/// Counts gathered from blocks of rows, with scratch space.
struct Met {
    /// Counts of firms per reason.
    kept: Vec<Kept>,
    /// Firms on no list.
    on_no_list: usize,
    /// Candidates by the set of rules that keep them off lists. Few different sets occur.
    alike: FxHashMap<Box<[u64]>, Alike>,
    /// Bytes held by `alike`.
    bytes: usize,
    /// The current firm's reasons: a bit per failed rule, a bit per unknown rule, and a word that is 1 if the
    /// firm is beyond the end of a list.
    reasons: Vec<u64>,
    /// The current firm's cells.
    cells: Vec<u8>,
}

/// Candidates with the same reasons.
struct Alike {
    /// All reasons in words, escaped for a quoted cell.
    words: Vec<u8>,
    firms: u32,
}

/// Greatest number of bytes that the sets of reasons in [`Met`] occupy per thread. A single set may exceed
/// this limit.
const MOST_BYTES: usize = 1 << 22;

impl<'a> Rows<'a> {
    fn new(
        publication: &'a Publication<'a>,
        identities: &'a Identities,
        failures: &'a Failures,
        reasons: &[Reason],
    ) -> Rows<'a> {
        let tail = |reason: &Reason| {
            let mut tail = format!(",{}", reason.key).repeat(publication.institutions.all.len());
            tail.push('\n');
            tail.into_bytes()
        };
        let language = publication.language;
        let rules = GATES + holding(publication.scored.scorecard).count();
        let words = |(at, reason): (usize, &Reason)| {
            if is_of_firm(at, rules) {
                self::reason(&reason.key, "", language).into_bytes()
            } else {
                self::reason(&reason.key, &reason.words, language).replace('"', "\"\"").into_bytes()
            }
        };
        let words_unknown = |reason: &Reason| {
            let words = self::reason(&reason.key, unknown_rule(&reason.words), language);
            words.replace('"', "\"\"").into_bytes()
        };
        Rows {
            publication,
            identities,
            failures,
            failed: failures.texts.iter().map(|text| text.replace('"', "\"\"")).collect(),
            rules,
            // The tail of `BEYOND` is never used. It only keeps the positions of the others.
            tails: reasons[..rules].iter().map(tail).collect(),
            listed: cell(LISTED),
            cells: reasons[rules..].iter().map(|reason| cell(&reason.key)).collect(),
            cells_unknown: reasons[rules..]
                .iter()
                .map(|reason| cell(&format!("{}{UNKNOWN}", reason.key)))
                .collect(),
            words: reasons.iter().enumerate().map(words).collect(),
            words_unknown: reasons[rules..].iter().map(words_unknown).collect(),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Appends the rows of the firms at `places` and counts their reasons. `candidate` is the number of the
    /// first candidate among these firms. Returns the number of defused cells.
    fn push(&self, out: &mut Vec<u8>, places: Range<usize>, mut candidate: usize) -> usize {
        let idle = self.idle.lock().expect("no other thread panics with the lock").pop();
        let mut met = idle.unwrap_or_else(|| Met::new(self.words.len()));
        let referrals = self.publication.referrals;
        let firms = &self.publication.scored.scores.order[places.clone()];
        let mut defused = 0;
        // Loads that are issued together do not wait for one another.
        let bars: Vec<Bar> = firms.iter().map(|&firm| referrals.bars[firm as usize]).collect();
        for ((place, &firm), bar) in places.zip(firms).zip(bars) {
            let everywhere = match bar {
                Bar::None => None,
                Bar::ConsentRefused => Some(NO_CONSENT),
                Bar::ConsentUnknown => Some(CONSENT_UNKNOWN),
                Bar::NotQualified => Some(NOT_QUALIFIED),
                Bar::Held => Some(self.held_by(firm)),
                // Only scored firms are in the place order.
                Bar::NotScored => continue,
            };
            let start = out.len();
            let firm_defused = self.push_firm(out, place);
            if let Some(reason) = everywhere {
                met.kept[reason].firms += 1;
                met.on_no_list += 1;
                self.push_bar(out, reason, firm);
                defused += firm_defused;
                continue;
            }
            let listed = self.push_outcomes(out, candidate, &mut met);
            candidate += 1;
            met.on_no_list += usize::from(listed == 0);
            if listed == self.publication.institutions.all.len() {
                out.truncate(start);
            } else {
                defused += firm_defused;
            }
        }
        self.idle.lock().expect("no other thread panics with the lock").push(met);
        defused
    }

    /// The counts of firms for each reason, and the number of firms on no list. To be called after all rows
    /// are written.
    fn counts(self) -> (Vec<Kept>, usize) {
        let mut kept = vec![Kept::default(); self.words.len()];
        let mut on_no_list = 0;
        for mut met in self.idle.into_inner().expect("no thread panicked with the lock") {
            met.forget(self.rules);
            on_no_list += met.on_no_list;
            for (all, of) in kept.iter_mut().zip(met.kept) {
                all.firms += of.firms;
                all.unknown += of.unknown;
            }
        }
        (kept, on_no_list)
    }

    /// The reason of the first gate that holds a firm.
    fn held_by(&self, firm: u32) -> usize {
        let Scored { scorecard, scores, .. } = self.publication.scored;
        let (unmet, unknown) = (scores.unmet[firm as usize], scores.unknown[firm as usize]);
        let first = scorecard.held_by(unmet, unknown).next();
        let at = first.and_then(|first| holding(scorecard).position(|gate| gate == first));
        at.map_or(NOT_QUALIFIED, |at| GATES + at)
    }

    /// Appends the firm's id and name, and a comma. Returns the number of defused cells.
    fn push_firm(&self, out: &mut Vec<u8>, place: usize) -> usize {
        let Identities { ids, names } = self.identities;
        let mut defused = usize::from(ids.push(out, place));
        if let Some(names) = names {
            out.push(b',');
            defused += usize::from(names.push(out, place));
        }
        out.push(b',');
        defused
    }

    /// Appends the reason that bars the firm from every list: its words, then its key for each institution
    /// and the end of the line.
    fn push_bar(&self, out: &mut Vec<u8>, reason: usize, firm: u32) {
        out.push(b'"');
        out.extend_from_slice(&self.words[reason]);
        if is_of_firm(reason, self.rules) {
            let failed = self.failures.codes[firm as usize] as usize;
            out.extend_from_slice(self.failed[failed].as_bytes());
        }
        out.push(b'"');
        out.extend_from_slice(&self.tails[reason]);
    }

    /// Appends the candidate's reasons in words, in the order of `reasons.csv`, the cells of all institutions
    /// and the end of the line. Returns the number of institutions that list the candidate.
    fn push_outcomes(&self, out: &mut Vec<u8>, candidate: usize, met: &mut Met) -> usize {
        let Met { cells, reasons, .. } = met;
        let words = self.cells.len().div_ceil(64);
        let mut listed = 0;
        cells.clear();
        reasons.clear();
        reasons.resize(2 * words + 1, 0);
        for outcome in self.publication.referrals.outcomes(candidate) {
            match outcome {
                Outcome::Listed(_) => {
                    listed += 1;
                    push_cell(cells, &self.listed);
                }
                Outcome::Beyond(place) => {
                    reasons[2 * words] = 1;
                    cells.push(b',');
                    push_fixed(cells, i64::from(place), 0);
                }
                Outcome::Rule(rule) => {
                    reasons[rule / 64] |= 1 << (rule % 64);
                    push_cell(cells, &self.cells[rule]);
                }
                Outcome::Unknown(rule) => {
                    reasons[rule / 64] |= 1 << (rule % 64);
                    reasons[words + rule / 64] |= 1 << (rule % 64);
                    push_cell(cells, &self.cells_unknown[rule]);
                }
            }
        }
        let alike = met.alike(self);
        alike.firms += 1;
        out.push(b'"');
        out.extend_from_slice(&alike.words);
        out.push(b'"');
        out.extend_from_slice(&met.cells);
        out.push(b'\n');
        listed
    }

    /// Words of these reasons, joined.
    fn in_words(&self, reasons: &[u64]) -> Vec<u8> {
        let words = each(reasons, self.rules).map(|(reason, is_unknown)| match is_unknown {
            true => &*self.words_unknown[reason - self.rules],
            false => &*self.words[reason],
        });
        let [between, _] = self.publication.language.between(Between::Clauses);
        words.collect::<Vec<&[u8]>>().join(between.as_bytes())
    }
}

/// Decodes [`Met::reasons`]: the positions of the reasons among all reasons, in order, each with whether the
/// value of the rule is unknown. `rules` is the position of the first rule's reason.
fn each(reasons: &[u64], rules: usize) -> impl Iterator<Item = (usize, bool)> + '_ {
    let words = reasons.len() / 2;
    let has = |words: &[u64], rule: usize| words[rule / 64] >> (rule % 64) & 1 == 1;
    let beyond = (reasons[2 * words] == 1).then_some((BEYOND, false));
    let of_rules = (0..64 * words).filter(move |&rule| has(&reasons[..words], rule));
    beyond.into_iter().chain(of_rules.map(move |rule| (rules + rule, has(&reasons[words..], rule))))
}

#[inline]
fn push_cell(out: &mut Vec<u8>, (cell, length): &Cell) {
    let end = out.len() + length;
    out.extend_from_slice(cell);
    out.truncate(end);
}

impl Met {
    fn new(reasons: usize) -> Met {
        Met {
            kept: vec![Kept::default(); reasons],
            on_no_list: 0,
            alike: FxHashMap::default(),
            bytes: 0,
            reasons: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// The entry of candidates with the current firm's reasons.
    fn alike(&mut self, rows: &Rows<'_>) -> &mut Alike {
        if !self.alike.contains_key(&*self.reasons) {
            let alike = Alike { words: rows.in_words(&self.reasons), firms: 0 };
            let bytes = alike.words.len() + size_of_val(&*self.reasons) + size_of::<Alike>();
            if self.bytes + bytes > MOST_BYTES {
                self.forget(rows.rules);
            }
            self.bytes += bytes;
            self.alike.insert(self.reasons.as_slice().into(), alike);
        }
        self.alike.get_mut(&*self.reasons).expect("it was put there")
    }

    /// Adds the candidates of each set of reasons to the counts and drops the sets. `rules` is the position
    /// of the first rule's reason.
    fn forget(&mut self, rules: usize) {
        self.bytes = 0;
        for (reasons, alike) in self.alike.drain() {
            for (reason, is_unknown) in each(&reasons, rules) {
                self.kept[reason].firms += alike.firms;
                self.kept[reason].unknown += if is_unknown { alike.firms } else { 0 };
            }
        }
    }
}

fn write_reasons(
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
