//! A folder with a small campaign in it, to run the program on.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A temporary folder holding `campaign.toml`, `institutions.toml` and `firms.csv`.
pub(crate) struct Folder {
    temporary: TempDir,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn empty() -> Folder {
        Folder { temporary: TempDir::new().expect("a temporary folder can be made") }
    }

    /// The sample institutions and scorecard over `firms` synthetic firms.
    pub(crate) fn with_firms(firms: u32, dirty: f64) -> Folder {
        let folder = Folder { temporary: TempDir::new().expect("a temporary folder can be made") };
        folder.write("campaign.toml", CAMPAIGN.as_bytes());
        fs::copy(sample_data("institutions.toml"), folder.path("institutions.toml"))
            .expect("sample data can be copied");
        let (firms, dirty) = (firms.to_string(), dirty.to_string());
        let made = folder.jifen(&[
            "--quiet",
            "sample",
            "--firms",
            &firms,
            "--seed",
            "7",
            "--dirty",
            &dirty,
            "--out",
            "firms.csv",
        ]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).expect("the temporary folder can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The rows of a CSV file, by header.
    pub(crate) fn rows(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let text = self.read(name);
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().expect("a header").clone();
        let of_one = |record: csv::StringRecord| {
            headers.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
        };
        reader.records().map(|record| of_one(record.expect("rows as wide as the header"))).collect()
    }

    /// Replaces `from`, which must stand in the file, by `to`.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} does not hold `{from}`");
        self.write(name, text.replacen(from, to, 1).as_bytes());
    }

    /// The program, ready to run in the folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jifen"));
        command.env("LC_ALL", "C");
        command.current_dir(self.temporary.path()).env("NO_COLOR", "1").env("COLUMNS", "160");
        command
    }

    pub(crate) fn jifen(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().expect("the program can be started")
    }

    /// As [`Folder::jifen`], on a screen of `width` columns.
    pub(crate) fn jifen_wide(&self, width: usize, arguments: &[&str]) -> Output {
        let output = self.command().env("COLUMNS", width.to_string()).args(arguments).output();
        output.expect("the program can be started")
    }

    /// Status, standard output and standard error as one text, for snapshots.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        let output = self.jifen(arguments);
        let code = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
        let mut told = format!("$ jifen {}\nexit code {code}\n", arguments.join(" "));
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            if !bytes.is_empty() {
                told += &format!("--- {name}\n{}", text(bytes));
            }
        }
        told
    }

    /// Every file below `name` with its bytes, but for the timings, which no two runs share.
    pub(crate) fn content(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(name);
        let mut found = Vec::new();
        collect(&root, &root, &mut found);
        found.sort();
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            collect(root, &path, found);
            continue;
        }
        let name = path.strip_prefix(root).expect("found below it").to_string_lossy().into_owned();
        if name != "timings.json" {
            found.push((name, fs::read(&path).expect("a published file can be read")));
        }
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(crate) fn sample_data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(name)
}

/// The sample campaign, on files of the folder.
const CAMPAIGN: &str = r#"id = "test"
title = "A small campaign"
as_of = 2025-12-31
scorecard = "mst-2022"
institutions = "institutions.toml"

[firms]
path = "firms.csv"

[output]
detail = true
"#;

/// A value with every sentence in English alone.
pub fn english(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(all) if all.contains_key("en") => all["en"].clone(),
        serde_json::Value::Object(all) => {
            all.iter().map(|(key, value)| (key.clone(), english(value))).collect()
        }
        serde_json::Value::Array(all) => all.iter().map(english).collect(),
        other => other.clone(),
    }
}
