//! A small cohort carried through every stage up to the lists, so that a test can look at what each firm came
//! to.

use std::path::Path;

use jiff::civil::{Date, date};

use jifen::finding::Findings;
use jifen::firms::{Dictionary, Frame};
use jifen::intake::{self, FirmsFile, Intake};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::publish::{Input, Publication, Scored, Timings, WorkbookTable};
use jifen::referral::{Institutions, Referrals, refer};
use jifen::scorecard::Scorecard;
use jifen::scoring::{Results, Scores, score};

pub(crate) const AS_OF: Date = date(2025, 12, 31);

/// Points are revenue in 万元, from 0 to 100; below 10 a firm does not pass.
const SCORECARD: &str = r#"
id = "size"
title = "Size alone"
source = "a test"
weights_basis = "illustrative"
scale = 100
decimals = 1
minimum_coverage = 0.5
missing = "zero"
pass = "points >= 10"

[[group]]
id = "money"
title = "Money, all of it"

[[group.indicator]]
id = "size"
title = "Size"
value = "revenue"
curve = { linear = { low = 0, high = 100 } }
weight = 100

[[gate]]
id = "dishonest"
reason = "listed as dishonest"
when = "NOT dishonest"
unknown = "pass"

[[grade]]
id = "A"
at_least = 60
"#;

/// The header firms are written under.
pub(crate) const HEADER: &str =
    "credit_code,name,region,revenue(万元),loan_demand(万元),loan_term,consent,consent_date,dishonest,hnte\n";

/// Everything up to the lists.
pub(crate) struct Assessed {
    pub(crate) title: jifen::words::Message,
    pub intake: Intake,
    pub scorecard: Scorecard,
    pub scores: Scores,
    pub institutions: Institutions,
    pub referrals: Referrals,
    pub results: Results,
    pub inputs: Vec<Input>,
    pub findings: Findings,
    pub timings: Timings,
    pub workbooks: Vec<WorkbookTable>,
}

/// Reads an institutions file under the scope of the scorecard above.
pub(crate) fn institutions(text: &str) -> Result<Institutions, Findings> {
    let (scorecard, _) = scorecard();
    let dictionary = scorecard.dictionary(&Dictionary::built_in());
    let source = Source::new("institutions.toml", text);
    Institutions::load(&source, &scorecard.result_scope(&dictionary), &dictionary, false)
        .map(|(read, _)| read)
}

fn scorecard() -> (Scorecard, Findings) {
    let source = Source::new("scorecard.toml", SCORECARD);
    Scorecard::load(&source, &Dictionary::built_in(), None).unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// Carries the firms in `rows` (under [`HEADER`]) through, with details.
pub(crate) fn assess(rows: &str, institutions_file: &str) -> Assessed {
    assess_under(&format!("{HEADER}{rows}"), institutions_file)
}

/// The same of a table with a header of its own.
pub(crate) fn assess_under(table: &str, institutions_file: &str) -> Assessed {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("firms.csv");
    std::fs::write(&path, table).expect("it can be written");
    let (scorecard, _) = scorecard();
    let intake = read(&path, &scorecard.dictionary(&Dictionary::built_in()));
    let scores = score(&intake.firms, &scorecard, AS_OF, true, &Silent);
    let institutions = institutions(institutions_file).unwrap_or_else(|findings| panic!("{findings:?}"));
    let results = Results::new(&intake.firms, &[(&scorecard, &scores)], AS_OF, institutions.slots());
    let referrals = refer(&intake.firms, &scores, &institutions, &results.frame(&intake.firms));
    let input = Input { role: "firms".into(), name: "firms.csv".into(), bytes: 3, sha256: "ab".into() };
    Assessed {
        title: "A test".into(),
        intake,
        scorecard,
        scores,
        institutions,
        referrals,
        results,
        inputs: vec![input],
        findings: Findings::new(),
        timings: Timings::default(),
        workbooks: Vec::new(),
    }
}

fn read(path: &Path, dictionary: &Dictionary) -> Intake {
    let file: FirmsFile = toml::from_str("path = \"firms.csv\"").expect("a table for the firms");
    let nothing = Source::new("campaign.toml", "");
    intake::read(path, &file, &nothing, dictionary, AS_OF, &Silent)
        .unwrap_or_else(|findings| panic!("{findings:?}"))
}

impl Assessed {
    pub(crate) fn frame(&self) -> Frame<'_> {
        self.results.frame(&self.intake.firms)
    }

    pub(crate) fn publication<'a>(&'a self, frame: &'a Frame<'a>) -> Publication<'a> {
        Publication {
            desk: None,
            campaign_file: None,
            campaign: "a-test",
            title: &self.title,
            as_of: AS_OF,
            scored: Scored {
                intake: &self.intake,
                scorecard: &self.scorecard,
                scores: &self.scores,
                further: &[],
            },
            institutions: &self.institutions,
            referrals: &self.referrals,
            waivers: &[],
            frame,
            granted: None,
            inputs: &self.inputs,
            findings: &self.findings,
            trial: None,
            detail: true,
            firms: false,
            workbooks: &self.workbooks,
            timings: &self.timings,
            language: jifen::words::Language::En,
        }
    }

    /// The ids on list `at`, first to last.
    pub(crate) fn list(&self, at: usize) -> Vec<&str> {
        let ids = self.intake.firms.ids();
        self.referrals.lists[at].firms.iter().map(|&firm| ids.get_or_empty(firm as usize)).collect()
    }
}
