//! Other weights for the scorecard of a cohort: written as an overlay, read again as any file, and the cohort
//! scored with them.

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

/// Where proposed weights come from.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// The command that writes them.
    pub command: &'a str,
    /// What the new scorecard's id ends in: `calibrated`.
    pub suffix: &'a str,
    /// In the title: `weights calibrated on outcomes`.
    pub title: Message,
    /// In the source: `weights calibrated by likelihood`.
    pub method: Message,
    /// What else they rest on than the cohort: files with their hashes, a seed.
    pub inputs: Vec<Message>,
}

/// Makes proposals for one cohort.
#[derive(Clone, Copy, Debug)]
pub struct Proposer<'a> {
    /// The cohort, with its scores under today's weights.
    pub cohort: &'a Cohort<'a>,
    /// What the new scorecard is called.
    pub named: &'a Named,
}

impl Proposer<'_> {
    /// The overlay that holds `weights`.
    pub fn overlay(&self, weights: &WholeWeights, origin: &Origin<'_>) -> String {
        let Cohort { scorecard: card, as_of, file, sha256, .. } = *self.cohort;
        let Origin { command, suffix, title, method, inputs } = origin;
        let from = say!(
            weights::proposal_source,
            method = method,
            card = &card.id,
            day = as_of,
            file = file,
            hash = sha256
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

    /// The scorecard that an overlay makes.
    ///
    /// # Errors
    /// An overlay that is not sound.
    pub fn load(&self, overlay: &str) -> Result<Scorecard, Findings> {
        let source = Source::new(self.named.file.as_str(), overlay);
        Ok(Scorecard::load(&source, self.cohort.dictionary, Some(self.cohort.as_of))?.0)
    }

    /// The cohort scored with an overlay, with `details` if asked for.
    ///
    /// # Errors
    /// An overlay that is not sound.
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

    /// Today's scoring compared with that of `proposal`.
    pub fn effect(&self, proposal: &Proposal) -> Comparison {
        let Cohort { firms, scorecard, scores, .. } = *self.cohort;
        Comparison::between(
            &Side::of(firms, scorecard, scores),
            &Side::of(firms, &proposal.card, &proposal.scores),
            &compare::Options::default(),
        )
    }
}

/// Weights that were written, read again and scored with.
#[derive(Debug)]
pub struct Proposal {
    /// The file.
    pub overlay: String,
    /// The scorecard it makes.
    pub card: Scorecard,
    /// The cohort under it.
    pub scores: Scores,
}
