//! Scorecards that extend others: what they replace, add and take out, and where their faults are placed.

use jifen::finding::{Code, Place};
use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{SCORECARDS, Scorecard};

use crate::engine::scorecard::{SOUND, faults};

#[test]
fn points_may_wait_for_a_scorecard_that_extends_this_one() {
    let with = |group: &str| faults(&SOUND.replacen("[[gate]]", &format!("{group}\n\n[[gate]]"), 1));
    let reserved = with("[[group]]\nid = \"local\"\ntitle = \"Local\"\nreserved = 15");
    assert!(reserved[0].contains("full marks add up to `115`"), "{reserved:?}");
    let base = SOUND.replacen("scale = 100", "scale = 115", 1);
    let base = base.replacen(
        "[[gate]]",
        "[[group]]\nid = \"local\"\ntitle = \"Local\"\nreserved = 15\n\n[[gate]]",
        1,
    );
    let found = faults(&base);
    assert!(found[0].starts_with("note[points-reserved]: s.toml:"), "{found:?}");
    assert!(found[0].contains("`15` points of `local` belong to no indicator yet"), "{found:?}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("base.toml"), &base).unwrap();
    let over = "extends = \"base.toml\"\nid = \"over\"\ntitle = \"Over\"\nweights_basis = \"local\"\n\
        [[group]]\nid = \"local\"\nreserved = 0\n[[group.indicator]]\nid = \"local_one\"\ntitle = \"One\"\n\
        value = \"venture_capital\"\ncurve = { tiers = { at_least = [[100, 15]], otherwise = 0 } }\n";
    let path = folder.path().join("over.toml");
    std::fs::write(&path, over).unwrap();
    let (card, found) =
        Scorecard::load(&Source::read(&path).unwrap(), &Dictionary::built_in(), None).unwrap();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        (card.id.as_str(), card.indicators.last().map(|one| one.id.as_str())),
        ("over", Some("local_one"))
    );
    assert_eq!(card.text.files().count(), 2);
}

#[test]
fn what_extends_another_speaks_for_itself() {
    let over = |text: &str| faults(&format!("extends = \"mst-2022\"\n{text}"));
    let silent = over("");
    assert_eq!(silent.len(), 3, "{silent:?}");
    assert!(silent.iter().all(|fault| fault.starts_with("error[key-missing]: s.toml:1")), "{silent:?}");
    let own = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\n";
    // Weights that nobody decided on are not local for being in another file.
    assert!(
        over(own)[0].contains(
            "note[illustrative-weights]: s.toml:4: the weights of `rd_expense` and 17 more indicators are \
             called local, but are illustrative in other files, such as <built-in mst-2022>"
        ),
        "{:?}",
        over(own)
    );
    let found = over(&own.replace("local", "illustrative"));
    assert!(found.len() == 1 && found[0].starts_with("note[illustrative-weights]"), "{found:?}");
    assert!(
        over(&own.replace("\"own\"", "\"mst-2022\""))[0].contains("is the id of the scorecard it extends")
    );
    assert!(over(&own.replace("local", "official"))[0].contains(
        "a scorecard that changes another is not official: the weights of `rd_expense` and 17 \
                more indicators stand in another file"
    ));
    // Not by way of a date either, nor through a file between.
    let dated = own.replace("\"local\"", "{ dated = [{ value = \"official\" }] }");
    assert!(
        over(&dated)[0]
            .starts_with("error[value-invalid]: s.toml:4 [weights_basis]: a scorecard that changes"),
        "{:?}",
        over(&dated)
    );
    let folder = tempfile::tempdir().unwrap();
    let between = folder.path().join("between.toml");
    std::fs::write(&between, format!("extends = \"tech-sme-2017\"\n{own}")).unwrap();
    let last = format!("extends = {between:?}\nid = \"last\"\ntitle = \"Last\"\n");
    let silent = faults(&last);
    assert!(silent[0].contains("missing key `weights_basis`") && silent.len() == 1, "{silent:?}");
    assert!(faults(&format!("{last}weights_basis = \"official\"\n"))[0].contains("is not official"));
    // Official weights that nobody changes stay official; what is changed among them is not.
    assert_eq!(
        faults(&format!("extends = \"tech-sme-2017\"\n{}", own.replace("local", "official"))),
        [""; 0]
    );
    let changed = "scale = 100\n";
    let found =
        faults(&format!("extends = \"tech-sme-2017\"\n{}{changed}", own.replace("local", "official")));
    assert!(found[0].contains("a scorecard that changes another is not official"), "{found:?}");
    assert!(faults(&format!("extends = \"mst-2023\"\n{own}"))[0].contains("did you mean `mst-2022`?"));
    assert!(faults(&format!("extends = 3\n{own}"))[0].contains("`extends` is not a text"));
    assert!(
        faults(&format!("extends = \"nowhere.toml\"\n{own}"))[0].contains("paths are relative to the file")
    );
    // A fault of the overlay is placed in the overlay, that of the sum included.
    let own = own.replace("local", "illustrative");
    let over = |text: &str| {
        let mut found = over(text);
        found.retain(|fault| fault.starts_with("error"));
        found
    };
    let weight = over(&format!(
        "{own}[[group]]\nid = \"technology\"\n[[group.indicator]]\nid = \"rd_expense\"\nweight = 20\n"
    ));
    assert!(weight[0].contains("s.toml:9 [weight]: full marks add up to"), "{weight:?}");
    assert!(
        weight[0].contains("help: change weights or the scale; full marks now: technology "),
        "{weight:?}"
    );
    // A sum that a date upsets is told with the day.
    let dated = over(&format!(
        "{own}[[group]]\nid = \"technology\"\n[[group.indicator]]\nid = \"rd_expense\"\n\
         weight = {{ dated = [{{ value = {{ start-up = 8, growth = 8, stable = 8 }} }}, \
         {{ valid_from = 2026-07-01, value = 20 }}] }}\n"
    ));
    assert!(
        dated[0].ends_with("; `group.technology.indicator.rd_expense.weight` holds since 2026-07-01"),
        "{dated:?}"
    );
    let typo = over(&format!(
        "{own}[[group]]\nid = \"technology\"\n[[group.indicator]]\nid = \"rd_expense\"\nvalue = \
        \"rd_expens\"\n"
    ));
    assert!(typo[0].starts_with("error[name-unknown]: s.toml:9"), "{typo:?}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    std::fs::write(&path, format!("extends = \"a.toml\"\n{own}")).unwrap();
    let looped = Scorecard::load(&Source::read(&path).unwrap(), &Dictionary::built_in(), None).unwrap_err();
    assert!(
        looped
            .iter()
            .any(|fault| fault.code == Code::ExtendsCycle
                && fault.message.to_string().contains("extends itself")),
        "{looped:?}"
    );
}

#[test]
fn an_entry_that_meets_none_is_told_whom_it_may_have_meant() {
    let own = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n";
    let indicator = |id: &str| format!("[[group.indicator]]\nid = \"{id}\"\nweight = 5\n");
    let technology = "[[group]]\nid = \"technology\"\n";
    for (text, line, name, help) in [
        (
            format!("{technology}{}", indicator("rd_intensty")),
            8,
            "rd_intensty",
            "did you mean `rd_intensity`?",
        ),
        (
            "[[indicator]]\nid = \"rd_expense\"\nweight = 5\n".to_owned(),
            6,
            "rd_expense",
            "the extended file has this entry in group `technology`: write it under that group",
        ),
        (
            format!("{technology}{}", indicator("revenue_growth")),
            8,
            "revenue_growth",
            "the extended file has this entry in group `growth`: write it under that group",
        ),
        (
            "[[indicator]]\nid = \"rd_intensty\"\n".to_owned(),
            6,
            "rd_intensty",
            "did you mean `rd_intensity`? the extended file has this entry in group `technology`: write it \
                under that group",
        ),
        // What stands in a group that is misspelt is not to blame.
        (
            format!("[[group]]\nid = \"technolgy\"\n{}", indicator("rd_expense")),
            6,
            "technolgy",
            "did you mean `technology`?",
        ),
    ] {
        let found = faults(&format!("{own}{text}"));
        let start = format!(
            "error[name-unknown]: s.toml:{line} [id]: the extended file has no `{name}` to change; read \
            as a new entry: missing key `"
        );
        assert!(found.len() == 1 && found[0].starts_with(&start), "{text}: {found:?}");
        assert!(found[0].ends_with(&format!("help: {help}")), "{text}: {found:?}");
    }
    // A whole one may be called what it will, and one like none is as it was.
    let whole = "[[group.indicator]]\nid = \"rd_intensty\"\ntitle = \"New\"\nvalue = \"rd_expense\"\n\
        curve = { reference = 1 }\nweight = 0\n";
    let found = faults(&format!("{own}{technology}{whole}"));
    assert!(found.len() == 1 && found[0].starts_with("note[illustrative-weights]"), "{found:?}");
    let strange = faults(&format!("{own}{technology}{}", indicator("zzz")));
    assert!(strange[0].starts_with("error[key-missing]: s.toml:7: missing key"), "{strange:?}");
    let headless = faults(&format!("{own}{}", indicator("rd_expense")));
    assert!(headless[0].contains("s.toml:5: `group` is a table, where a list is needed"), "{headless:?}");
    assert!(headless[0].ends_with("help: write `[[group]]` and its `id` above this entry"), "{headless:?}");
    let single = faults(&format!("{own}[group]\nid = \"technology\"\n"));
    assert!(
        single[0].ends_with("help: write `[[group]]` in double brackets, once for each entry"),
        "{single:?}"
    );
}

/// All a scorecard says, but for the text it was read from.
fn said(text: &str) -> String {
    let source = Source::new("s.toml", text);
    let (card, _) = Scorecard::load(&source, &Dictionary::built_in(), None).unwrap();
    let card = Scorecard { text: Source::new("", ""), in_force: Vec::new(), ..card };
    format!("{card:?}")
}

#[test]
fn a_merged_scorecard_says_what_its_files_say() {
    for id in SCORECARDS.ids() {
        let source = SCORECARDS.find(id, Place::default()).unwrap();
        let (merged, _) = Scorecard::merged(&source, None).unwrap();
        assert_eq!(said(&merged), said(&source.text), "{id}");
    }
    let over = "extends = \"specialized-sme-2022\"\nid = \"jia\"\ntitle = \"Province Jia\"\nweights_basis = \
        \"local\"\n\
        minimum_coverage = { dated = [{ value = 0.2 }, { valid_from = 2025-01-01, \
        value = 0.3, source = \"notice 9\" }] }\n\
        [[group]]\nid = \"local_character\"\nreserved = 0\n[[group.indicator]]\nid = \"jia_one\"\ntitle = \
        \"One\"\n\
        value = \"graduates_hired\"\ncurve = { tiers = { at_least = [[3, 15], [1, 5]], otherwise = 0 } }\n";
    let (merged, json) = Scorecard::merged(&Source::new("s.toml", over), None).unwrap();
    assert_eq!(said(&merged), said(over));
    for line in [
        "minimum_coverage = 0.3  # valid_from = 2025-01-01, notice 9\n",
        "reserved = 0\n",
        "scale = 100  # <built-in specialized-sme-2022>:",
    ] {
        assert!(merged.contains(line), "{line} is not in\n{merged}");
    }
    assert_eq!((&json["id"], &json["scale"]), (&"jia".into(), &100.into()));
    assert!(json.get("title_zh").is_none() && json.get("extends").is_none());
}
