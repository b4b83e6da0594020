//! A cohort that changes from month to month: its table, its supplement and the ledger of consents.

use std::collections::BTreeMap;

use crate::support::workplace::{Folder, text};

/// Column of credit codes, the first of the table.
pub(super) const CODE: &str = "统一社会信用代码";
/// Column that comes from the supplement instead.
const CONTRACTS: &str = "技术合同成交额(万元)";
const CONSENT: &str = "数据授权";

/// A row of the ledger: firm, institution, given, withdrawn.
type Consent = [String; 4];

/// The firms of a month, as written to its files.
pub(super) struct Cohort {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Contract values by credit code.
    contracts: BTreeMap<String, String>,
    consents: Vec<Consent>,
}

impl Cohort {
    /// `firms` synthetic firms of `seed`, judged as of `day`. Those that allow it have a consent for every
    /// institution in the ledger.
    pub(super) fn sampled(folder: &Folder, firms: u32, seed: u32, day: &str) -> Cohort {
        let (firms, seed) = (firms.to_string(), seed.to_string());
        let made = ["--quiet", "sample", "--firms", &firms, "--seed", &seed, "--as-of", day];
        let output = folder.jifen(&[&made[..], &["--out", "sampled.csv", "--force"]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        let table = folder.read("sampled.csv");
        let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
        let header = cells(reader.headers().expect("a header"));
        let rows: Vec<Vec<String>> = reader.records().map(|row| cells(&row.expect("a row"))).collect();
        let at = |name: &str| header.iter().position(|one| one == name).expect("a column of the sample");
        let (contract, consent) = (at(CONTRACTS), at(CONSENT));
        let contracts = rows.iter().map(|row| (row[0].clone(), row[contract].clone())).collect();
        let gives = rows.iter().filter(|row| row[consent] == "是");
        let consents = gives.map(|row| consent_of(&row[0], "", "2025-12-01", "")).collect();
        let own = |row: Vec<String>| -> Vec<String> {
            row.into_iter().enumerate().filter(|(at, _)| *at != contract).map(|(_, cell)| cell).collect()
        };
        Cohort { header: own(header), rows: rows.into_iter().map(own).collect(), contracts, consents }
    }

    /// Adds the firms of another cohort.
    pub(super) fn join(&mut self, other: Cohort) {
        assert_eq!(self.header, other.header);
        assert!(other.rows.iter().all(|row| !self.has(&row[0])), "a firm of both cohorts");
        self.rows.extend(other.rows);
        self.contracts.extend(other.contracts);
        self.consents.extend(other.consents);
    }

    pub(super) fn has(&self, firm: &str) -> bool {
        self.rows.iter().any(|row| row[0] == firm)
    }

    /// Credit codes in the order of the table.
    pub(super) fn firms(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| &*row[0])
    }

    fn column(&self, name: &str) -> usize {
        self.header.iter().position(|one| one == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    pub(super) fn cell(&self, firm: &str, column: &str) -> &str {
        let row = self.rows.iter().find(|row| row[0] == firm).expect("a firm of the cohort");
        &row[self.column(column)]
    }

    pub(super) fn set(&mut self, firm: &str, column: &str, cell: &str) {
        let at = self.column(column);
        let row = self.rows.iter_mut().find(|row| row[0] == firm).expect("a firm of the cohort");
        cell.clone_into(&mut row[at]);
    }

    /// Multiplies an amount.
    pub(super) fn scale(&mut self, firm: &str, column: &str, factor: f64) {
        if let Ok(amount) = self.cell(firm, column).parse::<f64>() {
            self.set(firm, column, &format!("{:.2}", amount * factor));
        }
    }

    pub(super) fn set_contracts(&mut self, firm: &str, amount: &str) {
        self.contracts.insert(firm.to_owned(), amount.to_owned());
    }

    /// The firm's row stands in the table a second time.
    pub(super) fn repeat(&mut self, firm: &str) {
        let row = self.rows.iter().find(|row| row[0] == firm).expect("a firm of the cohort").clone();
        self.rows.push(row);
    }

    /// The firm is no longer in the table.
    pub(super) fn leave(&mut self, firm: &str) {
        self.rows.retain(|row| row[0] != firm);
    }

    pub(super) fn withdraw(&mut self, firm: &str, day: &str) {
        self.consents.push(consent_of(firm, "", "", day));
    }

    /// The firm's consent is for one institution alone.
    pub(super) fn limit(&mut self, firm: &str, institution: &str) {
        let own = self.consents.iter_mut().find(|consent| consent[0] == firm).expect("a firm that consents");
        institution.clone_into(&mut own[1]);
    }

    /// Writes `firms-M.csv`, `contracts-M.csv` and `consents-M.csv`.
    pub(super) fn write(&self, folder: &Folder, month: &str) {
        let mut table = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            table.write_record(row).expect("a row can be written");
        }
        folder.write(&format!("firms-{month}.csv"), &table.into_inner().expect("a whole table"));
        let of_present = self.contracts.iter().filter(|(firm, _)| self.has(firm));
        let contracts: String = of_present.map(|(firm, amount)| format!("{firm},{amount}\n")).collect();
        let contracts = format!("{CODE},{CONTRACTS}\n{contracts}");
        folder.write(&format!("contracts-{month}.csv"), contracts.as_bytes());
        let consents: String = self.consents.iter().map(|row| row.join(",") + "\n").collect();
        let consents = format!("{CODE},授权机构,授权日期,撤回日期\n{consents}");
        folder.write(&format!("consents-{month}.csv"), consents.as_bytes());
    }
}

fn consent_of(firm: &str, institution: &str, given: &str, withdrawn: &str) -> Consent {
    [firm, institution, given, withdrawn].map(str::to_owned)
}
