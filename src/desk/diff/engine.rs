//! The difference of two runs, list by list and in the ranking, with an account that is checked.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::firm::firm_change;
use super::judge::{Judge, Kinds, Pair};
use super::options::{MOVERS, Options};
use super::points::Change;
use super::reason::{Cause, Reason};
use super::record::{Record, fields};
use super::report::{
    Account, FirmChange, Kind, ListAccount, ListChange, Mover, RankChange, ReasonCount, Report, RunAbout,
    ScoredChange, TermChange,
};
use super::terms::changed;
use crate::finding::{Code, Finding, Findings, Place, listed};
use crate::memory;
use crate::studies::compare::{Both, Churn, Matched, Outcome, Parts, Rows, churn, movers};
use crate::words::{Message, say};

/// Bytes of memory per firm of either run, besides what was read: half of what 100,000 firms on 22 lists
/// took in all.
const BYTES_PER_FIRM: usize = 1_000;

/// Firms that are named among those that came before another.
const NAMED: usize = 3;

/// All changes from one run to the next.
///
/// Firms are matched by id. A firm's place on a list is that in the order of the list, its rank the published
/// one.
///
/// # Errors
/// Runs that identify firms by different columns; an institution or a firm that neither run has; a file of a
/// run that is unreadable or changed since; an account that does not come out, which is a fault of the
/// program.
pub fn diff(before: &Record, after: &Record, options: &Options) -> Result<Report, Findings> {
    refuse_other_ids(before, after)?;
    let (one, other) = (&before.run.side, &after.run.side);
    let firms = one.ids.len() + other.ids.len();
    memory::room(firms.saturating_mul(BYTES_PER_FIRM), &Place::file(after.named.clone()))?;
    let (matched, parts) = rayon::join(|| Matched::of(one, other), || Parts::of(one, other));
    let read = fields([&before.run.terms, &after.run.terms]);
    let judge = Judge {
        change: Change::of(before, after, &parts, &read),
        aside_before: before.aside.find(&ids(after, &matched.only_after))?,
        aside_after: after.aside.find(&ids(before, &matched.only_before))?,
    };
    let turnover = churn(one, other, &matched);
    refuse_unknown_institution(&turnover, options, after)?;
    let asked = |list: &&Churn| options.institution.as_ref().is_none_or(|id| *id == list.institution);
    let engine = Engine { before, after, matched: &matched, judge: &judge, options };
    let lists: Vec<Listed> = turnover.iter().filter(asked).map(|list| engine.list(list)).collect();
    let (ranking, ranks) = engine.ranking();
    let scored = engine.scored();
    let mut reasons: Vec<ReasonCount> =
        counted(None, scored.iter().map(|one| (one.change, one.cause.reason)), ranks.iter().map(|one| one.2));
    let mut report = Report {
        before: about(before),
        after: about(after),
        notes: before.lacks().chain(after.lacks()).collect(),
        ranking,
        lists: Vec::new(),
        reasons: Vec::new(),
        terms: asked_terms(changed(before, after), options),
        changes: Vec::new(),
        scored,
        movers: engine.movers(&parts),
        moved: Vec::new(),
        ranks: if options.every_firm { engine.rank_changes(&ranks) } else { Vec::new() },
        firm: None,
        decimals: [one.decimals, other.decimals],
    };
    for Listed { account, changes, moved, reasons: own } in lists {
        reasons.extend(own);
        report.lists.push(account);
        report.changes.extend(changes);
        report.moved.extend(moved);
    }
    report.reasons = reasons;
    check(&report)?;
    if let Some(firm) = &options.firm {
        let firm = firm_change(&judge, &turnover, &pairs(&turnover, before, after), firm)?;
        report.keep_only(firm);
    }
    Ok(report)
}

impl Report {
    /// Keeps the changes of one firm, and the accounts.
    fn keep_only(&mut self, firm: FirmChange) {
        self.changes.retain(|one| one.firm == firm.firm);
        self.moved.retain(|one| one.firm == firm.firm);
        self.scored.retain(|one| one.firm == firm.firm);
        self.movers.retain(|one| one.firm == firm.firm);
        self.ranks.retain(|one| one.firm == firm.firm);
        self.firm = Some(firm);
    }
}

/// Refuses runs whose firms are identified by different columns.
fn refuse_other_ids(before: &Record, after: &Record) -> Result<(), Finding> {
    let (one, other) = (&before.run.id_column, &after.run.id_column);
    if one == other {
        return Ok(());
    }
    let message = say!(diff::other_ids, before = one, after = other, run = &before.named);
    Err(Finding::new(Code::FileKind, Place::file(after.named.clone()), message)
        .help(say!(diff::other_ids_help)))
}

fn refuse_unknown_institution(turnover: &[Churn], options: &Options, after: &Record) -> Result<(), Finding> {
    let Some(wanted) = &options.institution else { return Ok(()) };
    if turnover.iter().any(|list| list.institution == *wanted) {
        return Ok(());
    }
    let message = say!(diff::unknown_institution, institution = wanted);
    let near = turnover.iter().find(|list| strsim::osa_distance(&list.institution, wanted) <= 2);
    let help = match near {
        Some(near) => say!(campaign::did_you_mean, name = &near.institution),
        None => {
            let all = turnover.iter().map(|list| list.institution.as_str());
            say!(diff::unknown_institution_help, institutions = listed(all, turnover.len()))
        }
    };
    Err(Finding::new(Code::NameUnknown, Place::file(after.named.clone()), message).help(help))
}

/// Ids of the firms in these rows.
fn ids<'a>(record: &'a Record, rows: &[u32]) -> FxHashSet<&'a str> {
    rows.iter().map(|&row| record.run.side.ids.get_or_empty(row as usize)).collect()
}

fn about(record: &Record) -> RunAbout {
    RunAbout {
        named: record.named.clone(),
        title: record.run.title.clone(),
        scorecard: record.run.scorecard.clone(),
        scorecard_title: record.run.scorecard_title.clone(),
        as_of: record.run.as_of.clone(),
        firms: record.run.side.ids.len(),
        lists: record.run.side.lists.as_ref().map_or(0, |lists| lists.all.len()),
    }
}

/// The changes of parameters that concern the one institution asked for, or all.
fn asked_terms(mut terms: Vec<TermChange>, options: &Options) -> Vec<TermChange> {
    if let Some(wanted) = &options.institution {
        terms.retain(|term| term.institutions.is_empty() || term.institutions.contains(wanted));
    }
    terms
}

/// Every list of either run.
fn pairs(turnover: &[Churn], before: &Record, after: &Record) -> Vec<Pair> {
    turnover.iter().map(|list| pair(list, before, after)).collect()
}

/// A list in both runs, with the kinds of firms that joined and left.
fn pair(list: &Churn, before: &Record, after: &Record) -> Pair {
    let at = |record: &Record| {
        let lists = record.run.side.lists.as_ref()?;
        lists.all.iter().position(|one| one.institution == list.institution)
    };
    let at = Both { before: at(before), after: at(after) };
    let kinds = |joins: bool, record: &Record, at: Option<usize>| {
        let mut kinds = Kinds::default();
        for change in list.changes.iter().filter(|change| change.joins == joins) {
            let row = if joins { change.rows.before } else { change.rows.after };
            let outcome = row.zip(at).and_then(|(row, at)| {
                let lists = record.run.side.lists.as_ref()?;
                lists.all[at].outcomes.get(row as usize)
            });
            match outcome {
                None => kinds.unscored += 1,
                Some(Outcome::Beyond) => kinds.beyond += 1,
                Some(_) => kinds.ineligible += 1,
            }
        }
        kinds
    };
    let first = |joins: bool, record: &Record, at: Option<usize>| {
        let own = list.changes.iter().filter(|change| change.joins == joins);
        let placed = own.filter_map(|change| {
            let row = if joins { change.rows.after } else { change.rows.before };
            Some((record.run.places[at?][row? as usize], change.firm.clone()))
        });
        let mut placed: Vec<(u32, String)> = placed.collect();
        placed.sort_unstable();
        placed.into_iter().take(NAMED).map(|(_, firm)| firm).collect()
    };
    Pair {
        institution: list.institution.clone(),
        first_joined: first(true, after, at.after),
        first_left: first(false, before, at.before),
        at,
        joined: kinds(true, before, at.before),
        left: kinds(false, after, at.after),
    }
}

/// The result for one list.
struct Listed {
    account: ListAccount,
    changes: Vec<ListChange>,
    moved: Vec<ListChange>,
    reasons: Vec<ReasonCount>,
}

struct Engine<'a> {
    before: &'a Record,
    after: &'a Record,
    matched: &'a Matched,
    judge: &'a Judge<'a>,
    options: &'a Options,
}

impl Engine<'_> {
    fn list(&self, churn: &Churn) -> Listed {
        let pair = pair(churn, self.before, self.after);
        let mut changes: Vec<ListChange> = churn
            .changes
            .par_iter()
            .map(|change| ListChange {
                institution: churn.institution.clone(),
                firm: change.firm.clone(),
                name: change.name.clone(),
                change: if change.joins { Kind::New } else { Kind::Gone },
                place: self.places(&pair, change.rows),
                points: self.points(change.rows),
                cause: self.judge.listed(&pair, &change.firm, change.rows, change.joins),
            })
            .collect();
        let (mut account, moves) = self.kept(&pair);
        account.before = churn.before.unwrap_or(0);
        account.after = churn.after.unwrap_or(0);
        account.gone = churn.left;
        account.new = churn.joined;
        let movement: Vec<(Both<u32>, bool, Reason)> = moves
            .into_par_iter()
            .map(|(rows, falls)| (rows, falls, self.judge.moved(&pair, rows, falls)))
            .collect();
        let reasons = counted(
            Some(&churn.institution),
            changes.iter().map(|one| (one.change, one.cause.reason)),
            movement.iter().map(|one| one.2),
        );
        let moved = match self.options.every_firm || self.options.institution.is_some() {
            true => self.moved(&pair, churn, movement),
            false => Vec::new(),
        };
        changes.sort_by(|a, b| (a.change, &a.firm).cmp(&(b.change, &b.firm)));
        let capacity = |record: &Record, at: Option<usize>| {
            record.run.side.lists.as_ref().zip(at).and_then(|(lists, at)| lists.all[at].capacity)
        };
        let cut_off = |record: &Record, at: Option<usize>| at.and_then(|at| record.run.cut_offs[at]);
        let account = ListAccount {
            institution: churn.institution.clone(),
            name: churn.name.clone(),
            in_runs: [pair.at.before.is_some(), pair.at.after.is_some()],
            account,
            capacity: [capacity(self.before, pair.at.before), capacity(self.after, pair.at.after)],
            cut_off: [cut_off(self.before, pair.at.before), cut_off(self.after, pair.at.after)],
            joined: pair.joined,
            left: pair.left,
        };
        Listed { account, changes, moved, reasons }
    }

    /// The firms that stay on a list: how many, and those with another place, each with whether it fell.
    fn kept(&self, pair: &Pair) -> (Account, Vec<(Both<u32>, bool)>) {
        let (mut account, mut moves) = (Account::default(), Vec::new());
        let (Some(one), Some(other)) = (&self.before.run.side.lists, &self.after.run.side.lists) else {
            return (account, moves);
        };
        let Both { before: Some(at), after: Some(later) } = pair.at else { return (account, moves) };
        let (before, after) = (&one.all[at].outcomes, &other.all[later].outcomes);
        let (places, later_places) = (&self.before.run.places[at], &self.after.run.places[later]);
        for &rows in &self.matched.rows {
            let (row, other_row) = (rows.before as usize, rows.after as usize);
            if before[row] != Outcome::Listed || after[other_row] != Outcome::Listed {
                continue;
            }
            match (places[row], later_places[other_row]) {
                (0, _) | (_, 0) => account.unplaced += 1,
                (one, other) if one == other => account.unmoved += 1,
                (one, other) => {
                    account.moved += 1;
                    moves.push((rows, other > one));
                }
            }
        }
        (account, moves)
    }

    fn moved(&self, pair: &Pair, churn: &Churn, movement: Vec<(Both<u32>, bool, Reason)>) -> Vec<ListChange> {
        let mut moved: Vec<ListChange> = movement
            .into_par_iter()
            .map(|(rows, _, reason)| {
                let both = Rows { before: Some(rows.before), after: Some(rows.after) };
                let changed = self.judge.change.rise(rows) != 0.0;
                let detail = if changed { self.judge.change.said_points(rows) } else { Message::default() };
                ListChange {
                    institution: churn.institution.clone(),
                    firm: self.after.run.side.ids.get_or_empty(rows.after as usize).to_owned(),
                    name: self.after.run.side.name(rows.after),
                    change: Kind::Moved,
                    place: self.places(pair, both),
                    points: self.points(both),
                    cause: Cause::new(reason, detail),
                }
            })
            .collect();
        let shift = |one: &ListChange| match one.place {
            [Some(before), Some(after)] => before.abs_diff(after),
            _ => 0,
        };
        moved.sort_by(|a, b| shift(b).cmp(&shift(a)).then_with(|| a.firm.cmp(&b.firm)));
        moved
    }

    fn places(&self, pair: &Pair, rows: Rows) -> [Option<u32>; 2] {
        let place = |record: &Record, at: Option<usize>, row: Option<u32>| {
            Some(record.run.places[at?][row? as usize]).filter(|&place| place > 0)
        };
        [place(self.before, pair.at.before, rows.before), place(self.after, pair.at.after, rows.after)]
    }

    fn points(&self, rows: Rows) -> [Option<f64>; 2] {
        let points = |record: &Record, row: Option<u32>| Some(record.run.side.points[row? as usize]);
        [points(self.before, rows.before), points(self.after, rows.after)]
    }

    /// The account of all scored firms, and those with another published rank, with the reason.
    fn ranking(&self) -> (Account, Vec<(Both<u32>, bool, Reason)>) {
        let rank = |record: &Record, row: u32| record.run.ranks[row as usize];
        let moved: Vec<(Both<u32>, bool, Reason)> = self
            .matched
            .rows
            .par_iter()
            .filter_map(|&rows| {
                let (one, other) = (rank(self.before, rows.before), rank(self.after, rows.after));
                let falls = other > one;
                (one != other).then(|| (rows, falls, self.judge.rank_moved(rows, falls)))
            })
            .collect();
        let account = Account {
            before: self.before.run.side.ids.len(),
            gone: self.matched.only_before.len(),
            new: self.matched.only_after.len(),
            after: self.after.run.side.ids.len(),
            moved: moved.len(),
            unmoved: self.matched.len() - moved.len(),
            unplaced: 0,
        };
        (account, moved)
    }

    fn rank_changes(&self, moved: &[(Both<u32>, bool, Reason)]) -> Vec<RankChange> {
        let mut all: Vec<&(Both<u32>, bool, Reason)> = moved.iter().collect();
        all.par_sort_unstable_by_key(|(rows, ..)| rows.after);
        let (one, other) = (&self.before.run, &self.after.run);
        let change = |(rows, _, reason): &&(Both<u32>, bool, Reason)| {
            let (before, after) = (rows.before as usize, rows.after as usize);
            RankChange {
                firm: other.side.ids.get_or_empty(after).to_owned(),
                rank: [one.ranks[before], other.ranks[after]],
                points: [one.side.points[before], other.side.points[after]],
                reason: *reason,
            }
        };
        all.iter().map(change).collect()
    }

    /// Firms that one run alone scores.
    fn scored(&self) -> Vec<ScoredChange> {
        let of = |record: &Record, rows: &[u32], change: Kind| -> Vec<ScoredChange> {
            let one = |&row: &u32| {
                let firm = record.run.side.ids.get_or_empty(row as usize).to_owned();
                ScoredChange {
                    name: record.run.side.name(row),
                    change,
                    rank: record.run.ranks[row as usize],
                    points: record.run.side.points[row as usize],
                    cause: self.judge.absent(&firm, change == Kind::Gone),
                    firm,
                }
            };
            let mut all: Vec<ScoredChange> = rows.par_iter().map(one).collect();
            all.sort_by(|a, b| a.firm.cmp(&b.firm));
            all
        };
        let mut all = of(self.before, &self.matched.only_before, Kind::Gone);
        all.extend(of(self.after, &self.matched.only_after, Kind::New));
        all
    }

    fn movers(&self, parts: &Parts<'_>) -> Vec<Mover> {
        let all = movers(&self.before.run.side, self.matched, parts, MOVERS);
        let by_id: BTreeMap<&str, Both<u32>> = {
            let wanted: FxHashSet<&str> = all.iter().map(|mover| mover.firm.as_str()).collect();
            let id = |rows: &Both<u32>| self.before.run.side.ids.get_or_empty(rows.before as usize);
            let rows = self.matched.rows.iter();
            rows.filter(|rows| wanted.contains(id(rows))).map(|rows| (id(rows), *rows)).collect()
        };
        all.iter()
            .filter_map(|mover| {
                let rows = *by_id.get(mover.firm.as_str())?;
                let falls = mover.rank_after > mover.rank_before;
                let rise = self.judge.change.rise(rows);
                let cause = match (rise < 0.0) == falls && rise != 0.0 {
                    true => self.judge.change.cause(rows),
                    false => Cause::new(Reason::Ahead, Message::default()),
                };
                Some(Mover {
                    firm: mover.firm.clone(),
                    name: mover.name.clone(),
                    rank: [mover.rank_before, mover.rank_after],
                    points: [mover.points_before, mover.points_after],
                    cause,
                })
            })
            .collect()
    }
}

/// Firms by change and reason, in the order of changes and reasons.
fn counted(
    institution: Option<&String>,
    changes: impl Iterator<Item = (Kind, Reason)>,
    moved: impl Iterator<Item = Reason>,
) -> Vec<ReasonCount> {
    let mut counts: BTreeMap<(Kind, Reason), usize> = BTreeMap::new();
    for key in changes.chain(moved.map(|reason| (Kind::Moved, reason))) {
        *counts.entry(key).or_default() += 1;
    }
    let count =
        |((change, reason), firms)| ReasonCount { institution: institution.cloned(), change, reason, firms };
    counts.into_iter().map(count).collect()
}

/// Checks the account: `before − gone + new = after`, each firm of both runs once, and one reason for each
/// change.
fn check(report: &Report) -> Result<(), Finding> {
    let balanced = |account: &Account, reasons: usize| {
        let kept = account.moved + account.unmoved + account.unplaced;
        account.gone + kept == account.before
            && account.new + kept == account.after
            && reasons == account.gone + account.new + account.moved
    };
    let reasons = |institution: Option<&String>| {
        let own = report.reasons.iter().filter(|one| one.institution.as_ref() == institution);
        own.map(|one| one.firms).sum()
    };
    let ranking = balanced(&report.ranking, reasons(None));
    let faulty = report.lists.iter().find(|list| !balanced(&list.account, reasons(Some(&list.institution))));
    let named = match (ranking, faulty) {
        (true, None) => return Ok(()),
        (false, _) => say!(diff::the_ranking),
        (true, Some(list)) => list.name.clone(),
    };
    let place = Place::file(report.after.named.clone());
    Err(Finding::new(Code::RowsLost, place, say!(diff::not_balanced, list = named))
        .help(say!(publish::rows_lost_help)))
}
