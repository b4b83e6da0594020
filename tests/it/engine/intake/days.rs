//! Days with a clock, days that are none, years in place of days.

use jifen::finding::Code;
use jiff::civil::date;

use super::{counts, read};

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// The founding day that `cell` is read as under `table`, or the code and message of what is wrong with it.
fn founded(cell: &str, table: &str) -> Result<Option<jiff::civil::Date>, (Code, String)> {
    let intake = read(format!("credit_code,founded\n{A},{cell}\n").as_bytes(), table).unwrap();
    match intake.quarantine.iter().next() {
        Some(row) => Err((row.faults[0].code, intake.findings.as_slice()[0].to_string())),
        None => Ok(intake.firms.column("founded").unwrap().dates().unwrap().get(0)),
    }
}

#[test]
fn a_moment_is_the_day_it_is_in_china() {
    for cell in [
        "2019-12-31T16:00:00.000Z",
        "2020-01-01T00:00:00+08:00",
        "2020-01-01 00:00",
        "2020-01-01T12:00:00Z",
        "2020/1/1 0:00:00",
        "2019-12-31 20:00:00 +0000",
        "2019-12-31T11:00:00-05:00",
        "2020-01-01T00:00+08:00[Asia/Shanghai]",
    ] {
        assert_eq!(founded(cell, ""), Ok(Some(date(2020, 1, 1))), "{cell}");
    }
    for (cell, words) in [
        ("2020-01-01 16:30:00", "has a time of day without a time zone"),
        ("2020-01-01T99:99:99", "has an invalid time of day"),
        ("2020-01-01T24:00:00Z", "has an invalid time of day"),
    ] {
        let (code, told) = founded(cell, "").unwrap_err();
        assert_eq!(code, Code::CellDate);
        assert!(
            told.contains(words) && told.contains("help: write the day alone, or the time with its zone"),
            "{told}"
        );
    }
}

#[test]
fn placeholders_are_warned_of_by_the_day_and_can_be_called_missing() {
    let days = ["1900-01-01", "1970-01-01", "1900/1/1", "2001-02-03", "0001-01-01", "1899-12-30 00:00"];
    let rows: Vec<String> = days.iter().enumerate().map(|(at, day)| format!("F{at},{day}\n")).collect();
    let text = format!("credit_code,founded\n{}", rows.concat());
    let intake = read(text.as_bytes(), "").unwrap();
    let told: Vec<String> =
        intake.findings.iter().filter(|f| f.code == Code::DayPlaceholder).map(ToString::to_string).collect();
    assert_eq!((intake.firms.len, told.len()), (6, 4));
    assert!(
        told.iter().any(|told| told.contains(":2 [founded]: 2 cells are 1900-01-01, which programs write")
            && told.contains("add \"1900-01-01\" to the list `missing`")),
        "{told:?}"
    );
    let intake =
        read(text.as_bytes(), "missing = [\"1900-01-01\", \"1970/1/1\", \"0001-01-01\", \"1899-12-30\"]")
            .unwrap();
    let cells = intake.firms.column("founded").unwrap().dates().unwrap();
    assert_eq!((0..6).filter_map(|row| cells.get(row)).collect::<Vec<_>>(), [date(2001, 2, 3)]);
    assert!(!counts(&intake).iter().any(|(code, _)| *code == "day-placeholder"));
}

#[test]
fn a_year_alone_is_read_where_the_campaign_says_so() {
    let (code, told) = founded("2007", "").unwrap_err();
    assert_eq!(code, Code::CellDate);
    assert!(
        told.contains("has no month and no day")
            && told.contains("`founded = \"year\"` in the campaign under [firms.dates]"),
        "{told}"
    );
    let (_, told) = founded("2007年5月", "").unwrap_err();
    assert!(told.contains("`founded = \"month\"` in the campaign under [firms.dates]"), "{told}");
    let year = "dates = { founded = \"year\" }";
    for (cell, day) in [
        ("2007", date(2007, 1, 1)),
        ("2007年", date(2007, 1, 1)),
        ("2007-05", date(2007, 5, 1)),
        ("2007-05-09", date(2007, 5, 9)),
    ] {
        assert_eq!(founded(cell, year), Ok(Some(day)), "{cell}");
    }
    assert!(founded("2007", "dates = { founded = \"month\" }").is_err());
    for (table, code, words) in [
        ("dates = { foundde = \"year\" }", Code::NameUnknown, "no field is called `foundde`"),
        ("dates = { name = \"year\" }", Code::FieldUnfit, "the field `name` holds no days"),
        (
            "dates = { consent_date = \"year\" }",
            Code::ColumnUnknown,
            "no column matches the field `consent_date`",
        ),
    ] {
        let findings = read(format!("credit_code,founded\n{B},2007\n").as_bytes(), table).unwrap_err();
        let found = findings.iter().find(|finding| finding.code == code);
        assert!(found.is_some_and(|finding| finding.to_string().contains(words)), "{findings:#?}");
    }
}
