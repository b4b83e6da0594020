//! Every key the program knows stands in an example.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tempfile::TempDir;
use toml::{Table, Value};

use super::page::{Kind, Page};
use super::play::jifen;
use super::{pages, root};

/// Keys that no example has, and why.
const WITHOUT: [(&str, &str, &str); 1] =
    [("field.constraints", "unique", "a scorecard that says it is refused: a campaign names what is unique")];

/// Tables whose keys are the user's own: segments, classes, headers, fields.
const OWN: [&str; 8] = [
    "weight",
    "reference",
    "classes.points",
    "firms.columns",
    "firms.units",
    "firms.dates",
    "dates",
    "between",
];

/// Tables that say one thing wherever they stand.
const SAME: [(&[&str], &str); 4] = [
    (&["gate", "route", "pass", "all_of", "any_of", "of"], "condition"),
    (&["mean", "median", "minmax", "zscore"], "population"),
    (&["bonus", "deduction"], "extra"),
    // Fields that supplements of the examples give.
    (
        &["awards", "dishonest", "founded", "invention_applications", "loan_purpose", "technology_contracts"],
        "given",
    ),
];

/// Tables of one kind: the keys examples have in them, and an example that has one.
#[derive(Default)]
struct Known {
    keys: BTreeSet<String>,
    one: Option<(String, Value, Vec<String>)>,
}

/// What a table at `path` is: `indicator`, whether in a group or in none.
fn kind(path: &[String]) -> String {
    let keys: Vec<&str> =
        path.iter().map(String::as_str).filter(|step| step.parse::<usize>().is_err()).collect();
    let Some(last) = keys.last() else { return String::new() };
    if let Some((_, kind)) = SAME.iter().find(|(names, _)| names.contains(last)) {
        return (*kind).to_owned();
    }
    match keys[..] {
        [.., before @ ("classes" | "field" | "firms"), last] => {
            format!("{before}.{last}")
        }
        _ => (*last).to_owned(),
    }
}

/// Calls `see` with every table below `value`.
fn walk(value: &Value, path: &mut Vec<String>, see: &mut impl FnMut(&[String], &Table)) {
    if let Value::Table(table) = value {
        see(path, table);
    }
    let below: Vec<(String, &Value)> = match value {
        Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (step, value) in below {
        path.push(step);
        walk(value, path, see);
        path.pop();
    }
}

/// The tables of the files called `name` on the pages of the language, the curves and the other two files.
fn tables(name: &str) -> BTreeMap<String, Known> {
    let docs = root().join("docs");
    let told = pages(&docs).into_iter().filter(|page| !page.starts_with(docs.join("findings")));
    let mut tables: BTreeMap<String, Known> = BTreeMap::new();
    for path in told {
        let text = fs::read_to_string(&path).expect("a page can be read");
        let page = Page::read(&text).expect("every page is read elsewhere");
        for file in page.files(name) {
            // A page may show a file that is broken.
            let Ok(file) = file.parse::<Table>().map(Value::Table) else { continue };
            let whole = file.get("extends").is_none();
            walk(&file, &mut Vec::new(), &mut |path, table| {
                // Keys of programmes.
                if path.starts_with(&["programmes".to_owned(), "set".to_owned()]) {
                    return;
                }
                let known = tables.entry(kind(path)).or_default();
                known.keys.extend(table.keys().cloned());
                if whole && known.one.is_none() {
                    known.one = Some((text.clone(), file.clone(), path.to_vec()));
                }
            });
        }
    }
    tables
}

/// The keys that may stand in the table at `path` of `file`, as the program tells when it meets one it does
/// not know.
fn keys_known(page: &str, name: &str, mut file: Value, path: &[String]) -> Option<Vec<String>> {
    let mut table = &mut file;
    for step in path {
        table = match table {
            Value::Array(items) => &mut items[step.parse::<usize>().expect("a position")],
            other => &mut other[step.as_str()],
        };
    }
    table.as_table_mut().expect("a table").insert("zzzzzzzz".to_owned(), 1.into());
    let folder = TempDir::new().expect("a temporary folder can be made");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it can be written");
    for example in ["campaign.toml", "institutions.toml"] {
        write(example, &fs::read_to_string(root().join("docs/example").join(example)).expect("it is there"));
    }
    let page = Page::read(page).expect("it was read before");
    for block in &page.blocks {
        if let Kind::File { name, .. } = &block.kind {
            write(name, &page.body(block));
        }
    }
    write(name, &toml::to_string(&file).expect("it is TOML"));
    let command = match name {
        "card.toml" => vec!["scorecards", "check", name],
        "goal.toml" => vec!["tune", "campaign.toml", "--goal", name],
        _ => vec!["check", "campaign.toml"],
    };
    let (told, _) = jifen(folder.path(), &command);
    let (_, known) = told.split_once("known here: ")?;
    Some(known.lines().next().expect("a line").split(", ").map(str::to_owned).collect())
}

#[test]
fn every_key_stands_in_an_example() {
    let mut absent = Vec::new();
    let mut checked = 0;
    for name in ["card.toml", "campaign.toml", "institutions.toml", "goal.toml"] {
        for (kind, known) in tables(name) {
            let Some((page, file, path)) = known.one else { continue };
            if OWN.contains(&kind.as_str()) {
                continue;
            }
            // A choice such as a curve has no keys but the one chosen.
            let Some(all) = keys_known(&page, name, file, &path) else { continue };
            checked += all.len();
            let excused =
                |key: &str| WITHOUT.iter().any(|(table, without, _)| *table == kind && *without == key);
            let missing: Vec<String> =
                all.into_iter().filter(|key| !known.keys.contains(key) && !excused(key)).collect();
            if !missing.is_empty() {
                absent.push(format!("{name} [{kind}]: {}", missing.join(", ")));
            }
        }
    }
    assert!(absent.is_empty(), "no example has\n{}", absent.join("\n"));
    assert!(checked > 120, "only {checked} keys were looked for");
}

/// What stands at `key` in examples: a word, or the key of a table, alone or in a list.
fn choices(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    let mut chosen = |value: &Value| match value {
        Value::String(word) => {
            found.insert(word.clone());
        }
        Value::Table(table) => found.extend(table.keys().cloned()),
        _ => {}
    };
    walk(value, &mut Vec::new(), &mut |_, table| match table.get(key) {
        Some(Value::Array(items)) => items.iter().for_each(&mut chosen),
        Some(other) => chosen(other),
        None => {}
    });
}

#[test]
fn every_choice_stands_in_an_example() {
    let docs = root().join("docs");
    let told = pages(&docs).into_iter().filter(|page| !page.starts_with(docs.join("findings")));
    let texts = told.map(|path| fs::read_to_string(path).expect("a page can be read"));
    let pages: Vec<Page> =
        texts.map(|text| Page::read(&text).expect("every page is read elsewhere")).collect();
    let cards: Vec<Value> = pages
        .iter()
        .flat_map(|page| page.files("card.toml"))
        .filter_map(|text| text.parse::<Table>().ok().map(Value::Table))
        .collect();
    let card = |line: &str, curve: &str| {
        format!(
            "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 1\ndecimals = 0\nmissing = \
            \"zero\"\n\
             [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 1\n{line}\n\
             curve = {curve}\n[[group]]\nid = \"g\"\ntitle = \"g\"\n"
        )
    };
    let plain = "{ reference = 1 }";
    let mut absent = Vec::new();
    for (key, broken) in [
        ("curve", card("", "\"zzz\"")),
        ("treatment", card("treatment = [\"zzz\"]", plain)),
        ("missing", card("missing = \"zzz\"", plain)),
        ("direction", card("direction = \"zzz\"", plain)),
        ("within", card("", "{ minmax = { within = [\"zzz\"] } }")),
        ("ties", card("", "{ percentile = { within = [], ties = \"zzz\" } }")),
        ("combine", card("", plain) + "combine = \"zzz\"\n"),
        ("order", card("", plain) + "[[tie_breaker]]\nby = \"revenue\"\norder = \"zzz\"\n"),
    ] {
        let folder = TempDir::new().expect("a temporary folder can be made");
        fs::write(folder.path().join("card.toml"), broken).expect("it can be written");
        let (told, _) = jifen(folder.path(), &["scorecards", "check", "card.toml"]);
        let known = told.split_once("known here: ").unwrap_or_else(|| panic!("{key}: {told}")).1;
        let mut shown = BTreeSet::new();
        cards.iter().for_each(|card| choices(card, key, &mut shown));
        let known = known.lines().next().expect("a line").split(", ");
        absent.extend(known.filter(|word| !shown.contains(*word)).map(|word| format!("{key} = {word}")));
    }
    assert!(absent.is_empty(), "no example has\n{}", absent.join("\n"));
}
