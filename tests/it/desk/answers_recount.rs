//! Answers counted twice: by the program, and naively from what was delivered and answered.

use std::collections::{BTreeMap, BTreeSet};

use jifen::desk::answers::{By, Import, Options, Tally, import, report};
use jifen::parameters::Keyword;
use jifen::progress::Silent;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::desk::Desk;

const INSTITUTIONS: [&str; 2] = ["icbc", "ccb"];
const SEGMENTS: [&str; 3] = ["growth", "start-up", ""];
const GRADES: [&str; 3] = ["A", "B", ""];
const REGIONS: [&str; 4] = ["310115", "330106", "", "31"];
const DECISIONS: [(&str, &str); 7] = [
    ("未对接", "not-contacted"),
    ("无需求", "no-demand"),
    ("已申请", "applied"),
    ("处理中", "pending"),
    ("不予支持", "refused"),
    ("已授信", "approved"),
    ("已放款", "drawn"),
];

/// A firm's segment, grade and region, by position, and its points in quarters.
type Attributes = (usize, usize, usize, u32);
/// A delivery: institution, days since 1 January, and the firms by number.
type Delivery = (usize, i32, BTreeMap<usize, Attributes>);
/// A row of a reply: firm, decision, hundredths of the amount and of the amount drawn, day.
type Row = (usize, usize, u32, u32, Option<i32>);
/// A reply: institution, day of receipt, rows.
type Reply = (usize, i32, Vec<Row>);

fn day(days: i32) -> Date {
    date(2026, 1, 1).checked_add(days.days()).expect("a day of the year")
}

fn deliveries() -> impl Strategy<Value = Vec<Delivery>> {
    let firm = (0..SEGMENTS.len(), 0..GRADES.len(), 0..REGIONS.len(), 0u32..400);
    prop::collection::vec((0..2usize, 0..60, prop::collection::btree_map(0..9usize, firm, 1..7)), 1..5)
}

fn replies() -> impl Strategy<Value = Vec<Reply>> {
    let row = (0..9usize, 0..DECISIONS.len(), 1u32..100_000, 1u32..100_000, prop::option::of(0..110));
    prop::collection::vec((0..2usize, 20..120, prop::collection::vec(row, 1..9)), 1..5)
}

/// A reply as a table. Amounts go only with decisions that may have them.
fn table(rows: &[Row]) -> String {
    let mut table = "firm,结果,授信金额(万元),放款金额(万元),反馈日期\n".to_owned();
    for &(firm, decision, amount, drawn, on) in rows {
        let (amount, drawn) = amounts(decision, amount, drawn);
        let cell = |hundredths: Option<u32>| {
            hundredths.map(|all| format!("{}.{:02}", all / 100, all % 100)).unwrap_or_default()
        };
        let on = on.map(|on| day(on).to_string()).unwrap_or_default();
        table += &format!("F{firm},{},{},{},{on}\n", DECISIONS[decision].0, cell(amount), cell(drawn));
    }
    table
}

fn amounts(decision: usize, amount: u32, drawn: u32) -> (Option<u32>, Option<u32>) {
    match DECISIONS[decision].1 {
        // One in eight names no amount.
        "approved" | "drawn" if amount.is_multiple_of(8) => (None, None),
        "approved" => (Some(amount), None),
        "drawn" => (Some(amount), Some(drawn.min(amount))),
        _ => (None, None),
    }
}

/// What the history should have: institution, firm, decision, amounts, the answer's own day, the day it
/// counts from, and the reply that it stood in.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    institution: usize,
    firm: usize,
    decision: usize,
    amounts: (Option<u32>, Option<u32>),
    own: Option<i32>,
    day: i32,
    text: String,
}

/// The rows of a reply that should be added, and the numbers of those that should be refused: not matched,
/// unreadable, contradictory.
fn expected(
    deliveries: &[Delivery],
    (institution, received, rows): &Reply,
    history: &[Known],
) -> (Vec<Known>, [usize; 3]) {
    let mut refused = [0; 3];
    let mut left: Vec<Known> = Vec::new();
    for &(firm, decision, amount, drawn, own) in rows {
        let day = own.unwrap_or(*received);
        let was_delivered =
            |(to, on, firms): &Delivery| to == institution && *on <= day && firms.contains_key(&firm);
        if day > *received {
            refused[1] += 1;
        } else if !deliveries.iter().any(was_delivered) {
            refused[0] += 1;
        } else {
            let (institution, text, amounts) = (*institution, table(rows), amounts(decision, amount, drawn));
            left.push(Known { institution, firm, decision, amounts, own, day, text });
        }
    }
    let mut added: Vec<Known> = Vec::new();
    for row in &left {
        let says = |one: &Known| (one.decision, one.amounts);
        let same = left.iter().filter(|other| (other.firm, other.day) == (row.firm, row.day));
        if same.clone().any(|other| says(other) != says(row)) {
            refused[2] += 1;
            continue;
        }
        if added.iter().any(|other| (other.firm, other.day) == (row.firm, row.day)) {
            continue;
        }
        // Of rows that say the same of one day, the first of the file stands for all.
        let is_same = |one: &&Known| {
            (one.institution, one.firm, one.own) == (row.institution, row.firm, row.own)
                && says(one) == says(row)
        };
        let of_firm = |one: &&Known| (one.institution, one.firm) == (row.institution, row.firm);
        let last = history.iter().filter(of_firm).fold(None, |last: Option<&Known>, one| match last {
            Some(last) if last.day > one.day => Some(last),
            _ => Some(one),
        });
        let known = match row.own {
            Some(_) => history.iter().any(|one| is_same(&one)),
            None => {
                last.is_some_and(|last| is_same(&last))
                    || history.iter().any(|one| is_same(&one) && one.text == row.text)
            }
        };
        if !known {
            added.push(row.clone());
        }
    }
    (added, refused)
}

/// Counts of the pairs of institution and firm for which `keeps` holds.
fn recount(
    deliveries: &[Delivery],
    history: &[Known],
    as_of: i32,
    after: u32,
    keeps: impl Fn(usize, usize, Attributes) -> bool,
) -> Tally {
    let mut tally = Tally::default();
    let (mut amount, mut drawn, mut days, mut firms) = (0u64, 0u64, Vec::new(), BTreeSet::new());
    for institution in 0..INSTITUTIONS.len() {
        for firm in 0..9 {
            let own = deliveries
                .iter()
                .filter(|(to, on, all)| *to == institution && *on <= as_of && all.contains_key(&firm));
            let Some(first) = own.clone().map(|(_, on, _)| *on).min() else { continue };
            // The last of the log among those of the latest day.
            let latest = own.max_by_key(|(_, on, _)| *on).expect("there is a first");
            if !keeps(institution, firm, latest.2[&firm]) {
                continue;
            }
            tally.referred += 1;
            firms.insert(firm);
            let answers: Vec<&Known> =
                history.iter().filter(|one| (one.institution, one.firm) == (institution, firm)).collect();
            let Some(last) =
                answers.iter().enumerate().max_by_key(|(at, one)| (one.day, *at)).map(|one| one.1)
            else {
                tally.overdue += usize::from(as_of - first > after as i32);
                continue;
            };
            tally.answered += 1;
            days.push(answers.iter().map(|one| one.day).min().expect("an answer") - first);
            let word = DECISIONS[last.decision].1;
            tally.not_contacted += usize::from(word == "not-contacted");
            tally.no_demand += usize::from(word == "no-demand");
            tally.applied += usize::from(!["not-contacted", "no-demand"].contains(&word));
            tally.open += usize::from(["applied", "pending"].contains(&word));
            tally.refused += usize::from(word == "refused");
            tally.approved += usize::from(["approved", "drawn"].contains(&word));
            tally.drawn += usize::from(word == "drawn");
            // What approvals leave blank is as in the approvals just before them.
            let mut by_day = answers.clone();
            by_day.sort_by_key(|one| one.day);
            let approves = |one: &&&Known| ["approved", "drawn"].contains(&DECISIONS[one.decision].1);
            let approvals: Vec<&Known> = by_day.iter().rev().take_while(approves).copied().collect();
            let own = approvals.iter().find_map(|one| one.amounts.0);
            let own_drawn = approvals.iter().find_map(|one| one.amounts.1);
            tally.drawn += usize::from(word == "approved" && own_drawn.is_some());
            tally.with_amount += usize::from(own.is_some());
            tally.with_drawn += usize::from(own_drawn.is_some());
            amount += u64::from(own.unwrap_or_default());
            drawn += u64::from(own_drawn.unwrap_or_default());
        }
    }
    days.sort_unstable();
    let middle = |at: usize| f64::from(days[at]);
    tally.median_days = match days.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(middle(odd / 2)),
        even => Some((middle(even / 2 - 1) + middle(even / 2)) / 2.0),
    };
    tally.firms = firms.len();
    // A sum of hundredths is the double nearest to that decimal.
    (tally.amount, tally.drawn_amount) = (amount as f64 / 100.0, drawn as f64 / 100.0);
    tally
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_report_agrees_with_a_naive_recount(
        deliveries in deliveries(),
        replies in replies(),
        after in 0u32..60,
    ) {
        let folder = TempDir::new().unwrap();
        let mut desk = Desk::below(folder.path(), "firm");
        for (to, on, firms) in &deliveries {
            let row = |(firm, (segment, grade, region, points)): (&usize, &Attributes)| {
                let (segment, grade, region) = (SEGMENTS[*segment], GRADES[*grade], REGIONS[*region]);
                format!("F{firm},,{segment},{region},,{}.{},{grade}", points / 4, points % 4 * 25)
            };
            let rows: Vec<String> = firms.iter().map(row).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            desk.deliver(INSTITUTIONS[*to], &day(*on).to_string(), &rows);
        }
        let mut history: Vec<Known> = Vec::new();
        for (at, reply) in replies.iter().enumerate() {
            let file = folder.path().join(format!("reply{at}.csv"));
            std::fs::write(&file, table(&reply.2)).unwrap();
            let has_delivery = deliveries.iter().any(|(to, ..)| *to == reply.0);
            let done = import(&Import {
                file, from: INSTITUTIONS[reply.0].to_owned(), desk: desk.path().to_owned(),
                received: day(reply.1), sheet: None, unit: None,
            }, &Silent);
            prop_assert_eq!(done.is_ok(), has_delivery);
            let Ok((imported, _)) = done else { continue };
            let (added, refused) = expected(&deliveries, reply, &history);
            let account = imported.account;
            prop_assert_eq!([account.unmatched, account.unreadable, account.contradictory], refused);
            prop_assert_eq!(account.added, added.len());
            history.extend(added);
            prop_assert_eq!(imported.head.rows, history.len());
        }
        let as_of = 130;
        let by = By::ALL.to_vec();
        let (desk, as_of_day) = (desk.path().to_owned(), day(as_of));
        let report = report(&Options { desk, as_of: as_of_day, unanswered_after: after, by }).unwrap();
        prop_assert_eq!(&report.all, &recount(&deliveries, &history, as_of, after, |_, _, _| true));
        prop_assert_eq!(report.overdue.len(), report.all.overdue);
        for grouped in &report.groups {
            let sum: usize = grouped.groups.iter().map(|group| group.tally.referred).sum();
            prop_assert_eq!(sum, report.all.referred, "{:?}", grouped.by);
            for group in &grouped.groups {
                let key = &*group.key;
                let is_in = |institution: usize, (segment, grade, region, points): Attributes| {
                    match grouped.by {
                        By::Institution => INSTITUTIONS[institution] == key,
                        By::Segment => SEGMENTS[segment] == key,
                        By::Grade => GRADES[grade] == key,
                        By::Region => REGIONS[region].get(..2).unwrap_or_default() == key,
                        By::Points => {
                            let (low, high) = key.split_once("..").unwrap_or((key, key));
                            let (low, high): (f64, f64) = (low.parse().unwrap(), high.parse().unwrap());
                            (low..=high).contains(&(f64::from(points) / 4.0))
                        }
                    }
                };
                let own = recount(&deliveries, &history, as_of, after, |to, _, firm| is_in(to, firm));
                prop_assert_eq!(&group.tally, &own, "{:?} {}", grouped.by, key);
            }
        }
    }
}
