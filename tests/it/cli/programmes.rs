//! `jifen programmes`: what it lists, shows, finds and begins.

use std::fs;

use jifen::programmes::PROGRAMMES;
use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// Commands whose output is kept in both languages, by name.
pub(super) const SHOWN: [(&str, &[&str]); 8] = [
    ("list", &["programmes", "list"]),
    ("check", &["programmes", "check", "special-guarantee-2024"]),
    ("check_required", &["programmes", "check", "technology-insurance"]),
    ("check_route", &["programmes", "check", "key-regions"]),
    ("page", &["programmes", "show", "special-guarantee-2024", "--format", "md"]),
    ("page_relending", &["programmes", "show", "technology-relending", "--format", "md"]),
    ("page_subsidy", &["programmes", "show", "central-interest-subsidy-2026", "--format", "md"]),
    ("new", &["programmes", "new", "ours", "--from", "technology-insurance"]),
];

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let told = folder.jifen(&[arguments, &["--format", "json"]].concat());
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    serde_json::from_slice(&told.stdout).expect("JSON")
}

#[test]
fn the_list_names_every_built_in_programme() {
    let folder = Folder::empty();
    let list = text(&folder.jifen_wide(240, &["programmes", "list"]).stdout);
    let ids: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids, PROGRAMMES.ids().collect::<Vec<_>>());
    let list = json(&folder, &["programmes", "list"]);
    let one = |id: &str| list.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!(one("technology-insurance")["required"], serde_json::json!(["subsidy.share", "subsidy.cap"]));
    assert_eq!(one("special-guarantee-2024")["terms"], serde_json::json!(["loan", "loss", "fee"]));
    assert_eq!(one("co-insurance")["illustrative"], serde_json::json!(["rule"]));
    assert_eq!(one("technology-relending")["instrument"], "relending");
}

#[test]
fn every_built_in_programme_is_sound_and_has_a_page_in_both_languages() {
    let folder = Folder::empty();
    for id in PROGRAMMES.ids() {
        let checked = json(&folder, &["programmes", "check", id, "--strict"]);
        assert_eq!((&checked["programme"]["id"], &checked["findings"]), (&id.into(), &serde_json::json!([])));
        let page = |language: &str| {
            let shown = folder.jifen(&["programmes", "show", id, "--format", "md", "--lang", language]);
            assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
            text(&shown.stdout)
        };
        // The Chinese title is a paragraph of its own in English.
        let (english, chinese) = (page("en"), page("zh"));
        assert_eq!(english.lines().count(), chinese.lines().count() + 2, "{english}\n{chinese}");
        // What stands between backticks is a rule or a key.
        let words = |line: &str| line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        for line in chinese.lines().filter(|line| !line.contains("[programmes.set.")) {
            let words = words(line);
            let mut english = words.split(|c: char| !c.is_ascii_alphabetic());
            assert!(english.all(|word| word.len() <= 5) || line.contains(" = "), "{id}: {line}");
        }
        let merged = json(&folder, &["programmes", "show", id]);
        assert_eq!(merged["id"], id);
    }
}

#[test]
fn a_new_programme_is_sound_and_can_be_run() {
    let folder = Folder::with_firms(60, 0.0);
    for (id, from) in
        [("whole", None), ("changed", Some("shandong-risk-compensation")), ("again", Some("changed.toml"))]
    {
        let mut command = vec!["programmes", "new", id];
        command.extend(from.into_iter().flat_map(|from| ["--from", from]));
        assert_eq!(folder.jifen(&command).status.code(), Some(0), "{id}");
        let checked = folder.jifen(&["programmes", "check", &format!("{id}.toml")]);
        assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
        assert!(text(&checked.stdout).starts_with(&format!("{id} is sound: ")));
        // What exists is kept.
        assert_eq!(folder.jifen(&command).status.code(), Some(3));
    }
    let programmes = "\n[programmes]\nuse = [\"whole.toml\", \"again.toml\"]\n[programmes.loan]\nrate = \
    4\n";
    folder.write("campaign.toml", (folder.read("campaign.toml") + programmes).as_bytes());
    let run = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(!folder.rows("out/grants.csv").is_empty());
    let told: Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let names: Vec<&str> = told["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .filter(|input| input["role"] == "programme")
        .filter_map(|input| input["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "whole.toml",
            "<built-in \
    shandong-risk-compensation>",
            "changed.toml",
            "again.toml"
        ]
    );
    let bad = folder.jifen(&["programmes", "new", "Bad Id"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(!folder.path("Bad Id.toml").exists());
}

#[test]
fn what_an_overlay_holds_as_remarks_can_be_taken_up_one_by_one_and_together() {
    let folder = Folder::empty();
    for base in PROGRAMMES.ids() {
        let command = ["programmes", "new", "own", "--from", base, "--force"];
        let told = json(&folder, &command);
        let file = folder.read("own.toml");
        let shown = json(&folder, &["programmes", "show", base]);
        assert_eq!((&told["file"], &told["basis"]), (&"own.toml".into(), &shown["basis"]), "{base}");
        let (head, paragraphs) = file.split_once("from all lines of their paragraph.\n").expect("remarks");
        let bare = |paragraph: &str| paragraph.replace("\n# ", "\n").trim_start_matches("# ").to_owned();
        let all: Vec<String> = paragraphs.split("\n\n").map(str::trim).map(bare).collect();
        let required = told["required"].as_array().expect("a list");
        assert_eq!(paragraphs.matches("# no public value").count(), required.len(), "{file}");
        for taken in all.iter().chain([&all.join("\n\n")]) {
            folder.write("own.toml", format!("{head}\n{taken}\n").as_bytes());
            let own = json(&folder, &["programmes", "check", "own.toml"]);
            assert_eq!(&own["programme"]["required"], &told["required"], "{taken}");
            // It says what the base says.
            let merged = json(&folder, &["programmes", "show", "own.toml"]);
            for key in ["rule", "loan", "loss", "fee", "subsidy", "relending"] {
                assert_eq!(merged.get(key), shown.get(key), "{base}: {taken}");
            }
        }
    }
}

#[test]
fn the_value_in_force_on_the_day_is_shown() {
    let folder = Folder::empty();
    for (day, rate) in [("2025-05-06", "1.75"), ("2025-05-07", "1.5"), ("2026-01-19", "1.25")] {
        let shown = folder.jifen(&["programmes", "show", "technology-relending", "--as-of", day]);
        assert!(text(&shown.stdout).contains(&format!("\nrate = {rate}  # valid_from = ")), "{day}");
        let page = ["programmes", "show", "technology-relending", "--format", "md", "--as-of", day];
        assert!(text(&folder.jifen(&page).stdout).contains(&format!("at {rate} % a year")), "{day}");
    }
    let early = folder.jifen(&["programmes", "show", "technology-relending", "--as-of", "2024-03-31"]);
    assert_eq!(early.status.code(), Some(2));
    // Every value is checked, whatever its day.
    let dated = |first: &str, last: &str| {
        format!(
            "extends = \"jinan-risk-compensation\"\nid = \"dated\"\ntitle = \"Dated\"\nbasis = \
            \"local\"\n[loss]\npool = {{ dated = [{{ value = {first} }}, {{ valid_from = 2025-01-01, value = \
            40 }}, {{ valid_from = 2026-01-01, value = {last} }}] }}\n"
        )
    };
    for (text, code) in [(dated("30", "50"), 0), (dated("51", "50"), 2), (dated("30", "51"), 2)] {
        folder.write("dated.toml", text.as_bytes());
        assert_eq!(folder.jifen(&["programmes", "check", "dated.toml"]).status.code(), Some(code), "{text}");
    }
}

#[test]
fn a_file_of_another_kind_is_named_as_what_it_is() {
    let folder = Folder::with_firms(1, 0.0);
    let card = fs::read_to_string("sample_data/scorecards/hangzhou-like.toml").expect("a sample");
    folder.write("card.toml", card.as_bytes());
    folder
        .write("programme.toml", include_bytes!("../../../schemas/programmes/jinan-risk-compensation.toml"));
    let overlay = "extends = \"jinan-risk-compensation\"\nid = \"own\"\ntitle = \"Own\"\nbasis \
    = \"local\"\n";
    folder.write("overlay.toml", overlay.as_bytes());
    let cases: [(&[&str], &str); 11] = [
        (&["run", "programme.toml"], "is a programme, where a campaign is needed"),
        (&["run", "overlay.toml"], "is a programme, where a campaign is needed"),
        (&["check", "programme.toml"], "is a programme, where a campaign is needed"),
        (
            &["score", "programme.toml", "--scorecard", "mst-2022", "--out", "x.csv"],
            "is a programme, \
        where a table",
        ),
        (
            &["compare", "campaign.toml", "programme.toml"],
            "is a programme, where a campaign, a \
        scorecard or",
        ),
        (&["scorecards", "show", "programme.toml"], "is a programme, where a scorecard is needed"),
        (&["scorecards", "check", "overlay.toml"], "is a programme, where a scorecard is needed"),
        (&["programmes", "show", "card.toml"], "is a scorecard, where a programme is needed"),
        (&["programmes", "check", "campaign.toml"], "is a campaign, where a programme is needed"),
        (
            &["programmes", "new", "x", "--from", "institutions.toml"],
            "is an institutions file, where a \
        programme",
        ),
        (&["programmes", "list", "--format", "md"], "print Markdown and TOML"),
    ];
    for (command, words) in cases {
        let told = folder.jifen(command);
        assert_eq!(told.status.code(), Some(2), "{command:?}");
        assert!(text(&told.stderr).contains(words), "{command:?}: {}", text(&told.stderr));
    }
}
