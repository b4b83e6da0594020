//! Gains on firms' sheets, against the points that a firm has with the value that the sheet names.

use serde_json::Value;

use crate::support::workplace::{Folder, text};

const BANK: &str = "[[institution]]\nid = \"first-bank\"\nname = \"First Bank\"\nkind = \"bank\"\n";

/// Values that are missing are left out, so that others carry their full marks.
const SKIP: &str = r#"
id = "card"
title = "Card"
weights_basis = "local"
scale = 40
decimals = 1
missing = "skip"

[[group]]
id = "d"
title = "D"

[[group.indicator]]
id = "pct"
title = "PCT"
value = "pct_applications"
curve = { linear = { low = 0, high = 10 } }
weight = 4

[[group.indicator]]
id = "projects"
title = "Projects"
value = "projects"
curve = { tiers = { at_least = [[10, 6], [4, 3]], otherwise = 0 } }
weight = 6

[[group]]
id = "e"
title = "E"

[[group.indicator]]
id = "awards"
title = "Awards"
value = "awards"
curve = { linear = { low = 0, high = 10 } }
weight = 10

[[group]]
id = "f"
title = "F"

[[group.indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
curve = { linear = { low = 0, high = 100 } }
weight = 20
"#;

const SKIPPED: &str = "firm,consent,pct_applications,projects,awards,rd_expense(万元)\n\
    A,yes,,0,2,30\nB,yes,,2,2,\nC,yes,3,,4,50\nD,yes,,,5,70\nE,yes,1,1,1,1\nF,yes,,,,10\n";

/// Deductions bring a firm to 0, and not below.
const FLOOR: &str = r#"
id = "card"
title = "Card"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"

[[indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
curve = { linear = { low = 0, high = 100 } }
weight = 100

[deduction]
title = "Deductions"
cap = 30

[[deduction.indicator]]
id = "accident"
title = "Major accident"
value = "major_accident"
curve = "flag"
weight = 15
"#;

const FLOORED: &str =
    "firm,consent,rd_expense(万元),重大安全质量环境事故\nA,yes,10,是\nB,yes,14,是\nC,yes,40,是\nD,yes,0,是\n";

fn folder(card: &str, firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", card.as_bytes());
    folder.write("firms.csv", firms.as_bytes());
    folder.write("institutions.toml", BANK.as_bytes());
    let campaign = "id = \"test\"\ntitle = \"Test\"\nas_of = 2025-12-31\nscorecard = \"card.toml\"\n\
        institutions = \"institutions.toml\"\n\n[firms]\npath = \"firms.csv\"\n\
        id = \"firm\"\n\n[output]\ndetail = true\n";
    folder.write("campaign.toml", campaign.as_bytes());
    let output = folder.jifen(&["--quiet", "run", "campaign.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// Checks every gain of every firm whose value is named; returns their number.
fn checked(card: &str, firms: &str, fields: &[(&str, &str, &str)]) -> usize {
    let folder = folder(card, firms);
    let mut checked = 0;
    for firm in firms.lines().skip(1).filter_map(|row| row.split(',').next()) {
        let sheet = json(&folder, &["sheet", "out", "--firm", firm]);
        let points = sheet["points"].as_f64().expect("points");
        for gain in sheet["gains"].as_array().expect("gains") {
            let (_, field, unit) =
                fields.iter().find(|(id, ..)| gain["id"] == *id).expect("a known indicator");
            let (value, expected) = match (&gain["way"], gain["way"]["step"].is_object()) {
                (_, true) => {
                    (gain["way"]["step"]["value"].to_string() + unit, &gain["way"]["step"]["points"])
                }
                (Value::String(way), _) if way == "deduction" => ("否".to_owned(), &gain["points"]),
                _ => continue,
            };
            let supposed = format!("{field}={value}");
            let then = json(&folder, &["explain", "campaign.toml", "--firm", firm, "--what-if", &supposed]);
            let then = then["what_if"]["account"]["points"].as_f64().expect("points");
            let expected = expected.as_f64().expect("a number");
            assert!((then - points - expected).abs() < 0.051, "{firm} {gain}: {points} → {then}");
            checked += 1;
        }
    }
    checked
}

#[test]
fn a_gain_counts_the_full_marks_that_an_indicator_carries() {
    let fields = [("pct", "pct_applications", ""), ("projects", "projects", ""), ("awards", "awards", "")];
    let fields = [&fields[..], &[("rd", "rd_expense", "万元")]].concat();
    assert_eq!(checked(SKIP, SKIPPED, &fields), 15);
}

#[test]
fn a_gain_first_makes_up_for_points_below_zero() {
    let fields = [("rd", "rd_expense", "万元"), ("accident", "重大安全质量环境事故", "")];
    assert_eq!(checked(FLOOR, FLOORED, &fields), 7);
}
