//! `jifen scorecards`: what it lists, shows, finds and begins.

use std::fs;

use crate::support::workplace::{Folder, text};

#[test]
fn the_list_names_every_built_in_scorecard() {
    let folder = Folder::with_firms(1, 0.0);
    let list = folder.jifen(&["scorecards", "list"]);
    let list = text(&list.stdout);
    let ids: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids, jifen::scorecard::SCORECARDS.ids().collect::<Vec<_>>());
    let json = folder.jifen(&["scorecards", "list", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json[1]["id"], "tech-sme-2017");
    assert_eq!(json[1]["weights_basis"], "official");
}

#[test]
fn a_new_scorecard_is_sound_and_can_be_run() {
    let folder = Folder::with_firms(60, 0.0);
    for (id, from) in [("whole", None), ("changed", Some("mst-2022")), ("again", Some("changed.toml"))] {
        let mut command = vec!["scorecards", "new", id];
        command.extend(from.into_iter().flat_map(|from| ["--from", from]));
        assert_eq!(folder.jifen(&command).status.code(), Some(0), "{id}");
        let file = format!("{id}.toml");
        let checked = folder.jifen(&["scorecards", "check", &file]);
        assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
        assert!(text(&checked.stdout).starts_with(&format!("{id} is sound: ")));
        // What exists is kept.
        assert_eq!(folder.jifen(&command).status.code(), Some(3));
    }
    let campaign = fs::read_to_string(folder.path("campaign.toml")).expect("a campaign");
    let campaign = campaign.replacen("scorecard = \"mst-2022\"", "scorecard = \"again.toml\"", 1);
    fs::write(folder.path("again-campaign.toml"), campaign).expect("it can be written");
    let run = folder.jifen(&["run", "again-campaign.toml"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let told: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let scorecards: Vec<&str> = told["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .filter(|input| input["role"] == "scorecard")
        .filter_map(|input| input["name"].as_str())
        .collect();
    assert_eq!(scorecards, ["<built-in mst-2022>", "changed.toml", "again.toml"]);
}

#[test]
fn what_a_new_scorecard_holds_as_remarks_can_be_taken_up_one_by_one_and_together() {
    let folder = Folder::with_firms(1, 0.0);
    let nested = fs::read_to_string("sample_data/scorecards/hangzhou-like.toml").expect("a sample");
    folder.write("nested.toml", nested.as_bytes());
    let bases = jifen::scorecard::SCORECARDS.ids().chain(["nested.toml"]);
    for base in bases {
        let out = ["scorecards", "new", "own", "--from", base, "--force"];
        assert_eq!(folder.jifen(&out).status.code(), Some(0), "{base}");
        let file = folder.read("own.toml");
        // Weights that nobody has changed are whose they were.
        let shown = folder.jifen(&["scorecards", "show", base, "--format", "json"]);
        let card: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("JSON");
        let basis = card["weights_basis"].as_str().expect("a basis");
        assert!(
            file.contains("title_zh = ") && file.contains(&format!("weights_basis = \"{basis}\"")),
            "{file}"
        );
        let told = folder.jifen(&[&out[..], &["--format", "json"]].concat());
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
        assert_eq!((&told["file"], &told["weights_basis"]), (&"own.toml".into(), &basis.into()));
        let check = |file: &str| {
            folder.write("own.toml", file.as_bytes());
            let checked = folder.jifen(&["scorecards", "check", "own.toml"]);
            (checked.status.code(), text(&checked.stderr))
        };
        let (code, told) = check(&file);
        assert_eq!(code, Some(0), "{base}\n{told}");
        let local =
            |file: &str| file.replace(&format!("weights_basis = \"{basis}\""), "weights_basis = \"local\"");
        let bare = |paragraph: &str| paragraph.replace("\n# ", "\n").trim_start_matches("# ").to_owned();
        let (head, paragraphs) = file.split_once("from all lines of their paragraph.\n").expect("remarks");
        let all: Vec<String> =
            paragraphs.split("\n\n").map(str::trim).filter(|p| p.contains("id =")).map(bare).collect();
        assert_eq!(all.is_empty(), base == "star-attribute-2024", "{file}");
        for taken in all.iter().chain([&all.join("\n\n")]) {
            // Of illustrative weights some are still nobody's, till all are taken up.
            let is_whole = !all.is_empty() && *taken == all.join("\n\n");
            let file = format!("{head}\n{taken}\n");
            let is_illustrative = basis == "illustrative";
            let (code, told) = check(&if is_illustrative && !is_whole { file.clone() } else { local(&file) });
            assert_eq!(code, Some(0), "{base}\n{taken}\n{told}");
            if is_illustrative && !is_whole {
                let (code, told) = check(&local(&file));
                assert!(code == Some(0) && told.contains(" called local, but "), "{base}\n{taken}\n{told}");
            }
        }
    }
}

#[test]
fn every_value_that_changes_by_date_is_checked_and_the_one_taken_is_named() {
    let folder = Folder::with_firms(60, 0.0);
    let card = |first: &str, middle: &str| {
        format!(
            "extends = \"mst-2022\"\nid = \"dated\"\ntitle = \"Dated\"\nweights_basis = \
            \"illustrative\"\nminimum_coverage = \
             {{ dated = [{{ value = {first} }}, {{ valid_from = 2025-01-01, value = {middle} }}, \
             {{ valid_from = 2026-01-01, value = 0.3 }}] }}\n"
        )
    };
    for wrong in [card("2", "0.2"), card("0.1", "2")] {
        fs::write(folder.path("dated.toml"), wrong).expect("it can be written");
        let checked = folder.jifen(&["scorecards", "check", "dated.toml"]);
        assert_eq!(checked.status.code(), Some(2));
        assert!(text(&checked.stderr).contains("dated.toml:5 [minimum_coverage]: `2` is not allowed"));
    }
    // Before the first day, nothing may be in force.
    let later = card("0.1", "0.2").replacen("{ value = 0.1 }, ", "", 1);
    fs::write(folder.path("dated.toml"), later).expect("it can be written");
    assert_eq!(folder.jifen(&["scorecards", "check", "dated.toml"]).status.code(), Some(0));
    fs::write(folder.path("dated.toml"), card("0.1", "0.2")).expect("it can be written");
    assert_eq!(folder.jifen(&["scorecards", "check", "dated.toml"]).status.code(), Some(0));
    for (day, taken) in
        [("2024-12-31", "0.1"), ("2025-01-01", "0.2  # valid_from = 2025-01-01"), ("2027-01-01", "0.3")]
    {
        let shown = folder.jifen(&["scorecards", "show", "dated.toml", "--as-of", day]);
        assert!(text(&shown.stdout).contains(&format!("minimum_coverage = {taken}")), "{day}");
    }
    let campaign = fs::read_to_string(folder.path("campaign.toml")).expect("a campaign");
    let campaign = campaign.replacen("scorecard = \"mst-2022\"", "scorecard = \"dated.toml\"", 1);
    fs::write(folder.path("campaign.toml"), campaign).expect("it can be written");
    assert_eq!(folder.jifen(&["run", "campaign.toml"]).status.code(), Some(0));
    let told: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let taken = &told["scorecard"]["in_force"][0];
    assert_eq!((&taken["key"], &taken["value"]), (&"minimum_coverage".into(), &"0.2".into()));
    assert_eq!(taken["valid_from"], "2025-01-01");
}

#[test]
fn a_scorecard_is_shown_as_a_page_and_what_is_none_is_told() {
    let folder = Folder::with_firms(1, 0.0);
    let page = folder.jifen(&["scorecards", "show", "specialized-sme-2022", "--format", "md"]);
    let page = text(&page.stdout);
    for line in [
        "# Specialised SME (2022)",
        "| **9 Local character, set by the province** | 15 | 15 kept for indicators to come | | |",
        "13 R&D body | 10 | 国家级: 10, 省级: 8, 市级: 4",
        "- less than two years",
    ] {
        // A gate is shown as what it asks, not as what it says when it fails.
        assert_eq!(page.contains(line), !line.starts_with("- less"), "{line}\n{page}");
    }
    let base = folder.jifen(&["scorecards", "show", "mst-2022", "--format", "md"]);
    assert!(text(&base.stdout).contains("| from 0 to 60 |"), "{}", text(&base.stdout));
    let over = "extends = \"mst-2022\"\nid = \"over\"\ntitle = \"Over\"\nweights_basis = \
        \"illustrative\"\n[[group]]\n\
        id = \"technology\"\n[[group.indicator]]\nid = \"technical_staff_share\"\ncurve = { linear = { low \
        = 0, high = \
        { start-up = 60, growth = 50, stable = 40 } } }\n[[group.indicator]]\nid = \"rd_intensity\"\ncurve = \
        { reference = 12 }\n";
    folder.write("over.toml", over.as_bytes());
    let page = folder.jifen(&["scorecards", "show", "over.toml", "--format", "md"]);
    for words in ["| from 0 to (Start-up 60, Growth 50, Stable 40) |", "| share of 12 |"] {
        assert!(text(&page.stdout).contains(words), "{words}\n{}", text(&page.stdout));
    }
    let unknown = folder.jifen(&["scorecards", "show", "tech-sme-2071"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("did you mean `tech-sme-2017`?"));
    assert_eq!(folder.jifen(&["check", "campaign.toml", "--format", "md"]).status.code(), Some(2));
    assert_eq!(folder.jifen(&["scorecards", "list", "--format", "toml"]).status.code(), Some(2));
    let [plain, toml] = [&[][..], &["--format", "toml"]]
        .map(|form| folder.jifen(&[&["scorecards", "show", "over.toml"][..], form].concat()).stdout);
    assert!(!plain.is_empty() && plain == toml);
    let bad = folder.jifen(&["scorecards", "new", "Bad Id"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(!folder.path("Bad Id.toml").exists());
}

#[test]
fn a_page_is_all_chinese_in_chinese_and_has_no_chinese_words_of_its_own_in_english() {
    let folder = Folder::with_firms(1, 0.0);
    for id in jifen::scorecard::SCORECARDS.ids() {
        let page = |language: &str| {
            let shown = folder.jifen(&["scorecards", "show", id, "--format", "md", "--lang", language]);
            assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
            text(&shown.stdout)
        };
        // What stands between backticks is a rule, and ids stand in brackets.
        let words = |line: &str| -> String {
            let outside = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
            outside.split(['（', '(']).map(|part| part.rsplit(['）', ')']).next().unwrap_or(part)).collect()
        };
        let chinese = page("zh");
        for line in chinese.lines() {
            let words = words(line);
            let mut english = words.split(|c: char| !c.is_ascii_alphabetic());
            assert!(english.all(|word| word.len() <= 3), "{id}: {line}");
        }
        let (chinese_lines, english) = (chinese.lines().count(), page("en"));
        // The Chinese title is a paragraph of its own in English.
        assert_eq!(english.lines().count(), chinese_lines + 2, "{id}");
    }
    let shown = folder.jifen(&["scorecards", "show", "tech-sme-2017", "--format", "md", "--lang", "zh"]);
    let shown = text(&shown.stdout);
    for line in [
        "# 科技型中小企业评价",
        "满分 100 分，保留 2 位小数，采用官方权重。",
        "## 准入条件：须全部满足",
        "- `employees <= 500`（不满足时显示：职工人数超过 500 人）；情况不明时企业列为待核实",
        "## 直通条件：满足其一即可替代达标规则",
    ] {
        assert!(shown.lines().any(|one| one == line), "{line} is not in\n{shown}");
    }
    let checked = folder.jifen(&["scorecards", "check", "tech-sme-2017", "--lang", "zh"]);
    assert!(
        text(&checked.stdout).starts_with("tech-sme-2017 检查无误：二级指标 "),
        "{}",
        text(&checked.stdout)
    );
}
