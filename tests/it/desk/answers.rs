//! `jifen answers`: replies in the forms that banks send, and what is refused of them; the history that only
//! grows; the report; outcomes for `jifen calibrate`.

use std::fs;

use serde_json::Value;

use crate::studies::calibrate::{TRUTH, points, small};
use crate::support::desk::Desk;
use crate::support::workplace::{Folder, text};

/// Alder to Fir as delivered to `icbc` on 10 January; Cedar has a namesake, Elm no name.
const FIRMS: [&str; 6] = [
    "A1,甲（上海）科技有限公司,growth,310115,C39,88.5,A",
    "B1,乙科技有限公司,growth,310115,I65,80.25,A",
    "C1,丙科技有限公司,start-up,440305,C39,71,B",
    "C2,丙科技有限公司,stable,110108,C26,65.5,B",
    "E1,,start-up,440305,I65,60,B",
    "F1,己科技有限公司,stable,,C39,50,",
];

/// A folder with one delivery to `icbc`, and another of two firms to `ccb`.
pub(super) fn delivered() -> (Folder, Desk) {
    let folder = Folder::empty();
    let mut desk = Desk::below(&folder.path(""), "firm");
    desk.deliver("icbc", "2026-01-10", &FIRMS);
    desk.deliver("ccb", "2026-01-12", &FIRMS[..2]);
    (folder, desk)
}

/// Imports the reply `table`; the account, the findings and the exit code.
pub(super) fn imported(folder: &Folder, table: &[u8], arguments: &[&str]) -> (Value, String, i32) {
    folder.write("reply.csv", table);
    let fixed = ["answers", "import", "reply.csv", "--from", "icbc", "--as-of", "2026-03-01"];
    of_import(folder, &[&fixed[..], arguments].concat())
}

/// As [`imported`], with all arguments given.
fn of_import(folder: &Folder, arguments: &[&str]) -> (Value, String, i32) {
    let output = folder.jifen(&[&["--format", "json"], arguments].concat());
    let code = output.status.code().expect("it ends");
    let account = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    let told = folder.jifen(&[arguments, &["--findings", "all"]].concat());
    (account, text(&told.stderr), code)
}

fn account(imported: &Value, name: &str) -> u64 {
    imported["account"][name].as_u64().unwrap_or_else(|| panic!("no count of {name}: {imported}"))
}

pub(super) fn reported(folder: &Folder, arguments: &[&str]) -> Value {
    let fixed = ["--format", "json", "answers", "report", "--as-of", "2026-03-01"];
    let output = folder.jifen(&[&fixed[..], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn history(folder: &Folder) -> Vec<std::collections::BTreeMap<String, String>> {
    folder.rows("desk/answers.csv")
}

#[test]
fn a_bank_replies_in_chinese_in_gbk_with_its_own_headers_and_units() {
    let (folder, _desk) = delivered();
    let table = "工行2026年1月对接情况表,,,,,,\n\
        序号,客户名称,firm,审批结果,授信金额（元）,执行利率(%),贷款期限(年),审批日期,拒绝原因\n\
        1,甲(上海)科技有限公司,A1,审批通过,\"3,000,000\",3.45%,1,2026年1月20日,\n\
        2,乙科技有限公司,,不予支持,0,--,,2026/1/21,负债率偏高\n\
        3,,c2,已放款,2000000.5,3.1,18个月,2026-02-01,\n\
        4,己科技有限公司,,未对接,,,,,\n\
        5,,E1,,,,,,\n\
        合计,,,,5000000.5,,,,\n";
    let (bytes, _, lossy) = encoding_rs::GBK.encode(table);
    assert!(!lossy);
    let (told, said, code) = imported(&folder, &bytes, &[]);
    assert_eq!((code, account(&told, "added"), account(&told, "blank")), (0, 4, 1), "{told} {said}");
    assert_eq!((account(&told, "rows"), account(&told, "no_firms")), (6, 1), "{told}");
    let rows = history(&folder);
    let row = |id: &str| rows.iter().find(|row| row["ID"] == id).unwrap_or_else(|| panic!("{id}: {rows:?}"));
    let first = row("A1");
    assert_eq!(
        (&*first["decision"], &*first["amount(万元)"], &*first["rate(%)"]),
        ("approved", "300", "3.45")
    );
    assert_eq!((&*first["term(months)"], &*first["date"], &*first["reason"]), ("12", "2026-01-20", ""));
    assert_eq!((&*first["received"], &*first["institution"]), ("2026-03-01", "icbc"));
    assert_eq!((&*first["delivery"], &*first["file"]), ("2025-12-31-icbc-1", "reply.csv"));
    let refused = row("B1");
    assert_eq!((&*refused["decision"], &*refused["reason"]), ("refused", "负债率偏高"));
    assert_eq!((&*refused["rate(%)"], &*refused["amount(万元)"]), ("", "0"));
    let drawn = row("C2");
    assert_eq!((&*drawn["amount(万元)"], &*drawn["term(months)"]), ("200.00005", "18"));
    assert_eq!((&*row("F1")["decision"], &*row("F1")["date"]), ("not-contacted", ""));
}

#[test]
fn a_workbook_is_read_with_its_days_and_percentages() {
    let (folder, _desk) = delivered();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("反馈").expect("a name");
    let headers =
        ["企业名称", "firm", "结果", "授信金额(亿元)", "放款金额(万元)", "利率", "期限", "放款日期"];
    for (column, header) in (0..).zip(headers) {
        sheet.write(1, column, header).expect("a cell");
    }
    sheet.merge_range(0, 0, 0, 7, "反馈表", &rust_xlsxwriter::Format::new()).expect("a title");
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    sheet.write(2, 1, "A1").expect("a cell");
    sheet.write(2, 2, "已放款").expect("a cell");
    sheet.write(2, 3, 0.05).expect("a cell");
    sheet.write(2, 4, 120.5).expect("a cell");
    sheet.write_with_format(2, 5, 0.0345, &percent).expect("a cell");
    sheet.write(2, 6, 36).expect("a cell");
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 2, 3).expect("a day");
    sheet.write_with_format(2, 7, &date, &day).expect("a cell");
    sheet.write(3, 0, "乙科技有限公司").expect("a cell");
    sheet.write(3, 2, "也许").expect("a cell");
    folder.write("reply.xlsx", &book.save_to_buffer().expect("a workbook"));
    let arguments = ["answers", "import", "reply.xlsx", "--from", "ICBC", "--as-of", "2026-03-01"];
    let (told, said, code) = of_import(&folder, &arguments);
    assert_eq!((code, account(&told, "added"), account(&told, "unreadable")), (1, 1, 1), "{told}");
    assert!(
        said.contains("error[cell-pattern]: reply.xlsx[反馈]!C4 [结果]: `也许` is no known decision"),
        "{said}"
    );
    let row = &history(&folder)[0];
    let cells = ["decision", "amount(万元)", "drawn(万元)", "rate(%)", "term(months)", "date"];
    let cells = cells.map(|name| &*row[name]);
    assert_eq!(cells, ["drawn", "500", "120.5", "3.45", "36", "2026-02-03"]);
}

/// A row that is refused, with the beginning of its finding.
const REFUSED: [(&str, &str); 19] = [
    ("Z9,,approved,,,,,2026-01-20", "error[answer-unmatched]: reply.csv:3 [firm]: `Z9` was never delivered"),
    (
        ",庚科技有限公司,refused,,,,,",
        "error[answer-unmatched]: reply.csv:3 [企业名称]: `庚科技有限公司` was never",
    ),
    (
        ",丙科技有限公司,refused,,,,,",
        "error[answer-unmatched]: reply.csv:3 [企业名称]: 2 delivered firms are called",
    ),
    (
        "C1,乙科技有限公司,refused,,,,,",
        "error[answer-unmatched]: reply.csv:3 [firm]: `C1` was delivered as `丙科技",
    ),
    (
        "Z9,乙科技有限公司,refused,,,,,",
        "error[answer-unmatched]: reply.csv:3 [firm]: `Z9` was never delivered, and",
    ),
    (",,refused,,,,,2026-01-20", "error[answer-unmatched]: reply.csv:3 [企业名称]: the row names no firm"),
    (
        "B1,,refused,,,,,2026-01-09",
        "error[cell-date]: reply.csv:3 [反馈日期]: the answer on `B1` is of 2026-01-09",
    ),
    ("B1,,refused,,,,,2026-03-02", "error[cell-date]: reply.csv:3 [反馈日期]: the answer is of 2026-03-02"),
    ("B1,,refused,,,,,2026-13-02", "error[cell-date]: reply.csv:3 [反馈日期]: `2026-13-02` does not exist"),
    ("B1,,perhaps,,,,,", "error[cell-pattern]: reply.csv:3 [反馈结果]: `perhaps` is no known decision"),
    ("B1,,approved,-5,,,,", "error[cell-range]: reply.csv:3 [授信金额(万元)]: `-5` is below"),
    ("B1,,approved,1e400,,,,", "error[cell-number]: reply.csv:3 [授信金额(万元)]: `1e400` is too large"),
    ("B1,,approved,100000001,,,,", "error[cell-range]: reply.csv:3 [授信金额(万元)]: `100000001` is above"),
    (
        "B1,,approved,0,,,,",
        "error[outcome-contradictory]: reply.csv:3 [授信金额(万元)]: the decision is `approved`",
    ),
    (
        "B1,,refused,50,,,,",
        "error[outcome-contradictory]: reply.csv:3 [授信金额(万元)]: the decision is `refused`",
    ),
    (
        "B1,,drawn,50,60,,,",
        "error[outcome-contradictory]: reply.csv:3 [放款金额(万元)]: 60 万元 were paid out",
    ),
    ("B1,,approved,50,,0.0345,,", "error[cell-range]: reply.csv:3 [利率]: a rate of 0.0345 % is probably"),
    ("B1,,approved,50,,3.45,forever,", "error[cell-number]: reply.csv:3 [期限]: `forever` is no term"),
    ("B1,,approved,50万美元,,,,", "error[cell-unit]: reply.csv:3 [授信金额(万元)]: `50万美元`"),
];

#[test]
fn each_refusal_names_its_cell_and_leaves_the_other_rows() {
    for (row, expected) in REFUSED {
        let (folder, _desk) = delivered();
        let table = format!(
            "firm,企业名称,反馈结果,授信金额(万元),放款金额(万元),利率,期限,反馈日期\n\
             A1,,approved,100,,3.45,12,2026-01-20\n{row}\n"
        );
        let (told, said, code) = imported(&folder, table.as_bytes(), &[]);
        assert!(said.contains(expected), "{row}: {said}");
        assert!(said.contains("\n  help: "), "{row}: {said}");
        assert_eq!((code, account(&told, "added"), account(&told, "rows")), (1, 1, 2), "{row}: {told}");
        assert!(said.contains("1 row was refused"), "{said}");
        assert_eq!(history(&folder).len(), 1);
    }
}

#[test]
fn rows_that_contradict_one_another_are_refused_and_repeated_ones_count_once() {
    let (folder, _desk) = delivered();
    let table = "firm,decision,amount(万元),date\n\
        A1,approved,100,2026-01-20\nA1,approved,100,2026-01-20\nA1,drawn,100,2026-02-20\n\
        B1,approved,100,2026-01-20\nB1,refused,,2026-01-20\nC1,refused,,\nC1,refused,,2026-03-01\n";
    let (told, said, code) = imported(&folder, table.as_bytes(), &[]);
    let counts = ["added", "repeated", "contradictory"].map(|name| account(&told, name));
    assert_eq!((code, counts), (1, [3, 2, 2]), "{told}");
    assert!(said.contains("error[duplicate-firm]: reply.csv:5: line 6 says otherwise of `B1`"), "{said}");
    assert!(said.contains("error[duplicate-firm]: reply.csv:6: line 5 says otherwise of `B1`"), "{said}");
    let report = reported(&folder, &[]);
    let all = &report["all"];
    assert_eq!(
        (&all["approved"], &all["drawn"], &all["refused"]),
        (&1.into(), &1.into(), &1.into()),
        "{all}"
    );
}

#[test]
fn a_money_column_without_a_unit_is_an_error_and_an_option_names_it() {
    let (folder, _desk) = delivered();
    let table = b"firm,decision,amount,drawn_amount\nA1,drawn,3000000,1000000\n";
    let (_, said, code) = imported(&folder, table, &[]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("error[column-unit-missing]: reply.csv:1 [amount]: names no unit"), "{said}");
    assert!(!folder.path("desk/answers.csv").exists());
    let (told, said, code) = imported(&folder, table, &["--amount-unit", "元"]);
    assert_eq!((code, account(&told, "added")), (0, 1), "{said}");
    assert_eq!((&*history(&folder)[0]["amount(万元)"], &*history(&folder)[0]["drawn(万元)"]), ("300", "100"));
    let table = "firm,decision,授信金额(万元)\nB1,approved,50\n";
    let (_, said, code) = imported(&folder, table.as_bytes(), &["--amount-unit", "元"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("error[column-unit-clash]: `授信金额(万元)`") || said.contains("column-unit-clash"),
        "{said}"
    );
}

#[test]
fn a_reply_without_firms_or_decisions_is_refused_by_its_headers() {
    let (folder, _desk) = delivered();
    let (_, said, code) = imported(&folder, "firm,备注\nA1,好\n".as_bytes(), &[]);
    assert_eq!(code, 3, "{said}");
    let words =
        "error[column-missing]: reply.csv: no column says what was decided; the headers are `firm`, `备注`";
    assert!(said.contains(words), "{said}");
    let (_, said, code) = imported(&folder, "客户,结果\nA1,好\n".as_bytes(), &[]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("no column identifies firms, by `firm` or by name"), "{said}");
    let (_, said, code) = imported(&folder, "firm,结果,期限(天)\nA1,已授信,90\n".as_bytes(), &[]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("error[column-unit-unknown]: reply.csv:1 [期限(天)]: the unit `天`"), "{said}");
    let rates = "firm,结果,利率(小数),利率(%)\nA1,已授信,0.0345,3.45\nB1,已授信,0.0345,3.5\n";
    let (told, said, code) = imported(&folder, rates.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added")), (1, 1), "{said}");
    assert!(said.contains("one column gives a rate of 3.5 %, the other of 3.45 %"), "{said}");
    assert_eq!(history(&folder)[0]["rate(%)"], "3.45");
}

#[test]
fn the_institution_must_have_a_delivery() {
    let (folder, _desk) = delivered();
    folder.write("reply.csv", b"firm,decision\nA1,refused\n");
    let (_, said, code) = of_import(&folder, &["answers", "import", "reply.csv", "--from", "icbcc"]);
    assert_eq!(code, 2);
    let words =
        "error[name-unknown]: nothing was delivered to an institution `icbcc`\n  help: did you mean `icbc`?";
    assert!(said.contains(words), "{said}");
    let (_, said, _) = of_import(&folder, &["answers", "import", "reply.csv", "--from", "xyz"]);
    assert!(said.contains("help: institutions with deliveries: ccb, icbc"), "{said}");
    let elsewhere = ["answers", "import", "reply.csv", "--from", "icbc", "--desk", "nowhere"];
    let (_, said, code) = of_import(&folder, &elsewhere);
    assert_eq!(code, 3);
    assert!(said.contains("error[file-unreadable]: nowhere/deliveries.jsonl"), "{said}");
    assert!(said.contains("help: make deliveries first"), "{said}");
    // What is delivered to another bank is not this one's.
    let (told, said, code) =
        of_import(&folder, &["answers", "import", "reply.csv", "--from", "ccb", "--as-of", "2026-03-01"]);
    assert_eq!((code, account(&told, "added")), (0, 1), "{said}");
    folder.write("reply.csv", b"firm,decision\nC1,refused\n");
    let (told, said, code) =
        of_import(&folder, &["answers", "import", "reply.csv", "--from", "ccb", "--as-of", "2026-03-01"]);
    assert_eq!((code, account(&told, "unmatched")), (1, 1), "{said}");
}

#[test]
fn the_same_reply_twice_adds_nothing_and_a_corrected_one_adds_what_was_missing() {
    let (folder, _desk) = delivered();
    let table = "firm,decision,amount(万元),date\nA1,approved,100,2026-01-20\nB1,refused,,\nZ9,refused,,\n";
    let (told, _, code) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added"), account(&told, "unmatched")), (1, 2, 1));
    let before = folder.read("desk/answers.csv");
    let (told, _, code) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added"), account(&told, "known")), (1, 0, 2), "{told}");
    let said = folder.told(&["answers", "import", "reply.csv", "--from", "icbc", "--as-of", "2026-03-05"]);
    assert!(said.contains("nothing is new: the history is unchanged"), "{said}");
    assert_eq!(folder.read("desk/answers.csv"), before);
    let (told, _, code) = imported(&folder, table.replace("Z9", "C1").as_bytes(), &[]);
    assert_eq!((code, account(&told, "added"), account(&told, "known")), (0, 1, 2), "{told}");
    assert!(folder.read("desk/answers.csv").starts_with(&before), "rows are only added");
}

#[test]
fn an_answer_can_be_corrected_and_corrected_back() {
    let (folder, _desk) = delivered();
    for (amount, number) in [(100, 1), (200, 2), (100, 3)] {
        let table =
            format!("firm,decision,amount(万元),date,编号\nA1,approved,{amount},2026-01-20,{number}\n");
        let (told, _, code) = imported(&folder, table.as_bytes(), &[]);
        assert_eq!((code, account(&told, "added")), (0, 1), "{told}");
    }
    assert_eq!(reported(&folder, &[])["all"]["amount"], 100.0);
}

#[test]
fn approvals_without_a_column_of_amounts_are_noticed() {
    let (folder, _desk) = delivered();
    let (told, said, _) =
        imported(&folder, "firm,结果,拟给额度\nA1,已授信,500\nB1,未对接,\n".as_bytes(), &[]);
    assert_eq!(account(&told, "added"), 2, "{told}");
    assert!(said.contains("warning[field-absent]") && said.contains("`拟给额度`"), "{said}");
    // A table that has no other column lacks nothing that could be read.
    let (_, said, _) = imported(&folder, "firm,结果\nB1,已授信\n".as_bytes(), &[]);
    assert!(!said.contains("field-absent"), "{said}");
}

#[test]
fn one_fraction_shows_that_a_column_of_rates_has_fractions() {
    let (folder, _desk) = delivered();
    let table = "firm,结果,年利率\nA1,已授信,0.12\nB1,已授信,0.0345\nC1,已授信,3.45\n";
    let (told, said, code) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added"), account(&told, "unreadable")), (1, 1, 2), "{told}");
    assert!(said.contains("a rate of 0.12 % is probably a fraction"), "{said}");
}

#[test]
fn two_months_of_answers_go_to_the_delivery_before_them_and_the_latest_counts() {
    let (folder, mut desk) = delivered();
    desk.deliver("icbc", "2026-02-10", &["A1,甲（上海）科技有限公司,stable,310115,C39,91,A"]);
    let january = "firm,decision,amount(万元),date\nA1,applied,,2026-01-20\nB1,approved,80,2026-01-25\n";
    let (_, said, code) = imported(&folder, january.as_bytes(), &[]);
    assert_eq!(code, 0, "{said}");
    let february = "firm,decision,amount(万元),drawn_amount(万元),date\n\
        A1,drawn,200.1,150.05,2026-02-20\nB1,refused,,,2026-02-15\n";
    let (told, said, code) = imported(&folder, february.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added")), (0, 2), "{said}");
    let deliveries: Vec<String> =
        history(&folder).iter().map(|row| format!("{} {}", row["ID"], row["delivery"])).collect();
    assert_eq!(
        deliveries,
        ["A1 2025-12-31-icbc-1", "B1 2025-12-31-icbc-1", "B1 2025-12-31-icbc-1", "A1 2025-12-31-icbc-3",]
    );
    let report = reported(&folder, &[]);
    let all = &report["all"];
    // Six firms at icbc, two at ccb, each once.
    assert_eq!(
        (&all["referred"], &all["firms"], &all["answered"]),
        (&8.into(), &6.into(), &2.into()),
        "{all}"
    );
    assert_eq!((&all["applied"], &all["approved"], &all["refused"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!((&all["amount"], &all["drawn_amount"]), (&200.1.into(), &150.05.into()));
    // Ten and fifteen days from the first delivery to the first answer.
    assert_eq!(all["median_days"], 12.5);
    let by = |name: &str| {
        let groups = report["groups"].as_array().expect("groups");
        let own = groups.iter().find(|one| one["by"] == name).expect("it is there");
        let row = |one: &Value| (one["key"].as_str().expect("a key").to_owned(), one["referred"].clone());
        own["groups"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
    };
    let rows = |all: &[(&str, u64)]| -> Vec<(String, Value)> {
        all.iter().map(|(key, count)| ((*key).to_owned(), (*count).into())).collect()
    };
    assert_eq!(by("institution"), rows(&[("ccb", 2), ("icbc", 6)]));
    // Alder is stable now at icbc, and was growth at ccb.
    assert_eq!(by("segment"), rows(&[("growth", 3), ("stable", 3), ("start-up", 2)]));
    assert_eq!(by("region"), rows(&[("11", 1), ("31", 4), ("44", 2), ("", 1)]));
    assert_eq!(by("grade"), rows(&[("A", 4), ("B", 3), ("", 1)]));
    assert_eq!(by("points").len(), 5);
    // What was known at the end of January.
    let early = folder.jifen(&["--format", "json", "answers", "report", "--as-of", "2026-01-31"]);
    let early: Value = serde_json::from_slice(&early.stdout).expect("one JSON object");
    assert_eq!((&early["answers"], &early["all"]["answered"]), (&0.into(), &0.into()), "received in March");
}

#[test]
fn a_later_answer_in_other_words_counts_even_without_a_day() {
    let (folder, _desk) = delivered();
    for (day, decision, answered) in
        [("2026-01-15", "未对接", 0), ("2026-01-20", "已授信", 1), ("2026-01-25", "未对接", 0)]
    {
        // The column of running numbers is not read, but makes each file another.
        let table = format!("firm,结果,编号\nA1,{decision},{day}\n");
        folder.write("reply.csv", table.as_bytes());
        let arguments = ["answers", "import", "reply.csv", "--from", "icbc", "--as-of", day];
        let output = folder.jifen(&arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let report = reported(&folder, &[]);
        assert_eq!(report["all"]["approved"], answered, "{day}");
    }
    assert_eq!(history(&folder).len(), 3);
}

#[test]
fn what_was_not_answered_is_listed_by_institution_with_its_firms() {
    let (folder, _desk) = delivered();
    let (_, _, code) = imported(&folder, b"firm,decision,date\nA1,refused,2026-01-20\n", &[]);
    assert_eq!(code, 0);
    // 50 days at icbc, 48 at ccb.
    let count = |after: &str| {
        let report = reported(&folder, &["--unanswered-after", after]);
        report["overdue"].as_array().expect("a list").len()
    };
    assert_eq!((count("47"), count("48"), count("49"), count("50")), (7, 5, 5, 0));
    let report = reported(&folder, &[]);
    let first = &report["overdue"][0];
    assert_eq!(
        (&first["institution"], &first["id"], &first["days"]),
        (&"ccb".into(), &"A1".into(), &48.into())
    );
    let output = folder.jifen(&["answers", "report", "--as-of", "2026-03-01", "--by", "institution"]);
    let shown = text(&output.stdout);
    assert!(
        shown.contains("7 referrals (87.5 %) have been without an answer for more than 30 days"),
        "{shown}"
    );
    assert!(!shown.contains("By segment"), "{shown}");
    let chinese = text(&folder.jifen(&["--lang", "zh", "answers", "report", "--as-of", "2026-03-01"]).stdout);
    assert!(chinese.contains("超过 30 天未反馈的有 7 户次（87.5%）"), "{chinese}");
    assert!(chinese.contains("31 上海") && chinese.contains("44 广东"), "{chinese}");
}

#[test]
fn a_report_is_written_whole_and_replaces_nothing_unasked() {
    let (folder, _desk) = delivered();
    let (_, _, code) = imported(&folder, b"firm,decision,date\nA1,refused,2026-01-20\n", &[]);
    assert_eq!(code, 0);
    let arguments = [
        "answers",
        "report",
        "--as-of",
        "2026-03-01",
        "--out",
        "out",
        "--html",
        "page.html",
        "--outcomes",
        "o.csv",
    ];
    let output = folder.jifen(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let names: Vec<String> = folder.content("out").into_iter().map(|(name, _)| name).collect();
    for name in
        ["summary.json", "funnel.csv", "by-institution.csv", "by-points.csv", "overdue.csv", "referrals.csv"]
    {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    assert_eq!(folder.rows("out/referrals.csv").len(), 8);
    assert!(folder.read("page.html").contains("<svg"), "a chart");
    assert_eq!(folder.read("o.csv"), "\u{feff}firm,outcome,window,window_to\nA1,1,2026-01,2026-01-20\n");
    let again = folder.jifen(&arguments);
    assert_eq!(again.status.code(), Some(3));
    assert!(text(&again.stderr).contains("target-exists"), "{}", text(&again.stderr));
    let onto = ["answers", "report", "--as-of", "2026-03-01", "--outcomes", "desk/answers.csv", "--force"];
    let onto = folder.jifen(&onto);
    assert_eq!(onto.status.code(), Some(3), "{}", text(&onto.stderr));
    assert_eq!(history(&folder).len(), 1);
}

#[test]
fn calibrate_takes_the_outcomes() {
    let folder = small(300);
    let mut desk = Desk::below(&folder.path(""), "credit_code");
    let firms = points(&folder, TRUTH);
    let row = |(id, points): &(String, f64)| format!("{id},,growth,,,{points},");
    let rows: Vec<String> = firms.iter().map(row).collect();
    desk.deliver("icbc", "2026-01-10", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let mut reply = "credit_code,结果,反馈日期\n".to_owned();
    for (at, (id, points)) in firms.iter().enumerate() {
        let refused = *points < 20.0 + ((at * 37) % 50) as f64;
        let day = ["2026-01-20", "2026-02-03"][at % 2];
        reply += &match at % 10 {
            0 => format!("{id},处理中,{day}\n"),
            _ => format!("{id},{},{day}\n", if refused { "不予支持" } else { "已授信" }),
        };
    }
    let (told, said, code) = imported(&folder, reply.as_bytes(), &[]);
    assert_eq!((code, account(&told, "added")), (0, 300), "{said}");
    reported(&folder, &["--outcomes", "outcomes.csv"]);
    let rows = folder.rows("outcomes.csv");
    assert_eq!(rows.len(), 270);
    let output = folder.jifen(&[
        "--format",
        "json",
        "calibrate",
        "campaign.toml",
        "--outcomes",
        "outcomes.csv",
        "--draws",
        "50",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let study: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!((&study["account"]["used"], &study["account"]["rows"]), (&270.into(), &270.into()));
    let bad = rows.iter().filter(|row| row["outcome"] == "1").count();
    assert_eq!(study["bad"], bad, "1 is bad, a refusal");
    let windows: Vec<&str> =
        study["windows"].as_array().expect("windows").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(windows, ["2026-01", "2026-02"]);
    // Refusals go with few points, so the points predict them.
    assert!(
        study["evidence"][0]["auc"]["value"].as_f64().or(study["evidence"][0]["auc"].as_f64()) > Some(0.6)
    );
}

#[test]
fn an_edited_history_is_noticed_with_its_row() {
    let (folder, _desk) = delivered();
    let table = "firm,decision,date,reason\nA1,refused,2026-01-20,too small\nB1,approved,2026-01-21,\n\
        C1,refused,2026-01-22,\n";
    let (_, _, code) = imported(&folder, table.as_bytes(), &[]);
    assert_eq!(code, 0);
    let whole = folder.read("desk/answers.csv");
    let lines: Vec<&str> = whole.lines().collect();
    let refused = |edited: String, at: &str, what: &str| {
        folder.write("desk/answers.csv", edited.as_bytes());
        for arguments in [&["answers", "report"][..], &["answers", "import", "reply.csv", "--from", "icbc"]] {
            let output = folder.jifen(arguments);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains(&format!("error[target-edited]: desk/answers.csv{at}")), "{said}");
            assert!(said.contains(what), "{said}");
        }
    };
    let chained = "this row, or one above it, is not as it was written";
    refused(whole.replace("refused", "approved"), ":2", chained);
    refused(whole.replace("too small", "too large"), ":2", chained);
    refused([lines[0], lines[1], lines[3], ""].join("\n"), ":3", chained);
    refused([lines[0], lines[2], lines[1], lines[3], ""].join("\n"), ":2", chained);
    refused([lines[0], lines[1], lines[2], ""].join("\n"), ": has 2 rows, but had 3", "rows at the end");
    refused("a,b\n".to_owned(), ":1", "is no history of answers");
    refused(whole.replace("2026-01-21", "21.1.2026"), ":3", chained);
    // Without its byte order mark, and with other line ends, it is the same.
    folder.write("desk/answers.csv", whole.trim_start_matches('\u{feff}').replace('\n', "\r\n").as_bytes());
    assert_eq!(reported(&folder, &[])["answers"], 3);
    folder.write("desk/answers.csv", whole.as_bytes());
    fs::remove_file(folder.path("desk/answers.head")).expect("it was written");
    assert_eq!(reported(&folder, &[])["answers"], 3);
}
