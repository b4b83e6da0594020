//! One tiny broken file per fault, with the words its message must hold.

use jifen::finding::{Code, Severity};

use super::{counts, number, read, read_by, read_path};
use crate::support::rows::{lines, only, row_at};
use jifen::firms::Dictionary;

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// A fault of the file or its header: bytes, the campaign's table, code, words of the finding.
fn stops() -> Vec<(Vec<u8>, &'static str, Code, Vec<&'static str>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let header = "统一社会信用代码,营业收入";
    vec![
        (text(""), "", Code::FileEmpty, vec![": is empty"]),
        (text("\n\r\n \n"), "", Code::FileEmpty, vec!["holds only blank lines"]),
        (text("\u{FEFF}"), "", Code::FileEmpty, vec!["holds only blank lines"]),
        (text("credit_code,name\n"), "", Code::FileHeaderOnly, vec![":1: ", "has a header and no row"]),
        (b"PK\x03\x04\x14\0\x06\0".to_vec(), "", Code::FileUnreadable, vec!["is damaged", "Excel or WPS"]),
        (b"%PDF-1.7\n".to_vec(), "", Code::FileBinary, vec!["PDF document", "as CSV"]),
        (b"credit_code\n\0\x01\x02\x03\n".to_vec(), "", Code::FileBinary, vec!["NUL bytes"]),
        (
            text("信用代码\n"),
            "encoding = \"utf-16\"",
            Code::FileEncoding,
            vec!["is not in utf-16", "`encoding = \"utf-8\"`"],
        ),
        (
            b"\xD0\xC5\xD3\xC3\n\xB4\xFA\xC2\xEB\n".to_vec(),
            "encoding = \"utf-8\"",
            Code::FileEncoding,
            vec!["2 of 2 lines"],
        ),
        (
            b"\x1F\x8B\x08\0\0torn".to_vec(),
            "",
            Code::FileUnreadable,
            vec!["the compressed data are incomplete"],
        ),
        (
            b"\x28\xB5\x2F\xFDtorn".to_vec(),
            "",
            Code::FileUnreadable,
            vec!["the compressed data are incomplete"],
        ),
        (
            vec![b'x'; 3 << 20],
            "",
            Code::RecordTooLong,
            vec!["no line break within its first 1,048,576 bytes"],
        ),
        (text("name\nAcme\n"), "", Code::ColumnMissing, vec![":1: ", "`credit_code` (统一社会信用代码)"]),
        (
            text("统一社会信用号码\n1\n"),
            "",
            Code::ColumnMissing,
            vec!["did you mean the header `统一社会信用号码`?"],
        ),
        (
            text(&format!("{header}(万元),revenue(元)\n{A},1,2\n")),
            "",
            Code::ColumnAmbiguous,
            vec!["[revenue(元)]", "2 columns match the field `revenue`", "`营业收入(万元)` (column 2)"],
        ),
        (
            text(&format!("{header}\n{A},1\n")),
            "",
            Code::ColumnUnitMissing,
            vec![
                ":1 [营业收入]",
                "names no unit",
                "under [firms.units] or the `units` of its part or supplement: `revenue = ",
            ],
        ),
        (
            text(&format!("{header}(万美元)\n{A},1\n")),
            "",
            Code::ColumnUnitUnknown,
            vec!["`万美元`", "known here: 元, 千元, 万元"],
        ),
        (
            text(&format!("{header}(万元)\n{A},1\n")),
            "columns = { \"营收\" = \"revenue\" }",
            Code::ColumnUnknown,
            vec!["campaign.toml:2", "no column `营收`"],
        ),
        (
            text(&format!("{header}(万元)\n{A},1\n")),
            "units = { revenue = \"百万元\" }",
            Code::ColumnUnitClash,
            vec![
                "campaign.toml:2",
                "the campaign gives the column `营业收入(万元)` the unit `百万元`, but its header says `万元`",
            ],
        ),
        (
            text("91310000625901263C,上海\n91310101832323099Y,北京\n"),
            "",
            Code::ColumnMissing,
            vec!["it begins `91310000625901263C,上海`"],
        ),
        (
            text(&format!("{header}(万元)\n{A},1\n")),
            "units = { revenu = \"元\" }",
            Code::NameUnknown,
            vec!["campaign.toml:2", "did you mean `revenue`?"],
        ),
        (
            text(&format!("{header}(万元)\n{A},1\n")),
            "units = { net_profit = \"元\" }",
            Code::ColumnUnknown,
            vec!["no column matches the field `net_profit`"],
        ),
        (
            text(&format!("{header}(万元)\n{A},1\n")),
            "id = \"股票\"",
            Code::ColumnMissing,
            vec!["no column matches the required field `股票`"],
        ),
        (text("\"credit_code,name\n1,2\n"), "", Code::QuoteUnclosed, vec!["opens in the header"]),
    ]
}

#[test]
fn faults_of_file_and_header_stop_with_a_place_and_a_way_out() {
    for (bytes, table, code, words) in stops() {
        let findings = read(&bytes, table).expect_err(code.as_str());
        let found = findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{code} is not among {findings:#?}")).to_string();
        for word in words {
            assert!(found.contains(word), "`{word}` is not in: {found}");
        }
    }
}

#[test]
fn all_faults_of_a_header_come_at_once() {
    let findings =
        read("营业收入,净利润(万美元),职工总数(人),员工总数\n1,2,3,4\n".as_bytes(), "").unwrap_err();
    let codes: Vec<Code> =
        findings.iter().filter(|f| f.severity() == Severity::Error).map(|f| f.code).collect();
    assert_eq!(
        codes,
        [Code::ColumnMissing, Code::ColumnUnitUnknown, Code::ColumnAmbiguous, Code::ColumnUnitMissing]
    );
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dictionary = Dictionary::built_in();
    let missing = read_path(&dictionary, &folder.path().join("no.csv"), "").unwrap_err();
    assert!(missing.as_slice()[0].message.to_string().contains("no such file"), "{missing:?}");
    let directory = read_path(&dictionary, folder.path(), "").unwrap_err();
    assert!(directory.as_slice()[0].message.to_string().contains("is a folder, not a file"), "{directory:?}");
    assert_eq!(missing.as_slice()[0].code, Code::FileUnreadable);
}

#[test]
fn a_header_that_nearly_is_a_fields_is_warned_of() {
    let text = format!("credit_code,失信被执行入,营业收人（万元）,备注\n{A},是,1,x\n");
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!(counts(&intake), [("column-near", 2), ("column-unused", 1)]);
    let found = intake.findings.iter().find(|finding| finding.code == Code::ColumnNear).expect("a warning");
    assert_eq!(found.severity(), Severity::Warning);
    let told = found.to_string();
    for words in [":1 [失信被执行入]: ", "`dishonest`", "did you mean 失信被执行人 (dishonest)?"]
    {
        assert!(told.contains(words), "{told}");
    }
    let table = "columns = { \"失信被执行入\" = \"dishonest\", \"营业收人(万元)\" = \"revenue\" }";
    assert_eq!(counts(&read(text.as_bytes(), table).unwrap()), [("column-unused", 1)]);
}

#[test]
fn a_header_bound_away_from_its_own_field_is_warned_of() {
    let text = format!("credit_code,企业名称,数据授权,备注\n{A},上海,是,x\n");
    let table = "columns = { \"数据授权\" = \"name\" }";
    let intake = read(text.as_bytes(), table).unwrap();
    assert_eq!(counts(&intake), [("column-taken", 1), ("column-unused", 2)]);
    let told = intake.findings.as_slice().iter().find(|finding| finding.code == Code::ColumnTaken).unwrap();
    assert!(
        told.to_string()
            .contains("campaign.toml:2: the header `数据授权` is the name of the field `consent`"),
        "{told}"
    );
    let table = "columns = { \"数据授权\" = \"name\", \"备注\" = \"consent\" }";
    let text = text.replace(",x", ",否");
    assert_eq!(counts(&read(text.as_bytes(), table).unwrap()), [("column-unused", 1)]);
}

#[test]
fn cells_arrive_in_the_dictionarys_form() {
    let header = "信用代码,成立日期,行业代码,行政区划代码,职工总数,营业收入(元),研发费用(亿元),净利润(万元),高新技术企业,数据授权,融资用途";
    let row =
        format!("{A}, 2019年3月5日 ,6510,４４０３００,\"1,234\",30000,0.07,（12.5）,√,无,\" 买设备, 等 \"");
    let intake = read(format!("{header}\r\n{row}\r\n").as_bytes(), "").unwrap();
    let texts = |field: &str| intake.firms.column(field).unwrap().texts().unwrap().get(0).map(str::to_owned);
    assert_eq!(texts("industry").as_deref(), Some("I6510"));
    assert_eq!(texts("region").as_deref(), Some("440300"));
    assert_eq!(texts("loan_purpose").as_deref(), Some("买设备, 等"));
    assert_eq!(
        intake.firms.column("founded").unwrap().dates().unwrap().get(0),
        Some(jiff::civil::date(2019, 3, 5))
    );
    let numbers = ["employees", "revenue", "rd_expense", "net_profit"].map(|field| number(&intake, field, 0));
    assert_eq!(numbers, [Some(1234.0), Some(3.0), Some(700.0), Some(-12.5)]);
    let flag = |field: &str| intake.firms.column(field).unwrap().flags().unwrap().get(0);
    assert_eq!((flag("hnte"), flag("consent")), (Some(true), None));
    assert!(intake.findings.is_empty(), "{:?}", intake.findings);
}

#[test]
fn marks_of_the_campaign_mean_missing_even_where_they_read_as_numbers() {
    let text = format!("credit_code,净利润(万元),数据授权\n{A},-999,未填\n{B},－９９９,N/a\n");
    let intake = read(text.as_bytes(), "missing = [\"-999\", \"未填\"]").unwrap();
    assert_eq!(
        (intake.firms.len, number(&intake, "net_profit", 0), number(&intake, "net_profit", 1)),
        (2, None, None)
    );
}

#[test]
fn tabs_and_semicolons_part_cells_too() {
    for delimiter in ["\t", ";"] {
        let text = format!("credit_code,职工总数,融资用途\n{A},5,a\n").replace(',', delimiter);
        let intake = read(text.as_bytes(), "").unwrap();
        assert_eq!((intake.firms.len, number(&intake, "employees", 0)), (1, Some(5.0)), "{delimiter:?}");
    }
}

#[test]
fn the_delimiter_is_that_of_the_header_outside_quotation_marks() {
    for (header, row) in [
        ("\"编号;a;b;c;d\",credit_code,职工总数", format!("1,{A},5")),
        ("credit_code;\"备注,说明,其他,更多\";职工总数", format!("{A};;5")),
        ("   \ncredit_code;职工总数", format!("{A};5")),
        ("\n \r\n\"备,\n注,\n\"\tcredit_code\t职工总数", format!("x\t{A}\t5")),
        ("\"备\"\"注;,;\"\"\",credit_code,职工总数", format!(",{A},5")),
    ] {
        let text = format!("{header}\n{row}\n");
        let intake = read(text.as_bytes(), "").unwrap_or_else(|findings| panic!("{header}: {findings:#?}"));
        assert_eq!((intake.firms.len, number(&intake, "employees", 0)), (1, Some(5.0)), "{header:?}");
    }
}

#[test]
fn every_encoding_and_wrapping_gives_the_same_firms() {
    use std::io::Write;
    let text = format!(
        "统一社会信用代码,企业名称,营业收入（万元）\r\n{A},上海一号公司,12.5\r\n{B},北京二号公司,－\r\n"
    );
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let gb = encoding_rs::GB18030.encode(&text).0;
    let files: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("utf-8", text.clone().into_bytes(), &["auto", "utf-8"]),
        ("bom", format!("\u{FEFF}{text}").into_bytes(), &["auto", "utf-8"]),
        ("gb18030", gb.to_vec(), &["auto", "gb18030"]),
        ("utf-16le", utf16(false), &["auto", "utf-16"]),
        ("utf-16be", utf16(true), &["auto", "utf-16"]),
        ("utf-16le without mark", utf16(false)[2..].to_vec(), &["utf-16"]),
        ("gzip", gzip.finish().unwrap(), &["auto"]),
        ("zstd", zstd::encode_all(text.as_bytes(), 3).unwrap(), &["auto"]),
        ("zstd of gb18030", zstd::encode_all(&*gb, 3).unwrap(), &["auto", "gb18030"]),
        ("lf", text.replace("\r\n", "\n").into_bytes(), &["auto"]),
        ("cr", text.replace("\r\n", "\r").into_bytes(), &["auto"]),
        ("no end", text.trim_end().as_bytes().to_vec(), &["auto"]),
    ];
    let expected = read(text.as_bytes(), "").unwrap();
    assert_eq!((expected.firms.len, expected.findings.len()), (2, 0));
    for (name, bytes, encodings) in files {
        for encoding in encodings {
            let intake = read(&bytes, &format!("encoding = \"{encoding}\""))
                .unwrap_or_else(|f| panic!("{name}: {f:#?}"));
            assert_eq!(intake.firms.columns, expected.firms.columns, "{name} as {encoding}");
            assert_eq!(lines(&intake), [2, 3]);
            assert_eq!(row_at(&intake, 3), row_at(&expected, 3), "{name}");
            assert_eq!(only(&intake).origin.bytes, bytes.len() as u64);
        }
    }
}

#[test]
fn the_digest_is_of_the_bytes_on_disk() {
    use sha2::Digest;
    let text = format!("credit_code\n{A}\n");
    let packed = zstd::encode_all(text.as_bytes(), 3).unwrap();
    for bytes in [text.as_bytes(), &packed] {
        let expected: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(read(bytes, "").unwrap().parts.sha256(), expected);
    }
}

#[test]
fn a_torn_character_costs_its_row_only() {
    let mut bytes = format!("统一社会信用代码,企业名称\n{A},上海\n{B},").into_bytes();
    bytes.extend_from_slice(b"\xE4\xB8\n");
    let intake = read(&bytes, "").unwrap();
    assert_eq!((intake.firms.len, intake.quarantine.row(0).faults[0].code), (1, Code::CellEncoding));
}

#[test]
fn local_constraints_hold() {
    let mut dictionary = Dictionary::built_in();
    let mut field = dictionary.field("name").unwrap().clone();
    (field.name, field.title, field.aliases) = ("tier".into(), "层级".into(), Vec::new());
    field.constraints.one_of = Some(vec!["甲".into(), "乙".into()]);
    field.constraints.required = true;
    dictionary.fields.push(field);
    let text = format!("credit_code,层级\n{A},甲\n{B},丙\n91310101832323339R,\n");
    let intake = read_by(&dictionary, text.as_bytes(), "").unwrap();
    assert_eq!(counts(&intake), [("cell-missing", 1), ("cell-pattern", 1)]);
    assert!(intake.findings.iter().any(|finding| {
        finding.message.to_string().contains("`丙` is not an allowed value; allowed: 甲, 乙")
    }));
    let constraints = &mut dictionary.fields.last_mut().unwrap().constraints;
    constraints.pattern = Some("[甲乙丙][0-9]?".into());
    constraints.one_of = Some(vec!["甲".into(), "乙".into(), "丙１".into()]);
    let text = text.replace("丙\n", "丙\n91310101832323139E,丙１\n");
    let intake = read_by(&dictionary, text.as_bytes(), "").unwrap();
    assert_eq!(counts(&intake), [("cell-missing", 1), ("cell-pattern", 1)]);
    assert!(intake.findings.iter().any(|finding| {
        finding.message.to_string().contains("`丙` is not an allowed value; allowed: 甲, 乙, 丙1")
    }));
    dictionary.fields.last_mut().unwrap().constraints.pattern = Some("(".into());
    let findings = read_by(&dictionary, text.as_bytes(), "").unwrap_err();
    assert_eq!(findings.as_slice()[0].code, Code::ValueInvalid);
}

#[test]
fn a_folder_in_place_of_its_files_is_offered_as_a_pattern() {
    let folder = crate::support::workplace::Folder::with_firms(3, 0.0);
    for name in ["firms/a.csv", "firms/b.csv", "firms/c.parquet", "empty/readme.md"] {
        let path = folder.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, "x").expect("it takes files");
    }
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms/\"");
    let told = crate::support::workplace::text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    let expected =
        ": `firms/` is a folder, not a file\n  help: to read its files, write the pattern `firms/*.csv`\n";
    assert!(told.starts_with("error[file-unreadable]: campaign.toml:") && told.contains(expected), "{told}");
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    folder.edit("campaign.toml", "path = \"firms/\"", "path = \"empty\"");
    let told = folder.told(&["check", "campaign.toml", "--lang", "zh"]);
    assert!(told.contains("“empty”是文件夹，不是文件\n  处理：请指定其中的某个文件\n"), "{told}");
}
