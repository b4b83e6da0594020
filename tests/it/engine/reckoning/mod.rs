//! Numbers come out as they do by hand: shares that are equal tie, gates hold at their bound, whatever the
//! unit.

use std::path::Path;

use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// Names of units of money, and the power of ten from each to 万元.
const UNITS: [(&str, i32); 5] = [("元", -4), ("千元", -1), ("万元", 0), ("百万元", 2), ("亿元", 4)];

/// The files of one case, in a folder of their own.
fn case(name: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/engine/reckoning").join(name);
    for entry in std::fs::read_dir(&from).expect("the case is there") {
        let path = entry.expect("a folder can be listed").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        folder.write(&name, &std::fs::read(&path).expect("a file of the case can be read"));
    }
    folder
}

/// `scores.csv` of a file of firms under a scorecard.
fn scores(folder: &Folder, firms: &str, card: &str, id: &str) -> String {
    let arguments =
        ["score", firms, "--scorecard", card, "--id", id, "--as-of", "2025-12-31", "--out", "-", "-q"];
    let output = folder.jifen(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// A column of a CSV file.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let at = reader.headers().expect("a header").iter().position(|header| header == name).expect("a column");
    reader.records().map(|record| record.expect("a row")[at].to_owned()).collect()
}

/// A number of 万元 as it is written in another unit, by moving the point.
fn moved(cell: &str, power: i32) -> String {
    // A mark for what is not known is no number.
    if cell.parse::<f64>().is_err() {
        return cell.to_owned();
    }
    if let Some(size) = cell.strip_prefix('-') {
        return format!("-{}", moved(size, power));
    }
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i32 - power;
    let padded = format!("{}{digits}", "0".repeat((1 - point).max(0) as usize));
    let point = point.max(1) as usize;
    let padded = format!("{padded:0<point$}");
    format!("{}.{}", &padded[..point], &padded[point..]).trim_end_matches('.').to_owned()
}

/// The file with every amount in another unit.
fn in_unit(firms: &str, unit: &str, power: i32) -> String {
    let mut lines = firms.lines();
    let header = lines.next().expect("a header").replace("万元", unit);
    let row = |line: &str| {
        let cells = line.split(',').enumerate();
        let cells = cells.map(|(at, cell)| if at == 0 { cell.to_owned() } else { moved(cell, power) });
        cells.collect::<Vec<_>>().join(",")
    };
    [header].into_iter().chain(lines.map(row)).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn equal_shares_tie_under_every_curve_and_in_every_unit() {
    let folder = case("ratio_ties");
    let firms = folder.read("firms.csv");
    for (unit, power) in UNITS {
        folder.write("other.csv", in_unit(&firms, unit, power).as_bytes());
        for (card, points) in [("rminmax.toml", "5.00"), ("rpct.toml", "0.00"), ("rzscore.toml", "5.00")] {
            let found = scores(&folder, "other.csv", card, "credit_code");
            assert_eq!(column(&found, "points"), [points; 4], "{card} in {unit}");
            assert_eq!(column(&found, "rank"), ["1"; 4], "{card} in {unit}");
        }
    }
    // All three grew by exactly a half.
    folder.edit("rpct.toml", "rd_expense / revenue * 100", "(revenue / revenue_prev - 1) * 100");
    let grown = folder.read("growth.csv");
    for (unit, power) in UNITS {
        folder.write("other.csv", in_unit(&grown, unit, power).as_bytes());
        let found = scores(&folder, "other.csv", "rpct.toml", "firm");
        assert_eq!(
            (column(&found, "points"), column(&found, "rank")),
            (vec!["0.00".into(); 3], vec!["1".into(); 3])
        );
    }
}

#[test]
fn points_do_not_move_when_the_unit_does() {
    let folder = Folder::with_firms(400, 0.0);
    let whole = scores(&folder, "firms.csv", "mst-2022", "统一社会信用代码");
    let sample = folder.read("firms.csv");
    let mut reader = csv::Reader::from_reader(sample.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for (unit, power) in UNITS {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let titles = header.iter().map(|title| title.replace("(万元)", &format!("({unit})")));
        writer.write_record(titles).expect("written to memory");
        for row in &rows {
            let cells = row.iter().zip(&header).map(|(cell, title)| match title.contains("(万元)") {
                true if !cell.is_empty() => moved(cell, power),
                _ => cell.to_owned(),
            });
            writer.write_record(cells).expect("written to memory");
        }
        folder.write("other.csv", &writer.into_inner().expect("written to memory"));
        assert!(scores(&folder, "other.csv", "mst-2022", "统一社会信用代码") == whole, "{unit}");
    }
}

#[test]
fn a_gate_and_a_tier_with_the_same_words_say_the_same() {
    let folder = case("growth_gate");
    let found = scores(&folder, "firms.csv", "card.toml", "firm");
    assert_eq!(column(&found, "points"), ["10.00"; 2]);
    assert_eq!(column(&found, "qualified"), ["true"; 2]);
    assert_eq!(column(&found, "failed"), [""; 2]);
}

#[test]
fn three_percent_is_three_percent() {
    let folder = case("exactly_three_percent");
    let found = scores(&folder, "firms.csv", "specialized-sme-2022", "统一社会信用代码");
    assert!(column(&found, "failed").iter().all(|failed| !failed.contains("3 %")), "{found}");
    // Every whole revenue from 3,334 to 19,999 万元, by a rule that divides.
    folder.write(
        "card.toml",
        "id = \"t\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 2\nmissing = \"zero\"\n\
         [[gate]]\nid = \"rd\"\nreason = \"below 3 %\"\nwhen = \"rd_expense / revenue * 100 >= 3\"\n\
         [[gate]]\nid = \"share\"\nreason = \"below 0.03\"\nwhen = \"rd_expense / revenue >= 0.03\"\n\
         [[gate]]\nid = \"third\"\nreason = \"a third of it\"\nwhen = \"third * 100 >= revenue / 100\"\n\
         [[derived]]\nid = \"third\"\ntitle = \"A third of R&D\"\nvalue = \"rd_expense / 3 / 100\"\n\
         [[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"rd_expense / revenue * 100\"\n\
         curve = { tiers = { at_least = [[3, 10]], otherwise = 0 } }\n"
            .as_bytes(),
    );
    let rows = (3334..20_000)
        .map(|revenue| format!("A{revenue},{revenue},{}.{:02}\n", revenue * 3 / 100, revenue * 3 % 100));
    folder.write(
        "many.csv",
        ("firm,revenue(万元),rd_expense(万元)\n".to_owned() + &rows.collect::<String>()).as_bytes(),
    );
    let found = scores(&folder, "many.csv", "card.toml", "firm");
    let wrong = column(&found, "points")
        .iter()
        .zip(column(&found, "failed"))
        .filter(|(points, failed)| *points != "10.00" || !failed.is_empty())
        .count();
    assert_eq!(wrong, 0, "of 16,666 firms");
}

#[test]
fn a_rule_of_a_list_holds_at_its_bound_and_explain_says_so() {
    let folder = case("list_order");
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out", "-q"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert_eq!(folder.rows("out/referrals/b.csv").len(), 2);
    for firm in ["91330100MA2KTX001P", "91330100MA2KTX002T"] {
        let told = folder.jifen(&["explain", "campaign.toml", "--firm", firm, "--format", "json"]);
        let account: Value = serde_json::from_slice(&told.stdout).expect("one JSON object");
        assert!(account["lists"][0]["place"].is_u64(), "{}", account["lists"]);
    }
}

/// Rules of a gate, a tier and a list, each with a bound that many firms lie exactly on.
const SAME_WORDS: &str = "id = \"t\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = \
    2\nmissing = \"zero\"\n\
    [[gate]]\nid = \"grow\"\nreason = \"grew less\"\nwhen = \"(revenue / revenue_prev - 1) * 100 >= 12.5\"\n\
    [[indicator]]\nid = \"g\"\ntitle = \"growth\"\nvalue = \"(revenue / revenue_prev - 1) * 100\"\n\
    curve = { tiers = { at_least = [[12.5, 10]], otherwise = 0 } }\n";

#[test]
fn explain_says_of_rules_and_tiers_what_the_run_did() {
    let folder = case("list_order");
    folder.write("card.toml", SAME_WORDS.as_bytes());
    folder.edit("institutions.toml", ">= 20", ">= 12.5");
    let mut firms = "统一社会信用代码,营业收入(万元),上年营业收入(万元),授权\n".to_owned();
    // 9 of 8, in thousandths of 万元: on the bound, and a thousandth off it.
    for at in 0..24_i64 {
        let before = 8 * (at * at * 977 + 131);
        let after = before / 8 * 9 + [0, -1, 1][at as usize % 3];
        firms += &format!(
            "A{at},{}.{:03},{}.{:03},是\n",
            after / 1000,
            after % 1000,
            before / 1000,
            before % 1000
        );
    }
    folder.write("firms.csv", firms.as_bytes());
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"统一社会信用代码\"");
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out", "-q"]);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{}", text(&run.stderr));
    let listed: Vec<String> =
        folder.rows("out/referrals/b.csv").into_iter().map(|row| row["统一社会信用代码"].clone()).collect();
    for row in folder.rows("out/scores.csv") {
        let id = &row["credit_code"];
        let is_on = id[1..].parse::<usize>().expect("a number") % 3 != 1;
        assert_eq!(
            (row["points"] == "10.00", row["qualified"] == "true", listed.contains(id)),
            (is_on, is_on, is_on),
            "{id}"
        );
        let told = folder.jifen(&["explain", "campaign.toml", "--firm", id, "--format", "json"]);
        let account: Value = serde_json::from_slice(&told.stdout).expect("one JSON object");
        assert_eq!(account["account"]["gates"][0]["met"], is_on, "{id}: {}", account["account"]["gates"]);
        assert_eq!(account["lists"][0]["place"].is_u64(), is_on, "{id}: {}", account["lists"]);
    }
}

#[test]
fn a_share_that_all_firms_have_varies_for_no_method() {
    let folder = case("list_order");
    folder.write(
        "card.toml",
        "id = \"t\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 20\ndecimals = 2\nmissing = \"zero\"\n\
         [[indicator]]\nid = \"share\"\ntitle = \"share\"\nvalue = \"rd_expense / revenue * 100\"\nweight = \
         10\n\
         curve = { minmax = { within = [] } }\n\
         [[indicator]]\nid = \"size\"\ntitle = \"size\"\nvalue = \"revenue\"\nweight = 10\n\
         curve = { minmax = { within = [] } }\n"
            .as_bytes(),
    );
    // Exactly 7 % of a revenue with one decimal, in thousandths.
    let rows = (0..60_i64).map(|at| {
        let revenue = 10 * (1000 + at * at * 37) + 4;
        let thousandths = revenue * 7;
        format!(
            "A{at},{}.{},{}.{:03},是\n",
            revenue / 10,
            revenue % 10,
            thousandths / 1000,
            thousandths % 1000
        )
    });
    let header = "统一社会信用代码,营业收入(万元),研发费用(万元),授权\n".to_owned();
    folder.write("firms.csv", (header + &rows.collect::<String>()).as_bytes());
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"统一社会信用代码\"");
    folder.edit("institutions.toml", "(revenue / revenue_prev - 1) * 100 >= 20", "revenue > 0");
    for method in ["critic", "stddev", "entropy", "pca"] {
        let told = folder.jifen(&["weights", method, "campaign.toml", "--format", "json"]);
        let study: Value = serde_json::from_slice(&told.stdout).expect("one JSON object");
        let proposed = |at: usize| study["indicators"][at]["proposed"][0].as_f64();
        assert_eq!((proposed(0), proposed(1)), (Some(0.0), Some(20.0)), "{method}");
    }
}

/// A scorecard of one indicator of ten points.
fn card(value: &str, rest: &str) -> String {
    format!(
        "id = \"one\"\ntitle = \"One\"\nscale = 10\ndecimals = 2\nweights_basis = \"local\"\nmissing = \
        \"zero\"\n\n\
         [[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"{value}\"\nweight = 10\n{rest}\n"
    )
}

/// The points of every firm of `firms`, in the order of ids, under `card`.
fn points(firms: &str, card: &str) -> Vec<String> {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", card.as_bytes());
    folder.write("firms.csv", firms.as_bytes());
    let scores = scores(&folder, "firms.csv", "card.toml", "firm");
    let firms = column(&scores, "firm").into_iter().zip(column(&scores, "points"));
    let by_id: std::collections::BTreeMap<String, String> = firms.collect();
    by_id.into_values().collect()
}

/// As doubles the mean of 7/900 and 83/900 lies below 5 %.
#[test]
fn means_and_medians_of_ratios_are_those_of_the_ratios() {
    let firms = "firm,研发费用(万元),营业收入(万元)\na,7,900\nb,83,900\nc,,\n";
    let value = "rd_expense / revenue * 100";
    for policy in ["mean", "median"] {
        let rest = format!(
            "missing = {{ {policy} = {{ within = [] }} }}\ncurve = {{ tiers = {{ at_least = [[5, 10]], \
            otherwise = 0 }} }}"
        );
        let found = points(firms, &card(value, &rest));
        let [first, second, imputed] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!([first.as_str(), second, imputed], ["0.00", "10.00", "10.00"], "{policy}");
    }
    // Of 1/6 and 1/2, a third: equal to that of the firm that has it.
    let firms = "firm,研发费用(万元),营业收入(万元)\na,1,6\nb,1,2\nc,,\nd,1,3\n";
    let rest = "missing = { mean = { within = [] } }\ncurve = { minmax = { within = [] } }";
    let found = points(firms, &card("rd_expense / revenue", rest));
    assert_eq!(found[2], found[3], "{found:?}");
}

/// The median of 1/7 and 44/35 is 0.7.
#[test]
fn winsorised_ratios_are_drawn_in_to_the_exact_quantile() {
    let rest = "treatment = [{ winsorise = { lower = 0, upper = 0.5, within = [] } }]\n\
        curve = { tiers = { at_least = [[0.7, 10]], otherwise = 0 } }";
    let firms = "firm,研发费用(万元),营业收入(万元)\na,1,7\nb,44,35\n";
    assert_eq!(points(firms, &card("rd_expense / revenue", rest)), ["0.00", "10.00"]);
}

/// Between goalposts that are near one another beside their size, the difference of two doubles has few
/// digits.
#[test]
fn a_short_way_between_great_numbers_is_measured_exactly() {
    let firms = "firm,营业收入(万元)\na,1000000.1\nb,1000000.15\nc,1000000.2001\nd,1000000.3\n";
    let by_hand = ["0.0000", "2.5000", "5.0050", "10.0000"];
    for curve in [
        "linear = { low = 1000000.1, high = 1000000.3 }",
        "minmax = { within = [] }",
        "piecewise = [[1000000.1, 0], [1000000.3, 1]]",
    ] {
        let card = card("revenue", &format!("curve = {{ {curve} }}")).replace("decimals = 2", "decimals = 6");
        let found = points(firms, &card);
        let expected = by_hand.map(|points| format!("{points}00"));
        assert_eq!(found, expected, "{curve}");
    }
}

/// Gates, tiers, ranks by ratio, a pass rule, and a list ordered by ratio: many firms tie, or lie on a bound.
const TIED: &str = "id = \"t\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 30\ndecimals = 2\nmissing \
    = \"zero\"\n\
    [[gate]]\nid = \"grow\"\nreason = \"grew less\"\nwhen = \"(revenue / revenue_prev - 1) * 100 >= \
    12.5\"\nunknown = \"fail\"\n\
    [[gate]]\nid = \"rd\"\nreason = \"researched less\"\nwhen = \"rd_expense * 100 / revenue >= \
    3\"\nunknown = \"fail\"\n\
    [[indicator]]\nid = \"g\"\ntitle = \"growth\"\nvalue = \"(revenue / revenue_prev - 1) * 100\"\n\
    curve = { tiers = { at_least = [[25, 10], [12.5, 5]], otherwise = 0 } }\n\
    [[indicator]]\nid = \"p\"\ntitle = \"rank\"\nvalue = \"rd_expense / revenue\"\nweight = 10\n\
    curve = { percentile = { within = [], ties = \"mean\" } }\n\
    [[indicator]]\nid = \"m\"\ntitle = \"place\"\nvalue = \"rd_expense / revenue\"\nweight = 10\ncurve = { \
    minmax = { within = [] } }\n\
    [[tie_breaker]]\nby = \"rd_expense / revenue\"\norder = \"descending\"\n";

/// What explain says of each of some hundred random firms that tie by twos and threes is what the run did.
#[test]
fn explain_says_of_random_firms_and_ties_what_the_run_did() {
    let folder = case("list_order");
    folder.write("card.toml", TIED.as_bytes());
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"统一社会信用代码\"");
    folder.write(
        "institutions.toml",
        "[[institution]]\nid = \"b\"\nname = \"B\"\nkind = \"bank\"\ndefault_rules = false\ncapacity = 15\n\
         order = { by = \"rd_expense / revenue\", direction = \"descending\" }\n\
         [[institution.rule]]\nwhen = \"rd_expense / revenue * 100 >= 2.5\"\nreason = \"under 2.5 %\"\n"
            .as_bytes(),
    );
    let (mut ties, mut on, mut off) = (0, 0, 0);
    for seed in 1..5_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = |choices: u64| {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % choices
        };
        let mut firms = "统一社会信用代码,营业收入(元),上年营业收入(元),研发费用(元),授权\n".to_owned();
        for at in 0..28 {
            // Shares of 2.5 %, 3 % and 7 %, and growth by 12.5 % and 25 %, each of another size.
            let size = 8 * (next(90_000) + 7);
            let revenue = size * [9, 10, 11][next(3) as usize];
            let share = [25, 30, 70, 31][next(4) as usize];
            let thousandths = revenue * share;
            firms += &format!(
                "A{at},{revenue},{},{}.{:03},是\n",
                size * 8,
                thousandths / 1000,
                thousandths % 1000
            );
        }
        folder.write("firms.csv", firms.as_bytes());
        let run = folder.jifen(&["run", "campaign.toml", "--out", "out", "--force", "-q"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let list: Vec<String> =
            folder.rows("out/referrals/b.csv").iter().map(|row| row["统一社会信用代码"].clone()).collect();
        let scores = folder.rows("out/scores.csv");
        for row in &scores {
            let id = &row["credit_code"];
            let told = folder.jifen(&["explain", "campaign.toml", "--firm", id, "--format", "json"]);
            let told: Value = serde_json::from_slice(&told.stdout).expect("one JSON object");
            let account = &told["account"];
            let published = |name: &str| row[name].parse::<f64>().expect("a number");
            assert_eq!(account["points"].as_f64(), Some(published("points")), "{id}: {account}");
            assert_eq!(account["rank"].as_f64(), Some(published("rank")), "{id}: {account}");
            assert_eq!(account["qualified"].as_bool(), Some(row["qualified"] == "true"), "{id}: {account}");
            let failed: Vec<&str> = row["failed"].split("; ").filter(|reason| !reason.is_empty()).collect();
            let gates = account["gates"].as_array().expect("a list").iter();
            let not_met = gates.filter(|gate| gate["met"] == false).filter_map(|gate| gate["id"].as_str());
            let reasons = not_met.map(|gate| if gate == "grow" { "grew less" } else { "researched less" });
            assert_eq!(reasons.collect::<Vec<_>>(), failed, "{id}: {account}");
            assert_eq!(account["reasons"], serde_json::json!(failed), "{id}: {account}");
            let sum: f64 = account["indicators"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(|one| one["points"].as_f64())
                .sum();
            assert!((sum - published("points")).abs() < 0.005 + 1e-9, "{id}: {account}");
            let place = list.iter().position(|listed| listed == id).map(|at| at as u64 + 1);
            let listed = told["lists"][0]["outcome"] == "listed";
            let told_place = told["lists"][0]["place"].as_u64().filter(|_| listed);
            assert_eq!(told_place, place, "{id}: {}", told["lists"]);
            let tied = scores.iter().filter(|other| other["points"] == row["points"]).count() > 1;
            ties += usize::from(tied);
            if place.is_some() {
                on += 1;
            } else {
                off += 1;
            }
            // Equal points share a rank, and the firm next above has more.
            if let Some(above) = account["above"]["points"].as_f64() {
                assert!(above >= published("points"), "{id}: {account}");
            }
        }
    }
    assert!(ties > 20 && on > 20 && off > 20, "{ties} ties, {on} on lists, {off} off them");
}
