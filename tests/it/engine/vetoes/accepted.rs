//! What a campaign accepts as not known, and what scorecards let pass: told with how many firms.

use serde_json::Value;

use super::{FIRMS, TITLE, accept, blank, changed, debtors, folder, json, listed, without_column};
use crate::support::workplace::text;

#[test]
fn what_is_accepted_is_told_with_the_count() {
    for firms in [without_column(), blank()] {
        let folder = folder(&firms);
        accept(&folder, "[\"dishonest\"]");
        let output = folder.jifen(&["run", "campaign.toml", "-q"]);
        assert_eq!(output.status.code(), Some(0));
        let listed = listed(&folder, "out");
        // The fourth asks for no loan.
        assert_eq!(listed.intersection(&debtors()).count(), 3, "{listed:?}");
        let words = format!(
            "dishonest (失信被执行人) not known for 40 firms: the campaign accepts this for gate dishonest of \
            scorecard mst-2022; {} of them referred\n",
            listed.len()
        );
        assert_eq!(text(&output.stderr), words);
        let summary = text(&folder.jifen(&["run", "campaign.toml", "--force"]).stdout);
        assert!(summary.contains(&words), "{summary}");
        let note = folder.read("out/referrals/README.txt");
        assert!(
            note.contains(
                "40 firms pass the gate dishonest of mst-2022 because the campaign accepts that \
                dishonest (失信被执行人) is not known"
            ),
            "{note}"
        );
        let run: Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
        let told = &run["accepted_unknown"][0];
        assert_eq!((&told["gate"], &told["by"]), (&"dishonest".into(), &"campaign".into()));
        assert_eq!((&told["firms"], &told["referred"]), (&40.into(), &listed.len().into()));
        let summary = json(&folder, &["check", "campaign.toml", "--format", "json"]);
        assert_eq!(&summary["accepted_unknown"], &run["accepted_unknown"]);
        let firm = debtors().pop_first().expect("a debtor");
        let told = text(&folder.jifen(&["explain", "campaign.toml", "--firm", &firm]).stdout);
        assert!(told.contains("gate dishonest: not known, which the campaign accepts; requires "), "{told}");
        let account = json(&folder, &["explain", "campaign.toml", "--firm", &firm, "--format", "json"]);
        let gate = &account["account"]["gates"][0];
        assert_eq!((&gate["met"], &gate["unknown"]), (&Value::Null, &"accepted".into()));
    }
}

#[test]
fn whoever_is_known_to_fail_is_not_accepted() {
    let folder =
        folder(&changed(TITLE, TITLE, |row, cell| if row < 2 { String::new() } else { cell.to_owned() }));
    accept(&folder, "[\"失信被执行人\"]");
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    let both: Vec<String> = debtors().intersection(&listed(&folder, "out")).cloned().collect();
    assert!(!both.is_empty());
    for firm in both {
        let at = FIRMS.lines().position(|line| line.starts_with(&firm)).expect("its row");
        assert!(at <= 2, "{firm} in row {at} is known to be a debtor");
    }
}

#[test]
fn only_what_a_gate_holds_firms_for_can_be_accepted() {
    let folder = folder(FIRMS);
    let plain = folder.read("campaign.toml");
    for (names, words) in [
        (
            "[\"dishonst\"]",
            "no gate holds firms for an unknown `dishonst`\n  help: did you mean `dishonest`?",
        ),
        (
            "[\"revenue\"]",
            "no gate holds firms for an unknown `revenue`\n  help: name a field that gates ask for: \
            dishonest, abnormal, ",
        ),
        ("[\"dishonest\", \"失信被执行人\"]", "`失信被执行人` is accepted twice\n  help: name it once"),
    ] {
        accept(&folder, names);
        let output = folder.jifen(&["check", "campaign.toml", "-q"]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.contains("campaign.toml:5 [accept_unknown]: ") && told.contains(words), "{told}");
        folder.write("campaign.toml", plain.as_bytes());
    }
    folder.write(
        "own.toml",
        b"extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
          [[gate]]\nid = \"dishonest\"\nunknown = \"fail\"\n",
    );
    folder.edit("campaign.toml", "mst-2022", "own.toml");
    accept(&folder, "[\"dishonest\"]");
    let told = text(&folder.jifen(&["check", "campaign.toml", "-q"]).stderr);
    assert!(told.contains("no gate holds firms for an unknown `dishonest`"), "{told}");
}

/// An overlay may say what a gate's unknown counts as.
#[test]
fn what_a_scorecard_lets_pass_is_told_and_what_it_fails_fails() {
    let folder = folder(&blank());
    let own = |word: &str| {
        let own = format!(
            "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
             [[gate]]\nid = \"dishonest\"\nunknown = \"{word}\"\n"
        );
        folder.write("own.toml", own.as_bytes());
    };
    own("pass");
    folder.edit("campaign.toml", "mst-2022", "own.toml");
    let output = folder.jifen(&["run", "campaign.toml", "-q"]);
    let told = text(&output.stderr);
    assert!(
        told.starts_with(
            "dishonest (失信被执行人) not known for 40 firms: the scorecard accepts this for gate dishonest of \
            scorecard own; "
        ),
        "{told}"
    );
    assert!(folder.read("out/referrals/README.txt").contains("because the scorecard lets firms pass"));
    // Of several parts only those that are not known are named.
    let both = "[[gate]]\nid = \"both\"\ntitle = \"Both\"\nreason = \"both\"\nunknown = \"pass\"\n\
                all_of = [{ when = \"NOT dishonest\" }, { when = \"revenue IS NOT NULL\" }]\n";
    folder.write("own.toml", format!("{}{both}", folder.read("own.toml")).as_bytes());
    let told = text(&folder.jifen(&["run", "campaign.toml", "-q", "--force"]).stderr);
    assert!(told.contains("gate both of scorecard own; ") && !told.contains("revenue ("), "{told}");
    own("pass");
    let firm = debtors().pop_first().expect("a debtor");
    let explained = || text(&folder.jifen(&["explain", "campaign.toml", "--firm", &firm]).stdout);
    assert!(
        explained().contains("gate dishonest: not known, which counts as met; requires "),
        "{}",
        explained()
    );
    own("fail");
    assert!(folder.jifen(&["run", "campaign.toml", "-q", "--force"]).status.success());
    assert!(
        explained().contains("gate dishonest: not known, which counts as not met; requires "),
        "{}",
        explained()
    );
    let scores = folder.rows("out/scores.csv");
    assert!(
        scores
            .iter()
            .all(|row| row["held"] == "false" && row["failed"].starts_with("not known: dishonest ("))
    );
    assert!(folder.rows("out/not_referred.csv").iter().all(|row| row["icbc"] == "not-qualified"));
    let table = text(&folder.jifen(&["scorecards", "show", "own.toml", "--format", "md"]).stdout);
    assert!(table.contains("; where it is not known, it counts as not met\n"), "{table}");
    assert_eq!(table.matches("; where it is not known, the firm is held\n").count(), 3, "{table}");
}

/// A rule of an institution that asks for a further scorecard's verdict holds neither way for a firm that one
/// holds.
#[test]
fn held_by_a_further_scorecard_is_neither_qualified_nor_not() {
    let folder = folder(&blank());
    folder.write(
        "strict.toml",
        b"extends = \"mst-2022\"\nid = \"strict\"\ntitle = \"Strict\"\nweights_basis = \"illustrative\"\n",
    );
    folder.write(
        "loose.toml",
        b"extends = \"mst-2022\"\nid = \"loose\"\ntitle = \"Loose\"\nweights_basis = \"illustrative\"\n\
          [[gate]]\nid = \"dishonest\"\nremove = true\n",
    );
    folder.write(
        "institutions.toml",
        br#"
[[institution]]
id = "yes"
name = "Yes"
kind = "bank"
[[institution.rule]]
when = "strict.qualified"
reason = "not qualified"

[[institution]]
id = "no"
name = "No"
kind = "bank"
[[institution.rule]]
when = "NOT strict.qualified"
reason = "qualified"

[[institution]]
id = "any"
name = "Any"
kind = "bank"
"#,
    );
    folder.edit("campaign.toml", "\"mst-2022\"", "\"loose.toml\"\nfurther_scorecards = [\"strict.toml\"]");
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    let lists = ["yes", "no", "any"].map(|id| folder.rows(&format!("out/referrals/{id}.csv")).len());
    // One firm is known to fail another gate.
    assert_eq!(lists, [0, 0, 39]);
    let scores = folder.rows("out/scores.csv");
    assert!(scores.iter().all(|row| row["strict_qualified"] == "false"));
    assert_eq!(scores.iter().filter(|row| row["strict_held"] == "true").count(), 39);
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(
        told.contains(
            "gate `dishonest` of `strict` holds 39 firms, beside 1 that does not qualify anyway: \
            no value of `dishonest` (失信被执行人)\n"
        ),
        "{told}"
    );
    accept(&folder, "[\"dishonest\"]");
    assert!(folder.jifen(&["run", "campaign.toml", "-q", "--force"]).status.success());
    let lists = ["yes", "no", "any"].map(|id| folder.rows(&format!("out/referrals/{id}.csv")).len());
    assert_eq!(lists, [39, 0, 39]);
}

/// What no value of the accepted fact could mend holds the firm all the same.
#[test]
fn what_is_not_known_for_another_reason_is_not_accepted() {
    let zero = |row: usize, cell: &str| if row < 5 { "0".to_owned() } else { cell.to_owned() };
    let with_zeros = changed("上年营业收入(万元)", "上年营业收入(万元)", zero);
    let folder = folder(&with_zeros.replace(TITLE, "另一列"));
    let own = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
        [[gate]]\nid = \"dishonest\"\nwhen = \"NOT dishonest AND revenue / revenue_prev > -1\"\n";
    folder.write("own.toml", own.as_bytes());
    folder.edit("campaign.toml", "mst-2022", "own.toml");
    accept(&folder, "[\"dishonest\"]");
    let output = folder.jifen(&["run", "campaign.toml", "-q"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let listed = listed(&folder, "out");
    let zeros: Vec<&str> = FIRMS.lines().skip(1).take(5).filter_map(|line| line.split(',').next()).collect();
    assert!(!listed.is_empty() && zeros.iter().all(|firm| !listed.contains(*firm)), "{listed:?}");
    let reasons = folder.rows("out/scores.csv");
    let reasons = reasons.iter().filter(|row| zeros.contains(&&*row["credit_code"]) && row["held"] == "true");
    let reasons: Vec<&str> = reasons.map(|row| &*row["failed"]).collect();
    // Of the others something else is known that keeps them off.
    assert!(reasons.len() > 2, "{reasons:?}");
    let why = "not known: `NOT dishonest AND revenue / revenue_prev > -1`";
    assert!(reasons.iter().all(|reason| *reason == why), "{reasons:?}");
}
