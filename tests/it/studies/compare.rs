//! `jifen compare`: campaigns, scorecards and runs set side by side, and what is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::studies::audit::said;
use crate::support::workplace::{Folder, english, text};

fn compared(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "compare"], arguments].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// A folder with a campaign, another of other weights, and the runs of both: `out` with details, `out2`
/// without.
fn two_campaigns(firms: u32) -> Folder {
    let folder = Folder::with_firms(firms, 0.0);
    let done = |arguments: &[&str]| {
        let output = folder.jifen(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    done(&["--quiet", "weights", "critic", "campaign.toml", "--write", "critic.toml"]);
    folder.write("campaign2.toml", folder.read("campaign.toml").as_bytes());
    folder.edit("campaign2.toml", "\"mst-2022\"", "\"critic.toml\"");
    folder.edit("campaign2.toml", "detail = true", "detail = false");
    done(&["--quiet", "run", "campaign.toml"]);
    done(&["--quiet", "run", "campaign2.toml", "--out", "out2"]);
    folder
}

fn ids(rows: &[BTreeMap<String, String>]) -> Vec<String> {
    rows.iter().map(|row| row["credit_code"].clone()).collect()
}

#[test]
fn a_campaign_is_like_its_run_and_its_scorecard() {
    let folder = two_campaigns(300);
    for (one, other) in [
        ("campaign.toml", "campaign.toml"),
        ("campaign.toml", "out"),
        ("out", "out"),
        ("mst-2022", "campaign.toml"),
    ] {
        let told = compared(&folder, &[one, other]);
        for measure in ["spearman", "kendall", "weighted_tau"] {
            assert_eq!(told[measure], 1.0, "{measure} of {one} and {other}");
        }
        assert_eq!(told["rank_biased"]["overlap"], 1.0);
        assert_eq!((&told["moved"], &told["firms"]), (&0.into(), &300.into()));
        assert_eq!(told["movers"], Value::Array(Vec::new()));
        assert_eq!(told["level"], "indicators");
        for part in told["parts"].as_array().expect("a list") {
            assert_eq!(part["mean_change"], 0.0, "{part}");
        }
        let lists = told["lists"].as_array().expect("a list");
        assert_eq!(lists.len(), 22);
        assert!(lists.iter().all(|list| list["changes"] == Value::Array(Vec::new())));
        assert_eq!(
            (&told["before"]["cohort_sha256"], &told["notes"]),
            (&told["after"]["cohort_sha256"], &Value::Array(Vec::new()))
        );
    }
    // Without details groups tell what moves: as they are published, on both sides.
    let told = compared(&folder, &["campaign2.toml", "out2"]);
    assert_eq!((&told["level"], &told["moved"]), (&"groups".into(), &0.into()));
    assert!(told["parts"].as_array().expect("a list").iter().all(|part| part["mean_change"] == 0.0));
}

#[test]
fn campaigns_and_their_runs_differ_alike() {
    let folder = two_campaigns(300);
    let (whole, runs) =
        (compared(&folder, &["campaign.toml", "campaign2.toml"]), compared(&folder, &["out", "out2"]));
    let scorecard = compared(&folder, &["campaign.toml", "critic.toml"]);
    for part in [
        "spearman",
        "kendall",
        "weighted_tau",
        "rank_biased",
        "tops",
        "segments",
        "regions",
        "divisions",
        "lists",
    ] {
        // A finished run has its reasons in the language it was published in.
        assert_eq!(english(&whole[part]), english(&runs[part]), "{part}");
        assert_eq!(whole[part], scorecard[part], "{part}");
    }
    assert_eq!(scorecard["after"]["kind"], "scorecard");
    let mirror = compared(&folder, &["campaign2.toml", "campaign.toml"]);
    assert_eq!(whole["spearman"], mirror["spearman"]);
    assert_eq!(whole["movers"][0]["firm"], mirror["movers"][0]["firm"]);
    assert_eq!(whole["movers"][0]["parts"][0]["before"], mirror["movers"][0]["parts"][0]["after"]);
}

#[test]
fn it_is_what_the_published_files_say() {
    let folder = two_campaigns(400);
    let told = compared(&folder, &["out", "out2", "--top", "25", "--movers", "400"]);
    let (a, b) = (folder.rows("out/scores.csv"), folder.rows("out2/scores.csv"));
    let rank = |rows: &[BTreeMap<String, String>]| -> BTreeMap<String, u32> {
        rows.iter().map(|row| (row["credit_code"].clone(), row["rank"].parse().expect("a number"))).collect()
    };
    let (before, after) = (rank(&a), rank(&b));
    for mover in told["movers"].as_array().expect("a list") {
        let firm = mover["firm"].as_str().expect("a text");
        assert_eq!(
            (&mover["rank_before"], &mover["rank_after"]),
            (&before[firm].into(), &after[firm].into())
        );
    }
    assert_eq!(told["moved"], before.iter().filter(|(firm, rank)| after[*firm] != **rank).count());
    let top = told["tops"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|top| top["first"] == 25)
        .expect("it was asked for");
    let (x, y): (BTreeSet<String>, BTreeSet<String>) =
        (ids(&a[..25]).into_iter().collect(), ids(&b[..25]).into_iter().collect());
    assert_eq!(top["shared"], x.intersection(&y).count());
    // Lists as their own files have them, and reasons as those off them were told.
    let (off_before, off_after) = (folder.rows("out/not_referred.csv"), folder.rows("out2/not_referred.csv"));
    let reasons = |name: &str| -> BTreeMap<String, String> {
        folder.rows(name).iter().map(|row| (row["reason"].clone(), row["words"].clone())).collect()
    };
    let words = [reasons("out/reasons.csv"), reasons("out2/reasons.csv")];
    let mut changed = 0;
    for list in told["lists"].as_array().expect("a list") {
        let institution = list["institution"].as_str().expect("a text");
        let on = |folder_name: &str| list_of(&folder, &format!("{folder_name}/referrals/{institution}.csv"));
        let (Some(x), Some(y)) = (on("out"), on("out2")) else { continue };
        assert_eq!(
            (&list["kept"], &list["joined"]),
            (&x.intersection(&y).count().into(), &y.difference(&x).count().into())
        );
        assert_eq!(list["left"], x.difference(&y).count());
        for change in list["changes"].as_array().expect("a list") {
            let (off, words) =
                if change["joins"] == true { (&off_before, &words[0]) } else { (&off_after, &words[1]) };
            let row =
                off.iter().find(|row| change["firm"] == row["credit_code"]).expect("it is off the list");
            let key = &row[institution];
            let why = words.get(key).map_or("beyond the list's end", String::as_str);
            assert_eq!(said(&change["why"]), why, "{institution} {change}");
            changed += 1;
        }
    }
    assert!(changed > 20, "only {changed} firms changed lists");
}

/// The credit codes on a list, if it is a CSV file in UTF-8.
fn list_of(folder: &Folder, name: &str) -> Option<BTreeSet<String>> {
    let bytes = std::fs::read(folder.path(name)).ok()?;
    String::from_utf8(bytes).ok()?;
    Some(folder.rows(name).iter().map(|row| row["统一社会信用代码"].clone()).collect())
}

#[test]
fn neither_rows_nor_threads_leave_a_trace() {
    let folder = two_campaigns(200);
    let one = compared(&folder, &["campaign.toml", "campaign2.toml", "--threads", "1"]);
    let cohort = folder.read("firms.csv");
    let mut rows: Vec<&str> = cohort.lines().collect();
    rows[1..].reverse();
    folder.write("firms.csv", (rows.join("\n") + "\n").as_bytes());
    let mut other = compared(&folder, &["campaign.toml", "campaign2.toml", "--threads", "2"]);
    for side in ["before", "after"] {
        assert_ne!(one[side]["cohort_sha256"], other[side]["cohort_sha256"]);
        other[side]["cohort_sha256"] = one[side]["cohort_sha256"].clone();
    }
    assert_eq!(one, other);
}

#[test]
fn firms_of_one_side_alone_are_told() {
    let folder = two_campaigns(100);
    let cohort = folder.read("firms.csv");
    let rows: Vec<&str> = cohort.lines().collect();
    let half = |range: std::ops::Range<usize>| [&rows[..1], &rows[range]].concat().join("\n") + "\n";
    folder.write("firms.csv", half(1..71).as_bytes());
    folder.write("later.csv", half(31..101).as_bytes());
    folder.edit("campaign2.toml", "\"firms.csv\"", "\"later.csv\"");
    let told = compared(&folder, &["campaign.toml", "campaign2.toml"]);
    assert_eq!(told["firms"], 40);
    let only = |side: &str| told[side].as_array().expect("a list").len();
    assert_eq!((only("only_before"), only("only_after")), (30, 30));
    let output = folder.jifen(&["compare", "campaign.toml", "campaign2.toml"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("40 firms on both sides, 30 only in A, 30 only in B"), "{shown}");
    assert!(
        shown.contains("only in A: 9")
            && flat(&shown).contains("(not in the other side's cohort); all: --format json or --out DIR"),
        "{shown}"
    );
    // One that is in the file, but not scored by the other.
    folder.write("card.toml", CARD.replace("missing = \"zero\"", "missing = \"reject\"").as_bytes());
    let at = rows[0].split(',').position(|header| header.starts_with("职工总数")).expect("it has the column");
    let mut cells: Vec<&str> = rows[1].split(',').collect();
    cells[at] = "";
    let firm = cells[0].to_owned();
    folder.write("few.csv", [rows[0], &cells.join(","), rows[2], rows[3]].join("\n").as_bytes());
    let told = compared(&folder, &["mst-2022", "card.toml", "--firms", "few.csv", "--as-of", "2025-12-31"]);
    let only = told["only_before"].as_array().expect("a list");
    assert_eq!((only.len(), &only[0]["firm"], &only[0]["name"]), (1, &firm.into(), &cells[1].into()));
    assert_eq!(said(&only[0]["why"]), "not scored on the other side: `staff` has no value");
    assert_eq!(only[0]["why"]["id"], "compare/not-scored-there");
    // No firm in common.
    folder.write("later.csv", half(71..101).as_bytes());
    let told = compared(&folder, &["campaign.toml", "campaign2.toml"]);
    assert_eq!((&told["firms"], &told["spearman"]), (&0.into(), &Value::Null));
    assert_eq!(told["rank_biased"]["overlap"], 0.0);
}

#[test]
fn two_scorecards_score_the_firms_they_are_given() {
    let folder = two_campaigns(60);
    let told =
        compared(&folder, &["mst-2022", "critic.toml", "--firms", "firms.csv", "--as-of", "2025-12-31"]);
    let whole = compared(&folder, &["campaign.toml", "campaign2.toml"]);
    assert_eq!((&told["spearman"], &told["movers"]), (&whole["spearman"], &whole["movers"]));
    assert_eq!((&told["lists"], &told["before"]["lists"]), (&Value::Array(Vec::new()), &Value::Null));
    let run = compared(&folder, &["out", "critic.toml", "--firms", "firms.csv", "--as-of", "2025-12-31"]);
    assert_eq!(
        (&run["spearman"], said(&run["notes"][0])),
        (&whole["spearman"], "lists are not compared: one side has none")
    );
}

#[test]
fn rules_that_do_not_go_with_another_scorecard_leave_the_lists_out() {
    let folder = two_campaigns(60);
    let told = compared(&folder, &["campaign.toml", "tech-sme-2017"]);
    let note = said(&told["notes"][0]);
    assert!(
        note.starts_with("lists are not compared: under tech-sme-2017")
            && note.contains("institutions.toml:"),
        "{note}"
    );
    assert_eq!((&told["firms"], &told["lists"]), (&60.into(), &Value::Array(Vec::new())));
    // The campaign itself is refused with such a scorecard.
    folder.edit("campaign.toml", "\"mst-2022\"", "\"tech-sme-2017\"");
    assert_eq!(folder.jifen(&["check", "campaign.toml"]).status.code(), Some(2));
}

/// Of a campaign as of its run: what is not known is no fact.
#[test]
fn a_rule_that_is_not_known_to_fail_is_told_as_such() {
    let folder = two_campaigns(120);
    folder.edit("campaign2.toml", "[firms]", "[firms]\nignore = [\"融资需求金额(万元)\"]");
    assert_ne!(folder.jifen(&["--quiet", "run", "campaign2.toml", "--out", "out3"]).status.code(), Some(2));
    for sides in [["campaign.toml", "campaign2.toml"], ["out", "out3"]] {
        let told = compared(&folder, &sides);
        let lists = told["lists"].as_array().expect("lists");
        let left: Vec<&Value> =
            lists.iter().flat_map(|list| list["why_left"].as_array().expect("reasons")).collect();
        assert!(left.len() > 5);
        for why in left {
            let unknown = "the result of the rule is not known (asks for no loan)";
            assert_eq!(said(&why["reason"]), unknown, "{sides:?}");
        }
    }
}

#[test]
fn a_study_is_written_whole() {
    let folder = two_campaigns(80);
    let arguments = ["compare", "campaign.toml", "out2", "--out", "study"];
    assert!(folder.jifen(&arguments).status.success());
    assert_eq!(folder.rows("study/firms.csv").len(), 80);
    assert_eq!(folder.rows("study/lists.csv").len(), 22);
    let summary: Value = serde_json::from_str(&folder.read("study/summary.json")).expect("JSON");
    assert_eq!(summary, compared(&folder, &["campaign.toml", "out2"]));
    for row in folder.rows("study/firms.csv") {
        assert!(!row["points_before"].is_empty() && !row["segment_after"].is_empty(), "{row:?}");
    }
    let again = folder.jifen(&arguments);
    assert!(text(&again.stderr).contains("target-exists"), "{}", text(&again.stderr));
    assert!(folder.jifen(&[&arguments[..], &["--force"]].concat()).status.success());
    // Not even by force are the sides themselves replaced.
    let told = folder.jifen(&["compare", "campaign.toml", "out2", "--out", "./out2", "--force"]);
    assert!(text(&told.stderr).contains("is one of the sides that are compared"), "{}", text(&told.stderr));
    assert!(folder.path("out2/run.json").exists());
    // It is an output, but of no run.
    let told = folder.jifen(&["compare", "campaign.toml", "study"]);
    assert!(text(&told.stderr).contains("not the output of a finished run"), "{}", text(&told.stderr));
}

/// Its hash was mended with it, so that only the file itself can tell; the reader of such files panics at
/// some.
#[test]
fn a_table_that_is_damaged_is_refused() {
    let folder = two_campaigns(40);
    let file = folder.path("out/scores.parquet");
    let sound = std::fs::read(&file).expect("it is there");
    let package = folder.read("out/datapackage.json");
    let (mut refused, mut contradict) = (0, 0);
    for at in 0..100 {
        let mut damaged = sound.clone();
        // Half of them in the description at the end, half anywhere.
        let place = if at % 2 == 0 { sound.len() - 12 - at * 11 } else { sound.len() * at / 100 };
        damaged[place] ^= 0x55;
        std::fs::write(&file, &damaged).expect("it can be written");
        let digest = jifen::parameters::sha256;
        let mended = package.replace(&digest(&sound), &digest(&damaged));
        assert_ne!(mended, package);
        folder.write("out/datapackage.json", mended.as_bytes());
        let output = folder.jifen(&["compare", "out", "out2"]);
        let told = text(&output.stderr);
        assert!(!told.contains("panicked"), "{place}: {told}");
        assert!(matches!(output.status.code(), Some(0..=3)), "{place}: {:?} {told}", output.status);
        contradict += usize::from(told.contains("its description of its own form contradicts itself"));
        refused += usize::from(told.contains("error[file-kind]: out/scores.parquet: cannot be read"));
    }
    assert!(refused > contradict && contradict > 0, "{refused} and {contradict}");
}

/// As an earlier version wrote it: by its keys alone such a firm would be one that fails the rule.
#[test]
fn a_run_whose_keys_do_not_say_which_rules_are_undecided_is_refused() {
    let folder = two_campaigns(400);
    let file = "out/not_referred.csv";
    let written = folder.read(file);
    let earlier = written.replace("-unknown,", ",").replace("-unknown\n", "\n");
    assert_ne!(written, earlier);
    folder.write(file, earlier.as_bytes());
    let digest = |text: &str| jifen::parameters::sha256(text.as_bytes());
    let package = folder.read("out/datapackage.json").replace(&digest(&written), &digest(&earlier));
    folder.write("out/datapackage.json", package.as_bytes());
    let output = folder.jifen(&["compare", "out", "out2"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("error[file-kind]: out/reasons.csv: counts undecided rules"), "{told}");
}

#[test]
fn a_run_that_was_changed_is_refused() {
    let folder = two_campaigns(40);
    let file = "out/not_referred.csv";
    folder.write(file, folder.read(file).replacen(',', ",r1", 1).as_bytes());
    let told = folder.jifen(&["compare", "out", "out2"]);
    assert_eq!(told.status.code(), Some(2));
    let told = text(&told.stderr);
    assert!(told.contains("error[file-kind]: out/not_referred.csv: is not as the run wrote it"), "{told}");
    std::fs::remove_file(folder.path("out2/run.json")).expect("it is there");
    let told = folder.jifen(&["compare", "campaign.toml", "out2"]);
    assert_eq!(told.status.code(), Some(3));
    assert!(text(&told.stderr).contains("error[file-unreadable]: out2/run.json"), "{}", text(&told.stderr));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = two_campaigns(20);
    folder.write("critic.txt", folder.read("critic.toml").as_bytes());
    for (arguments, words) in [
        (&["campaign.toml", "firms.csv"][..], "error[file-kind]: firms.csv: is not TOML"),
        (&["campaign.toml", "institutions.toml"], "is an institutions file, where a campaign, a scorecard"),
        (&["campaign.toml", "out/scores.csv"], "give a run's whole folder"),
        (
            &["campaign.toml", "nothing.toml"],
            "error[file-unreadable]: nothing.toml: no file or folder has this name",
        ),
        (&["campaign.toml", "mst-202"], "did you mean `mst-2022`?"),
        (
            &["campaign.toml", "critic.txt"],
            "error[file-kind]: critic.txt: is a scorecard whose name does not end in .toml",
        ),
        (&["campaign.toml", "."], "is a folder, but not the output of a finished run"),
        (&["mst-2022", "tech-sme-2017"], "error[option-missing]: a scorecard has no firms of its own"),
        (&["out", "tech-sme-2017"], "or a cohort with --firms"),
        (
            &["campaign.toml", "mst-2022", "--firms", "firms.csv"],
            "error[option-idle]: --firms is for scorecards without a campaign",
        ),
        (&["out", "out2", "--firms", "firms.csv"], "neither side is one"),
        (
            &["out", "out2", "--as-of", "2025-12-31"],
            "error[option-idle]: --as-of is for sides that are scored",
        ),
        (&["campaign.toml", "out", "--force"], "--out <DIR>"),
        (
            &["campaign.toml", "mst-2022", "--id", "x"],
            "error[option-idle]: --id is for the cohort of --firms",
        ),
        (&["mst-2022", "critic.toml", "--firms", "nothing.csv"], "error[file-unreadable]: nothing.csv"),
        (&["campaign.toml", "out", "--persistence", "1"], "write a share between 0 and 1, like 30% or 0.3"),
        (&["campaign.toml", "out", "--top", "0"], "it must be 1 or more"),
    ] {
        let output = folder.jifen(&[&["compare"], arguments].concat());
        let told = text(&output.stderr);
        assert!(!output.status.success() && told.contains(words), "{arguments:?}\n{told}");
        assert!(output.stdout.is_empty());
    }
}

const CARD: &str = r#"
id = "size"
title = "Size"
weights_basis = "local"
scale = 10
decimals = 1
missing = "zero"

[[group]]
id = "size"
title = "Size"

[[group.indicator]]
id = "staff"
title = "Staff"
value = "employees"
curve = { linear = { low = 0, high = 100 } }
weight = 10
"#;

#[test]
fn ids_that_spreadsheets_would_run_come_back_as_they_were() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", CARD.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"firm\"");
    folder.write(
        "institutions.toml",
        b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\ncapacity = 2\n\
          [[institution.rule]]\nwhen = \"points > 1\"\nreason = \"=too, small\"\n",
    );
    let rows = ["=1+1", "+Birch", "@Cedar", "Elm, \"the\" first", "-Fir", "＝Hazel"];
    let cohort: String = (1..)
        .zip(rows)
        .map(|(at, id)| format!("\"{}\",是,{}\n", id.replace('"', "\"\""), 5 + at * at))
        .collect();
    folder.write("firms.csv", format!("firm,授权,职工总数\n{cohort}").as_bytes());
    assert!(folder.jifen(&["run", "campaign.toml"]).status.success());
    let told = compared(&folder, &["campaign.toml", "out"]);
    assert_eq!((&told["firms"], &told["moved"]), (&6.into(), &0.into()));
    let list = &told["lists"][0];
    assert_eq!((&list["kept"], &list["joined"], &list["left"]), (&2.into(), &0.into(), &0.into()));
    // The rule that keeps firms off is told in the file's own words.
    folder.edit("institutions.toml", "points > 1", "points > 3.2");
    let told = compared(&folder, &["out", "campaign.toml"]);
    assert_eq!(told["lists"][0]["why_left"], serde_json::json!([{ "reason": "=too, small", "firms": 1 }]));
}

#[test]
fn a_scorecard_is_looked_for_where_one_is() {
    let folder = two_campaigns(30);
    std::fs::create_dir(folder.path("sub")).expect("a folder");
    for file in ["campaign.toml", "institutions.toml", "firms.csv"] {
        folder.write(&format!("sub/{file}"), folder.read(file).as_bytes());
    }
    let told = compared(&folder, &["sub/campaign.toml", "critic.toml"]);
    assert_eq!(told["spearman"], compared(&folder, &["campaign.toml", "campaign2.toml"])["spearman"]);
    // One that a campaign names besides may lead too.
    folder.write("card.toml", CARD.as_bytes());
    folder.edit("campaign.toml", "institutions =", "further_scorecards = [\"card.toml\"]\ninstitutions =");
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    let told = compared(&folder, &["campaign.toml", "card.toml"]);
    assert_eq!((&told["firms"], told["lists"].as_array().map(Vec::len)), (&30.into(), Some(1)));
    let shown = text(&folder.jifen(&["compare", "campaign.toml", "card.toml"]).stdout);
    assert!(shown.contains("full marks are 100 in A and 10 in B: compare ranks, not points"), "{shown}");
}

/// Words without the line breaks between them.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
