//! Three months at the desk: every firm's path is read from the files, and the sums of each month agree.

mod cohort;
mod sums;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jifen::desk::deliveries::{self, deliver};
use jifen::progress::Silent;
use jiff::Timestamp;

use crate::support::workplace::{Folder, text};
use cohort::{CODE, Cohort};
use sums::{answers_agree, deliveries_agree, difference_agrees, past_agrees, path, rows_agree};
use told::{AMOUNTS, History, INSTITUTIONS, Run, holding, json, opened, plain};

const RD: &str = "研发费用(万元)";
const REVENUE: &str = "营业收入(万元)";

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
         scorecard = \"mst-2022\"\ninstitutions = \"institutions.toml\"\n\
         consents = \"consents-{number}.csv\"\ndesk = \"desk\"\n[match]\nat_most = 2\n\
         [firms]\npath = \"firms-{number}.csv\"\n\
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
        again: false,
        new_keys: false,
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
                rows.insert(row["ID"].clone(), format!("已放款,{},50.5", row[AMOUNTS[0]]));
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
            let firm = lists[institution].iter().find(|firm| !taken.contains(*firm)).expect("a firm");
            taken.insert(firm.clone());
            firm.clone()
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

    // February: a consent is withdrawn, a row is faulty, a firm leaves, one is repeated, new ones come.
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
