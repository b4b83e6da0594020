//! The rows of `not_referred.csv`, as text.

use std::ops::Range;
use std::sync::Mutex;

use super::keys::{CONSENT_UNKNOWN, LISTED, NO_CONSENT, NOT_QUALIFIED, UNKNOWN, key_of, possible};
use super::met::{Met, each};
use super::reasons::{self, Kept, Reason, holding, is_of_firm};
use crate::publish::cell::push_fixed;
use crate::publish::failures::Failures;
use crate::publish::identities::Identities;
use crate::publish::{Publication, Scored};
use crate::referral::{Bar, Outcome, Passed, unknown_rule};
use crate::words::{Between, Language, Message, say};

pub(super) struct Rows<'a> {
    publication: &'a Publication<'a>,
    identities: &'a Identities,
    /// For each firm the reasons why it does not qualify.
    failures: &'a Failures,
    /// The texts of `failures`, escaped for a quoted cell.
    failed: Vec<String>,
    /// Positions of the gates' reasons; those of the rules follow.
    gates: Range<usize>,
    /// Position of the first rule's reason.
    rules: usize,
    /// Bit and cell of each cause for which an eligible firm is passed over, by the number of the cause.
    passed: [(u64, Cell); Passed::ALL.len()],
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

impl<'a> Rows<'a> {
    pub fn new(
        publication: &'a Publication<'a>,
        identities: &'a Identities,
        failures: &'a Failures,
        reasons: &[Reason],
        readers: For,
    ) -> Rows<'a> {
        let tail = |reason: &Reason| {
            let mut tail = format!(",{}", reason.key).repeat(publication.institutions.all.len());
            tail.push('\n');
            tail.into_bytes()
        };
        let language = publication.language;
        let first = reasons::gates(publication);
        let rules = first + holding(publication.scored.scorecard).count();
        let gates = first..rules;
        let passed = |passed: Passed| {
            let at = possible(publication.institutions).position(|one| one == passed);
            (at.map_or(0, |at| 2 << at), cell(key_of(passed)))
        };
        let words = |(at, reason): (usize, &Reason)| {
            if is_of_firm(at, &gates) {
                self::reason(readers, &reason.key, Message::default(), language).into_bytes()
            } else {
                let words = self::reason(readers, &reason.key, reason.words.clone(), language);
                words.replace('"', "\"\"").into_bytes()
            }
        };
        let words_unknown = |reason: &Reason| {
            let words = self::reason(readers, &reason.key, unknown_rule(&reason.words), language);
            words.replace('"', "\"\"").into_bytes()
        };
        Rows {
            publication,
            identities,
            failures,
            failed: failures.texts.iter().map(|text| text.replace('"', "\"\"")).collect(),
            passed: Passed::ALL.map(passed),
            gates: gates.clone(),
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
    pub fn push(&self, out: &mut Vec<u8>, places: Range<usize>, mut candidate: usize) -> usize {
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
    pub fn counts(self) -> (Vec<Kept>, usize) {
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
        at.map_or(NOT_QUALIFIED, |at| self.gates.start + at)
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
        if is_of_firm(reason, &self.gates) {
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
                Outcome::Passed(passed) => {
                    let (bit, cell) = &self.passed[passed as usize];
                    reasons[2 * words] |= bit;
                    push_cell(cells, cell);
                }
                Outcome::Beyond(place) => {
                    reasons[2 * words] |= 1;
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
        let alike = met.alike(self.rules, |reasons| self.in_words(reasons));
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

#[inline]
fn push_cell(out: &mut Vec<u8>, (cell, length): &Cell) {
    let end = out.len() + length;
    out.extend_from_slice(cell);
    out.truncate(end);
}

/// Form of the rows: a file for programs has the keys of reasons before their words, a workbook has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    Programs,
    People,
}

/// A reason's words, with its key where programs read them, for the column of words.
fn reason(readers: For, key: &str, words: Message, language: Language) -> String {
    let words = match readers {
        For::Programs => say!(publish::reason_keyed, key = key, words = words),
        For::People => words,
    };
    words.say(language).into_owned()
}
