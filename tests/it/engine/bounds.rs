//! Memory, time and output stay in proportion to the input, whatever its shape, and what is beyond the bounds
//! is refused with advice.

use std::io::Write;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use jifen::finding::Code;
use jifen::firms::Dictionary;

use crate::engine::intake::read_path;
use crate::support::workplace::{Folder, text};

/// The columns of flags in the sample's table.
const FLAGS: [&str; 8] = [
    "高新技术企业",
    "科技型中小企业",
    "专精特新中小企业",
    "专精特新小巨人",
    "失信被执行人",
    "经营异常名录",
    "重大安全质量环境事故",
    "科研严重失信",
];

/// A campaign over the sample's firms, in so many of whose first rows each flag is an unknown word.
fn odd_flags(firms: u32, odd: usize) -> Folder {
    let folder = Folder::with_firms(firms, 0.0);
    let table = folder.read("firms.csv");
    let mut lines = table.lines();
    let header = lines.next().expect("a header").to_owned();
    let columns: Vec<&str> = header.split(',').collect();
    let at: Vec<usize> = (0..columns.len()).filter(|at| FLAGS.contains(&columns[*at])).collect();
    assert_eq!(at.len(), FLAGS.len(), "the sample's flags have other titles");
    let mut text = header.clone() + "\n";
    let mut left = odd;
    for (line, row) in (2..).zip(lines) {
        let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        // A cell with commas is not parted here.
        if left > 0 && !row.contains('"') {
            left -= 1;
            at.iter().for_each(|at| cells[*at] = format!("word {line}"));
        }
        text += &(cells.join(",") + "\n");
    }
    folder.write("firms.csv", text.as_bytes());
    folder
}

#[test]
fn findings_of_one_kind_are_told_a_hundred_times_and_counted_beyond() {
    let folder = odd_flags(1_500, 1_200);
    let run = |threads: &str, out: &str| {
        let output = folder.jifen(&["run", "campaign.toml", "--threads", threads, "--out", out]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let told = run("1", "one");
    assert!(
        told.contains("and 9,595 more (9,595 cell-flag): --findings all, or one/findings.json"),
        "{told}"
    );
    run("2", "two");
    for name in ["findings.json", "quarantine.csv"] {
        assert_eq!(folder.read(&format!("one/{name}")), folder.read(&format!("two/{name}")), "{name}");
    }

    let json: serde_json::Value = serde_json::from_str(&folder.read("one/findings.json")).expect("JSON");
    assert_eq!(json["counts"]["cell-flag"], 9_600);
    let omitted = json["omitted"].as_array().expect("a list");
    assert_eq!(omitted.len(), FLAGS.len());
    assert!(omitted.iter().all(|one| one["code"] == "cell-flag" && one["count"] == 1_100), "{omitted:?}");
    let lines: Vec<u64> = json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["code"] == "cell-flag" && one["column"] == FLAGS[0])
        .filter_map(|one| one["line"].as_u64())
        .collect();
    assert_eq!(lines, (2..102).collect::<Vec<u64>>());

    // Every row is there, with all that is wrong with it.
    let rows = folder.rows("one/quarantine.csv");
    assert_eq!(rows.len(), 1_200);
    for row in &rows {
        assert_eq!((&*row["codes"], &*row["columns"]), ("cell-flag", &*FLAGS.join(";")));
        assert_eq!(row["reasons"], format!("`word {}` is neither yes nor no", row["line"]));
    }

    // JSON for programs says so too.
    let output = folder.jifen(&["--format", "json", "check", "campaign.toml"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["omitted"].as_array().map(Vec::len), Some(FLAGS.len()));
}

#[test]
fn a_row_is_explained_with_all_that_was_noticed_of_it() {
    let folder = Folder::with_firms(400, 0.0);
    // The check character of every code is another one: warnings, of which only the first hundred are kept.
    let table = folder.read("firms.csv");
    let swapped = |line: &str| {
        let last = line.as_bytes()[17];
        format!("{}{}{}", &line[..17], if last == b'1' { '2' } else { '1' }, &line[18..])
    };
    let mut lines = table.lines();
    let header = lines.next().expect("a header").to_owned();
    let rows: Vec<String> = lines.map(swapped).collect();
    folder.write("firms.csv", (header + "\n" + &rows.join("\n") + "\n").as_bytes());
    let last = &rows[399][..18];
    let output = folder.jifen(&["--format", "json", "explain", "campaign.toml", "--firm", last]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let codes: Vec<&serde_json::Value> =
        json["findings"].as_array().expect("a list").iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["uscc-check"], "{json:#}");
}

/// Each of these rules was held against all before it for every number between any two: hours here.
#[test]
fn many_segments_are_checked_in_time() {
    let segments = |count: usize| {
        let folder = Folder::with_firms(10, 0.0);
        let mut card = String::from(SCORECARD);
        for at in 0..count {
            card += &format!("[[segment]]\nid = \"s{at}\"\ntitle = \"S\"\nwhen = \"revenue < {}\"\n", at + 1);
        }
        folder.write("card.toml", card.as_bytes());
        let begun = Instant::now();
        let output = folder.jifen(&["scorecards", "check", "card.toml"]);
        (text(&output.stderr), begun.elapsed())
    };
    let (told, took) = segments(2_000);
    assert!(told.contains("no segment takes a firm whose `revenue` is at least 2000"), "{told}");
    assert!(took < Duration::from_secs(60), "{took:?}");
    let (told, _) = segments(20_000);
    assert!(!told.contains("panicked"), "{told}");
}

/// The place of each took a pass over the file, and its id was held against all before it.
#[test]
fn many_institutions_are_checked_in_time() {
    let folder = Folder::with_firms(10, 0.0);
    let check = |count: usize| {
        let mut file = String::from("rules_basis = \"local\"\n");
        for at in 0..count {
            file += &format!(
                "[[institution]]\nid = \"bank-{at}\"\nname = \"Bank {at}\"\nkind = \"bank\"\n\
                 [[institution.rule]]\nwhen = \"revenue >= {at}\"\nreason = \"revenue below {at}\"\n"
            );
        }
        folder.write("institutions.toml", file.as_bytes());
        let begun = Instant::now();
        let output = folder.jifen(&["check", "campaign.toml"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        begun.elapsed()
    };
    let (few, many) = (check(4_000), check(40_000));
    assert!(many < 25 * few + Duration::from_secs(2), "{few:?} and {many:?}");
}

const SCORECARD: &str = "id = \"many\"\ntitle = \"Many\"\nscale = 10\ndecimals = 2\nweights_basis = \
    \"local\"\n\
    missing = \"zero\"\n\n[[indicator]]\nid = \"i\"\ntitle = \"I\"\nvalue = \"revenue\"\nweight = 10\n\
    curve = { linear = { low = 0, high = 5 } }\n";

/// Each square doubles the digits of the one before: thirty of them have a million million.
#[test]
fn digits_of_derived_values_have_an_end() {
    let folder = Folder::with_firms(10, 0.0);
    let mut card = SCORECARD.replace("\"revenue\"", "\"d29\"");
    for at in 0..30 {
        let value =
            if at == 0 { "revenue / 17".to_owned() } else { format!("3.9 * d{0} * (1 - d{0})", at - 1) };
        card += &format!("[[derived]]\nid = \"d{at}\"\ntitle = \"D\"\nvalue = \"{value}\"\n");
    }
    folder.write("card.toml", card.as_bytes());
    folder.write("firms.csv", "firm,营业收入(万元)\nA,5\nB,6\n".as_bytes());
    let begun = Instant::now();
    let output = folder.jifen(&[
        "score",
        "firms.csv",
        "--scorecard",
        "card.toml",
        "--id",
        "firm",
        "--as-of",
        "2025-12-31",
        "--out",
        "-",
        "-q",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 3);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

/// The tree was read again for each unknown key, and each field held against all before it.
#[test]
fn many_unknown_keys_and_fields_are_checked_in_time() {
    let folder = Folder::with_firms(10, 0.0);
    let begun = Instant::now();
    let tables: String = (0..20_000).map(|at| format!("[x{at}]\n")).collect();
    folder.write("card.toml", format!("{SCORECARD}{tables}").as_bytes());
    let told = text(&folder.jifen(&["scorecards", "check", "card.toml", "--findings", "all"]).stderr);
    assert_eq!(told.matches("error[key-unknown]").count(), 100, "{told}");
    assert!(told.contains("; the search stops after 100 unknown keys"), "{told}");
    let fields: String = (0..20_000)
        .map(|at| format!("[[field]]\nname = \"own{at}\"\ntitle = \"字段{at}\"\ntype = \"number\"\n"))
        .collect();
    folder.write("card.toml", format!("{SCORECARD}{fields}").as_bytes());
    let output = folder.jifen(&["scorecards", "check", "card.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn a_header_has_an_end() {
    let wide = |columns: usize| {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        write!(file, "credit_code{}\n91310000625901263C{}\n", ",c".repeat(columns), ",1".repeat(columns))
            .expect("a temporary file takes bytes");
        read_path(&Dictionary::built_in(), file.path(), "")
    };
    assert_eq!(wide(16_383).expect("as wide as a spreadsheet").firms.len, 1);
    let findings = wide(16_384).expect_err("wider than a spreadsheet");
    let finding = &findings.as_slice()[0];
    assert_eq!(finding.code, Code::RecordTooLong);
    assert!(finding.message.to_string().contains("16,385 columns"), "{finding}");
}

#[test]
fn compressed_data_that_unpack_to_far_more_than_a_table_are_refused() {
    let folder = Folder::with_firms(10, 0.0);
    let rows = folder.read("firms.csv") + &"\n".repeat(300 << 20);
    let packed = zstd::encode_all(rows.as_bytes(), 1).expect("memory takes it");
    assert!(packed.len() < 1 << 20);
    folder.write("firms.csv", &packed);
    let output = folder.jifen(&["check", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(3));
    let told = text(&output.stderr);
    assert!(
        told.contains("error[file-too-large]: firms.csv: unpacks to more than 268,435,456 bytes"),
        "{told}"
    );
}

#[test]
fn compressed_data_that_break_off_are_told_as_such() {
    let folder = Folder::with_firms(50, 0.0);
    let table = folder.read("firms.csv");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(table.as_bytes()).expect("memory takes it");
    let gzip = gzip.finish().expect("memory takes it");
    let zstd = zstd::encode_all(table.as_bytes(), 1).expect("memory takes it");
    for packed in [&gzip[..5], &gzip[..gzip.len() / 2], &gzip[..gzip.len() - 4], &zstd[..zstd.len() / 2]] {
        folder.write("firms.csv", packed);
        let output = folder.jifen(&["check", "campaign.toml"]);
        assert_eq!(output.status.code(), Some(3));
        let told = text(&output.stderr);
        assert!(told.contains("firms.csv: the compressed data are incomplete"), "{told}");
        assert!(told.contains("help: fetch or save the file again"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_parameter_file_without_end_is_not_read_to_it() {
    for key in ["institutions", "scorecard"] {
        let folder = Folder::with_firms(10, 0.0);
        let campaign = folder.read("campaign.toml");
        let line =
            campaign.lines().find(|line| line.starts_with(key)).expect("the campaign names it").to_owned();
        std::os::unix::fs::symlink("/dev/zero", folder.path("endless.toml")).expect("a link can be made");
        folder.edit("campaign.toml", &line, &format!("{key} = \"endless.toml\""));
        let output = folder.jifen(&["check", "campaign.toml"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains("`endless.toml` is longer than 16,777,216 bytes"), "{told}");
    }
}

/// What stands in the place of a file of an earlier output may have no end either.
#[cfg(target_os = "linux")]
#[test]
fn an_output_without_end_is_not_read() {
    let folder = Folder::with_firms(10, 0.0);
    assert!(folder.jifen(&["run", "campaign.toml", "--out", "out"]).status.success());
    for (file, arguments, expected) in [
        ("run.json", "compare out out", "error[file-unreadable]: out/run.json: "),
        (
            "datapackage.json",
            "compare out out",
            "error[file-kind]: out: is a folder, but not the output of a finished run",
        ),
        ("datapackage.json", "run campaign.toml --out out --force -q", "error[target-exists]: out: "),
    ] {
        let path = folder.path("out").join(file);
        std::fs::remove_file(&path).expect("the run wrote it");
        std::os::unix::fs::symlink("/dev/zero", &path).expect("a link can be made");
        let output = limited(&folder, "-v 2000000", arguments);
        let told = text(&output.stderr);
        assert!(told.contains(expected), "{file} {arguments}: {told}");
    }
}

/// Runs the program under a limit of the shell.
#[cfg(target_os = "linux")]
fn limited(folder: &Folder, limit: &str, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_jifen");
    Command::new("sh")
        .args(["-c", &format!("ulimit {limit} && exec {program} {arguments}")])
        .current_dir(folder.path(""))
        .output()
        .expect("there is a shell")
}

/// A million rows of one cell under a header of 42 took 600 MB of columns; 8 kB of gzip may hold four times
/// as many.
#[cfg(target_os = "linux")]
#[test]
fn broken_lines_cost_memory_in_proportion_to_themselves() {
    let folder = Folder::with_firms(1, 0.0);
    let table = folder.read("firms.csv");
    let header = table.lines().next().expect("a header");
    folder.write("firms.csv", format!("{header}\n{}", "1\n".repeat(1 << 20)).as_bytes());
    // Two megabytes, and what the program takes by itself.
    let output = limited(&folder, "-v 320000", "check campaign.toml --threads 1");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(
        told.contains("error[nobody-scored]: firms.csv: no firm is left to score: 1,048,576 row-width"),
        "{told}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn memory_that_is_short_is_told_with_what_to_do() {
    let folder = Folder::with_firms(2_000, 0.0);
    let file = std::fs::File::options().append(true).open(folder.path("firms.csv")).expect("it is there");
    // The first part is a table, as long as it must be; the rest is a hole that takes no room on the disk.
    let rows = folder.read("firms.csv");
    (&file).write_all(rows.as_bytes().repeat(8).as_slice()).expect("it takes more");
    file.set_len(2 << 30).expect("a file may have a hole");
    let output = limited(&folder, "-v 1000000", "check campaign.toml --threads 1");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("error[memory-short]: firms.csv: needs about 2,048 MB of memory more"), "{told}");
    assert!(told.contains("help: raise the limit (`ulimit -v`)"), "{told}");
}

/// A study asks for the memory it takes before it begins: where there is too little, an allocation within it
/// ended the program without advice.
#[cfg(target_os = "linux")]
#[test]
fn studies_ask_for_memory_before_they_begin() {
    let folder = Folder::with_firms(20_000, 0.0);
    // What the program itself takes grows with its code.
    let starts = |limit: &usize| limited(&folder, &format!("-v {limit}"), "--version").status.success();
    let least = (80_000..400_000).step_by(4_000).find(starts).expect("the program starts");
    let scoring = "needs about 21 MB";
    for study in
        ["audit campaign.toml", "weights critic campaign.toml", "sensitivity campaign.toml --draws 100"]
    {
        let mut asked = 0;
        for limit in (least + 4_000..least + 52_000).step_by(8_000) {
            let output = limited(&folder, &format!("-v {limit}"), &format!("{study} --threads 1"));
            let told = text(&output.stderr);
            assert!(!told.contains("memory allocation of"), "{study}, {limit}: {told}");
            let is_short = output.status.code() == Some(3)
                && told.contains("error[memory-short]: firms.csv: needs about");
            assert!(is_short || matches!(output.status.code(), Some(0 | 1)), "{study}, {limit}: {told}");
            asked += usize::from(is_short && !told.contains(scoring));
        }
        assert!(asked > 0, "{study}: no limit has room for scoring alone");
    }
    // For programs too.
    let limit = format!("-v {}", least + 12_000);
    let output = limited(&folder, &limit, "audit campaign.toml --threads 1 --format json");
    assert!((text(&output.stdout) + &text(&output.stderr)).contains("memory-short"), "{output:?}");
}

/// A thread takes two megabytes of address space, and a thousand of them more than there is.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started_are_done_without() {
    let folder = Folder::with_firms(50, 0.0);
    let output = limited(&folder, "-v 1200000", "run campaign.toml --threads 1024 --out out");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let plain = folder.jifen(&["run", "campaign.toml", "--out", "plain"]);
    assert!(plain.status.success(), "{}", text(&plain.stderr));
    for name in ["scores.csv", "findings.json", "not_referred.csv"] {
        assert_eq!(folder.read(&format!("out/{name}")), folder.read(&format!("plain/{name}")), "{name}");
    }
}

/// The most memory the program had at once, in bytes, and how it ended.
#[cfg(target_os = "linux")]
fn most_memory(folder: &Folder, arguments: &[&str]) -> (usize, Output) {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_jifen"))
        .args(arguments)
        .current_dir(folder.path(""))
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(folder.path("told.txt")).expect("a file can be made"))
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    // The mark only rises, so that the last look has all but the last moments.
    while child.try_wait().expect("it can be asked").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        most = most.max(mark.map_or(0, |mark| mark.trim().parse().expect("a number of kilobytes")));
        std::thread::sleep(Duration::from_millis(5));
    }
    (most * 1024, child.wait_with_output().expect("it has ended"))
}

/// Sound rows as short as a credit code and a figure take a kilobyte each where each column that a file lacks
/// does.
#[cfg(target_os = "linux")]
#[test]
fn short_rows_stay_within_six_times_the_file_and_300_mb() {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", SCORECARD.as_bytes());
    let bound = |unpacked: usize| 6 * unpacked + 300_000_000;
    let mut table = String::from("firm,营业收入(万元)\n");
    for at in 0..1_500_000 {
        table += &format!("{at:018},{}\n", at % 7);
    }
    folder.write("firms.csv", table.as_bytes());
    for card in ["card.toml", "mst-2022"] {
        let arguments = [
            "score",
            "firms.csv",
            "--scorecard",
            card,
            "--id",
            "firm",
            "--out",
            "scores.csv",
            "--force",
            "-q",
        ];
        let (most, output) = most_memory(&folder, &arguments);
        let told = folder.read("told.txt");
        // Of mst-2022 nobody is known well enough.
        let code = if card == "card.toml" { 0 } else { 3 };
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(!told.contains("rows-thin"), "{told}");
        assert!(most > table.len() && most < bound(table.len()), "{card}: {most}, {}", bound(table.len()));
    }
}

/// What is no cohort is refused before it takes as much: eighty megabytes of lines in as many kilobytes took
/// 2.7 GB.
#[cfg(target_os = "linux")]
#[test]
fn rows_too_short_for_their_number_are_refused() {
    let folder = Folder::with_firms(1, 0.0);
    let lines = 40_000_000;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"firm\n").expect("memory takes bytes");
    for _ in 0..lines / 1_000_000 {
        packed.write_all("1\n".repeat(1_000_000).as_bytes()).expect("memory takes bytes");
    }
    folder.write("ones.csv.gz", &packed.finish().expect("memory takes bytes"));
    let mut blank = String::from("firm");
    (0..60).for_each(|at| blank += &format!(",字段{at}(万元)"));
    blank += "\n";
    (0..900_000).for_each(|at| blank += &format!("{at}\n"));
    folder.write("blank.csv", blank.as_bytes());
    let fields: String = (0..60)
        .map(|at| {
            format!(
                "[[field]]\nname = \"own{at}\"\ntitle = \"字段{at}\"\ntype = \"number\"\nunit = \"万元\"\n"
            )
        })
        .collect();
    folder.write("card.toml", format!("{SCORECARD}{fields}").as_bytes());
    folder.write("one.toml", b"[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n");
    folder.write(
        "blank.toml",
        "id = \"blank\"\ntitle = \"B\"\ninstitutions = \"one.toml\"\nas_of = 2025-12-31\nscorecard = \
        \"card.toml\"\n[firms]\npath = \"blank.csv\"\nid = \"firm\"\nshort_rows = \"blank\"\n"
            .as_bytes(),
    );
    let score = ["score", "ones.csv.gz", "--scorecard", "card.toml", "--id", "firm", "--out", "scores.csv"];
    let check = ["check", "blank.toml"];
    for (arguments, unpacked, rows) in [
        (score.as_slice(), 2 * lines, "40,000,000 rows of 2 bytes"),
        (&check, blank.len(), "900,000 rows of 6 bytes"),
    ] {
        let (most, output) = most_memory(&folder, arguments);
        let told = folder.read("told.txt");
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains(&format!("{rows} on average need about")), "{told}");
        assert!(most < 6 * unpacked + 300_000_000, "{most}: {told}");
    }
}
