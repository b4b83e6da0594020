//! `jifen scorecards weights`: a document's table of weights as a scorecard.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::keyword::one_of;
use crate::figures::Document;
use crate::finding::{Findings, Severity};
use crate::firms::Dictionary;
use crate::intake::read_sheet;
use crate::parameters::Source;
use crate::publish;
use crate::scorecard::{Malformed, Scorecard, WeightsBasis};
use crate::studies::weights::stated::{self, Stated, Stating};
use crate::words::{Language, say};

use super::super::ending::Noticed;
use super::super::options::Edits;
use super::super::screen::answer;
use super::super::study::refuse_scorecard;
use super::super::tolerance::Tolerance;
use super::super::weights::named;
use super::super::{Options, stop};

#[derive(Debug, Args)]
pub(super) struct Weights {
    file: PathBuf,
    #[arg(long, default_value = "mst-2022")]
    from: String,
    #[arg(long, value_parser = filled)]
    source: String,
    #[arg(long, value_parser = one_of(BASES), default_value = WeightsBasis::Official.as_str())]
    basis: WeightsBasis,
    #[arg(long)]
    id: Option<String>,
    #[arg(long, value_parser = filled)]
    title: Option<String>,
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

/// Bases of weights that the command can write: derived weights are written by `jifen weights`.
const BASES: &[WeightsBasis] = &[WeightsBasis::Official, WeightsBasis::Local, WeightsBasis::Illustrative];

fn filled(text: &str) -> Result<String, Malformed> {
    let text = text.trim();
    if text.is_empty() { Err(Malformed(say!(scorecards::text_needed))) } else { Ok(text.to_owned()) }
}

impl Weights {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let written = match self.write(self.basis, options.language()) {
            Ok(written) => written,
            Err(findings) => return stop(&findings, options),
        };
        let answer = answer(options, &written.told(self.basis), &written.document(self.basis, &self.source));
        let noticed = Noticed {
            findings: &written.warnings,
            notes: false,
            told: true,
            all: "--format json",
            aside: Vec::new(),
            files: &[],
        };
        noticed.after(&answer, Tolerance::of_warnings(false), options)
    }

    /// Reads the table, lays it over the scorecard, checks the result and writes it.
    fn write(&self, basis: WeightsBasis, language: Language) -> Result<Written, Findings> {
        let base = super::open(&self.from)?;
        let (card, _) = Scorecard::load(&base, &Dictionary::built_in(), None)?;
        let id = self.id.clone().unwrap_or_else(|| format!("{}-{}", card.id, basis.as_str()));
        let path = self.out.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
        let inputs = base.files().map(|(name, _)| Path::new(name)).chain([self.file.as_path()]);
        publish::refuse_inputs(&path, inputs)?;
        let replace = self.edits.replace(self.force);
        refuse_scorecard(&path, replace)?;
        let sheet = read_sheet(&self.file)?;
        let named = named(&card, Some(&path), language);
        let stating = Stating { id: &id, title: self.title.as_deref(), source: &self.source, basis };
        let found = stated::stated(&card, &sheet, &named, &stating)?;
        let source = Source::new(named.file.as_str(), found.overlay.as_str());
        let (_, findings) = Scorecard::load(&source, &Dictionary::built_in(), None)?;
        let mut warnings = found.warnings.clone();
        warnings.extend(findings.into_iter().filter(|one| one.severity() == Severity::Warning).collect());
        publish::write_file(&path, replace, |out| out.write_all(found.overlay.as_bytes()))?;
        Ok(Written { path, id, card, found, warnings })
    }
}

struct Written {
    path: PathBuf,
    id: String,
    /// The scorecard that the weights are laid over.
    card: Scorecard,
    found: Stated,
    warnings: Findings,
}

impl Written {
    fn document(&self, basis: WeightsBasis, source: &str) -> Document {
        let Written { path, card, found, .. } = self;
        let path = path.display().to_string();
        let mut document = Document::new(say!(
            scorecards::weights_written,
            file = &path,
            indicators = found.indicators,
            segments = found.segments,
            basis = say!(scorecards::basis, basis = basis.as_str()),
            source = source
        ));
        if basis == WeightsBasis::Official {
            document = document.lead(say!(scorecards::weights_official));
        }
        if card.weights_basis == WeightsBasis::Illustrative {
            document = document.lead(say!(scorecards::weights_illustrative, base = &card.id));
        }
        document.lead_command(say!(scorecards::weights_next, file = &path))
    }

    /// The command's JSON output.
    fn told(&self, basis: WeightsBasis) -> serde_json::Value {
        serde_json::json!({
            "scorecard": self.id,
            "file": self.path.display().to_string(),
            "extends": self.card.id,
            "weights_basis": basis,
            "indicators": self.found.indicators,
            "segments": self.found.segments,
            "findings": self.warnings.as_slice(),
        })
    }
}
