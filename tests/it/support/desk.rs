//! A desk's folder with deliveries in it, written as its format says, without a seal.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jifen::desk::deliveries::{Digests, Line};
use jifen::parameters::sha256;

/// The folder `desk` below another, with a log of deliveries.
pub struct Desk {
    path: PathBuf,
    id: &'static str,
    log: String,
    previous: String,
    seq: u64,
}

impl Desk {
    /// An empty desk below `folder`, for firms identified by the column `id`.
    pub fn below(folder: &Path, id: &'static str) -> Desk {
        let path = folder.join("desk");
        fs::create_dir_all(path.join("deliveries")).expect("a folder can be made");
        Desk { path, id, log: String::new(), previous: "0".repeat(64), seq: 0 }
    }

    /// The desk's folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Delivers `firms` to `institution` on a `day`, rows of
    /// `ID,firm_name,segment,region,industry,points,grade`. Returns the delivery's name.
    pub fn deliver(&mut self, institution: &str, day: &str, firms: &[&str]) -> String {
        self.deliver_as_of("2025-12-31", institution, day, firms)
    }

    /// As [`Desk::deliver`], of a list as of another day.
    pub fn deliver_as_of(&mut self, as_of: &str, institution: &str, day: &str, firms: &[&str]) -> String {
        self.seq += 1;
        let delivery = format!("{as_of}-{institution}-{}", self.seq);
        let folder = self.path.join("deliveries").join(&delivery);
        fs::create_dir_all(&folder).expect("a folder can be made");
        let mut table = format!("\u{feff}place,{},firm_name,segment,region,industry,points,grade\n", self.id);
        for (at, firm) in firms.iter().enumerate() {
            let _ = writeln!(table, "{},{firm}", at + 1);
        }
        fs::write(folder.join("firms.csv"), &table).expect("a table can be written");
        let archive = format!("{institution}-{as_of}.zip");
        let digest = |name: &str, sha256: String| (name.to_owned(), Digests { sha256, sm3: None });
        let others = [archive.clone(), format!("{archive}.minisig"), "sm3.txt".to_owned()];
        let files = others.iter().map(|name| digest(name, sha256(name)));
        let mut line = Line {
            seq: self.seq,
            at: format!("{day}T09:30:00+08:00"),
            campaign: "example".to_owned(),
            as_of: as_of.to_owned(),
            run: sha256("run"),
            institution: institution.to_owned(),
            delivery: delivery.clone(),
            files: files.chain([digest("firms.csv", sha256(&table))]).collect(),
            firms: firms.len(),
            recipient: None,
            key: "RWQ".to_owned(),
            previous: self.previous.clone(),
            hash: String::new(),
        };
        let canonical = |line: &Line| serde_json::to_string(line).expect("a line is JSON");
        self.previous = sha256(canonical(&line));
        line.hash.clone_from(&self.previous);
        let line = canonical(&line);
        let _ = writeln!(self.log, "{line}");
        fs::write(self.path.join("deliveries.jsonl"), &self.log).expect("a log can be written");
        delivery
    }
}
