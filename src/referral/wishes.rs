//! The firms' own order of institutions, and the campaign's order behind it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::columns::PREFERRED;
use super::institutions::Institutions;
use super::way::Matching;
use super::written::MatchEntry;
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Column, Frame, Kind};
use crate::parameters::Source;
use crate::words::say;

/// Candidates in a chunk, which one thread handles.
const CANDIDATES: usize = 4096;

impl Matching {
    /// Reads the table `[match]` of the campaign in `source`. `scope` is that of the institutions' rules.
    ///
    /// # Errors
    /// Every fault of the table, each with its line.
    pub fn read(
        entry: &MatchEntry,
        source: &Source,
        institutions: &Institutions,
        scope: &Scope,
    ) -> Result<Matching, Findings> {
        let mut findings = Findings::new();
        let at_most = usize::try_from(*entry.at_most.get_ref()).unwrap_or(0);
        if at_most == 0 {
            let place = source.place(entry.at_most.span().start).in_column("at_most");
            findings.push(
                Finding::new(Code::ValueInvalid, place, say!(referral::match_none))
                    .help(say!(referral::match_none_help)),
            );
        }
        let mut order = Vec::with_capacity(institutions.all.len());
        for id in &entry.then {
            let place = source.place(id.span().start).in_column("then");
            let id = id.get_ref();
            match institutions.all.iter().position(|one| one.id == *id) {
                None => {
                    let message = say!(referral::match_unknown, id = id);
                    let known = institutions.all.iter().map(|one| one.id.as_str());
                    let help = match crate::finding::nearest(id, known) {
                        Some(near) => say!(referral::match_near_help, near = near),
                        None => say!(referral::match_unknown_help),
                    };
                    findings.push(Finding::new(Code::NameUnknown, place, message).help(help));
                }
                Some(at) if order.contains(&at) => {
                    let message = say!(referral::match_repeated, id = id);
                    let help = say!(referral::match_repeated_help);
                    findings.push(Finding::new(Code::NameRepeated, place, message).help(help));
                }
                Some(at) => order.push(at),
            }
        }
        if entry.only_preferred && !entry.then.is_empty() {
            let place = source.place(entry.then[0].span().start).in_column("then");
            findings.push(
                Finding::new(Code::KeyIdle, place, say!(referral::match_idle))
                    .help(say!(referral::match_idle_help)),
            );
        }
        let rest: Vec<usize> = (0..institutions.all.len()).filter(|at| !order.contains(at)).collect();
        order.extend(rest);
        let preferred = Expr::compile_as(PREFERRED, scope, Kind::Text).ok();
        let only_preferred = entry.only_preferred;
        if only_preferred && preferred.is_none() {
            let place = source.place(entry.at_most.span().start).in_column("only_preferred");
            findings.push(
                Finding::new(Code::NameUnknown, place, say!(referral::match_unnamed, field = PREFERRED))
                    .help(say!(referral::match_unnamed_help)),
            );
        }
        findings.or_stop(Matching { at_most, order, only_preferred, preferred }).map(|(matching, _)| matching)
    }
}

/// Firms that prefer an institution that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// Number of mentions.
    pub firms: usize,
    /// Position of the first firm in the cohort.
    pub first: usize,
}

impl Institutions {
    /// Position of the institution with this id, or with this name if no other has it; `None` if there is
    /// none.
    pub fn called(&self, word: &str) -> Option<usize> {
        let by_id = self.all.iter().position(|one| one.id.eq_ignore_ascii_case(word));
        let mut named = (0..self.all.len()).filter(|&at| self.all[at].is_called(word));
        by_id.or_else(|| named.next().filter(|_| named.next().is_none()))
    }

    /// Every word of the firms' preferences that is no institution, with the number of firms that name it and
    /// the first of them; empty if firms do not name institutions.
    pub fn unknown_preferences(&self, frame: &Frame<'_>) -> BTreeMap<String, Unnamed> {
        let preferred = self.matching.as_ref().and_then(|matching| matching.preferred.as_ref());
        let cells = preferred.map(|preferred| preferred.evaluate(frame, frame.rows()));
        let Some(Column::Text(cells)) = &cells else { return BTreeMap::new() };
        let mut known: FxHashMap<&str, bool> = FxHashMap::default();
        let mut unknown: BTreeMap<String, Unnamed> = BTreeMap::new();
        for (firm, cell) in cells.iter().enumerate() {
            for word in preferences(cell) {
                if !*known.entry(word).or_insert_with(|| self.called(word).is_some()) {
                    let entry = unknown.entry(word.to_owned()).or_insert(Unnamed { firms: 0, first: firm });
                    entry.firms += 1;
                }
            }
        }
        unknown
    }
}

/// The words of a cell of preferences, first to last.
pub fn preferences(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；', ',', '，', '、']).map(str::trim).filter(|word| !word.is_empty())
}

/// The institutions that each candidate names, as positions, in its order and each once.
pub(super) struct Wishes {
    named: Vec<u32>,
    /// End of each candidate's institutions in `named`.
    ends: Vec<u32>,
}

impl Wishes {
    pub fn of(
        matching: &Matching,
        institutions: &Institutions,
        candidates: &[u32],
        frame: &Frame<'_>,
    ) -> Wishes {
        let cells = matching.preferred.as_ref().map(|preferred| preferred.evaluate(frame, frame.rows()));
        let Some(Column::Text(cells)) = &cells else {
            return Wishes { named: Vec::new(), ends: vec![0; candidates.len()] };
        };
        let parts: Vec<Wishes> = candidates
            .par_chunks(CANDIDATES)
            .map(|candidates| {
                let mut part = Wishes { named: Vec::new(), ends: Vec::with_capacity(candidates.len()) };
                // Few different words occur.
                let mut known: FxHashMap<&str, Option<u32>> = FxHashMap::default();
                for &firm in candidates {
                    let start = part.named.len();
                    for word in preferences(cells.get_or_empty(firm as usize)) {
                        let at =
                            *known.entry(word).or_insert_with(|| Some(institutions.called(word)? as u32));
                        if let Some(at) = at.filter(|at| !part.named[start..].contains(at)) {
                            part.named.push(at);
                        }
                    }
                    part.ends.push(part.named.len() as u32);
                }
                part
            })
            .collect();
        let mut wishes = Wishes { named: Vec::new(), ends: Vec::with_capacity(candidates.len()) };
        for part in parts {
            let before = wishes.named.len() as u32;
            wishes.named.extend(part.named);
            wishes.ends.extend(part.ends.into_iter().map(|end| before + end));
        }
        wishes
    }

    /// Number of candidates.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The institutions that a candidate names.
    pub fn named(&self, candidate: usize) -> &[u32] {
        let start = candidate.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.named[start as usize..self.ends[candidate] as usize]
    }
}
