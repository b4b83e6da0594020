//! The JSON Schemas for editors: never stale, and of one mind with the program on what is sound.

mod validator;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jifen::campaign::Campaign;
use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::Scorecard;
use jifen::words::{self, Language};
use serde_json::Value;

use crate::engine::scorecard::{SOUND, faults};
use crate::support::workplace::Folder;
use validator::Validator;

fn schemas() -> &'static [(&'static str, Value); 5] {
    static MADE: OnceLock<[(&str, Value); 5]> = OnceLock::new();
    MADE.get_or_init(|| made(Language::En))
}

fn made(language: Language) -> [(&'static str, Value); 5] {
    [
        ("scorecard", jifen::scorecard::schema(language)),
        ("programme", jifen::programmes::schema(language)),
        ("campaign", jifen::campaign::schema(language)),
        ("institutions", jifen::referral::schema(language)),
        ("goal", jifen::studies::tune::schema(language)),
    ]
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// TOML as editors hand it to a validator: days are their text.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, as_json(value))).collect(),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        // JSON has no NaN and no infinity.
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
    }
}

/// What the schema called `name` says of the TOML in `text`.
pub(super) fn said(name: &str, text: &str) -> Vec<String> {
    let (_, schema) = schemas().iter().find(|(known, _)| *known == name).unwrap();
    let value = toml::Value::Table(text.parse().unwrap_or_else(|error| panic!("{error}\n{text}")));
    Validator { root: schema }.faults(&as_json(value))
}

#[test]
fn the_stored_schemas_and_the_printed_ones_are_those_of_the_types() {
    let folder = Folder::with_firms(1, 0.0);
    for (name, schema) in schemas() {
        let now = serde_json::to_string_pretty(schema).unwrap() + "\n";
        let path = root().join(format!("schemas/{name}.schema.json"));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &now).expect("schemas/ can be written");
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == now,
            "schemas/{name}.schema.json is stale: run UPDATE_DOCS=1 cargo test --test it schemas"
        );
        let printed = folder.jifen(&["schema", name]);
        assert_eq!((printed.status.code(), printed.stdout), (Some(0), now.into_bytes()), "{name}");
    }
}

/// Adds the text under every `description` and `title` of the schema itself.
fn descriptions(schema: &Value, all: &mut BTreeSet<String>) {
    let Value::Object(object) = schema else {
        schema.as_array().into_iter().flatten().for_each(|part| descriptions(part, all));
        return;
    };
    for (key, part) in object {
        match (key.as_str(), part) {
            // Keys of a file may be called anything, a description as well.
            ("properties" | "definitions", Value::Object(named)) => {
                named.values().for_each(|part| descriptions(part, all));
            }
            ("description" | "title", text) => {
                let text = text.as_str().unwrap_or_else(|| panic!("no {key} in {schema}"));
                all.insert(text.to_owned());
            }
            ("default" | "const" | "enum" | "required", _) => {}
            (_, part) => descriptions(part, all),
        }
    }
}

#[test]
fn every_key_is_described_in_both_languages() {
    for language in Language::ALL {
        let mut said = BTreeSet::new();
        made(language).iter().for_each(|(_, schema)| descriptions(schema, &mut said));
        assert!(said.len() > 250, "{}", said.len());
        let is_chinese = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for text in said.iter().filter(|_| language == Language::Zh) {
            assert!(is_chinese(text), "{text}");
        }
        let file = words::template("schema", language).expect("the catalogue has it");
        for line in file.lines().filter(|line| !line.starts_with(['#', ' '])) {
            let Some((name, _)) = line.split_once(" =") else { continue };
            let text = words::looked_up("schema", name, None, language).expect("a description");
            assert!(said.contains(&text), "no schema has `{name}`: {text}");
        }
    }
}

#[test]
fn descriptions_are_all_that_languages_change() {
    fn bare(schema: &mut Value) {
        match schema {
            Value::Object(object) => {
                object.retain(|key, part| {
                    !(["description", "title"].contains(&key.as_str()) && part.is_string())
                });
                object.values_mut().for_each(bare);
            }
            Value::Array(parts) => parts.iter_mut().for_each(bare),
            _ => {}
        }
    }
    let [english, chinese] = Language::ALL.map(|language| {
        let mut all = made(language);
        all.iter_mut().for_each(|(_, schema)| bare(schema));
        all
    });
    assert_eq!(english, chinese);
    let folder = Folder::with_firms(1, 0.0);
    let printed = folder.jifen(&["schema", "goal", "--lang", "zh"]);
    assert_eq!(serde_json::from_slice::<Value>(&printed.stdout).unwrap(), made(Language::Zh)[4].1);
}

pub(super) fn every_toml(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("it can be listed");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn every_file_that_comes_along_is_sound_by_its_schema() {
    let mut scorecards = every_toml("schemas/scorecards");
    scorecards.extend(every_toml("sample_data/scorecards"));
    scorecards.push(root().join("tests/it/engine/ashare/scorecard.toml"));
    assert!(scorecards.len() > 8, "{scorecards:?}");
    let programmes = every_toml("schemas/programmes").into_iter().map(|path| ("programme", path));
    let files = scorecards.into_iter().map(|path| ("scorecard", path)).chain(programmes).chain(
        ["campaign", "institutions"].into_iter().flat_map(|name| {
            ["sample_data", "tests/it/engine/ashare"]
                .map(|folder| (name, root().join(folder).join(format!("{name}.toml"))))
        }),
    );
    for (name, path) in files {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(said(name, &text), [""; 0], "{}", path.display());
    }
    assert_eq!(said("campaign", crate::engine::dead_keys::CAMPAIGN), [""; 0]);
    assert_eq!(said("institutions", crate::engine::dead_keys::INSTITUTIONS), [""; 0]);
}

#[test]
fn a_begun_scorecard_is_sound_by_its_schema() {
    let folder = Folder::with_firms(1, 0.0);
    for command in [&["scorecards", "new", "a"][..], &["scorecards", "new", "b", "--from", "mst-2022"]] {
        assert_eq!(folder.jifen(command).status.code(), Some(0));
        assert_eq!(said("scorecard", &folder.read(&format!("{}.toml", command[2]))), [""; 0]);
    }
}

/// Changes one thing of the sound scorecard; schema and program must both refuse it.
#[track_caller]
fn both_refuse(from: &str, to: &str) {
    let text = SOUND.replacen(from, to, 1);
    assert_ne!(text, SOUND, "`{from}` is not in the sound scorecard");
    assert!(!faults(&text).is_empty(), "the program takes {to}");
    assert!(!said("scorecard", &text).is_empty(), "the schema takes {to}");
}

#[test]
fn schema_and_program_refuse_the_same_scorecards() {
    both_refuse("id = \"sound\"", "id = \"Sound\"");
    assert_eq!(said("scorecard", SOUND), [""; 0]);
    // Unknown keys.
    both_refuse("decimals = 2", "decimls = 2\ndecimals = 2");
    both_refuse("curve = { linear", "curve = { linaer");
    both_refuse("low = 0, high = 20", "low = 0, high = 20, lgo = true");
    both_refuse("{ minimum = 0 }", "{ minimun = 0 }");
    both_refuse("reason = \"is dishonest\"", "reason = \"is dishonest\"\nremove = true");
    // Types and words.
    for line in [
        "missing = \"nil\"",
        "missing = \"median\"",
        "missing = { zero = 1 }",
        "missing = {}",
        "missing = { value = \"x\" }",
        "missing = { mean = [] }",
        "missing = \"zero\"\ncap = \"100\"",
        "missing = \"zero\"\ntitle_zh = true",
        "missing = \"zero\"\ntop = { id = \"A\" }",
        "missing = \"zero\"\ncombine = \"maximum\"",
    ] {
        both_refuse("missing = \"zero\"", line);
    }
    both_refuse("weights_basis = \"local\"", "weights_basis = \"lokal\"");
    both_refuse("combine = \"max\"", "combine = \"maximum\"");
    both_refuse("scale = 100", "scale = \"much\"");
    both_refuse("within = [\"segment\"] } }]", "within = [\"stage\"] } }]");
    both_refuse("weight = { young = 20, old = 30 }", "weight = \"20\"");
    // Missing keys.
    both_refuse("value = \"margin\"\n", "\n");
    both_refuse("title = \"Sound\"\n", "");
    both_refuse("id = \"results\"\ntitle = \"Results\"", "id = \"results\"");
    both_refuse("reason = \"is dishonest\"\n", "");
    both_refuse("id = \"honest\"\n", "");
    both_refuse("when = \"NOT dishonest\"\n", "");
    both_refuse("at_least = 80", "");
    both_refuse("order = \"descending\"", "");
    // Bounds.
    for (from, to) in [
        ("id = \"sound\"", "id = \"Sound!\""),
        ("id = \"profit\"", "id = \"prof-it\""),
        ("id = \"A\"", "id = \" \""),
        ("decimals = 2", "decimals = 7"),
        ("decimals = 2", "decimals = -1"),
        ("scale = 100", "scale = -1"),
        ("minimum_coverage = 0.5", "minimum_coverage = 50"),
        ("cap = ", "cap = -"),
        ("weight = { young = 20, old = 30 }", "weight = -20"),
        ("weight = { young = 20, old = 30 }", "weight = { young = -20, old = 30 }"),
        ("{ linear = { low = 0, high = 20 } }", "{ reference = 0 }"),
        ("{ linear = { low = 0, high = 20 } }", "{ piecewise = [[0, 1]] }"),
        ("{ linear = { low = 0, high = 20 } }", "{ piecewise = [[0, 1], [1, 1.5]] }"),
        ("{ linear = { low = 0, high = 20 } }", "{ zscore = { within = [\"industry\", \"industry\"] } }"),
        ("lower = 0.01, upper = 0.99", "lower = 0.01, upper = 99"),
        ("[[4, 50], [2, 25]]", "[[4, 50], [2, -1]]"),
        ("[[4, 50], [2, 25]]", "[[4, 50], [2]]"),
        ("[[4, 50], [2, 25]]", "[]"),
        ("at_least = [[4, 50], [2, 25]], ", ""),
        ("unit = 1, points = 10", "unit = 0, points = 10"),
        ("when = \"NOT dishonest\"", "all_of = []"),
        ("when = \"NOT dishonest\"", "when = \"NOT dishonest\"\nany_of = [{ when = \"hnte\" }]"),
        ("when = \"NOT dishonest\"", "at_least = { count = 0, of = [{ when = \"hnte\" }] }"),
    ] {
        both_refuse(from, to);
    }
}

#[test]
fn any_value_may_be_dated() {
    for (from, to) in [
        ("scale = 100", "scale = { dated = [{ value = 100, source = \"notice 1\" }] }"),
        ("weight = { young = 20, old = 30 }", "weight = { dated = [{ value = { young = 20, old = 30 } }] }"),
        ("weight = { young = 20, old = 30 }", "weight = { young = { dated = [{ value = 20 }] }, old = 30 }"),
        (
            "[[4, 50], [2, 25]]",
            "[[{ dated = [{ value = 9 }, { valid_from = 2020-01-01, value = 4 }] }, 50], [2, 25]]",
        ),
        ("[[4, 50], [2, 25]]", "{ dated = [{ value = [[4, 50], [2, 25]] }] }"),
        ("when = \"NOT dishonest\"", "when = { dated = [{ value = \"NOT dishonest\" }] }"),
        (
            "curve = { linear = { low = 0, high = 20 } }",
            "curve = { dated = [{ value = { linear = { low = 0, high = 20 } } }] }",
        ),
        ("missing = { value = 0 }", "missing = { value = { dated = [{ value = 0 }] } }"),
    ] {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND);
        assert_eq!((faults(&text), said("scorecard", &text)), (vec![], vec![]), "{to}");
    }
    both_refuse("scale = 100", "scale = { dated = [{ value = \"100\" }] }");
    both_refuse("scale = 100", "scale = { dated = [{ valid_from = 2020-01-01 }] }");
    both_refuse("scale = 100", "scale = { dated = [{ value = 100, from = 2020-01-01 }] }");
    both_refuse("scale = 100", "scale = { dated = 100 }");
    both_refuse("scale = 100", "scale = { dated = [{ value = 100 }], value = 100 }");
}

#[test]
fn a_file_that_extends_another_need_not_be_whole() {
    let own = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"illustrative\"\n";
    // That its weights are illustrative is a note, and no fault.
    let is_sound = |text: &str| faults(text).iter().all(|fault| fault.starts_with("note"));
    let both = |text: &str| (is_sound(text), said("scorecard", text).is_empty());
    for more in [
        "",
        "scale = 100\n[[group]]\nid = \"technology\"\n[[group.indicator]]\nid = \"rd_expense\"\nmissing = \
        \"skip\"\n",
        "[[grade]]\nid = \"A\"\nat_least = 90\n[[grade]]\nid = \"E\"\nremove = true\n",
        "[[gate]]\nid = \"consent\"\nreason = \"gave no consent\"\nwhen = \"consent\"\n",
    ] {
        let text = format!("{own}{more}");
        assert_eq!(both(&text), (true, true), "{more}\n{:?}\n{:?}", faults(&text), said("scorecard", &text));
    }
    for (from, to) in [
        ("id = \"own\"\n", ""),
        ("weights_basis = \"illustrative\"\n", ""),
        ("\"mst-2022\"", "3"),
        ("\"illustrative\"\n", "\"illustrative\"\nscal = 3\n"),
        ("\"illustrative\"\n", "\"illustrative\"\n[[grade]]\nat_least = 90\n"),
        ("\"illustrative\"\n", "\"illustrative\"\n[bonus]\n[[bonus.indicator]]\nid = \"x\"\ntitle = \"x\"\n"),
    ] {
        let text = own.replacen(from, to, 1);
        assert_ne!(text, own);
        assert_eq!(both(&text), (false, false), "{to}");
    }
}

#[test]
fn schema_and_program_refuse_the_same_campaigns_and_institutions() {
    let folder = Folder::with_firms(1, 0.0);
    let plain = ["campaign.toml", "institutions.toml"].map(|file| (file, folder.read(file)));
    let takes = |folder: &Folder| Campaign::load(&folder.path("campaign.toml"), None).is_ok();
    assert!(takes(&folder));
    let campaign: &[(&str, &str)] = &[
        ("as_of = 2025-12-31", "as_of = 2025-12-31\nas_off = 1"),
        ("as_of = 2025-12-31", ""),
        ("as_of = 2025-12-31", "as_of = 20251231"),
        ("scorecard = \"mst-2022\"", "scorecard = 3"),
        ("scorecard = \"mst-2022\"", ""),
        ("[firms]\n", "[firms]\nencodng = \"auto\"\n"),
        ("[firms]\n", "[firms]\nencoding = \"utf8\"\n"),
        ("[firms]\n", "[firms]\nmissing = \"--\"\n"),
        ("detail = true", "detail = \"yes\""),
        ("detail = true", "detial = true"),
        ("detail = true", "workbooks = [\"score\"]"),
        ("detail = true", "workbooks = \"scores\""),
    ];
    let institution = "[[institution]]\nid = \"x1\"\nname = \"X\"\nkind = \"bank\"\n";
    let with = |more: &str| format!("{institution}{more}\n\n");
    let institutions: &[(String, bool)] = &[
        (with(""), true),
        (with("capacity = \"unlimited\"\nformat = \"xlsx\""), true),
        (
            with(
                "columns = [{ value = \"id\" }, { value = \"points / 2\", header = \"half\", decimals = 1 }]",
            ),
            true,
        ),
        (with("order = { by = \"revenue\", direction = \"ascending\" }"), true),
        (with("[[institution.rule]]\nwhen = \"points > 1\"\nreason = \"few points\""), true),
        (with("capacity = 0"), false),
        (with("capacity = \"all\""), false),
        (with("capacty = 3"), false),
        (with("format = \"pdf\""), false),
        (with("encoding = \"gbk\""), false),
        (with("columns = []"), false),
        (with("columns = [{ value = \"points\", decimals = 9 }]"), false),
        (with("columns = [{ header = \"x\" }]"), false),
        (with("order = { by = \"revenue\", direction = \"up\" }"), false),
        (with("[[institution.rule]]\nwhen = \"points > 1\""), false),
        (with("").replace("x1", "X_1"), false),
        (with("").replace("bank", "shop"), false),
        (with("").replace("name = \"X\"\n", ""), false),
        (with("").replace("\"X\"", "\" \""), false),
    ];
    for (from, to) in campaign {
        let text = plain[0].1.replacen(from, to, 1);
        assert_ne!(text, plain[0].1, "{from}");
        folder.write("campaign.toml", text.as_bytes());
        assert!(
            !takes(&folder) && !said("campaign", &text).is_empty(),
            "{to}: {:?}",
            said("campaign", &text)
        );
    }
    folder.write("campaign.toml", plain[0].1.as_bytes());
    for (text, sound) in institutions {
        folder.write("institutions.toml", text.as_bytes());
        assert_eq!((takes(&folder), said("institutions", text).is_empty()), (*sound, *sound), "{text}");
    }
    assert!(!said("institutions", "rules_basis = \"local\"\n").is_empty());
}

#[test]
fn every_key_of_a_schema_says_what_it_is() {
    fn asks_for_whole(name: &Value) -> bool {
        name.as_str().is_some_and(|name| name.starts_with("#/definitions/Whole"))
    }
    fn silent(value: &Value, path: &str, found: &mut Vec<String>) {
        if let Value::Object(table) = value {
            for (key, part) in table {
                if let ("properties", Value::Object(named)) = (key.as_str(), part) {
                    // A choice with settings says at the choice what it is; what only asks for whole entries
                    // says nothing.
                    let choice = table.get("description").is_some() && named.len() == 1;
                    let mute = named.iter().filter(|(key, part)| {
                        !choice
                            && part.is_object()
                            && part.get("items").is_none_or(|_| part.get("type").is_some())
                            && !part.get("$ref").is_some_and(asks_for_whole)
                            && part.get("description").is_none()
                            && !["value", "dated"].contains(&key.as_str())
                    });
                    found.extend(mute.map(|(key, _)| format!("{path}.{key}")));
                }
                silent(part, &format!("{path}.{key}"), found);
            }
        }
    }
    for (name, schema) in schemas() {
        let mut found = Vec::new();
        silent(schema, name, &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn a_scorecard_of_the_tests_own_is_sound_by_its_schema() {
    for seed in 0..30 {
        let card = crate::support::random_card::card(&mut crate::support::random_card::generator(seed));
        let text = card.to_string();
        let source = Source::new("card.toml", text.as_str());
        assert!(Scorecard::load(&source, &Dictionary::built_in(), None).is_ok());
        assert_eq!(said("scorecard", &text), [""; 0], "{text}");
    }
}
