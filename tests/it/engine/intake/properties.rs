//! What must hold for any bytes at all.

use jifen::firms::Column;
use jifen::intake::Intake;
use proptest::prelude::*;

use super::read;
use crate::support::rows::{lines, row_at};

/// Cells that are right, nearly right, or noise.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "",
            "--",
            "12",
            "1.5",
            "-3",
            "\"1,234\"",
            "是",
            "maybe",
            "2023-01-05",
            "2023-13-01",
            "NaN",
            "5(万美元)",
        ])
        .prop_map(str::to_owned),
        3 => prop::sample::select(vec![
            "91310000625901263C",
            "91310101832323099Y",
            "91310101832323339r",
            "3201001009351",
            "440300",
            "C39",
        ])
        .prop_map(str::to_owned),
        1 => "[a\",\n\r甲 １0-9.%()]{0,6}",
    ]
}

/// A table of firms with more or less broken rows.
fn dirty() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(cell(), 4..8).prop_map(|cells| cells.join(","));
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (prop::collection::vec(row, 1..30), end).prop_map(|(rows, end)| {
        let header = "信用代码,职工总数,营业收入(万元),成立日期,数据授权,行政区划代码";
        let mut text = header.to_owned();
        for row in rows {
            text += end;
            text += &row;
        }
        text
    })
}

/// Everything of an intake that is compared.
fn essence(intake: &Intake) -> (Vec<Option<Column>>, Vec<u32>, String) {
    let aside: Vec<_> =
        intake.quarantine.iter().map(|row| (row.row, row.line(), row.faults, row.original)).collect();
    let rest = (aside, intake.merged, intake.rows, &intake.findings.counts());
    let messages: Vec<String> = intake
        .findings
        .iter()
        .map(|finding| format!("{:?}{}", finding.place.line, finding.message))
        .collect();
    (intake.firms.columns.clone(), lines(intake), format!("{rest:?}{messages:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_row_is_a_firm_set_aside_or_merged(text in dirty()) {
        // `read` asserts the sum; here: no line twice, every line's text kept, every row aside has a reason.
        if let Ok(intake) = read(text.as_bytes(), "") {
            let mut lines: Vec<u32> =
                lines(&intake).into_iter().chain(intake.quarantine.iter().map(|row| row.line())).collect();
            lines.sort_unstable();
            let all = lines.len();
            lines.dedup();
            prop_assert_eq!(lines.len(), all);
            let kept = crate::support::rows::lines(&intake);
            prop_assert!(kept.into_iter().all(|line| !row_at(&intake, line).is_empty()));
            for row in &intake.quarantine {
                prop_assert!(row.faults.iter().any(|fault| fault.code.sets_aside()));
                prop_assert_eq!(row_at(&intake, row.line()), row.original.as_str());
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, "");
        let mut headed = b"credit_code,name\n".to_vec();
        headed.extend_from_slice(&bytes);
        for table in ["", "encoding = \"utf-8\"", "encoding = \"gb18030\"", "encoding = \"utf-16\""] {
            let _ = read(&headed, table);
        }
    }

    #[test]
    fn threads_leave_no_trace(text in dirty()) {
        let in_pool = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                read(text.as_bytes(), "").map(|intake| essence(&intake)).map_err(|findings| findings.len())
            })
        };
        prop_assert_eq!(in_pool(1), in_pool(2));
    }
}

/// A table long enough for several waves of blocks of rows, with every kind of fault strewn in.
fn long() -> String {
    let mut text = String::from("股票代码,企业名称,营业收入(万元),净利润(万元),研发费用(万元),职工总数\n");
    for at in 0..70_000u64 {
        let mixed = at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        let usual = (mixed % 9_000 + 1_000) as f64;
        let revenue = if mixed % 997 == 0 { usual * 1e4 } else { usual };
        let name =
            if mixed % 31 == 0 { format!("\"第{at}\n号, 公司\"") } else { format!("第{at}号公司") };
        let code = if mixed % 211 == 0 { at / 2 } else { at };
        let staff = if mixed % 101 == 0 { "x".to_owned() } else { (mixed % 500 + 1).to_string() };
        text += &format!("{code:06},{name},{revenue},{},{},{staff}\n", usual / 10.0, usual / 20.0);
    }
    text
}

#[test]
fn blocks_and_threads_leave_no_trace_in_a_long_table() {
    let text = long();
    let in_pool = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| essence(&read(text.as_bytes(), "id = \"股票代码\"").unwrap()))
    };
    let (columns, lines, rest) = in_pool(1);
    assert!(lines.len() > 63_000 && lines.len() < 70_000 && rest.contains("unit-slip"));
    assert!((columns, lines, rest) == in_pool(3));
}

#[test]
fn values_do_not_depend_on_the_order_of_rows() {
    let text = long();
    let intake = read(text.as_bytes(), "id = \"股票代码\"").unwrap();
    // Records, quoted line breaks kept, in reverse.
    let (header, body) = text.split_once('\n').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
    let mut records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    records.reverse();
    let mut writer = csv::Writer::from_writer(Vec::new());
    records.iter().for_each(|record| writer.write_record(record).unwrap());
    let reversed = format!("{header}\n{}", String::from_utf8(writer.into_inner().unwrap()).unwrap());
    let other = read(reversed.as_bytes(), "id = \"股票代码\"").unwrap();
    let sorted = |intake: &Intake| {
        let mut firms: Vec<String> = (0..intake.firms.len)
            .map(|row| {
                intake
                    .firms
                    .columns
                    .iter()
                    .flatten()
                    .map(|column| format!("{:?};", column.value(row)))
                    .collect()
            })
            .collect();
        firms.sort_unstable();
        firms
    };
    assert!(sorted(&intake) == sorted(&other));
    assert_eq!(intake.findings.counts(), other.findings.counts());
}
