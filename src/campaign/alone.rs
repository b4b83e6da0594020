//! One cohort and one scorecard without a campaign: points and ranks, no referrals.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::cards::{Cards, Named};
use super::summary::document::{quarantined, scored};
use super::summary::{Causes, HeldBy, Standings};
use super::{absent, account, asked, notices, vetoes};
use crate::figures::{Document, Section};
use crate::finding::{Code, Finding, Findings};
use crate::intake::{self, FirmsFile, Intake};
use crate::parameters::{Source, Spanned};
use crate::progress::Progress;
use crate::publish::{self, RowCounts, Scored};
use crate::scorecard::Scorecard;
use crate::scoring::{self, Scores};
use crate::words::{Arg, Language, Message, say};

/// A cohort scored by one scorecard.
#[derive(Debug)]
pub struct Alone {
    pub(super) intake: Intake,
    pub(super) scorecard: Scorecard,
    pub(super) scores: Scores,
    pub(super) as_of: Date,
    /// Findings of the parameters and of the rows.
    pub findings: Findings,
}

/// The summary of a scored cohort.
#[derive(Clone, Debug, Serialize)]
pub struct AloneSummary {
    /// The cohort's file as the user named it.
    pub firms: String,
    /// The as-of day as `YYYY-MM-DD`.
    pub as_of: String,
    /// Points by segment and the first firms.
    #[serde(flatten)]
    pub standings: Standings,
    /// Rows scored, quarantined and merged.
    #[serde(flatten)]
    pub counts: RowCounts,
    /// Gates that hold firms for a missing fact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<HeldBy>,
    /// Quarantined rows by cause.
    pub quarantine_causes: Causes,
    /// Findings by the name of their code.
    #[serde(rename = "finding_counts")]
    pub findings: BTreeMap<&'static str, usize>,
}

/// Adds help on naming the column that identifies firms, where the file has no credit codes.
pub(super) fn without_id(findings: Findings) -> Findings {
    findings.map(|finding| match finding.code {
        Code::ColumnMissing => finding.also(say!(campaign::id_option_help)),
        _ => finding,
    })
}

/// Reads the cohort at `firms` for `scorecard`, as [`Alone::score`] does: only the fields that the scorecard
/// reads are judged. Returns the cohort, the scorecard and the findings of reading the scorecard.
///
/// # Errors
/// Faults of the scorecard, of the file or of its header.
pub fn read_under(
    firms: &Path,
    scorecard: &str,
    id: Option<&str>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<(Intake, Scorecard, Findings), Findings> {
    // No file holds the arguments.
    let arguments = Source::new("", "");
    let told = |text: &str| Spanned::new(0..0, text.to_owned());
    let file = FirmsFile { id: id.map(told), ..FirmsFile::plain(firms) };
    let named = Named {
        source: &arguments,
        folder: Path::new(""),
        leading: &told(scorecard),
        leading_folder: Path::new(""),
        over: None,
        further: &[],
        firms: &file,
        as_of: Some(as_of),
        drafts: &[],
    };
    let Cards { leading: scorecard, dictionary, findings, .. } = named.load()?;
    let asked = asked::fields([&scorecard], None, None, &dictionary);
    let intake = intake::read_asked(firms, &file, &arguments, &dictionary, &asked, as_of, progress)
        .map_err(without_id)?;
    Ok((intake, scorecard, findings))
}

impl Alone {
    /// Reads the cohort at `firms` with the dictionary's headers and scores it by `scorecard`, a built-in id
    /// or the path of a file that ends in `.toml`. `id` is the column that identifies firms, if that is not
    /// the credit code.
    ///
    /// # Errors
    /// Faults of the scorecard, of the file or of its header; a cohort without a firm that can be scored.
    pub fn score(
        firms: &Path,
        scorecard: &str,
        id: Option<&str>,
        as_of: Date,
        progress: &dyn Progress,
    ) -> Result<Alone, Findings> {
        let (intake, scorecard, findings) = read_under(firms, scorecard, id, as_of, progress)?;
        Alone::of(intake, scorecard, as_of, findings, progress)
    }

    /// Scores a cohort already read; `findings` are those of reading it.
    ///
    /// # Errors
    /// A cohort without a firm that can be scored.
    pub(super) fn of(
        intake: Intake,
        scorecard: Scorecard,
        as_of: Date,
        mut findings: Findings,
        progress: &dyn Progress,
    ) -> Result<Alone, Findings> {
        super::room(&intake, super::bytes_per_firm(&intake.firms, &scorecard, false))?;
        let scores = scoring::score(&intake.firms, &scorecard, as_of, false, progress);
        account(&intake, &scores)?;
        findings.extend(intake.findings.clone());
        findings.extend(scores.findings.clone());
        findings.extend(notices::turned_away(&intake, &scores, false));
        findings.extend(absent::of_scorecard(&scorecard, &scores, &intake));
        findings.extend(vetoes::of_scorecard(&scorecard, &scores, &intake));
        let nobody = notices::nobody_scored(&intake, &scores);
        let is_empty = nobody.is_some();
        nobody.into_iter().for_each(|fault| findings.push(fault));
        findings.sort();
        if is_empty { Err(findings) } else { Ok(Alone { intake, scorecard, scores, as_of, findings }) }
    }

    /// Refuses a `target` that is one of the inputs.
    ///
    /// # Errors
    /// As [`publish::refuse_inputs`].
    pub fn refuse_inputs(&self, target: &Path) -> Result<(), Finding> {
        let files = self.scorecard.text.files().map(|(name, _)| name);
        publish::refuse_inputs(
            target,
            files.chain(self.intake.parts.iter().map(|part| &*part.place().file)).map(Path::new),
        )
    }

    fn scored(&self) -> Scored<'_> {
        Scored { intake: &self.intake, scorecard: &self.scorecard, scores: &self.scores, further: &[] }
    }

    /// Writes the table of every firm's points to `out`, reasons in a language: the columns of a run's
    /// `scores.csv`.
    ///
    /// # Errors
    /// Errors of writing to `out`.
    pub fn write(&self, out: &mut (dyn Write + Send), language: Language) -> io::Result<()> {
        publish::write_csv(out, &self.scored(), language)
    }

    /// The summary, serializable for programs.
    pub fn summary(&self) -> AloneSummary {
        AloneSummary {
            firms: self.intake.name.to_string(),
            as_of: self.as_of.to_string(),
            standings: Standings::of(&self.scored()),
            counts: RowCounts::of(&self.intake, &self.scores),
            held_by: HeldBy::all(&self.scorecard, &self.scores),
            quarantine_causes: Causes::of(&self.intake, Some(&self.scores)),
            findings: self.findings.counts(),
        }
    }
}

impl AloneSummary {
    /// The summary laid out for people; `as_of` is a day.
    pub fn document(&self, as_of: impl Into<Arg>) -> Document {
        let (standings, as_of): (_, Arg) = (&self.standings, as_of.into());
        let rows = Section::named(say!(campaign::result))
            .line(scored(&self.counts))
            .join(quarantined(self.counts.quarantined, &self.quarantine_causes))
            .lines(HeldBy::said(self.counts.held, &self.held_by));
        let title = say!(
            campaign::summary_title,
            campaign = &self.firms,
            day = as_of,
            scorecard = Message::id_or_title(&standings.scorecard, &standings.title)
        );
        Document::new(title)
            .section(rows)
            .section(standings.basis())
            .section(standings.segments())
            .section(standings.top())
    }
}
