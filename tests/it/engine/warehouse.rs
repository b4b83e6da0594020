//! Scorecards as SQL: what is refused, what cannot break out of its quotes, and cases for the engines.

use std::fmt::Write as _;
use std::path::Path;

use jifen::firms::{Dictionary, Firms};
use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::scoring::{from_units, score, to_units};
use jifen::warehouse::{DIALECTS, Options, Script, scripts};
use jiff::civil::date;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::engine::scoring::{firms, load, national};
use crate::support::cohort::Row;
use crate::support::random_card::{self, AS_OF, generator};

/// Firms of each case for the engines.
const FIRMS: usize = 400;

fn written(card: &Scorecard, name: &str) -> Result<Vec<Script>, Vec<String>> {
    let dictionary = card.dictionary(&Dictionary::built_in());
    let dialect = jifen::warehouse::dialect(name).expect("a dialect");
    let options = Options { dialect, as_of: AS_OF, firms: "firms", id: "id" };
    scripts(card, &dictionary, &options)
        .map_err(|findings| findings.iter().map(|finding| finding.to_string()).collect())
}

/// A scorecard of one indicator with this value, curve and more.
fn one(value: &str, curve: &str, more: &str) -> String {
    format!(
        "id = \"one\"\ntitle = \"One\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
         \"zero\"\n[[indicator]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"{value}\"\nweight = 10\ncurve = \
         {{ {curve} }}\n{more}"
    )
}

#[test]
fn what_sql_cannot_say_is_refused_with_its_place() {
    let line = "linear = { low = 0, high = 10 }";
    for (value, curve, more, cause) in [
        ("LN(revenue)", line, "", "a logarithm, root or power"),
        ("POWER(revenue, 2)", line, "", "a logarithm, root or power"),
        ("CASE WHEN name LIKE 'a_b' THEN 1 END", line, "", "a pattern"),
        ("CASE WHEN name > 'a' THEN 1 END", line, "", "the order of texts"),
        ("revenue * 0.00000000000000000000001", line, "", "more digits than a double has"),
        ("revenue", "linear = { low = 1, high = 10, log = true }", "", "a logarithm, root or power"),
        ("revenue", "zscore = { within = [] }", "", "the normal distribution"),
        (
            "revenue / employees",
            line,
            "missing = { mean = { within = [] } }\n",
            "a mean or quantile of a quotient",
        ),
        ("revenue", line, "treatment = [\"ln1p\"]\n", "a treatment of outliers or a logarithm"),
    ] {
        let faults = written(&load(&one(value, curve, more)), "duckdb").expect_err(value);
        assert!(
            faults.iter().any(|fault| fault.contains(cause) && fault.contains("[a]")),
            "{value}: {faults:?}"
        );
    }
    let geometric = one("revenue", line, "").replace("scale", "combine = \"geometric\"\nscale");
    assert!(written(&load(&geometric), "spark").is_err());
    assert!(written(&load(&one("revenue", line, "")), "spark").is_ok());
}

/// A text of a scorecard stays within its quotes, and a title within its remark.
#[test]
fn no_text_of_a_scorecard_becomes_a_statement() {
    for (at, evil) in ["'; DROP TABLE firms; --", r"\'; DROP TABLE firms; --", "${x}`\"", "名称'\u{2028}-- "]
        .iter()
        .enumerate()
    {
        let quoted = evil.replace('\'', "''").replace('\\', r"\\").replace('"', "\\\"");
        let value = format!("CASE WHEN name = '{quoted}' THEN 1 ELSE 2 END");
        let card = load(&one(&value, "linear = { low = 0, high = 10 }", ""));
        for dialect in DIALECTS {
            let all: String = written(&card, dialect.name())
                .expect("no refusal")
                .iter()
                .map(|script| script.text(&[format!("title {evil}\n; DROP TABLE firms;")]))
                .collect();
            let backslash = matches!(dialect.name(), "spark" | "clickhouse");
            for statement in statements(&all, backslash) {
                let first = statement.split_whitespace().next().unwrap_or_default();
                assert!(["SET", "CREATE", "DROP"].contains(&first), "{at} {}: {statement}", dialect.name());
                assert!(!statement.starts_with("DROP TABLE firms"), "{at} {}", dialect.name());
            }
        }
    }
}

/// Statements as an engine splits them: `;` counts outside quotes and remarks.
fn statements(script: &str, backslash: bool) -> Vec<String> {
    let (mut all, mut own, mut quote) = (Vec::new(), String::new(), None);
    let mut characters = script.chars().peekable();
    while let Some(c) = characters.next() {
        match quote {
            Some('\n') if c == '\n' => quote = None,
            Some('\n') => {}
            Some(end) => {
                own.push(c);
                if backslash && c == '\\' && end != '`' {
                    own.extend(characters.next());
                } else if c == end {
                    quote = None;
                }
            }
            None if c == '-' && characters.peek() == Some(&'-') => quote = Some('\n'),
            None if c == ';' => all.push(std::mem::take(&mut own).trim().to_owned()),
            None => {
                if matches!(c, '\'' | '"' | '`') {
                    quote = Some(c);
                }
                own.push(c);
            }
        }
    }
    assert!(own.trim().is_empty() && quote.is_none(), "an open quote: {own}");
    all
}

/// Every table is made from one that is there, and each script can be run again.
#[test]
fn scripts_make_each_table_once_and_can_be_repeated() {
    let text = national();
    for dialect in DIALECTS {
        for script in written(&load(&text), dialect.name()).expect("no refusal") {
            let text = script.text(&[]);
            let made: Vec<&str> = text
                .lines()
                .filter_map(|line| {
                    line.strip_prefix("CREATE TABLE ").or_else(|| line.strip_prefix("CREATE VIEW "))
                })
                .map(|rest| rest.split(' ').next().unwrap_or_default())
                .collect();
            let mut unique = made.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), made.len(), "{}", script.name);
            for name in &made {
                let dropped = ["TABLE", "VIEW"].map(|kind| format!("DROP {kind} IF EXISTS {name};\n"));
                assert!(dropped.iter().any(|one| text.contains(one)), "{name} in {}", script.name);
            }
            assert!(text.lines().all(|line| line.len() < 8_000), "{}", script.name);
        }
    }
}

/// Rows whose numbers have at most four decimals, as cells of 万元 do.
fn plain_rows(random: &mut ChaCha8Rng) -> Vec<Row> {
    let mut rows = random_card::rows(FIRMS, random);
    for (at, row) in rows.iter_mut().enumerate() {
        row.id = format!("id{:04}", (at * 37) % 1009);
        for value in row.numbers.values_mut() {
            if value.abs() > 1e6 || (*value * 1e4).fract() != 0.0 {
                *value = f64::from(random.random_range(-40_000..900_000i32)) / 1e4;
            }
        }
    }
    rows
}

/// The scorecard with what SQL can say in place of what it cannot: no logarithms, normal distribution,
/// geometric means or steps of treatment other than a first winsorisation.
fn sayable(value: &mut toml::Value) {
    match value {
        toml::Value::Array(entries) => {
            let has_kinds = |entry: &toml::Value| {
                ["winsorise", "draw_in"].iter().any(|kind| entry.get(kind).is_some()) || entry.is_str()
            };
            if !entries.is_empty() && entries.iter().all(has_kinds) {
                entries.truncate(1);
                entries.retain(|entry| entry.get("winsorise").is_some());
            }
            entries.iter_mut().for_each(sayable);
        }
        toml::Value::Table(table) => {
            if let Some(score) = table.remove("zscore") {
                table.insert("minmax".to_owned(), score);
            }
            if table.get("combine").and_then(toml::Value::as_str) == Some("geometric") {
                table.insert("combine".to_owned(), "mean".into());
            }
            if table.contains_key("low") {
                table.remove("log");
            }
            table.iter_mut().for_each(|(_, inner)| sayable(inner));
        }
        _ => {}
    }
}

/// Writes random scorecards with firms, scripts for every engine and the scores that these must give, for
/// `tests/warehouse/equal.py`.
#[test]
#[ignore = "writes cases for the engines to JIFEN_WAREHOUSE_CASES"]
fn cases_for_the_engines() {
    let target = std::env::var("JIFEN_WAREHOUSE_CASES").expect("JIFEN_WAREHOUSE_CASES names a folder");
    let wanted: usize =
        std::env::var("JIFEN_WAREHOUSE_COUNT").map_or(300, |count| count.parse().expect("a count"));
    let (mut found, mut refused) = (0, 0);
    for seed in 0.. {
        if found == wanted {
            break;
        }
        let mut random = generator(seed);
        let mut card = toml::Value::Table(random_card::card(&mut random));
        sayable(&mut card);
        let toml::Value::Table(card) = card else { unreachable!("a table stays one") };
        let card = load(&card.to_string());
        let rows = plain_rows(&mut random);
        let folder = Path::new(&target).join(format!("{seed:05}"));
        if written(&card, "duckdb").is_err() {
            refused += 1;
            continue;
        }
        for dialect in DIALECTS {
            let own = folder.join(dialect.name());
            std::fs::create_dir_all(&own).expect("a folder");
            for script in written(&card, dialect.name()).expect("the same for all dialects") {
                let path = own.join(format!("{}.sql", script.name));
                std::fs::write(path, script.text(&[])).expect("a file");
            }
        }
        let cohort = firms(&rows, &card);
        std::fs::write(folder.join("card.toml"), &*card.text.text).expect("a file");
        std::fs::write(folder.join("firms.csv"), csv_of(&rows)).expect("a file");
        std::fs::write(folder.join("expected.csv"), expected(&cohort, &card)).expect("a file");
        found += 1;
    }
    let told = format!("{found} cases; {refused} scorecards refused\n");
    std::fs::write(Path::new(&target).join("cases.txt"), told).expect("a file");
}

/// The firms as a table: numbers, texts, flags and days.
fn csv_of(rows: &[Row]) -> String {
    let mut text = String::from("id,x0,x1,x2,x3,x4,x5,f0,f1,founded,level,stage,industry\n");
    for row in rows {
        let number = |name: &str| row.numbers.get(name).map_or(String::new(), |x| (x + 0.0).to_string());
        let flag = |name: &str| row.flags.get(name).map_or(String::new(), ToString::to_string);
        let word = |name: &str| row.texts.get(name).cloned().unwrap_or_default();
        let numbers = ["x0", "x1", "x2", "x3", "x4", "x5"].map(number).join(",");
        let founded = row.dates.get("founded").map_or(String::new(), ToString::to_string);
        let flags = ["f0", "f1"].map(flag).join(",");
        let words = ["level", "stage", "industry"].map(word).join(",");
        writeln!(text, "{},{numbers},{flags},{founded},{words}", row.id).expect("a text");
    }
    text
}

/// The scores as the views of the scripts have them, with `rejected` for firms that are not scored.
fn expected(cohort: &Firms, card: &Scorecard) -> String {
    let scores = score(cohort, card, AS_OF, false, &Silent);
    let mut names: Vec<String> = [
        "id",
        "rejected",
        "segment",
        "points",
        "rank",
        "segment_rank",
        "percentile",
        "place",
        "grade",
        "top",
        "route",
        "qualified",
        "held",
        "coverage",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend(card.groups.iter().skip(1).map(|group| format!("points_{}", group.id)));
    names.extend(card.indicators.iter().map(|one| format!("points_{}", one.id)));
    let mut text = names.join(",");
    text.push('\n');
    let mut place = vec![0; cohort.len];
    (1..).zip(&scores.order).for_each(|(at, &firm)| place[firm as usize] = at);
    for at in 0..cohort.len {
        let id = cohort.ids().get(at).unwrap_or_default();
        if let Some((code, _)) = scores.rejection_of(at) {
            writeln!(text, "{id},{}{}", code.as_str(), ",".repeat(names.len() - 2)).expect("a text");
            continue;
        }
        let published =
            |points: f64, decimals: u8| from_units(to_units(points, decimals), decimals).to_string();
        let route =
            card.route(scores.unmet[at]).and_then(|route| card.conditions[card.routes[route]].id.clone());
        let grade = scores.grade[at].map_or("", |grade| &card.grades[usize::from(grade)].id);
        let top = scores.top[at].map_or("", |top| &card.tops[usize::from(top)].id);
        let mut cells = vec![
            id.to_owned(),
            String::new(),
            card.segments[usize::from(scores.segment[at])].id.clone(),
            from_units(scores.points[at], card.decimals).to_string(),
            scores.rank[at].to_string(),
            scores.segment_rank[at].to_string(),
            published(scores.percentile[at], 2),
            place[at].to_string(),
            grade.to_owned(),
            top.to_owned(),
            route.unwrap_or_default(),
            scores.qualified[at].to_string(),
            scores.held[at].to_string(),
            published(scores.coverage[at], 4),
        ];
        cells.extend(scores.group_points.iter().skip(1).map(|points| published(points[at], card.decimals)));
        cells.extend(scores.indicator_points.iter().map(|points| published(points[at], card.decimals)));
        writeln!(text, "{}", cells.join(",")).expect("a text");
    }
    text
}

/// A day of a rule does not depend on the day the scripts are written.
#[test]
fn the_day_is_that_of_the_run() {
    let card = load(&one("YEARS_BETWEEN(founded, as_of)", "linear = { low = 0, high = 10 }", ""));
    let dictionary = card.dictionary(&Dictionary::built_in());
    let dialect = DIALECTS[1];
    let options = Options { dialect, as_of: date(2031, 5, 6), firms: "firms", id: "id" };
    let all: String = scripts(&card, &dictionary, &options)
        .expect("no refusal")
        .iter()
        .map(|script| script.text(&[]))
        .collect();
    assert!(all.contains("DATE '2031-05-06'"));
}
