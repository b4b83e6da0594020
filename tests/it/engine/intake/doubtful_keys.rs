//! Keys of supplements that mean no firm for certain: codes with one wrong character, ids beside the name of
//! another firm, several owners in one cell.

use jifen::finding::Code;
use jifen::intake::{Fate, Intake};

use super::supplements::{A, B, C, field, left, read};
use crate::support::xlsx::{Sheet, workbook};

const LIST: &str = "[[supplement]]\npath = \"l.csv\"\nfields = { dishonest = { listed = true } }\n";
const NAMES: &str = "[[supplement]]\npath = \"l.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                     fields = { dishonest = { listed = true }, awards = { count = true } }\n";

/// The warnings that it is unclear whom rows mean, without the folder of their place.
fn unclear(intake: &Intake) -> Vec<String> {
    let told = intake.findings.iter().filter(|one| one.code == Code::SupplementUnclear);
    told.map(|one| one.to_string())
        .map(|one| one.split_once("/l.").map_or(one.clone(), |(_, rest)| rest.to_owned()))
        .collect()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_code_with_one_wrong_character_leaves_its_firm_unknown() {
    for wrong in [
        // Another digit, another check character, one left out, one too many, neighbours exchanged.
        "91310101832323098Y",
        "91310101832323099X",
        "9131010183232309Y",
        "913101018323230999Y",
        "91310101832332099Y",
        // Letters in place of digits.
        "913I0I0I832323O99Y",
    ] {
        let rows = format!("信用代码,案号\n{A},1\n{wrong},2\n");
        let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["true", "?", "false"], "{wrong}");
        assert_eq!(left(&intake), [(3, Fate::NearCode(ids(&[B])))], "{wrong}");
        let told = format!(
            ".csv:3: the code `{wrong}` in `l.csv` is nearly that of a firm\n  \
             help: correct the code; what the supplement gives this firm is not known until then"
        );
        assert_eq!(unclear(&intake), [told.trim_start_matches('.').to_owned()], "{wrong}");
    }
    // A right code is that of another firm, however near.
    let rows = format!("信用代码\n{A}\n91310101832323110T\n");
    let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["true", "false", "false"]);
    assert_eq!(left(&intake), [(3, Fate::Unmatched)]);
    // Counts and sums are not known either.
    let table = "[[supplement]]\npath = \"l.csv\"\nfields = { awards = { count = true } }\n";
    let rows = format!("信用代码\n{A}\n{B}\n{}8Y\n", &B[..16]);
    let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["1", "?", "0"]);
    let report = &intake.supplements[0];
    assert_eq!((report.rows, report.joined, report.left_over.len(), report.faulty()), (3, 2, 1, 0));
}

#[test]
fn ids_that_are_no_codes_may_differ_in_one_character() {
    let rows = format!("名称,x\n{A},1\n");
    // A name is no code: one character makes another firm.
    let intake = read(&[("l.csv", &rows.replace(A, "丁·科技有限公司"))], NAMES).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "false", "false"]);
}

#[test]
fn the_name_beside_another_id_leaves_its_firm_unknown() {
    let rows = format!(
        "信用代码,企业名称,案号\n{A},甲（上海）科技有限公司,1\n91330100MA2KTX003X,丙科技 有限公司,2\n"
    );
    let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["true", "false", "?"]);
    assert_eq!(left(&intake), [(3, Fate::Beside(ids(&[C])))]);
    let told = "csv:3: a row of `l.csv` has the name of a firm, or nearly so, but another id: \
                `91330100MA2KTX003X`\n  \
                help: correct the id or the name; what the supplement gives this firm is not known until \
                then";
    assert_eq!(unclear(&intake), [told]);
    // The masked codes of public lists.
    let rows = "信用代码,企业名称\n91310101****3099Y,乙有限责任公司\n91310101****3099Y,丁有限公司\n";
    let intake = read(&[("l.csv", rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "false"]);
    assert_eq!(left(&intake), [(2, Fate::Beside(ids(&[B]))), (3, Fate::Unmatched)]);
}

#[test]
fn several_owners_in_a_cell_are_told_and_left_unknown() {
    for between in [";", "；", "、", "/", "／", "|", "，", " ; ", "\n", "\r\n"] {
        let rows = format!(
            "名称,x\n\"乙有限责任公司{between}丁有限公司{between}丙·科技有限公司\",1\n甲（上海）科技有限公司,2\n"
        );
        let intake = read(&[("l.csv", &rows)], NAMES).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["true", "?", "?"], "{between:?}");
        assert_eq!(field(&intake, "awards"), ["1", "?", "?"], "{between:?}");
        assert_eq!(left(&intake)[0].1, Fate::Joint(ids(&[B, C])), "{between:?}");
        let told = &unclear(&intake)[0];
        assert!(
            told.starts_with("csv:2: a row of `l.csv` names several owners: `乙有限责任公司")
                && told.ends_with(
                    "help: write a row for each owner; what the supplement gives the firms named is \
                     not known until then"
                ),
            "{told}"
        );
    }
    // Of ids.
    for between in [";", "、", "\n"] {
        let rows = format!("信用代码,x\n\"{B}{between}{C}\",1\n{A},2\n");
        let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["true", "?", "?"], "{between:?}");
        assert_eq!(left(&intake)[0].1, Fate::Joint(ids(&[B, C])), "{between:?}");
    }
    // Of a workbook.
    let sheet = Sheet::of_csv("附表", "名称,x\n\"乙有限公司\n丙·科技有限公司\",1\n");
    let files = [("l.xlsx", workbook(&[sheet]))];
    let table = NAMES.replace("l.csv", "l.xlsx");
    let intake = super::supplements::read_bytes(&files, &table).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "?"]);
    assert_eq!(left(&intake), [(2, Fate::Joint(ids(&[B, C])))]);
    // None of them a firm of the cohort: unmatched, as any other.
    let intake = read(&[("l.csv", "名称\n丁有限公司、戊有限公司\n")], NAMES).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "false", "false"]);
    assert_eq!(left(&intake), [(2, Fate::Unmatched)]);
}

#[test]
fn a_row_at_fault_may_mean_whom_it_nearly_names() {
    let table = "[[supplement]]\npath = \"l.csv\"\n\
                 fields = { awards = { count = true, where = \"年 >= 2020\" } }\n";
    let rows = format!("信用代码,年\n{A},2021\n{}8Y,2O21\n{A},2022\n{A},2023\n", &B[..16]);
    let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["3", "?", "0"]);
    assert_eq!(intake.supplements[0].faulty(), 1);
}

#[test]
fn rows_of_no_firm_are_no_faults() {
    let rows = format!("信用代码,企业名称,额(元)\n{A},甲（上海）科技有限公司,10000\n合计,,10000\n,,x\n");
    let table =
        "[[supplement]]\npath = \"l.csv\"\nfields = { technology_contracts = { sum = \"额(元)\" } }\n";
    let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
    let report = &intake.supplements[0];
    assert!(matches!(&left(&intake)[..], [(3, Fate::NoFirm(_)), (4, Fate::Nameless(_))]), "{report:?}");
    assert_eq!((report.rows, report.joined, report.left_over.len(), report.faulty()), (3, 1, 2, 1));
}

#[test]
fn a_supplement_has_an_id_of_its_own() {
    let list = "[[supplement]]\npath = \"l.xlsx\"\nsheet = \"一\"\nby = \"name\"\nkey = \"名称\"\n\
                fields = { dishonest = { listed = true } }\n";
    let counts = list.replace("一", "二").replace("dishonest = { listed", "awards = { count");
    let book = || {
        let sheets = ["一", "二"].map(|name| Sheet::of_csv(name, "名称\n乙有限责任公司\n"));
        vec![("l.xlsx", workbook(&sheets))]
    };
    let read = |table: &str| super::supplements::read_bytes(&book(), table);
    let intake = read(&format!("{list}{counts}")).expect("two worksheets");
    let named: Vec<&str> = intake.supplements.iter().map(|one| &*one.id).collect();
    assert_eq!(named, ["l.xlsx[一]", "l.xlsx[二]"]);
    // The same worksheet twice, or one id written twice.
    let twice = format!("{list}{}", counts.replace("二", "一"));
    let fault = read(&twice).expect_err("one id").to_string();
    assert_eq!(
        fault.trim_end(),
        "error[name-repeated]: campaign.toml:9 [supplement]: `l.xlsx[一]` is also the id of the \
            supplement on \
         line 3\n  help: give each supplement an id of its own: `id = \"…\"`"
    );
    let written = |table: &str| table.replace("[[supplement]]\n", "[[supplement]]\nid = \"x\"\n");
    let fault = read(&format!("{}{}", written(list), written(&counts))).expect_err("one id").to_string();
    assert!(
        fault.contains("campaign.toml:10 [supplement]: `x` is also the id of the supplement on line 3"),
        "{fault}"
    );
    assert!(read(&format!("{}{twice}", written(list)).replacen("dishonest", "abnormal", 1)).is_err());
    let other = format!("{list}{}", written(&counts.replace("二", "一")));
    assert_eq!(read(&other).expect("two ids").supplements[1].id, "x");
}

#[test]
fn the_code_of_one_firm_beside_the_name_of_another_leaves_both_unknown() {
    // Nearly the code of B, beside the name of C.
    let rows = "信用代码,企业名称\n91310101832323098Y,丙·科技有限公司\n";
    let intake = read(&[("l.csv", rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "?"]);
}

#[test]
fn a_code_among_other_words_leaves_its_firm_unknown() {
    for key in [
        format!("{A}（已注销）"),
        format!("{A}-1"),
        format!("统一社会信用代码:{A}"),
        format!("原{A}号"),
        format!("{A}2"),
    ] {
        let intake = read(&[("l.csv", &format!("信用代码\n{key}\n{C}\n"))], LIST).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["?", "false", "true"], "{key}");
    }
    for key in [format!("{A}和{B}"), format!("{A}：{B}"), format!("{A}{B}")] {
        let intake = read(&[("l.csv", &format!("信用代码\n{key}\n{C}\n"))], LIST).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["?", "?", "true"], "{key}");
    }
    let long = format!("信用代码\n{}\n{C}\n", "9".repeat(60_000));
    let intake = read(&[("l.csv", &long)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "false", "true"]);
}

#[test]
fn each_fault_of_a_row_has_its_own_message_beside_a_supplement() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let firms = format!(
        "信用代码,企业名称,职工总数,科技人员数,营业收入(万元),高新技术产品收入(万元)\n{A},甲有限公司,7,8,12,14\n"
    );
    std::fs::write(folder.path().join("firms.csv"), firms).expect("a temporary folder takes files");
    std::fs::write(folder.path().join("l.csv"), format!("信用代码\n{B}\n")).expect("it takes files");
    let source = jifen::parameters::Source::new("c.toml", format!("path = \"firms.csv\"\n{LIST}"));
    let file = source.parse().expect("a table of firms");
    let dictionary = jifen::firms::Dictionary::built_in();
    let all = (0..dictionary.fields.len()).collect();
    let day = jiff::civil::date(2025, 6, 30);
    let read = jifen::intake::read_all;
    let intake = read(folder.path(), &file, &source, &dictionary, &all, day, &jifen::progress::Silent);
    let intake = intake.expect("a cohort");
    let told: Vec<String> = intake
        .findings
        .iter()
        .filter(|one| one.code == Code::PartOverWhole)
        .map(|one| one.message.to_string())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|one| one.contains("8") && one.contains("职工总数")), "{told:?}");
    assert!(told.iter().any(|one| one.contains("14 万元") && one.contains("营业收入")), "{told:?}");
}

#[test]
fn typed_columns_of_parquet_supplements_are_numbers_days_and_flags() {
    use polars::prelude::{Column, DataFrame};
    let frame = |columns: Vec<Column>| {
        let mut frame = DataFrame::new(columns[0].len(), columns).expect("a frame");
        let mut bytes = Vec::new();
        polars_io::prelude::ParquetWriter::new(&mut bytes).finish(&mut frame).expect("a Parquet file");
        bytes
    };
    let list = frame(vec![
        Column::new("credit_code".into(), [A, A, B]),
        Column::new("n".into(), [3_i64, 4, 5]),
        Column::new("ended".into(), [true, false, false]),
        Column::new("营业收入(万元)".into(), [1.5, 2.5, 3.5]),
    ]);
    let table = "[[supplement]]\npath = \"l.parquet\"\n\
                 fields = { awards = { count = true, where = \"NOT ended\" }, rd_staff = { sum = \"n\" }, \
                 technology_contracts = { max = \"营业收入(万元)\" } }\n";
    let intake = super::supplements::read_bytes(&[("l.parquet", list)], table).expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["1", "1", "0"]);
    assert_eq!(field(&intake, "rd_staff"), ["7", "5", "0"]);
    assert_eq!(field(&intake, "technology_contracts"), ["2.5", "3.5", "?"]);
    let long = frame(vec![
        Column::new("credit_code".into(), [A, B]),
        Column::new("year".into(), [2024_i32, 2024]),
        Column::new("item".into(), ["研发费用", "研发费用"]),
        Column::new("value".into(), [12.5, 7.0]),
    ]);
    let table = "[[supplement]]\npath = \"l.parquet\"\nunits = { rd_expense = \"万元\" }\n\
                 long = { year = \"year\", item = \"item\", value = \"value\", current = 2024 }\n";
    let intake = super::supplements::read_bytes(&[("l.parquet", long)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["12.5", "7", "?"]);
}

#[test]
fn a_key_of_which_a_part_is_hidden_leaves_the_firms_that_it_fits_unknown() {
    let codes = format!("信用代码\n{A}\n91310101****3099Y\n91440300****3099Y\n****\n");
    let intake = read(&[("l.csv", &codes)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["true", "?", "false"]);
    assert_eq!(left(&intake)[0], (3, Fate::Hidden(ids(&[B]))));
    assert_eq!(left(&intake)[1].1, Fate::Unmatched);
    let names = "名称\n乙有限责任公司\n丙＊＊有限公司\n***有限\n";
    let intake = read(&[("l.csv", names)], NAMES).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "true", "?"]);
    assert_eq!(field(&intake, "awards"), ["0", "1", "?"]);
    assert_eq!(left(&intake), [(3, Fate::Hidden(ids(&[C]))), (4, Fate::Unmatched)]);
}

#[test]
fn a_name_beside_another_id_may_be_near_hidden_or_one_of_several() {
    for (name, firms) in [
        ("丙科技有限责任公司", vec![C]),
        ("丁有限公司、丙科技有限公司", vec![C]),
        ("甲（上海）科技有限公司；丙科技有限公司", vec![A, C]),
    ] {
        let rows = format!("信用代码,企业名称\n91330100****00000X,{name}\n");
        let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
        let listed = [A, B, C].map(|id| if firms.contains(&id) { "?" } else { "false" });
        assert_eq!(field(&intake, "dishonest"), listed, "{name}");
        assert_eq!(left(&intake), [(2, Fate::Beside(ids(&firms)))], "{name}");
    }
    // Where the name is hidden too, the rest of the id says who may be meant.
    let hidden = format!("{}****{}", &C[..8], &C[12..]);
    let rows = format!("信用代码,企业名称\n{hidden},丙**公司\n");
    let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "false", "?"]);
    assert_eq!(left(&intake), [(2, Fate::Hidden(ids(&[C])))]);
}

#[test]
fn a_list_whose_codes_are_all_rounded_says_so() {
    let rows = "信用代码,案号\n9.13E+17,1\n9.1310E+17,2\n9.13100006259012E+17,3\n";
    let intake = read(&[("l.csv", rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["?", "?", "?"]);
    let codes: Vec<Code> = intake.findings.iter().map(|one| one.code).collect();
    assert!(codes.contains(&Code::IdScientific) && codes.contains(&Code::SupplementUnclear), "{codes:?}");
}

#[test]
fn an_id_that_is_hidden_as_a_whole_is_none() {
    for mask in ["******************", "///", "****"] {
        // The name beside it says whose row it is; a hidden one may be anybody's.
        for (name, listed) in [("丙科技有限公司", ["false", "false", "?"]), ("丙**有限公司", ["?", "?", "?"])]
        {
            let rows = format!("信用代码,企业名称,案号\n{mask},{name},1\n");
            let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
            assert_eq!(field(&intake, "dishonest"), listed, "{mask} {name}: {:?}", left(&intake));
            let left = left(&intake);
            assert!(
                matches!(&left[..], [(2, Fate::Faulty(_) | Fate::Nameless(_))]),
                "{mask} {name}: {left:?}"
            );
        }
    }
}

#[test]
fn an_id_and_a_name_of_two_firms_leave_both_unknown() {
    let rows = format!("信用代码,企业名称\n{A},丙科技有限公司\n");
    let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["?", "false", "?"]);
    assert_eq!(left(&intake), [(2, Fate::Beside(ids(&[A, C])))]);
    // A firm may have had another name.
    let rows = format!("信用代码,企业名称\n{A},旧名有限公司\n");
    let intake = read(&[("l.csv", &rows)], LIST).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["true", "false", "false"]);
}

#[test]
fn parts_may_head_the_names_beside_ids_differently() {
    let lists = [
        ("a.csv", format!("信用代码,企业名称(全称)\n{A},甲（上海）科技有限公司\n")),
        ("b.csv", "信用代码,单位名称\n91310000****25901X,丙科技有限公司\n".to_owned()),
    ];
    for order in [[0, 1], [1, 0]] {
        let named = order.map(|at| (lists[at].0, &*lists[1 - at].1));
        let table = "[[supplement]]\nid = \"l\"\npath = [\"a.csv\", \"b.csv\"]\nfields = { dishonest = \
            { listed = true } }\n";
        let intake = read(&named, table).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["true", "false", "?"], "{order:?}");
    }
}
