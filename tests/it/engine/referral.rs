//! Who is on a list, in which order, and why the others are not.

use proptest::prelude::*;

use jifen::finding::Findings;
use jifen::referral::{Bar, Outcome};
use jifen::words::Language;

use crate::support::assessed::{Assessed, assess, institutions};

/// One firm's row: id, revenue (its points), loan demand, consent.
fn row(id: &str, revenue: &str, demand: &str, consent: &str) -> String {
    format!("{id},Firm {id},330100,{revenue},{demand},12,{consent},2025-03-01,no,yes\n")
}

const TWO: &str = r#"
[defaults]
capacity = 2

[[defaults.rule]]
when = "loan_demand > 0"
reason = "asks for no loan"

[[institution]]
id = "first"
name = "First Bank"
kind = "bank"

[[institution]]
id = "second"
name = "Second Fund"
kind = "guarantee-fund"
capacity = "unlimited"
order = { by = "loan_demand", direction = "ascending" }

[[institution.rule]]
when = "points < 90"
reason = "too good for us"
"#;

fn outcomes(assessed: &Assessed, id: &str) -> Result<Vec<Outcome>, Bar> {
    let ids = assessed.intake.firms.ids();
    let firm = ids.iter().position(|other| other == id).expect("a firm of the cohort");
    let referrals = &assessed.referrals;
    match referrals.bars[firm] {
        Bar::None => {
            let at = referrals.candidates.iter().position(|&c| c as usize == firm).expect("a candidate");
            Ok(referrals.outcomes(at).collect())
        }
        bar => Err(bar),
    }
}

#[test]
fn every_reason_is_the_first_that_holds() {
    let rows = [
        row("BEST1", "95", "100", "yes"),
        row("GOOD1", "80", "300", "yes"),
        row("FAIR1", "70", "200", "yes"),
        row("LATE1", "60", "", "yes"),
        row("POOR1", "5", "10", "yes"),
        row("SHY1", "99", "10", "no"),
        row("MUTE1", "98", "10", ""),
        row("MUTE_POOR1", "5", "10", ""),
    ]
    .concat();
    let assessed = assess(&rows, TWO);
    let first = |place| Outcome::Listed(place);
    assert_eq!(outcomes(&assessed, "BEST1"), Ok(vec![first(1), Outcome::Rule(1)]));
    assert_eq!(outcomes(&assessed, "GOOD1"), Ok(vec![first(2), first(2)]));
    assert_eq!(outcomes(&assessed, "FAIR1"), Ok(vec![Outcome::Beyond(3), first(1)]));
    // Unknown demand: the rule is not known to fail. The defaults' rule comes before the institution's own.
    assert_eq!(outcomes(&assessed, "LATE1"), Ok(vec![Outcome::Unknown(0), Outcome::Unknown(0)]));
    assert_eq!(outcomes(&assessed, "POOR1"), Err(Bar::NotQualified));
    assert_eq!(outcomes(&assessed, "SHY1"), Err(Bar::ConsentRefused));
    assert_eq!(outcomes(&assessed, "MUTE1"), Err(Bar::ConsentUnknown));
    assert_eq!(outcomes(&assessed, "MUTE_POOR1"), Err(Bar::ConsentUnknown));

    assert_eq!(assessed.list(0), ["BEST1", "GOOD1"]);
    assert_eq!(assessed.list(1), ["FAIR1", "GOOD1"]);
    let lists = &assessed.referrals.lists;
    assert_eq!((lists[0].eligible, lists[0].cut_off), (3, Some(800)));
    // Points do not order the second.
    assert_eq!((lists[1].eligible, lists[1].cut_off), (2, None));
    assert_eq!(assessed.referrals.referred, 3);
}

#[test]
fn a_firm_that_cannot_be_scored_is_no_candidate() {
    let assessed = assess(&[row("A1", "", "10", "yes"), row("B1", "50", "10", "yes")].concat(), TWO);
    assert_eq!(outcomes(&assessed, "A1"), Err(Bar::NotScored));
    assert_eq!(assessed.list(0), ["B1"]);
}

#[test]
fn without_a_consent_column_nobody_is_on_a_list() {
    let everyone = "[[institution]]\nid = \"any\"\nname = \"Any\"\nkind = \"insurer\"\n";
    let mut assessed = assess(&row("A1", "50", "10", "yes"), everyone);
    assert_eq!(assessed.list(0), ["A1"]);
    let consent = assessed.intake.firms.dictionary.position("consent").expect("a field");
    assessed.intake.firms.columns[consent] = None;
    let again = jifen::referral::refer(
        &assessed.intake.firms,
        &assessed.scores,
        &assessed.institutions,
        &assessed.frame(),
    );
    assert_eq!(again.referred, 0);
    assert_eq!(again.bars, [Bar::ConsentUnknown]);
}

#[test]
fn unknown_values_of_an_order_come_last_and_ties_keep_the_place_order() {
    let order = |direction: &str| {
        format!(
            "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\norder = {{ by = \"loan_demand\", \
            direction = \
             \"{direction}\" }}\n"
        )
    };
    let rows = [
        row("A1", "90", "", "yes"),
        row("B1", "80", "5", "yes"),
        row("C1", "70", "9", "yes"),
        row("D1", "60", "5", "yes"),
        row("E1", "50", "", "yes"),
    ]
    .concat();
    assert_eq!(assess(&rows, &order("descending")).list(0), ["C1", "B1", "D1", "A1", "E1"]);
    assert_eq!(assess(&rows, &order("ascending")).list(0), ["B1", "D1", "C1", "A1", "E1"]);
}

#[test]
fn more_rules_than_a_word_has_bits() {
    let mut file = String::from("[[institution]]\nid = \"picky\"\nname = \"Picky\"\nkind = \"bank\"\n");
    for rule in 0..150 {
        file += &format!(
            "[[institution.rule]]\nwhen = \"points <> {rule}\"\nreason = \"exactly {rule} points\"\n"
        );
    }
    let rows: String = (20..=90).map(|n| row(&format!("F{n:03}"), &n.to_string(), "1", "yes")).collect();
    let assessed = assess(&(rows + &row("F1", "70.5", "1", "yes")), &file);
    assert_eq!(assessed.list(0), ["F1"]);
    assert_eq!(outcomes(&assessed, "F087"), Ok(vec![Outcome::Rule(87)]));
}

/// A rule or two and an order per institution, by number.
fn random_file(institutions: &[(u8, u8, Option<u8>)]) -> String {
    let mut file = String::new();
    for (at, (least, order, capacity)) in institutions.iter().enumerate() {
        file += &format!("[[institution]]\nid = \"i{at}\"\nname = \"I\"\nkind = \"bank\"\n");
        if let Some(capacity) = capacity {
            file += &format!("capacity = {}\n", capacity + 1);
        }
        match order % 3 {
            1 => file += "order = { by = \"loan_demand\" }\n",
            2 => file += "order = { by = \"name\", direction = \"ascending\" }\n",
            _ => {}
        }
        file += &format!("[[institution.rule]]\nwhen = \"points >= {least}\"\nreason = \"too few\"\n");
        file += "[[institution.rule]]\nwhen = \"loan_demand <> 3\"\nreason = \"three\"\n";
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Read firm by firm, without a column in sight.
    #[test]
    fn lists_are_as_a_naive_reading_has_them(
        firms in prop::collection::vec((0_u8..110, prop::option::of(0_u8..6), 0_u8..4), 1..60),
        file in prop::collection::vec((0_u8..80, any::<u8>(), prop::option::of(0_u8..12)), 1..5),
    ) {
        let rows: String = firms.iter().enumerate().map(|(at, (revenue, demand, consent))| {
            let demand = demand.map(|d| d.to_string()).unwrap_or_default();
            row(
                &format!("F{at:02}"),
                &revenue.to_string(),
                &demand,
                ["yes", "yes", "no", ""][usize::from(*consent)],
            )
        }).collect();
        let assessed = assess(&rows, &random_file(&file));
        let mut referred = std::collections::BTreeSet::new();
        for (at, (least, order, capacity)) in file.iter().enumerate() {
            // Place order: points, then id. Revenue above 100 earns no more.
            let mut expected: Vec<(u8, Option<u8>, String)> = firms.iter().enumerate()
                .filter(|(_, (revenue, demand, consent))| {
                    *consent < 2
                        && *revenue >= 10
                        && revenue.min(&100) >= least
                        && demand.is_some_and(|d| d != 3)
                })
                .map(|(n, (revenue, demand, _))| (*revenue.min(&100), *demand, format!("F{n:02}")))
                .collect();
            expected.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)));
            match order % 3 {
                1 => expected.sort_by_key(|firm| std::cmp::Reverse(firm.1)),
                2 => expected.sort_by(|a, b| a.2.cmp(&b.2)),
                _ => {}
            }
            prop_assert_eq!(assessed.referrals.lists[at].eligible, expected.len());
            expected.truncate(capacity.map_or(usize::MAX, |c| usize::from(c) + 1));
            let ids: Vec<&str> = expected.iter().map(|firm| firm.2.as_str()).collect();
            prop_assert_eq!(assessed.list(at), ids.clone());
            referred.extend(ids.into_iter().map(str::to_owned));
        }
        prop_assert_eq!(assessed.referrals.referred, referred.len());
    }
}

#[test]
fn rules_of_different_documents_are_kept_apart() {
    let rule = |source: &str| {
        format!("[[institution.rule]]\nwhen = \"points > 1\"\nreason = \"too few\"\nsource = \"{source}\"\n")
    };
    let read = |a: &str, b: &str| {
        let file = with(&rule(a)) + &with(&rule(b)).replace("id = \"a\"", "id = \"b\"");
        institutions(&file).expect("no fault")
    };
    let read_apart = read("contract A", "contract B");
    let sources: Vec<_> = read_apart.rules.iter().map(|rule| rule.source.as_deref()).collect();
    assert_eq!(sources, [Some("contract A"), Some("contract B")]);
    assert_eq!(read("contract A", "contract A").rules.len(), 1);
}

#[test]
fn a_rule_without_a_document_stands_in_its_institutions_and_then_in_the_files() {
    let rule = |reason: &str| format!("rule]]\nwhen = \"points > 1\"\nreason = \"{reason}\"\n");
    let file = |top: &str| {
        let own = with(&format!("source = \"letter\"\n[[institution.{}", rule("its own")));
        let shared =
            with(&format!("[[institution.{}", rule("of the file"))).replace("id = \"a\"", "id = \"b\"");
        institutions(&format!("{top}[[defaults.{}{own}{shared}", rule("of all"))).expect("no fault")
    };
    let sources = |top: &str| {
        let rules = file(top).rules.into_iter().map(|rule| (rule.reason, rule.source));
        rules.map(|(reason, source)| format!("{reason}: {}", source.unwrap_or_default())).collect::<Vec<_>>()
    };
    assert_eq!(
        sources("source = \"circular\"\n"),
        ["of all: circular", "its own: letter", "of the file: circular"]
    );
    assert_eq!(sources(""), ["of all: ", "its own: letter", "of the file: "]);
}

fn faults(text: &str) -> Vec<String> {
    let findings: Findings = institutions(text).expect_err("a fault");
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_a_key_expects_is_said_in_chinese() {
    let findings: Findings = institutions(&with("capacity = []\n")).expect_err("a fault");
    let told: Vec<String> = findings.iter().map(|one| one.in_language(Language::Zh)).collect();
    assert!(told[0].contains("企业数，或 \"unlimited\""), "{told:?}");
}

/// A whole institution with `extra` keys.
fn with(extra: &str) -> String {
    format!("[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n{extra}")
}

#[test]
fn each_fault_of_a_file_has_its_words() {
    for (text, words) in [
        ("", "error[key-missing]: institutions.toml:1: the file names no institution"),
        (
            &with("capcity = 3\n"),
            "institutions.toml:5: unknown key `capcity`\n  help: did you mean `capacity`?",
        ),
        (
            &with("capacity = 0\n"),
            "error[value-invalid]: institutions.toml:5 [capacity]: `0` firms are not a list",
        ),
        (&with("capacity = \"all\"\n"), "a number of firms or \"unlimited\""),
        (&with("format = \"pdf\"\n"), "error[value-invalid]: institutions.toml:5: unknown value `pdf`"),
        (&with("encoding = \"gbk\"\n"), "unknown value `gbk`"),
        (
            &with("format = \"xlsx\"\nencoding = \"utf-8\"\n"),
            "error[key-idle]: institutions.toml:6 [encoding]: a workbook has no encoding to choose",
        ),
        (&with("order = { by = \"lone_demand\" }\n"), "error[name-unknown]: institutions.toml:5 [by]: "),
        (&with("order = { by = \"points\", direction = \"up\" }\n"), "unknown value `up`"),
        (
            &with("columns = []\n"),
            "error[value-empty]: institutions.toml:5 [columns]: a list needs at least one column",
        ),
        (
            &with("columns = [{ value = \"points * 2\" }]\n"),
            "error[key-missing]: institutions.toml:5 [header]: ",
        ),
        (
            &with("columns = [{ value = \"name\", header = \" \" }]\n"),
            "error[value-empty]: institutions.toml:5 [header]: a header is empty",
        ),
        (
            &with("columns = [{ value = \"name\" }, { value = \"name\" }]\n"),
            "error[name-repeated]: institutions.toml:5",
        ),
        (
            &with("columns = [{ value = \"points\", decimals = 7 }]\n"),
            "[value-invalid]: institutions.toml:5 [decimals]: `7` decimals",
        ),
        (
            &with("columns = [{ value = \"name\", decimals = 2 }]\n"),
            "[key-idle]: institutions.toml:5 [decimals]: `name` has no decimals",
        ),
        (&with("columns = [{ value = \"rank\", decimals = 2 }]\n"), ":5 [decimals]: `rank` has no decimals"),
        (&with("columns = [{ value = \"loan_term\", decimals = 0 }]\n"), ":5 [decimals]: `loan_term` has no"),
        (
            &with("columns = [{ value = \"list_place\", decimals = 0 }]\n"),
            ":5 [decimals]: `list_place` has no",
        ),
        (
            &with("[[institution.rule]]\nwhen = \"points >\"\nreason = \"x\"\n"),
            "error[rule-syntax]: institutions.toml:6 [when]",
        ),
        (
            &with("[[institution.rule]]\nwhen = \"points + 1\"\nreason = \"x\"\n"),
            "error[rule-type]: institutions.toml:6 [when]",
        ),
        (&with("[[institution.rule]]\nwhen = \"pionts > 1\"\nreason = \"x\"\n"), "`points`"),
        (
            &with("[[institution.rule]]\nwhen = \"points > 1\"\nreason = \"\"\n"),
            "error[value-empty]: institutions.toml:7 [reason]: a rule's reason is empty",
        ),
        (&with("[[institution.rule]]\nwhen = \"points > 1\"\n"), "missing key `reason`"),
        (
            "[[institution]]\nid = \"a\"\nname = \"\"\nkind = \"bank\"\n",
            "error[value-empty]: institutions.toml:3 [name]: a name is empty",
        ),
        (
            "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bnak\"\n",
            "unknown value `bnak`\n  help: did you mean `bank`?",
        ),
        (
            &(with("") + &with("")),
            "error[name-repeated]: institutions.toml:6 [id]: two institutions have the id `a`",
        ),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}\n{found:?}");
        assert!(found[0].contains(words), "{text}\n{}", found[0]);
    }
}

#[test]
fn an_id_is_a_file_name_everywhere() {
    for id in [
        "", "ICBC", "a b", "..", "a/b", "a\\\\b", "-a", "a-", "a--b", "中行", "con", "nul", "com1", "lpt9",
        "a.b",
    ] {
        let text = format!("[[institution]]\nid = \"{id}\"\nname = \"A\"\nkind = \"bank\"\n");
        let found = faults(&text);
        assert!(found[0].starts_with("error[name-invalid]: institutions.toml:2 [id]: `"), "{id}: {found:?}");
    }
    let long = "a".repeat(65);
    assert_eq!(
        faults(&format!("[[institution]]\nid = \"{long}\"\nname = \"A\"\nkind = \"bank\"\n")).len(),
        1
    );
    for id in ["icbc", "a1-b2", "console", "com10", "9"] {
        assert!(
            institutions(&format!("[[institution]]\nid = \"{id}\"\nname = \"A\"\nkind = \"bank\"\n")).is_ok()
        );
    }
}

#[test]
fn all_faults_are_told_together_each_at_its_line() {
    let text = "[defaults]\ncapacity = -1\n\n[[institution]]\nid = \"con\"\nname = \"A\"\nkind = \"bank\"\n\
                [[institution.rule]]\nwhen = '''\npoints > 1\nAND nmae = 'x'\n'''\nreason = \"r\"\n";
    let found = faults(text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found[0].contains(":2 [capacity]") && found[1].contains(":5 [id]") && found[2].contains(":11 [when]")
    );
}

#[test]
fn an_institution_may_override_every_default() {
    let text = r#"
rules_basis = "local"

[defaults]
capacity = 5
encoding = "gb18030"
order = { by = "loan_demand" }
columns = [{ value = "name" }]

[[defaults.rule]]
when = "points > 1"
reason = "too few"

[[institution]]
id = "as-told"
name = "A"
kind = "investor"

[[institution]]
id = "own-way"
name = "B"
kind = "bank"
default_rules = false
capacity = "unlimited"
format = "xlsx"
order = { by = "revenue", direction = "ascending" }
columns = [{ value = "id" }, { value = "revenue / 2", header = "half", decimals = 1 }]
"#;
    let read = institutions(text).expect("no fault");
    let [told, own] = read.all.as_slice() else { panic!("two institutions") };
    assert_eq!((told.capacity, told.rules.as_slice(), told.columns.len()), (Some(5), &[0][..], 1));
    assert_eq!(told.encoding, jifen::referral::Encoding::Gb18030);
    assert_eq!((own.capacity, own.rules.as_slice(), own.columns.len()), (None, &[][..], 2));
    assert_eq!(own.format, jifen::referral::Format::Xlsx);
    assert_eq!(own.order.as_ref().map(|order| order.by.source()), Some("revenue"));
    assert_eq!(read.basis, Some(jifen::scorecard::WeightsBasis::Local));
}

#[test]
fn the_sample_file_names_the_national_banks_and_the_fund() {
    use jifen::firms::Dictionary;
    use jifen::parameters::Source;
    use jifen::scorecard::{SCORECARDS, Scorecard, WeightsBasis};

    let place = jifen::finding::Place::default();
    let card = SCORECARDS.find("mst-2022", place).expect("built in");
    let (card, _) = Scorecard::load(&card, &Dictionary::built_in(), None).expect("no fault");
    let dictionary = card.dictionary(&Dictionary::built_in());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/institutions.toml");
    let source = Source::read(&path).expect("it is there");
    let (read, _) =
        jifen::referral::Institutions::load(&source, &card.result_scope(&dictionary), &dictionary, false)
            .unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(read.basis, Some(WeightsBasis::Illustrative));
    assert_eq!(read.all.len(), 22);
    assert_eq!(read.all.iter().filter(|one| one.kind == jifen::referral::Kind::Bank).count(), 21);
    assert!(
        read.all.iter().all(|one| one.name_zh.is_some() && one.capacity.is_some() && one.columns.len() > 8)
    );
}
