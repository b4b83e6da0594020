//! Frames in and out: the same firms, faults and points as by the way of files.

use std::fs::File;
use std::path::Path;

use jifen::finding::{Code, Findings};
use jifen::firms::{Dictionary, Firms};
use jifen::intake::{FirmsFile, Intake, read, read_frame};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::publish::Scored;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Scores, score};
use jiff::civil::{Date, date};
use polars::prelude::*;
use polars_io::prelude::{ParquetReader, SerReader};
use proptest::prelude::*;

use crate::engine::scoring::{load, national};
use crate::support::cohort;
use crate::support::workplace::{Folder, text};

const AS_OF: Date = date(2025, 12, 31);

/// The id of a firm whose check character agrees.
const ID: &str = "91310000625901263C";
const OTHER: &str = "91310101832323099Y";

fn no_campaign() -> Source {
    Source::new("", "")
}

/// The national scorecard, and the cohort in `path` by its dictionary.
fn cohort_of(path: &Path) -> (Intake, Scorecard) {
    let scorecard = load(&national());
    let dictionary = scorecard.dictionary(&Dictionary::built_in());
    let intake = read(path, &FirmsFile::plain(path), &no_campaign(), &dictionary, AS_OF, &Silent);
    (intake.expect("the cohort can be read"), scorecard)
}

fn from_frame(frame: &DataFrame) -> Result<Intake, Findings> {
    Firms::from_frame(frame, &Dictionary::built_in(), AS_OF)
}

/// The faults that stop `frame`, as they are shown, without their help.
fn refused(frame: &DataFrame) -> Vec<String> {
    let findings = from_frame(frame).expect_err("it is refused");
    let first = |finding: &jifen::finding::Finding| finding.to_string().lines().next().map(str::to_owned);
    findings.iter().filter_map(first).collect()
}

/// What is said of the rows of `frame` that are set aside: row, code, column.
fn set_aside(frame: &DataFrame) -> Vec<(u32, Code, String)> {
    let intake = from_frame(frame).expect("the columns are sound");
    assert_eq!(intake.rows, intake.firms.len + intake.quarantine.len() + intake.merged);
    let of_row = |row: jifen::intake::Quarantined| {
        let line = row.line();
        let faults = row.faults.into_iter();
        faults.map(move |fault| (line, fault.code, fault.column.unwrap_or_default().to_string()))
    };
    intake.quarantine.rows(0..intake.quarantine.len()).into_iter().flat_map(of_row).collect()
}

#[test]
fn texts_of_a_frame_are_read_as_the_cells_of_a_file() {
    let folder = Folder::with_firms(3000, 0.03);
    let path = folder.path("firms.csv");
    // A frame has no row of another width than its columns, and no quotation mark that is never closed.
    let cohort = folder.read("firms.csv").trim_start_matches('\u{feff}').to_owned();
    let cells = |line: &str| -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        record.iter().map(str::to_owned).collect()
    };
    let closed: Vec<&str> = cohort.lines().filter(|line| line.matches('"').count() % 2 == 0).collect();
    let headers = cells(closed[0]);
    let (kept, rows): (Vec<&str>, Vec<Vec<String>>) = closed[1..]
        .iter()
        .map(|line| (*line, cells(line)))
        .filter(|(_, cells)| cells.len() == headers.len())
        .unzip();
    folder.write("firms.csv", format!("{}\n{}\n", closed[0], kept.join("\n")).as_bytes());
    let columns = headers.iter().enumerate().map(|(at, header)| {
        let cells = rows.iter().map(|row| Some(row[at].as_str()));
        StringChunked::from_iter_options(header.as_str().into(), cells).into_column()
    });
    let frame = DataFrame::new(rows.len(), columns.collect()).expect("a frame");

    let dictionary = Dictionary::built_in();
    let file = FirmsFile::plain(&path);
    let of_file = read(&path, &file, &no_campaign(), &dictionary, AS_OF, &Silent).expect("it is read");
    let of_frame =
        read_frame(&frame, &file, &no_campaign(), &dictionary, AS_OF, &Silent).expect("it is read");
    assert_eq!(of_frame.findings.counts(), of_file.findings.counts());
    for (field, (left, right)) in of_frame.firms.columns.iter().zip(&of_file.firms.columns).enumerate() {
        assert!(left == right, "{}", dictionary.fields[field].name);
    }
    assert_eq!((of_frame.rows, of_frame.merged), (of_file.rows, of_file.merged));
    assert!(of_file.quarantine.len() > 30 && of_file.merged > 0, "{:?}", of_file.findings.counts());
    let told = |intake: &Intake| -> Vec<(String, Vec<Code>)> {
        let rows = intake.quarantine.rows(0..intake.quarantine.len());
        rows.into_iter().map(|row| (row.original, row.faults.iter().map(|one| one.code).collect())).collect()
    };
    assert_eq!(told(&of_frame), told(&of_file));
}

#[test]
fn firms_scored_from_a_frame_have_the_points_that_a_run_writes() {
    let folder = Folder::with_firms(2000, 0.0);
    let output = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    let written = |name: &str| {
        let file = File::open(folder.path("out").join(name)).expect("the run wrote it");
        ParquetReader::new(file).finish().expect("it can be read")
    };

    let (intake, scorecard) = cohort_of(&folder.path("firms.csv"));
    let frame = intake.firms.to_frame().expect("a frame of firms");
    let dictionary = scorecard.dictionary(&Dictionary::built_in());
    let again = Firms::from_frame(&frame, &dictionary, AS_OF).expect("its own frame can be read");
    let scores = score(&again.firms, &scorecard, AS_OF, true, &Silent);
    let scored = Scored { intake: &again, scorecard: &scorecard, scores: &scores, further: &[] };
    let table = scored.to_frame().expect("a frame of scores");
    assert!(table.height() > 1900, "{} firms scored", table.height());
    assert!(table.equals_missing(&written("scores.parquet")), "{:?}", table.schema());
    let points = scored.points_to_frame().expect("a frame of points").expect("details were kept");
    assert!(points.equals_missing(&written("points.parquet")), "{:?}", points.schema());
}

#[test]
fn without_details_or_firms_there_are_no_points_and_no_rows() {
    let (intake, scorecard) = cohort_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/firms.csv"));
    let mut none: Scores = score(&intake.firms, &scorecard, AS_OF, false, &Silent);
    none.order.clear();
    let scored = Scored { intake: &intake, scorecard: &scorecard, scores: &none, further: &[] };
    assert!(scored.points_to_frame().expect("nothing is refused").is_none());
    let table = scored.to_frame().expect("an empty frame");
    assert_eq!(table.height(), 0);
    assert_eq!(table.column("points").expect("its columns are there").dtype(), &DataType::Float64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_becomes_a_frame_is_read_from_it_as_it_was(
        len in 1_usize..40,
        seed in any::<u64>(),
        names in prop::collection::vec("[甲乙a,\"\n ]{0,6}科技有限公司", 40),
        amounts in prop::collection::vec(prop_oneof![any::<f64>(), -1e6..1e6_f64], 40),
    ) {
        let mut rows = cohort::plausible(len, seed);
        for ((row, name), amount) in rows.iter_mut().zip(names).zip(amounts) {
            row.texts.insert("name".to_owned(), name.trim().to_owned());
            // A field without bounds, so that every finite number is one of its values.
            if amount.is_finite() {
                row.numbers.insert("net_assets".to_owned(), amount);
            }
            row.flags.insert("hnte".to_owned(), seed & 1 == 1);
        }
        let firms = cohort::firms(&rows, Dictionary::built_in());
        let frame = firms.to_frame().expect("a frame");
        let read = from_frame(&frame).map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        prop_assert_eq!(read.quarantine.len(), 0, "{}", read.findings);
        prop_assert_eq!(&read.firms.columns, &firms.columns);
        prop_assert!(read.firms.to_frame().expect("a frame").equals_missing(&frame));
    }
}

#[test]
fn integers_are_codes_of_a_field_whose_codes_never_begin_with_a_zero() {
    let frame = |regions: Series| {
        let id = Column::new("credit_code".into(), [ID, OTHER]);
        DataFrame::new(2, vec![id, Column::from(regions.with_name("region".into()))]).expect("a frame")
    };
    let read = |regions: Series| from_frame(&frame(regions)).expect("a cohort");
    for regions in [
        Series::new("".into(), [Some(440_300_i64), None]),
        Series::new("".into(), [Some(440_300_i32), None]),
        Series::new("".into(), [Some(440_300_u32), None]),
    ] {
        let intake = read(regions);
        let column = intake.firms.column("region").and_then(|column| column.texts()).expect("texts");
        assert_eq!((column.get_or_empty(0), column.get_or_empty(1)), ("440300", ""), "{}", intake.findings);
    }
    // Of an industry they may have lost one: 111 may have been 0111.
    let industries = Series::new("industry".into(), [111_i64, 3_911]);
    let id = Column::new("credit_code".into(), [ID, OTHER]);
    let faults = refused(&DataFrame::new(2, vec![id, Column::from(industries)]).expect("a frame"));
    assert!(faults.len() == 1 && faults[0].contains("[industry]"), "{faults:?}");
    // A code of five digits does not match the pattern.
    let intake = read(Series::new("".into(), [44_030_i64, 440_300]));
    let codes: Vec<Code> = intake.findings.iter().map(|one| one.code).collect();
    assert_eq!((codes, intake.quarantine.len()), (vec![Code::CellPattern], 1), "{}", intake.findings);
}

#[test]
fn a_column_of_another_type_is_refused_where_its_first_value_stands() {
    let id = || Column::new("credit_code".into(), [ID, OTHER]);
    let frame = |columns: Vec<Column>| DataFrame::new(2, columns).expect("a frame");
    let of = |name: &str, series: Series| Column::from(series.with_name(name.into()));
    let faults = refused(&frame(vec![
        id(),
        of("region", Series::new("".into(), [None, Some(440_300.0_f64)])),
        of("dishonest", Series::new("".into(), [None, Some(10_i32)]).cast(&DataType::Date).expect("days")),
        of("founded", Series::new("".into(), [20_230_105_i64, 20_230_106])),
        of("employees", Series::new("".into(), [true, false])),
        of("name", Series::new("".into(), [1.5_f64, 2.5])),
    ]));
    let expected = [
        "error[value-type]: frame:1 [employees]: the column holds bool, but `employees` is a field of \
        numbers",
        "error[value-type]: frame:1 [founded]: the column holds i64, but `founded` is a field of dates",
        "error[value-type]: frame:1 [name]: the column holds f64, but `name` is a field of texts",
        "error[value-type]: frame:2 [dishonest]: the column holds date, but `dishonest` is a field of flags",
        "error[value-type]: frame:2 [region]: the column holds f64, but `region` is a field of texts",
    ];
    assert_eq!(faults, expected);
    let numbers = Column::new("credit_code".into(), [91_u64, 92]);
    assert_eq!(refused(&frame(vec![numbers])).len(), 1);
    // A column that no field claims may be of any type, and one of nulls for any field.
    let days = Series::new("".into(), [1_i32, 2]).cast(&DataType::Date).expect("days");
    let nulls = Series::new_null("employees".into(), 2);
    let sound = from_frame(&frame(vec![id(), of("remark", days), nulls.into()])).expect("sound");
    assert_eq!((sound.firms.len, sound.findings.counts().get("column-unused")), (2, Some(&1)));
}

#[test]
fn names_of_columns_are_held_to_what_headers_are() {
    let frame = |columns: Vec<Column>| DataFrame::new(1, columns).expect("a frame");
    let amount = || Column::new("revenue".into(), [12.5]);
    let faults = refused(&frame(vec![amount(), Column::new("营业收入(元)".into(), [1.0])]));
    assert!(faults.iter().any(|fault| fault.starts_with("error[column-missing]: frame")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("error[column-ambiguous]: frame")), "{faults:?}");
    let id = Column::new("credit_code".into(), [ID]);
    assert!(refused(&frame(vec![id.clone(), amount()]))[0].starts_with("error[column-unit-missing]: frame"));
    let rows = DataFrame::new(0, vec![Column::new_empty("credit_code".into(), &DataType::String)]);
    assert!(refused(&rows.expect("a frame"))[0].starts_with("error[file-header-only]: frame"));
    // With the unit that its amounts are in they are converted, as in a file.
    let of_yuan = frame(vec![id, Column::new("营业收入(元)".into(), [125_000.0])]);
    let firms = from_frame(&of_yuan).expect("sound").firms;
    assert_eq!(firms.column("revenue").and_then(|column| column.numbers()?.get(0)), Some(12.5));
}

#[test]
fn faults_of_rows_stand_at_their_row_and_column_and_set_the_row_aside() {
    let ids = [Some(ID), Some(OTHER), None, Some("待补"), Some("91330100799655058B")];
    let frame = df!(
        "credit_code" => ids,
        "revenue(万元)" => [Some(1.0), Some(f64::NAN), Some(3.0), None, Some(f64::INFINITY)],
        "employees" => [Some(-3_i64), None, None, Some(4), Some(5)],
        "dishonest" => [Some(2_i32), Some(1), Some(0), None, None],
    )
    .expect("a frame");
    let expected = [
        (1, Code::CellRange, "employees"),
        (1, Code::CellFlag, "dishonest"),
        (2, Code::CellNumber, "revenue(万元)"),
        (3, Code::CellMissing, "credit_code"),
        (4, Code::IdText, "credit_code"),
        (5, Code::CellNumber, "revenue(万元)"),
    ];
    let expected: Vec<(u32, Code, String)> =
        expected.iter().map(|(row, code, column)| (*row, *code, (*column).to_owned())).collect();
    assert_eq!(set_aside(&frame), expected);
}

#[test]
fn days_and_instants_are_days() {
    let noon = 12 * 3600 * 1000;
    let day = |instants: Series| {
        let founded = instants.with_name("founded".into()).into();
        let frame =
            DataFrame::new(1, vec![Column::new("credit_code".into(), [ID]), founded]).expect("a frame");
        let intake = from_frame(&frame).expect("the columns are sound");
        intake.firms.column("founded").and_then(|column| column.dates()?.iter().next().flatten())
    };
    let instant = |units: i64, unit: TimeUnit, zone: Option<TimeZone>| {
        let units = Int64Chunked::from_iter_options("".into(), [Some(units)].into_iter());
        day(units.into_datetime(unit, zone).into_series())
    };
    let zone = || TimeZone::opt_try_new(Some("UTC")).expect("a zone");
    assert_eq!(
        day(Series::new("".into(), [19_000_i32]).cast(&DataType::Date).expect("days")),
        Some(date(2022, 1, 8))
    );
    assert_eq!(day(Series::new("".into(), ["2022年1月8日"])), Some(date(2022, 1, 8)));
    assert_eq!(instant(19_000 * 86_400_000, TimeUnit::Milliseconds, None), Some(date(2022, 1, 8)));
    assert_eq!(instant(19_000 * 86_400_000_000_000, TimeUnit::Nanoseconds, None), Some(date(2022, 1, 8)));
    // An hour of a day is no day, and in China it is the next one already.
    assert_eq!(instant(19_000 * 86_400_000 + noon, TimeUnit::Milliseconds, None), None);
    assert_eq!(
        instant(19_000 * 86_400_000 + 16 * 3_600_000, TimeUnit::Milliseconds, zone()),
        Some(date(2022, 1, 9))
    );
    // Beyond the calendar.
    assert_eq!(instant(i64::MAX, TimeUnit::Milliseconds, None), None);
    assert_eq!(day(Series::new("".into(), [i32::MAX]).cast(&DataType::Date).expect("days")), None);
}

#[test]
fn columns_of_a_frame_have_the_contents_of_those_of_a_file() {
    let frame = df!(
        "信用代码" => [ID, OTHER, "91330100MA2KTX001P"],
        "营业收入(万元)" => [Some(1.5), None, Some(2.0)],
        "失信被执行人" => [Some(true), Some(true), None],
        "备注" => ["甲,乙", " -- ", ""],
        "人数" => [7i64, 7, 9],
    );
    let frame = from_frame(&frame.expect("a frame")).expect("it can be read");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firms.csv");
    let rows = format!(
        "信用代码,营业收入(万元),失信被执行人,备注,人数\n{ID},1.5,true,\"甲,乙\",7\n{OTHER},,true, -- ,7\n\
         91330100MA2KTX001P,2,,,9\n"
    );
    std::fs::write(&path, rows).expect("it can be written");
    let file = FirmsFile::plain(&path);
    let file = read(&path, &file, &no_campaign(), &Dictionary::built_in(), AS_OF, &Silent);
    let file = file.expect("it can be read");
    let profiles = [&frame, &file].map(|intake| intake.parts.only().expect("one part").profile());
    assert_eq!(profiles[0], profiles[1]);
    let filled: Vec<_> = profiles[0].columns.iter().map(|column| column.filled).collect();
    assert_eq!((profiles[0].rows, filled), (3, [3, 2, 2, 1, 3].map(Some).to_vec()));
    assert_eq!(profiles[0].columns[4].values, ["7", "9"]);
}
