//! The stability index of points, which has a reading only where no firm is in both cohorts.

use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// A folder of 120 firms, whose order the two indicators turn round.
fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let indicator = |id: &str, value: &str, weight: u32| {
        format!(
            "[[group.indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\n\
             curve = {{ linear = {{ low = 0, high = 120 }} }}\nweight = {weight}\n"
        )
    };
    let card = |id: &str, weight: u32| {
        format!(
            "id = \"{id}\"\ntitle = \"{id}\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 1\n\
             missing = \"zero\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n{}{}",
            indicator("rd", "rd_expense", weight),
            indicator("costs", "total_costs", 100 - weight)
        )
    };
    folder.write("card.toml", card("one", 90).as_bytes());
    folder.write("next.toml", card("next", 40).as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    folder.write("firms.csv", cohort('f', 0, 120).as_bytes());
    folder
}

fn cohort(letter: char, from: u32, to: u32) -> String {
    let rows = (from..to).map(|at| format!("{letter}{at:03},{at},{}\n", 60 + at % 60));
    "firm,rd_expense(万元),total_costs(万元)\n".to_owned() + &rows.collect::<String>()
}

const READINGS: [&str; 4] =
    ["hardly shifted", "somewhat shifted", "another population", "too few firms to judge"];

/// The stability index of a command's JSON, whose text and page give it `reading` and no other.
fn stability(folder: &Folder, arguments: &[&str], reading: Option<&str>) -> Value {
    let page = [&["--quiet"], arguments, &["--html", "page.html", "--force"]].concat();
    let shown = text(&folder.jifen(&page[1..]).stdout);
    let row = shown.lines().find(|line| line.starts_with("PSI of points")).expect("an index");
    let html = folder.read("page.html");
    let on_page = html.split("PSI of points").nth(1).expect("an index");
    let on_page = on_page.split("</tr>").next().expect("a row");
    for words in READINGS {
        assert_eq!(row.contains(words), reading == Some(words), "{row}");
        if html.contains("<tr") && reading.is_none() {
            assert!(!on_page.contains(words), "{on_page}");
        }
    }
    let output = folder.jifen(&[&["--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let stability = told.pointer("/effect/stability").or_else(|| told.pointer("/stability"));
    stability.expect("one scale").clone()
}

#[test]
fn the_same_firms_have_an_index_without_a_reading() {
    let folder = folder();
    // Under 40 in place of 90 the points of all firms are drawn together: far beyond 0.25, and no population
    // but the one.
    for arguments in
        [&["compare", "campaign.toml", "next.toml"][..], &["weights", "stddev", "campaign.toml"][..]]
    {
        let found = stability(&folder, arguments, None);
        assert_eq!((&found["shared"], &found["by_chance"]), (&Value::from(120), &Value::Null), "{found}");
        assert!(found["psi"].as_f64().expect("a number") > 0.25, "{found}");
    }
    // So it is with two finished runs of mostly the same firms, as of two months.
    let run = |out: &str| {
        assert!(folder.jifen(&["--quiet", "run", "campaign.toml", "--out", out]).status.success());
    };
    run("march");
    folder.write("firms.csv", cohort('f', 30, 150).as_bytes());
    run("april");
    let found = stability(&folder, &["compare", "march", "april"], None);
    assert_eq!((&found["shared"], &found["by_chance"]), (&Value::from(90), &Value::Null), "{found}");
    // One firm of both is enough: what is no two samples for most of them is none at all.
    folder.write("firms.csv", cohort('f', 119, 239).as_bytes());
    run("may");
    assert_eq!(stability(&folder, &["compare", "march", "may"], None)["shared"], 1);
    // Other firms with the same points are two samples, and have their reading.
    folder.write("firms.csv", cohort('g', 0, 120).as_bytes());
    run("others");
    let found = stability(&folder, &["compare", "march", "others"], Some("hardly shifted"));
    assert!(found["shared"] == 0 && found["by_chance"].is_f64(), "{found}");
    folder.write("firms.csv", cohort('g', 60, 180).as_bytes());
    run("later");
    stability(&folder, &["compare", "march", "later"], Some("another population"));
}
