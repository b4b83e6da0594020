//! `jifen sheet`: the firm's own figures, and nothing of any other firm.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use jifen::campaign::{self, Campaign, Target};
use jifen::desk::sheet::{Sheet, Sheets, Value, Way};
use jifen::figures::{Html, Renderer};
use jifen::progress::Silent;
use jifen::publish::Replace;
use jifen::scoring::ConditionState;
use jifen::words::Language;
use proptest::prelude::*;

use crate::support::workplace::{Folder, text};

const CAMPAIGN: &str = r#"id = "spring"
title = "Spring round"
title_zh = "春季批次"
as_of = 2025-12-31
scorecard = "card.toml"
institutions = "institutions.toml"
[firms]
path = "firms.csv"
id = "firm"
[output]
detail = true
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
id = "open-bank"
name = "Open Bank"
name_zh = "开放银行"
kind = "bank"
tell_firms = true
[[institution]]
id = "closed-bank"
name = "Closed Bank"
kind = "bank"
capacity = 1
"#;

/// A curve of every kind, a group that picks, a cap and a deduction.
const CARD: &str = r#"id = "card"
title = "A card"
title_zh = "指标体系甲"
weights_basis = "illustrative"
scale = 100
decimals = 1
missing = "zero"
pass = { when = "points >= 20", reason = "fewer than 20 points", reason_zh = "不足20分" }

[[segment]]
id = "large"
title = "Large"
title_zh = "大型"
when = "revenue >= 5000"
[[segment]]
id = "small"
title = "Small"
title_zh = "小型"

[[gate]]
id = "honest"
when = "NOT dishonest"
reason = "on the list of the dishonest"
reason_zh = "被列为失信被执行人"
[[gate]]
id = "normal"
title = "normal operation"
title_zh = "经营正常"
when = "NOT abnormal"
reason = "abnormal operation"
unknown = "pass"

[[grade]]
id = "A"
at_least = 60
[[grade]]
id = "B"
at_least = 30

[[group]]
id = "fixed"
title = "Fixed"
[[group.indicator]]
id = "tiers"
title = "Tiers"
value = "awards"
unit = "项"
curve = { tiers = { at_least = [[4, 10], [2, 6], [1, 3]], otherwise = 0 } }
weight = 20
[[group.indicator]]
id = "linear"
title = "Linear"
value = "rd_expense"
unit = "万元"
curve = { linear = { low = 0, high = { large = 400, small = 200 } } }
weight = 20
[[group.indicator]]
id = "logged"
title = "Logged"
value = "net_assets"
treatment = ["ln1p"]
curve = { linear = { low = 0, high = 5 } }
weight = 10

[[group]]
id = "peers"
title = "Peers"
cap = 25
[[group.indicator]]
id = "range"
title = "Range"
value = "revenue"
curve = { minmax = { within = [] } }
weight = 20
[[group.indicator]]
id = "rank"
title = "Rank"
value = "invention_applications"
curve = { percentile = { within = [] } }
weight = 20

[[group]]
id = "better"
title = "Better of two"
combine = "max"
[[group.indicator]]
id = "flag"
title = "Flag"
value = "hnte"
curve = "flag"
weight = 25
[[group.indicator]]
id = "units"
title = "Units"
value = "platforms"
curve = { per_unit = { unit = 2, points = 5, cap = 20 } }
weight = 20
"#;

const HEADER: &str = "firm,企业名称,授权,失信,经营异常,营业收入(万元),研发费用(万元),发明专利申请量,省级及以上科技奖励数量,\
     净资产(万元),高新技术企业,省级以上研发平台数量\n";

const FIRMS: &str = "Alder,Alder Works,是,否,否,9000,300,9,3,10,否,3\n\
                     Birch,Birch Works,是,否,,800,100,5,0,100,是,0\n\
                     Cedar,Cedar Works,是,,否,400,,1,1,,否,7\n\
                     Elm,Elm Works,否,是,否,100,10,0,0,0,否,0\n";

fn folder(firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("campaign.toml", CAMPAIGN.as_bytes());
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    folder.write("card.toml", CARD.as_bytes());
    folder.write("firms.csv", format!("{HEADER}{firms}").as_bytes());
    folder
}

/// Carries the campaign out in this process and reads the run for sheets.
fn sheets(folder: &Folder) -> Sheets {
    let campaign = Campaign::load(&folder.path("campaign.toml"), None).unwrap();
    let target = Target { folder: folder.path("out"), replace: Replace::Unedited, language: Language::Zh };
    campaign::run(&campaign, &target, &Silent).unwrap();
    Sheets::open(&folder.path("out")).unwrap()
}

fn sheet_of(sheets: &Sheets, firm: &str) -> Sheet {
    let place = sheets.find(firm).unwrap();
    sheets.of(place..place + 1).unwrap().remove(0)
}

/// The sheet as its pages in both languages and as JSON.
fn forms(sheet: &Sheet) -> Vec<String> {
    let page = |language| Html { language }.render(&sheet.document());
    vec![page(Language::En), page(Language::Zh), serde_json::to_string(sheet).unwrap()]
}

#[test]
fn a_sheet_is_printed_in_both_languages() {
    let folder = folder(FIRMS);
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet"]).status.success());
    for firm in ["Alder", "Cedar", "Elm"] {
        for language in ["en", "zh"] {
            let told = folder.told(&["sheet", "out", "--firm", firm, "--lang", language]);
            insta::assert_snapshot!(format!("sheet_{firm}_{language}"), told);
        }
    }
}

#[test]
fn the_next_step_of_each_curve_is_what_it_says() {
    let folder = folder(FIRMS);
    let sheets = sheets(&folder);
    let alder = sheet_of(&sheets, "alder");
    let gain = |sheet: &Sheet, id: &str| sheet.gains.iter().find(|gain| gain.id == id).cloned();
    // 3 awards have 6 of 10; 4 have all of 20 points.
    let tiers = gain(&alder, "tiers").unwrap();
    assert_eq!((tiers.points, &tiers.way), (8.0, &step(4.0, Some("项"), 8.0)));
    // Full marks of the firm's own segment.
    let linear = gain(&alder, "linear").unwrap();
    assert_eq!((linear.points, &linear.way), (5.0, &step(400.0, Some("万元"), 5.0)));
    // The bound on the curve is a logarithm, the step a value.
    let Some(Way::Step { value, .. }) = gain(&alder, "logged").map(|gain| gain.way) else { panic!() };
    assert!((value - (5f64.exp() - 1.0)).abs() < 1e-9, "{value}");
    // One of two alternatives counts, so that the group is named, with its room.
    let better = gain(&alder, "better").unwrap();
    assert_eq!((better.points, &better.way), (20.0, &Way::Together));
    // Both are at full marks, and the cap of the group is reached.
    assert!(gain(&alder, "range").is_none() && gain(&alder, "peers").is_none());

    let birch = sheet_of(&sheets, "Birch Works");
    assert_eq!(gain(&birch, "tiers").unwrap().way, step(1.0, Some("项"), 6.0));
    assert_eq!(gain(&birch, "range").unwrap().way, Way::Peers);
    let cedar = sheet_of(&sheets, "Cedar");
    assert_eq!(gain(&cedar, "linear").unwrap().way, Way::Unknown);
    assert_eq!(cedar.next_grade.as_ref().map(|next| &*next.id), Some("B"));
    // Reaching the step gives the points that the sheet promises.
    let before = alder.points;
    folder.edit("firms.csv", "9000,300,9,3,", "9000,300,9,4,");
    let after = sheet_of(&self::sheets(&folder), "Alder");
    assert_eq!(after.points, before + 8.0);
}

fn step(value: f64, unit: Option<&str>, points: f64) -> Way {
    Way::Step { value, unit: unit.map(str::to_owned), at_most: false, points }
}

#[test]
fn gates_are_met_unmet_or_unknown_and_lists_are_told_where_permitted() {
    let sheets = sheets(&folder(FIRMS));
    let states = |firm: &str| -> Vec<ConditionState> {
        sheet_of(&sheets, firm).conditions.iter().map(|condition| condition.state).collect()
    };
    use ConditionState::{Held, Met, Passes, Unmet};
    assert_eq!(states("Alder"), [Met, Met, Met]);
    assert_eq!(states("Birch"), [Met, Passes, Met]);
    assert_eq!(states("Cedar")[0], Held);
    assert_eq!(states("Elm"), [Unmet, Met, Unmet]);
    // Alder is on both lists; Closed Bank does not tell. Elm has refused its consent.
    let referred = |firm: &str| sheet_of(&sheets, firm).referred.iter().map(ToString::to_string).collect();
    let told: Vec<Vec<String>> = ["Alder", "Elm"].map(referred).into();
    assert_eq!(told, [vec!["Open Bank".to_owned()], vec![]]);
    assert!(forms(&sheet_of(&sheets, "Alder")).iter().all(|form| !form.contains("Closed")));
}

#[test]
fn a_sheet_has_the_figures_of_the_explanation() {
    let folder = Folder::with_firms(80, 0.0);
    let sheets = sheets(&folder);
    let campaign = Campaign::load(&folder.path("campaign.toml"), None).unwrap();
    for sheet in sheets.of(0..sheets.len()).unwrap().iter().step_by(13) {
        let account = campaign::explain(&campaign, &sheet.firm, &[], &Silent).unwrap().standing.account;
        let own = (sheet.points, sheet.rank, sheet.firms, sheet.qualified, sheet.held, &sheet.grade);
        let theirs = (
            account.points,
            account.segment_rank,
            account.segment_firms,
            account.qualified,
            account.held,
            &account.grade,
        );
        assert_eq!(own, theirs, "{}", sheet.firm);
        let mut indicators = sheet.parts.iter().filter(|part| part.value.is_some());
        for known in &account.indicators {
            let part = indicators.next().unwrap();
            let raw = match &part.value {
                Some(Value::Number(number, _)) => Some(*number),
                _ => None,
            };
            assert_eq!((&part.id, raw, part.share), (&known.id, known.raw, known.share), "{}", sheet.firm);
            assert_eq!((part.points, part.full_marks), (known.points, known.weight), "{}", part.id);
        }
        assert!(indicators.next().is_none());
        let met: Vec<Option<bool>> = account.gates.iter().map(|gate| gate.met).collect();
        let own = sheet.conditions.iter().map(|one| match one.state {
            ConditionState::Met => Some(true),
            ConditionState::Unmet => Some(false),
            _ => None,
        });
        assert_eq!(own.take(met.len()).collect::<Vec<_>>(), met, "{}", sheet.firm);
    }
}

/// Other firms' cells, far below those of the first firm in every respect.
fn others() -> impl Strategy<Value = Vec<[u32; 5]>> {
    prop::collection::vec([10_000u32..99_999, 0..9_999, 0..9_999, 0..9_999, 0..9_999], 3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn other_firms_cells_leave_no_trace(one in others(), other in others()) {
        let own = "Alder,Alder Works,是,否,否,9000,300,9,3,10,否,3\n";
        let rows = |others: &[[u32; 5]]| -> String {
            let row = |(at, [name, revenue, rd, assets, year]): (usize, &[u32; 5])| {
                let decimals = |value: &u32| format!("{}.{value:04}", value % 7);
                format!(
                    "X{at}-{name},Firm {name},是,否,否,{},{},{},0,{},否,0\n",
                    decimals(revenue), decimals(rd), year % 8, decimals(assets)
                )
            };
            own.to_owned() + &others.iter().enumerate().map(row).collect::<String>()
        };
        let mut seen: Option<Vec<String>> = None;
        for cohort in [&one, &other] {
            let folder = folder(&rows(cohort));
            let forms = forms(&sheet_of(&sheets(&folder), "Alder"));
            for (at, [name, ..]) in cohort.iter().enumerate() {
                for cell in [format!("X{at}-{name}"), format!("Firm {name}")] {
                    prop_assert!(forms.iter().all(|form| !form.contains(cell.as_str())), "{cell}");
                }
            }
            if let Some(seen) = seen.replace(forms.clone()) {
                prop_assert_eq!(seen, forms);
            }
        }
    }
}

#[test]
fn no_page_of_a_cohort_names_another_firm() {
    let sheets = sheets(&Folder::with_firms(60, 0.0));
    let ids: Vec<&str> = (0..sheets.len()).map(|place| sheets.id(place)).collect();
    let names: BTreeSet<&str> = (0..sheets.len()).map(|place| sheets.name(place)).collect();
    for sheet in sheets.of(0..sheets.len()).unwrap() {
        for form in forms(&sheet) {
            let id = ids.iter().find(|id| **id != sheet.firm && form.contains(**id));
            let name =
                names.iter().find(|name| Some(**name) != sheet.name.as_deref() && form.contains(**name));
            assert!(id.is_none() && name.is_none(), "{}: {id:?} {name:?}", sheet.firm);
        }
    }
}

#[test]
fn ids_that_no_file_can_have_stay_in_the_folder() {
    let long = "L".repeat(300);
    let ids = ["../../x", "CON", "/etc/x1", "a1:b", "ab1", "AB1", "..1", long.as_str(), "企业1", "<b>1</b>"];
    let rows: String = ids.iter().map(|id| format!("{id},N,是,否,否,1,1,1,1,1,否,1\n")).collect();
    let folder = folder(&rows);
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet", "--max-quarantined", "100%"]).status.success());
    let before: BTreeSet<String> = beside(&folder);
    let made = folder.jifen(&["sheet", "out", "--all", "--out", "sheets"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let scored = folder.rows("out/scores.csv").len();
    assert!(scored >= 8, "{}", folder.read("out/quarantine.csv"));
    let index = folder.rows("sheets/sheets.csv");
    let files: BTreeSet<String> = index.iter().map(|row| row["file"].to_lowercase()).collect();
    assert_eq!((index.len(), files.len()), (scored, scored), "{index:?}");
    for row in &index {
        assert!(folder.path("sheets").join(&row["file"]).parent() == Some(&folder.path("sheets")), "{row:?}");
        assert!(folder.read(&format!("sheets/{}", row["file"])).contains("</html>"));
    }
    let mut after = beside(&folder);
    assert!(after.remove("sheets"));
    assert_eq!(after, before);
}

/// The names beside the run's folder.
fn beside(folder: &Folder) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.path("")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn neither_threads_nor_the_order_of_rows_change_a_byte() {
    let folder = folder(FIRMS);
    let mut seen = Vec::new();
    let reversed: String = FIRMS.lines().rev().map(|line| format!("{line}\n")).collect();
    for (firms, threads) in [(FIRMS, "1"), (FIRMS, "5"), (&*reversed, "2")] {
        folder.write("firms.csv", format!("{HEADER}{firms}").as_bytes());
        let run = ["run", "campaign.toml", "--quiet", "--force", "--threads", threads];
        assert!(folder.jifen(&run).status.success());
        let made = folder.jifen(&["sheet", "out", "--all", "--out", "all", "--threads", threads, "--force"]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        seen.push(folder.content("all"));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(seen[0].len(), 4 + 3);
}

#[test]
fn a_folder_of_sheets_appears_whole_and_is_not_replaced_in_silence() {
    let folder = folder(FIRMS);
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet"]).status.success());
    let all = |more: &[&str]| {
        let told = folder.jifen(&[&["sheet", "out", "--all", "--out", "all"], more].concat());
        (told.status.code(), text(&told.stderr))
    };
    assert_eq!(all(&[]).0, Some(0));
    assert!(all(&[]).1.contains("error[target-exists]"));
    folder.edit("all/Alder.html", "Spring", "Autumn");
    assert!(all(&["--force"]).1.contains("error[target-edited]"));
    assert_eq!(all(&["--force", "--discard-edits"]).0, Some(0));
    assert!(folder.read("all/Alder.html").contains("Spring"));
    // A run does not replace sheets, nor sheets a run.
    let run = folder.jifen(&["run", "campaign.toml", "--out", "all", "--force"]);
    assert!(text(&run.stderr).contains("error[target-exists]"), "{}", text(&run.stderr));
    let over = folder.jifen(&["sheet", "out", "--all", "--out", "out", "--force"]);
    assert!(text(&over.stderr).contains("error[target-exists]"), "{}", text(&over.stderr));
}

#[test]
fn what_has_no_sheet_is_refused_with_what_to_do() {
    let folder = folder(FIRMS);
    folder.edit("campaign.toml", "detail = true", "detail = false");
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet"]).status.success());
    let told = |arguments: &[&str]| {
        let output = folder.jifen(arguments);
        assert_eq!(output.stdout, b"");
        (output.status.code().unwrap(), text(&output.stderr))
    };
    let (code, said) = told(&["sheet", "out", "--firm", "Alder"]);
    assert!(code == 2 && said.contains("error[file-kind]") && said.contains("detail = true"), "{said}");
    folder.edit("campaign.toml", "detail = false", "detail = true");
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet", "--force"]).status.success());
    let (code, said) = told(&["sheet", "out", "--firm", "Fir"]);
    assert!(code == 2 && said.contains("error[name-unknown]") && said.contains("`Fir`"), "{said}");
    let (code, said) = told(&["sheet", "nowhere", "--firm", "Alder"]);
    assert!(code == 3 && said.contains("nowhere"), "{said}");
    for arguments in
        [&["sheet", "out"][..], &["sheet", "out", "--all"], &["sheet", "out", "--firm", "A", "--all"]]
    {
        assert_eq!(told(arguments).0, 2, "{arguments:?}");
    }
    // A file that was changed, and one that was changed with its hash.
    let run = folder.read("out/run.json");
    folder.edit("out/run.json", "\"Tiers\"", "\"Ties\"");
    assert!(told(&["sheet", "out", "--firm", "Alder"]).1.contains("error[file-kind]"));
    for (from, to) in [("\"tiers\"", "\"other\""), ("\"low\": [", "\"low\": [1,")] {
        let forged = run.replacen(from, to, 1);
        assert!(forged != run, "{from}");
        folder.write("out/run.json", forged.as_bytes());
        let package = folder.read("out/datapackage.json");
        let (old, new) = [&run, &forged].map(|text| jifen::parameters::sha256(text.as_bytes())).into();
        folder.write("out/datapackage.json", package.replace(&old, &new).as_bytes());
        let (code, said) = told(&["sheet", "out", "--firm", "Alder"]);
        assert!(code == 2 && said.contains("error[file-kind]"), "{said}");
        folder.write("out/datapackage.json", package.as_bytes());
    }
}

#[test]
fn a_name_with_markup_is_shown_as_text() {
    let rows = FIRMS.replace("Alder Works", "<script>alert(1)</script>&\u{202e}");
    let folder = folder(&rows);
    assert!(folder.jifen(&["run", "campaign.toml", "--quiet"]).status.success());
    assert!(folder.jifen(&["sheet", "out", "--firm", "Alder", "--html", "a.html", "-q"]).status.success());
    let page = folder.read("a.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    roxmltree::Document::parse_with_options(
        &page,
        roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
    )
    .unwrap_or_else(|error| panic!("{error}\n{page}"));
}

#[test]
fn what_has_no_sheet_is_said() {
    let firms = FIRMS.to_owned() + "Faulty,Faulty Works,是,否,否,9O00,300,9,3,10,否,3\n";
    let folder = folder(&firms);
    folder.edit(
        "card.toml",
        "pass = { when = \"points >= 20\", reason = \"fewer than 20 points\", reason_zh = \"不足20分\" }",
        "pass = \"points >= 20\"",
    );
    folder.jifen(&["run", "campaign.toml", "--quiet"]);
    let said = |arguments: &[&str]| text(&folder.jifen(arguments).stderr);
    for firm in ["Faulty", "Faulty Works"] {
        let told = said(&["sheet", "out", "--firm", firm]);
        assert!(
            told.contains(&format!("`{firm}`: in out its row is in quarantine (firms.csv, line 6)")),
            "{told}"
        );
    }
    assert!(said(&["sheet", "out", "--firm", "Nobody"]).contains("no firm with points is called `Nobody`"));
    let told = said(&["sheet", "campaign.toml", "--firm", "Alder"]);
    assert!(told.contains("campaign.toml: is a file, not the folder of a finished run"), "{told}");
    // A rule on the points alone has words.
    assert!(folder.told(&["sheet", "out", "--firm", "Alder"]).contains("pass rule: at least 20 points"));
    let told = folder.told(&["sheet", "out", "--firm", "Alder", "--lang", "zh"]);
    assert!(told.contains("达标规则：创新积分不低于 20 分"), "{told}");
}

#[test]
fn a_thousand_sheets_take_less_than_ten_seconds() {
    let folder = Folder::with_firms(1_001, 0.0);
    // One of them has too few values for points.
    folder.jifen(&["run", "campaign.toml", "--quiet"]);
    let begun = Instant::now();
    let told = folder.told(&["sheet", "out", "--all", "--out", "sheets"]);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(told.contains("1,000 sheets written"), "{told}");
}
