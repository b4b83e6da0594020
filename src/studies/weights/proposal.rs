//! Proposed weights for the scorecard of a cohort: written as an overlay, read back as any file, and used to
//! score the cohort.

use super::overlay::{self, Header, Named};
use super::units::WholeWeights;
use crate::finding::Findings;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring::{self, Scores};
use crate::studies::Cohort;
use crate::studies::compare::{self, Comparison, Side};
use crate::words::{Between, Message, say};

/// The source of proposed weights, as the overlay states it.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// The command that writes the overlay.
    pub command: &'a str,
    /// Suffix of the new scorecard's id, such as `calibrated`.
    pub suffix: &'a str,
    /// Part of the title, such as `weights calibrated on outcomes`.
    pub title: Message,
    /// Part of the source, such as `weights calibrated by likelihood`.
    pub method: Message,
    /// Inputs besides the cohort: files with their hashes, a seed.
    pub inputs: Vec<Message>,
}

/// Writes and scores proposals for one cohort.
#[derive(Clone, Copy, Debug)]
pub struct Proposer<'a> {
    /// The cohort, scored under today's weights.
    pub cohort: &'a Cohort<'a>,
    /// Where the new scorecard will be saved.
    pub named: &'a Named,
}

impl Proposer<'_> {
    /// The text of the overlay with `weights`.
    pub fn overlay(&self, weights: &WholeWeights, origin: &Origin<'_>) -> String {
        let Cohort { scorecard: card, as_of, file, parts, .. } = *self.cohort;
        let Origin { command, suffix, title, method, inputs } = origin;
        let from = say!(
            weights::proposal_source,
            method = method,
            card = &card.id,
            day = as_of,
            file = file,
            hash = parts.sha256()
        );
        let own = Message::title(&card.title, card.title_zh.as_ref());
        let header = Header {
            id: &overlay::id_of(card, &format!("-{suffix}")),
            title: say!(weights::proposal_title, card = own, title = title),
            source: Message::joined(Between::Clauses, [&from].into_iter().chain(inputs)),
            basis: WeightsBasis::Derived,
            remark: Some(say!(weights::proposal_remark, command = *command)),
        };
        overlay::text(card, weights, self.named, &header)
    }

    /// The scorecard that results from an overlay.
    ///
    /// # Errors
    /// The faults of an unsound overlay.
    pub fn load(&self, overlay: &str) -> Result<Scorecard, Findings> {
        let source = Source::new(self.named.file.as_str(), overlay);
        Ok(Scorecard::load(&source, self.cohort.dictionary, Some(self.cohort.as_of))?.0)
    }

    /// The cohort scored with an overlay, with `details` on request.
    ///
    /// # Errors
    /// The faults of an unsound overlay.
    pub fn score(
        &self,
        overlay: String,
        details: bool,
        progress: &dyn Progress,
    ) -> Result<Proposal, Findings> {
        let card = self.load(&overlay)?;
        let scores = scoring::score(self.cohort.firms, &card, self.cohort.as_of, details, progress);
        Ok(Proposal { overlay, card, scores })
    }

    /// Compares today's scores with those of `proposal`.
    pub fn effect(&self, proposal: &Proposal) -> Comparison {
        let Cohort { firms, scorecard, scores, .. } = *self.cohort;
        Comparison::between(
            &Side::of(firms, scorecard, scores),
            &Side::of(firms, &proposal.card, &proposal.scores),
            &compare::Options::default(),
        )
    }
}

/// Weights after a round trip through their file, with the scores they give.
#[derive(Debug)]
pub struct Proposal {
    /// The TOML text of the file.
    pub overlay: String,
    /// The scorecard that results from the overlay.
    pub card: Scorecard,
    /// The cohort's scores under it.
    pub scores: Scores,
}
