//! Gates whose facts are not known: nobody passes one in silence.

mod accepted;
mod property;
mod studies;
mod written;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// Forty firms that consent, four of them dishonest debtors.
const FIRMS: &str = include_str!("firms.csv");

/// The title of the field `dishonest`.
const TITLE: &str = "失信被执行人";

/// A campaign of the national scorecard and the sample institutions over `firms`.
fn folder(firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("firms.csv", firms.as_bytes());
    folder
}

/// The cohort with the cells below `title` changed, and its header too.
fn changed(title: &str, header: &str, cell: impl Fn(usize, &str) -> String) -> String {
    let mut lines = FIRMS.lines();
    let headers: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let at = headers.iter().position(|one| *one == title).expect("the column");
    let rows = lines.enumerate().map(|(row, line)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[at] = cell(row, &cells[at]);
        cells.join(",") + "\n"
    });
    let header = headers.iter().enumerate().map(|(i, one)| if i == at { header } else { one });
    format!("{}\n{}", header.collect::<Vec<_>>().join(","), rows.collect::<String>())
}

/// The cohort without the column.
fn without_column() -> String {
    let at = FIRMS.lines().next().expect("a header").split(',').position(|one| one == TITLE);
    let line = |line: &str| {
        let cells = line.split(',').enumerate().filter(|(i, _)| Some(*i) != at);
        cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(",") + "\n"
    };
    FIRMS.lines().map(line).collect()
}

fn misspelt() -> String {
    changed(TITLE, "失信被执行入", |_, cell| cell.to_owned())
}

fn blank() -> String {
    changed(TITLE, TITLE, |_, _| String::new())
}

/// The ids of the debtors.
fn debtors() -> BTreeSet<String> {
    let at = FIRMS.lines().next().expect("a header").split(',').position(|one| one == TITLE).expect("it");
    let rows = FIRMS.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|cells| cells[at] == "是").map(|cells| cells[0].to_owned()).collect()
}

/// The ids on any list below `out`.
fn listed(folder: &Folder, out: &str) -> BTreeSet<String> {
    let files = folder
        .content(out)
        .into_iter()
        .filter(|(name, _)| name.starts_with("referrals/") && name.ends_with(".csv"));
    let rows = files.flat_map(|(_, bytes)| {
        text(&bytes)
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    });
    rows.collect()
}

fn accept(folder: &Folder, names: &str) {
    folder.edit("campaign.toml", "institutions =", &format!("accept_unknown = {names}\ninstitutions ="));
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

#[test]
fn whoever_is_known_to_be_listed_is_on_no_list() {
    let folder = folder(FIRMS);
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    let listed = listed(&folder, "out");
    assert!(listed.len() > 10 && debtors().len() == 4 && listed.is_disjoint(&debtors()), "{listed:?}");
}

#[test]
fn a_veto_without_a_column_stops_a_run() {
    let folder = folder(&without_column());
    for command in ["run", "check"] {
        let output = folder.jifen(&[command, "campaign.toml", "-q"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            text(&output.stderr),
            "error[veto-absent]: firms.csv: no column for `dishonest` (失信被执行人), which gate `dishonest` \
            asks for\n  \
             help: add the column, or name its header under [firms.columns]: \"…\" = \"dishonest\"; \
             accept_unknown = [\"dishonest\"] in the campaign lets firms with an unknown value pass\n"
        );
        assert!(!folder.path("out").exists());
    }
    let told = json(&folder, &["check", "campaign.toml", "--format", "json"]);
    assert!(told["findings"].as_array().expect("a list").iter().any(|one| one["code"] == "veto-absent"));
}

/// Each of these is known of every firm, whatever is missing.
#[test]
fn a_rule_that_takes_what_is_not_known_for_no_stops_a_run_too() {
    for rule in [
        "NOT COALESCE(dishonest, FALSE)",
        "dishonest IS NOT TRUE",
        "NOT (dishonest IS TRUE)",
        "NULLIF(dishonest, FALSE) IS NULL",
        "CASE WHEN dishonest THEN FALSE ELSE TRUE END",
        "COALESCE(dishonest, FALSE) = FALSE AND as_of IS NOT NULL",
        "(dishonest IS NOT TRUE) AND credit_code IS NOT NULL",
        "clean AND credit_code IS NOT NULL",
    ] {
        let folder = folder(&without_column());
        let own = format!(
            "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
             [[derived]]\nid = \"clean\"\ntitle = \"Clean\"\nvalue = \"NOT COALESCE(dishonest, FALSE)\"\n\
             [[gate]]\nid = \"dishonest\"\nwhen = \"{rule}\"\n"
        );
        folder.write("own.toml", own.as_bytes());
        folder.edit("campaign.toml", "mst-2022", "own.toml");
        let output = folder.jifen(&["run", "campaign.toml", "-q"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{rule}: {told}");
        assert!(
            told.starts_with(
                "error[veto-absent]: firms.csv: no column for `dishonest` (失信被执行人), which gate `dishonest` \
                asks for\n"
            ),
            "{rule}: {told}"
        );
        let accepting = format!("accept_unknown = [\"dishonest\"]\n{}", folder.read("campaign.toml"));
        folder.write("campaign.toml", accepting.as_bytes());
        let output = folder.jifen(&["run", "campaign.toml", "-q"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{rule}: {told}");
        assert!(told.starts_with("dishonest (失信被执行人) not known for 40 firms"), "{rule}: {told}");
        // Where the column is there, a blank is what the rule says it is.
        folder.write("firms.csv", blank().as_bytes());
        let output = folder.jifen(&["run", "campaign.toml", "-q", "--force"]);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{rule}");
        assert!(!listed(&folder, "out").is_empty(), "{rule}");
    }
}

#[test]
fn a_header_near_a_vetos_stops_a_run_until_it_is_mapped_or_accepted() {
    let folder = folder(&misspelt());
    for command in ["run", "check"] {
        let output = folder.jifen(&[command, "campaign.toml", "-q"]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        let begins = "error[veto-near]: firms.csv:1 [失信被执行入]: is not read, but its header resembles \
            the name of the field `dishonest`, which a gate requires\n  \
            help: did you mean 失信被执行人 (dishonest)? ";
        assert!(told.starts_with(begins) && told.lines().count() == 2, "{told}");
        assert!(!folder.path("out").exists());
    }
    let plain = folder.read("campaign.toml");
    folder.write(
        "campaign.toml",
        format!("{plain}\n[firms.columns]\n\"失信被执行入\" = \"dishonest\"\n").as_bytes(),
    );
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    assert!(listed(&folder, "out").is_disjoint(&debtors()));
    folder.write("campaign.toml", plain.as_bytes());
    accept(&folder, "[\"dishonest\"]");
    let output = folder.jifen(&["run", "campaign.toml", "--out", "accepted"]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("warning[column-near]: firms.csv:1 [失信被执行入]"));
}

/// A header near a field of the gates of a further scorecard is as surely a slip.
#[test]
fn a_header_near_a_veto_of_a_further_scorecard_stops_a_run_too() {
    let folder = folder(&FIRMS.replacen("科研严重失信", "居民企亚", 1));
    folder.edit(
        "campaign.toml",
        "institutions =",
        "further_scorecards = [\"tech-sme-2017\"]\ninstitutions =",
    );
    accept(&folder, "[\"research_misconduct\"]");
    let output = folder.jifen(&["run", "campaign.toml", "-q"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains(
            "veto-near]: firms.csv:1 [居民企亚]: is not read, but its header resembles the name of the \
            field `resident_enterprise`, which a gate requires"
        ),
        "{told}"
    );
}

#[test]
fn firms_with_a_blank_cell_are_held_and_their_reason_says_what_is_not_known() {
    // Every third firm is not known, the second debtor among them.
    let firms = changed(TITLE, TITLE, |row, cell| if row % 3 == 1 { String::new() } else { cell.to_owned() });
    let folder = folder(&firms);
    let output = folder.jifen(&["run", "campaign.toml", "-q"]);
    assert_eq!(output.status.code(), Some(0));
    let scores = folder.rows("out/scores.csv");
    let held: BTreeSet<String> =
        scores.iter().filter(|row| row["held"] == "true").map(|row| row["credit_code"].clone()).collect();
    let quiet = format!(
        "{} firms held because a gate's fact is not known: {} by gate dishonest\n",
        held.len(),
        held.len()
    );
    assert_eq!(text(&output.stderr), quiet);
    assert!(held.len() > 10 && listed(&folder, "out").is_disjoint(&held));
    for row in scores.iter().filter(|row| held.contains(&row["credit_code"])) {
        assert_eq!(
            (row["qualified"].as_str(), row["failed"].as_str()),
            ("false", "not known: dishonest (失信被执行人)")
        );
        assert!(!row["points"].is_empty() && !row["rank"].is_empty());
    }
    let reasons = folder.rows("out/reasons.csv");
    let of = |key: &str| reasons.iter().find(|row| row["reason"] == key).expect("the reason").clone();
    assert_eq!(of("held-dishonest")["firms"], held.len().to_string());
    assert!(of("held-dishonest")["words"].contains("dishonest (失信被执行人)"));
    for row in folder.rows("out/not_referred.csv") {
        let of_firm = ["credit_code", "firm_name", "in_words"];
        let is_held = row
            .iter()
            .filter(|(name, _)| !of_firm.contains(&&***name))
            .all(|(_, key)| key == "held-dishonest");
        assert_eq!(is_held, held.contains(&row["credit_code"]), "{row:?}");
    }
    let run: Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    assert_eq!(run["counts"]["held"], held.len());
    assert_eq!(run["findings"]["veto-unknown"], 1);
    assert_eq!(run.get("accepted_unknown"), None);
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    let words = "warning[veto-unknown]: firms.csv: gate `dishonest` holds 12 firms, beside 1 that does not \
        qualify anyway: no value of `dishonest` (失信被执行人)\n";
    assert!(told.contains(words), "{told}");
}

#[test]
fn where_every_cell_is_blank_nobody_is_referred_and_it_is_told() {
    let folder = folder(&blank());
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stderr);
    assert!(
        told.contains("every list is empty, since no firm may be referred: 1 not qualified, 39 held\n"),
        "{told}"
    );
    assert!(
        told.contains(
            "warning[veto-unknown]: firms.csv: gate `dishonest` holds 39 firms, beside 1 that \
        does not qualify anyway"
        ),
        "{told}"
    );
    let summary = text(&output.stdout);
    assert!(
        summary.contains("39 firms held because a gate's fact is not known: 39 by gate dishonest\n"),
        "{summary}"
    );
    assert!(listed(&folder, "out").is_empty());
}

#[test]
fn explain_says_not_known_and_held() {
    let folder = folder(&blank());
    let debtor = debtors().pop_first().expect("a debtor");
    let told = text(&folder.jifen(&["explain", "campaign.toml", "--firm", &debtor]).stdout);
    assert!(told.contains("\nheld: not known: dishonest (失信被执行人)\n"), "{told}");
    assert!(
        told.contains(
            "gate dishonest: not known, so the firm is held; requires `NOT dishonest` (dishonest = not \
            known)\n"
        ),
        "{told}"
    );
    assert!(told.contains("\non no list: held: not known: dishonest (失信被执行人)\n"), "{told}");
    let account =
        &json(&folder, &["explain", "campaign.toml", "--firm", &debtor, "--format", "json"])["account"];
    assert_eq!((&account["qualified"], &account["held"]), (&false.into(), &true.into()));
    let gate = &account["gates"][0];
    assert_eq!(
        (&gate["id"], &gate["met"], &gate["unknown"]),
        (&"dishonest".into(), &Value::Null, &"held".into())
    );
    assert_eq!((&account["gates"][1]["met"], account["gates"][1].get("unknown")), (&true.into(), None));

    let what_if = |cell: &str| {
        let supposed = format!("dishonest={cell}");
        text(&folder.jifen(&["explain", "campaign.toml", "--firm", &debtor, "--what-if", &supposed]).stdout)
    };
    assert!(what_if("否").contains("; it would qualify\n"));
    assert!(what_if("是").contains("; it would not qualify: listed as a dishonest judgment debtor"));
    // Without a column it is explained all the same, and the fact can be supposed.
    folder.write("firms.csv", without_column().as_bytes());
    assert!(what_if("否").contains("; it would qualify\n"));
    folder.write("firms.csv", FIRMS.as_bytes());
    let honest = FIRMS.lines().nth(10).expect("a row").split(',').next().expect("an id");
    let told = folder.jifen(&["explain", "campaign.toml", "--firm", honest, "--what-if", "dishonest="]);
    assert!(
        text(&told.stdout).contains("; it would be held: not known: dishonest"),
        "{}",
        text(&told.stdout)
    );
}

#[test]
fn score_says_once_who_would_be_held() {
    let folder = folder(&without_column());
    let score = |more: &[&str]| {
        let arguments = [
            "score",
            "firms.csv",
            "--scorecard",
            "mst-2022",
            "--as-of",
            "2025-12-31",
            "--out",
            "s.csv",
            "--force",
        ];
        let output = folder.jifen(&[&arguments[..], more].concat());
        assert_eq!(output.status.code(), Some(0));
        (text(&output.stdout), text(&output.stderr))
    };
    let (summary, told) = score(&[]);
    let words = "warning[veto-unknown]: firms.csv: gate `dishonest` holds 39 firms, beside 1 that does not \
        qualify anyway: no column for `dishonest` (失信被执行人)\n";
    assert!(told.starts_with(words) && told.matches("dishonest` (").count() == 1, "{told}");
    assert!(
        summary.contains("39 firms held because a gate's fact is not known: 39 by gate dishonest\n"),
        "{summary}"
    );
    assert_eq!(score(&["-q"]).1, "39 firms held because a gate's fact is not known: 39 by gate dishonest\n");
    assert!(folder.rows("s.csv").iter().all(|row| row["qualified"] == "false"));
}

/// Where another fact can stand in for the one without a column, firms that have it go on, and the others are
/// held.
#[test]
fn a_gate_that_some_firms_meet_without_the_column_stops_nothing() {
    let folder = folder(&without_column());
    folder.write(
        "own.toml",
        "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
         [[gate]]\nid = \"dishonest\"\nremove = true\n\
         [[gate]]\nid = \"trusted\"\nreason = \"listed, and no high-tech firm\"\n\
         any_of = [{ when = \"NOT dishonest\" }, { when = \"hnte\" }]\n"
            .as_bytes(),
    );
    folder.edit("campaign.toml", "mst-2022", "own.toml");
    let output = folder.jifen(&["run", "campaign.toml"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("warning[veto-unknown]: firms.csv: gate `trusted` holds "), "{told}");
    assert!(told.contains(": no column for `dishonest` (失信被执行人)\n"), "{told}");
    let scores = folder.rows("out/scores.csv");
    let held: BTreeSet<String> =
        scores.iter().filter(|row| row["held"] == "true").map(|row| row["credit_code"].clone()).collect();
    let listed = listed(&folder, "out");
    assert!(held.len() > 5 && listed.len() > 2 && listed.is_disjoint(&held), "{held:?} {listed:?}");
    let at = |title: &str| FIRMS.lines().next().expect("a header").split(',').position(|one| one == title);
    let hnte = at("高新技术企业").expect("the column");
    let high_tech: BTreeSet<String> = FIRMS
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[hnte] == "是")
        .map(|cells| cells[0].to_owned())
        .collect();
    assert!(listed.is_subset(&high_tech) && held.is_disjoint(&high_tech));
}

#[test]
fn a_mark_for_not_known_that_holds_firms_is_named_and_may_mean_no() {
    let cells = changed(TITLE, TITLE, |row, cell| match row % 4 {
        0 => cell.to_owned(),
        1 => String::new(),
        _ => " 无".to_owned(),
    });
    let folder = folder(&cells);
    let findings = || {
        let said = folder.jifen(&["check", "campaign.toml", "--format", "json"]).stdout;
        let said: Value = serde_json::from_slice(&said).expect("JSON");
        let counts = (said["counts"]["held"].as_u64(), said["held_by"][0]["firms"].as_u64());
        let of_gate = said["findings"].as_array().expect("findings").iter();
        let found = of_gate.filter(|finding| finding["code"] == "veto-unknown").cloned().collect::<Vec<_>>();
        (counts, found)
    };
    let ((held, by_gate), found) = findings();
    let (message, help) = (found[0]["message"].as_str().unwrap(), found[0]["help"].as_str().unwrap());
    assert!(message.contains("; 20 of them say `无` there, which is read as not known"), "{message}");
    assert!(help.contains("write `dishonest = [\"无\"]` under [firms.no] in the campaign"), "{help}");
    // The summary counts the same firms as the finding.
    assert_eq!(held, by_gate);
    assert!(
        message.contains(&format!("holds {} firms, beside 1 that does not qualify anyway: ", 30 - 1)),
        "{message}"
    );

    folder.edit("campaign.toml", "[output]", "[firms.no]\ndishonest = [\"无\"]\n\n[output]");
    let (_, found) = findings();
    assert!(!found[0]["message"].as_str().unwrap().contains('无'), "{found:?}");
    let failed = folder.jifen(&["explain", "campaign.toml", &cells.lines().nth(3).unwrap()[..18]]);
    assert!(!text(&failed.stdout).contains("dishonest` is not known"), "{}", text(&failed.stdout));

    for (line, code) in [
        ("revenue = [\"无\"]", "field-unfit"),
        ("dishonest = [\"是\"]", "value-invalid"),
        ("dishonst = [\"无\"]", "name-unknown"),
    ] {
        folder.edit("campaign.toml", "dishonest = [\"无\"]", line);
        let refused = folder.jifen(&["check", "campaign.toml"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(code), "{}", text(&refused.stderr));
        folder.edit("campaign.toml", line, "dishonest = [\"无\"]");
    }
}
