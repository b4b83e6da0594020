//! Three months at the desk: every firm's path is read from the files alone, and the sums of every month agree.

mod cohort;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jifen::desk::deliveries::{self, deliver};
use jifen::progress::Silent;
use jiff::Timestamp;

use crate::support::workplace::{Folder, text};
use cohort::{CODE, Cohort};
use told::{History, INSTITUTIONS, Run, SEALED, holding, json, opened, plain};

const RD: &str = "研发费用(万元)";
const REVENUE: &str = "营业收入(万元)";
/// Words of the reasons by which the desk's past keeps a firm off a list.
const SERVED: &str = "served by the institution already";
const REFERRED: &str = "on a list delivered to the institution within the last 2 months";
/// Words of the reasons of firms that meet every rule.
const PASSED_OVER: &str = "eligible, but";
const ELSEWHERE: &str = "eligible, but already matched with the institutions that it prefers";

const LISTS: &str = r#"
rules_basis = "illustrative"

[[institution]]
id = "icbc"
name = "Industrial and Commercial Bank of China"
name_zh = "中国工商银行"
kind = "bank"
capacity = 40
exclude = { served = true, referred_months = 2 }

[[institution]]
id = "ccb"
name = "China Construction Bank"
name_zh = "中国建设银行"
kind = "bank"
capacity = 30
exclude = { served = true }
quota = { by = "segment", at_most = 0.5 }

[[institution]]
id = "national-guarantee-fund"
name = "National Financing Guarantee Fund"
name_zh = "国家融资担保基金"
kind = "guarantee-fund"
capacity = 50
tell_firms = true
[[institution.rule]]
when = "tech_sme"
reason = "not a registered technology SME"
"#;

/// The days of a month's work.
struct Month {
    number: &'static str,
    as_of: &'static str,
    shown: &'static str,
    delivered: &'static str,
    answered: &'static str,
    received: &'static str,
}

const MONTHS: [Month; 3] = [
    Month {
        number: "01",
        as_of: "2026-01-31",
        shown: "2026-02-01",
        delivered: "2026-02-06",
        answered: "2026-02-20",
        received: "2026-02-25",
    },
    Month {
        number: "02",
        as_of: "2026-02-28",
        shown: "2026-03-01",
        delivered: "2026-03-06",
        answered: "2026-03-20",
        received: "2026-03-25",
    },
    Month {
        number: "03",
        as_of: "2026-03-31",
        shown: "2026-04-01",
        delivered: "2026-04-06",
        answered: "2026-04-20",
        received: "2026-04-25",
    },
];

/// What a month left: its rows by firm, the run that was shown, and the corrected run that was delivered.
struct Round {
    month: &'static Month,
    rows: Vec<String>,
    shown: Run,
    delivered: Run,
    objector: String,
}

/// Carries out a command that ends well.
fn done(folder: &Folder, arguments: &str) -> String {
    let output = folder.jifen(&arguments.split(' ').collect::<Vec<_>>());
    assert!(output.status.success(), "{arguments}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// A folder with the institutions and the keys: two sealed, one with a gateway of its own.
fn desk() -> Folder {
    let folder = Folder::empty();
    folder.write("institutions.toml", LISTS.as_bytes());
    done(&folder, "--quiet keys new --keys keys");
    done(&folder, "--quiet keys new --keys keys --for icbc,ccb");
    folder.write("keys/recipients/national-guarantee-fund.pub", b"unsealed\n");
    folder
}

/// A month's work, from the run to the sheets. The objection that is accepted changes the cohort for good.
fn round(folder: &Folder, month: &'static Month, cohort: &mut Cohort) -> Round {
    let Month { number, as_of, shown: from, received, .. } = *month;
    cohort.write(folder, number);
    let campaign = format!(
        "id = \"monthly\"\ntitle = \"Monthly round\"\ntitle_zh = \"月度推荐\"\nas_of = {as_of}\n\
         scorecard = \"mst-2022\"\ninstitutions = \"institutions.toml\"\nconsents = \"consents-{number}.csv\"\n\
         desk = \"desk\"\n[match]\nat_most = 2\n[firms]\npath = \"firms-{number}.csv\"\n\
         [[firms.supplement]]\nid = \"contracts\"\npath = \"contracts-{number}.csv\"\n\
         [output]\ndetail = true\nfirms = true\nlanguage = \"en\"\n"
    );
    folder.write(&format!("{number}.toml"), campaign.as_bytes());
    done(folder, &format!("--quiet run {number}.toml --out {number} --max-quarantined 5"));
    let contact = "Science-Bureau";
    done(folder, &format!("publicity {number} --out public-{number} --from {from} --contact {contact}"));
    let shown = Run::read(folder, number);
    let objector = object(folder, month, cohort, &shown);
    let delivered = Run::read(folder, &format!("{number}-corrected"));
    hand_over(folder, month);
    done(folder, "verify --log --desk desk --keys keys");
    reply(folder, month);
    done(folder, &format!("answers report --desk desk --as-of {received} --out report-{number}"));
    done(folder, &format!("sheet {number}-corrected --all --out sheets-{number} --lang zh"));
    Round { month, rows: cohort.firms().map(str::to_owned).collect(), shown, delivered, objector }
}

/// Two objections to the run that was shown: one accepted by its paper, one rejected.
fn object(folder: &Folder, month: &Month, cohort: &mut Cohort, shown: &Run) -> String {
    let Month { number, shown: day, .. } = *month;
    let of_list =
        |institution: &str| shown.lists[institution].iter().find(|firm| !cohort.cell(firm, RD).is_empty());
    let objector = of_list("ccb").expect("a firm with R&D").clone();
    let other = of_list("icbc").expect("a firm with R&D");
    let claimed = format!("{:.2}", cohort.cell(&objector, RD).parse::<f64>().expect("an amount") + 25.0);
    let claims = format!(
        "{CODE},异议事项,申请更正为,计量单位,证明材料编号,异议人,异议日期,处理意见,处理理由\n\
         {objector},研发费用,{claimed},万元,P-{number},,{day},采纳,\n\
         {other},研发费用,1,万元,Q-{number},Alder,{day},不采纳,the paper is of another year\n"
    );
    folder.write("claims.csv", claims.as_bytes());
    let told = done(
        folder,
        &format!(
            "objections import claims.csv --campaign {number}.toml --run {number} --out {number}-corrected \
             --notice public-{number}/notice.json --format json"
        ),
    );
    let told = json(&told);
    let counts = ["accepted", "rejected", "pending", "out_of_period"].map(|name| told[name].as_u64());
    assert_eq!(counts, [Some(1), Some(1), Some(0), Some(0)], "{told}");
    let corrections = folder.rows(&format!("{number}-corrected/corrections.csv"));
    let cells: Vec<_> = corrections.iter().map(|row| (&*row["column"], &*row["after"])).collect();
    assert_eq!(cells.len(), 1, "{corrections:?}");
    assert!(cells[0].0 == RD && cells[0].1.starts_with(&claimed), "{cells:?}");
    cohort.set(&objector, RD, &claimed);
    objector
}

/// The corrected lists, delivered on the month's day.
fn hand_over(folder: &Folder, month: &Month) {
    let at: Timestamp = format!("{}T09:30:00+08:00", month.delivered).parse().expect("a time");
    let options = deliveries::Options {
        run: folder.path(&format!("{}-corrected", month.number)),
        desk: None,
        to: Vec::new(),
        keys: folder.path("keys"),
        at: Some(at),
    };
    let delivered = deliver(&options, None, &Silent).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(delivered.lines.len(), INSTITUTIONS.len());
}

/// Replies to the month's deliveries: of four firms one is approved, one refused, one paid out and one not
/// answered; firms approved in an earlier month are paid out.
fn reply(folder: &Folder, month: &Month) {
    let history = History::read(folder);
    for institution in INSTITUTIONS {
        let (_, firms) = history.of(month.as_of, institution).next().expect("a delivery");
        let mut rows: BTreeMap<String, String> = BTreeMap::new();
        for row in history.answers.iter().filter(|row| row["institution"] == institution) {
            if row["decision"] == "approved" {
                rows.insert(row["ID"].clone(), format!("已放款,{},50.5", row["amount(万元)"]));
            }
        }
        for (at, row) in firms.iter().enumerate() {
            let said = match at % 4 {
                0 => format!("已授信,{}.25,", 100 + at),
                1 => "不予支持,,".to_owned(),
                2 => format!("已放款,{},80", 120 + at),
                _ => continue,
            };
            rows.insert(row["credit_code"].clone(), said);
        }
        let rows: String =
            rows.iter().map(|(firm, said)| format!("{firm},{said},{}\n", month.answered)).collect();
        let table = format!("{CODE},反馈结果,授信金额(万元),放款金额(万元),反馈日期\n{rows}");
        folder.write("reply.csv", table.as_bytes());
        let received = month.received;
        done(
            folder,
            &format!("answers import reply.csv --desk desk --from {institution} --as-of {received}"),
        );
    }
}

/// Firms that something happens to between the months.
struct Cast {
    withdrawn: String,
    broken: String,
    gone: String,
    supplemented: String,
    limited: String,
    repeated: String,
}

impl Cast {
    /// Firms of January's lists, each another one.
    fn of(january: &Round, limited: String) -> Cast {
        let lists = &january.delivered.lists;
        let mut taken = BTreeSet::from([limited.clone(), january.objector.clone()]);
        let mut next = |institution: &str| {
            let firm = lists[institution].iter().find(|firm| !taken.contains(*firm)).expect("a firm").clone();
            taken.insert(firm.clone());
            firm
        };
        Cast {
            withdrawn: next("ccb"),
            broken: next("ccb"),
            gone: next("icbc"),
            supplemented: next("national-guarantee-fund"),
            repeated: next("national-guarantee-fund"),
            limited,
        }
    }

    fn all(&self) -> [(&'static str, &str); 6] {
        [
            ("withdraws its consent", &self.withdrawn),
            ("has a fault in its row in February", &self.broken),
            ("leaves", &self.gone),
            ("has another value in the supplement", &self.supplemented),
            ("consents for ccb alone", &self.limited),
            ("stands in the table twice", &self.repeated),
        ]
    }
}

fn rows_agree(round: &Round) {
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
fn deliveries_agree(folder: &Folder, round: &Round, history: &History) {
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
fn answers_agree(folder: &Folder, round: &Round, history: &History) {
    let month = round.month;
    let report = json(&folder.read(&format!("report-{}/summary.json", month.number)));
    let pairs = history.pairs(month.as_of);
    let answers: Vec<_> =
        pairs.iter().filter_map(|(to, firm)| history.answer(to, firm, month.received)).collect();
    let said = |words: &[&str]| answers.iter().filter(|row| words.contains(&&*row["decision"])).count();
    let sum = |column: &str| {
        let hundredths =
            |row: &&&told::Row| (row[column].parse::<f64>().unwrap_or(0.0) * 100.0).round() as i64;
        let approved = answers.iter().filter(|row| ["approved", "drawn"].contains(&&*row["decision"]));
        approved.map(|row| hundredths(&row)).sum::<i64>() as f64 / 100.0
    };
    let counts = [
        ("referred", pairs.len()),
        ("firms", pairs.iter().map(|(_, firm)| firm).collect::<BTreeSet<_>>().len()),
        ("answered", answers.len()),
        ("refused", said(&["refused"])),
        ("approved", said(&["approved", "drawn"])),
        ("drawn", said(&["drawn"])),
    ];
    for (name, count) in counts {
        assert_eq!(report["all"][name], count, "{name} of month {}", month.number);
    }
    assert_eq!(report["all"]["amount"].as_f64(), Some(sum("amount(万元)")));
    assert_eq!(report["all"]["drawn_amount"].as_f64(), Some(sum("drawn(万元)")));
    for row in &history.answers {
        let delivered = history.deliveries.iter().find(|(line, _)| line["delivery"] == *row["delivery"]);
        let (line, firms) = delivered.expect("an answer to a delivery");
        assert!(line["institution"] == *row["institution"], "{row:?}");
        assert!(firms.iter().any(|firm| firm["credit_code"] == row["ID"]), "{row:?}");
    }
}

/// The account of a difference: then − gone + new = now, on every list and for the scored firms.
fn difference_agrees(folder: &Folder, before: &Round, after: &Round) {
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
            let is_it = |row: &&told::Row| row["institution"] == institution && row["firm"] == *firm;
            let told = changes.iter().find(is_it).unwrap_or_else(|| panic!("{firm} left {institution}"));
            assert_eq!(told["change"], "gone");
            if let Some(SERVED | REFERRED) = now.reason(institution, firm).as_deref() {
                assert_eq!(told["reason"], "excluded", "{told:?}");
            }
        }
    }
}

/// The desk's past, judged again from its files, keeps a firm off exactly the lists that it should. Returns the
/// numbers of firms kept off because they are served, and because they were referred lately.
fn past_agrees(round: &Round, history: &History) -> [usize; 2] {
    let as_of = round.month.as_of;
    let mut kept = [0; 2];
    for firm in round.delivered.scored.keys() {
        let mut lists = 0;
        for institution in INSTITUTIONS {
            let answer = history.answer(institution, firm, as_of);
            let is_served = institution != "national-guarantee-fund"
                && answer.is_some_and(|row| ["approved", "drawn"].contains(&&*row["decision"]));
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
                    assert!(!other.starts_with(PASSED_OVER) || !(is_served || is_referred), "{firm} {other}");
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

/// Everything that leaves the bureau in a month: opened deliveries, lists, and the public list.
fn handed_out(folder: &Folder, round: &Round, history: &History) -> Vec<(String, Vec<u8>)> {
    let number = round.month.number;
    let mut files = folder.content(&format!("public-{number}"));
    for run in [&round.shown, &round.delivered] {
        files.extend(folder.content(&format!("{}/referrals", run.folder)));
    }
    for (line, _) in history.deliveries.iter().filter(|(line, _)| line["as_of"] == round.month.as_of) {
        files.extend(opened(folder, line));
    }
    plain(files)
}

/// A firm's path through the months, a line for each month and list.
fn path(firm: &str, rounds: &[Round], history: &History) -> String {
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
    let answers: Vec<String> = answers.map(|row| format!("{} on {}", row["decision"], row["date"])).collect();
    let answers = if answers.is_empty() { "not answered".to_owned() } else { answers.join(", ") };
    format!("place {place}, delivered in {delivery}, {answers}")
}

#[test]
fn three_months_agree_with_one_another_and_every_firm_has_its_path() {
    let folder = desk();
    let mut cohort = Cohort::sampled(&folder, 300, 11, MONTHS[0].as_of);
    let is_limited =
        |firm: &&str| cohort.cell(firm, "意向机构").contains("icbc") && cohort.cell(firm, "数据授权") == "是";
    let limited = cohort.firms().find(is_limited).expect("a firm that prefers icbc").to_owned();
    cohort.limit(&limited, "ccb");
    let mut rounds = vec![round(&folder, &MONTHS[0], &mut cohort)];
    let cast = Cast::of(&rounds[0], limited);
    let name = cohort.cell(&cast.withdrawn, "企业名称").to_owned();

    // February: a consent is withdrawn, a row is faulty, a firm leaves, one stands there twice, new ones come.
    cohort.withdraw(&cast.withdrawn, "2026-02-10");
    let revenue = cohort.cell(&cast.broken, REVENUE).to_owned();
    cohort.set(&cast.broken, REVENUE, "12O0");
    cohort.leave(&cast.gone);
    cohort.set_contracts(&cast.supplemented, "98765");
    for firm in rounds[0].delivered.lists["icbc"][5..15].iter().filter(|firm| **firm != cast.broken) {
        cohort.scale(firm, RD, 0.4);
    }
    cohort.join(Cohort::sampled(&folder, 15, 12, MONTHS[1].as_of));
    cohort.repeat(&cast.repeated);
    rounds.push(round(&folder, &MONTHS[1], &mut cohort));

    // March: the faulty row is corrected, another value changes, and more new firms come.
    cohort.set(&cast.broken, REVENUE, &revenue);
    cohort.leave(&cast.repeated);
    cohort.join(Cohort::sampled(&folder, 10, 13, MONTHS[2].as_of));
    rounds.push(round(&folder, &MONTHS[2], &mut cohort));

    let history = History::read(&folder);
    let mut kept = Vec::new();
    for round in &rounds {
        rows_agree(round);
        deliveries_agree(&folder, round, &history);
        answers_agree(&folder, round, &history);
        kept.push(past_agrees(round, &history));
        let number = round.month.number;
        let notice = json(&folder.read(&format!("public-{number}/notice.json")));
        assert_eq!(notice["firms"], round.shown.count("referred"), "{notice}");
        assert_eq!(folder.rows(&format!("sheets-{number}/sheets.csv")).len(), round.delivered.scored.len());
        let objection = folder
            .rows("desk/objections.csv")
            .into_iter()
            .find(|row| row["paper"] == format!("P-{number}") && row["firm"] == round.objector);
        let objection = objection.expect("the accepted objection");
        let points = |text: &str| text.parse::<f64>().expect("points");
        assert_eq!(points(&objection["points_before"]), points(&round.shown.scored[&round.objector]));
        assert_eq!(points(&objection["points_after"]), points(&round.delivered.scored[&round.objector]));
    }
    assert_eq!(kept[0], [0, 0], "nothing was delivered before January");
    assert!(kept[1..].iter().all(|kept| kept[0] > 5 && kept[1] > 5), "{kept:?}");
    for pair in rounds.windows(2) {
        difference_agrees(&folder, &pair[0], &pair[1]);
    }

    // Who withdrew is in January's lists and in nothing that leaves the bureau afterwards.
    let january = handed_out(&folder, &rounds[0], &history);
    assert!(holding(&january, &cast.withdrawn).is_some() && holding(&january, &name).is_some());
    for round in &rounds[1..] {
        let files = handed_out(&folder, round, &history);
        assert!(files.len() > 15, "{}", files.len());
        assert_eq!(holding(&files, &cast.withdrawn), None);
        assert_eq!(holding(&files, &name), None);
    }
    for round in &rounds {
        assert_eq!(round.delivered.place("icbc", &cast.limited), None);
    }
    let consents = json(&done(&folder, "consent 03.toml --format json"));
    let noted = consents["noted"].as_array().expect("a list").iter();
    let withdrawn = noted.filter(|one| one["firm"] == *cast.withdrawn && one["day"] == "2026-02-10");
    assert_eq!(withdrawn.count(), 1, "{consents}");

    // Every firm of the three months has a path; some of them in full.
    let firms: BTreeSet<&String> = rounds.iter().flat_map(|round| &round.rows).collect();
    assert_eq!(firms.len(), 325);
    let paths: BTreeMap<&str, String> =
        firms.iter().map(|firm| (firm.as_str(), path(firm, &rounds, &history))).collect();
    let mut told = String::new();
    for (about, firm) in cast.all().into_iter().chain([("objects in January", &*rounds[0].objector)]) {
        let _ = write!(told, "{firm} {about}\n{}", paths[firm]);
    }
    insta::assert_snapshot!("paths", told);
}
