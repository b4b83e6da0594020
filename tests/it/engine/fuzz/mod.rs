//! Mutants of everything that people hand in: whatever they hold, reading them ends soon, with a result or
//! with findings.
//!
//! The mutants are the same in every run. `JIFEN_MUTANTS=200000 cargo test --test it fuzz` makes more of
//! them.

mod mutant;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use jifen::campaign::Campaign;
use jifen::finding::{Findings, MOST_ALIKE};
use jifen::firms::Dictionary;
use jifen::intake::{FirmsFile, read_outcomes};
use jifen::progress::Silent;
use jiff::civil::date;

use self::mutant::{count, mutant};
use crate::engine::expr::hostile::survive;
use crate::engine::intake::read_path;
use crate::support::rows::row_at;

/// Kinds of input, which share the mutants: cohorts, outcomes, rules and three files of parameters.
const KINDS: u64 = 6;
/// No mutant takes as long on a machine with other things to do; one that takes more than its length should
/// takes minutes.
const MOST: Duration = Duration::from_secs(20);

/// Hands each mutant of `sources` to `read`, which checks what comes of it.
fn each(kind: u64, sources: &[&[u8]], read: impl Fn(&[u8])) {
    for number in 0..count(KINDS) {
        let bytes = mutant(sources, (kind << 32) | number);
        let begun = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        let took = begun.elapsed();
        let text = String::from_utf8_lossy(&bytes);
        assert!(done.is_ok(), "mutant {number} of {} bytes:\n{text}", bytes.len());
        assert!(took < MOST, "mutant {number} of {} bytes takes {took:?}:\n{text}", bytes.len());
    }
}

/// What holds of findings, whatever they are of.
fn sound(findings: &Findings) {
    let told: usize = findings.counts().values().sum();
    assert_eq!(told, findings.len());
    for one in findings {
        assert!(!one.message.is_empty() && !one.message.to_string().contains('\n'), "{one}");
        let alike = findings.iter().filter(|other| {
            (other.code, &other.place.file, &other.place.column)
                == (one.code, &one.place.file, &one.place.column)
        });
        assert!(alike.count() <= MOST_ALIKE, "{one}");
    }
}

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), bytes).expect("a temporary file takes bytes");
    file
}

const FIRMS: [&str; 3] = [
    "信用代码,企业名称,职工总数,营业收入(万元),成立日期,数据授权,行政区划代码\n\
    91310000625901263C,\"上海,\"\"一号\"\"\",12,3.5亿元,2019-03-01,是,310115\n\
    91310000625901263C,北京,99,--,2031-01-01,maybe,44\n合计,,111,,,,\n",
    "credit_code;name;revenue(元);rd_staff;employees\r\n91310115MA1K4LC77Q;\"a\r\nb\";1,234.5;90;80\r\n\r\n\
    ;x;1e5;;\r\n",
    "统一社会信用代码\t企业名称\t营业收入(万元)\t研发费用(万元)\n9.11101E+17\t甲\t(3)\t５\n91310000625901263C\t乙\t12%\t\"\n",
];

#[test]
fn mutants_of_cohorts() {
    let mut sources: Vec<Vec<u8>> = FIRMS.iter().map(|text| text.as_bytes().to_vec()).collect();
    sources.push(encoding_rs::GB18030.encode(FIRMS[0]).0.into_owned());
    sources
        .push([b"\xFF\xFE".to_vec(), FIRMS[0].encode_utf16().flat_map(u16::to_le_bytes).collect()].concat());
    let sources: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
    each(1, &sources, |bytes| {
        let file = written(bytes);
        match read_path(&Dictionary::built_in(), file.path(), "") {
            // `read_path` asserts that no row is lost.
            Ok(intake) => {
                sound(&intake.findings);
                for row in &intake.quarantine {
                    assert!(row.faults.iter().any(|fault| fault.code.sets_aside()));
                    assert_eq!(row_at(&intake, row.line()), row.original);
                }
            }
            Err(findings) => sound(&findings),
        }
    });
}

const OUTCOMES: [&str; 2] = [
    "credit_code,是否违约,观察批次\n91310000625901263C,0,2026H2\n91310115MA1K4LC77Q,1,2026H2\n",
    "统一社会信用代码,outcome,违约金额(万元),贷款日期\n91310000625901263C,已放款,\"1,200\",2025-01-31\n,,,\n",
];

#[test]
fn mutants_of_outcomes() {
    let sources = OUTCOMES.map(str::as_bytes);
    each(2, &sources, |bytes| {
        let file = written(bytes);
        let cohort = FirmsFile::plain(Path::new("firms.csv"));
        match read_outcomes(file.path(), &cohort, &Dictionary::built_in(), date(2025, 12, 31), &Silent) {
            Ok(outcomes) => {
                let rows = outcomes.firms.len + outcomes.quarantine.len() + outcomes.merged;
                assert_eq!(outcomes.rows, rows);
                sound(&outcomes.findings);
            }
            Err(findings) => sound(&findings),
        }
    });
}

/// A scorecard with segments, a gate, a pass rule and a value that changes by date.
const SCORECARD: &str = r#"id = "local"
title = "Local"
scale = 100
decimals = 2
weights_basis = "local"
missing = "zero"
pass = "points >= 60"

[[segment]]
id = "start-up"
title = "Small"
when = "revenue < 500 AND employees IN (1, 2, 3)"

[[segment]]
id = "growth"
title = "Large"

[[gate]]
id = "size"
reason = "more than 500 employees"
when = "employees <= 500"

[[indicator]]
id = "rd"
title = "R&D"
value = "rd_expense / revenue * 100"
weight = { dated = [{ value = 40 }, { valid_from = 2024-01-01, value = 60 }] }
curve = { linear = { low = 0, high = 5 } }

[[indicator]]
id = "name"
title = "Name"
value = "CASE WHEN name LIKE '%科_技%' THEN 1 ELSE 0 END"
weight = 40
curve = { linear = { low = 0, high = 1 } }
"#;

#[test]
fn mutants_of_parameters() {
    let sample = |name: &str| {
        std::fs::read(crate::support::workplace::sample_data(name)).expect("sample data can be read")
    };
    let (campaign, institutions) = (sample("campaign.toml"), sample("institutions.toml"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("a temporary folder takes files");
    };
    let path = folder.path().join("campaign.toml");
    let own = String::from_utf8_lossy(&campaign).replace("\"mst-2022\"", "\"local.toml\"");
    for (kind, name, sound_one) in [
        (3, "campaign.toml", own.as_bytes()),
        (4, "institutions.toml", &institutions),
        (5, "local.toml", SCORECARD.as_bytes()),
    ] {
        write("campaign.toml", own.as_bytes());
        write("institutions.toml", &institutions);
        write("local.toml", SCORECARD.as_bytes());
        Campaign::load(&path, None).expect("what the mutants are made of is sound");
        let sources = [sound_one, SCORECARD.as_bytes(), sound_one];
        each(kind, &sources, |bytes| {
            write(name, bytes);
            match Campaign::load(&path, None) {
                Ok(campaign) => sound(&campaign.findings),
                Err(findings) => {
                    assert!(findings.has_errors());
                    sound(&findings);
                }
            }
        });
    }
}

const RULES: [&str; 8] = [
    "revenue > 100 AND (rd_expense / NULLIF(revenue, 0)) * 100 >= 3.5 OR NOT hnte",
    "CASE WHEN employees BETWEEN 1 AND 50 THEN 'small' WHEN employees IS NULL THEN NULL ELSE 'large' END = \
    'small'",
    "name LIKE '%科_技!%%' ESCAPE '!' AND region NOT IN ('310000', '320500')",
    "COALESCE(LEAST(revenue, 1e9), GREATEST(0, -rd_expense), ROUND(revenue, 2)) ** 2",
    "founded >= DATE '2020-02-29' AND YEARS_BETWEEN(founded, as_of) < 3",
    "ABS(SQRT(revenue)) + LN(employees) % 7 - FLOOR(1.5) * CEIL(2.5)",
    "name IN ('甲', \"乙\", 'o''clock') OR name IS NOT NULL",
    "(((((1 + 2) * 3) - 4) / 5))",
];

#[test]
fn mutants_of_rules() {
    let sources = RULES.map(str::as_bytes);
    each(6, &sources, |bytes| survive(&String::from_utf8_lossy(bytes)));
}
