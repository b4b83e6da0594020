//! The sums of a month, counted again from its files, and the path of a firm through the months.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::told::{AMOUNTS, History, INSTITUTIONS, Row, Run, SEALED, is_approval, json, opened};
use super::{Round, done};
use crate::support::workplace::Folder;

/// Words of the reasons by which the desk's past keeps a firm off a list.
const SERVED: &str = "served by the institution already";
const REFERRED: &str = "on a list delivered to the institution within the last 2 months";
/// Words of the reasons of firms that meet every rule.
const PASSED_OVER: &str = "eligible, but";
const ELSEWHERE: &str = "eligible, but already matched with the institutions that it prefers";

/// Every row is scored, quarantined or merged, in both runs, and every list is as long as the run says.
pub(super) fn rows_agree(round: &Round) {
    for run in [&round.shown, &round.delivered] {
        let [rows, scored, quarantined, merged] =
            ["rows", "scored", "quarantined", "merged"].map(|name| run.count(name));
        assert_eq!(rows, round.rows.len(), "{}", run.folder);
        assert_eq!(rows, scored + quarantined + merged, "{}", run.folder);
        assert_eq!((scored, quarantined), (run.scored.len(), run.quarantined.len()), "{}", run.folder);
        let firms: BTreeSet<&String> = round.rows.iter().collect();
        assert_eq!(merged, rows - firms.len(), "{}", run.folder);
        let told: BTreeSet<&String> = run.scored.keys().chain(run.quarantined.keys()).collect();
        assert_eq!(told, firms, "{}", run.folder);
        assert_eq!(run.count("referrals"), run.referrals(), "{}", run.folder);
        let referred: BTreeSet<&String> = run.lists.values().flatten().collect();
        assert_eq!(run.count("referred"), referred.len(), "{}", run.folder);
    }
}

/// What was handed over is the corrected run's list, to the byte, and the log counts it.
pub(super) fn deliveries_agree(folder: &Folder, round: &Round, history: &History) {
    let mut delivered = 0;
    for institution in INSTITUTIONS {
        let own: Vec<_> = history.of(round.month.as_of, institution).collect();
        let [(line, firms)] = own[..] else { panic!("{} deliveries to {institution}", own.len()) };
        let listed: Vec<&String> = round.delivered.lists[institution].iter().collect();
        assert_eq!(firms.iter().map(|row| &row["credit_code"]).collect::<Vec<_>>(), listed);
        assert_eq!(line["firms"], listed.len());
        assert_eq!(line["recipient"].is_null(), !SEALED.contains(&institution));
        assert!(line["at"].as_str().is_some_and(|at| at.starts_with(round.month.delivered)), "{line}");
        let list =
            std::fs::read(folder.path(&format!("{}/referrals/{institution}.csv", round.delivered.folder)));
        let name = format!("{institution}.csv");
        let files = opened(folder, line);
        let own = files.iter().find(|(file, _)| *file == name).expect("the list");
        assert_eq!(own.1, list.expect("a list"));
        delivered += listed.len();
    }
    assert_eq!(delivered, round.delivered.count("referrals"));
}

/// The report of the month counts what stands in the history.
pub(super) fn answers_agree(folder: &Folder, round: &Round, history: &History) {
    let month = round.month;
    let report = json(&folder.read(&format!("report-{}/summary.json", month.number)));
    let pairs = history.pairs(month.as_of);
    let answers: Vec<Row> =
        pairs.iter().filter_map(|(to, firm)| history.standing(to, firm, month.received)).collect();
    let approved: Vec<&Row> = answers.iter().filter(|row| is_approval(row)).collect();
    let sum = |column: &str| {
        let hundredths = |row: &&Row| (row[column].parse::<f64>().unwrap_or(0.0) * 100.0).round() as i64;
        approved.iter().map(hundredths).sum::<i64>() as f64 / 100.0
    };
    let counts = [
        ("referred", pairs.len()),
        ("firms", pairs.iter().map(|(_, firm)| firm).collect::<BTreeSet<_>>().len()),
        ("answered", answers.len()),
        ("refused", answers.iter().filter(|row| row["decision"] == "refused").count()),
        ("approved", approved.len()),
        ("drawn", approved.iter().filter(|row| !row[AMOUNTS[1]].is_empty()).count()),
    ];
    for (name, count) in counts {
        assert_eq!(report["all"][name], count, "{name} of month {}", month.number);
    }
    assert_eq!(report["all"]["amount"].as_f64(), Some(sum(AMOUNTS[0])));
    assert_eq!(report["all"]["drawn_amount"].as_f64(), Some(sum(AMOUNTS[1])));
    for row in &history.answers {
        let delivered = history.deliveries.iter().find(|(line, _)| line["delivery"] == *row["delivery"]);
        let (line, firms) = delivered.expect("an answer to a delivery");
        assert!(line["institution"] == *row["institution"], "{row:?}");
        assert!(firms.iter().any(|firm| firm["credit_code"] == row["ID"]), "{row:?}");
    }
}

/// The account of a difference: then − gone + new = now, on every list and for the scored firms.
pub(super) fn difference_agrees(folder: &Folder, before: &Round, after: &Round) {
    let (then, now) = (&before.delivered, &after.delivered);
    let out = format!("diff-{}", after.month.number);
    done(folder, &format!("--quiet diff {} {} --out {out}", then.folder, now.folder));
    let accounts = folder.rows(&format!("{out}/accounts.csv"));
    let changes = folder.rows(&format!("{out}/changes.csv"));
    assert_eq!(accounts.len(), 1 + INSTITUTIONS.len());
    for account in &accounts {
        let institution = &*account["institution"];
        let firms = |run: &Run| -> BTreeSet<String> {
            match institution {
                "" => run.scored.keys().cloned().collect(),
                list => run.lists[list].iter().cloned().collect(),
            }
        };
        let (old, new) = (firms(then), firms(now));
        let expected = [old.len(), old.difference(&new).count(), new.difference(&old).count(), new.len()];
        let said =
            ["before", "gone", "new", "after"].map(|name| account[name].parse::<usize>().expect("a count"));
        assert_eq!(said, expected, "{institution}");
        assert_eq!(said[0] + said[2] - said[1], said[3], "{institution}");
        for firm in old.difference(&new).filter(|_| !institution.is_empty()) {
            let is_it = |row: &&Row| row["institution"] == institution && row["firm"] == *firm;
            let told = changes.iter().find(is_it).unwrap_or_else(|| panic!("{firm} left {institution}"));
            assert_eq!(told["change"], "gone");
            if let Some(SERVED | REFERRED) = now.reason(institution, firm).as_deref() {
                assert_eq!(told["reason"], "excluded", "{told:?}");
            }
        }
    }
}

/// The desk's past, judged again from its files, keeps a firm off exactly the lists that it should. Returns
/// the numbers of firms kept off because they are served, and because they were referred lately.
pub(super) fn past_agrees(round: &Round, history: &History) -> [usize; 2] {
    let as_of = round.month.as_of;
    let mut kept = [0; 2];
    for firm in round.delivered.scored.keys() {
        let mut lists = 0;
        for institution in INSTITUTIONS {
            let answer = history.answer(institution, firm, as_of);
            let is_served = institution != "national-guarantee-fund" && answer.is_some_and(is_approval);
            let is_referred = institution == "icbc" && history.referred(institution, firm, as_of).is_some();
            let reason = round.delivered.reason(institution, firm);
            lists += usize::from(reason.is_none());
            assert_eq!(
                reason.is_none(),
                round.delivered.place(institution, firm).is_some(),
                "{firm} {institution}"
            );
            match reason.as_deref() {
                Some(SERVED) => assert!(is_served, "{firm} {institution}"),
                Some(REFERRED) => assert!(is_referred && !is_served, "{firm} {institution}"),
                None => assert!(!is_served && !is_referred, "{firm} {institution}"),
                Some(other) => {
                    let is_past = is_served || is_referred;
                    assert!(!is_past || !other.starts_with(PASSED_OVER), "{firm} {other}");
                }
            }
            kept[0] += usize::from(reason.as_deref() == Some(SERVED));
            kept[1] += usize::from(reason.as_deref() == Some(REFERRED));
        }
        let is_elsewhere =
            |institution| round.delivered.reason(institution, firm).as_deref() == Some(ELSEWHERE);
        assert!(lists <= 2 && (lists == 2 || !INSTITUTIONS.into_iter().any(is_elsewhere)), "{firm}");
    }
    kept
}

/// A firm's path through the months, a line for each month and list.
pub(super) fn path(firm: &str, rounds: &[Round], history: &History) -> String {
    let mut path = String::new();
    for round in rounds {
        let (run, as_of) = (&round.delivered, round.month.as_of);
        let state = match (run.scored.get(firm), run.quarantined.get(firm)) {
            (Some(points), _) => format!("{points} points"),
            (None, Some(codes)) => format!("in quarantine ({codes})"),
            (None, None) => "no row".to_owned(),
        };
        let _ = writeln!(path, "  {as_of}: {state}");
        for institution in INSTITUTIONS.into_iter().filter(|_| run.scored.contains_key(firm)) {
            let told = match run.reason(institution, firm) {
                None => listed(firm, institution, round, history),
                Some(reason) => match &*reason {
                    SERVED => {
                        let answer = history.answer(institution, firm, as_of).expect("it is served");
                        format!("not listed: {reason} ({} on {})", answer["decision"], answer["date"])
                    }
                    REFERRED => {
                        let day = history.referred(institution, firm, as_of).expect("it was referred");
                        format!("not listed: {reason} (as of {day})")
                    }
                    _ => format!("not listed: {reason}"),
                },
            };
            let _ = writeln!(path, "    {institution}: {told}");
        }
    }
    path
}

/// The place of a firm on a list, its delivery and the answer to it.
fn listed(firm: &str, institution: &str, round: &Round, history: &History) -> String {
    let place = round.delivered.place(institution, firm).expect("a firm without a reason is listed");
    let (line, firms) = history.of(round.month.as_of, institution).next().expect("a delivery");
    let row = firms.iter().find(|row| row["credit_code"] == firm).expect("a listed firm is delivered");
    assert_eq!((&row["place"], &row["points"]), (&place.to_string(), &round.delivered.scored[firm]));
    let delivery = line["delivery"].as_str().expect("a name");
    let answers = history.answers.iter().filter(|row| row["delivery"] == *delivery && row["ID"] == firm);
    let said = |row: &Row| format!("{} on {}", row["decision"], row["date"]);
    let answers: Vec<String> = answers.map(said).collect();
    let answers = if answers.is_empty() { "not answered".to_owned() } else { answers.join(", ") };
    format!("place {place}, delivered in {delivery}, {answers}")
}
