//! What only the whole campaign can tell: firms turned away, nobody left, fields without a column, lists
//! nobody is on.

use crate::support::workplace::{Folder, text};

/// Every firm needs a revenue, half of its weight known, and a segment.
const CARD: &str = r#"
id = "small"
title = "Small"
weights_basis = "local"
scale = 100
decimals = 1
minimum_coverage = 0.5
missing = "zero"
pass = "points >= 1"

[[derived]]
id = "staffed"
value = "COALESCE(employees > 0, TRUE)"

[[segment]]
id = "old"
title = "Old"
when = "founded < DATE '2020-01-01'"

[[group]]
id = "all"
title = "All"

[[group.indicator]]
id = "size"
title = "Size"
value = "revenue"
curve = { linear = { low = 0, high = 100 } }
weight = 30
missing = "reject"

[[group.indicator]]
id = "profit"
title = "Profit"
value = "net_profit"
curve = { linear = { low = 0, high = 100 } }
weight = 70

[[gate]]
id = "honest"
reason = "listed as dishonest"
when = "NOT dishonest"
unknown = "pass"

[[gate]]
id = "staff"
reason = "nobody works there"
when = "staffed"
unknown = "pass"
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
id = "anyone"
name = "Anyone"
kind = "bank"

[[institution]]
id = "large"
name = "Large"
kind = "bank"
order = { by = "loan_demand" }

[[institution.rule]]
when = "revenue >= 100000"
reason = "too small"

[[institution.rule]]
when = "revenue > 0"
reason = "no revenue"
"#;

const HEADER: &str = "credit_code,revenue(万元),net_profit(万元),founded,consent";
const SOUND: &str = "91310000625901263C,50,10,2010-01-01,是";

fn folder(header: &str, rows: &[&str]) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", CARD.as_bytes());
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    folder.write("firms.csv", format!("{header}\n{}\n", rows.join("\n")).as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder
}

/// A firm of each kind that scoring turns away.
const TURNED_AWAY: [&str; 3] = [
    "91310101832323099Y,,10,2010-01-01,是",
    "91310115MA1K4LC72X,50,,2010-01-01,是",
    "91220102732581015G,50,10,2022-01-01,是",
];

#[test]
fn firms_that_scoring_turns_away_are_findings_with_their_line() {
    let folder = folder(HEADER, &[&[SOUND], &TURNED_AWAY[..]].concat());
    let output = folder.jifen(&["run", "campaign.toml"]);
    let (told, summary) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{told}");
    for words in [
        "error[indicator-missing]: firms.csv:3: `size` has no value\n  help: ",
        "error[coverage-low]: firms.csv:4: values are known for 30.0 % of the weight, but 50.0 % is \
         needed\n  help: ",
        "error[segment-none]: firms.csv:5: fits no segment\n  help: ",
    ] {
        assert!(told.contains(words), "`{words}` is not in: {told}");
    }
    let causes = "3 rows quarantined: 1 coverage-low, 1 indicator-missing, 1 segment-none\n";
    assert!(summary.contains(causes), "{summary}");
    let findings: serde_json::Value = serde_json::from_str(&folder.read("out/findings.json")).expect("JSON");
    assert_eq!(findings["counts"]["coverage-low"], 1);
}

#[test]
fn quiet_tells_in_a_line_each_what_was_quarantined_and_who_passes_unknown() {
    let folder = folder(HEADER, &[SOUND, TURNED_AWAY[1]]);
    let told = |arguments: &[&str]| {
        let output = folder.jifen(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        text(&output.stderr)
    };
    let passes = "dishonest (失信被执行人) not known for 1 firm: the scorecard accepts this for gate honest of \
        scorecard small; 1 of them referred\n";
    assert_eq!(
        told(&["run", "campaign.toml", "--quiet"]),
        format!("1 row quarantined (1 coverage-low), see out/quarantine.csv\n{passes}")
    );
    assert_eq!(
        told(&["check", "campaign.toml", "--quiet"]),
        format!("1 row would be quarantined (1 coverage-low), see `jifen check` without --quiet\n{passes}")
    );
}

#[test]
fn where_nobody_is_left_to_score_the_old_output_stays() {
    let folder = folder(HEADER, &[SOUND]);
    assert!(folder.jifen(&["run", "campaign.toml"]).status.success());
    let before = folder.content("out");
    folder.write("firms.csv", format!("{HEADER}\n{}\n", TURNED_AWAY.join("\n")).as_bytes());
    for arguments in [&["run", "campaign.toml", "--force"][..], &["check", "campaign.toml"]] {
        let output = folder.jifen(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        let words = "error[nobody-scored]: firms.csv: no firm is left to score: 1 coverage-low, 1 indicator";
        assert!(told.contains(words) && told.contains("error[coverage-low]: firms.csv:3"), "{told}");
    }
    assert!(folder.content("out") == before);
}

#[test]
fn a_list_nobody_is_eligible_for_is_told_with_the_rules_nobody_meets() {
    let folder = folder(HEADER, &[SOUND]);
    let told = text(&folder.jifen(&["run", "campaign.toml"]).stderr);
    let words = "warning[list-empty]: institutions.toml:8: no firm is eligible for `large`: \
                 no firm meets `revenue >= 100000` (too small)\n";
    assert!(told.contains(words), "{told}");
    assert_eq!(told.matches("list-empty").count(), 1, "{told}");

    folder.edit("institutions.toml", "revenue >= 100000", "revenue > 60");
    folder.edit("institutions.toml", "revenue > 0", "revenue < 55");
    let other = "91310101832323099Y,70,10,2010-01-01,是";
    folder.write("firms.csv", format!("{HEADER}\n{SOUND}\n{other}\n").as_bytes());
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("`large`: no firm meets all of its rules\n"), "{told}");
}

#[test]
fn where_nobody_may_be_referred_it_is_told_once() {
    let folder = folder(HEADER, &[&SOUND.replace('是', "否"), "91310101832323099Y,0,0,2010-01-01,是"]);
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    let words = "warning[list-empty]: institutions.toml: every list is empty, since no firm may be \
                 referred: 1 with consent refused, 1 not qualified\n";
    assert!(told.contains(words), "{told}");
    assert_eq!(told.matches("list-empty").count(), 1, "{told}");
}

#[test]
fn fields_that_decide_who_is_referred_need_a_column() {
    let folder = folder(&HEADER.replace("consent", "consnt"), &[SOUND]);
    let told = text(&folder.jifen(&["check", "campaign.toml", "--findings", "all"]).stderr);
    for (field, who) in [
        ("`dishonest` (失信被执行人)", "gate `honest`"),
        ("`employees` (职工总数)", "gate `staff`"),
        ("`loan_demand` (融资需求金额)", "the order of `large`"),
        ("`consent` (数据授权)", "every list (the firm's consent)"),
    ] {
        let words =
            format!("warning[field-absent]: firms.csv: no column for the field {field}; needed by {who}\n");
        assert!(told.contains(&words), "`{words}` is not in: {told}");
    }
    assert_eq!(told.matches("field-absent").count(), 4, "{told}");
    let all = ["check", "campaign.toml", "--findings", "all"];
    let chinese = folder.command().env("LC_ALL", "zh_CN.UTF-8").args(all).output().expect("it runs");
    let words = "警告[field-absent]: firms.csv: 缺少“融资需求金额”（loan_demand）列，以下各项需要该字段：“large”的排序规则\n  \
        处理：请补充该列，或在批次文件 [firms.columns] 中指定表头：`\"…\" = \"loan_demand\"`\n";
    assert!(text(&chinese.stderr).contains(words), "{}", text(&chinese.stderr));
}

#[test]
fn a_segment_that_asks_for_what_has_no_column_names_it() {
    let folder = Folder::with_firms(6, 0.0);
    let score = ["score", "firms.csv", "--scorecard", "mst-2022", "--out", "s.csv", "--as-of", "2025-12-31"];
    let cohort = folder.read("firms.csv").replacen("成立日期", "创建", 1);
    folder.write("firms.csv", cohort.as_bytes());
    let told = text(&folder.jifen(&score).stderr);
    assert!(
        told.contains("no column for the field `founded` (成立日期); needed by the segments\n"),
        "{told}"
    );
    let cohort = cohort.replacen(",营业收入(", ",另一收入(", 1);
    folder.write("firms.csv", cohort.as_bytes());
    let told = text(&folder.jifen(&[&score[..], &["--force"]].concat()).stderr);
    let words = "fits no segment: the segments' rules need columns that are absent: `founded`, `revenue`";
    assert!(told.contains(words) && told.contains("or add the missing column"), "{told}");
}
