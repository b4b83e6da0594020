//! Daily use: what decides the exit code, where findings stand, the day that counts, and tables that fit the
//! screen.

use std::process::{Output, Stdio};

use unicode_width::UnicodeWidthStr;

use crate::support::workplace::{Folder, text};

fn code(folder: &Folder, arguments: &str, more: &[&str]) -> (Option<i32>, String) {
    let arguments: Vec<&str> = arguments.split(' ').chain(more.iter().copied()).collect();
    let output = folder.jifen(&arguments);
    (output.status.code(), text(&output.stderr))
}

/// Every command that reads a cohort, its output replaced if there is one.
const OF_COHORTS: [&str; 9] = [
    "run campaign.toml --force",
    "check campaign.toml",
    "check firms.csv --as-of 2025-12-31",
    "score firms.csv --scorecard mst-2022 --as-of 2025-12-31 --out scores.csv --force",
    "audit campaign.toml",
    "weights equal campaign.toml",
    "sensitivity campaign.toml --draws 100 --sobol 0",
    "compare campaign.toml campaign.toml",
    "tune campaign.toml --goal goal.toml",
];

const GOAL: &str = "bounds = 0.5\n[[goal]]\nrank_correlation = \"spearman\"\nat_least = 0.5\n";

/// One bank that takes everyone: no list is empty.
const BANK: &[u8] = b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n";

fn folder(dirty: f64) -> Folder {
    let folder = Folder::with_firms(200, dirty);
    folder.write("institutions.toml", BANK);
    folder.write("goal.toml", GOAL.as_bytes());
    folder
}

fn dirty() -> (Folder, usize) {
    let folder = folder(0.1);
    let told = folder.jifen(&["check", "campaign.toml", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("one JSON object");
    let aside = told["counts"]["quarantined"].as_u64().expect("a count") as usize;
    assert!(aside > 4, "{told}");
    (folder, aside)
}

#[test]
fn quarantined_rows_decide_the_exit_code_beyond_a_limit() {
    let (folder, aside) = dirty();
    let (most, fewer) = (aside.to_string(), (aside - 1).to_string());
    for command in OF_COHORTS {
        // A goal that cannot be read would end with 2, whatever the rows.
        let (exit, told) = code(&folder, command, &[]);
        assert!(!command.starts_with("tune") || exit != Some(2), "{command}: {told}");
        // A cohort alone is scored without what a scorecard turns away.
        let alone = command.starts_with("check firms.csv");
        assert_eq!(code(&folder, command, &[]).0, Some(1), "{command}");
        // Alone every column is judged, also what nothing reads.
        let enough = if alone { "99" } else { &most };
        assert_eq!(code(&folder, command, &["--max-quarantined", enough]).0, Some(0), "{command}");
        assert_eq!(code(&folder, command, &["--max-quarantined", "50%"]).0, Some(0), "{command}");
        let (exit, told) = code(&folder, command, &["--max-quarantined", if alone { "0" } else { &fewer }]);
        assert_eq!(exit, Some(1), "{command}");
        let words = format!("more than --max-quarantined {}", if alone { "0" } else { &fewer });
        assert!(told.contains("exit code 1: ") && told.contains(&words), "{command}: {told}");
    }
    for wrong in ["-1", "x", "101%", "%"] {
        assert_eq!(code(&folder, "check campaign.toml", &[&format!("--max-quarantined={wrong}")]).0, Some(2));
    }
}

#[test]
fn warnings_decide_the_exit_code_if_asked() {
    let folder = folder(0.0);
    for command in OF_COHORTS {
        let (exit, told) = code(&folder, command, &["--strict"]);
        assert!(exit == Some(0) && !told.contains("exit code 1"), "{command}: {told}");
    }
    // A column that is nearly a field's is a warning.
    folder.edit("firms.csv", "意向机构", "意向机溝");
    for command in OF_COHORTS {
        assert_eq!(code(&folder, command, &[]).0, Some(0), "{command}");
        let (exit, told) = code(&folder, command, &["--strict"]);
        assert_eq!(exit, Some(1), "{command}");
        assert!(told.ends_with("exit code 1: 1 warning, and --strict\n"), "{command}: {told}");
    }
    let idle = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n\
        [[gate]]\nid = \"all\"\nreason = \"none\"\nwhen = \"1 > 2\"\n";
    folder.write("own.toml", idle.as_bytes());
    assert_eq!(code(&folder, "scorecards check own.toml", &[]).0, Some(0));
    assert_eq!(code(&folder, "scorecards check own.toml", &["--strict"]).0, Some(1));
}

/// What a command prints to either stream, in the order it does.
fn together(folder: &Folder, arguments: &str) -> String {
    use std::io::Read;
    let (mut reader, writer) = std::io::pipe().expect("a pipe can be made");
    let mut command = folder.command();
    command
        .args(arguments.split(' '))
        .stdout(writer.try_clone().expect("a pipe has two ends"))
        .stderr(writer);
    let mut child = command.spawn().expect("the program can be started");
    drop(command);
    let mut told = String::new();
    reader.read_to_string(&mut told).expect("the program prints UTF-8");
    child.wait().expect("the program ends");
    told
}

#[test]
fn findings_come_after_the_answer_ten_lines_and_a_count() {
    let (folder, _) = dirty();
    for command in OF_COHORTS {
        let told = together(&folder, command);
        let lines: Vec<&str> = told.lines().collect();
        let first = lines
            .iter()
            .position(|line| line.starts_with("error["))
            .unwrap_or_else(|| panic!("{command}: no error in {told}"));
        assert!(first > 2, "{command}: {told}");
        let count = lines
            .iter()
            .position(|line| line.starts_with("and "))
            .unwrap_or_else(|| panic!("{command}: no count in {told}"));
        assert!((9..=10).contains(&(count - first)), "{command}: {told}");
        assert!(lines[count].contains(" more (") && lines[count].contains("--findings all"), "{told}");
        // What follows is at most one line on the rows kept aside.
        assert!(lines.len() <= count + 2, "{command}: {told}");
        let all = together(&folder, &format!("{command} --findings all"));
        assert!(all.matches("\nerror[").count() > 5 && !all.contains("--findings all"), "{command}: {all}");
    }
}

#[test]
fn the_day_is_printed_and_is_chinas() {
    let folder = Folder::with_firms(20, 0.0);
    let shown = |output: &Output| text(&output.stdout);
    let score = ["score", "firms.csv", "--scorecard", "mst-2022", "--force", "--out"];
    let judged = |more: &[&str]| folder.jifen(&[&score, more].concat());
    assert!(shown(&judged(&["s.csv"])).lines().next().is_some_and(|line| line.contains(", today in China")));
    let said = judged(&["s.csv", "--as-of", "2025-12-31"]);
    assert!(shown(&said).starts_with("firms.csv · as of 2025-12-31 · "), "{said:?}");
    let piped = judged(&["-"]);
    let told = text(&piped.stderr);
    assert!(told.starts_with("judged as of ") && told.ends_with(", today in China\n"), "{told}");
    assert!(text(&judged(&["-", "--quiet"]).stderr).is_empty());
    let check = folder.jifen(&["check", "firms.csv"]);
    assert!(shown(&check).lines().next().is_some_and(|line| line.ends_with(", today in China")));
    let json = folder.jifen(&["check", "firms.csv", "--as-of", "2025-12-31", "--format", "json"]);
    assert!(shown(&json).contains("\"as_of\": \"2025-12-31\""), "{}", shown(&json));
}

#[test]
fn every_table_fits_the_screen() {
    let folder = Folder::with_firms(60, 0.0);
    folder.write("goal.toml", GOAL.as_bytes());
    let firms = folder.read("firms.csv");
    let first = firms.lines().nth(1).and_then(|row| row.split(',').next()).expect("a firm").to_owned();
    // A name as long as any, which every table of firms shows first.
    folder.edit("firms.csv", &format!("{first},"), &format!("{first},{}", "长".repeat(80)));
    std::fs::create_dir(folder.path("example")).expect("a folder");
    for name in ["borrowers.toml", "borrowers.csv", "card.toml", "institutions.toml", "outcomes.csv"] {
        let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example");
        std::fs::copy(example.join(name), folder.path("example").join(name)).expect("it is there");
    }
    let explain = format!("explain campaign.toml --firm {first} --what-if rd_expense=1");
    let others = [
        explain.as_str(),
        "calibrate example/borrowers.toml --outcomes example/outcomes.csv --draws 50",
        "compare campaign.toml tech-sme-2017",
        "scorecards list",
    ];
    for command in OF_COHORTS.into_iter().chain(others) {
        for width in [80, 60] {
            let mut program = folder.command();
            program.env("COLUMNS", width.to_string()).args(command.split(' ')).stdin(Stdio::null());
            let output = program.output().expect("the program can be started");
            let told = text(&output.stdout);
            assert!(!told.is_empty(), "{command}: {}", text(&output.stderr));
            for line in told.lines().filter(|line| !line.contains("jifen ")) {
                assert!(line.width() <= width, "{command} at {width}: {line}\n{told}");
            }
        }
    }
    // A pipe has 80 columns, where nothing else is said, and the note names as many as are enough.
    let shown = |columns: Option<&str>| {
        let mut program = folder.command();
        program.env_remove("COLUMNS").envs(columns.map(|columns| ("COLUMNS", columns)));
        text(&program.args(["run", "campaign.toml", "--force"]).output().expect("it runs").stdout)
    };
    let cut = shown(None);
    assert!(cut.lines().all(|line| line.width() <= 80), "{cut}");
    let note = cut.lines().last().expect("a note");
    assert!(note.starts_with("cut to 80 columns; set COLUMNS="), "{cut}");
    let enough = note.split("COLUMNS=").nth(1).and_then(|rest| rest.split(' ').next()).expect("a number");
    let whole = shown(Some(enough));
    assert!(!whole.contains("COLUMNS=") && !whole.contains('…') && cut.contains('…'), "{whole}");
}

#[test]
fn rows_of_supplements_that_cannot_be_read_decide_the_exit_code_too() {
    let folder = folder(0.0);
    folder.edit(
        "campaign.toml",
        "path = \"firms.csv\"\n",
        "path = \"firms.csv\"\nignore = [\"失信被执行人\"]\n",
    );
    folder.edit(
        "campaign.toml",
        "[output]",
        "[[firms.supplement]]\nid = \"debtors\"\npath = \"debtors.csv\"\nby = \"name\"\nkey = \"名称\"\n\
         fields = { dishonest = { listed = true, where = \"日期 >= DATE '2020-01-01'\" } }\n[output]",
    );
    let list = "名称,日期\n子有限公司,2021-01-01\n丑有限公司,2O21-01-01\n寅有限公司,2022-01-01\n合计,\n";
    folder.write("debtors.csv", list.as_bytes());
    let commands = OF_COHORTS.iter().filter(|command| command.contains("campaign.toml"));
    let said = "1 of 4 rows of the supplement `debtors` cannot be read";
    for command in commands {
        let (exit, told) = code(&folder, command, &["--quiet"]);
        assert!(exit == Some(1) && told.contains(said), "{command}: {told}");
        assert_eq!(code(&folder, command, &["--max-quarantined", "1"]).0, Some(0), "{command}");
        let (exit, told) = code(&folder, command, &["--max-quarantined", "10%"]);
        let words = format!("exit code 1: {said}, more than --max-quarantined 10%");
        assert!(exit == Some(1) && told.contains(&words), "{command}: {told}");
    }
    // Totals are no firms, and a row of no firm of the cohort is no fault.
    folder.write("debtors.csv", list.replace("2O21", "2021").as_bytes());
    assert_eq!(code(&folder, "run campaign.toml --force", &[]).0, Some(0));
}
