//! Faults that the system and libraries report in English, as the program says them in Chinese.

use std::fs;
use std::process::Output;

use crate::support::latin::latin_words;
use crate::support::workplace::{Folder, text};

/// What the program prints in Chinese. No two Latin words may follow each other outside quotation marks.
fn told(folder: &Folder, arguments: &[&str]) -> String {
    let Output { stderr, stdout, .. } =
        folder.command().args(arguments).args(["--lang", "zh"]).output().expect("the program can be started");
    let told = format!("{}{}", text(&stderr), text(&stdout));
    let runs: Vec<&str> = told.lines().filter(|line| has_run(line)).collect();
    assert!(runs.is_empty(), "{arguments:?}: {runs:?}");
    told
}

/// Whether two Latin words follow each other outside backticks and quotation marks.
fn has_run(line: &str) -> bool {
    let bare = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let bare = bare.split(['“', '”']).step_by(2).collect::<Vec<_>>().join("“");
    let bare = bare.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    // Code such as `f(a, b)` or `{ a = 1 }` is no prose.
    let is_word = |token: &&str| {
        let word = token.trim_end_matches([',', '.', ':', ';']);
        word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !latin_words(word, &["scorecards"]).is_empty()
    };
    let is_prose = |run: &str| {
        let tokens: Vec<&str> = run.split_whitespace().collect();
        tokens.windows(2).any(|pair| pair.iter().all(is_word))
    };
    bare.split(|c: char| !c.is_ascii()).any(is_prose)
}

#[test]
fn a_run_of_words_is_found() {
    assert!(has_run("“x”：invalid value"));
    assert!(!has_run("“invalid value” `wanted string` \"two words\"，见 sample_data 或 TOML"));
}

#[test]
fn a_wrong_argument() {
    let folder = Folder::with_firms(1, 0.0);
    let wanted = [
        ("run campaign.toml --set revenue", "请写作 rd_expense=12"),
        ("run campaign.toml --set revenue=x", "“x”"),
        ("run campaign.toml --max-quarantined x", "请填写行数"),
        ("run campaign.toml --as-of today", "日期请写作"),
        ("run campaign.toml --threads x", "请填写整数"),
        ("run campaign.toml --threads 70000", "须在 1 到 1,024 之间"),
        ("run campaign.toml --format pdf", "可选"),
        ("explain campaign.toml --firm a --what-if x", "请写作 rd_expense=1200"),
        ("sensitivity campaign.toml --error revenue=", "请写作 rd=10%"),
        ("sensitivity campaign.toml --share 2", "比例"),
        ("sensitivity campaign.toml --concentration x", "请填写数字"),
        ("sensitivity campaign.toml --sobol 3", "请填写 64 到"),
        ("sensitivity campaign.toml --near 2000", "须在 0 到 1,000 之间"),
        ("sensitivity campaign.toml --vary x", "可选"),
        ("calibrate campaign.toml --outcomes a.csv --maximise x", "可选"),
        ("weights ahp campaign.toml --least-share x", "比例"),
        ("sample --firms 0", "须在 1 到"),
        ("sample --as-of 1700-01-01", "样本的基准日"),
        ("scorecards show mst-2022 --as-of x", "日期请写作"),
    ];
    for (line, words) in wanted {
        let arguments: Vec<&str> = line.split(' ').collect();
        let told = told(&folder, &arguments);
        assert!(told.contains(words), "{line}: {told}");
    }
    let output = folder.jifen(&["run", "campaign.toml", "--set", "revenue", "--format", "json"]);
    let finding = serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("it is JSON");
    let finding = &finding["findings"][0];
    let message = finding["message_zh"].as_str().expect("a text");
    assert!(message.contains("请写作") && !has_run(message), "{message}");
    assert!(
        finding["args"]["cause"]["zh"].as_str().is_some_and(|cause| cause.contains("请写作")),
        "{finding}"
    );
}

/// Values of `scale` that TOML or the type refuses.
const VALUES: &[&str] = &[
    "\"a, expected b\"",
    "1e400",
    "-1e400",
    "0x",
    "0xG",
    "0X1",
    "0d1",
    "0o9",
    "0b2",
    "+0x1",
    "++1",
    "1__0",
    "1_",
    "_1",
    "1.",
    ".5",
    "1.e5",
    "1e",
    "1e5e5",
    "99999999999999999999",
    "999999999999999999999999999999999999999999",
    "nan",
    "True",
    "true",
    "[]",
    "[1 2]",
    "[,]",
    "[1,,2]",
    "[a = 1]",
    "[1",
    "{}",
    "{ a }",
    "{ a = 1 b = 2 }",
    "{ = 1 }",
    "{ a = 1",
    "2025-13-01",
    "2025-1-1",
    "2025-01-01",
    "2025-01-01T25:00:00",
    "2025-01-01T10:00:00+25:00",
    "2025-01-01T",
    "25:00:00",
    "words",
    "two words",
    "\"open",
    "'open",
    "\"\"\"open",
    "\"bad \\q\"",
    "\"bad \\u12\"",
    "\"tab\u{1}\"",
    "\"a\" \"b\"",
    "= 3",
    "",
    "# only",
    "03",
    "3 # c\u{1}",
    "“a”",
    "５",
    "5%",
    "1/3",
    "3\rx = 1",
    "3\n'''k''' = 1",
    "3\nk",
    "3\nk k = 3",
    "3\n[k",
    "3\n[[k]",
    "3\n[]",
    "3\n]",
    "3\n键 = 3",
    "3\nid.x = 3",
    "3\n[k]\n[k]",
    "3\nk = { a = 1 }\nk.b = 2",
    "{ dated = 3 }",
    "{ dated = [3] }",
];

#[test]
fn malformed_toml() {
    let folder = Folder::with_firms(1, 0.0);
    let card = fs::read_to_string("docs/example/card.toml").expect("it is there");
    assert!(card.contains("\nscale = 100\n"));
    let deep = "[".repeat(200) + &"]".repeat(200);
    for value in VALUES.iter().copied().chain([&*deep]) {
        folder.write("card.toml", card.replace("scale = 100\n", &format!("scale = {value}\n")).as_bytes());
        let told = told(&folder, &["scorecards", "check", "card.toml"]);
        assert!(told.contains("错误["), "{value}: {told}");
    }
    // What ends without beginning has words of its own, not the reader's in quotation marks.
    for (value, words) in [("]", "`]` 前没有 `[`"), ("}", "`}` 前没有 `{`"), ("a\"", "缺少与之配对的引号")]
    {
        folder.write("card.toml", card.replace("scale = 100\n", &format!("scale = {value}\n")).as_bytes());
        let told = told(&folder, &["scorecards", "check", "card.toml"]);
        assert!(told.contains(words), "{value}: {told}");
    }
}

#[test]
fn a_value_that_is_no_choice() {
    let folder = Folder::with_firms(1, 0.0);
    let card = fs::read_to_string("docs/example/card.toml").expect("it is there");
    for (key, value, known) in [
        ("missing", "3", "zero、skip、reject"),
        ("combine", "true", "sum"),
        ("curve", "1.5", "tiers、linear"),
        ("weights_basis", "[1]", "official、local"),
    ] {
        let line = card.lines().find(|line| line.starts_with(&format!("{key} = ")));
        let written = format!("{key} = {value}");
        let text = match line {
            Some(line) => card.replacen(line, &written, 1),
            None => card.replacen("[[group]]\n", &format!("[[group]]\n{written}\n"), 1),
        };
        folder.write("card.toml", text.as_bytes());
        let told = told(&folder, &["scorecards", "check", "card.toml"]);
        assert!(told.contains("[value-type]: card.toml"), "{told}");
        assert!(told.contains(&format!("“{value}”为")) && told.contains("可选值之一"), "{told}");
        assert!(told.contains(&format!("此处可用：{known}")), "{told}");
    }
    let institutions = folder.read("institutions.toml");
    for (from, to, words) in [
        ("capacity = 600", "capacity = \"不限\"", "此处应为企业数，或 \"unlimited\""),
        ("capacity = 600", "capacity = 99999999999999999999", "超出此处允许的整数范围"),
        ("format = \"csv\"", "format = 3", "此处可用：csv"),
        ("encoding = \"utf-8-bom\"", "encoding = 3", "此处可用：utf-8"),
        ("kind = \"bank\"", "kind = 3", "此处可用：bank"),
        ("rules_basis = \"illustrative\"", "rules_basis = 3", "此处可用：official"),
    ] {
        folder.write("institutions.toml", institutions.replacen(from, to, 1).as_bytes());
        let told = told(&folder, &["check", "campaign.toml"]);
        assert!(told.contains("[value-type]") && told.contains(words), "{to}: {told}");
    }
}

#[test]
fn a_table_that_is_no_day() {
    let folder = Folder::with_firms(1, 0.0);
    for table in ["{}", "{ linear = 3 }"] {
        folder.edit("campaign.toml", "as_of = ", &format!("as_of = {table} # "));
        let told = told(&folder, &["check", "campaign.toml"]);
        assert!(told.contains("[value-type]") && told.contains("此处应为日期"), "{table}: {told}");
    }
}

#[test]
fn a_rule_that_breaks_off() {
    let folder = Folder::with_firms(1, 0.0);
    let card = fs::read_to_string("docs/example/card.toml").expect("it is there");
    let line = card.lines().find(|line| line.starts_with("value = ")).expect("a rule").to_owned();
    for rule in [
        "revenue.",
        "revenue IS",
        "revenue NOT",
        "CAST(revenue",
        "CAST(revenue AS)",
        "EXTRACT(x FROM revenue)",
        "revenue[",
        "CASE",
        "CASE WHEN 1",
        "(",
        "f(",
        "revenue IN",
        "revenue IN (",
        "INTERVAL",
        "TRIM(",
        "x::",
        "revenue BETWEEN",
        "SUBSTRING(",
        "POSITION(",
        "DATE",
        "revenue LIKE 'a' ESCAPE",
        "NOT",
        "revenue AT TIME",
        "EXISTS",
        "revenue COLLATE",
        "f(x) OVER (",
        "{",
        "[",
        "ARRAY",
        "revenue -> ",
        "CONVERT(",
        "FLOOR(x TO",
    ] {
        folder.write("card.toml", card.replacen(&line, &format!("value = \"{rule}\""), 1).as_bytes());
        let told = told(&folder, &["scorecards", "check", "card.toml"]);
        assert!(told.contains("错误["), "{rule}: {told}");
        if rule == "revenue." {
            assert!(told.contains("此处应为名称"), "{told}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read() {
    let folder = Folder::with_firms(1, 0.0);
    told(&folder, &["check", &"a".repeat(300)]);
    told(&folder, &["check", &format!("{}.toml", "a".repeat(300))]);
    told(&folder, &["check", "campaign.toml/x"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("b.csv", folder.path("a.csv")).expect("a link can be made");
        std::os::unix::fs::symlink("a.csv", folder.path("b.csv")).expect("a link can be made");
        told(&folder, &["check", "a.csv"]);
    }
    // A gzip header, then no deflate stream; a Zstandard frame with a reserved bit.
    for (name, bytes) in [
        ("a.csv.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..]),
        ("a.csv.zst", &[0x28, 0xb5, 0x2f, 0xfd, 0x0c, 0x88, 1, 2, 3, 4, 5, 6, 7, 8][..]),
    ] {
        folder.write(name, bytes);
        let told = told(&folder, &["check", name]);
        assert!(told.contains("[file-unreadable]"), "{told}");
    }
}
