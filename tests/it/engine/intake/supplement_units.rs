//! Amounts of supplements: units of parts, of rules, and the bounds of the fields that follow.

use jifen::finding::Code;
use jifen::intake::Fate;

use super::supplements::{A, B, C, field, left, read};

/// Two parts that head one column in different units: 2 万元 of the first firm, 3 of the second.
fn parts(header: &str) -> [(String, String); 2] {
    [
        ("s1.csv".to_owned(), format!("信用代码,{header}(元)\n{A},20000\n")),
        ("s2.csv".to_owned(), format!("信用代码,{header}（万元）\n{B},3\n")),
    ]
}

fn read_parts(header: &str, table: &str) -> Result<jifen::intake::Intake, jifen::finding::Findings> {
    let parts = parts(header);
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let table = format!("[[supplement]]\nid = \"p\"\npath = [\"s1.csv\", \"s2.csv\"]\n{table}");
    read(&parts, &table)
}

#[test]
fn parts_may_head_a_column_in_different_units() {
    for (table, name) in [
        ("", "rd_expense"),
        ("as_previous_year = true\n", "rd_expense_prev"),
        (
            "columns = { \"研发费用(元)\" = \"rd_expense\", \"研发费用（万元）\" = \"rd_expense\" }\n",
            "rd_expense",
        ),
        ("fields = { rd_expense = { value = \"研发费用(元)\" } }\n", "rd_expense"),
        ("fields = { rd_expense = { value = \"研发费用(万元)\" } }\n", "rd_expense"),
        ("fields = { rd_expense = { sum = \"研发费用(元)\" } }\n", "rd_expense"),
        ("fields = { rd_expense = { max = \"研发费用(万元)\" } }\n", "rd_expense"),
    ] {
        let intake = read_parts("研发费用", table).unwrap_or_else(|faults| panic!("{table}: {faults}"));
        let last = if table.contains("sum") { "0" } else { "?" };
        assert_eq!(field(&intake, name), ["2", "3", last], "{table}");
        assert_eq!(left(&intake), [], "{table}");
    }
    // One firm in both parts: the values contradict one another, or are added up.
    let both = [
        ("s1.csv", &*format!("信用代码,金额(元)\n{A},20000\n")),
        ("s2.csv", &*format!("信用代码,金额(万元)\n{A},3\n")),
    ];
    let table = "[[supplement]]\nid = \"p\"\npath = [\"s1.csv\", \"s2.csv\"]\n";
    let value = format!("{table}fields = {{ rd_expense = {{ value = \"金额(元)\" }} }}\n");
    let intake = read(&both, &value).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "?", "?"]);
    assert_eq!(left(&intake).len(), 2);
    let sum = format!("{table}fields = {{ rd_expense = {{ sum = \"金额(元)\" }} }}\n");
    assert_eq!(field(&read(&both, &sum).expect("a cohort"), "rd_expense"), ["5", "0", "0"]);
}

#[test]
fn columns_of_one_part_in_different_units_stay_apart() {
    let rows = format!("信用代码,金额(元),金额(万元)\n{A},20000,7\n{B},1,3\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_expense = { sum = \"金额(元)\" }, \
                 venture_capital = { sum = \"金额(万元)\" } }\n";
    let intake = read(&[("s.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["2", "0.0001", "0"]);
    assert_eq!(field(&intake, "venture_capital"), ["7", "3", "0"]);
    let rule = table.replace(" } }", " }, awards = { count = true, where = \"金额 > 1\" } }");
    let faults = read(&[("s.csv", &rows)], &rule).expect_err("either column may be meant");
    assert!(faults.to_string().contains("金额(元)"), "{faults}");
    // Two columns of one field: neither can be chosen.
    let rows = rows.replace("金额", "研发费用");
    let faults = read(&[("s.csv", &rows)], "[[supplement]]\npath = \"s.csv\"\n").expect_err("two columns");
    assert!(faults.iter().any(|one| one.code == Code::ColumnAmbiguous), "{faults}");
}

#[test]
fn a_unit_of_the_campaign_that_contradicts_a_header_is_refused_with_advice() {
    let files = [
        ("s1.csv", &*format!("信用代码,研发费用\n{A},20000\n")),
        ("s2.csv", &*format!("信用代码,研发费用(万元)\n{B},3\n")),
    ];
    let table =
        "[[supplement]]\nid = \"p\"\npath = [\"s1.csv\", \"s2.csv\"]\nunits = { rd_expense = \"元\" }\n";
    let faults = read(&files, table).expect_err("a contradiction").to_string();
    assert!(faults.contains("but its header says `万元`"), "{faults}");
    assert!(faults.contains("write each unit into the header"), "{faults}");
    assert!(!faults.contains("[[firms.part]]"), "{faults}");
}

#[test]
fn units_may_be_named_by_the_column_or_by_the_field_it_gives() {
    let rows = format!("信用代码,金额\n{A},20000\n{B},5000\n");
    for name in ["金额", "rd_expense"] {
        let table = format!(
            "[[supplement]]\npath = \"s.csv\"\nunits = {{ {name:?} = \"元\" }}\nfields = {{ rd_expense = {{ \
             sum = \"金额\" }}, awards = {{ count = true, where = \"金额 >= 10000\" }} }}\n"
        );
        let intake = read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert_eq!(field(&intake, "rd_expense"), ["2", "0.5", "0"], "{name}");
        assert_eq!(field(&intake, "awards"), ["1", "0", "0"], "{name}");
    }
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_expense = { sum = \"金额\" } }\n";
    let faults = read(&[("s.csv", &rows)], table).expect_err("no unit");
    assert!(faults.iter().any(|one| one.code == Code::ColumnUnitMissing), "{faults}");
}

#[test]
fn a_rule_takes_amounts_in_the_unit_of_its_name() {
    let rows = format!("信用代码,金额(元)\n{A},20000\n{A},3\n{B},200000000\n");
    let other = "rd_expense = { sum = \"金额(元)\" }, ";
    for (given, of_other) in
        [("", "?"), (other, "2.0003"), ("venture_capital = { max = \"金额(元)\" }, ", "?")]
    {
        for (rule, counts) in [
            ("\\\"金额(元)\\\" >= 10000", ["1", "1", "0"]),
            ("金额 >= 10000", ["1", "1", "0"]),
            ("\\\"金额(万元)\\\" >= 2", ["1", "1", "0"]),
            ("\\\"金额(万元)\\\" = 0.0003", ["1", "0", "0"]),
            ("\\\"金额(亿元)\\\" >= 2", ["0", "1", "0"]),
        ] {
            let table = format!(
                "[[supplement]]\npath = \"s.csv\"\nfields = {{ {given}awards = {{ count = true, \
                 where = \"{rule}\" }} }}\n"
            );
            let intake =
                read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{rule}: {faults}"));
            assert_eq!(field(&intake, "awards"), counts, "{given} {rule}");
            if given == other {
                assert_eq!(field(&intake, "rd_expense")[0], of_other);
            }
        }
    }
    // A rule on the column that its own entry adds up, and on one that gives a field.
    let sum = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_expense = { sum = \"金额(元)\", where = \
               \"\\\"金额(元)\\\" >= 10000\" } }\n";
    let intake = read(&[("s.csv", &rows)], sum).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["2", "20000", "0"]);
    let rows = format!("信用代码,研发费用(元)\n{A},20000\n{B},5000\n");
    for (rule, counts) in [
        ("\\\"研发费用(元)\\\" >= 10000", ["1", "0", "0"]),
        ("研发费用 >= 10000", ["1", "0", "0"]),
        ("rd_expense >= 1", ["1", "0", "0"]),
        ("\\\"研发费用(万元)\\\" = 0.5", ["0", "1", "0"]),
    ] {
        let table = format!(
            "[[supplement]]\npath = \"s.csv\"\nfields = {{ rd_expense = {{ value = \"研发费用(元)\" }}, awards = \
             {{ count = true, where = \"{rule}\" }} }}\n"
        );
        let intake = read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{rule}: {faults}"));
        assert_eq!(field(&intake, "awards"), counts, "{rule}");
    }
}

#[test]
fn a_rule_without_a_unit_is_refused_where_parts_have_several() {
    let rule =
        |name: &str| format!("fields = {{ awards = {{ count = true, where = \"{name} >= 25000\" }} }}\n");
    let intake = read_parts("金额", &rule("\\\"金额(元)\\\"")).expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["0", "1", "0"]);
    let faults = read_parts("金额", &rule("金额")).expect_err("two units").to_string();
    assert!(faults.contains("error[column-unit-clash]"), "{faults}");
    assert!(faults.contains("in 万元 at") && faults.contains("in 元 at"), "{faults}");
    assert!(faults.contains("\"金额(万元)\" >= 10"), "{faults}");
}

#[test]
fn what_follows_from_rows_is_within_the_bounds_of_its_field() {
    let rows = format!("信用代码,年,等级\n{A},2024,-5\n{B},2023,3\n{B},2024,1\n{C},2024,90\n{C},2023,2\n");
    for (given, values, beyond) in [
        ("max = \"等级\"", ["?", "3", "?"], vec![2, 5]),
        ("sum = \"等级\"", ["?", "4", "?"], vec![2, 5, 6]),
        ("latest = \"等级\", on = \"年\"", ["?", "1", "?"], vec![2, 5]),
        ("sum = \"等级\", where = \"等级 > 0\"", ["0", "4", "?"], vec![5, 6]),
    ] {
        let table =
            format!("[[supplement]]\npath = \"s.csv\"\nfields = {{ digital_level = {{ {given} }} }}\n");
        let intake = read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{given}: {faults}"));
        assert_eq!(field(&intake, "digital_level"), values, "{given}");
        let left = left(&intake);
        assert_eq!(left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), beyond, "{given}: {left:?}");
        assert!(left.iter().all(|(_, fate)| matches!(fate, Fate::Beyond(_))), "{left:?}");
        assert!(intake.findings.iter().any(|one| one.code == Code::SupplementUnclear), "{given}");
        let report = &intake.supplements[0];
        assert_eq!(report.joined + report.left_over.len(), report.rows, "{given}");
    }
    // Texts too.
    let rows = format!("信用代码,年,行业\n{A},2024,其他\n{B},2024,软件\n");
    let table =
        "[[supplement]]\npath = \"s.csv\"\nfields = { niche_role = { latest = \"行业\", on = \"年\" } }\n";
    let intake = read(&[("s.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "niche_role"), ["其他", "?", "?"]);
    assert!(matches!(&left(&intake)[..], [(3, Fate::Beyond(id))] if id == B));
}

#[test]
fn the_column_whose_header_has_the_unit_of_a_rule_is_meant() {
    let table = |rule: &str| {
        format!(
            "[[supplement]]\npath = \"s.csv\"\nfields = {{ awards = {{ count = true, where = \"{rule}\" \
                }} }}\n"
        )
    };
    for headers in ["金额(元),金额/万元", "金额(元),金额_万元", "金额(元),金额（人民币万元）"]
    {
        let rows = format!("信用代码,{headers}\n{A},1,20000\n{B},90000,1\n");
        let read_by = |rule: &str| read(&[("s.csv", &rows)], &table(rule));
        let counts = |rule: &str| read_by(rule).map(|intake| field(&intake, "awards"));
        assert_eq!(counts("\\\"金额(万元)\\\" > 3").expect(headers), ["1", "0", "0"], "{headers}");
        assert_eq!(counts("\\\"金额(元)\\\" > 3").expect(headers), ["0", "1", "0"], "{headers}");
        // Of a unit that neither has, either may be meant.
        for rule in ["金额 > 3", "\\\"金额(千元)\\\" > 3"] {
            assert!(read_by(rule).is_err(), "{headers} {rule}");
        }
    }
    // Brackets of either width, and a name that is a field's as well as a header's.
    let rows = format!("信用代码,rd_expense（元）\n{A},20000\n{B},5000\n");
    for given in ["value", "sum"] {
        for rule in
            ["rd_expense >= 10000", "\\\"rd_expense(元)\\\" >= 10000", "\\\"rd_expense(万元)\\\" >= 1"]
        {
            let table = format!(
                "[[supplement]]\npath = \"s.csv\"\nfields = {{ rd_expense = {{ {given} = \
                    \"rd_expense（元）\" }}, \
                 awards = {{ count = true, where = \"{rule}\" }} }}\n"
            );
            let intake =
                read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{rule}: {faults}"));
            assert_eq!(field(&intake, "awards"), ["1", "0", "0"], "{given} {rule}");
        }
    }
}

#[test]
fn several_units_of_one_column_in_the_campaign_are_refused() {
    let rows = format!("信用代码,支出\n{A},20000\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nunits = { \"支出\" = \"元\", rd_expense = \"万元\" }\n\
                 columns = { \"支出\" = \"rd_expense\" }\n";
    let faults = read(&[("s.csv", &rows)], table).expect_err("two units");
    assert!(faults.iter().any(|one| one.code == Code::ColumnUnitClash), "{faults}");
    assert!(read(&[("s.csv", &rows)], &table.replace("万元", "元")).is_ok());
    // A column of two fields may be named by either.
    for name in ["rd_expense", "technology_contracts", "支出"] {
        let table = format!(
            "[[supplement]]\npath = \"s.csv\"\nunits = {{ {name:?} = \"元\" }}\nfields = {{ rd_expense = \
                {{ sum = \
             \"支出\" }}, technology_contracts = {{ max = \"支出\" }} }}\n"
        );
        let intake = read(&[("s.csv", &rows)], &table).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert_eq!(field(&intake, "rd_expense")[0], "2", "{name}");
        assert_eq!(field(&intake, "technology_contracts")[0], "2", "{name}");
    }
}

#[test]
fn one_column_may_give_counts_of_different_things() {
    let rows = format!("信用代码,类别,数量\n{A},平台,2\n{A},项目,3\n{B},项目,1\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { platforms = { sum = \"数量\", where = \"类别 \
        = '平台'\" }, \
                 projects = { sum = \"数量\", where = \"类别 = '项目'\" } }\n";
    let intake = read(&[("s.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "platforms"), ["2", "0", "0"]);
    assert_eq!(field(&intake, "projects"), ["3", "1", "0"]);
    let rows = format!("信用代码,数量\n{A},2\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_staff = { value = \"数量\" }, \
                 awards = { value = \"数量\" } }\n";
    let intake = read(&[("s.csv", &rows)], table).expect("a cohort");
    assert_eq!([&field(&intake, "rd_staff")[0], &field(&intake, "awards")[0]], ["2", "2"]);
}

#[test]
fn cells_with_units_of_their_own_need_one_in_the_rule() {
    let rows = format!("信用代码,金额\n{A},20000元\n{B},3亿元\n");
    let table = |given: &str, rule: &str| {
        format!(
            "[[supplement]]\npath = \"s.csv\"\nunits = {{ \"金额\" = \"in-cell\" }}\nfields = {{ \
                {given}awards = {{ \
             count = true, where = \"{rule}\" }} }}\n"
        )
    };
    for given in ["", "rd_expense = { sum = \"金额\" }, "] {
        let read_by = |rule: &str| read(&[("s.csv", &rows)], &table(given, rule));
        let intake = read_by("\\\"金额(万元)\\\" > 2").expect("a cohort");
        assert_eq!(field(&intake, "awards"), ["0", "1", "0"], "{given}");
        let faults = read_by("金额 > 2").expect_err("no unit").to_string();
        assert!(faults.contains("units of their own") && faults.contains("金额(万元)"), "{faults}");
    }
}

#[test]
fn columns_that_nobody_asks_for_have_no_faults() {
    let files = [
        ("s1.csv", &*format!("信用代码,金额,占比(%)\n{A},1,2\n")),
        ("s2.csv", &*format!("信用代码,金额(元),占比(万元)\n{B},1,3\n")),
    ];
    let table = "[[supplement]]\nid = \"p\"\npath = [\"s1.csv\", \"s2.csv\"]\nfields = { awards = { \
        count = true } }\n";
    let intake = read(&files, table).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(field(&intake, "awards"), ["1", "1", "0"]);
    // An amount without a unit beside one with it is asked for where it counts.
    let sum = table.replace("awards = { count = true }", "rd_expense = { sum = \"金额(元)\" }");
    let faults = read(&files, &sum).expect_err("no unit");
    assert!(faults.iter().any(|one| one.code == Code::ColumnUnitMissing), "{faults}");
}

#[test]
fn amounts_in_a_foreign_currency_are_refused() {
    let rows = format!("信用代码,金额(万美元)\n{A},2\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_expense = { sum = \"金额(万美元)\" } }\n";
    for units in ["", "units = { \"金额\" = \"万元\" }\n"] {
        let faults = read(&[("s.csv", &rows)], &format!("{table}{units}")).expect_err("no renminbi");
        let is_of_unit = |code: Code| matches!(code, Code::ColumnUnitUnknown | Code::ColumnUnitClash);
        assert!(faults.iter().any(|one| is_of_unit(one.code)), "{faults}");
    }
}

#[test]
fn texts_that_are_numbers_with_units_have_no_order() {
    for cells in [["10%", "8%"], ["10万元", "8万元"], ["（5）", "（12）"]] {
        let rows = format!("信用代码,占比\n{A},{}\n{B},{}\n", cells[0], cells[1]);
        let table = "[[supplement]]\npath = \"s.csv\"\nfields = { awards = { count = true, where = \"占比 \
            >= '6'\" } }\n";
        let faults = read(&[("s.csv", &rows)], table).expect_err("letters");
        assert!(faults.iter().any(|one| one.code == Code::RuleType), "{cells:?} {faults}");
    }
}

#[test]
fn a_table_of_the_year_before_says_so_once() {
    let rows = format!("信用代码,研发费用(元)\n{A},20000\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nas_previous_year = true\nfields = { rd_expense = { \
        value = \
                 \"研发费用(元)\" } }\n";
    let faults = read(&[("s.csv", &rows)], table).expect_err("two years").to_string();
    assert!(faults.contains("rd_expense_prev"), "{faults}");
}

#[test]
fn a_value_may_be_taken_by_fields_of_different_units() {
    let rows = format!("信用代码,金额(元)\n{A},20000\n{B},-5\n");
    let table = "[[supplement]]\npath = \"s.csv\"\nfields = { rd_expense = { value = \"金额(元)\" }, \
        net_assets = { \
                 value = \"金额(元)\" } }\n";
    let intake = read(&[("s.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense")[0], "2");
    assert_eq!(field(&intake, "net_assets")[0], "2");
}

#[test]
fn a_faulty_rule_is_faulty_for_its_own_reason() {
    let rows = format!("信用代码,类别,金额(元),金额(万元)\n{A},甲,20000,2\n");
    let faults = |rule: &str| {
        let table = format!(
            "[[supplement]]\npath = \"s.csv\"\n\
             fields = {{ awards = {{ count = true, where = \"{rule}\" }} }}\n"
        );
        let faults = read(&[("s.csv", &rows)], &table).expect_err("a faulty rule");
        faults.iter().map(|one| one.code).collect::<Vec<Code>>()
    };
    // A unit that neither of two columns has, and a misspelt name beside an amount.
    assert_eq!(faults("\\\"金额(千元)\\\" > 30"), [Code::NameAmbiguous]);
    assert_eq!(faults("\\\"金额(元)\\\" > 30 AND 类形 = '甲'"), [Code::NameUnknown]);
}
