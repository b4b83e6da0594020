//! What people see: status, standard output and standard error of every command.

use std::fs;

use crate::support::workplace::{Folder, text};

/// Snapshots beside this file; seconds, versions and temporary names do not count.
pub(super) fn shows(name: &str, told: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.add_filter(&env!("CARGO_PKG_VERSION").replace('.', "\\."), "[version]");
    settings.bind(|| insta::assert_snapshot!(name, told));
}

/// Every command but the program itself.
pub(super) const EVERY_COMMAND: &[&[&str]] = &[
    &["init"],
    &["run"],
    &["check"],
    &["explain"],
    &["score"],
    &["weights"],
    &["audit"],
    &["compare"],
    &["sensitivity"],
    &["calibrate"],
    &["tune"],
    &["deliver"],
    &["verify"],
    &["keys"],
    &["sample"],
    &["scorecards"],
    &["programmes"],
    &["schema"],
    &["completions"],
    &["man"],
    &["scorecards", "list"],
    &["scorecards", "show"],
    &["scorecards", "check"],
    &["scorecards", "new"],
    &["scorecards", "weights"],
    &["programmes", "list"],
    &["programmes", "show"],
    &["programmes", "check"],
    &["programmes", "new"],
    &["keys", "new"],
    &["keys", "list"],
];

#[test]
fn help_of_every_command() {
    let folder = Folder::with_firms(1, 0.0);
    let mut told = folder.told(&["--help"]);
    for command in EVERY_COMMAND {
        told += &folder.told(&[*command, &["--help"]].concat());
    }
    shows("help", &told);
}

#[test]
fn a_scorecard_as_a_page() {
    let folder = Folder::with_firms(1, 0.0);
    let zone = fs::read_to_string("sample_data/scorecards/hangzhou-like.toml").expect("a sample");
    folder.write("zone.toml", zone.as_bytes());
    let over = "extends = \"zone.toml\"\nid = \"own\"\ntitle = \"Own\"\ntitle_zh = \"自定\"\nweights_basis = \
        \"illustrative\"\n\
        [[group]]\nid = \"input\"\ncap = 35\n[[group.indicator]]\nid = \"rd_growth\"\n\
        weight = { dated = [{ value = 5 }, { valid_from = 2025-07-01, value = 5, source = \"notice 9\" }] }\n\
        [deduction]\n[[deduction.indicator]]\nid = \"breach\"\ntitle = \"Breach of trust\"\nvalue = \
        \"dishonest\"\n\
        curve = \"flag\"\nweight = 10\n[[gate]]\nid = \"size\"\nreason = \"more than 500 employees\"\n\
        when = \"employees <= 500\"\n";
    folder.write("own.toml", over.as_bytes());
    shows("scorecard_page", &folder.told(&["scorecards", "show", "own.toml", "--format", "md"]));
}

#[test]
fn a_clean_run() {
    let folder = Folder::with_firms(400, 0.0);
    shows("run_clean", &folder.told(&["run", "campaign.toml"]));
}

#[test]
fn a_dirty_run() {
    let folder = Folder::with_firms(400, 0.1);
    shows("run_dirty", &folder.told(&["run", "campaign.toml"]));
    shows("check_dirty", &folder.told(&["check", "campaign.toml"]));
    shows("check_dirty_cohort", &folder.told(&["check", "firms.csv", "--as-of", "2025-12-31"]));
}

#[test]
fn an_explanation() {
    let folder = Folder::with_firms(400, 0.0);
    let firm = |line: usize| {
        let cohort = folder.read("firms.csv");
        cohort.lines().nth(line).and_then(|row| row.split(',').next()).expect("a row").to_owned()
    };
    let supposed = ["explain", "campaign.toml", "--firm", &firm(7), "--what-if", "rd_expense=9000"];
    shows("explain", &folder.told(&supposed));
}

#[test]
fn quiet_says_nothing_and_json_is_one_object() {
    let folder = Folder::with_firms(100, 0.0);
    let quiet = folder.jifen(&["run", "campaign.toml", "--quiet"]);
    assert!(quiet.status.success());
    assert_eq!((quiet.stdout.len(), quiet.stderr.len()), (0, 0));

    let json = folder.jifen(&["run", "campaign.toml", "--force", "--format", "json"]);
    assert!(json.stderr.is_empty(), "{}", text(&json.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&json.stdout).expect("one JSON object");
    assert_eq!(summary["counts"]["rows"], 100);
    assert_eq!(summary["institutions"].as_array().map(Vec::len), Some(22));
}

#[test]
fn findings_are_json_too_whether_a_command_ends_or_stops() {
    let folder = Folder::with_firms(100, 0.1);
    let findings = |output: &std::process::Output| {
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        let findings = told["findings"].as_array().expect("a list of findings").clone();
        (told, findings)
    };
    let (campaign, found) = findings(&folder.jifen(&["check", "campaign.toml", "--format", "json"]));
    assert_eq!(campaign["counts"]["rows"], 100);
    assert!(found.iter().any(|one| one["severity"] == "error" && one["line"].is_u64()), "{found:?}");
    let (cohort, found) = findings(&folder.jifen(&["check", "firms.csv", "--format", "json"]));
    assert!(found.len() > 3);
    let reading = &cohort["reading"];
    assert_eq!((&reading["rows"], &reading["parts"][0]["encoding"]), (&100.into(), &"utf-8".into()));
    assert_eq!(reading["parts"][0]["columns"][5]["unit_read"], "万元");

    folder.edit("campaign.toml", "title =", "titel =");
    for arguments in [["run", "campaign.toml"], ["check", "campaign.toml"]] {
        let output = folder.jifen(&[&arguments[..], &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(findings(&output).1.iter().any(|one| one["code"] == "key-unknown"));
        assert!(text(&output.stderr).contains("error[key-unknown]"));
    }
}

#[test]
fn a_cohort_is_checked_as_of_today_unless_told_otherwise() {
    let folder = Folder::with_firms(10, 0.0);
    let row = folder.read("firms.csv").lines().nth(1).expect("a row").to_owned();
    let at = folder
        .read("firms.csv")
        .lines()
        .next()
        .and_then(|header| header.split(',').position(|name| name == "成立日期"));
    let founded = row.split(',').nth(at.expect("a column of days")).expect("a day");
    folder.edit("firms.csv", founded, "2999-01-01");
    let output = folder.jifen(&["check", "firms.csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(
        text(&output.stderr).contains("2999-01-01 is later than the as-of day"),
        "{}",
        text(&output.stderr)
    );
    assert!(folder.jifen(&["check", "firms.csv", "--as-of", "2999-01-01"]).status.success());
}

#[test]
fn a_cohort_is_shown_column_by_column() {
    let folder = Folder::with_firms(1, 0.0);
    let rows = "信用代码;营业收入(百万元);职工总数;备注;企业名称\n91310000625901263C;1.5;--;x;上海\n91310101832323099Y;2;7;;北京\n";
    folder.write("list.csv", &encoding_rs::GB18030.encode(rows).0);
    shows("check_cohort_columns", &folder.told(&["check", "list.csv", "--as-of", "2025-12-31"]));
    let told = text(&folder.jifen(&["check", "list.csv", "--quiet"]).stdout);
    assert_eq!(told, "");
    let json = folder.jifen(&["check", "list.csv", "--format", "json"]).stdout;
    let told: serde_json::Value = serde_json::from_slice(&json).expect("one JSON object");
    let column = &told["reading"]["parts"][0]["columns"][1];
    assert_eq!(
        (&column["field"], &column["unit_read"], &column["unit"]),
        (&"revenue".into(), &"百万元".into(), &"万元".into())
    );
    assert_eq!((&column["filled"], &told["reading"]["firms"]), (&2.into(), &2.into()));
    assert_eq!(told["reading"]["parts"][0]["columns"][3]["field"], serde_json::Value::Null);
    let absent = told["reading"]["scorecards"][0]["fields_without_column"].as_array().expect("a list");
    assert!(absent.contains(&"rd_expense".into()) && !absent.contains(&"revenue".into()), "{absent:?}");
}

#[test]
fn points_are_shown_with_the_scorecards_decimals() {
    let folder = Folder::with_firms(30, 0.0);
    let card = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/scorecards/mst-2022.toml"));
    let card = card.expect("the scorecard is there").replacen("decimals = 2", "decimals = 4", 1);
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    let told = text(&folder.jifen(&["run", "campaign.toml"]).stdout);
    let scores = folder.read("out/scores.csv");
    let first = scores.lines().nth(1).and_then(|row| row.split(',').nth(5)).expect("points");
    assert_eq!(first.split('.').nth(1).map(str::len), Some(4), "{first}");
    // The most of a segment, the first of the ranking.
    assert!(told.matches(first).count() >= 2, "{first}\n{told}");
    assert!(!regex::Regex::new(r"\.\d\d\s").expect("a pattern").is_match(&told), "{told}");
}

#[test]
fn a_header_the_campaign_names_in_vain_is_exit_code_2() {
    let folder = Folder::with_firms(10, 0.0);
    folder.edit(
        "campaign.toml",
        "path = \"firms.csv\"",
        "path = \"firms.csv\"\ncolumns = { \"营收\" = \"revenue\" }",
    );
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert!(text(&output.stderr).contains("error[column-unknown]"), "{}", text(&output.stderr));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_sample_is_written_whole_and_touches_nothing_else() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("firms.csv.partial", b"mine");
    let before = folder.read("firms.csv");
    let sample = |more: &[&str]| {
        folder.jifen(&[&["sample", "--firms", "50", "--seed", "1", "--out", "firms.csv"], more].concat())
    };
    let refused = sample(&[]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("error[target-exists]: firms.csv"), "{}", text(&refused.stderr));
    assert_eq!(folder.read("firms.csv"), before);
    // Another process is writing the same file.
    let lock = fs::File::create(folder.path(".firms.csv.lock")).expect("a file");
    lock.lock().expect("a lock");
    assert_eq!(sample(&["--force"]).status.code(), Some(3));
    drop(lock);
    assert!(sample(&["--force"]).status.success());
    assert_eq!(folder.read("firms.csv").lines().count(), 51);
    assert_eq!(folder.read("firms.csv.partial"), "mine");
    assert!(!folder.path(".firms.csv.lock").exists() && !folder.path(".firms.csv.partial").exists());
}

#[test]
fn a_sample_may_go_to_standard_output() {
    let folder = Folder::with_firms(1, 0.0);
    let output = folder.jifen(&["sample", "--firms", "1", "--seed", "7", "--out", "-"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), folder.read("firms.csv"));
    assert!(!folder.path("-").exists());
}

#[test]
fn check_writes_nothing() {
    let folder = Folder::with_firms(100, 0.0);
    let before = folder.content("");
    assert!(folder.jifen(&["check", "campaign.toml"]).status.success());
    assert!(folder.jifen(&["check", "firms.csv"]).status.success());
    assert_eq!(folder.content(""), before);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = Folder::with_firms(1, 0.0);
    for (arguments, words) in [
        (&["run", "campaign.toml", "--froce"][..], "--force"),
        (&["chek"], "check"),
        (&["run"], "<CAMPAIGN>"),
        (&["run", "campaign.toml", "--as-of", "yesterday"], "--as-of"),
        (&["run", "campaign.toml", "--threads", "0"], "--threads"),
        (&["run", "campaign.toml", "--as-of", "tomorrow"], "write a day like 2025-12-31"),
        (&["run", "campaign.toml", "--as-of", "tomorrow", "--lang", "zh"], "日期请写作 2025-12-31 的形式"),
        (
            &["sample", "--firms", "1", "--seed", "1", "--as-of", "1000-01-01", "--out", "x.csv"],
            "the day of a sample lies in 1900 to 9990",
        ),
        (&["sample", "--firms", "0", "--seed", "1", "--out", "x.csv"], "--firms"),
        (
            &["sample", "--firms", "1", "--seed", "1", "--dirty", "2", "--out", "x.csv"],
            "a share from 0 to 1,",
        ),
    ] {
        let output = folder.jifen(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn a_campaign_is_known_by_its_content_and_any_other_file_is_named_for_what_it_is() {
    let folder = Folder::with_firms(10, 0.0);
    for name in ["CAMPAIGN.TOML", "campaign", "campaign.txt"] {
        folder.write(name, folder.read("campaign.toml").as_bytes());
        let output = folder.jifen(&["check", name]);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    }
    let card = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/scorecards/mst-2022.toml"));
    folder.write("card.toml", &card.expect("the scorecard is there"));
    for (arguments, words) in [
        (
            ["run", "firms.csv"],
            "firms.csv: is not TOML, where a campaign is needed; it may be a table of firms",
        ),
        (
            ["check", "institutions.toml"],
            "institutions.toml: is an institutions file, where a campaign is needed",
        ),
        (["check", "card.toml"], "card.toml: is a scorecard, where a campaign is needed"),
    ] {
        let output = folder.jifen(&arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.starts_with(&format!("error[file-kind]: {words}\n  help: give a campaign")), "{told}");
        assert_eq!(told.lines().count(), 2, "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_which_can_be_read_but_once_is_not_looked_into() {
    use std::io::Write;
    use std::process::Stdio;

    let folder = Folder::with_firms(10, 0.0);
    let mut command = folder.command();
    command
        .args(["check", "/dev/stdin", "--as-of", "2025-12-31"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(folder.read("firms.csv").as_bytes()).expect("it is read");
    drop(pipe);
    let output = child.wait_with_output().expect("the program ends");
    assert!(text(&output.stdout).contains("\nevery row can be read\n"));
}

#[test]
fn a_parameter_file_in_another_encoding_says_what_to_do() {
    let folder = Folder::with_firms(10, 0.0);
    folder.edit("campaign.toml", "A small campaign", "小批次");
    let campaign = folder.read("campaign.toml");
    let institutions = folder.read("institutions.toml");
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> = format!("\u{feff}{campaign}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (file, bytes, words) in [
        ("campaign.toml", gbk(&campaign), "campaign.toml: is not in UTF-8, perhaps in GBK"),
        ("campaign.toml", utf16, "campaign.toml: is in UTF-16, not in UTF-8"),
        (
            "institutions.toml",
            gbk(&institutions),
            "campaign.toml:5 [institutions]: `institutions.toml` is not in UTF-8, perhaps in GBK",
        ),
    ] {
        folder.write("campaign.toml", campaign.as_bytes());
        folder.write(file, &bytes);
        let output = folder.jifen(&["run", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        let wanted = format!("error[file-encoding]: {words}\n  help: save the file again as UTF-8, ");
        assert!(told.starts_with(&wanted), "{told}");
    }
    folder.write("institutions.toml", format!("\u{feff}{institutions}").as_bytes());
    folder.write("campaign.toml", format!("\u{feff}{campaign}").as_bytes());
    assert!(folder.jifen(&["run", "campaign.toml"]).status.success());
    let absent = text(&folder.jifen(&["run", "no.toml"]).stderr);
    let message =
        "error[file-unreadable]: no.toml: cannot be read: no such file or folder\n  help: check the name";
    assert!(absent.starts_with(message), "{absent}");
}

#[test]
fn faults_of_parameters_are_told_together_and_are_exit_code_2() {
    let folder = Folder::with_firms(10, 0.0);
    folder.edit("campaign.toml", "title =", "titel =");
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nencodng = \"auto\"");
    shows("campaign_unknown_keys", &folder.told(&["run", "campaign.toml"]));

    let folder = Folder::with_firms(10, 0.0);
    folder.edit("campaign.toml", "mst-2022", "mst-2222");
    folder.edit("campaign.toml", "\"institutions.toml\"", "\"institution.toml\"");
    shows("campaign_unknown_names", &folder.told(&["run", "campaign.toml"]));

    let folder = Folder::with_firms(10, 0.0);
    folder.edit("campaign.toml", "2025-12-31", "\"2025-12-31\"");
    shows("campaign_wrong_type", &folder.told(&["run", "campaign.toml"]));
}

#[test]
fn the_full_marks_of_nothing_are_no_less_than_nothing() {
    let folder = Folder::with_firms(1, 0.0);
    let card = "id = \"c\"\ntitle = \"C\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
        1\nminimum_coverage = 0\nmissing = \"zero\"\n";
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("full marks add up to `0`, but the scale is `100`"), "{told}");
}

#[test]
fn a_campaign_has_an_id_and_a_title() {
    for (from, to, words) in [
        ("id = \"test\"", "id = \"\"", "name-invalid]: campaign.toml:1 [id]: `` is not a valid campaign id"),
        (
            "id = \"test\"",
            "id = \"Round 1\"",
            "name-invalid]: campaign.toml:1 [id]: `Round 1` is not a valid campaign id",
        ),
        ("\"A small campaign\"", "\" \"", "value-empty]: campaign.toml:2 [title]: the title is empty"),
    ] {
        let folder = Folder::with_firms(10, 0.0);
        folder.edit("campaign.toml", from, to);
        let output = folder.jifen(&["run", "campaign.toml"]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.contains(&format!("error[{words}")), "{told}");
    }
}

#[test]
fn the_cohorts_id_may_be_any_column_of_texts() {
    let folder = Folder::with_firms(30, 0.0);
    folder.edit("firms.csv", "统一社会信用代码", "名录编号");
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"名录编号\"");
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(folder.read("out/scores.csv").starts_with("\u{feff}名录编号,"));

    folder.edit("campaign.toml", "id = \"名录编号\"", "id = \"职工总数\"");
    let output = folder.jifen(&["run", "campaign.toml", "--force"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .contains("error[field-unfit]: campaign.toml:9 [id]: `职工总数` is not a text field")
    );
}

#[test]
fn the_cohorts_id_is_called_like_nothing_else() {
    for name in ["points", "rank", "as_of", "list_place", "failed", "points_technology", "raw"] {
        let folder = Folder::with_firms(30, 0.0);
        folder.edit("firms.csv", "统一社会信用代码", name);
        folder.edit(
            "campaign.toml",
            "path = \"firms.csv\"",
            &format!("path = \"firms.csv\"\nid = \"{name}\""),
        );
        let output = folder.jifen(&["check", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {told}");
        assert!(told.contains(&format!("error[name-repeated]: campaign.toml:9 [id]: `{name}`")), "{told}");
    }
    let folder = Folder::with_firms(30, 0.0);
    folder.edit("firms.csv", "统一社会信用代码", "id");
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"id\"");
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn a_faulty_header_tells_all_its_faults_at_once() {
    let folder = Folder::with_firms(10, 0.0);
    folder.edit("firms.csv", "统一社会信用代码", "统一社会信用码");
    folder.edit("firms.csv", "净利润(万元)", "净利润");
    folder.edit("firms.csv", "资产总额(万元)", "资产总额(万美元)");
    shows("header_faults", &folder.told(&["run", "campaign.toml"]));
    assert!(!folder.path("out").exists());
}

#[test]
fn a_file_that_is_no_cohort_is_exit_code_3_and_told_clearly() {
    let folder = Folder::with_firms(10, 0.0);
    let header = folder.read("firms.csv").lines().next().expect("a header").to_owned();
    type Case<'a> = (&'a str, &'a str, Box<dyn Fn() + 'a>);
    let cases: [Case<'_>; 7] = [
        ("empty", "file-empty", Box::new(|| folder.write("firms.csv", b""))),
        ("only a byte order mark", "file-empty", Box::new(|| folder.write("firms.csv", b"\xEF\xBB\xBF"))),
        ("header only", "file-header-only", Box::new(|| folder.write("firms.csv", header.as_bytes()))),
        (
            "a cut workbook",
            "file-unreadable",
            Box::new(|| folder.write("firms.csv", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\0\0\0\0")),
        ),
        ("no line break", "record-too-long", Box::new(|| folder.write("firms.csv", &vec![b'x'; 8 << 20]))),
        (
            "absent",
            "file-unreadable",
            Box::new(|| fs::remove_file(folder.path("firms.csv")).expect("it is there")),
        ),
        (
            "a folder",
            "file-unreadable",
            Box::new(|| fs::create_dir(folder.path("firms.csv")).expect("it is not there")),
        ),
    ];
    for (case, code, arrange) in cases {
        arrange();
        let output = folder.jifen(&["run", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{case}: {told}");
        // What is not there is missed where it is named.
        let place = match case {
            "absent" => "campaign.toml:8 [path]: no file is called `firms.csv`",
            "a folder" => "campaign.toml:8 [path]: `firms.csv` is a folder",
            _ => "firms.csv",
        };
        assert!(told.contains(&format!("error[{code}]: {place}")), "{case}: {told}");
        assert!(!told.contains("panicked"), "{case}: {told}");
        assert!(!folder.path("out").exists(), "{case}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_nobody_may_read_is_told_clearly() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with_firms(10, 0.0);
    let path = folder.path("firms.csv");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions can be set");
    // The superuser reads what nobody may; there the refusal cannot be had.
    if fs::read(&path).is_ok() {
        return;
    }
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("error[file-unreadable]: firms.csv"), "{}", text(&output.stderr));
}

#[test]
fn the_cohort_may_be_compressed_or_in_another_encoding() {
    let folder = Folder::with_firms(200, 0.0);
    assert!(folder.jifen(&["run", "campaign.toml", "--out", "plain"]).status.success());
    let scores = folder.read("plain/scores.csv");
    let cohort = folder.read("firms.csv");

    let (gbk, _, lost) = encoding_rs::GB18030.encode(&cohort);
    assert!(!lost);
    folder.write("firms.csv", &gbk);
    assert!(folder.jifen(&["run", "campaign.toml", "--out", "gbk"]).status.success());
    assert_eq!(folder.read("gbk/scores.csv"), scores);

    let zst = zstd::encode_all(cohort.replace('\n', "\r\n").as_bytes(), 1).expect("it can be compressed");
    folder.write("firms.csv.zst", &zst);
    folder.edit("campaign.toml", "firms.csv", "firms.csv.zst");
    assert!(folder.jifen(&["run", "campaign.toml", "--out", "zst"]).status.success());
    assert_eq!(folder.read("zst/scores.csv"), scores);
}

#[test]
fn completions_and_man_page_know_every_command() {
    let folder = Folder::with_firms(1, 0.0);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&folder.jifen(&["completions", shell]).stdout);
        assert!(script.contains("sample") && script.contains("force"), "{shell}");
    }
    let page = text(&folder.jifen(&["man"]).stdout);
    assert!(page.contains(".TH jifen 1") && page.contains("jifen\\-check"), "{page}");
    assert!(text(&folder.jifen(&["man", "run"]).stdout).contains("\\-\\-as\\-of"));
    assert_eq!(folder.jifen(&["man", "dance"]).status.code(), Some(2));
}

#[test]
fn check_names_what_parts_the_cells() {
    let folder = Folder::with_firms(1, 0.0);
    for (mark, name) in [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")] {
        let table = "credit_code,name,revenue(万元)\n91330100MA2KTX001P,Alder,100\n".replace(',', mark);
        folder.write("parted.csv", table.as_bytes());
        let told = text(&folder.jifen(&["check", "parted.csv"]).stdout);
        assert!(told.contains(&format!("cells separated by {name}\n")), "{mark}: {told}");
        assert!(told.contains("1 row read: 1 firm, 0 quarantined"), "{mark}: {told}");
    }
}
