//! The output folder: what stands in each file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jifen::finding::{Code, Finding};
use jifen::progress::Silent;
use jifen::publish::{Published, Replace, publish};

use crate::support::assessed::{Assessed, assess};

pub(crate) const ROWS: &str = "\
BEST1,\"Best, \"\"Ltd\"\"\",330100,95,100,12,yes,2025-03-01,no,yes
GOOD1,=1+1,330100,80.25,300,12,yes,2025-03-02,,no
FAIR1,一般公司,,70,200,,yes,,no,
POOR1,Poor,330100,5,10,12,yes,2025-03-01,yes,yes
SHY1,Shy,330100,99,10,12,no,,no,yes
MUTE1,Mute,330100,98,10,12,,,no,yes
NONE1,-None,330100,,10,12,yes,,no,yes
BAD1,Bad,330100,12x,10,12,yes,,no,yes
";

pub(crate) const INSTITUTIONS: &str = r#"
rules_basis = "illustrative"

[[institution]]
id = "zh"
name = "Bank in GB18030"
name_zh = "某银行"
kind = "bank"
source = "a letter of the bank's"
capacity = 2
encoding = "gb18030"
columns = [
    { value = "list_place" },
    { value = "id" },
    { value = "name" },
    { value = "points" },
    { value = "loan_demand / 3", header = "三分之一", decimals = 2 },
    { value = "hnte" },
    { value = "consent_date" },
]

[[institution]]
id = "book"
name = "Fund with a workbook"
kind = "guarantee-fund"
format = "xlsx"

[[institution.rule]]
when = "points < 90"
reason = "=too good"
source = "agreement of 2025, § 3"

[[institution]]
id = "empty"
name = "Bank nobody suits"
kind = "bank"

[[institution.rule]]
when = "points > 100"
reason = "=too good"
"#;

pub(crate) fn write(assessed: &Assessed, target: &Path, replace: Replace) -> Result<Published, Finding> {
    let frame = assessed.frame();
    publish(target, replace, &assessed.publication(&frame), &Silent)
}

/// The output of the firms above, in a folder of its own.
fn published() -> (tempfile::TempDir, Published) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let assessed = assess(ROWS, INSTITUTIONS);
    let published = write(&assessed, &folder.path().join("out"), Replace::Never).expect("it can be written");
    (folder, published)
}

/// A file of the output; a table without the byte order mark it must begin with.
fn text(folder: &tempfile::TempDir, name: &str) -> String {
    let text = fs::read_to_string(folder.path().join("out").join(name)).expect("the file is there");
    match text.strip_prefix('\u{feff}') {
        Some(table) if name.ends_with(".csv") => table.to_owned(),
        _ => {
            assert!(!name.ends_with(".csv"), "{name} has no byte order mark");
            text
        }
    }
}

fn json(folder: &tempfile::TempDir, name: &str) -> serde_json::Value {
    serde_json::from_str(&text(folder, name)).expect("it is JSON")
}

#[test]
fn scores_stand_in_place_order() {
    let (folder, _) = published();
    assert_eq!(
        text(&folder, "scores.csv"),
        "\
credit_code,name,region,segment,points,points_money,rank,segment_rank,percentile,grade,qualified,coverage,\
failed
SHY1,Shy,330100,all,99.0,99.0,1,1,100.00,A,true,1.0000,
MUTE1,Mute,330100,all,98.0,98.0,2,2,80.00,A,true,1.0000,
BEST1,\"Best, \"\"Ltd\"\"\",330100,all,95.0,95.0,3,3,60.00,A,true,1.0000,
GOOD1,'=1+1,330100,all,80.3,80.3,4,4,40.00,A,true,1.0000,
FAIR1,一般公司,,all,70.0,70.0,5,5,20.00,A,true,1.0000,
POOR1,Poor,330100,all,5.0,5.0,6,6,0.00,,false,1.0000,listed as dishonest; does not pass points >= 10
"
    );
}

#[test]
fn a_list_is_what_its_institution_asked_for() {
    let (folder, _) = published();
    let bytes = fs::read(folder.path().join("out/referrals/zh.csv")).expect("the list is there");
    let (decoded, _, broken) = encoding_rs::GB18030.decode(&bytes);
    assert!(!broken);
    assert_eq!(
        decoded,
        "\
名单序号,统一社会信用代码,企业名称,创新积分,三分之一,高新技术企业,授权日期
1,BEST1,\"Best, \"\"Ltd\"\"\",95.0,33.33,是,2025-03-01
2,GOOD1,'=1+1,80.3,100.00,否,2025-03-02
"
    );
    let empty = fs::read(folder.path().join("out/referrals/empty.csv")).expect("the list is there");
    assert!(empty.starts_with(b"\xEF\xBB\xBF"));
    assert_eq!(empty.iter().filter(|byte| **byte == b'\n').count(), 1);
    let book = fs::read(folder.path().join("out/referrals/book.xlsx")).expect("the list is there");
    assert!(book.starts_with(b"PK"));
}

#[test]
fn a_column_may_ask_for_any_number_of_decimals_up_to_the_most() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let columns: String = (0..=6)
        .map(|decimals| {
            format!("{{ value = \"revenue\", header = \"d{decimals}\", decimals = {decimals} }}, ")
        })
        .collect();
    let file = format!("[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\ncolumns = [{columns}]\n");
    let rows = "A1,A,330100,5000000.1234567,10,12,yes,2025-03-01,no,yes\n\
                B1,B,330100,99.123456789,10,12,yes,2025-03-01,no,yes\n";
    let assessed = assess(rows, &file);
    let target = folder.path().join("out");
    write(&assessed, &target, Replace::Never).expect("it can be written");
    assert_eq!(
        fs::read_to_string(target.join("referrals/a.csv")).expect("the list is there"),
        "\u{feff}d0,d1,d2,d3,d4,d5,d6\n\
         5000000,5000000.1,5000000.12,5000000.123,5000000.1235,5000000.12346,5000000.123457\n\
         99,99.1,99.12,99.123,99.1235,99.12346,99.123457\n"
    );
}

#[test]
fn what_is_computed_shows_no_noise_and_a_field_stays_exact() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\ncolumns = [{ value = \
        \"revenue\" }, \
                { value = \"revenue * 1.1\", header = \"more\" }, \
                { value = \"revenue / 3\", header = \"third\" }]\n";
    let row = "A1,A,330100,1494181.8181818181,10,12,yes,2025-03-01,no,yes\n";
    let target = folder.path().join("out");
    write(&assess(row, file), &target, Replace::Never).expect("it can be written");
    let list = fs::read_to_string(target.join("referrals/a.csv")).expect("the list is there");
    assert_eq!(list.lines().nth(1), Some("1494181.8181818181,1643600,498060.606060606"));
}

#[test]
fn a_header_that_looks_like_a_formula_is_written_as_the_package_has_it() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n\
                columns = [{ value = \"name\", header = \"=n\" }]\n";
    let target = folder.path().join("out");
    write(&assess(ROWS, file), &target, Replace::Never).expect("it can be written");
    let list = fs::read_to_string(target.join("referrals/a.csv")).expect("the list is there");
    assert!(list.starts_with("\u{feff}'=n\n"), "{list}");
    let package = fs::read_to_string(target.join("datapackage.json")).expect("the package is there");
    let package: serde_json::Value = serde_json::from_str(&package).expect("it is JSON");
    let resources = package["resources"].as_array().expect("resources");
    let list = resources.iter().find(|one| one["path"] == "referrals/a.csv").expect("the list");
    assert_eq!(list["schema"]["fields"][0]["name"], "'=n");
}

#[test]
fn who_opens_a_list_can_see_that_its_weights_are_illustrative() {
    let (folder, _) = published();
    let note = text(&folder, "referrals/README.txt");
    for words in ["A test", "2025-12-31", "weights are illustrative", "rules and capacities are illustrative"]
    {
        assert!(note.contains(words), "{words}: {note}");
    }
    let package = json(&folder, "datapackage.json");
    let resources = package["resources"].as_array().expect("resources");
    let entry = resources.iter().find(|one| one["path"] == "referrals/README.txt").expect("it is listed");
    assert_eq!((&entry["format"], &entry["mediatype"]), (&"txt".into(), &"text/plain".into()));

    let book = fs::read(folder.path().join("out/referrals/book.xlsx")).expect("the list is there");
    let properties = part(&book, "docProps/core.xml");
    assert!(properties.contains("weights are illustrative"), "{properties}");
}

/// The text of one file in a zip archive.
pub(crate) fn part(archive: &[u8], name: &str) -> String {
    use std::io::Read;

    // Its local header: 30 bytes with the sizes, the name, an extra field, then the compressed bytes.
    let at = memchr::memmem::find_iter(archive, name).next().expect("the file is in the archive");
    let header = &archive[at - 30..at];
    let extra = usize::from(u16::from_le_bytes([header[28], header[29]]));
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(&archive[at + name.len() + extra..])
        .read_to_string(&mut text)
        .expect("it is text");
    text
}

#[test]
fn everyone_left_out_has_a_reason() {
    let (folder, _) = published();
    assert_eq!(
        text(&folder, "not_referred.csv"),
        "\
credit_code,firm_name,in_words,zh,book,empty
SHY1,Shy,\"no-consent: the firm does not allow its data to reach \
    institutions\",no-consent,no-consent,no-consent
MUTE1,Mute,\"consent-unknown: the firm's consent to share its data with institutions is not \
    known\",consent-unknown,consent-unknown,consent-unknown
BEST1,\"Best, \"\"Ltd\"\"\",\"r1: =too good; r2: =too good\",listed,r1,r2
GOOD1,'=1+1,\"r2: =too good\",listed,listed,r2
FAIR1,一般公司,\"place: eligible, but beyond the end of the list; r2: =too good\",3,listed,r2
POOR1,Poor,\"not-qualified: listed as dishonest; does not pass points >= \
    10\",not-qualified,not-qualified,not-qualified
"
    );
    assert_eq!(
        text(&folder, "reasons.csv"),
        "\
reason,words,institutions,firms,unknown,source
no-consent,the firm does not allow its data to reach institutions,*,1,0,
consent-unknown,the firm's consent to share its data with institutions is not known,*,1,0,
not-qualified,a gate or the pass rule fails: see the unmet conditions of the scores (`failed` \
in scores.csv),*,1,0,
place,\"eligible, but beyond the end of the list\",*,1,0,
r1,'=too good,book,1,0,\"agreement of 2025, § 3\"
r2,'=too good,empty,3,0,
"
    );
}

#[test]
fn a_reason_with_quotes_reads_back_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let reason = "too \\\"small\\\", or\\nnot";
    let file = format!(
        "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n\
         [[institution.rule]]\nwhen = \"points > 90\"\nreason = \"{reason}\"\n"
    );
    let target = folder.path().join("out");
    write(&assess(ROWS, &file), &target, Replace::Never).expect("it can be written");
    let table = fs::read_to_string(target.join("not_referred.csv")).expect("it is there");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let good = rows.iter().find(|row| &row[0] == "GOOD1").expect("it is off the list");
    assert_eq!((&good[2], &good[3]), ("r1: too \"small\", or\nnot", "r1"));
}

#[test]
fn a_list_says_the_own_place_among_the_wishes_and_names_no_rival() {
    let header = crate::support::assessed::HEADER.trim_end();
    let wishes = ["boc;own;icbc", " 甲银行 ；own", "boc", "", "OWN", "自有银行、boc"];
    let rows = wishes
        .iter()
        .enumerate()
        .map(|(at, wishes)| format!("F{at},N{at},330100,{},10,12,yes,2025-03-01,no,yes,{wishes}\n", 90 - at));
    let rows: String = rows.collect();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = "[[institution]]\nid = \"own\"\nname = \"Own\"\nname_zh = \"自有银行\"\nkind = \"bank\"\n\
                [[institution]]\nid = \"all\"\nname = \"All\"\nkind = \"bank\"\n\
                columns = [{ value = \"id\" }, { value = \"preference_place\" }, \
                { value = \"preferred_institutions\" }]\n";
    let target = folder.path().join("out");
    let assessed =
        crate::support::assessed::assess_under(&format!("{header},preferred_institutions\n{rows}"), file);
    write(&assessed, &target, Replace::Never).expect("it can be written");
    let list = fs::read_to_string(target.join("referrals/own.csv")).expect("the list is there");
    let mut reader = csv::Reader::from_reader(list.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let at = headers.iter().position(|header| header == "意向顺位").expect("a usual column");
    let places: Vec<String> = reader.records().map(|row| row.expect("a row")[at].to_owned()).collect();
    assert_eq!(places, ["2", "2", "", "", "1", "1"]);
    assert!(!list.contains("boc") && !list.contains("意向机构"), "{list}");
    // Who asks for all of them by name gets them.
    let all = fs::read_to_string(target.join("referrals/all.csv")).expect("the list is there");
    assert!(all.starts_with("\u{feff}统一社会信用代码,意向顺位,意向机构\nF0,,boc;own;icbc\n"), "{all}");
}

#[test]
fn texts_in_parquet_are_none_that_only_new_readers_know() {
    use polars::prelude::{CompatLevel, SchemaExt};
    use polars_io::prelude::{ParquetReader, SerReader};
    use polars_parquet::read::read_metadata;
    use polars_parquet::write::schema_to_metadata_key;

    let (folder, _) = published();
    for name in ["scores.parquet", "points.parquet"] {
        let bytes = fs::read(folder.path().join("out").join(name)).expect("the file is there");
        let metadata = read_metadata(&mut std::io::Cursor::new(&bytes)).expect("it is Parquet");
        let keys = metadata.key_value_metadata().clone().expect("it says what its columns are");
        let table = ParquetReader::new(std::io::Cursor::new(bytes)).finish().expect("it can be read");
        let arrow = |level| schema_to_metadata_key(&table.schema().to_arrow(level));
        assert!(keys.contains(&arrow(CompatLevel::oldest())), "{name}");
        assert!(!keys.contains(&arrow(CompatLevel::newest())), "{name}");
    }
}

#[test]
fn treated_values_stand_beside_raw_ones_also_where_all_are_alike() {
    use polars_io::prelude::{ParquetReader, SerReader};

    for is_treated in [false, true] {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let target = folder.path().join("out");
        let mut assessed = assess(ROWS, INSTITUTIONS);
        let first = assessed.scores.order[0] as usize;
        let detail = &mut assessed.scores.details.as_mut().expect("details are kept")[0];
        if is_treated {
            Arc::make_mut(&mut detail.treated).values[first] /= 2.0;
        }
        write(&assessed, &target, Replace::Never).expect("it can be written");
        let file = fs::File::open(target.join("points.parquet")).expect("it is there");
        let table = ParquetReader::new(file).finish().expect("it can be read");
        let number = |name: &str| table.column(name).expect(name).f64().expect("numbers").get(0);
        let text =
            |name: &str| table.column(name).expect(name).str().expect("texts").get(0).map(str::to_owned);
        assert_eq!(table.height(), 6);
        assert_eq!(
            (text("credit_code").as_deref(), text("indicator").as_deref()),
            (Some("SHY1"), Some("size"))
        );
        let treated = if is_treated { 49.5 } else { 99.0 };
        let names = ["raw", "treated", "normalised", "weight", "points"];
        assert_eq!(names.map(number), [99.0, treated, 0.99, 100.0, 99.0].map(Some));
    }
}

#[test]
fn firms_on_no_list_are_counted_as_they_are_written() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut assessed = assess(ROWS, INSTITUTIONS);
    assessed.referrals.referred += 1;
    let fault = write(&assessed, &folder.path().join("out"), Replace::Never).expect_err("a firm is lost");
    assert_eq!(fault.code, Code::RowsLost);
    assert!(
        fault.message.to_string().contains("2 firms are on no list, but 3 stand in not_referred.csv"),
        "{fault}"
    );
    assert!(fs::read_dir(folder.path()).expect("a folder").next().is_none());
}

#[test]
fn quarantine_keeps_rows_whole() {
    let (folder, _) = published();
    let quarantine = text(&folder, "quarantine.csv");
    let mut reader = csv::Reader::from_reader(quarantine.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][0], &rows[0][1], &rows[0][2]), ("firms.csv", "8", "coverage-low"));
    assert_eq!(&rows[0][5], "NONE1,-None,330100,,10,12,yes,,no,yes");
    assert_eq!((&rows[1][1], &rows[1][2]), ("9", "uscc-form;cell-number"));
    assert_eq!(&rows[1][3], "credit_code;revenue(万元)");
    assert!(rows[1][4].contains("`12x`"));
    assert_eq!(&rows[1][5], "BAD1,Bad,330100,12x,10,12,yes,,no,yes");
}

#[test]
fn the_run_accounts_for_every_row_and_names_no_place_of_this_machine() {
    let (folder, published) = published();
    let run = json(&folder, "run.json");
    let counts = &run["counts"];
    for (name, count) in [
        ("rows", 8),
        ("scored", 6),
        ("quarantined", 2),
        ("merged", 0),
        ("qualified", 5),
        ("referred", 3),
        ("not_referred", 3),
        ("referrals", 4),
    ] {
        assert_eq!(counts[name], count, "{name}");
    }
    assert_eq!(
        (&run["campaign"], &json(&folder, "datapackage.json")["name"]),
        (&"a-test".into(), &"a-test".into())
    );
    assert_eq!(run["scorecard"]["weights_basis"], "illustrative");
    assert_eq!(run["lists"][0]["eligible"], 3);
    assert_eq!(run["lists"][0]["cut_off"], 80.3);
    assert_eq!(
        (&run["lists"][0]["kind"], &run["lists"][1]["kind"]),
        (&"bank".into(), &"guarantee-fund".into())
    );
    assert_eq!(run["lists"][0]["source"], "a letter of the bank's");
    assert!(run["lists"][1]["source"].is_null());
    assert_eq!(run["inputs"][0]["sha256"], "ab");
    assert!(run["note"]["en"].as_str().is_some_and(|note| note.contains("illustrative")));
    for file in &published.files {
        let bytes = fs::read(folder.path().join("out").join(&file.path)).expect("it is there");
        let path = folder.path().to_string_lossy().into_owned();
        assert!(memchr::memmem::find(&bytes, path.as_bytes()).is_none(), "{} names {path}", file.path);
    }
}

#[test]
fn the_package_lists_every_file_with_its_own_hash_and_schema() {
    use sha2::{Digest, Sha256};

    let (folder, published) = published();
    let package = json(&folder, "datapackage.json");
    assert!(package["description"].as_str().is_some_and(|text| text.contains("weights are illustrative")));
    let resources = package["resources"].as_array().expect("resources");
    let mut listed: Vec<&str> = resources.iter().filter_map(|one| one["path"].as_str()).collect();
    listed.push("datapackage.json");
    let written: Vec<&str> = published.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(listed, written);
    let mut found = Vec::new();
    for folder in ["out", "out/referrals", "out/quarantine"].map(|name| folder.path().join(name)) {
        for entry in fs::read_dir(folder).expect("a folder") {
            found.extend(entry.ok().filter(|entry| entry.path().is_file()));
        }
    }
    assert_eq!(found.len(), written.len());
    for resource in resources {
        let path = resource["path"].as_str().expect("a path");
        let name = resource["name"].as_str().expect("a name");
        assert!(!name.contains(|c: char| c.is_ascii_uppercase()), "{name}");
        let bytes = fs::read(folder.path().join("out").join(path)).expect("it is there");
        if path == "timings.json" {
            assert!(resource["hash"].is_null() && resource["bytes"].is_null());
            continue;
        }
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"), "{path}");
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        if path.ends_with(".csv") {
            let (decoded, _, _) = match resource["encoding"].as_str() {
                Some("gb18030") => encoding_rs::GB18030.decode(&bytes),
                _ => encoding_rs::UTF_8.decode(&bytes),
            };
            let header: Vec<String> = csv::Reader::from_reader(decoded.as_bytes())
                .headers()
                .expect("a header")
                .iter()
                .map(str::to_owned)
                .collect();
            let fields: Vec<&str> = resource["schema"]["fields"]
                .as_array()
                .expect("fields")
                .iter()
                .filter_map(|field| field["name"].as_str())
                .collect();
            assert_eq!(header, fields, "{path}");
        }
    }
}

#[test]
fn defused_cells_are_counted_by_file() {
    let (_folder, published) = published();
    let found: Vec<String> = published.findings.iter().map(ToString::to_string).collect();
    let told = |file: &str, count: &str| {
        found.iter().any(|one| one.starts_with(&format!("note[cell-defused]: {file}: {count} cell")))
    };
    assert!(found.iter().all(|one| one.starts_with("note[cell-defused]")), "{found:?}");
    assert!(told("scores.csv", "1") && told("referrals/zh.csv", "1") && told("referrals/book.xlsx", "1"));
    assert!(told("reasons.csv", "2"), "{found:?}");
}

/// Every file with its bytes, but for the timings, which no two runs share.
pub(crate) fn content(target: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in [target.to_owned(), target.join("referrals")] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.strip_prefix(target).expect("below it").to_string_lossy().into_owned();
                if name != "timings.json" {
                    found.push((name, fs::read(&path).expect("a file")));
                }
            }
        }
    }
    found.sort();
    found
}

/// Many firms, so that there are many blocks.
fn many() -> String {
    let firm = |n: u32| {
        let consent = if n.is_multiple_of(7) { "no" } else { "yes" };
        let points = f64::from(n.wrapping_mul(2_654_435_761) % 1000) / 10.0;
        format!("F{n:06},公司{n},330100,{points},{},12,{consent},2025-03-01,no,yes\n", n % 500)
    };
    (0..9000).map(firm).collect()
}

#[test]
fn threads_and_the_order_of_rows_leave_no_trace() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = INSTITUTIONS.replace("capacity = 2", "capacity = 3000");
    let sorted = many();
    let mut lines: Vec<&str> = sorted.split_inclusive('\n').collect();
    lines.reverse();
    let reversed = lines.concat();
    let mut contents = Vec::new();
    for (name, threads, rows) in [("one", 1, &sorted), ("four", 4, &sorted), ("reversed", 3, &reversed)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let target = folder.path().join(name);
        pool.install(|| write(&assess(rows, &file), &target, Replace::Never)).expect("it can be written");
        contents.push(content(&target));
    }
    assert_eq!(contents[0].len(), 15, "{:?}", contents[0].iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert!(contents.iter().all(|content| content == &contents[0]), "bytes differ");
    let scores = &contents[0].iter().find(|(name, _)| name == "scores.csv").expect("scores").1;
    assert_eq!(scores.iter().filter(|byte| **byte == b'\n').count(), 9001);
}

#[test]
fn a_cohort_of_nobody_is_published_too() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    write(&assess("NONE1,None,330100,,10,12,yes,,no,yes\n", INSTITUTIONS), &target, Replace::Never)
        .expect("it can be written");
    let scores = fs::read_to_string(target.join("scores.csv")).expect("scores");
    assert_eq!(scores.lines().count(), 1);
    assert!(fs::metadata(target.join("scores.parquet")).is_ok_and(|file| file.len() > 0));
}
