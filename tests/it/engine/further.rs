//! Several scorecards in one run: each scores as it does alone, and rules can use any of them.

use std::collections::BTreeMap;

use crate::support::workplace::{Folder, text};

const SIBLINGS: [&str; 3] = ["tech-sme-2017", "innovative-sme-2022", "specialized-sme-2022"];

/// Institutions that name no stage, so that any scorecard may lead.
const INSTITUTIONS: &str = r#"
[[institution]]
id = "bank"
name = "Bank"
kind = "bank"
"#;

/// A campaign over `firms` firms, a share of them `dirty`, with every column the built-in scorecards read.
fn folder(firms: &str, dirty: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let made = folder.jifen(&[
        "sample",
        "--firms",
        firms,
        "--seed",
        "3",
        "--wide",
        "--dirty",
        dirty,
        "--out",
        "firms.csv",
        "--force",
        "-q",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    folder
}

fn with_further(folder: &Folder, names: &[&str]) {
    folder.edit(
        "campaign.toml",
        "institutions =",
        &format!("further_scorecards = {names:?}\ninstitutions ="),
    );
}

fn run(folder: &Folder, out: &str) -> String {
    let output = folder.jifen(&["run", "campaign.toml", "--out", out]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn a_further_scorecard_scores_as_it_does_alone() {
    // Without faults: a row is set aside for columns that only another of the scorecards reads.
    let folder = folder("1500", "0");
    run(&folder, "leading");
    with_further(&folder, &SIBLINGS);
    let told = run(&folder, "together");
    for id in SIBLINGS {
        assert!(told.contains(id), "{told}");
        folder.write("alone.toml", folder.read("campaign.toml").replace("mst-2022", id).as_bytes());
        let campaign = folder.read("alone.toml");
        let lines = campaign.lines().filter(|line| !line.starts_with("further")).collect::<Vec<_>>();
        folder.write("alone.toml", (lines.join("\n") + "\n").as_bytes());
        let output = folder.jifen(&["run", "alone.toml", "--out", id]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
        for (alone, together) in [
            ("scores.csv", format!("scores.{id}.csv")),
            ("scores.parquet", format!("scores.{id}.parquet")),
            ("points.parquet", format!("points.{id}.parquet")),
        ] {
            let alone = std::fs::read(folder.path(&format!("{id}/{alone}"))).expect("it was written");
            let together =
                std::fs::read(folder.path(&format!("together/{together}"))).expect("it was written");
            assert!(alone == together, "{together:?} of {id} differs from a run of its own");
        }
        // What stands beside the leading scorecard's points is the same once more.
        let prefix = id.replace('-', "_");
        let own: BTreeMap<String, BTreeMap<String, String>> = folder
            .rows(&format!("{id}/scores.csv"))
            .into_iter()
            .map(|row| (row["credit_code"].clone(), row))
            .collect();
        for row in folder.rows("together/scores.csv") {
            let own = &own[&row["credit_code"]];
            for name in ["points", "rank", "qualified"] {
                assert_eq!(row[&format!("{prefix}_{name}")], own[name], "{name} of {}", row["credit_code"]);
            }
        }
    }
    // The leading scorecard's own table has the same columns as before, and more behind them.
    let (before, after) = (folder.read("leading/scores.csv"), folder.read("together/scores.csv"));
    for (before, after) in before.lines().zip(after.lines()) {
        assert!(after.starts_with(&format!("{before},")), "{after}");
    }
    assert_eq!(folder.content("leading/referrals"), {
        let mut lists = folder.content("together/referrals");
        // The note that goes with the lists names every scorecard.
        let note = lists.iter_mut().find(|(name, _)| name == "README.txt").expect("a note");
        assert!(SIBLINGS.iter().all(|id| text(&note.1).contains(id)), "{}", text(&note.1));
        note.1 = std::fs::read(folder.path("leading/referrals/README.txt")).expect("a note");
        lists
    });
}

#[test]
fn institutions_can_ask_for_any_scorecard() {
    let folder = folder("1500", "0");
    with_further(&folder, &SIBLINGS);
    folder.write(
        "institutions.toml",
        br#"
[[institution]]
id = "bank"
name = "Bank"
kind = "bank"
order = { by = "tech_sme_2017.points", direction = "descending" }
columns = [
    { value = "id" },
    { value = "tech_sme_2017.points", header = "tech points", decimals = 1 },
    { value = "innovative_sme_2022.rank", header = "rank" },
    { value = "specialized_sme_2022.points.innovation", header = "innovation" },
]

[[institution.rule]]
when = "tech_sme_2017.points >= 60 AND innovative_sme_2022.qualified"
reason = "no innovative SME of 60 points"
"#,
    );
    run(&folder, "out");
    let scores = folder.rows("out/scores.csv");
    let consenting: BTreeMap<String, bool> = folder
        .rows("firms.csv")
        .into_iter()
        .map(|row| {
            let code = row.iter().find(|(name, _)| name.contains("信用代码")).expect("a credit code").1;
            let consent = row.iter().find(|(name, _)| name.contains("数据授权")).expect("a consent").1;
            (code.clone(), consent == "是")
        })
        .collect();
    let mut expected: Vec<&BTreeMap<String, String>> = scores
        .iter()
        .filter(|row| row["qualified"] == "true" && consenting[&row["credit_code"]])
        .filter(|row| row["tech_sme_2017_points"].parse::<f64>().is_ok_and(|points| points >= 60.0))
        .filter(|row| row["innovative_sme_2022_qualified"] == "true")
        .collect();
    // Ties stay in the leading scorecard's order, in which the rows stand.
    let points =
        |row: &BTreeMap<String, String>| row["tech_sme_2017_points"].parse::<f64>().expect("a number");
    expected.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let list = folder.rows("out/referrals/bank.csv");
    assert!(list.len() > 100 && list.len() < scores.len() * 2 / 3, "{}", list.len());
    assert_eq!(list.len(), expected.len());
    let innovation: BTreeMap<String, String> = folder
        .rows("out/scores.specialized-sme-2022.csv")
        .into_iter()
        .map(|row| (row["credit_code"].clone(), row["points_innovation"].clone()))
        .collect();
    for (row, expected) in list.iter().zip(expected) {
        let code = &expected["credit_code"];
        assert!(row.values().any(|cell| cell == code), "{row:?} is not {code}");
        assert_eq!(row["tech points"], format!("{:.1}", points(expected)));
        assert_eq!(row["rank"], expected["innovative_sme_2022_rank"]);
        let number = |cell: &str| cell.parse::<f64>().expect("a number");
        assert_eq!(number(&row["innovation"]), number(&innovation[code]), "{code}");
    }
}

#[test]
fn scorecards_that_rules_cannot_tell_apart_are_refused() {
    let card = |id: &str, more: &str| {
        format!(
            "id = \"{id}\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
            \"zero\"\n{more}\n\
             [[indicator]]\nid = \"staff_size\"\ntitle = \"Staff\"\nvalue = \"employees\"\ncurve = {{ \
             linear = {{ low = 0, high = 500 }} }}\n\
             weight = 10\n"
        )
    };
    let field =
        |kind: &str| format!("[[field]]\nname = \"trophies\"\ntitle = \"奖杯数\"\ntype = \"{kind}\"\n");
    let cases: [(&[&str], &str, &str); 7] = [
        (
            &["tech-sme-2017", "tech-sme-2017"],
            "name-repeated",
            "rules cannot distinguish `tech-sme-2017` from `tech-sme-2017`",
        ),
        (&["mst-2022"], "name-repeated", "rules cannot distinguish `mst-2022` from `mst-2022`"),
        (&["points.toml"], "name-invalid", "rules cannot name the results of `points`"),
        (&["case.toml"], "name-invalid", "rules cannot name the results of `case`"),
        (&["segment.toml"], "name-repeated", "two columns of scores.csv have the name `segment_rank`"),
        (&["tech-sme-2071"], "name-unknown", "did you mean `tech-sme-2017`?"),
        (
            &["one.toml", "two.toml"],
            "name-repeated",
            "field `trophies` of `two` and field `trophies` share a name or header but differ otherwise",
        ),
    ];
    for (names, code, message) in cases {
        let folder = Folder::with_firms(5, 0.0);
        with_further(&folder, names);
        for id in ["points", "case", "segment"] {
            folder.write(&format!("{id}.toml"), card(id, "").as_bytes());
        }
        folder.write("one.toml", card("one", &field("integer")).as_bytes());
        folder.write("two.toml", card("two", &field("number")).as_bytes());
        let output = folder.jifen(&["check", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.contains(&format!("error[{code}]: campaign.toml:5")) && told.contains(message),
            "{told}"
        );
    }
}

#[test]
fn a_field_that_two_scorecards_declare_alike_is_one_field() {
    let folder = Folder::with_firms(1, 0.0);
    with_further(&folder, &["one.toml", "two.toml"]);
    for (id, high) in [("one", 4), ("two", 10)] {
        let card = format!(
            "id = \"{id}\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
            \"zero\"\n\
             [[field]]\nname = \"trophies\"\ntitle = \"奖杯数\"\ntype = \"integer\"\n\
             [[derived]]\nid = \"half\"\nvalue = \"trophies / 2\"\n\
             [[indicator]]\nid = \"trophy_points\"\ntitle = \"Awards\"\nvalue = \"half * 2\"\n\
             curve = {{ linear = {{ low = 0, high = {high} }} }}\nweight = 10\n"
        );
        folder.write(&format!("{id}.toml"), card.as_bytes());
    }
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    let cohort = "统一社会信用代码,数据授权,成立日期,奖杯数\n\
                  911101085923662400,是,2020-01-01,4\n91440300708461136T,是,2020-01-01,5\n";
    folder.write("firms.csv", cohort.as_bytes());
    folder.write(
        "campaign.toml",
        folder
            .read("campaign.toml")
            .replace("scorecard = \"mst-2022\"", "scorecard = \"one.toml\"")
            .replace("[\"one.toml\", \"two.toml\"]", "[\"two.toml\"]")
            .as_bytes(),
    );
    run(&folder, "out");
    let points: Vec<(String, String)> = folder
        .rows("out/scores.csv")
        .into_iter()
        .map(|row| (row["points"].clone(), row["two_points"].clone()))
        .collect();
    assert_eq!(points, [("10.0", "4.0"), ("10.0", "5.0")].map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn names_of_further_results_are_checked_like_all_others() {
    for (rule, message) in [
        ("tech_sme_2017.pionts > 3", "did you mean `tech_sme_2017.points`?"),
        ("tech_sme.points > 3", "did you mean `tech_sme_2017.points`?"),
        ("tech_sme_2017.segment = 'start-up'", "`tech_sme_2017.segment` is never `'start-up'`"),
        ("tech_sme_2017.points = 'A'", "number"),
    ] {
        let folder = Folder::with_firms(5, 0.0);
        with_further(&folder, &SIBLINGS);
        let rule = format!("{INSTITUTIONS}\n[[institution.rule]]\nwhen = \"{rule}\"\nreason = \"none\"\n");
        folder.write("institutions.toml", rule.as_bytes());
        let output = folder.jifen(&["check", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(message) && told.contains("institutions.toml:8"), "{told}");
    }
}

#[test]
fn a_firm_without_points_under_a_further_scorecard_keeps_the_others() {
    let folder = Folder::with_firms(1, 0.0);
    with_further(&folder, &["strict.toml"]);
    folder.write(
        "strict.toml",
        "id = \"strict\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 0\nmissing = \
        \"reject\"\n\
         [[indicator]]\nid = \"exports\"\ntitle = \"Staff\"\nvalue = \"employees\"\ncurve = { linear = { \
         low = 0, high = 100 } }\n\
         weight = 10\n"
            .as_bytes(),
    );
    folder.edit("campaign.toml", "\"mst-2022\"", "\"lenient.toml\"");
    folder.write(
        "lenient.toml",
        "id = \"lenient\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 0\nmissing = \
        \"zero\"\n\
         [[indicator]]\nid = \"patents\"\ntitle = \"Staff\"\nvalue = \"employees\"\ncurve = { linear = { \
         low = 0, high = 100 } }\n\
         weight = 10\n"
            .as_bytes(),
    );
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    folder.write(
        "firms.csv",
        "统一社会信用代码,数据授权,从业人数\n911101085923662400,是,50\n91440300708461136T,是,\n".as_bytes(),
    );
    let output = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("warning[points-absent]: firms.csv:3: no points under `strict`"), "{told}");
    let scores = folder.rows("out/scores.csv");
    let cells: Vec<[&str; 4]> = scores
        .iter()
        .map(|row| {
            ["points", "strict_points", "strict_rank", "strict_qualified"].map(|name| row[name].as_str())
        })
        .collect();
    assert_eq!(cells, [["5", "5", "1", "true"], ["0", "", "", ""]]);
    assert_eq!(folder.rows("out/scores.strict.csv").len(), 1);
    assert_eq!(folder.rows("out/referrals/bank.csv").len(), 2);
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let further = &run["further_scorecards"][0];
    assert_eq!(
        (&further["id"], &further["scored"], &further["not_scored"]),
        (&"strict".into(), &1.into(), &1.into())
    );

    // Where it has no points for anybody, one warning says so.
    folder.write(
        "firms.csv",
        "统一社会信用代码,数据授权\n911101085923662400,是\n91440300708461136T,是\n".as_bytes(),
    );
    let output = folder.jifen(&["run", "campaign.toml", "--out", "out", "--force"]);
    let told = text(&output.stderr);
    assert_eq!(told.matches("[points-absent]").count(), 1, "{told}");
    assert!(told.contains("no firm has points under `strict`"), "{told}");
}

#[test]
fn threads_leave_no_trace_in_further_scores() {
    let folder = folder("3000", "0.02");
    with_further(&folder, &SIBLINGS);
    for threads in ["1", "2"] {
        let output = folder.jifen(&["run", "campaign.toml", "--threads", threads, "--out", threads]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    }
    assert!(folder.content("1") == folder.content("2"));
}
