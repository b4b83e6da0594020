//! One faulty file per fault of a programme, and of the table that names programmes.

mod files;
mod tables;

use jifen::campaign::Campaign;
use jifen::parameters::Source;
use jifen::programmes::{Bearer, Part, Programmes};

use self::files::OF_FILES;
use self::tables::{OF_OVERLAYS, OF_TABLES};
use super::{Case, Outcome, by_bearer, said};
use crate::support::workplace::Folder;

/// A programme with every key, and without a fault.
pub(super) const SOUND: &str = r#"id = "whole"
title = "Whole"
title_zh = "完整"
instrument = "guarantee"
basis = "official"
source = "a circular"
illustrative = ["fee.rate"]
note = "a remark"
note_zh = "备注"
layer = "region"
exclusive = ["word"]

[[field]]
name = "first_loan"
title = "首贷"
type = "boolean"

[[rule]]
id = "bank"
when = "institution.kind = 'bank'"
reason = "for banks only"
reason_zh = "仅适用于银行"
source = "another circular"

[loan]
cap = 3000
months = 24

[loss]
bank = 20
pool = "CASE WHEN first_loan THEN 10 ELSE 5 END"
province = 20
fund = 40
insurer = 5
rest = "guarantor"
least = { bank = 20 }
most = { fund = 40 }
cap = 5

[fee]
rate = 0.5
payer = "firm"

[subsidy]
of = "interest"
points = 1
years = 2
cap = 10
payer = "local"

[relending]
rate = 1.25
share = 60
quota = { dated = [{ value = 5000 }, { valid_from = 2025-05-07, value = 8000 }] }
"#;

const TABLE: &str = "use = [\"whole.toml\"]\n[programmes.loan]\nrate = 3\nfunding = 2\n";

/// Findings of a campaign with the table and the file.
fn found(table: &str, file: &str) -> Vec<String> {
    let folder = Folder::empty();
    Case { day: "2025-12-31", kind: "bank", programmes: table, firms: &["hnte=是"] }.write(&folder);
    folder.write("whole.toml", file.as_bytes());
    match Campaign::load(&folder.path("campaign.toml"), None) {
        Ok(campaign) => said(&campaign.findings),
        Err(findings) => {
            let place = folder.path("").display().to_string();
            said(&findings).into_iter().map(|line| line.replace(&place, "")).collect()
        }
    }
}

#[test]
fn the_sound_programme_is_sound() {
    assert_eq!(found(TABLE, SOUND), [""; 0]);
    let alone = Programmes::load_alone(&Source::new("whole.toml", SOUND), None);
    assert!(
        alone.is_ok_and(|(_, programme, findings)| findings.is_empty() && programme.required().count() == 0)
    );
}

const OVERLAY: &str = "extends = \"jinan-risk-compensation\"\nid = \"own\"\ntitle = \"Own\"\nbasis = \
    \"local\"\n[loss]\npool = 40\n";

/// Changes `whole` in each way; exactly the finding beside it must come of it.
fn each(whole: &str, changes: &[(&str, &str, &str)], found: impl Fn(&str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (from, to, message) in changes {
        let text = whole.replacen(from, to, 1);
        assert_ne!(text, whole, "`{from}` is not in\n{whole}");
        let found = found(&text);
        if found != [*message] {
            wrong.push(format!("{from:?} → {to:?}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_of_a_file_has_its_message() {
    each(SOUND, OF_FILES, |file| found(TABLE, file));
}

#[test]
fn every_fault_of_the_table_has_its_message() {
    each(TABLE, OF_TABLES, |table| found(table, SOUND));
}

#[test]
fn every_fault_of_an_overlay_has_its_message() {
    assert_eq!(found("use = [\"whole.toml\"]", OVERLAY), [""; 0]);
    each(OVERLAY, OF_OVERLAYS, |file| found("use = [\"whole.toml\"]", file));
}

#[test]
fn too_many_of_anything_are_refused() {
    let rule = |at| format!("[[rule]]\nid = \"r{at}\"\nwhen = \"hnte\"\nreason = \"no\"\n");
    let whole = |rules: usize| SOUND.to_owned() + &(1..rules).map(rule).collect::<String>();
    assert_eq!(found(TABLE, &whole(255)), [""; 0]);
    assert_eq!(
        found(TABLE, &whole(256)),
        ["error[too-many]: whole.toml:1072 [rule]: more than 255 rules\n  help: join some with AND"]
    );
    let words: Vec<String> = (0..65).map(|at| format!("\"w{at}\"")).collect();
    assert_eq!(
        found(TABLE, &SOUND.replacen("[\"word\"]", &format!("[{}]", words.join(", ")), 1)),
        ["error[too-many]: whole.toml:11 [exclusive]: more than 64 words by which programmes exclude one \
          another\n  help: use fewer words: programmes with the same word exclude one another"]
    );
    let names = |count: usize| (0..count).map(|at| format!("\"p{at}.toml\"")).collect::<Vec<_>>().join(", ");
    let many = |count: usize, terms: &str| {
        let folder = Folder::empty();
        let table = format!("use = [{}]", names(count));
        Case { day: "2025-12-31", kind: "bank", programmes: &table, firms: &["hnte=是"] }.write(&folder);
        for at in 0..count {
            let text = format!(
                "id = \"p{at}\"\ntitle = \"P\"\ninstrument = \"guarantee\"\nbasis = \"local\"\n{terms}"
            );
            folder.write(&format!("p{at}.toml"), text.as_bytes());
        }
        let place = folder.path("").display().to_string();
        match Campaign::load(&folder.path("campaign.toml"), None) {
            Ok(_) => Vec::new(),
            Err(found) => said(&found).into_iter().map(|line| line.replace(&place, "")).collect(),
        }
    };
    assert_eq!(many(64, ""), [""; 0]);
    assert_eq!(
        many(65, ""),
        ["error[too-many]: campaign.toml:10 [use]: 65 programmes are named; at most 64 can be in \
            use\n  help: \
          name ids of built-in programmes (`jifen programmes list`) or paths that end in .toml"]
    );
    for terms in ["[fee]\nrate = 1\npayer = \"firm\"\n", "exclusive = [\"word\"]\n"] {
        assert_eq!(many(16, terms), [""; 0]);
        assert_eq!(
            many(17, terms),
            ["error[too-many]: campaign.toml:10 [use]: 17 programmes change a loan's money or risk, \
                or exclude \
              others; at most 16 can be in use together\n  help: leave out programmes that no firm of the \
              cohort can be in"]
        );
    }
}

#[test]
fn shares_that_cannot_be_keep_a_firm_out_alone() {
    let file = SOUND.replacen("THEN 10 ELSE 5", "THEN 10 ELSE 50", 1);
    let folder = Folder::empty();
    let firms = ["first_loan=是", "first_loan=否"];
    Case { day: "2025-12-31", kind: "bank", programmes: TABLE, firms: &firms }.write(&folder);
    folder.write("whole.toml", file.as_bytes());
    let outcome = Outcome::of(&folder);
    assert_eq!(outcome.is_in("whole"), [true, false]);
    assert_eq!(outcome.grant(1).parts[0], Part::Shares);
    assert_eq!(outcome.grant(1).borne, by_bearer(&[(Bearer::Bank, 1_000.0)]));
    assert_eq!(outcome.chosen(0), ["whole"]);
}
