//! What `jifen explain` tells of small scorecards, each made for one thing it has to say.

use crate::cli::explain::explained;
use crate::support::workplace::{Folder, text};

/// A campaign of this scorecard over these firms, whose ids are in the column `firm`.
fn small(card: &str, firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("small.toml", card.as_bytes());
    folder.write("firms.csv", firms.as_bytes());
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    folder.edit("campaign.toml", "mst-2022", "small.toml");
    folder.edit("campaign.toml", "path =", "id = \"firm\"\npath =");
    folder
}

fn head(scale: f64, decimals: u8) -> String {
    format!(
        "id = \"small\"\ntitle = \"Small\"\nweights_basis = \"local\"\nscale = {scale}\ndecimals = \
        {decimals}\nmissing = \"zero\"\n"
    )
}

fn indicator(within: &str, id: &str, value: &str, high: f64, weight: f64) -> String {
    format!(
        "[[{within}]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\nweight = {weight}\n\
         curve = {{ linear = {{ low = 0, high = {high} }} }}\n"
    )
}

fn told(folder: &Folder, firm: &str) -> String {
    folder.told(&["explain", "campaign.toml", "--firm", firm])
}

#[test]
fn what_is_taken_off_is_no_strength() {
    let card = head(10.0, 1)
        + &indicator("indicator", "staff", "employees", 10.0, 10.0)
        + "[deduction]\n"
        + &indicator("deduction.indicator", "listed", "awards", 1.0, 20.0);
    let folder = small(&card, "firm,授权,职工总数,省级及以上科技奖励数量\nA,是,6,1\nB,是,5,0\nC,是,10,0\n");
    let listed = told(&folder, "A");
    assert!(listed.contains("greatest lags behind the median of all: listed -20.00"), "{listed}");
    assert!(!listed.contains("leads over the median"), "{listed}");
    assert!(listed.contains("100.0 %  -20.00  20         0.0 %        -20.00"), "{listed}");
    assert!(listed.contains("lifted from -14 by its floor"), "{listed}");
    assert!(
        listed.contains(
            "next firm above in all: 5.0 points, rank 2 in the segment; its greatest leads \
            over this firm: listed +20.00\n"
        ),
        "{listed}"
    );
    let free = told(&folder, "B");
    assert!(free.contains("its greatest leads over this firm: staff +5.00\n"), "{free}");
}

#[test]
fn of_several_ways_the_one_that_counts_is_told() {
    let ways = |combine: &str| {
        head(10.0, 1)
            + &format!("[[group]]\nid = \"ways\"\ntitle = \"Ways\"\ncombine = \"{combine}\"\n")
            + &indicator("group.indicator", "one", "employees", 10.0, 10.0)
            + "missing = \"skip\"\n"
            + &indicator("group.indicator", "two", "awards", 10.0, 10.0)
    };
    let firms = "firm,授权,职工总数,省级及以上科技奖励数量\nA,是,6,2\nB,是,,5\nC,是,3,9\nD,是,0,0\n";
    let outdone = |combine: &str, firm: &str| -> Vec<String> {
        let folder = small(&ways(combine), firms);
        let explanation = explained(&folder, firm, &[]);
        let indicators = explanation["account"]["indicators"].as_array().expect("a list").clone();
        let outdone = indicators.iter().filter(|one| one["outdone"] == true);
        outdone.map(|one| one["id"].as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(outdone("max", "A"), ["two"]);
    assert_eq!(outdone("max", "C"), ["one"]);
    assert_eq!(outdone("min", "A"), ["one"]);
    // What is left out stands in nobody's way, and where there are no points no way is better.
    assert_eq!(outdone("max", "B"), [""; 0]);
    assert_eq!(outdone("min", "B"), [""; 0]);
    assert_eq!(outdone("max", "D"), [""; 0]);
    let folder = small(&ways("max"), firms);
    assert!(
        told(&folder, "B").contains("its greatest leads over this firm: ways +1.00\n"),
        "{}",
        told(&folder, "B")
    );
}

#[test]
fn a_small_scale_is_told_with_enough_decimals() {
    let card = head(1.0, 3) + &indicator("indicator", "staff", "employees", 1000.0, 1.0);
    let folder = small(&card, "firm,授权,职工总数\nA,是,13\nB,是,12\nC,是,11\n");
    let text = told(&folder, "A");
    assert!(text.contains("small: 0.013 of 1 points") && text.contains("0.0130"), "{text}");
    assert!(text.contains("greatest leads over the median of all: staff +0.0010\n"), "{text}");
    assert!(!told(&folder, "B").contains("the median of all"), "{}", told(&folder, "B"));
}

#[test]
fn firms_are_found_by_what_tells_them_apart_and_by_name() {
    let card = head(10.0, 1) + &indicator("indicator", "staff", "employees", 10.0, 10.0);
    let firms = "firm,授权,企业名称,职工总数\na1,是,甲,6\nA1,是,乙,5\nbB,是,丙\u{1b}[31m,4\nQ7,是,丁,x100\n甲2,是,戊,1\n\
        甲3,是,戊,1\n";
    let folder = small(&card, firms);
    for (firm, first_line) in [
        ("a1", "a1 甲 · line 2"),
        ("A1", "A1 乙 · line 3"),
        ("Ａ1", "A1 乙 · line 3"),
        ("BB", "bB 丙 [31m · line 4"),
        ("乙", "A1 乙 · line 3"),
    ] {
        let text = told(&folder, firm);
        assert!(text.contains(&format!("--- stdout\n{first_line}\n")), "{firm}: {text}");
    }
    for (firm, words) in [
        ("q7", "no firm is called `q7`"),
        ("Q7", "the row of `Q7` is quarantined: `x100` is not a number"),
        ("00", "no firm is called `00`"),
        ("戊", "2 firms have that name: give the credit code of one"),
        ("bC", "did you mean `bB`?"),
    ] {
        assert!(told(&folder, firm).contains(words), "{firm}: {}", told(&folder, firm));
    }
}

#[test]
fn a_checklist_is_told_condition_by_condition() {
    let folder = Folder::with_firms(1, 0.0);
    let made = folder.jifen(&[
        "sample",
        "--firms",
        "60",
        "--seed",
        "5",
        "--wide",
        "--out",
        "firms.csv",
        "--force",
        "-q",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    folder.edit("campaign.toml", "mst-2022", "star-attribute-2024");
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    let cohort = folder.read("firms.csv");
    let verdicts = cohort.lines().skip(1).step_by(7).map(|line| {
        let text = told(&folder, line.split(',').next().expect("a code"));
        assert!(text.contains("\nstar-attribute-2024: a checklist\n"), "{text}");
        assert!(!text.contains("values read") && !text.contains("indicator "), "{text}");
        assert!(text.contains("    part patents: ") && text.contains("(invention_patents_used = "), "{text}");
        let qualifies = text.contains("\nqualifies\n");
        assert_eq!(qualifies, text.contains("\npass rule: met\n"), "{text}");
        assert_eq!(!qualifies, text.contains("\ndoes not qualify: "), "{text}");
        qualifies
    });
    let verdicts: Vec<bool> = verdicts.collect();
    assert!(verdicts.contains(&true) && verdicts.contains(&false), "{verdicts:?}");
}

/// A scorecard with a treatment, a missing policy, a limit and a curve of every kind.
const EVERY_WORD: &str = r#"
id = "words"
title = "Every word"
weights_basis = "local"
scale = 100
decimals = 2
missing = "zero"

[[route]]
id = "certified"
title = "valid HNTE certificate"
when = "hnte"

[[gate]]
id = "small"
reason = "neither small nor young"
any_of = [{ when = "employees <= 500" }, { title = "young", when = "YEARS_BETWEEN(founded, as_of) < 5" }]

[pass]
reason = "fewer than 90 points"
when = "points >= 90"

[[group]]
id = "capped"
title = "Capped"
cap = 20

[[group.indicator]]
id = "drawn"
title = "Drawn in"
value = "revenue"
treatment = [{ winsorise = { lower = 0, upper = 0.8, within = [] } }, "ln"]
curve = { minmax = { within = [] } }
weight = 15

[[group.indicator]]
id = "filled"
title = "Filled in"
value = "rd_expense"
curve = { reference = 100 }
missing = { median = { within = [] } }
weight = 15

[[group]]
id = "lifted"
title = "Lifted"
floor = 5

[[group.indicator]]
id = "skipped"
title = "Skipped"
value = "net_profit"
curve = { zscore = { within = [] } }
missing = "skip"
weight = 10

[[group.indicator]]
id = "counted"
title = "Counted"
value = "awards"
curve = { per_unit = { unit = 1, points = 4, cap = 10 } }

[[group]]
id = "others"
title = "Others"

[[group.indicator]]
id = "bent"
title = "Bent"
value = "platforms"
curve = { piecewise = [[0, 0], [2, 0.5], [10, 1]] }
weight = 20

[[group.indicator]]
id = "clean"
title = "Clean"
value = "abnormal"
direction = "lower"
curve = "flag"
weight = 20

[[group.indicator]]
id = "classed"
title = "Classed"
value = "rd_body"
curve = { classes = { points = { "国家级" = 20, "省级" = 12 }, otherwise = 1 } }
"#;

const FEW_FIRMS: &str = "统一社会信用代码,数据授权,企业名称,成立日期,职工总数,营业收入(万元),研发费用(万元),净利润(万元),\
省级及以上科技奖励数量,省级及以上研发或创新平台数量,经营异常,研发机构级别,高新技术企业\n\
911101085923662400,是,甲,2012-03-01,80,100,90,5,2,1,否,国家级,否\n\
91440300708461136T,是,乙,2012-03-01,900,1000,80,50,4,20,是,省级,否\n\
91310000630000082J,否,丙,2023-03-01,,9000,,,0,0,否,,是\n\
913200001347634093,是,丁,2012-03-01,80,20,1,-30,0,5,否,市级,否\n";

#[test]
fn every_word_of_a_scorecard_is_told() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("words.toml", EVERY_WORD.as_bytes());
    folder.write("firms.csv", FEW_FIRMS.as_bytes());
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    folder.edit("campaign.toml", "mst-2022", "words.toml");
    let mut limits = Vec::new();
    let mut told = String::new();
    for firm in FEW_FIRMS.lines().skip(1).map(|line| &line[..18]) {
        let explanation = explained(&folder, firm, &[]);
        let account = &explanation["account"];
        let indicators = account["indicators"].as_array().expect("a list");
        let points = |ids: [&str; 2]| -> f64 {
            let own = indicators.iter().filter(|one| ids.contains(&one["id"].as_str().expect("a text")));
            own.filter_map(|one| one["points"].as_f64()).sum()
        };
        for (group, ids, (low, high)) in
            [("capped", ["drawn", "filled"], (0.0, 20.0)), ("lifted", ["skipped", "counted"], (5.0, 20.0))]
        {
            let groups = account["groups"].as_array().expect("a list");
            let own = groups.iter().find(|one| one["id"] == group).expect("the group");
            let left_out = indicators.iter().any(|one| one["id"] == "skipped" && one["share"].is_null());
            let made = if left_out && group == "lifted" { 2.0 * points(ids) } else { points(ids) };
            let expected: f64 = made.clamp(low, high);
            assert!((own["points"].as_f64().expect("a number") - expected).abs() < 1e-9, "{group} of {firm}");
            let limited = (expected - made).abs() > 1e-12;
            assert_eq!(own["before_limit"].as_f64().is_some(), limited, "{group} of {firm}");
            limits.extend(limited.then_some(group));
        }
        let text = folder.told(&["explain", "campaign.toml", "--firm", firm]);
        told += &format!("{text}\n");
    }
    assert!(limits.contains(&"capped") && limits.contains(&"lifted"), "{limits:?}");
    super::commands::shows("explain_every_word", &told);
}
