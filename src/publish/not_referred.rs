//! `not_referred.csv` and `reasons.csv`: why a scored firm is not on a list.
//!
//! A row per firm that is off a list and a column per institution: a spreadsheet opens a national round, and
//! a filter on one column answers one institution. A cell holds the key of a reason; its words stand once in
//! the row, whatever the number of institutions that have it, and once in `reasons.csv` with how many firms
//! it keeps off a list.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use super::cell::{push_fixed, push_text};
use super::failures::Failures;
use super::ids::Ids;
use super::package::{Format, Resource};
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use super::waivers::fields_of;
use super::{Counts, Publication, Scored};
use crate::finding::{Code, Finding, Place};
use crate::firms::{Cells, Column, Texts};
use crate::referral::{Bar, Outcome, unknown_rule};
use crate::scorecard::Scorecard;

/// Firms of one block of text.
const BLOCK: usize = 1 << 11;

/// Reasons that are no institution's rule, as positions among all. The gates that can hold firms follow, then
/// the rules.
const NO_CONSENT: usize = 0;
const CONSENT_UNKNOWN: usize = 1;
const NOT_QUALIFIED: usize = 2;
const BEYOND: usize = 3;
const GATES: usize = 4;

/// How the key of a gate that holds firms begins; the gate's id follows.
pub(super) const HELD: &str = "held-";

/// What a cell holds where the firm is on the list.
pub(super) const LISTED: &str = "listed";
/// The columns between the firm's id and the institutions, whose ids have no underscore.
pub(super) const FIRM_NAME: &str = "firm_name";
pub(super) const IN_WORDS: &str = "in_words";

/// A reason that keeps firms off lists.
struct Reason {
    /// What a cell holds.
    key: String,
    words: String,
    /// Whose lists it can keep a firm off, `;` between them, `*` for all.
    institutions: String,
    /// The document it stands in, if the institutions' file says: the rule's, the institution's or the
    /// file's.
    source: String,
    /// How many firms it keeps off one list or more.
    firms: AtomicU32,
    /// Of those, firms of which what the rule asks for is not known.
    unknown: AtomicU32,
}

pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    ids: &Ids,
    failures: &Failures,
) -> Result<Vec<Resource>, Finding> {
    let fields = fields(publication);
    let reasons = reasons(publication);
    let mut file = folder.file("not_referred.csv")?;
    file.put(&table::marked_header(&fields))?;
    let order = &publication.scored.scores.order;
    let starts = candidates_before(publication);
    let rows = Rows::new(publication, ids, failures, &reasons);
    let defused = AtomicUsize::new(0);
    file.blocks(order.len().div_ceil(BLOCK), |block, out| {
        let places = block * BLOCK..order.len().min((block + 1) * BLOCK);
        defused.fetch_add(rows.push(out, places, starts[block]), Ordering::Relaxed);
    })?;
    account(publication, file.path(), rows.on_no_list.into_inner())?;
    let description = "Every scored firm that is on no list or left off one: why, in words, and per institution the key of the reason";
    let written = Resource::new(file.finish(), Format::Csv("utf-8-sig"), "Not referred", description);
    let key = fields[0].name.clone();
    let not_referred = written.fields(fields).key(&key).defused(defused.into_inner());
    Ok(vec![not_referred, write_reasons(folder, &reasons)?])
}

/// The firms that are on no list as they were written must be as many as were counted when the lists were
/// filled.
fn account(publication: &Publication<'_>, file: &str, written: usize) -> Result<(), Finding> {
    let counted =
        Counts::of(publication.scored.intake, publication.scored.scores, publication.referrals).not_referred;
    if written == counted {
        return Ok(());
    }
    let message = format!("{counted} firms are on no list, but {written} stand in {file}");
    Err(Finding::new(Code::RowsLost, Place::file(publication.scored.intake.text.name.clone()), message)
        .help("this is a fault of the program: please report it with the institutions file"))
}

fn fields(publication: &Publication<'_>) -> Vec<Field> {
    let institutions = publication.institutions.all.iter().map(|institution| {
        let meaning = format!(
            "Why the firm is not on the list of {}: the key of a reason, or the firm's place beyond the end of the list; \
             `{LISTED}` if it is on the list",
            institution.name
        );
        let title = institution.name_zh.as_ref().unwrap_or(&institution.name);
        Field::new(&institution.id, "string", meaning).title(title).required()
    });
    let name = names(publication).map(|_| {
        let title =
            publication.scored.intake.firms.dictionary.field("name").map(|field| field.title.as_str());
        Field::new(FIRM_NAME, "string", "The firm's name").title(title.unwrap_or_default())
    });
    let meaning = "Each reason once: its key, and what the key stands for, ; between reasons";
    let in_words = Field::new(IN_WORDS, "string", meaning).title("未推荐原因").required();
    let firm = std::iter::once(id_field(&publication.scored).unique()).chain(name);
    firm.chain([in_words]).chain(institutions).collect()
}

/// Names of the cohort's firms, where it has a column of them that is not what tells firms apart.
fn names<'a>(publication: &Publication<'a>) -> Option<&'a Texts> {
    let firms = &publication.scored.intake.firms;
    match firms.column("name") {
        Some(Column::Text(names)) if firms.dictionary.position("name") != Some(firms.id_field) => Some(names),
        _ => None,
    }
}

/// Every reason there can be: those of all institutions, then the rules, in the file's order.
fn reasons(publication: &Publication<'_>) -> Vec<Reason> {
    let institutions = publication.institutions;
    let reason = |key: &str, words: &str, institutions: String, source: &str| Reason {
        key: key.to_owned(),
        words: words.to_owned(),
        institutions,
        source: source.to_owned(),
        firms: AtomicU32::new(0),
        unknown: AtomicU32::new(0),
    };
    let of_all = |key: &str, words: &str| reason(key, words, "*".to_owned(), "");
    let unknown = if publication.scored.intake.firms.column("consent").is_some() {
        "whether the firm allows its data to reach institutions is not known"
    } else {
        "the file does not say whether firms allow their data to reach institutions"
    };
    let mut all = vec![
        of_all("no-consent", "the firm does not allow its data to reach institutions"),
        of_all("consent-unknown", unknown),
        of_all("not-qualified", "a gate fails, or the pass rule does: see `failed` in scores.csv"),
        of_all(
            "a number",
            "eligible, but beyond the end of the list; the number is the firm's place in the institution's order",
        ),
    ];
    let Scored { intake, scorecard, .. } = publication.scored;
    all.extend(holding(scorecard).map(|gate| {
        let id = scorecard.conditions[gate].id.as_deref().unwrap_or_default();
        let fields = fields_of(scorecard, gate, &intake.firms).join(", ");
        let words =
            format!("what the gate `{id}` asks for is not known: {fields}; see `failed` in scores.csv");
        of_all(&format!("{HELD}{id}"), &words)
    }));
    all.extend(institutions.rules.iter().enumerate().map(|(at, rule)| {
        let asking = institutions.all.iter().filter(|one| one.rules.contains(&at));
        let asking: Vec<&str> = asking.map(|one| one.id.as_str()).collect();
        let asking = if asking.len() == institutions.all.len() { "*".to_owned() } else { asking.join(";") };
        reason(&format!("r{}", at + 1), &rule.reason, asking, rule.source.as_deref().unwrap_or_default())
    }));
    all
}

/// The gates that can hold firms, as positions in the conditions.
fn holding(scorecard: &Scorecard) -> impl Iterator<Item = usize> + '_ {
    let holding = scorecard.holding();
    scorecard.gates.iter().copied().filter(move |gate| holding >> gate & 1 == 1)
}

/// Whether the words of a reason are the firm's own: what failed of it, or is not known. The reasons of rules
/// begin at `rules`.
fn is_of_firm(reason: usize, rules: usize) -> bool {
    reason == NOT_QUALIFIED || (GATES..rules).contains(&reason)
}

/// How many candidates stand before each block in the place order.
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
    ids: &'a Ids,
    names: Option<&'a Texts>,
    /// Why each firm does not qualify.
    failures: &'a Failures,
    /// The texts of `failures`, as they stand between the quotes of a cell.
    failed: Vec<String>,
    reasons: &'a [Reason],
    /// Where the reasons of rules begin.
    rules: usize,
    /// Per reason of all institutions: what stands in their columns, the end of the line included.
    tails: Vec<Vec<u8>>,
    /// Per rule: its key after a comma, and how long that is. Copied whole and cut off: a copy of known
    /// length is two instructions, and there are millions.
    cells: Vec<([u8; CELL], usize)>,
    /// Per reason: its key and words, as they stand between the quotes of a cell.
    words: Vec<Vec<u8>>,
    /// The same of rules that are not known to hold or to fail.
    words_unknown: Vec<Vec<u8>>,
    /// Firms so far that are on no list.
    on_no_list: AtomicUsize,
}

/// Room for a comma and the key of a rule, of which there are fewer than 2^31.
const CELL: usize = 12;

/// What is met in the rows of one block.
struct Met {
    /// Per reason: how many firms it keeps off a list.
    counts: Vec<u32>,
    /// Per reason: of those, firms of which it is not known.
    unknown: Vec<u32>,
    /// Per reason: the place it was last met at, since it counts once per firm.
    last: Vec<usize>,
    /// The cells of the firm at hand.
    cells: Vec<u8>,
}

impl<'a> Rows<'a> {
    fn new(
        publication: &'a Publication<'a>,
        ids: &'a Ids,
        failures: &'a Failures,
        reasons: &'a [Reason],
    ) -> Rows<'a> {
        let tail = |reason: &Reason| {
            let mut tail = format!(",{}", reason.key).repeat(publication.institutions.all.len());
            tail.push('\n');
            tail.into_bytes()
        };
        let cell = |reason: &Reason| {
            let text = format!(",{}", reason.key);
            let mut cell = [0; CELL];
            cell[..text.len()].copy_from_slice(text.as_bytes());
            (cell, text.len())
        };
        let rules = GATES + holding(publication.scored.scorecard).count();
        let words = |(at, reason): (usize, &Reason)| {
            if is_of_firm(at, rules) {
                format!("{}: ", reason.key).into_bytes()
            } else {
                format!("{}: {}", reason.key, reason.words).replace('"', "\"\"").into_bytes()
            }
        };
        let words_unknown = |reason: &Reason| {
            let words = format!("{}: {}", reason.key, unknown_rule(&reason.words));
            words.replace('"', "\"\"").into_bytes()
        };
        Rows {
            publication,
            ids,
            names: names(publication),
            failures,
            failed: failures.texts.iter().map(|text| text.replace('"', "\"\"")).collect(),
            reasons,
            rules,
            // None of a place beyond the end is written, but so positions stay as they are.
            tails: reasons[..rules].iter().map(tail).collect(),
            cells: reasons[rules..].iter().map(cell).collect(),
            words: reasons.iter().enumerate().map(words).collect(),
            words_unknown: reasons.iter().map(words_unknown).collect(),
            on_no_list: AtomicUsize::new(0),
        }
    }

    /// Appends the rows of the firms at `places`, the first candidate among which stands at `candidate`, and
    /// counts their reasons. Returns how many cells were defused.
    fn push(&self, out: &mut Vec<u8>, places: Range<usize>, mut candidate: usize) -> usize {
        let referrals = self.publication.referrals;
        let firms = &self.publication.scored.scores.order[places.clone()];
        let (mut defused, mut on_no_list) = (0, 0);
        let many = self.reasons.len();
        let mut met = Met {
            counts: vec![0; many],
            unknown: vec![0; many],
            last: vec![usize::MAX; many],
            cells: Vec::new(),
        };
        let names = self.names.map(|names| names.take(firms));
        for (row, (place, &firm)) in places.zip(firms).enumerate() {
            let everywhere = match referrals.bars[firm as usize] {
                Bar::None => None,
                Bar::ConsentRefused => Some(NO_CONSENT),
                Bar::ConsentUnknown => Some(CONSENT_UNKNOWN),
                Bar::NotQualified => Some(NOT_QUALIFIED),
                Bar::Held => Some(self.held_by(firm)),
                // Only scored firms are in the place order.
                Bar::NotScored => continue,
            };
            let start = out.len();
            let name = names.as_ref().map(|names| names.get_or_empty(row));
            let firm_defused = self.push_firm(out, place, name);
            if let Some(reason) = everywhere {
                met.counts[reason] += 1;
                on_no_list += 1;
                self.push_bar(out, reason, firm);
                defused += firm_defused;
                continue;
            }
            let listed = self.push_outcomes(out, place, candidate, firm, &mut met);
            candidate += 1;
            on_no_list += usize::from(listed == 0);
            if listed == self.publication.institutions.all.len() {
                out.truncate(start);
            } else {
                defused += firm_defused;
            }
        }
        for ((reason, count), unknown) in self.reasons.iter().zip(met.counts).zip(met.unknown) {
            reason.firms.fetch_add(count, Ordering::Relaxed);
            reason.unknown.fetch_add(unknown, Ordering::Relaxed);
        }
        self.on_no_list.fetch_add(on_no_list, Ordering::Relaxed);
        defused
    }

    /// The reason of the first gate that holds a firm.
    fn held_by(&self, firm: u32) -> usize {
        let Scored { scorecard, scores, .. } = self.publication.scored;
        let (unmet, unknown) = (scores.unmet[firm as usize], scores.unknown[firm as usize]);
        let first = scorecard.held_by(unmet, unknown).next();
        let at = first.and_then(|first| holding(scorecard).position(|gate| gate == first));
        at.map_or(NOT_QUALIFIED, |at| GATES + at)
    }

    /// Appends what says which firm it is, and a comma. Returns how many cells were defused.
    fn push_firm(&self, out: &mut Vec<u8>, place: usize, name: Option<&str>) -> usize {
        let mut defused = usize::from(push_text(out, self.ids.at(place)));
        if let Some(name) = name {
            out.push(b',');
            defused += usize::from(push_text(out, name));
        }
        out.push(b',');
        defused
    }

    /// Appends the reason that keeps the firm off every list, in words and once per institution, and ends the
    /// line.
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

    /// Appends the candidate's reasons in words, in the order of `reasons.csv`, and the cells of all
    /// institutions; ends the line, and returns how many of them list it.
    fn push_outcomes(
        &self,
        out: &mut Vec<u8>,
        place: usize,
        candidate: usize,
        firm: u32,
        met: &mut Met,
    ) -> usize {
        let mut listed = 0;
        met.cells.clear();
        for outcome in self.publication.referrals.outcomes(candidate) {
            match self.push_outcome(&mut met.cells, outcome) {
                Some(reason) => met.last[reason] = place,
                None => listed += 1,
            }
        }
        out.push(b'"');
        let start = out.len();
        for (reason, words) in self.words.iter().enumerate() {
            if met.last[reason] == place {
                met.counts[reason] += 1;
                if out.len() > start {
                    out.extend_from_slice(b"; ");
                }
                let rule = reason.checked_sub(self.rules);
                let unknown = rule.is_some_and(|rule| self.publication.referrals.is_unknown(firm, rule));
                met.unknown[reason] += u32::from(unknown);
                out.extend_from_slice(if unknown { &self.words_unknown[reason] } else { words });
            }
        }
        out.push(b'"');
        out.extend_from_slice(&met.cells);
        out.push(b'\n');
        listed
    }

    /// Appends the cell of one outcome after a comma, and returns its reason; none for a firm on the list.
    #[inline]
    fn push_outcome(&self, out: &mut Vec<u8>, outcome: Outcome) -> Option<usize> {
        match outcome {
            Outcome::Listed(_) => {
                out.push(b',');
                out.extend_from_slice(LISTED.as_bytes());
                None
            }
            Outcome::Beyond(place) => {
                out.push(b',');
                push_fixed(out, i64::from(place), 0);
                Some(BEYOND)
            }
            Outcome::Rule(rule) => {
                let (cell, length) = &self.cells[rule];
                let end = out.len() + length;
                out.extend_from_slice(cell);
                out.truncate(end);
                Some(self.rules + rule)
            }
        }
    }
}

fn write_reasons(folder: &Folder, reasons: &[Reason]) -> Result<Resource, Finding> {
    let fields = vec![
        Field::new("reason", "string", "Key of the reason, as `not_referred.csv` has it").required().unique(),
        Field::new("words", "string", "Why a firm is not on a list").required(),
        Field::new("institutions", "string", "Whose lists, ; between them; * for all"),
        Field::new("firms", "integer", "How many firms it keeps off one list or more").required().from(0),
        Field::new("unknown", "integer", "Of those, firms of which what the rule asks for is not known")
            .required()
            .from(0),
        Field::new(
            "source",
            "string",
            "The document the rule stands in: its own, else its institution's, else the institutions file's",
        ),
    ];
    let texts = |of: fn(&Reason) -> &str| Data::text(reasons.iter().map(of).collect());
    let counts = |of: fn(&Reason) -> &AtomicU32| {
        Data::Count(Cells::known(reasons.iter().map(|reason| of(reason).load(Ordering::Relaxed)).collect()))
    };
    let columns = vec![
        texts(|reason| &reason.key),
        texts(|reason| &reason.words),
        texts(|reason| &reason.institutions),
        counts(|reason| &reason.firms),
        counts(|reason| &reason.unknown),
        texts(|reason| &reason.source),
    ];
    let table = Table { rows: reasons.len(), columns };
    let defused = AtomicUsize::new(0);
    let mut rows = Vec::new();
    table.csv().push(&mut rows, 0..table.rows, &defused);
    let mut file = folder.file("reasons.csv")?;
    file.put(&table::marked_header(&fields))?;
    file.put(&rows)?;
    let description = "What the keys in not_referred.csv stand for, and how many firms each keeps off a list";
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), "Reasons", description);
    Ok(resource.fields(fields).key("reason").defused(defused.into_inner()))
}
