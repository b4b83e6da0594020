//! Replies and desks that nobody should send: formulas, broken bytes, vast cells, edited logs, paths that
//! lead elsewhere. And what must not matter: the order of rows, the number of threads.

use std::fs;

use serde_json::Value;

use super::answers::{delivered, imported, reported};
use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Cell, Sheet, workbook};

const HEADER: &str = "firm,企业名称,反馈结果,授信金额(万元),原因,反馈日期\n";

fn count(told: &Value, name: &str) -> u64 {
    told["account"][name].as_u64().unwrap_or_else(|| panic!("no count of {name}: {told}"))
}

#[test]
fn formulas_broken_bytes_and_vast_cells_cost_their_row_alone() {
    let vast = "9".repeat(10 << 20);
    let rows: [(&str, Vec<u8>, &str); 7] = [
        ("a formula", b"B1,,=1+1,,,".to_vec(), "[cell-pattern]"),
        ("a formula as an amount", b"B1,,approved,=SUM(A1:A9),,".to_vec(), "[cell-number]"),
        ("an error", b"B1,,approved,#REF!,,".to_vec(), "[cell-error]"),
        ("a zero byte", b"B1,,approved,1\x000,,".to_vec(), "[cell-encoding]"),
        ("ten megabytes", format!("B1,,approved,{vast},,").into_bytes(), "[record-too-long]"),
        ("too few cells", b"B1,,approved".to_vec(), "[row-width]"),
        ("an open quotation mark", b"B1,,approved,1,\"open,".to_vec(), "[quote-unclosed]"),
    ];
    for (what, row, code) in rows {
        let (folder, _desk) = delivered();
        let mut table = format!("{HEADER}A1,,approved,100,,2026-01-20\n").into_bytes();
        table.extend(row);
        table.push(b'\n');
        let (told, said, exit) = imported(&folder, &table, &[]);
        assert_eq!((exit, count(&told, "added"), count(&told, "unreadable")), (1, 1, 1), "{what}: {said}");
        assert!(said.contains(&format!("{code}: reply.csv:3")), "{what}: {said}");
        assert_eq!(folder.rows("desk/answers.csv").len(), 1, "{what}");
    }
}

#[test]
fn a_formula_without_a_value_in_a_workbook_costs_its_row_alone() {
    let (folder, _desk) = delivered();
    let cells = |cells: [&str; 3]| cells.map(Cell::shown);
    let sheet = Sheet::new("反馈")
        .row(cells(["firm", "结果", "授信金额(万元)"]))
        .row(cells(["A1", "已授信", "=SUM(A1:A9)"]))
        .row(cells(["B1", "已授信", "#DIV/0!"]))
        .row(cells(["C1", "已授信", "12.5"]));
    folder.write("reply.xlsx", &workbook(&[sheet]));
    let output =
        folder.jifen(&["answers", "import", "reply.xlsx", "--from", "icbc", "--as-of", "2026-03-01"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for expected in ["error[cell-formula]: reply.xlsx[反馈]!C2", "error[cell-error]: reply.xlsx[反馈]!C3"]
    {
        assert!(said.contains(expected), "{said}");
    }
    let ids: Vec<String> = folder.rows("desk/answers.csv").iter().map(|row| row["ID"].clone()).collect();
    assert_eq!(ids, ["C1"]);
}

#[test]
fn imports_at_the_same_time_lose_nothing() {
    let (folder, _desk) = delivered();
    let ids = ["A1", "B1", "C1", "C2", "E1", "F1"];
    ids.iter().for_each(|id| {
        folder.write(&format!("{id}.csv"), format!("firm,decision\n{id},refused\n").as_bytes());
    });
    let mut left = ids.to_vec();
    // An import that meets another one fails whole, and is made again.
    for _ in 0..ids.len() {
        let start = |id: &&str| {
            let file = format!("{id}.csv");
            let arguments = ["answers", "import", &file, "--from", "icbc", "--as-of", "2026-03-01"];
            folder.command().args(arguments).output()
        };
        let done: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = left.iter().map(|id| scope.spawn(move || start(id))).collect();
            all.into_iter().map(|one| one.join().expect("a thread").expect("the program starts")).collect()
        });
        let failed = left.iter().zip(&done).filter(|(_, output)| !output.status.success());
        let failed: Vec<(&str, String)> = failed.map(|(id, output)| (*id, text(&output.stderr))).collect();
        assert!(failed.iter().all(|(_, said)| said.contains("desk/answers.")), "{failed:?}");
        left = failed.into_iter().map(|(id, _)| id).collect();
        if left.is_empty() {
            break;
        }
    }
    assert_eq!(left, [""; 0], "each round one import at least gets through");
    assert_eq!(reported(&folder, &[])["answers"], 6);
}

#[test]
fn a_text_that_a_spreadsheet_would_run_is_defused_and_read_back() {
    let (folder, _desk) = delivered();
    let table = format!(
        "{HEADER}A1,,refused,,@SUM(1+1)*cmd|' /C calc'!A0,2026-01-20\nB1,,refused,,-1+2,2026-01-20\n"
    );
    let (told, said, code) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!((code, count(&told, "added")), (0, 2), "{said}");
    let history = folder.read("desk/answers.csv");
    assert!(history.contains(",'@SUM(1+1)*cmd") && history.contains(",'-1+2,"), "{history}");
    let (told, _, _) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!((count(&told, "added"), count(&told, "known")), (0, 2), "the same when read back");
    assert_eq!(reported(&folder, &[])["answers"], 2);
}

#[test]
fn neither_the_order_of_rows_nor_threads_change_a_byte() {
    let rows = [
        "A1,,approved,100,,2026-01-20",
        "A1,,drawn,100,,2026-02-20",
        "B1,,refused,,weak,",
        ",己科技有限公司,未对接,,,",
        "Z9,,refused,,,",
        "C2,丙科技有限公司,已申请,40,,2026-01-22",
        "E1,,已授信,12.5,,2026-01-22",
    ];
    let mut seen: Vec<(String, Value)> = Vec::new();
    for (order, threads) in [(0, "1"), (3, "1"), (5, "4"), (1, "2")] {
        let (folder, _desk) = delivered();
        let mut rows = rows.to_vec();
        rows.rotate_left(order);
        if order == 5 {
            rows.reverse();
        }
        let table = format!("{HEADER}{}\n", rows.join("\n"));
        let (told, said, code) = imported(&folder, table.as_bytes(), &["--threads", threads]);
        assert_eq!((code, count(&told, "added")), (1, 6), "{said}");
        // The hash of the file differs, and with it the checks.
        let cells = |line: &str| line.split(',').take(12).collect::<Vec<_>>().join(",");
        let history = folder.read("desk/answers.csv").lines().map(cells).collect::<Vec<_>>().join("\n");
        let mut report = reported(&folder, &[]);
        report["history"] = Value::Null;
        seen.push((history, report));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[test]
fn a_desk_that_was_edited_is_refused_with_its_place() {
    let refused = |edit: &dyn Fn(&Folder), expected: &str| {
        let (folder, _desk) = delivered();
        edit(&folder);
        let output = folder.jifen(&["answers", "report"]);
        let said = text(&output.stderr);
        assert!(matches!(output.status.code(), Some(2 | 3)), "{said}");
        assert!(said.contains(expected), "{said}\nlacks {expected}");
        assert!(said.contains("\n  help: "), "{said}");
    };
    let firms = "desk/deliveries/2025-12-31-icbc-1/firms.csv";
    refused(
        &|folder| folder.edit(firms, "88.5", "98.5"),
        "firms.csv: was changed since it was delivered: its SHA-256 is not that of the log",
    );
    let log = "desk/deliveries.jsonl";
    refused(
        &|folder| folder.edit(log, "{", "["),
        "error[log-altered]: desk/deliveries.jsonl:1: is no line of this log",
    );
    refused(
        &|folder| {
            let text = folder.read(log);
            let second = text.lines().nth(1).expect("two lines").to_owned();
            folder.write(log, format!("{second}\n").as_bytes());
        },
        "desk/deliveries.jsonl:1: does not follow the line before it",
    );
    refused(
        &|folder| {
            let text = folder.read(log);
            let lines: Vec<&str> = text.lines().collect();
            folder.write(log, format!("{}\n{}\n{}\n", lines[0], lines[1], lines[1]).as_bytes());
        },
        "desk/deliveries.jsonl:3: names a delivery that an earlier line names",
    );
    refused(&|folder| folder.edit(log, "\"firms\":6", "\"firms\":7"), "deliveries.jsonl:1: was edited since");
    refused(&|folder| folder.edit(log, "2026-01-10T", "soon"), "deliveries.jsonl:1: has no time of delivery");
    for name in ["../../secret", "/etc", "..", "a/b", "a\\\\b", "C:x", ""] {
        refused(
            &|folder| {
                folder.edit(log, "\"delivery\":\"2025-12-31-icbc-1\"", &format!("\"delivery\":\"{name}\""));
            },
            "deliveries.jsonl:1: names a delivery or a file that no delivery can have",
        );
    }
    let (folder, _desk) = delivered();
    fs::remove_file(folder.path(firms)).expect("it is there");
    let output = folder.jifen(&["answers", "report"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    // A log that is gone or was emptied is not the log of a desk without deliveries.
    folder.write(log, b"\n");
    let output = folder.jifen(&["answers", "report"]);
    assert!(text(&output.stderr).contains("deliveries.jsonl:1: is no line of"), "{}", text(&output.stderr));
    fs::remove_file(folder.path(log)).expect("it is there");
    let output = folder.jifen(&["answers", "report"]);
    assert!(
        text(&output.stderr).contains("is missing, although the desk has deliveries"),
        "{}",
        text(&output.stderr)
    );
    folder.write(log, b"");
    let output = folder.jifen(&["answers", "report"]);
    assert!(text(&output.stderr).contains("has no delivery"), "{}", text(&output.stderr));
}

#[test]
fn a_failed_import_leaves_the_history_as_it_was() {
    let (folder, _desk) = delivered();
    let (_, _, code) = imported(&folder, b"firm,decision\nA1,refused\n", &[]);
    assert_eq!(code, 0);
    let before = folder.content("desk");
    for table in [&b"firm,decision\n"[..], b"", b"firm\nA1\n", b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00"] {
        let (_, said, code) = imported(&folder, table, &[]);
        assert!(code >= 2, "{said}");
        assert_eq!(folder.content("desk"), before);
    }
    // A folder in the place of the history.
    let (folder, _desk) = delivered();
    fs::create_dir(folder.path("desk/answers.csv")).expect("a folder can be made");
    let (_, said, code) = imported(&folder, b"firm,decision\nA1,refused\n", &[]);
    assert_eq!(code, 3, "{said}");
    // Nobody can write it, and nothing is left beside it.
    let (folder, _desk) = delivered();
    folder.write("desk/.answers.csv.lock", b"another program's");
    let (_, said, code) = imported(&folder, b"firm,decision\nA1,refused\n", &[]);
    assert!(code == 3 && said.contains("[target-"), "{said}");
    assert!(!folder.path("desk/answers.csv").exists());
}
