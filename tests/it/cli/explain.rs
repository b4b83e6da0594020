//! `jifen explain` tells what `run` published, of every firm and in every part; and what it supposes is what
//! a changed file gives.

use std::collections::BTreeMap;
use std::fs::File;

use polars::prelude::{AnyValue, DataFrame};
use polars_io::prelude::{ParquetReader, SerReader};
use serde_json::Value;

use crate::support::workplace::{Folder, text};

type Row = BTreeMap<String, String>;

/// The rows of a CSV file, by their first cell.
fn rows(folder: &Folder, name: &str) -> BTreeMap<String, Row> {
    let key = id_header(folder, name);
    folder.rows(name).into_iter().map(|row| (row[&key].clone(), row)).collect()
}

/// What the first column of a CSV file is called.
fn id_header(folder: &Folder, name: &str) -> String {
    let text = folder.read(name);
    text.trim_start_matches('\u{feff}').split(',').next().unwrap_or_default().to_owned()
}

/// A campaign of two scorecards over a dirty cohort, carried out into `out`.
fn carried_out() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let made = folder.jifen(&[
        "sample",
        "--firms",
        "400",
        "--seed",
        "5",
        "--wide",
        "--dirty",
        "0.1",
        "--out",
        "firms.csv",
        "--force",
        "-q",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    folder.edit(
        "campaign.toml",
        "institutions =",
        "further_scorecards = [\"specialized-sme-2022\"]\ninstitutions =",
    );
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stderr));
    folder
}

pub fn explained(folder: &Folder, firm: &str, more: &[&str]) -> Value {
    let arguments = [&["explain", "campaign.toml", "--firm", firm, "--format", "json"][..], more].concat();
    let output = folder.jifen(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or_else(|_| panic!("`{cell}` is no number"))
}

/// The scores a table shows of a firm are those the account tells.
fn same_scores(row: &Row, account: &Value) {
    for name in ["points", "rank", "segment_rank"] {
        assert_eq!(Some(number(&row[name])), account[name].as_f64(), "{name}");
    }
    for (name, decimals) in [("percentile", 2), ("coverage", 4)] {
        let told = account[name].as_f64().expect("a number");
        assert!((number(&row[name]) - told).abs() <= 0.5001 * 10_f64.powi(-decimals), "{name}: {told}");
    }
    assert_eq!(row["segment"], account["segment"].as_str().expect("a text"));
    assert_eq!(row["grade"], account["grade"].as_str().unwrap_or_default());
    assert_eq!(row["qualified"], account["qualified"].to_string());
    let reasons = account["reasons"].as_array().expect("a list");
    let reasons: Vec<&str> =
        reasons.iter().filter_map(|reason| reason["en"].as_str().or(reason.as_str())).collect();
    assert_eq!(row["failed"], reasons.join("; "));
    for group in account["groups"].as_array().expect("a list").iter().skip(1) {
        let id = group["id"].as_str().expect("a text");
        let told = group["points"].as_f64().expect("a number");
        let decimals = account["decimals"].as_i64().expect("a number") as i32;
        let published = number(&row[&format!("points_{id}")]);
        assert!((published - told).abs() <= 0.5001 * 10_f64.powi(-decimals), "{id}: {told}");
    }
}

/// What the table of points holds of a firm, by indicator.
fn points(folder: &Folder, name: &str) -> BTreeMap<(String, String), BTreeMap<String, Option<f64>>> {
    let file = File::open(folder.path(name)).expect("it was written");
    let table: DataFrame = ParquetReader::new(file).finish().expect("a Parquet file");
    let text = |row: usize, column: usize| match table[column].get(row).expect("a row") {
        AnyValue::String(text) => text.to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        other => panic!("{other:?} is no text"),
    };
    let of_one = |row: usize| {
        let cells = table.columns()[2..]
            .iter()
            .map(|column| (column.name().to_string(), column.get(row).expect("a row").extract::<f64>()))
            .collect();
        ((text(row, 0), text(row, 1)), cells)
    };
    (0..table.height()).map(of_one).collect()
}

/// The share of full marks that follows from the place on the curve alone.
fn share_of(indicator: &Value) -> Option<f64> {
    let place = &indicator["place"];
    let at = |name: &str| place[name].as_f64().unwrap_or_else(|| panic!("{name} of {place}"));
    let x = indicator["treated"].as_f64()?;
    let lower = indicator["lower_is_better"] == true;
    let turned = |share: f64| if lower { 1.0 - share } else { share };
    Some(match place["curve"].as_str().expect("a curve") {
        "percentile" => at("worse") / (at("among") - 1.0),
        "linear" => turned(((x - at("low")) / (at("high") - at("low"))).clamp(0.0, 1.0)),
        "tiers" | "classes" => at("gives") / indicator["weight"].as_f64().expect("a number"),
        "per_unit" => ((x / at("unit")).floor() * at("points")).clamp(0.0, at("cap")) / at("cap"),
        "flag" => turned(f64::from(place["yes"] == true)),
        other => panic!("no scorecard here has the curve `{other}`"),
    })
}

/// A list's lines; some are in GB18030, but codes are the same in it.
fn list(folder: &Folder, id: &str) -> String {
    text(&std::fs::read(folder.path(&format!("out/referrals/{id}.csv"))).expect("it was written"))
}

#[test]
fn what_is_told_is_what_was_published() {
    let folder = carried_out();
    let (scores, further) =
        (rows(&folder, "out/scores.csv"), rows(&folder, "out/scores.specialized-sme-2022.csv"));
    let (of_leading, of_further) =
        (points(&folder, "out/points.parquet"), points(&folder, "out/points.specialized-sme-2022.parquet"));
    let not_referred = rows(&folder, "out/not_referred.csv");
    let reasons = rows(&folder, "out/reasons.csv");
    let institutions: Vec<String> = std::fs::read_dir(folder.path("out/referrals"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .collect();
    // One is a workbook.
    assert_eq!(institutions.len(), 21);
    let lists: BTreeMap<&String, String> = institutions.iter().map(|id| (id, list(&folder, id))).collect();
    let (mut listed, mut failing) = (0, 0);
    for (firm, row) in scores.iter().step_by(13) {
        let told = explained(&folder, firm, &[]);
        let accounts =
            [(&told["account"], row, &of_leading), (&told["further"][0], &further[firm], &of_further)];
        for (account, row, points) in accounts {
            same_scores(row, account);
            for indicator in account["indicators"].as_array().expect("a list") {
                let id = indicator["id"].as_str().expect("a text").to_owned();
                let published = &points[&(firm.clone(), id.clone())];
                for (name, told) in [
                    ("raw", "raw"),
                    ("treated", "treated"),
                    ("normalised", "share"),
                    ("weight", "weight"),
                    ("points", "points"),
                ] {
                    let (published, told) = (published[name], indicator[told].as_f64());
                    // JSON has the first fourteen digits.
                    let same = match (published, told) {
                        (Some(published), Some(told)) => (published - told).abs() <= 1e-13 * published.abs(),
                        (published, told) => published.is_none() && told.is_none(),
                    };
                    assert!(same, "{name} of {id} of {firm}: {published:?} is not {told:?}");
                }
                if let (Some(from_place), Some(share)) = (share_of(indicator), indicator["share"].as_f64()) {
                    assert!(
                        (from_place - share).abs() < 1e-12,
                        "{id} of {firm}: {from_place} is not {share}"
                    );
                }
            }
        }
        for place in told["lists"].as_array().expect("a list") {
            let institution = place["institution"].as_str().expect("a text").to_owned();
            let Some(list) = lists.get(&institution) else { continue };
            let at = list.lines().position(|line| line.contains(firm.as_str()));
            let key = not_referred.get(firm).map_or("listed", |row| row[&institution].as_str());
            let (key, is_unknown) = match key.strip_suffix("-unknown") {
                Some(rule) => (rule, true),
                None => (key, false),
            };
            match place["outcome"].as_str().expect("a text") {
                "listed" => {
                    listed += 1;
                    assert_eq!(place["place"].as_u64(), at.map(|at| at as u64), "{firm} at {institution}");
                    assert_eq!(place["of"].as_u64(), Some(list.lines().count() as u64 - 1));
                    assert_eq!(key, "listed");
                }
                "beyond" => assert_eq!(place["place"].to_string(), key),
                "barred" => {
                    assert!(["no-consent", "consent-unknown", "not-qualified"].contains(&key), "{key}");
                }
                "fails" => {
                    failing += 1;
                    assert_eq!(
                        place["rules"][0]["reason"]["en"].as_str(),
                        Some(reasons[key]["words"].as_str())
                    );
                    assert_eq!(place["rules"][0]["unknown"].as_bool().unwrap_or(false), is_unknown);
                }
                other => panic!("`{other}`"),
            }
            assert_eq!(place["outcome"] == "listed", at.is_some(), "{firm} at {institution}");
        }
    }
    assert!(listed > 30 && failing > 50, "{listed}, {failing}");
}

#[test]
fn what_is_supposed_is_what_a_changed_file_gives() {
    let folder = Folder::with_firms(300, 0.0);
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let cohort = folder.read("firms.csv");
    let header: Vec<&str> = cohort.lines().next().expect("a header").split(',').collect();
    let column = |word: &str| header.iter().position(|name| name.starts_with(word)).expect("a column");
    let line = cohort.lines().nth(40).expect("a row");
    let mut cells: Vec<&str> = line.split(',').collect();
    let firm = cells[0].to_owned();
    let supposed = explained(
        &folder,
        &firm,
        &[
            "--what-if",
            "rd_expense=0.5亿元",
            "--what-if",
            "发明专利申请量=77",
            "--what-if",
            "revenue_prev=",
            "--what-if",
            "consent=是",
        ],
    );
    for (word, cell) in
        [("研发费用(", "5000"), ("发明专利申请量", "77"), ("上年营业收入", ""), ("数据授权", "是")]
    {
        cells[column(word)] = cell;
    }
    let changed = cells.join(",");
    folder.write("firms.csv", cohort.replacen(line, &changed, 1).as_bytes());
    let after = explained(&folder, &firm, &[]);
    assert_ne!(supposed["account"], after["account"]);
    for part in ["account", "lists"] {
        assert_eq!(supposed["what_if"][part], after[part], "{part}");
    }
    let inputs = &after["account"]["indicators"][0]["inputs"];
    assert_eq!((&inputs[0]["name"], inputs[0]["value"].as_f64()), (&"rd_expense".into(), Some(5000.0)));
}

#[test]
fn what_stays_as_it_is_is_not_told_as_a_change() {
    let folder = Folder::with_firms(60, 0.0);
    let ids: Vec<String> =
        folder.read("firms.csv").lines().skip(1).map(|line| line[..18].to_owned()).collect();
    let mut as_before = 0;
    for id in &ids[..12] {
        for change in ["revenue=1000.01", "rd_expense=70", "employees=41"] {
            let told = folder.jifen(&["explain", "campaign.toml", "--firm", id, "--what-if", change]);
            let told = text(&told.stdout).replace("\n    instead", " instead");
            let words: Vec<&str> =
                told.split_whitespace().map(|word| word.trim_end_matches([',', ';'])).collect();
            for at in words.iter().enumerate().filter(|(_, word)| **word == "instead").map(|(at, _)| at) {
                let before = if words[at - 1] == "points" { words[at - 2] } else { words[at - 1] };
                assert_ne!(before, words[at + 2], "{id} {change}: {told}");
            }
            as_before += told.matches(" as before").count();
        }
    }
    assert!(as_before > 0);
}

#[test]
fn a_rule_that_is_not_known_to_fail_is_not_told_as_a_fact() {
    let folder = Folder::with_firms(40, 0.0);
    let cohort = folder.read("firms.csv");
    let header: Vec<&str> = cohort.lines().next().expect("a header").split(',').collect();
    let column = header.iter().position(|name| name.starts_with("融资需求金额")).expect("a column");
    let line = |line: &str| {
        let cells = line.split(',').enumerate().filter(|(at, _)| *at != column);
        cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(",") + "\n"
    };
    folder.write("firms.csv", cohort.lines().map(line).collect::<String>().as_bytes());
    folder.jifen(&["run", "campaign.toml"]);
    let rows = folder.rows("out/not_referred.csv");
    let by_rule: Vec<&str> =
        rows.iter().map(|row| row["in_words"].as_str()).filter(|words| words.starts_with("r1: ")).collect();
    assert!(by_rule.len() > 5, "{rows:?}");
    for words in by_rule {
        assert!(words.starts_with("r1: the result of the rule is not known (asks for no loan)"), "{words}");
    }
    let reasons = folder.rows("out/reasons.csv");
    let loan = reasons.iter().find(|row| row["reason"] == "r1").expect("the rule");
    assert_eq!(loan["firms"], loan["unknown"]);
}

#[test]
fn who_cannot_be_explained_is_told_why() {
    let folder = Folder::with_firms(5, 0.0);
    let first =
        folder.read("firms.csv").lines().nth(1).expect("a row").split(',').next().expect("a code").to_owned();
    let told = |firm: &str, more: &[&str]| {
        let output = folder.jifen(&[&["explain", "campaign.toml", "--firm", firm][..], more].concat());
        (output.status.code(), text(&output.stderr))
    };
    for (firm, more, words) in [
        (
            "911101085923662400",
            &[][..],
            "error[name-unknown]: firms.csv: no firm is called `911101085923662400`",
        ),
        (
            &first,
            &["--what-if", "rd_expnse=3"],
            "error[name-unknown]: --what-if [rd_expnse]: no field is called `rd_expnse`\n  help: did you \
            mean `rd_expense`?",
        ),
        (
            &first,
            &["--what-if", "rd_expense=3x"],
            "error[cell-number]: --what-if [rd_expense]: `3x` is not a number",
        ),
        (&first, &["--what-if", "rd_expense=-3"], "error[cell-range]: --what-if [rd_expense]"),
        (
            &first,
            &["--what-if", "credit_code=3"],
            "error[field-unfit]: --what-if [credit_code]: `credit_code` identifies firms",
        ),
        (
            &first,
            &["--what-if", "employees=3", "--what-if", "职工总数=4"],
            "error[name-repeated]: --what-if [职工总数]",
        ),
        (
            &first,
            &["--what-if", "employees=1", "--what-if", "technical_staff=9"],
            "error[part-over-whole]: --what-if",
        ),
        (&first, &["--what-if", "employees"], "write it like rd_expense=1200"),
    ] {
        let (code, told) = told(firm, more);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(words), "{told}");
    }
    // A row that was put aside is found by its code.
    folder.edit("firms.csv", &format!("{first},"), &format!("{first},\"x\"y,"));
    let (code, aside) = told(&first, &[]);
    assert_eq!(code, Some(2), "{aside}");
    assert!(aside.contains(&format!("firms.csv:2: the row of `{first}` is quarantined: ")), "{aside}");
}
