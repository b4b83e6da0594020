//! `jifen score`: one scorecard over a cohort, without a campaign.

use std::fs;

use crate::support::workplace::{Folder, text};

const AS_OF: [&str; 2] = ["--as-of", "2025-12-31"];

#[test]
fn it_writes_what_a_run_publishes() {
    let folder = Folder::with_firms(600, 0.05);
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stderr));
    let arguments =
        [&["score", "firms.csv", "--scorecard", "mst-2022", "--out", "s.csv"][..], &AS_OF].concat();
    let scored = folder.jifen(&arguments);
    assert_eq!(scored.status.code(), Some(1), "{}", text(&scored.stderr));
    let published = fs::read(folder.path("out/scores.csv")).expect("it was written");
    assert!(fs::read(folder.path("s.csv")).expect("it was written") == published);

    // To standard output the same bytes and nothing else.
    let arguments =
        [&["score", "firms.csv", "--scorecard", "mst-2022", "--out", "-", "--quiet"][..], &AS_OF].concat();
    let scored = folder.jifen(&arguments);
    assert!(scored.stdout == published);
    assert!(text(&scored.stderr).contains(" quarantined ("), "{}", text(&scored.stderr));

    // A file is kept unless told otherwise, and the summary is one object for programs.
    let arguments = ["score", "firms.csv", "--scorecard", "mst-2022", "--out", "s.csv"];
    assert!(folder.told(&arguments).contains("error[target-exists]: s.csv"));
    let again = folder.jifen(&[&arguments[..], &AS_OF, &["--force", "--format", "json"]].concat());
    let summary: serde_json::Value = serde_json::from_slice(&again.stdout).expect("one JSON object");
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    for count in ["rows", "scored", "quarantined", "merged", "qualified"] {
        assert_eq!(summary[count], run["counts"][count], "{count}");
    }
    assert_eq!((&summary["scorecard"], summary["top"][0]["rank"].as_u64()), (&"mst-2022".into(), Some(1)));
}

#[test]
fn a_file_of_its_own_and_a_column_of_its_own_will_do() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write(
        "card.toml",
        "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
        \"zero\"\n\
         [[indicator]]\nid = \"staff\"\ntitle = \"Staff\"\nvalue = \"employees\"\n\
         curve = { linear = { low = 0, high = 100 } }\nweight = 10\n"
            .as_bytes(),
    );
    folder.write("small.csv", "编号,从业人数\nA,55\nB,7\n".as_bytes());
    let told =
        folder.told(&["score", "small.csv", "--scorecard", "card.toml", "--id", "编号", "--out", "-", "-q"]);
    assert_eq!(
        told.split_once("--- stdout\n").expect("a table").1.trim_start_matches('\u{feff}'),
        "编号,segment,points,rank,segment_rank,percentile,grade,qualified,coverage,failed\n\
         A,all,5.5,1,1,100.00,,true,1.0000,\nB,all,0.7,2,2,0.00,,true,1.0000,\n"
    );
}

/// The line is no key of a TOML file, whatever mark it names.
#[test]
fn a_table_may_begin_with_its_delimiter() {
    for mark in [";", "\t", ","] {
        let folder = Folder::with_firms(1, 0.0);
        folder.write("s.csv", format!("sep={mark}\nfirm{mark}营业收入(万元)\nA{mark}100\n").as_bytes());
        folder.write(
            "card.toml",
            b"id = \"one\"\ntitle = \"One\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \
                \"zero\"\n\
              [[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"revenue\"\nweight = 10\n\
              curve = { linear = { low = 0, high = 200 } }\n",
        );
        let arguments = ["score", "s.csv", "--scorecard", "card.toml", "--id", "firm", "--out", "-", "-q"];
        let scored = folder.jifen(&[&arguments[..], &AS_OF].concat());
        let (table, told) = (text(&scored.stdout), text(&scored.stderr));
        assert_eq!(scored.status.code(), Some(0), "{mark:?}: {told}");
        assert!(
            table.lines().nth(1).is_some_and(|row| row.starts_with("A,") && row.contains(",5.0,")),
            "{table}"
        );
    }
    let folder = Folder::with_firms(1, 0.0);
    folder.write("s.csv", "sep=，\nfirm，name\nA，Alder\n".as_bytes());
    let arguments = ["score", "s.csv", "--scorecard", "mst-2022", "--id", "firm", "--out", "-", "-q"];
    let told = text(&folder.jifen(&[&arguments[..], &AS_OF].concat()).stderr);
    assert!(
        told.starts_with("error[file-delimiter]: s.csv:1: the line `sep=，` names the delimiter `，`"),
        "{told}"
    );
}

#[test]
fn a_cohort_without_credit_codes_can_be_checked_on_its_own() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("small.csv", "编号,从业人数\nA,55\nA,55\nB,x\n".as_bytes());
    let told = folder.told(&["check", "small.csv", "--id", "编号"]);
    assert!(
        told.contains("exit code 1") && told.contains("small.csv:4 [从业人数]: `x` is not a number"),
        "{told}"
    );
    assert!(told.contains("small.csv:3: repeats line 2"), "{told}");
    let told = folder.told(&["check", "small.csv"]);
    assert!(told.contains("if another column identifies firms, name it with --id HEADER"), "{told}");
    let told = folder.told(&["check", "small.csv", "--id", "从业人数"]);
    assert!(told.contains("error[field-unfit]: `从业人数` is not a text field"), "{told}");
    let told = folder.told(&["check", "campaign.toml", "--id", "编号"]);
    assert!(told.contains("`--id 编号` is for a cohort on its own"), "{told}");
}

#[test]
fn what_cannot_be_scored_is_told_and_nothing_is_written() {
    let folder = Folder::with_firms(3, 0.0);
    for (scorecard, firms, code, words) in [
        (
            "mst-2202",
            "firms.csv",
            2,
            "error[name-unknown]: no scorecard is called `mst-2202`\n  help: did you mean `mst-2022`?",
        ),
        ("absent.toml", "firms.csv", 3, "error[file-unreadable]: `absent.toml` cannot be read"),
        ("mst-2022", "absent.csv", 3, "error[file-unreadable]: absent.csv"),
        (
            "mst-2022",
            "campaign.toml",
            2,
            "error[file-kind]: campaign.toml: is a campaign, where a table of firms is needed",
        ),
    ] {
        let output = folder.jifen(&["score", firms, "--scorecard", scorecard, "--out", "s.csv"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(words), "{told}");
        assert!(!folder.path("s.csv").exists());
    }
    // What was read is not written over, whatever is said.
    let cohort = folder.read("firms.csv");
    for (out, words) in [
        ("firms.csv", "error[target-exists]: firms.csv: is one of the files that were read"),
        ("./firms.csv", "is one of the files that were read"),
        ("s.xlsx", "error[target-unwritable]: s.xlsx: points are written as CSV"),
    ] {
        let told = folder.told(&["score", "firms.csv", "--scorecard", "mst-2022", "--out", out, "--force"]);
        assert!(told.contains(words), "{told}");
    }
    assert!(folder.read("firms.csv") == cohort);
    let told =
        folder.told(&["score", "firms.csv", "--scorecard", "mst-2022", "--out", "s.csv", "--id", "编号"]);
    assert!(told.contains("if another column identifies firms, name it with --id HEADER"), "{told}");
    // What gates ask for and no column is, a campaign would tell as well.
    let all = ["score", "firms.csv", "--scorecard", "tech-sme-2017", "--out", "s.csv", "--findings", "all"];
    let told = folder.told(&all);
    for words in [
        "warning[field-absent]: firms.csv: no column for the field `rd_body`",
        "warning[veto-unknown]: firms.csv: gate `resident` holds 3 firms: no column for \
            `resident_enterprise`",
    ] {
        assert!(told.contains(words), "{told}");
    }
}

/// The output of a command with the content of a file as its standard input.
fn piped(folder: &Folder, arguments: &[&str], file: &str) -> std::process::Output {
    let input = fs::File::open(folder.path(file)).expect("it is there");
    folder.command().args(arguments).stdin(input).output().expect("the program can be started")
}

#[test]
fn a_cohort_from_standard_input_is_that_of_the_file() {
    let folder = Folder::with_firms(300, 0.05);
    let from = |firms: &'static str, out: &'static str| {
        [&["score", firms, "--scorecard", "mst-2022", "--out", out][..], &AS_OF].concat()
    };
    let file = folder.jifen(&from("firms.csv", "file.csv"));
    let stream = piped(&folder, &from("-", "stream.csv"), "firms.csv");
    assert_eq!((file.status.code(), stream.status.code()), (Some(1), Some(1)), "{}", text(&stream.stderr));
    assert!(folder.read("file.csv") == folder.read("stream.csv"));
    let findings = |told: &[u8]| -> Vec<String> {
        let told = text(told);
        let lines = told.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
        lines.map(|line| line.replace("firms.csv:", "<stdin>:")).collect()
    };
    assert!(findings(&file.stderr).len() > 3, "{}", text(&file.stderr));
    assert_eq!(findings(&stream.stderr), findings(&file.stderr));

    // A campaign may name it too, and its hash is that of the file.
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"-\"");
    let run = piped(&folder, &["run", "campaign.toml", "--out", "piped"], "firms.csv");
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stderr));
    let told: serde_json::Value = serde_json::from_str(&folder.read("piped/run.json")).expect("JSON");
    let inputs = told["inputs"].as_array().expect("inputs");
    let firms = inputs.iter().find(|input| input["name"] == "<stdin>").expect("the cohort is an input");
    let bytes = fs::read(folder.path("firms.csv")).expect("it is there");
    assert_eq!(firms["sha256"], jifen::parameters::sha256(&bytes));

    let empty = folder.command().args(from("-", "empty.csv")).stdin(std::process::Stdio::null()).output();
    let empty = empty.expect("the program can be started");
    assert!(text(&empty.stderr).starts_with("error[file-empty]: <stdin>: "), "{}", text(&empty.stderr));
}
