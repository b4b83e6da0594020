//! What is not read is not judged: a row is set aside for faulty cells only where something reads their
//! column.

use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// A scorecard that reads revenue alone.
const CARD: &str = "id = \"t\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 2\nmissing \
    = \"zero\"\n\
    [[indicator]]\nid = \"rev\"\ntitle = \"Revenue\"\nvalue = \"revenue\"\ncurve = { reference = 100 }\n\
    weight = 10\n";
const BANK: &str = "[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n";
const CAMPAIGN: &str = "id = \"t\"\ntitle = \"T\"\nas_of = 2025-12-31\nscorecard = \
    \"card.toml\"\ninstitutions = \"banks.toml\"\n\
    [firms]\npath = \"firms.csv\"\nid = \"firm\"\n";

fn folder(firms: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for (name, content) in
        [("campaign.toml", CAMPAIGN), ("card.toml", CARD), ("banks.toml", BANK), ("firms.csv", firms)]
    {
        folder.write(name, content.as_bytes());
    }
    folder
}

/// The exit code of a run, how many rows it set aside and how often each code was found.
fn ran(folder: &Folder) -> (i32, u64, Value) {
    let output = folder.jifen(&["run", "campaign.toml", "--force", "--format", "json"]);
    let code = output.status.code().expect("it ends by itself");
    let summary: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}{}", text(&output.stdout), text(&output.stderr)));
    let quarantined = summary["counts"]["quarantined"].as_u64().unwrap_or_else(|| panic!("{summary}"));
    (code, quarantined, summary["finding_counts"].clone())
}

#[test]
fn a_row_that_is_too_long_is_set_aside_like_any_faulty_row() {
    let vast = "9".repeat(2 << 20);
    let folder = folder(&format!("firm,revenue(万元),授权\nA,50,是\nB,{vast},是\nC,10,是\n"));
    let (code, quarantined, counts) = ran(&folder);
    assert_eq!((code, quarantined, counts["record-too-long"].as_u64()), (1, 1, Some(1)), "{counts}");
    let ids: Vec<String> = folder.rows("out/scores.csv").iter().map(|row| row["firm"].clone()).collect();
    assert_eq!(ids, ["A", "C"], "no firm without an id is scored");
}

#[test]
fn faults_of_columns_that_nothing_reads_are_counted_and_cost_nothing() {
    let folder = folder(
        "firm,注册时间,Industry,revenue(万元),职工总数,研发人员数,授权\n\
         A,2007,Software,50,5,9,是\nB,2010,Pharma,100,x,1,是\nC,2031-01-01,C3921,10,1,1,是\n",
    );
    let (code, quarantined, counts) = ran(&folder);
    assert_eq!((code, quarantined, counts["column-idle"].as_u64()), (0, 0, Some(4)), "{counts}");
    let findings = folder.read("out/findings.json");
    for words in [
        "`2007` has no month and no day; this is the first of 3 cells that cannot be used",
        "reads the field `founded`",
        "ignore = [\\\"Industry\\\"]",
        "`x` is not a number; 1 cell cannot be used",
        "9 人 is more than 职工总数",
    ] {
        assert!(findings.contains(words), "{words}: {findings}");
    }
    // What is not known of them is blank where it is shown, and what is known is there.
    assert!(folder.read("out/referrals/bank.csv").contains(",C3921,"));
    folder.edit(
        "campaign.toml",
        "id = \"firm\"",
        "id = \"firm\"\nignore = [\"注册时间\", \"industry\", \"职工总数\"]",
    );
    let (code, _, counts) = ran(&folder);
    assert_eq!((code, counts["column-idle"].as_u64()), (0, None), "{counts}");
    // The same cohort under the same scorecard alone, and on its own, where every column is judged.
    let score =
        folder.jifen(&["score", "firms.csv", "--scorecard", "card.toml", "--id", "firm", "--out", "-"]);
    assert_eq!(score.status.code(), Some(0), "{}", text(&score.stderr));
    let check = folder.jifen(&["check", "firms.csv", "--id", "firm", "--as-of", "2025-12-31"]);
    assert_eq!(check.status.code(), Some(1));
    let told = text(&check.stdout);
    assert!(
        told.contains("A run quarantines a row only for faults in columns that a rule, list or check reads.")
            && told.contains("3 rows would be"),
        "{told}"
    );
}

/// A change that makes something read a column, as file, text and its replacement; and the header and a
/// faulty cell.
fn readers() -> Vec<(&'static str, &'static str, String, &'static str, &'static str)> {
    let after = |text: &str, more: &str| format!("{text}{more}");
    let rule = "\n[[institution.rule]]\nreason = \"r\"\nwhen = ";
    vec![
        (
            "banks.toml",
            "kind = \"bank\"\n",
            after(
                "kind = \"bank\"\n",
                &format!(
                    "{rule}\"industry LIKE \
            'C%'\"\n"
                ),
            ),
            "Industry",
            "Software",
        ),
        (
            "banks.toml",
            "kind = \"bank\"\n",
            after(
                "kind = \"bank\"\n",
                "columns = [{ value = \"industry\" \
            }]\n",
            ),
            "Industry",
            "Software",
        ),
        (
            "banks.toml",
            "kind = \"bank\"\n",
            after(
                "kind = \"bank\"\n",
                "columns = [{ value = \"employees / \
            2\", header = \"h\" }]\n",
            ),
            "职工总数",
            "x",
        ),
        (
            "banks.toml",
            "kind = \"bank\"\n",
            after(
                "kind = \"bank\"\n",
                "order = { by = \"employees\" \
            }\n",
            ),
            "职工总数",
            "x",
        ),
        (
            "banks.toml",
            "[[institution]]",
            "[defaults]\norder = { by = \"employees\" \
            }\n[[institution]]"
                .to_owned(),
            "职工总数",
            "x",
        ),
        ("card.toml", "value = \"revenue\"", "value = \"revenue / employees\"".to_owned(), "职工总数", "x"),
        (
            "card.toml",
            "[[indicator]]",
            "[[derived]]\nid = \"d\"\nvalue = \"employees * \
            2\"\n[[indicator]]"
                .to_owned(),
            "职工总数",
            "x",
        ),
        (
            "card.toml",
            "[[indicator]]",
            "[[gate]]\nid = \"g\"\nreason = \"r\"\nwhen = \"founded < \
            as_of\"\n[[indicator]]"
                .to_owned(),
            "成立日期",
            "2031-01-01",
        ),
        (
            "card.toml",
            "[[indicator]]",
            "[[segment]]\nid = \"s\"\ntitle = \"S\"\nwhen = \
            \"hnte\"\n[[segment]]\nid = \"o\"\ntitle = \"O\"\n[[indicator]]"
                .to_owned(),
            "高新技术企业",
            "maybe",
        ),
        (
            "card.toml",
            "[[indicator]]",
            "[[tie_breaker]]\nby = \"employees\"\norder = \
            \"ascending\"\n[[indicator]]"
                .to_owned(),
            "职工总数",
            "x",
        ),
        (
            "card.toml",
            "[[indicator]]",
            "pass = \"points > 1\"\n[[route]]\nid = \"r\"\ntitle = \"R\"\nwhen = \
            \"employees > 5\"\n[[indicator]]"
                .to_owned(),
            "职工总数",
            "x",
        ),
        (
            "card.toml",
            "[[indicator]]",
            "[[field]]\nname = \"mood\"\ntitle = \"心情\"\ntype = \
            \"number\"\n[[indicator]]"
                .to_owned(),
            "心情",
            "x",
        ),
        (
            "campaign.toml",
            "institutions",
            "further_scorecards = \
            [\"tech-sme-2017\"]\ninstitutions"
                .to_owned(),
            "职工总数",
            "x",
        ),
        // Read by every campaign.
        ("card.toml", "T", "T".to_owned(), "授权", "maybe"),
    ]
}

#[test]
fn whatever_reads_a_column_has_its_cells_judged() {
    for (file, from, to, header, cell) in readers() {
        let folder = folder(&format!("firm,revenue(万元),{header}\nA,50,\nB,100,{cell}\n"));
        if from != to {
            let (_, quarantined, counts) = ran(&folder);
            // A local field is none before the scorecard declares it.
            let idle = counts["column-idle"].as_u64().unwrap_or(0);
            assert_eq!((quarantined, idle), (0, u64::from(header != "心情")), "{header}: {counts}");
        }
        folder.edit(file, from, &to);
        let (code, quarantined, counts) = ran(&folder);
        assert_eq!((code, quarantined, counts["column-idle"].as_u64()), (1, 1, None), "{to}: {counts}");
    }
}

#[test]
fn a_scorecards_own_field_cannot_share_a_header_however_it_is_written() {
    for title in ["Employees", "employees", "ＥＭＰＬＯＹＥＥＳ", " 职工总数", "Revenue", "职 工 总 数"]
    {
        let folder = folder("firm,Employees\nA,50\n");
        folder.edit(
            "card.toml",
            "[[indicator]]",
            &format!("[[field]]\nname = \"staff\"\ntitle = \"{title}\"\ntype = \"integer\"\n[[indicator]]"),
        );
        for arguments in [&["scorecards", "check", "card.toml"][..], &["run", "campaign.toml"]] {
            let output = folder.jifen(arguments);
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{title}: {told}");
            assert!(
                told.contains("error[name-repeated]: card.toml:") && told.contains("already means"),
                "{title}: {told}"
            );
        }
    }
    // Two scorecards may not share one either.
    let folder = folder("firm,心情\nA,50\n");
    let own = |title: &str| {
        format!("[[field]]\nname = \"mood\"\ntitle = \"{title}\"\ntype = \"number\"\n[[indicator]]")
    };
    folder.write(
        "other.toml",
        CARD.replace("id = \"t\"", "id = \"o\"")
            .replace("[[indicator]]", &own("Mood").replace("name = \"mood\"", "name = \"mood_2\""))
            .as_bytes(),
    );
    folder.edit("card.toml", "[[indicator]]", &own("mood"));
    folder.edit("campaign.toml", "institutions", "further_scorecards = [\"other.toml\"]\ninstitutions");
    let told = folder.told(&["check", "campaign.toml"]);
    assert!(told.contains("error[name-repeated]: campaign.toml:"), "{told}");
}

#[test]
fn an_id_is_known_by_its_field_however_it_is_written() {
    let folder = folder("NAME,revenue(万元)\nA,50\n");
    folder.edit("campaign.toml", "\"firm\"", "\"Name\"");
    let (code, quarantined, _) = ran(&folder);
    assert_eq!((code, quarantined), (0, 0));
    assert!(folder.read("out/scores.csv").starts_with("\u{feff}name,"), "{}", folder.read("out/scores.csv"));
}
