//! A month's results, read from its files alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use jifen::desk::deliveries::{envelope, identity};
use serde_json::Value;

use crate::support::workplace::Folder;

/// Institutions with a key of their own, and the one whose gateway encrypts.
pub(super) const SEALED: [&str; 2] = ["icbc", "ccb"];
pub(super) const INSTITUTIONS: [&str; 3] = ["icbc", "ccb", "national-guarantee-fund"];

pub(super) type Row = BTreeMap<String, String>;

/// A run, read from its folder.
pub(super) struct Run {
    pub(super) folder: String,
    pub(super) manifest: Value,
    /// Published points by firm.
    pub(super) scored: BTreeMap<String, String>,
    /// Codes of the faults by firm.
    pub(super) quarantined: BTreeMap<String, String>,
    /// Firms of each list, first to last.
    pub(super) lists: BTreeMap<&'static str, Vec<String>>,
    /// Cell of `not_referred.csv` by firm and institution.
    cells: BTreeMap<String, Row>,
    /// Words of the reasons by key.
    words: BTreeMap<String, String>,
}

impl Run {
    pub(super) fn read(folder: &Folder, name: &str) -> Run {
        let rows = |file: &str| folder.rows(&format!("{name}/{file}"));
        let by = |rows: Vec<Row>, key: &str, value: &str| -> BTreeMap<String, String> {
            rows.into_iter().map(|row| (row[key].clone(), row[value].clone())).collect()
        };
        let quarantined = rows("quarantine.csv").into_iter().map(|row| {
            let firm = row["original"].split(',').next().unwrap_or_default();
            (firm.to_owned(), row["codes"].clone())
        });
        let list = |id: &'static str| {
            let rows = rows(&format!("referrals/{id}.csv"));
            (id, rows.into_iter().map(|row| row["统一社会信用代码"].clone()).collect())
        };
        Run {
            folder: name.to_owned(),
            manifest: json(&folder.read(&format!("{name}/run.json"))),
            scored: by(rows("scores.csv"), "credit_code", "points"),
            quarantined: quarantined.collect(),
            lists: INSTITUTIONS.into_iter().map(list).collect(),
            cells: rows("not_referred.csv")
                .into_iter()
                .map(|row| (row["credit_code"].clone(), row))
                .collect(),
            words: by(rows("reasons.csv"), "reason", "words"),
        }
    }

    pub(super) fn count(&self, name: &str) -> usize {
        self.manifest["counts"][name].as_u64().unwrap_or_else(|| panic!("no count {name}")) as usize
    }

    /// The firm's place on a list, from 1.
    pub(super) fn place(&self, institution: &str, firm: &str) -> Option<usize> {
        self.lists[institution].iter().position(|one| one == firm).map(|at| at + 1)
    }

    /// The words of what keeps a scored firm off a list; `None` if it is on the list.
    pub(super) fn reason(&self, institution: &str, firm: &str) -> Option<String> {
        let cell = &*self.cells.get(firm)?[institution];
        match cell {
            "listed" => None,
            place if place.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(format!("{} (place {place})", self.words["place"]))
            }
            key => match key.strip_suffix("-unknown").filter(|_| !self.words.contains_key(key)) {
                Some(rule) => Some(format!("not known: {}", self.words[rule])),
                None => Some(self.words[key].clone()),
            },
        }
    }

    pub(super) fn referrals(&self) -> usize {
        self.lists.values().map(Vec::len).sum()
    }
}

pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Columns of amounts: approved and paid out.
pub(super) const AMOUNTS: [&str; 2] = ["amount(万元)", "drawn(万元)"];

/// Whether an answer approves an application.
pub(super) fn is_approval(answer: &Row) -> bool {
    ["approved", "drawn"].contains(&&*answer["decision"])
}

/// The desk's history: deliveries with their firms, and answers.
pub(super) struct History {
    /// Lines of the log, with the rows of their `firms.csv`.
    pub(super) deliveries: Vec<(Value, Vec<Row>)>,
    /// Rows of `answers.csv`; none before the first reply.
    pub(super) answers: Vec<Row>,
}

impl History {
    pub(super) fn read(folder: &Folder) -> History {
        let log = folder.read("desk/deliveries.jsonl");
        let of_line = |line: &str| {
            let line = json(line);
            let name = line["delivery"].as_str().expect("a delivery's name").to_owned();
            (line, folder.rows(&format!("desk/deliveries/{name}/firms.csv")))
        };
        let answers = "desk/answers.csv";
        let has_answers = folder.path(answers).exists();
        History {
            deliveries: log.lines().map(of_line).collect(),
            answers: if has_answers { folder.rows(answers) } else { Vec::new() },
        }
    }

    /// Deliveries of an as-of day to an institution.
    pub(super) fn of(&self, as_of: &str, institution: &str) -> impl Iterator<Item = &(Value, Vec<Row>)> {
        let (as_of, institution) = (as_of.to_owned(), institution.to_owned());
        self.deliveries
            .iter()
            .filter(move |(line, _)| line["as_of"] == *as_of && line["institution"] == *institution)
    }

    /// The as-of day of the latest delivery of a firm to an institution before a day.
    pub(super) fn referred(&self, institution: &str, firm: &str, before: &str) -> Option<&str> {
        let own = self.deliveries.iter().filter(|(line, firms)| {
            line["institution"] == *institution && firms.iter().any(|row| row["credit_code"] == firm)
        });
        own.filter_map(|(line, _)| line["as_of"].as_str()).filter(|day| *day < before).max()
    }

    /// The latest answer on a firm up to a day; of one day, the one imported last.
    pub(super) fn answer(&self, institution: &str, firm: &str, until: &str) -> Option<&Row> {
        let own = self.answers.iter().filter(|row| row["institution"] == institution && row["ID"] == firm);
        own.filter(|row| &*row["date"] <= until).max_by_key(|row| row["date"].clone())
    }

    /// The latest answer, its amounts as in the approvals just before it where it leaves them blank.
    pub(super) fn standing(&self, institution: &str, firm: &str, until: &str) -> Option<Row> {
        let own = self.answers.iter().filter(|row| row["institution"] == institution && row["ID"] == firm);
        let mut own: Vec<&Row> = own.filter(|row| &*row["date"] <= until).collect();
        own.sort_by_key(|row| row["date"].clone());
        own.into_iter().fold(None, |before: Option<Row>, row| {
            let mut row = row.clone();
            if let Some(before) = before.filter(is_approval).filter(|_| is_approval(&row)) {
                for amount in AMOUNTS.into_iter().filter(|amount| !before[*amount].is_empty()) {
                    let own = row.get_mut(amount).expect("a column of the history");
                    if own.is_empty() {
                        own.clone_from(&before[amount]);
                    }
                }
            }
            Some(row)
        })
    }

    /// Every pair of institution and firm delivered as of a day or before.
    pub(super) fn pairs(&self, until: &str) -> BTreeSet<(String, String)> {
        let of_one = |(line, firms): &(Value, Vec<Row>)| {
            let institution = line["institution"].as_str().expect("an institution").to_owned();
            firms.iter().map(|row| (institution.clone(), row["credit_code"].clone())).collect::<Vec<_>>()
        };
        let own = self.deliveries.iter().filter(|(line, _)| line["as_of"].as_str() <= Some(until));
        own.flat_map(of_one).collect()
    }
}

/// The files of a delivery as its institution has them, opened.
pub(super) fn opened(folder: &Folder, line: &Value) -> Vec<(String, Vec<u8>)> {
    let [delivery, institution, as_of] =
        ["delivery", "institution", "as_of"].map(|key| line[key].as_str().expect("a text"));
    let archive = folder.path(&format!("desk/deliveries/{delivery}/{institution}-{as_of}.zip"));
    if !SEALED.contains(&institution) {
        return unzipped(&std::fs::read(archive).expect("an archive"));
    }
    let key = identity(&folder.path(&format!("keys/identities/{institution}.key"))).expect("a secret key");
    let sealed = std::fs::read(archive.with_extension("zip.age")).expect("a sealed archive");
    unzipped(&envelope().open(&sealed, &key).expect("it is sealed to this key"))
}

fn unzipped(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let files = archive.len();
    let file = |at| {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("it can be read");
        (entry.name().expect("a name").into_owned(), bytes)
    };
    (0..files).map(file).collect()
}

/// Files with the content of workbooks in place of their bytes.
pub(super) fn plain(files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let of_file = |(name, bytes): (String, Vec<u8>)| match Path::new(&name).extension() {
        Some(extension) if extension == "xlsx" => unzipped(&bytes),
        _ => vec![(name, bytes)],
    };
    files.into_iter().flat_map(of_file).collect()
}

/// The first file that holds `text`.
pub(super) fn holding<'a>(files: &'a [(String, Vec<u8>)], text: &str) -> Option<&'a str> {
    let has = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    files.iter().find(|(_, bytes)| has(bytes)).map(|(name, _)| &**name)
}
