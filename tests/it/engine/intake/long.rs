//! Long tables: a row for each firm, year and item.

use jifen::finding::Code;
use jifen::intake::{Fate, Intake};

use super::supplements::{A, B, C, field, inspect, left, read};

/// A long table: a row for each firm, year and item.
const LONG: &str = "年度,信用代码,指标,计量单位,数值\n\
    2025,91310000625901263C,研发费用,万元,60\n\
    2025年度,91310000625901263C,企业获得技术类奖项数量,项,3\n\
    2024,91310000625901263C,研发费用,元,400000\n\
    2023,91310000625901263C,研发费用,万元,1\n\
    2025-12-31,91310101832323099Y,研发费用,亿元,0.01\n\
    2025,91310101832323099Y,上市情况,,无\n\
    2025,91330100MA2KTX001P,研发支出,万元,7\n\
    去年,91330100MA2KTX001P,研发费用,万元,9\n\
    2025,91330100MA2KTX002N,研发费用,万元,9\n";

#[test]
fn a_long_table_gives_a_field_for_each_item_and_year() {
    for name in ["long.csv", "long.xlsx"] {
        let table = format!(
            "[[supplement]]\npath = \"{name}\"\n\
             long = {{ year = \"年度\", item = \"指标\", value = \"数值\", unit = \"计量单位\" }}\n\
             columns = {{ \"企业获得技术类奖项数量\" = \"awards\" }}\n"
        );
        let intake = read(&[(name, LONG)], &table).expect("a cohort");
        // Of the third firm one row has no year: none of its items is known.
        assert_eq!(field(&intake, "rd_expense"), ["60", "100", "?"], "{name}");
        assert_eq!(field(&intake, "rd_expense_prev"), ["40", "?", "?"], "{name}");
        assert_eq!(field(&intake, "awards"), ["3", "?", "?"], "{name}");
        let told: Vec<String> = intake.findings.iter().map(ToString::to_string).collect();
        let told = told.join("\n");
        assert!(
            told.contains("a row of `long") && told.contains("is of another year (2023) and is not used"),
            "{told}"
        );
        for item in ["上市情况", "研发支出"] {
            assert!(
                told.contains(
                    &format!("long.{} [{item}]: the item", &name[5..])
                        .replace("long.xlsx", "long.xlsx[附表]")
                ),
                "{told}"
            );
        }
        assert!(
            [":9: a row of `long", " row 9: a row of `long"].iter().any(|place| told.contains(place))
                && told.contains("cannot be used: `去年` is no year"),
            "{told}"
        );
        let left = left(&intake);
        assert_eq!(left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [9, 10], "{left:?}");
        assert!(matches!(&left[0].1, Fate::Faulty(reason) if reason.to_string() == "`去年` is no year"));
        assert_eq!(left[1].1, Fate::Unmatched);
        let report = &intake.supplements[0];
        assert_eq!((report.rows, report.joined, report.firms), (9, 4, 2));
        assert_eq!(report.fields.len(), 3, "{:?}", report.fields);
    }
}

#[test]
fn the_order_of_a_long_tables_rows_leaves_no_trace() {
    let table = "[[supplement]]\npath = \"long.csv\"\n\
                 long = { year = \"年度\", item = \"指标\", value = \"数值\", unit = \"计量单位\" }\n";
    let mut lines: Vec<&str> = LONG.lines().collect();
    let forward = read(&[("long.csv", LONG)], table).expect("a cohort");
    lines[1..].reverse();
    let backward = read(&[("long.csv", &lines.join("\n"))], table).expect("a cohort");
    for name in ["rd_expense", "rd_expense_prev"] {
        assert_eq!(field(&forward, name), field(&backward, name));
    }
}

#[test]
fn a_long_table_without_units_takes_the_campaigns() {
    let long = format!("代码,项目,值\n{A},研发费用,60\n{B},研发费用(元),400000\n{C},研发费用,x\n");
    let read_with = |more: &str, text: &str| {
        let table = format!(
            "[[supplement]]\npath = \"long.csv\"\nby = \"id\"\nkey = \"代码\"\n\
             long = {{ item = \"项目\", value = \"值\" }}\n{more}"
        );
        read(&[("long.csv", text)], &table)
    };
    // Two titles of one field.
    let both = long.replace("研发费用,60", "研发费用(万元),60").replace("研发费用,x", "研发费用(万元),x");
    let intake = read_with("", &both).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["60", "40", "?"]);
    let long = long.replace("研发费用(元)", "研发费用");
    let unknown = read_with("", &long).expect_err("no unit");
    assert!(unknown.iter().any(|one| one.code == Code::ColumnUnitMissing), "{unknown}");
    let intake = read_with("units = { rd_expense = \"元\" }\n", &long).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["0.006", "40", "?"]);
    assert!(matches!(&left(&intake)[..], [(4, Fate::Faulty(_))]), "{:?}", left(&intake));
    let intake = read_with("units = { rd_expense = \"元\" }\nas_previous_year = true\n", &long);
    assert_eq!(field(&intake.expect("a cohort"), "rd_expense_prev"), ["0.006", "40", "?"]);
    let named = "units = { rd_expense = \"元\" }\nfields = { rd_expense = { value = \"研发费用\" } }\n";
    assert_eq!(field(&read_with(named, &long).expect("a cohort"), "rd_expense"), ["0.006", "40", "?"]);
}

#[test]
fn what_a_long_table_lacks_is_named() {
    let said = |long: &str, more: &str| {
        let table = format!("[[supplement]]\npath = \"long.csv\"\nlong = {{ {long} }}\n{more}");
        let faults = read(&[("long.csv", LONG)], &table).expect_err("a fault");
        faults.iter().map(ToString::to_string).collect::<String>()
    };
    let all = "year = \"年度\", item = \"指标\", value = \"数值\", unit = \"计量单位\"";
    let said_of = said("year = \"年度\", item = \"指标项\", value = \"数值\"", "");
    assert!(said_of.contains("the file has no column `指标项`"), "{said_of}");
    let said_of = said(&format!("{all}, current = 2030"), "");
    assert!(
        said_of.contains("no row of `long.csv` is of 2030; its years are 2025, 2024, 2023")
            && said_of.contains(
                "name the latest year of the table, if its rows are those of this batch: `current = 2025`"
            ),
        "{said_of}"
    );
    let said_of = said(all, "columns = { \"研发经费\" = \"rd_expense\" }\n");
    assert!(said_of.contains("the table has no item `研发经费`"), "{said_of}");
    let said_of = said(all, "as_previous_year = true\n");
    assert!(said_of.contains("`long` with `year` and `as_previous_year` contradict each other"), "{said_of}");
    let said_of = said(all, "fields = { awards = { count = true } }\n");
    assert!(said_of.contains("`awards` of a long table can only have `value`"), "{said_of}");
    // An amount without a unit among others with units.
    let table = format!("[[supplement]]\npath = \"long.csv\"\nlong = {{ {all} }}\n");
    let bare = LONG.replace("91310000625901263C,研发费用,万元,60", "91310000625901263C,研发费用,,60");
    let intake = read(&[("long.csv", &bare)], &table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "100", "?"]);
    let (line, fate) = &left(&intake)[0];
    assert_eq!(*line, 2);
    assert!(matches!(fate, Fate::Faulty(reason) if reason.to_string() == "the amount has no unit"));
}

#[test]
fn cells_of_a_long_table_keep_their_addresses() {
    let long = "年,指标,备注,数值,单位,信用代码\n2025,研发费用,x,abc,万元,91310000625901263C\n\
                2025,研发费用,x,7,万元,91330100MA2KTX001P\n";
    let table = "[[supplement]]\npath = \"long.xlsx\"\n\
                 long = { year = \"年\", item = \"指标\", value = \"数值\", unit = \"单位\" }\n";
    let intake = read(&[("long.xlsx", long)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "?", "7"]);
    let told = intake.findings.iter().find(|one| one.code == Code::CellNumber).expect("a fault");
    assert!(told.place.to_string().ends_with("long.xlsx[附表]!D2 [研发费用(万元)]"), "{}", told.place);
}

/// Reads the long table `rows`, with these headers, by the entries in `more`.
fn long(headers: &str, rows: &str, more: &str) -> Result<Intake, jifen::finding::Findings> {
    let named = |name: &str, header: &str| {
        let has = headers.split(',').any(|own| own == header);
        if has { format!("{name} = \"{header}\", ") } else { String::new() }
    };
    let value = headers.split(',').find(|own| own.starts_with('值')).expect("a column of values");
    let table = format!(
        "[[supplement]]\npath = \"long.xlsx\"\n\
         long = {{ {}{}item = \"项\", value = \"{value}\" }}\n{more}",
        named("year", "年"),
        named("unit", "单位"),
    );
    read(&[("long.xlsx", &format!("{headers}\n{rows}"))], &table)
}

/// Lines and reasons of faulty rows.
fn faulty(intake: &Intake) -> Vec<(u32, String)> {
    let reason = |fate: Fate| match fate {
        Fate::Faulty(reason) => reason.to_string(),
        other => format!("{other:?}"),
    };
    left(intake).into_iter().map(|(line, fate)| (line, reason(fate))).collect()
}

#[test]
fn the_unit_in_the_header_of_the_value_is_that_of_amounts() {
    for header in ["值(元)", "值（元）"] {
        let rows = format!("{A},研发费用,600000\n{A},企业获得技术类奖项数量,3\n{B},研发费用,400000\n");
        let intake = long(
            &format!("信用代码,项,{header}"),
            &rows,
            "columns = { \"企业获得技术类奖项数量\" = \"awards\" }\n",
        );
        let intake = intake.expect("a cohort");
        assert_eq!(field(&intake, "rd_expense"), ["60", "40", "?"], "{header}");
        assert_eq!(field(&intake, "awards"), ["3", "?", "?"], "{header}");
        assert_eq!(left(&intake), []);
    }
    // Rows with a unit of their own: the same one, or another.
    let rows = format!("{A},研发费用,600000,元\n{B},研发费用,40,万元\n{C},研发费用,700000,\n");
    let intake = long("信用代码,项,值(元),单位", &rows, "").expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["60", "?", "70"]);
    let clash = "the unit of the row is 万元, but its item or the header of the value says 元";
    assert_eq!(faulty(&intake), [(3, clash.to_owned())]);
    // The campaign against the header.
    let units = |unit: &str| format!("units = {{ rd_expense = \"{unit}\" }}\n");
    let rows = format!("{A},研发费用,600000\n");
    let fault = long("信用代码,项,值(元)", &rows, &units("万元")).expect_err("two units");
    let told = fault.iter().map(ToString::to_string).collect::<String>();
    assert!(
        told.starts_with(
            "error[column-unit-clash]: campaign.toml:5: the campaign gives the column `值(元)` the unit `万元`, \
             but its header says `元`"
        ),
        "{told}"
    );
    let intake = long("信用代码,项,值(元)", &rows, &units("元")).expect("one unit");
    assert_eq!(field(&intake, "rd_expense"), ["60", "?", "?"]);
}

#[test]
fn the_unit_of_the_campaign_is_that_of_rows_without_one() {
    let rows = format!("{A},研发费用,600000,\n{B},研发费用,40,万元\n{C},研发费用,--,\n");
    let read_with = |more: &str| long("信用代码,项,值,单位", &rows, more).expect("a cohort");
    let intake = read_with("units = { rd_expense = \"元\" }\n");
    assert_eq!(field(&intake, "rd_expense"), ["60", "40", "?"]);
    assert_eq!(left(&intake), []);
    let intake = read_with("");
    assert_eq!(field(&intake, "rd_expense"), ["?", "40", "?"]);
    assert_eq!(faulty(&intake), [(2, "the amount has no unit".to_owned())]);
    // Each cell names its unit, where the row does not.
    let rows = format!("{A},研发费用,60万元,\n{B},研发费用,400000,元\n{C},研发费用,7,\n");
    let intake = long("信用代码,项,值,单位", &rows, "units = { rd_expense = \"in-cell\" }\n");
    assert_eq!(field(&intake.expect("a cohort"), "rd_expense"), ["60", "40", "?"]);
}

#[test]
fn a_unit_that_does_not_fit_is_a_fault_of_its_row() {
    let rows = format!(
        "2025,{A},研发费用,60,%\n2025,{A},企业获得技术类奖项数量,3,项\n2025,{B},研发费用,40,万元\n\
         2025,{C},企业获得技术类奖项数量,4,万元\n2025,{C},研发费用,7,人\n2024,{C},研发费用,,人\n"
    );
    let columns = "columns = { \"企业获得技术类奖项数量\" = \"awards\" }\n";
    let intake = long("年,信用代码,项,值,单位", &rows, columns).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "40", "?"]);
    // Its other items stay known.
    assert_eq!(field(&intake, "awards"), ["3", "?", "?"]);
    let told: Vec<(u32, String)> = faulty(&intake);
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5, 6], "{told:?}");
    assert_eq!(told[0].1, "the unit `%` cannot be converted to 万元, the unit of `rd_expense`");
    assert_eq!(told[1].1, "the unit `万元` cannot be converted to 项, the unit of `awards`");
    let note = intake.findings.iter().find(|one| one.code == Code::SupplementUnclear).expect("a warning");
    assert!(
        note.to_string().starts_with("warning[supplement-unclear]: ")
            && note.to_string().contains(
                "long.xlsx[附表] row 2: 3 rows of `long.xlsx` cannot be used; the first: \
                                           the unit `%`"
            ),
        "{note}"
    );
}

#[test]
fn titles_of_one_field_are_one_item() {
    // 1 万元 is 10000 元; B has two amounts.
    let rows = format!(
        "{A},研发费用,60,万元\n{A},rd_expense,600000,元\n{A},研发费用(元),600000,\n\
         {B},研发费用,40,万元\n{B},rd_expense,41,万元\n{C},研发费用(元),70000,元\n"
    );
    let intake = long("信用代码,项,值,单位", &rows, "").expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["60", "?", "7"]);
    let contradicted = Fate::Contradicted(B.to_owned());
    assert_eq!(left(&intake), [(5, contradicted.clone()), (6, contradicted)]);
    // The order leaves no trace.
    let mut lines: Vec<&str> = rows.lines().collect();
    lines.reverse();
    let backward = long("信用代码,项,值,单位", &lines.join("\n"), "").expect("a cohort");
    assert_eq!(field(&backward, "rd_expense"), field(&intake, "rd_expense"));
    // A title with a unit against that of its row.
    let rows = format!("{A},研发费用(元),600000,万元\n{B},研发费用(元),400000,元\n");
    let intake = long("信用代码,项,值,单位", &rows, "").expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "40", "?"]);
    assert_eq!(faulty(&intake).len(), 1);
}

#[test]
fn a_long_table_without_a_sound_row_says_why() {
    let table =
        "[[supplement]]\npath = \"long.csv\"\nlong = { year = \"年\", item = \"项\", value = \"值\" }\n";
    let told = |rows: &str| {
        let text = format!("年,信用代码,项,值\n{rows}");
        let fault = read(&[("long.csv", &text)], table).expect_err("nothing is given");
        fault.iter().map(ToString::to_string).collect::<String>()
    };
    let none = told(&format!("去年,{A},研发费用,1\n去年,{B},研发费用,2\n"));
    assert_eq!(
        none,
        "error[key-idle]: campaign.toml:4 [long]: no row of `long.csv` can be used; the first of 2 is \
         long.csv:2: `去年` is no year\n  help: correct the rows: each needs the firm, the item and the value \
         in cells of its own"
    );
    let none = told(&format!("2025,{A},用电量,1\n2025,{B},用水量,2\n"));
    assert!(
        none.contains("gives no field")
            && none.contains("no item matches a field: 用水量, 用电量; name the field"),
        "{none}"
    );
}

#[test]
fn merged_cells_of_a_long_table_are_named() {
    use crate::support::xlsx::{Sheet, workbook};
    let rows = format!("信用代码,项,值\n{A},研发费用,1\n,净利润,2\n");
    let sheet = Sheet::of_csv("附表", &rows).merge("A2:A3");
    let bytes = workbook(&[sheet]);
    let table = "[[supplement]]\npath = \"long.xlsx\"\nlong = { item = \"项\", value = \"值\" }\n";
    let fault = super::supplements::read_bytes(&[("long.xlsx", bytes)], table).expect_err("merged");
    let told = fault.iter().map(ToString::to_string).collect::<String>();
    assert!(
        told.contains("no row of `long.xlsx` can be used; the first of 2 is long.xlsx[附表]:2: ")
            && told.contains("A2:A3"),
        "{told}"
    );
}

#[test]
fn a_year_in_the_title_of_an_item_is_that_of_its_rows() {
    let head = "信用代码,指标,年度,单位,数值";
    let with_year = "[[supplement]]\npath = \"long.csv\"\n\
        long = { year = \"年度\", item = \"指标\", value = \"数值\", unit = \"单位\" }\n";
    let of = |rows: &str, more: &str| {
        read(&[("long.csv", &format!("{head}\n{rows}"))], &format!("{with_year}{more}"))
    };
    // Alone, and among others.
    for item in [
        "研发费用(2025年)",
        "研发费用（2025）",
        "2025年研发费用",
        "研发费用_2025",
        "研发费用(万元)(2025年度)",
    ] {
        for before in ["", &format!("{B},净利润,2025,万元,7\n"), &format!("{B},研发费用,2025,万元,7\n")]
        {
            let intake = of(
                &format!(
                    "{before}{A},{item},2025,万元,9\n{A},{},2024,万元,8\n",
                    item.replace("2025", "2024")
                ),
                "",
            )
            .unwrap_or_else(|faults| panic!("{item}: {faults}"));
            assert_eq!(field(&intake, "rd_expense")[0], "9", "{item} {before}");
            assert_eq!(field(&intake, "rd_expense_prev")[0], "8", "{item} {before}");
            assert_eq!(left(&intake), vec![], "{item} {before}");
        }
    }
    // Another year is a fault of the row, and of no other.
    let rows = format!(
        "{A},研发费用(2024年),2025,万元,9\n{B},研发费用,2025,万元,8\n{C},研发费用(2025年),2024,万元,7\n"
    );
    let intake = of(&rows, "").expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "8", "?"]);
    let left = left(&intake);
    assert_eq!(left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
    assert!(
        matches!(&left[0].1, Fate::Faulty(reason)
            if reason.to_string() == "the item names the year 2024, but the row is of 2025"),
        "{left:?}"
    );
    assert_eq!(intake.supplements[0].joined, 1);
    let all = of(&format!("{A},研发费用(2024年),2025,万元,9\n"), "").expect_err("no sound row").to_string();
    assert!(all.contains("the item names the year 2024, but the row is of 2025"), "{all}");
    // An item that is no field is named with its year as without, and its rows are not joined.
    let intake =
        of(&format!("{A},研发支出(2025年),2025,万元,9\n{B},研发费用,2025,万元,8\n"), "").expect("a cohort");
    assert!(intake.findings.iter().any(|one| one.to_string().contains("[研发支出(2025年)]: the item")));
    assert_eq!((intake.supplements[0].rows, intake.supplements[0].joined), (2, 1));
    // Neither the id nor the name of firms is a value.
    for item in ["企业名称", "信用代码", "企业名称(2025年)"] {
        let intake = of(&format!("{A},{item},2025,,甲\n{B},研发费用,2025,万元,8\n"), "").expect("a cohort");
        let report = &intake.supplements[0];
        assert_eq!((report.rows, report.joined, report.fields.len()), (2, 1, 1), "{item}");
        assert!(intake.findings.iter().any(|one| one.to_string().contains("]: the item")), "{item}");
    }
    // The campaign may bind the title with the year or without.
    for bound in ["研发支出(2025年)", "研发支出"] {
        let more = format!("columns = {{ \"{bound}\" = \"rd_expense\" }}\n");
        let intake = of(&format!("{A},研发支出(2025年),2025,万元,9\n"), &more)
            .unwrap_or_else(|e| panic!("{bound}: {e}"));
        assert_eq!(field(&intake, "rd_expense"), ["9", "?", "?"], "{bound}");
    }
}

#[test]
fn the_years_of_items_are_those_of_rows_without_a_cell_for_it() {
    let of = |rows: &str, more: &str| {
        let table = format!(
            "[[supplement]]\npath = \"long.csv\"\nlong = {{ item = \"指标\", value = \"数值(万元)\" }}\n{more}"
        );
        read(&[("long.csv", &format!("信用代码,指标,数值(万元)\n{rows}"))], &table)
    };
    let rows =
        format!("{A},研发费用(2025年),9\n{A},研发费用(2024年),8\n{B},研发费用,7\n{C},研发费用(2023年),6\n");
    let intake = of(&rows, "").expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["9", "7", "?"]);
    assert_eq!(field(&intake, "rd_expense_prev"), ["8", "?", "?"]);
    assert!(
        intake
            .findings
            .iter()
            .any(|one| one.to_string().contains("is of another year (2023) and is not used"))
    );
    let before = of(&rows, "as_previous_year = true\n").expect("a cohort");
    assert_eq!(field(&before, "rd_expense_prev"), ["8", "7", "?"]);
    assert!(before.findings.iter().any(|one| one.to_string().contains("other years (2025, 2023)")));
    let none = of(&format!("{A},研发费用(2023年),9\n"), "").expect_err("no row").to_string();
    assert!(none.contains("no row of `long.csv` is of 2025; its years are 2023"), "{none}");
}

#[test]
fn the_share_of_an_item_is_that_of_its_own_rows() {
    let rows = format!(
        "信用代码,指标,年度,数值(万元)\n{A},营业总收入,2025,1\n{A},研发费用,2025,2\n{B},研发费用,2025,3\n{C},研发费用,2025,\n"
    );
    let table = "[[supplement]]\npath = \"long.csv\"\n\
        long = { year = \"年度\", item = \"指标\", value = \"数值(万元)\" }\n\
        columns = { \"营业总收入\" = \"net_profit\" }\n";
    let intake = inspect(&[("long.csv", &rows)], table).expect("a cohort");
    let [part] = &intake.supplements[0].parts[..] else { panic!("{:?}", intake.supplements[0].parts) };
    let shares: Vec<_> =
        part.profile.columns.iter().map(|contents| (contents.filled, contents.rows)).collect();
    assert!(shares.iter().all(|(filled, rows)| filled <= rows && rows.is_some()), "{shares:?}");
    assert!(shares.contains(&(Some(2), Some(3))) && shares.contains(&(Some(1), Some(1))), "{shares:?}");
}

#[test]
fn the_rows_of_a_long_table_add_up() {
    let rows = format!(
        "信用代码,指标,年度,数值(万元)\n{A},营业外收入,2025,1\n{A},研发费用,2025,60\n{B},研发费用,2025,x\n\
         {C},研发费用,2024,3\n{A},研发费用,2023,1\n{A},研发费用,去年,1\n91330100MA2KTX003X,研发费用,2025,1\n"
    );
    let table = "[[supplement]]\npath = \"l.csv\"\n\
                 long = { year = \"年度\", item = \"指标\", value = \"数值(万元)\" }\n";
    let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
    let report = &intake.supplements[0];
    // Of A and C; an amount that is none, a year that is none, a firm of no cohort; an item and a year aside.
    assert_eq!((report.rows, report.joined, report.firms, report.others), (7, 2, 2, 2));
    assert_eq!((report.left_over.len(), report.faulty()), (3, 2));
    assert_eq!(report.joined + report.left_over.len() + report.others, report.rows);
}

#[test]
fn a_long_table_of_earlier_years_names_them() {
    let table = |current: &str| {
        format!(
            "[[supplement]]\npath = \"l.csv\"\n\
             long = {{ year = \"年度\", item = \"指标\", value = \"数值\", unit = \"单位\"{current} }}\n"
        )
    };
    // The cohort is of 2025. No field has the year before, and one item is no field.
    let rows = format!(
        "信用代码,指标,年度,数值,单位\n{A},科技人员数,2024,5,人\n{A},用电量,2024,7,万元\n{B},科技人员数,2023,4,人\n"
    );
    let fault = read(&[("l.csv", &rows)], &table("")).expect_err("no field");
    let told: Vec<String> = fault.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["error[value-invalid]: campaign.toml:4 [long]: no row of `l.csv` is of 2025; its years are \
          2024, 2023\n  \
          help: name the latest year of the table, if its rows are those of this batch: `current = 2024`"]
    );
    let intake = read(&[("l.csv", &rows)], &table(", current = 2024")).expect("a cohort");
    assert_eq!(field(&intake, "technical_staff"), ["5", "?", "?"]);
    // Its rows are last year's if there is a field for them.
    let rows = format!("信用代码,指标,年度,数值,单位\n{A},研发费用,2024,5,万元\n");
    let intake = read(&[("l.csv", &rows)], &table("")).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense_prev"), ["5", "?", "?"]);
    let told: Vec<String> = intake
        .findings
        .iter()
        .filter(|one| one.code == Code::SupplementUnmatched)
        .map(|one| one.message.to_string())
        .collect();
    assert_eq!(told, ["no row of `l.csv` is of 2025; its rows of 2024 give last year's values"]);
}

#[test]
fn a_name_beside_the_id_of_a_long_table_leaves_its_firm_unknown() {
    let table = "[[supplement]]\npath = \"l.csv\"\nlong = { year = \"年度\", item = \"指标\", value = \"数值\", \
                 unit = \"单位\" }\n";
    // A masked id with another value, a unit that does not fit, and a year that is none.
    for (year, unit, value) in [("2025", "元", "2000000"), ("2025", "人", "200"), ("二零二五", "万元", "200")]
    {
        let rows = format!(
            "信用代码,企业名称,指标,年度,单位,数值\n{C},丙科技有限公司,研发费用,2025,万元,7\n\
             {A},甲（上海）科技有限公司,研发费用,2025,万元,100\n\
             91310000****25901X,甲(上海)科技有限公司,研发费用,{year},{unit},{value}\n"
        );
        let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
        assert_eq!(field(&intake, "rd_expense"), ["?", "?", "7"], "{year} {unit}");
        let left = left(&intake);
        assert_eq!(left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4], "{left:?}");
    }
    // A row that ends too early still says whose it is.
    let rows = format!(
        "信用代码,企业名称,指标,年度,单位,数值\n{C},丙科技有限公司,研发费用,2025,万元,7\n{A},甲（上海）科技有限公司\n"
    );
    let intake = read(&[("l.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "?", "7"]);
    assert_eq!(intake.supplements[0].left_over[0].key, A);
}

#[test]
fn values_of_a_long_table_have_the_units_of_their_part_and_cell() {
    let rows =
        |header: &str, id: &str, value: &str| format!("信用代码,指标,{header}\n{id},研发费用,{value}\n");
    let parts = [rows("数值(万元)", A, "7"), rows("数值（元）", B, "20000")];
    let files = [("l1.csv", &*parts[0]), ("l2.csv", &*parts[1])];
    for header in ["数值(万元)", "数值（元）"] {
        let table = format!(
            "[[supplement]]\nid = \"l\"\npath = [\"l1.csv\", \"l2.csv\"]\nlong = {{ item = \"指标\", \
                value = {header:?} }}\n"
        );
        let intake = read(&files, &table).unwrap_or_else(|faults| panic!("{header}: {faults}"));
        assert_eq!(field(&intake, "rd_expense"), ["7", "2", "?"], "{header}");
    }
    // A value with a multiple of its own beside another unit may be either; brackets of accounts are minus.
    for (value, unit, of_a) in
        [("3万", "元", "3"), ("3万", "亿元", "?"), ("3万", "万元", "?"), ("(500)", "元", "-0.05")]
    {
        for others in ["元", "万元", "亿元"] {
            let rows = format!(
                "信用代码,指标,单位,数值\n{A},净利润,{unit},{value}\n{B},净利润,{others},1\n{C},净利润,{others},1\n"
            );
            let table = "[[supplement]]\npath = \"l.csv\"\nlong = { item = \"指标\", value = \"数值\", unit \
                = \"单位\" }\n";
            let intake =
                read(&[("l.csv", &rows)], table).unwrap_or_else(|faults| panic!("{value}: {faults}"));
            assert_eq!(field(&intake, "net_profit")[0], of_a, "{value} {unit} {others}");
        }
    }
    // Units by the title of an item, and by a name that is none.
    let rows = format!("信用代码,指标,数值\n{A},研发费用,20000\n");
    let table = |name: &str| {
        format!(
            "[[supplement]]\npath = \"l.csv\"\nunits = {{ {name:?} = \"元\" }}\nlong = {{ item = \"指标\", \
                value = \"数值\" }}\n"
        )
    };
    for name in ["研发费用", "rd_expense"] {
        let intake =
            read(&[("l.csv", &rows)], &table(name)).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert_eq!(field(&intake, "rd_expense")[0], "2", "{name}");
    }
    let faults = read(&[("l.csv", &rows)], &table("胡说")).expect_err("no such field");
    assert!(faults.to_string().contains("胡说"), "{faults}");
}
