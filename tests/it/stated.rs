//! `jifen scorecards weights`: a document's table as a scorecard, and what is wrong with a table.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{Scorecard, WeightsBasis};

use crate::workplace::{Folder, text};

/// Two groups of two, one of them with segments of other weights.
const CARD: &str = r#"
id = "base"
title = "A base"
weights_basis = "illustrative"
scale = 200
decimals = 1
missing = "zero"

[[segment]]
id = "start-up"
title = "Start-up"
title_zh = "初创期"
when = "revenue < 100"

[[segment]]
id = "stable"
title = "Stable"
title_zh = "稳定期"

[[group]]
id = "technology"
title = "Technology"
title_zh = "技术创新"

[[group.indicator]]
id = "rd"
title = "R&D"
title_zh = "研发费用金额"
value = "rd_expense"
curve = { reference = 100 }
weight = 60

[[group.indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { reference = 10 }
weight = 40

[[group]]
id = "growth"
title = "Growth"
title_zh = "成长经营"

[[group.indicator]]
id = "revenue_points"
title = "Revenue"
title_zh = "营业收入"
value = "revenue"
curve = { reference = 1000 }
weight = 70

[[group.indicator]]
id = "profit"
title = "Profit"
value = "net_profit"
curve = { reference = 100 }
weight = 30
"#;

fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("base.toml", CARD.as_bytes());
    folder
}

/// Status and standard error of the command over `table`, which writes `new.toml` anew.
fn laid(folder: &Folder, table: &[u8]) -> (Option<i32>, String) {
    folder.write("table.csv", table);
    let arguments = ["scorecards", "weights", "table.csv", "--from", "base.toml", "--source", "Notice 9"];
    let output = folder.jifen(&[&arguments[..], &["--out", "new.toml", "--force"]].concat());
    (output.status.code(), text(&output.stderr))
}

/// The weights in `new.toml`, indicator by indicator and segment by segment.
fn weights(folder: &Folder) -> Vec<Vec<f64>> {
    let source = Source::read(&folder.path("new.toml")).expect("it was written");
    let (card, _) = Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound");
    assert_eq!((card.weights_basis, card.source.as_deref()), (WeightsBasis::Official, Some("Notice 9")));
    card.indicators.iter().map(|indicator| indicator.weight.clone()).collect()
}

const OWN: [[f64; 2]; 4] = [[70.0, 60.0], [50.0, 30.0], [65.0, 90.0], [15.0, 20.0]];

#[test]
fn a_table_in_any_form_is_the_same_scorecard() {
    let folder = folder();
    let of_scale = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    let with_groups = "企业创新积分权重表,,,\r\n一级指标,二级指标,初创期企业权重（%）,稳定期企业权重（%）\r\n\
        技术创新,,60%,45%\r\n技术创新,1.研发费用金额（万元）,35%,30%\r\n,2、Patents,25%,15%\r\n\
        （二）成长经营,,40%,55%\r\n,营业收入,32.5%,45%\r\n,profit,7.5%,１０％\r\n合计,,100%,100%\r\n注：示例,,,\r\n";
    let shares = "indicator;Stable;Start-up\npatents;0.15;.25\nrd;0.3;0.35\nprofit;0.1;0.075\nrevenue_points;0.45;0.325\n";
    for (name, table) in [("scale", of_scale), ("groups", with_groups), ("shares", shares)] {
        for bytes in [table.as_bytes().to_vec(), encoding_rs::GB18030.encode(table).0.into_owned()] {
            let (code, told) = laid(&folder, &bytes);
            assert_eq!(code, Some(0), "{name}: {told}");
            assert_eq!(weights(&folder), OWN.map(|own| own.to_vec()), "{name}");
        }
    }
    // Indicators with shares of their group; one column for every segment.
    let within =
        "指标,权重\ntechnology,60\nrd,75\npatents,25\ngrowth,40\nrevenue_points,81.25\nprofit,18.75\n";
    let (code, told) = laid(&folder, within.as_bytes());
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(weights(&folder), [90.0, 30.0, 65.0, 15.0].map(|weight| vec![weight; 2]));
}

#[test]
fn what_is_written_is_sound_runs_and_is_not_replaced() {
    let folder = Folder::with_firms(60, 0.0);
    let shown = folder.jifen(&["scorecards", "show", "mst-2022", "--format", "json"]);
    let card: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let mut table = "指标,初创期,成长期,稳定期\n".to_owned();
    for group in card["group"].as_array().expect("groups") {
        for indicator in group["indicator"].as_array().expect("indicators") {
            let weight = &indicator["weight"];
            let of = |segment: &str| weight.get(segment).unwrap_or(weight).to_string();
            let title = indicator["title_zh"].as_str().expect("a title");
            table += &format!("{title},{},{},{}\n", of("start-up"), of("growth"), of("stable"));
        }
    }
    folder.write("table.csv", table.as_bytes());
    let weights = ["scorecards", "weights", "table.csv", "--source", "国科办资〔2024〕84号"];
    let written = folder.jifen(&weights);
    let told = text(&written.stdout);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    for words in [
        "mst-2022-official.toml: weights of 18 indicators in 3 segments, official: 国科办资〔2024〕84号",
        "stay those of mst-2022, which are illustrative",
        "scorecard = \"mst-2022-official.toml\"",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let checked = folder.jifen(&["scorecards", "check", "mst-2022-official.toml"]);
    assert_eq!((checked.status.code(), text(&checked.stderr)), (Some(0), String::new()));
    // The same weights, the same points; and nothing is called illustrative but the rest of the scorecard.
    let before = folder.jifen(&["run", "campaign.toml", "--out", "before"]);
    folder.edit("campaign.toml", "\"mst-2022\"", "\"mst-2022-official.toml\"");
    let run = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(folder.read("out/scores.csv"), folder.read("before/scores.csv"));
    assert!(text(&before.stdout).contains("weights are illustrative"));
    assert!(!text(&run.stdout).contains("weights are illustrative"), "{}", text(&run.stdout));
    let readme = folder.read("out/referrals/README.txt");
    assert!(
        readme.contains("weights of 国科办资〔2024〕84号; its limits and curves illustrative"),
        "{readme}"
    );
    // It is kept, and neither it nor the table is written over what it is made from.
    assert_eq!(folder.jifen(&weights).status.code(), Some(3));
    for target in ["table.csv", "mst-2022-official.toml"] {
        let from = ["--from", "mst-2022-official.toml", "--basis", "local", "--out", target, "--force"];
        let output = folder.jifen(&[&weights[..], &from].concat());
        assert_ne!(output.status.code(), Some(0), "{target}");
    }
    let told = folder
        .jifen(&[&weights[..], &["--force", "--format", "json", "--basis", "local", "--id", "own"]].concat());
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!((&told["file"], &told["weights_basis"]), (&"own.toml".into(), &"local".into()));
    let silent = folder.jifen(&["scorecards", "weights", "table.csv", "--source", " "]);
    assert_eq!(silent.status.code(), Some(2));
}

#[test]
fn the_form_to_fill_in_names_every_indicator_and_stage() {
    let folder = Folder::with_firms(1, 0.0);
    let form = std::fs::read_to_string("sample_data/weights.csv").expect("it is there");
    folder.write("form.csv", form.as_bytes());
    let weights = ["scorecards", "weights", "form.csv", "--source", "x", "--format", "json"];
    let output = folder.jifen(&weights);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = told["findings"].as_array().expect("findings");
    assert_eq!((output.status.code(), found.len()), (Some(2), 18 * 3));
    assert!(found.iter().all(|one| one["code"] == "cell-missing"), "{told}");
}

#[test]
fn what_is_wrong_with_a_table_is_told_with_its_place() {
    let folder = folder();
    let sound = "id,start-up,stable\nrd,70,60\npatents,50,30\nrevenue_points,65,90\nprofit,15,20\n";
    for (from, to, words) in [
        (
            "rd,70",
            "rdd,70",
            &[
                "error[name-unknown]: table.csv:2 [id]: nothing in `base` is called `rdd`",
                "did you mean `rd`?",
                "no row for indicator `rd` (研发费用金额)",
            ][..],
        ),
        ("profit,15,20\n", "", &["error[key-missing]: table.csv: no row for indicator `profit` (Profit)"]),
        (
            "profit,15,20\n",
            "profit,15,20\nProfit,15,20\n",
            &["error[name-repeated]: table.csv:6: `profit` has a row already, on line 5"],
        ),
        (
            "start-up",
            "start-upp",
            &["error[column-missing]: table.csv:1: no column for segment `start-up`", "did you mean"],
        ),
        ("stable", "start-up", &["two columns are of segment `start-up`", "no column for segment `stable`"]),
        (
            "start-up,stable",
            "a,b",
            &["error[column-missing]: table.csv:1: no column is of a segment", "初创期 (start-up)"],
        ),
        ("rd,70", "rd,-70", &["error[cell-number]: table.csv:2 [start-up]: `-70` is not a weight"]),
        ("rd,70", "rd,7e1", &["`7e1` is not a weight"]),
        ("rd,70", "rd,", &["error[cell-missing]: table.csv:2 [start-up]: the weight is missing"]),
        (
            "rd,70",
            "rd,71",
            &[
                "error[weights-sum]: table.csv:1 [start-up]: weights add up to `201`, not to `200` or `100` or `1`",
                "technology 121, growth 80",
            ],
        ),
        (
            "rd,70,60",
            "technology,119,90\nrd,70,60",
            &[
                "error[weights-sum]: table.csv:2 [start-up]: `technology` is `119`, its indicators add up to `120`",
            ],
        ),
        (
            "profit,15,20\n",
            "profit,15,20\ntotal,199,200\n",
            &["table.csv:6 [start-up]: the total is `199`, weights add up to `200`"],
        ),
        (
            "patents,50",
            "patents,50%",
            &[
                "error[cell-number]: table.csv:3 [start-up]: `50%` has a percent sign, weights above it have none",
            ],
        ),
        ("rd,70", "\"rd,70", &["error[quote-unclosed]: table.csv:2"]),
        (sound, "", &["error[file-empty]: table.csv"]),
    ] {
        assert!(sound.contains(from), "{from}");
        let (code, told) = laid(&folder, sound.replacen(from, to, 1).as_bytes());
        assert!(matches!(code, Some(2 | 3)) && !folder.path("new.toml").exists(), "{to}: {told}");
        words.iter().for_each(|words| assert!(told.contains(words), "{to}: {words}\n{told}"));
    }
    // A scorecard without a scale has none, and one whose groups take the better of two ways none that add up.
    for from in ["star-attribute-2024", "tech-sme-2017"] {
        let output = folder.jifen(&["scorecards", "weights", "table.csv", "--from", from, "--source", "x"]);
        assert_ne!(output.status.code(), Some(0), "{from}");
    }
}
