//! What `jifen calibrate` makes of a file of outcomes row by row, and what it says of those that deserve a
//! second look: noise, windows, segments, headers, other firms.

use serde_json::Value;

use crate::studies::calibrate::{TRUTH, number, points, points_by, small, study, write_outcomes};
use crate::support::workplace::{Folder, text};

const DRAWS: [&str; 2] = ["--draws", "50"];

/// What a person sees: standard output, standard error and the exit code.
fn told(folder: &Folder, arguments: &[&str]) -> (String, String, i32) {
    let all = [&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], arguments].concat();
    let output = folder.jifen(&all);
    (text(&output.stdout), text(&output.stderr), output.status.code().expect("it ends"))
}

/// Outcomes that points have a hand in, with other columns by the row's number.
fn write_with(folder: &Folder, columns: &str, cells: impl Fn(usize) -> String) {
    let rows: String = points(folder, TRUTH)
        .iter()
        .enumerate()
        .map(|(at, (id, points))| {
            let bad = u8::from(*points < 30.0 + ((at * 37) % 40) as f64);
            format!("{id},{bad},{}\n", cells(at))
        })
        .collect();
    folder.write("outcomes.csv", format!("credit_code,outcome,{columns}\n{rows}").as_bytes());
}

#[test]
fn noise_has_no_reading() {
    let folder = small(400);
    let points = points(&folder, TRUTH);
    let (mut read, mut wrong) = (0, 0);
    for seed in 21..27 {
        write_outcomes(&folder, &points, (-1.0, 0.0), seed);
        let (told, _) = study(&folder, &DRAWS);
        let evidence = told["evidence"].as_array().expect("a list");
        for one in evidence {
            assert_eq!(
                one["strength"].is_null(),
                number(&one["iv"]) <= number(&one["iv_by_chance"]),
                "{one}"
            );
        }
        read += evidence.iter().filter(|one| !one["strength"].is_null()).count();
        wrong += usize::from(told["cautions"].to_string().contains("no weight can correct it"));
    }
    // Five in 100 of 36 numbers.
    assert!(read <= 5, "{read} of 36 have a reading");
    assert!(wrong <= 2, "{wrong} of 6 are told to point the wrong way");
}

#[test]
fn windows_before_the_points_are_told_of_by_day_or_name() {
    let folder = small(200);
    for (columns, windows, count) in [
        ("window", ["2024", "2026"], 100),
        ("window", ["2025年下半年", "2026H1"], 100),
        ("window", ["2025", "2025"], 200),
        ("window_to", ["2025-12-31", "2026-06-30"], 100),
        ("window,window_from", ["2026,2025-12-01", "2026,2026-01-01"], 100),
        ("window,window_to", ["spring,2025-06-30", "autumn,2026-12-31"], 100),
    ] {
        write_with(&folder, columns, |at| windows[at % 2].to_owned());
        let cautions = study(&folder, &DRAWS).0["cautions"].to_string();
        let words = format!("the windows of {count} outcomes begin before or end by 2025-12-31");
        assert!(cautions.contains(&words), "{columns} {windows:?}: {cautions}");
    }
    for windows in [["2026H1", "2026H2"], ["spring", "autumn"]] {
        write_with(&folder, "window", |at| windows[at % 2].to_owned());
        let cautions = study(&folder, &DRAWS).0["cautions"].to_string();
        assert!(!cautions.contains("begin before"), "{cautions}");
    }
}

#[test]
fn a_window_in_other_words_is_the_same_window() {
    let folder = small(120);
    write_with(&folder, "window", |at| ["2026H1", "2026h1", "2026年上半年"][at % 3].to_owned());
    let mut table = folder.read("outcomes.csv");
    let row: Vec<&str> = table.lines().nth(1).expect("a row").split(',').collect();
    let turned = if row[1] == "1" { "0" } else { "1" };
    table += &format!("{},{turned},2026 H1\n", row[0].to_owned());
    folder.write("outcomes.csv", table.as_bytes());
    let (told, code) = study(&folder, &DRAWS);
    assert_eq!((code, &told["account"]["contradictory"]), (1, &2.into()), "{}", told["account"]);
    let windows = told["windows"].as_array().expect("a list");
    assert_eq!((windows.len(), &windows[0]["name"]), (1, &"2026H1".into()), "{}", told["windows"]);
}

#[test]
fn stability_sets_the_windows_against_each_other_that_time_does() {
    let folder = small(300);
    write_with(&folder, "window", |at| ["2026", "2027", "2028"][at % 3].to_owned());
    let told = study(&folder, &DRAWS).0;
    let names = |told: &Value| {
        let name = |value: &Value| value.as_str().or(value["en"].as_str()).map(str::to_owned);
        (name(&told["stability"]["base"]).expect("a name"), name(&told["stability"]["other"]))
    };
    assert_eq!(names(&told), ("2026 to 2027".to_owned(), Some("2028".to_owned())));
    // Two that begin on one day are later together.
    write_with(&folder, "window,window_from", |at| {
        ["a,2026-01-01", "b,2026-07-01", "c,2026-07-01"][at % 3].to_owned()
    });
    let told = study(&folder, &DRAWS).0;
    assert_eq!(names(&told), ("a".to_owned(), Some("b to c".to_owned())));
    assert_eq!(told["by_time"]["tested"], serde_json::json!(["b", "c"]));
}

#[test]
fn an_earlier_window_that_ends_in_a_later_one_is_told_of() {
    let folder = small(300);
    write_with(&folder, "window_from,window_to", |at| {
        ["2026-01-01,2027-12-31", "2026-03-01,2026-03-31", "2026-06-01,2026-12-31"][at % 3].to_owned()
    });
    let told = study(&folder, &DRAWS).0;
    assert_eq!(told["by_time"]["tested"], serde_json::json!(["2026-06-01..2026-12-31"]), "{told}");
    let words = "the windows `2026-01-01..2027-12-31` and `2026-06-01..2026-12-31` overlap";
    assert!(told["cautions"].to_string().contains(words), "{}", told["cautions"]);
}

#[test]
fn a_segment_with_few_outcomes_keeps_its_weights() {
    let folder = small(400);
    let segments = "[[segment]]\nid = \"tiny\"\ntitle = \"Tiny\"\nwhen = \"founded >= DATE '2025-08-01'\"\n\n\
                    [[segment]]\nid = \"rest\"\ntitle = \"Rest\"\n\n[[group]]\nid = \"research\"";
    folder.edit("card.toml", "[[group]]\nid = \"research\"", segments);
    folder.edit("card.toml", "weight = 25", "weight = { tiny = 30, rest = 25 }");
    folder.edit("card.toml", "weight = 20\n\n[[group]]", "weight = { tiny = 15, rest = 20 }\n\n[[group]]");
    let truth = TRUTH.map(|weight| vec![weight; 2]);
    write_outcomes(&folder, &points_by(&folder, &truth), (4.0, 11.0), 3);
    let (study, _) = study(&folder, &DRAWS);
    assert_eq!(
        (&study["segments_kept"], &study["fitted"]["free"]),
        (&serde_json::json!(["tiny"]), &3.into())
    );
    for row in study["weights"].as_array().expect("a list") {
        let (tiny, rest) = (&row["fitted"][0], &row["fitted"][1]);
        assert_eq!(
            (&tiny["value"], &tiny["low"], &tiny["high"]),
            (&row["today"][0], &row["today"][0], &row["today"][0])
        );
        assert_ne!(rest["value"], row["today"][1], "{row}");
    }
    let (shown, _, _) = told(&folder, &DRAWS);
    let words = "today's weights stay in tiny: fewer than 20 bad or 20 good firms";
    assert!(shown.contains(words), "{shown}");
}

#[test]
fn what_is_said_of_the_greatest_likelihood_is_so() {
    let folder = small(200);
    write_outcomes(&folder, &points(&folder, TRUTH), (4.0, 11.0), 3);
    assert_eq!(study(&folder, &DRAWS).0["fitted"]["linear"], true);
    assert!(
        told(&folder, &DRAWS).0.contains("no other weights within the bounds fit these outcomes better\n")
    );
    // Where values are left out the others carry their weight.
    folder.edit("card.toml", "missing = \"zero\"", "missing = \"skip\"");
    let card = folder
        .read("card.toml")
        .replace("title = \"Research\"", "title = \"Research\"\ncombine = \"mean\"\nweight = 70");
    folder.write("card.toml", card.as_bytes());
    let rows: Vec<String> = folder.read("firms.csv").lines().map(str::to_owned).collect();
    let header: Vec<&str> = rows[0].split(',').collect();
    let at = header.iter().position(|name| name.contains("发明专利申请")).expect("a column of applications");
    let blank = |row: &String| {
        let mut cells: Vec<&str> = row.split(',').collect();
        cells[at] = "";
        cells.join(",") + "\n"
    };
    let table: String = rows
        .iter()
        .enumerate()
        .map(|(line, row)| if line == 5 { blank(row) } else { format!("{row}\n") })
        .collect();
    folder.write("firms.csv", table.as_bytes());
    assert_eq!(study(&folder, &DRAWS).0["fitted"]["linear"], false);
    let shown = told(&folder, &DRAWS).0.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("so other weights may fit slightly better"), "{shown}");
}

#[test]
fn headers_that_say_nothing_are_helped_with() {
    let folder = small(40);
    let (id, _) = points(&folder, TRUTH).swap_remove(0);
    for (table, words) in [
        (
            format!("credit_code,outcom\n{id},1\n"),
            "the columns are `credit_code`, `outcom`\n  help: did you mean `outcome`? call one column",
        ),
        (
            format!("credit_code,default_amount\n{id},1\n"),
            "help: add the unit of the amounts: `default_amount(元)` or `default_amount(万元)`\n",
        ),
        (format!("credit_cod,outcome\n{id},1\n"), "write it as in the cohort's file"),
    ] {
        folder.write("outcomes.csv", table.as_bytes());
        let (_, told, code) = told(&folder, &DRAWS);
        assert!(code == 3 && told.contains(words) && !told.contains("campaign"), "{words}\n{told}");
    }
}

#[test]
fn outcomes_written_as_decimals_count() {
    let folder = small(200);
    write_outcomes(&folder, &points(&folder, TRUTH), (4.0, 11.0), 3);
    let (plain, _) = study(&folder, &DRAWS);
    let table = folder.read("outcomes.csv").replace(",1,", ",1.0,").replace(",0,", ",0.0,");
    folder.write("outcomes.csv", table.as_bytes());
    let (decimals, _) = study(&folder, &DRAWS);
    assert_eq!((&plain["bad"], &plain["weights"]), (&decimals["bad"], &decimals["weights"]));
}

#[test]
fn outcomes_turned_round_are_asked_about_first() {
    let folder = small(300);
    write_outcomes(&folder, &points(&folder, TRUTH), (4.0, 11.0), 3);
    let (turned, _) = study(&folder, &["--draws", "50", "--good", "1"]);
    let first = turned["cautions"][0]["en"].as_str().expect("a caution");
    assert!(first.contains("check --good, as 1 and 0 may be swapped"), "{}", turned["cautions"]);
    assert!(!study(&folder, &DRAWS).0["cautions"].to_string().contains("swapped"));
}

#[test]
fn firms_of_another_cohort_are_warned_of_and_most_of_them_refused() {
    let folder = small(120);
    write_with(&folder, "window", |_| "2026H1".to_owned());
    let known = folder.read("outcomes.csv");
    let strangers =
        |count: usize| (0..count).map(|at| format!("91110113MATXBM{at:04},1,2026H1\n")).collect::<String>();
    // The check characters of these ids are wrong, which is not for outcomes to say.
    folder.write("outcomes.csv", (known.clone() + &strangers(100)).as_bytes());
    let (_, noted, code) = told(&folder, &DRAWS);
    assert!(code == 0 && noted.contains("warning[firm-unknown]: outcomes.csv:122: "), "{noted}");
    assert!(!noted.contains("uscc-") && !noted.contains("error"), "{noted}");
    assert!(noted.contains("of outcomes in rows.csv with --out"), "{noted}");
    folder.write("outcomes.csv", (known + &strangers(121)).as_bytes());
    let (_, noted, code) = told(&folder, &DRAWS);
    assert!(
        code == 2
            && noted
                .contains("121 of 241 rows name firms that are not in the cohort\n  help: name the campaign"),
        "{noted}"
    );
}

#[test]
fn firms_in_quarantine_are_told_apart_from_other_firms() {
    let folder = small(300);
    write_outcomes(&folder, &points(&folder, TRUTH), (3.0, 8.0), 9);
    // Two firms in three have a revenue that is no number.
    let table = folder.read("firms.csv");
    let (header, rows) = table.split_once('\n').expect("a header");
    let revenue = header.split(',').position(|name| name.starts_with("营业收入")).expect("a column");
    let row = |(at, row): (usize, &str)| {
        let mut cells: Vec<&str> = row.split(',').collect();
        if at % 3 > 0 {
            cells[revenue] = "lots";
        }
        cells.join(",") + "\n"
    };
    let rows: String = rows.lines().enumerate().map(row).collect();
    folder.write("firms.csv", format!("{header}\n{rows}").as_bytes());
    let (told_json, code) = study(&folder, &["--draws", "50", "--out", "study"]);
    let account = &told_json["account"];
    assert_eq!(
        (code, &account["quarantined"], &account["unknown"]),
        (1, &200.into(), &0.into()),
        "{account}"
    );
    assert_eq!(folder.rows("study/rows.csv").iter().filter(|row| row["fate"] == "quarantined").count(), 200);
    let (shown, noted, _) = told(&folder, &DRAWS);
    assert!(shown.contains("300 rows read: 100 count, 200 of firms in quarantine\n"), "{shown}");
    assert!(
        noted.contains("the cohort's row of `") && noted.contains("` is in quarantine\n  help: "),
        "{noted}"
    );
}

#[test]
fn weights_of_a_small_scale_are_told_in_digits_that_tell() {
    let folder = small(500);
    folder.edit("card.toml", "scale = 100\ndecimals = 2", "scale = 1\ndecimals = 4\ncombine = \"mean\"");
    folder.edit("card.toml", "title = \"Research\"", "title = \"Research\"\nweight = 70");
    folder.edit("card.toml", "title = \"Growth\"\n\n", "title = \"Growth\"\nweight = 30\n\n");
    // Ten-thousandths of the scale are read as hundredths of 100.
    write_outcomes(&folder, &points(&folder, [6.0, 30.0, 34.0, 12.0, 18.0]), (5.0, 14.0), 3);
    let (shown, _, _) = told(&folder, &["--draws", "50", "--bounds", "50%"]);
    assert!(shown.contains("0.2500 → 0.1250"), "{shown}");
    assert!(!shown.contains("(kept)"), "{shown}");
}

#[test]
fn shares_are_said_as_they_were_typed() {
    let folder = small(700);
    write_outcomes(&folder, &points(&folder, [6.0, 30.0, 34.0, 12.0, 18.0]), (5.0, 14.0), 3);
    for (bounds, said) in [("7%", "7"), ("29.9%", "29.9")] {
        let (shown, _, _) =
            told(&folder, &["--draws", "50", "--bounds", bounds, "--write", "new.toml", "--force"]);
        assert!(shown.contains(&format!("proposed: weights within {said} % of today's")), "{shown}");
        assert!(folder.read("new.toml").contains(&format!("likelihood, each within {said} % of today's")));
        let (told, _) = study(&folder, &["--draws", "50", "--bounds", bounds]);
        let reach = bounds.trim_end_matches('%').parse::<f64>().expect("a number") / 100.0;
        for row in told["weights"].as_array().expect("a list") {
            let (today, proposed) = (number(&row["today"][0]), number(&row["proposed"][0]));
            assert!((proposed - today).abs() <= reach * today + 1e-9, "{bounds}: {row}");
            // No noise of the last digits.
            assert!(row["fitted"][0]["value"].to_string().len() < 14, "{row}");
        }
    }
}

#[test]
fn a_verdict_stands_above_its_tables_and_a_file_that_is_not_written_is_told_of() {
    let folder = small(300);
    write_outcomes(&folder, &points(&folder, TRUTH), (-1.0, 0.0), 11);
    let arguments = ["--draws", "50", "--write", "new.toml"];
    let (shown, _, code) = told(&folder, &arguments);
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words}\n{shown}"));
    assert!(code == 0 && place("No case for change: ") < place("bad rate by bins"), "{shown}");
    assert!(place("not proposed, for study only: weights within 30 %") > place("No case for change: "));
    for option in [&["--quiet"][..], &["--format", "json"]] {
        let all =
            [option, &["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], &arguments].concat();
        let output = folder.jifen(&all);
        let noted = text(&output.stderr);
        assert!(noted.contains("new.toml is not written: today's weights stay\n"), "{option:?}: {noted}");
    }
}

#[test]
fn every_row_of_outcomes_is_accounted_for() {
    let folder = small(120);
    let ids: Vec<String> = points(&folder, TRUTH).into_iter().map(|(id, _)| id).collect();
    let mut table = "统一社会信用代码,违约金额(元),是否违约,观察期起,观察期止\n".to_owned();
    for (at, id) in ids.iter().enumerate().skip(10) {
        // By amount alone, by word alone, by both.
        let bad = at % 3 == 0;
        let amount = if at % 2 == 0 { if bad { "20000" } else { "0" } } else { "" };
        let word = if at % 2 == 0 {
            ""
        } else if bad {
            "是"
        } else {
            "否"
        };
        table += &format!("{id},{amount},{word},2026-01-01,2026-06-30\n");
    }
    table += &format!("{},20000,否,2026-01-01,2026-06-30\n", ids[0]); // contradicts itself
    table += &format!("{},,1,2026-07-01,2026-06-30\n", ids[1]); // ends before it begins
    table += &format!(
        "{},,1,2026-01-01,2026-06-30\n\
        {},,0,2026-01-01,2026-06-30\n",
        ids[2], ids[2]
    ); // contradict
    table += &format!(
        "{},,1,2026-01-01,2026-06-30\n\
        {},,0,2026-07-01,2026-12-31\n",
        ids[3], ids[3]
    ); // two windows
    table += &format!(
        "{},,1,2026-01-01,2026-06-30\n\
        {},30000,,2026-01-01,2026-06-30\n",
        ids[4], ids[4]
    ); // repeat
    table += &format!("{},,,2026-01-01,2026-06-30\n", ids[5]); // not known yet
    table += &format!("{},,也许,2026-01-01,2026-06-30\n", ids[6]); // unreadable
    table += "91110113MATXBMU431,,1,2026-01-01,2026-06-30\n"; // unknown
    table += "911101050191256000,,1,2026-01-01,2026-06-30\n"; // unknown, its last digits lost
    table += "9.11101E+17,,1,2026-01-01,2026-06-30\n9.11101E+17,,0,2026-01-01,2026-06-30\n"; // no ids at all
    let (encoded, _, _) = encoding_rs::GB18030.encode(&table);
    folder.write("outcomes.csv", &encoded);
    let (told, code) = study(&folder, &["--draws", "50"]);
    assert_eq!(code, 1);
    let expected = [
        ("rows", 124),
        ("used", 113),
        ("repeated", 1),
        ("contradictory", 4),
        ("unreadable", 3),
        ("unanswered", 1),
        ("unknown", 2),
        ("not_scored", 0),
    ];
    for (name, count) in expected {
        assert_eq!(told["account"][name], count, "{name}: {}", told["account"]);
    }
    assert_eq!(told["aside"].as_array().map(Vec::len), Some(10));
    assert_eq!((&told["windows"][0]["outcomes"], &told["windows"][1]["outcomes"]), (&112.into(), &1.into()));
    assert_eq!(told["standing"]["firms"], 112);
    let all =
        ["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50", "--findings", "all"];
    let output = folder.jifen(&all);
    let told = text(&output.stderr);
    for words in [
        "error[outcome-contradictory]: outcomes.csv:112: the outcome is `0`, but the amount is `2`",
        "error[cell-date]: outcomes.csv:113: the window ends on 2026-06-30, before it begins on 2026-07-01",
        "has another outcome on line 115",
        "error[cell-flag]: outcomes.csv:121 [是否违约]",
        "warning[firm-unknown]: outcomes.csv:122: no firm of the cohort has the id `91110113MATXBMU431`",
        "`911101050191256000`\n  help: export the file again with the id column formatted as text",
        "error[id-scientific]: outcomes.csv:124",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    // Turned round, the good become the bad.
    let (turned, _) = study(&folder, &["--draws", "50", "--good", "1"]);
    assert_eq!(turned["bad"].as_u64().expect("a count"), 113 - told_bad(&folder));
}

fn told_bad(folder: &Folder) -> u64 {
    study(folder, &["--draws", "50"]).0["bad"].as_u64().expect("a count")
}

#[test]
fn outcomes_that_prove_nothing_are_refused() {
    let folder = small(120);
    let points = points(&folder, [25.0, 25.0, 20.0, 20.0, 10.0]);
    let refused = |table: &str, arguments: &[&str], code: i32, words: &str| {
        folder.write("outcomes.csv", table.as_bytes());
        let all = [&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], arguments].concat();
        let output = folder.jifen(&all);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(words) && told.contains("help: "), "{words}\n{told}");
    };
    let table = |bad: &dyn Fn(usize) -> bool| {
        let row = |(at, (id, _)): (usize, &(String, f64))| format!("{id},{}\n", u8::from(bad(at)));
        "credit_code,outcome\n".to_owned() + &points.iter().enumerate().map(row).collect::<String>()
    };
    refused(&table(&|_| false), &[], 2, "[outcomes-few]: outcomes.csv: all 120 outcomes that count are good");
    refused(&table(&|_| true), &[], 2, "[outcomes-few]: outcomes.csv: all 120 outcomes that count are bad");
    refused(
        &table(&|at| at < 19),
        &[],
        2,
        "outcomes of 19 bad and 101 good firms count, but a calibration needs 20 of each",
    );
    let header = "credit_code,outcome\n";
    let words = table(&|at| at % 2 == 0).replace(",1\n", ",违约\n").replace(",0\n", ",正常\n");
    refused(&words, &[], 2, "help: correct the cells that could not be read: an outcome is 1 or 0");
    refused(
        &format!("{header}91110113MATXBMU431,1\n"),
        &[],
        2,
        "[outcomes-foreign]: outcomes.csv: 1 of 1 rows name firms",
    );
    refused(header, &[], 3, "has a header and no row");
    refused("", &[], 3, "is empty");
    refused(
        "credit_code,result\nx,1\n",
        &[],
        3,
        "no column gives the outcomes of firms; the columns are `credit_code`, `result`",
    );
    refused("outcome\n1\n", &[], 3, "no column matches the required field `credit_code`");
    refused("credit_code,default_amount\nx,1\n", &[], 3, "names no unit");
    // Points decide: those below the median go bad.
    let mut sorted: Vec<f64> = points.iter().map(|(_, points)| *points).collect();
    sorted.sort_by(f64::total_cmp);
    let by_points = table(&|at| points[at].1 < sorted[60]);
    refused(
        &by_points,
        &[],
        2,
        "[weights-unidentified]: outcomes.csv: some weights within the bounds separate all bad firms",
    );
    let even = table(&|at| at % 2 == 0);
    folder.edit(
        "card.toml",
        "id = \"growth\"\ntitle",
        "id = \"growth\"\ncombine = \"geometric\"\nweight = 30\ntitle",
    );
    refused(&even, &[], 2, "[weights-nonlinear]: card.toml: group `growth` of");
    folder.edit("campaign.toml", "\"card.toml\"", "\"tech-sme-2017\"");
    refused(&even, &[], 2, "takes the points of its best member");
}
