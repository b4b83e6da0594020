//! Every command in Chinese: what it prints, and that no English sentence is left in it.

use std::fs;

use super::commands::EVERY_COMMAND;
use crate::support::latin::latin_words;
use crate::support::workplace::{Folder, text};

/// Status, standard output and standard error of the program on a machine in Chinese.
fn told(folder: &Folder, arguments: &[&str]) -> String {
    let campaign = folder.read("campaign.toml");
    if campaign.contains("title = \"A small campaign\"\n") && !campaign.contains("title_zh") {
        folder.edit("campaign.toml", "title = \"A small", "title_zh = \"小批次\"\ntitle = \"A small");
    }
    let mut command = folder.command();
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.UTF-8");
    let output = command.args(arguments).output().expect("the program can be started");
    let code = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    let mut told = format!("$ jifen {}\nexit code {code}\n", arguments.join(" "));
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if !bytes.is_empty() {
            told += &format!("--- {name}\n{}", text(bytes));
        }
    }
    told
}

/// Names that outputs repeat: ids of scorecards, indicators, institutions and remarks, commands, choices,
/// authors.
const NAMES: &[&str] = &[
    "II",
    "Bank",
    "First",
    "next",
    "Co",
    "Ltd",
    "Yunyuerui",
    "research",
    "acceptability",
    "firms",
    "thousands",
    "zscore",
    "simulate",
    "failed",
    "adbc",
    "abc",
    "bocom",
    "boc",
    "cbhb",
    "ccb",
    "cdb",
    "ceb",
    "cgb",
    "cib",
    "citic",
    "cmb",
    "cmbc",
    "czb",
    "exim",
    "hfb",
    "hxb",
    "icbc",
    "pab",
    "psbc",
    "spdb",
    "growth",
    "stable",
    "revenue",
    "founded",
    "stdout",
    "stderr",
    "exit",
    "code",
    "out",
    "example",
    "margin",
    "patents",
    "rd",
    "constant",
    "oppose",
    "skewed",
    "json",
    "all",
    "worst",
    "text",
    "md",
    "toml",
    "init",
    "run",
    "check",
    "explain",
    "score",
    "audit",
    "sensitivity",
    "deliver",
    "verify",
    "keys",
    "desk",
    "age",
    "minisign",
    "pub",
    "compare",
    "calibrate",
    "weights",
    "tune",
    "sample",
    "scorecards",
    "schema",
    "completions",
    "list",
    "show",
    "new",
    "goal",
    "campaign",
    "institutions",
    "scorecard",
    "equal",
    "stddev",
    "entropy",
    "critic",
    "merec",
    "pca",
    "ahp",
    "bwm",
    "swing",
    "points",
    "pearson",
    "spearman",
    "saaty",
    "alonso",
    "Alonso",
    "Lamata",
    "Dirichlet",
    "likelihood",
    "auc",
    "official",
    "local",
    "illustrative",
    "derived",
    "nested",
    "percentile",
    "minmax",
    "linear",
    "median",
    "mean",
    "trimmed",
    "untrimmed",
    "skip",
    "segment",
    "within",
    "geometric",
    "harmonic",
    "sum",
    "zero",
    "roff",
    "gzip",
    "zstd",
    "taplo",
    "Even",
    "Better",
    "VS",
    "Code",
    "LANG",
    "between",
    "weight",
    "groups",
    "indicators",
    "none",
    "roc",
    "region",
    "industry",
    "diff",
    "answers",
    "sheet",
    "publicity",
    "objections",
    "sql",
    "programme",
    "programmes",
    "loss",
    "fee",
    "share",
    "cap",
    "set",
];

/// A snapshot of it, and a fault where a Latin word stands that no name is.
fn shows(name: &str, told: &str) {
    let said: String =
        told.lines().filter(|line| !line.starts_with("$ ")).map(|line| format!("{line}\n")).collect();
    // The ids of built-in programmes, word by word.
    let ids = jifen::programmes::PROGRAMMES.ids().flat_map(|id| id.split('-'));
    let names: Vec<&str> = NAMES.iter().copied().chain(ids).collect();
    let latin = latin_words(&said, &names);
    assert!(latin.is_empty(), "{name}: {latin:?}\n{told}");
    super::commands::shows(&format!("zh_{name}"), told);
}

#[test]
fn a_run_and_a_check() {
    let folder = Folder::with_firms(400, 0.1);
    shows("run_dirty", &told(&folder, &["run", "campaign.toml"]));
    shows("run_again", &told(&folder, &["run", "campaign.toml"]));
    shows("check_dirty", &told(&folder, &["check", "campaign.toml"]));
    shows("check_cohort", &told(&folder, &["check", "firms.csv", "--as-of", "2025-12-31"]));
    shows(
        "run_trial",
        &told(&folder, &["run", "campaign.toml", "--force", "--set", "revenue=8", "--rescale"]),
    );
    let score = [
        "score",
        "firms.csv",
        "--scorecard",
        "innovative-sme-2022",
        "--out",
        "s.csv",
        "--as-of",
        "2025-12-31",
    ];
    shows("score", &told(&folder, &score));
}

/// The titles of all columns of a package, a line per table and title.
fn titles(package: &serde_json::Value) -> String {
    let mut titles = String::new();
    for resource in package["resources"].as_array().expect("resources") {
        for field in resource["schema"]["fields"].as_array().into_iter().flatten() {
            if let Some(title) = field["title"].as_str() {
                titles += &format!("{} {}: {title}\n", resource["path"], field["name"]).replace('"', "`");
            }
        }
    }
    titles
}

#[test]
fn what_is_published() {
    let folder = Folder::with_firms(200, 0.05);
    told(&folder, &["run", "campaign.toml"]);
    let note = folder.read("out/referrals/README.txt");
    let reasons = folder.read("out/reasons.csv");
    let not_referred = folder.read("out/not_referred.csv");
    let quarantine = folder.read("out/quarantine.csv");
    let package: serde_json::Value =
        serde_json::from_str(&folder.read("out/datapackage.json")).expect("it is JSON");
    let mut described = String::new();
    for resource in package["resources"].as_array().expect("resources") {
        for key in ["title", "description"] {
            described += &format!("{}: {}\n", resource["path"], resource[key]).replace('"', "`");
        }
    }
    let titles = titles(&package);
    let cells = |table: &str, column: &str| -> String {
        let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let at =
            reader.headers().expect("a header").iter().position(|name| name == column).expect("a column");
        reader.records().map(|row| format!("{}\n", &row.expect("a row")[at])).collect()
    };
    let words = cells(&reasons, "words");
    shows("published", &format!("{note}\n{described}\n{titles}\n{words}"));
    let in_words = cells(&not_referred, "in_words");
    assert!(in_words.contains('；') && !in_words.contains("; "), "{in_words}");
    for (table, column) in [(&not_referred, "in_words"), (&quarantine, "reasons")] {
        let latin = latin_words(&cells(table, column), NAMES);
        assert!(latin.is_empty(), "{column}: {latin:?}");
    }
}

#[test]
fn the_campaign_decides_on_what_is_published() {
    let folder = Folder::with_firms(60, 0.0);
    let campaign = folder.read("campaign.toml");
    let said = |language: &str| {
        let output = format!("[output]\nlanguage = \"{language}\"\n");
        if campaign.contains("[output]\n") {
            campaign.replace("[output]\n", &output)
        } else {
            format!("{campaign}\n{output}")
        }
    };
    folder.write("campaign.toml", said("zh").as_bytes());
    let output = folder.jifen(&["run", "campaign.toml", "--lang", "en"]);
    assert!(text(&output.stdout).contains("firms"), "{}", text(&output.stdout));
    assert!(folder.read("out/referrals/README.txt").contains("推荐名单"));
    let package = || serde_json::from_str(&folder.read("out/datapackage.json")).expect("it is JSON");
    let chinese = titles(&package());
    assert!(chinese.contains("`scores.csv` `rank`: 排名\n"), "{chinese}");
    assert!(chinese.contains("`scores.csv` `name`: 企业名称\n"), "{chinese}");
    folder.write("campaign.toml", said("en").as_bytes());
    let output = folder.jifen(&["run", "campaign.toml", "--lang", "zh", "--force"]);
    assert!(text(&output.stdout).contains('家'), "{}", text(&output.stdout));
    assert!(folder.read("out/referrals/README.txt").contains("referral list"));
    let english = titles(&package());
    assert!(english.contains("`scores.csv` `rank`: Rank\n"), "{english}");
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(!english.contains(han), "{english}");
}

#[test]
fn an_explanation() {
    let folder = Folder::with_firms(400, 0.0);
    let cohort = folder.read("firms.csv");
    let firm = cohort.lines().nth(7).and_then(|row| row.split(',').next()).expect("a row").to_owned();
    let supposed = ["explain", "campaign.toml", "--firm", &firm, "--what-if", "rd_expense=9000"];
    shows("explain", &told(&folder, &supposed));
}

#[test]
fn studies() {
    let folder = Folder::with_firms(300, 0.0);
    shows("audit", &told(&folder, &["audit", "campaign.toml"]));
    shows("sensitivity", &told(&folder, &["sensitivity", "campaign.toml", "--draws", "60", "--seed", "1"]));
    for method in ["critic", "entropy", "pca"] {
        shows(&format!("weights_{method}"), &told(&folder, &["weights", method, "campaign.toml"]));
    }
    shows("compare", &told(&folder, &["compare", "campaign.toml", "--set", "revenue=8", "--rescale"]));
}

/// A folder with the files of the guides.
fn guides() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for file in fs::read_dir("docs/example").expect("it is there").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        folder.write(&name, &fs::read(file.path()).expect("it can be read"));
    }
    folder
}

#[test]
fn studies_of_the_guides() {
    let folder = guides();
    let names = ["borrowers.toml", "--outcomes", "outcomes.csv"];
    shows("calibrate", &told(&folder, &[&["calibrate"][..], &names].concat()));
    shows("tune", &told(&folder, &["tune", "borrowers.toml", "--goal", "goal.toml"]));
    shows("compare_campaigns", &told(&folder, &["compare", "campaign.toml", "next.toml"]));
}

#[test]
fn scorecards() {
    let folder = Folder::with_firms(1, 0.0);
    shows("scorecards_list", &told(&folder, &["scorecards", "list"]));
    shows("scorecards_check", &told(&folder, &["scorecards", "check", "mst-2022"]));
    shows("scorecards_show", &told(&folder, &["scorecards", "show", "mst-2022", "--format", "md"]));
    for (name, arguments) in super::programmes::SHOWN {
        shows(&format!("programmes_{name}"), &told(&folder, arguments));
    }
    shows("scorecards_new", &told(&folder, &["scorecards", "new", "mine", "--from", "mst-2022"]));
    shows(
        "sample",
        &told(&folder, &["sample", "--firms", "50", "--seed", "1", "--dirty", "0.2", "--out", "s.csv"]),
    );
}

#[test]
fn help() {
    let folder = Folder::with_firms(1, 0.0);
    let mut all = told(&folder, &["--help"]);
    for command in EVERY_COMMAND {
        all += &told(&folder, &[*command, &["--help"]].concat());
    }
    shows("help", &all);
}

#[test]
fn wrong_usage() {
    let folder = Folder::with_firms(1, 0.0);
    let mut all = String::new();
    for arguments in [
        &["run"][..],
        &["run", "campaign.toml", "--fromat", "json"],
        &["run", "campaign.toml", "--format", "jsno"],
        &["rum"],
        &["run", "campaign.toml", "--as-of", "yesterday"],
        &["run", "campaign.toml", "--out"],
        &["sensitivity", "campaign.toml", "--draws", "none"],
        &["run", "nothing.toml"],
        &["check", "."],
    ] {
        all += &told(&folder, arguments);
    }
    shows("wrong_usage", &all);
}

#[test]
fn the_language_asked_for_wins() {
    let folder = Folder::with_firms(1, 0.0);
    let said = |set: &[(&str, &str)], arguments: &[&str]| {
        let mut command = folder.command();
        command.env_remove("LC_ALL").envs(set.iter().copied());
        text(&command.args(arguments).output().expect("the program can be started").stdout)
    };
    let list = ["scorecards", "list"];
    let is_chinese = |told: String| told.contains("权重");
    assert!(is_chinese(said(&[("LANG", "zh_CN.UTF-8")], &list)));
    assert!(is_chinese(said(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN")], &list)));
    assert!(!is_chinese(said(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], &list)));
    assert!(!is_chinese(said(&[("LANG", "zh_CN.UTF-8")], &["scorecards", "list", "--lang", "en"])));
    assert!(is_chinese(said(&[("LC_ALL", "C")], &["--lang", "zh", "scorecards", "list"])));
}
