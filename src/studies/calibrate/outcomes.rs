//! Outcomes matched with the cohort: which rows count, and why others do not.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::period::Period;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Column, Texts};
use crate::intake::Intake;
use crate::memory;
use crate::studies::study::{Cohort, Subject};
use crate::words::{Message, say};

/// Disposition of a row of outcomes: whether it counts, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Counts as an outcome.
    Used,
    /// Repeats another row of its firm and window, which counts.
    Repeated,
    /// Contradicts another row of its firm and window, or itself.
    Contradictory,
    /// Could not be read from the file.
    Unreadable,
    /// Has no outcome of the firm yet.
    Unanswered,
    /// No row of the cohort has its id.
    Unknown,
    /// The cohort's row of its firm is in quarantine: unreadable or not trusted.
    Quarantined,
    /// Its firm has no points.
    NotScored,
}

impl Fate {
    /// The word in files, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Used => "used",
            Fate::Repeated => "repeated",
            Fate::Contradictory => "contradictory",
            Fate::Unreadable => "unreadable",
            Fate::Unanswered => "unanswered",
            Fate::Unknown => "unknown",
            Fate::Quarantined => "quarantined",
            Fate::NotScored => "not-scored",
        }
    }
}

/// Rows of the file, in the order of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRows {
    /// Physical lines, from 1.
    pub lines: Vec<u32>,
    /// Ids of the rows' firms; missing where the row could not be read.
    pub firms: Texts,
    /// Disposition of each row.
    pub fates: Vec<Fate>,
}

impl FileRows {
    fn push(&mut self, line: u32, firm: &str, fate: Fate) {
        self.lines.push(line);
        self.firms.push(firm);
        self.fates.push(fate);
    }

    /// Rows of `file`: those `read`, and the unreadable ones.
    fn of(file: &Intake, mut read: Vec<Read<'_>>) -> FileRows {
        read.sort_unstable_by_key(|row| row.line);
        let mut rows = FileRows::default();
        let mut read = read.iter().peekable();
        for (line, _) in file.quarantine.originals() {
            while let Some(row) = read.next_if(|row| row.line < line) {
                rows.push(row.line, row.id, row.fate);
            }
            rows.push(line, "", Fate::Unreadable);
        }
        read.for_each(|row| rows.push(row.line, row.id, row.fate));
        rows
    }
}

/// Bytes per outcome while it is matched: measured.
const PER_OUTCOME: usize = 240;

/// Rows by disposition; the counts add up to `rows`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Rows of the file, the header not counted.
    pub rows: usize,
    /// Rows that count: [`Fate::Used`].
    pub used: usize,
    /// Rows of [`Fate::Repeated`], not counted.
    pub repeated: usize,
    /// Rows of [`Fate::Contradictory`], not counted.
    pub contradictory: usize,
    /// Rows of [`Fate::Unreadable`], not counted.
    pub unreadable: usize,
    /// Rows of [`Fate::Unanswered`], not counted.
    pub unanswered: usize,
    /// Rows of [`Fate::Unknown`], not counted.
    pub unknown: usize,
    /// Rows of [`Fate::Quarantined`], not counted.
    pub quarantined: usize,
    /// Rows of [`Fate::NotScored`], not counted.
    pub not_scored: usize,
}

impl Account {
    fn of(fates: &[Fate]) -> Account {
        let count = |fate| fates.iter().filter(|one| **one == fate).count();
        Account {
            rows: fates.len(),
            used: count(Fate::Used),
            repeated: count(Fate::Repeated),
            contradictory: count(Fate::Contradictory),
            unreadable: count(Fate::Unreadable),
            unanswered: count(Fate::Unanswered),
            unknown: count(Fate::Unknown),
            quarantined: count(Fate::Quarantined),
            not_scored: count(Fate::NotScored),
        }
    }
}

/// A period of observation of outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The window's name, or its days.
    pub name: String,
    /// First day, `None` if unknown: the earliest of all its rows.
    pub from: Option<String>,
    /// Last day; `None` if unknown.
    pub to: Option<String>,
    /// Outcomes that count, each of another firm.
    pub outcomes: usize,
    /// Bad outcomes among them.
    pub bad: usize,
}

/// An outcome that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The firm's position in the cohort.
    pub firm: usize,
    /// Number of its firm among the firms with outcomes, from 0 in the order of ids; shared by all outcomes
    /// of the firm.
    pub unit: usize,
    /// Whether the outcome is bad.
    pub bad: bool,
    /// Position of its window; `None` if unknown.
    pub window: Option<usize>,
}

/// Numbers of firms by outcome: a firm with several outcomes may be of both kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FirmCounts {
    /// Firms with at least one outcome.
    pub firms: usize,
    /// Firms with a bad outcome.
    pub bad_firms: usize,
    /// Firms with a good outcome.
    pub good_firms: usize,
}

impl FirmCounts {
    /// Counts the firms of `observed` outcomes.
    pub fn of<'a>(observed: impl IntoIterator<Item = &'a Observed>) -> FirmCounts {
        // Per firm: whether it has a good outcome, and whether it has a bad one.
        let mut firms: HashMap<usize, [bool; 2]> = HashMap::new();
        for one in observed {
            firms.entry(one.unit).or_default()[usize::from(one.bad)] = true;
        }
        let of_kind = |kind: usize| firms.values().filter(|kinds| kinds[kind]).count();
        FirmCounts { firms: firms.len(), bad_firms: of_kind(1), good_firms: of_kind(0) }
    }

    /// Number of firms of the rarer kind.
    pub fn rarer(&self) -> usize {
        self.bad_firms.min(self.good_firms)
    }
}

/// Outcomes of a file, matched with the cohort.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// Outcomes that count, in the order of ids and windows.
    pub observed: Vec<Observed>,
    /// Number of different firms with outcomes.
    pub units: usize,
    /// The windows, earliest first: by first day if all windows have one; otherwise by last day if all have
    /// one; otherwise by name if the names are all years, all halves, all quarters, all months or all days.
    /// In other cases they are sorted by name, without an order in time.
    pub windows: Vec<Window>,
    /// Rank in time per window, from 0, equal for windows with the same start; `None` without an order in
    /// time.
    pub in_time: Option<Vec<usize>>,
    /// Every row, in the order of lines.
    pub rows: FileRows,
    /// Numbers of rows by disposition.
    pub account: Account,
    /// Outcomes whose window begins before the as-of day of the points, or ends by it.
    pub before_points: usize,
}

/// Key of a window. A row without one has a window of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    None,
    Days(Option<Date>, Option<Date>),
    /// A name that is a date, in any notation.
    Period(Period),
    Name(&'a str),
}

/// A row of the file, parsed.
struct Read<'a> {
    line: u32,
    id: &'a str,
    firm: Option<usize>,
    answer: Option<bool>,
    key: Key<'a>,
    /// The window's name, verbatim.
    name: Option<&'a str>,
    days: (Option<Date>, Option<Date>),
    fate: Fate,
}

/// Matches the rows of `file` with the firms of `subject`, whose scores decide who has points. With
/// `one_is_good` an outcome of 1, or an amount above 0, is good.
///
/// # Errors
/// If a row is lost: the counts do not add up.
pub(super) fn matched(
    subject: &Subject<'_>,
    file: &Intake,
    one_is_good: bool,
) -> Result<(Outcomes, Findings), Findings> {
    let Cohort { firms, scores, as_of, .. } = subject.cohort;
    let quarantined = subject.intake.quarantined_ids();
    let ids: HashMap<&str, usize> = firms.ids().iter().enumerate().map(|(at, id)| (id, at)).collect();
    let rows = memory::Rows { count: file.rows, unpacked: file.unpacked() };
    let needed = memory::PROGRAM + file.bytes() + file.firms.len.saturating_mul(PER_OUTCOME);
    rows.admit(needed, &file.place())?;
    let mut findings = Findings::new();
    let mut read: Vec<Read<'_>> =
        (0..file.firms.len).map(|at| row(file, at, &ids, one_is_good, &mut findings)).collect();
    read.sort_by(|a, b| (a.id, &a.key, a.line).cmp(&(b.id, &b.key, b.line)));
    for same in read.chunk_by_mut(|a, b| a.id == b.id && a.key == b.key) {
        settle(file, same, &mut findings);
    }
    for row in read.iter_mut().filter(|row| row.fate == Fate::Used) {
        row.fate = match row.firm {
            None if quarantined.contains(row.id) => Fate::Quarantined,
            None => Fate::Unknown,
            Some(firm) if !scores.scored[firm] => Fate::NotScored,
            Some(_) => Fate::Used,
        };
        let (message, help) = match row.fate {
            Fate::Unknown => (
                say!(calibrate::firm_unknown, id = row.id),
                match is_cut(row.id) {
                    true => say!(calibrate::firm_unknown_cut_help),
                    false => say!(calibrate::firm_unknown_help),
                },
            ),
            Fate::Quarantined => {
                (say!(calibrate::firm_quarantined, id = row.id), say!(calibrate::firm_quarantined_help))
            }
            _ => continue,
        };
        findings.push(Finding::new(Code::FirmUnknown, place(file, row.line), message).help(help));
    }
    let used: Vec<&Read<'_>> = read.iter().filter(|row| row.fate == Fate::Used).collect();
    let Windows { all: windows, in_time, of_row: of_window } = Windows::of(&used);
    let mut units = 0;
    let mut observed: Vec<Observed> = Vec::with_capacity(used.len());
    for (at, row) in used.iter().enumerate() {
        units += usize::from(at == 0 || used[at - 1].id != row.id);
        let (Some(firm), Some(bad)) = (row.firm, row.answer) else { continue };
        observed.push(Observed { firm, unit: units - 1, bad, window: of_window[at] });
    }
    let before_points = used.iter().filter(|row| begins_before(row, as_of)).count();
    let rows = FileRows::of(file, read);
    let account = Account::of(&rows.fates);
    if account.rows != file.rows {
        let message = say!(calibrate::rows_lost, went = file.rows, came = account.rows);
        return Err(Finding::new(Code::RowsLost, file.place(), message)
            .help(say!(calibrate::rows_lost_help))
            .into());
    }
    Ok((Outcomes { observed, units, windows, in_time, rows, account, before_points }, findings))
}

/// Whether an id looks like a number whose last digits a spreadsheet has replaced by 0.
fn is_cut(id: &str) -> bool {
    id.len() > 15 && id.bytes().all(|byte| byte.is_ascii_digit()) && id[15..].bytes().all(|byte| byte == b'0')
}

fn place(file: &Intake, line: u32) -> Place {
    file.place().at_line(line)
}

/// One row of the file, before comparison with others.
fn row<'a>(
    file: &'a Intake,
    at: usize,
    ids: &HashMap<&str, usize>,
    one_is_good: bool,
    findings: &mut Findings,
) -> Read<'a> {
    let day = |name: &str| match file.firms.column(name) {
        Some(Column::Date(days)) => days.get(at),
        _ => None,
    };
    let said = file.firms.column("outcome").and_then(Column::flags).and_then(|flags| flags.get(at));
    let amount = match file.firms.column("default_amount") {
        Some(Column::Number(amounts)) => amounts.get(at),
        _ => None,
    };
    let name = file.firms.column("window").and_then(Column::texts).and_then(|texts| texts.get(at));
    let (from, to) = (day("window_from"), day("window_to"));
    let (line, id) = (file.line_of(at), file.firms.ids().get_or_empty(at));
    let by_amount = amount.map(|amount| amount > 0.0);
    let mut fate = if said.or(by_amount).is_some() { Fate::Used } else { Fate::Unanswered };
    let mut fault = |code, message: Message, help: Message| {
        fate = Fate::Contradictory;
        findings.push(Finding::new(code, place(file, line), message).help(help));
    };
    if let (Some(said), Some(by_amount), Some(amount)) = (said, by_amount, amount)
        && said != by_amount
    {
        let outcome = u8::from(said).to_string();
        let message = say!(calibrate::amount_contradicts, outcome = outcome, amount = amount.to_string());
        fault(Code::OutcomeContradictory, message, say!(calibrate::amount_contradicts_help));
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let message = say!(calibrate::window_backwards, from = from, to = to);
        fault(Code::CellDate, message, say!(calibrate::window_backwards_help));
    }
    let key = match name {
        Some(name) => Period::read(name).map_or_else(|| Key::Name(name), Key::Period),
        None if from.is_some() || to.is_some() => Key::Days(from, to),
        None => Key::None,
    };
    let answer = said.or(by_amount).map(|one| one != one_is_good);
    Read { line, id, firm: ids.get(id).copied(), answer, key, name, days: (from, to), fate }
}

/// Settles the rows of one firm and window, in the order of lines: one counts if all agree, otherwise none.
fn settle(file: &Intake, same: &mut [Read<'_>], findings: &mut Findings) {
    let answers: Vec<(u32, Option<bool>)> =
        same.iter().filter(|row| row.fate == Fate::Used).map(|row| (row.line, row.answer)).collect();
    let Some(&(first, answer)) = answers.first() else { return };
    let agree = answers.iter().all(|(_, other)| *other == answer);
    for row in same.iter_mut().filter(|row| row.fate == Fate::Used) {
        if !agree {
            row.fate = Fate::Contradictory;
            let other =
                answers.iter().find(|(_, other)| *other != row.answer).map_or(first, |(line, _)| *line);
            let message = say!(calibrate::outcome_differs, id = row.id, line = other.to_string());
            findings.push(
                Finding::new(Code::DuplicateFirm, place(file, row.line), message)
                    .help(say!(calibrate::outcome_differs_help)),
            );
        } else if row.line != first {
            row.fate = Fate::Repeated;
        }
    }
}

/// Whether a row's window begins before `as_of`, by its days or its name. A window that ends on that day has
/// begun by then.
fn begins_before(row: &Read<'_>, as_of: Date) -> bool {
    let first = row.days.0.or_else(|| match row.key {
        Key::Period(period) => period.first_day(),
        _ => None,
    });
    first.map_or_else(|| row.days.1.is_some_and(|to| to <= as_of), |first| first < as_of)
}

/// Name and days of a window, gathered so far.
#[derive(Clone, Copy, Default)]
struct Span<'a> {
    /// The first of its names.
    name: Option<&'a str>,
    from: Option<Date>,
    to: Option<Date>,
    outcomes: usize,
    bad: usize,
}

/// Windows of the rows that count.
struct Windows {
    all: Vec<Window>,
    in_time: Option<Vec<usize>>,
    /// Window of each row.
    of_row: Vec<Option<usize>>,
}

impl Windows {
    fn of(used: &[&Read<'_>]) -> Windows {
        let mut known: HashMap<&Key<'_>, Span<'_>> = HashMap::new();
        for row in used.iter().filter(|row| row.key != Key::None) {
            let span = known.entry(&row.key).or_default();
            span.name = span.name.into_iter().chain(row.name).min();
            span.from = span.from.into_iter().chain(row.days.0).min();
            span.to = span.to.into_iter().chain(row.days.1).max();
            span.outcomes += 1;
            span.bad += usize::from(row.answer == Some(true));
        }
        let mut order: Vec<&Key<'_>> = known.keys().copied().collect();
        order.sort_unstable();
        let in_time = begins(&order, &known).map(|begins| {
            let mut timed: Vec<(Period, &Key<'_>)> = begins.into_iter().zip(order.iter().copied()).collect();
            // Windows of one day stay in the order of their names.
            timed.sort_unstable();
            order = timed.iter().map(|(_, key)| *key).collect();
            let mut place = 0;
            let later = |at: usize| usize::from(at > 0 && timed[at - 1].0 < timed[at].0);
            (0..timed.len())
                .map(|at| {
                    place += later(at);
                    place
                })
                .collect()
        });
        let place: HashMap<&Key<'_>, usize> = order.iter().enumerate().map(|(at, key)| (*key, at)).collect();
        let windows = order.iter().map(|key| {
            let Span { name, from, to, outcomes, bad } = known[key];
            let text = |day: Option<Date>| day.map(|day| day.to_string());
            let days = || format!("{}..{}", text(from).unwrap_or_default(), text(to).unwrap_or_default());
            Window {
                name: name.map_or_else(days, str::to_owned),
                from: text(from),
                to: text(to),
                outcomes,
                bad,
            }
        });
        let of_row = used.iter().map(|row| place.get(&row.key).copied()).collect();
        Windows { all: windows.collect(), in_time, of_row }
    }
}

/// Start of each window; `None` if neither days nor names give it.
fn begins(order: &[&Key<'_>], known: &HashMap<&Key<'_>, Span<'_>>) -> Option<Vec<Period>> {
    let by = |day: fn(&Span<'_>) -> Option<Date>| -> Option<Vec<Period>> {
        order.iter().map(|key| day(&known[key]).map(Period::Day)).collect()
    };
    by(|span| span.from).or_else(|| by(|span| span.to)).or_else(|| {
        let period = |key: &&Key<'_>| match key {
            Key::Period(period) => Some(*period),
            Key::None | Key::Days(..) | Key::Name(_) => None,
        };
        let periods: Vec<Period> = order.iter().map(period).collect::<Option<_>>()?;
        Period::are_alike(&periods).then_some(periods)
    })
}
